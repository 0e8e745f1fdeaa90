import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { app, branchWith, failure, names, type Stage, startStage } from "./stage.ts";

describe("pull requests", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterAll(async () => {
    await stage[Symbol.asyncDispose]();
  });

  test("are refused for a missing head or base, without commits, and for a second time", async () => {
    const { rest } = stage.as.writer;
    const create = (head: string, base = "main") => rest.pulls.create({ ...app, head, base, title: "T" });
    const { data: main } = await rest.git.getRef({ ...app, ref: "heads/main" });
    await rest.git.createRef({ ...app, ref: "refs/heads/empty", sha: main.object.sha });
    await branchWith(stage.as.writer, { branch: "once", files: { "once.txt": "1\n" } });
    expect(await failure(create("nowhere"))).toMatchObject({
      status: 422,
      data: {
        message: "Validation Failed",
        errors: [{ resource: "PullRequest", field: "head", code: "invalid" }],
      },
    });
    expect(await failure(create("once", "nowhere"))).toMatchObject({
      data: { errors: [{ field: "base", code: "invalid" }] },
    });
    expect(await failure(create("empty"))).toMatchObject({
      data: { errors: [{ message: "No commits between main and empty" }] },
    });
    expect((await create("acme:once")).status).toBe(201);
    expect(await failure(create("once"))).toMatchObject({
      status: 422,
      data: { errors: [{ code: "custom", message: "A pull request already exists for acme:once." }] },
    });
    expect((await failure(rest.git.getRef({ ...app, ref: "heads/nowhere" }))).status).toBe(404);
  });

  test("are refused to jobs where the setting forbids them", async () => {
    await branchWith(stage.as.writer, { branch: "by-job", files: { "job.txt": "1\n" } });
    stage.settings.actionsMayCreatePullRequests = false;
    const job = stage.job({ "pull-requests": "write", contents: "write" });
    const create = () =>
      job.rest.pulls.create({ ...app, head: "by-job", base: "main", title: "T", draft: true });
    expect(await failure(create())).toMatchObject({
      status: 403,
      data: { message: "GitHub Actions is not permitted to create or approve pull requests." },
    });
    stage.settings.actionsMayCreatePullRequests = true;
    const { data } = await create();
    expect(data).toMatchObject({
      draft: true,
      user: { login: "github-actions[bot]" },
      mergeable_state: "draft",
    });
  });

  test("show their files and commits, follow their branch and tell of it", async () => {
    const { rest } = stage.as.writer;
    const first = await branchWith(stage.as.writer, {
      branch: "follow",
      files: { "src/a.txt": "a\nb\n", "new.txt": "n\n" },
    });
    const { data: pull } = await rest.pulls.create({ ...app, head: "follow", base: "main", title: "Follow" });
    expect(pull).toMatchObject({
      head: { sha: first },
      changed_files: 2,
      additions: 2,
      deletions: 0,
      commits: 1,
      mergeable: true,
    });
    const { data: files } = await rest.pulls.listFiles({ ...app, pull_number: pull.number });
    expect(files).toMatchObject([
      { filename: "new.txt", status: "added", patch: "@@ -0,0 +1 @@\n+n" },
      { filename: "src/a.txt", status: "modified", patch: "@@ -1 +1,2 @@\n a\n+b" },
    ]);
    const before = stage.events.length;
    await rest.repos.createOrUpdateFileContents({
      ...app,
      path: "new2.txt",
      branch: "follow",
      message: "More",
      content: Buffer.from("more\n").toString("base64"),
    });
    expect(names(stage.events.slice(before))).toEqual(["push", "pull_request.synchronize"]);
    expect(stage.events.at(-1)).toMatchObject({ payload: { before: first, number: pull.number } });
    const { data: commits } = await rest.pulls.listCommits({ ...app, pull_number: pull.number });
    expect(commits.map(({ commit }) => commit.message)).toEqual(["Add follow", "More"]);
    const { data: listed } = await rest.pulls.list({ ...app, head: "acme:follow", state: "all" });
    expect(listed.map(({ number, head }) => [number, head.sha])).toEqual([[pull.number, commits[1]?.sha]]);
  });

  test("merging demands the expected head, closes what the text names, and tells in order", async () => {
    const { rest } = stage.as.writer;
    const { data: issue } = await rest.issues.create({ ...app, title: "Wish" });
    const { data: other } = await rest.issues.create({ ...app, title: "Unrelated" });
    const head = await branchWith(stage.as.writer, { branch: "merge", files: { "merge.txt": "1\n" } });
    const body = `Fixes #${issue.number}. See #${other.number}.`;
    const { data: pull } = await rest.pulls.create({
      ...app,
      head: "merge",
      base: "main",
      title: "Merge",
      body,
    });
    const at = { ...app, pull_number: pull.number };
    expect((await failure(rest.pulls.merge({ ...at, sha: "0".repeat(40) }))).status).toBe(409);
    const before = stage.events.length;
    const { data: merged } = await rest.pulls.merge({ ...at, sha: head });
    expect(names(stage.events.slice(before))).toEqual(["push", "pull_request.closed", "issues.closed"]);
    expect((await rest.pulls.get(at)).data).toMatchObject({
      merged: true,
      state: "closed",
      merged_by: { login: "writer" },
    });
    expect((await rest.git.getRef({ ...app, ref: "heads/main" })).data.object.sha).toBe(merged.sha);
    expect((await rest.issues.get({ ...app, issue_number: issue.number })).data.state).toBe("closed");
    expect((await rest.issues.get({ ...app, issue_number: other.number })).data.state).toBe("open");
    expect((await failure(rest.pulls.merge(at))).status).toBe(405);
  });

  test("a conflict is shown and cannot be merged", async () => {
    const { rest } = stage.as.writer;
    await branchWith(stage.as.writer, { branch: "left", files: { "clash.txt": "left\n" } });
    await branchWith(stage.as.writer, { branch: "right", files: { "clash.txt": "right\n" } });
    const { data: left } = await rest.pulls.create({ ...app, head: "left", base: "main", title: "Left" });
    const { data: right } = await rest.pulls.create({ ...app, head: "right", base: "main", title: "Right" });
    await rest.pulls.merge({ ...app, pull_number: left.number, merge_method: "squash" });
    const { data } = await rest.pulls.get({ ...app, pull_number: right.number });
    expect(data).toMatchObject({ mergeable: false, mergeable_state: "dirty" });
    expect((await failure(rest.pulls.merge({ ...app, pull_number: right.number }))).status).toBe(405);
  });

  test("deleting the branch closes the pull request", async () => {
    const { rest } = stage.as.writer;
    await branchWith(stage.as.writer, { branch: "gone", files: { "gone.txt": "1\n" } });
    const { data: pull } = await rest.pulls.create({ ...app, head: "gone", base: "main", title: "Gone" });
    await rest.git.deleteRef({ ...app, ref: "heads/gone" });
    expect((await rest.pulls.get({ ...app, pull_number: pull.number })).data.state).toBe("closed");
    expect(await failure(rest.git.deleteRef({ ...app, ref: "heads/gone" }))).toMatchObject({
      status: 422,
      data: { message: "Reference does not exist" },
    });
  });

  test("are reviewed by others, and issues list them too", async () => {
    const { rest } = stage.as.writer;
    await branchWith(stage.as.writer, { branch: "review", files: { "review.txt": "1\n" } });
    const { data: pull } = await rest.pulls.create({ ...app, head: "review", base: "main", title: "Review" });
    const at = { ...app, pull_number: pull.number };
    await rest.pulls.requestReviewers({ ...at, reviewers: ["admin"] });
    expect((await failure(rest.pulls.createReview({ ...at, event: "APPROVE" }))).status).toBe(422);
    await stage.as.admin.rest.pulls.createReview({
      ...at,
      event: "REQUEST_CHANGES",
      body: "Not yet",
      comments: [{ path: "review.txt", line: 1, body: "Why?" }],
    });
    expect((await rest.pulls.listReviews(at)).data).toMatchObject([
      { state: "CHANGES_REQUESTED", user: { login: "admin" } },
    ]);
    expect((await rest.pulls.listReviewComments(at)).data).toMatchObject([
      { path: "review.txt", line: 1, body: "Why?" },
    ]);
    expect((await rest.pulls.listRequestedReviewers(at)).data.users).toEqual([]);
    const { data: issues } = await rest.issues.listForRepo(app);
    expect(issues.find(({ number }) => number === pull.number)?.pull_request?.html_url).toBe(pull.html_url);
  });
});
