import type { Config } from "../../core/config.ts";
import { type Default, defaults } from "../../core/defaults.ts";
import { unchargedRetryLimit } from "../../core/outcome.ts";
import { dollars } from "../../core/text.ts";
import { timesPerMonth } from "../cron.ts";
import { type Finding, ok, warning } from "../finding.ts";
import { member } from "../yaml-file.ts";
import type { Scene } from "./scene.ts";

const minutePrice = 0.006; // USD for a minute of a Linux 2-core runner beyond the included ones (docs: "Actions runner pricing")
const freeMinutes = 2_000; // a month, private repositories of the Free plan
const freeJobs = 20; // concurrent jobs of the Free plan; Pro has 40, Team 60 (docs: "Actions limits")

/** What the schedule costs by itself, and when GitHub switches it off. */
export function checkSchedule({ callers, target }: Scene): Finding[] {
  const crons = callers.flatMap(({ crons: own }) => own);
  if (crons.length === 0) return [];
  const counts = crons.map(timesPerMonth);
  const unreadable = crons.filter((_, index) => counts[index] === null);
  if (unreadable.length > 0)
    return [
      warning(
        "schedule",
        `The schedule ${unreadable.map((cron) => `"${cron}"`).join(", ")} cannot be read.`,
        'Write five fields, such as "23 */6 * * *".',
      ),
    ];
  const minutes = counts.reduce<number>((sum, count) => sum + (count ?? 0), 0); // a job is rounded up to a whole minute
  if (!target.private)
    return [
      ok(
        "schedule",
        `It ticks ${minutes} times a month, for nothing. GitHub switches schedules of public repositories off after 60 days without a commit; labels go on working.`,
      ),
    ];
  const text = `An idle month costs ${minutes} minutes (${Math.round((minutes / freeMinutes) * 100)} % of the Free plan's, or ${dollars(minutes * minutePrice)}).`;
  return minutes > 200
    ? [
        warning(
          "schedule",
          text,
          'Tick less often: labels start work at once, the schedule is only the backstop. `cron: "23 */6 * * *"` costs 120 minutes.',
        ),
      ]
    : [ok("schedule", text)];
}

/** Whether as many tasks as configured can run at once. */
export function checkRunners({ config, callers, target }: Scene): Finding[] {
  const { tasks } = config.limits;
  const runsOn = callers
    .map(({ file, job }) => member(file.value, "jobs", job, "with", "runs-on"))
    .find((value) => value !== undefined);
  const own =
    typeof runsOn === "string" && !/^(?:ubuntu|windows|macos)-/.test(runsOn) && !runsOn.includes("${{");
  return [
    tasks > freeJobs
      ? warning(
          "concurrency",
          `limits.tasks is ${tasks}; a Free account runs ${freeJobs} jobs at once (Pro 40, Team 60), those of all its repositories together.`,
          `Lower limits.tasks, or check your plan: ${target.url}/settings/actions`,
        )
      : ok("concurrency", `limits.tasks is ${tasks}; the smallest plan runs ${freeJobs} jobs at once.`),
    ...(own
      ? [
          warning(
            "runners",
            `Work runs on "${runsOn}", a runner of your own: it must be Linux, and as many as limits.tasks (${tasks}).`,
            `Check it: ${target.url}/settings/actions/runners`,
          ),
        ]
      : []),
  ];
}

/** A limit in force, and whether the config sets it. */
export type LimitRow = {
  readonly name: string;
  readonly value: string;
  readonly source: "config" | "default";
  readonly meaning: string;
};

/** Every default and what holds in this repository, in the order of the data. */
export function limitsInForce(config: Config): LimitRow[] {
  const effective: Record<string, string | number> = {
    ...config.limits,
    model: config.model,
    effort: config.effort,
  };
  return Object.entries<Default>(defaults).map(([name, { value, unit, meaning }]) => {
    const now = effective[name] ?? value;
    return {
      name,
      value: unit === "USD" ? `$${now}` : unit === "" ? String(now) : `${now} ${unit}`,
      source: now === value ? ("default" as const) : ("config" as const),
      meaning,
    };
  });
}

/** The most that putting the label on once can cost, in USD: every attempt and every retry of a platform fault at its limit, within the issue's. */
export function worstCase({ limits }: Config): number {
  return Math.min(
    limits["spend-per-issue"],
    (limits.attempts + unchargedRetryLimit) * limits["spend-per-attempt"],
  );
}
