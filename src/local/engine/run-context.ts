import type { JobRecord, LocalGitHub, RunRecord } from "../contract.ts";
import type { ArtifactService } from "../artifacts/service.ts";
import type { ConcurrencyGroups } from "./concurrency.ts";
import type { LoadedWorkflow } from "./load.ts";
import type { Annotation, OnProgress } from "./progress.ts";
import type { Sources } from "./sources.ts";
import type { Json } from "./yaml-node.ts";

/** What the engine needs of the embedded GitHub. */
export type EngineGitHub = Pick<
  LocalGitHub,
  | "apiUrl"
  | "serverUrl"
  | "gitEnvironment"
  | "actions"
  | "requests"
  | "fault"
  | "gitDirectory"
  | "settings"
  | "mintJobToken"
  | "onEvent"
>;

/** What all runs of one engine share. */
export type EngineContext = {
  readonly github: EngineGitHub;
  readonly sources: Sources;
  readonly artifacts: ArtifactService;
  readonly groups: ConcurrencyGroups;
  /** Absolute path of the Node that actions run on. */
  readonly node: string;
  readonly toolCache: string;
  /** Where jobs, logs and fetched actions lie. */
  readonly directory: string;
  /** Milliseconds in one minute of `timeout-minutes`. */
  readonly minute: number;
  /** Variables that every job finds in its environment, as the image of a hosted runner sets them. */
  readonly variables: Readonly<Record<string, string>>;
  readonly onProgress: OnProgress;
  /** Aborts when the engine is closed: everything that runs is killed. */
  readonly killed: AbortSignal;
};

export type JobOutcome = "success" | "failure" | "cancelled" | "skipped";
export type JobResult = { readonly result: JobOutcome; readonly outputs: Readonly<Record<string, string>> };

/** What a later attempt must know of a leg that it does not run again. */
export type Remembered = JobResult & { readonly record: JobRecord };

/** What happened with a run, beyond its public record. */
export type RunContext = {
  readonly engine: EngineContext;
  readonly record: RunRecord;
  readonly loaded: LoadedWorkflow;
  readonly event: { readonly name: string; readonly payload: Json };
  readonly triggeringActor: string;
  readonly inputs: Readonly<Record<string, Json>>;
  /** The `github` context of the run; jobs add their own keys. */
  readonly github: Readonly<Record<string, Json>>;
  /** By leg, from the newest attempt that ran it. */
  readonly memory: Map<string, Remembered>;
  readonly summaries: Map<number, string>;
  readonly annotations: { readonly jobId: number | null; readonly annotation: Annotation }[];
};

/** Records an annotation and tells of it. */
export function annotate(run: RunContext, jobId: number | null, annotation: Annotation): void {
  run.annotations.push({ jobId, annotation });
  run.engine.onProgress({ kind: "annotation", runId: run.record.id, jobId, annotation });
}

/** Moves the run's `updatedAt` to now. */
export function touch(record: RunRecord): void {
  record.updatedAt = new Date().toISOString();
}
