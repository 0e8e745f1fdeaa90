import { afterAll, describe, expect, test } from "vitest";

import { delivering, greeter, play } from "./plays.ts";
import { lastRun, logOf, pullsOf, recordOf, seen, storyOf, summaryOf } from "./reading.ts";
import { openStage } from "./stage.ts";

const words = "Say it in two lines.";
const stage = await openStage([
  {
    ...play("manual", 1, delivering("greeting.txt", "hello\nthere\n")),
    match: `issue #1 of acme/manual\\.[^]*${words}`,
  },
  {
    ...play("manual", 2, [{ text: "It greets nobody. @maria should look." }]),
    match: `issue #2 of acme/manual\\.[^]*${words}`,
  },
  play("scheduled", 1, delivering("second.txt")),
]);
afterAll(async () => stage[Symbol.asyncDispose]());

describe("a manual run", async () => {
  const repository = await stage.open("manual", { files: greeter });
  await repository.issue("Two lines, please");
  await repository.issue("Whom does it greet?");
  await repository.start({ issues: "1 2", prompt: words });
  await repository.settled();
  const run = lastRun(repository);

  test("works on unlabelled issues with the words of the person who started it", async () => {
    const [pull, ...others] = await pullsOf(repository);
    expect(others).toEqual([]);
    expect(pull?.body).toMatch(/^Closes #1\n/);
    expect(pull?.assignees?.map(({ login }) => login)).toEqual(["maria"]);
    expect(storyOf(repository, 1)[0]).toBe("requested by maria");
    expect(recordOf(repository, 1)[0]?.state.request).toMatchObject({
      kind: "manual",
      by: "maria",
      prompt: words,
    });
    expect((await seen(repository, 1)).labels).toEqual(["pull-request"]);
  });

  test("may end in an answer, which is quoted so that it calls nobody", async () => {
    const { labels, comments } = await seen(repository, 2);
    expect(labels).toEqual(["switchyard: answered"]);
    expect(comments).toEqual(["> It greets nobody. `@maria` should look."]);
    expect(recordOf(repository, 2).at(-1)?.state.last?.outcome).toBe("answered");
    expect(run.conclusion).toBe("success");
  });

  test("that cannot be meant is refused whole, with what to write instead", async () => {
    const before = repository.runs().length;
    await repository.start({ issues: "1 second" });
    await repository.start({ issues: "", prompt: "Do something." });
    await repository.start({ issues: "1 4711" });
    await repository.as("robot[bot]").rest.actions.createWorkflowDispatch({
      ...repository.at,
      workflow_id: "switchyard.yml",
      ref: "main",
      inputs: { issues: "1", prompt: "Go on." },
    });
    await repository.settled();
    const messages = [
      'issues: expected numbers such as "12 14", got "second".',
      "A prompt needs an issue to belong to: give `issues`, for example `issues: 42`.",
      "#4711 is not an issue of this repository, so nothing was started. Give the numbers of issues, not of pull requests.",
      "A manual run with issues is a person's request; this one was started by robot[bot].",
    ];
    const refused = repository.runs().slice(before);
    expect(refused.map(({ conclusion }) => conclusion)).toEqual(messages.map(() => "failure"));
    for (const [index, one] of refused.entries()) {
      expect(logOf(one, /dispatch$/)).toContain(messages[index]);
      expect(summaryOf(repository, one, /dispatch$/)).toContain("## Failed");
    }
    expect(storyOf(repository, 4711)).toEqual([]);
    expect(recordOf(repository, 1).at(-1)?.event.type).toBe("ended");
  });
});

describe("the schedule", () => {
  test("finds an issue that was labelled while Actions were stopped", async () => {
    const repository = await stage.open("scheduled", {
      files: greeter,
      settings: { variables: { SWITCHYARD_STOP: "true" } },
    });
    const number = await repository.issue("Greet once more");
    await repository.label(number);
    await repository.settled();
    expect(repository.runs().map(({ conclusion }) => conclusion)).toEqual(["skipped"]);
    expect(storyOf(repository, number)).toEqual([]);
    stage.yard.github.settings(repository.fullName).variables["SWITCHYARD_STOP"] = "false";
    repository.tick();
    await repository.settled();
    expect(storyOf(repository, number).at(-1)).toBe("delivered: attempt 1");
    expect((await pullsOf(repository)).map(({ body }) => body?.split("\n")[0])).toEqual([
      `Closes #${number}`,
    ]);
  });
});

test("all of it keeps to GitHub's own description", () => {
  expect(stage.contract.problems).toEqual([]);
});
