import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { exec } from "@actions/exec";

import { contentOf } from "../core/change-set.ts";
import type { Change } from "../core/result.ts";

/**
 * The directory in which everything runs. The base, the agent's tree and each gate's copy take turns in it, because virtual environments and
 * build caches hold absolute paths; what is not in use lies beside it, moved by rename.
 */
export type Workspace = {
  readonly directory: string;
  /** The prepared base: a copy that nothing runs in. */
  readonly base: string;
  /** The agent's tree while it is set aside. */
  readonly agent: string;
};

/** Keeps a copy of the prepared tree as the base. `temp` must lie on the same file system for moves to be cheap. */
export async function keepBase({ directory, temp }: { directory: string; temp: string }): Promise<Workspace> {
  const workspace = { directory, base: join(temp, "base"), agent: join(temp, "agent") };
  await mkdir(workspace.base, { recursive: true });
  await mkdir(workspace.agent, { recursive: true });
  await copy(directory, workspace.base);
  return workspace;
}

/** Moves the agent's tree out of the workspace. */
export async function setAside({ directory, agent }: Workspace): Promise<void> {
  await empty(agent);
  await move(directory, agent);
}

/** Moves the agent's tree back, in place of whatever is there. */
export async function bringBack({ directory, agent }: Workspace): Promise<void> {
  await empty(directory);
  await move(agent, directory);
}

/** Fills the workspace with a fresh copy of the base and these changes: nothing else of the agent's is in it. */
export async function freshCopy({ directory, base }: Workspace, changes: readonly Change[]): Promise<void> {
  await empty(directory);
  await copy(base, directory);
  for (const change of changes) {
    const path = join(directory, change.path);
    if (change.kind === "delete") {
      await rm(path, { force: true, recursive: true });
      continue;
    }
    await mkdir(dirname(path), { recursive: true });
    await rm(path, { force: true, recursive: true });
    await writeFile(path, contentOf(change) ?? "", { mode: change.mode === "100755" ? 0o755 : 0o644 });
  }
}

async function empty(directory: string): Promise<void> {
  for (const entry of await readdir(directory))
    await rm(join(directory, entry), { recursive: true, force: true });
}

async function move(from: string, to: string): Promise<void> {
  for (const entry of await readdir(from)) await rename(join(from, entry), join(to, entry));
}

/** Copies a tree with modes, links and times; file systems that can share blocks do. */
async function copy(from: string, to: string): Promise<void> {
  await exec("cp", ["--archive", "--reflink=auto", "--no-target-directory", "--", from, to], {
    silent: true,
  });
}
