/**
 * The seam between the three local parts: the embedded GitHub owns all state, the engine runs workflows
 * and writes what it did into that state, the artifact service stores bytes.
 */

/** The `permissions:` keys that a token can hold; absent means none. */
export type TokenPermissions = Readonly<Record<string, "read" | "write">>;

/** An event that GitHub would turn into workflow runs. `payload` has the shape of the webhook of that name. */
export type RepositoryEvent = {
  readonly repository: string; // owner/name
  readonly name: string; // issues, workflow_dispatch, push, …
  readonly payload: Record<string, unknown>;
  /** The login whose act this was. */
  readonly actor: string;
  /** True when a job token did it: GitHub starts no runs for these, except workflow_dispatch and repository_dispatch. */
  readonly fromJobToken: boolean;
  /** workflow_dispatch: the id that the API promised to the caller; the run that this event starts has it. */
  readonly runId?: number;
};

export type Conclusion = "success" | "failure" | "cancelled" | "skipped" | "timed_out" | "startup_failure";
export type RunStatus = "queued" | "in_progress" | "completed";

export type StepRecord = {
  name: string;
  number: number;
  status: RunStatus;
  conclusion: Conclusion | null;
  startedAt: string | null;
  completedAt: string | null;
};

export type JobRecord = {
  id: number;
  runId: number;
  runAttempt: number;
  name: string;
  status: RunStatus;
  conclusion: Conclusion | null;
  startedAt: string | null;
  completedAt: string | null;
  steps: StepRecord[];
  /** Path of the plain log of this job. */
  logFile: string | null;
};

export type RunRecord = {
  id: number;
  attempt: number;
  repository: string;
  /** Workflow file, e.g. `.github/workflows/switchyard.yml`. */
  path: string;
  name: string;
  title: string;
  event: string;
  actor: string;
  headSha: string;
  headBranch: string;
  status: RunStatus;
  conclusion: Conclusion | null;
  createdAt: string;
  updatedAt: string;
  jobs: JobRecord[];
};

export type ArtifactRecord = {
  id: number;
  name: string;
  runId: number;
  repository: string;
  size: number;
  /** `sha256:<hex>` of the uploaded bytes. */
  digest: string;
  file: string;
  createdAt: string;
  expiresAt: string;
};

/** What the engine and the artifact service write and the embedded GitHub's Actions API reads. */
export type ActionsState = {
  readonly runs: Map<number, RunRecord>;
  readonly artifacts: Map<number, ArtifactRecord>;
  /** Ids that no two objects of this GitHub share. */
  nextId(): number;
  /** Set by the engine: what `POST …/actions/runs/{id}/cancel` and `…/rerun*` do. */
  control: {
    cancel(runId: number): void;
    rerun(runId: number, what: "all" | "failed" | { job: number }): void;
  } | null;
};

export type RepositorySettings = {
  private: boolean;
  /** "Allow GitHub Actions to create and approve pull requests". */
  actionsMayCreatePullRequests: boolean;
  defaultWorkflowPermissions: "read" | "write";
  /** Paths of workflow files that were switched off: no event starts them. */
  disabledWorkflows: string[];
  secrets: Record<string, string>;
  variables: Record<string, string>;
};

export type Role = "admin" | "maintain" | "write" | "triage" | "read" | "none";

/** One request that the embedded GitHub answered; git requests have `kind: "git"`. */
export type RequestRecord = {
  readonly kind: "rest" | "graphql" | "git" | "artifact";
  readonly method: string;
  /** Path with query for REST, operation name for GraphQL, service (`git-receive-pack`) for git. */
  readonly what: string;
  readonly status: number;
  /** Who: a login, or `run/<run id>/<job id>` for job tokens. */
  readonly by: string;
  readonly at: number;
};

/** One REST request and its answer in full, for checking both against GitHub's own description. */
export type Exchange = {
  readonly method: string;
  /** Path with query. */
  readonly path: string;
  /** Undefined for none. */
  readonly requestBody: unknown;
  readonly status: number;
  /** Undefined for none and for what is not JSON. */
  readonly responseBody: unknown;
};

/** A fault to answer with instead of the real thing; see `LocalGitHub.fault`. */
export type Fault =
  | {
      readonly kind: "status";
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly body?: string;
    }
  | { readonly kind: "reset" }
  /** The request takes effect, but its answer is lost. */
  | { readonly kind: "lost-answer" }
  /** Pushes only: no ref moves, and each is answered with a bare `failed`, as GitHub does now and then (docs/adr/0001). */
  | { readonly kind: "rejected" };

/** What a new repository holds by path: the text of a file, or a mode and the text, which is where it leads for a symbolic link (120000). */
export type FirstFiles = Readonly<
  Record<string, string | { readonly mode: "100644" | "100755" | "120000"; readonly content: string }>
>;

export type LocalGitHub = AsyncDisposable & {
  /** REST root; GraphQL lies at `${apiUrl}/graphql`. */
  readonly apiUrl: string;
  /** `http://github.localhost:<port>`: pages, and git smart HTTP at `/<owner>/<name>` and `/<owner>/<name>.git`. */
  readonly serverUrl: string;
  /** Variables that git needs to reach `serverUrl` (`GIT_CONFIG_COUNT` …): neither glibc nor Node resolves `*.localhost`. */
  readonly gitEnvironment: Readonly<Record<string, string>>;
  readonly actions: ActionsState;
  readonly requests: RequestRecord[];
  /** Milliseconds that the clock of its answers (their Date header) is ahead of this machine's: what has happened is that much older to who asks. */
  ahead: number;
  /** Asked before each request, which waits for the answer; what it gives is answered instead. Null for none. */
  fault:
    | ((request: {
        kind: RequestRecord["kind"];
        method: string;
        what: string;
        by: string;
      }) => Fault | null | Promise<Fault | null>)
    | null;

  createUser(login: string, options?: { bot?: boolean; name?: string }): { login: string; token: string };
  /** Creates a bare repository whose default branch `main` holds these files (path → content, or mode and content). */
  createRepository(options: {
    owner: string;
    name: string;
    files: FirstFiles;
    settings?: Partial<RepositorySettings>;
    roles?: Readonly<Record<string, Role>>;
  }): Promise<{
    gitDirectory: string;
    settings: RepositorySettings;
    setRole(login: string, role: Role): void;
  }>;
  gitDirectory(repository: string): string;
  settings(repository: string): RepositorySettings;
  /** A token as a job of this run gets it. Ends with `revoke`. */
  mintJobToken(options: {
    repository: string;
    runId: number;
    jobId: number;
    permissions: TokenPermissions;
  }): { token: string; revoke(): void };
  /** A GitHub App of this name, installed on one repository with these permissions. The key is PEM. */
  createApp(options: { slug: string; repository: string; permissions: TokenPermissions }): {
    clientId: string;
    privateKey: string;
  };
  /** Called for each event, after its effect is visible to the API. */
  onEvent(listener: (event: RepositoryEvent) => void): void;
  /** Called for each REST request that was answered without a fault. */
  onExchange(listener: (exchange: Exchange) => void): void;
};
