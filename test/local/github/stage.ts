import { getOctokit } from "@actions/github";
import type {
  LocalGitHub,
  RepositoryEvent,
  RepositorySettings,
  TokenPermissions,
} from "../../../src/local/contract.ts";
import { startGitHub } from "../../../src/local/github/server.ts";
import { type ContractRecord, recordContract } from "../../contract/check.ts";

export type Octokit = ReturnType<typeof getOctokit>;

/** An embedded GitHub with the repository acme/app, one person of each role, and the contract recorder on, whose findings fail the test at its end. */
export type Stage = AsyncDisposable & {
  readonly github: LocalGitHub;
  readonly contract: ContractRecord;
  readonly events: RepositoryEvent[];
  readonly settings: RepositorySettings;
  readonly tokens: Readonly<Record<"admin" | "writer" | "triager" | "reader" | "stranger", string>>;
  readonly as: Readonly<Record<"admin" | "writer" | "triager" | "reader" | "stranger", Octokit>>;
  /** An Octokit with the token of a job that holds these permissions. */
  job(permissions: TokenPermissions): Octokit;
  jobToken(permissions: TokenPermissions): string;
  octokit(token: string): Octokit;
};

export const app = { owner: "acme", repo: "app" } as const;

const dispatchable = `name: Start
on:
  workflow_dispatch:
    inputs:
      issue: { type: number, required: true }
      mode: { type: choice, options: [fast, slow], default: fast }
      dry-run: { type: boolean }
jobs: {}
`;

export async function startStage(options: { private?: boolean } = {}): Promise<Stage> {
  const github = await startGitHub();
  const contract = recordContract(github);
  const events: RepositoryEvent[] = [];
  github.onEvent((event) => events.push(event));
  const octokit = (token: string) => getOctokit(token, { baseUrl: github.apiUrl });
  const people = ["admin", "writer", "triager", "reader", "stranger"] as const;
  const tokenOf = (login: (typeof people)[number]) => github.createUser(login).token;
  const tokens = {
    admin: tokenOf("admin"),
    writer: tokenOf("writer"),
    triager: tokenOf("triager"),
    reader: tokenOf("reader"),
    stranger: tokenOf("stranger"),
  };
  const { settings } = await github.createRepository({
    owner: "acme",
    name: "app",
    files: {
      "README.md": "# App\n",
      "src/a.txt": "a\n",
      "bin/run": { mode: "100755", content: "#!/bin/sh\n" },
      ".github/workflows/start.yml": dispatchable,
    },
    settings: { private: options.private ?? false, actionsMayCreatePullRequests: true },
    roles: { admin: "admin", writer: "write", triager: "triage", reader: "read" },
  });
  const jobToken = (permissions: TokenPermissions) =>
    github.mintJobToken({ repository: "acme/app", runId: 7, jobId: 8, permissions }).token;
  return {
    github,
    contract,
    events,
    settings,
    tokens,
    as: {
      admin: octokit(tokens.admin),
      writer: octokit(tokens.writer),
      triager: octokit(tokens.triager),
      reader: octokit(tokens.reader),
      stranger: octokit(tokens.stranger),
    },
    job: (permissions) => octokit(jobToken(permissions)),
    jobToken,
    octokit,
    async [Symbol.asyncDispose]() {
      await github[Symbol.asyncDispose]();
      if (contract.problems.length > 0)
        throw new Error(`against GitHub's description:\n${contract.problems.join("\n")}`);
    },
  };
}

/** Commits a file on a new branch through the git data API; returns the commit. */
export async function branchWith(
  octokit: Octokit,
  wanted: { branch: string; files: Record<string, string>; from?: string; message?: string },
): Promise<string> {
  const { rest } = octokit;
  const { data: base } = await rest.git.getRef({ ...app, ref: `heads/${wanted.from ?? "main"}` });
  const { data: tree } = await rest.git.createTree({
    ...app,
    base_tree: base.object.sha,
    tree: Object.entries(wanted.files).map(([path, content]) => ({
      path,
      mode: "100644",
      type: "blob",
      content,
    })),
  });
  const message = wanted.message ?? `Add ${wanted.branch}`;
  const { data: commit } = await rest.git.createCommit({
    ...app,
    message,
    tree: tree.sha,
    parents: [base.object.sha],
  });
  await rest.git.createRef({ ...app, ref: `refs/heads/${wanted.branch}`, sha: commit.sha });
  return commit.sha;
}

/** How a request failed: status, message and the codes of `errors[]`. */
export async function failure(request: Promise<unknown>) {
  try {
    await request;
  } catch (error) {
    if (!(error instanceof Error) || !("response" in error)) throw error;
    const { response } = error;
    if (typeof response !== "object" || response === null || !("status" in response) || !("data" in response))
      throw error;
    const { status, data } = response;
    return { status, data, headers: "headers" in response ? response.headers : {} };
  }
  throw new Error("the request succeeded");
}

/** The short form of what was emitted: `issues.labeled`. */
export function names(events: readonly RepositoryEvent[]): string[] {
  return events.map(({ name, payload }) =>
    typeof payload["action"] === "string" ? `${name}.${payload["action"]}` : name,
  );
}
