import type { JobRecord } from "../contract.ts";
import { messageOf, UserError } from "../../core/errors.ts";
import { callInputs, callSecrets } from "./call-inputs.ts";
import { readConcurrencyRequest } from "./concurrency.ts";
import { holds, resolveText } from "./expressions.ts";
import type { Scope } from "./expressions.ts";
import { jobName } from "./job-name.ts";
import type { LoadedWorkflow } from "./load.ts";
import { readStrategy } from "./matrix.ts";
import type { Strategy } from "./matrix.ts";
import { ancestors, jobStatusFunctions, needsContext, rollUp } from "./needs.ts";
import type { Rerun } from "./rerun.ts";
import { isReused, rerunOf, rerunWithin } from "./rerun.ts";
import type { JobOutcome, JobResult, Remembered, RunContext } from "./run-context.ts";
import { annotate } from "./run-context.ts";
import { completeRecord, runJob } from "./run-job.ts";
import { triggerNode } from "./triggers.ts";
import type { Job } from "./workflow-file.ts";
import type { Json } from "./yaml-node.ts";
import { child, entries } from "./yaml-node.ts";

/** One workflow being run: that of the event, or one called by a job. */
export type Graph = {
  readonly run: RunContext;
  readonly loaded: LoadedWorkflow;
  /** Before the names of its jobs: `caller`, or empty. */
  readonly prefix: string;
  /** Before the keys of its jobs in the run's memory. */
  readonly key: string;
  readonly inputs: Readonly<Record<string, Json>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Concurrency groups that the run holds around this workflow, and what holds them. */
  readonly held: readonly { readonly group: string; readonly holder: string }[];
  readonly rerun: Rerun;
};

/** Runs all jobs of a workflow in the order of their needs and returns their results by id. */
export async function runGraph(graph: Graph): Promise<ReadonlyMap<string, JobResult>> {
  const { jobs } = graph.loaded.workflow;
  const results = new Map<string, JobResult>();
  const running = new Map<string, Promise<void>>();
  const start = async (job: Job): Promise<void> => {
    await Promise.all(
      job.needs.map((need) =>
        running.get(jobs.find((one) => one.id.toLowerCase() === need.toLowerCase())?.id ?? ""),
      ),
    );
    results.set(job.id, await runNode({ graph, job, results }));
  };
  // The promises must exist before any job looks its needs up.
  const begun = Promise.withResolvers<void>();
  for (const job of jobs)
    running.set(
      job.id,
      begun.promise.then(() => start(job)),
    );
  begun.resolve();
  await Promise.all(running.values());
  return results;
}

type Vertex = { readonly graph: Graph; readonly job: Job; readonly results: ReadonlyMap<string, JobResult> };

/** One job with all its legs. What is wrong with its condition, matrix or inputs fails the job, as on GitHub. */
async function runNode(vertex: Vertex): Promise<JobResult> {
  const { graph, job } = vertex;
  const { run } = graph;
  const key = `${graph.key}${job.id}`;
  const rerun = rerunOf({
    rerun: graph.rerun,
    job,
    jobs: graph.loaded.workflow.jobs,
    prefix: graph.key,
    run,
  });
  const known = run.memory.get(key);
  if (known !== undefined && isReused({ rerun, known, key })) return reuse(run, key, known);
  const plain = (): JobRecord =>
    createRecord(run, jobName({ prefix: graph.prefix, job, leg: null, scope: scopeOf(vertex, null, null) }));
  try {
    const scope = scopeOf(vertex, null, null);
    const reused = rerun.kind !== "all" && [...run.memory.keys()].some((one) => one.startsWith(`${key}#`));
    run.memory.delete(key);
    if (!reused && !holds(job.condition, scope)) {
      const record = plain();
      completeRecord({ run, record, result: "skipped" });
      return remember({ run, key, record, result: { result: "skipped", outputs: {} } });
    }
    const strategy = readStrategy(job.strategy, scope);
    return await runLegs({ ...vertex, strategy, key, rerun });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const record = plain();
    annotate(run, record.id, { level: "error", message: messageOf(error), properties: {} });
    completeRecord({ run, record, result: "failure" });
    return remember({ run, key, record, result: { result: "failure", outputs: {} } });
  }
}

type Legs = Vertex & { readonly strategy: Strategy; readonly key: string; readonly rerun: Rerun };

/** Runs the legs, at most `max-parallel` at once; with fail-fast the first failure cancels the others. */
async function runLegs(legs: Legs): Promise<JobResult> {
  const { strategy } = legs;
  const failFast = new AbortController();
  const outcomes: JobOutcome[] = [];
  const outputs: Record<string, string> = {};
  const queue = strategy.legs.map((leg, index) => ({ leg, index }));
  const workers = Array.from({ length: Math.min(strategy.maxParallel, queue.length) }, async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const result = await runLeg({ ...legs, ...next, failFast: failFast.signal });
      outcomes.push(result.result);
      Object.assign(outputs, result.outputs);
      if (result.result === "failure" && strategy.failFast) failFast.abort();
    }
  });
  await Promise.all(workers);
  return { result: rollUp(outcomes), outputs };
}

type Leg = Legs & {
  readonly leg: Readonly<Record<string, Json>> | null;
  readonly index: number;
  readonly failFast: AbortSignal;
};

async function runLeg(leg: Leg): Promise<JobResult> {
  const { graph, job, rerun } = leg;
  const { run } = graph;
  const key = legKey(leg);
  const known = run.memory.get(key);
  if (known !== undefined && isReused({ rerun, known, key })) return reuse(run, key, known);
  const strategy = {
    "fail-fast": leg.strategy.failFast,
    "job-index": leg.index,
    "job-total": leg.strategy.legs.length,
    "max-parallel": Math.min(leg.strategy.maxParallel, leg.strategy.legs.length),
  };
  const scope = scopeOf(leg, leg.leg, strategy);
  const name = jobName({ prefix: graph.prefix, job, leg: leg.leg, scope });
  const record = job.kind === "steps" ? createRecord(run, name) : null;
  // A cancelled run asks each job again: who has always() in its own condition goes on.
  const cancel = new AbortController();
  const onCancel = (): void => {
    if (job.kind === "call" || !holds(job.condition, scopeOf(leg, leg.leg, strategy))) cancel.abort();
  };
  if (graph.signal.aborted) onCancel();
  graph.signal.addEventListener("abort", onCancel, { once: true });
  const signal = AbortSignal.any([cancel.signal, leg.failFast]);
  try {
    const result = await admitted({ leg, scope, signal, cancel, name, record, strategy });
    return record === null ? result : remember({ run, key, record, result });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const failed = record ?? createRecord(run, name);
    annotate(run, failed.id, { level: "error", message: messageOf(error), properties: {} });
    completeRecord({ run, record: failed, result: "failure" });
    return remember({ run, key, record: failed, result: { result: "failure", outputs: {} } });
  } finally {
    graph.signal.removeEventListener("abort", onCancel);
  }
}

type Started = {
  readonly leg: Leg;
  readonly scope: Scope;
  readonly signal: AbortSignal;
  readonly cancel: AbortController;
  readonly name: string;
  readonly record: JobRecord | null;
  readonly strategy: Json;
};

/** Takes the concurrency groups of the leg (its job's, then its called workflow's) and runs it inside them. */
async function admitted(started: Started): Promise<JobResult> {
  const { leg, scope, signal, cancel, name } = started;
  const { graph, job } = leg;
  const { run } = graph;
  const called = job.kind === "call" ? graph.loaded.called.get(job.id) : undefined;
  const inputs =
    job.kind === "call" && called !== undefined ? callInputs({ job, called: called.workflow, scope }) : {};
  const inner = { ...scope, contexts: { ...scope.contexts, inputs } };
  const requests = [
    readConcurrencyRequest(job.concurrency, scope),
    called === undefined ? null : readConcurrencyRequest(called.workflow.concurrency, inner),
  ].filter((request) => request !== null);
  const held = [...graph.held];
  const releases: (() => void)[] = [];
  try {
    for (const request of requests) {
      const outer = held.find((one) => one.group === request.group.toLowerCase());
      if (outer !== undefined) {
        const message = `Canceling since a deadlock for concurrency group '${request.group}' was detected between '${outer.holder}' and '${name}'`;
        return cancelledLeg(started, message);
      }
      const { admission, release } = await run.engine.groups.enter({
        repository: run.record.repository,
        request,
        signal,
        cancelHolder: (reason) => {
          annotate(run, started.record?.id ?? null, { level: "error", message: reason, properties: {} });
          cancel.abort();
        },
      });
      if (admission !== "held") {
        return cancelledLeg(
          started,
          admission === "replaced"
            ? `Canceling since a higher priority waiting request for '${request.group}' exists`
            : admission === "full"
              ? `Canceling since the queue of the concurrency group '${request.group}' is full`
              : null,
        );
      }
      releases.push(release);
      held.push({ group: request.group.toLowerCase(), holder: name });
    }
    if (job.kind === "call") {
      if (called === undefined) throw new Error(`the workflow of ${job.uses} was not loaded`);
      return await runCalled({ started, job, called, inputs, held });
    }
    if (signal.aborted || started.record === null) return cancelledLeg(started, null);
    return await runJob({
      run,
      loaded: graph.loaded,
      job,
      record: started.record,
      permissions: graph.loaded.permissions.get(job.id) ?? {},
      secrets: graph.secrets,
      inputs: graph.inputs,
      contexts: {
        needs: scope.contexts["needs"] ?? {},
        matrix: leg.leg,
        strategy: started.strategy,
        vars: scope.contexts["vars"] ?? {},
      },
      signal,
    });
  } finally {
    for (const release of releases.toReversed()) release();
  }
}

async function runCalled(options: {
  started: Started;
  job: Extract<Job, { kind: "call" }>;
  called: LoadedWorkflow;
  inputs: Readonly<Record<string, Json>>;
  held: Graph["held"];
}): Promise<JobResult> {
  const { started, job, called, inputs, held } = options;
  const { leg, scope, signal, name } = started;
  const { graph } = leg;
  const secrets = callSecrets({
    job,
    secrets: graph.secrets,
    scope: { ...scope, contexts: { ...scope.contexts, secrets: graph.secrets } },
  });
  const results = await runGraph({
    run: graph.run,
    loaded: called,
    prefix: name,
    key: `${legKey(leg)}/`,
    inputs,
    secrets,
    signal,
    held,
    rerun: rerunWithin(leg.rerun),
  });
  const jobs = Object.fromEntries([...results].map(([id, result]) => [id, { ...result }]));
  const outer = {
    contexts: { github: graph.run.github, inputs, jobs, vars: scope.contexts["vars"] ?? {} },
    functions: {},
  };
  const declared = entries(
    child(triggerNode(called.workflow.on, "workflow_call")?.config ?? null, "outputs"),
  );
  return {
    result: rollUp([...results.values()].map((result) => result.result)),
    outputs: Object.fromEntries(
      declared.flatMap(([output, node]): [string, string][] => {
        const value = resolveText(child(node, "value"), outer) ?? "";
        return value === "" ? [] : [[output, value]];
      }),
    ),
  };
}

function cancelledLeg(started: Started, reason: string | null): JobResult {
  const { run } = started.leg.graph;
  const record = started.record ?? createRecord(run, started.name);
  if (reason !== null) annotate(run, record.id, { level: "error", message: reason, properties: {} });
  completeRecord({ run, record, result: "cancelled" });
  return { result: "cancelled", outputs: {} };
}

function scopeOf(vertex: Vertex, leg: Json, strategy: Json): Scope {
  const { graph, job, results } = vertex;
  const { run } = graph;
  return {
    contexts: {
      github: run.github,
      inputs: graph.inputs,
      matrix: leg,
      needs: needsContext(job, results),
      strategy,
      vars: run.engine.github.settings(run.record.repository).variables,
    },
    functions: jobStatusFunctions({
      ancestors: ancestors(job, graph.loaded.workflow.jobs).map((one) => one.id),
      results,
      cancelled: graph.signal.aborted,
    }),
  };
}

function legKey({ key, leg }: Leg): string {
  return `${key}#${JSON.stringify(leg)}`;
}

function createRecord(run: RunContext, name: string): JobRecord {
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

function remember(options: {
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
function reuse(run: RunContext, key: string, known: Remembered): JobResult {
  const { engine, record } = run;
  const copy = { ...known.record, id: engine.github.actions.nextId(), runAttempt: record.attempt };
  record.jobs.push(copy);
  run.memory.set(key, { ...known, record: copy });
  return { result: known.result, outputs: known.outputs };
}
