import { randomUUID } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { gitIn } from "./git.ts";

/** A commit to write. `who` is a name with an address, `at` an ISO time, cut to the second as git does. */
export type Commit = {
  readonly tree: string;
  readonly parent: string | null;
  readonly who: string;
  readonly at: string;
  readonly message: string;
};

/** Writes commits by one process and returns their ids, in order. */
export async function commitMessages(directory: string, commits: readonly Commit[]): Promise<string[]> {
  const folder = join(directory, `draft-${randomUUID()}`);
  const files = commits.map((_, index) => `${folder}-${index}`);
  try {
    await Promise.all(commits.map(async (commit, index) => writeFile(files[index] ?? "", textOf(commit))));
    const written = await gitIn(directory)(["hash-object", "-t", "commit", "-w", "--stdin-paths"], {
      input: `${files.join("\n")}\n`,
    });
    return written.split("\n").filter(Boolean);
  } finally {
    await Promise.all(files.map(async (file) => rm(file, { force: true })));
  }
}

/** The messages of commits, in the order asked for, by one process. */
export async function readMessages(directory: string, oids: readonly string[]): Promise<string[]> {
  if (oids.length === 0) return [];
  const output = Buffer.from(
    await gitIn(directory)(["cat-file", "--batch"], { input: `${oids.join("\n")}\n` }),
    "utf8",
  );
  return objectsIn(output).map((commit) => (commit ?? "").slice((commit ?? "").indexOf("\n\n") + 2));
}

/** The contents of objects in the output of `git cat-file --batch`, in its order; null for what is not there. */
export function objectsIn(output: Buffer): (string | null)[] {
  const objects: (string | null)[] = [];
  let at = 0;
  while (at < output.length) {
    const end = output.indexOf("\n", at);
    const header = output.subarray(at, end).toString("utf8");
    if (header.endsWith(" missing")) {
      objects.push(null);
      at = end + 1;
      continue;
    }
    const size = Number(header.split(" ").at(-1) ?? "0");
    objects.push(output.subarray(end + 1, end + 1 + size).toString("utf8"));
    at = end + 1 + size + 1;
  }
  return objects;
}

function textOf({ tree, parent, who, at, message }: Commit): string {
  const stamp = `${who} ${Math.floor(Date.parse(at) / 1000)} +0000`;
  return [
    `tree ${tree}`,
    ...(parent === null ? [] : [`parent ${parent}`]),
    `author ${stamp}`,
    `committer ${stamp}`,
    "",
    message,
  ].join("\n");
}
