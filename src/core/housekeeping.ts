import type { Entry, ReadEntry } from "./record-entry.ts";
import type { Branch } from "./world.ts";

/** Days that an issue must have been closed, and its record quiet, before the record moves into the archive. */
export const archiveAfter = 7;

/** Minutes that a task must be over before its branch can go: what GitHub's search says of a new pull request may be late. */
const branchAfter = 60;

/** Something that nobody needs any more. */
export type Chore =
  | { readonly type: "fold"; readonly issue: number; readonly why: string }
  | {
      readonly type: "remove-branch";
      readonly issue: number;
      readonly branch: string;
      /** Where we left it: it goes only while it stands there. */
      readonly commit: string;
      readonly why: string;
    };

/** A branch that fits the pattern of the config, for an issue. `pull`: its open pull request. */
export type OurBranch = Branch & { readonly issue: number };

/** What a chore does, for people. */
export function choreText(chore: Chore): string {
  return chore.type === "fold"
    ? `The record of #${chore.issue} moves into the archive: ${chore.why}`
    : `The branch ${chore.branch} is removed: ${chore.why}`;
}

type Records = ReadonlyMap<number, ReadEntry>;

/**
 * Issues whose records nothing has been written to for a week and that wait for nothing, the quietest first: whether they were closed has to be looked
 * up. Those that have a branch left wait for its end, and the newest proof that the credentials work stays in sight.
 */
export function quietIssues(
  records: Records,
  { branches, now }: { branches: readonly OurBranch[]; now: string },
): number[] {
  const busy = new Set(branches.map(({ issue }) => issue));
  const proof = newestProof(records);
  const before = daysBefore(now, archiveAfter);
  return [...records]
    .flatMap(([issue, record]) =>
      record.ok &&
      record.entry.state.phase === "idle" &&
      record.entry.at < before &&
      issue !== proof &&
      !busy.has(issue)
        ? [{ issue, at: record.entry.at }]
        : [],
    )
    .toSorted((a, b) => a.at.localeCompare(b.at))
    .map(({ issue }) => issue);
}

/** The records of quiet issues that have been closed for a week; `closed` says since when (ISO time, null: open), an issue that is gone is absent. */
export function foldsOf(
  quiet: readonly number[],
  { closed, now }: { closed: ReadonlyMap<number, string | null>; now: string },
): Chore[] {
  const before = daysBefore(now, archiveAfter);
  return quiet.flatMap((issue) => {
    const at = closed.get(issue);
    if (at === undefined) return [{ type: "fold", issue, why: "there is no such issue any more" }];
    return at !== null && at < before
      ? [{ type: "fold", issue, why: `it was closed on ${at.slice(0, 10)}` }]
      : [];
  });
}

/** Branches without an open pull request whose issue has been at rest for an hour, the oldest record first. Whether we published them has to be looked up. */
export function idleBranches(
  records: Records,
  { branches, now }: { branches: readonly OurBranch[]; now: string },
): OurBranch[] {
  const before = new Date(Date.parse(now) - branchAfter * 60_000).toISOString();
  // What running work is stacked on stays.
  const bases = new Set(
    [...records.values()].flatMap((record) => (record.ok ? (record.entry.state.claim?.base ?? []) : [])),
  );
  return branches
    .filter(({ issue, pull, commit }) => {
      const record = records.get(issue);
      return (
        pull === null &&
        record?.ok === true &&
        record.entry.state.phase === "idle" &&
        record.entry.at < before &&
        !bases.has(commit)
      );
    })
    .toSorted((a, b) => a.issue - b.issue);
}

/**
 * The branch, if its record says that we published it at the commit where it still stands, and that it had a pull request: which is then over. One that
 * people are to open a pull request from by hand stays.
 */
export function removalOf(
  { issue, name, commit }: OurBranch,
  events: readonly Entry["event"][],
): Extract<Chore, { type: "remove-branch" }> | null {
  const published = events.some(
    (event) =>
      event.type === "publishing" && event.publishing.branch === name && event.publishing.commit === commit,
  );
  const pull = events.flatMap((event) =>
    event.type === "ended" && event.ending.branch === name ? (event.ending.pull ?? []) : [],
  )[0];
  return published && pull !== undefined
    ? { type: "remove-branch", issue, branch: name, commit, why: `pull request #${pull} is over` }
    : null;
}

/** The issue whose record shows newest what the model answered; see `healthOf`. */
function newestProof(records: Records): number | null {
  let newest: { issue: number; at: string } | null = null;
  for (const [issue, record] of records) {
    const last = record.ok ? record.entry.state.last : null;
    if (last === null || last["model-reached"] === undefined) continue;
    if (newest === null || last.at > newest.at) newest = { issue, at: last.at };
  }
  return newest?.issue ?? null;
}

function daysBefore(now: string, days: number): string {
  return new Date(Date.parse(now) - days * 24 * 3_600_000).toISOString();
}
