import { messageOf, UserError } from "../../core/errors.ts";
import { inputsOf } from "./action-inputs.ts";
import type { LocatedAction } from "./action-location.ts";
import { locateAction } from "./action-location.ts";
import { holds, resolveBoolean, resolveNumber, resolveText, resolveTexts } from "./expressions.ts";
import { environmentOf, scopeOf } from "./job-context.ts";
import type { Frame, JobContext, StepLimit, StepOutcome, StepState } from "./job-context.ts";
import { runNodeAction } from "./node-action.ts";
import { runScript } from "./script-step.ts";
import { limitStep } from "./step-limit.ts";
import type { Step } from "./step-model.ts";
import { place } from "./yaml-node.ts";

/** Called around each step of the job itself, not for those inside composite actions. */
export type StepObserver = {
  started(name: string): void;
  ended(name: string, conclusion: StepOutcome): void;
};

type Executed = {
  readonly outcome: Exclude<StepOutcome, "skipped">;
  readonly outputs: Readonly<Record<string, string>>;
};

const compositeDepth = 10; // runner, Constants.cs: CompositeActionsMaxDepth 9 below the job's own steps

/** Runs steps in order into the frame: its `steps` context and its status. */
export async function runSteps(options: {
  job: JobContext;
  frame: Frame;
  steps: readonly Step[];
  observer: StepObserver | null;
}): Promise<void> {
  const { job, frame, steps, observer } = options;
  for (const [index, step] of steps.entries()) {
    if (job.killed.aborted || frame.outer?.timedOut() === true) return;
    const id = step.id ?? `__${index}`;
    const state = await runStep({ job, frame, step, observer });
    if (step.id !== null) frame.steps.set(id, state);
    if (state.conclusion === "failure") frame.status = "failure";
  }
}

/** Evaluates a step's condition, runs it within its limits, and says how it ended. */
async function runStep(options: {
  job: JobContext;
  frame: Frame;
  step: Step;
  observer: StepObserver | null;
}): Promise<StepState> {
  const { job, frame, step, observer } = options;
  let name = step.kind === "uses" ? `Run ${step.uses}` : "Run";
  let state: StepState = { outputs: {}, outcome: "failure", conclusion: "failure" };
  try {
    const stepEnv = resolveTexts(step.env, scopeOf(job, frame, {}));
    const scope = scopeOf(job, frame, stepEnv);
    name = displayName(step, resolveText(step.name, scope), () =>
      step.kind === "run" ? (resolveText(step.run, scope) ?? "") : step.uses,
    );
    if (!holds(step.condition, scope)) {
      state = { outputs: {}, outcome: "skipped", conclusion: "skipped" };
    } else {
      observer?.started(name);
      const minutes = resolveNumber(step.timeoutMinutes, scope);
      using limit = limitStep({ job, step, frame, stepEnv, minutes });
      const executed = await execute({ job, frame, step, stepEnv, limit, name });
      if (limit.timedOut() && frame.outer?.timedOut() !== true) {
        error(job, `The action '${name}' has timed out after ${minutes} minutes.`);
      }
      const tolerated =
        executed.outcome === "failure" &&
        (resolveBoolean(step.continueOnError, scopeOf(job, frame, stepEnv)) ?? false);
      state = { ...executed, conclusion: tolerated ? "success" : executed.outcome };
    }
  } catch (problem) {
    if (!(problem instanceof UserError)) throw problem;
    error(job, messageOf(problem));
  }
  observer?.ended(name, state.conclusion);
  return state;
}

async function execute(options: {
  job: JobContext;
  frame: Frame;
  step: Step;
  stepEnv: Readonly<Record<string, string>>;
  limit: StepLimit;
  name: string;
}): Promise<Executed> {
  const { job, frame, step, stepEnv, limit, name } = options;
  const scope = scopeOf(job, frame, stepEnv);
  if (step.kind === "run") {
    const env = environmentOf({ job, frame, stepEnv, actionId: step.id ?? "__run", action: null });
    return runScript({ job, step, scope, env, limit, useDefaults: frame.composite === null });
  }
  const { workspace, sources } = job;
  const located = await locateAction({
    uses: step.uses,
    at: step.at,
    workspace,
    source: frame.source,
    sources,
  });
  const inputs = inputsOf({ job, frame, step, located, stepEnv });
  job.log.write(`##[group]Run ${step.uses}`);
  for (const [input, value] of Object.entries(inputs)) job.log.write(`  ${input}: ${value}`);
  job.log.write("##[endgroup]");
  const { action } = located;
  if (action.kind === "composite") {
    return runComposite({ job, frame, step, located, inputs, stepEnv, limit });
  }
  const state = new Map<string, string>();
  const actionId =
    step.id ?? `__${(located.repository === "" ? "self" : located.repository).replaceAll(/[^\w]/g, "_")}`;
  const common = { job, frame, located, inputs, state, actionId };
  if (action.post !== null) {
    // The post phase is registered before main starts, so that it runs even if main crashes (runner: ActionRunner.cs).
    job.posts.push({
      ...common,
      name: `Post ${name}`,
      main: action.post,
      condition: action.postIf,
      env: stepEnv,
    });
  }
  return runNodeAction({ ...common, entry: action.main, stepEnv, limit });
}

async function runComposite(options: {
  job: JobContext;
  frame: Frame;
  step: Step;
  located: LocatedAction;
  inputs: Readonly<Record<string, string>>;
  stepEnv: Readonly<Record<string, string>>;
  limit: StepLimit;
}): Promise<Executed> {
  const { job, frame, step, located, inputs, stepEnv, limit } = options;
  if (located.action.kind !== "composite") throw new Error("not a composite action");
  if (frame.depth >= compositeDepth) {
    throw new UserError(`${place(step.at)}: Composite action depth exceeded max depth ${compositeDepth - 1}`);
  }
  const inner: Frame = {
    source: located.source,
    steps: new Map(),
    inputs,
    env: { ...frame.env, ...stepEnv },
    composite: located,
    contexts: { strategy: frame.contexts["strategy"] ?? null, matrix: frame.contexts["matrix"] ?? null },
    depth: frame.depth + 1,
    outer: limit,
    status: "success",
  };
  const wasCancelled = job.cancelled.aborted;
  await runSteps({ job, frame: inner, steps: located.action.steps, observer: null });
  const scope = scopeOf(job, inner, {});
  const outputs = Object.fromEntries(
    located.action.outputs.map(([output, node]) => [output, resolveText(node, scope) ?? ""]),
  );
  const cancelled = !wasCancelled && job.cancelled.aborted;
  if (limit.timedOut()) return { outcome: "failure", outputs };
  return { outcome: inner.status === "failure" ? "failure" : cancelled ? "cancelled" : "success", outputs };
}

function displayName(step: Step, name: string | null, content: () => string): string {
  if (name !== null && name !== "") return name;
  const [first = ""] = content().trimStart().split("\n");
  return step.kind === "uses" ? `Run ${step.uses}` : `Run ${first}`;
}

function error(job: JobContext, message: string): void {
  job.log.annotate({ level: "error", message, properties: {} });
}
