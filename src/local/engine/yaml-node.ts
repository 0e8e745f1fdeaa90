import { UserError } from "../../core/errors.ts";

/** Where something stands in a workflow or action file; lines and columns count from 1. */
export type Position = { readonly file: string; readonly line: number; readonly column: number };

/** A JSON value: what expressions compute with. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** One node of a workflow or action file, as GitHub's parser read it: expressions are not evaluated yet. */
export type Node =
  | { readonly kind: "scalar"; readonly value: null | boolean | number | string; readonly at: Position }
  | { readonly kind: "expression"; readonly source: string; readonly at: Position }
  | { readonly kind: "sequence"; readonly items: readonly Node[]; readonly at: Position }
  | { readonly kind: "mapping"; readonly entries: ReadonlyMap<string, Node>; readonly at: Position };

/** `file:line:column`, as editors and terminals link it. */
export function place(at: Position): string {
  return `${at.file}:${at.line}:${at.column}`;
}

/** The error for something that GitHub has and this engine does not. */
export function refusal(at: Position, what: string): UserError {
  return new UserError(`${place(at)}: ${what} is not supported by the local engine`);
}

/** The child under a key, or null when the node is no mapping or lacks it. */
export function child(node: Node | null, key: string): Node | null {
  return node?.kind === "mapping" ? (node.entries.get(key) ?? null) : null;
}

/** The children of a mapping in file order; none for anything else. */
export function entries(node: Node | null): (readonly [string, Node])[] {
  return node?.kind === "mapping" ? [...node.entries] : [];
}

/** The items of a sequence; a scalar counts as a sequence of one. */
export function items(node: Node | null): readonly Node[] {
  if (node === null) return [];
  return node.kind === "sequence" ? node.items : [node];
}

/** A plain value that may not be an expression here, as text; null when absent. Throws on expressions and structures. */
export function plainText(node: Node | null): string | null {
  if (node === null) return null;
  if (node.kind === "scalar") return node.value === null ? "" : String(node.value);
  throw refusal(node.at, node.kind === "expression" ? "an expression here" : `a ${node.kind} here`);
}
