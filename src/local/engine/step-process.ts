import { messageOf } from "../../core/errors.ts";
import { runProcess } from "./child-process.ts";
import { createCommandFiles, readCommandFiles } from "./file-commands.ts";
import type { JobContext, StepLimit, StepOutcome } from "./job-context.ts";

/** How one process of a step ended, and what it left in its command files. */
export type ProcessResult = {
  readonly outcome: Exclude<StepOutcome, "skipped">;
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: readonly (readonly [string, string])[];
};

/**
 * Runs one process of a step: gives it fresh command files, logs its output, obeys its workflow commands, and applies
 * what it wrote, also when it was stopped.
 */
export async function runStepProcess(options: {
  job: JobContext;
  program: string;
  args: readonly string[];
  cwd: string;
  env: Readonly<Record<string, string>>;
  limit: StepLimit;
}): Promise<ProcessResult> {
  const { job, program, args, cwd, env, limit } = options;
  const files = await createCommandFiles(job.temp, String(job.next()));
  const outputs: Record<string, string> = {};
  const onLine = job.log.stepOutput({
    setOutput: (name, value) => {
      outputs[name] = value;
    },
  });
  let outcome: ProcessResult["outcome"] = "failure";
  try {
    const finished = await runProcess({
      program,
      args,
      cwd,
      env: { ...env, ...files },
      onLine,
      signal: limit.signal,
      kill: job.killed,
    });
    if (finished.code === 0 && !limit.signal.aborted) outcome = "success";
    else if (limit.signal.aborted && !limit.timedOut()) outcome = "cancelled";
    if (outcome === "failure" && !limit.timedOut()) {
      const how = finished.code === null ? `signal ${finished.signal}` : `exit code ${finished.code}`;
      error(job, `Process completed with ${how}.`);
    }
    if (outcome === "cancelled") error(job, "The operation was canceled.");
  } catch (problem) {
    error(job, `Cannot start '${program}' in ${cwd}: ${messageOf(problem)}`);
  }
  const written = await readCommandFiles(files);
  for (const problem of written.problems) {
    error(job, problem);
    if (outcome === "success") outcome = "failure";
  }
  for (const warning of written.warnings) error(job, warning);
  for (const [name, value] of written.env) job.env.set(name, value);
  job.paths.unshift(...written.paths.toReversed());
  if (written.summary !== "") job.addSummary(job.masks.hide(written.summary));
  return { outcome, outputs: { ...outputs, ...Object.fromEntries(written.outputs) }, state: written.state };
}

function error(job: JobContext, message: string): void {
  job.log.annotate({ level: "error", message, properties: {} });
}
