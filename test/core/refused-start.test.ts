import { describe, expect, test } from "vitest";

import { decide } from "../../src/core/decide.ts";
import { toldOnIssue } from "../../src/core/refused-start.ts";
import type { Issue } from "../../src/core/world.ts";
import { issue, world } from "./world.ts";

const told = (changes: Partial<Issue>) => {
  const one = issue(1, changes);
  const { deferred } = decide(world({ issues: [one] }));
  return deferred.map((refusal) => [refusal.reason, toldOnIssue(refusal, one)]);
};

describe("why a label starts nothing", () => {
  test("is said on the issue where somebody mistyped it", () => {
    expect(told({ labels: ["claude-ready", "profile:typo"] })).toEqual([
      ["unknown_profile", expect.stringMatching(/"profile:typo" names no profile.* Take the label off/)],
    ]);
    expect(told({ labels: ["claude-ready", "model:typo"] })).toEqual([
      ["unknown_model", expect.stringContaining("names no model")],
    ]);
  });

  test("is not said where the issue itself shows it", () => {
    expect(told({ assignees: ["sam"] })).toEqual([["assigned", null]]);
    expect(told({ labels: ["claude-ready", "blocked"] })).toEqual([["excluded", null]]);
  });

  test("is the same sentence however many others wait", () => {
    const reason = "limit_open_pull_requests";
    const [one, other] = ["5 wait and 1", "4 wait and 2"].map((text) =>
      toldOnIssue({ reason, text }, { labelled: null }),
    );
    expect(one).toBe(other);
  });
});
