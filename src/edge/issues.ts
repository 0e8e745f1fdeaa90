import { z } from "zod";

import type { Config } from "../core/config.ts";
import type { Issue, Labelling, TextChange } from "../core/world.ts";
import { textDependencies } from "../core/dependencies.ts";
import { workpadMarker } from "../core/workpad.ts";
import type { GitHub } from "./github.ts";

/** What one question about issues answers. */
export type Issues = {
  readonly issues: readonly Issue[];
  /** Numbers of the open pull requests of the repository (the first hundred). */
  readonly openPullRequests: ReadonlySet<number>;
  /** Label name → GraphQL id, for the labels that exist. */
  readonly labelIds: ReadonlyMap<string, string>;
  /** Where the next page of labelled issues begins; null at the end. */
  readonly next: string | null;
};

const Actor = z.object({ __typename: z.string(), login: z.string() }).nullable();

const IssueNode = z.object({
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

const Page = z.object({
  nodes: z.array(IssueNode),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
});

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

const pageSize = 50; // issues; GraphQL allows 100, but each brings its comments

/**
 * Reads the open issues that carry a trigger label (one page, oldest first), the issues named in `numbers` whatever they carry, open pull
 * requests, and the ids of the labels in `names`: one request, plus one when a text names dependencies that are not among them.
 */
export async function readIssues(
  github: GitHub,
  options: { config: Config; numbers: readonly number[]; names: readonly string[]; after: string | null },
): Promise<Issues> {
  const { config } = options;
  const named = options.numbers.map(
    (number) => `i${number}: issueOrPullRequest(number: ${number}) { ... on Issue { ...fields } }`,
  );
  const labels = options.names.map((_, index) => `l${index}: label(name: $n${index}) { id name }`);
  const declared = [
    "$owner: String!",
    "$repo: String!",
    "$labels: [String!]!",
    "$after: String",
    ...options.names.map((_, index) => `$n${index}: String!`),
  ];
  const answer = await github.graphql({
    doing: "reading the issues",
    document: `query issues(${declared.join(", ")}) { repository(owner: $owner, name: $repo) {
      issues(states: OPEN, labels: $labels, first: ${pageSize}, after: $after, orderBy: { field: CREATED_AT, direction: ASC }) { nodes { ...fields } pageInfo { hasNextPage endCursor } }
      pullRequests(states: OPEN, first: 100) { nodes { number } }
      ${[...named, ...labels].join("\n")}
    } } fragment fields on Issue { ${issueFields} }`,
    variables: {
      owner: github.owner,
      repo: github.repo,
      labels: config.labels.trigger,
      after: options.after,
      ...Object.fromEntries(options.names.map((name, index) => [`n${index}`, name])),
    },
    schema: z.object({
      repository: z.looseObject({
        issues: Page,
        pullRequests: z.object({ nodes: z.array(z.object({ number: z.number().int() })) }),
      }),
    }),
  });
  const { repository } = answer;
  const extra = options.numbers.flatMap((number) => {
    const node = IssueNode.safeParse(repository[`i${number}`]);
    return node.success ? [node.data] : [];
  });
  const nodes = [
    ...new Map([...repository.issues.nodes, ...extra].map((node) => [node.number, node])).values(),
  ];
  const ids = options.names.flatMap((_, index) => {
    const label = z.object({ id: z.string(), name: z.string() }).safeParse(repository[`l${index}`]);
    return label.success ? [[label.data.name, label.data.id] as const] : [];
  });
  return {
    issues: await withTextDependencies(github, nodes, config),
    openPullRequests: new Set(repository.pullRequests.nodes.map(({ number }) => number)),
    labelIds: new Map(ids),
    next: repository.issues.pageInfo.hasNextPage ? repository.issues.pageInfo.endCursor : null,
  };
}

/** Reads issues from a part of an answer that has `issueFields`, without asking again; text dependencies outside of it count as unknown. */
export function issuesFrom(nodes: unknown, config: Config): Issue[] {
  const parsed = z.array(IssueNode).safeParse(nodes);
  if (!parsed.success)
    throw new Error("GitHub's answer is not as documented while reading the waiting issues", {
      cause: parsed.error,
    });
  return parsed.data.map((node) => issueOf(node, { config, done: () => null }));
}

async function withTextDependencies(
  github: GitHub,
  nodes: readonly z.infer<typeof IssueNode>[],
  config: Config,
): Promise<Issue[]> {
  const known = new Map(nodes.map((node) => [node.number, node.state === "CLOSED"]));
  const missing = [...new Set(nodes.flatMap((node) => textDependencies(node.body)))]
    .filter((number) => !known.has(number))
    .slice(0, 100);
  if (missing.length > 0) {
    const answer = await github.graphql({
      doing: "reading the issues that others wait for",
      document: `query dependencies($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) {
        ${missing.map((number) => `i${number}: issueOrPullRequest(number: ${number}) { ... on Issue { issue: state } ... on PullRequest { pull: state } }`).join("\n")}
      } }`,
      variables: { owner: github.owner, repo: github.repo },
      schema: z.object({
        repository: z.record(
          z.string(),
          z.object({ issue: z.string().optional(), pull: z.string().optional() }).nullable(),
        ),
      }),
    });
    for (const number of missing) {
      const found = answer.repository[`i${number}`] ?? {};
      const state = found.issue ?? found.pull;
      if (state !== undefined) known.set(number, state !== "OPEN");
    }
  }
  return nodes.map((node) => issueOf(node, { config, done: (number) => known.get(number) ?? null }));
}

function issueOf(
  node: z.infer<typeof IssueNode>,
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

function labellingOf(node: z.infer<typeof IssueNode>, on: readonly string[]): Labelling | null {
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

function textChangesOf(node: z.infer<typeof IssueNode>): TextChange[] {
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
