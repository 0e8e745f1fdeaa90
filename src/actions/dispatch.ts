import { readFile } from "node:fs/promises";

import { error as logError, info, setOutput, summary, warning } from "@actions/core";
import { z } from "zod";

import { Config } from "../core/config.ts";
import type { Action, Issue } from "../core/decide.ts";
import { UserError, messageOf } from "../core/errors.ts";
import { type Plan, type PlanTask, legsOf } from "../core/plan.ts";
import { spentOn } from "../core/record.ts";
import { parseIssueNumbers } from "../core/request.ts";
import { takeSnapshot } from "../core/snapshot.ts";
import { dispatchSummary } from "../core/summary.ts";
import { logLine } from "../core/log-line.ts";
import { brokenPad, endedPad, stateLabels, workingPad } from "../core/workpad.ts";
import { type GitHub, openGitHub } from "../edge/github.ts";
import { readIssues } from "../edge/issues.ts";
import { project } from "../edge/projection.ts";
import { openRecordStore } from "../edge/record-store.ts";
import { readWriters } from "../edge/repository.ts";
import { identity, sha256 } from "../edge/stamp.ts";
import { type Job, readInputs, readJob, remoteOf, tokenInput } from "./action.ts";
import { type Applied, decideAndApply } from "./tick.ts";

const Inputs = z.object({
  token: tokenInput,
  issues: z.string(),
  prompt: z.string().max(20_000, "has at most 20,000 characters"),
  "dry-run": z.stringbool("must be true or false"),
});

/** dispatch/action.yml: looks at the world, decides, claims, and outputs the matrix of tasks and their plan. */
export async function dispatch(): Promise<void> {
  const inputs = readInputs(Inputs);
  const job = readJob();
  const github = openGitHub({ token: inputs.token, repository: job.repository });
  try {
    await using store = await openRecordStore({
      remote: remoteOf(job, inputs.token),
      temp: job.temp,
      identity,
    });
    const applied = await decideAndApply({
      github,
      store,
      job,
      manual: manualRequest(inputs, job),
      dryRun: inputs["dry-run"],
    });
    const tasks = inputs["dry-run"] ? [] : await show(github, applied, job);
    await hand(applied, tasks, job);
    tell(applied, tasks);
    await summary
      .addRaw(
        dispatchSummary({
          decision: applied.decision,
          tasks,
          issues: applied.world.issues,
          runUrl: job.runUrl,
        }),
      )
      .write();
  } catch (error) {
    if (error instanceof UserError && !inputs["dry-run"]) await tellAskingIssue(github, job, error);
    throw error;
  }
}

function manualRequest(
  { issues, prompt }: z.output<typeof Inputs>,
  job: Job,
): { numbers: number[]; prompt: string } | null {
  if (issues.trim() === "") {
    if (prompt.trim() !== "")
      throw new UserError("A prompt needs an issue to belong to: give `issues`, for example `issues: 42`.");
    return null;
  }
  const parsed = parseIssueNumbers(issues);
  if (!parsed.ok)
    throw new UserError(
      `issues: expected numbers such as "12 14", got ${parsed.bad.map((part) => JSON.stringify(logLine(part, 40))).join(", ")}.`,
    );
  if (job.actor.endsWith("[bot]"))
    throw new UserError(
      `A manual run with issues is a person's request; this one was started by ${job.actor}.`,
    );
  return { numbers: parsed.numbers, prompt: prompt.trim() };
}

/** Writes state labels and workpads of everything the tick changed. A failure on one issue does not touch the others. */
async function show(github: GitHub, applied: Applied, job: Job): Promise<PlanTask[]> {
  const { world, labelIds } = applied;
  const links = { run: job.runUrl, repository: `${job.serverUrl}/${job.repository}` };
  const spentToday = [...applied.states.values()].reduce(
    (sum, state) => sum + spentOn(state, world.now) + (state.claim?.reserved ?? 0),
    0,
  );
  const tasks: PlanTask[] = [];
  for (const action of applied.decision.actions) {
    const issue =
      action.type === "claim" ? action.issue : world.issues.find(({ number }) => number === action.issue);
    const state = applied.states.get(typeof action.issue === "number" ? action.issue : action.issue.number);
    if (action.type === "request-cancel" || issue === undefined || state === undefined) continue;
    const labels = stateLabels(
      world.config,
      action.type === "claim" ? "in-progress" : action.type === "take-over" ? "waiting" : null,
    );
    const pad =
      action.type === "claim"
        ? workingPad({ state, config: world.config, links, spentToday })
        : state.last === null
          ? null
          : endedPad({ state, links, note: "" });
    const on = labels.on === null ? [] : [labels.on];
    const workpad =
      pad === null
        ? (issue.workpad?.id ?? null)
        : await shown(
            async () =>
              project(
                github,
                labelIds,
                {
                  issue: { id: issue.id, labels: issue.labels, workpad: issue.workpad?.id ?? null },
                  on,
                  off: labels.off,
                  pad,
                  say: null,
                },
                null,
              ),
            issue,
          );
    if (action.type === "claim") tasks.push(taskOf(action, { workpad, applied }));
  }
  return tasks;
}

async function shown(write: () => Promise<{ workpad: string }>, issue: Issue): Promise<string | null> {
  try {
    return (await write()).workpad;
  } catch (error) {
    warning(`#${issue.number}: the state could not be shown on the issue: ${messageOf(error)}`);
    return issue.workpad?.id ?? null;
  }
}

function taskOf(
  action: Extract<Action, { type: "claim" }>,
  { workpad, applied }: { workpad: string | null; applied: Applied },
): PlanTask {
  const { issue, request } = action;
  const snapshot = takeSnapshot({ ...issue, approvedAt: request.at });
  const asksForAnswer = issue.labels.some((label) => applied.world.config.labels.answer.includes(label));
  return {
    issue: issue.number,
    "issue-id": issue.id,
    attempt: action.attempt,
    claim: action.nonce,
    worker: action.worker,
    reserved: action.reserved,
    wanted: asksForAnswer
      ? "answer"
      : request.prompt === undefined || request.prompt === ""
        ? "change"
        : "either",
    request,
    snapshot,
    "snapshot-hash": sha256(JSON.stringify(snapshot)),
    workpad,
  };
}

/** Hands the plan to the jobs that follow. Without tasks there is no artifact, and its client is not even loaded. */
async function hand(applied: Applied, tasks: readonly PlanTask[], job: Job): Promise<void> {
  setOutput("count", tasks.length);
  setOutput("max-parallel", Math.max(1, tasks.length));
  if (tasks.length === 0) return;
  const { repository, world } = applied;
  const plan: Plan = {
    version: 1,
    repository: job.repository,
    "default-branch": repository.defaultBranch,
    base: repository.base,
    "base-tree": repository.baseTree,
    config: world.config,
    "prompt-template": repository.promptTemplate,
    "pull-request-template": repository.pullRequestTemplate,
    tasks: [...tasks],
  };
  const { uploadPlan } = await import("../edge/hand-over.ts");
  const artifact = await uploadPlan(plan, { name: `switchyard-plan-${job.run.attempt}`, temp: job.temp });
  setOutput("matrix", JSON.stringify({ include: legsOf(plan) }));
  setOutput("plan-id", artifact.id);
  setOutput("plan-digest", artifact.digest);
}

function tell({ decision }: Applied, tasks: readonly PlanTask[]): void {
  for (const task of tasks)
    info(
      `#${task.issue} starts: attempt ${task.attempt}, worker ${task.worker}, may spend $${task.reserved}.`,
    );
  for (const action of decision.actions)
    if (action.type !== "claim")
      info(
        `#${action.issue}: ${action.type === "take-over" ? "its jobs are over without a result; the claim is taken back" : `${action.why} (${action.type})`}.`,
      );
  for (const deferred of decision.deferred)
    info(`#${deferred.issue} does not start: ${logLine(deferred.text)} (${deferred.reason})`);
  if (tasks.length === 0) info("Nothing to start.");
}

const Event = z.object({
  action: z.string(),
  issue: z.object({ number: z.number().int() }),
  sender: z.object({ login: z.string(), type: z.string() }),
});

/** When a label could not be acted on at all, its issue says why; a label by someone without the right causes no write. */
async function tellAskingIssue(github: GitHub, job: Job, problem: UserError): Promise<void> {
  try {
    const event =
      job.event.name === "issues"
        ? Event.safeParse(JSON.parse(await readFile(job.event.path, "utf8")))
        : null;
    if (
      event === null ||
      !event.success ||
      event.data.action !== "labeled" ||
      event.data.sender.type !== "User"
    )
      return;
    const { sender, issue } = event.data;
    if ((await readWriters(github, [sender.login])).get(sender.login) !== true) return;
    const config = Config.parse({});
    const read = await readIssues(github, { config, numbers: [issue.number], names: [], after: null });
    const found = read.issues.find(({ number }) => number === issue.number);
    if (found === undefined || found.workpad?.body === brokenPad(problem.message, job.runUrl)) return;
    await project(
      github,
      new Map(),
      {
        issue: { id: found.id, labels: found.labels, workpad: found.workpad?.id ?? null },
        on: [],
        off: [],
        pad: brokenPad(problem.message, job.runUrl),
        say: null,
      },
      null,
    );
  } catch (failure) {
    logError(`The problem could not be shown on the issue either: ${messageOf(failure)}`);
  }
}
