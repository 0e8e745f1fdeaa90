import { describe, expect, test } from "vitest";

import { costOf, mostOf } from "../../src/core/prices.ts";

const million = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, cacheWriteHour: 0, fast: false };

describe("list prices", () => {
  test.each([
    ["claude-sonnet-5-5", { input: 2, output: 10, cacheRead: 0.1, cacheWrite: 2.5, hour: 4 }],
    ["claude-sonnet-4-5-20250929", { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75, hour: 6 }],
    ["eu.anthropic.claude-opus-5-5", { input: 4, output: 20, cacheRead: 0.2, cacheWrite: 5, hour: 8 }],
    ["claude-opus-5", { input: 5, output: 25, cacheRead: 0.5, cacheWrite: 6.25, hour: 10 }],
    ["claude-opus-4-1-20250805", { input: 15, output: 75, cacheRead: 1.5, cacheWrite: 18.75, hour: 30 }],
    ["claude-haiku-4-5-20251001", { input: 1, output: 5, cacheRead: 0.1, cacheWrite: 1.25, hour: 2 }],
    ["what-nobody-knows", { input: 15, output: 75, cacheRead: 1.5, cacheWrite: 18.75, hour: 30 }],
  ])("of %s, for a million tokens each", (model, price) => {
    const of = (usage: Partial<typeof million>): number => costOf(model, { ...million, ...usage });
    expect(of({ input: 1e6 })).toBeCloseTo(price.input);
    expect(of({ output: 1e6 })).toBeCloseTo(price.output);
    expect(of({ cacheRead: 1e6 })).toBeCloseTo(price.cacheRead);
    expect(of({ cacheWrite: 1e6 })).toBeCloseTo(price.cacheWrite);
    expect(of({ cacheWrite: 1e6, cacheWriteHour: 1e6 })).toBeCloseTo(price.hour);
  });

  test("of a long prompt to Haiku 5.5 are its second ones", () => {
    expect(costOf("claude-haiku-5-5", { ...million, input: 100_000 })).toBeCloseTo(0.01);
    expect(costOf("claude-haiku-5-5", { ...million, cacheRead: 100_001, output: 1e6 })).toBeCloseTo(2.505);
  });

  test("of a request are at most its bytes as input and its whole output", () => {
    const most = mostOf("claude-sonnet-5-5", { bytes: 200_000, output: 10_000 });
    const spent = costOf("claude-sonnet-5-5", { ...million, cacheWrite: 60_000, output: 10_000 });
    expect(most).toBeGreaterThan(spent);
  });
});
