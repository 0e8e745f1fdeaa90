import { setTimeout as wait } from "node:timers/promises";

import type { RecordStore } from "./record-store.ts";

export type WatchAnswer =
  | { readonly ends: false }
  | { readonly ends: true; readonly reason: "cancelled" | "stopped" };

const interval = 10_000; // ms; a stop has to be obeyed within 60 s, and git requests cost no API quota

/**
 * Asks every ten seconds whether running work has to end, until `signal` aborts. `judge` is called only when the record moved or a stop is set.
 * A failing look is no reason to end: unknown means held.
 */
export async function watchClaim(options: {
  store: RecordStore;
  issue: number;
  tip: string | null;
  judge: () => Promise<WatchAnswer>;
  onEnd: (reason: "cancelled" | "stopped") => void;
  signal: AbortSignal;
}): Promise<void> {
  let known = options.tip;
  while (!options.signal.aborted) {
    try {
      await wait(interval, undefined, { signal: options.signal, ref: false });
      const seen = await options.store.peek(options.issue);
      if (seen.stopped) return options.onEnd("stopped");
      if (seen.tip === known) continue;
      known = seen.tip;
      const answer = await options.judge();
      if (answer.ends) return options.onEnd(answer.reason);
    } catch {
      // An unreachable record tells nothing; an aborted wait ends the loop by its condition.
    }
  }
}
