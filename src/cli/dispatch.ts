import { setTimeout as wait } from "node:timers/promises";

import type { Command } from "commander";
import { z } from "zod";

import { UserError } from "../core/errors.ts";
import { parseIssueNumbers } from "../core/request.ts";
import { statusOf, told } from "../edge/github.ts";
import { type Asked, tellDecision } from "./dispatch-decision.ts";
import { saidBy } from "./failure.ts";
import { type Target, openTarget } from "./target.ts";
import { print } from "./terminal.ts";
import { type Caller, callersOf, readWorkflows } from "./workflows.ts";

type Options = { readonly repo?: string; readonly dryRun: boolean };

const promptLimit = 20_000; // characters; what the action accepts

/** Adds `switchyard dispatch`. */
export function addDispatch(program: Command): void {
  program
    .command("dispatch")
    .description(
      "Start work on issues by a manual run; a prompt adds your own words (- reads them from standard input).",
    )
    .argument("<issue...>", "numbers of issues, and after them the prompt")
    .usage("[options] <issue...> [prompt|-]")
    .option("--repo <owner/name>", "the repository; by default that of the current directory")
    .option("--dry-run", "print what would be decided, and start nothing", false)
    .action(async (words: string[], options: Options) => dispatch(await askedFor(words), options));
}

async function dispatch(asked: Asked, options: Options): Promise<void> {
  const target = await openTarget(options);
  await checkIssues(target, asked.numbers);
  if (options.dryRun) return tellDecision(target, asked);
  const caller = await findCaller(target, asked);
  const url = await start(target, { caller, asked });
  print(`Started: ${url}`);
}

/** Leading numbers are issues; what follows is one prompt. */
async function askedFor(words: readonly string[]): Promise<Asked> {
  const first = words.findIndex((word) => !parseIssueNumbers(word).ok);
  const numbers = parseIssueNumbers((first === -1 ? words : words.slice(0, first)).join(" "));
  const rest = first === -1 ? [] : words.slice(first);
  if (!numbers.ok || numbers.numbers.length === 0)
    throw new UserError(
      `Expected the number of an issue first, such as 42; got ${JSON.stringify(words[0] ?? "")}.`,
    );
  if (rest.length > 1)
    throw new UserError(
      "The prompt is more than one argument: put it into quotes, or give - and write it to standard input.",
    );
  const prompt = (rest[0] === "-" ? await standardInput() : (rest[0] ?? "")).trim();
  if (rest.length > 0 && prompt === "") throw new UserError("The prompt is empty.");
  if (prompt.length > promptLimit)
    throw new UserError(`The prompt has ${prompt.length} characters; at most ${promptLimit} fit.`);
  return { numbers: numbers.numbers, prompt };
}

async function standardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
}

/** Asked before anything starts: a run for an issue that is not there costs a minute and says so too late. */
async function checkIssues({ github, repository }: Target, numbers: readonly number[]): Promise<void> {
  const { octokit, owner, repo } = github;
  const problems: string[] = [];
  for (const issue_number of numbers) {
    const found = await told(`reading issue #${issue_number}`, async () =>
      octokit.rest.issues.get({ owner, repo, issue_number }).catch((error: unknown) => {
        const status = statusOf(error);
        if (status === 404 || status === 410) return null;
        throw error;
      }),
    );
    if (found === null) problems.push(`#${issue_number} does not exist in ${repository}.`);
    else if (found.data.pull_request !== undefined)
      problems.push(`#${issue_number} is a pull request; a task starts from an issue.`);
    else if (found.data.state !== "open") problems.push(`#${issue_number} is closed. Reopen it first.`);
    else if (found.data.locked) problems.push(`#${issue_number} is locked. Unlock it first.`);
  }
  if (problems.length > 0) throw new UserError(problems.join("\n"));
}

async function findCaller({ github, repository, defaultBranch }: Target, { prompt }: Asked): Promise<Caller> {
  const callers = callersOf(await readWorkflows(github));
  const caller = callers.find(({ dispatchable }) => dispatchable) ?? callers[0];
  if (caller === undefined)
    throw new UserError(
      `No workflow on ${defaultBranch} of ${repository} calls Switchyard. Run \`switchyard init\`, and merge what it proposes.`,
    );
  const needed = ["issues", ...(prompt === "" ? [] : ["prompt"])];
  const missing = caller.dispatchable ? needed.filter((name) => !caller.inputs.includes(name)) : needed;
  if (missing.length > 0)
    throw new UserError(
      `${caller.file.path} takes no ${missing.map((name) => `\`${name}\``).join(" and ")} in a manual run. Write \`workflow_dispatch: { inputs: { issues: { type: string }, prompt: { type: string } } }\` under \`on:\`, and pass both on under \`with:\`.`,
    );
  return caller;
}

const Started = z.object({ html_url: z.url() });

async function start(
  { github, url, defaultBranch, token }: Target,
  { caller, asked }: { caller: Caller; asked: Asked },
): Promise<string> {
  const { octokit, owner, repo } = github;
  const workflow_id = caller.file.path.slice(caller.file.path.lastIndexOf("/") + 1);
  const from = github.now();
  const inputs = {
    issues: asked.numbers.join(" "),
    ...(asked.prompt === "" ? {} : { prompt: asked.prompt }),
  };
  const answer = await octokit
    .request("POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches", {
      owner,
      repo,
      workflow_id,
      ref: defaultBranch,
      inputs,
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
