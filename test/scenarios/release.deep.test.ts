import { readFileSync } from "node:fs";

import { unzipSync } from "fflate";
import { afterAll, describe, expect, test } from "vitest";

import { command } from "./command.ts";
import { delivering, greeter, play, running } from "./plays.ts";
import { push } from "./pushing.ts";
import { lastRun, logOf, pullsOf, recordOf, seen, storyOf } from "./reading.ts";
import { type Repository, openStage } from "./stage.ts";
import { delivered, newestOf } from "./strikes.ts";

const token = ["ghp", "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8"].join("_");
const config = ".github/switchyard.yml";
const stage = await openStage([
  play("examples", 1, delivering(".env.example", `TOKEN=${token}\n`)),
  play("linked", 1, [running("ln -s greeting.txt link.txt && echo hi >second.txt"), { text: "Linked." }]),
  play("moved", 1, delivering(".env.example", `TOKEN=${token}\n`)),
]);
afterAll(async () => stage[Symbol.asyncDispose]());

const asked = (scenario: string): number =>
  stage.yard.model.requests.filter((request) => request.scenario === scenario).length;

async function release(repository: Repository) {
  const ended = await command(repository, "release", "1");
  await repository.settled();
  return ended;
}

describe.concurrent("what the rules held back", () => {
  test("is released by a change of the config: judged again, its gates run again, and no model asked", async () => {
    const repository = await stage.open("examples", { files: greeter });
    await repository.label(await repository.issue("Show how to set the token"));
    await repository.settled();
    const first = recordOf(repository, 1).at(-1)?.state;
    expect(first?.last).toMatchObject({ outcome: "refused", account: { kept: true } });
    expect((await seen(repository, 1)).workpad).toContain("`switchyard release` publishes it");
    const paid = asked("examples #1");

    expect(await release(repository)).toMatchObject({ code: 0, err: "" });
    expect(storyOf(repository, 1).at(-1)).toBe("refused: attempt 2");
    expect(await pullsOf(repository)).toEqual([]);

    await push(repository, config, `${greeter[config]}secrets: { allow: [".env.example"] }\n`);
    expect((await release(repository)).out).toContain("No model is asked.");
    expect(storyOf(repository, 1).slice(-4)).toEqual([
      "requested by maria: release of attempt 1",
      expect.stringMatching(/^claimed: attempt 3/),
      expect.stringMatching(/^publishing /),
      "delivered: attempt 3",
    ]);
    const { files, read } = await delivered(repository);
    expect(files).toEqual([".env.example"]);
    expect(read(".env.example")).toBe(`TOKEN=${token}\n`);
    const [pull] = await pullsOf(repository);
    expect(pull?.body).toContain("I wrote .env.example.");
    expect(pull?.body).toContain("greets");
    expect(asked("examples #1")).toBe(paid);
    expect(recordOf(repository, 1).at(-1)?.state.spent).toBe(first?.spent);

    expect(await release(repository)).toMatchObject({
      code: 2,
      err: expect.stringContaining(
        "Nothing of #1 was held back by the rules: attempt 3 ended with delivered.",
      ),
    });
  });

  test("is not put over what others changed meanwhile", async () => {
    const repository = await stage.open("moved", { files: greeter });
    await repository.label(await repository.issue("Show the token"));
    await repository.settled();
    expect(storyOf(repository, 1).at(-1)).toBe("refused: attempt 1");
    await push(repository, config, `${greeter[config]}secrets: { allow: [".env.example"] }\n`);
    await push(repository, ".env.example", "TOKEN=\n");
    await release(repository);
    const { last } = recordOf(repository, 1).at(-1)?.state ?? {};
    expect(last).toMatchObject({
      outcome: "setup_failed",
      spent: 0,
      reason:
        "What attempt 1 left cannot be released as it is: others changed .env.example meanwhile. Put the label on: the next attempt brings both together.",
    });
    expect(logOf(lastRun(repository), / work$/)).not.toContain("fault of Switchyard");
    expect(asked("moved #1")).toBe(2);
  });
});

test("what is hostile by form is in no artifact that others can read, and is refused with its code", async () => {
  const repository = await stage.open("linked", { files: greeter });
  await repository.label(await repository.issue("Link it"));
  await repository.settled();
  expect(recordOf(repository, 1).at(-1)?.state.last).toMatchObject({
    outcome: "refused",
    account: { refusals: { mode: 1 }, kept: true },
  });
  const results = [...stage.yard.github.actions.artifacts.values()].filter(
    ({ repository: name, name: artifact }) =>
      name === repository.fullName && artifact.startsWith("switchyard-result-"),
  );
  expect(results.map(({ file }) => Object.keys(unzipSync(readFileSync(file))))).toEqual([["envelope.json"]]);
  expect((await newestOf(repository, 1))?.checkpoint.changes.inexpressible).toEqual(["link.txt"]);
});

test("all of it keeps to GitHub's own description", () => {
  expect(stage.contract.problems).toEqual([]);
});
