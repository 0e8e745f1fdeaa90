import { z } from "zod";

import type { Config } from "../core/config.ts";
import { stateLook } from "../core/labels.ts";
import type { Issue } from "../core/world.ts";
import type { GitHub } from "./github.ts";
import { told } from "./github.ts";
import { issueFields, issuesFrom } from "./issue-node.ts";

/** What people should see on an issue. */
export type Projection = {
  readonly issue: {
    readonly id: string;
    readonly labels: readonly string[];
    readonly workpad: string | null;
  };
  readonly on: readonly string[];
  readonly off: readonly string[];
  readonly pad: string;
  /** A comment of its own, which notifies people; null for none. */
  readonly say: string | null;
};

const Reply = z.looseObject({ pad: z.looseObject({}) });
const After = z.object({
  repository: z.looseObject({
    issues: z.object({ nodes: z.array(z.unknown()) }),
    pullRequests: z.object({ nodes: z.array(z.object({ number: z.number().int() })) }),
  }),
});

/** The open issues with a trigger label, and the open pull requests, right after a state was shown. */
export type Waiting = { readonly issues: readonly Issue[]; readonly openPullRequests: ReadonlySet<number> };

/**
 * Shows a state: labels on and off, the workpad, and perhaps a comment, by one request. Labels that are already right are not written. With
 * `waiting`, resolves also to the open issues with a trigger label as they are after it, and to those with these numbers.
 */
export async function project(
  github: GitHub,
  labelIds: ReadonlyMap<string, string>,
  projection: Projection,
  waiting: { readonly config: Config; readonly numbers: readonly number[] } | null,
): Promise<{ workpad: string; waiting: Waiting }> {
  const { issue } = projection;
  const ids = new Map(labelIds);
  const on = projection.on.filter((name) => !issue.labels.includes(name));
  const off = projection.off.filter((name) => issue.labels.includes(name) && ids.has(name));
  for (const name of on) if (!ids.has(name)) ids.set(name, await createLabel(github, name));
  const idsOf = (names: readonly string[]) => names.flatMap((name) => ids.get(name) ?? []);
  const list =
    waiting === null
      ? ""
      : `repository { ${waiting.numbers.map((number) => `i${number}: issueOrPullRequest(number: ${number}) { ... on Issue { ${issueFields} } }`).join(" ")} issues(states: OPEN, labels: $labels, first: 50, orderBy: { field: CREATED_AT, direction: ASC }) { nodes { ${issueFields} } } pullRequests(states: OPEN, first: 100) { nodes { number } } }`;
  const comment = `issueComment { id issue { id ${list} } }`;
  const parts = [
    ...(off.length === 0
      ? []
      : [
          "off: removeLabelsFromLabelable(input: { labelableId: $issue, labelIds: $off }) { clientMutationId }",
        ]),
    ...(on.length === 0
      ? []
      : ["on: addLabelsToLabelable(input: { labelableId: $issue, labelIds: $on }) { clientMutationId }"]),
    ...(projection.say === null
      ? []
      : ["say: addComment(input: { subjectId: $issue, body: $say }) { clientMutationId }"]),
    issue.workpad === null
      ? `pad: addComment(input: { subjectId: $issue, body: $pad }) { commentEdge { node { id issue { id ${list} } } } }`
      : `pad: updateIssueComment(input: { id: $workpad, body: $pad }) { ${comment} }`,
  ];
  const used = [
    {
      name: "issue",
      type: "ID!",
      value: issue.id,
      when: issue.workpad === null || on.length + off.length > 0 || projection.say !== null,
    },
    { name: "off", type: "[ID!]!", value: idsOf(off), when: off.length > 0 },
    { name: "on", type: "[ID!]!", value: idsOf(on), when: on.length > 0 },
    { name: "say", type: "String!", value: projection.say, when: projection.say !== null },
    { name: "pad", type: "String!", value: projection.pad, when: true },
    { name: "workpad", type: "ID!", value: issue.workpad, when: issue.workpad !== null },
    { name: "labels", type: "[String!]!", value: waiting?.config.labels.trigger, when: waiting !== null },
  ].filter(({ when }) => when);
  const answer = await github.graphql({
    doing: "writing labels and the workpad",
    document: `mutation project(${used.map(({ name, type }) => `$${name}: ${type}`).join(", ")}) { ${parts.join("\n")} }`,
    variables: Object.fromEntries(used.map(({ name, value }) => [name, value])),
    schema: Reply,
  });
  const node = z
    .union([
      z.object({ issueComment: Comment }).transform((pad) => pad.issueComment),
      z.object({ commentEdge: z.object({ node: Comment }) }).transform((pad) => pad.commentEdge.node),
    ])
    .parse(answer.pad);
  const after = After.safeParse(node.issue);
  if (waiting === null || !after.success)
    return { workpad: node.id, waiting: { issues: [], openPullRequests: new Set() } };
  const { issues, pullRequests, ...others } = after.data.repository;
  const numbered = waiting.numbers.flatMap((number) => others[`i${number}`] ?? []);
  return {
    workpad: node.id,
    waiting: {
      issues: issuesFrom([...issues.nodes, ...numbered], waiting.config),
      openPullRequests: new Set(pullRequests.nodes.map(({ number }) => number)),
    },
  };
}

const Comment = z.object({ id: z.string(), issue: z.unknown() });

/** Creates a label of ours and resolves to its GraphQL id; one that exists meanwhile is taken as it is. */
async function createLabel({ octokit, owner, repo }: GitHub, name: string): Promise<string> {
  return told(`creating the label "${name}"`, async () => {
    try {
      const created = await octokit.rest.issues.createLabel({
        owner,
        repo,
        name,
        ...stateLook,
      });
      return created.data.node_id;
    } catch (error) {
      if (typeof error !== "object" || error === null || !("status" in error) || error.status !== 422)
        throw error;
      return (await octokit.rest.issues.getLabel({ owner, repo, name })).data.node_id;
    }
  });
}
