import { z } from "zod";

import type { Config } from "../core/config.ts";
import { textDependencies } from "../core/dependencies.ts";
import { workpadMarker } from "../core/workpad.ts";
import type { Blocker, Issue, Labelling, TextChange } from "../core/world.ts";

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
  editor: z.object({ login: z.string() }).nullable(),
  author: z.object({ login: z.string() }).nullable(),
  labels: z.object({ nodes: z.array(z.object({ id: z.string(), name: z.string() })) }),
  assignees: z.object({ nodes: z.array(z.object({ login: z.string() })) }),
  comments: z.object({
    nodes: z.array(
      z.object({
        id: z.string(),
        author: z.object({ login: z.string() }).nullable(),
        authorAssociation: z.string(),
        body: z.string(),
        createdAt: z.string(),
        lastEditedAt: z.string().nullable(),
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

/** Everything that `decide` looks at of an issue, in GitHub's words. */
export const issueFields = `
  id number title body state stateReason closedAt locked lastEditedAt editor { login } author { login }
  labels(first: 100) { nodes { id name } }
  assignees(first: 10) { nodes { login } }
  comments(first: 100) { nodes { id author { login } authorAssociation body createdAt lastEditedAt viewerDidAuthor } }
  timelineItems(last: 100, itemTypes: [LABELED_EVENT, RENAMED_TITLE_EVENT]) { nodes {
    __typename
    ... on LabeledEvent { id createdAt actor { __typename login } label { name } }
    ... on RenamedTitleEvent { createdAt actor { __typename login } }
  } }
  closedByPullRequestsReferences(first: 10, includeClosedPrs: false) { nodes { number state } }
  issueType { name } repository { nameWithOwner }
  blockedBy(first: 50) { nodes { ${waitedFields} } }
  subIssues(first: 50) { nodes { ${waitedFields} } }`;

/** Reads issues from a part of an answer that has `issueFields`, without asking again; text dependencies outside of it count as unknown. */
export function issuesFrom(nodes: readonly unknown[], config: Config): Issue[] {
  const parsed = z.array(IssueNode).safeParse(nodes);
  if (!parsed.success)
    throw new Error("GitHub's answer is not as documented while reading the waiting issues", {
      cause: parsed.error,
    });
  const once = new Map(parsed.data.map((node) => [node.number, node]));
  return [...once.values()].map((node) => issueOf(node, { config, named: () => undefined }));
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
        author: comment.author?.login ?? "ghost",
        association: comment.authorAssociation,
        at: comment.createdAt,
        editedAt: comment.lastEditedAt,
        body: comment.body,
      })),
    workpad: own === undefined ? null : { id: own.id, body: own.body },
    labelled: labellingOf(
      node,
      config.labels.trigger.filter((label) => labels.includes(label)),
    ),
    textChanges: textChangesOf(node),
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

function textChangesOf(node: IssueNode): TextChange[] {
  const renames = node.timelineItems.nodes.filter((item) => item.__typename === "RenamedTitleEvent");
  return [
    ...(node.lastEditedAt === null
      ? []
      : [{ what: "body" as const, by: node.editor?.login ?? null, at: node.lastEditedAt }]),
    ...renames.map(({ actor, createdAt }) => ({
      what: "title" as const,
      by: actor?.login ?? null,
      at: createdAt,
    })),
  ];
}
