import type { JobRecord } from "../contract.ts";
import { messageOf, UserError } from "../../core/errors.ts";
import { callInputs, callSecrets } from "./call-inputs.ts";
import type { Admission, ConcurrencyRequest } from "./concurrency.ts";
import { readConcurrencyRequest } from "./concurrency.ts";
import { holds, resolveText } from "./expressions.ts";
import type { Scope } from "./expressions.ts";
import type { Graph, Leg } from "./graph.ts";
import { legKey, vertexScope } from "./graph.ts";
import { jobName } from "./job-name.ts";
import { completeUnstarted, createRecord, remember, reuse } from "./job-records.ts";
import type { LoadedWorkflow } from "./load.ts";
import { rollUp } from "./needs.ts";
import { keeps, rerunWithin } from "./rerun.ts";
import type { JobResult } from "./run-context.ts";
import { annotate } from "./run-context.ts";
import { runJob } from "./run-job.ts";
import { triggerNode } from "./triggers.ts";
import type { Job } from "./workflow-file.ts";
import type { Json } from "./yaml-node.ts";
import { child, entries } from "./yaml-node.ts";

/** Runs the jobs of a called workflow; given in, because a leg is itself part of a graph. */
export type RunCalled = (graph: Graph) => Promise<ReadonlyMap<string, JobResult>>;

/** Runs one leg of a job: takes its concurrency groups, then its steps or the workflow that it calls. */
export async function runLeg(leg: Leg, runCalled: RunCalled): Promise<JobResult> {
  const { graph, job, rerun } = leg;
  const { run } = graph;
  const key = legKey(leg);
  const known = run.memory.get(key);
  if (known !== undefined && keeps(rerun, key)) return reuse(run, key, known);
  const strategy = {
    "fail-fast": leg.strategy.failFast,
    "job-index": leg.index,
    "job-total": leg.strategy.legs.length,
    "max-parallel": Math.min(leg.strategy.maxParallel, leg.strategy.legs.length),
  };
  const scope = vertexScope(leg, leg.values, strategy);
  const name = jobName({ prefix: graph.prefix, job, leg: leg.values, scope });
  const record = job.kind === "steps" ? createRecord(run, name) : null;
  // A cancelled run asks each job again: who has always() in its own condition goes on.
  const cancel = new AbortController();
  const onCancel = (): void => {
    if (job.kind === "call" || !holds(job.condition, vertexScope(leg, leg.values, strategy))) cancel.abort();
  };
  if (graph.signal.aborted) onCancel();
  graph.signal.addEventListener("abort", onCancel, { once: true });
  const signal = AbortSignal.any([cancel.signal, leg.failFast, run.engine.killed]);
  try {
    const result = await admit({ leg, scope, signal, cancel, name, record, strategy, runCalled });
    return record === null ? result : remember({ run, key, record, result });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const failed = record ?? createRecord(run, name);
    const result = completeUnstarted({ run, record: failed, result: "failure", reason: messageOf(error) });
    return remember({ run, key, record: failed, result });
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
  /** Null for calling jobs, which GitHub does not list. */
  readonly record: JobRecord | null;
  readonly strategy: Json;
  readonly runCalled: RunCalled;
};

/** Takes the groups of the leg (its job's, then its called workflow's) in order, and runs it inside them. */
async function admit(started: Started): Promise<JobResult> {
  const { leg, scope, signal, cancel, name, record } = started;
  const { graph, job } = leg;
  const { run } = graph;
  const called = job.kind === "call" ? graph.loaded.called.get(job.id) : undefined;
  const inputs =
    job.kind === "call" && called !== undefined ? callInputs({ job, called: called.workflow, scope }) : {};
  const inside = { ...scope, contexts: { ...scope.contexts, inputs } };
  const requests = [
    readConcurrencyRequest(job.concurrency, scope),
    called === undefined ? null : readConcurrencyRequest(called.workflow.concurrency, inside),
  ].filter((request) => request !== null);
  const held = [...graph.held];
  const releases: (() => void)[] = [];
  try {
    for (const request of requests) {
      const group = request.group.toLowerCase();
      const outer = held.find((one) => one.group === group);
      if (outer !== undefined) return cancelled(started, deadlock(request, outer.holder, name));
      const ticket = await run.engine.groups.enter({
        repository: run.record.repository,
        request,
        signal,
        cancelHolder: (reason) => {
          annotate(run, record?.id ?? null, { level: "error", message: reason, properties: {} });
          cancel.abort();
        },
      });
      if (ticket.admission !== "held") return cancelled(started, refusedAdmission(request, ticket.admission));
      releases.push(ticket.release);
      held.push({ group, holder: name });
    }
    return called === undefined
      ? await runSteps(started)
      : await callWorkflow({ started, called, inputs, held });
  } finally {
    for (const release of releases.toReversed()) release();
  }
}

async function runSteps(started: Started): Promise<JobResult> {
  const { leg, scope, signal, record, strategy } = started;
  const { graph, job } = leg;
  if (job.kind === "call") throw new Error(`the workflow ${job.uses} was not loaded`);
  if (signal.aborted || record === null) return cancelled(started, null);
  return runJob({
    run: graph.run,
    loaded: graph.loaded,
    job,
    record,
    permissions: graph.loaded.permissions.get(job.id) ?? {},
    secrets: graph.secrets,
    inputs: graph.inputs,
    contexts: {
      needs: scope.contexts["needs"] ?? {},
      matrix: leg.values,
      strategy,
      vars: scope.contexts["vars"] ?? {},
    },
    signal,
  });
}

async function callWorkflow(options: {
  started: Started;
  called: LoadedWorkflow;
  inputs: Readonly<Record<string, Json>>;
  held: Graph["held"];
}): Promise<JobResult> {
  const { started, called, inputs, held } = options;
  const { leg, scope, signal, name, runCalled } = started;
  const { graph, job } = leg;
  const results = await runCalled({
    run: graph.run,
    loaded: called,
    prefix: name,
    key: `${legKey(leg)}/`,
    inputs,
    secrets: secretsFor({ job, secrets: graph.secrets, scope }),
    signal,
    held,
    rerun: rerunWithin(leg.rerun),
  });
  const jobs = Object.fromEntries([...results].map(([id, result]) => [id, { ...result }]));
  const contexts = { github: graph.run.github, inputs, jobs, vars: scope.contexts["vars"] ?? {} };
  const declared = entries(
    child(triggerNode(called.workflow.on, "workflow_call")?.config ?? null, "outputs"),
  );
  const outputs = declared.flatMap(([output, node]): [string, string][] => {
    const value = resolveText(child(node, "value"), { contexts, functions: {} }) ?? "";
    return value === "" ? [] : [[output, value]];
  });
  return {
    result: rollUp([...results.values()].map((result) => result.result)),
    outputs: Object.fromEntries(outputs),
  };
}

function secretsFor(options: {
  job: Job;
  secrets: Readonly<Record<string, string>>;
  scope: Scope;
}): Readonly<Record<string, string>> {
  const { job, secrets, scope } = options;
  if (job.kind !== "call") return {};
  return callSecrets({ job, secrets, scope: { ...scope, contexts: { ...scope.contexts, secrets } } });
}

function cancelled(started: Started, reason: string | null): JobResult {
  const { run } = started.leg.graph;
  const record = started.record ?? createRecord(run, started.name);
  return completeUnstarted({ run, record, result: "cancelled", reason });
}

function deadlock(request: ConcurrencyRequest, holder: string, name: string): string {
  return `Canceling since a deadlock for concurrency group '${request.group}' was detected between '${holder}' and '${name}'`;
}

function refusedAdmission(request: ConcurrencyRequest, admission: Exclude<Admission, "held">): string | null {
  if (admission === "replaced") {
    return `Canceling since a higher priority waiting request for '${request.group}' exists`;
  }
  return admission === "full" ? `Canceling since the queue of '${request.group}' is full` : null;
}
