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

function yes(event: RecordEvent): Commanded {
  return { ok: true, event };
}

function no(why: string): Commanded {
  return { ok: false, why };
}
