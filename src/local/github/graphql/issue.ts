import { closingReferences } from "../acts/follow.ts";
import { association, issueHtmlUrl } from "../shapes/issue.ts";
import { isPull, type PullIssue } from "../shapes/pull.ts";
import { type Comment, type Issue, issueNodeId, type Label, nodeId, type TimelineEvent } from "../world.ts";
import { accountNode } from "./account.ts";
import { type Bounds, connection } from "./connection.ts";
import type { View } from "./view.ts";

type ItemBounds = Bounds & { readonly itemTypes?: readonly string[] | null; readonly since?: string | null };

// The GraphQL names of what REST calls labeled, renamed, …
const eventTypes: Readonly<Record<string, string>> = {
  labeled: "LabeledEvent",
  unlabeled: "UnlabeledEvent",
  renamed: "RenamedTitleEvent",
  closed: "ClosedEvent",
  reopened: "ReopenedEvent",
  assigned: "AssignedEvent",
  unassigned: "UnassignedEvent",
  locked: "LockedEvent",
  unlocked: "UnlockedEvent",
};

/** An issue. */
export function issueNode(view: View, issue: Issue): IssueNode {
  const { world } = view;
  const edit = issue.edits.at(-1);
  return {
    ...subjectFields(view, issue),
    __typename: "Issue",
    databaseId: issue.id,
    fullDatabaseId: String(issue.id),
    state: issue.state.toUpperCase(),
    stateReason: () => issue.stateReason?.toUpperCase() ?? null,
    locked: issue.locked,
    lastEditedAt: edit?.editedAt ?? null,
    includesCreatedEdit: edit !== undefined,
    editor: edit === undefined ? null : accountNode(world, edit.editor),
    authorAssociation: association(world, issue.repository, issue.author),
    timelineItems: (bounds: ItemBounds) =>
      connection("timelineItems", timelineNodes(view, issue, bounds), { bounds, shape: (item) => item }),
    userContentEdits: (bounds: Bounds) =>
      connection("userContentEdits", issue.edits.toReversed(), {
        bounds,
        shape: ({ editor, editedAt }) => ({
          id: nodeId("UCE", `${issue.id} ${editedAt}`),
          editedAt,
          editor: accountNode(world, editor),
        }),
      }),
    closedByPullRequestsReferences: (bounds: Bounds & { includeClosedPrs?: boolean | null }) =>
      connection("closedByPullRequestsReferences", closers(view, issue, bounds.includeClosedPrs === true), {
        bounds,
        shape: (pull) => view.nodes.pull(pull),
      }),
    blockedBy: (bounds: Bounds) =>
      connection("blockedBy", issue.blockedBy, { bounds, shape: (one) => issueNode(view, one) }),
    subIssues: (bounds: Bounds) =>
      connection("subIssues", issue.subIssues, { bounds, shape: (one) => issueNode(view, one) }),
    parent: () => (issue.parent === null ? null : issueNode(view, issue.parent)),
    issueType: null,
  };
}

export type IssueNode = { readonly __typename: "Issue"; readonly [field: string]: unknown };

/** What issues and pull requests have in common. */
export function subjectFields(view: View, issue: Issue) {
  const { world } = view;
  return {
    id: issueNodeId(issue),
    number: issue.number,
    title: issue.title,
    body: issue.body ?? "",
    url: issueHtmlUrl(world, issue),
    createdAt: issue.createdAt,
    updatedAt: issue.updatedAt,
    closedAt: issue.closedAt,
    author: accountNode(world, issue.author),
    repository: () => view.nodes.repository(issue.repository),
    labels: (bounds: Bounds) => connection("labels", issue.labels, { bounds, shape: labelNode }),
    assignees: (bounds: Bounds) =>
      connection("assignees", issue.assignees, { bounds, shape: (login) => accountNode(world, login) }),
    comments: (bounds: Bounds) =>
      connection("comments", issue.comments, {
        bounds,
        shape: (comment) => commentNode(view, issue, comment),
      }),
  };
}

/** A label. */
export function labelNode(label: Label) {
  return { id: nodeId("LA", label.id), name: label.name, color: label.color, description: label.description };
}

/** A comment on an issue or pull request. */
export function commentNode(view: View, issue: Issue, comment: Comment) {
  const { world, actor } = view;
  return {
    __typename: "IssueComment",
    id: nodeId("IC", comment.id),
    databaseId: comment.id,
    fullDatabaseId: String(comment.id),
    author: accountNode(world, comment.author),
    authorAssociation: association(world, issue.repository, comment.author),
    body: comment.body,
    createdAt: comment.createdAt,
    updatedAt: comment.updatedAt,
    lastEditedAt: comment.editor === null ? null : comment.updatedAt,
    editor: comment.editor === null ? null : accountNode(world, comment.editor),
    includesCreatedEdit: comment.editor !== null,
    isMinimized: false,
    issue: () => issueNode(view, issue),
    viewerDidAuthor: actor.kind !== "anonymous" && actor.login === comment.author,
    url: `${issueHtmlUrl(world, issue)}#issuecomment-${comment.id}`,
  };
}

function timelineNodes(view: View, issue: Issue, { itemTypes, since }: ItemBounds) {
  const events = issue.timeline
    .filter(({ event }) => event in eventTypes)
    .map((event) => eventNode(view, event));
  const comments = issue.comments.map((comment) => ({
    at: comment.id,
    ...commentNode(view, issue, comment),
  }));
  const wanted = itemTypes?.map((type) => type.toLowerCase().replaceAll("_", ""));
  return [...events, ...comments]
    .filter(({ __typename }) => wanted === undefined || wanted.includes(__typename.toLowerCase()))
    .filter(
      ({ createdAt }) => since === null || since === undefined || Date.parse(createdAt) >= Date.parse(since),
    )
    .sort((a, b) => a.at - b.at);
}

function eventNode({ world }: View, event: TimelineEvent) {
  return {
    __typename: eventTypes[event.event] ?? "",
    at: event.id,
    id: nodeId("EV", event.id),
    createdAt: event.createdAt,
    actor: accountNode(world, event.actor),
    label: event.label === undefined ? null : labelNode(event.label),
    currentTitle: event.rename?.to,
    previousTitle: event.rename?.from,
    stateReason: event.reason?.toUpperCase() ?? null,
  };
}

function closers(view: View, issue: Issue, closedToo: boolean): PullIssue[] {
  const pulls = [...issue.repository.issues.values()].filter(isPull);
  return pulls.filter(
    (pull) =>
      (closedToo || pull.state === "open" || pull.pull.mergedAt !== null) &&
      pull.pull.baseRef === issue.repository.defaultBranch &&
      closingReferences(view.world, issue.repository, pull.body ?? "").includes(issue),
  );
}
