import type { Config } from "./config.ts";
import { type IssueState, type ReadEntry, type Request, emptyState, spentOn } from "./record.ts";
import type { IssueComment } from "./snapshot.ts";

/** An act that put a trigger label on. */
export type Labelling = {
  readonly id: string;
  readonly label: string;
  readonly by: string;
  readonly byPerson: boolean;
  readonly at: string;
};

/** A later change of what the model will see: the body or the title. */
export type TextChange = { readonly what: "body" | "title"; readonly by: string | null; readonly at: string };

/** An issue as GitHub has it now. */
export type Issue = {
  readonly number: number;
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly author: string;
  readonly open: boolean;
  readonly locked: boolean;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  readonly comments: readonly IssueComment[];
  /** GraphQL id of our workpad comment. */
  readonly workpad: { readonly id: string; readonly body: string } | null;
  /** The newest act that put a trigger label on that is still on; null when none is, or when the timeline did not show it. */
  readonly labelled: Labelling | null;
  readonly textChanges: readonly TextChange[];
  /** Open pull requests that would close the issue. */
  readonly openPullRequests: readonly number[];
  /** Issues that must be done first; `done` is null when they cannot be read. */
  readonly blockers: readonly { readonly name: string; readonly done: boolean | null }[];
};

/** A manual run's request for issues by number. */
export type ManualRequest = {
  readonly id: string;
  readonly by: string;
  readonly at: string;
  readonly issues: readonly number[];
  readonly prompt: string;
};

/** Everything that a decision depends on. */
export type World = {
  readonly now: string;
  readonly config: Config;
  readonly base: string;
  readonly run: { readonly id: number; readonly attempt: number };
  /** Set while `refs/switchyard/stop` exists. */
  readonly stopped: boolean;
  readonly issues: readonly Issue[];
  readonly records: ReadonlyMap<number, ReadEntry>;
  /** Logins → may write. A login that is absent was not looked up. */
  readonly writers: ReadonlyMap<string, boolean>;
  /** Open pull requests of this repository. */
  readonly openPullRequests: ReadonlySet<number>;
  /** Issues whose claim is proven dead: its jobs are over. */
  readonly deadClaims: ReadonlySet<number>;
  /** Random, one for each claim that this decision may make. */
  readonly nonces: readonly string[];
};

export type Reason =
  | "unreadable_record"
  | "stopped"
  | "in_progress"
  | "used_up"
  | "not_labelled"
  | "closed"
  | "locked"
  | "excluded"
  | "assigned"
  | "open_pull_request"
  | "labeller_is_bot"
  | "labeller_not_authorized"
  | "edited_after_label"
  | "blocked"
  | "not_before"
  | "spend_per_issue"
  | "limit_tasks"
  | "limit_open_pull_requests"
  | "limit_day";

/** Why an issue does not start now, for people. */
export type Deferred = { readonly issue: number; readonly reason: Reason; readonly text: string };

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
    issue !== undefined && !issue.open
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

type Verdict =
  | { readonly state: IssueState; readonly request: Request }
  | { readonly reason: Reason; readonly text: string };

function eligible(world: World, issue: Issue): Verdict {
  const record = world.records.get(issue.number);
  if (record !== undefined && !record.ok)
    return { reason: "unreadable_record", text: `Its record cannot be used: ${record.why}.` };
  const state = record?.entry.state ?? emptyState;
  if (state.phase === "claimed" || state.phase === "publishing")
    return { reason: "in_progress", text: `Attempt ${state.claim?.attempt ?? 0} is at work.` };
  if (world.stopped)
    return { reason: "stopped", text: "Switchyard is stopped (refs/switchyard/stop exists)." };
  const request = requestOf(world, issue, state);
  if ("reason" in request) return request;
  const obstacle = obstacleOf(world, issue, state);
  return obstacle ?? { state, request };
}

function requestOf(
  world: World,
  issue: Issue,
  state: IssueState,
): Request | { reason: Reason; text: string } {
  if (
    state.phase === "requested" &&
    state.request !== null &&
    (state.request.kind === "manual" || state.request.id === issue.labelled?.id)
  )
    return state.request;
  const { labelled } = issue;
  if (labelled === null)
    return { reason: "not_labelled", text: "No trigger label is on, or GitHub did not show who put it on." };
  if (labelled.id === state.used)
    return {
      reason: "used_up",
      text: "This label was already answered. Take it off and put it on again to ask anew.",
    };
  if (!labelled.byPerson)
    return {
      reason: "labeller_is_bot",
      text: `The label was put on by ${labelled.by}, which is not a person.`,
    };
  if (world.writers.get(labelled.by) !== true) {
    return {
      reason: "labeller_not_authorized",
      text: `The label was put on by ${labelled.by}, who may not write to this repository. Someone who may has to put it on.`,
    };
  }
  const foreign = laterChanges(issue, labelled.at).find(
    (change) => change.by === null || world.writers.get(change.by) !== true,
  );
  if (foreign !== undefined) {
    return {
      reason: "edited_after_label",
      text: `The ${foreign.what} was changed by ${foreign.by ?? "someone unknown"} after the label was put on. Read it again and put the label back on.`,
    };
  }
  return { id: labelled.id, kind: "label", by: labelled.by, at: labelled.at };
}

function obstacleOf(world: World, issue: Issue, state: IssueState): { reason: Reason; text: string } | null {
  const { config } = world;
  const excluded = issue.labels.find((label) => config.labels.exclude.includes(label));
  const waitsFor = issue.blockers.filter((blocker) => blocker.done !== true);
  if (!issue.open) return { reason: "closed", text: "The issue is closed." };
  if (issue.locked) return { reason: "locked", text: "The conversation is locked." };
  if (excluded !== undefined) return { reason: "excluded", text: `It carries the label "${excluded}".` };
  if (issue.assignees.length > 0)
    return { reason: "assigned", text: `It is assigned to ${issue.assignees.join(", ")}.` };
  if (issue.openPullRequests.length > 0)
    return {
      reason: "open_pull_request",
      text: `Pull request #${issue.openPullRequests.join(", #")} would close it.`,
    };
  if (waitsFor.length > 0) {
    return {
      reason: "blocked",
      text: `It waits for ${waitsFor.map((blocker) => (blocker.done === null ? `${blocker.name} (which cannot be read)` : blocker.name)).join(", ")}.`,
    };
  }
  if (state["not-before"] !== null && state["not-before"] > world.now)
    return { reason: "not_before", text: `It is tried again at ${state["not-before"]}.` };
  if (state.spent >= config.limits["spend-per-issue"]) {
    return {
      reason: "spend_per_issue",
      text: `It has spent $${state.spent.toFixed(2)}; limits.spend-per-issue is $${config.limits["spend-per-issue"]}.`,
    };
  }
  return null;
}

function laterChanges(issue: Issue, at: string): TextChange[] {
  return issue.textChanges.filter((change) => change.at >= at);
}

/** What is already taken of everything that limits count, and taking more of it. */
function limitsOf(world: World, ended: ReadonlySet<number>) {
  const { limits } = world.config;
  const states = [...world.records].flatMap(([number, record]) =>
    record.ok && !ended.has(number) ? [record.entry.state] : [],
  );
  const claims = states.flatMap((state) => (state.claim === null ? [] : [state.claim]));
  const workers = new Set(claims.map((claim) => claim.worker));
  const waiting = states.filter(
    (state) => state.last?.pull !== undefined && world.openPullRequests.has(state.last.pull),
  ).length;
  let committed =
    states.reduce((sum, state) => sum + spentOn(state, world.now), 0) +
    claims.reduce((sum, claim) => sum + claim.reserved, 0);
  let taken = 0;
  return {
    taken: () => taken,
    affords: (usd: number) => committed + usd <= limits["spend-per-day"],
    full(): { reason: Reason; text: string } | null {
      if (workers.size >= limits.tasks)
        return {
          reason: "limit_tasks",
          text: `${limits.tasks} tasks are at work; limits.tasks allows no more.`,
        };
      if (waiting + workers.size >= limits["open-pull-requests"]) {
        return {
          reason: "limit_open_pull_requests",
          text: `${waiting} pull requests wait for people and ${workers.size} tasks are at work; limits.open-pull-requests is ${limits["open-pull-requests"]}.`,
        };
      }
      return null;
    },
    take(usd: number): number {
      let worker = 1;
      while (workers.has(worker)) worker += 1;
      workers.add(worker);
      committed += usd;
      taken += 1;
      return worker;
    },
  };
}

function dayIsSpent(world: World): { reason: Reason; text: string } {
  return {
    reason: "limit_day",
    text: `What today's tasks have spent and may spend reaches limits.spend-per-day ($${world.config.limits["spend-per-day"]}).`,
  };
}
