import { ancestors } from "./needs.ts";
import type { Remembered, RunContext } from "./run-context.ts";
import type { Job } from "./workflow-file.ts";

/**
 * Which legs a new attempt runs again. At the top level these are the chosen ones and everything that needs them;
 * inside a called workflow only the chosen ones themselves: their dependants there keep their earlier result
 * (actions/runner#2810). Outputs of what is not run again are those of the earlier attempt (#1961).
 */
export type Rerun =
  | { readonly kind: "all" }
  /** Legs that failed or were cancelled; `inner` inside called workflows. */
  | { readonly kind: "failed"; readonly inner: boolean }
  /** The leg of this job record. */
  | { readonly kind: "job"; readonly job: number; readonly inner: boolean };

/** How a job of this level is treated: dependants of what runs again at the top level run again wholly. */
export function rerunOf(options: {
  rerun: Rerun;
  job: Job;
  jobs: readonly Job[];
  prefix: string;
  run: RunContext;
}): Rerun {
  const { rerun, job, jobs, prefix, run } = options;
  if (rerun.kind === "all" || rerun.inner) return rerun;
  const touched = ancestors(job, jobs).some((ancestor) =>
    [...run.memory].some(
      ([key, known]) => belongsTo(key, `${prefix}${ancestor.id}`) && isChosen(rerun, known),
    ),
  );
  return touched ? { kind: "all" } : rerun;
}

/** How the jobs inside a called workflow are treated. */
export function rerunWithin(rerun: Rerun): Rerun {
  return rerun.kind === "all" ? rerun : { ...rerun, inner: true };
}

/** Whether a leg keeps its earlier result. */
export function isReused(options: { rerun: Rerun; known: Remembered; key: string }): boolean {
  return options.rerun.kind !== "all" && !isChosen(options.rerun, options.known);
}

function isChosen(rerun: Exclude<Rerun, { kind: "all" }>, known: Remembered): boolean {
  if (rerun.kind === "job") return known.record.id === rerun.job;
  return known.result === "failure" || known.result === "cancelled";
}

function belongsTo(key: string, job: string): boolean {
  return key === job || key.startsWith(`${job}#`);
}
