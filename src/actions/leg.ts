import { z } from "zod";

import { type IssueState, type Publishing } from "../core/record.ts";
import { type Records } from "../edge/record-store.ts";
import type { Job } from "./action.ts";

/** The inputs that name one leg of the matrix, shared by prepare, work and collect. */
export const LegInputs = z.object({
  issue: z.coerce.number("must be the number of an issue").int().positive(),
  attempt: z.coerce.number("must be a number").int().positive(),
  claim: z.string().regex(/^[0-9a-f]{32}$/, "must be a claim's id: 32 hexadecimal digits"),
});
export type LegInputs = z.infer<typeof LegInputs>;

/** The plan's artifact, as inputs. */
export const PlanInputs = z.object({
  "plan-id": z.coerce.number("must be the id of an artifact").int().positive(),
  "plan-digest": z.string().regex(/^[0-9a-f]{64}$/, "must be a SHA-256, 64 hexadecimal digits"),
});

/** Whether a leg holds its issue: by claim id, and by the run and the attempt of the run that it is part of. */
export type Holding =
  | {
      readonly holds: true;
      readonly state: IssueState & { readonly claim: NonNullable<IssueState["claim"]> };
      readonly publishing: Publishing | null;
      readonly earlierAttempt: boolean;
    }
  | { readonly holds: false; readonly why: string };

/** Says whether this job's leg holds its issue now. `earlierAttempt`: the claim is of an earlier attempt of this very run. */
export function holdingOf(records: Records, leg: LegInputs, job: Job): Holding {
  const record = records.entries.get(leg.issue);
  if (record === undefined) return { holds: false, why: `issue #${leg.issue} has no record` };
  if (!record.ok) return { holds: false, why: record.why };
  const { state } = record.entry;
  const { claim } = state;
  if (claim === null || claim.nonce !== leg.claim)
    return {
      holds: false,
      why: `the claim of attempt ${leg.attempt} is over: this issue is ${state.phase === "idle" ? "settled" : "in other hands"}`,
    };
  if (claim.run !== job.run.id || claim["run-attempt"] > job.run.attempt)
    return { holds: false, why: `the claim belongs to run ${claim.run}, attempt ${claim["run-attempt"]}` };
  return {
    holds: true,
    state: { ...state, claim },
    publishing: state.publishing,
    earlierAttempt: claim["run-attempt"] < job.run.attempt,
  };
}
