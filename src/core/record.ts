import { z } from "zod";

import { Outcome } from "./outcome.ts";

/** The version that this code writes, and the oldest reader that understands it. Raise `min-reader` only when older code would decide wrongly. */
const version = 1;
const minReader = 1;

const Time = z.iso.datetime();
const Oid = z.string().regex(/^[0-9a-f]{40}$/);

/** One act that asked for work: a label put on, or a manual run. */
export const Request = z.object({
  id: z.string(),
  kind: z.enum(["label", "manual"]),
  by: z.string(),
  at: Time,
  /** Words of the person who asked, beside the issue's own text. */
  prompt: z.string().optional(),
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
});
export type Claim = z.infer<typeof Claim>;

/** What collect is about to publish, written before its first visible act. */
export const Publishing = z.object({ branch: z.string(), commit: Oid, tree: Oid, digest: z.string() });
export type Publishing = z.infer<typeof Publishing>;

const Ending = z.object({
  outcome: Outcome,
  attempt: z.number().int(),
  run: z.number().int(),
  /** USD. */
  spent: z.number(),
  reason: z.string().optional(),
  branch: z.string().optional(),
  pull: z.number().int().optional(),
  at: Time,
});
export type Ending = z.infer<typeof Ending>;

/** Everything that later decisions need of one issue; each tip carries it whole, so reading the tips is reading the world. */
export const IssueState = z.object({
  phase: z.enum(["idle", "requested", "claimed", "publishing"]),
  /** The open request; null when the last one is used up. */
  request: Request.nullable(),
  /** Id of the last used-up label request: a label that is still on asks for nothing more. */
  used: z.string().nullable(),
  claim: Claim.nullable(),
  publishing: Publishing.nullable(),
  /** Why running work must end, once a person took the label off or cancelled. */
  cancel: z.object({ by: z.string(), at: Time, why: z.string() }).nullable(),
  /** Attempts charged to the present request, and uncharged retries of it. */
  attempts: z.number().int(),
  uncharged: z.number().int(),
  /** Attempts of this issue's life: the number of the next one is this plus one. */
  total: z.number().int(),
  spent: z.number(),
  /** USD by UTC day; only the last days are kept. */
  days: z.record(z.string(), z.number()),
  "not-before": Time.nullable(),
  last: Ending.nullable(),
});
export type IssueState = z.infer<typeof IssueState>;

export const RecordEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("requested"), request: Request }),
  z.object({ type: z.literal("claimed"), request: Request, claim: Claim }),
  /** A later attempt of the same run takes the claim over to itself. */
  z.object({ type: z.literal("moved"), "run-attempt": z.number().int() }),
  z.object({ type: z.literal("cancel-requested"), by: z.string(), why: z.string() }),
  z.object({ type: z.literal("publishing"), publishing: Publishing }),
  z.object({ type: z.literal("ended"), ending: Ending, charged: z.boolean(), "not-before": Time.nullable() }),
  z.object({ type: z.literal("withdrawn"), by: z.string(), why: z.string() }),
]);
export type RecordEvent = z.infer<typeof RecordEvent>;

/** One commit of a record: an event and the state after it. */
export type Entry = {
  readonly nonce: string;
  readonly at: string;
  readonly event: RecordEvent;
  readonly state: IssueState;
};

/** What a tip says, or why it cannot be used. */
export type ReadEntry = { ok: true; entry: Entry } | { ok: false; why: string };

const Body = z.object({
  version: z.number().int(),
  "min-reader": z.number().int(),
  nonce: z.string(),
  at: Time,
  event: z.unknown(),
  state: IssueState,
});

export const emptyState: IssueState = {
  phase: "idle",
  request: null,
  used: null,
  claim: null,
  publishing: null,
  cancel: null,
  attempts: 0,
  uncharged: 0,
  total: 0,
  spent: 0,
  days: {},
  "not-before": null,
  last: null,
};

/** The state after an event that happened at `at` (ISO time). Pure; throws when the event cannot follow the state, which is a bug of the caller. */
export function applyEvent(state: IssueState, event: RecordEvent, at: string): IssueState {
  switch (event.type) {
    case "requested":
      return { ...state, phase: "requested", ...begin(state, event.request) };
    case "claimed":
      if (state.claim !== null) throw new Error("claimed while claimed");
      return {
        ...state,
        ...begin(state, event.request),
        phase: "claimed",
        claim: event.claim,
        total: event.claim.attempt,
        "not-before": null,
      };
    case "moved":
      if (state.claim === null) throw new Error("moved without a claim");
      return { ...state, claim: { ...state.claim, "run-attempt": event["run-attempt"] } };
    case "cancel-requested":
      return { ...state, cancel: { by: event.by, at, why: event.why } };
    case "publishing":
      if (state.claim === null) throw new Error("publishing without a claim");
      return { ...state, phase: "publishing", publishing: event.publishing };
    case "withdrawn":
      return { ...state, ...settled(state), phase: "idle" };
    case "ended":
      return ended(state, event);
  }
}

/** The commit message of an entry: a subject for `git log`, and the whole as JSON below it. */
export function formatEntry({ nonce, at, event, state }: Entry): string {
  const body = { version, "min-reader": minReader, nonce, at, event, state };
  return `${subject(event)}\n\n${JSON.stringify(body, null, 1)}\n`;
}

/** Reads the commit message of a tip. A record that is corrupt or asks for a newer reader says so; it never throws. */
export function parseEntry(message: string): ReadEntry {
  const start = message.indexOf("\n\n");
  let json: unknown;
  try {
    json = JSON.parse(message.slice(start + 2));
  } catch {
    return { ok: false, why: "the record is not readable: its newest commit has no JSON body" };
  }
  const body = Body.safeParse(json);
  if (!body.success)
    return {
      ok: false,
      why: `the record is not readable: ${z.prettifyError(body.error).replaceAll("\n", " ")}`,
    };
  if (body.data["min-reader"] > version) {
    return {
      ok: false,
      why: `the record was written by a newer Switchyard (needs reader ${body.data["min-reader"]}, this is ${version}): update the pinned version`,
    };
  }
  const event = RecordEvent.safeParse(body.data.event);
  // The state is whole in every entry, so an event of a later minor version can be skipped.
  const known: RecordEvent = event.success
    ? event.data
    : { type: "cancel-requested", by: "unknown", why: "event of a newer version" };
  return {
    ok: true,
    entry: { nonce: body.data.nonce, at: body.data.at, event: known, state: body.data.state },
  };
}

/** USD spent by this issue on the UTC day of `at`. */
export function spentOn(state: IssueState, at: string): number {
  return state.days[at.slice(0, 10)] ?? 0;
}

function begin(
  state: IssueState,
  request: Request,
): Pick<IssueState, "request" | "attempts" | "uncharged" | "cancel"> {
  const same = state.request?.id === request.id;
  return {
    request,
    attempts: same ? state.attempts : 0,
    uncharged: same ? state.uncharged : 0,
    cancel: null,
  };
}

function settled(
  state: IssueState,
): Pick<IssueState, "request" | "used" | "claim" | "publishing" | "cancel" | "not-before"> {
  const used = state.request?.kind === "label" ? state.request.id : state.used;
  return { request: null, used, claim: null, publishing: null, cancel: null, "not-before": null };
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

function subject(event: RecordEvent): string {
  switch (event.type) {
    case "requested":
      return `requested by ${event.request.by}`;
    case "claimed":
      return `claimed: attempt ${event.claim.attempt} by run ${event.claim.run}/${event.claim["run-attempt"]}`;
    case "moved":
      return `moved to run attempt ${event["run-attempt"]}`;
    case "cancel-requested":
      return `cancel requested by ${event.by}`;
    case "publishing":
      return `publishing ${event.publishing.branch}`;
    case "withdrawn":
      return `withdrawn by ${event.by}`;
    case "ended":
      return `${event.ending.outcome}: attempt ${event.ending.attempt}`;
  }
}
