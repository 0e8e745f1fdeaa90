import { z } from "zod";

import { Config } from "./config.ts";
import { Request } from "./record.ts";
import { Rehearsal, noIssue } from "./rehearsal.ts";
import { Snapshot } from "./snapshot.ts";
import { TaskSettings } from "./task-settings.ts";

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
  /** No attempt has reached the model under the present credentials: this one finds out, and what it needs is tried before. */
  canary: z.boolean(),
  settings: TaskSettings,
  /** The commit that the work is done on, and its tree: the head of the default branch, or of the branch `onto`. */
  base: Oid,
  "base-tree": Oid,
  /** The branch of another issue that the pull request is stacked on; null for the default branch. */
  onto: z.string().nullable(),
  /** What came of the issues that this one waited for: data from agents. */
  before: z.array(z.object({ issue: z.number().int().positive(), said: z.string() })),
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
  /** Set when the run is a rehearsal; then there are no tasks. */
  rehearsal: Rehearsal.nullable().default(null),
});
export type Plan = z.infer<typeof Plan>;

/** One leg of the matrix: integers, opaque ids and a checked runner label only, since the values stand in step headers and expressions. */
export type Leg = {
  issue: number;
  attempt: number;
  claim: string;
  base: string;
  "runs-on": string;
  progress: boolean;
};

/** The matrix of a plan. An empty runner label stands for that of the calling workflow. */
export function legsOf(plan: Plan): Leg[] {
  const { rehearsal, config, base: head } = plan;
  return [
    ...plan.tasks.map(({ issue, attempt, claim, base, settings }) => ({
      issue,
      attempt,
      claim,
      base,
      "runs-on": settings["runs-on"] ?? "",
      progress: config.progress === "live",
    })),
    ...(rehearsal === null
      ? []
      : [{ issue: noIssue, attempt: 1, claim: rehearsal.claim, base: head, "runs-on": "", progress: false }]),
  ];
}

/** A worker's slot as people see it: `01`. */
export function workerName(worker: number): string {
  return String(worker).padStart(2, "0");
}
