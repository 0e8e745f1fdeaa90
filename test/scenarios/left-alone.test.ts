import { afterAll, describe, expect, test } from "vitest";

import { greeter } from "./plays.ts";
import { apiRequests, git, isWrite, lastRun, logOf, seen, storyOf, summaryOf } from "./reading.ts";
import { openStage } from "./stage.ts";

const stage = await openStage([]);
afterAll(async () => stage[Symbol.asyncDispose]());

describe("an issue that is not to be worked on", async () => {
  // Everything is prepared while Switchyard is stopped, so that one tick meets it all at once.
  const repository = await stage.open("alone", {
    files: greeter,
    settings: { variables: { SWITCHYARD_STOP: "true" } },
  });
  const { at } = repository;
  const maria = repository.as("maria").rest;
  const labelled = async (title: string): Promise<number> => {
    const number = await repository.issue(title);
    await repository.label(number);
    return number;
  };
  const unlabelled = await repository.issue("without a label");
  const closed = await labelled("closed");
  await maria.issues.update({ ...at, issue_number: closed, state: "closed" });
  const locked = await labelled("locked");
  await maria.issues.lock({ ...at, issue_number: locked });
  const assigned = await labelled("assigned");
  await maria.issues.addAssignees({ ...at, issue_number: assigned, assignees: ["sam"] });
  const excluded = await labelled("excluded");
  await repository.label(excluded, "blocked");
  const claimed = await labelled("has a pull request");
  const pull = await openPull(claimed);
  await repository.label(pull);
  const byBot = await repository.issue("labelled by a bot");
  await repository
    .as("robot[bot]")
    .rest.issues.addLabels({ ...at, issue_number: byBot, labels: ["claude-ready"] });
  await repository.settled();
  stage.yard.github.settings(repository.fullName).variables["SWITCHYARD_STOP"] = "";
  repository.tick();
  await repository.settled();
  const run = lastRun(repository);
  const summary = summaryOf(repository, run, /dispatch$/);

  async function openPull(number: number): Promise<number> {
    const sha = git(repository, "rev-parse", "main").trim();
    await maria.git.createRef({ ...at, ref: "refs/heads/by-hand", sha });
    await maria.repos.createOrUpdateFileContents({
      ...at,
      path: "by-hand.txt",
      branch: "by-hand",
      message: "By hand",
      content: Buffer.from("by hand\n").toString("base64"),
    });
    const opened = await maria.pulls.create({
      ...at,
      head: "by-hand",
      base: "main",
      title: "By hand",
      body: `Closes #${number}`,
    });
    return opened.data.number;
  }

  test.each([
    ["locked", locked, "The conversation is locked. (`locked`)"],
    ["assigned to a person", assigned, "It is assigned to sam. (`assigned`)"],
    ["excluded by a label", excluded, 'It carries the label "blocked". (`excluded`)'],
    [
      "closed by an open pull request",
      claimed,
      `Pull request #${pull} would close it. (\`open_pull_request\`)`,
    ],
    [
      "A02 labelled by a bot",
      byBot,
      "The label was put on by robot[bot], which is not a person and not named in labels.bots. Someone who may write to this repository has to put it on. (`labeller_is_bot`)",
    ],
  ])("is left alone when %s, and the summary says why", async (_, number, reason) => {
    expect(summary).toMatch(new RegExp(`^\\| #?${number} \\|`, "m"));
    expect(summary).toContain(reason);
    expect(storyOf(repository, number)).toEqual([]);
    const { labels, workpad, comments } = await seen(repository, number);
    expect(labels).toContain("claude-ready");
    expect([workpad, ...comments]).toEqual([""]);
  });

  test.each([
    ["unlabelled", unlabelled],
    ["closed", closed],
    ["a pull request itself", pull],
  ])("is not even mentioned when %s", (_, number) => {
    expect(summary).not.toMatch(new RegExp(`\\| #?${number} \\|`));
    expect(storyOf(repository, number)).toEqual([]);
  });

  test("costs a green run without a task, without a claim, and without any write", () => {
    expect(run.conclusion).toBe("success");
    expect(
      run.jobs.filter(({ conclusion }) => conclusion !== "skipped").map(({ name }) => name),
    ).toHaveLength(1);
    expect(summary).toContain("## Nothing to start");
    expect(logOf(run, /dispatch$/)).toContain("Nothing to start.");
    expect(apiRequests(repository, run).filter(isWrite)).toEqual([]);
    expect(git(repository, "for-each-ref", "refs/switchyard")).toBe("");
  });
});

describe("a label by someone who may not write", () => {
  test("A01 causes no write request at all, by the API or by git", async () => {
    const repository = await stage.open("uninvited", { files: greeter });
    const number = await repository.issue("Do this");
    await repository
      .as("triager")
      .rest.issues.addLabels({ ...repository.at, issue_number: number, labels: ["claude-ready"] });
    await repository.settled();
    const run = lastRun(repository);
    const requests = stage.yard.github.requests.filter(({ by }) => by.startsWith(`run/${run.id}/`));
    expect(run.conclusion).toBe("success");
    expect(requests.length).toBeGreaterThan(2);
    expect(requests.filter((request) => request.kind !== "git" && isWrite(request))).toEqual([]);
    expect(requests.filter(({ what }) => what.includes("receive-pack"))).toEqual([]);
    expect(summaryOf(repository, run, /dispatch$/)).toContain(
      "The label was put on by triager, who may not write to this repository. Someone who may has to put it on. (`labeller_not_authorized`)",
    );
  });
});

test("all of it keeps to GitHub's own description", () => {
  expect(stage.contract.problems).toEqual([]);
});
