import { readFile } from "node:fs/promises";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { RepositoryEvent } from "../../src/local/contract.ts";
import { endingOf } from "../core/world.ts";
import { type Desk, openDesk } from "./desk.ts";
import { claimed, putRun, writeRecord } from "./records.ts";

let desk: Desk;
let caller: string;
let repo: string;
const events: RepositoryEvent[] = [];

beforeAll(async () => {
  desk = await openDesk();
  desk.github.onEvent((event) => void (event.name === "workflow_dispatch" && events.push(event)));
  caller = await readFile(new URL("../../examples/switchyard.yml", import.meta.url), "utf8");
  repo = await desk.repository({ name: "dispatch", files: { ".github/workflows/agents.yml": caller } });
  await fill(repo);
});
afterAll(async () => desk[Symbol.asyncDispose]());

/** #1 and #2 are open, #3 is closed, #4 is locked, #5 is a pull request. */
async function fill(name: string): Promise<void> {
  for (const title of ["one", "two", "three", "four"])
    await desk.api("POST", `/repos/${name}/issues`, { title });
  await desk.api("PATCH", `/repos/${name}/issues/3`, { state: "closed" });
  await desk.api("PUT", `/repos/${name}/issues/4/lock`, {});
  await desk.api("PUT", `/repos/${name}/contents/new.txt`, { message: "x", content: "eA==", branch: "main" });
  const head = await desk.api("GET", `/repos/${name}/git/ref/heads/main`);
  await desk.api("POST", `/repos/${name}/git/refs`, {
    ref: "refs/heads/side",
    sha: JSON.parse(JSON.stringify(head)).object.sha,
  });
  await desk.api("PUT", `/repos/${name}/contents/side.txt`, {
    message: "x",
    content: "eA==",
    branch: "side",
  });
  await desk.api("POST", `/repos/${name}/pulls`, { title: "five", head: "side", base: "main" });
}

const dispatch = async (args: readonly string[], options = {}) =>
  desk.run(["dispatch", ...args, "--repo", repo], options);
const inputs = () => events.splice(0).map(({ payload }) => payload["inputs"]);

describe("dispatch", () => {
  test("starts the workflow that calls us, whatever its name, and prints the link of the run", async () => {
    inputs();
    const ended = await dispatch(["1", "2", "Only the parser, please"]);
    expect(ended).toEqual({
      code: 0,
      out: "Started: https://github.test/acme/dispatch/actions/runs/<run>\n",
      err: "",
    });
    expect(inputs()).toEqual([{ issues: "1 2", prompt: "Only the parser, please" }]);
  });

  test("takes the prompt from standard input", async () => {
    inputs();
    expect((await dispatch(["#1", "-"], { input: "Two lines\nof words\n" })).code).toBe(0);
    expect(inputs()).toEqual([{ issues: "1", prompt: "Two lines\nof words" }]);
  });

  test("links the workflow's runs when the server does not name the run", async () => {
    const path = `/repos/${repo}/actions/workflows/agents.yml/dispatches`;
    const at = "2999-01-01T00:00:00Z";
    putRun(desk, { repo, id: 77, file: "agents.yml", event: "workflow_dispatch", status: "queued", at });
    desk.github.fault = ({ what }) => (what === path ? { kind: "status", status: 204, body: "" } : null);
    const ended = await dispatch(["1"]);
    desk.github.fault = null;
    desk.github.actions.runs.delete(77);
    expect(ended.out).toBe("Started: https://github.test/acme/dispatch/actions/runs/<run>\n");
  });

  test("asks first whether the issues can be worked on, and names every one that cannot", async () => {
    desk.writes();
    expect(await dispatch(["1", "3", "4", "5", "99"])).toMatchInlineSnapshot(`
      {
        "code": 2,
        "err": "switchyard: #3 is closed. Reopen it first.
      #4 is locked. Unlock it first.
      #5 is a pull request; a task starts from an issue.
      #99 does not exist in acme/dispatch.
      ",
        "out": "",
      }
    `);
    expect(desk.writes()).toEqual([]);
  });

  test("refuses what is not an issue and a prompt", async () => {
    expect((await dispatch(["fix it"])).err).toMatchInlineSnapshot(`
      "switchyard: Expected the number of an issue first, such as 42; got "fix it".
      "
    `);
    expect((await dispatch(["1", "fix", "it"])).err).toMatchInlineSnapshot(`
      "switchyard: The prompt is more than one argument: put it into quotes, or give - and write it to standard input.
      "
    `);
    expect((await dispatch(["1", "-"])).err).toMatchInlineSnapshot(`
      "switchyard: The prompt is empty.
      "
    `);
    expect((await dispatch(["1", "-"], { input: "x".repeat(20_001) })).err).toMatchInlineSnapshot(`
      "switchyard: The prompt has 20001 characters; at most 20000 fit.
      "
    `);
  });

  test("with --dry-run says what would be decided, and starts nothing", async () => {
    await writeRecord(desk, { repo, issue: 2, events: [claimed(2, 4_000_009)] });
    // The model has answered before, so more than one task may run.
    const ending = endingOf({ "model-reached": true });
    await writeRecord(desk, {
      repo,
      issue: 90,
      events: [claimed(90, 4_000_008), { type: "ended", ending, charged: true, "not-before": null }],
    });
    const at = "2026-11-20T12:00:00Z";
    putRun(desk, { repo, id: 4_000_009, file: "agents.yml", event: "issues", status: "in_progress", at });
    desk.writes();
    expect(await dispatch(["1", "2", "--dry-run"])).toMatchInlineSnapshot(`
      {
        "code": 0,
        "err": "",
        "out": "#1 would start: attempt 1, worker 02, at most $5.00.
      #2 would not start: Attempt 1 is at work. (in_progress)
      Nothing was started (--dry-run).
      ",
      }
    `);
    expect(desk.writes()).toEqual([]);
  });

  test("says which workflow is missing", async () => {
    const bare = await desk.repository({ name: "bare" });
    await desk.api("POST", `/repos/${bare}/issues`, { title: "one" });
    expect(await desk.run(["dispatch", "1", "--repo", bare])).toMatchInlineSnapshot(`
      {
        "code": 2,
        "err": "switchyard: No workflow on main of acme/bare calls Switchyard. Run \`switchyard init\`, and merge what it proposes.
      ",
        "out": "",
      }
    `);
  });

  test("says which inputs an older workflow lacks", async () => {
    const older = caller.replace(
      /^ {2}workflow_dispatch:.*$/m,
      "  workflow_dispatch: { inputs: { issues: { type: string } } }",
    );
    const old = await desk.repository({ name: "old", files: { ".github/workflows/switchyard.yml": older } });
    await desk.api("POST", `/repos/${old}/issues`, { title: "one" });
    expect((await desk.run(["dispatch", "1", "--repo", old])).code).toBe(0);
    expect(await desk.run(["dispatch", "1", "more words", "--repo", old])).toMatchInlineSnapshot(`
      {
        "code": 2,
        "err": "switchyard: .github/workflows/switchyard.yml takes no \`prompt\` in a manual run. Write \`workflow_dispatch: { inputs: { issues: { type: string }, prompt: { type: string } } }\` under \`on:\`, and pass both on under \`with:\`.
      ",
        "out": "",
      }
    `);
  });

  test("says why GitHub does not start it", async () => {
    const refusal = (status: number, message: string) => {
      desk.github.fault = ({ method, what }) =>
        method === "POST" && what.endsWith("/dispatches")
          ? { kind: "status", status, body: JSON.stringify({ message }) }
          : null;
    };
    refusal(422, "Actions has been disabled for this repository.");
    expect((await dispatch(["1"])).err).toMatchInlineSnapshot(`
      "switchyard: GitHub does not start .github/workflows/agents.yml: Actions has been disabled for this repository. Enable it: https://github.test/acme/dispatch/actions, or Actions as a whole: https://github.test/acme/dispatch/settings/actions
      "
    `);
    refusal(403, "Resource not accessible by personal access token");
    expect((await dispatch(["1"])).err).toMatchInlineSnapshot(`
      "switchyard: The token from GH_TOKEN may not start workflows. It needs write access to the repository, and the scope "repo" (classic) or the permission actions: write (fine-grained).
      "
    `);
    desk.github.fault = null;
  });
});
