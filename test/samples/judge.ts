import { describe, expect, test } from "vitest";

import { lastRun, pullsOf } from "../scenarios/reading.ts";
import { type Delivered, type Listed, deliverAll, leftBy } from "./deliver.ts";
import { gateWithoutSetup, marks, missing } from "./sample.ts";
import { afterAll } from "vitest";

/**
 * Plays the samples that this machine has the tools for, and judges each; the others are skipped with the reason. `others` are played beside them, for
 * who called: the result tells what came of each.
 */
export async function judgeSamples(
  listed: Readonly<Record<string, Listed>>,
  others: readonly Listed[] = [],
): Promise<ReadonlyMap<Listed, Delivered>> {
  const lacking = new Map(Object.values(listed).map((one) => [one, missing(one.tools)]));
  const playable = Object.values(listed).filter((one) => lacking.get(one) === "");
  const played = await deliverAll([...playable, ...others]);
  afterAll(async () => played[Symbol.asyncDispose]());

  for (const [name, one] of Object.entries(listed)) {
    const why = lacking.get(one) ?? "";
    const of = (): Delivered => {
      const found = played.all.get(one);
      if (found === undefined) throw new Error(`${name} was not played`);
      return found;
    };
    describe.skipIf(why !== "")(`${name}${why}`, () => {
      test("becomes a pull request with the agent's change, which its gate has proven", async () => {
        const { repository, sample, printed, log } = of();
        expect(log.slice(-2_000)).toContain("#1: delivered");
        expect(log).toContain("Gate tests: passed");
        expect(printed).toContain("AGENT-SAW-IT-PASS");
        const [pull] = await pullsOf(repository);
        expect(pull?.body).toMatch(/^Closes #1\n/);
        expect(pull?.body).toContain("| tests | not tried | passed |");
        const { data } = await repository
          .as("maria")
          .rest.pulls.listFiles({ ...repository.at, pull_number: pull?.number ?? 0 });
        expect(data.map(({ filename }) => filename)).toEqual(Object.keys(sample.edit).toSorted());
        expect(lastRun(repository).conclusion).toBe("success");
      });

      test("cannot pass its gate without setup", async () => {
        expect(await gateWithoutSetup(of().sample)).not.toBe(0);
      });

      test.skipIf(one.token === null)("leaves the token of its registry nowhere", async () => {
        const { registry, repository, sample, printed, found } = of();
        expect(registry.asked.some(({ status }) => status === 200)).toBe(true);
        expect(sample.secret).toContain(one.token);
        expect(printed).toMatch(/LOOKING-AROUND[^]*LOOKED-AROUND/);
        expect(printed).toMatch(/^PATH=/m);
        expect(found).toEqual([]);
        for (const text of [printed, ...(await leftBy(repository))])
          for (const mark of marks) expect(text).not.toContain(mark);
      });
    });
  }

  test("all of it keeps to GitHub's own description", () => {
    expect(played.stage.contract.problems).toEqual([]);
  });
  return played.all;
}
