import { describe, expect, test } from "vitest";

import { holdingOf, whyNoWork } from "../../src/core/holding.ts";
import { base, claimOf, claimed, now, record } from "./world.ts";

const claim = claimOf({ nonce: "c1", run: 5, "run-attempt": 2, attempt: 3 });
const leg = { issue: 7, attempt: 3, claim: "c1" };
const run = { id: 5, attempt: 2 };
const held = (changes = {}) => record(claimed(1, { claim, ...changes }));

describe("a job works on an issue", () => {
  test("while the record names its claim, run and attempt", () => {
    expect(whyNoWork(holdingOf(held(), leg, run))).toBeNull();
  });

  test.each([
    ["there is no record", undefined, leg, run, "issue #7 has no record"],
    ["the record cannot be read", { ok: false, why: "it is broken" } as const, leg, run, "it is broken"],
    [
      "another claim took its place",
      held(),
      { ...leg, claim: "c0" },
      run,
      "the claim of attempt 3 is over: this issue is in other hands",
    ],
    ["its claim was settled", record({}), leg, run, "the claim of attempt 3 is over: this issue is settled"],
    [
      "the claim is another run's",
      held(),
      leg,
      { id: 6, attempt: 2 },
      "the claim belongs to run 5, attempt 2",
    ],
    [
      "a later attempt of its run took the claim",
      held(),
      leg,
      { id: 5, attempt: 1 },
      "the claim belongs to run 5, attempt 2",
    ],
    [
      "its run was started again",
      held(),
      leg,
      { id: 5, attempt: 3 },
      "this is a re-run, and work is never paid for twice; collect goes on from the earlier result",
    ],
    [
      "its result is being published",
      held({ phase: "publishing", publishing: { branch: "b", commit: base, tree: base, digest: "d" } }),
      leg,
      run,
      "its result is being published",
    ],
    [
      "somebody asked it to end",
      held({ cancel: { by: "maria", at: now, why: "maria cancelled it" } }),
      leg,
      run,
      "maria cancelled it",
    ],
  ])("and not when %s", (_, entry, part, job, why) => {
    expect(whyNoWork(holdingOf(entry, part, job))).toBe(why);
  });
});
