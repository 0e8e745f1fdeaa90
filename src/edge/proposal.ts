import { configPath } from "../core/config.ts";
import { proposal } from "../core/rehearsal.ts";
import { type GitHub, told } from "./github.ts";
import { branchHead, buildCommit, createBranch, openPullRequest } from "./publication.ts";

/** `pull` is null where this repository does not let Actions open pull requests: then the branch is all there is. */
export type Proposed = { readonly pull: { readonly number: number; readonly url: string } | null };

/**
 * Puts the config on the branch of the proposal, on top of `base`, and opens its draft, or brings the one that is open up to date. A branch that
 * people pushed to keeps what they wrote.
 */
export async function propose(
  github: GitHub,
  options: { base: string; baseTree: string; defaultBranch: string; text: string; body: string },
): Promise<Proposed> {
  const { octokit, owner, repo } = github;
  const { branch, title } = proposal;
  const head = await told("looking for the branch of the proposal", async () => branchHead(github, branch));
  if (head === null || (await isOurs(github, head))) {
    const { commit } = await buildCommit(github, {
      ...options,
      changes: [
        { kind: "write", path: configPath, mode: "100644", encoding: "utf-8", content: options.text },
      ],
      message: title,
    });
    if (head === null) await createBranch(github, { branch, commit });
    else
      await told("bringing the proposal up to date", async () =>
        octokit.rest.git.updateRef({ owner, repo, ref: `heads/${branch}`, sha: commit, force: true }),
      );
  }
  const open = await told("looking for the open proposal", async () =>
    octokit.rest.pulls.list({ owner, repo, state: "open", head: `${owner}:${branch}` }),
  );
  const [existing] = open.data;
  if (existing === undefined)
    return {
      pull: await openPullRequest(github, {
        branch,
        base: options.defaultBranch,
        title,
        body: options.body,
        draft: true,
      }),
    };
  await told("bringing the proposal up to date", async () =>
    octokit.rest.pulls.update({ owner, repo, pull_number: existing.number, body: options.body }),
  );
  return { pull: { number: existing.number, url: existing.html_url } };
}

/** Is this commit the one file of a rehearsal, with nothing of people's on top? */
async function isOurs({ octokit, owner, repo }: GitHub, commit: string): Promise<boolean> {
  const { data } = await told("reading the proposal", async () =>
    octokit.rest.git.getCommit({ owner, repo, commit_sha: commit }),
  );
  return data.message.trim() === proposal.title;
}
