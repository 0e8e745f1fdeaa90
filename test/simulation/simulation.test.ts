import { describe, expect, test } from "vitest";

import { mutations, playSeed } from "./play.ts";

const parts = 4;
const seeds = 10_000;

describe("dispatchers, runners, collectors, people and the clock, in any order and with any of them lost", () => {
  test.each(Array.from({ length: parts }, (_, part) => part))("keep every promise (part %i)", (part) => {
    const each = seeds / parts;
    const happened = new Set<string>();
    const broken: string[] = [];
    for (let seed = part * each + 1; seed <= (part + 1) * each; seed += 1) {
      const played = playSeed(seed);
      for (const what of played.happened.keys()) happened.add(what);
      if (played.broken !== null)
        broken.push(`npm run simulate -- --seeds 1 --from ${seed}: ${played.broken}`);
    }
    expect(broken).toEqual([]);
    // A play in which little happens proves little.
    const all = ["claimed", "moved", "cancel-requested", "publishing", "withdrawn", "repaired"];
    const endings = [
      "delivered",
      "answered",
      "gates_failed",
      "usage_limited",
      "infra_failed",
      "cancelled",
      "stopped",
    ];
    expect([...happened]).toEqual(expect.arrayContaining([...all, ...endings]));
  });
});

describe("what is broken on purpose", () => {
  test.each(mutations)("is noticed: %s", (mutation) => {
    let seed = 1;
    while (seed <= 2_000 && playSeed(seed, mutation).broken === null) seed += 1;
    expect(seed).toBeLessThanOrEqual(2_000);
  });
});

test("a seed plays the same again", () => {
  expect(playSeed(7)).toEqual(playSeed(7));
});
