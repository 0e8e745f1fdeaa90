import { createHash } from "node:crypto";
import { globSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../core/errors.ts";
import { calls, evaluate } from "./official.ts";
import type { Scope } from "./official.ts";
import type { Json, Node, Position } from "./yaml-node.ts";
import { place } from "./yaml-node.ts";

export type { Scope } from "./official.ts";

/** A condition as written: `if:` with or without `${{ }}`; null means `success()`. */
export type Condition = { readonly source: string; readonly at: Position } | null;

/** The value of a node with all its expressions evaluated. */
export function resolve(node: Node, scope: Scope): Json {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "expression") return evaluate(node.source, scope, node.at);
  if (node.kind === "sequence") return node.items.map((item) => resolve(item, scope));
  return Object.fromEntries([...node.entries].map(([key, value]) => [key, resolve(value, scope)]));
}

/** The value of a node as text, converted as GitHub does; null for an absent node. */
export function resolveText(node: Node | null, scope: Scope): string | null {
  return node === null ? null : textOf(resolve(node, scope));
}

/** A mapping of names to texts; an expression may give the whole mapping. */
export function resolveTexts(node: Node | null, scope: Scope): Record<string, string> {
  if (node === null) return {};
  const value = resolve(node, scope);
  if (value === null || typeof value !== "object") return {};
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, textOf(entry)]));
}

/** A number, or null when absent. Throws a UserError when the value is none. */
export function resolveNumber(node: Node | null, scope: Scope): number | null {
  if (node === null) return null;
  const value = resolve(node, scope);
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof number === "number" && Number.isFinite(number)) return number;
  throw new UserError(`${place(node.at)}: expected a number, got ${JSON.stringify(value)}`);
}

/** A boolean, or null when absent. Throws a UserError when the value is none. */
export function resolveBoolean(node: Node | null, scope: Scope): boolean | null {
  if (node === null) return null;
  const value = resolve(node, scope);
  if (value === true || value === "true") return true;
  if (value === false || value === "false") return false;
  throw new UserError(`${place(node.at)}: expected true or false, got ${JSON.stringify(value)}`);
}

/** Whether a condition holds. Without a status function GitHub puts `success() &&` in front. */
export function holds(condition: Condition, scope: Scope): boolean {
  const source = condition === null || condition.source.trim() === "" ? "success()" : condition.source;
  const at = condition?.at ?? { file: "(default condition)", line: 1, column: 1 };
  const asked = calls(source, ["success", "failure", "cancelled", "always"]);
  return truthy(evaluate(asked ? source : `success() && (${source})`, scope, at));
}

/** GitHub's conversion to text: null is empty, structures are their kind. */
export function textOf(value: Json): string {
  if (value === null) return "";
  if (typeof value !== "object") return String(value);
  return Array.isArray(value) ? "Array" : "Object";
}

/** GitHub's truth: null, false, 0, NaN and "" are false. */
function truthy(value: Json): boolean {
  return !(value === null || value === false || value === "" || value === 0 || Number.isNaN(value));
}

/** `hashFiles()` over a workspace: SHA-256 of the SHA-256 of each file in order of path; empty if none matches. */
export function hashFiles(workspace: string, patterns: readonly Json[]): string {
  const wanted = patterns.flatMap((pattern) => textOf(pattern).split("\n")).map((line) => line.trim());
  const exclude = wanted.filter((line) => line.startsWith("!")).map((line) => line.slice(1));
  const include = wanted.filter((line) => line !== "" && !line.startsWith("!") && !line.startsWith("#"));
  const excluded = new Set(exclude.length === 0 ? [] : globSync(exclude, { cwd: workspace }));
  const files = [...new Set(include.length === 0 ? [] : globSync(include, { cwd: workspace }))]
    .filter(
      (file) =>
        !excluded.has(file) && statSync(join(workspace, file), { throwIfNoEntry: false })?.isFile() === true,
    )
    .toSorted();
  if (files.length === 0) return "";
  const whole = createHash("sha256");
  for (const file of files)
    whole.update(
      createHash("sha256")
        .update(readFileSync(join(workspace, file)))
        .digest(),
    );
  return whole.digest("hex");
}
