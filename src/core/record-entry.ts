import { z } from "zod";

import { IssueState, RecordEvent, type Request } from "./record.ts";

/** The version that this code writes, and the oldest reader that understands it. Raise `min-reader` only when older code would decide wrongly. */
const version = 1;
const minReader = 1;

/** One commit of a record: an event and the state after it. An event of a later version is known by its name alone. */
export type Entry = {
  readonly nonce: string;
  readonly at: string;
  readonly event: RecordEvent | { readonly type: "unknown"; readonly name: string };
  readonly state: IssueState;
};

/** What a tip says, or why it cannot be used. */
export type ReadEntry = { ok: true; entry: Entry } | { ok: false; why: string };

const Body = z.object({
  version: z.number().int(),
  "min-reader": z.number().int(),
  nonce: z.string(),
  at: z.iso.datetime(),
  event: z.looseObject({ type: z.string() }),
  state: z.looseObject({}),
});
const Demand = z.object({ "min-reader": z.number().int() });

/** Of a history those entries that can be read, in its order. */
export function readableIn(history: readonly ReadEntry[]): Entry[] {
  return history.flatMap((read) => (read.ok ? [read.entry] : []));
}

/** The commit message of an entry: a subject for `git log`, and the whole as JSON below it. */
export function formatEntry({ nonce, at, event, state }: Entry): string {
  const { later, ...known } = state;
  const body = { version, "min-reader": minReader, nonce, at, event, state: { ...later, ...known } };
  return `${subject(event)}\n\n${JSON.stringify(body, null, 1)}\n`;
}

/** Reads the commit message of an entry. One that is corrupt or asks for a newer reader says so; it never throws. */
export function parseEntry(message: string): ReadEntry {
  let json: unknown;
  try {
    json = JSON.parse(message.slice(message.indexOf("\n\n") + 2));
  } catch {
    return { ok: false, why: "the record is not readable: its newest commit has no JSON body" };
  }
  const demand = Demand.safeParse(json);
  if (demand.success && demand.data["min-reader"] > version)
    return {
      ok: false,
      why: `the record was written by a newer Switchyard (needs reader ${demand.data["min-reader"]}, this is ${version}): update the pinned version`,
    };
  const body = Body.safeParse(json);
  if (!body.success) return unreadable(body.error);
  const { nonce, at, event } = body.data;
  const state = IssueState.safeParse(body.data.state);
  if (!state.success) return unreadable(state.error);
  const known = RecordEvent.safeParse(event);
  return {
    ok: true,
    // The state is whole in every entry, so an event of a later version can be skipped.
    entry: {
      nonce,
      at,
      event: known.success ? known.data : { type: "unknown", name: event.type },
      state: { ...state.data, ...laterFields(body.data.state) },
    },
  };
}

/** One line that says what happened, for `git log` and histories. */
export function subject(event: Entry["event"]): string {
  switch (event.type) {
    case "requested":
      return `requested by ${event.request.by}${releaseOf(event.request)}`;
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
    case "repaired":
      return `repaired: ${event.why}`;
    case "unknown":
      return `${event.name} (of a newer version)`;
  }
}

function releaseOf({ release }: Request): string {
  return release === undefined ? "" : `: release of attempt ${release.attempt}`;
}

function laterFields(state: Record<string, unknown>): Pick<IssueState, "later"> {
  const later = Object.entries(state).filter(([name]) => !Object.hasOwn(IssueState.shape, name));
  return later.length === 0 ? {} : { later: Object.fromEntries(later) };
}

function unreadable(error: z.ZodError): ReadEntry {
  return {
    ok: false,
    why: `the record is not readable: ${z.prettifyError(error).replaceAll("\n", " ")}`,
  };
}
