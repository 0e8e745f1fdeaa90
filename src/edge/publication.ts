import { setTimeout as wait } from "node:timers/promises";

import { contentOf } from "../core/change-set.ts";
import type { Change } from "../core/result.ts";
import type { GitHub } from "./github.ts";
import { statusOf, told } from "./github.ts";

/** A commit that exists in the repository's object store and that nothing points to yet. */
export type Unpublished = { readonly commit: string; readonly tree: string };

// Objects that nothing points to can be made twice; a fault here would cost what was paid for.
const again = { repeatable: true };

// A branch and its pull request are created again only after a look that they are not there.
const creations = 3; // tries
const pause = 1_000; // ms; longer each time

/** Builds one commit on `base` from checked changes, through the Git Data API. The author is left to GitHub, which makes it Verified. */
export async function buildCommit(
  github: GitHub,
  options: { base: string; baseTree: string; changes: readonly Change[]; message: string },
): Promise<Unpublished> {
  const { octokit, owner, repo } = github;
  const entries: Awaited<ReturnType<typeof entryOf>>[] = [];
  for (const change of unambiguous(options.changes)) entries.push(await entryOf(github, change));
  const tree = await told("creating the tree of the change", async () =>
    octokit.rest.git.createTree({
      owner,
      repo,
      base_tree: options.baseTree,
      tree: entries,
      request: again,
    }),
  );
  const commit = await told("creating the commit", async () =>
    octokit.rest.git.createCommit({
      owner,
      repo,
      message: options.message,
      tree: tree.data.sha,
      parents: [options.base],
      request: again,
    }),
  );
  return { commit: commit.data.sha, tree: tree.data.sha };
}

/** Creates the branch at the commit. `taken`: a branch of this name points elsewhere, and was left alone. */
export async function createBranch(
  { octokit, owner, repo }: GitHub,
  { branch, commit }: { branch: string; commit: string },
): Promise<"created" | "taken"> {
  return told(`creating the branch ${branch}`, async () => {
    for (let round = 1; ; round += 1) {
      try {
        await octokit.rest.git.createRef({ owner, repo, ref: `refs/heads/${branch}`, sha: commit });
        return "created" as const;
      } catch (error) {
        // 422 says "exists"; a lost answer looks the same to the next try, so the ref itself decides.
        const status = statusOf(error) ?? 0;
        if (status !== 422 && status !== 409 && status < 500) throw error;
        const head = await branchHead({ octokit, owner, repo }, branch);
        if (head !== null) return head === commit ? ("created" as const) : ("taken" as const);
        if (status < 500 || round === creations) throw error;
        await wait(pause * round);
      }
    }
  });
}

export type PullRequest = { readonly number: number; readonly url: string };

/** Opens the pull request of a branch, or finds the one that is open. Null when this repository does not let the token open any. */
export async function openPullRequest(
  github: GitHub,
  options: { branch: string; base: string; title: string; body: string; draft: boolean },
): Promise<PullRequest | null> {
  const { octokit, owner, repo } = github;
  const create = async (draft: boolean) =>
    octokit.rest.pulls.create({
      owner,
      repo,
      head: options.branch,
      base: options.base,
      title: options.title,
      body: options.body,
      draft,
    });
  return told("opening the pull request", async () => {
    for (let round = 1; ; round += 1) {
      try {
        const created = await create(options.draft).catch(async (error: unknown) => {
          // Some plans have no drafts.
          if (options.draft && statusOf(error) === 422 && /draft/i.test(String(error))) return create(false);
          throw error;
        });
        return { number: created.data.number, url: created.data.html_url };
      } catch (error) {
        if (/permitted to create or approve pull requests/i.test(String(error))) return null;
        const status = statusOf(error) ?? 0;
        if (status !== 422 && status < 500) throw error;
        const found = await findPullRequest(github, options.branch);
        if (found !== null) return found;
        if (status < 500 || round === creations) throw error;
        await wait(pause * round);
      }
    }
  });
}

/** The pull request of a branch, open or not; null when there is none. */
export async function findPullRequest(
  { octokit, owner, repo }: GitHub,
  branch: string,
): Promise<PullRequest | null> {
  const found = await told("looking for the pull request", async () =>
    octokit.rest.pulls.list({ owner, repo, state: "all", head: `${owner}:${branch}` }),
  );
  const first = found.data[0];
  return first === undefined ? null : { number: first.number, url: first.html_url };
}

/** The commit that a branch points to; null when there is no such branch. */
export async function branchHead(
  { octokit, owner, repo }: Pick<GitHub, "octokit" | "owner" | "repo">,
  branch: string,
): Promise<string | null> {
  try {
    return (await octokit.rest.git.getRef({ owner, repo, ref: `heads/${branch}` })).data.object.sha;
  } catch (error) {
    if (statusOf(error) === 404) return null;
    throw error;
  }
}

/** Assigns a person to the pull request, so that GitHub tells them. GitHub ignores people who cannot be assigned. */
export async function assign(
  { octokit, owner, repo }: GitHub,
  { number, login }: { number: number; login: string },
): Promise<void> {
  await told(`assigning ${login}`, async () =>
    octokit.rest.issues.addAssignees({ owner, repo, issue_number: number, assignees: [login] }),
  );
}

/** Puts a label on the pull request; GitHub creates one that does not exist. */
export async function addLabel(
  { octokit, owner, repo }: GitHub,
  { number, label }: { number: number; label: string },
): Promise<void> {
  await told(`putting the label "${label}" on #${number}`, async () =>
    octokit.rest.issues.addLabels({ owner, repo, issue_number: number, labels: [label] }),
  );
}

/** The address that GitHub gives a person who shows none (docs: "Setting your commit email address"); commits with it are linked to them. */
export async function privateAddress({ octokit }: GitHub, username: string): Promise<string> {
  const person = await told(`looking up ${username}`, async () =>
    octokit.rest.users.getByUsername({ username }),
  );
  return `${person.data.id}+${person.data.login}@users.noreply.github.com`;
}

/** Is `base` still part of the branch `head`? */
export async function isAncestor(
  { octokit, owner, repo }: GitHub,
  { base, head }: { base: string; head: string },
): Promise<boolean> {
  const compared = await told("comparing the base with the default branch", async () =>
    octokit.rest.repos
      .compareCommitsWithBasehead({ owner, repo, basehead: `${base}...${head}`, per_page: 1 })
      .catch((error: unknown) => {
        // "No common ancestor", or a commit that is gone.
        if (statusOf(error) === 404) return null;
        throw error;
      }),
  );
  return compared?.data.status === "ahead" || compared?.data.status === "identical";
}

/** The changes without removals below a path that is written: the file takes the place of its folder, and GitHub does not say which of two such entries counts. */
function unambiguous(changes: readonly Change[]): Change[] {
  const files = new Set(changes.filter(({ kind }) => kind === "write").map(({ path }) => path));
  const isBelow = (path: string) =>
    path.split("/").some((_, index, parts) => index > 0 && files.has(parts.slice(0, index).join("/")));
  return changes.filter(({ kind, path }) => kind === "write" || !isBelow(path));
}

async function entryOf({ octokit, owner, repo }: GitHub, change: Change) {
  const blob = { path: change.path, type: "blob" as const };
  if (change.kind === "delete") return { ...blob, mode: "100644" as const, sha: null };
  if (change.encoding === "utf-8") return { ...blob, mode: change.mode, content: change.content };
  const bytes = contentOf(change) ?? new Uint8Array();
  const created = await told(`uploading ${change.path}`, async () =>
    octokit.rest.git.createBlob({
      owner,
      repo,
      content: Buffer.from(bytes).toString("base64"),
      encoding: "base64",
      request: again,
    }),
  );
  return { ...blob, mode: change.mode, sha: created.data.sha };
}
