import { isReleasable } from "./ending-notes.ts";
import type { Entry } from "./record-entry.ts";
import type { IssueState, RecordEvent, Request } from "./record.ts";

/** The event that a person's command writes on a record, or a sentence that says why it cannot. */
export type Commanded =
  | { readonly ok: true; readonly event: RecordEvent }
  | { readonly ok: false; readonly why: string };

/** What `cancel` writes: running work is asked to end, an open request is withdrawn. */
export function cancelling(
  state: IssueState,
  { issue, by, why }: { issue: number; by: string; why: string },
): Commanded {
  const { claim, cancel, request, last } = state;
  if (state.phase === "publishing")
    return no(
      `The result of #${issue} is being published already. Close the pull request that comes of it, if you do not want it.`,
    );
  if (claim !== null && cancel !== null)
    return no(`Attempt ${claim.attempt} of #${issue} was asked to end at ${cancel.at}: ${cancel.why}.`);
  if (claim !== null) return yes({ type: "cancel-requested", by, why });
  if (request !== null) return yes({ type: "withdrawn", by, why });
  const ended = last === null ? "" : ` Its last attempt, ${last.attempt}, ended with ${last.outcome}.`;
  return no(`There is nothing to cancel: #${issue} is not at work, and nobody asks for it.${ended}`);
}

/** What `start` writes: a request for work on this issue, labelled or not. */
export function starting(
  state: IssueState,
  { issue, request }: { issue: number; request: Request },
): Commanded {
  if (state.claim !== null)
    return no(
      `#${issue} is at work already (attempt ${state.claim.attempt}). Stop it first, then ask again.`,
    );
  return yes({ type: "requested", request });
}

/** What `retry` writes: a new request, with attempts of its own, on an issue that was tried before. */
export function retrying(
  state: IssueState,
  { issue, request, now }: { issue: number; request: Request; now: string },
): Commanded {
  const { claim, last } = state;
  const due = state["not-before"];
  if (claim !== null)
    return no(
      `#${issue} is at work already (attempt ${claim.attempt}). \`switchyard cancel ${issue}\` ends it.`,
    );
  if (last === null && state.request === null)
    return no(
      `#${issue} was never tried, so there is nothing to try again. \`switchyard dispatch ${issue}\` starts it.`,
    );
  if (state.request !== null && (due === null || due <= now))
    return no(`#${issue} waits for its turn already. \`switchyard status\` says what for.`);
  return yes({ type: "requested", request });
}

/** What `release` writes: a new request, for what the last attempt of this record left and the rules held back. `history` is oldest first. */
export function releasing(
  state: IssueState,
  { issue, request, history }: { issue: number; request: Request; history: readonly Entry[] },
): Commanded {
  const { claim, last } = state;
  if (claim !== null)
    return no(
      `#${issue} is at work already (attempt ${claim.attempt}). \`switchyard cancel ${issue}\` ends it.`,
    );
  if (last === null)
    return no(
      `#${issue} was never tried, so nothing was held back. \`switchyard dispatch ${issue}\` starts it.`,
    );
  if (state.request !== null)
    return no(
      `Somebody asks for #${issue} already, and its next attempt goes on from what is there. \`switchyard cancel ${issue}\` takes that back.`,
    );
  const isHeldBack = last.account?.kept === true && isReleasable(last.outcome);
  const held = history.findLast(
    ({ event }) => event.type === "claimed" && event.claim.attempt === last.attempt,
  )?.event;
  if (!isHeldBack || held?.type !== "claimed")
    return no(
      `Nothing of #${issue} was held back by the rules: attempt ${last.attempt} ended with ${last.outcome}. \`switchyard retry ${issue}\` starts another one, which goes on from what is there.`,
    );
  // What was released and held back again is still that of the attempt in which an agent made it.
  const release = held.request.release ?? { claim: held.claim.nonce, attempt: held.claim.attempt };
  return yes({ type: "requested", request: { ...request, release } });
}

function yes(event: RecordEvent): Commanded {
  return { ok: true, event };
}

function no(why: string): Commanded {
  return { ok: false, why };
}
