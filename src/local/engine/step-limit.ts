import { holds } from "./expressions.ts";
import { scopeOf } from "./job-context.ts";
import type { Frame, JobContext, StepLimit } from "./job-context.ts";
import type { Step } from "./step-model.ts";

/** The limits of one step: its time, and the job's cancel unless its condition still holds then. */
export function limitStep(options: {
  job: JobContext;
  frame: Frame;
  step: Step;
  stepEnv: Readonly<Record<string, string>>;
  minutes: number | null;
}): StepLimit & Disposable {
  const { job, frame, step, stepEnv, minutes } = options;
  const stop = new AbortController();
  let timedOut = false;
  const onCancel = (): void => {
    // runner, StepsRunner.cs: the condition is evaluated again; a step with always() goes on.
    if (!holds(step.condition, scopeOf(job, frame, stepEnv))) stop.abort();
  };
  const onKill = (): void => stop.abort();
  const onOuter = (): void => {
    if (frame.outer?.timedOut() !== true) return;
    timedOut = true;
    stop.abort();
  };
  frame.outer?.signal.addEventListener("abort", onOuter, { once: true });
  if (!job.cancelled.aborted) job.cancelled.addEventListener("abort", onCancel, { once: true });
  job.killed.addEventListener("abort", onKill, { once: true });
  const timer =
    minutes === null
      ? undefined
      : setTimeout(() => {
          if (stop.signal.aborted) return;
          timedOut = true;
          stop.abort();
        }, minutes * job.minute);
  return {
    signal: stop.signal,
    timedOut: () => timedOut,
    [Symbol.dispose]() {
      clearTimeout(timer);
      job.cancelled.removeEventListener("abort", onCancel);
      job.killed.removeEventListener("abort", onKill);
      frame.outer?.signal.removeEventListener("abort", onOuter);
    },
  };
}
