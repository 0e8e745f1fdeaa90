import { z } from "zod";

import type { Config } from "../core/config.ts";
import { textDependencies } from "../core/dependencies.ts";
import { workpadMarker } from "../core/workpad.ts";
import type { Issue, Labelling, TextChange } from "../core/world.ts";

const Actor = z.object({ __typename: z.string(), login: z.string() }).nullable();

/** An issue in GitHub's words, as `issueFields` asks for it. */
export const IssueNode = z.object({
  id: z.string(),
  number: z.number().int(),
  title: z.string(),
  body: z.string(),
  state: z.string(),
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
  blockedBy: z.object({
    nodes: z.array(
      z.object({
        number: z.number().int(),
        state: z.string(),
        stateReason: z.string().nullable(),
        repository: z.object({ nameWithOwner: z.string() }),
      }),
    ),
  }),
});
export type IssueNode = z.infer<typeof IssueNode>;

/** Everything that `decide` looks at of an issue, in GitHub's words. */
export const issueFields = `
  id number title body state locked lastEditedAt editor { login } author { login }
  labels(first: 100) { nodes { id name } }
  assignees(first: 10) { nodes { login } }
  comments(first: 100) { nodes { id author { login } authorAssociation body createdAt lastEditedAt viewerDidAuthor } }
  timelineItems(last: 100, itemTypes: [LABELED_EVENT, RENAMED_TITLE_EVENT]) { nodes {
    __typename
    ... on LabeledEvent { id createdAt actor { __typename login } label { name } }
    ... on RenamedTitleEvent { createdAt actor { __typename login } }
  } }
  closedByPullRequestsReferences(first: 10, includeClosedPrs: false) { nodes { number state } }
  blockedBy(first: 50) { nodes { number state stateReason repository { nameWithOwner } } }`;

/** Reads issues from a part of an answer that has `issueFields`, without asking again; text dependencies outside of it count as unknown. */
export function issuesFrom(nodes: unknown, config: Config): Issue[] {
  const parsed = z.array(IssueNode).safeParse(nodes);
  if (!parsed.success)
    throw new Error("GitHub's answer is not as documented while reading the waiting issues", {
      cause: parsed.error,
    });
  return parsed.data.map((node) => issueOf(node, { config, done: () => null }));
}

/** The issue as `decide` looks at it. `done` says of a number in its text whether that is done; null for unknown. */
export function issueOf(
  node: IssueNode,
  { config, done }: { config: Config; done: (number: number) => boolean | null },
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
    blockers: [
      ...node.blockedBy.nodes.map((blocker) => ({
        name: `${blocker.repository.nameWithOwner}#${blocker.number}`,
        done: blocker.state === "CLOSED" && blocker.stateReason !== "NOT_PLANNED",
      })),
      ...textDependencies(node.body).map((number) => ({ name: `#${number}`, done: done(number) })),
    ],
  };
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
