import { decide } from "../../src/core/decide.ts";
import { differs, projectionOf } from "../../src/core/projection.ts";
import { type Actor, type Mutation, type Play, canvasOf, collector, dispatcher, worker } from "./actors.ts";
import { chanceOf } from "./random.ts";
import { Broken, witnessOf } from "./witness.ts";
import {
  type Leg,
  type SimIssue,
  type SimRun,
  type Yard,
  isOver,
  issueOf,
  nextId,
  observe,
  openYard,
  readRecords,
  timeOf,
} from "./yard.ts";

export { mutations } from "./actors.ts";

/** What became of one seed: what was written how often, and the promise that was broken, if one was. */
export type Played = {
  readonly seed: number;
  readonly steps: number;
  readonly happened: ReadonlyMap<string, number>;
  readonly broken: string | null;
};

type Job = {
  readonly actor: Actor;
  readonly run: SimRun;
  readonly leg: Leg | null;
  readonly what: "dispatch" | "work" | "collect";
};

const chaos = 160; // steps in which people act and things break
const calm = 400; // ticks after which everything must have come to rest

/** Plays one seed: some chaos, then calm until everything rests. With a mutation, something is broken on purpose. */
export function playSeed(seed: number, mutation: Mutation = null): Played {
  const chance = chanceOf(seed);
  const yard = openYard(chance);
  const play: Play = { yard, witness: witnessOf(), mutation };
  const jobs: Job[] = [];
  let steps = 0;
  try {
    for (; steps < chaos; steps += 1) {
      yard.clock += 1_000 * chance.below(chance.happens(0.05) ? 20_000 : 60);
      if (chance.happens(0.25)) act(play, jobs);
      if (chance.happens(0.12)) begin(play, jobs);
      advance(play, jobs, { breaks: true });
    }
    settle(play, jobs);
    return { seed, steps, happened: yard.happened, broken: null };
  } catch (error) {
    const broken =
      error instanceof Broken
        ? error.message
        : `it threw: ${error instanceof Error ? error.stack : String(error)}`;
    return { seed, steps, happened: yard.happened, broken };
  }
}

/** One step of one job; with `breaks`, its machine may be lost instead. */
function advance(play: Play, jobs: Job[], { breaks }: { breaks: boolean }): void {
  const { yard } = play;
  const job = yard.chance.pick(jobs);
  if (job === undefined) return;
  const dies = breaks && yard.chance.happens(0.015);
  if (!dies && job.actor.next().done !== true) return;
  jobs.splice(jobs.indexOf(job), 1);
  end(play, job);
  follow(play, jobs, job);
}

/** Puts a job to its end, however it came to it. */
function end({ witness }: Play, { run, leg, what }: Job): void {
  if (what === "dispatch") run.dispatch = "completed";
  if (leg === null) return;
  if (what === "work") {
    witness.rests(leg);
    leg.work = "completed";
  } else leg.collect = "completed";
}

/** Starts the jobs that come after one: the legs after dispatch, collect after work whatever became of it. */
function follow(play: Play, jobs: Job[], { run, leg, what }: Job): void {
  if (what === "dispatch")
    for (const next of run.legs) jobs.push({ actor: worker(play, run, next), run, leg: next, what: "work" });
  if (what === "work" && leg !== null) {
    leg.collect = "queued";
    jobs.push({ actor: collector(play, run, leg), run, leg, what: "collect" });
  }
}

/** An event, the schedule, or a wake: a new run. Two workflow files may start one at the same time. */
function begin(play: Play, jobs: Job[]): void {
  const { yard } = play;
  for (let twin = yard.chance.happens(0.2) ? 2 : 1; twin > 0; twin -= 1) {
    const run: SimRun = { id: nextId(yard), attempt: 1, dispatch: "queued", legs: [], deleted: false };
    yard.runs.set(run.id, run);
    jobs.push({ actor: dispatcher(play, run), run, leg: null, what: "dispatch" });
  }
}

/** What people do, each with its share of chance. */
function act(play: Play, jobs: Job[]): void {
  const { yard } = play;
  const { chance } = yard;
  const issue = chance.pick([...yard.issues.values()]);
  const pull = chance.pick([...yard.pulls.values()].filter(({ open }) => open));
  const run = chance.pick([...yard.runs.values()]);
  const kinds: readonly (readonly [number, () => void])[] = [
    [30, () => label(yard, issue)],
    [4, () => void issue?.labels.delete("claude-ready")],
    [3, () => close(yard, issue)],
    [4, () => reopen(issue)],
    [10, () => merge(yard, pull)],
    [4, () => void (pull !== undefined && (pull.open = false))],
    [2, () => void (yard.stopped = !yard.stopped)],
    [3, () => void (issue !== undefined && (issue.assignee = issue.assignee === null ? "tom" : null))],
    [2, () => vanish(yard, issue)],
    [2, () => void (run !== undefined && isOver(run) && (run.deleted = true))],
    [12, () => rerun(play, jobs, run)],
  ];
  let left = chance.below(kinds.reduce((sum, [share]) => sum + share, 0));
  for (const [share, doing] of kinds) {
    left -= share;
    if (left < 0) return doing();
  }
}

function label(yard: Yard, issue: SimIssue | undefined): void {
  if (issue === undefined || !issue.open) return;
  issue.labels.add("claude-ready");
  const by = yard.chance.happens(0.05) ? "stranger" : "maria";
  issue.labelled = { id: `LE_${nextId(yard)}`, label: "claude-ready", by, byPerson: true, at: timeOf(yard) };
}

function close(yard: Yard, issue: SimIssue | undefined): void {
  if (issue === undefined) return;
  issue.open = false;
  issue.closedAt = timeOf(yard);
}

function reopen(issue: SimIssue | undefined): void {
  if (issue === undefined) return;
  issue.open = true;
  issue.closedAt = null;
}

function merge(yard: Yard, pull: { open: boolean; merged: boolean; issue: number } | undefined): void {
  if (pull === undefined) return;
  pull.open = false;
  pull.merged = true;
  close(yard, yard.issues.get(pull.issue));
}

function vanish(yard: Yard, issue: SimIssue | undefined): void {
  if (issue === undefined || !yard.tips.delete(issue.number)) return;
  yard.vanished.add(issue.number);
}

/** Somebody runs jobs of an ended run again: all of them, one collect, or one work and what depends on it. */
function rerun(play: Play, jobs: Job[], run: SimRun | undefined): void {
  if (run === undefined || run.deleted || !isOver(run) || jobs.some((job) => job.run === run)) return;
  run.attempt += 1;
  // People run again what failed: a leg whose claim is still held, if there is one.
  const held = run.legs.filter(
    ({ issue, claim }) => play.yard.tips.get(issue)?.entry.state.claim?.nonce === claim,
  );
  const leg = play.yard.chance.pick(held.length > 0 ? held : run.legs);
  const what =
    leg === undefined ? "dispatch" : play.yard.chance.pick(["dispatch", "work", "collect"] as const);
  if (leg === undefined || what === "dispatch") {
    run.legs = [];
    jobs.push({ actor: dispatcher(play, run), run, leg: null, what: "dispatch" });
  } else if (what === "work") jobs.push({ actor: worker(play, run, leg), run, leg, what: "work" });
  else jobs.push({ actor: collector(play, run, leg), run, leg, what: "collect" });
}

/** Nothing breaks any more and people rest: ticks come, time passes, and in the end every issue must be where it can stay. */
function settle(play: Play, jobs: Job[]): void {
  const { yard } = play;
  yard.stopped = false;
  let quiet = 0;
  for (let tick = 0; quiet < 3; tick += 1) {
    if (tick > calm) throw new Broken("it does not come to rest");
    while (jobs.length > 0) {
      yard.clock += 1_000;
      advance(play, jobs, { breaks: false });
    }
    const before = fingerprint(yard);
    yard.clock += 3_600_000;
    begin(play, jobs);
    while (jobs.length > 0) {
      yard.clock += 1_000;
      advance(play, jobs, { breaks: false });
    }
    quiet = fingerprint(yard) === before ? quiet + 1 : 0;
  }
  rests(yard);
}

/** What must not change any more when everything rests. */
function fingerprint(yard: Yard): string {
  return [
    ...[...yard.tips].map(([issue, { oid }]) => `${issue}:${oid}`),
    ...[...yard.issues.values()].map((issue) => [...issue.labels].toSorted().join()),
  ].join(" ");
}

/** Every issue is done, waits for a person, or waits for another that does; and GitHub shows what the records say. */
function rests(yard: Yard): void {
  const seen = readRecords(yard);
  const world = observe(yard, seen, { id: 0, attempt: 0 });
  const decision = decide(world);
  const [action] = decision.actions;
  if (action !== undefined) throw new Broken(`at rest, and still to do: ${action.type} on #${action.issue}`);
  // Hours have passed between ticks: whatever had a time is over, but for the day's own limits.
  const waiting = [
    "limit_tasks",
    "limit_profile",
    "canary",
    "credential_parked",
    "not_before",
    "in_progress",
    "stopped",
    "not_looked_up",
  ];
  const stuck = decision.deferred.find(({ reason }) => waiting.includes(reason));
  if (stuck !== undefined)
    throw new Broken(`#${stuck.issue} starves at rest: ${stuck.text} (${stuck.reason})`);
  for (const [number, { entry }] of yard.tips) {
    if (entry.state.claim !== null) throw new Broken(`#${number} is held for ever`);
    const issue = yard.issues.get(number);
    if (issue === undefined || !issue.open) continue;
    const shown = issueOf(yard, issue);
    const projection = projectionOf(entry, shown, canvasOf(yard));
    if (projection !== null && differs(projection, shown))
      throw new Broken(`#${number} shows something else than its record: ${[...issue.labels].join(", ")}`);
  }
}
