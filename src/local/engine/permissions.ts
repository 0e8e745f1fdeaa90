import type { TokenPermissions } from "../contract.ts";
import { UserError } from "../../core/errors.ts";
import type { Node } from "./yaml-node.ts";
import { entries, place, plainText, refusal } from "./yaml-node.ts";

/** Every scope a job token can hold, as in the official schema of 2026-08; `metadata` comes with each token. */
const scopes = [
  "actions",
  "artifact-metadata",
  "attestations",
  "checks",
  "code-quality",
  "contents",
  "deployments",
  "discussions",
  "drives",
  "issues",
  "models",
  "packages",
  "pages",
  "pull-requests",
  "repository-projects",
  "security-events",
  "statuses",
  "vulnerability-alerts",
];

/** What a `permissions:` node asks for; null when there is none. */
export function readPermissions(node: Node | null): TokenPermissions | null {
  if (node === null) return null;
  if (node.kind !== "mapping") {
    const word = plainText(node);
    if (word === "read-all") return allScopes("read");
    if (word === "write-all") return allScopes("write");
    throw new UserError(`${place(node.at)}: permissions: expected read-all, write-all or a mapping`);
  }
  const asked: Record<string, "read" | "write"> = {};
  for (const [scope, value] of entries(node)) {
    const level = plainText(value);
    // Without an issuer of identity tokens a job would fail in a way that GitHub's jobs do not.
    if (scope === "id-token" && level === "write") throw refusal(value.at, "`id-token: write`");
    if (level === "read" || level === "write") asked[scope] = level;
  }
  return asked;
}

/** What a token gets without any `permissions:`, by the repository's setting. */
export function defaultPermissions(setting: "read" | "write"): TokenPermissions {
  return setting === "write" ? allScopes("write") : { contents: "read", packages: "read" };
}

/** The scopes asked for beyond what is allowed: `asked` and `allowed` as GitHub's message lists them; null if none. */
export function excess(
  asked: TokenPermissions,
  allowed: TokenPermissions,
): { readonly asked: string; readonly allowed: string } | null {
  const beyond = Object.entries(asked).filter(([scope, level]) => rank(level) > rank(allowed[scope]));
  if (beyond.length === 0) return null;
  return {
    asked: beyond.map(([scope, level]) => `${scope}: ${level}`).join(", "),
    allowed: beyond.map(([scope]) => `${scope}: ${allowed[scope] ?? "none"}`).join(", "),
  };
}

function rank(level: "read" | "write" | undefined): number {
  return level === "write" ? 2 : level === "read" ? 1 : 0;
}

function allScopes(level: "read" | "write"): TokenPermissions {
  return Object.fromEntries(scopes.map((scope) => [scope, scope === "models" ? "read" : level]));
}
