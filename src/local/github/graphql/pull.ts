import { closingReferences } from "../acts/follow.ts";
import { association } from "../shapes/issue.ts";
import type { PullIssue } from "../shapes/pull.ts";
import { nodeId, type Review, type ReviewComment } from "../world.ts";
import { accountNode } from "./account.ts";
import { type Bounds, connection } from "./connection.ts";
import type { View } from "./view.ts";
import { subjectFields } from "./issue.ts";

/** A pull request. */
export function pullNode(view: View, issue: PullIssue): PullNode {
  const { pull } = issue;
  return {
    ...subjectFields(view, issue),
    __typename: "PullRequest",
    databaseId: pull.id,
    fullDatabaseId: String(pull.id),
    state: pull.mergedAt === null ? issue.state.toUpperCase() : "MERGED",
    isDraft: pull.draft,
    merged: pull.mergedAt !== null,
    mergedAt: pull.mergedAt,
    headRefName: pull.headRef,
    headRefOid: pull.headSha,
    baseRefName: pull.baseRef,
    baseRefOid: pull.baseSha,
    closingIssuesReferences: (bounds: Bounds) =>
      connection("closingIssuesReferences", closes(view, issue), {
        bounds,
        shape: (one) => view.nodes.issue(one),
      }),
    reviewDecision: decision(pull.reviews),
    reviews: (bounds: Bounds & { states?: readonly string[] | null }) =>
      connection(
        "reviews",
        pull.reviews.filter(({ state }) => bounds.states?.includes(state) ?? true),
        { bounds, shape: (review) => reviewNode(view, issue, review) },
      ),
    reviewThreads: (bounds: Bounds) =>
      connection(
        "reviewThreads",
        pull.reviewComments.filter(({ inReplyTo }) => inReplyTo === null),
        { bounds, shape: (first) => threadNode(view, issue, first) },
      ),
  };
}

export type PullNode = { readonly __typename: "PullRequest"; readonly [field: string]: unknown };

function closes(view: View, issue: PullIssue) {
  if (issue.pull.baseRef !== issue.repository.defaultBranch) return [];
  return closingReferences(view.world, issue.repository, issue.body ?? "");
}

/** The last word of each reviewer decides. Null without required reviews and without a word. */
function decision(reviews: readonly Review[]): string | null {
  const last = new Map<string, string>();
  for (const { author, state } of reviews) {
    if (state === "APPROVED" || state === "CHANGES_REQUESTED" || state === "DISMISSED")
      last.set(author, state);
  }
  const words = new Set(last.values());
  if (words.has("CHANGES_REQUESTED")) return "CHANGES_REQUESTED";
  return words.has("APPROVED") ? "APPROVED" : null;
}

function reviewNode({ world }: View, issue: PullIssue, review: Review) {
  return {
    id: nodeId("PRR", review.id),
    databaseId: review.id,
    author: accountNode(world, review.author),
    authorAssociation: association(world, issue.repository, review.author),
    body: review.body,
    state: review.state,
    submittedAt: review.state === "PENDING" ? null : review.submittedAt,
  };
}

function threadNode({ world }: View, issue: PullIssue, first: ReviewComment) {
  const comments = issue.pull.reviewComments.filter((one) => one === first || one.inReplyTo === first.id);
  return {
    id: nodeId("PRRT", first.id),
    isResolved: false,
    isOutdated: first.commitId !== issue.pull.headSha,
    path: first.path,
    line: first.line,
    comments: (bounds: Bounds) =>
      connection("comments", comments, {
        bounds,
        shape: (comment) => ({
          id: nodeId("PRRC", comment.id),
          databaseId: comment.id,
          author: accountNode(world, comment.author),
          authorAssociation: association(world, issue.repository, comment.author),
          body: comment.body,
          path: comment.path,
          createdAt: comment.createdAt,
        }),
      }),
  };
}
