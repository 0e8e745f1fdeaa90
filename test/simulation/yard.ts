import { Config } from "../../src/core/config.ts";
import type { Entry } from "../../src/core/record-entry.ts";
import { type IssueState, type RecordEvent, applyEvent, emptyState } from "../../src/core/record.ts";
import type { Branch, Issue, World } from "../../src/core/world.ts";
import type { Chance } from "./random.ts";

/** A record's tip: an object id, and the entry. */
export type Tip = { readonly oid: number; readonly entry: Entry };

/** An issue of the simulated GitHub, and what people did to it. */
export type SimIssue = {
  readonly number: number;
  open: boolean;
  readonly labels: Set<string>;
  /** The newest act that put the trigger label on. */
  labelled: Issue["labelled"];
  assignee: string | null;
  readonly waitsFor: number | null;
  closedAt: string | null;
  workpad: Issue["workpad"];
};

export type SimPull = {
  readonly number: number;
  readonly issue: number;
  readonly branch: string;
  open: boolean;
  merged: boolean;
};

export type JobState = "none" | "queued" | "running" | "completed";

/** One leg of a run's matrix, with its two jobs in the run's newest attempt. */
export type Leg = {
  readonly issue: number;
  readonly claim: string;
  readonly attempt: number;
  readonly reserved: number;
  readonly answer: boolean;
  work: JobState;
  collect: JobState;
  /** What work uploaded; it stays through re-runs. */
  result: {
    outcome: "delivered" | "answered" | "gates_failed" | "usage_limited" | "cancelled" | "stopped";
    spent: number;
    resetsAt: string | null;
  } | null;
  worked: boolean;
};

export type SimRun = {
  readonly id: number;
  attempt: number;
  dispatch: JobState;
  legs: Leg[];
  /** Gone from the Actions API. */
  deleted: boolean;
};

/** Everything that GitHub and git hold. */
export type Yard = {
  readonly config: Config;
  readonly chance: Chance;
  clock: number;
  readonly issues: Map<number, SimIssue>;
  readonly pulls: Map<number, SimPull>;
  readonly branches: Map<string, { readonly issue: number; readonly commit: string }>;
  readonly tips: Map<number, Tip>;
  world: number;
  stopped: boolean;
  readonly runs: Map<number, SimRun>;
  /** Issues whose records people deleted: what is known of them starts anew. */
  readonly vanished: Set<number>;
  /** What was written how often: types of events, and outcomes. */
  readonly happened: Map<string, number>;
  ids: number;
};

export const base = "b".repeat(40);

/** Opens a yard with a handful of issues, some of which wait for others. */
export function openYard(chance: Chance): Yard {
  const config = Config.parse({
    limits: {
      tasks: 1 + chance.below(3),
      "open-pull-requests": 1 + chance.below(4),
      "spend-per-attempt": 2,
      "spend-per-issue": 4 + chance.below(6),
      "spend-per-day": 6 + chance.below(20),
      attempts: 1 + chance.below(2),
      "starts-per-day": 4 + chance.below(8),
    },
    dependencies: chance.happens(0.3) ? "delivered" : "merged",
  });
  const issues = new Map<number, SimIssue>();
  const count = 2 + chance.below(5);
  for (let number = 1; number <= count; number += 1)
    issues.set(number, {
      number,
      open: true,
      labels: new Set(chance.happens(0.15) ? ["question"] : chance.happens(0.2) ? ["bug"] : []),
      labelled: null,
      assignee: null,
      waitsFor: number > 1 && chance.happens(0.25) ? 1 + chance.below(number - 1) : null,
      closedAt: null,
      workpad: null,
    });
  return {
    config,
    chance,
    clock: Date.parse("2026-11-20T00:00:00Z"),
    issues,
    pulls: new Map(),
    branches: new Map(),
    tips: new Map(),
    world: 0,
    stopped: false,
    runs: new Map(),
    vanished: new Set(),
    happened: new Map(),
    ids: 100,
  };
}

/** The time of the yard, as GitHub writes it. */
export function timeOf(yard: Yard): string {
  return new Date(yard.clock).toISOString().replace(/\.\d+Z$/, "Z");
}

export function nextId(yard: Yard): number {
  yard.ids += 1;
  return yard.ids;
}

export type Seen = {
  readonly tips: ReadonlyMap<number, Tip>;
  readonly world: number;
  readonly stopped: boolean;
};

/** What one fetch of the records shows. */
export function readRecords(yard: Yard): Seen {
  return { tips: new Map(yard.tips), world: yard.world, stopped: yard.stopped };
}

/** One push: every record must be where it was seen, and with `takes` so must the world ref. Nothing or all of it is written. */
export function pushRecords(
  yard: Yard,
  seen: Seen,
  { events, takes, check }: { events: ReadonlyMap<number, RecordEvent>; takes: boolean; check: boolean },
): "ok" | "stale" {
  const moved = [...events.keys()].some((issue) => yard.tips.get(issue)?.oid !== seen.tips.get(issue)?.oid);
  if (check && (moved || (takes && yard.world !== seen.world))) return "stale";
  for (const [issue, event] of events) {
    const state = seen.tips.get(issue)?.entry.state ?? emptyState;
    const what = event.type === "ended" ? event.ending.outcome : event.type;
    yard.happened.set(what, (yard.happened.get(what) ?? 0) + 1);
    yard.tips.set(issue, { oid: nextId(yard), entry: entryOf(yard, state, event) });
  }
  if (takes) yard.world = nextId(yard);
  return "ok";
}

function entryOf(yard: Yard, state: IssueState, event: RecordEvent): Entry {
  const at = timeOf(yard);
  return { nonce: yard.chance.nonce(), at, event, state: applyEvent(state, event, at) };
}

/** The world as dispatch sees it, with what it read of the records before. */
export function observe(yard: Yard, seen: Seen, run: { id: number; attempt: number }): World {
  const held = [...seen.tips].flatMap(([issue, { entry }]) =>
    entry.state.claim === null
      ? []
      : [{ issue, claim: entry.state.claim, publishing: entry.state.publishing }],
  );
  const deadClaims = new Map<number, { worked: boolean; cancelled: boolean }>();
  const published = new Map<number, { pull: number | null }>();
  for (const { issue, claim, publishing } of held) {
    const worked = deathOf(yard, { issue, claim, own: run });
    if (worked === null) continue;
    deadClaims.set(issue, { worked, cancelled: false });
    const branch = publishing === null ? undefined : yard.branches.get(publishing.branch);
    if (branch === undefined || branch.commit !== publishing?.commit) continue;
    const pull = [...yard.pulls.values()].find((one) => one.branch === publishing.branch);
    published.set(issue, { pull: pull?.number ?? null });
  }
  const open = [...yard.pulls.values()].filter((pull) => pull.open);
  const branches = new Map<number, Branch>();
  for (const [name, { issue, commit }] of yard.branches)
    branches.set(issue, { name, commit, pull: open.find((pull) => pull.branch === name)?.number ?? null });
  return {
    now: timeOf(yard),
    config: yard.config,
    base,
    run,
    stopped: seen.stopped,
    issues: [...yard.issues.values()]
      .filter((issue) => isShown(yard, issue, seen))
      .map((issue) => issueOf(yard, issue)),
    records: new Map([...seen.tips].map(([issue, { entry }]) => [issue, { ok: true, entry }])),
    writers: new Map([
      ["maria", true],
      ["stranger", false],
    ]),
    openPullRequests: new Set(open.map(({ number }) => number)),
    branches,
    deadClaims,
    published,
    apiLeft: null,
    nonces: Array.from({ length: 4 }, () => yard.chance.nonce()),
  };
}

/** The same rule as src/edge/runs.ts: null while a claim may be alive, otherwise whether its agent may have worked. */
function deathOf(
  yard: Yard,
  {
    issue,
    claim,
    own,
  }: { issue: number; claim: { run: number; "run-attempt": number }; own: { id: number; attempt: number } },
): boolean | null {
  if (claim.run === own.id) return claim["run-attempt"] < own.attempt ? true : null;
  const run = yard.runs.get(claim.run);
  if (run === undefined || run.deleted) return true;
  const leg = run.legs.find((one) => one.issue === issue);
  if (!isOver(run) && leg?.collect !== "completed") return null;
  return run.attempt > 1 || (leg?.worked ?? false);
}

/** Has every job of the newest attempt ended? */
export function isOver(run: SimRun): boolean {
  const ended = (job: JobState) => job === "completed" || job === "none";
  return ended(run.dispatch) && run.legs.every(({ work, collect }) => ended(work) && ended(collect));
}

/** Dispatch reads what carries a trigger or state label, and what has an open request. */
function isShown(yard: Yard, issue: SimIssue, seen: Seen): boolean {
  const { labels } = yard.config;
  const state = seen.tips.get(issue.number)?.entry.state;
  return (
    (state !== undefined && state.phase !== "idle") ||
    (issue.open &&
      [...labels.trigger, labels["in-progress"], labels.waiting].some(
        (label) => label !== false && issue.labels.has(label),
      ))
  );
}

/** An issue in the form that the core knows. */
export function issueOf(yard: Yard, issue: SimIssue): Issue {
  const other = issue.waitsFor === null ? undefined : yard.issues.get(issue.waitsFor);
  return {
    number: issue.number,
    id: `I_${issue.number}`,
    title: `Issue ${issue.number}`,
    body: "",
    author: "maria",
    open: issue.open,
    locked: false,
    labels: [...issue.labels],
    type: null,
    assignees: issue.assignee === null ? [] : [issue.assignee],
    comments: [],
    commentsUnread: 0,
    workpad: issue.workpad,
    labelled: yard.config.labels.trigger.some((label) => issue.labels.has(label)) ? issue.labelled : null,
    textChanges: [],
    labelChanges: [],
    knownSince: "",
    openPullRequests: [...yard.pulls.values()]
      .filter((pull) => pull.open && pull.issue === issue.number)
      .map(({ number }) => number),
    blockers:
      other === undefined
        ? []
        : [
            {
              name: `#${other.number}`,
              number: other.number,
              state: other.open ? "open" : "done",
              doneAt: other.closedAt,
            },
          ],
  };
}
