import { writeFile } from "node:fs/promises";
import { join, resolve as resolvePath } from "node:path";
import { resolveText } from "./expressions.ts";
import type { Scope } from "./expressions.ts";
import type { JobContext, StepLimit } from "./job-context.ts";
import { checkShell } from "./step-model.ts";
import type { Step } from "./step-model.ts";
import type { ProcessResult } from "./step-process.ts";
import { runStepProcess } from "./step-process.ts";

/** How the runner starts each shell (docs, workflow-syntax: `jobs.<job_id>.steps[*].shell`). */
const shells: Readonly<Record<string, readonly [string, ...string[]]>> = {
  default: ["bash", "-e"],
  bash: ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail"],
  sh: ["sh", "-e"],
};

/** Runs a `run:` step. `useDefaults` is false inside composite actions, which the job's defaults do not reach. */
export async function runScript(options: {
  job: JobContext;
  step: Extract<Step, { kind: "run" }>;
  scope: Scope;
  env: Readonly<Record<string, string>>;
  limit: StepLimit;
  useDefaults: boolean;
}): Promise<ProcessResult> {
  const { job, step, scope, env, limit, useDefaults } = options;
  const script = resolveText(step.run, scope) ?? "";
  const shell = resolveText(step.shell ?? (useDefaults ? job.defaults.shell : null), scope);
  const folder = resolveText(
    step.workingDirectory ?? (useDefaults ? job.defaults.workingDirectory : null),
    scope,
  );
  checkShell(shell, step.at);
  const [program = "bash", ...flags] = shells[shell ?? "default"] ?? [];
  const file = join(job.temp, `script-${job.next()}.sh`);
  await writeFile(file, `${script.replaceAll("\r\n", "\n")}\n`, { mode: 0o755 });
  job.log.write(`##[group]Run ${script.split("\n")[0] ?? ""}`);
  for (const line of script.trimEnd().split("\n")) job.log.write(line);
  job.log.write(`shell: ${[program, ...flags, "{0}"].join(" ")}`);
  job.log.write("##[endgroup]");
  return runStepProcess({
    job,
    program,
    args: [...flags, file],
    cwd: resolvePath(job.workspace, folder ?? ""),
    env,
    limit,
  });
}
