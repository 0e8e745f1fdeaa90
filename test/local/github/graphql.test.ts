import { describe, expect, test } from "vitest";
import { app, branchWith, names, type Octokit, startStage } from "./stage.ts";

const repository = `query Look($owner: String!, $name: String!, $number: Int!) {
  viewer { login }
  rateLimit { cost remaining }
  repository(owner: $owner, name: $name) {
    id databaseId nameWithOwner isFork visibility
    defaultBranchRef { name target { oid ... on Commit { tree { oid } } } }
    object(expression: "main:README.md") { ... on Blob { text byteSize isBinary isTruncated } }
    folder: object(expression: "main:bin") { ... on Tree { entries { name mode type object { ... on Blob { text } } } } }
    missing: object(expression: "main:nothing") { oid }
    label(name: "BUG") { id name }
    issue(number: $number) {
      id title body state stateReason locked lastEditedAt includesCreatedEdit editor { login }
      author { login __typename } authorAssociation
      labels(first: 10) { nodes { name } }
      assignees(first: 10) { nodes { login } }
      comments(last: 1) { totalCount pageInfo { hasPreviousPage } nodes { databaseId body viewerDidAuthor author { login __typename } } }
      timelineItems(first: 20, itemTypes: [LABELED_EVENT, RENAMED_TITLE_EVENT]) {
        totalCount nodes { __typename ... on LabeledEvent { actor { login } label { name } } ... on RenamedTitleEvent { previousTitle currentTitle } }
      }
      userContentEdits(first: 5) { totalCount nodes { editor { login } } }
      blockedBy(first: 5) { nodes { number state repository { nameWithOwner } } }
      closedByPullRequestsReferences(first: 5, includeClosedPrs: true) { nodes { number state headRefName author { login } } }
    }
    pullRequests(first: 5, states: [OPEN]) { nodes { number isDraft headRefOid closingIssuesReferences(first: 5) { nodes { number } } } }
  }
}`;
const variables = { owner: "acme", name: "app", number: 1 };

/** `data` and `errors` of an answer, whatever they are. */
async function ask(
  octokit: Octokit,
  query: string,
  given: Record<string, unknown> = {},
): Promise<{ status: number; data: unknown; errors: unknown }> {
  const { status, data } = await octokit.request("POST /graphql", { query, variables: given });
  return { status, data: data.data, errors: data.errors };
}

describe("GraphQL", () => {
  test("shows an issue with all that one looks at before work", async () => {
    await using stage = await startStage();
    const { rest } = stage.as.writer;
    await rest.issues.create({ ...app, title: "Old", body: "one", labels: ["bug"], assignees: ["reader"] });
    const { data: blocker } = await rest.issues.create({ ...app, title: "Blocker" });
    await rest.issues.update({ ...app, issue_number: 1, title: "New", body: "two" });
    await rest.issues.addBlockedByDependency({ ...app, issue_number: 1, issue_id: blocker.id });
    await rest.issues.createComment({ ...app, issue_number: 1, body: "first" });
    await stage
      .job({ issues: "write" })
      .rest.issues.createComment({ ...app, issue_number: 1, body: "second" });
    const head = await branchWith(stage.as.writer, { branch: "fix", files: { "x.txt": "x\n" } });
    await rest.pulls.create({
      ...app,
      head: "fix",
      base: "main",
      title: "Fix",
      body: "Fixes #1",
      draft: true,
    });
    const { data, errors } = await ask(stage.as.writer, repository, variables);
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      viewer: { login: "writer" },
      rateLimit: { cost: 1 },
      repository: {
        nameWithOwner: "acme/app",
        isFork: false,
        visibility: "PUBLIC",
        defaultBranchRef: {
          name: "main",
          target: { tree: { oid: expect.stringMatching(/^[0-9a-f]{40}$/) } },
        },
        object: { text: "# App\n", byteSize: 6, isBinary: false, isTruncated: false },
        folder: { entries: [{ name: "run", mode: 0o100755, type: "blob", object: { text: "#!/bin/sh\n" } }] },
        missing: null,
        label: { name: "bug" },
        issue: {
          title: "New",
          body: "two",
          state: "OPEN",
          includesCreatedEdit: true,
          editor: { login: "writer" },
          author: { login: "writer", __typename: "User" },
          authorAssociation: "MEMBER",
          labels: { nodes: [{ name: "bug" }] },
          assignees: { nodes: [{ login: "reader" }] },
          comments: {
            totalCount: 2,
            pageInfo: { hasPreviousPage: true },
            nodes: [
              {
                body: "second",
                viewerDidAuthor: false,
                author: { login: "github-actions", __typename: "Bot" },
              },
            ],
          },
          timelineItems: {
            totalCount: 2,
            nodes: [
              { __typename: "LabeledEvent", actor: { login: "writer" }, label: { name: "bug" } },
              { __typename: "RenamedTitleEvent", previousTitle: "Old", currentTitle: "New" },
            ],
          },
          userContentEdits: { totalCount: 2 },
          blockedBy: { nodes: [{ number: 2, state: "OPEN", repository: { nameWithOwner: "acme/app" } }] },
          closedByPullRequestsReferences: {
            nodes: [{ number: 3, state: "OPEN", headRefName: "fix", author: { login: "writer" } }],
          },
        },
        pullRequests: {
          nodes: [
            {
              number: 3,
              isDraft: true,
              headRefOid: head,
              closingIssuesReferences: { nodes: [{ number: 1 }] },
            },
          ],
        },
      },
    });
  });

  test("several mutations in one document run in order, and each answer shows what was there then", async () => {
    await using stage = await startStage();
    const { data: issue } = await stage.as.writer.rest.issues.create({
      ...app,
      title: "One",
      labels: ["bug"],
    });
    const id = async (name: string) =>
      (await stage.as.writer.rest.issues.getLabel({ ...app, name })).data.node_id;
    const before = stage.events.length;
    const { data, errors } = await ask(
      stage.job({ issues: "write" }),
      `mutation Swap($issue: ID!, $add: [ID!]!, $remove: [ID!]!) {
        on: addLabelsToLabelable(input: { labelableId: $issue, labelIds: $add }) { labelable { ... on Issue { labels(first: 9) { nodes { name } } } } }
        off: removeLabelsFromLabelable(input: { labelableId: $issue, labelIds: $remove }) {
          labelable { ... on Issue { labels(first: 9) { nodes { name } } repository { issues(first: 9) { totalCount } } } }
        }
        said: addComment(input: { subjectId: $issue, body: "done" }) { commentEdge { node { body } } }
      }`,
      { issue: issue.node_id, add: [await id("enhancement")], remove: [await id("bug")] },
    );
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      on: { labelable: { labels: { nodes: [{ name: "bug" }, { name: "enhancement" }] } } },
      off: {
        labelable: {
          labels: { nodes: [{ name: "enhancement" }] },
          repository: { issues: { totalCount: 1 } },
        },
      },
      said: { commentEdge: { node: { body: "done" } } },
    });
    expect(names(stage.events.slice(before))).toEqual([
      "issues.labeled",
      "issues.unlabeled",
      "issue_comment.created",
    ]);
    expect(stage.github.requests.at(-1)).toMatchObject({
      kind: "graphql",
      what: "Swap",
      by: "run/7/8",
      status: 200,
    });
  });

  test("errors belong to their field, have a type, and the rest is answered", async () => {
    await using stage = await startStage({ private: true });
    await stage.as.writer.rest.issues.create({ ...app, title: "One" });
    const query = `{ repository(owner: "acme", name: "app") { nameWithOwner issue(number: 1) { title } nothing: issueOrPullRequest(number: 9) { __typename } } }`;
    const refused = await ask(stage.job({ contents: "read" }), query);
    expect(refused).toMatchObject({
      status: 200,
      data: { repository: { nameWithOwner: "acme/app", issue: null, nothing: null } },
      errors: [
        {
          type: "FORBIDDEN",
          path: ["repository", "issue"],
          message: "Resource not accessible by integration",
        },
        { type: "NOT_FOUND", path: ["repository", "nothing"] },
      ],
    });
    expect(await ask(stage.as.stranger, query)).toMatchObject({
      data: { repository: null },
      errors: [{ type: "NOT_FOUND", message: "Could not resolve to a Repository with the name 'acme/app'." }],
    });
    expect(
      await ask(stage.as.reader, `{ repository(owner: "acme", name: "app") { issues { totalCount } } }`),
    ).toMatchObject({
      errors: [{ type: "MISSING_PAGINATION_BOUNDARIES" }],
    });
    expect(await ask(stage.as.reader, "{ repository(owner: 1) { nope } }")).toMatchObject({
      status: 200,
      data: undefined,
    });
  });

  test("updateRefs changes all refs or none, against their old values", async () => {
    await using stage = await startStage();
    const { data: main } = await stage.as.writer.rest.git.getRef({ ...app, ref: "heads/main" });
    const { data: repo } = await stage.as.writer.rest.repos.get(app);
    const zero = "0".repeat(40);
    const sha = main.object.sha;
    const update = (octokit: Octokit, refUpdates: unknown[]) =>
      ask(octokit, "mutation($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }", {
        input: { repositoryId: repo.node_id, refUpdates },
      });
    const create = (name: string) => ({ name: `refs/switchyard/${name}`, beforeOid: zero, afterOid: sha });
    const list = async () =>
      (await stage.as.writer.rest.git.listMatchingRefs({ ...app, ref: "switchyard/" })).data.map(
        ({ ref }) => ref,
      );
    expect((await update(stage.job({ contents: "read" }), [create("a/1")])).errors).toMatchObject([
      { type: "FORBIDDEN" },
    ]);
    const job = stage.job({ contents: "write" });
    expect((await update(job, [create("a/1"), create("a/2")])).errors).toBeUndefined();
    expect((await update(job, [create("a/3"), create("a/1")])).errors).toMatchObject([
      { type: "UNPROCESSABLE", path: ["updateRefs"] },
    ]);
    expect(await list()).toEqual(["refs/switchyard/a/1", "refs/switchyard/a/2"]);
    await update(job, [{ name: "refs/switchyard/a/1", beforeOid: sha, afterOid: zero }]);
    expect(await list()).toEqual(["refs/switchyard/a/2"]);
  });

  test("pages by cursor", async () => {
    await using stage = await startStage();
    for (const title of ["1", "2", "3"]) await stage.as.writer.rest.issues.create({ ...app, title });
    const query = `query($after: String) { repository(owner: "acme", name: "app") {
      issues(first: 2, after: $after, orderBy: { field: CREATED_AT, direction: ASC }) { totalCount pageInfo { hasNextPage endCursor } nodes { number } } } }`;
    type Page = {
      repository: {
        issues: { pageInfo: { hasNextPage: boolean; endCursor: string }; nodes: { number: number }[] };
      };
    };
    const first = await stage.as.reader.graphql<Page>(query);
    expect(first.repository.issues).toMatchObject({
      totalCount: 3,
      pageInfo: { hasNextPage: true },
      nodes: [{ number: 1 }, { number: 2 }],
    });
    const second = await stage.as.reader.graphql<Page>(query, {
      after: first.repository.issues.pageInfo.endCursor,
    });
    expect(second.repository.issues).toMatchObject({
      pageInfo: { hasNextPage: false },
      nodes: [{ number: 3 }],
    });
  });
});
