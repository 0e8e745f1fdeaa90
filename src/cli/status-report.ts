import { z } from "zod";

import type { Decision } from "../core/decide.ts";
import type { World } from "../core/world.ts";
import { waitingPulls } from "../core/limits.ts";
import { type IssueState, emptyState, spentOn } from "../core/record.ts";

/** What `status --json` prints. Money is USD, times are ISO, in UTC. */
export const StatusReport = z.object({
  repository: z.string(),
  at: z.string(),
  stopped: z.boolean(),
  totals: z.object({
    tasks: z.number().int(),
    "tasks-limit": z.number().int(),
    "spent-today": z.number(),
    /** What running tasks may still spend. */
    reserved: z.number(),
    "day-limit": z.number(),
    "open-pull-requests": z.number().int(),
    "open-pull-requests-limit": z.number().int(),
  }),
  /** The workers at work, by number; those up to the limit that are not named are free. */
  workers: z.array(
    z.object({
      worker: z.number().int(),
      issue: z.number().int(),
      attempt: z.number().int(),
      state: z.enum(["working", "publishing", "stopping", "lost"]),
      profile: z.string().nullable(),
      /** The scopes that it counts for; the settings of the first hold. */
      scopes: z.array(z.string()),
      pool: z.string(),
      since: z.string(),
      reserved: z.number(),
      run: z.url(),
    }),
  ),
  issues: z.array(
    z.object({
      issue: z.number().int(),
      title: z.string(),
      state: z.enum([
        "ready",
        "waiting",
        "working",
        "publishing",
        "stopping",
        "lost",
        "unreadable",
        "not-started",
        "idle",
      ]),
      attempt: z.number().int().nullable(),
      worker: z.number().int().nullable(),
      run: z.url().nullable(),
      spent: z.number(),
      "pull-request": z.number().int().nullable(),
      "next-try": z.string().nullable(),
      /** Why it does not start now. */
      reason: z.object({ code: z.string(), text: z.string() }).nullable(),
      /** How the last attempt ended. */
      last: z.string().nullable(),
      /** What GitHub shows and the record does not bear out. */
      orphan: z.string().nullable(),
    }),
  ),
});
export type StatusReport = z.infer<typeof StatusReport>;
export type StatusRow = StatusReport["issues"][number];

/** Open issues that carry a state label: number, title and the label. */
export type Labelled = { readonly number: number; readonly title: string; readonly label: string };

/** The true state of everything that is at work or asks for work: from the records, not from labels. */
export function statusReport(seen: {
  repository: string;
  url: string;
  world: World;
  decision: Decision;
  labelled: readonly Labelled[];
}): StatusReport {
  const { world } = seen;
  const states = [...world.records.values()].flatMap((record) => (record.ok ? [record.entry.state] : []));
  const claims = states.flatMap(({ claim }) => (claim === null ? [] : [claim]));
  const active = [...world.records].flatMap(([issue, record]) =>
    !record.ok || record.entry.state.phase !== "idle" ? [issue] : [],
  );
  const numbers = new Set([
    ...active,
    ...world.issues
      .filter(
        ({ labelled, open, labels }) =>
          labelled !== null || (open && labels.some((label) => world.config.labels.trigger.includes(label))),
      )
      .map(({ number }) => number),
    ...seen.labelled.map(({ number }) => number),
  ]);
  return {
    repository: seen.repository,
    at: world.now,
    stopped: world.stopped,
    totals: {
      tasks: claims.length,
      "tasks-limit": world.config.limits.tasks,
      "spent-today": money(states.reduce((sum, state) => sum + spentOn(state, world.now), 0)),
      reserved: money(claims.reduce((sum, claim) => sum + claim.reserved, 0)),
      "day-limit": world.config.limits["spend-per-day"],
      "open-pull-requests": waitingPulls(world, states),
      "open-pull-requests-limit": world.config.limits["open-pull-requests"],
    },
    workers: workersOf(seen),
    issues: [...numbers].toSorted((a, b) => a - b).map((issue) => rowOf(issue, seen)),
  };
}

/** Who holds which issue, by the records. */
function workersOf({ url, world }: Parameters<typeof statusReport>[0]): StatusReport["workers"] {
  return [...world.records]
    .flatMap(([issue, record]): StatusReport["workers"] => {
      const state = record.ok ? record.entry.state : emptyState;
      const { claim } = state;
      if (claim === null) return [];
      const { worker, attempt, profile, scopes, pool, reserved, at, run } = claim;
      const phase =
        state.phase === "publishing" ? "publishing" : state.cancel === null ? "working" : "stopping";
      return [
        {
          worker,
          issue,
          attempt,
          state: world.deadClaims.has(issue) ? "lost" : phase,
          profile,
          scopes,
          pool,
          since: at,
          reserved,
          run: `${url}/actions/runs/${run}`,
        },
      ];
    })
    .toSorted((a, b) => a.worker - b.worker);
}

function rowOf(
  issue: number,
  { url, world, decision, labelled }: Parameters<typeof statusReport>[0],
): StatusRow {
  const record = world.records.get(issue);
  const state = record?.ok === true ? record.entry.state : emptyState;
  const { claim, last } = state;
  const refusal = decision.deferred.find(
    ({ issue: number, reason }) => number === issue && reason !== "in_progress" && !isUnasked(world, issue),
  );
  const starts = decision.actions.some((action) => action.type === "claim" && action.issue === issue);
  const dead = world.deadClaims.has(issue);
  const label = labelled.find(({ number }) => number === issue);
  const run = claim?.run ?? last?.run;
  const unreadable = record?.ok === false;
  return {
    issue,
    title: world.issues.find(({ number }) => number === issue)?.title ?? label?.title ?? "",
    state: unreadable
      ? "unreadable"
      : dead
        ? "lost"
        : phaseOf(state, { starts, asked: refusal !== undefined }),
    attempt: claim?.attempt ?? last?.attempt ?? null,
    worker: claim?.worker ?? null,
    run: run === undefined ? null : `${url}/actions/runs/${run}`,
    spent: state.spent,
    "pull-request": last?.pull ?? null,
    "next-try": state["not-before"],
    reason: refusal === undefined ? null : { code: refusal.reason, text: refusal.text },
    last: last?.outcome ?? null,
    orphan: dead
      ? "Its jobs are over without a result; the next tick takes the claim back."
      : label !== undefined && state.phase === "idle" && !unreadable
        ? `It carries "${label.label}", and no task is open; the next tick puts that right.`
        : null,
  };
}

/** Does an issue ask for nothing: no trigger label is on, and no request is open? It is shown for its state label then. */
function isUnasked({ records, issues, config }: World, issue: number): boolean {
  const record = records.get(issue);
  const labels = issues.find(({ number }) => number === issue)?.labels ?? [];
  return (
    !config.labels.trigger.some((label) => labels.includes(label)) &&
    (record === undefined || (record.ok && record.entry.state.request === null))
  );
}

function phaseOf(
  state: IssueState,
  { starts, asked }: { starts: boolean; asked: boolean },
): StatusRow["state"] {
  if (state.phase === "publishing") return "publishing";
  if (state.phase === "claimed") return state.cancel === null ? "working" : "stopping";
  if (starts) return "ready";
  if (state.phase === "requested") return "waiting";
  return asked ? "not-started" : "idle";
}

function money(usd: number): number {
  return Math.round(usd * 10_000) / 10_000;
}
