import { lstat, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";

import type { Change, ChangeSet } from "../core/result.ts";
import { runGit } from "./git.ts";

/**
 * What changed between a prepared base and a tree that an agent worked in, as data. The repository of the base is used, so nothing that the agent
 * did to its own `.git` counts; hooks, filters and global configuration play no part, and ignored files do not belong to a change.
 */
export async function readChangeSet({
  base,
  tree,
  temp,
}: {
  base: string;
  tree: string;
  temp: string;
}): Promise<ChangeSet> {
  const scratch = await mkdtemp(join(temp, "index-"));
  try {
    await mkdir(join(scratch, "objects"));
    const env = {
      GIT_DIR: join(base, ".git"),
      GIT_INDEX_FILE: join(scratch, "index"),
      GIT_CONFIG_GLOBAL: "/dev/null",
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_OBJECT_DIRECTORY: join(scratch, "objects"),
      GIT_ALTERNATE_OBJECT_DIRECTORIES: join(base, ".git", "objects"),
    };
    const git = async (workTree: string, args: readonly string[]) => {
      const end = await runGit({
        cwd: workTree,
        args: [
          "-c",
          "core.attributesFile=/dev/null",
          "-c",
          "core.excludesFile=/dev/null",
          "-c",
          "core.quotePath=false",
          ...args,
        ],
        env: { ...env, GIT_WORK_TREE: workTree },
      });
      if (end.code !== 0)
        throw new Error(`git ${args[0] ?? ""} failed while reading the change: ${end.stderr.trim()}`);
      return end.stdout;
    };
    const write = async (workTree: string) => {
      await git(workTree, ["read-tree", "HEAD"]);
      await git(workTree, ["add", "--all", "--", "."]);
      return (await git(workTree, ["write-tree"])).trim();
    };
    const before = await write(base);
    const after = await write(tree);
    const raw = await git(tree, ["diff-tree", "-r", "-z", "--no-renames", "--raw", before, after]);
    const counted = await git(tree, ["diff-tree", "-r", "-z", "--no-renames", "--numstat", before, after]);
    const changes: Change[] = [];
    const inexpressible: string[] = [];
    for (const { mode, path } of parseRaw(raw)) {
      const change = await changeOf(tree, { mode, path });
      if (change === null) inexpressible.push(path.slice(0, 1_000));
      else changes.push(change);
    }
    return { version: 1, lines: countLines(counted), inexpressible: inexpressible.slice(0, 100), changes };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function changeOf(
  tree: string,
  { mode, path }: { mode: string; path: string },
): Promise<Change | null> {
  if (mode === "000000") return { kind: "delete", path };
  if ((mode !== "100644" && mode !== "100755") || path.includes("\uFFFD")) return null;
  const file = join(tree, path);
  if (!(await lstat(file)).isFile()) return null;
  const bytes = await readFile(file);
  const text = bytes.toString("utf8");
  const isText = Buffer.from(text, "utf8").equals(bytes) && !text.includes("\0");
  return isText
    ? { kind: "write", path, mode, encoding: "utf-8", content: text }
    : { kind: "write", path, mode, encoding: "base64", content: bytes.toString("base64") };
}

/** `:<old mode> <new mode> <old> <new> <status> NUL <path> NUL …` */
function parseRaw(raw: string): { mode: string; path: string }[] {
  const parts = raw.split("\0").filter((part) => part !== "");
  return parts.flatMap((part, index) =>
    part.startsWith(":") && index % 2 === 0
      ? [{ mode: part.split(" ")[1] ?? "", path: parts[index + 1] ?? "" }]
      : [],
  );
}

function countLines(numstat: string): number {
  return numstat
    .split("\0")
    .filter(Boolean)
    .reduce((sum, line) => {
      const [added = "0", removed = "0"] = line.split("\t");
      return sum + (Number(added) || 0) + (Number(removed) || 0);
    }, 0);
}
