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
}: {
  remote: Remote;
  commit: string;
  directory: string;
}): Promise<void> {
  for (const entry of await readdir(directory))
    await rm(join(directory, entry), { recursive: true, force: true });
  const git = gitIn(directory);
  await git(["init", "--quiet", "."]);
  await git(["remote", "add", "origin", remote.url]);
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
