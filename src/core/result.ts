import { z } from "zod";

import { IsolationHeld } from "./isolation.ts";
import { Outcome } from "./outcome.ts";
import { type ReasonCode, reasons } from "./refusal.ts";

const text = (max: number) => z.string().max(max);

const Code = z.custom<ReasonCode>((code) => typeof code === "string" && Object.hasOwn(reasons, code));

/** What a gate did on the change, and on the base where it was tried. */
export const GateResult = z.strictObject({
  name: text(60),
  now: z.enum(["passed", "failed", "timed_out", "not_runnable"]),
  base: z.enum(["passed", "failed", "timed_out", "not_runnable", "not_tried"]),
  seconds: z.number().nonnegative(),
  /** The end of the output on the change; empty when it passed. */
  tail: text(8_000),
  /** Files of the change that say what this gate does: its script, what it calls, its settings. Who reviews should look at them. */
  edited: z.array(text(400)).max(20),
});
export type GateResult = z.infer<typeof GateResult>;

/** The evidence of one attempt, as work hands it to collect. Closed: what is not listed here cannot be said. */
export const Envelope = z.strictObject({
  version: z.literal(1),
  issue: z.number().int().positive(),
  attempt: z.number().int().positive(),
  claim: text(100),
  run: z.number().int().positive(),
  "run-attempt": z.number().int().positive(),
  outcome: Outcome,
  /** A sentence of ours about the outcome: the cause, the failing step, the remedy. */
  reason: text(2_000),
  spent: z.number().nonnegative().max(100_000),
  seconds: z.number().nonnegative(),
  turns: z.number().int().nonnegative(),
  model: text(200),
  gates: z.array(GateResult).max(20),
  /** What kept the agent in; null when it never came to that. */
  isolation: IsolationHeld.nullable(),
  /** SHA-256 of the change set file, hex; null without a change. */
  changes: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  /** The agent's last message: data from the agent. */
  message: text(60_000),
  /** When the first credential of the pool can be used again, after a usage limit. */
  "resets-at": z.iso.datetime().nullable(),
  /** Name of the pool's entry that was asked last; null when no request went to the model. */
  credential: text(60).nullable(),
  /** Whether a model has answered at least once. */
  "model-reached": z.boolean(),
  /**
   * What work found in the change, or in what it says, that may not be published: the change set is then not in the artifact, which everybody who sees the
   * repository can download, but sealed in the last checkpoint.
   */
  refusals: z.array(z.strictObject({ code: Code, path: text(400), text: text(500) })).max(50),
});
export type Envelope = z.infer<typeof Envelope>;

/** One changed path: its mode and whole content, or its removal. Never a patch, never a git object. */
export const Change = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("write"),
    path: z.string(),
    mode: z.enum(["100644", "100755"]),
    encoding: z.enum(["utf-8", "base64"]),
    content: z.string(),
  }),
  z.strictObject({ kind: z.literal("delete"), path: z.string() }),
]);
export type Change = z.infer<typeof Change>;

export const ChangeSet = z.strictObject({
  version: z.literal(1),
  /** Lines added and removed, as git counts them; 0 for binary files. */
  lines: z.number().int().nonnegative(),
  /** What cannot be expressed as a change of a regular file (a symbolic link, a submodule, a name that is not UTF-8). */
  inexpressible: z.array(text(1_000)).max(100),
  changes: z.array(Change),
});
export type ChangeSet = z.infer<typeof ChangeSet>;

/** The name of the artifact that one work job hands over. */
export function resultName(of: { issue: number; claim: string; "run-attempt": number }): string {
  return `switchyard-result-${of.issue}-${of.claim.slice(0, 8)}-${of["run-attempt"]}`;
}

/** The two files of a result artifact, and the most that each may hold in bytes. */
export const resultFiles = { envelope: "envelope.json", changes: "changes.json" } as const;
export const resultLimits = { envelope: 1_000_000, changes: 60_000_000 } as const;
