import { afterAll, expect, test } from "vitest";

import { delivering, greeter } from "./plays.ts";
import { pullsOf, recordOf, seen } from "./reading.ts";
import { openStage } from "./stage.ts";

const count = 100;
const stage = await openStage([
  { name: "any", match: "You work on issue #\\d+ of acme/load\\.", turns: delivering("second.txt") },
]);
afterAll(async () => stage[Symbol.asyncDispose]());

test("a hundred labelled issues leave people five pull requests and no more, and every other issue says what it waits for", async () => {
  const repository = await stage.open("load", {
    files: {
      ...greeter,
      ".github/switchyard.yml": "limits: { tasks: 2, open-pull-requests: 5, spend-per-day: 1000 }\n",
    },
    settings: { variables: { SWITCHYARD_STOP: "true" } },
  });
  const numbers: number[] = [];
  for (let index = 1; index <= count; index += 1) {
    const number = await repository.issue(`Issue ${index}`);
    await repository.label(number);
    numbers.push(number);
  }
  await repository.settled();
  stage.yard.github.settings(repository.fullName).variables["SWITCHYARD_STOP"] = "";
  repository.tick();
  await repository.settled();

  const pulls = await pullsOf(repository);
  expect(pulls.map(({ state, draft }) => [state, draft])).toEqual(
    Array.from({ length: 5 }, () => ["open", true]),
  );
  const started = numbers.filter((number) => recordOf(repository, number).length > 0);
  expect(started).toHaveLength(5);

  // Some are told by each tick: nobody's hour of requests is used up.
  for (let tick = 0; tick < 5; tick += 1) {
    repository.tick();
    await repository.settled();
  }
  const others = await Promise.all(
    numbers.filter((number) => !started.includes(number)).map(async (number) => seen(repository, number)),
  );
  const said = others.map(({ workpad, comments, labels }) => ({ workpad, comments, labels }));
  expect(new Set(said.map((one) => JSON.stringify(one)))).toEqual(
    new Set([
      JSON.stringify({
        workpad:
          "<!-- switchyard:workpad -->\n**Not started** · `limit_open_pull_requests`\n\nAs many pull requests wait for people, or are being worked on, as limits.open-pull-requests allows. It starts by itself when one of them is merged or closed.",
        comments: [],
        labels: ["claude-ready"],
      }),
    ]),
  );
  const before = stage.yard.github.requests.length;
  repository.tick();
  await repository.settled();
  expect(
    stage.yard.github.requests
      .slice(before)
      .filter(({ kind, what }) => kind === "graphql" && what === "project"),
  ).toEqual([]);

  // One is merged: the next starts by itself, and its workpad is that of a task.
  const { rest } = repository.as("maria");
  await rest.pulls.update({ ...repository.at, pull_number: pulls[0]?.number ?? 0, state: "closed" });
  repository.tick();
  await repository.settled();
  expect((await pullsOf(repository)).filter(({ state }) => state === "open")).toHaveLength(5);
  expect(stage.contract.problems).toEqual([]);
});
