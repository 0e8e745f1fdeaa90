import { type BaseEntries, lookOf, pathLimits, pathProblem } from "./change-path.ts";
import { type ProtectedRules, matcher, protection } from "./protected-path.ts";
import type { Refusal } from "./refusal.ts";
import type { Change, ChangeSet } from "./result.ts";
import { checkedOut } from "./sparse.ts";
import { type SensitivePath, sensitivePaths } from "./sensitive-path.ts";

/** Limits of a change set (security requirement C6): bytes, files. Those of a path are beside them. */
export const changeLimits = {
  files: 300,
  fileBytes: 5_000_000,
  totalBytes: 20_000_000,
  ...pathLimits,
} as const;

/** A changed path that is not published, and why. */
export type Withheld = {
  readonly path: string;
  readonly code: "protected-path" | "outside-scope" | "not-checked-out";
};

/** What a task may change: patterns, of which an empty list stands for everything; and what it saw, as `sparseFolders` says. */
export type Bounds = { readonly allowed: readonly string[]; readonly sparse: readonly string[] | null };

/** What the form of a change set allows: all refusals, or what is published, what is withheld, and what a reviewer should look at first. */
export type CheckedChanges =
  | { readonly ok: false; readonly refusals: readonly Refusal[] }
  | {
      readonly ok: true;
      readonly changes: readonly Change[];
      readonly withheld: readonly Withheld[];
      readonly sensitive: readonly SensitivePath[];
    };

/**
 * Checks the form of every change, and holds back what touches protected paths or lies outside of the task's bounds. Lists every refusal, not the first. Without the entries of the
 * base (null), what collides with files that are there already is not seen. A removal of what the base does not have is no change: setup made it.
 */
export function checkChanges(
  set: ChangeSet,
  { rules, bounds, base }: { rules: ProtectedRules; bounds: Bounds; base: BaseEntries | null },
): CheckedChanges {
  if (set.changes.length > changeLimits.files)
    return {
      ok: false,
      refusals: [
        {
          code: "count",
          path: "",
          text: `${set.changes.length} files are changed; at most ${changeLimits.files} are published`,
        },
      ],
    };
  const whyNot = holding(rules, { bounds, base });
  const real = set.changes.filter(({ kind, path }) => kind === "write" || isThere(path, base));
  const changes = real.filter(({ path }) => whyNot(path) === null);
  const refusals = [
    ...set.inexpressible.map((path): Refusal => ({
      code: "mode",
      path,
      text: "only regular files can be changed: no symbolic links, submodules or special files, and only names that are UTF-8",
    })),
    ...set.changes.flatMap((change) => refusalsOf(change, base)),
    ...tooMuch(set),
    ...collisions({ changed: set.changes, published: changes, base }),
  ];
  if (refusals.length > 0) return { ok: false, refusals };
  return {
    ok: true,
    changes,
    withheld: real.flatMap(({ path }): Withheld[] => {
      const code = whyNot(path);
      return code === null ? [] : [{ path, code }];
    }),
    sensitive: sensitivePaths(changes),
  };
}

/** The bytes of a written change, or null when its content is not what its encoding says. */
export function contentOf(change: Extract<Change, { kind: "write" }>): Uint8Array | null {
  if (change.encoding === "utf-8")
    return change.content.isWellFormed() ? new TextEncoder().encode(change.content) : null;
  // A regular expression over the whole would overflow its stack on some megabytes, so it looks at the alphabet alone.
  if (change.content.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(change.content)) return null;
  return Uint8Array.from(atob(change.content), (character) => character.charCodeAt(0));
}

/** The directories of the base that a check of these changes has to know: every one that a changed path lies in. The root is the empty string. */
export function directoriesOf(changes: readonly Change[]): string[] {
  const all = new Set([""]);
  for (const { path } of changes) for (const prefix of prefixesOf(path).slice(0, -1)) all.add(prefix);
  return [...all].toSorted();
}

/** Says of a path why it is not published; null when it is. */
function holding(
  rules: ProtectedRules,
  { bounds: { allowed, sparse }, base }: { bounds: Bounds; base: BaseEntries | null },
): (path: string) => Withheld["code"] | null {
  const wasSeen = checkedOut(sparse);
  const isProtected = protection(rules);
  const isAllowed = allowed.length === 0 ? () => true : matcher(allowed);
  return (path) => {
    if (isProtected(path)) return "protected-path";
    if (!isAllowed(path)) return "outside-scope";
    // A file that nobody saw would be replaced or removed blindly.
    return wasSeen(path) || !isThere(path, base) ? null : "not-checked-out";
  };
}

function isThere(path: string, base: BaseEntries | null): boolean {
  const kind = base === null ? "file" : base.get(path);
  return kind !== undefined && kind !== "directory";
}

function refusalsOf(change: Change, base: BaseEntries | null): Refusal[] {
  const { path } = change;
  const why = pathProblem(path, base?.has(path) ?? false);
  if (why !== null) return [{ code: "path", path, text: why }];
  if (change.kind === "delete") return [];
  const size = contentOf(change)?.length;
  if (size === undefined)
    return [{ code: "encoding", path, text: "its content is not what its encoding says" }];
  const limit = changeLimits.fileBytes;
  return size > limit
    ? [{ code: "size", path, text: `it has ${size} bytes; at most ${limit} are published` }]
    : [];
}

function tooMuch({ changes }: ChangeSet): Refusal[] {
  const size = changes.reduce(
    (sum, change) => sum + (change.kind === "write" ? (contentOf(change)?.length ?? 0) : 0),
    0,
  );
  const limit = changeLimits.totalBytes;
  return size > limit
    ? [{ code: "size", path: "", text: `the change has ${size} bytes; at most ${limit} are published` }]
    : [];
}

/**
 * Changed paths that one file system or reader would take for another one: of the change itself, or of what stays in the base. A path that is
 * there already may look like others; it was so before. What is withheld stays as it is.
 */
function collisions({
  changed,
  published,
  base,
}: {
  changed: readonly Change[];
  published: readonly Change[];
  base: BaseEntries | null;
}): Refusal[] {
  const order = new Map(changed.map(({ path }, index) => [path, index]));
  const written = changed.filter(({ kind }) => kind === "write").map(({ path }) => path);
  const files = new Set(written);
  const stays = staying(published, base ?? new Map());
  const alike = new Map<string, Set<string>>();
  for (const path of [...stays, ...written.flatMap(prefixesOf)])
    alike.set(lookOf(path), (alike.get(lookOf(path)) ?? new Set<string>()).add(path));
  const problemOf = (path: string): string | null => {
    const folders = prefixesOf(path).slice(0, -1);
    const file = folders.find(
      (folder) => files.has(folder) || (stays.has(folder) && base?.get(folder) !== "directory"),
    );
    if (file !== undefined) return `${JSON.stringify(file)} is a file, not a folder`;
    if (stays.has(path)) return base?.get(path) === "directory" ? "it is a folder of the base" : null;
    const other = [...folders.filter((folder) => !stays.has(folder)), path]
      .flatMap((prefix) =>
        [...(alike.get(lookOf(prefix)) ?? [])].filter(
          (found) => found !== prefix && (order.get(found) ?? -1) < (order.get(path) ?? 0),
        ),
      )
      .at(0);
    return other === undefined ? null : `it cannot be told from ${JSON.stringify(other)}`;
  };
  return changed.flatMap(({ kind, path }, index): Refusal[] => {
    const text =
      order.get(path) === index ? (kind === "write" ? problemOf(path) : null) : "it is changed twice";
    return text === null ? [] : [{ code: "collision", path, text }];
  });
}

/** The entries of the base that are still there after the change; a folder goes with the last entry that is known of it. */
function staying(changes: readonly Change[], base: BaseEntries): Set<string> {
  const stays = new Set(base.keys());
  for (const { kind, path } of changes) if (kind === "delete") stays.delete(path);
  for (const folder of directoriesOf(changes).toReversed())
    if (base.get(folder) === "directory" && ![...stays].some((path) => path.startsWith(`${folder}/`)))
      stays.delete(folder);
  return stays;
}

/** `a`, `a/b`, `a/b/c` for `a/b/c`. */
function prefixesOf(path: string): string[] {
  const parts = path.split("/");
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}
