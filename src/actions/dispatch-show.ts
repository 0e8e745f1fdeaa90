import { readFile } from "node:fs/promises";

import { error as logError, warning } from "@actions/core";
import { z } from "zod";

import { Config } from "../core/config.ts";
import type { Action } from "../core/decide.ts";
import { type UserError, messageOf } from "../core/errors.ts";
import type { PlanTask } from "../core/plan.ts";
import type { ShownState } from "../core/outcome.ts";
import { type IssueState, spentOn } from "../core/record.ts";
import { plainLine } from "../core/text.ts";
import { takeSnapshot } from "../core/snapshot.ts";
import { type Links, brokenPad, endedPad, openByHand, stateLabels, workingPad } from "../core/workpad.ts";
import type { Issue, World } from "../core/world.ts";
import type { GitHub } from "../edge/github.ts";
import { readIssues } from "../edge/issues.ts";
import { project } from "../edge/projection.ts";
import { readWriters } from "../edge/repository.ts";
import { sha256 } from "../edge/stamp.ts";
import type { Job } from "./action.ts";
import type { Applied } from "./tick.ts";

/** Writes state labels and workpads of everything the tick changed. A failure on one issue does not touch the others. */
export async function show(github: GitHub, applied: Applied, job: Job): Promise<PlanTask[]> {
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
    const seen =
      action.type === "claim"
        ? working(state, { world, links, spentToday })
        : ended(state, { issue, applied, links });
    const { pad } = seen;
    const labels = stateLabels(world.config, seen.shown);
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
                  off: seen.done ? [...labels.off, ...world.config.labels.trigger] : labels.off,
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

/** A state label, the workpad (null: leave it), and whether the trigger label has done its work. */
type Seen = { readonly shown: ShownState | null; readonly pad: string | null; readonly done: boolean };

function working(
  state: IssueState,
  { world, links, spentToday }: { world: World; links: Links; spentToday: number },
): Seen {
  return {
    shown: "in-progress",
    pad: workingPad({ state, config: world.config, links, spentToday }),
    done: false,
  };
}

/** What is seen after a claim was taken back or a request withdrawn. */
function ended(
  state: IssueState,
  { issue, applied, links }: { issue: Issue; applied: Applied; links: Links },
): Seen {
  const { last } = state;
  if (last === null) return { shown: null, pad: null, done: false };
  const waits = state["not-before"] !== null;
  const published =
    last.outcome === "delivered" && last.pull === undefined && last.branch !== undefined
      ? {
          repository: links.repository,
          base: applied.repository.defaultBranch,
          branch: last.branch,
          title: plainLine(issue.title, 200),
          issue: issue.number,
        }
      : null;
  const note = published === null ? "" : openByHand(published);
  return {
    shown: waits ? "waiting" : state.phase === "idle" && last.outcome === "delivered" ? "delivered" : null,
    pad: endedPad({ state, links, note }),
    done: last.outcome === "delivered",
  };
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

const Event = z.object({
  action: z.string(),
  issue: z.object({ number: z.number().int() }),
  sender: z.object({ login: z.string(), type: z.string() }),
});

/** When a label could not be acted on at all, its issue says why; a label by someone without the right causes no write. */
export async function tellAskingIssue(github: GitHub, job: Job, problem: UserError): Promise<void> {
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
