import type { Envelope } from "../../src/core/result.ts";

/** An honest envelope, with what differs. */
export function envelope(change: Partial<Envelope> = {}): Envelope {
  return {
    version: 1,
    issue: 3,
    attempt: 1,
    claim: "c".repeat(32),
    run: 7,
    "run-attempt": 1,
    outcome: "delivered",
    reason: "",
    spent: 0.25,
    seconds: 1,
    turns: 1,
    model: "m",
    gates: [],
    isolation: null,
    changes: null,
    message: "",
    "resets-at": null,
    credential: null,
    "model-reached": false,
    refusals: [],
    ...change,
  };
}
