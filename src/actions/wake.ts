import { readFile } from "node:fs/promises";

import { info, warning } from "@actions/core";
import { z } from "zod";

import { messageOf } from "../core/errors.ts";
import { openGitHub, told } from "../edge/github.ts";
import { jobLog, readInputs, readJob, tokenInput } from "./action.ts";

/** The inputs of wake/action.yml. */
export const WakeInputs = z.object({ token: tokenInput });

/**
 * wake/action.yml: starts the caller's workflow once more, on the default branch whatever branch this run is of: a run of another branch is a trial of one task. It sees no
 * artifact and no text; a refusal is a warning, since the schedule is the backstop.
 */
export async function wake(): Promise<void> {
  const inputs = readInputs(WakeInputs);
  const { repository, workflow, event } = readJob();
  const { octokit, owner, repo } = openGitHub({ token: inputs.token, repository, log: jobLog });
  try {
    await told("starting the next tick", async () =>
      octokit.rest.actions.createWorkflowDispatch({
        owner,
        repo,
        workflow_id: workflow.file,
        ref: (await defaultBranch(event.path)) ?? workflow.ref,
      }),
    );
    info(`Started the next tick of ${workflow.file}.`);
  } catch (error) {
    warning(`The next tick could not be started; the schedule will. ${messageOf(error)}`);
  }
}

const Event = z.object({ repository: z.object({ default_branch: z.string().min(1) }) });

/** Name of the default branch, as the event tells it; null when it does not. */
async function defaultBranch(event: string): Promise<string | null> {
  const parsed = Event.safeParse(JSON.parse(await readFile(event, "utf8")));
  return parsed.success ? parsed.data.repository.default_branch : null;
}
