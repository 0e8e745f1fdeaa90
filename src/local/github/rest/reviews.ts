import { z } from "zod";
import { demand, hasRole, type Need } from "../access.ts";
import { note } from "../acts/timeline.ts";
import { created, ok, page } from "../answer.ts";
import { forbidden, invalid, notFound, unprocessable } from "../failure.ts";
import { callerLogin, numberParam, readBody, type RepositoryCall, repositoryRoute } from "../router.ts";
import { association, reactionsShape } from "../shapes/issue.ts";
import { type PullIssue, pullShape } from "../shapes/pull.ts";
import { userShape } from "../shapes/user.ts";
import { accountOf, nodeId, now, type Review, type ReviewComment, type World } from "../world.ts";
import { pullOf } from "./find.ts";

const readPulls: Need = { permission: ["pull-requests"], level: "read", role: "read" };
const writePulls: Need = { permission: ["pull-requests"], level: "write", role: "read" };

const asked = z.object({
  reviewers: z.array(z.string()).default([]),
  team_reviewers: z.array(z.string()).default([]),
});
const remark = z.object({
  path: z.string(),
  body: z.string(),
  line: z.int().optional(),
  side: z.enum(["LEFT", "RIGHT"]).default("RIGHT"),
});
const newReview = z.object({
  commit_id: z.string().optional(),
  body: z.string().default(""),
  event: z.enum(["APPROVE", "REQUEST_CHANGES", "COMMENT"]).optional(),
  comments: z.array(remark).default([]),
});
const newComment = remark.extend({ commit_id: z.string(), in_reply_to: z.int().optional() });
const reply = z.object({ body: z.string() });
const states = { APPROVE: "APPROVED", REQUEST_CHANGES: "CHANGES_REQUESTED", COMMENT: "COMMENTED" } as const;

/** Reviews of pull requests, their comments, and who is asked for them. */
export const reviewRoutes = [
  repositoryRoute("GET /pulls/{pull_number}/requested_reviewers", readPulls, (call) => {
    const users = pullOf(call).pull.requestedReviewers.map((login) => userShape(call.world, login));
    return ok({ users, teams: [] });
  }),
  repositoryRoute(
    "POST /pulls/{pull_number}/requested_reviewers",
    { ...writePulls, role: "write" },
    (call) => {
      const issue = pullOf(call);
      for (const wanted of readBody(call, asked).reviewers) requestReview(call, issue, wanted);
      return created(pullShape(call.world, issue));
    },
  ),
  repositoryRoute(
    "DELETE /pulls/{pull_number}/requested_reviewers",
    { ...writePulls, role: "write" },
    (call) => {
      const issue = pullOf(call);
      const unwanted = new Set(readBody(call, asked).reviewers.map((login) => login.toLowerCase()));
      issue.pull.requestedReviewers = issue.pull.requestedReviewers.filter(
        (one) => !unwanted.has(one.toLowerCase()),
      );
      return ok(pullShape(call.world, issue));
    },
  ),
  repositoryRoute("GET /pulls/{pull_number}/reviews", readPulls, (call) => {
    const issue = pullOf(call);
    return page(call, issue.pull.reviews, (review) => reviewShape(call.world, issue, review));
  }),
  repositoryRoute("POST /pulls/{pull_number}/reviews", writePulls, createReview),
  repositoryRoute("GET /pulls/{pull_number}/reviews/{review_id}/comments", readPulls, (call) => {
    const issue = pullOf(call);
    const id = numberParam(call, "review_id");
    const found = issue.pull.reviewComments.filter(({ reviewId }) => reviewId === id);
    return page(call, found, (comment) => reviewCommentShape(call.world, issue, comment));
  }),
  repositoryRoute("GET /pulls/{pull_number}/comments", readPulls, (call) => {
    const issue = pullOf(call);
    return page(call, issue.pull.reviewComments, (comment) => reviewCommentShape(call.world, issue, comment));
  }),
  repositoryRoute("POST /pulls/{pull_number}/comments", writePulls, (call) => {
    const issue = pullOf(call);
    const wanted = readBody(call, newComment);
    const review = addReview(call, issue, { state: "COMMENTED", body: "", commitId: wanted.commit_id });
    const comment = addRemark(call, issue, { ...wanted, review, inReplyTo: wanted.in_reply_to ?? null });
    return created(reviewCommentShape(call.world, issue, comment));
  }),
  repositoryRoute("POST /pulls/{pull_number}/comments/{comment_id}/replies", writePulls, (call) => {
    const issue = pullOf(call);
    const id = numberParam(call, "comment_id");
    const first = issue.pull.reviewComments.find((comment) => comment.id === id);
    if (first === undefined) throw notFound();
    const { body } = readBody(call, reply);
    const review = addReview(call, issue, { state: "COMMENTED", body: "", commitId: first.commitId });
    const { path, side } = first;
    const line = first.line ?? undefined;
    const comment = addRemark(call, issue, {
      path,
      side,
      body,
      line,
      review,
      inReplyTo: first.inReplyTo ?? first.id,
    });
    return created(reviewCommentShape(call.world, issue, comment));
  }),
];

function requestReview(call: RepositoryCall, issue: PullIssue, wanted: string): void {
  const account = accountOf(call.world, wanted);
  const login = account?.login ?? "";
  const own =
    call.repository.roles.has(login.toLowerCase()) ||
    login.toLowerCase() === call.repository.owner.toLowerCase();
  if (!own || !hasRole(call.repository, login, "read")) {
    throw unprocessable(
      "Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the " +
        `${call.repository.fullName} repository.`,
    );
  }
  if (login === issue.author) throw unprocessable("Review cannot be requested from pull request author.");
  if (issue.pull.requestedReviewers.includes(login)) return;
  issue.pull.requestedReviewers = [...issue.pull.requestedReviewers, login];
  note(call, issue, { event: "review_requested" });
}

function createReview(call: RepositoryCall) {
  const issue = pullOf(call);
  const { event, body, comments, commit_id } = readBody(call, newReview);
  if (
    event === "APPROVE" &&
    call.actor.kind === "job" &&
    !call.repository.settings.actionsMayCreatePullRequests
  ) {
    throw forbidden("GitHub Actions is not permitted to create or approve pull requests.");
  }
  const own = callerLogin(call) === issue.author;
  if (own && (event === "APPROVE" || event === "REQUEST_CHANGES")) {
    throw unprocessable(
      `Can not ${event === "APPROVE" ? "approve" : "request changes on"} your own pull request`,
    );
  }
  if (event === "REQUEST_CHANGES" && body === "")
    throw invalid({ resource: "PullRequestReview", code: "missing_field", field: "body" });
  const state = event === undefined ? "PENDING" : states[event];
  const review = addReview(call, issue, { state, body, commitId: commit_id ?? issue.pull.headSha });
  for (const comment of comments) addRemark(call, issue, { ...comment, review, inReplyTo: null });
  issue.pull.requestedReviewers = issue.pull.requestedReviewers.filter((login) => login !== review.author);
  return ok(reviewShape(call.world, issue, review));
}

function addReview(
  call: RepositoryCall,
  issue: PullIssue,
  wanted: Pick<Review, "state" | "body" | "commitId">,
): Review {
  demand(call.actor, call.repository, writePulls);
  const review = {
    ...wanted,
    id: call.world.actions.nextId(),
    author: callerLogin(call),
    submittedAt: now(),
  };
  issue.pull.reviews.push(review);
  issue.updatedAt = review.submittedAt;
  return review;
}

function addRemark(
  call: RepositoryCall,
  issue: PullIssue,
  wanted: {
    path: string;
    body: string;
    line?: number | undefined;
    side: "LEFT" | "RIGHT";
    review: Review;
    inReplyTo: number | null;
  },
): ReviewComment {
  const at = now();
  const comment: ReviewComment = {
    id: call.world.actions.nextId(),
    author: callerLogin(call),
    createdAt: at,
    updatedAt: at,
    body: wanted.body,
    editor: null,
    reviewId: wanted.review.id,
    path: wanted.path,
    line: wanted.line ?? null,
    side: wanted.side,
    commitId: wanted.review.commitId,
    inReplyTo: wanted.inReplyTo,
  };
  issue.pull.reviewComments.push(comment);
  return comment;
}

function reviewShape(world: World, issue: PullIssue, review: Review) {
  const { html_url: html, url } = pullShape(world, issue);
  const href = `${html}#pullrequestreview-${review.id}`;
  return {
    id: review.id,
    node_id: nodeId("PRR", review.id),
    user: userShape(world, review.author),
    body: review.body,
    state: review.state,
    html_url: href,
    pull_request_url: url,
    author_association: association(world, issue.repository, review.author),
    _links: { html: { href }, pull_request: { href: url } },
    ...(review.state === "PENDING" ? {} : { submitted_at: review.submittedAt }),
    commit_id: review.commitId,
  };
}

function reviewCommentShape(world: World, issue: PullIssue, comment: ReviewComment) {
  const { html_url: html, url: pullUrl } = pullShape(world, issue);
  const url = `${world.apiUrl}/repos/${issue.repository.fullName}/pulls/comments/${comment.id}`;
  const href = `${html}#discussion_r${comment.id}`;
  const lines = comment.line === null ? {} : { line: comment.line, original_line: comment.line };
  return {
    url,
    pull_request_review_id: comment.reviewId,
    id: comment.id,
    node_id: nodeId("PRRC", comment.id),
    diff_hunk: "",
    path: comment.path,
    commit_id: comment.commitId,
    original_commit_id: comment.commitId,
    user: userShape(world, comment.author),
    body: comment.body,
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    html_url: href,
    pull_request_url: pullUrl,
    author_association: association(world, issue.repository, comment.author),
    _links: { self: { href: url }, html: { href }, pull_request: { href: pullUrl } },
    reactions: reactionsShape(url),
    side: comment.side,
    subject_type: comment.line === null ? "file" : "line",
    ...lines,
    ...(comment.inReplyTo === null ? {} : { in_reply_to_id: comment.inReplyTo }),
  };
}
