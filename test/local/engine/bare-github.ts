import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type {
  ActionsState,
  LocalGitHub,
  RepositoryEvent,
  RepositorySettings,
  RequestRecord,
} from "../../../src/local/contract.ts";
import type { EngineGitHub } from "../../../src/local/engine/run-context.ts";

/** A GitHub without an API: bare repositories, settings, tokens and events. What the engine needs and no more. */
export type BareGitHub = AsyncDisposable &
  EngineGitHub &
  Pick<LocalGitHub, "createRepository"> & {
    emit(event: Partial<RepositoryEvent> & { repository: string; name: string }): void;
    /** Job tokens by value: what each may do, and whether it still lives. */
    readonly tokens: Map<string, { permissions: Readonly<Record<string, string>>; revoked: boolean }>;
  };

/** Starts one; everything it holds lies in a temporary directory. */
export function startBareGitHub(): BareGitHub {
  const root = mkdtempSync(join(tmpdir(), "bare-github-"));
  const settings = new Map<string, RepositorySettings>();
  const listeners: ((event: RepositoryEvent) => void)[] = [];
  const requests: RequestRecord[] = [];
  const tokens: BareGitHub["tokens"] = new Map();
  let last = 1000;
  const actions: ActionsState = {
    runs: new Map(),
    artifacts: new Map(),
    nextId: () => {
      last += 1;
      return last;
    },
    control: null,
  };
  const gitDirectory = (repository: string) => join(root, `${repository}.git`);
  const settingsOf = (repository: string): RepositorySettings => {
    const found = settings.get(repository);
    if (found === undefined) throw new Error(`no repository ${repository}`);
    return found;
  };
  return {
    apiUrl: "http://127.0.0.1:1/api",
    serverUrl: "http://github.localhost:1",
    gitEnvironment: { GIT_CONFIG_COUNT: "0" },
    actions,
    requests,
    fault: null,
    tokens,
    async createRepository({ owner, name, files, settings: given }) {
      const repository = `${owner}/${name}`;
      const merged: RepositorySettings = {
        private: false,
        actionsMayCreatePullRequests: true,
        defaultWorkflowPermissions: "write",
        disabledWorkflows: [],
        secrets: {},
        variables: {},
        ...given,
      };
      settings.set(repository, merged);
      commitFiles({ gitDirectory: gitDirectory(repository), files });
      return { gitDirectory: gitDirectory(repository), settings: merged, setRole: () => {} };
    },
    gitDirectory,
    settings: settingsOf,
    mintJobToken({ jobId, permissions }) {
      const token = `ghs_token_of_job_${jobId}`;
      const state = { permissions, revoked: false };
      tokens.set(token, state);
      return {
        token,
        revoke: () => {
          state.revoked = true;
        },
      };
    },
    onEvent: (listener) => void listeners.push(listener),
    emit(event) {
      for (const listener of listeners)
        listener({ payload: {}, actor: "ada", fromJobToken: false, ...event });
    },
    async [Symbol.asyncDispose]() {
      rmSync(root, { recursive: true, force: true });
    },
  };
}

type Files = Parameters<LocalGitHub["createRepository"]>[0]["files"];

function commitFiles(options: { gitDirectory: string; files: Files }): void {
  const { gitDirectory, files } = options;
  const tree = mkdtempSync(join(tmpdir(), "bare-tree-"));
  const git = (...args: string[]) =>
    execFileSync("git", args, {
      cwd: tree,
      env: {
        PATH: process.env["PATH"],
        GIT_CONFIG_NOSYSTEM: "1",
        GIT_CONFIG_GLOBAL: "/dev/null",
        GIT_AUTHOR_NAME: "Ada",
        GIT_AUTHOR_EMAIL: "ada@example.com",
        GIT_COMMITTER_NAME: "Ada",
        GIT_COMMITTER_EMAIL: "ada@example.com",
      },
    });
  for (const [path, file] of Object.entries(files)) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    const { mode, content } = typeof file === "string" ? { mode: "100644", content: file } : file;
    writeFileSync(join(tree, path), content, { mode: mode === "100755" ? 0o755 : 0o644 });
  }
  git("init", "--quiet", "--initial-branch=main");
  git("add", "--all");
  git("commit", "--quiet", "--allow-empty", "--message=Initial commit");
  mkdirSync(dirname(gitDirectory), { recursive: true });
  git("clone", "--quiet", "--bare", tree, gitDirectory);
  rmSync(tree, { recursive: true });
}
