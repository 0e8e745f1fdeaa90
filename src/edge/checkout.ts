import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";

import { type Remote, gitIn, readRemote, remoteError } from "./git.ts";

const depth = 50; // commits: enough for `git log` and `git blame` of recent work, without the whole history

/**
 * Checks out one commit into an empty or emptied directory: shallow, blobs on demand, no submodules, no LFS, and no credentials left behind.
 * The directory is a repository of its own whose remote is named but cannot be written to from there.
 */
export async function checkOut({
  remote,
  commit,
  directory,
  sparse,
}: {
  remote: Remote;
  commit: string;
  directory: string;
  /** The folders to check out, with the files beside and above them; null for everything. */
  sparse: readonly string[] | null;
}): Promise<void> {
  for (const entry of await readdir(directory))
    await rm(join(directory, entry), { recursive: true, force: true });
  const git = gitIn(directory);
  await git(["init", "--quiet", "."]);
  await git(["remote", "add", "origin", remote.url]);
  // One folder a line, the form that needs no quoting: their names have neither quotes nor control characters.
  if (sparse !== null)
    await git(["sparse-checkout", "set", "--cone", "--stdin"], { input: `${sparse.join("\n")}\n` });
  const fetched = [
    ["fetch", "--quiet", "--no-tags", `--depth=${depth}`, "--filter=blob:none", "origin", commit],
    ["checkout", "--quiet", "--detach", commit],
  ];
  for (const args of fetched) {
    const end = await readRemote({ cwd: directory, remote, args });
    if (end.code !== 0)
      throw remoteError(
        `Cannot fetch commit ${commit}`,
        end,
        "If it stays so, the job needs `permissions: { contents: read }`.",
      );
  }
}

/** Is a part of the commit checked out only? */
export async function isSparse(directory: string): Promise<boolean> {
  const said = await gitIn(directory)([
    "config",
    "--type=bool",
    "--default=false",
    "--get",
    "core.sparseCheckout",
  ]);
  return said.trim() === "true";
}

/** Those of these folders that the checked-out commit does not have: nothing, a file or a symbolic link is there. The top level (the empty string) always is. */
export async function missingFolders(directory: string, folders: readonly string[]): Promise<string[]> {
  const asked = [...new Set(folders)].filter((folder) => folder !== "");
  if (asked.length === 0) return [];
  const listed = await gitIn(directory)(["ls-tree", "-z", "-t", "HEAD", "--", ...asked]);
  const there = new Set(
    listed.split("\0").flatMap((line) => /^040000 tree [0-9a-f]+\t([^]+)$/.exec(line)?.[1] ?? []),
  );
  return asked.filter((folder) => !there.has(folder));
}
