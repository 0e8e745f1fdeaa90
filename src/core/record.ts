import { z } from "zod";

import { Outcome } from "./outcome.ts";

/** Longest message of an agent that a record keeps, in characters: it is fetched with every look at the records. */
export const saidLimit = 4_000;

const Time = z.iso.datetime();
const Oid = z.string().regex(/^[0-9a-f]{40}$/);

/** One act that asked for work: a label put on, a manual run, or a command. */
export const Request = z.object({
  id: z.string(),
  kind: z.enum(["label", "manual", "command"]),
  by: z.string(),
  at: Time,
  /** Words of the person who asked, beside the issue's own text. */
  prompt: z.string().optional(),
  /** The manual run that asked. Runs are numbered upwards, so that a re-run of an old one asks for nothing new. */
  run: z.number().int().optional(),
  /** The attempt whose change is to be published after all, as the config is now, without asking a model. */
  release: z.object({ claim: z.string(), attempt: z.number().int() }).optional(),
});
export type Request = z.infer<typeof Request>;

/** The exclusive right to work on an issue: whoever holds it is named by run, run attempt and nonce. */
export const Claim = z.object({
  nonce: z.string(),
  run: z.number().int(),
  "run-attempt": z.number().int(),
  attempt: z.number().int(),
  worker: z.number().int(),
  base: Oid,
  /** USD that the attempt may spend, counted as spent until it ends. */
  reserved: z.number(),
  at: Time,
  /** What it counts against beside the limits of all: its profile, its scopes, its credential pool, and whether it can end in a pull request. */
  profile: z.string().nullable().default(null),
  scopes: z.array(z.string()).default([]),
  pool: z.string().default("default"),
  answer: z.boolean().default(false),
});
export type Claim = z.infer<typeof Claim>;

/** What collect is about to publish, written before its first visible act. */
export const Publishing = z.object({
  branch: z.string(),
  commit: Oid,
  tree: Oid,
  digest: z.string(),
  /** How the attempt ended; absent when it delivered. */
  outcome: Outcome.optional(),
});
export type Publishing = z.infer<typeof Publishing>;

/** What an ending says for those who look into it later; nothing is decided by it. */
const Account = z.object({
  /** SHA-256 of the text that the agent was given, hex. */
  snapshot: z.string(),
  /** Pieces that were taken out of that text because its readers could not see them. */
  hidden: z.number().int(),
  /** What was wrong with the result, by reason code. */
  refusals: z.record(z.string(), z.number().int()).optional(),
  /** Changed files that were not published because their paths are protected. */
  withheld: z.number().int().optional(),
  /** The rules held back the change or a part of it, and what was held back can be had: from an artifact of the run, or from the last checkpoint. */
  kept: z.boolean().optional(),
  /** A GitHub App published, so that workflows start by themselves. */
  app: z.boolean().optional(),
});
export type Account = z.infer<typeof Account>;

/** How an attempt ended. */
export const Ending = z.object({
  outcome: Outcome,
  attempt: z.number().int(),
  run: z.number().int(),
  /** USD. */
  spent: z.number(),
  reason: z.string().optional(),
  branch: z.string().optional(),
  pull: z.number().int().optional(),
  at: Time,
  /** The pool whose credentials it ran on, and what it found of them: did the model answer at all, and until when is the pool spent? */
  pool: z.string().default("default"),
  "model-reached": z.boolean().optional(),
  "resets-at": Time.optional(),
  account: Account.optional(),
});
export type Ending = z.infer<typeof Ending>;

/** Everything that later decisions need of one issue; each tip carries it whole, so reading the tips is reading the world. */
export const IssueState = z.object({
  phase: z.enum(["idle", "requested", "claimed", "publishing"]),
  /** The open request; null when the last one is used up. */
  request: Request.nullable(),
  /** What is used up: the last label request, every act up to a time, and every manual run up to a number. */
  used: z.string().nullable(),
  "used-at": Time.nullable().default(null),
  "used-run": z.number().int().default(0),
  claim: Claim.nullable(),
  publishing: Publishing.nullable(),
  /** Why running work must end, once a person took the label off or cancelled. */
  cancel: z.object({ by: z.string(), at: Time, why: z.string() }).nullable(),
  /** Attempts charged to the present request, and uncharged retries of it. */
  attempts: z.number().int(),
  uncharged: z.number().int(),
  /** Attempts of this issue's life: the number of the next one is this plus one. */
  total: z.number().int(),
  /** When the attempts of the last 24 hours started, oldest first. */
  starts: z.array(Time).default([]),
  spent: z.number(),
  /** USD by UTC day; only the last days are kept. */
  days: z.record(z.string(), z.number()),
  "not-before": Time.nullable(),
  last: Ending.nullable(),
  /** The last branch and pull request that were published for this issue. */
  branch: z.string().nullable().default(null),
  pull: z.number().int().nullable().default(null),
});

/** The state of an issue. `later` holds fields that a later version wrote, carried on untouched. */
export type IssueState = z.infer<typeof IssueState> & { readonly later?: Readonly<Record<string, unknown>> };

export const RecordEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("requested"), request: Request }),
  z.object({ type: z.literal("claimed"), request: Request, claim: Claim }),
  /** A later attempt of the same run takes the claim over to itself. */
  z.object({ type: z.literal("moved"), "run-attempt": z.number().int() }),
  z.object({ type: z.literal("cancel-requested"), by: z.string(), why: z.string() }),
  z.object({ type: z.literal("publishing"), publishing: Publishing }),
  z.object({
    type: z.literal("ended"),
    ending: Ending,
    charged: z.boolean(),
    "not-before": Time.nullable(),
    /** The agent's last message, for the issues that wait for this one: data from the agent. */
    said: z.string().max(saidLimit).optional(),
  }),
  z.object({ type: z.literal("withdrawn"), by: z.string(), why: z.string() }),
  /** A record that was gone, put together again from what is left on GitHub. */
  z.object({
    type: z.literal("repaired"),
    why: z.string(),
    total: z.number().int(),
    spent: z.number(),
    branch: z.string().nullable(),
    pull: z.number().int().nullable(),
  }),
]);
export type RecordEvent = z.infer<typeof RecordEvent>;

/** The record of an issue on which nothing has happened. */
export const emptyState: IssueState = {
  phase: "idle",
  request: null,
  used: null,
  "used-at": null,
  "used-run": 0,
  claim: null,
  publishing: null,
  cancel: null,
  attempts: 0,
  uncharged: 0,
  total: 0,
  starts: [],
  spent: 0,
  days: {},
  "not-before": null,
  last: null,
  branch: null,
  pull: null,
};

/** The state after an event that happened at `at` (ISO time). Pure; throws when the event cannot follow the state, which is a bug of the caller. */
export function applyEvent(state: IssueState, event: RecordEvent, at: string): IssueState {
  switch (event.type) {
    case "requested":
      if (state.claim !== null) throw new Error("requested while claimed");
      return { ...state, phase: "requested", ...begin(state, event.request) };
    case "claimed":
      if (state.claim !== null) throw new Error("claimed while claimed");
      return {
        ...state,
        ...begin(state, event.request),
        phase: "claimed",
        claim: event.claim,
        total: event.claim.attempt,
        starts: [...startsSince(state, at), event.claim.at],
        "not-before": null,
      };
    case "moved":
      return { ...state, claim: { ...heldBy(state, "moved"), "run-attempt": event["run-attempt"] } };
    case "cancel-requested":
      heldBy(state, "asked to end");
      return { ...state, cancel: { by: event.by, at, why: event.why } };
    case "publishing":
      heldBy(state, "publishing");
      return { ...state, phase: "publishing", publishing: event.publishing };
    case "withdrawn":
      if (state.claim !== null) throw new Error("withdrawn while claimed");
      return { ...state, ...settled(state), phase: "idle" };
    case "ended":
      heldBy(state, "ended");
      return ended(state, event);
    case "repaired":
      return repaired(state, event, at);
  }
}

/** USD spent by this issue on the UTC day of `at`. */
export function spentOn(state: IssueState, at: string): number {
  return state.days[at.slice(0, 10)] ?? 0;
}

/** When the attempts of the 24 hours before `at` started. */
export function startsSince(state: IssueState, at: string): string[] {
  const dayAgo = Date.parse(at) - 24 * 3_600_000;
  return state.starts.filter((start) => Date.parse(start) > dayAgo);
}

/** Is this act used up: answered, refused or withdrawn before? Then it asks for nothing, however long the label stays on. */
export function isUsedUp(state: IssueState, request: Pick<Request, "id" | "kind" | "at" | "run">): boolean {
  if (request.kind === "manual") return (request.run ?? 0) <= state["used-run"];
  return request.id === state.used || (state["used-at"] !== null && request.at <= state["used-at"]);
}

/** Has the record this request already: as its open one, or used up? */
export function isRecorded(state: IssueState, request: Pick<Request, "id" | "kind" | "at" | "run">): boolean {
  return state.request?.id === request.id || isUsedUp(state, request);
}

function heldBy(state: IssueState, what: string): Claim {
  if (state.claim === null) throw new Error(`${what} without a claim`);
  return state.claim;
}

function begin(
  state: IssueState,
  request: Request,
): Pick<IssueState, "request" | "attempts" | "uncharged" | "cancel" | "not-before"> {
  const same = state.request?.id === request.id;
  return {
    request,
    attempts: same ? state.attempts : 0,
    uncharged: same ? state.uncharged : 0,
    cancel: null,
    "not-before": same ? state["not-before"] : null,
  };
}

type Settled = "request" | "used" | "used-at" | "used-run" | "claim" | "publishing" | "cancel" | "not-before";

/** The request is used up, and with it every act before its attempt began: all of them asked for the same. */
function settled(state: IssueState): Pick<IssueState, Settled> {
  const { request, claim } = state;
  const until = claim?.at ?? (request?.kind === "label" ? request.at : null);
  return {
    request: null,
    used: request?.kind === "label" ? request.id : state.used,
    "used-at": latest(state["used-at"], until),
    "used-run": Math.max(state["used-run"], request?.run ?? 0),
    claim: null,
    publishing: null,
    cancel: null,
    "not-before": null,
  };
}

function ended(state: IssueState, event: Extract<RecordEvent, { type: "ended" }>): IssueState {
  const { ending, charged } = event;
  const day = ending.at.slice(0, 10);
  const counted = {
    attempts: state.attempts + (charged ? 1 : 0),
    uncharged: state.uncharged + (charged ? 0 : 1),
    spent: money(state.spent + ending.spent),
    days: lastDays({ ...state.days, [day]: money((state.days[day] ?? 0) + ending.spent) }),
    last: ending,
    branch: ending.branch ?? state.branch,
    pull: ending.pull ?? (ending.branch === undefined ? state.pull : null),
  };
  // A retry keeps its request open; everything else uses it up.
  if (event["not-before"] !== null && state.cancel === null) {
    return {
      ...state,
      ...counted,
      phase: "requested",
      claim: null,
      publishing: null,
      "not-before": event["not-before"],
    };
  }
  return { ...state, ...settled(state), ...counted, phase: "idle" };
}

/** Acts before the repair are used up: what they asked for may have been done, and nothing is paid twice. */
function repaired(
  state: IssueState,
  event: Extract<RecordEvent, { type: "repaired" }>,
  at: string,
): IssueState {
  if (state.claim !== null) throw new Error("repaired while claimed");
  const { total, spent, branch, pull, why } = event;
  const outcome = branch === null ? ("infra_failed" as const) : ("delivered" as const);
  return {
    ...state,
    ...settled(state),
    phase: "idle",
    "used-at": at,
    total,
    spent,
    branch,
    pull,
    last: {
      outcome,
      attempt: total,
      run: 0,
      spent: 0,
      reason: why,
      at,
      pool: "default",
      ...(branch === null ? {} : { branch }),
      ...(pull === null ? {} : { pull }),
    },
  };
}

function latest(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}

function lastDays(days: Record<string, number>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(days)
      .toSorted(([a], [b]) => a.localeCompare(b))
      .slice(-7),
  );
}

/** Dollars to the ten-thousandth, so that sums stay readable. */
function money(usd: number): number {
  return Math.round(usd * 10_000) / 10_000;
}
