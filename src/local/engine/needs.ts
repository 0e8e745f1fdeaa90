import { textOf } from "./expressions.ts";
import type { JobOutcome, JobResult } from "./run-context.ts";
import type { Job } from "./workflow-file.ts";
import type { Json } from "./yaml-node.ts";

/** All jobs that a job needs, directly or through others, among the jobs of one workflow. */
export function ancestors(job: Job, jobs: readonly Job[]): readonly Job[] {
  const found = new Map<string, Job>();
  const visit = (one: Job): void => {
    for (const need of one.needs) {
      const needed = jobs.find((other) => other.id.toLowerCase() === need.toLowerCase());
      if (needed === undefined || found.has(needed.id)) continue;
      found.set(needed.id, needed);
      visit(needed);
    }
  };
  visit(job);
  return [...found.values()];
}

/** The `needs` context of a job. */
export function needsContext(job: Job, results: ReadonlyMap<string, JobResult>): Record<string, Json> {
  return Object.fromEntries(
    job.needs.flatMap((need) => {
      const result = [...results].find(([id]) => id.toLowerCase() === need.toLowerCase());
      return result === undefined ? [] : [[result[0], { ...result[1] }]];
    }),
  );
}

/** The status functions of a job's `if`: they look at all ancestors, or at those named. */
export function jobStatusFunctions(options: {
  ancestors: readonly string[];
  results: ReadonlyMap<string, JobResult>;
  cancelled: boolean;
}): Readonly<Record<string, (...values: Json[]) => Json>> {
  const { results, cancelled } = options;
  const outcomes = (names: readonly Json[]): readonly JobOutcome[] => {
    const wanted = names.length === 0 ? options.ancestors : names.map(textOf);
    return wanted.flatMap((name) => results.get(name)?.result ?? []);
  };
  return {
    success: (...names) => !cancelled && outcomes(names).every((outcome) => outcome === "success"),
    failure: (...names) => !cancelled && outcomes(names).includes("failure"),
    cancelled: () => cancelled,
    always: () => true,
  };
}

/** One result for several legs or for the jobs of a called workflow. */
export function rollUp(outcomes: readonly JobOutcome[]): JobOutcome {
  const order: readonly JobOutcome[] = ["failure", "cancelled", "success"];
  return order.find((outcome) => outcomes.includes(outcome)) ?? "skipped";
}
