import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { messageOf, UserError } from "../../core/errors.ts";
import { locateAction } from "./action-location.ts";
import { endLeftovers } from "./child-process.ts";
import { resolve, resolveNumber, resolveText, resolveTexts, textOf } from "./expressions.ts";
import type { Scope } from "./expressions.ts";
import { scopeOf } from "./job-context.ts";
import type { Frame } from "./job-context.ts";
import { openJobLog } from "./job-log.ts";
import { prepareMachine } from "./job-machine.ts";
import type { JobAssignment, Machine } from "./job-machine.ts";
import { completeRecord } from "./job-records.ts";
import { createMasks } from "./masks.ts";
import { runPostSteps } from "./post-steps.ts";
import type { JobResult } from "./run-context.ts";
import { removeTree } from "./remove-tree.ts";
import { annotate, touch } from "./run-context.ts";
import { stepObserver } from "./step-observer.ts";
import { runSteps } from "./steps.ts";
import { entries, place } from "./yaml-node.ts";

const jobMinutes = 360; // docs, workflow-syntax: the default of jobs.<job_id>.timeout-minutes
const cleanupMinutes = 5; // docs, workflow-cancellation: then the server ends what is still running

/** Runs one job with steps on this machine, as its runner would, and completes its record. */
export async function runJob(assignment: JobAssignment): Promise<JobResult> {
  const { run, record, permissions } = assignment;
  const { engine } = run;
  const grant = engine.github.mintJobToken({
    repository: run.record.repository,
    runId: run.record.id,
    jobId: record.id,
    permissions,
  });
  const masks = createMasks();
  for (const secret of [grant.token, ...Object.values(assignment.secrets)]) masks.add(secret);
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
    result = await runOn({ assignment, folder, log, masks, token: grant.token, tracking });
  } catch (error) {
    log.annotate({ level: "error", message: messageOf(error), properties: {} });
    if (!(error instanceof UserError)) throw error;
    if (assignment.signal.aborted) result = { result: "cancelled", outputs: {} };
  } finally {
    for (const pid of await endLeftovers(`RUNNER_TRACKING_ID=${tracking}`)) {
      log.write(`Terminate orphan process: pid (${pid})`);
    }
    grant.revoke();
    if (!(await removeTree(folder))) log.write(`Files of other users are left in ${folder}`);
    completeRecord({ run, record, result: result.result });
  }
  return result;
}

async function runOn(machine: Machine): Promise<JobResult> {
  const { assignment, log } = machine;
  const { run, job, loaded, record } = assignment;
  const timeout = new AbortController();
  const killed = new AbortController();
  const cancelled = AbortSignal.any([assignment.signal, timeout.signal]);
  const context = await prepareMachine({
    ...machine,
    cancelled,
    killed: AbortSignal.any([killed.signal, run.engine.killed]),
  });
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
