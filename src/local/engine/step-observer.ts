import type { Conclusion } from "../contract.ts";
import type { JobAssignment } from "./job-machine.ts";
import { touch } from "./run-context.ts";
import type { StepObserver } from "./steps.ts";

/** Writes the steps of a job into its record and tells of them. */
export function stepObserver({ run, record }: JobAssignment): StepObserver {
  const ids = { runId: run.record.id, jobId: record.id };
  return {
    started(name) {
      record.steps.push({
        name,
        number: record.steps.length + 1,
        status: "in_progress",
        conclusion: null,
        startedAt: new Date().toISOString(),
        completedAt: null,
      });
      run.engine.onProgress({ kind: "step-started", ...ids, step: name });
    },
    ended(name, conclusion: Conclusion) {
      const now = new Date().toISOString();
      const open = record.steps.at(-1);
      if (open?.status === "in_progress") {
        Object.assign(open, { status: "completed", conclusion, completedAt: now });
      } else {
        const number = record.steps.length + 1;
        record.steps.push({
          name,
          number,
          status: "completed",
          conclusion,
          startedAt: now,
          completedAt: now,
        });
      }
      touch(run.record);
      run.engine.onProgress({ kind: "step-ended", ...ids, step: name, conclusion });
    },
  };
}
