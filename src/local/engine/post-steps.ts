import { holds } from "./expressions.ts";
import type { Frame, JobContext } from "./job-context.ts";
import { scopeOf } from "./job-context.ts";
import { runNodeAction } from "./node-action.ts";
import type { StepObserver } from "./steps.ts";

/**
 * Runs the post phases that are due, last registered first. They see the job's status and no cancel; a failing one
 * fails the job. Post phases set no outputs (runner: CreatePostChild passes no context name).
 */
export async function runPostSteps(options: {
  job: JobContext;
  frame: Frame;
  observer: StepObserver;
}): Promise<void> {
  const { job, frame, observer } = options;
  for (let post = job.posts.pop(); post !== undefined; post = job.posts.pop()) {
    if (job.killed.aborted) return;
    const { name, located, main, condition, env, inputs, actionId, state } = post;
    const scope = scopeOf(job, { ...post.frame, status: frame.status }, env);
    if (!holds(condition, scope)) {
      observer.ended(name, "skipped");
      continue;
    }
    observer.started(name);
    const limit = { signal: job.killed, timedOut: () => false };
    const result = await runNodeAction({
      job,
      frame: post.frame,
      located,
      entry: main,
      inputs,
      stepEnv: env,
      state,
      actionId,
      limit,
    });
    if (result.outcome === "failure") frame.status = "failure";
    observer.ended(name, result.outcome);
  }
}
