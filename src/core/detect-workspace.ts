import { parse } from "yaml";
import { z } from "zod";

import { Directory } from "./directory.ts";
import { type TopLevel, nodeRunner } from "./detect-gates.ts";

/** A workspace of several packages: a folder of one of them as its file names it, how one is tested, and that file. */
export type DetectedWorkspace = {
  readonly folder: string;
  readonly test: string;
  readonly because: string;
};

/** The files whose text `detectWorkspace` looks at. */
export const workspaceFiles = [
  "package.json",
  "pnpm-workspace.yaml",
  "go.work",
  "Cargo.toml",
  "pyproject.toml",
];

/** What a repository says of its packages; null when it has one package only, or says it in another way. */
export function detectWorkspace(top: TopLevel): DetectedWorkspace | null {
  const text = (file: string) => top.texts.get(file) ?? "";
  const node = `${nodeRunner(top.names)} test`;
  const found = [
    { members: npmMembers(text("package.json")), test: node, because: "package.json" },
    { members: pnpmMembers(text("pnpm-workspace.yaml")), test: node, because: "pnpm-workspace.yaml" },
    { members: goMembers(text("go.work")), test: "go test ./...", because: "go.work" },
    {
      members: tomlMembers(text("Cargo.toml"), "workspace"),
      test: "cargo test --locked",
      because: "Cargo.toml",
    },
    {
      members: tomlMembers(text("pyproject.toml"), "tool.uv.workspace"),
      test: "uv run pytest",
      because: "pyproject.toml",
    },
  ];
  for (const { members, test, because } of found)
    for (const member of members) {
      const folder = member.replace(/^\.\//, "").replace(/\/+$/, "").replace(/\*+$/, "web");
      if (folder !== "." && Directory.safeParse(folder).success) return { folder, test, because };
    }
  return null;
}

/** A scope for one package, as comments of a config. */
export function scopeExample({ folder, test, because }: DetectedWorkspace): string[] {
  const last = folder.slice(folder.lastIndexOf("/") + 1);
  const name = /^[a-z][a-z0-9-]{0,29}$/.test(last) ? last : "web";
  return [
    `# ${because} names several packages. A scope gives one of them its own issues, directory and gates:`,
    "# docs/configuration.md#monorepos. For example:",
    "# scopes:",
    `#   ${name}:`,
    `#     labels: [${name}]`,
    `#     paths: [${folder}/**]`,
    `#     directory: ${folder}`,
    `#     allowed: [${folder}/**]`,
    "#     gates:",
    "#       - name: test",
    `#         run: ${test}`,
    "",
  ];
}

const Members = z.array(z.string());

function npmMembers(text: string): string[] {
  const Manifest = z.object({ workspaces: z.union([Members, z.object({ packages: Members })]) });
  const parsed = Manifest.safeParse(orNull(() => JSON.parse(text)));
  if (!parsed.success) return [];
  const { workspaces } = parsed.data;
  return Array.isArray(workspaces) ? workspaces : workspaces.packages;
}

function pnpmMembers(text: string): string[] {
  const parsed = z.object({ packages: Members }).safeParse(orNull(() => parse(text)));
  return parsed.success ? parsed.data.packages.filter((member) => !member.startsWith("!")) : [];
}

/** `use ./svc`, or `use ( … )`. */
function goMembers(text: string): string[] {
  return [...text.matchAll(/^use\s+(?:\(([^)]*)\)|(\S+))/gm)].flatMap(([, list = "", one = ""]) =>
    `${list}\n${one}`.split("\n").flatMap((line) => line.replace(/\/\/.*/, "").trim() || []),
  );
}

/** The `members` of a table, without reading the whole of TOML. */
function tomlMembers(text: string, table: string): string[] {
  const start = text.split("\n").findIndex((line) => line.trim() === `[${table}]`);
  if (start === -1) return [];
  const rest = text.split("\n").slice(start + 1);
  const end = rest.findIndex((line) => line.startsWith("["));
  const list = /^members\s*=\s*\[([^\]]*)\]/m.exec(rest.slice(0, end === -1 ? rest.length : end).join("\n"));
  return [...(list?.[1] ?? "").matchAll(/["']([^"']+)["']/g)].map(([, member = ""]) => member);
}

function orNull(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return null; // Its own tools will say so better than we can.
  }
}
