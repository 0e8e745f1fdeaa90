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
  | {
      readonly kind: "some";
      /** Their keys in the run's memory. */
      readonly chosen: ReadonlySet<string>;
      /** True inside called workflows. */
      readonly inner: boolean;
    };

/** What the Actions API asks for: everything, what failed or was cancelled, or the job of one record. */
export function planRerun(run: RunContext, what: "all" | "failed" | { readonly job: number }): Rerun {
  if (what === "all") return { kind: "all" };
  const asked = (known: Remembered): boolean =>
    what === "failed"
      ? known.result === "failure" || known.result === "cancelled"
      : known.record.id === what.job;
  const chosen = [...run.memory].flatMap(([key, known]) => (asked(known) ? [key] : []));
  return { kind: "some", chosen: new Set(chosen), inner: false };
}

/** How a job of one level is treated: dependants of what runs again at the top level run again wholly. */
export function rerunOf(options: { rerun: Rerun; job: Job; jobs: readonly Job[] }): Rerun {
  const { rerun, job, jobs } = options;
  if (rerun.kind === "all" || rerun.inner) return rerun;
  const touched = ancestors(job, jobs).some((ancestor) =>
    [...rerun.chosen].some((key) => key === ancestor.id || key.startsWith(`${ancestor.id}#`)),
  );
  return touched ? { kind: "all" } : rerun;
}

/** How the jobs inside a called workflow are treated. */
export function rerunWithin(rerun: Rerun): Rerun {
  return rerun.kind === "all" ? rerun : { ...rerun, inner: true };
}

/** Whether the leg with this key keeps its earlier result. */
export function keeps(rerun: Rerun, key: string): boolean {
  return rerun.kind === "some" && !rerun.chosen.has(key);
}
