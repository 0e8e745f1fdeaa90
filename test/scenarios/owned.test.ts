import { afterAll, describe, expect, test } from "vitest";

import { ownedForm, replaced } from "./owned.ts";
import { delivering, greeter, play } from "./plays.ts";
import { lastRun, logOf, pullsOf, seen, storyOf } from "./reading.ts";
import { openStage } from "./stage.ts";

const stage = await openStage([play("owned", 1, delivering("second.txt"))]);
afterAll(async () => stage[Symbol.asyncDispose]());

describe("the owned form", () => {
  test("leads to the same pull request, with a step of the repository's own before the agent", async () => {
    const { caller, task } = await ownedForm();
    const own =
      "      - if: steps.prepare.outputs.go == 'true'\n        run: echo own-step-in-$(basename \"$PWD\") > own.txt\n      - id: work\n";
    const repository = await stage.open("owned", {
      files: {
        ...greeter,
        ".github/switchyard.yml": "gates: [{ name: prepared, run: grep -q own-step own.txt }]\n",
        ".github/workflows/switchyard.yml": caller,
        ".github/workflows/switchyard-task.yml": replaced(task, "      - id: work\n", own),
      },
    });
    const number = await repository.issue("A second greeting");
    await repository.label(number);
    await repository.settled();
    const [pull, ...others] = await pullsOf(repository);
    expect(others).toEqual([]);
    expect(pull).toMatchObject({ draft: true, title: "A second greeting" });
    expect(pull?.body).toMatch(/^Closes #1\n/);
    expect(pull?.body).toContain("| prepared | not tried | passed |");
    const files = await repository
      .as("maria")
      .rest.pulls.listFiles({ ...repository.at, pull_number: pull?.number ?? 0 });
    // What the repository's own step left behind is part of the base, not of the change.
    expect(files.data.map(({ filename }) => filename)).toEqual(["second.txt"]);
    expect(storyOf(repository, number).at(-1)).toBe("delivered: attempt 1");
    expect((await seen(repository, number)).labels).toEqual(["pull-request"]);
    expect(logOf(lastRun(repository), /work$/)).toContain("Gate prepared: passed");
  });
});

test("all of it keeps to GitHub's own description", () => {
  expect(stage.contract.problems).toEqual([]);
});
