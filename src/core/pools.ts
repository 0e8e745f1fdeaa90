import type { Ending, IssueState } from "./record.ts";

/** What the records show of a pool of credentials. */
export type PoolHealth =
  /** The model has answered an attempt under it. */
  | { readonly health: "proven" }
  /** No attempt has reached the model yet, or the newest one did not: one task at a time finds out. */
  | { readonly health: "unproven" }
  /** Spent until its reset: nothing is started on it before. */
  | { readonly health: "parked"; readonly until: string };

/**
 * The health of each pool by its newest ending that says something about it; endings that never asked the model say nothing. A pool
 * that is absent is unproven. `now` is an ISO time.
 */
export function poolsOf(states: Iterable<IssueState>, now: string): ReadonlyMap<string, PoolHealth> {
  const newest = new Map<string, Ending>();
  for (const { last } of states) {
    if (last === null || (last["model-reached"] === undefined && last["resets-at"] === undefined)) continue;
    const known = newest.get(last.pool);
    if (known === undefined || last.at > known.at) newest.set(last.pool, last);
  }
  return new Map([...newest].map(([pool, ending]) => [pool, healthAfter(ending, now)]));
}

function healthAfter(ending: Ending, now: string): PoolHealth {
  const until = ending["resets-at"];
  if (ending.outcome === "usage_limited" && until !== undefined && until > now)
    return { health: "parked", until };
  // After its reset a pool is as good as it was: the model did answer, if only that the limit was reached.
  return ending["model-reached"] === true || ending.outcome === "usage_limited"
    ? { health: "proven" }
    : { health: "unproven" };
}
