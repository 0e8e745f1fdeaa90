import { join } from "node:path";
import type { LocatedAction } from "./action-location.ts";
import { environmentOf } from "./job-context.ts";
import type { Frame, JobContext, StepLimit } from "./job-context.ts";
import type { ProcessResult } from "./step-process.ts";
import { runStepProcess } from "./step-process.ts";

/** Runs one entry point of a node action; what it saves lands in `state`, which the post phase gets as STATE_*. */
export async function runNodeAction(options: {
  job: JobContext;
  frame: Frame;
  located: LocatedAction;
  entry: string;
  inputs: Readonly<Record<string, string>>;
  stepEnv: Readonly<Record<string, string>>;
  state: Map<string, string>;
  actionId: string;
  limit: StepLimit;
}): Promise<ProcessResult> {
  const { job, frame, located, entry, inputs, stepEnv, state, actionId, limit } = options;
  const env = {
    ...environmentOf({
      job,
      frame,
      stepEnv: { ...stepEnv, ...inputVariables(inputs) },
      actionId,
      action: located,
    }),
    ...job.runtime,
    ...Object.fromEntries([...state].map(([name, value]) => [`STATE_${name}`, value])),
  };
  const result = await runStepProcess({
    job,
    program: job.node,
    args: [join(located.directory, entry)],
    cwd: job.workspace,
    env,
    limit,
  });
  for (const [name, value] of result.state) state.set(name, value);
  return result;
}

/** `INPUT_<NAME>`: upper case, blanks become `_`, dashes stay (runner: Handler.AddInputsToEnvironment). */
function inputVariables(inputs: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [
      `INPUT_${name.replaceAll(" ", "_").toUpperCase()}`,
      value,
    ]),
  );
}
