import type { Scope } from "./expressions.ts";
import { hashFiles } from "./expressions.ts";
import type { JobLog } from "./job-log.ts";
import type { LocatedAction } from "./action-location.ts";
import type { Masks } from "./masks.ts";
import type { Condition } from "./expressions.ts";
import type { Source, Sources } from "./sources.ts";
import type { Defaults } from "./workflow-file.ts";
import type { Json } from "./yaml-node.ts";

export type StepOutcome = "success" | "failure" | "cancelled" | "skipped";

/** One line of the `steps` context. */
export type StepState = {
  readonly outputs: Readonly<Record<string, string>>;
  readonly outcome: StepOutcome;
  readonly conclusion: StepOutcome;
};

/** A post phase that is due at the end of the job. */
type PostStep = {
  readonly name: string;
  readonly located: LocatedAction;
  readonly main: string;
  readonly condition: Condition;
  readonly frame: Frame;
  readonly env: Readonly<Record<string, string>>;
  readonly inputs: Readonly<Record<string, string>>;
  readonly actionId: string;
  readonly state: Map<string, string>;
};

/** Why a step is being stopped: the job was cancelled, or the step's own time is over. */
export type StepLimit = { readonly signal: AbortSignal; readonly timedOut: () => boolean };

/** A list of steps being run: those of the job, or those of one composite action. */
export type Frame = {
  /** What `$/` means here. */
  readonly source: Source | null;
  readonly steps: Map<string, StepState>;
  readonly inputs: Readonly<Record<string, Json>>;
  /** Variables that the composite's own step brought. */
  readonly env: Readonly<Record<string, string>>;
  /** Null for the job's own steps. */
  readonly composite: LocatedAction | null;
  /** Contexts that only job steps see: secrets, needs, vars … */
  readonly contexts: Readonly<Record<string, Json>>;
  readonly depth: number;
  /** The limit of the composite's own step, which ends the steps inside when its time is over. */
  readonly outer: StepLimit | null;
  status: "success" | "failure";
};

/** What all steps of one job share. */
export type JobContext = {
  readonly workspace: string;
  readonly temp: string;
  readonly node: string;
  readonly sources: Sources;
  readonly defaults: Defaults;
  readonly masks: Masks;
  readonly log: JobLog;
  readonly github: Readonly<Record<string, Json>>;
  readonly job: Readonly<Record<string, Json>>;
  readonly runner: Readonly<Record<string, Json>>;
  /** PATH, HOME, LANG and what git needs: all that jobs see of this machine. */
  readonly machine: Readonly<Record<string, string>>;
  /** RUNNER_*, CI and the like, which no step can change. */
  readonly fixed: Readonly<Record<string, string>>;
  /** For actions alone, never for `run:` steps: the runtime token and the address of the artifact service. */
  readonly runtime: Readonly<Record<string, string>>;
  /** `env:` of workflow and job, then what steps wrote to GITHUB_ENV. */
  readonly env: Map<string, string>;
  /** What steps wrote to GITHUB_PATH, newest first. */
  readonly paths: string[];
  readonly posts: PostStep[];
  /** Aborts when the job is cancelled. */
  readonly cancelled: AbortSignal;
  /** Aborts when the time for cleaning up after a cancel is over. */
  readonly killed: AbortSignal;
  /** Milliseconds in one minute of `timeout-minutes`. */
  readonly minute: number;
  readonly addSummary: (markdown: string) => void;
  /** A number that no two processes of the job share. */
  readonly next: () => number;
};

/** The scope of a step: contexts and status functions of its frame. */
export function scopeOf(job: JobContext, frame: Frame, env: Readonly<Record<string, string>>): Scope {
  const composite = frame.composite;
  const status = job.cancelled.aborted ? "cancelled" : frame.status;
  return {
    contexts: {
      ...frame.contexts,
      github: composite === null ? job.github : { ...job.github, ...actionContext(composite) },
      job: { ...job.job, status },
      runner: job.runner,
      env: { ...Object.fromEntries(job.env), ...frame.env, ...env },
      steps: Object.fromEntries([...frame.steps].map(([id, state]) => [id, { ...state }])),
      inputs: frame.inputs,
    },
    functions: {
      success: () => status === "success",
      failure: () => status === "failure",
      cancelled: () => status === "cancelled",
      always: () => true,
      hashFiles: (...patterns) => hashFiles(job.workspace, patterns),
    },
  };
}

/** The environment of one process of a step. Later layers win; nobody overrides GITHUB_* and RUNNER_*. */
export function environmentOf(options: {
  job: JobContext;
  frame: Frame;
  stepEnv: Readonly<Record<string, string>>;
  actionId: string;
  action: LocatedAction | null;
}): Record<string, string> {
  const { job, frame, stepEnv, actionId, action } = options;
  const layered = { ...job.machine, ...Object.fromEntries(job.env), ...frame.env, ...stepEnv };
  const github = { ...job.github, ...actionContext(action ?? frame.composite), action: actionId };
  const { repository } = action ?? frame.composite ?? { repository: "" };
  return {
    ...layered,
    PATH: [...job.paths, layered["PATH"] ?? job.machine["PATH"] ?? ""].join(":"),
    ...Object.fromEntries(
      Object.entries(github).flatMap(([key, value]) =>
        exported.has(key) && typeof value === "string" ? [[`GITHUB_${key.toUpperCase()}`, value]] : [],
      ),
    ),
    ...(repository === "" ? { GITHUB_ACTION_REPOSITORY: "", GITHUB_ACTION_REF: "" } : {}),
    ...job.fixed,
  };
}

function actionContext(action: LocatedAction | null): Readonly<Record<string, string>> {
  if (action === null) return {};
  return {
    ...(action.action.kind === "composite" ? { action_path: action.directory } : {}),
    action_repository: action.repository,
    action_ref: action.ref,
  };
}

// runner, GitHubContext.cs: the keys of the github context that become variables. The token is not one of them.
const exported = new Set([
  "action",
  "action_path",
  "action_ref",
  "action_repository",
  "actor",
  "actor_id",
  "api_url",
  "base_ref",
  "event_name",
  "event_path",
  "graphql_url",
  "head_ref",
  "job",
  "ref",
  "ref_name",
  "ref_protected",
  "ref_type",
  "repository",
  "repository_id",
  "repository_owner",
  "repository_owner_id",
  "retention_days",
  "run_attempt",
  "run_id",
  "run_number",
  "server_url",
  "sha",
  "triggering_actor",
  "workflow",
  "workflow_ref",
  "workflow_sha",
  "workspace",
]);
