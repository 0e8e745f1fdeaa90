import { z } from "zod";

import { branchFolder, issueOfBranch } from "../core/branch.ts";
import type { Config } from "../core/config.ts";
import { textDependencies } from "../core/dependencies.ts";
import type { OurBranch } from "../core/housekeeping.ts";
import { proposal } from "../core/rehearsal.ts";
import type { Branch, Issue } from "../core/world.ts";
import type { GitHub } from "./github.ts";
import { IssueNode, type Named, issueFields, issueOf, progressOf } from "./issue-node.ts";
import { labelQuery } from "./label-query.ts";

/** What one question about issues answers. */
export type Issues = {
  readonly issues: readonly Issue[];
  /** Numbers of the open pull requests of the repository (the first hundred), and of those on our branches. */
  readonly openPullRequests: ReadonlySet<number>;
  /** Our branches (the first hundred), several for one issue too. */
  readonly ours: readonly OurBranch[];
  /** The branch of a rehearsal's proposal, while it is there and lies in the folder of our branches. */
  readonly proposal: Branch | null;
  /** Label name → GraphQL id, for the labels that exist. */
  readonly labelIds: ReadonlyMap<string, string>;
  /** The open issue that shows everything, if there is one. */
  readonly dashboard: Issue | null;
  /** How many open issues carry a trigger label. */
  readonly total: number;
  /** Where the next page of labelled issues begins; null at the end. */
  readonly next: string | null;
};

const Nodes = z.object({ nodes: z.array(IssueNode) });
const Page = Nodes.extend({
  totalCount: z.number().int(),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
});
const Numbers = z.object({ nodes: z.array(z.object({ number: z.number().int() })) });
const Refs = z.object({
  nodes: z.array(
    z.object({
      name: z.string(),
      target: z.object({ oid: z.string() }),
      associatedPullRequests: Numbers,
    }),
  ),
});

/** Issues in one page: GraphQL allows 100, but each brings its comments. */
export const pageSize = 50;

/**
 * Reads the open issues that carry a trigger label (one page, oldest first), those with a label that says that something goes on, the issues
 * named in `numbers` whatever they carry, open pull requests, our branches, and the ids of the labels in `names`: one request, plus one
 * when a text names dependencies that are not among them.
 */
export async function readIssues(
  github: GitHub,
  options: { config: Config; numbers: readonly number[]; names: readonly string[]; after: string | null },
): Promise<Issues> {
  const { config } = options;
  const labels = labelQuery(options.names);
  const { dashboard } = config.labels;
  const goesOn = [config.labels["in-progress"], config.labels.waiting].filter((name) => name !== false);
  const declared = [
    "$owner: String!",
    "$repo: String!",
    "$labels: [String!]!",
    "$after: String",
    "$folder: String!",
    ...labels.declared,
    ...(goesOn.length === 0 ? [] : ["$goesOn: [String!]!"]),
    ...(dashboard === false ? [] : ["$dashboard: [String!]!"]),
  ];
  const answer = await github.graphql({
    doing: "reading the issues",
    document: `query issues(${declared.join(", ")}) { repository(owner: $owner, name: $repo) {
      issues(states: OPEN, labels: $labels, first: ${pageSize}, after: $after, orderBy: { field: CREATED_AT, direction: ASC }) { nodes { ...fields } totalCount pageInfo { hasNextPage endCursor } }
      ${goesOn.length === 0 ? "" : "goesOn: issues(states: OPEN, labels: $goesOn, first: 20) { nodes { ...fields } }"}
      ${dashboard === false ? "" : "dashboard: issues(states: OPEN, labels: $dashboard, first: 1) { nodes { ...fields } }"}
      pullRequests(states: OPEN, first: 100) { nodes { number } }
      refs(refPrefix: $folder, first: 100) { nodes { name target { oid } associatedPullRequests(states: OPEN, first: 1) { nodes { number } } } }
      ${[...options.numbers.map(named), ...labels.fields].join("\n")}
    } } fragment fields on Issue { ${issueFields} }`,
    variables: {
      owner: github.owner,
      repo: github.repo,
      labels: config.labels.trigger,
      after: options.after,
      folder: `refs/heads/${branchFolder(config.branch)}`,
      ...labels.variables,
      ...(goesOn.length === 0 ? {} : { goesOn }),
      ...(dashboard === false ? {} : { dashboard: [dashboard] }),
    },
    schema: z.object({
      repository: z.looseObject({
        issues: Page,
        goesOn: Nodes.default({ nodes: [] }),
        dashboard: Nodes.default({ nodes: [] }),
        pullRequests: Numbers,
        refs: Refs.nullable(),
      }),
    }),
  });
  const { repository } = answer;
  const found = [
    ...repository.issues.nodes,
    ...repository.goesOn.nodes,
    ...options.numbers.flatMap((number) => nodeIn(repository, number)),
  ];
  const ours = branchesOf(config, repository.refs?.nodes ?? []);
  const [board = null] = await issuesOf(github, repository.dashboard.nodes, config);
  return {
    issues: await issuesOf(github, found, config),
    openPullRequests: new Set([
      ...repository.pullRequests.nodes.map(({ number }) => number),
      ...ours.flatMap(({ pull }) => pull ?? []),
    ]),
    ours,
    proposal: proposalIn(config, repository.refs?.nodes ?? []),
    labelIds: labels.idsOf(repository),
    dashboard: board,
    total: repository.issues.totalCount,
    next: repository.issues.pageInfo.hasNextPage ? repository.issues.pageInfo.endCursor : null,
  };
}

/** Reads issues by their numbers, in one request (plus one for what their texts name); at most a hundred. Numbers that are no issue's are left out. */
export async function readNumbered(
  github: GitHub,
  { config, numbers }: { config: Config; numbers: readonly number[] },
): Promise<Issue[]> {
  if (numbers.length === 0) return [];
  const { repository } = await github.graphql({
    doing: "reading issues by number",
    document: `query numbered($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) {
      ${numbers.map(named).join("\n")}
    } } fragment fields on Issue { ${issueFields} }`,
    variables: { owner: github.owner, repo: github.repo },
    schema: z.object({ repository: z.looseObject({}) }),
  });
  const nodes = numbers.flatMap((number) => nodeIn(repository, number));
  return issuesOf(github, nodes, config);
}

/** Numbers of the open issues that carry all of these labels: page `page` (from 1) of `pageSize`, oldest first. */
export async function listNumbers(
  { octokit, owner, repo }: GitHub,
  { labels, page }: { labels: readonly string[]; page: number },
): Promise<number[]> {
  const { data } = await octokit.rest.issues.listForRepo({
    owner,
    repo,
    state: "open",
    labels: labels.join(","),
    sort: "created",
    direction: "asc",
    per_page: pageSize,
    page,
  });
  return data.filter((issue) => issue.pull_request === undefined).map(({ number }) => number);
}

function named(number: number): string {
  return `i${number}: issueOrPullRequest(number: ${number}) { ... on Issue { ...fields } }`;
}

function nodeIn(repository: Readonly<Record<string, unknown>>, number: number): IssueNode[] {
  const node = IssueNode.safeParse(repository[`i${number}`]);
  return node.success ? [node.data] : [];
}

function proposalIn(config: Config, refs: z.infer<typeof Refs>["nodes"]): Branch | null {
  const found = refs.find(({ name }) => `${branchFolder(config.branch)}${name}` === proposal.branch);
  if (found === undefined) return null;
  const { target, associatedPullRequests } = found;
  return {
    name: proposal.branch,
    commit: target.oid,
    pull: associatedPullRequests.nodes[0]?.number ?? null,
  };
}

function branchesOf(config: Config, refs: z.infer<typeof Refs>["nodes"]): OurBranch[] {
  const folder = branchFolder(config.branch);
  return refs.flatMap(({ name, target, associatedPullRequests }) => {
    const full = `${folder}${name}`;
    const issue = issueOfBranch(config.branch, full);
    const pull = associatedPullRequests.nodes[0]?.number ?? null;
    return issue === null ? [] : [{ issue, name: full, commit: target.oid, pull }];
  });
}

async function issuesOf(github: GitHub, found: readonly IssueNode[], config: Config): Promise<Issue[]> {
  const nodes = [...new Map(found.map((node) => [node.number, node])).values()];
  const known = new Map<number, Named>(nodes.map((node) => [node.number, progressOf(node)]));
  const missing = [...new Set(nodes.flatMap((node) => textDependencies(node.body)))]
    .filter((number) => !known.has(number))
    .slice(0, 100);
  for (const [number, progress] of await readProgress(github, missing)) known.set(number, progress);
  return nodes.map((node) => issueOf(node, { config, named: (number) => known.get(number) }));
}

const Numbered = z.object({
  issue: z.string().optional(),
  pull: z.string().optional(),
  stateReason: z.string().nullish(),
  closedAt: z.string().nullable(),
});

/** How far the issues and pull requests with these numbers have come. */
async function readProgress(github: GitHub, numbers: readonly number[]): Promise<Map<number, Named>> {
  if (numbers.length === 0) return new Map();
  const { repository } = await github.graphql({
    doing: "reading the issues that others wait for",
    document: `query dependencies($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) {
      ${numbers.map((number) => `i${number}: issueOrPullRequest(number: ${number}) { ... on Issue { issue: state stateReason closedAt } ... on PullRequest { pull: state closedAt } }`).join("\n")}
    } }`,
    variables: { owner: github.owner, repo: github.repo },
    schema: z.object({ repository: z.record(z.string(), Numbered.nullable()) }),
  });
  return new Map(
    numbers.flatMap((number) => {
      const found = repository[`i${number}`] ?? null;
      if (found === null) return [];
      const { issue, pull, stateReason, closedAt } = found;
      const progress: Named =
        pull === "CLOSED"
          ? { state: "dropped", doneAt: null }
          : progressOf({ state: issue ?? pull ?? "OPEN", stateReason, closedAt });
      return [[number, progress] as const];
    }),
  );
}
