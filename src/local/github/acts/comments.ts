import { hasRole } from "../access.ts";
import { forbidden, invalid } from "../failure.ts";
import { commentShape, issueShape } from "../shapes/issue.ts";
import { type Comment, type Issue, loginOf, nodeId, now } from "../world.ts";
import { emit, type Scene } from "./emit.ts";

const longestBody = 65_536; // characters; GitHub refuses longer bodies

/** Comments on an issue or pull request. Throws 403 when it is locked, 422 for an empty or overlong body. */
export function addComment(scene: Scene, issue: Issue, body: string): Comment {
  const { world, actor } = scene;
  checkBody("IssueComment", body);
  if (issue.locked && actor.kind === "user" && !hasRole(issue.repository, actor.login, "write")) {
    throw forbidden("Unable to create comment because issue is locked.");
  }
  const at = now();
  const comment: Comment = {
    id: world.actions.nextId(),
    author: loginOf(actor),
    createdAt: at,
    updatedAt: at,
    body,
    editor: null,
  };
  issue.comments.push(comment);
  issue.updatedAt = at;
  world.nodes.set(nodeId("IC", comment.id), { kind: "comment", issue, comment });
  emitComment(scene, { issue, comment, payload: { action: "created" } });
  return comment;
}

/** Changes a comment's text. */
export function editComment(scene: Scene, target: { issue: Issue; comment: Comment }, body: string): void {
  const { issue, comment } = target;
  checkBody("IssueComment", body);
  const changes = { body: { from: comment.body } };
  comment.body = body;
  comment.updatedAt = now();
  comment.editor = loginOf(scene.actor);
  emitComment(scene, { issue, comment, payload: { action: "edited", changes } });
}

/** Removes a comment. */
export function deleteComment(scene: Scene, { issue, comment }: { issue: Issue; comment: Comment }): void {
  issue.comments.splice(issue.comments.indexOf(comment), 1);
  scene.world.nodes.delete(nodeId("IC", comment.id));
  emitComment(scene, { issue, comment, payload: { action: "deleted" } });
}

/** Throws 422 for a body that GitHub does not store. */
export function checkBody(resource: string, body: string): void {
  if (body.trim() === "" && resource === "IssueComment") {
    throw invalid({ resource, code: "missing_field", field: "body" });
  }
  if (Array.from(body).length > longestBody) {
    const message = `body is too long (maximum is ${longestBody} characters)`;
    throw invalid({ resource, code: "custom", field: "body", message });
  }
}

function emitComment(
  scene: Scene,
  told: { issue: Issue; comment: Comment; payload: Record<string, unknown> },
): void {
  const { issue, comment, payload } = told;
  emit(scene, {
    repository: issue.repository,
    name: "issue_comment",
    payload: {
      ...payload,
      issue: issueShape(scene.world, issue),
      comment: commentShape(scene.world, issue, comment),
    },
  });
}
