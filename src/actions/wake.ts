import { info, warning } from "@actions/core";
import { z } from "zod";

import { messageOf } from "../core/errors.ts";
import { openGitHub, told } from "../edge/github.ts";
import { jobLog, readInputs, readJob, tokenInput } from "./action.ts";

/** The inputs of wake/action.yml. */
export const WakeInputs = z.object({ token: tokenInput });

/** wake/action.yml: starts the caller's workflow once more. It sees no artifact and no text; a refusal is a warning, since the schedule is the backstop. */
export async function wake(): Promise<void> {
  const inputs = readInputs(WakeInputs);
  const { repository, workflow } = readJob();
  const { octokit, owner, repo } = openGitHub({ token: inputs.token, repository, log: jobLog });
  try {
    await told("starting the next tick", async () =>
      octokit.rest.actions.createWorkflowDispatch({
        owner,
        repo,
        workflow_id: workflow.file,
        ref: workflow.ref,
      }),
    );
    info(`Started the next tick of ${workflow.file}.`);
  } catch (error) {
    warning(`The next tick could not be started; the schedule will. ${messageOf(error)}`);
  }
}
