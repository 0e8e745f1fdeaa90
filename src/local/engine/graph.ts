import { ancestors, jobStatusFunctions, needsContext } from "./needs.ts";
import type { Scope } from "./expressions.ts";
import type { LoadedWorkflow } from "./load.ts";
import type { Strategy } from "./matrix.ts";
import type { Rerun } from "./rerun.ts";
import type { JobResult, RunContext } from "./run-context.ts";
import type { Job } from "./workflow-file.ts";
import type { Json } from "./yaml-node.ts";

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

/** A job of a graph whose needs are done. */
export type Vertex = {
  readonly graph: Graph;
  readonly job: Job;
  readonly results: ReadonlyMap<string, JobResult>;
  /** The job in the run's memory. */
  readonly key: string;
  readonly rerun: Rerun;
};

/** One combination of a job's matrix, or the job itself. */
export type Leg = Vertex & {
  readonly strategy: Strategy;
  readonly values: Readonly<Record<string, Json>> | null;
  readonly index: number;
  readonly failFast: AbortSignal;
};

/** What the `if`, name and strategy of a job can see; `strategy` and `matrix` are null before it has legs. */
export function vertexScope(vertex: Vertex, matrix: Json, strategy: Json): Scope {
  const { graph, job, results } = vertex;
  const { run } = graph;
  return {
    contexts: {
      github: run.github,
      inputs: graph.inputs,
      matrix,
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

/** A leg in the run's memory. */
export function legKey({ key, values }: Leg): string {
  return `${key}#${JSON.stringify(values)}`;
}
