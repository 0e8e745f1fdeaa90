import { afterAll, describe, expect, test } from "vitest";

import { readConfig } from "../../src/edge/config-file.ts";
import { git, lastRun, pullsOf, summaryOf } from "./reading.ts";
import { probed, rehearse, rowsOf, scripted } from "./rehearsals.ts";
import { type Repository, openStage } from "./stage.ts";

const stage = await openStage([probed]);
afterAll(async () => stage[Symbol.asyncDispose]());

const refs = (repository: Repository) =>
  git(repository, "for-each-ref", "--format=%(refname) %(objectname)", "refs/heads", "refs/switchyard");
const labels = async (repository: Repository) =>
  (await repository.as("maria").rest.issues.listLabelsForRepo({ ...repository.at, per_page: 100 })).data.map(
    ({ name }) => name,
  );

describe("a manual run without issues where nothing was ever asked for", async () => {
  const [repository, forbidden] = await Promise.all([
    stage.open("rehearsed", { files: scripted }),
    stage.open("forbidden", { files: scripted, settings: { actionsMayCreatePullRequests: false } }),
  ]);
  const before = { refs: refs(repository), labels: await labels(repository) };
  const [rows, rowsForbidden] = await Promise.all([rehearse(repository), rehearse(forbidden)]);
  const [pull, ...others] = await pullsOf(repository);

  test("opens one draft with the config as detected, which our own reader takes", () => {
    expect(others).toEqual([]);
    expect(pull).toMatchObject({ title: "Configure Switchyard", draft: true });
    const files = git(repository, "diff", "--name-only", "main", "switchyard/configure");
    expect(files.trim()).toBe(".github/switchyard.yml");
    const text = git(repository, "show", "switchyard/configure:.github/switchyard.yml");
    const config = readConfig(text);
    expect(config.gates.map(({ name, run }) => [name, run])).toEqual([
      ["lint", "npm run lint"],
      ["test", "npm run test"],
    ]);
    expect(text).toMatch(/name: lint # package\.json: lint; failed on the base/);
    expect(text).toMatch(/name: test # package\.json: test; passed on the base in \d+ s/);
  });

  test("says the same in the pull request and in the summary: everything that is there, and a gate that fails on the base with its remedy", () => {
    const body = rowsOf(pull?.body ?? "");
    expect([...body]).toEqual([...rows]);
    const states = [...rows].map(([name, [state]]) => [name, state]);
    expect(states.filter(([, state]) => state !== "ok")).toEqual([["gate lint", "**look**"]]);
    expect(rows.get("gate lint")?.[2]).toContain("Mend it on the default branch");
    expect([...rows.keys()]).toEqual(
      expect.arrayContaining([
        "permission contents: write",
        "permission issues: write",
        "permission pull-requests: write",
        "permission actions",
        "labels",
        "isolation user",
        "isolation egress",
        "isolation limits",
        "isolation cleanup",
        "Claude Code",
        "setup",
        "gate test",
        "credential anthropic-api-key",
        "space for artifacts",
        "opening pull requests",
      ]),
    );
    expect(pull?.body).toContain("unused variable");
    expect(lastRun(repository).conclusion).toBe("success");
  });

  test("names the price of one label and of the schedule, and asks the model one thing", () => {
    expect(pull?.body).toContain("**One label costs at most $10.00**");
    expect(pull?.body).toContain("It ticks 120 times a month, for nothing.");
    expect(pull?.body).toContain("**Merge to switch on**");
    const asked = stage.yard.model.requests.filter(({ path }) => path.startsWith("/v1/messages"));
    // One for each repository of this file that got as far.
    expect(asked.map(({ scenario }) => scenario)).toEqual(["probe", "probe"]);
  });

  test("publishes the branch and a link where Actions may not open pull requests", async () => {
    expect(rowsForbidden.get("opening pull requests")).toEqual([
      "**missing**",
      "This repository does not let Actions open pull requests.",
      expect.stringContaining('"Allow GitHub Actions to create and approve pull requests"'),
    ]);
    const run = lastRun(forbidden);
    expect(run.conclusion).toBe("failure");
    expect(summaryOf(forbidden, run, /collect$/)).toMatch(
      /\[Open its pull request with one click\]\(http:.*\/compare\/main\.\.\.switchyard%2Fconfigure\?quick_pull=1/,
    );
    expect(await pullsOf(forbidden)).toEqual([]);
    expect(git(forbidden, "show", "switchyard/configure:.github/switchyard.yml")).toContain("npm run test");
  });

  test("brings its draft up to date when it runs again, and a scheduled run leaves both alone", async () => {
    const head = refs(repository);
    await rehearse(repository);
    repository.tick();
    await repository.settled();
    expect((await pullsOf(repository)).map(({ number, state }) => [number, state])).toEqual([
      [pull?.number, "open"],
    ]);
    expect(refs(repository).split("\n").length).toBe(head.split("\n").length);
    expect(await labels(repository)).toContain("claude-ready");
  });

  test("leaves nothing once the draft is closed", async () => {
    await repository
      .as("maria")
      .rest.pulls.update({ ...repository.at, pull_number: pull?.number ?? 0, state: "closed" });
    repository.tick();
    await repository.settled();
    expect(refs(repository)).toBe(before.refs);
    expect(await labels(repository)).toEqual(before.labels);
    expect(summaryOf(repository, lastRun(repository), /dispatch$/)).toContain(
      "The branch switchyard/configure is removed",
    );
  });
});

test("all of it keeps to GitHub's own description", () => {
  expect(stage.contract.problems).toEqual([]);
});
