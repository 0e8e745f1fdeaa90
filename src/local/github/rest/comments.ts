import { z } from "zod";
import { demand, hasRole, issueNeed, type Need } from "../access.ts";
import { addComment, deleteComment, editComment } from "../acts/comments.ts";
import { created, noContent, ok, page } from "../answer.ts";
import { forbidden } from "../failure.ts";
import { callerLogin, readBody, type RepositoryCall, repositoryRoute } from "../router.ts";
import { commentShape } from "../shapes/issue.ts";
import type { Comment, Issue } from "../world.ts";
import { commentOf, issueOf } from "./find.ts";

const readComments: Need = { permission: ["issues", "pull-requests"], level: "read", role: "read" };
const text = z.object({ body: z.string() });

/** Comments on issues and pull requests. */
export const commentRoutes = [
  repositoryRoute("GET /issues/comments", readComments, (call) => {
    const since = call.url.searchParams.get("since");
    const all = [...call.repository.issues.values()].flatMap((issue) =>
      issue.comments.map((comment) => ({ issue, comment })),
    );
    const found = all.filter(
      ({ comment }) => since === null || Date.parse(comment.updatedAt) >= Date.parse(since),
    );
    return page(call, found, ({ issue, comment }) => commentShape(call.world, issue, comment));
  }),
  repositoryRoute("GET /issues/comments/{comment_id}", null, (call) => {
    const { issue, comment } = commentOf(call);
    demand(call.actor, call.repository, issueNeed(issue, "read", "read"));
    return ok(commentShape(call.world, issue, comment));
  }),
  repositoryRoute("PATCH /issues/comments/{comment_id}", null, (call) => {
    const target = ownComment(call);
    editComment(call, target, readBody(call, text).body);
    return ok(commentShape(call.world, target.issue, target.comment));
  }),
  repositoryRoute("DELETE /issues/comments/{comment_id}", null, (call) => {
    deleteComment(call, ownComment(call));
    return noContent;
  }),
  repositoryRoute("GET /issues/{issue_number}/comments", null, (call) => {
    const issue = issueOf(call);
    demand(call.actor, call.repository, issueNeed(issue, "read", "read"));
    const since = call.url.searchParams.get("since");
    const found = issue.comments.filter(
      (comment) => since === null || Date.parse(comment.updatedAt) >= Date.parse(since),
    );
    return page(call, found, (comment) => commentShape(call.world, issue, comment));
  }),
  repositoryRoute("POST /issues/{issue_number}/comments", null, (call) => {
    const issue = issueOf(call);
    demand(call.actor, call.repository, issueNeed(issue, "write", "read"));
    return created(commentShape(call.world, issue, addComment(call, issue, readBody(call, text).body)));
  }),
];

/** A comment that the caller may change: one's own, or any with push access. */
function ownComment(call: RepositoryCall): { issue: Issue; comment: Comment } {
  const found = commentOf(call);
  demand(call.actor, call.repository, issueNeed(found.issue, "write", "read"));
  const login = callerLogin(call);
  const trusted = call.actor.kind === "job" || hasRole(call.repository, login, "write");
  if (found.comment.author !== login && !trusted) throw forbidden("Must have admin rights to Repository.");
  return found;
}
