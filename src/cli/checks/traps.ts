import { type Finding, ok, warning } from "../finding.ts";
import { callersOf, triggerOf } from "../workflows.ts";
import { type YamlFile, member } from "../yaml-file.ts";
import type { Scene } from "./scene.ts";

/**
 * Workflows that would run an agent's branch with the repository's secrets, or release from a cache that a branch can fill. With the job's own
 * token a push starts no workflow; with a GitHub App token, or when a person pushes to the branch, it does.
 */
export function checkTraps({ workflows }: Scene): Finding[] {
  const others = workflows.filter((file) => callersOf([file]).length === 0 && file.problem === null);
  const findings = others.flatMap((file) => [...pushTrap(file), ...cacheTrap(file)]);
  return findings.length > 0
    ? findings
    : [
        ok(
          "other workflows",
          "None runs every pushed branch with secrets, none releases from a restored cache.",
        ),
      ];
}

function pushTrap(file: YamlFile): Finding[] {
  const push = triggerOf(file, "push");
  if (push === undefined || !everyBranch(push)) return [];
  const line = lineOf(file, /\$\{\{[^}]*\bsecrets\.(?!GITHUB_TOKEN\b)\w+/);
  if (line === null) return [];
  return [
    warning(
      "push with secrets",
      `${file.path}:${line}: it runs on pushes to every branch, and uses secrets.`,
      `Name the branches: \`on: { push: { branches: [main] } }\`.`,
    ),
  ];
}

function cacheTrap(file: YamlFile): Finding[] {
  const push = triggerOf(file, "push");
  const releases =
    triggerOf(file, "release") !== undefined ||
    member(push, "tags") !== undefined ||
    /\b(?:npm|pnpm|yarn|cargo|poetry|twine|uv) (?:publish|upload)\b|gh-action-pypi-publish|docker\/build-push-action/.test(
      file.text,
    );
  const line = releases
    ? lineOf(
        file,
        /uses:\s*["']?actions\/cache(?:\/restore)?@|^\s*cache:\s*["']?(?:npm|yarn|pnpm|pip|poetry|true|gradle|maven)\b/,
      )
    : null;
  if (line === null) return [];
  return [
    warning(
      "release from a cache",
      `${file.path}:${line}: it releases, and restores a cache that other runs can fill.`,
      "Release from a clean install: take the cache away in this workflow.",
    ),
  ];
}

/** True when a push trigger takes branches whose names it does not know. */
function everyBranch(push: unknown): boolean {
  const branches = member(push, "branches");
  if (branches === undefined)
    return member(push, "branches-ignore") !== undefined || member(push, "tags") === undefined;
  const patterns = Array.isArray(branches) ? branches : [branches];
  return patterns.some(
    (pattern) =>
      pattern === "*" ||
      pattern === "**" ||
      (typeof pattern === "string" && pattern.startsWith("switchyard/")),
  );
}

function lineOf(file: YamlFile, pattern: RegExp): number | null {
  const index = file.text.split("\n").findIndex((line) => pattern.test(line));
  return index === -1 ? null : index + 1;
}
