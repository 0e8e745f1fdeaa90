import { UserError } from "../core/errors.ts";
import { told } from "../edge/github.ts";
import type { Target } from "./target.ts";

/** A change of files that people merge: a branch `switchyard/<name>` and its pull request. */
export type Proposal = {
  readonly branch: string;
  /** The open pull request that a repeated command goes on with. */
  readonly existing: { readonly number: number; readonly url: string } | null;
  /** Name of the branch whose files the change is made to. */
  readonly from: string;
  /** Commits these files (null removes one), opens the pull request when there is none, and resolves to its address. */
  write(files: ReadonlyMap<string, string | null>, body: string): Promise<string>;
};

/** Looks for the open proposal of that name, or for a free branch. Throws a UserError, with `otherwise` at its end, when the token cannot write workflow files. */
export async function openProposal(
  target: Target,
  { name, title, otherwise }: { name: string; title: string; otherwise: string },
): Promise<Proposal> {
  const { github, repository } = target;
  const { octokit, owner, repo } = github;
  if (!target.rights.push)
    throw new UserError(
      `The token from ${target.token.from} may not write to ${repository}. Ask for write access, or ${otherwise}.`,
    );
  if (target.scopes !== null && !target.scopes.includes("workflow"))
    throw new UserError(
      `The token from ${target.token.from} lacks the scope "workflow", without which GitHub lets nobody change workflow files. Run \`gh auth refresh --scopes workflow\`, or ${otherwise}.`,
    );
  const wanted = `switchyard/${name}`;
  const open = await told("looking for an open proposal", async () =>
    octokit.paginate(octokit.rest.pulls.list, { owner, repo, state: "open", per_page: 100 }),
  );
  const ours = open.find(({ head }) => isNamed(wanted, head.ref) && head.repo?.full_name === repository);
  const taken = await told("looking for a free branch", async () =>
    octokit.rest.git.listMatchingRefs({ owner, repo, ref: `heads/${wanted}` }),
  );
  const branch =
    ours?.head.ref ?? freeName(wanted, new Set(taken.data.map(({ ref }) => ref.replace("refs/heads/", ""))));
  const from = ours?.head.ref ?? target.defaultBranch;
  const existing = ours === undefined ? null : { number: ours.number, url: ours.html_url };
  return {
    branch,
    existing,
    from,
    write: async (files, body) =>
      told(existing === null ? "opening the pull request" : "updating the pull request", async () => {
        const head = await octokit.rest.git.getRef({ owner, repo, ref: `heads/${from}` });
        const parent = await octokit.rest.git.getCommit({ owner, repo, commit_sha: head.data.object.sha });
        const tree = await octokit.rest.git.createTree({
          owner,
          repo,
          base_tree: parent.data.tree.sha,
          tree: [...files].map(([path, content]) => ({
            path,
            mode: "100644" as const,
            type: "blob" as const,
            ...(content === null ? { sha: null } : { content }),
          })),
        });
        const commit = await octokit.rest.git.createCommit({
          owner,
          repo,
          message: title,
          tree: tree.data.sha,
          parents: [parent.data.sha],
        });
        if (existing !== null) {
          await octokit.rest.git.updateRef({ owner, repo, ref: `heads/${branch}`, sha: commit.data.sha });
          return existing.url;
        }
        await octokit.rest.git.createRef({ owner, repo, ref: `refs/heads/${branch}`, sha: commit.data.sha });
        const pull = await octokit.rest.pulls.create({
          owner,
          repo,
          title,
          body,
          head: branch,
          base: target.defaultBranch,
        });
        return pull.data.html_url;
      }),
  };
}

function isNamed(wanted: string, branch: string): boolean {
  return (
    branch === wanted || (branch.startsWith(`${wanted}-`) && /^\d+$/.test(branch.slice(wanted.length + 1)))
  );
}

/** A branch that an earlier proposal left behind is not ours to move. */
function freeName(wanted: string, taken: ReadonlySet<string>): string {
  let free = wanted;
  for (let count = 2; taken.has(free); count += 1) free = `${wanted}-${count}`;
  return free;
}
