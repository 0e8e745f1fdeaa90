import { UserError } from "../../core/errors.ts";
import { resolve, resolveTexts, textOf } from "./expressions.ts";
import type { Scope } from "./expressions.ts";
import { triggerNode } from "./triggers.ts";
import type { Job, Workflow } from "./workflow-file.ts";
import type { Json, Node } from "./yaml-node.ts";
import { child, entries, place, plainText } from "./yaml-node.ts";

type CallJob = Extract<Job, { kind: "call" }>;

/** The `inputs` context of a called workflow. Throws a UserError when a value has not the declared type. */
export function callInputs(options: { job: CallJob; called: Workflow; scope: Scope }): Record<string, Json> {
  const { job, called, scope } = options;
  const declared = entries(child(triggerNode(called.on, "workflow_call")?.config ?? null, "inputs"));
  return Object.fromEntries(
    declared.map(([name, node]) => {
      const given = entries(job.with).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
      const source = given ?? child(node, "default");
      return [name, convert({ name, node, value: source === null ? null : resolve(source, scope), at: job })];
    }),
  );
}

/** The secrets that a called workflow sees: all of the caller's, or those named. Undefined ones are empty. */
export function callSecrets(options: {
  job: CallJob;
  secrets: Readonly<Record<string, string>>;
  scope: Scope;
}): Readonly<Record<string, string>> {
  const { job, secrets, scope } = options;
  if (job.secrets === "inherit") return secrets;
  const given = resolveTexts(job.secrets, scope);
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ""));
}

function convert(input: { name: string; node: Node; value: Json; at: CallJob }): Json {
  const { name, node, value, at } = input;
  const type = plainText(child(node, "type")) ?? "string";
  if (value === null) return type === "boolean" ? false : type === "number" ? 0 : "";
  if (type === "string" && typeof value !== "object") return textOf(value);
  if (type === typeof value) return value;
  throw new UserError(
    `${place(at.at)}: the input '${name}' of '${at.uses}' must be a ${type}, got ${JSON.stringify(value)}`,
  );
}
