import type { Ending, IssueState } from "./record.ts";

/** What the records show of the credentials: a pool is what the tasks of one profile may use. */
export type PoolHealth = {
  /** Did the newest attempt that asked the model get an answer? Until then one task at a time finds out. */
  readonly proven: boolean;
  /** Pools that are spent, and until when (ISO time): nothing is started on them before. */
  readonly parked: ReadonlyMap<string, string>;
};

/** The health of the credentials by the newest endings that say something about them; endings that never asked the model say nothing. `now` is an ISO time. */
export function healthOf(states: Iterable<IssueState>, now: string): PoolHealth {
  const newest = new Map<string, Ending>();
  let last: Ending | null = null;
  for (const { last: ending } of states) {
    if (ending === null || ending["model-reached"] === undefined) continue;
    const known = newest.get(ending.pool);
    if (known === undefined || ending.at > known.at) newest.set(ending.pool, ending);
    if (last === null || ending.at > last.at) last = ending;
  }
  const parked = [...newest].flatMap(([pool, { outcome, "resets-at": until }]) =>
    outcome === "usage_limited" && until !== undefined && until > now ? [[pool, until] as const] : [],
  );
  // Who says that its limit is reached has answered: the credential is as good as it was.
  const proven = last !== null && (last["model-reached"] === true || last.outcome === "usage_limited");
  return { proven, parked: new Map(parked) };
}
