import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";

import { StatusReport } from "../../src/cli/status-report.ts";
import { gitIn } from "../../src/edge/git.ts";
import { type Desk, openDesk } from "./desk.ts";
import { claimed, putRun, writeRecord } from "./records.ts";

let desk: Desk;
let repo: string;
const run = 4_000_001;

const Created = z.object({ number: z.number() });

async function issue(title: string, labels: readonly string[] = []): Promise<number> {
  const { number } = Created.parse(
    await desk.api("POST", `/repos/${repo}/issues`, { title, body: "please" }),
  );
  if (labels.length > 0) await desk.api("POST", `/repos/${repo}/issues/${number}/labels`, { labels });
  return number;
}

beforeAll(async () => {
  desk = await openDesk();
  repo = await desk.repository({ name: "status", settings: { private: true } });
  const working = await issue("parse() ignores all units but the first", [
    "claude-ready",
    "switchyard: in progress",
  ]);
  const lost = await issue("Add format(span)", ["claude-ready"]);
  const retried = await issue("README does not say what parse() accepts", ["claude-ready"]);
  await issue("Wait for the first", ["claude-ready"]);
  await desk.api("PATCH", `/repos/${repo}/issues/4`, { body: "Depends on #1" });
  await issue("Nobody should see this in progress", ["switchyard: in progress"]);
  await issue("Not asked for");
  const common = { repo, file: "switchyard.yml", event: "issues", at: "2026-11-20T12:00:00Z" };
  putRun(desk, { ...common, id: run, status: "in_progress" });
  putRun(desk, { ...common, id: run + 1, status: "completed" });
  await writeRecord(desk, { repo, issue: working, events: [claimed(working, run)] });
  await writeRecord(desk, { repo, issue: lost, events: [claimed(lost, run + 1, 2)] });
  const at = new Date().toISOString().replace(/\.\d+/, "");
  const ending = {
    outcome: "infra_failed" as const,
    attempt: 1,
    run: run + 1,
    spent: 0.25,
    at,
    pool: "default",
    "model-reached": true,
  };
  await writeRecord(desk, {
    repo,
    issue: retried,
    events: [
      claimed(retried, run + 1, 3),
      { type: "ended", ending, charged: false, "not-before": "2999-01-01T00:00:00Z" },
    ],
  });
});
afterAll(async () => desk[Symbol.asyncDispose]());

describe("status", () => {
  test("shows the true state of every issue, in 100 columns and without colours", async () => {
    const ended = await desk.run(["status", "--repo", repo]);
    expect(ended.err).toBe("");
    expect(ended.out).toMatchInlineSnapshot(`
      "acme/status at <time>
      tasks at work 2 of 2, spent today $0.25 of $20.00 (and $10.00 reserved), open pull requests 0 of 5

      ISSUE  STATE        ATTEMPT  WORKER  SPENT  PULL  NEXT TRY              TITLE
      #1     working      1        01      $0.00  -     -                     parse() ignores all units b…
             https://github.test/acme/status/actions/runs/<run>
      #2     lost         1        02      $0.00  -     -                     Add format(span)
             ! Its jobs are over without a result; the next tick takes the claim back.
             https://github.test/acme/status/actions/runs/<run>
      #3     waiting      1        -       $0.25  -     <time>  README does not say what pa…
             It is tried again at <time>. (not_before)
             https://github.test/acme/status/actions/runs/<run>
      #4     not-started  -        -       $0.00  -     -                     Wait for the first
             It waits for #1. (blocked)
      #5     idle         -        -       $0.00  -     -                     Nobody should see this in p…
             ! It carries "switchyard: in progress", and no task is open; the next tick puts that right.
      "
    `);
    expect(ended.out).not.toContain("\u001B");
    expect(Math.max(...ended.out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  test("writes nothing", async () => {
    desk.writes();
    await desk.run(["status", "--repo", repo]);
    expect(desk.writes()).toEqual([]);
  });

  test("says the same as JSON that its schema reads", async () => {
    const ended = await desk.run(["status", "--repo", repo, "--json"]);
    const report = StatusReport.parse(JSON.parse(ended.out.replaceAll("<run>", "1")));
    expect(report.totals).toEqual({
      tasks: 2,
      "tasks-limit": 2,
      "spent-today": 0.25,
      reserved: 10,
      "day-limit": 20,
      "open-pull-requests": 0,
      "open-pull-requests-limit": 5,
    });
    expect(report.issues.map(({ issue: number, state, orphan }) => [number, state, orphan !== null])).toEqual(
      [
        [1, "working", false],
        [2, "lost", true],
        [3, "waiting", false],
        [4, "not-started", false],
        [5, "idle", true],
      ],
    );
    expect(report.issues[3]?.reason?.code).toBe("blocked");
    expect(report.workers).toMatchObject([
      { worker: 1, issue: 1, attempt: 1, state: "working", pool: "default", reserved: 5 },
      { worker: 2, issue: 2, attempt: 1, state: "lost" },
    ]);
  });

  test("shows the workers, those that are free and those that were lost too", async () => {
    const { code, out } = await desk.run(["status", "--repo", repo, "--workers"]);
    expect(code).toBe(0);
    expect(out).toMatchInlineSnapshot(`
      "acme/status at <time>
      tasks at work 2 of 2, spent today $0.25 of $20.00 (and $10.00 reserved), open pull requests 0 of 5

      WORKER  STATE    ISSUE  ATTEMPT  PROFILE  SCOPE  SINCE                 MAY SPEND
      01      working  #1     1        -        -      <time>  $5.00
             https://github.test/acme/status/actions/runs/<run>
      02      lost     #2     1        -        -      <time>  $5.00
             ! Its jobs are over without a result; the next tick takes the claim back.
             https://github.test/acme/status/actions/runs/<run>
      "
    `);
    const quiet = await desk.repository({ name: "idle" });
    expect((await desk.run(["status", "--repo", quiet, "--workers"])).out).toContain(
      "01      free\n02      free\n",
    );
  });

  test("says when nothing goes on, and when everything is stopped", async () => {
    const quiet = await desk.repository({ name: "quiet" });
    await gitIn(desk.github.gitDirectory(quiet))(["update-ref", "refs/switchyard/stop", "refs/heads/main"]);
    expect((await desk.run(["status", "--repo", quiet])).out).toMatchInlineSnapshot(`
      "acme/quiet at <time>: STOPPED (refs/switchyard/stop exists)
      tasks at work 0 of 2, spent today $0.00 of $20.00, open pull requests 0 of 5

      No issue is at work, and none asks for work.
      "
    `);
  });

  test("refuses a config that dispatch would refuse", async () => {
    const broken = await desk.repository({ name: "bad", files: { ".github/switchyard.yml": "gates: 1\n" } });
    const ended = await desk.run(["status", "--repo", broken]);
    expect(ended.code).toBe(2);
    expect(ended.err).toContain(".github/switchyard.yml:1: gates:");
  });
});
