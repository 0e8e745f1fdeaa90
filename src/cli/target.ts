import { tmpdir } from "node:os";

import { z } from "zod";

import { OutageError, UserError, messageOf } from "../core/errors.ts";
import { type GitEnd, type Remote, runGit } from "../edge/git.ts";
import { type GitHub, openGitHub, statusOf } from "../edge/github.ts";
import { type RecordStore, openRecordStore } from "../edge/record-store.ts";
import { identity } from "../edge/stamp.ts";
import { apiUrl, saidBy } from "./failure.ts";
import { type Token, findToken } from "./token.ts";

/** Warnings go to stderr, so that what `--json` prints stays JSON. */
const terminalLog = {
  debug: () => undefined,
  warn: (message: string) => void process.stderr.write(`switchyard: ${message}\n`),
};

/** The repository that a command is about, through one token. */
export type Target = {
  readonly github: GitHub;
  /** `owner/name`, as GitHub writes it. */
  readonly repository: string;
  /** Its page: `https://github.com/owner/name`. */
  readonly url: string;
  readonly remote: Remote;
  readonly token: Pick<Token, "from">;
  readonly private: boolean;
  readonly defaultBranch: string;
  readonly fork: boolean;
  readonly archived: boolean;
  readonly hasIssues: boolean;
  readonly rights: { readonly admin: boolean; readonly push: boolean };
  /** Version of a GitHub Enterprise Server; null on github.com. */
  readonly enterprise: string | null;
  /** Scopes of a classic token; null for the other kinds, which do not tell. */
  readonly scopes: readonly string[] | null;
};

const Answer = z.object({
  full_name: z.string(),
  private: z.boolean(),
  default_branch: z.string(),
  fork: z.boolean(),
  archived: z.boolean(),
  has_issues: z.boolean(),
  // A job's token is told no rights here; each request shows them.
  permissions: z.object({ admin: z.boolean(), push: z.boolean() }).default({ admin: false, push: true }),
});

/** Finds repository and token, and looks at the repository once. Throws a UserError with the remedy for each way in which that fails. */
export async function openTarget({ repo }: { repo?: string | undefined }): Promise<Target> {
  const serverUrl = (process.env["GITHUB_SERVER_URL"] ?? "https://github.com").replace(/\/+$/, "");
  const { host, hostname } = new URL(serverUrl);
  const wanted = repo === undefined ? await repositoryHere(host) : repositoryNamed(repo);
  const token = await findToken(hostname);
  const github = openGitHub({ token: token.value, repository: wanted, log: terminalLog });
  const { data, headers } = await github.octokit.rest.repos
    .get({ owner: github.owner, repo: github.repo })
    .catch((error: unknown) => {
      throw notOpened(error, { wanted, token });
    });
  const facts = Answer.parse(data);
  const url = `${serverUrl}/${facts.full_name}`;
  const { "x-oauth-scopes": scopes, "x-github-enterprise-version": enterprise } = headers;
  return {
    github,
    repository: facts.full_name,
    url,
    remote: { url, token: token.value },
    token: { from: token.from },
    private: facts.private,
    defaultBranch: facts.default_branch,
    fork: facts.fork,
    archived: facts.archived,
    hasIssues: facts.has_issues,
    rights: facts.permissions,
    enterprise: typeof enterprise === "string" ? enterprise : null,
    scopes: typeof scopes === "string" && scopes !== "" ? scopes.split(/,\s*/) : null,
  };
}

/** Opens the records of a target, in a directory of their own that goes with the scope. */
export async function openRecords(target: Target): Promise<RecordStore> {
  return openRecordStore({ remote: target.remote, temp: tmpdir(), identity });
}

/** Owner and name behind the address of a remote; null when it is none of this host. */
export function repositoryOfRemote(address: string, host: string): string | null {
  const match =
    /^(?:https?|ssh|git):\/\/(?:[^@/]+@)?([^/]+)\/([^/]+\/[^/]+?)(?:\.git)?\/?$/.exec(address) ??
    /^(?:[^@/]+@)([^:/]+):([^/]+\/[^/]+?)(?:\.git)?\/?$/.exec(address);
  const [, found = "", name = ""] = match ?? [];
  return name !== "" && (found === host || bare(found) === bare(host)) ? name : null;
}

function repositoryNamed(text: string): string {
  if (/^[\w-]+\/[\w.-]+$/.test(text)) return text;
  throw new UserError(`--repo: expected owner/name, got ${JSON.stringify(text)}.`);
}

async function repositoryHere(host: string): Promise<string> {
  const listed = await here("remote").catch((error: unknown) => {
    throw new UserError(
      `Cannot run git to find out which repository this is: ${messageOf(error)}. Give --repo owner/name.`,
    );
  });
  if (listed.code !== 0)
    throw new UserError("This is not a git repository. Change into one, or give --repo owner/name.");
  const names = listed.stdout.split("\n").filter(Boolean);
  const remote = names.includes("origin") ? "origin" : names[0];
  if (remote === undefined) throw new UserError("This git repository has no remote. Give --repo owner/name.");
  const address = (await here("remote", "get-url", "--", remote)).stdout.trim();
  const found = repositoryOfRemote(address, host);
  if (found === null)
    throw new UserError(`The remote "${remote}" is not a repository at ${host}. Give --repo owner/name.`);
  return found;
}

function notOpened(error: unknown, { wanted, token }: { wanted: string; token: Token }): Error {
  const status = statusOf(error);
  const cause = { cause: error };
  if (status === 401)
    return new UserError(
      `GitHub does not accept the token from ${token.from}. Run \`gh auth login\`, or set GH_TOKEN to a valid one.`,
    );
  if (status === 404)
    return new UserError(
      `There is no repository ${wanted}, or the token from ${token.from} may not see it. Check the name and the token.`,
    );
  if (status === 403)
    return new UserError(
      `The token from ${token.from} may not see ${wanted}: ${saidBy(error)}. Authorize it for the organization, or use another.`,
    );
  if (status !== null && status >= 500)
    return new OutageError(`Cannot reach the GitHub API at ${apiUrl()}: ${saidBy(error)}`, cause);
  return new Error(`failed while reading ${wanted}`, cause);
}

async function here(...args: string[]): Promise<GitEnd> {
  return runGit({ cwd: process.cwd(), args });
}

/** A host without the port, and without the name under which GitHub serves SSH on port 443. */
function bare(host: string): string {
  return host.replace(/^ssh\./, "").replace(/:\d+$/, "");
}
