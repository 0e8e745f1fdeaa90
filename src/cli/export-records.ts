import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { UserError } from "../core/errors.ts";
import { lastWords, runGit } from "../edge/git.ts";
import type { Target } from "./target.ts";

/**
 * Writes all records with their whole history into a file (a git bundle). `git fetch <file> 'refs/switchyard/*:refs/switchyard/*'` brings them
 * back. Throws a UserError when the file exists.
 */
export async function exportRecords({ remote }: Target, file: string): Promise<void> {
  const path = resolve(file);
  if (existsSync(path))
    throw new UserError(`${file} exists. Move it away, or name another file with --export.`);
  const directory = await mkdtemp(join(tmpdir(), "switchyard-export-"));
  const git = async (...args: string[]): Promise<void> => {
    const end = await runGit({ cwd: directory, remote, args });
    if (end.code !== 0)
      throw new UserError(
        `The records could not be exported, so nothing was removed: ${lastWords(end.stderr)}`,
      );
  };
  try {
    await git("init", "--quiet", "--bare", ".");
    await git("fetch", "--quiet", "--no-tags", remote.url, "+refs/switchyard/*:refs/switchyard/*");
    await git("bundle", "create", "--quiet", path, "--glob=refs/switchyard/*");
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
