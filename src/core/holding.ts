import type { ReadEntry } from "./record-entry.ts";
import type { Claim, IssueState } from "./record.ts";

/** Whether a leg of a run holds its issue: by claim id, and by the run and the attempt of the run that it is part of. */
export type Holding =
  | {
      readonly holds: true;
      readonly state: IssueState & { readonly claim: Claim };
      /** The claim is of an earlier attempt of this very run. */
      readonly earlierAttempt: boolean;
    }
  | { readonly holds: false; readonly why: string };

/** Says whether a leg with this claim id, in this attempt of this run, holds the issue whose record is given. */
export function holdingOf(
  record: ReadEntry | undefined,
  leg: { readonly issue: number; readonly attempt: number; readonly claim: string },
  run: { readonly id: number; readonly attempt: number },
): Holding {
  if (record === undefined) return { holds: false, why: `issue #${leg.issue} has no record` };
  if (!record.ok) return { holds: false, why: record.why };
  const { state } = record.entry;
  const { claim } = state;
  if (claim === null || claim.nonce !== leg.claim)
    return {
      holds: false,
      why: `the claim of attempt ${leg.attempt} is over: this issue is ${state.phase === "idle" ? "settled" : "in other hands"}`,
    };
  if (claim.run !== run.id || claim["run-attempt"] > run.attempt)
    return { holds: false, why: `the claim belongs to run ${claim.run}, attempt ${claim["run-attempt"]}` };
  return { holds: true, state: { ...state, claim }, earlierAttempt: claim["run-attempt"] < run.attempt };
}

/** Why work may not start, or go on, on this holding; null when it may. Work is never paid for twice, so a re-run does none. */
export function whyNoWork(holding: Holding): string | null {
  if (!holding.holds) return holding.why;
  if (holding.earlierAttempt)
    return "this is a re-run, and work is never paid for twice; collect goes on from the earlier result";
  if (holding.state.publishing !== null) return "its result is being published";
  return holding.state.cancel === null ? null : holding.state.cancel.why;
}
