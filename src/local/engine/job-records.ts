import type { JobRecord } from "../contract.ts";
import type { JobOutcome, JobResult, Remembered, RunContext } from "./run-context.ts";
import { annotate, touch } from "./run-context.ts";

/** Adds a queued job to the run's record and tells of it. */
export function createRecord(run: RunContext, name: string): JobRecord {
  const { engine, record } = run;
  const job: JobRecord = {
    id: engine.github.actions.nextId(),
    runId: record.id,
    runAttempt: record.attempt,
    name,
    status: "queued",
    conclusion: null,
    startedAt: null,
    completedAt: null,
    steps: [],
    logFile: null,
  };
  record.jobs.push(job);
  engine.onProgress({ kind: "job-queued", run: record, job });
  return job;
}

/** Completes a record and tells of it. */
export function completeRecord(options: { run: RunContext; record: JobRecord; result: JobOutcome }): void {
  const { run, record, result } = options;
  record.status = "completed";
  record.conclusion = result;
  record.completedAt = new Date().toISOString();
  record.startedAt ??= record.completedAt;
  touch(run.record);
  run.engine.onProgress({ kind: "job-ended", run: run.record, job: record });
}

/** Completes a job that never reached a machine: skipped, cancelled before its start, or failed in its set-up. */
export function completeUnstarted(options: {
  run: RunContext;
  record: JobRecord;
  result: JobOutcome;
  reason: string | null;
}): JobResult {
  const { run, record, result, reason } = options;
  if (reason !== null) annotate(run, record.id, { level: "error", message: reason, properties: {} });
  completeRecord({ run, record, result });
  return { result, outputs: {} };
}

/** Keeps a leg's result for later attempts. */
export function remember(options: {
  run: RunContext;
  key: string;
  record: JobRecord;
  result: JobResult;
}): JobResult {
  const { run, key, record, result } = options;
  run.memory.set(key, { ...result, record });
  return result;
}

/** GitHub lists a job that is not run again in the new attempt too: same times, new id. */
export function reuse(run: RunContext, key: string, known: Remembered): JobResult {
  const { engine, record } = run;
  const copy = { ...known.record, id: engine.github.actions.nextId(), runAttempt: record.attempt };
  record.jobs.push(copy);
  run.memory.set(key, { ...known, record: copy });
  return { result: known.result, outputs: known.outputs };
}
