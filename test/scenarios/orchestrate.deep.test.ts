import { join } from "node:path";

import { afterAll, expect, test } from "vitest";

import { command } from "./command.ts";
import { delivering, play } from "./plays.ts";
import { pullsOf, recordOf, seen } from "./reading.ts";
import { openStage, product } from "./stage.ts";

const stage = await openStage([
  play("lists", 1, [{ text: "The data is described in the README; there is nothing to change." }]),
  {
    ...play("lists", 2, delivering("clean.txt")),
    match: "issue #2 of acme/lists\\.[^]*The data is described in the README",
  },
  play("lists", 3, delivering("model.txt")),
]);
afterAll(async () => stage[Symbol.asyncDispose]());

test("a task list of claude-worker is worked off in its order, by one command that waits for its end", async () => {
  const repository = await stage.open("lists", {
    files: { "README.md": "Data.\n", ".github/switchyard.yml": "dependencies: delivered\n" },
  });
  const list = join(product, "test/cli/lists/workflow.json");
  const { code, out } = await command(repository, "orchestrate", list, "--wait");
  // What it saw on the way depends on when it looked; what it ends with does not.
  expect(out.split("\n").filter((line) => /created|done\.|delivered/.test(line))).toMatchInlineSnapshot(`
    [
      "#1 is created: fetch_data.",
      "#2 is created: process_data.",
      "#3 is created: train_model.",
      "#1 fetch_data: done. Answered.",
      "#2 process_data: delivered. Pull request #4 is for you to review.",
      "#3 train_model: delivered. Pull request #5 is for you to review.",
      "3 of 3 tasks delivered, answered or merged.",
    ]
  `);
  expect(code).toBe(0);
  await repository.settled();
  const pulls = await pullsOf(repository);
  expect(pulls.map(({ title, base }) => ({ title, onto: base.ref === "main" ? "main" : "other" }))).toEqual([
    { title: "Clean and transform data in /data/raw/", onto: "main" },
    { title: "Train ML model on processed data", onto: "other" },
  ]);
  expect((await seen(repository, 1)).labels).toContain("switchyard: answered");
  for (const issue of [1, 2, 3])
    expect(recordOf(repository, issue).map(({ event }) => event.type)).toEqual(
      issue === 1 ? ["requested", "claimed", "ended"] : ["requested", "claimed", "publishing", "ended"],
    );
  // Each began when the one before it was over, and the second two seconds later, as the list has it.
  const times = (issue: number) => recordOf(repository, issue).map(({ at }) => Date.parse(at));
  expect((times(2)[1] ?? 0) - (times(1).at(-1) ?? 0)).toBeGreaterThanOrEqual(2_000);
  expect((times(3)[1] ?? 0) - (times(2).at(-1) ?? 0)).toBeGreaterThanOrEqual(0);
  expect(stage.contract.problems).toEqual([]);
}, 120_000); // three tasks, one after the other
