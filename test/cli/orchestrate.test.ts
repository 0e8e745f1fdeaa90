import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { afterAll, beforeAll, describe, test } from "vitest";
import { z } from "zod";

import type { Fault } from "../../src/local/contract.ts";
import type { RecordEvent } from "../../src/core/record.ts";
import { gitIn } from "../../src/edge/git.ts";
import { openRecordStore } from "../../src/edge/record-store.ts";
import { identity } from "../../src/edge/stamp.ts";
import { endingOf } from "../core/world.ts";
import { type Desk, openDesk } from "./desk.ts";
import { claimed, writeRecord } from "./records.ts";

/** The four task lists in the documents of claude-worker, as they stand there. */
const lists = ["workflow.json", "full-stack.json", "refactor.json", "pipeline.yml"];
const listPath = (file: string) => join(import.meta.dirname, "lists", file);

let desk: Desk;
let caller: string;
const runs: string[] = [];
const faults: ((method: string, what: string) => Fault | null)[] = [];

beforeAll(async () => {
  desk = await openDesk();
  desk.github.onEvent(({ name, repository }) => void (name === "workflow_dispatch" && runs.push(repository)));
  desk.github.fault = ({ method, what }) =>
    faults.map((fault) => fault(method, what)).find((one) => one !== null) ?? null;
  caller = await readFile(new URL("../../examples/switchyard.yml", import.meta.url), "utf8");
});
afterAll(async () => desk[Symbol.asyncDispose]());

async function open(name: string): Promise<string> {
  return desk.repository({ name, files: { ".github/workflows/switchyard.yml": caller } });
}

const orchestrate = async (repo: string, ...args: string[]) =>
  desk.run(["orchestrate", ...args, "--repo", repo]);

/** How many requests so far could have changed something of the repository, and what all of its refs are. */
async function stateOf(repo: string): Promise<{ writes: number; refs: string }> {
  const writes = desk.github.requests.filter(
    ({ method, what }) => what.startsWith(`/repos/${repo}/`) && method !== "GET",
  );
  return { writes: writes.length, refs: await gitIn(desk.github.gitDirectory(repo))(["for-each-ref"]) };
}

const Issues = z.array(
  z.object({ number: z.number(), title: z.string(), labels: z.array(z.object({ name: z.string() })) }),
);
const Numbers = z.array(z.object({ number: z.number() }));

/** Issues as lines: number, title, labels, and what they wait for. */
async function issuesOf(repo: string): Promise<string[]> {
  const issues = Issues.parse(
    await desk.api("GET", `/repos/${repo}/issues?state=all&direction=asc&per_page=100`),
  );
  const lines = issues.map(async ({ number, title, labels }) => {
    const blockers = Numbers.parse(
      await desk.api("GET", `/repos/${repo}/issues/${number}/dependencies/blocked_by`),
    );
    const after = blockers.map((blocker) => ` ← #${blocker.number}`).join("");
    return `#${number} ${title} [${labels.map(({ name }) => name).join(", ")}]${after}`;
  });
  return Promise.all(lines);
}

async function bodyOf(repo: string, issue: number): Promise<string> {
  const answer = await desk.api("GET", `/repos/${repo}/issues/${issue}`);
  return z.object({ body: z.string() }).parse(answer).body;
}

/** `#1 command by maria` for each issue that is asked for. */
async function requestsOf(repo: string): Promise<string[]> {
  const remote = { url: `${desk.github.serverUrl}/${repo}`, token: desk.maria.token };
  await using store = await openRecordStore({ remote, temp: desk.directory, identity });
  return [...(await store.read()).entries].map(([issue, record]) => {
    const request = record.ok ? record.entry.state.request : null;
    return `#${issue} ${request?.kind ?? "nothing"} by ${request?.by ?? "nobody"}`;
  });
}

// Each case has a repository of its own; most of their time they wait between two writes.
describe.concurrent("orchestrate", () => {
  test.for(lists)(
    "makes issues of %s, unchanged, that wait for each other, and starts them by one run",
    async (file, { expect }) => {
      const repo = await open(file.replace(/\..*/, ""));
      const first = await orchestrate(repo, listPath(file));
      expect(first).toMatchObject({ code: 0, err: "" });
      const issues = await issuesOf(repo);
      const notes = first.out.split("\n").filter((line) => line.startsWith("Note"));
      expect({ issues, notes }).toMatchSnapshot();
      expect(await requestsOf(repo)).toEqual(issues.map((_, index) => `#${index + 1} command by maria`));
      expect(runs.filter((one) => one === repo)).toHaveLength(1);
    },
  );

  test("is finished by the same command when the answer to a request was lost", async ({ expect }) => {
    const repo = await open("faults");
    let creates = 0;
    faults.push((method, what) =>
      method === "POST" && what === `/repos/${repo}/issues` && (creates += 1) === 2
        ? { kind: "lost-answer" }
        : null,
    );
    const broken = await orchestrate(repo, listPath("workflow.json"));
    expect(broken.code).toBe(1);
    expect(broken.err).toContain("Nothing was started. The issue created so far will be found again");
    expect(await requestsOf(repo)).toEqual([]);
    expect((await orchestrate(repo, listPath("workflow.json"))).code).toBe(0);
    const issues = await issuesOf(repo);
    expect(issues).toHaveLength(3);
    expect(issues[1]).toContain("← #1");
    expect(await requestsOf(repo)).toHaveLength(3);
  });

  test("writes dependencies into the texts where the server knows none", async ({ expect }) => {
    const repo = await open("old");
    faults.push((_, what) =>
      what.startsWith(`/repos/${repo}/`) && what.includes("/dependencies/blocked_by")
        ? { kind: "status", status: 404 }
        : null,
    );
    const first = await orchestrate(repo, listPath("workflow.json"));
    expect(first).toMatchObject({ code: 0, err: "" });
    expect(await bodyOf(repo, 2)).toContain(
      "\n\nDepends on #1\n\nWait after dependencies: 2 s\n\nTask `process_data`",
    );
    expect(first.out).toContain("#2 process_data: waiting. It waits for #1.");
  });

  test("only shows what it would do with --dry-run, and refuses before it creates anything", async ({
    expect,
  }) => {
    const repo = await desk.repository({ name: "bare" });
    expect((await orchestrate(repo, listPath("workflow.json"), "--dry-run")).out).toMatchInlineSnapshot(`
      "Note: A task starts when those it depends on are merged, or ended in an answer. To start it on their
      open pull request instead, set \`dependencies: delivered\`.
      Note: Files outside of the repository do not pass from one task to the next.
      new  fetch_data    would be created  Download dataset from S3 to /data/raw/
      new  process_data  would be created  Clean and transform data in /data/raw/  after fetch_data; 2 s …
      new  train_model   would be created  Train ML model on processed data        after process_data; mo…
      Nothing was created or started (--dry-run).
      "
    `);
    const uncalled = await orchestrate(repo, listPath("workflow.json"));
    expect(uncalled.code).toBe(2);
    expect(uncalled.err).toContain("No workflow on main of acme/bare calls Switchyard.");
    const missing = await orchestrate(repo, "nothing.json");
    expect(missing.code).toBe(2);
    expect(missing.err).toContain("Cannot read the task list nothing.json: ENOENT");
    await writeFile(join(desk.directory, "bad.json"), '{\n"tasks": [{}]}\n');
    const bad = await orchestrate(repo, "bad.json");
    expect(bad.code).toBe(2);
    expect(bad.err).toContain("bad.json:2: task 1, execution_prompt: is missing; write what is to be done");
    expect((await stateOf(repo)).writes).toBe(0);
    expect(await issuesOf(repo)).toEqual([]);
  });

  test("makes nothing twice, follows a list until only people can go on, and its exit code tells how it ended", async ({
    expect,
  }) => {
    const repo = await open("waiting");
    const list = join(desk.directory, "workflow.json");
    const text = await readFile(listPath("workflow.json"), "utf8");
    await writeFile(list, text);
    const late = await orchestrate(repo, list, "--wait", "--minutes", "0.001");
    expect(late.out).toContain("#1 fetch_data: waiting. It starts with the next run.\n");
    expect(late.out).toContain("0.001 minutes are over, and the list still goes on.");
    expect(late.code).toBe(4);

    const before = await stateOf(repo);
    const again = await orchestrate(repo, list);
    expect(again).toMatchObject({ code: 0, err: "" });
    expect(again.out).toContain('Everything of the list "workflow" was started before.');
    expect(await stateOf(repo)).toEqual(before);
    expect(before.writes).toBeGreaterThan(3);

    await writeRecord(desk, { repo, issue: 1, events: [claimed(1, 4_000_001), ended("delivered")] });
    const delivered = await orchestrate(repo, list, "--wait");
    expect(delivered.out.split("\n").slice(-5)).toMatchInlineSnapshot(`
      [
        "#1 fetch_data: delivered. Pull request #9 is for you to review.",
        "#2 process_data: waiting for people. It waits for #1.",
        "#3 train_model: waiting for people. It waits for #2.",
        "1 of 3 tasks delivered, answered or merged, 2 waiting for people.",
        "",
      ]
    `);
    expect(delivered.code).toBe(3);

    await desk.api("PATCH", `/repos/${repo}/issues/1`, { state: "closed" });
    await writeRecord(desk, { repo, issue: 2, events: [claimed(2, 4_000_002), ended("gates_failed")] });
    const failed = await orchestrate(repo, list, "--wait");
    expect(failed.out.split("\n").slice(-5)).toMatchInlineSnapshot(`
      [
        "#1 fetch_data: done. Merged or closed as done.",
        "#2 process_data: failed. Attempt 1 ended with gates_failed.",
        "#3 train_model: blocked. It waits for #2 (which ended with gates_failed).",
        "1 of 3 tasks delivered, answered or merged, 1 failed, 1 blocked by a failure.",
        "",
      ]
    `);
    expect(failed.code).toBe(1);

    await writeFile(list, text.replace("Train ML model", "Train a model"));
    const changed = await orchestrate(repo, list);
    expect(changed).toMatchObject({ code: 2, out: "" });
    expect(changed.err).toContain('The list "workflow" has changed since #3 (train_model) was made from it');

    await writeFile(list, text);
    for (const issue of [2, 3])
      await desk.api("PATCH", `/repos/${repo}/issues/${issue}`, { state: "closed" });
    const done = await orchestrate(repo, list, "--wait");
    expect(done.out).toContain("3 of 3 tasks delivered, answered or merged.\n");
    expect(done.code).toBe(0);
  });
});

function ended(outcome: "delivered" | "gates_failed"): RecordEvent {
  const ending = endingOf({ outcome, ...(outcome === "delivered" ? { pull: 9 } : {}) });
  return { type: "ended", ending, charged: true, "not-before": null };
}
