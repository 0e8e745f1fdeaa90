import { describe, expect, test } from "vitest";

import type { Verdict } from "../../src/core/agent-verdict.ts";
import { type Evidence, blamed, mendable, outcomeOf } from "../../src/core/attempt.ts";
import { Outcome, outcomes, retryDelay } from "../../src/core/outcome.ts";
import type { GateResult } from "../../src/core/result.ts";
import { nextTry } from "../../src/core/retry.ts";
import { claimed, now } from "./world.ts";

const finished: Extract<Verdict, { outcome: "finished" }> = {
  outcome: "finished",
  text: "Done.",
  structuredOutput: null,
  denied: [],
  sentence: "The agent finished.",
};
const gate = (changes: Partial<GateResult>): GateResult => ({
  name: "tests",
  now: "passed",
  base: "not_tried",
  seconds: 1,
  tail: "",
  edited: [],
  ...changes,
});
const evidence = (changes: Partial<Evidence>): Evidence => ({
  verdict: finished,
  wanted: "change",
  changes: 1,
  gates: [],
  ...changes,
});
const failed = (cause: Extract<Verdict, { outcome: "agent_failed" }>["cause"]): Verdict => ({
  outcome: "agent_failed",
  cause,
  sentence: "why",
});

describe("outcomeOf", () => {
  test.each<[string, Partial<Evidence>, Outcome]>([
    ["a change with green gates", { gates: [gate({})] }, "delivered"],
    ["a change without gates", {}, "delivered"],
    ["a change that breaks a gate", { gates: [gate({ now: "failed", base: "passed" })] }, "gates_failed"],
    [
      "a gate that cannot run",
      { gates: [gate({ now: "not_runnable", base: "not_runnable" })] },
      "gates_failed",
    ],
    ["a gate that was broken before", { gates: [gate({ now: "failed", base: "failed" })] }, "delivered"],
    ["no change, whatever the agent says", { changes: 0 }, "no_change"],
    ["an answer that was asked for", { wanted: "answer", changes: 0 }, "answered"],
    ["an answer with a change nobody asked for", { wanted: "answer", changes: 2 }, "answered"],
    [
      "silence where an answer was asked for",
      { wanted: "answer", changes: 0, verdict: { ...finished, text: " " } },
      "no_change",
    ],
    ["an answer where either would do", { wanted: "either", changes: 0 }, "answered"],
    ["a change where either would do", { wanted: "either" }, "delivered"],
    ["a time limit, even with a change", { verdict: { outcome: "timed_out", sentence: "" } }, "timed_out"],
    ["a credential that is not accepted", { verdict: failed("invalid_credential") }, "setup_failed"],
    ["an overloaded model", { verdict: failed("overloaded") }, "infra_failed"],
    ["a refusal of the model", { verdict: failed("refusal") }, "agent_failed"],
  ])("of %s", (_, changes, outcome) => expect(outcomeOf(evidence(changes)).outcome).toBe(outcome));

  test("names the gates that are to blame, and only those", () => {
    const gates = [
      gate({ name: "old", now: "failed", base: "failed" }),
      gate({ name: "new", now: "timed_out", base: "passed" }),
    ];
    expect(blamed(gates).map(({ name }) => name)).toEqual(["new"]);
    expect(outcomeOf(evidence({ gates })).reason).toContain("new");
  });

  test("says of gates that cannot run on the base either whose they are to mend", () => {
    const absent = gate({ name: "absent", now: "not_runnable", base: "not_runnable" });
    const failing = gate({ name: "new", now: "failed", base: "passed" });
    expect(outcomeOf(evidence({ gates: [absent, failing] })).reason).toBe(
      "2 of 2 gates do not pass: absent, new. Without the change it cannot run either: absent. Install what it needs in `setup`, or correct its command in .github/switchyard.yml.",
    );
    expect(outcomeOf(evidence({ gates: [failing] })).reason).toBe("1 of 1 gates do not pass: new.");
  });

  test.each([
    ["what fails, but not on the base", gate({ now: "failed", base: "passed" }), true],
    ["what cannot run any more", gate({ now: "not_runnable", base: "passed" }), true],
    ["what could not be set up for the change", gate({ now: "not_runnable", base: "not_tried" }), true],
    ["what cannot run on the base either", gate({ now: "not_runnable", base: "not_runnable" }), false],
    ["what fails on the base as well", gate({ now: "failed", base: "failed" }), false],
  ])("asks for another round of %s: only where the agent can mend it", (_, one, mends) => {
    expect(mendable([one])).toEqual(mends ? [one] : []);
  });
});

describe("calls that were not permitted", () => {
  const denied = { verdict: { ...finished, denied: ["Bash", "Bash", "WebFetch"] } };
  const sentence =
    " 3 tool calls were not permitted (Bash, WebFetch), and may have been needed: the job log names them, and tools.allow of a profile permits such calls.";

  test.each<[string, Partial<Evidence>, string]>([
    ["changes nothing", { changes: 0 }, "The agent changed no file."],
    [
      "answers nothing",
      { wanted: "answer", changes: 0, verdict: { ...denied.verdict, text: "" } },
      "The agent ended without an answer.",
    ],
    [
      "does not pass",
      { gates: [gate({ now: "failed", base: "passed" })] },
      "1 of 1 gates do not pass: tests.",
    ],
  ])("are named when what comes without them %s", (_, more, reason) => {
    expect(outcomeOf(evidence({ ...denied, ...more })).reason).toBe(reason + sentence);
  });

  test("do not matter to what passes without them", () => {
    expect(outcomeOf(evidence({ ...denied, gates: [gate({})] }))).toEqual({
      outcome: "delivered",
      reason: "",
    });
  });
});

describe("nextTry", () => {
  const end = { resetsAt: null, state: claimed(1), attempts: 2, at: now };

  test("is never for what a person decides, and later each time for what heals", () => {
    for (const outcome of Outcome.options)
      expect(nextTry({ ...end, outcome }) === null).toBe(outcomes[outcome].retryAfterMinutes === null);
    expect([0, 1, 2, 20].map((tries) => retryDelay("infra_failed", tries))).toEqual([1, 2, 4, 360]);
  });

  test("ends with the attempts, with the cap of uncharged retries, and with a cancel", () => {
    expect(nextTry({ ...end, outcome: "stalled", state: claimed(1, { attempts: 1 }) })).toBeNull();
    expect(nextTry({ ...end, outcome: "infra_failed", state: claimed(1, { uncharged: 6 }) })).toBeNull();
    expect(
      nextTry({
        ...end,
        outcome: "infra_failed",
        state: claimed(1, { cancel: { by: "people", at: now, why: "x" } }),
      }),
    ).toBeNull();
  });

  test("of a usage limit is the reset that the API named", () => {
    expect(nextTry({ ...end, outcome: "usage_limited", resetsAt: "2026-11-20T17:00:00.000Z" })).toBe(
      "2026-11-20T17:00:00Z",
    );
    expect(nextTry({ ...end, outcome: "usage_limited" })).toBe("2026-11-20T13:00:00Z");
  });
});
