import { z } from "zod";

import type { Place } from "./place.ts";
import { product } from "../core/product.ts";
import { openProposal } from "./proposal.ts";
import type { Target } from "./target.ts";

const title = "Add Switchyard";

/** A branch of the repository that becomes a pull request; one that is open already is gone on with. Throws a UserError when the token cannot write. */
export async function proposalBranch(target: Target): Promise<Place> {
  const { repository } = target;
  const proposal = await openProposal(target, {
    name: "init",
    title,
    otherwise: "use --write in a clone and propose the files yourself",
  });
  const { existing, from, branch } = proposal;

  return {
    where: `a pull request from ${branch}`,
    proposal: existing,
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
      ...(existing === null
        ? [
            `POST /repos/${repository}/git/refs (refs/heads/${branch})`,
            `POST /repos/${repository}/pulls ("${title}", ${branch} into ${target.defaultBranch})`,
          ]
        : [`PATCH /repos/${repository}/git/refs/heads/${branch}`]),
    ],
    write: async (files) => {
      const url = await proposal.write(files, bodyOf(files));
      return `Review and merge ${url}`;
    },
  };
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
