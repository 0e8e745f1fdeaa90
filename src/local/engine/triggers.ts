import { UserError } from "../../core/errors.ts";
import { passes } from "./patterns.ts";
import type { Json, Node } from "./yaml-node.ts";
import { child, entries, items, place, plainText, refusal } from "./yaml-node.ts";

/** The events that this engine turns into runs; `workflow_call` is asked for by other workflows only. */
const supported = [
  "issues",
  "issue_comment",
  "push",
  "repository_dispatch",
  "schedule",
  "workflow_dispatch",
  "workflow_call",
] as const;

/** Which keys each event may carry here; other filters are refused. */
const filters: Readonly<Record<string, readonly string[]>> = {
  issues: ["types"],
  issue_comment: ["types"],
  repository_dispatch: ["types"],
  push: ["branches", "branches-ignore", "tags", "tags-ignore"],
  workflow_dispatch: ["inputs"],
  workflow_call: ["inputs", "secrets", "outputs"],
};

export type Trigger = { readonly name: string; readonly payload: Readonly<Record<string, unknown>> };

/**
 * Whether an event starts a workflow. Throws a UserError when it would on GitHub but its trigger, or a filter of it,
 * is not supported here.
 */
export function triggers(on: Node, event: Trigger): boolean {
  const configured = triggerNode(on, event.name);
  if (configured === null) return false;
  if (!supported.some((name) => name === event.name)) throw refusal(on.at, `\`on: ${event.name}\``);
  const { config } = configured;
  if (event.name === "schedule") {
    return items(config).some((item) => plainText(child(item, "cron")) === event.payload["schedule"]);
  }
  for (const [key, value] of entries(config)) {
    if (!(filters[event.name] ?? []).includes(key))
      throw refusal(value.at, `\`${key}\` of \`on: ${event.name}\``);
  }
  if (event.name === "push") return pushPasses(config, String(event.payload["ref"]));
  const types = items(child(config, "types")).map((item) => plainText(item));
  return types.length === 0 || types.includes(String(event.payload["action"]));
}

/** The configuration under `on.<event>`; null when the workflow does not name the event. */
export function triggerNode(on: Node, event: string): { readonly config: Node | null } | null {
  if (on.kind !== "mapping")
    return items(on).some((item) => plainText(item) === event) ? { config: null } : null;
  const config = on.entries.get(event);
  return config === undefined ? null : { config };
}

/**
 * The `inputs` context of a manual run: defaults filled in, booleans and numbers as such.
 * Throws a UserError for missing, unknown and ill-typed inputs; GitHub answers such a dispatch with 422.
 */
export function dispatchInputs(on: Node, given: unknown): Record<string, Json> {
  const texts = typeof given === "object" && given !== null ? Object.entries(given) : [];
  const declared = entries(child(triggerNode(on, "workflow_dispatch")?.config ?? null, "inputs"));
  const unknown = texts.filter(
    ([name]) => !declared.some(([known]) => known.toLowerCase() === name.toLowerCase()),
  );
  if (unknown.length > 0) {
    throw new UserError(`Unexpected inputs provided: ${JSON.stringify(unknown.map(([name]) => name))}`);
  }
  return Object.fromEntries(
    declared.map(([name, node]) => {
      const value = texts.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
      const text = value === undefined || value === null ? plainText(child(node, "default")) : String(value);
      const required = plainText(child(node, "required")) === "true";
      if (text === null && required) throw new UserError(`Required input '${name}' not provided`);
      return [name, typed({ name, node, text })];
    }),
  );
}

function typed(input: { name: string; node: Node; text: string | null }): Json {
  const { name, node, text } = input;
  const type = plainText(child(node, "type")) ?? "string";
  if (type === "environment") throw refusal(node.at, "an input of type environment");
  if (type === "boolean") {
    if (text !== null && text !== "true" && text !== "false") {
      throw new UserError(`The input '${name}' must be true or false, got '${text}'`);
    }
    return text === "true";
  }
  if (type === "number") {
    const number = Number(text ?? 0);
    if (!Number.isFinite(number)) throw new UserError(`The input '${name}' must be a number, got '${text}'`);
    return number;
  }
  if (type === "choice") {
    const choices = items(child(node, "options")).map((item) => plainText(item));
    if (text === null) return choices[0] ?? "";
    if (!choices.includes(text)) {
      throw new UserError(`Provided value '${text}' for input '${name}' not in the list of allowed values`);
    }
  } else if (type !== "string") {
    throw new UserError(`${place(node.at)}: unknown input type '${type}'`);
  }
  return text ?? "";
}

function pushPasses(config: Node | null, ref: string): boolean {
  const list = (key: string) => items(child(config, key)).map((item) => plainText(item) ?? "");
  const tag = ref.startsWith("refs/tags/");
  const name = ref.replace(/^refs\/(heads|tags)\//, "");
  const [only, ignore] = tag ? ["tags", "tags-ignore"] : ["branches", "branches-ignore"];
  const has = (key: string) => child(config, key) !== null;
  if (has(only)) return passes(name, list(only));
  if (has(ignore)) return !passes(name, list(ignore));
  // A filter for the other kind of ref alone keeps this kind out.
  return tag ? !(has("branches") || has("branches-ignore")) : !(has("tags") || has("tags-ignore"));
}
