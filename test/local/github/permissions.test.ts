import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { app, branchWith, failure, type Octokit, type Stage, startStage } from "./stage.ts";

type Act = readonly [
  name: string,
  permission: string,
  level: "read" | "write",
  act: (octokit: Octokit) => Promise<unknown>,
];

const acts: readonly Act[] = [
  ["reads an issue", "issues", "read", ({ rest }) => rest.issues.get({ ...app, issue_number: 1 })],
  [
    "labels an issue",
    "issues",
    "write",
    ({ rest }) => rest.issues.addLabels({ ...app, issue_number: 1, labels: ["bug"] }),
  ],
  [
    "comments on an issue",
    "issues",
    "write",
    ({ rest }) => rest.issues.createComment({ ...app, issue_number: 1, body: "x" }),
  ],
  ["reads a pull request", "pull-requests", "read", ({ rest }) => rest.pulls.get({ ...app, pull_number: 2 })],
  [
    "labels a pull request",
    "pull-requests",
    "write",
    ({ rest }) => rest.issues.addLabels({ ...app, issue_number: 2, labels: ["bug"] }),
  ],
  [
    "edits a pull request",
    "pull-requests",
    "write",
    ({ rest }) => rest.pulls.update({ ...app, pull_number: 2, body: "x" }),
  ],
  ["reads a file", "contents", "read", ({ rest }) => rest.repos.getContent({ ...app, path: "README.md" })],
  ["writes a blob", "contents", "write", ({ rest }) => rest.git.createBlob({ ...app, content: "x" })],
  ["lists runs", "actions", "read", ({ rest }) => rest.actions.listWorkflowRunsForRepo(app)],
  [
    "starts a workflow",
    "actions",
    "write",
    ({ rest }) =>
      rest.actions.createWorkflowDispatch({
        ...app,
        workflow_id: "start.yml",
        ref: "main",
        inputs: { issue: "1" },
      }),
  ],
];
const keys = ["actions", "contents", "issues", "pull-requests"] as const;

describe("permissions", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage({ private: true });
    await stage.as.writer.rest.issues.create({ ...app, title: "One" });
    await branchWith(stage.as.writer, { branch: "change", files: { "b.txt": "b\n" } });
    await stage.as.writer.rest.pulls.create({ ...app, head: "change", base: "main", title: "Two" });
  });
  afterAll(async () => {
    await stage[Symbol.asyncDispose]();
  });

  test.each(acts)("a job %s with exactly %s: %s", async (_, permission, level, act) => {
    await act(stage.job({ [permission]: level }));
    const rest = Object.fromEntries(
      keys.filter((key) => key !== permission).map((key) => [key, "write" as const]),
    );
    const refused = await failure(act(stage.job(rest)));
    expect(refused).toMatchObject({
      status: 403,
      data: { message: "Resource not accessible by integration" },
    });
    expect(refused.headers).toMatchObject({
      "x-accepted-github-permissions": expect.stringContaining(`${permission.replace("-", "_")}=${level}`),
    });
  });

  test.each(acts.filter(([, , level]) => level === "write"))(
    "a job %s not with %s: read",
    async (_, permission, _level, act) => {
      expect((await failure(act(stage.job({ [permission]: "read" })))).status).toBe(403);
    },
  );

  test("no permission lets a job read settings, secrets or who it is", async () => {
    const { rest } = stage.job(Object.fromEntries(keys.map((key) => [key, "write" as const])));
    expect(
      (await failure(rest.actions.getGithubActionsDefaultWorkflowPermissionsRepository(app))).status,
    ).toBe(403);
    expect((await failure(rest.actions.listRepoSecrets(app))).status).toBe(403);
    expect((await failure(rest.actions.listRepoVariables(app))).status).toBe(403);
    expect((await failure(rest.users.getAuthenticated())).status).toBe(403);
  });

  test("what a job does is done by github-actions[bot], and the event says that a job did it", async () => {
    const { data } = await stage
      .job({ issues: "write" })
      .rest.issues.createComment({ ...app, issue_number: 1, body: "hi" });
    expect(data.user).toMatchObject({ login: "github-actions[bot]", type: "Bot" });
    expect(stage.events.at(-1)).toMatchObject({
      name: "issue_comment",
      actor: "github-actions[bot]",
      fromJobToken: true,
    });
  });

  test("a private repository does not exist for strangers and for nobody", async () => {
    expect((await failure(stage.as.stranger.rest.repos.get(app))).status).toBe(404);
    expect((await fetch(`${stage.github.apiUrl}/repos/acme/app`)).status).toBe(404);
  });

  test("a token that nobody gave out is a bad credential, and so is a revoked one", async () => {
    const forged = await failure(stage.octokit("ghp_forged").rest.repos.get(app));
    expect(forged).toMatchObject({ status: 401, data: { message: "Bad credentials" } });
    const minted = stage.github.mintJobToken({
      repository: "acme/app",
      runId: 1,
      jobId: 2,
      permissions: {},
    });
    await stage.octokit(minted.token).rest.repos.get(app);
    minted.revoke();
    expect((await failure(stage.octokit(minted.token).rest.repos.get(app))).status).toBe(401);
  });

  test.each([
    ["triager", "read", "triage"],
    ["writer", "write", "write"],
    ["admin", "admin", "admin"],
    ["stranger", "none", "none"],
  ])("the permission of %s is %s with the role %s", async (username, permission, role_name) => {
    const { data } = await stage.job({}).rest.repos.getCollaboratorPermissionLevel({ ...app, username });
    expect(data).toMatchObject({ permission, role_name });
  });

  test("people are held to their role", async () => {
    const { reader, triager, writer } = stage.as;
    expect(
      (await failure(reader.rest.issues.addLabels({ ...app, issue_number: 1, labels: ["bug"] }))).status,
    ).toBe(403);
    await triager.rest.issues.addLabels({ ...app, issue_number: 1, labels: ["bug"] });
    expect((await failure(triager.rest.git.createBlob({ ...app, content: "x" }))).status).toBe(403);
    expect((await failure(writer.rest.repos.update({ ...app, description: "x" }))).status).toBe(403);
    expect((await stage.as.admin.rest.repos.update({ ...app, description: "x" })).data.description).toBe("x");
  });

  test("jobs share 1,000 requests an hour and people have 5,000", async () => {
    const { headers } = await stage.job({}).rest.repos.get(app);
    expect(headers).toMatchObject({ "x-ratelimit-limit": "1000", "x-ratelimit-resource": "core" });
    const { data } = await stage.as.writer.rest.rateLimit.get();
    expect(data.resources).toMatchObject({ core: { limit: 5000 }, graphql: { limit: 5000 } });
  });
});
