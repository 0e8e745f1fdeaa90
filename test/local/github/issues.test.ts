import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { app, failure, names, type Stage, startStage } from "./stage.ts";

describe("issues", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterAll(async () => {
    await stage[Symbol.asyncDispose]();
  });

  test("opening one with labels tells of the opening and of each label, and creates unknown labels", async () => {
    const before = stage.events.length;
    const { data } = await stage.as.writer.rest.issues.create({
      ...app,
      title: "First",
      labels: ["bug", "brand-new"],
    });
    expect(data.labels).toMatchObject([{ name: "bug" }, { name: "brand-new", color: "ededed" }]);
    expect(names(stage.events.slice(before))).toEqual(["issues.opened", "issues.labeled", "issues.labeled"]);
    expect(stage.events.at(-1)).toMatchObject({
      repository: "acme/app",
      actor: "writer",
      fromJobToken: false,
      payload: { label: { name: "brand-new" }, sender: { login: "writer" }, issue: { number: data.number } },
    });
  });

  test("a stranger may open one on a public repository, but labels and assignees are dropped", async () => {
    const { data } = await stage.as.stranger.rest.issues.create({
      ...app,
      title: "From outside",
      labels: ["bug"],
      assignees: ["writer"],
    });
    expect(data).toMatchObject({ labels: [], assignees: [], author_association: "NONE" });
    const refused = await failure(
      stage.as.stranger.rest.issues.addLabels({ ...app, issue_number: data.number, labels: ["bug"] }),
    );
    expect(refused.status).toBe(403);
  });

  test("closing carries a reason, reopening takes it back, the timeline keeps both", async () => {
    const { data: issue } = await stage.as.writer.rest.issues.create({ ...app, title: "Close me" });
    const at = { ...app, issue_number: issue.number };
    const { data: closed } = await stage.as.triager.rest.issues.update({
      ...at,
      state: "closed",
      state_reason: "not_planned",
    });
    expect(closed).toMatchObject({
      state: "closed",
      state_reason: "not_planned",
      closed_by: { login: "triager" },
    });
    await stage.as.triager.rest.issues.update({ ...at, state: "open" });
    const { data: timeline } = await stage.as.reader.rest.issues.listEventsForTimeline(at);
    expect(timeline.map(({ event }) => event)).toEqual(["closed", "reopened"]);
  });

  test("renaming and editing are told with what was there before", async () => {
    const { data: issue } = await stage.as.writer.rest.issues.create({
      ...app,
      title: "Old",
      body: "old body",
    });
    await stage.as.writer.rest.issues.update({
      ...app,
      issue_number: issue.number,
      title: "New",
      body: "new body",
    });
    expect(stage.events.at(-1)).toMatchObject({
      name: "issues",
      payload: { action: "edited", changes: { title: { from: "Old" }, body: { from: "old body" } } },
    });
  });

  test("assigning ignores people without a role silently", async () => {
    const { data: issue } = await stage.as.writer.rest.issues.create({ ...app, title: "Assign" });
    const at = { ...app, issue_number: issue.number };
    const { data } = await stage.as.writer.rest.issues.addAssignees({
      ...at,
      assignees: ["reader", "stranger", "nobody"],
    });
    expect(data.assignees?.map(({ login }) => login)).toEqual(["reader"]);
    const { data: after } = await stage.as.writer.rest.issues.removeAssignees({
      ...at,
      assignees: ["READER"],
    });
    expect(after.assignees).toEqual([]);
  });

  test("a locked conversation refuses people without push access", async () => {
    const { data: issue } = await stage.as.writer.rest.issues.create({ ...app, title: "Lock" });
    const at = { ...app, issue_number: issue.number };
    await stage.as.triager.rest.issues.lock({ ...at, lock_reason: "resolved" });
    expect(
      (await failure(stage.as.stranger.rest.issues.createComment({ ...at, body: "hello" }))).status,
    ).toBe(403);
    await stage.as.writer.rest.issues.createComment({ ...at, body: "still me" });
    await stage.as.triager.rest.issues.unlock(at);
    await stage.as.stranger.rest.issues.createComment({ ...at, body: "hello" });
  });

  test("comments are created, edited and deleted, with their events", async () => {
    const { data: issue } = await stage.as.writer.rest.issues.create({ ...app, title: "Talk" });
    const before = stage.events.length;
    const { data: comment } = await stage.as.stranger.rest.issues.createComment({
      ...app,
      issue_number: issue.number,
      body: "one",
    });
    const at = { ...app, comment_id: comment.id };
    expect((await failure(stage.as.reader.rest.issues.updateComment({ ...at, body: "two" }))).status).toBe(
      403,
    );
    expect((await stage.as.stranger.rest.issues.updateComment({ ...at, body: "two" })).data.body).toBe("two");
    await stage.as.writer.rest.issues.deleteComment(at);
    expect((await failure(stage.as.writer.rest.issues.getComment(at))).status).toBe(404);
    expect(names(stage.events.slice(before))).toEqual([
      "issue_comment.created",
      "issue_comment.edited",
      "issue_comment.deleted",
    ]);
  });

  test("a body beyond 65,536 characters is refused as GitHub words it", async () => {
    const { data: issue } = await stage.as.writer.rest.issues.create({ ...app, title: "Long" });
    const at = { ...app, issue_number: issue.number };
    expect(
      await failure(stage.as.writer.rest.issues.createComment({ ...at, body: "x".repeat(65_537) })),
    ).toMatchObject({
      status: 422,
      data: {
        message: "Validation Failed",
        errors: [{ resource: "IssueComment", field: "body", code: "custom" }],
      },
    });
  });

  test("labels are unique in any case and removing one that is not there says so", async () => {
    const { rest } = stage.as.writer;
    await rest.issues.createLabel({ ...app, name: "Kind/One", color: "ff0000" });
    expect(await failure(rest.issues.createLabel({ ...app, name: "kind/one" }))).toMatchObject({
      status: 422,
      data: { errors: [{ resource: "Label", code: "already_exists", field: "name" }] },
    });
    expect(await failure(rest.issues.createLabel({ ...app, name: "x", color: "#ff0000" }))).toMatchObject({
      status: 422,
    });
    const { data: renamed } = await rest.issues.updateLabel({
      ...app,
      name: "Kind/One",
      new_name: "kind/two",
    });
    expect(renamed.name).toBe("kind/two");
    const { data: issue } = await rest.issues.create({ ...app, title: "Labels", labels: ["kind/two"] });
    const at = { ...app, issue_number: issue.number };
    await rest.issues.removeLabel({ ...at, name: "kind/two" });
    expect(await failure(rest.issues.removeLabel({ ...at, name: "kind/two" }))).toMatchObject({
      status: 404,
      data: { message: "Label does not exist" },
    });
    const { data: set } = await rest.issues.setLabels({ ...at, labels: ["bug", "enhancement"] });
    expect(set.map(({ name }) => name)).toEqual(["bug", "enhancement"]);
    await rest.issues.deleteLabel({ ...app, name: "kind/two" });
    expect((await failure(rest.issues.getLabel({ ...app, name: "kind/two" }))).status).toBe(404);
  });

  test("dependencies and sub-issues are kept and summed up", async () => {
    const { rest } = stage.as.writer;
    const { data: first } = await rest.issues.create({ ...app, title: "First" });
    const { data: second } = await rest.issues.create({ ...app, title: "Second" });
    const at = { ...app, issue_number: second.number };
    await rest.issues.addBlockedByDependency({ ...at, issue_id: first.id });
    expect((await rest.issues.listDependenciesBlockedBy(at)).data.map(({ number }) => number)).toEqual([
      first.number,
    ]);
    expect((await rest.issues.get(at)).data.issue_dependencies_summary).toMatchObject({ blocked_by: 1 });
    await rest.issues.removeDependencyBlockedBy({ ...at, issue_id: first.id });
    expect((await rest.issues.listDependenciesBlockedBy(at)).data).toEqual([]);
    await rest.issues.addSubIssue({ ...at, sub_issue_id: first.id });
    expect((await rest.issues.listSubIssues(at)).data.map(({ number }) => number)).toEqual([first.number]);
  });
});

describe("lists", () => {
  test("are paged with Link headers that lead from the first page to the last and back", async () => {
    await using stage = await startStage();
    const { rest } = stage.as.writer;
    for (let count = 0; count < 5; count += 1) await rest.issues.create({ ...app, title: `Issue ${count}` });
    const { headers, data } = await rest.issues.listForRepo({ ...app, per_page: 2, page: 2 });
    expect(data.map(({ number }) => number)).toEqual([3, 2]);
    expect(headers.link?.replaceAll(stage.github.apiUrl, "")).toBe(
      [
        `</repos/acme/app/issues?per_page=2&page=1>; rel="prev"`,
        `</repos/acme/app/issues?per_page=2&page=3>; rel="next"`,
        `</repos/acme/app/issues?per_page=2&page=3>; rel="last"`,
        `</repos/acme/app/issues?per_page=2&page=1>; rel="first"`,
      ].join(", "),
    );
    const all = await stage.as.writer.paginate(rest.issues.listForRepo, { ...app, per_page: 2 });
    expect(all.map(({ number }) => number)).toEqual([5, 4, 3, 2, 1]);
  });

  test("filter by labels, state, assignee and time", async () => {
    await using stage = await startStage();
    const { rest } = stage.as.writer;
    await rest.issues.create({ ...app, title: "1", labels: ["bug", "go"], assignees: ["writer"] });
    await rest.issues.create({ ...app, title: "2", labels: ["go"] });
    await rest.issues.create({ ...app, title: "3" });
    await rest.issues.update({ ...app, issue_number: 2, state: "closed" });
    const numbers = async (filter: Parameters<typeof rest.issues.listForRepo>[0]) =>
      (await rest.issues.listForRepo(filter)).data.map(({ number }) => number);
    expect(await numbers({ ...app, labels: "go,BUG" })).toEqual([1]);
    expect(await numbers({ ...app, labels: "go", state: "all" })).toEqual([2, 1]);
    expect(await numbers({ ...app, assignee: "none" })).toEqual([3]);
    expect(await numbers({ ...app, assignee: "writer", direction: "asc" })).toEqual([1]);
    expect(await numbers({ ...app, since: "2100-01-01T00:00:00Z" })).toEqual([]);
  });

  test("an answer that the caller has already is 304 and costs nothing", async () => {
    await using stage = await startStage();
    const { headers } = await stage.as.reader.rest.repos.get(app);
    const etag = headers.etag ?? "";
    expect(etag).toMatch(/^W\/"/);
    const again = await failure(
      stage.as.reader.rest.repos.get({ ...app, headers: { "if-none-match": etag } }),
    );
    expect(again.status).toBe(304);
    expect(again.headers).toMatchObject({ "x-ratelimit-used": headers["x-ratelimit-used"] });
    await stage.as.writer.rest.issues.create({ ...app, title: "Changes open_issues_count" });
    const changed = await stage.as.reader.rest.repos.get({ ...app, headers: { "if-none-match": etag } });
    expect(changed.status).toBe(200);
  });
});
