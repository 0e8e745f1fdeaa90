import { Config } from "../../src/core/config.ts";
import type { Issue, World } from "../../src/core/world.ts";
import type { PlanTask } from "../../src/core/plan.ts";
import type { ReadEntry } from "../../src/core/record-entry.ts";
import { type Claim, type Ending, type IssueState, emptyState } from "../../src/core/record.ts";
import { taskSettings } from "../../src/core/task-settings.ts";

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
    type: null,
    assignees: [],
    comments: [],
    commentsUnread: 0,
    workpad: null,
    labelled: {
      id: `LE_${number}`,
      label: "claude-ready",
      by: "maria",
      byPerson: true,
      at: "2026-11-20T11:59:00Z",
    },
    textChanges: [],
    labelChanges: [],
    knownSince: "",
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

/** A claim of run 1. */
export function claimOf(changes: Partial<Claim> = {}): Claim {
  return {
    nonce: "c".repeat(32),
    run: 1,
    "run-attempt": 1,
    attempt: 1,
    worker: 1,
    base,
    reserved: 5,
    at: now,
    profile: null,
    scopes: [],
    pool: "default",
    answer: false,
    ...changes,
  };
}

/** A first attempt at a change for issue 7, which maria labelled, as dispatch plans it. */
export function planTask(changes: Partial<PlanTask> = {}): PlanTask {
  return {
    issue: 7,
    "issue-id": "I_7",
    attempt: 1,
    claim: "c".repeat(32),
    worker: 1,
    reserved: 5,
    canary: false,
    settings: taskSettings(Config.parse({}), { labels: [], type: null, scope: null }),
    base,
    "base-tree": base,
    onto: null,
    before: [],
    wanted: "change",
    request: { id: "LE_1", kind: "label", by: "maria", at: now },
    snapshot: {
      issue: 7,
      title: "A title",
      body: "",
      author: "maria",
      labels: [],
      comments: [],
      removed: { comments: 0, markup: 0, characters: 0, cut: 0 },
      "comments-left-out": 0,
    },
    "snapshot-hash": "aaaaaaaaaaaaaaaa",
    workpad: null,
    ...changes,
  };
}

/** The ending of a first attempt that failed. */
export function endingOf(changes: Partial<Ending> = {}): Ending {
  return { outcome: "gates_failed", attempt: 1, run: 1, spent: 0, at: now, pool: "default", ...changes };
}

/** The state of an issue that run 1 holds. */
export function claimed(worker: number, changes: Partial<IssueState> = {}): IssueState {
  return {
    ...emptyState,
    phase: "claimed",
    request: { id: "LE_0", kind: "label", by: "maria", at: now },
    claim: claimOf({ worker }),
    ...changes,
  };
}

/** A record that shows that the model has answered under the default credentials. */
const proof = record({ last: endingOf({ "model-reached": true }) });

/** A world with these issues and records, in which maria may write, the defaults hold, and the credential is proven by the record of #900. */
export function world(changes: Partial<World> = {}): World {
  const records = new Map([[900, proof] as const, ...(changes.records ?? [])]);
  return {
    now,
    config: Config.parse({}),
    base,
    run: { id: 9, attempt: 1 },
    stopped: false,
    issues: [],
    writers: new Map([
      ["maria", true],
      ["stranger", false],
    ]),
    openPullRequests: new Set(),
    branches: new Map(),
    deadClaims: new Map(),
    published: new Map(),
    apiLeft: null,
    nonces: ["a".repeat(32), "b".repeat(32), "c".repeat(32), "d".repeat(32)],
    ...changes,
    records,
  };
}
