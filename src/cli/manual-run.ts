import { setTimeout as wait } from "node:timers/promises";

import { z } from "zod";

import { UserError, messageOf } from "../core/errors.ts";
import { statusOf } from "../edge/github.ts";
import { saidBy } from "./failure.ts";
import type { Target } from "./target.ts";
import { print } from "./terminal.ts";
import { type Caller, callersOf, readWorkflows } from "./workflows.ts";

/** The workflow that starts Switchyard by hand. Throws a UserError when there is none, or it takes no such inputs. */
export async function findCaller(
  { github, repository, defaultBranch }: Target,
  needed: readonly string[],
): Promise<Caller> {
  const callers = callersOf(await readWorkflows(github));
  const caller = callers.find(({ dispatchable }) => dispatchable) ?? callers[0];
  if (caller === undefined)
    throw new UserError(
      `No workflow on ${defaultBranch} of ${repository} calls Switchyard. Run \`switchyard init\`, and merge what it proposes.`,
    );
  const missing = caller.dispatchable ? needed.filter((name) => !caller.inputs.includes(name)) : needed;
  if (!caller.dispatchable && needed.length === 0)
    throw new UserError(
      `${caller.file.path} cannot be started by hand. Write \`workflow_dispatch:\` under \`on:\`.`,
    );
  if (missing.length > 0)
    throw new UserError(
      `${caller.file.path} takes no ${missing.map((name) => `\`${name}\``).join(" and ")} in a manual run. Write \`workflow_dispatch: { inputs: { issues: { type: string }, prompt: { type: string } } }\` under \`on:\`, and pass both on under \`with:\`.`,
    );
  return caller;
}

/** Starts a tick, so that what was written is acted on now; a failure is told, since the schedule does the same later. */
export async function startTick(target: Target): Promise<void> {
  try {
    const caller = await findCaller(target, []);
    print(`Started: ${await startRun(target, { caller, inputs: {} })}`);
  } catch (error) {
    process.stderr.write(
      `switchyard: It was written down, but no run could be started; the next one goes on. ${messageOf(error)}\n`,
    );
  }
}

const Started = z.object({ html_url: z.url() });

/** Starts the workflow; resolves to the page of the run, or that of the workflow's runs when the server does not name it. */
export async function startRun(
  { github, url, defaultBranch, token }: Target,
  {
    caller,
    inputs,
    ref = defaultBranch,
  }: {
    caller: Caller;
    inputs: Readonly<Record<string, string>>;
    /** The branch whose workflow file runs; by default the default branch. */
    ref?: string;
  },
): Promise<string> {
  const { octokit, owner, repo } = github;
  const workflow_id = caller.file.path.slice(caller.file.path.lastIndexOf("/") + 1);
  const from = github.now();
  const answer = await octokit
    .request("POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches", {
      owner,
      repo,
      workflow_id,
      ref,
      inputs: { ...inputs },
      return_run_details: true,
    })
    .catch((error: unknown) => {
      throw notStarted(error, { path: caller.file.path, url, from: token.from });
    });
  const details = Started.safeParse(answer.data);
  if (details.success) return details.data.html_url;
  // Servers that do not know return_run_details answer with nothing: look for the run.
  for (let round = 0; round < 10; round += 1) {
    const { data } = await octokit.rest.actions.listWorkflowRuns({
      owner,
      repo,
      workflow_id,
      event: "workflow_dispatch",
      created: `>=${from}`,
      per_page: 1,
    });
    const [run] = data.workflow_runs;
    if (run !== undefined) return run.html_url;
    await wait(1_000);
  }
  return `${url}/actions/workflows/${workflow_id}`;
}

function notStarted(
  error: unknown,
  { path, url, from }: { path: string; url: string; from: string },
): unknown {
  const status = statusOf(error);
  const said = saidBy(error);
  if (/disabled/i.test(said))
    return new UserError(
      `GitHub does not start ${path}: ${said}. Enable it: ${url}/actions, or Actions as a whole: ${url}/settings/actions`,
    );
  if (status === 403 || status === 404)
    return new UserError(
      `The token from ${from} may not start workflows. It needs write access to the repository, and the scope "repo" (classic) or the permission actions: write (fine-grained).`,
    );
  if (status === 422) return new UserError(`GitHub does not start ${path}: ${said}.`);
  return error;
}
