import { info, notice, setOutput } from "@actions/core";
import { z } from "zod";

import { holdingOf, whyNoWork } from "../core/holding.ts";
import { checkOut } from "../edge/checkout.ts";
import { sweepLeavings } from "../edge/leavings.ts";
import { openRecordStore } from "../edge/record-store.ts";
import { identity } from "../edge/stamp.ts";
import { readInputs, readJob, remoteOf, tokenInput } from "./action.ts";
import { LegInputs } from "./leg.ts";

/** The inputs of prepare/action.yml. */
export const PrepareInputs = LegInputs.extend({
  token: tokenInput,
  base: z.string().regex(/^[0-9a-f]{40}$/, "must be a commit id, 40 hexadecimal digits"),
});

/** prepare/action.yml: checks that this leg still holds its issue, and checks out the planned commit without leaving credentials behind. */
export async function prepare(): Promise<void> {
  const inputs = readInputs(PrepareInputs);
  const job = readJob();
  const remote = remoteOf(job, inputs.token);
  await using store = await openRecordStore({ remote, temp: job.temp, identity });
  const records = await store.read();
  const why = whyNoWork(holdingOf(records.entries.get(inputs.issue), inputs, job.run));
  setOutput("go", why === null);
  if (why !== null) {
    notice(`#${inputs.issue}: nothing to do here: ${why}.`);
    return;
  }
  const swept = await sweepLeavings({ temp: job.temp, workspace: job.workspace });
  if (swept.length > 0)
    info(`Removed what a task left that was killed on this machine: ${swept.join(", ")}.`);
  await checkOut({ remote, commit: inputs.base, directory: job.workspace });
  info(`Checked out ${inputs.base} for #${inputs.issue}, attempt ${inputs.attempt}.`);
}
