import { afterAll, describe, expect, test } from "vitest";

import { formatEntry } from "../../src/core/record-entry.ts";
import { emptyState } from "../../src/core/record.ts";
import { entryOf, nonce } from "../../src/edge/stamp.ts";
import { claimOf, endingOf } from "../core/world.ts";
import { delivering, greeter, play } from "./plays.ts";
import { git, lastRun, logOf, recordOf, seen, storyOf, summaryOf } from "./reading.ts";
import { type Repository, openStage } from "./stage.ts";

const hour = 3_600_000;
const day = 24 * hour;
const stage = await openStage([
  play("house", 1, delivering("one.txt"), [{ match: "issue #1", turns: delivering("again.txt") }]),
]);
afterAll(async () => stage[Symbol.asyncDispose]());

const refs = (repository: Repository, folder: string) =>
  git(repository, "for-each-ref", "--format=%(refname)", folder).split("\n").filter(Boolean);

async function tick(repository: Repository): Promise<string> {
  repository.tick();
  await repository.settled();
  const run = lastRun(repository);
  expect(run.conclusion).toBe("success");
  return `${logOf(run, /dispatch$/)}\n${summaryOf(repository, run, /dispatch$/)}`;
}

/** Writes the record of a task that has failed, as a run of long ago left it. */
function failed(repository: Repository, issue: number, message?: string): void {
  const at = "2026-01-01T00:00:00Z";
  const request = { id: `LE_${issue}`, kind: "label", by: "maria", at } as const;
  const claimed = entryOf(
    emptyState,
    { type: "claimed", request, claim: claimOf({ nonce: nonce(), at }) },
    at,
  );
  const ending = endingOf({ at, spent: 0.25 });
  const ended = entryOf(claimed.state, { type: "ended", ending, charged: true, "not-before": null }, at);
  const tree = git(repository, "hash-object", "-t", "tree", "-w", "/dev/null").trim();
  let tip = "";
  for (const text of [formatEntry(claimed), message ?? formatEntry(ended)])
    tip = git(
      repository,
      "-c",
      "user.name=switchyard",
      "-c",
      "user.email=switchyard@example.com",
      "commit-tree",
      tree,
      ...(tip === "" ? [] : ["-p", tip]),
      "-m",
      text,
    ).trim();
  git(repository, "update-ref", `refs/switchyard/issues/${issue}`, tip);
}

describe("what nobody needs any more", async () => {
  const repository = await stage.open("house", { files: greeter });
  const { at } = repository;
  const maria = repository.as("maria").rest;
  const delivered = await repository.issue("deliver");
  await repository.label(delivered);
  await repository.settled();
  const [branch = ""] = refs(repository, "refs/heads/switchyard/");
  const commit = git(repository, "rev-parse", branch).trim();
  const others = [];
  for (const title of [
    "failed long ago",
    "has a broken record",
    "has a record of a later version",
    "is open",
  ])
    others.push(await repository.issue(title));
  const [old = 0, broken = 0, later = 0, open = 0] = others;
  failed(repository, old);
  failed(repository, broken, "not ours\n");
  failed(repository, later, `claimed: attempt 1\n\n{"version":99,"min-reader":99}\n`);
  failed(repository, open);
  for (const number of [old, broken, later])
    await maria.issues.update({ ...at, issue_number: number, state: "closed" });
  await repository.settled();

  const early = await tick(repository);
  await maria.pulls.update({ ...at, pull_number: 2, state: "closed" });
  await repository.settled();
  const fresh = refs(repository, "refs/heads/switchyard/");
  stage.yard.github.ahead = 2 * hour;
  const afterHours = await tick(repository);
  const afterHoursRefs = refs(repository, "refs/");
  const chain = git(repository, "rev-parse", `refs/switchyard/issues/${old}`).trim();
  const story = storyOf(repository, old);
  stage.yard.github.ahead = 8 * day;
  const afterDays = await tick(repository);
  const quiet = await tick(repository);

  test("a branch goes when its pull request is over, at the commit that we left it at", () => {
    expect(early).not.toContain("is removed");
    expect(fresh).toEqual([branch]);
    const name = branch.replace("refs/heads/", "");
    expect(afterHours).toContain(`The branch ${name} is removed: pull request #2 is over.`);
    expect(afterHoursRefs).not.toContain(branch);
    expect(git(repository, "rev-parse", "refs/pull/2/head").trim()).toBe(commit);
  });

  test("a record moves into the archive when its issue was closed for a week, and plain git still reads it", () => {
    expect(afterHours).not.toContain("moves into the archive");
    expect(afterDays).toContain(`The record of #${old} moves into the archive: it was closed on `);
    expect(refs(repository, `refs/switchyard/issues/${old}`)).toEqual([]);
    expect(git(repository, "log", "--reverse", "--format=%s", chain).trim().split("\n")).toHaveLength(
      story.length,
    );
    expect(git(repository, "merge-base", "--is-ancestor", chain, "refs/switchyard/archive")).toBe("");
  });

  test("the newest proof of the credentials, open issues and unreadable records stay", () => {
    const left = refs(repository, "refs/switchyard/issues/").map((ref) => Number(ref.split("/").at(-1)));
    expect(left.toSorted((a, b) => a - b)).toEqual([delivered, broken, later, open]);
    expect(quiet).not.toContain("archive");
  });

  test("a reopened issue goes on with its numbers and what it has spent; one whose record cannot be read waits, and says why", async () => {
    stage.yard.github.settings(repository.fullName).secrets = {};
    for (const number of [broken, later, old]) {
      await maria.issues.update({ ...at, issue_number: number, state: "open" });
      await maria.issues.addLabels({ ...at, issue_number: number, labels: ["claude-ready"] });
    }
    await repository.settled();
    const claim = recordOf(repository, old).findLast(({ event }) => event.type === "claimed");
    expect(claim?.state.claim?.attempt).toBe(2);
    expect(claim?.state.spent).toBe(0.25);
    expect((await seen(repository, old)).workpad).toContain("attempts=2 spent=0.25");
    const told = await tick(repository);
    expect(told).toContain(
      `#${broken} does not start: Its record cannot be used: the record is not readable: its newest commit has no JSON body. (unreadable_record)`,
    );
    expect(told).toMatch(
      new RegExp(`#${later} does not start: Its record cannot be used: .*version.* \\(unreadable_record\\)`),
    );
  });
});

describe("what lost its record", async () => {
  const repository = await stage.open("lost", {
    files: { "README.md": "hi\n" },
    settings: { secrets: {} },
  });
  const { at } = repository;
  const shown = await repository.issue("shows that it is at work");
  const branched = await repository.issue("has a branch");
  git(repository, "update-ref", `refs/heads/switchyard/issue-${branched}-abababab`, "refs/heads/main");
  await repository.as("maria").rest.issues.addLabels({
    ...at,
    issue_number: shown,
    labels: ["switchyard: in progress"],
  });
  await repository.settled();
  const told = await tick(repository);

  test("is put together again by the next tick, which says so on the issue and in its summary", async () => {
    for (const [number, what] of [
      [shown, 'the label "switchyard: in progress"'],
      [branched, `the branch switchyard/issue-${branched}-abababab`],
    ] as const) {
      const why = `its record was gone; ${what} showed that there had been one`;
      expect(told).toContain(why);
      expect(recordOf(repository, number).at(-1)?.event).toMatchObject({ type: "repaired", why });
      expect((await seen(repository, number)).workpad).toContain(`Repaired: ${why}.`);
    }
    expect((await seen(repository, shown)).labels).not.toContain("switchyard: in progress");
  });

  test("is repaired once", async () => {
    expect(await tick(repository)).toContain("Nothing to start");
    expect(recordOf(repository, shown)).toHaveLength(1);
  });
});
