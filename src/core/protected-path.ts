import { z } from "zod";

import { lookOf } from "./change-path.ts";

/**
 * A pattern of paths. Without a slash it is a file name, in any folder; with one it begins at the top level, or anywhere when it begins with `**`
 * and a slash. `*` stands for anything within one part, a trailing `/**` for everything below a folder, `**` alone for everything. Case does not count.
 */
export const Pattern = z
  .string()
  .min(1)
  .max(200)
  .refine((pattern) => !/^\/|\/\/|\\|[\p{Cc}]/u.test(pattern), {
    message: "is a path such as docs/api.md, a pattern such as infra/**, or a file name such as *.lock",
  });

/** What the config says about protected paths. */
export const ProtectedRules = z.strictObject({
  also: z
    .array(Pattern)
    .max(100)
    .default([])
    .describe("Further paths that are withheld, such as `infra/**` or `*.pem`"),
  allow: z
    .array(Pattern)
    .max(100)
    .default([])
    .describe("Protected paths that may be published after all; never workflows or our own config"),
  workflows: z
    .boolean()
    .default(false)
    .describe(
      "Publish changed workflow files too. Needs a GitHub App that may write workflows; the job's token never may",
    ),
});
export type ProtectedRules = z.output<typeof ProtectedRules>;

/** A group of protected paths and why they are. */
type Group = { readonly why: string; readonly patterns: readonly string[] };

/** Every path that is withheld by default. Read by the check, the prompt, the agent's checkout and the documentation. */
export const protectedGroups: readonly Group[] = [
  { why: "workflows, which run with the repository's secrets", patterns: [".github/workflows/**"] },
  { why: "our own settings", patterns: [".github/switchyard.yml", ".github/switchyard/**"] },
  {
    why: "actions, which workflows run",
    patterns: [".github/actions/**", "action.yml", "action.yaml"],
  },
  { why: "everything else that GitHub reads", patterns: [".github/**", "CODEOWNERS"] },
  {
    why: "other CI systems",
    patterns: [
      ".gitlab-ci.yml",
      ".gitlab/**",
      ".circleci/**",
      ".travis.yml",
      "Jenkinsfile",
      "azure-pipelines.yml",
      "bitbucket-pipelines.yml",
      ".drone.yml",
      ".woodpecker.yml",
      ".woodpecker/**",
      ".buildkite/**",
      "appveyor.yml",
      ".appveyor.yml",
      ".cirrus.yml",
      ".teamcity/**",
    ],
  },
  {
    why: "bots that open and merge pull requests",
    patterns: [
      "dependabot.yml",
      "dependabot.yaml",
      "renovate.json",
      "renovate.json5",
      ".renovaterc",
      ".renovaterc.json",
      ".mergify.yml",
      "mergify.yml",
      ".mergify/**",
      ".kodiak.toml",
      "bors.toml",
    ],
  },
  {
    why: "what agents read as instructions, and their tools",
    patterns: [
      "CLAUDE.md",
      "CLAUDE.local.md",
      "AGENTS.md",
      "AGENTS.override.md",
      "AGENT.md",
      "GEMINI.md",
      "QWEN.md",
      ".cursorrules",
      ".windsurfrules",
      ".clinerules",
      ".mcp.json",
      ".claude.json",
      "**/.claude/**",
      "**/.cursor/**",
      "**/.codex/**",
      "**/.gemini/**",
      "**/.agents/**",
      "**/.windsurf/**",
      "**/.clinerules/**",
      "**/.continue/**",
      "**/.roo/**",
      ".aider.conf.yml",
    ],
  },
  {
    why: "git: hooks, filters, modules, and what a reviewer's view leaves out",
    patterns: [
      ".gitmodules",
      ".gitattributes",
      ".gitconfig",
      ".mailmap",
      ".git-blame-ignore-revs",
      ".ripgreprc",
      "**/.husky/**",
      "**/.githooks/**",
      ".pre-commit-config.yaml",
      ".pre-commit-hooks.yaml",
      "lefthook.yml",
      "lefthook.yaml",
      ".lefthook.yml",
      ".lintstagedrc",
      ".lintstagedrc.*",
      "lint-staged.config.*",
    ],
  },
  {
    why: "editors and shells, which run what these name when a folder is opened",
    patterns: [
      "**/.vscode/**",
      "**/.idea/**",
      "**/.devcontainer/**",
      ".devcontainer.json",
      "*.code-workspace",
      ".editorconfig",
      ".vimrc",
      ".nvimrc",
      ".exrc",
      ".nvim.lua",
      ".dir-locals.el",
      ".envrc",
      ".gitpod.yml",
    ],
  },
  {
    why: "where package managers load from, and with which credentials",
    patterns: [
      ".npmrc",
      ".yarnrc",
      ".yarnrc.yml",
      "**/.yarn/releases/**",
      "**/.yarn/plugins/**",
      ".pnpmfile.cjs",
      ".pnpmfile.mjs",
      "bunfig.toml",
      ".pypirc",
      "pip.conf",
      "uv.toml",
      ".netrc",
      "**/.cargo/config",
      "**/.cargo/config.toml",
      ".bundle/config",
      ".gemrc",
      "nuget.config",
      "**/.mvn/**",
    ],
  },
];

/** Those of these paths that are withheld, in their order: by the table above and the config. Pure; the paths may be a whole tree. */
export function protectedPaths(paths: readonly string[], rules: ProtectedRules): string[] {
  const isProtected = protection(rules);
  return paths.filter(isProtected);
}

/** The question whether a path is withheld, for many paths. */
export function protection(rules: ProtectedRules): (path: string) => boolean {
  const also = matcher(rules.also);
  const allowed = matcher(rules.allow);
  return (path) => {
    if (isWorkflow(path)) return !rules.workflows;
    return (byDefault(path) || also(path)) && (isOurs(path) || !allowed(path));
  };
}

/** What the agent is told, so that it does not work in vain. */
export function protectedSentence(rules: ProtectedRules): string {
  const also = rules.also.length === 0 ? "" : `, and ${rules.also.join(", ")}`;
  return `Some files are not published from here, and are better left alone: ${rules.workflows ? "actions and other" : "workflows, actions and other"} configuration of GitHub, CI, bots, git, editors, package registries and coding agents (such as .github/, CODEOWNERS, CLAUDE.md, .npmrc, .vscode/)${also}. If the task needs such a change, say in your last message what a person should change.`;
}

/** Tests a path against patterns. A path counts as it looks, so that no other spelling gets around a pattern. */
export function matcher(patterns: readonly string[]): (path: string) => boolean {
  const names = new Set<string>();
  const shapes: RegExp[] = [];
  for (const pattern of patterns.map(lookOf))
    if (/[*/]/.test(pattern)) shapes.push(shapeOf(pattern));
    else names.add(pattern);
  return (path) => {
    const look = lookOf(path);
    return names.has(look.slice(look.lastIndexOf("/") + 1)) || shapes.some((shape) => shape.test(look));
  };
}

function shapeOf(pattern: string): RegExp {
  if (pattern === "**") return /^/;
  const anywhere = !pattern.includes("/") || pattern.startsWith("**/");
  const below = pattern.endsWith("/**") || pattern.endsWith("/");
  const inner = pattern.replace(/^\*\*\//, "").replace(/\/(?:\*\*)?$/, "");
  const parts = inner
    .split("/")
    .map((part) =>
      part === "**"
        ? "(?:[^/]+/)*"
        : `${part.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace(/\*+/g, "[^/]*")}/`,
    );
  const body = parts.join("").replace(/\/$/, "");
  return new RegExp(`^${anywhere ? "(?:[^/]+/)*" : ""}${body}${below ? "(?:/|$)" : "$"}`, "u");
}

/** Is this a workflow file, which only a token with the right to write workflows can publish? */
export const isWorkflow = matcher([".github/workflows/**"]);

const isOurs = matcher([".github/switchyard.yml", ".github/switchyard/**"]);
const byDefault = matcher(protectedGroups.flatMap(({ patterns }) => patterns));
