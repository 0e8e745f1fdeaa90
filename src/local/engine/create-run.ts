import type { RepositoryEvent, RunRecord } from "../contract.ts";
import { messageOf, UserError } from "../../core/errors.ts";
import { resolveText } from "./expressions.ts";
import { githubContext } from "./github-context.ts";
import type { LoadedWorkflow } from "./load.ts";
import { loadWorkflow } from "./load.ts";
import type { EngineContext, RunContext } from "./run-context.ts";
import { annotate } from "./run-context.ts";
import type { Source } from "./sources.ts";
import { dispatchInputs, triggers } from "./triggers.ts";
import type { Json } from "./yaml-node.ts";

/** Events that start runs even when a job token caused them (docs, actions-do-not-trigger-workflows). */
const alwaysTriggering = ["workflow_dispatch", "repository_dispatch"];

/**
 * The runs that an event starts, recorded but not begun. A workflow that cannot start (broken file, refused construct,
 * too many permissions) gives a completed run with the conclusion `startup_failure` and the reason as annotation.
 */
export function createRuns(engine: EngineContext, event: RepositoryEvent): readonly RunContext[] {
  if (event.fromJobToken && !alwaysTriggering.includes(event.name)) return [];
  const source = sourceOf(engine, event);
  if (source === null) return [];
  return candidates(engine, event, source).flatMap((path): RunContext[] => {
    try {
      const workflow = engine.sources.workflow(source, path, path);
      if (workflow === null || !triggers(workflow.on, event)) return [];
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return [failed({ engine, event, source, path, message: messageOf(error) })];
    }
    return [created({ engine, event, source, path })];
  });
}

type Creation = {
  readonly engine: EngineContext;
  readonly event: RepositoryEvent;
  readonly source: Source;
  readonly path: string;
};

function created(creation: Creation): RunContext {
  const { engine, event, source, path } = creation;
  try {
    const repositoryDefault = engine.github.settings(event.repository).defaultWorkflowPermissions;
    const loaded = loadWorkflow({ sources: engine.sources, source, path, repositoryDefault });
    const dispatched = event.name === "workflow_dispatch";
    const inputs = dispatched ? dispatchInputs(loaded.workflow.on, event.payload["inputs"]) : {};
    return assemble({ ...creation, loaded, inputs });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return failed({ ...creation, message: messageOf(error) });
  }
}

function failed(creation: Creation & { readonly message: string }): RunContext {
  const empty = {
    source: creation.source,
    workflow: placeholder(creation.path),
    called: new Map(),
    permissions: new Map(),
  };
  const run = assemble({ ...creation, loaded: empty, inputs: {} });
  run.record.status = "completed";
  run.record.conclusion = "startup_failure";
  annotate(run, null, { level: "error", message: creation.message, properties: {} });
  creation.engine.onProgress({ kind: "run-ended", run: run.record });
  return run;
}

function assemble(
  creation: Creation & { loaded: LoadedWorkflow; inputs: Readonly<Record<string, Json>> },
): RunContext {
  const { engine, event, source, path, loaded, inputs } = creation;
  const { github } = engine;
  const { workflow } = loaded;
  const now = new Date().toISOString();
  const before = [...github.actions.runs.values()].filter(
    (run) => run.repository === event.repository && run.path === path,
  );
  const id = event.runId ?? github.actions.nextId();
  const payload = toJson(event.payload);
  const context = githubContext({
    github,
    repository: event.repository,
    source,
    path,
    workflow: workflow.name,
    event: { name: event.name, payload },
    actor: event.actor,
    triggeringActor: event.actor,
    runId: id,
    runNumber: before.length + 1,
    attempt: 1,
  });
  const scope = {
    contexts: { github: context, inputs, vars: github.settings(event.repository).variables },
    functions: {},
  };
  const title = resolveText(workflow.runName, scope);
  const record: RunRecord = {
    id,
    attempt: 1,
    repository: event.repository,
    path,
    name: workflow.name,
    title: title === null || title.trim() === "" ? defaultTitle(creation, workflow.name) : title,
    event: event.name,
    actor: event.actor,
    headSha: source.sha,
    headBranch: source.ref.replace(/^refs\/(heads|tags)\//, ""),
    status: "queued",
    conclusion: null,
    createdAt: now,
    updatedAt: now,
    jobs: [],
  };
  github.actions.runs.set(id, record);
  return {
    engine,
    record,
    loaded,
    event: { name: event.name, payload },
    triggeringActor: event.actor,
    inputs,
    github: context,
    memory: new Map(),
    summaries: new Map(),
    annotations: [],
  };
}

/** The commit whose workflow files count: that of the ref for push and manual runs, else the default branch. */
function sourceOf(engine: EngineContext, event: RepositoryEvent): Source | null {
  const { repository, name, payload } = event;
  if (name === "push") {
    if (payload["deleted"] === true) return null;
    return engine.sources.resolve(repository, String(payload["ref"]));
  }
  if (name === "workflow_dispatch") return engine.sources.resolve(repository, String(payload["ref"]));
  return engine.sources.resolve(repository, null);
}

/** A manual run names its file; every other event concerns all of them. */
function candidates(engine: EngineContext, event: RepositoryEvent, source: Source): readonly string[] {
  const disabled = engine.github.settings(event.repository).disabledWorkflows;
  const paths = engine.sources.workflows(source).filter((path) => !disabled.includes(path));
  if (event.name !== "workflow_dispatch") return paths;
  const asked = String(event.payload["workflow"]);
  return paths.filter((path) => path === asked || path.endsWith(`/${asked}`));
}

function defaultTitle({ engine, event, source }: Creation, name: string): string {
  const issue = event.payload["issue"];
  if (typeof issue === "object" && issue !== null && "title" in issue) return String(issue.title);
  if (event.name === "push") return engine.sources.subject(source);
  return name;
}

function placeholder(path: string): LoadedWorkflow["workflow"] {
  const at = { file: path, line: 1, column: 1 };
  return {
    file: path,
    name: path,
    runName: null,
    on: { kind: "scalar", value: null, at },
    env: null,
    permissions: null,
    concurrency: null,
    defaults: { shell: null, workingDirectory: null },
    jobs: [],
  };
}

/** The payload as plain JSON: what a job finds in its event file. */
function toJson(value: unknown): Json {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== "object") return null;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, entry]) => (entry === undefined ? [] : [[key, toJson(entry)]])),
  );
}
