import { demand, issueNeed, type Need } from "../access.ts";
import { addComment, deleteComment, editComment } from "../acts/comments.ts";
import { assign, closeIssue } from "../acts/issues.ts";
import { addLabels, createLabel, removeLabels } from "../acts/labels.ts";
import { openPull, setDraft } from "../acts/pulls.ts";
import { moveRefs } from "../acts/refs.ts";
import { isAncestor, noObject } from "../git/refs.ts";
import type { Role } from "../../contract.ts";
import { addBlocker } from "../rest/relations.ts";
import { isPull, type PullIssue } from "../shapes/pull.ts";
import type { Comment, Issue, Label, Node, Repository } from "../world.ts";
import { fieldError } from "./failure.ts";
import { commentNode, issueNode, labelNode } from "./issue.ts";
import { pullNode } from "./pull.ts";
import type { View } from "./view.ts";

type Input<T> = { readonly input: T & { readonly clientMutationId?: string | null } };
type LabelChange = { readonly labelIds: readonly string[]; readonly labelableId: string };
type RefUpdate = {
  readonly name: string;
  readonly beforeOid?: string | null;
  readonly afterOid: string;
  readonly force: boolean;
};
type NewPull = {
  readonly repositoryId: string;
  readonly baseRefName: string;
  readonly headRefName: string;
  readonly title: string;
  readonly body?: string | null;
  readonly draft: boolean;
};

const writeContents: Need = { permission: ["contents"], level: "write", role: "write" };
const writePulls: Need = { permission: ["pull-requests"], level: "write", role: "write" };
const writeIssues: Need = { permission: ["issues"], level: "write", role: "triage" };

/** The mutations, on behalf of who calls. Each does what its REST counterpart does, events included. */
export function mutations(view: View) {
  return {
    async addLabelsToLabelable({ input }: Input<LabelChange>) {
      const issue = writable(view, input.labelableId, "triage");
      const names = input.labelIds.map((id) => labelAt(view, id, issue.repository).name);
      await addLabels(view, issue, names);
      return { ...echo(input), labelable: subjectNode(view, issue) };
    },
    async removeLabelsFromLabelable({ input }: Input<LabelChange>) {
      const issue = writable(view, input.labelableId, "triage");
      await removeLabels(
        view,
        issue,
        input.labelIds.map((id) => labelAt(view, id, issue.repository)),
      );
      return { ...echo(input), labelable: subjectNode(view, issue) };
    },
    addComment({ input }: Input<{ subjectId: string; body: string }>) {
      const issue = writable(view, input.subjectId, "read");
      const comment = commentNode(view, issue, addComment(view, issue, input.body));
      return {
        ...echo(input),
        commentEdge: { node: comment, cursor: comment.id },
        subject: subjectNode(view, issue),
      };
    },
    updateIssueComment({ input }: Input<{ id: string; body: string }>) {
      const target = ownComment(view, input.id);
      editComment(view, target, input.body);
      return { ...echo(input), issueComment: commentNode(view, target.issue, target.comment) };
    },
    deleteIssueComment({ input }: Input<{ id: string }>) {
      deleteComment(view, ownComment(view, input.id));
      return echo(input);
    },
    async addAssigneesToAssignable({
      input,
    }: Input<{ assignableId: string; assigneeIds: readonly string[] }>) {
      const issue = writable(view, input.assignableId, "triage");
      const logins = input.assigneeIds.map((id) => {
        const node = nodeAt(view, id);
        if (node.kind !== "account") throw unresolved(id);
        return node.account.login;
      });
      await assign(view, issue, logins);
      return { ...echo(input), assignable: subjectNode(view, issue) };
    },
    createLabel({
      input,
    }: Input<{ repositoryId: string; name: string; color: string; description?: string | null }>) {
      const repository = repositoryAt(view, input.repositoryId, { ...writeIssues, role: "write" });
      return { ...echo(input), label: labelNode(createLabel(view.world, repository, input)) };
    },
    async updateRefs({ input }: Input<{ repositoryId: string; refUpdates: readonly RefUpdate[] }>) {
      const repository = repositoryAt(view, input.repositoryId, writeContents);
      await updateRefs(view, repository, input.refUpdates);
      return echo(input);
    },
    async createPullRequest({ input }: Input<NewPull>) {
      const repository = repositoryAt(view, input.repositoryId, writePulls);
      const { title, headRefName: head, baseRefName: base, draft } = input;
      const issue = await openPull(view, repository, { title, body: input.body ?? null, head, base, draft });
      return { ...echo(input), pullRequest: pullNode(view, issue) };
    },
    convertPullRequestToDraft: ({ input }: Input<{ pullRequestId: string }>) =>
      changeDraft(view, input, true),
    markPullRequestReadyForReview: ({ input }: Input<{ pullRequestId: string }>) =>
      changeDraft(view, input, false),
    async closeIssue({ input }: Input<{ issueId: string; stateReason?: string | null }>) {
      const issue = writable(view, input.issueId, "triage");
      const reasons = { COMPLETED: "completed", NOT_PLANNED: "not_planned", DUPLICATE: "duplicate" } as const;
      const [, reason] = Object.entries(reasons).find(([name]) => name === input.stateReason) ?? [];
      await closeIssue(view, issue, { reason: reason ?? null });
      return { ...echo(input), issue: issueNode(view, issue) };
    },
    addBlockedBy({ input }: Input<{ issueId: string; blockingIssueId: string }>) {
      const issue = writable(view, input.issueId, "triage");
      const blocking = issueAt(view, input.blockingIssueId);
      addBlocker(view, issue, blocking);
      return { ...echo(input), issue: issueNode(view, issue), blockingIssue: issueNode(view, blocking) };
    },
  };
}

/** An issue or pull request as the type that it is. */
export function subjectNode(view: View, issue: Issue) {
  return isPull(issue) ? pullNode(view, issue) : issueNode(view, issue);
}

async function updateRefs(view: View, repository: Repository, updates: readonly RefUpdate[]): Promise<void> {
  const { git } = repository;
  for (const { name, afterOid, force } of updates) {
    if (afterOid === noObject) continue;
    if ((await git.read(afterOid)) === null)
      throw fieldError("UNPROCESSABLE", `Object ${afterOid} does not exist`);
    const from = await git.ref(name);
    if (
      !force &&
      from !== null &&
      name.startsWith("refs/heads/") &&
      !(await isAncestor(git, from, afterOid))
    ) {
      throw fieldError("UNPROCESSABLE", `${name} is not a fast forward`);
    }
  }
  const changes = updates.map(({ name, beforeOid, afterOid }) => ({
    name,
    from: beforeOid ?? null,
    to: afterOid,
  }));
  const outcome = await moveRefs(view, repository, changes);
  if (outcome === "done") return;
  const named = updates.map(({ name }) => name).join(", ");
  throw fieldError("UNPROCESSABLE", `Reference update failed (${outcome}): ${named}`);
}

async function changeDraft(
  view: View,
  input: { pullRequestId: string; clientMutationId?: string | null },
  wanted: boolean,
) {
  const issue = pullAt(view, input.pullRequestId);
  demand(view.actor, issue.repository, writePulls);
  await setDraft(view, issue, wanted);
  return { ...echo(input), pullRequest: pullNode(view, issue) };
}

function writable(view: View, id: string, role: Role): Issue {
  const issue = issueAt(view, id);
  demand(view.actor, issue.repository, issueNeed(issue, "write", role));
  return issue;
}

function ownComment(view: View, id: string): { issue: Issue; comment: Comment } {
  const node = nodeAt(view, id);
  if (node.kind !== "comment") throw unresolved(id);
  const own = view.actor.kind !== "anonymous" && node.comment.author === view.actor.login;
  demand(view.actor, node.issue.repository, issueNeed(node.issue, "write", own ? "read" : "write"));
  return node;
}

function labelAt(view: View, id: string, repository: Repository): Label {
  const node = nodeAt(view, id);
  if (node.kind !== "label" || node.repository !== repository) throw unresolved(id);
  return node.label;
}

function repositoryAt(view: View, id: string, need: Need): Repository {
  const node = nodeAt(view, id);
  if (node.kind !== "repository") throw unresolved(id);
  demand(view.actor, node.repository, need);
  return node.repository;
}

function pullAt(view: View, id: string): PullIssue {
  const issue = issueAt(view, id);
  if (!isPull(issue)) throw unresolved(id);
  return issue;
}

function issueAt(view: View, id: string): Issue {
  const node = nodeAt(view, id);
  if (node.kind !== "issue") throw unresolved(id);
  demand(view.actor, node.issue.repository, issueNeed(node.issue, "read", "read"));
  return node.issue;
}

function nodeAt(view: View, id: string): Node {
  const node = view.world.nodes.get(id);
  if (node === undefined) throw unresolved(id);
  return node;
}

function unresolved(id: string) {
  return fieldError("NOT_FOUND", `Could not resolve to a node with the global id of '${id}'`);
}

function echo(input: { readonly clientMutationId?: string | null }) {
  return { clientMutationId: input.clientMutationId ?? null };
}
