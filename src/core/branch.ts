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
