import type { Change, ChangeSet } from "./result.ts";

/** Limits of a change set (security requirement C6): bytes, files, characters, levels. */
export const changeLimits = {
  files: 300,
  fileBytes: 5_000_000,
  totalBytes: 20_000_000,
  path: 400,
  depth: 40,
} as const;

/** Why a change set is refused, with a stable code. */
export type Refusal = {
  readonly code: "path" | "size" | "count" | "collision" | "encoding" | "inexpressible";
  readonly path: string;
  readonly text: string;
};

/** What may be published of a change set: all refusals, or the changes and the paths that are withheld. */
export type CheckedChanges =
  | { readonly ok: false; readonly refusals: readonly Refusal[] }
  | { readonly ok: true; readonly changes: readonly Change[]; readonly withheld: readonly string[] };

/** Checks the form of every change, and holds back what touches protected paths. Lists every refusal, not the first. */
export function checkChanges(set: ChangeSet): CheckedChanges {
  const refusals = [
    ...set.inexpressible.map((path): Refusal => ({
      code: "inexpressible",
      path,
      text: "only regular files can be changed: no symbolic links, submodules or special files",
    })),
    ...set.changes.flatMap(refusalsOf),
    ...totals(set),
    ...collisions(set.changes),
  ];
  if (refusals.length > 0) return { ok: false, refusals };
  const withheld = set.changes.filter((change) => isProtected(change.path)).map((change) => change.path);
  return { ok: true, changes: set.changes.filter((change) => !isProtected(change.path)), withheld };
}

/** Is this one of the files that change how git, GitHub, a reviewer, an editor, a package manager or an agent behaves? (C9) */
export function isProtected(path: string): boolean {
  const folded = fold(path);
  return (
    protectedFolders.some((folder) => folded.startsWith(folder)) ||
    protectedNames.has(folded.slice(folded.lastIndexOf("/") + 1))
  );
}

/** The bytes of a written change, or null when its content is not what its encoding says. */
export function contentOf(change: Extract<Change, { kind: "write" }>): Uint8Array | null {
  if (change.encoding === "utf-8") return new TextEncoder().encode(change.content);
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(change.content)) return null;
  return Uint8Array.from(atob(change.content), (character) => character.charCodeAt(0));
}

const protectedFolders = [
  ".github/",
  ".claude/",
  ".cursor/",
  ".vscode/",
  ".idea/",
  ".devcontainer/",
  ".husky/",
  ".githooks/",
  ".gitlab/",
  ".circleci/",
];

const protectedNames = new Set([
  "codeowners",
  "action.yml",
  "action.yaml",
  "claude.md",
  "claude.local.md",
  "agents.md",
  "gemini.md",
  ".cursorrules",
  ".mcp.json",
  ".claude.json",
  ".gitmodules",
  ".gitattributes",
  ".gitconfig",
  ".npmrc",
  ".yarnrc",
  ".yarnrc.yml",
  ".pnpmfile.cjs",
  ".pypirc",
  "pip.conf",
  ".netrc",
  ".envrc",
  ".editorconfig",
  "renovate.json",
  "renovate.json5",
  ".renovaterc",
  ".renovaterc.json",
  "dependabot.yml",
  ".mergify.yml",
  "mergify.yml",
  ".pre-commit-config.yaml",
  "lefthook.yml",
  ".lintstagedrc",
  ".ripgreprc",
  ".gitlab-ci.yml",
  ".travis.yml",
  "jenkinsfile",
]);

function refusalsOf(change: Change): Refusal[] {
  const { path } = change;
  const why = pathProblem(path);
  if (why !== null) return [{ code: "path", path, text: why }];
  if (change.kind === "delete") return [];
  const bytes = contentOf(change);
  if (bytes === null) return [{ code: "encoding", path, text: "its content is not base64" }];
  return bytes.length > changeLimits.fileBytes
    ? [
        {
          code: "size",
          path,
          text: `it has ${bytes.length} bytes; at most ${changeLimits.fileBytes} are published`,
        },
      ]
    : [];
}

function pathProblem(path: string): string | null {
  const parts = path.split("/");
  if (path.length === 0 || path.length > changeLimits.path)
    return `a path has 1 to ${changeLimits.path} characters`;
  if (parts.length > changeLimits.depth) return `a path has at most ${changeLimits.depth} levels`;
  if (!path.isWellFormed()) return "a path is valid Unicode";
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}"\\:*?<>|]/u.test(path))
    return 'a path has no control or invisible characters and none of " \\ : * ? < > |';
  if (path.startsWith("-")) return "a path does not begin with a dash";
  if (parts.some((part) => part === "" || part === "." || part === ".." || /[. ]$/.test(part)))
    return "a path has no empty, relative or dot-ended part";
  if (parts.some((part) => /^(?:\.git|git~\d+)$/.test(fold(part)))) return "nothing inside .git is published";
  return null;
}

function totals({ changes }: ChangeSet): Refusal[] {
  const size = changes.reduce(
    (sum, change) => sum + (change.kind === "write" ? (contentOf(change)?.length ?? 0) : 0),
    0,
  );
  return [
    ...(changes.length > changeLimits.files
      ? [
          {
            code: "count" as const,
            path: "",
            text: `${changes.length} files are changed; at most ${changeLimits.files} are published`,
          },
        ]
      : []),
    ...(size > changeLimits.totalBytes
      ? [
          {
            code: "size" as const,
            path: "",
            text: `the change has ${size} bytes; at most ${changeLimits.totalBytes} are published`,
          },
        ]
      : []),
  ];
}

/** Two written paths that one file system or reader would take for the same. */
function collisions(changes: readonly Change[]): Refusal[] {
  const seen = new Map<string, string>();
  const written = changes.filter((change) => change.kind === "write");
  return written.flatMap(({ path }) => {
    const folded = fold(path);
    const other = seen.get(folded);
    seen.set(folded, path);
    return other === undefined
      ? []
      : [{ code: "collision" as const, path, text: `it cannot be told from ${JSON.stringify(other)}` }];
  });
}

function fold(path: string): string {
  return path.normalize("NFKC").toLowerCase();
}
