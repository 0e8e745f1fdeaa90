import { realpathSync } from "node:fs";
import { chmod, mkdir, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { RepositoryEvent } from "../contract.ts";
import { startArtifactService } from "../artifacts/service.ts";
import { createConcurrencyGroups } from "./concurrency.ts";
import { createRuns } from "./create-run.ts";
import type { Annotation, OnProgress } from "./progress.ts";
import type { Rerun } from "./rerun.ts";
import { planRerun } from "./rerun.ts";
import type { EngineContext, EngineGitHub, RunContext } from "./run-context.ts";
import type { RunningRun } from "./run.ts";
import { startRun } from "./run.ts";
import { removeTree } from "./remove-tree.ts";
import { openSources } from "./sources.ts";

export type EngineOptions = {
  readonly github: EngineGitHub;
  /** The Node that actions run on; `node24` and `node20` both mean this one. */
  readonly node: string;
  /** `RUNNER_TOOL_CACHE`. */
  readonly toolCache: string;
  readonly onProgress?: OnProgress;
  /** What every job finds in its environment, as the image of a hosted runner sets it. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Repositories of actions and workflows that lie in a directory instead of the embedded GitHub: `owner/name` → path. */
  readonly supportRepositories?: Readonly<Record<string, string>>;
  /** Where jobs and logs lie. Without it: a new temporary directory that ends with the engine. */
  readonly directory?: string;
  /** How long one minute of `timeout-minutes` lasts, in milliseconds: shorter in a simulation. Default 60,000. */
  readonly minute?: number;
};

type JobSummary = { readonly jobId: number; readonly job: string; readonly markdown: string };

export type Engine = AsyncDisposable & {
  /** Lets a schedule fire. Returns the ids of the runs that it started. */
  fire(event: { repository: string; event: "schedule"; schedule: string }): readonly number[];
  /** Resolves when no run is queued or running. Rejects after `deadline` milliseconds, naming what still runs. */
  idle(options: { deadline: number }): Promise<void>;
  /** The step summaries of a run's jobs, in the order of the jobs; all attempts. */
  summary(runId: number): readonly JobSummary[];
  /** Errors, warnings and notices of a run, with those of its start-up. */
  annotations(runId: number): readonly { readonly jobId: number | null; readonly annotation: Annotation }[];
};

/** Starts the engine: from now on events of this GitHub start the workflows of its repositories. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const { github } = options;
  const directory = options.directory ?? (await mkdtemp(join(tmpdir(), "switchyard-engine-")));
  await mkdir(directory, { recursive: true });
  // Steps may run programs as another user, who must be able to reach the workspace; stored bytes are nobody's business.
  await chmod(directory, 0o755);
  const stored = ["artifacts", "logs"].map((name) => join(directory, name));
  for (const folder of stored) await mkdir(folder, { recursive: true, mode: 0o700 });
  const killed = new AbortController();
  const artifacts = await startArtifactService({ github, directory: join(directory, "artifacts") });
  const context: EngineContext = {
    github,
    sources: openSources({
      github,
      directory: join(directory, "actions"),
      supportRepositories: options.supportRepositories ?? {},
    }),
    artifacts,
    groups: createConcurrencyGroups(),
    node: realpathSync(options.node),
    toolCache: options.toolCache,
    directory,
    minute: options.minute ?? 60_000,
    variables: options.variables ?? {},
    onProgress: options.onProgress ?? (() => {}),
    killed: killed.signal,
  };
  const runs = new Map<number, RunContext>();
  const running = new Map<number, RunningRun>();
  const failures: unknown[] = [];
  let open = true;

  const begin = (run: RunContext, rerun: Rerun): void => {
    runs.set(run.record.id, run);
    const started = startRun(run, rerun);
    running.set(run.record.id, started);
    started.finished
      .catch((error: unknown) => failures.push(error))
      .finally(() => {
        // By then another attempt may have taken the place.
        if (running.get(run.record.id) === started) running.delete(run.record.id);
      })
      .catch(() => {});
  };
  const react = (event: RepositoryEvent): readonly number[] => {
    if (!open) return [];
    const created = createRuns(context, event);
    for (const run of created) {
      if (run.record.status === "completed") runs.set(run.record.id, run);
      else begin(run, { kind: "all" });
    }
    return created.map((run) => run.record.id);
  };

  github.onEvent((event) => void react(event));
  github.actions.control = {
    cancel: (runId) => running.get(runId)?.cancel("The run was canceled."),
    rerun(runId, what) {
      const run = runs.get(runId);
      // GitHub does not let a run be tried again whose workflow file could not be read.
      if (run?.record.status !== "completed" || run.record.conclusion === "startup_failure") return;
      const rerun = planRerun(run, what);
      run.record.attempt += 1;
      run.record.status = "queued";
      run.record.conclusion = null;
      begin({ ...run, github: { ...run.github, run_attempt: String(run.record.attempt) } }, rerun);
    },
  };

  return {
    fire: ({ repository, event, schedule }) =>
      react({
        repository,
        name: event,
        payload: { schedule },
        actor: repository.split("/")[0] ?? "",
        fromJobToken: false,
      }),
    async idle({ deadline }) {
      const over = AbortSignal.timeout(deadline);
      while (running.size > 0) {
        const left = Promise.race([...running.values()].map((one) => one.finished.catch(() => {})));
        await Promise.race([left, delay(deadline, null, { signal: over, ref: false }).catch(() => {})]);
        if (over.aborted && running.size > 0) {
          const names = [...running.keys()].map((id) => `${id} (${runs.get(id)?.record.name})`);
          throw new Error(`still running after ${deadline} ms: ${names.join(", ")}`);
        }
      }
      if (failures.length > 0) throw new AggregateError(failures.splice(0), "the engine failed");
    },
    summary: (runId) => {
      const run = runs.get(runId);
      return (run?.record.jobs ?? []).flatMap((job) => {
        const markdown = run?.summaries.get(job.id);
        return markdown === undefined ? [] : [{ jobId: job.id, job: job.name, markdown }];
      });
    },
    annotations: (runId) => runs.get(runId)?.annotations ?? [],
    async [Symbol.asyncDispose]() {
      open = false;
      github.actions.control = null;
      const last = [...running.values()].map((one) => one.finished.catch(() => {}));
      for (const one of running.values()) one.cancel(null);
      killed.abort();
      await Promise.all(last);
      await artifacts[Symbol.asyncDispose]();
      if (options.directory === undefined) await removeTree(directory);
    },
  };
}
