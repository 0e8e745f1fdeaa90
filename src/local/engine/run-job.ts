import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Conclusion, JobRecord, TokenPermissions } from "../contract.ts";
import { messageOf, UserError } from "../../core/errors.ts";
import { locateAction } from "./action-location.ts";
import { endLeftovers } from "./child-process.ts";
import { resolve, resolveNumber, resolveText, resolveTexts, textOf } from "./expressions.ts";
import type { Scope } from "./expressions.ts";
import { scopeOf } from "./job-context.ts";
import type { Frame, JobContext } from "./job-context.ts";
import type { JobLog } from "./job-log.ts";
import { openJobLog } from "./job-log.ts";
import type { LoadedWorkflow } from "./load.ts";
import type { Masks } from "./masks.ts";
import { createMasks } from "./masks.ts";
import { runPostSteps } from "./post-steps.ts";
import type { JobOutcome, JobResult, RunContext } from "./run-context.ts";
import { annotate, touch } from "./run-context.ts";
import type { StepObserver } from "./steps.ts";
import { runSteps } from "./steps.ts";
import type { Job } from "./workflow-file.ts";
import type { Json } from "./yaml-node.ts";
import { entries, place } from "./yaml-node.ts";

type StepsJob = Extract<Job, { kind: "steps" }>;

const jobMinutes = 360; // docs, workflow-syntax: the default of jobs.<job_id>.timeout-minutes
const cleanupMinutes = 5; // docs, workflow-cancellation: then the server ends what is still running

export type JobAssignment = {
  readonly run: RunContext;
  readonly loaded: LoadedWorkflow;
  readonly job: StepsJob;
  readonly record: JobRecord;
  readonly permissions: TokenPermissions;
  readonly secrets: Readonly<Record<string, string>>;
  readonly inputs: Readonly<Record<string, Json>>;
  /** needs, matrix, strategy, vars. */
  readonly contexts: Readonly<Record<string, Json>>;
  /** Aborts when this job is cancelled and its own condition does not keep it running. */
  readonly signal: AbortSignal;
};

/** Runs one job with steps on this machine, as its runner would, and completes its record. */
export async function runJob(assignment: JobAssignment): Promise<JobResult> {
  const { run, record, permissions } = assignment;
  const { engine } = run;
  const { token, revoke } = engine.github.mintJobToken({
    repository: run.record.repository,
    runId: run.record.id,
    jobId: record.id,
    permissions,
  });
  const masks = createMasks();
  for (const secret of [token, ...Object.values(assignment.secrets)]) masks.add(secret);
  const folder = join(engine.directory, "jobs", String(record.id));
  const logFile = join(engine.directory, "logs", `${record.id}.log`);
  mkdirSync(dirname(logFile), { recursive: true });
  record.logFile = logFile;
  record.status = "in_progress";
  record.startedAt = new Date().toISOString();
  touch(run.record);
  using log = openJobLog({
    file: logFile,
    masks,
    onLine: (line) => engine.onProgress({ kind: "log", runId: run.record.id, jobId: record.id, line }),
    onAnnotation: (annotation) => annotate(run, record.id, annotation),
  });
  const tracking = `github_${randomUUID()}`;
  let result: JobResult = { result: "failure", outputs: {} };
  try {
    result = await runOn({ assignment, folder, log, masks, token, tracking });
  } catch (error) {
    log.annotate({ level: "error", message: messageOf(error), properties: {} });
    if (!(error instanceof UserError)) throw error;
    if (assignment.signal.aborted) result = { result: "cancelled", outputs: {} };
  } finally {
    for (const pid of await endLeftovers(`RUNNER_TRACKING_ID=${tracking}`)) {
      log.write(`Terminate orphan process: pid (${pid})`);
    }
    revoke();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    completeRecord({ run, record, result: result.result });
  }
  return result;
}

/** Ends a record that needs no machine: skipped, cancelled before its start, or failed in its set-up. */
export function completeRecord(options: { run: RunContext; record: JobRecord; result: JobOutcome }): void {
  const { run, record, result } = options;
  record.status = "completed";
  record.conclusion = result;
  record.completedAt = new Date().toISOString();
  record.startedAt ??= record.completedAt;
  touch(run.record);
  run.engine.onProgress({ kind: "job-ended", run: run.record, job: record });
}

type Machine = {
  readonly assignment: JobAssignment;
  readonly folder: string;
  readonly log: JobLog;
  readonly masks: Masks;
  readonly token: string;
  readonly tracking: string;
};

async function runOn(machine: Machine): Promise<JobResult> {
  const { assignment, log } = machine;
  const { run, job, loaded, record } = assignment;
  const timeout = new AbortController();
  const killed = new AbortController();
  const cancelled = AbortSignal.any([assignment.signal, timeout.signal]);
  const context = await prepare({ ...machine, cancelled, killed: killed.signal });
  const frame: Frame = {
    source: loaded.source,
    steps: new Map(),
    inputs: assignment.inputs,
    env: {},
    composite: null,
    contexts: {
      ...assignment.contexts,
      secrets: { ...assignment.secrets, GITHUB_TOKEN: machine.token, github_token: machine.token },
    },
    depth: 1,
    outer: null,
    status: "success",
  };
  const scope = (): Scope => scopeOf(context, frame, {});
  const runsOn = resolve(job.runsOn, scope());
  const labels = (Array.isArray(runsOn) ? runsOn : [runsOn]).map(textOf);
  run.engine.onProgress({ kind: "job-started", run: run.record, job: record, runsOn: labels });
  log.write(`Requested labels: ${labels.join(", ")}`);
  log.write(`Job defined at: ${place(job.at)} (${loaded.source.repository}@${loaded.source.sha})`);
  const observer = stepObserver(assignment);
  observer.started("Set up job");
  for (const layer of [loaded.workflow.env, job.env]) {
    for (const [name, value] of Object.entries(resolveTexts(layer, scope()))) context.env.set(name, value);
  }
  // Like the runner: actions are fetched before the first step, so that a missing one fails the job at once.
  for (const step of job.steps) {
    if (step.kind !== "uses" || step.uses.startsWith("./")) continue;
    const { workspace, sources } = context;
    await locateAction({ uses: step.uses, at: step.at, workspace, source: frame.source, sources });
  }
  const minutes = resolveNumber(job.timeoutMinutes, scope()) ?? jobMinutes;
  observer.ended("Set up job", "success");
  const { minute } = run.engine;
  let killer: NodeJS.Timeout | undefined;
  const onCancel = (): void => {
    killer = setTimeout(() => killed.abort(), cleanupMinutes * minute);
  };
  cancelled.addEventListener("abort", onCancel, { once: true });
  const timer = setTimeout(() => {
    const message = `The job has exceeded the maximum execution time of ${minutes}m0s`;
    log.annotate({ level: "error", message, properties: {} });
    timeout.abort();
  }, minutes * minute);
  try {
    await runSteps({ job: context, frame, steps: job.steps, observer });
    await runPostSteps({ job: context, frame, observer });
  } finally {
    clearTimeout(timer);
    clearTimeout(killer);
    cancelled.removeEventListener("abort", onCancel);
  }
  const result = cancelled.aborted ? "cancelled" : frame.status;
  const outputs = outputsOf({ ...machine, scope: scope() });
  observer.started("Complete job");
  observer.ended("Complete job", "success");
  return { result, outputs };
}

/** The directories, contexts and variables of a job's machine. */
async function prepare(
  options: Machine & { cancelled: AbortSignal; killed: AbortSignal },
): Promise<JobContext> {
  const { assignment, folder, log, masks, token, tracking, cancelled, killed } = options;
  const { run, job, loaded, record } = assignment;
  const { engine } = run;
  const [, name = "repository"] = run.record.repository.split("/");
  const workspace = join(folder, "work", name, name);
  const temp = join(folder, "work", "_temp");
  const home = join(folder, "home");
  for (const path of [workspace, temp, home, engine.toolCache]) mkdirSync(path, { recursive: true });
  const eventPath = join(temp, "_github_workflow", "event.json");
  mkdirSync(dirname(eventPath), { recursive: true });
  await writeFile(eventPath, JSON.stringify(run.event.payload, null, 2));
  const runner = {
    arch: process.arch === "arm64" ? "ARM64" : "X64",
    environment: "self-hosted",
    name: "local",
    os: process.platform === "darwin" ? "macOS" : "Linux",
    temp,
    tool_cache: engine.toolCache,
    workspace: dirname(workspace),
  };
  let processes = 0;
  return {
    workspace,
    temp,
    node: engine.node,
    sources: engine.sources,
    defaults: {
      shell: job.defaults.shell ?? loaded.workflow.defaults.shell,
      workingDirectory: job.defaults.workingDirectory ?? loaded.workflow.defaults.workingDirectory,
    },
    masks,
    log,
    github: { ...run.github, event_path: eventPath, job: job.id, token, workspace },
    job: {
      check_run_id: record.id,
      workflow_file_path: loaded.workflow.file,
      workflow_ref: `${loaded.source.repository}/${loaded.workflow.file}@${loaded.source.ref}`,
      workflow_repository: loaded.source.repository,
      workflow_sha: loaded.source.sha,
    },
    runner,
    machine: {
      PATH: machinePath(engine.node),
      HOME: home,
      LANG: "C.UTF-8",
      ...engine.github.gitEnvironment,
      ...engine.variables,
    },
    fixed: {
      CI: "true",
      GITHUB_ACTIONS: "true",
      ...Object.fromEntries(
        Object.entries(runner).map(([key, value]) => [`RUNNER_${key.toUpperCase()}`, value]),
      ),
      RUNNER_TRACKING_ID: tracking,
    },
    runtime: {
      ACTIONS_RUNTIME_TOKEN: engine.artifacts.mint({ runId: run.record.id, jobId: record.id }),
      ACTIONS_RUNTIME_URL: `${engine.artifacts.url}/`,
      ACTIONS_RESULTS_URL: `${engine.artifacts.url}/`,
      ACTIONS_ORCHESTRATION_ID: `${run.record.id}.${job.id}.${record.id}`,
    },
    env: new Map(),
    paths: [],
    posts: [],
    cancelled,
    killed,
    minute: engine.minute,
    addSummary: (markdown) => {
      run.summaries.set(record.id, `${run.summaries.get(record.id) ?? ""}${markdown}`);
      engine.onProgress({ kind: "summary", runId: run.record.id, jobId: record.id, markdown });
    },
    next: () => {
      processes += 1;
      return processes;
    },
  };
}

/** The job's outputs: empty ones are left out, and those that a mask would change are dropped with a warning. */
function outputsOf(options: Machine & { scope: Scope }): Record<string, string> {
  const { assignment, log, masks, scope } = options;
  return Object.fromEntries(
    entries(assignment.job.outputs).flatMap(([name, node]): [string, string][] => {
      const value = resolveText(node, scope) ?? "";
      if (value === "") return [];
      if (masks.hide(value) !== value) {
        const message = `Skip output '${name}' since it may contain secret.`;
        log.annotate({ level: "warning", message, properties: {} });
        return [];
      }
      return [[name, value]];
    }),
  );
}

function stepObserver({ run, record }: JobAssignment): StepObserver {
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

/** The directories of programs as a hosted runner has them, with its Node first. */
function machinePath(node: string): string {
  const common = [
    "/usr/local/sbin",
    "/usr/local/bin",
    "/usr/sbin",
    "/usr/bin",
    "/sbin",
    "/bin",
    "/opt/homebrew/bin",
  ];
  return [dirname(node), ...common].join(":");
}
