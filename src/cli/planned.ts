import { type Action, type Decision, decide } from "../core/decide.ts";
import { UserError } from "../core/errors.ts";
import type { Plan, PlanTask } from "../core/plan.ts";
import type { ReadEntry } from "../core/record-entry.ts";
import { type IssueState, emptyState } from "../core/record.ts";
import { promptLimit } from "../core/request.ts";
import type { World } from "../core/world.ts";
import type { Records } from "../edge/record-store.ts";
import { entryOf } from "../edge/stamp.ts";
import { planOf } from "../edge/task-plan.ts";
import type { Look } from "./look.ts";
import type { Target } from "./target.ts";
import { print } from "./terminal.ts";

/** The issues that somebody asks for, and their own words; empty for none. */
export type Asked = { readonly numbers: readonly number[]; readonly prompt: string };

/** A person's own words, as a manual run takes them. Throws a UserError when they are longer than it does. */
export function promptFrom(text: string): string {
  const prompt = text.trim();
  if (prompt.length > promptLimit)
    throw new UserError(`The prompt has ${prompt.length} characters; at most ${promptLimit} fit.`);
  return prompt;
}

/** The world in which somebody has asked for these issues by hand just now. Nothing is written. */
export type AskedWorld = {
  readonly world: World;
  /** What the next tick would do about it. */
  readonly decision: Decision;
  /** The request that was made up for an issue. */
  readonly entryOf: (issue: number, state: IssueState) => ReadEntry;
};

/** Observes the world as a tick would that finds these issues asked for. */
export async function observeAsked(
  look: Look,
  { target, asked }: { readonly target: Target; readonly asked: Asked },
): Promise<AskedWorld> {
  const { data: you } = await target.github.octokit.rest.users.getAuthenticated();
  const at = target.github.now();
  const requested = (issue: number, state: IssueState): ReadEntry => {
    const request = {
      id: `dry-run-${issue}`,
      kind: "manual" as const,
      by: you.login,
      at,
      prompt: asked.prompt,
    };
    return { ok: true, entry: entryOf(state, { type: "requested", request }, at) };
  };
  const records = withRequests(look.records, asked.numbers, requested);
  const { world } = await look.observe(asked.numbers, records);
  return { world, decision: decide(world), entryOf: requested };
}

/** The plan of one issue; or why the issue itself stands in the way, as a sentence. */
export type PlannedAlone = { readonly plan: Plan; readonly task: PlanTask } | { readonly why: string };

/**
 * The plan of one issue as dispatch would make it, whatever else is at work or was spent: limits that issues share, and what its record says, play no part.
 */
export async function planAlone(
  look: Look,
  { target, seen, issue }: { readonly target: Target; readonly seen: AskedWorld; readonly issue: number },
): Promise<PlannedAlone> {
  const world = worldOf(seen, issue);
  const { actions, deferred } = decide(world);
  const claim = actions.find((action) => action.type === "claim" && action.issue === issue);
  if (claim !== undefined) return planOfClaim(look, { target, world, claim });
  return {
    why: deferred.find((one) => one.issue === issue)?.text ?? "Its record needs to be repaired first.",
  };
}

/** The plan of what was decided to start. */
export async function planOfClaim(
  look: Look,
  { target, world, claim }: { readonly target: Target; readonly world: World; readonly claim: Action },
): Promise<{ plan: Plan; task: PlanTask }> {
  const { github, repository } = target;
  const entries = new Map(
    [...world.records].flatMap(([number, record]) => (record.ok ? [[number, record.entry] as const] : [])),
  );
  const plan = await planOf(
    { github, store: look.store, repository, warn: (message) => print(`Warning: ${message}`) },
    { repository: look.repository, world, decision: { actions: [claim], deferred: [] }, entries },
    new Map(),
  );
  const [task] = plan.tasks;
  if (task === undefined) throw new Error(`the plan of #${claim.issue} has no task`);
  return { plan, task };
}

/** The world with one issue in it that nobody has worked on yet, and what it depends on. */
function worldOf({ world, entryOf: requested }: AskedWorld, issue: number): World {
  const issues = world.issues.filter(({ number }) => number === issue);
  const before = new Set(issues.flatMap(({ blockers }) => blockers.flatMap(({ number }) => number ?? [])));
  return {
    ...world,
    issues,
    records: new Map([
      ...[...world.records].filter(([number]) => before.has(number) && number !== issue),
      [issue, requested(issue, emptyState)] as const,
    ]),
    branches: new Map([...world.branches].filter(([number]) => number !== issue)),
    deadClaims: new Map(),
    published: new Map(),
    openPullRequests: new Set(),
    stopped: false,
  };
}

function withRequests(seen: Records, numbers: readonly number[], requested: AskedWorld["entryOf"]): Records {
  const entries = new Map<number, ReadEntry>(seen.entries);
  for (const issue of numbers) {
    const record = seen.entries.get(issue);
    if (record?.ok === false) continue;
    const state = record?.entry.state ?? emptyState;
    if (state.claim === null) entries.set(issue, requested(issue, state));
  }
  return { ...seen, entries };
}
