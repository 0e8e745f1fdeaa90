import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { afterAll, describe, expect, test } from "vitest";

import { play, greeter, running, writing } from "./plays.ts";
import {
  apiRequests,
  git,
  isWrite,
  lastRun,
  logOf,
  pullsOf,
  recordOf,
  seen,
  storyOf,
  summaryOf,
  tableOf,
} from "./reading.ts";
import { openStage } from "./stage.ts";

const agentWords = "NEVER-IN-A-COMMIT";
const stage = await openStage([
  play("labelled", 1, [
    writing({ "second.txt": "hello again\n", "greeting.txt": "hello all\n" }),
    running(
      "chmod +x second.txt && rm obsolete.txt && git add -A && git -c user.name=x -c user.email=x@x commit -qm mine",
    ),
    { text: `Greets everybody now. ${agentWords}` },
  ]),
]);
afterAll(async () => stage[Symbol.asyncDispose]());

describe("an issue that is labelled", async () => {
  const repository = await stage.open("labelled", {
    files: { ...greeter, "obsolete.txt": "old\n" },
  });
  const number = await repository.issue("Greet everybody", { labels: ["enhancement"] });
  const base = git(repository, "rev-parse", "main").trim();
  await repository.label(number);
  await repository.settled();
  const run = lastRun(repository);
  const [pull, ...others] = await pullsOf(repository);

  test("becomes one draft pull request that closes it and is assigned to the person who labelled", () => {
    expect(run.conclusion).toBe("success");
    expect(others).toEqual([]);
    expect(pull).toMatchObject({
      draft: true,
      title: "Greet everybody",
      state: "open",
      base: { ref: "main" },
    });
    expect(pull?.assignees?.map(({ login }) => login)).toEqual(["maria"]);
    expect(pull?.body).toMatch(/^Closes #1\n/);
    expect(pull?.body).toContain(
      "| gate | base | now |\n| --- | --- | --- |\n| greets (edited) | not tried | passed |",
    );
    expect(pull?.body).toContain(`/actions/runs/${run.id}`);
    expect(pull?.body).not.toContain("$");
  });

  test("is published as one commit on the planned base with exactly the change, read by a real clone", async () => {
    const clone = mkdtempSync(join(tmpdir(), "clone-"));
    const branch = pull?.head.ref ?? "";
    // Not synchronously: the GitHub that answers lives in this process.
    const inClone = async (...args: string[]): Promise<string> => {
      const env = { ...process.env, ...stage.yard.github.gitEnvironment };
      return (await promisify(execFile)("git", ["-C", clone, ...args], { env })).stdout.trim();
    };
    await inClone(
      "clone",
      "--quiet",
      "--branch",
      branch,
      `${stage.yard.github.serverUrl}/${repository.fullName}`,
      ".",
    );
    expect(branch).toMatch(/^switchyard\/issue-1-[0-9a-f]{8}$/);
    expect(await inClone("rev-parse", "HEAD^")).toBe(base);
    const raw = await inClone("diff", "--raw", "--no-renames", "--no-abbrev", "HEAD^", "HEAD");
    expect(raw.replaceAll(/ [0-9a-f]{40} [0-9a-f]{40}/g, "")).toBe(
      [
        ":100644 100644 M\tgreeting.txt",
        ":100644 000000 D\tobsolete.txt",
        ":000000 100755 A\tsecond.txt",
      ].join("\n"),
    );
    expect(readFileSync(join(clone, "second.txt"), "utf8")).toBe("hello again\n");
    expect(readFileSync(join(clone, "greeting.txt"), "utf8")).toBe("hello all\n");
    const message = await inClone("log", "-1", "--format=%B");
    expect(message).toBe(
      "Greet everybody\n\nFor issue 1, attempt 1.\n\nSwitchyard-Worker: 01\nSwitchyard-Requested-By: maria",
    );
    // Left to GitHub, which makes the commit Verified: the token's own account on both lines.
    expect(new Set((await inClone("log", "-1", "--format=%an <%ae>%n%cn <%ce>")).split("\n"))).toEqual(
      new Set(["github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>"]),
    );
  });

  test("shows its end on the issue: the delivered label alone, and one workpad", async () => {
    const { labels, workpad, comments } = await seen(repository, number);
    expect(labels).toEqual(["enhancement", "pull-request"]);
    expect(workpad).toContain(`**Pull request open** · attempt 1 · #${pull?.number}`);
    expect(workpad).toContain("Review the pull request.");
    expect(comments).toEqual([]);
  });

  test("leaves a record that git log tells", () => {
    expect(storyOf(repository, number)).toEqual([
      "claimed: attempt 1 by run N/1",
      "publishing switchyard/issue-1-CLAIM",
      "delivered: attempt 1",
    ]);
    const last = recordOf(repository, number).at(-1);
    expect(last?.state).toMatchObject({ phase: "idle", claim: null, request: null, total: 1 });
    expect(last?.state.last).toMatchObject({
      pull: pull?.number,
      branch: pull?.head.ref,
      outcome: "delivered",
    });
    expect(git(repository, "log", "--format=%s", "refs/switchyard/world").trim()).toMatch(
      /^tick: run \d+\/1 takes 1$/,
    );
    expect(git(repository, "ls-tree", `refs/switchyard/issues/${number}`)).toBe("");
  });

  test("can be followed in the log and read in the summaries", () => {
    expect(logOf(run, /dispatch$/)).toContain("#1 starts: attempt 1, worker 1, may spend $5.");
    const work = logOf(run, /work$/);
    expect(work).toMatch(/Claude Code 2\.1\.\d+ with claude-sonnet/);
    expect(work).toMatch(/Write: .*second\.txt/);
    expect(work).toContain("Gate greets: passed");
    expect(summaryOf(repository, run, /dispatch$/)).toContain("## 1 task started");
    expect(summaryOf(repository, run, /collect$/)).toContain(pull?.html_url);
    expect(git(repository, "rev-parse", `refs/switchyard/issues/${number}`)).toContain(
      /Record: `([0-9a-f]{40})`/.exec(summaryOf(repository, run, /collect$/))?.[1] ?? "no record",
    );
  });

  test("costs at most 14 API requests, of which at most 9 write, and a label more where the change is sensitive", () => {
    const requests = repository.runs().flatMap((one) => apiRequests(repository, one));
    expect(requests.length <= 15 ? "" : tableOf(requests)).toBe("");
    expect(requests.filter(isWrite).length <= 10 ? "" : tableOf(requests)).toBe("");
    expect(requests.length).toBeGreaterThan(5);
  });

  test("keeps to GitHub's own description in every request and every answer", () => {
    expect(stage.contract.problems).toEqual([]);
    expect(stage.contract.covered.size).toBeGreaterThan(8);
  });
});
