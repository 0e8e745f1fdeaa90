import { type Load, member, membersOf } from "./yaml-file.ts";

/** What a `permissions:` grants, by key; absent means none. `all` stands for `read-all` and `write-all`. */
export type Permissions = ReadonlyMap<string, "read" | "write">;

/** Reads a `permissions:`; null when there is none, so that the level above decides. */
export function permissionsOf(value: unknown): Permissions | null {
  if (value === undefined) return null;
  if (value === "read-all") return new Map([["all", "read"]]);
  if (value === "write-all") return new Map([["all", "write"]]);
  return new Map(
    membersOf(value).flatMap(([key, level]) =>
      level === "read" || level === "write" ? [[key, level] as const] : [],
    ),
  );
}

/**
 * Everything that the jobs of a workflow ask for, and those of the workflows that they call: GitHub refuses to start a run whose calling job
 * grants less. A call that cannot be read asks for what its job grants.
 */
export function neededBy(workflow: unknown, load: Load): Permissions {
  const needed = new Map<string, "read" | "write">();
  for (const [, job] of membersOf(member(workflow, "jobs"))) {
    const uses = member(job, "uses");
    const called = typeof uses === "string" ? load(uses) : null;
    const asked =
      called === null
        ? (permissionsOf(member(job, "permissions")) ??
          permissionsOf(member(workflow, "permissions")) ??
          new Map())
        : neededBy(called.value, load);
    for (const [key, level] of asked) if (needed.get(key) !== "write") needed.set(key, level);
  }
  return needed;
}

/** The lines that are missing in `granted`, as they are written: `actions: write`. */
export function missingPermissions(granted: Permissions, needed: Permissions): string[] {
  const all = granted.get("all");
  return [...needed].flatMap(([key, level]) => {
    const has = granted.get(key) ?? all;
    return has === "write" || has === level ? [] : [`${key}: ${level}`];
  });
}
