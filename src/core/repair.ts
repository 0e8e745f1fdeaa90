import type { RecordEvent } from "./record.ts";
import { readPadMark } from "./workpad.ts";
import type { Issue, World } from "./world.ts";

/**
 * The event that puts a record together again which is gone although GitHub shows that there was one: our comment on the issue, or a
 * branch of ours for it. Null when nothing is missing. Numbers are read from our own comment; they can only restrict what is done next.
 */
export function repairOf(
  { records, branches }: Pick<World, "records" | "branches">,
  issue: Issue,
): Extract<RecordEvent, { type: "repaired" }> | null {
  if (records.has(issue.number)) return null;
  const mark = issue.workpad === null ? null : readPadMark(issue.workpad.body);
  const branch = branches.get(issue.number) ?? null;
  if (mark === null && branch === null) return null;
  const found = [
    ...(mark === null ? [] : ["its comment"]),
    ...(branch === null ? [] : [`the branch ${branch.name}`]),
  ];
  return {
    type: "repaired",
    why: `its record was gone; ${found.join(" and ")} showed that there had been one`,
    total: Math.max(mark?.attempts ?? 0, branch === null ? 0 : 1),
    spent: mark?.spent ?? 0,
    branch: branch?.name ?? null,
    pull: branch?.pull ?? null,
  };
}
