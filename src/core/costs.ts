import type { Config } from "./config.ts";
import { timesPerMonth } from "./cron.ts";
import { unchargedRetryLimit } from "./outcome.ts";
import { dollars } from "./text.ts";

const minutePrice = 0.006; // USD for a minute of a Linux 2-core runner beyond the included ones (docs: "Actions runner pricing")
const freeMinutes = 2_000; // a month, private repositories of the Free plan

/** What these cron lines cost by themselves in 30 days: ticks, which are minutes too, and a sentence; `unreadable` lists those that are none. */
export function scheduleCost(
  crons: readonly string[],
  isPrivate: boolean,
): { minutes: number; unreadable: string[]; text: string } {
  const counts = crons.map(timesPerMonth);
  const minutes = counts.reduce<number>((sum, count) => sum + (count ?? 0), 0); // a job is rounded up to a whole minute
  return {
    minutes,
    unreadable: crons.filter((_, index) => counts[index] === null),
    text: isPrivate
      ? `An idle month costs ${minutes} minutes (${Math.round((minutes / freeMinutes) * 100)} % of the Free plan's, or ${dollars(minutes * minutePrice)}).`
      : `It ticks ${minutes} times a month, for nothing. GitHub switches schedules of public repositories off after 60 days without a commit; labels go on working.`,
  };
}

/** The most that putting the label on once can cost, in USD: every attempt and every retry of a platform fault at its limit, within the issue's. */
export function worstCase({ limits }: Config): number {
  return Math.min(
    limits["spend-per-issue"],
    (limits.attempts + unchargedRetryLimit) * limits["spend-per-attempt"],
  );
}
