import { mkdirSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { JobRecord, TokenPermissions } from "../contract.ts";
import type { JobContext } from "./job-context.ts";
import type { JobLog } from "./job-log.ts";
import type { LoadedWorkflow } from "./load.ts";
import type { Masks } from "./masks.ts";
import type { RunContext } from "./run-context.ts";
import type { Job } from "./workflow-file.ts";
import type { Json } from "./yaml-node.ts";

/** A job, and all that it gets from its run. */
export type JobAssignment = {
  readonly run: RunContext;
  readonly loaded: LoadedWorkflow;
  readonly job: Extract<Job, { kind: "steps" }>;
  readonly record: JobRecord;
  readonly permissions: TokenPermissions;
  readonly secrets: Readonly<Record<string, string>>;
  readonly inputs: Readonly<Record<string, Json>>;
  /** needs, matrix, strategy, vars. */
  readonly contexts: Readonly<Record<string, Json>>;
  /** Aborts when this job is cancelled and its own condition does not keep it running. */
  readonly signal: AbortSignal;
};

/** The place where one job runs. */
export type Machine = {
  readonly assignment: JobAssignment;
  readonly folder: string;
  readonly log: JobLog;
  readonly masks: Masks;
  readonly token: string;
  readonly tracking: string;
};

/** Creates the directories of a job's machine and returns its contexts and variables. */
export async function prepareMachine(
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
