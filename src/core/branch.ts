import { workerName } from "./plan.ts";

/** The name of a task's branch: the pattern of the config with its fields filled in, made a valid ref name. `at` is an ISO time. */
export function branchName(
  pattern: string,
  task: { issue: number; attempt: number; claim: string; worker: number; title: string; at: string },
): string {
  const values: Readonly<Record<string, string>> = {
    issue: String(task.issue),
    attempt: String(task.attempt),
    claim: task.claim.slice(0, 8),
    worker: workerName(task.worker),
    timestamp: task.at.replace(/\D/g, "").slice(0, 14),
    slug: slug(task.title),
  };
  const name = pattern.replace(/\{([^{}]*)\}/g, (whole, field: string) => values[field] ?? whole);
  return valid(name);
}

/** Lower-case ASCII words of a title joined by dashes, at most 40 characters; `task` when nothing is left. */
export function slug(title: string): string {
  const words = title
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 40)
    .replace(/^-+|-+$/g, "");
  return words === "" ? "task" : words;
}

/** What git check-ref-format refuses, replaced by dashes. */
function valid(name: string): string {
  return name
    .replace(/[^\w./-]+/g, "-")
    .replace(/\.{2,}/g, ".")
    .replace(/\/{2,}/g, "/")
    .replace(/(^|\/)\.+/g, "$1")
    .replace(/\.lock(?=\/|$)/g, "-lock")
    .replace(/[./]+$|^[/-]+/g, "")
    .slice(0, 200);
}

/** The folder that all names of a pattern lie in, with a slash at its end; empty when there is none. */
export function branchFolder(pattern: string): string {
  const fixed = pattern.slice(0, pattern.indexOf("{"));
  return fixed.slice(0, fixed.lastIndexOf("/") + 1);
}

/** The issue that a branch of this pattern is for; null when the name does not fit the pattern. */
export function issueOfBranch(pattern: string, name: string): number | null {
  let named = false;
  const expression = pattern.split(/\{([^{}]*)\}/).map((part, index) => {
    if (index % 2 === 0) return part.replace(/[^\w./-]+/g, "-").replace(/[.-]/g, "\\$&");
    if (part !== "issue" || named) return fieldPatterns[part] ?? ".+";
    named = true;
    return `(?<issue>${fieldPatterns.issue})`;
  });
  // A name that was taken has the claim behind it.
  const match = new RegExp(`^${expression.join("")}(?:-[0-9a-f]{8})?$`).exec(name);
  const issue = match?.groups?.["issue"];
  return issue === undefined ? null : Number(issue);
}

const fieldPatterns: Readonly<Record<string, string>> & { readonly issue: string } = {
  issue: "[1-9]\\d{0,8}",
  attempt: "\\d+",
  claim: "[0-9a-f]{8}",
  worker: "\\d{2,}",
  timestamp: "\\d{14}",
  slug: "[a-z0-9-]+",
};
