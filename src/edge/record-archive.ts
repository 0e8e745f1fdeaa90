import { rm } from "node:fs/promises";
import { join } from "node:path";

import { z } from "zod";

import { type ReadEntry, parseEntry } from "../core/record-entry.ts";
import { type Remote, gitIn, runGit } from "./git.ts";
import { objectsIn, readMessages } from "./record-objects.ts";
import { unreachable } from "./record-push.ts";

/** One commit chain whose tree holds a file for each folded issue, and whose commits keep the folded chains reachable. */
export const archiveRef = "refs/switchyard/archive";

/** The record of an issue that lies in the archive, and the commit that its chain goes on from. */
export type Archived = { readonly entry: ReadEntry; readonly tip: string };

type Place = { readonly directory: string; readonly remote: Remote };

/** What the archive keeps of an issue: the last commit of its chain, and that commit's message. */
const Folded = z.object({ tip: z.string().regex(/^[0-9a-f]{40}$/), message: z.string() });

/** Reads these issues from the archive, whose commit must have been fetched; git fetches the objects that it needs. */
export async function readArchived(
  { directory, remote }: Place,
  issues: readonly number[],
): Promise<Map<number, Archived>> {
  const read = await runGit({
    cwd: directory,
    remote,
    args: ["cat-file", "--batch"],
    input: issues.map((issue) => `${archiveRef}:${pathOf(issue)}\n`).join(""),
  });
  if (read.code !== 0) throw unreachable(read, remote);
  const files = objectsIn(Buffer.from(read.stdout, "utf8"));
  const found = issues.flatMap((issue, index) => {
    const file = files[index] ?? null;
    return file === null ? [] : [[issue, foldedIn(file)] as const];
  });
  const tips = found.map(([, { tip }]) => tip).filter((tip) => tip !== "");
  // The chain goes on from the tip, so git must know it.
  if (tips.length > 0) {
    const args = ["fetch", "--quiet", "--depth=1", "--filter=tree:0", "--no-tags", "origin", ...tips];
    const fetched = await runGit({ cwd: directory, remote, args });
    if (fetched.code !== 0) throw unreachable(fetched, remote);
  }
  return new Map(found);
}

/** Makes the commit that folds these tips into the archive, on top of `archive`; returns its id. Nothing is pushed. */
export async function foldCommit(
  { directory, remote }: Place,
  fold: {
    archive: string | null;
    tips: readonly { readonly issue: number; readonly tip: string }[];
    at: string;
    identity: string;
  },
): Promise<string> {
  const index = join(directory, "archive-index");
  const env = { GIT_INDEX_FILE: index };
  const git = async (args: readonly string[], input?: string): Promise<string> => {
    const end = await runGit({
      cwd: directory,
      remote,
      args,
      env,
      ...(input === undefined ? {} : { input }),
    });
    if (end.code !== 0) throw unreachable(end, remote);
    return end.stdout;
  };
  try {
    await git(fold.archive === null ? ["read-tree", "--empty"] : ["read-tree", fold.archive]);
    const messages = await readMessages(
      directory,
      fold.tips.map(({ tip }) => tip),
    );
    const lines = [];
    for (const [position, { issue, tip }] of fold.tips.entries()) {
      const file = JSON.stringify({ tip, message: messages[position] ?? "" });
      const blob = await gitIn(directory)(["hash-object", "-w", "--stdin"], { input: file });
      lines.push(`100644 ${blob.trim()}\t${pathOf(issue)}\n`);
    }
    await git(["update-index", "--add", "--index-info"], lines.join(""));
    const tree = (await git(["write-tree", "--missing-ok"])).trim();
    const parents = [...(fold.archive === null ? [] : [fold.archive]), ...fold.tips.map(({ tip }) => tip)];
    const stamp = `${fold.identity} ${Math.floor(Date.parse(fold.at) / 1000)} +0000`;
    const commit = [
      `tree ${tree}`,
      ...parents.map((parent) => `parent ${parent}`),
      `author ${stamp}`,
      `committer ${stamp}`,
      "",
      `folded ${fold.tips.map(({ issue }) => `#${issue}`).join(", ")}\n`,
    ].join("\n");
    return (
      await gitIn(directory)(["hash-object", "-t", "commit", "-w", "--stdin"], { input: commit })
    ).trim();
  } finally {
    await rm(index, { force: true });
  }
}

/** A hundred issues to a folder, so that a fold rewrites little. */
function pathOf(issue: number): string {
  return `${Math.floor(issue / 100)}/${issue}.json`;
}

function foldedIn(file: string): Archived {
  try {
    const { tip, message } = Folded.parse(JSON.parse(file));
    return { tip, entry: parseEntry(message) };
  } catch {
    return { tip: "", entry: { ok: false, why: "its file in refs/switchyard/archive is not readable" } };
  }
}
