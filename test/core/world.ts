import { Config } from "../../src/core/config.ts";
import type { Issue, World } from "../../src/core/world.ts";
import { type IssueState, type ReadEntry, emptyState } from "../../src/core/record.ts";

export const now = "2026-11-20T12:00:00Z";
export const base = "b".repeat(40);

/** An open issue that maria labelled a minute ago. */
export function issue(number: number, changes: Partial<Issue> = {}): Issue {
  return {
    number,
    id: `I_${number}`,
    title: `Issue ${number}`,
    body: "",
    author: "stranger",
    open: true,
    locked: false,
    labels: ["claude-ready"],
    assignees: [],
    comments: [],
    workpad: null,
    labelled: {
      id: `LE_${number}`,
      label: "claude-ready",
      by: "maria",
      byPerson: true,
      at: "2026-11-20T11:59:00Z",
    },
    textChanges: [],
    openPullRequests: [],
    blockers: [],
    ...changes,
  };
}

/** A readable record whose tip has this state. */
export function record(state: Partial<IssueState>): ReadEntry {
  const whole = { ...emptyState, ...state };
  return {
    ok: true,
    entry: { nonce: "n", at: now, event: { type: "withdrawn", by: "x", why: "y" }, state: whole },
  };
}

/** The state of an issue that run 1 holds. */
export function claimed(worker: number, changes: Partial<IssueState> = {}): IssueState {
  return {
    ...emptyState,
    phase: "claimed",
    request: { id: "LE_0", kind: "label", by: "maria", at: now },
    claim: {
      nonce: "c".repeat(32),
      run: 1,
      "run-attempt": 1,
      attempt: 1,
      worker,
      base,
      reserved: 5,
      at: now,
    },
    ...changes,
  };
}

/** A world with these issues and records, in which maria may write and the defaults hold. */
export function world(changes: Partial<World> = {}): World {
  return {
    now,
    config: Config.parse({}),
    base,
    run: { id: 9, attempt: 1 },
    stopped: false,
    issues: [],
    records: new Map(),
    writers: new Map([["maria", true]]),
    openPullRequests: new Set(),
    deadClaims: new Set(),
    nonces: ["a".repeat(32), "b".repeat(32), "c".repeat(32), "d".repeat(32)],
    ...changes,
  };
}
