import { z } from "zod";

import { Config } from "./config.ts";
import { Request } from "./record.ts";
import { Snapshot } from "./snapshot.ts";

const Oid = z.string().regex(/^[0-9a-f]{40}$/);

/** What a person asked for: a change, an answer only, or (a manual run with words of its own) either. */
export const Wanted = z.enum(["change", "answer", "either"]);
export type Wanted = z.infer<typeof Wanted>;

/** One task of the plan: what was claimed, and the text that was approved. */
export const PlanTask = z.object({
  issue: z.number().int().positive(),
  /** GraphQL id of the issue. */
  "issue-id": z.string(),
  attempt: z.number().int(),
  claim: z.string(),
  worker: z.number().int(),
  reserved: z.number(),
  wanted: Wanted,
  request: Request,
  snapshot: Snapshot,
  /** SHA-256 of the snapshot's JSON, hex. */
  "snapshot-hash": z.string(),
  /** GraphQL id of the workpad comment; null when it could not be written. */
  workpad: z.string().nullable(),
});
export type PlanTask = z.infer<typeof PlanTask>;

/** The file that dispatch hands to work and collect: settings and snapshots. It is bound by the digest of its artifact. */
export const Plan = z.object({
  version: z.literal(1),
  repository: z.string().regex(/^[^/\s]+\/[^/\s]+$/),
  "default-branch": z.string(),
  base: Oid,
  "base-tree": Oid,
  config: Config,
  /** The repository's own prompt and pull request templates; null for ours. */
  "prompt-template": z.string().nullable(),
  "pull-request-template": z.string().nullable(),
  tasks: z.array(PlanTask),
});
export type Plan = z.infer<typeof Plan>;

/** One leg of the matrix: integers and opaque ids only, since the values stand in step headers and expressions. */
export type Leg = { issue: number; attempt: number; claim: string; base: string; worker: string };

/** The matrix of a plan. */
export function legsOf(plan: Plan): Leg[] {
  return plan.tasks.map(({ issue, attempt, claim, worker }) => ({
    issue,
    attempt,
    claim,
    base: plan.base,
    worker: workerName(worker),
  }));
}

/** A worker's slot as people see it: `01`. */
export function workerName(worker: number): string {
  return String(worker).padStart(2, "0");
}
