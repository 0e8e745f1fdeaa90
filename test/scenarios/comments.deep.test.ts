import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { afterAll, describe, expect, test } from "vitest";

import { delivering, greeter, play } from "./plays.ts";
import { pullsOf, seen, storyOf } from "./reading.ts";
import { openStage, product } from "./stage.ts";

const stage = await openStage([play("comments", 1, delivering("second.txt"))]);
afterAll(async () => stage[Symbol.asyncDispose]());

describe("a workflow that runs on comments as well", async () => {
  const caller = await readFile(join(product, "examples/switchyard.yml"), "utf8");
  const repository = await stage.open("comments", {
    files: {
      ...greeter,
      ".github/workflows/switchyard.yml": caller.replace(
        "\n  workflow_dispatch:",
        "\n  issue_comment: { types: [created] }\n  workflow_dispatch:",
      ),
    },
  });
  const say = async (login: string, number: number, body: string): Promise<void> => {
    await repository.as(login).rest.issues.createComment({ ...repository.at, issue_number: number, body });
    await repository.settled();
  };

  test("obeys the first line of a person who may write, and answers what cannot be done", async () => {
    const number = await repository.issue("Say hello");
    await say("stranger", number, "/switchyard start");
    await say("maria", number, "I would like\n/switchyard start");
    expect(storyOf(repository, number)).toEqual([]);
    await say("maria", number, "/switchyard go");
    await say("maria", number, "/switchyard retry");
    await say("maria", number, "/switchyard stop");
    const before = await seen(repository, number);
    expect(before.comments.slice(2)).toEqual([
      "/switchyard go",
      expect.stringContaining("/switchyard start, /switchyard retry, /switchyard stop, /switchyard release"),
      "/switchyard retry",
      expect.stringContaining(`#${number} was never tried`),
      "/switchyard stop",
      expect.stringContaining("There is nothing to cancel"),
    ]);
    expect(before.workpad).toBe("");
    await say("maria", number, "/switchyard start Mind the greeting.");
    expect(storyOf(repository, number)).toEqual([
      "requested by maria",
      "claimed: attempt 1 by run N/1",
      "publishing switchyard/issue-1-CLAIM",
      "delivered: attempt 1",
    ]);
    expect((await pullsOf(repository)).map(({ body }) => body?.split("\n")[0])).toEqual([
      `Closes #${number}`,
    ]);
    expect(JSON.stringify(stage.yard.model.requests).includes("Mind the greeting.")).toBe(true);
  });
});

test("all of it keeps to GitHub's own description", () => {
  expect(stage.contract.problems).toEqual([]);
});
