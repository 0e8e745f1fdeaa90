import { type GitStore, isSha } from "./store.ts";
import { runGit } from "./run.ts";
import type { CommitObject } from "./objects.ts";

export type FileDiff = {
  readonly path: string;
  readonly previousPath: string | null;
  readonly status: "added" | "removed" | "modified" | "renamed" | "changed";
  readonly sha: string;
  readonly additions: number;
  readonly deletions: number;
  /** The hunks, absent for binary files. */
  readonly patch: string | null;
};

type Memory = {
  readonly diffs: Map<string, Promise<FileDiff[]>>;
  readonly bases: Map<string, Promise<string | null>>;
  readonly merges: Map<string, Promise<string | null>>;
};

// What is computed from object ids alone stays true.
const memories = new WeakMap<GitStore, Memory>();

/** The best common ancestor, or null for unrelated histories. */
export function mergeBase(store: GitStore, left: string, right: string): Promise<string | null> {
  return remembered(memory(store).bases, `${left} ${right}`, async () => {
    const { status, stdout } = await runGit(store.directory, ["merge-base", left, right], {
      allow: [1, 128],
    });
    return status === 0 ? stdout.toString().trim() : null;
  });
}

/** The files that differ between two trees or commits, with renames, by path. */
export function diffFiles(store: GitStore, from: string, to: string): Promise<FileDiff[]> {
  return remembered(memory(store).diffs, `${from} ${to}`, async () => {
    const output = ["--raw", "--numstat", "-z", "-p", "--no-abbrev"];
    const { stdout } = await runGit(store.directory, ["diff", ...output, "-M", from, to, "--"]);
    return parseDiff(stdout.toString());
  });
}

/** The commits that are in `to` and not in `from`, newest first, at most `limit`. */
export async function commitsBetween(
  store: GitStore,
  from: string | null,
  to: string,
  limit = 250,
): Promise<CommitObject[]> {
  const range = from === null ? [to] : [to, `^${from}`];
  const { stdout } = await runGit(store.directory, [
    "rev-list",
    `--max-count=${limit}`,
    "--topo-order",
    ...range,
  ]);
  const shas = stdout.toString().split("\n").filter(isSha);
  const commits = await Promise.all(shas.map((sha) => store.commit(sha)));
  return commits.filter((commit) => commit !== null);
}

/** How many commits only the right side has, and only the left. */
export async function countBetween(
  store: GitStore,
  left: string,
  right: string,
): Promise<{ ahead: number; behind: number }> {
  const args = ["rev-list", "--count", "--left-right", `${left}...${right}`];
  const [behind, ahead] = (await runGit(store.directory, args)).stdout
    .toString()
    .trim()
    .split("\t")
    .map(Number);
  return { ahead: ahead ?? 0, behind: behind ?? 0 };
}

/** The tree of merging two commits, or null when they conflict. Needs git 2.38. */
export function mergeTrees(store: GitStore, ours: string, theirs: string): Promise<string | null> {
  return remembered(memory(store).merges, `${ours} ${theirs}`, async () => {
    const args = ["merge-tree", "--write-tree", "--no-messages", ours, theirs];
    const { status, stdout } = await runGit(store.directory, args, { allow: [1] });
    return status === 0 ? stdout.toString().trim() : null;
  });
}

function memory(store: GitStore): Memory {
  const known = memories.get(store) ?? { diffs: new Map(), bases: new Map(), merges: new Map() };
  memories.set(store, known);
  return known;
}

async function remembered<T>(
  known: Map<string, Promise<T>>,
  key: string,
  compute: () => Promise<T>,
): Promise<T> {
  const result = known.get(key) ?? compute();
  known.set(key, result);
  try {
    return await result;
  } catch (error) {
    known.delete(key);
    throw error;
  }
}

/** Reads `git diff --raw --numstat -z -p`: the raw entries, the counts, an empty field, then the patch as text. */
function parseDiff(text: string): FileDiff[] {
  const fields = text.split("\0");
  let at = 0;
  const next = () => fields[at++] ?? "";
  const entries: { status: string; sha: string; previousPath: string | null; path: string }[] = [];
  while ((fields[at] ?? "").startsWith(":")) {
    const [, , oldSha = "", newSha = "", status = ""] = next().split(" ");
    const first = next();
    const path = status.startsWith("R") ? next() : first;
    entries.push({
      status,
      sha: status === "D" ? oldSha : newSha,
      previousPath: path === first ? null : first,
      path,
    });
  }
  const counts = entries.map(({ previousPath }) => {
    const [additions = "0", deletions = "0"] = next().split("\t");
    if (previousPath !== null) at += 2;
    return { additions: Number(additions) || 0, deletions: Number(deletions) || 0 };
  });
  // A line of a hunk begins with a space, plus, minus or backslash: at a line's start this is always a header.
  const patches = fields
    .slice(at + 1) // an empty field parts the counts from the patch
    .join("\0")
    .split(/^diff --git /m)
    .slice(1);
  return entries.map(({ status, sha, previousPath, path }, index) => {
    const patch = patches[index] ?? "";
    const hunks = /^@@ /m.exec(patch)?.index;
    const { additions, deletions } = counts[index] ?? { additions: 0, deletions: 0 };
    return {
      path,
      previousPath,
      status: fileStatus(status),
      sha,
      additions,
      deletions,
      patch: hunks === undefined ? null : patch.slice(hunks).replace(/\n$/, ""),
    };
  });
}

function fileStatus(letter: string): FileDiff["status"] {
  if (letter.startsWith("A")) return "added";
  if (letter.startsWith("D")) return "removed";
  if (letter.startsWith("R")) return "renamed";
  return letter.startsWith("T") ? "changed" : "modified";
}
