import type { Decision } from "./decide.ts";
import type { Reason } from "./eligibility.ts";
import { workerName } from "./plan.ts";
import { emptyState } from "./record.ts";
import type { World } from "./world.ts";

/** The issue of a task: closed as done, or as not planned (`dropped`), or open. */
export type ListedIssue = {
  readonly id: string;
  readonly issue: number;
  readonly closed: "done" | "dropped" | null;
};

/** How far a task of a list has come. `moving`: it goes on without a person. */
export type Standing = {
  readonly id: string;
  readonly issue: number;
  readonly state: "done" | "delivered" | "working" | "waiting" | "failed" | "blocked" | "stands";
  readonly moving: boolean;
  /** A sentence for people. */
  readonly text: string;
};

/** How a list ended: nothing of it goes on without a person. */
export type ListEnd = {
  /** 0: everything is delivered, answered or merged. 1: something failed. 3: the rest waits for people. */
  readonly code: 0 | 1 | 3;
  readonly text: string;
};

/** Says of each task of a list how far it has come, from the records and what would be decided now. */
export function standingsOf(
  { world, decision }: { world: World; decision: Decision },
  tasks: readonly ListedIssue[],
): Standing[] {
  const alone = new Map(tasks.map((task) => [task.issue, standingOf({ world, decision }, task)]));
  const settled = new Map<number, Pick<Standing, "state" | "moving">>();
  const settle = (issue: number): Pick<Standing, "state" | "moving"> => {
    const known = settled.get(issue);
    if (known !== undefined) return known;
    settled.set(issue, { state: "stands", moving: false }); // what waits for itself does not move
    const own = alone.get(issue) ?? elsewhere(world, issue);
    const before = (own.waitsFor ?? []).map(settle);
    const moving = own.moving || before.some((blocker) => blocker.moving);
    const failed = before.some(({ state }) => state === "failed" || state === "blocked");
    const state = failed ? "blocked" : moving && own.state === "stands" ? "waiting" : own.state;
    const settledAs = { state, moving: moving && !failed };
    settled.set(issue, settledAs);
    return settledAs;
  };
  return [...alone.values()].map(({ id, issue, text }) => ({ id, issue, text, ...settle(issue) }));
}

/** The end of a list; null while something of it goes on by itself. */
export function endOf(standings: readonly Standing[]): ListEnd | null {
  if (standings.some(({ moving }) => moving)) return null;
  const count = (...states: Standing["state"][]) =>
    standings.filter(({ state }) => states.includes(state)).length;
  const [done, failed, blocked, standing] = [
    count("done", "delivered"),
    count("failed"),
    count("blocked"),
    count("stands"),
  ];
  const parts = [
    `${done} of ${standings.length} tasks delivered, answered or merged`,
    ...(failed === 0 ? [] : [`${failed} failed`]),
    ...(blocked === 0 ? [] : [`${blocked} blocked by a failure`]),
    ...(standing === 0 ? [] : [`${standing} waiting for people`]),
  ];
  return { code: failed + blocked > 0 ? 1 : standing > 0 ? 3 : 0, text: `${parts.join(", ")}.` };
}

/** What stands in the way for a while only: the next ticks get past it. Everything else needs a person. */
const passing: readonly Reason[] = [
  "in_progress",
  "not_before",
  "credential_parked",
  "canary",
  "limit_tasks",
  "limit_profile",
  "limit_scope",
  "limit_day",
  "limit_api",
  "starts_per_day",
  "labeller_not_looked_up",
];

type Alone = Standing & { readonly waitsFor?: readonly number[] };

/** An issue that is not of the list: only whether something goes on there is known. */
function elsewhere({ records }: World, issue: number): Alone {
  const record = records.get(issue);
  const moving = record?.ok === true && record.entry.state.phase !== "idle";
  return { id: "", issue, state: "stands", moving, text: "" };
}

/** How far a task has come, apart from whether what it waits for moves. */
function standingOf(
  { world, decision }: { world: World; decision: Decision },
  { id, issue, closed }: ListedIssue,
): Alone {
  const record = world.records.get(issue);
  const at = (state: Standing["state"], text: string, moving = false): Alone => ({
    id,
    issue,
    state,
    text,
    moving,
  });
  if (record?.ok === false) return at("stands", `Its record cannot be used: ${record.why}.`);
  const { claim, phase, last } = record?.entry.state ?? emptyState;
  if (claim !== null)
    return at(
      "working",
      phase === "publishing"
        ? `Attempt ${claim.attempt} is being published.`
        : `Attempt ${claim.attempt} is at work, as worker ${workerName(claim.worker)}.`,
      true,
    );
  if (closed === "done") return at("done", "Merged or closed as done.");
  if (closed === "dropped") return at("failed", "It was closed as not planned.");
  if (phase === "idle") {
    if (last === null) return at("stands", "Its request was taken back.");
    if (last.outcome === "answered") return at("done", "Answered.");
    if (last.outcome === "delivered")
      return at(
        "delivered",
        last.pull === undefined
          ? `Its branch ${last.branch ?? ""} is published.`
          : `Pull request #${last.pull} is for you to review.`,
      );
    return at(
      "failed",
      `Attempt ${last.attempt} ended with ${last.outcome}${last.reason === undefined ? "" : `: ${last.reason}`}.`,
    );
  }
  const refusal = decision.deferred.find((deferred) => deferred.issue === issue);
  if (refusal === undefined) return at("waiting", "It starts with the next run.", true);
  if (refusal.reason === "dependency_failed") return at("blocked", refusal.text);
  if (refusal.reason === "blocked") {
    const blockers = world.issues.find(({ number }) => number === issue)?.blockers ?? [];
    return {
      ...at("stands", refusal.text),
      waitsFor: blockers.flatMap(({ number, state }) =>
        number === null || state === "done" ? [] : [number],
      ),
    };
  }
  const moving = passing.includes(refusal.reason);
  return at(moving ? "waiting" : "stands", refusal.text, moving);
}
