import { isPull, type PullIssue } from "../shapes/pull.ts";
import type { Issue, Repository } from "../world.ts";
import type { Bounds } from "./connection.ts";

type Order = { readonly field: string; readonly direction: string };

/** What lists of issues and of pull requests can be narrowed by. */
export type ListBounds = Bounds & {
  readonly states?: readonly string[] | null;
  readonly labels?: readonly string[] | null;
  readonly orderBy?: Order | null;
};
export type PullBounds = ListBounds & {
  readonly headRefName?: string | null;
  readonly baseRefName?: string | null;
};

/** The pull requests of a repository that fit, in the order asked for. */
export function pullsOf(repository: Repository, bounds: PullBounds): PullIssue[] {
  const fitting = [...repository.issues.values()]
    .filter(isPull)
    .filter((issue) => matchesPull(issue, bounds));
  return ordered(fitting, bounds.orderBy);
}

function matchesPull(issue: PullIssue, { states, labels, headRefName, baseRefName }: PullBounds): boolean {
  const state = issue.pull.mergedAt === null ? issue.state.toUpperCase() : "MERGED";
  return (
    (states?.includes(state) ?? true) &&
    hasAny(issue, labels) &&
    (headRefName === null || headRefName === undefined || headRefName === issue.pull.headRef) &&
    (baseRefName === null || baseRefName === undefined || baseRefName === issue.pull.baseRef)
  );
}

/** GraphQL lists what has one of the labels, REST what has all of them. */
export function hasAny(issue: Issue, labels: readonly string[] | null | undefined): boolean {
  if (labels === null || labels === undefined) return true;
  const names = new Set(issue.labels.map(({ name }) => name.toLowerCase()));
  return labels.some((name) => names.has(name.toLowerCase()));
}

/** In the order asked for; the oldest first when nobody asks. */
export function ordered<T extends Issue>(issues: readonly T[], order: Order | null | undefined): T[] {
  const key = (issue: Issue) => {
    if (order?.field === "COMMENTS") return issue.comments.length;
    return Date.parse(order?.field === "UPDATED_AT" ? issue.updatedAt : issue.createdAt);
  };
  const ascending = issues.toSorted((a, b) => key(a) - key(b) || a.number - b.number);
  return order?.direction === "DESC" ? ascending.toReversed() : ascending;
}
