import { notFound } from "../failure.ts";
import { numberParam, type RepositoryCall } from "../router.ts";
import { isPull, type PullIssue } from "../shapes/pull.ts";
import type { Comment, Issue } from "../world.ts";

/** The issue or pull request that the path names, or 404. */
export function issueOf(call: RepositoryCall, parameter = "issue_number"): Issue {
  const issue = call.repository.issues.get(numberParam(call, parameter));
  if (issue === undefined) throw notFound();
  return issue;
}

/** The pull request that the path names, or 404. */
export function pullOf(call: RepositoryCall): PullIssue {
  const issue = issueOf(call, "pull_number");
  if (!isPull(issue)) throw notFound();
  return issue;
}

/** The comment that the path names, and where it stands, or 404. */
export function commentOf(call: RepositoryCall): { issue: Issue; comment: Comment } {
  const id = numberParam(call, "comment_id");
  for (const issue of call.repository.issues.values()) {
    const comment = issue.comments.find((one) => one.id === id);
    if (comment !== undefined) return { issue, comment };
  }
  throw notFound();
}
