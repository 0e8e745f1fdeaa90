import { z } from "zod";

import type { BaseEntries, BaseKind } from "../core/change-path.ts";
import type { GitHub } from "./github.ts";

const together = 150; // objects in one request, so that its answer stays of some hundred kilobytes

const Entries = z.object({
  entries: z.array(z.object({ name: z.string(), type: z.string(), mode: z.number().int() })),
});
const Blob = z.object({ text: z.string().nullable(), isTruncated: z.boolean() });

/** The entries of these directories of a commit (the empty string is the root), by path; one that is not there has none. */
export async function readEntries(
  github: GitHub,
  { commit, directories }: { commit: string; directories: readonly string[] },
): Promise<BaseEntries> {
  const found = await objects(github, {
    commit,
    paths: directories,
    fields: "... on Tree { entries { name type mode } }",
    schema: Entries,
  });
  const all = [...found].flatMap(([directory, { entries }]) =>
    entries.map(
      ({ name, type, mode }) =>
        [directory === "" ? name : `${directory}/${name}`, kindOf(type, mode)] as const,
    ),
  );
  return new Map(all);
}

/** The texts of these files of a commit; what is not there, binary, or longer than GitHub shows (half a megabyte) is left out. */
export async function readTexts(
  github: GitHub,
  { commit, paths }: { commit: string; paths: readonly string[] },
): Promise<ReadonlyMap<string, string>> {
  const found = await objects(github, {
    commit,
    paths,
    fields: "... on Blob { text isTruncated }",
    schema: Blob,
  });
  return new Map(
    [...found].flatMap(([path, { text, isTruncated }]) =>
      text === null || isTruncated ? [] : [[path, text] as const],
    ),
  );
}

function kindOf(type: string, mode: number): BaseKind {
  if (type === "tree") return "directory";
  return type === "blob" && mode !== 0o120_000 ? "file" : "other";
}

async function objects<Schema extends z.ZodType>(
  github: GitHub,
  {
    commit,
    paths,
    fields,
    schema,
  }: { commit: string; paths: readonly string[]; fields: string; schema: Schema },
): Promise<Map<string, z.output<Schema>>> {
  const found = new Map<string, z.output<Schema>>();
  for (let from = 0; from < paths.length; from += together) {
    const some = paths.slice(from, from + together);
    const answer = await github.graphql({
      doing: "reading the base of the change",
      document: `query base($owner: String!, $repo: String!, ${some.map((_, index) => `$e${index}: String!`).join(", ")}) { repository(owner: $owner, name: $repo) {
        ${some.map((_, index) => `o${index}: object(expression: $e${index}) { ${fields} }`).join("\n")}
      } }`,
      variables: {
        owner: github.owner,
        repo: github.repo,
        ...Object.fromEntries(some.map((path, index) => [`e${index}`, `${commit}:${path}`])),
      },
      schema: z.object({ repository: z.record(z.string(), z.unknown()) }),
    });
    for (const [index, path] of some.entries()) {
      const object = schema.safeParse(answer.repository[`o${index}`]);
      if (object.success) found.set(path, object.data);
    }
  }
  return found;
}
