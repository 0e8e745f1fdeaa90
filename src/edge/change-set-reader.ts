import type { BaseEntries, BaseKind } from "../core/change-path.ts";
import type { Change, ChangeSet } from "../core/result.ts";
import { bash } from "./isolation-scripts.ts";
import type { CaptureOptions, Tree, Workspace } from "./workspace.ts";

/** What a tree was before the agent came to it, as a git tree in the workspace's own repository. */
export type Before = string;

/** What was read: the change, the files that were too large for it, and whether no file at all is left in the tree. */
export type ReadChangeSet = ChangeSet & { readonly leftOut: readonly string[]; readonly emptied: boolean };

/** The most that a change may hold; what is larger is not read. */
export type ReadLimits = { readonly fileBytes: number; readonly totalBytes: number };

const emptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"; // git's name of a tree without entries

const limits: ReadLimits = { fileBytes: 20_000_000, totalBytes: 40_000_000 }; // above what `collect` accepts, so that it can say so

/** Notes a prepared tree, so that what setup changed in it is nobody's change. Nothing may be at work in it, and nothing may have grown on it. */
export async function noteBefore(workspace: Workspace, tree: Tree): Promise<Before> {
  const end = await git(workspace, tree, {
    script: `${beginScript}git read-tree HEAD && git add --all -- . && git write-tree`,
    options: { own: [workspace.repository] },
    words: [workspace.repository],
    limitBytes: 1_000,
  });
  return end.toString("utf8").trim();
}

/**
 * What changed in a tree, as data: read by git as the tree's own user, inside its isolation, with the machine's programs. The repository that it
 * uses is one that the agent never could write to; hooks, filters and configuration play no part, and ignored files do not belong to a change.
 * `beside`: the agent may be at work in the tree; what vanishes under git's hands is not in the change.
 */
export async function readChangeSet(
  workspace: Workspace,
  {
    tree,
    before,
    most = limits,
    beside = false,
    except = null,
  }: {
    tree: Tree;
    before: Before;
    most?: ReadLimits;
    beside?: boolean;
    /** Path of a file that is in no change, whatever became of it; null for none. */
    except?: string | null;
  },
): Promise<ReadChangeSet> {
  const bytes = await git(workspace, tree, {
    script: beginScript + scratchScript + readScript,
    options: { pristine: true, beside },
    words: [workspace.repository, before, String(most.fileBytes)],
    limitBytes: most.totalBytes * 2,
  });
  const parts = unframed(bytes);
  const contents = objectsOf(parts.get("objects") ?? Buffer.alloc(0));
  const changes: Change[] = [];
  const inexpressible: string[] = [];
  const leftOut = (parts.get("large") ?? Buffer.alloc(0))
    .toString("utf8")
    .split("\0")
    .flatMap((path) => (path === "" ? [] : [path.slice(0, 1_000)]));
  let total = 0;
  for (const { mode, object, path } of parseRaw((parts.get("raw") ?? Buffer.alloc(0)).toString("utf8"))) {
    if (path === except) continue;
    const content = contents.get(object);
    if (mode === "000000") changes.push({ kind: "delete", path });
    else if ((mode !== "100644" && mode !== "100755") || path.includes("\uFFFD"))
      inexpressible.push(path.slice(0, 1_000));
    else if (content === undefined || (total += content.length) > most.totalBytes)
      leftOut.push(path.slice(0, 1_000));
    else changes.push(written({ mode, path, content }));
  }
  return {
    version: 1,
    lines: countLines((parts.get("counted") ?? Buffer.alloc(0)).toString("utf8")),
    inexpressible: inexpressible.slice(0, 100),
    changes,
    leftOut: leftOut.slice(0, 100),
    emptied: parts.get("after")?.toString("utf8").trim() === emptyTree,
  };
}

/** What changed in a tree, as git shows it to people: binary files are only named. Cut off after a megabyte. */
export async function showDiff(
  workspace: Workspace,
  { tree, before }: { tree: Tree; before: Before },
): Promise<string> {
  const end = await git(workspace, tree, {
    script: `${beginScript}${scratchScript}${addScript}git diff --no-color --no-ext-diff --no-textconv "$2" "$after" | head -c 1000000; true`,
    options: { pristine: true },
    words: [workspace.repository, before],
    limitBytes: 2_000_000,
  });
  return end.toString("utf8");
}

/** The paths that differ between two commits; null when one of them is not there, as after a rewritten history. */
export async function changedBetween(
  workspace: Workspace,
  { tree, from, to }: { tree: Tree; from: string; to: string },
): Promise<ReadonlySet<string> | null> {
  if (from === to) return new Set();
  const script = `${beginScript}git diff-tree -r -z --no-renames --name-only "$2" "$3" 2>/dev/null || printf /`;
  const end = await git(workspace, tree, {
    script,
    options: { pristine: true },
    words: [workspace.repository, from, to],
    limitBytes: 50_000_000,
  });
  const text = end.toString("utf8");
  return text.endsWith("/") ? null : new Set(text.split("\0").filter(Boolean));
}

const together = 500; // directories in one command, whose arguments have a limit

/** The entries of these directories of the planned commit (the empty string is the root), by path; one that is not there has none. */
export async function entriesIn(
  workspace: Workspace,
  { tree, directories }: { tree: Tree; directories: readonly string[] },
): Promise<BaseEntries> {
  const entries = new Map<string, BaseKind>();
  for (let at = 0; at < directories.length; at += together) {
    const some = directories.slice(at, at + together);
    const inside = some.flatMap((directory) => (directory === "" ? [] : [`${directory}/`]));
    const end = await git(workspace, tree, {
      script: `${beginScript}(( $2 )) && git ls-tree -z HEAD; [[ $# -eq 2 ]] || git ls-tree -z HEAD -- "\${@:3}"`,
      options: { pristine: true },
      words: [workspace.repository, some.includes("") ? "1" : "0", ...inside],
      limitBytes: 50_000_000,
    });
    for (const line of end.toString("utf8").split("\0")) {
      const [, mode = "", path = ""] = /^(\d+) \w+ [0-9a-f]+\t([^]+)$/.exec(line) ?? [];
      if (path !== "") entries.set(path, kindOf(mode));
    }
  }
  return entries;
}

function kindOf(mode: string): BaseKind {
  if (mode === "040000") return "directory";
  return mode.startsWith("100") ? "file" : "other";
}

/**
 * Argument 1 is the repository. Configuration, hooks, filters and monitors of anyone's are out of play. So is a sparse checkout: what is not there
 * is not in the tree from before either, and a new file outside of its folders is a file like others.
 */
const beginScript = `
set -o pipefail
unset "\${!GIT_@}"
export GIT_DIR=$1 GIT_WORK_TREE=$PWD GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 GIT_NO_LAZY_FETCH=1 GIT_TERMINAL_PROMPT=0
git() {
  command git -c core.hooksPath=/dev/null -c core.fsmonitor=false -c core.attributesFile=/dev/null -c core.excludesFile=/dev/null \\
    -c core.quotePath=false -c gc.auto=0 -c core.sparseCheckout=false -c index.sparse=false "$@"
}
`;

/** Lets git add what a tree holds without writing anything into the repository: index and objects are in `$scratch`, which goes with the shell. */
const scratchScript = `
scratch=$(mktemp -d) || exit 1
trap 'rm -rf -- "$scratch"' EXIT
mkdir "$scratch/objects"
cp -- "$GIT_DIR/index" "$scratch/index" || exit 1
export GIT_INDEX_FILE=$scratch/index GIT_OBJECT_DIRECTORY=$scratch/objects GIT_ALTERNATE_OBJECT_DIRECTORIES=$GIT_DIR/objects
`;

/** The tree as it is now, in `$after`. */
const addScript = `
git add --all -- . && after=$(git write-tree) || exit 1
`;

/**
 * Arguments 2 and 3: the tree from before, and the size of the largest file. Prints five parts, each after a line with its name and length: the tree
 * of now, what is too large, what changed, how many lines, and the contents.
 */
const readScript = `
before=$2 most=$3
# What is larger than a change may hold is named and not read: git would copy it, and it may be what filled the disk.
find . -path ./.git -prune -o -type f -size +"$most"c -printf '%P\\0' >"$scratch/found" 2>/dev/null
mapfile -d '' -t found <"$scratch/found"
printf '%s\\0' . "\${found[@]/#/:(exclude,literal)}" >"$scratch/paths"
: >"$scratch/large"
(( \${#found[@]} == 0 )) || GIT_LITERAL_PATHSPECS=1 git ls-files -z --others --modified --exclude-standard -- "\${found[@]:0:100}" >"$scratch/large"
add() { git add --all --ignore-errors --pathspec-from-file="$scratch/paths" --pathspec-file-nul; }
# What its owner made unreadable is made readable; what vanishes meanwhile is no error.
add 2>/dev/null || {
  find . -path ./.git -prune -o ! -type l ! -perm -u=r -exec chmod u+rwX -- {} + 2>/dev/null
  add || true
}
after=$(git write-tree) && echo "$after" >"$scratch/after" || exit 1
changed() { git diff-tree -r --no-renames "$@" "$before" "$after"; }
changed -z --raw >"$scratch/raw" && changed -z --numstat >"$scratch/counted" || exit 1
changed --raw --abbrev=64 | cut -d ' ' -f 4 | sort -u | git cat-file --batch-check='%(objectname) %(objecttype) %(objectsize)' |
  while read -r object type size; do [[ $type != blob ]] || (( size > most )) || echo "$object"; done |
  git cat-file --batch >"$scratch/objects.out" || exit 1
for part in after large raw counted objects.out; do
  printf '%s %d\\n' "\${part%.out}" "$(stat -c %s -- "$scratch/$part")" && cat -- "$scratch/$part" || exit 1
done
`;

async function git(
  workspace: Workspace,
  tree: Tree,
  {
    script,
    options,
    words,
    limitBytes,
  }: {
    script: string;
    options: Pick<CaptureOptions, "own" | "pristine" | "beside">;
    words: readonly string[];
    limitBytes: number;
  },
): Promise<Buffer> {
  const end = await workspace.capture(tree, {
    ...options,
    // Who reads beside somebody at work stands back.
    command: [
      ...(options.beside === true ? ["/usr/bin/nice"] : []),
      ...bash,
      script,
      "switchyard-read",
      ...words,
    ],
    limitBytes,
  });
  if (end.code !== 0)
    throw new Error(`the change could not be read: ${end.stderr || `git ended with ${end.code}`}`);
  return end.stdout;
}

/** `<name> <length>\n<bytes>`, again and again. */
function unframed(bytes: Buffer): Map<string, Buffer> {
  const parts = new Map<string, Buffer>();
  for (let at = 0; at < bytes.length;) {
    const line = bytes.indexOf("\n", at);
    const [name = "", length = ""] = bytes.toString("utf8", at, line === -1 ? bytes.length : line).split(" ");
    const end = line + 1 + Number(length);
    if (line === -1 || !/^\d+$/.test(length) || end > bytes.length)
      throw new Error("the change that was read is cut off");
    parts.set(name, bytes.subarray(line + 1, end));
    at = end;
  }
  return parts;
}

/** The output of `git cat-file --batch`: `<object> blob <size>\n<bytes>\n`, again and again. */
function objectsOf(bytes: Buffer): Map<string, Buffer> {
  const objects = new Map<string, Buffer>();
  for (let at = 0; at < bytes.length;) {
    const line = bytes.indexOf("\n", at);
    const [object = "", , size = ""] = bytes.toString("utf8", at, line).split(" ");
    if (line === -1 || !/^\d+$/.test(size)) throw new Error("the contents that were read are cut off");
    objects.set(object, bytes.subarray(line + 1, line + 1 + Number(size)));
    at = line + Number(size) + 2;
  }
  return objects;
}

function written({
  mode,
  path,
  content,
}: {
  mode: "100644" | "100755";
  path: string;
  content: Buffer;
}): Change {
  const text = content.toString("utf8");
  const isText = Buffer.from(text, "utf8").equals(content) && !text.includes("\0");
  return isText
    ? { kind: "write", path, mode, encoding: "utf-8", content: text }
    : { kind: "write", path, mode, encoding: "base64", content: content.toString("base64") };
}

/** `:<old mode> <new mode> <old> <new> <status> NUL <path> NUL …` */
function parseRaw(raw: string): { mode: string; object: string; path: string }[] {
  const parts = raw.split("\0").filter((part) => part !== "");
  return parts.flatMap((part, index) => {
    const [, mode = "", , object = ""] = part.split(" ");
    return part.startsWith(":") && index % 2 === 0 ? [{ mode, object, path: parts[index + 1] ?? "" }] : [];
  });
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
