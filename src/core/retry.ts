import { type Outcome, outcomes, retryDelay, unchargedRetryLimit } from "./outcome.ts";
import type { IssueState } from "./record.ts";

/**
 * When the request of `state` is tried again by itself after an attempt that ended at `at` (ISO times, whole seconds); null when a person decides. A usage
 * limit waits for the reset that the API named.
 */
export function nextTry(end: {
  outcome: Outcome;
  resetsAt: string | null;
  state: IssueState;
  attempts: number;
  at: string;
}): string | null {
  const { outcome, state, at } = end;
  const resetsAt = end.resetsAt?.replace(/\.\d+Z$/, "Z") ?? null;
  const { charged } = outcomes[outcome];
  const used = charged ? state.attempts + 1 >= end.attempts : state.uncharged >= unchargedRetryLimit;
  const delay = retryDelay(outcome, charged ? state.attempts : state.uncharged);
  if (state.cancel !== null || used || delay === null) return null;
  return outcome === "usage_limited" && resetsAt !== null && resetsAt > at ? resetsAt : later(at, delay);
}

/** An ISO time some minutes later, to the second; a part of a second counts as a whole one. */
export function later(at: string, minutes: number): string {
  return new Date(Math.ceil((Date.parse(at) + minutes * 60_000) / 1_000) * 1_000)
    .toISOString()
    .replace(".000Z", "Z");
}
