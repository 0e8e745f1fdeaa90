import { z } from "zod";
import type { Conversation } from "./conversation.ts";

const fault = z.discriminatedUnion("kind", [
  /** An HTTP error in the API's shape; `type` and `message` default to what the API says with this status. */
  z.strictObject({
    kind: z.literal("status"),
    status: z.int().min(400).max(599),
    type: z.string().optional(),
    message: z.string().optional(),
    headers: z.record(z.string(), z.string()).optional(),
  }),
  /** The connection is reset before any byte of an answer. */
  z.strictObject({ kind: z.literal("reset") }),
  /** The connection is reset after this many events of the stream. */
  z.strictObject({ kind: z.literal("cut"), afterEvents: z.int().min(1) }),
  /** Nothing comes any more, the connection stays: from the start, or after this many events. */
  z.strictObject({ kind: z.literal("stall"), afterEvents: z.int().min(0) }),
  /** The stream's second event is not JSON. */
  z.strictObject({ kind: z.literal("malformed") }),
  /** The API's `error` event in the middle of a stream. */
  z.strictObject({ kind: z.literal("stream-error"), type: z.string(), message: z.string() }),
]);

const usage = z.strictObject({
  input: z.int().min(0).default(100),
  output: z.int().min(0).default(20),
  cacheRead: z.int().min(0).default(0),
  cacheWrite: z.int().min(0).default(0),
});

const turn = z.strictObject({
  text: z.string().optional(),
  tools: z.array(z.strictObject({ name: z.string(), input: z.record(z.string(), z.unknown()) })).optional(),
  fault: fault.optional(),
  /** How often the fault strikes one session before the turn plays; without it: always. */
  faultTimes: z.int().min(1).optional(),
  /** Milliseconds between two events of the stream. */
  delay: z.int().min(0).optional(),
  usage: usage.partial().optional(),
  stop: z.enum(["end_turn", "tool_use", "max_tokens", "refusal"]).optional(),
  headers: z.record(z.string(), z.string()).optional(),
});

const pattern = z.string().refine(isPattern, "not a regular expression");

/** A scenario as plain data: `match` and `later[].match` are sources of regular expressions. */
export const scenarioSchema = z.strictObject({
  name: z.string(),
  /** Looked for in the text of the first user message. */
  match: pattern,
  turns: z.array(turn).min(1),
  /** Turns for a later user message (a repair round, a steering message) whose text matches. */
  later: z.array(z.strictObject({ match: pattern, turns: z.array(turn).min(1) })).optional(),
});

export type Fault = z.infer<typeof fault>;
export type Turn = z.infer<typeof turn>;
export type Usage = z.infer<typeof usage>;

/** A turn, or what computes it from the conversation so far. */
export type ScriptedTurn = Turn | ((conversation: Conversation) => Turn);

type Pattern = string | RegExp;

/** What the model does in the sessions whose first user message matches. Plain data of `scenarioSchema` is one. */
export type Scenario = {
  readonly name: string;
  readonly match: Pattern;
  readonly turns: readonly ScriptedTurn[];
  readonly later?:
    | readonly { readonly match: Pattern; readonly turns: readonly ScriptedTurn[] }[]
    | undefined;
};

/** The place in a scenario that a conversation has reached; null when no scenario is meant. */
export type Cue = { readonly scenario: string; readonly turn: number; readonly play: ScriptedTurn | null };

/**
 * Returns the turn that comes next, from the conversation alone: its first user message names the scenario, the last user
 * message that a `later` matches names the round, the answers since then are counted. Retries and side requests change nothing.
 */
export function cueOf(scenarios: readonly Scenario[], conversation: Conversation): Cue | null {
  const opening = conversation.says.find((said) => said.role === "user");
  if (!opening) return null;
  const scenario = scenarios.find((candidate) => matches(candidate.match, opening.text));
  if (!scenario) return null;
  let turns = scenario.turns;
  let count = 0;
  for (const said of conversation.says) {
    const next =
      said.role === "user" && said !== opening
        ? scenario.later?.find((round) => matches(round.match, said.text))
        : null;
    if (next) [turns, count] = [next.turns, 0];
    else if (said.role === "assistant") count += 1;
  }
  return { scenario: scenario.name, turn: count, play: turns[count] ?? null };
}

function matches(wanted: Pattern, text: string): boolean {
  return new RegExp(wanted).test(text);
}

function isPattern(source: string): boolean {
  try {
    return Boolean(new RegExp(source));
  } catch {
    return false;
  }
}
