import { describe, expect, test } from "vitest";

import { type Claimed, contradictions } from "../../src/core/result-check.ts";
import type { ChangeSet, Envelope, GateResult } from "../../src/core/result.ts";
import { envelope } from "./result.ts";

const claimed: Claimed = {
  issue: 3,
  attempt: 1,
  claim: "c".repeat(32),
  run: 7,
  "run-attempt": 1,
  wanted: "change",
  gates: [],
};
const changes: ChangeSet = {
  version: 1,
  lines: 0,
  inexpressible: [],
  changes: [{ kind: "delete", path: "a" }],
};
const gate = (name: string, now: GateResult["now"] = "passed"): GateResult => ({
  name,
  now,
  base: "passed",
  seconds: 1,
  edited: [],
  tail: "",
});
const said = (change: Partial<Envelope>, more: Partial<Claimed> = {}, set: ChangeSet | null = changes) =>
  contradictions(envelope(change), set, { ...claimed, ...more }).map(({ text }) => text);

describe("a result", () => {
  test("that is honest contradicts nothing", () => {
    expect(said({})).toEqual([]);
    expect(said({ gates: [gate("test")] }, { gates: ["test"] })).toEqual([]);
    expect(said({ outcome: "answered" }, { wanted: "answer" }, null)).toEqual([]);
    expect(said({ outcome: "gates_failed", gates: [gate("test", "failed")] }, { gates: ["test"] })).toEqual(
      [],
    );
    expect(said({ outcome: "turn_limited" }, { gates: ["test"] })).toEqual([]);
    expect(said({}, { "run-attempt": 3 })).toEqual([]);
    expect(said({}, { gates: ["test"] }, { ...changes, inexpressible: ["link"] })).toEqual([]);
  });

  test.each<[string, Partial<Envelope>, string]>([
    ["issue", { issue: 1 }, "issue is 1, expected 3"],
    ["attempt", { attempt: 2 }, "attempt is 2, expected 1"],
    ["claim", { claim: "d".repeat(32) }, "claim is"],
    ["run", { run: 6 }, "run is 6, expected 7"],
    ["attempt of the run", { "run-attempt": 2 }, "run-attempt is one that has not begun"],
  ])("D07 of another %s is refused", (_, change, text) => expect(said(change).join()).toContain(text));

  test("D07 that is delivered without a change, without gates of the plan, or with failing ones is refused", () => {
    expect(said({}, {}, null)).toEqual(["it is delivered, and has no change"]);
    expect(said({}, {}, { ...changes, changes: [] })).toEqual(["it is delivered, and has no change"]);
    expect(said({}, { gates: ["test"] })).toEqual(['it is delivered without the gate "test"']);
    expect(said({ gates: [gate("test", "failed")] }, { gates: ["test"] })).toEqual([
      "it is delivered, and gates do not pass",
    ]);
    expect(said({ gates: [gate("mine")] })).toHaveLength(1);
    expect(said({ gates: [gate("test"), gate("test")] }, { gates: ["test"] })).toHaveLength(1);
  });

  test("D07 that answers what asked for a change, or ends as only collect ends, is refused", () => {
    expect(said({ outcome: "answered" }, {}, null)).toEqual(["it is answered, and a change was asked for"]);
    expect(said({ outcome: "answered" }, { wanted: "either" })).toEqual(["it is answered, and has a change"]);
    expect(said({ outcome: "refused" }, {}, null)).toEqual(["it is refused, which only collect can say"]);
    expect(said({ outcome: "withheld" }, {}, null)).toHaveLength(1);
  });

  test("all contradictions are listed", () => {
    expect(said({ issue: 1, run: 6 }, {}, null)).toHaveLength(3);
  });
});
