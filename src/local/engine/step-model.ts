import { UserError } from "../../core/errors.ts";
import type { Condition } from "./expressions.ts";
import type { Node, Position } from "./yaml-node.ts";
import { child, entries, items, place, plainText, refusal } from "./yaml-node.ts";

/** One step of a job or of a composite action. */
export type Step = {
  readonly at: Position;
  readonly id: string | null;
  readonly name: Node | null;
  readonly condition: Condition;
  readonly continueOnError: Node | null;
  readonly timeoutMinutes: Node | null;
  readonly env: Node | null;
} & (
  | {
      readonly kind: "run";
      readonly run: Node;
      readonly shell: Node | null;
      readonly workingDirectory: Node | null;
    }
  | { readonly kind: "uses"; readonly uses: string; readonly with: Node | null }
);

const runKeys = [
  "id",
  "name",
  "if",
  "continue-on-error",
  "timeout-minutes",
  "env",
  "run",
  "shell",
  "working-directory",
];
const usesKeys = ["id", "name", "if", "continue-on-error", "timeout-minutes", "env", "uses", "with"];

/** The steps of a `steps:` node. Throws on step kinds and keys that the engine does not have, and on doubled ids. */
export function readSteps(node: Node | null): readonly Step[] {
  const steps = items(node).map(readStep);
  const ids = new Set<string>();
  for (const step of steps) {
    const id = step.id?.toLowerCase();
    if (id === undefined) continue;
    if (ids.has(id))
      throw new UserError(`${place(step.at)}: the identifier '${step.id}' is used more than once`);
    ids.add(id);
  }
  return steps;
}

/** An `if:` node as a condition. */
export function readCondition(node: Node | null): Condition {
  if (node === null) return null;
  if (node.kind === "expression") return { source: node.source, at: node.at };
  const source = plainText(node) ?? "";
  return { source: source.replace(/^\s*\$\{\{(.*)\}\}\s*$/s, "$1"), at: node.at };
}

/** Throws for every key outside the list, with its line. */
export function refuseOtherKeys(options: { node: Node; known: readonly string[]; what: string }): void {
  for (const [key, value] of entries(options.node)) {
    if (!options.known.includes(key)) throw refusal(value.at, `\`${key}\` ${options.what}`);
  }
}

function readStep(node: Node): Step {
  const run = child(node, "run");
  const uses = child(node, "uses");
  refuseOtherKeys({ node, known: run === null ? usesKeys : runKeys, what: "in a step" });
  const common = {
    at: node.at,
    id: plainText(child(node, "id")),
    name: child(node, "name"),
    condition: readCondition(child(node, "if")),
    continueOnError: child(node, "continue-on-error"),
    timeoutMinutes: child(node, "timeout-minutes"),
    env: child(node, "env"),
  };
  if (run !== null) {
    const shell = child(node, "shell");
    if (shell?.kind === "scalar") checkShell(plainText(shell), shell.at);
    return { ...common, kind: "run", run, shell, workingDirectory: child(node, "working-directory") };
  }
  const name = plainText(uses) ?? "";
  checkUses(name, uses?.at ?? node.at);
  return { ...common, kind: "uses", uses: name, with: child(node, "with") };
}

/** Throws unless the shell is one of those the engine starts: bash, sh, or none. */
export function checkShell(shell: string | null, at: Position): void {
  if (shell !== null && shell !== "bash" && shell !== "sh") throw refusal(at, `\`shell: ${shell}\``);
}

function checkUses(uses: string, at: Position): void {
  if (uses.startsWith("docker://")) throw refusal(at, `\`uses: ${uses}\` (a container action)`);
  if (uses.startsWith("./")) return;
  if (uses.startsWith("$/")) {
    // actions/runner, PipelineConstants.TryParseSelfRepository: an empty rest is no self-repository reference.
    if (uses.length === 2) {
      throw new UserError(`${place(at)}: \`uses: $/\` names no action: expected a folder, such as $/work`);
    }
    if (uses.includes("@")) throw new UserError(`${place(at)}: \`uses: ${uses}\` takes no @ref`);
    return;
  }
  if (!/^[^/@\s]+\/[^/@\s]+(\/[^@\s]*)?@\S+$/.test(uses)) {
    throw new UserError(
      `${place(at)}: expected {owner}/{repo}[/path]@{ref}, ./path or $/path, got '${uses}'`,
    );
  }
}
