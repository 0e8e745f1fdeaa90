import type { Config } from "../../core/config.ts";
import { scheduleCost } from "../../core/costs.ts";
import { type Default, defaults } from "../../core/defaults.ts";
import { type Finding, ok, warning } from "../finding.ts";
import { member } from "../yaml-file.ts";
import type { Scene } from "./scene.ts";

const freeJobs = 20; // concurrent jobs of the Free plan; Pro has 40, Team 60 (docs: "Actions limits")

/** What the schedule costs by itself, and when GitHub switches it off. */
export function checkSchedule({ callers, target }: Scene): Finding[] {
  const crons = callers.flatMap(({ crons: own }) => own);
  if (crons.length === 0) return [];
  const cost = scheduleCost(crons, target.private);
  if (cost.unreadable.length > 0)
    return [
      warning(
        "schedule",
        `The schedule ${cost.unreadable.map((cron) => `"${cron}"`).join(", ")} cannot be read.`,
        'Write five fields, such as "23 */6 * * *".',
      ),
    ];
  return target.private && cost.minutes > 200
    ? [
        warning(
          "schedule",
          cost.text,
          'Tick less often: labels start work at once, the schedule is only the backstop. `cron: "23 */6 * * *"` costs 120 minutes.',
        ),
      ]
    : [ok("schedule", cost.text)];
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
