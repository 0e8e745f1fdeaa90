import { messageOf, UserError } from "../../core/errors.ts";
import { holds } from "./expressions.ts";
import type { Graph, Vertex } from "./graph.ts";
import { vertexScope } from "./graph.ts";
import { jobName } from "./job-name.ts";
import { completeUnstarted, createRecord, remember, reuse } from "./job-records.ts";
import { readStrategy } from "./matrix.ts";
import type { Strategy } from "./matrix.ts";
import { rollUp } from "./needs.ts";
import { keeps, rerunOf } from "./rerun.ts";
import type { JobOutcome, JobResult } from "./run-context.ts";
import { runLeg } from "./run-leg.ts";
import type { Job } from "./workflow-file.ts";

/** Runs all jobs of a workflow in the order of their needs and returns their results by id. */
export async function runGraph(graph: Graph): Promise<ReadonlyMap<string, JobResult>> {
  const { jobs } = graph.loaded.workflow;
  const results = new Map<string, JobResult>();
  const running = new Map<string, Promise<void>>();
  const start = async (job: Job): Promise<void> => {
    const needed = new Set(job.needs.map((need) => need.toLowerCase()));
    await Promise.all([...running].flatMap(([id, end]) => (needed.has(id.toLowerCase()) ? [end] : [])));
    const key = `${graph.key}${job.id}`;
    const rerun = rerunOf({ rerun: graph.rerun, job, jobs });
    results.set(job.id, await runVertex({ graph, job, results, key, rerun }));
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

/** One job with all its legs. What is wrong with its condition, matrix or inputs fails the job, as on GitHub. */
async function runVertex(vertex: Vertex): Promise<JobResult> {
  const { graph, job, key, rerun } = vertex;
  const { run } = graph;
  const known = run.memory.get(key);
  if (known !== undefined && keeps(rerun, key)) return reuse(run, key, known);
  const scope = vertexScope(vertex, null, null);
  const unstarted = (result: JobOutcome, reason: string | null): JobResult => {
    const record = createRecord(run, jobName({ prefix: graph.prefix, job, leg: null, scope }));
    return remember({ run, key, record, result: completeUnstarted({ run, record, result, reason }) });
  };
  try {
    // A job of which legs are kept did run: its condition is not asked again.
    const ran = rerun.kind === "some" && [...run.memory.keys()].some((one) => one.startsWith(`${key}#`));
    run.memory.delete(key);
    if (!ran && !holds(job.condition, scope)) return unstarted("skipped", null);
    return await runLegs(vertex, readStrategy(job.strategy, scope));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return unstarted("failure", messageOf(error));
  }
}

/** Runs the legs, at most `max-parallel` at once; with fail-fast the first failure cancels the others. */
async function runLegs(vertex: Vertex, strategy: Strategy): Promise<JobResult> {
  const failFast = new AbortController();
  const outcomes: JobOutcome[] = [];
  const outputs: Record<string, string> = {};
  const queue = strategy.legs.map((values, index) => ({ values, index }));
  const workers = Array.from({ length: Math.min(strategy.maxParallel, queue.length) }, async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const result = await runLeg({ ...vertex, strategy, ...next, failFast: failFast.signal }, runGraph);
      outcomes.push(result.result);
      // The leg that ends last wins, as on GitHub.
      Object.assign(outputs, result.outputs);
      if (result.result === "failure" && strategy.failFast) failFast.abort();
    }
  });
  await Promise.all(workers);
  return { result: rollUp(outcomes), outputs };
}
