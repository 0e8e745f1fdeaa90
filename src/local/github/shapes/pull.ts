import { countBetween, diffFiles, mergeBase, mergeTrees } from "../git/compare.ts";
import { type Issue, nodeId, type Pull, type World } from "../world.ts";
import { association, issueHtmlUrl, labelShape } from "./issue.ts";
import { repositoryShape } from "./repository.ts";
import { userShape } from "./user.ts";

export type PullIssue = Issue & { readonly pull: Pull };

/** Narrows an issue to a pull request. */
export function isPull(issue: Issue): issue is PullIssue {
  return issue.pull !== null;
}

/** A pull request in a list. */
export function pullShape(world: World, issue: PullIssue) {
  const { repository, pull } = issue;
  const api = `${world.apiUrl}/repos/${repository.fullName}`;
  const url = `${api}/pulls/${issue.number}`;
  const html = issueHtmlUrl(world, issue);
  const [assignee] = issue.assignees;
  const links = {
    self: url,
    html,
    issue: `${api}/issues/${issue.number}`,
    comments: `${api}/issues/${issue.number}/comments`,
    review_comments: `${url}/comments`,
    review_comment: `${api}/pulls/comments{/number}`,
    commits: `${url}/commits`,
    statuses: `${api}/statuses/${pull.headSha}`,
  };
  const side = (ref: string, sha: string) => ({
    label: `${repository.owner}:${ref}`,
    ref,
    sha,
    user: userShape(world, repository.owner),
    repo: repositoryShape(world, repository),
  });
  return {
    url,
    id: pull.id,
    node_id: nodeId("PR", pull.id),
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: links.issue,
    number: issue.number,
    state: issue.state,
    locked: issue.locked,
    title: issue.title,
    user: userShape(world, issue.author),
    body: issue.body,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    merged_at: pull.mergedAt,
    merge_commit_sha: pull.mergeCommitSha,
    assignee: assignee === undefined ? null : userShape(world, assignee),
    assignees: issue.assignees.map((login) => userShape(world, login)),
    requested_reviewers: pull.requestedReviewers.map((login) => userShape(world, login)),
    requested_teams: [],
    // The description of a label that was made by being put on is null in an issue, and a text here.
    labels: issue.labels.map((label) => {
      const shape = labelShape(world, repository, label);
      return { ...shape, description: shape.description ?? "" };
    }),
    milestone: null,
    draft: pull.draft,
    commits_url: links.commits,
    review_comments_url: links.review_comments,
    review_comment_url: links.review_comment,
    comments_url: links.comments,
    statuses_url: links.statuses,
    head: side(pull.headRef, pull.headSha),
    base: side(pull.baseRef, pull.baseSha),
    _links: Object.fromEntries(Object.entries(links).map(([name, href]) => [name, { href }])),
    author_association: association(world, repository, issue.author),
    auto_merge: null,
    active_lock_reason: issue.lockReason,
  };
}

/** A single pull request: the list form, and what takes the diff to know. */
export async function fullPullShape(world: World, issue: PullIssue) {
  const { pull } = issue;
  const { git } = issue.repository;
  const from = (await mergeBase(git, pull.baseSha, pull.headSha)) ?? pull.baseSha;
  const files = await diffFiles(git, from, pull.headSha);
  const { ahead } = await countBetween(git, pull.baseSha, pull.headSha);
  const mergeable =
    issue.state === "closed" ? null : (await mergeTrees(git, pull.baseSha, pull.headSha)) !== null;
  return {
    ...pullShape(world, issue),
    merged: pull.mergedAt !== null,
    mergeable,
    rebaseable: mergeable,
    mergeable_state: mergeableState(pull, mergeable),
    merged_by: pull.mergedBy === null ? null : userShape(world, pull.mergedBy),
    comments: issue.comments.length,
    review_comments: pull.reviewComments.length,
    maintainer_can_modify: false,
    commits: ahead,
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changed_files: files.length,
  };
}

function mergeableState(pull: Pull, mergeable: boolean | null): string {
  if (mergeable === null) return "unknown";
  if (!mergeable) return "dirty";
  return pull.draft ? "draft" : "clean";
}
