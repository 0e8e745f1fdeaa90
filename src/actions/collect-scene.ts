import { z } from "zod";

import type { Issue } from "../core/world.ts";
import type { Outcome } from "../core/outcome.ts";
import type { Plan, PlanTask } from "../core/plan.ts";
import type { IssueState } from "../core/record.ts";
import type { Refusal } from "../core/refusal.ts";
import type { Envelope } from "../core/result.ts";
import type { GitHub } from "../edge/github.ts";
import type { Handed } from "../edge/hand-over.ts";
import type { RecordStore } from "../edge/record-store.ts";
import { type Job, secretInput, tokenInput } from "./action.ts";
import { LegInputs, PlanInputs } from "./leg.ts";

/** The inputs of collect/action.yml. */
export const CollectInputs = LegInputs.extend(PlanInputs.shape).extend({
  token: tokenInput,
  "app-client-id": z.string(),
  "app-private-key": secretInput,
  "result-id": z.string().regex(/^\d*$/, "must be the id of an artifact, or empty"),
  "result-digest": z.string().regex(/^(?:[0-9a-f]{64})?$/, "must be a SHA-256, or empty"),
  "work-outcome": z.string(),
  "work-spent": z
    .string()
    .regex(/^(?:\d{1,6}(?:\.\d{1,20})?(?:e-\d{1,2})?)?$/, "must be US dollars, or empty"),
});
export type CollectInputs = z.output<typeof CollectInputs>;

/** Everything that the steps of one collect share. */
export type Scene = {
  readonly github: GitHub;
  readonly store: RecordStore;
  readonly job: Job;
  readonly inputs: CollectInputs;
  readonly plan: Plan;
  readonly task: PlanTask;
};

/** What came of an attempt, before it is recorded. */
export type End = {
  readonly outcome: Outcome;
  readonly reason: string;
  readonly envelope: Envelope | null;
  readonly branch?: string;
  readonly pull?: { number: number; url: string };
  /** A GitHub App published. */
  readonly isApp?: boolean;
  /** What was wrong with the result; none when it could be used. */
  readonly refusals: readonly Refusal[];
  /** Changed paths that were held back. */
  readonly withheld: readonly string[];
};

/** What is true of the issue and the result when collect decides. */
export type Facts = {
  readonly state: IssueState;
  readonly issue: Issue | null;
  readonly head: string;
  readonly isPrivate: boolean;
  readonly result: Handed;
};

/** Is there a change of which nobody has seen everything yet, in the result or sealed? Then its artifact stays, and people are told where it is. */
export function isKept({ branch, envelope, withheld, refusals }: End): boolean {
  if (envelope === null) return refusals.length > 0;
  if (envelope.changes === null) return envelope.refusals.length > 0;
  return branch === undefined || withheld.length > 0;
}
