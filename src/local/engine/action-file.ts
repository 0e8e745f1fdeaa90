import { parseActionFile } from "./official.ts";
import type { Condition } from "./expressions.ts";
import type { Step } from "./step-model.ts";
import { readCondition, readSteps } from "./step-model.ts";
import type { Node } from "./yaml-node.ts";
import { child, entries, plainText, refusal } from "./yaml-node.ts";

type ActionInput = {
  readonly name: string;
  readonly default: Node | null;
  readonly required: boolean;
};

export type Action = {
  readonly name: string;
  readonly inputs: readonly ActionInput[];
} & (
  | { readonly kind: "node"; readonly main: string; readonly post: string | null; readonly postIf: Condition }
  | {
      readonly kind: "composite";
      readonly steps: readonly Step[];
      readonly outputs: readonly (readonly [string, Node])[];
    }
);

/** Reads one `action.yml`. Throws a UserError with file and line for what is malformed or not supported. */
export function readAction(file: string, content: string): Action {
  const root = parseActionFile(file, content);
  const runs = child(root, "runs");
  const using = child(runs, "using");
  const kind = plainText(using) ?? "";
  const name = plainText(child(root, "name")) ?? file;
  const inputs = entries(child(root, "inputs")).map(([input, node]) => ({
    name: input,
    default: child(node, "default"),
    required: plainText(child(node, "required")) === "true",
  }));
  if (kind === "composite") {
    const outputs = entries(child(root, "outputs")).flatMap(([output, node]) => {
      const value = child(node, "value");
      return value === null ? [] : [[output, value] as const];
    });
    return { kind: "composite", name, inputs, outputs, steps: readSteps(child(runs, "steps")) };
  }
  if (kind !== "node20" && kind !== "node24") throw refusal(using?.at ?? root.at, `\`using: ${kind}\``);
  const pre = child(runs, "pre");
  if (pre !== null) throw refusal(pre.at, "`pre`");
  const postIf = child(runs, "post-if");
  return {
    kind: "node",
    name,
    inputs,
    main: plainText(child(runs, "main")) ?? "",
    post: plainText(child(runs, "post")),
    postIf: postIf === null ? { source: "always()", at: root.at } : readCondition(postIf),
  };
}
