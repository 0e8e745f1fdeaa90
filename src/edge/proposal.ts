import { type Config, configPath } from "../core/config.ts";
import { labelsInUse } from "../core/labels.ts";
import { proposal } from "../core/rehearsal.ts";
import type { Branch } from "../core/world.ts";
import { deleteRefs } from "./delete-refs.ts";
import type { Remote } from "./git.ts";
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

/**
 * Puts away a proposal whose pull request is over: its branch, and, when it was closed without a merge and nothing was ever asked for, the labels that
 * the rehearsal made and nothing carries. Resolves to what was done, a line each. A branch without a pull request waits for people to open it.
 */
export async function tidyProposal(
  { github, remote, temp }: { github: GitHub; remote: Remote; temp: string },
  { branch, config, unused }: { branch: Branch; config: Config; unused: boolean },
): Promise<string[]> {
  const { octokit, owner, repo } = github;
  if (branch.pull !== null) return [];
  const pulls = await told("looking for the proposal", async () =>
    octokit.rest.pulls.list({ owner, repo, state: "closed", head: `${owner}:${branch.name}` }),
  );
  const over = pulls.data.find(({ head }) => head.sha === branch.commit);
  if (over === undefined || !(await isOurs(github, branch.commit))) return [];
  const stay = await deleteRefs({ remote, temp }, new Map([[`refs/heads/${branch.name}`, branch.commit]]));
  if (stay.size > 0) return [];
  const done = [`The branch ${branch.name} is removed: pull request #${over.number} is over`];
  if (over.merged_at !== null || !unused) return done;
  for (const name of await unusedLabels(github, config)) {
    await told(`removing the label "${name}"`, async () =>
      octokit.rest.issues.deleteLabel({ owner, repo, name }),
    );
    done.push(`The label "${name}" is removed: nothing carries it, and #${over.number} was closed`);
  }
  return done;
}

/** The labels in use that we made, by their description, and that no issue or pull request carries. */
async function unusedLabels({ octokit, owner, repo }: GitHub, config: Config): Promise<string[]> {
  const there = await told("reading the labels", async () =>
    octokit.paginate(octokit.rest.issues.listLabelsForRepo, { owner, repo, per_page: 100 }),
  );
  const made = labelsInUse(config).filter((used) =>
    there.some(({ name, description }) => name === used.name && description === used.description),
  );
  const names: string[] = [];
  for (const { name } of made) {
    const carried = await told(`looking who carries the label "${name}"`, async () =>
      octokit.rest.issues.listForRepo({ owner, repo, labels: name, state: "all", per_page: 1 }),
    );
    if (carried.data.length === 0) names.push(name);
  }
  return names;
}

/** Is this commit the one file of a rehearsal, with nothing of people's on top? */
async function isOurs({ octokit, owner, repo }: GitHub, commit: string): Promise<boolean> {
  const { data } = await told("reading the proposal", async () =>
    octokit.rest.git.getCommit({ owner, repo, commit_sha: commit }),
  );
  return data.message.trim() === proposal.title;
}
