import { type Obstacle, eligible, laterChanges } from "./eligibility.ts";
import { dayIsSpent, limitsOf } from "./limits.ts";
import { type IssueState, type Request, emptyState } from "./record.ts";
import type { Issue, World } from "./world.ts";

/** Why an issue does not start now, for people. */
export type Deferred = Obstacle & { readonly issue: number };

export type Action =
  | {
      readonly type: "claim";
      readonly issue: Issue;
      readonly state: IssueState;
      readonly request: Request;
      readonly nonce: string;
      readonly attempt: number;
      readonly worker: number;
      readonly reserved: number;
    }
  | { readonly type: "request-cancel"; readonly issue: number; readonly by: string; readonly why: string }
  | { readonly type: "take-over"; readonly issue: number }
  | { readonly type: "withdraw"; readonly issue: number; readonly by: string; readonly why: string };

export type Decision = { readonly actions: readonly Action[]; readonly deferred: readonly Deferred[] };

/** The logins whose right to ask must be known before `decide` can say yes to their issues. */
export function peopleToCheck(world: Pick<World, "issues" | "records">): string[] {
  const logins = world.issues.flatMap((issue) => {
    const record = world.records.get(issue.number);
    const state = record === undefined ? emptyState : record.ok ? record.entry.state : null;
    const { labelled } = issue;
    if (
      state === null ||
      labelled === null ||
      !labelled.byPerson ||
      labelled.id === state.used ||
      state.phase === "claimed"
    )
      return [];
    const editors = laterChanges(issue, labelled.at).flatMap((change) =>
      change.by === null ? [] : [change.by],
    );
    return [labelled.by, ...editors];
  });
  return [...new Set(logins)].toSorted();
}

/** Decides what to do next about every issue of the world. Pure: the same world gives the same decision. */
export function decide(world: World): Decision {
  const actions: Action[] = [];
  const deferred: Deferred[] = [];
  const shown = new Map(world.issues.map((issue) => [issue.number, issue]));
  for (const [number, record] of world.records) {
    if (record.ok)
      actions.push(...endings(world, { number, state: record.entry.state, issue: shown.get(number) }));
  }
  const ended = new Set(actions.flatMap((action) => (action.type === "take-over" ? [action.issue] : [])));
  const room = limitsOf(world, ended);
  for (const issue of world.issues.toSorted((a, b) => a.number - b.number)) {
    // What was just found dead starts again at the next tick, from a record that says so.
    if (ended.has(issue.number)) continue;
    const verdict = eligible(world, issue);
    if ("reason" in verdict) {
      deferred.push({ issue: issue.number, ...verdict });
      continue;
    }
    const full = room.full();
    const reserved = Math.min(
      world.config.limits["spend-per-attempt"],
      world.config.limits["spend-per-issue"] - verdict.state.spent,
    );
    const nonce = world.nonces[room.taken()];
    if (full !== null) deferred.push({ issue: issue.number, ...full });
    else if (!room.affords(reserved)) deferred.push({ issue: issue.number, ...dayIsSpent(world) });
    else if (nonce === undefined)
      deferred.push({
        issue: issue.number,
        reason: "limit_tasks",
        text: "More issues are ready than one run starts.",
      });
    else {
      const worker = room.take(reserved);
      actions.push({
        type: "claim",
        issue,
        state: verdict.state,
        request: verdict.request,
        nonce,
        attempt: verdict.state.total + 1,
        worker,
        reserved,
      });
    }
  }
  return { actions, deferred };
}

/** Records whose state must change whether or not the issue is shown with a trigger label. */
function endings(
  world: World,
  { number, state, issue }: { number: number; state: IssueState; issue: Issue | undefined },
): Action[] {
  const labelIsOff = state.request?.kind === "label" && (issue === undefined || issue.labelled === null);
  const gone =
    issue === undefined && state.request?.kind === "manual"
      ? "there is no such issue any more"
      : issue !== undefined && !issue.open
        ? "the issue was closed"
        : labelIsOff
          ? "the label was taken off"
          : null;
  if (state.phase === "claimed" || state.phase === "publishing") {
    if (world.deadClaims.has(number)) return [{ type: "take-over", issue: number }];
    if (gone !== null && state.cancel === null && state.phase === "claimed")
      return [{ type: "request-cancel", issue: number, by: "people", why: gone }];
    return [];
  }
  return state.phase === "requested" && gone !== null
    ? [{ type: "withdraw", issue: number, by: "people", why: gone }]
    : [];
}
