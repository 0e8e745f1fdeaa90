import type { RecordEvent } from "./record.ts";
import { readPadMark } from "./workpad.ts";
import type { Issue, World } from "./world.ts";

/**
 * The event that puts a record together again which is gone although GitHub shows that there was one: our comment on the issue, a branch of ours for it,
 * or a label which says that a task is open. Null when nothing is missing. Numbers are read from our own comment; they can only restrict what is done next.
 */
export function repairOf(
  { records, branches, config }: Pick<World, "records" | "branches" | "config">,
  issue: Issue,
): Extract<RecordEvent, { type: "repaired" }> | null {
  if (records.has(issue.number)) return null;
  const mark = issue.workpad === null ? null : readPadMark(issue.workpad.body);
  const branch = branches.get(issue.number) ?? null;
  const shown = [config.labels["in-progress"], config.labels.waiting].find(
    (name) => name !== false && issue.labels.includes(name),
  );
  if (mark === null && branch === null && shown === undefined) return null;
  const found = [
    ...(mark === null ? [] : ["its comment"]),
    ...(branch === null ? [] : [`the branch ${branch.name}`]),
    ...(shown === undefined ? [] : [`the label "${shown}"`]),
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
