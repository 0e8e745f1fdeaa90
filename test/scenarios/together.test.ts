import { afterAll, describe, expect, test } from "vitest";

import { parseEntry } from "../../src/core/record-entry.ts";
import { claimOf } from "../core/world.ts";
import { emptyState } from "../../src/core/record.ts";
import { entryOf, nonce } from "../../src/edge/stamp.ts";
import { ownedForm, replaced } from "./owned.ts";
import { prove, putRecord } from "./prove.ts";
import { git, lastRun, logOf, recordOf } from "./reading.ts";
import { type Repository, openStage } from "./stage.ts";

const tasks = 2;
const stage = await openStage([]);
afterAll(async () => stage[Symbol.asyncDispose]());

/** Two workflow files without any concurrency group: nothing but the claim keeps them apart. */
async function openTwins(): Promise<Repository> {
  const { caller, task } = await ownedForm();
  const unguarded = replaced(caller, / {4}concurrency:\n {6}group: .*\n/, "");
  return stage.open("twins", {
    files: {
      ".github/switchyard.yml": `limits: { tasks: ${tasks} }\n`,
      ".github/workflows/switchyard.yml": unguarded,
      ".github/workflows/twin.yml": unguarded,
      ".github/workflows/switchyard-task.yml": task,
    },
    // Without a credential each task ends before the model is asked: claims and limits are the same, and quick.
    settings: { secrets: {}, variables: { SWITCHYARD_STOP: "true" } },
  });
}

/** The issues that are claimed now, by the tips of their records. */
function held(repository: Repository): number[] {
  const tips = git(
    repository,
    "for-each-ref",
    "--format=%(refname:lstrip=3)%00%(contents)%01",
    "refs/switchyard/issues/",
  );
  return tips
    .split("\u0001")
    .map((line) => line.trim().split("\0"))
    .flatMap(([issue = "", message = ""]) => {
      const read = message === "" ? null : parseEntry(message);
      return read?.ok === true && read.entry.state.claim !== null ? [Number(issue)] : [];
    });
}

describe("two workflow files that start together", async () => {
  const repository = await openTwins();
  const numbers: number[] = [];
  for (const title of ["one", "two", "three", "four", "five"]) {
    const number = await repository.issue(title);
    await repository.label(number);
    numbers.push(number);
  }
  await repository.settled();
  const moments: number[][] = [];
  // Each change of a record is a request, so looking before every request sees every state.
  stage.faults.push(({ kind }) => {
    if (kind === "git") moments.push(held(repository));
    return null;
  });
  stage.yard.github.settings(repository.fullName).variables["SWITCHYARD_STOP"] = "";
  const before = repository.runs().length;
  prove(repository);
  repository.tick();
  await repository.settled();
  const claims = numbers.flatMap((issue) =>
    recordOf(repository, issue).flatMap(({ event }) =>
      event.type === "claimed" ? [{ issue, claim: event.claim }] : [],
    ),
  );

  test("both run, and claim each issue exactly once", () => {
    expect(
      new Set(
        repository
          .runs()
          .slice(before)
          .map(({ path }) => path),
      ).size,
    ).toBe(2);
    expect(claims.map(({ issue }) => issue).toSorted((a, b) => a - b)).toEqual(numbers);
    expect(new Set(claims.map(({ claim }) => claim.nonce)).size).toBe(numbers.length);
    for (const issue of numbers) {
      expect(recordOf(repository, issue).map(({ event }) => event.type)).toEqual(["claimed", "ended"]);
    }
  });

  test("never hold more tasks than the limit, at any moment", () => {
    expect(moments.length).toBeGreaterThan(20);
    expect(Math.max(...moments.map((issues) => issues.length))).toBe(tasks);
    // A worker's slot is the smallest that its claimer saw free: a claim made blindly would give one away twice.
    for (const { claim } of claims) expect(claim.worker).toBeLessThanOrEqual(tasks);
  });

  test("take turns on refs/switchyard/world: each claim stands on a chain of its own with one parent", () => {
    const world = git(repository, "log", "--format=%s%x00%P", "refs/switchyard/world").trim().split("\n");
    const taken = world.map((line) => Number(/takes (\d+)/.exec(line)?.[1] ?? "0"));
    expect(taken.reduce((sum, count) => sum + count, 0)).toBe(numbers.length);
    expect(world.slice(0, -1).every((line) => /\0[0-9a-f]{40}$/.test(line))).toBe(true);
  });
});

describe("a dispatcher that is overtaken between its decision and its push", () => {
  test("takes nothing, although the other one took other issues", async () => {
    const repository = await stage.open("overtaken", {
      files: { ".github/switchyard.yml": `limits: { tasks: ${tasks} }\n` },
      settings: { secrets: {}, variables: { SWITCHYARD_STOP: "true" } },
    });
    for (const title of ["one", "two", "three", "four"])
      await repository.label(await repository.issue(title));
    await repository.settled();
    prove(repository);
    let overtaken = false;
    stage.faults.push(({ kind, method, what, by }) => {
      const run = lastRun(repository);
      const pushes = kind === "git" && method === "POST" && what.includes("receive-pack");
      if (overtaken || !pushes || !by.startsWith(`run/${run.id}/`)) return null;
      overtaken = true;
      for (const issue of [3, 4]) claimFor(repository, { issue, run: run.id });
      return null;
    });
    stage.yard.github.settings(repository.fullName).variables["SWITCHYARD_STOP"] = "";
    repository.tick();
    await repository.settled();
    expect(overtaken).toBe(true);
    expect(held(repository)).toEqual([3, 4]);
    expect(recordOf(repository, 1)).toEqual([]);
    expect(logOf(lastRun(repository), /dispatch$/)).toContain(
      "2 tasks are at work; limits.tasks allows no more.",
    );
  });
});

/** What the push of another dispatcher does: a claim on a free issue, and a step of the world. The claim names a run that lives, so nobody takes it over. */
function claimFor(repository: Repository, { issue, run }: { issue: number; run: number }): void {
  const at = new Date().toISOString().replace(/\.\d+Z$/, "Z");
  const base = git(repository, "rev-parse", "main").trim();
  const claim = claimOf({ nonce: nonce(), run, worker: issue - 2, base, reserved: 1, at });
  const request = { id: `other-${issue}`, kind: "label", by: "sam", at } as const;
  putRecord(repository, issue, entryOf(emptyState, { type: "claimed", request, claim }, at));
}

test("all of it keeps to GitHub's own description", () => {
  expect(stage.contract.problems).toEqual([]);
});
