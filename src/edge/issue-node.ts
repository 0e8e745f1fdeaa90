import { z } from "zod";

import type { Config } from "../core/config.ts";
import { textDependencies } from "../core/dependencies.ts";
import { workpadMarker } from "../core/workpad.ts";
import type { Blocker, Issue, LabelChange, Labelling, TextChange } from "../core/world.ts";

const Actor = z.object({ __typename: z.string(), login: z.string() }).nullable();

/** An issue that another one waits for, as `waitedFields` asks for it. */
const Waited = z.object({
  number: z.number().int(),
  state: z.string(),
  stateReason: z.string().nullable(),
  closedAt: z.string().nullable(),
  repository: z.object({ nameWithOwner: z.string() }),
});

/** An issue in GitHub's words, as `issueFields` asks for it. */
export const IssueNode = z.object({
  id: z.string(),
  number: z.number().int(),
  title: z.string(),
  body: z.string(),
  state: z.string(),
  stateReason: z.string().nullable(),
  closedAt: z.string().nullable(),
  locked: z.boolean(),
  lastEditedAt: z.string().nullable(),
  editor: Actor,
  userContentEdits: z
    .object({
      nodes: z.array(z.object({ editedAt: z.string(), editor: Actor })),
      pageInfo: z.object({ hasNextPage: z.boolean() }),
    })
    .nullable(),
  author: z.object({ login: z.string() }).nullable(),
  labels: z.object({ nodes: z.array(z.object({ id: z.string(), name: z.string() })) }),
  assignees: z.object({ nodes: z.array(z.object({ login: z.string() })) }),
  comments: z.object({
    totalCount: z.number().int(),
    nodes: z.array(
      z.object({
        id: z.string(),
        author: Actor,
        authorAssociation: z.string(),
        body: z.string(),
        createdAt: z.string(),
        lastEditedAt: z.string().nullable(),
        editor: Actor,
        viewerDidAuthor: z.boolean(),
      }),
    ),
  }),
  timelineItems: z.object({
    nodes: z.array(
      z.discriminatedUnion("__typename", [
        z.object({
          __typename: z.literal("LabeledEvent"),
          id: z.string(),
          createdAt: z.string(),
          actor: Actor,
          label: z.object({ name: z.string() }),
        }),
        z.object({
          __typename: z.literal("UnlabeledEvent"),
          createdAt: z.string(),
          actor: Actor,
          label: z.object({ name: z.string() }),
        }),
        z.object({ __typename: z.literal("RenamedTitleEvent"), createdAt: z.string(), actor: Actor }),
      ]),
    ),
  }),
  closedByPullRequestsReferences: z.object({
    nodes: z.array(z.object({ number: z.number().int(), state: z.string() })),
  }),
  issueType: z.object({ name: z.string() }).nullable(),
  repository: z.object({ nameWithOwner: z.string() }),
  blockedBy: z.object({ nodes: z.array(Waited) }),
  subIssues: z.object({ nodes: z.array(Waited) }),
});
export type IssueNode = z.infer<typeof IssueNode>;

const waitedFields = "number state stateReason closedAt repository { nameWithOwner }";

const editsRead = 30; // of the body, newest first
const eventsRead = 100; // labels and titles; GraphQL gives no more at once

/** Everything that `decide` looks at of an issue, in GitHub's words. */
export const issueFields = `
  id number title body state stateReason closedAt locked lastEditedAt editor { __typename login } author { login }
  userContentEdits(first: ${editsRead}) { nodes { editedAt editor { __typename login } } pageInfo { hasNextPage } }
  labels(first: 100) { nodes { id name } }
  assignees(first: 10) { nodes { login } }
  comments(first: 100) { totalCount nodes { id author { __typename login } authorAssociation body createdAt lastEditedAt editor { __typename login } viewerDidAuthor } }
  timelineItems(last: ${eventsRead}, itemTypes: [LABELED_EVENT, UNLABELED_EVENT, RENAMED_TITLE_EVENT]) { nodes {
    __typename
    ... on LabeledEvent { id createdAt actor { __typename login } label { name } }
    ... on UnlabeledEvent { createdAt actor { __typename login } label { name } }
    ... on RenamedTitleEvent { createdAt actor { __typename login } }
  } }
  closedByPullRequestsReferences(first: 10, includeClosedPrs: false) { nodes { number state } }
  issueType { name } repository { nameWithOwner }
  blockedBy(first: 50) { nodes { ${waitedFields} } }
  subIssues(first: 50) { nodes { ${waitedFields} } }`;

/** Reads issues from a part of an answer that has `issueFields`, without asking again; what a text names counts as open, so that its record alone says how far it is. */
export function issuesFrom(nodes: readonly unknown[], config: Config): Issue[] {
  const parsed = z.array(IssueNode).safeParse(nodes);
  if (!parsed.success)
    throw new Error("GitHub's answer is not as documented while reading the waiting issues", {
      cause: parsed.error,
    });
  const once = new Map(parsed.data.map((node) => [node.number, node]));
  return [...once.values()].map((node) =>
    issueOf(node, { config, named: () => ({ state: "open", doneAt: null }) }),
  );
}

/** How far something has come that a text names; without `state` it cannot be read. */
export type Named = Pick<Blocker, "state" | "doneAt">;

/** The issue as `decide` looks at it. `named` tells of a number in its text how far that has come; undefined for unknown. */
export function issueOf(
  node: IssueNode,
  { config, named }: { config: Config; named: (number: number) => Named | undefined },
): Issue {
  const own = node.comments.nodes.find(
    (comment) => comment.viewerDidAuthor && comment.body.startsWith(workpadMarker),
  );
  const labels = node.labels.nodes.map(({ name }) => name);
  return {
    number: node.number,
    id: node.id,
    title: node.title,
    body: node.body,
    author: node.author?.login ?? "ghost",
    open: node.state === "OPEN",
    locked: node.locked,
    labels,
    type: node.issueType?.name ?? null,
    assignees: node.assignees.nodes.map(({ login }) => login),
    comments: node.comments.nodes
      .filter((comment) => !comment.viewerDidAuthor)
      .map((comment) => ({
        author: nameOf(comment.author) ?? "ghost",
        association: comment.authorAssociation,
        at: comment.createdAt,
        editedAt: comment.lastEditedAt,
        editor: comment.lastEditedAt === null ? null : (nameOf(comment.editor) ?? "ghost"),
        body: comment.body,
      })),
    commentsUnread: Math.max(0, node.comments.totalCount - node.comments.nodes.length),
    workpad: own === undefined ? null : { id: own.id, body: own.body },
    labelled: labellingOf(
      node,
      config.labels.trigger.filter((label) => labels.includes(label)),
    ),
    textChanges: textChangesOf(node),
    labelChanges: labelChangesOf(node),
    knownSince: knownSince(node),
    openPullRequests: node.closedByPullRequestsReferences.nodes
      .filter(({ state }) => state === "OPEN")
      .map(({ number }) => number),
    blockers: blockersOf(node, named),
  };
}

/** Everything that must be done first: GitHub's own dependencies, sub-issues, and what the text names; each once. */
function blockersOf(node: IssueNode, named: (number: number) => Named | undefined): Blocker[] {
  const here = node.repository.nameWithOwner;
  const native = [...node.blockedBy.nodes, ...node.subIssues.nodes].map((other): Blocker => {
    const local = other.repository.nameWithOwner === here;
    return {
      name: local ? `#${other.number}` : `${other.repository.nameWithOwner}#${other.number}`,
      number: local ? other.number : null,
      ...progressOf(other),
    };
  });
  const inText = textDependencies(node.body).map((number): Blocker => {
    const found = number === node.number ? ({ state: "open", doneAt: null } as const) : named(number);
    return { name: `#${number}`, number, ...(found ?? { state: "unknown", doneAt: null }) };
  });
  return [...new Map([...inText, ...native].map((blocker) => [blocker.name, blocker])).values()];
}

/** How far an issue has come by its state on GitHub. */
export function progressOf(other: {
  readonly state: string;
  readonly stateReason?: string | null | undefined;
  readonly closedAt: string | null;
}): Named {
  if (other.state === "OPEN") return { state: "open", doneAt: null };
  return other.stateReason === "NOT_PLANNED"
    ? { state: "dropped", doneAt: null }
    : { state: "done", doneAt: other.closedAt };
}

function labellingOf(node: IssueNode, on: readonly string[]): Labelling | null {
  const acts = node.timelineItems.nodes
    .filter((item) => item.__typename === "LabeledEvent")
    .filter(({ label }) => on.includes(label.name));
  const newest = acts.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt)).at(-1);
  if (newest === undefined) return null;
  return {
    id: newest.id,
    label: newest.label.name,
    by: newest.actor?.login ?? "ghost",
    byPerson: newest.actor?.__typename === "User",
    at: newest.createdAt,
  };
}

/** Every edit, not the last alone: what a stranger wrote stays in a text that someone else corrects afterwards. */
function textChangesOf(node: IssueNode): TextChange[] {
  const last = node.lastEditedAt === null ? [] : [{ editedAt: node.lastEditedAt, editor: node.editor }];
  return [
    ...[...last, ...(node.userContentEdits?.nodes ?? [])].map(({ editedAt, editor }) => ({
      what: "body" as const,
      by: nameOf(editor),
      at: editedAt,
    })),
    ...node.timelineItems.nodes
      .filter((item) => item.__typename === "RenamedTitleEvent")
      .map(({ actor, createdAt }) => ({ what: "title" as const, by: nameOf(actor), at: createdAt })),
  ];
}

function labelChangesOf(node: IssueNode): LabelChange[] {
  return node.timelineItems.nodes
    .filter((item) => item.__typename !== "RenamedTitleEvent")
    .map(({ __typename, label, actor, createdAt }) => ({
      label: label.name,
      on: __typename === "LabeledEvent",
      by: nameOf(actor),
      at: createdAt,
    }));
}

/** Where the pages begin that were read; what is older was left out. */
function knownSince({ timelineItems, userContentEdits }: IssueNode): string {
  const events = timelineItems.nodes.length < eventsRead ? [] : [timelineItems.nodes[0]?.createdAt ?? ""];
  const edits =
    userContentEdits?.pageInfo.hasNextPage === true
      ? [userContentEdits.nodes.map(({ editedAt }) => editedAt).toSorted()[0] ?? ""]
      : [];
  return [...events, ...edits].toSorted().at(-1) ?? "";
}

/** The name of an actor; of one that is no person (an app, a bot), with a suffix that no person's name can have. Null for nobody, as after an account is gone. */
function nameOf(actor: z.infer<typeof Actor>): string | null {
  if (actor === null) return null;
  return actor.__typename === "User" || actor.login.endsWith("[bot]") ? actor.login : `${actor.login}[bot]`;
}
