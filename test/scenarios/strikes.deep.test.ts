import { afterAll, describe, expect, test } from "vitest";

import type { Scenario, ScriptedTurn } from "../../src/local/model/scenario.ts";
import { greeter, play, running } from "./plays.ts";
import { recordOf, storyOf } from "./reading.ts";
import { openStage } from "./stage.ts";
import { type Blow, again, atWork, delivered, newestOf, strike } from "./strikes.ts";

const steps = 20;
const pause = 3.5; // seconds of a step: twenty of them take longer than the minute that may be lost at most
const blows: readonly Blow[] = [
  "the action is killed",
  "Claude Code is killed",
  "the job is shut down",
  "the machine loses its files",
  "files vanish under the action",
];
const points = Array.from({ length: steps }, (_, index) => ({
  step: index + 1,
  blow: blows[index % blows.length] ?? "the action is killed",
}));

/** By repository: when the model was asked for each step, in ms. What the step before it wrote was there by then. */
const asked = new Map<string, number[]>();

function scriptOf(repository: string): Scenario[] {
  const finish: ScriptedTurn[] = [
    running(`for i in $(seq ${steps}); do [[ -e step-$i.txt ]] || echo late >step-$i.txt; done`),
    { text: "All steps are done." },
  ];
  const times: number[] = [];
  asked.set(repository, times);
  const step = (index: number): ScriptedTurn => {
    return () => {
      times[index] ??= Date.now();
      return running(`echo on-time >step-${index + 1}.txt; sleep ${pause}`);
    };
  };
  const first = play(
    repository,
    1,
    Array.from({ length: steps + 1 }, (_, index) => step(index)),
    [{ match: "you go on from where you were", turns: finish }],
  );
  const anew = {
    ...play(repository, 1, finish),
    name: `${repository} anew`,
    match: `${String(first.match)}[\\s\\S]*worked on this issue before you`,
  };
  return [anew, first];
}

const nameOf = (step: number): string => `point-${step}`;
const stage = await openStage(points.flatMap(({ step }) => scriptOf(nameOf(step))));
afterAll(async () => stage[Symbol.asyncDispose]());

describe.concurrent("wherever it strikes, the next attempt delivers and nothing older than a minute is lost", () => {
  test.each(points)("$blow in step $step", async ({ step, blow }) => {
    const name = nameOf(step);
    const times = asked.get(name) ?? [];
    const repository = await stage.open(name, { files: greeter });
    await repository.label(await repository.issue("Twenty steps"));
    // Twenty steps can take longer than one wait.
    for (const reached of [Math.ceil(step / 2), step])
      await repository.until(`step ${reached}`, () =>
        times[reached - 1] !== undefined && atWork(repository).cli.length > 0 ? true : null,
      );
    const at = Date.now();
    strike(repository, blow);
    await repository.settled();
    expect(recordOf(repository, 1).at(-1)?.state.last?.outcome).not.toBe("delivered");
    const kept = await newestOf(repository, 1);
    const paths = new Set(kept?.checkpoint.changes.changes.map(({ path }) => path));
    const old = times.flatMap((_, index) => {
      const next = times[index + 1];
      return next !== undefined && next < at - 60_000 ? [`step-${index + 1}.txt`] : [];
    });
    expect(old.filter((path) => !paths.has(path))).toEqual([]);
    await again(repository, 1);
    expect(storyOf(repository, 1).at(-1)).toBe("delivered: attempt 2");
    const { files, read } = await delivered(repository);
    expect(files).toHaveLength(steps);
    for (const path of paths) expect(read(path)).toBe("on-time\n");
    process.stdout.write(`${name}: ${blow}: ${paths.size} of ${times.length} files kept\n`);
  });
});
