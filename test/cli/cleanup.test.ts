import { readFile } from "node:fs/promises";

import { afterAll, beforeAll, expect, test } from "vitest";

import type { RecordEvent } from "../../src/core/record.ts";
import { gitIn } from "../../src/edge/git.ts";
import { endingOf } from "../core/world.ts";
import { type Desk, openDesk } from "./desk.ts";
import { claimed, writeRecord } from "./records.ts";

let desk: Desk;
let repo: string;
const run = 4_000_001;
const day = 24 * 3_600_000;
const branch = (issue: number) => `switchyard/issue-${issue}-abababab`;

/**
 * A week ago: #1 was closed, #2 is open, #3 was closed and delivered last. #4 shows a state and has no record. Of the branches, #1's was published with a pull
 * request that is over, #2's too and somebody pushed to it since.
 */
beforeAll(async () => {
  desk = await openDesk();
  const caller = await readFile(new URL("../../examples/switchyard.yml", import.meta.url), "utf8");
  repo = await desk.repository({ name: "tidy", files: { ".github/workflows/switchyard.yml": caller } });
  const git = gitIn(desk.github.gitDirectory(repo));
  const main = (await git(["rev-parse", "main"])).trim();
  const by = ["-c", "user.name=x", "-c", "user.email=x@x"];
  const moved = (await git([...by, "commit-tree", `${main}^{tree}`, "-p", main, "-m", "mine"])).trim();
  for (const title of ["one", "two", "three", "four"])
    await desk.api("POST", `/repos/${repo}/issues`, { title });
  await desk.api("POST", `/repos/${repo}/issues/4/labels`, { labels: ["switchyard: waiting"] });
  for (const issue of [1, 2, 3])
    await writeRecord(desk, { repo, issue, events: [claimed(issue, run), ...published(issue, main)] });
  await git(["update-ref", `refs/heads/${branch(1)}`, main]);
  await git(["update-ref", `refs/heads/${branch(2)}`, moved]);
  for (const issue of [1, 3]) await desk.api("PATCH", `/repos/${repo}/issues/${issue}`, { state: "closed" });
  desk.github.ahead = 8 * day;
});
afterAll(async () => desk[Symbol.asyncDispose]());

function published(issue: number, commit: string): RecordEvent[] {
  const ending = endingOf({
    outcome: "delivered",
    branch: branch(issue),
    pull: 90 + issue,
    // The one that ended last is the proof that the credentials work.
    at: `2026-01-0${issue}T00:00:00Z`,
    "model-reached": true,
  });
  return [
    { type: "publishing", publishing: { branch: branch(issue), commit, tree: commit, digest: "d" } },
    { type: "ended", ending, charged: true, "not-before": null },
  ];
}

const act = async (...args: string[]) => desk.run(["cleanup", ...args, "--repo", repo]);
const refs = async () =>
  (await gitIn(desk.github.gitDirectory(repo))(["for-each-ref", "--format=%(refname)"]))
    .split("\n")
    .filter(Boolean);

test("lists what it would do, and does nothing", async () => {
  desk.writes();
  expect(await act("--dry-run")).toMatchInlineSnapshot(`
    {
      "code": 0,
      "err": "",
      "out": "acme/tidy:
      #4 is repaired: its record was gone; the label "switchyard: waiting" showed that there had been
      one
      The branch switchyard/issue-1-abababab is removed: pull request #91 is over
    Nothing was changed (--dry-run).
    ",
    }
  `);
  expect((await act()).err).toContain("nobody can be asked here. Run it with --yes.");
  expect(desk.writes()).toEqual([]);
});

test("does it, in as many rounds as there are things that wait for another, and then finds nothing", async () => {
  const first = await act("--yes");
  expect(first.err).toBe("");
  expect(first.out).toContain("Done.\nStarted: ");
  expect(await refs()).toEqual([
    `refs/heads/main`,
    `refs/heads/${branch(2)}`,
    "refs/switchyard/issues/1",
    "refs/switchyard/issues/2",
    "refs/switchyard/issues/3",
    "refs/switchyard/issues/4",
  ]);
  // The record of an issue goes when its branch is gone.
  expect((await act("--yes")).out).toContain("The record of #1 moves into the archive: it was closed on ");
  expect(await refs()).toContain("refs/switchyard/archive");
  expect(await refs()).not.toContain("refs/switchyard/issues/1");
  expect((await act()).out).toBe("There is nothing to clean up in acme/tidy.\n");
});
