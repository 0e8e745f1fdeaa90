import { concluded } from "../../src/core/conclude.ts";
import { decide } from "../../src/core/decide.ts";
import { type Holding, holdingOf, whyNoWork } from "../../src/core/holding.ts";
import { type Canvas, differs, projectionOf } from "../../src/core/projection.ts";
import type { RecordEvent } from "../../src/core/record.ts";
import type { Witness } from "./witness.ts";
import {
  type Leg,
  type Seen,
  type SimRun,
  type Yard,
  issueOf,
  nextId,
  observe,
  pushRecords,
  readRecords,
  timeOf,
} from "./yard.ts";

/** What can be broken on purpose, to see that the simulation notices: the compare of the swap, the world ref, the fence of collect, the evidence of a takeover, the reservation of budgets. */
export const mutations = ["compare", "world", "fence", "evidence", "reservation"] as const;
export type Mutation = (typeof mutations)[number] | null;

/** A play: the yard, who watches it, and what is broken in it. */
export type Play = { readonly yard: Yard; readonly witness: Witness; readonly mutation: Mutation };

/** An actor stops at each `yield`: there anybody else may act, time may pass, or it may die. */
export type Actor = Generator<void, void, void>;

/** dispatch/action.yml: reads, decides, writes, shows, and starts the jobs of what it claimed. */
export function* dispatcher(play: Play, run: SimRun): Actor {
  const { yard, witness, mutation } = play;
  const own = { id: run.id, attempt: run.attempt };
  run.dispatch = "running";
  for (let round = 0; round < 12; round += 1) {
    const seen = readRecords(yard);
    yield;
    const world = observe(yard, seen, own);
    yield;
    const trusting =
      mutation === "evidence"
        ? {
            ...world,
            deadClaims: new Map(
              [...world.records.keys()].map((issue) => [issue, { worked: true, cancelled: false }]),
            ),
          }
        : world;
    const decision = decide(mutation === "reservation" ? withoutReservations(trusting) : trusting);
    const events = new Map(decision.actions.map(({ issue, event }) => [issue, event]));
    const claims = decision.actions.filter((action) => action.type === "claim");
    yield;
    const takes = claims.length > 0 && mutation !== "world";
    const check = mutation !== "compare";
    if (events.size > 0 && pushRecords(yard, seen, { events, takes, check }) === "stale") continue;
    witness.decided(yard, decision);
    yield;
    yield* show(yard, [...yard.issues.keys()]);
    run.legs = claims.map(({ issue, event }): Leg => {
      const { claim } = event;
      const { nonce, attempt, reserved, answer } = claim;
      return {
        issue,
        claim: nonce,
        attempt,
        reserved,
        answer,
        work: "queued",
        collect: "none",
        result: null,
        worked: false,
      };
    });
    break;
  }
  run.dispatch = "completed";
}

/** work/action.yml: asks the model turn by turn, looks now and then whether it has to end, and leaves a result. */
export function* worker(play: Play, run: SimRun, leg: Leg): Actor {
  const { yard, witness } = play;
  leg.work = "running";
  const attempt = run.attempt;
  yield;
  const holding = (): Holding => holdingOf(tipOf(readRecords(yard), leg.issue), leg, { id: run.id, attempt });
  if (whyNoWork(holding()) === null && yard.stopped)
    leg.result = { outcome: "stopped", spent: 0, resetsAt: null };
  else if (whyNoWork(holding()) === null) {
    leg.worked = true;
    const turns = 1 + yard.chance.below(4);
    let spent = 0;
    let ends: "cancelled" | "stopped" | null = null;
    for (let turn = 0; turn < turns && ends === null; turn += 1) {
      witness.asks(yard, leg);
      spent += (leg.reserved / turns) * yard.chance.next();
      witness.spends(yard, leg, spent);
      yield;
      // Every ten seconds; a turn of the model takes longer.
      if (yard.stopped) ends = "stopped";
      else if (whyNoWork(holding()) !== null) ends = "cancelled";
    }
    witness.rests(leg);
    const limited = ends === null && yard.chance.happens(0.08);
    const passes = yard.chance.happens(0.75);
    leg.result = {
      outcome:
        ends ?? (limited ? "usage_limited" : leg.answer ? "answered" : passes ? "delivered" : "gates_failed"),
      spent,
      resetsAt: limited ? new Date(yard.clock + 3_600_000).toISOString().replace(/\.\d+Z$/, "Z") : null,
    };
    yield;
  }
  leg.work = "completed";
}

/** collect/action.yml: takes hold, fences, publishes, records, shows. */
export function* collector(play: Play, run: SimRun, leg: Leg): Actor {
  const { yard, witness, mutation } = play;
  leg.collect = "running";
  const job = { id: run.id, attempt: run.attempt };
  const look = (): { seen: Seen; holding: Holding } => {
    const seen = readRecords(yard);
    return { seen, holding: holdingOf(tipOf(seen, leg.issue), leg, job) };
  };
  const write = (seen: Seen, event: RecordEvent): boolean =>
    pushRecords(yard, seen, {
      events: new Map([[leg.issue, event]]),
      takes: false,
      check: mutation !== "compare",
    }) === "ok";
  yield;
  for (;;) {
    const { seen, holding } = look();
    if (!holding.holds) return void (leg.collect = "completed");
    if (!holding.earlierAttempt) break;
    yield;
    write(seen, { type: "moved", "run-attempt": job.attempt });
  }
  yield;
  const issue = yard.issues.get(leg.issue);
  const { result } = leg;
  let outcome: Exclude<Leg["result"], null>["outcome"] | "infra_failed" = result?.outcome ?? "infra_failed";
  const first = look().holding;
  const wanted =
    first.holds &&
    first.state.cancel === null &&
    issue?.open === true &&
    (first.state.request?.kind !== "label" ||
      yard.config.labels.trigger.some((label) => issue.labels.has(label)));
  if (!wanted && first.holds) outcome = "cancelled";
  let published: { branch: string; pull: number } | null = null;
  if (outcome === "delivered") {
    const branch = `switchyard/issue-${leg.issue}-${leg.claim.slice(0, 8)}`;
    const commit = leg.claim.padEnd(40, "0").slice(0, 40);
    for (;;) {
      const { seen, holding } = look();
      if (!holding.holds && mutation !== "fence") return void (leg.collect = "completed");
      if (mutation === "fence" || (holding.holds && holding.state.publishing !== null)) break;
      yield;
      write(seen, { type: "publishing", publishing: { branch, commit, tree: commit, digest: "" } });
    }
    yield;
    witness.publishes(yard, leg);
    if (!yard.branches.has(branch)) yard.branches.set(branch, { issue: leg.issue, commit });
    yield;
    witness.publishes(yard, leg);
    const there = [...yard.pulls.values()].find((pull) => pull.branch === branch);
    const pull = there?.number ?? nextId(yard);
    if (there === undefined) {
      yard.pulls.set(pull, { number: pull, issue: leg.issue, branch, open: true, merged: false });
      witness.opens(yard, leg);
    }
    published = { branch, pull };
    yield;
  }
  for (;;) {
    const { seen, holding } = look();
    if (!holding.holds) return void (leg.collect = "completed");
    const event = concluded(
      holding.state,
      {
        outcome,
        reason: "",
        spent: result?.spent ?? (leg.worked ? null : 0),
        resetsAt: result?.resetsAt ?? null,
        ...published,
        ...(result === null || result.outcome === "cancelled" ? {} : { modelReached: true }),
      },
      { at: timeOf(yard), attempts: yard.config.limits.attempts },
    );
    yield;
    if (write(seen, event)) break;
  }
  yield;
  yield* show(yard, [leg.issue]);
  leg.collect = "completed";
}

/** Draws what differs, as dispatch and collect do; each issue is one request. */
export function* show(yard: Yard, issues: readonly number[]): Actor {
  for (const number of issues) {
    const issue = yard.issues.get(number);
    const tip = yard.tips.get(number);
    if (issue === undefined || tip === undefined) continue;
    const seen = issueOf(yard, issue);
    const projection = projectionOf(tip.entry, seen, canvasOf(yard));
    if (projection === null || !differs(projection, seen)) continue;
    for (const label of projection.off) issue.labels.delete(label);
    for (const label of projection.on) issue.labels.add(label);
    issue.workpad = { id: "IC", body: projection.pad };
    yield;
  }
}

/** The canvas of the yard. */
export function canvasOf(yard: Yard): Canvas {
  return {
    config: yard.config,
    repositoryUrl: "https://github.com/acme/yard",
    defaultBranch: "main",
    spentToday: 0,
  };
}

function tipOf(seen: Seen, issue: number) {
  const tip = seen.tips.get(issue);
  return tip === undefined ? undefined : { ok: true as const, entry: tip.entry };
}

/** A world in which running tasks have reserved nothing. */
function withoutReservations(world: ReturnType<typeof observe>): ReturnType<typeof observe> {
  const records = [...world.records].map(([issue, record]) => {
    const claim = record.ok ? record.entry.state.claim : null;
    return !record.ok || claim === null
      ? ([issue, record] as const)
      : ([
          issue,
          {
            ok: true as const,
            entry: {
              ...record.entry,
              state: { ...record.entry.state, claim: { ...claim, reserved: 0 } },
            },
          },
        ] as const);
  });
  return { ...world, records: new Map(records) };
}
