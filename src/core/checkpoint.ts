import { z } from "zod";

import type { PlanTask } from "./plan.ts";
import { ChangeSet } from "./result.ts";

/** What an attempt had come to, as it is sealed. The transcript of its session follows it. */
export const Checkpoint = z.strictObject({
  version: z.literal(1),
  at: z.iso.datetime(),
  /** SHA-256 of what the agent was asked, hex: a session is resumed for the very same only. */
  asked: z.string().regex(/^[0-9a-f]{64}$/),
  /** Id of the request that it worked for. */
  request: z.string(),
  /** The commit that the change set is against. */
  base: z.string().regex(/^[0-9a-f]{40}$/),
  /** Id of the session whose transcript follows; null when there is none yet. */
  session: z.uuid().nullable(),
  /** Model turns and US dollars of the attempt so far. */
  turns: z.number().int().nonnegative(),
  spent: z.number().nonnegative(),
  changes: ChangeSet,
  /** Had the agent ended when this was read? Otherwise it may be half of something. */
  ended: z.boolean(),
  /** Changed files that are too large to be kept. */
  "left-out": z.array(z.string()).max(100),
});
export type Checkpoint = z.infer<typeof Checkpoint>;

/** How long a checkpoint can be fetched, in days: two windows of a weekly usage limit. */
export const checkpointDays = 14;

/** The file of a checkpoint's artifact, and the most that it may hold in bytes. */
export const checkpointFile = "checkpoint.sealed";
export const checkpointLimit = 200_000_000;

/** The two names that the checkpoints of one claim take in turn: while one is replaced the other is there. */
export function checkpointNames({
  issue,
  claim,
}: {
  issue: number;
  claim: string;
}): readonly [string, string] {
  const name = `switchyard-checkpoint-${issue}-${claim.slice(0, 12)}`;
  return [`${name}-a`, `${name}-b`];
}

/**
 * Seconds from the start of one checkpoint to that of the next, by how many there were: soon at first, since short tasks are common, then so often that
 * with the upload nothing older than a minute can be lost.
 */
export function checkpointPause(count: number): number {
  return Math.min(10 * 2 ** count, 45);
}

/** Everything that the agent of a task was asked: text, kind of answer, and the words of the person who started it. Labels are not in it, since ours change with each attempt. */
export function askedText({
  snapshot,
  wanted,
  request,
}: Pick<PlanTask, "snapshot" | "wanted" | "request">): string {
  const { title, body, author, comments } = snapshot;
  return JSON.stringify([title, body, author, comments, wanted, request.prompt ?? ""]);
}
