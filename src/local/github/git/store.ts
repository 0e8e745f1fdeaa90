import { createHash, randomUUID } from "node:crypto";
import { mkdir, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { deflate } from "node:zlib";
import {
  type CommitObject,
  formatCommit,
  formatTree,
  parseCommit,
  parseTree,
  type TreeEntry,
} from "./objects.ts";
import { type GitObject, openReader } from "./reader.ts";

/** A bare repository. Everything that is read by object id is remembered, since it cannot change. */
export type GitStore = AsyncDisposable & {
  readonly directory: string;
  /** What an expression names, or null. */
  read(expression: string): Promise<GitObject | null>;
  /** The commit with this id, or null when there is none. */
  commit(sha: string): Promise<CommitObject | null>;
  /** The commit that an expression (branch, tag, id, `HEAD`) leads to, or null. */
  commitAt(expression: string): Promise<CommitObject | null>;
  /** The entries of the tree with this id, or null. */
  tree(sha: string): Promise<readonly TreeEntry[] | null>;
  write(type: "blob" | "tree" | "commit", content: Buffer): Promise<string>;
  writeCommit(commit: Omit<CommitObject, "sha">): Promise<string>;
  /** A tree made from another by changes to single paths; a null sha removes. Empty directories vanish. */
  writeTree(base: string | null, changes: readonly TreeChange[]): Promise<string>;
  /** The object id that a full ref name has, or null. */
  ref(name: string): Promise<string | null>;
};

export type TreeChange = { readonly path: string; readonly mode: string; readonly sha: string | null };

/** The id of the tree without entries. */
export const emptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

const compress = promisify(deflate);
const rememberedBytes = 1_048_576; // larger objects are read again

/** Opens the bare repository in a directory. */
export function openStore(directory: string): GitStore {
  const reader = openReader(directory);
  const objects = new Map<string, GitObject>();

  const store: GitStore = {
    directory,
    async read(expression) {
      const known = objects.get(expression);
      if (known !== undefined) return known;
      const object = await reader.read(expression);
      if (object !== null && object.content.length <= rememberedBytes) objects.set(object.sha, object);
      return object;
    },
    async commit(sha) {
      const object = isSha(sha) ? await store.read(sha) : null;
      return object?.type === "commit" ? parseCommit(object) : null;
    },
    async commitAt(expression) {
      const object = await store.read(isSha(expression) ? expression : `${expression}^{commit}`);
      return object?.type === "commit" ? parseCommit(object) : null;
    },
    async tree(sha) {
      const object = await store.read(sha);
      return object?.type === "tree" ? parseTree(object.content) : null;
    },
    write: (type, content) => writeObject(directory, type, content),
    writeCommit: (commit) => writeObject(directory, "commit", formatCommit(commit)),
    writeTree: (base, changes) => writeTree(store, base, changes),
    async ref(name) {
      return (await reader.read(name))?.sha ?? null;
    },
    [Symbol.asyncDispose]: () => reader[Symbol.asyncDispose](),
  };
  return store;
}

/** True of a full object id. */
export function isSha(text: string): boolean {
  return /^[0-9a-f]{40}$/.test(text);
}

/** Writes a loose object as git does: complete file first, then its final name. Returns its id. */
async function writeObject(directory: string, type: string, content: Buffer): Promise<string> {
  const bytes = Buffer.concat([Buffer.from(`${type} ${content.length}\0`), content]);
  const sha = createHash("sha1").update(bytes).digest("hex");
  const folder = join(directory, "objects", sha.slice(0, 2));
  const file = join(folder, sha.slice(2));
  if (await exists(file)) return sha;
  await mkdir(folder, { recursive: true });
  const draft = join(folder, `tmp_obj_${randomUUID()}`);
  await writeFile(draft, await compress(bytes), { mode: 0o444 });
  await rename(draft, file);
  return sha;
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

async function writeTree(
  store: GitStore,
  base: string | null,
  changes: readonly TreeChange[],
): Promise<string> {
  const entries = new Map<string, TreeEntry>();
  for (const entry of base === null ? [] : ((await store.tree(base)) ?? [])) entries.set(entry.name, entry);
  const nested = new Map<string, TreeChange[]>();
  for (const change of changes) {
    const slash = change.path.indexOf("/");
    if (slash === -1) {
      if (change.sha === null) entries.delete(change.path);
      else entries.set(change.path, { mode: change.mode, name: change.path, sha: change.sha });
      continue;
    }
    const name = change.path.slice(0, slash);
    nested.set(name, [...(nested.get(name) ?? []), { ...change, path: change.path.slice(slash + 1) }]);
  }
  for (const [name, inside] of nested) {
    const old = entries.get(name);
    const sha = await writeTree(store, old?.mode === "040000" ? old.sha : null, inside);
    if (sha === emptyTree) entries.delete(name);
    else entries.set(name, { mode: "040000", name, sha });
  }
  return store.write("tree", formatTree([...entries.values()]));
}
