import { info, notice, setOutput } from "@actions/core";
import { z } from "zod";

import { type Holding, holdingOf, whyNoWork } from "../core/holding.ts";
import { logLine } from "../core/log-line.ts";
import { noIssue } from "../core/rehearsal.ts";
import { checkOut } from "../edge/checkout.ts";
import { sweepLeavings } from "../edge/leavings.ts";
import { openRecordStore } from "../edge/record-store.ts";
import { identity } from "../edge/stamp.ts";
import { type Job, readInputs, readJob, remoteOf, tokenInput } from "./action.ts";
import { LegInputs, PlanInputs } from "./leg.ts";

/** The inputs of prepare/action.yml. */
export const PrepareInputs = LegInputs.extend({
  token: tokenInput,
  "plan-id": z.union([z.literal(""), PlanInputs.shape["plan-id"]]),
  "plan-digest": z.union([z.literal(""), PlanInputs.shape["plan-digest"]]),
  base: z.string().regex(/^[0-9a-f]{40}$/, "must be a commit id, 40 hexadecimal digits"),
});

/** prepare/action.yml: checks that this leg still holds its issue, and checks out the planned commit without leaving credentials behind. */
export async function prepare(): Promise<void> {
  const inputs = readInputs(PrepareInputs);
  const job = readJob();
  const remote = remoteOf(job, inputs.token);
  const holding = inputs.issue === noIssue ? null : await holdingIn(inputs, job);
  const why = holding === null ? null : whyNoWork(holding);
  setOutput("go", why === null);
  if (why !== null) {
    notice(`#${inputs.issue}: nothing to do here: ${why}.`);
    return;
  }
  const swept = await sweepLeavings({ temp: job.temp, workspace: job.workspace });
  if (swept.length > 0)
    info(`Removed what a task left that was killed on this machine: ${swept.join(", ")}.`);
  const isOfScope = holding?.holds === true && holding.state.claim.scopes.length > 0;
  const sparse = isOfScope ? await sparseOf(inputs, job) : null;
  await checkOut({ remote, commit: inputs.base, directory: job.workspace, sparse });
  const part = sparse === null ? "" : ` Of its folders: ${logLine(sparse.join(", "), 1_000)}.`;
  const what = inputs.issue === noIssue ? "the rehearsal" : `#${inputs.issue}, attempt ${inputs.attempt}`;
  info(`Checked out ${inputs.base} for ${what}.${part}`);
}

async function holdingIn(inputs: z.output<typeof PrepareInputs>, job: Job): Promise<Holding> {
  const remote = remoteOf(job, inputs.token);
  await using store = await openRecordStore({ remote, temp: job.temp, identity });
  const records = await store.read();
  return holdingOf(records.entries.get(inputs.issue), inputs, job.run);
}

/** The folders that the plan says; null for all. Only a task of a scope can have such, so that for others nothing is fetched. */
async function sparseOf(
  { "plan-id": id, "plan-digest": digest, ...leg }: z.output<typeof PrepareInputs>,
  job: Job,
): Promise<readonly string[] | null> {
  if (id === "" || digest === "") return null;
  const { readPlanned } = await import("./planned.ts");
  const { task } = await readPlanned({ ...leg, "plan-id": id, "plan-digest": digest }, job);
  return task.settings.sparse;
}
