import { afterAll, expect, test } from "vitest";

import { type FaultKind, faultOf } from "./faults.ts";
import { begin, nameOf, openSweepStage, sessionsOf } from "./sweep.ts";
import { brokenPromises, errorLines, finalState } from "./verdict.ts";

// A part of what `sweep.deep.test.ts` and `npm run sweep` play one by one: what costs a duplicate or paid work when it is not looked after.
const faults: readonly (readonly [string, FaultKind])[] = [
  ["graphql POST repository", "rate-limit"], // ends the first tick
  ["git POST git-receive-pack", "lost-answer"], // the claim
  ["artifact POST GetSignedArtifactURL", "reset"], // the plan
  ["rest POST /git/trees", "502"],
  ["rest POST /git/refs", "lost-answer"],
  ["rest POST /pulls", "lost-answer"],
];

const stage = await openSweepStage();
afterAll(async () => stage[Symbol.asyncDispose]());

test("an issue whose first tick meets a limit and whose next run meets a fault at every turn is delivered once and paid once", async () => {
  const met = new Map<string, FaultKind>();
  const { repository, number } = await begin(stage, "small", (asked) => {
    const name = nameOf(asked);
    const kind = faults.find(([one]) => one === name)?.[1];
    if (kind === undefined || met.has(name)) return null;
    met.set(name, kind);
    return faultOf(kind, asked);
  });
  expect(errorLines(repository)).toEqual([
    {
      job: "switchyard / dispatch",
      errors: [
        "Stopped while reading the repository: GitHub's rate limit is used up. Nothing is lost; the next tick goes on.",
      ],
    },
  ]);
  repository.tick();
  await repository.settled();
  expect([...met]).toEqual(faults);
  const found = await finalState(repository, number);
  expect(found).toMatchObject({
    phase: "idle",
    outcome: "delivered",
    branches: 1,
    workpad: "the pull request",
  });
  expect(found.pulls).toHaveLength(1);
  const sessions = sessionsOf(repository);
  expect(sessions).toBe(1);
  expect(brokenPromises(repository, { number, sessions, expected: found, found })).toEqual([]);
});
