import { z } from "zod";

import type { Config } from "../core/config.ts";
import type { Issue } from "../core/world.ts";
import { textDependencies } from "../core/dependencies.ts";
import type { GitHub } from "./github.ts";
import { IssueNode, issueFields, issueOf } from "./issue-node.ts";
import { labelQuery } from "./label-query.ts";

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

const Page = z.object({
  nodes: z.array(IssueNode),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
});

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
  const labels = labelQuery(options.names);
  const declared = [
    "$owner: String!",
    "$repo: String!",
    "$labels: [String!]!",
    "$after: String",
    ...labels.declared,
  ];
  const answer = await github.graphql({
    doing: "reading the issues",
    document: `query issues(${declared.join(", ")}) { repository(owner: $owner, name: $repo) {
      issues(states: OPEN, labels: $labels, first: ${pageSize}, after: $after, orderBy: { field: CREATED_AT, direction: ASC }) { nodes { ...fields } pageInfo { hasNextPage endCursor } }
      pullRequests(states: OPEN, first: 100) { nodes { number } }
      ${[...named, ...labels.fields].join("\n")}
    } } fragment fields on Issue { ${issueFields} }`,
    variables: {
      owner: github.owner,
      repo: github.repo,
      labels: config.labels.trigger,
      after: options.after,
      ...labels.variables,
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
  return {
    issues: await withTextDependencies(github, nodes, config),
    openPullRequests: new Set(repository.pullRequests.nodes.map(({ number }) => number)),
    labelIds: labels.idsOf(repository),
    next: repository.issues.pageInfo.hasNextPage ? repository.issues.pageInfo.endCursor : null,
  };
}

async function withTextDependencies(
  github: GitHub,
  nodes: readonly IssueNode[],
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
