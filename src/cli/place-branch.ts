import { z } from "zod";

import { UserError } from "../core/errors.ts";
import { told } from "../edge/github.ts";
import type { Place } from "./place.ts";
import { product } from "./product.ts";
import type { Target } from "./target.ts";

const name = "switchyard/init";
const title = "Add Switchyard";

/** A branch of the repository that becomes a pull request; one that is open already is gone on with. Throws a UserError when the token cannot write. */
export async function proposalBranch(target: Target): Promise<Place> {
  const { github, repository } = target;
  const { octokit, owner, repo } = github;
  if (!target.rights.push)
    throw new UserError(
      `The token from ${target.token.from} may not write to ${repository}. Ask for write access, or use --write in a clone and propose the files yourself.`,
    );
  if (target.scopes !== null && !target.scopes.includes("workflow"))
    throw new UserError(
      `The token from ${target.token.from} lacks the scope "workflow", without which GitHub lets nobody add workflow files. Run \`gh auth refresh --scopes workflow\`, or use --write.`,
    );
  const open = await told("looking for an open proposal", async () =>
    octokit.paginate(octokit.rest.pulls.list, { owner, repo, state: "open", per_page: 100 }),
  );
  const ours = open.find(({ head }) => isOurs(head.ref) && head.repo?.full_name === repository);
  const from = ours?.head.ref ?? target.defaultBranch;
  const taken = await told("looking for a free branch", async () =>
    octokit.rest.git.listMatchingRefs({ owner, repo, ref: `heads/${name}` }),
  );
  const branch = ours?.head.ref ?? freeName(taken.data.map(({ ref }) => ref.replace("refs/heads/", "")));

  return {
    where: `a pull request from ${branch}`,
    proposal: ours === undefined ? null : { number: ours.number, url: ours.html_url },
    names: async () => new Set((await readObjects(target, from, [""])).get("")?.names ?? []),
    read: async (paths) => {
      const objects = await readObjects(target, from, paths);
      return new Map(
        [...objects].flatMap(([path, { text }]) => (text === null ? [] : [[path, text] as const])),
      );
    },
    plan: (files) => [
      `POST /repos/${repository}/git/trees (${[...files.keys()].join(", ")})`,
      `POST /repos/${repository}/git/commits ("${title}")`,
      ...(ours === undefined
        ? [
            `POST /repos/${repository}/git/refs (refs/heads/${branch})`,
            `POST /repos/${repository}/pulls ("${title}", ${branch} into ${target.defaultBranch})`,
          ]
        : [`PATCH /repos/${repository}/git/refs/heads/${branch}`]),
    ],
    write: async (files) => {
      const url = await propose(target, { files, from, branch, existing: ours?.html_url ?? null });
      return `Review and merge ${url}`;
    },
  };
}

async function propose(
  { github, defaultBranch }: Target,
  change: { files: ReadonlyMap<string, string>; from: string; branch: string; existing: string | null },
): Promise<string> {
  const { octokit, owner, repo } = github;
  const { from, branch, existing } = change;
  return told(existing === null ? "opening the pull request" : "updating the pull request", async () => {
    const head = await octokit.rest.git.getRef({ owner, repo, ref: `heads/${from}` });
    const parent = await octokit.rest.git.getCommit({ owner, repo, commit_sha: head.data.object.sha });
    const tree = await octokit.rest.git.createTree({
      owner,
      repo,
      base_tree: parent.data.tree.sha,
      tree: [...change.files].map(([path, content]) => ({
        path,
        mode: "100644" as const,
        type: "blob" as const,
        content,
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
      return existing;
    }
    await octokit.rest.git.createRef({ owner, repo, ref: `refs/heads/${branch}`, sha: commit.data.sha });
    const pull = await octokit.rest.pulls.create({
      owner,
      repo,
      title,
      body: bodyOf(change.files),
      head: branch,
      base: defaultBranch,
    });
    return pull.data.html_url;
  });
}

function bodyOf(files: ReadonlyMap<string, string>): string {
  return [
    "Label an issue; a Claude Code worker picks it up on GitHub Actions; a pull request comes back.",
    "",
    ...[...files.keys()].map((path) => `- \`${path}\``),
    "",
    "Merge to switch it on. To switch it off again, delete the workflow.",
    "",
    `Written by \`switchyard init\` of [${product}](https://github.com/${product}).`,
  ].join("\n");
}

function isOurs(branch: string): boolean {
  return branch === name || /^switchyard\/init-\d+$/.test(branch);
}

/** A branch that an earlier proposal left behind is not ours to move. */
function freeName(taken: readonly string[]): string {
  let free = name;
  for (let count = 2; taken.includes(free); count += 1) free = `${name}-${count}`;
  return free;
}

const GitObject = z
  .object({ text: z.string().nullish(), entries: z.array(z.object({ name: z.string() })).optional() })
  .nullable();

async function readObjects(
  { github }: Target,
  branch: string,
  paths: readonly string[],
): Promise<Map<string, { text: string | null; names: string[] }>> {
  const declared = paths.map((_, index) => `$e${index}: String!`);
  const answer = await github.graphql({
    doing: "reading the repository's files",
    document: `query files($owner: String!, $repo: String!, ${declared.join(", ")}) { repository(owner: $owner, name: $repo) {
      ${paths.map((_, index) => `o${index}: object(expression: $e${index}) { ... on Blob { text } ... on Tree { entries { name } } }`).join("\n")}
    } }`,
    variables: {
      owner: github.owner,
      repo: github.repo,
      ...Object.fromEntries(paths.map((path, index) => [`e${index}`, `refs/heads/${branch}:${path}`])),
    },
    schema: z.object({ repository: z.record(z.string(), GitObject) }),
  });
  return new Map(
    paths.map((path, index) => {
      const object = answer.repository[`o${index}`];
      return [
        path,
        { text: object?.text ?? null, names: (object?.entries ?? []).map((entry) => entry.name) },
      ];
    }),
  );
}
