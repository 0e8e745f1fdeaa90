import { readFile } from "node:fs/promises";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { RecordEvent } from "../../src/core/record.ts";
import { gitIn } from "../../src/edge/git.ts";
import { openRecordStore } from "../../src/edge/record-store.ts";
import { identity } from "../../src/edge/stamp.ts";
import { endingOf } from "../core/world.ts";
import { type Desk, openDesk } from "./desk.ts";
import { claimed, writeRecord } from "./records.ts";

let desk: Desk;
let repo: string;
let runs = 0;
const run = 4_000_001;

/** #1 is at work, #2 waits for a retry, #3 has failed, #4 carries the label only, #5 was never asked for. */
beforeAll(async () => {
  desk = await openDesk();
  desk.github.onEvent(({ name }) => void (runs += name === "workflow_dispatch" ? 1 : 0));
  const caller = await readFile(new URL("../../examples/switchyard.yml", import.meta.url), "utf8");
  repo = await desk.repository({ name: "acts", files: { ".github/workflows/switchyard.yml": caller } });
  for (const title of ["one", "two", "three", "four", "five"])
    await desk.api("POST", `/repos/${repo}/issues`, { title });
  await desk.api("POST", `/repos/${repo}/issues/4/labels`, { labels: ["claude-ready"] });
  await desk.api("POST", `/repos/${repo}/issues/2/labels`, { labels: ["claude-ready"] });
  await writeRecord(desk, { repo, issue: 1, events: [claimed(1, run)] });
  await writeRecord(desk, { repo, issue: 2, events: [claimed(2, run), failed("2999-01-01T00:00:00Z")] });
  await writeRecord(desk, { repo, issue: 3, events: [claimed(3, run), failed(null)] });
});
afterAll(async () => desk[Symbol.asyncDispose]());

function failed(notBefore: string | null): RecordEvent {
  const ending = endingOf({ spent: 0.25, reason: "tests: 2 failed" });
  return { type: "ended", ending, charged: true, "not-before": notBefore };
}

const act = async (...args: string[]) => desk.run([...args, "--repo", repo]);

async function newest(issue: number) {
  const remote = { url: `${desk.github.serverUrl}/${repo}`, token: desk.maria.token };
  await using store = await openRecordStore({ remote, temp: desk.directory, identity });
  const read = (await store.history(issue)).at(-1);
  if (read?.ok !== true) throw new Error(`#${issue} has no readable record`);
  return read.entry;
}

describe("history", () => {
  test("tells what happened, with cost, reason and links", async () => {
    expect(await act("history", "3")).toMatchInlineSnapshot(`
      {
        "code": 0,
        "err": "",
        "out": "acme/acts #3: 1 attempt, $0.25 spent
      <time> claimed: attempt 1 by run 4000001/1
        https://github.test/acme/acts/actions/runs/<run>
      <time> gates_failed: attempt 1 ($0.25)
        tests: 2 failed
      ",
      }
    `);
  });

  test("gives one JSON object per entry", async () => {
    const lines = (await act("history", "3", "--jsonl")).out.trim().split("\n");
    const read: unknown[] = lines.map((line) => JSON.parse(line));
    expect(read).toMatchObject([
      { entry: 1, event: { type: "claimed" }, state: { phase: "claimed" } },
      { entry: 2, subject: "gates_failed: attempt 1", state: { phase: "idle", spent: 0.25 } },
    ]);
  });

  test("goes on past an entry that cannot be read", async () => {
    const git = gitIn(desk.github.gitDirectory(repo));
    const tip = (await git(["rev-parse", "refs/switchyard/issues/3"])).trim();
    const by = ["-c", "user.name=x", "-c", "user.email=x@x"];
    const odd = (await git([...by, "commit-tree", `${tip}^{tree}`, "-p", tip, "-m", "not ours"])).trim();
    await git(["update-ref", "refs/switchyard/issues/33", odd]);
    const { code, out } = await act("history", "33");
    expect(code).toBe(0);
    expect(out).toContain("gates_failed: attempt 1");
    expect(out).toContain("! the record is not readable");
  });

  test("refuses what is no number, and an issue without a record", async () => {
    expect(await act("history", "three")).toMatchObject({
      code: 2,
      err: 'switchyard: Expected the number of one issue, such as 42; got "three".\n',
    });
    expect(await act("history", "5")).toMatchObject({
      code: 2,
      err: "switchyard: #5 has no record in acme/acts: no task of it was ever asked for.\n",
    });
  });
});

describe("cancel", () => {
  test("asks running work to end, once", async () => {
    expect((await act("cancel", "1")).out).toContain("#1 was asked to end.");
    expect((await newest(1)).state.cancel).toMatchObject({ by: "maria", why: "maria cancelled it" });
    const again = await act("cancel", "1");
    expect(again.code).toBe(2);
    expect(again.err).toContain("Attempt 1 of #1 was asked to end at <time>: maria cancelled it.");
  });

  test("takes back a request that waits, with its label", async () => {
    expect((await act("cancel", "2")).out).toBe("The request of #2 is taken back.\n");
    expect((await newest(2)).event).toMatchObject({ type: "withdrawn", by: "maria" });
    expect(await desk.api("GET", `/repos/${repo}/issues/2/labels`)).toEqual([]);
  });

  test("takes off a label that nobody has acted on yet, and writes no record", async () => {
    expect((await act("cancel", "4")).out).toBe("#4 had not started. Its label claude-ready is off.\n");
    expect(await desk.api("GET", `/repos/${repo}/issues/4/labels`)).toEqual([]);
    expect((await act("history", "4")).code).toBe(2);
  });

  test("says when there is nothing to cancel, and changes nothing", async () => {
    desk.writes();
    expect(await act("cancel", "3")).toMatchObject({
      code: 2,
      err: "switchyard: There is nothing to cancel: #3 is not at work, and nobody asks for it. Its last attempt, 1, ended with gates_failed.\n",
    });
    expect((await act("cancel", "99")).err).toBe("switchyard: #99 does not exist in acme/acts.\n");
    expect(desk.writes()).toEqual([]);
  });
});

describe("retry", () => {
  test("asks again as a request of its own, and starts a tick", async () => {
    const before = runs;
    const first = await act("retry", "3");
    expect(first).toMatchObject({ code: 0, err: "" });
    expect(first.out).toContain("#3 is asked for again.");
    expect(runs).toBe(before + 1);
    expect((await newest(3)).state).toMatchObject({
      phase: "requested",
      request: { kind: "command", by: "maria" },
      attempts: 0,
      spent: 0.25,
    });
    expect((await act("retry", "3")).err).toContain("#3 waits for its turn already.");
  });

  test("refuses what is at work, and what was never tried", async () => {
    expect((await act("retry", "1")).err).toContain("#1 is at work already (attempt 1).");
    expect((await act("retry", "5")).err).toContain("`switchyard dispatch 5` starts it.");
  });
});

describe("stop and start", () => {
  test("set and lift refs/switchyard/stop, each once", async () => {
    const git = gitIn(desk.github.gitDirectory(repo));
    expect((await act("stop", "the model is odd")).code).toBe(0);
    expect(await git(["log", "--format=%B", "refs/switchyard/stop"])).toContain(
      "stopped by maria\n\nthe model is odd",
    );
    expect(await act("stop")).toMatchObject({
      code: 2,
      err: "switchyard: Switchyard is stopped already. `switchyard start` lifts it.\n",
    });
    const before = runs;
    expect((await act("start")).out).toContain("The stop is lifted.\nStarted: ");
    expect(runs).toBe(before + 1);
    expect(await git(["for-each-ref", "refs/switchyard/stop"])).toBe("");
    expect((await act("start")).err).toContain("Switchyard is not stopped.");
  });

  test("name the right that is missing", async () => {
    const reader = desk.github.createUser("reader").token;
    const ended = await desk.run(["stop", "--repo", repo], { token: reader });
    expect(ended.code).toBe(2);
    expect(ended.err).not.toContain("fault of Switchyard");
  });
});
