import { approvedLabels, peopleToAsk } from "./approval.ts";
import { concluded, conclusionOfDead } from "./conclude.ts";
import { type Obstacle, eligibilityOf } from "./eligibility.ts";
import { type Taking, roomOf } from "./limits.ts";
import { inOrder } from "./queue.ts";
import { type Claim, type IssueState, type RecordEvent, applyEvent, emptyState } from "./record.ts";
import { repairOf } from "./repair.ts";
import { scopesOf } from "./scope.ts";
import { visibleText } from "./snapshot.ts";
import { type TaskSettings, taskSettings } from "./task-settings.ts";
import type { Branch, Issue, World } from "./world.ts";

/** Why an issue does not start now, for people. */
export type Deferred = Obstacle & { readonly issue: number };

/** Something to write on one issue's record: the event, and what people are told of it. */
export type Action = { readonly issue: number } & (
  | {
      readonly type: "claim";
      readonly event: Extract<RecordEvent, { type: "claimed" }>;
      readonly subject: Issue;
      readonly settings: TaskSettings;
      /** The branch of another issue that the work is stacked on; null for the default branch. */
      readonly onto: Branch | null;
    }
  | {
      readonly type: "request-cancel" | "withdraw" | "take-over" | "repair";
      readonly event: RecordEvent;
      readonly why: string;
    }
);

export type Decision = { readonly actions: readonly Action[]; readonly deferred: readonly Deferred[] };

/** The logins whose right to ask must be known before `decide` can say yes to their issues, in the order of the queue. */
export function peopleToCheck(world: Pick<World, "issues" | "records" | "config">): string[] {
  const logins = inOrder(world.config, world.issues).flatMap((issue) => {
    const record = world.records.get(issue.number);
    const state = record === undefined ? emptyState : record.ok ? record.entry.state : null;
    return state === null || state.claim !== null ? [] : peopleToAsk(issue, state);
  });
  return [...new Set(logins)];
}

/** Decides what to do next about every issue of the world. Pure: the same world gives the same decision. */
export function decide(world: World): Decision {
  const actions: Action[] = [];
  const deferred: Deferred[] = [];
  const shown = new Map(world.issues.map((issue) => [issue.number, issue]));
  for (const [number, record] of world.records)
    if (record.ok)
      actions.push(...endings(world, { number, state: record.entry.state, issue: shown.get(number) }));
  for (const issue of world.issues) {
    const repair = repairOf(world, issue);
    if (repair !== null)
      actions.push({ type: "repair", issue: issue.number, event: repair, why: repair.why });
  }
  // What is written here starts again at the next tick, from a record that says so.
  const written = new Set(actions.flatMap(({ type, issue }) => (type === "request-cancel" ? [] : [issue])));
  const room = roomOf(world, statesAfter(world, actions));
  const eligible = eligibilityOf(world);
  for (const issue of inOrder(world.config, world.issues)) {
    if (written.has(issue.number)) continue;
    const verdict = eligible(issue);
    if ("reason" in verdict) {
      deferred.push({ issue: issue.number, ...verdict });
      continue;
    }
    const labels = approvedLabels(world, issue, verdict.request.at);
    const asked = { labels, type: issue.type };
    const settings = taskSettings(world.config, { ...asked, scope: null });
    const isRelease = verdict.request.release !== undefined;
    const kind = {
      profile: settings.profile,
      pool: settings.profile ?? "default",
      answer: settings.answer && !isRelease,
      reserved: isRelease
        ? 0
        : Math.min(
            settings.limits["spend-per-attempt"],
            world.config.limits["spend-per-issue"] - verdict.state.spent,
          ),
    };
    const { prompt = "" } = verdict.request;
    const takingAs = (text: () => string): Taking => ({
      ...kind,
      scopes: scopesOf(world.config, { labels, text: () => `${text()}\n${prompt}` }),
    });
    // To read Markdown takes milliseconds: only what is about to start is worth them, and text that nobody sees decides nothing then.
    const quick = takingAs(() => `${issue.title}\n${issue.body}`);
    const nonce = world.nonces[room.taken()];
    const refused = room.refuses(quick) ?? (nonce === undefined ? tooManyAtOnce : null);
    const taking = refused === null ? takingAs(() => visibleText(issue)) : quick;
    const obstacle = refused ?? room.refuses(taking);
    if (obstacle !== null || nonce === undefined) {
      deferred.push({ issue: issue.number, ...(obstacle ?? tooManyAtOnce) });
      continue;
    }
    const claim: Claim = {
      nonce,
      run: world.run.id,
      "run-attempt": world.run.attempt,
      attempt: verdict.state.total + 1,
      worker: room.take(taking),
      base: verdict.onto?.commit ?? world.base,
      at: world.now,
      ...taking,
    };
    actions.push({
      type: "claim",
      issue: issue.number,
      subject: issue,
      event: { type: "claimed", request: verdict.request, claim },
      settings: {
        ...taskSettings(world.config, { ...asked, scope: taking.scopes[0] ?? null }),
        // What an earlier attempt left may be of a larger checkout.
        ...(isRelease ? { sparse: null } : {}),
      },
      onto: verdict.onto,
    });
  }
  return { actions, deferred };
}

/** Seconds that a tick waits for what is due soon, rather than leave it to the next one, which may be hours away. */
export const patience = 30;

/** When something starts that only waits for a time, within `seconds` from `now` (ISO time); null when nothing does. */
export function nextStart({ deferred }: Decision, seconds: number, now: string): string | null {
  const end = Date.parse(now) + seconds * 1_000;
  const due = deferred.flatMap(({ until }) =>
    until !== undefined && Date.parse(until) <= end ? [until] : [],
  );
  return due.toSorted()[0] ?? null;
}

/** Can something start now, or by itself so soon that a tick would wait for it? */
export function startsWithin(decision: Decision, seconds: number, now: string): boolean {
  return decision.actions.some(({ type }) => type === "claim") || nextStart(decision, seconds, now) !== null;
}

/** The states of all readable records once these actions are written: what a dead claim has spent counts from then on. */
function statesAfter({ records, now }: World, actions: readonly Action[]): IssueState[] {
  const events = new Map(actions.map(({ issue, event }) => [issue, event]));
  return [...records].flatMap(([issue, record]) => {
    if (!record.ok) return [];
    const event = events.get(issue);
    return event === undefined ? [record.entry.state] : [applyEvent(record.entry.state, event, now)];
  });
}

const tooManyAtOnce: Obstacle = {
  reason: "limit_tasks",
  text: "More issues are ready than one run starts.",
};

/** Records whose state must change whether or not the issue is shown with a trigger label. */
function endings(
  world: World,
  { number, state, issue }: { number: number; state: IssueState; issue: Issue | undefined },
): Action[] {
  const dead = world.deadClaims.get(number);
  if (state.claim !== null && dead !== undefined) {
    const conclusion = conclusionOfDead(state, { ...dead, published: world.published.get(number) });
    const event = concluded(state, conclusion, {
      at: world.now,
      attempts: world.config.limits.attempts,
    });
    const why =
      conclusion.outcome === "delivered"
        ? "its jobs are over, and its branch is published"
        : "its jobs are over without a result";
    return [{ type: "take-over", issue: number, event, why }];
  }
  const why = withdrawal(state, issue);
  if (why === null) return [];
  const by = "people";
  if (state.phase === "claimed")
    return state.cancel === null
      ? [{ type: "request-cancel", issue: number, event: { type: "cancel-requested", by, why }, why }]
      : [];
  return state.phase === "requested"
    ? [{ type: "withdraw", issue: number, event: { type: "withdrawn", by, why }, why }]
    : [];
}

/** Why an open request is not wanted any more, by what people did; null while it is. */
function withdrawal(state: IssueState, issue: Issue | undefined): string | null {
  if (state.request === null) return null;
  if (issue !== undefined && !issue.open) return "the issue was closed";
  if (state.request.kind === "label")
    return issue === undefined || issue.labelled === null ? "the label was taken off" : null;
  return issue === undefined ? "there is no such issue any more" : null;
}
