import { readFile } from "node:fs/promises";

import { error as logError, info, warning } from "@actions/core";
import { z } from "zod";

import { Config } from "../core/config.ts";
import { dashboardText } from "../core/dashboard.ts";
import { type UserError, messageOf } from "../core/errors.ts";
import { spentAndReserved } from "../core/limits.ts";
import { type Canvas, differs, projectionOf } from "../core/projection.ts";
import { brokenPad } from "../core/workpad.ts";
import type { GitHub } from "../edge/github.ts";
import { readIssues } from "../edge/issues.ts";
import { project } from "../edge/projection.ts";
import { isWriter } from "../edge/repository.ts";
import type { Job } from "./action.ts";
import { refusalsOf } from "./dispatch-refusals.ts";
import type { Applied } from "./tick.ts";

const most = 40; // issues that one tick redraws beyond those it decided on; writes are paced, and the next tick goes on

/** Where this tick draws. */
export function canvasOf({ world, repository, entries }: Applied, job: Job): Canvas {
  return {
    config: world.config,
    repositoryUrl: `${job.serverUrl}/${job.repository}`,
    defaultBranch: repository.defaultBranch,
    spentToday: spentAndReserved(
      [...entries.values()].map(({ state }) => state),
      world.now,
    ),
  };
}

/**
 * Draws state labels and workpads of every issue that shows something else than its record says, those first that the tick decided on.
 * A failure on one issue does not touch the others. Resolves to the workpads' ids, by issue.
 */
export async function show(github: GitHub, applied: Applied, canvas: Canvas): Promise<Map<number, string>> {
  const { world, labelIds } = applied;
  const decided = new Map(applied.decision.actions.map((action) => [action.issue, action]));
  const first = world.issues.toSorted(
    (a, b) => Number(decided.has(b.number)) - Number(decided.has(a.number)),
  );
  // Why these do not start is what their workpad says.
  const refused = new Set(refusalsOf(applied).map(({ issue }) => issue.number));
  const workpads = new Map<number, string>();
  let others = 0;
  for (const issue of first) {
    const entry = applied.entries.get(issue.number);
    const projection = entry === undefined ? null : projectionOf(entry, issue, canvas);
    if (issue.workpad !== null) workpads.set(issue.number, issue.workpad.id);
    if (projection === null || refused.has(issue.number) || !differs(projection, issue)) continue;
    const action = decided.get(issue.number);
    if (action === undefined && (others += 1) > most) continue;
    if (action === undefined) info(`#${issue.number}: labels and workpad are drawn again from its record.`);
    try {
      const drawn = await project(
        github,
        labelIds,
        {
          issue: { id: issue.id, labels: issue.labels, workpad: issue.workpad?.id ?? null },
          ...projection,
          say: null,
        },
        null,
      );
      workpads.set(issue.number, drawn.workpad);
    } catch (error) {
      warning(`#${issue.number}: the state could not be shown on the issue: ${messageOf(error)}`);
    }
  }
  await showDashboard(github, applied, canvas);
  return workpads;
}

/** The comment on the issue with the dashboard's label, written only when it says something else. */
async function showDashboard(
  github: GitHub,
  { dashboard, world, decision, entries, labelIds }: Applied,
  { repositoryUrl }: Canvas,
): Promise<void> {
  if (dashboard === null) return;
  const pad = dashboardText({ world, decision, entries, repositoryUrl });
  if (dashboard.workpad?.body === pad) return;
  try {
    await project(
      github,
      labelIds,
      {
        issue: { id: dashboard.id, labels: dashboard.labels, workpad: dashboard.workpad?.id ?? null },
        on: [],
        off: [],
        pad,
        say: null,
      },
      null,
    );
  } catch (error) {
    warning(`#${dashboard.number}: the dashboard could not be written: ${messageOf(error)}`);
  }
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
    if (event === null || !event.success || event.data.action !== "labeled") return;
    const { sender, issue } = event.data;
    if (!(await isWriter(github, sender))) return;
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
