import { warning } from "@actions/core";

import { messageOf } from "../core/errors.ts";
import { type Canvas, projectionOf } from "../core/projection.ts";
import { toldOnIssue } from "../core/refused-start.ts";
import { refusedPad } from "../core/workpad.ts";
import type { Issue } from "../core/world.ts";
import type { GitHub } from "../edge/github.ts";
import { project } from "../edge/projection.ts";
import type { Applied } from "./tick.ts";

const most = 20; // issues that one tick tells; writes are paced, and the next tick goes on

/** The issues whose label starts nothing for a reason that people want to know, and what they are told. */
export function refusalsOf({ world, decision }: Pick<Applied, "world" | "decision">): {
  readonly issue: Issue;
  readonly reason: string;
  readonly told: string;
}[] {
  const issues = new Map(world.issues.map((issue) => [issue.number, issue]));
  return decision.deferred.flatMap((deferred) => {
    const issue = issues.get(deferred.issue);
    const told = issue === undefined ? null : toldOnIssue(deferred, issue);
    return issue === undefined || told === null ? [] : [{ issue, reason: deferred.reason, told }];
  });
}

/** Shows on each of these issues why its label starts nothing, above what it showed before; what it shows already is not written again. */
export async function showRefusals(github: GitHub, applied: Applied, canvas: Canvas): Promise<void> {
  let written = 0;
  for (const { issue, reason, told } of refusalsOf(applied)) {
    const entry = applied.entries.get(issue.number);
    const projection = entry === undefined ? null : projectionOf(entry, issue, canvas);
    const pad = refusedPad({ reason, told, pad: projection?.pad ?? null });
    // Among more comments than were read there may be a workpad: a second one would come at every tick.
    const unsure = issue.workpad === null && issue.commentsUnread > 0;
    if (unsure || issue.workpad?.body === pad) continue;
    if ((written += 1) > most) return;
    const seen = { id: issue.id, labels: issue.labels, workpad: issue.workpad?.id ?? null };
    try {
      await project(github, applied.labelIds, { issue: seen, on: [], off: [], pad, say: null }, null);
    } catch (error) {
      warning(`#${issue.number}: why it does not start could not be shown on the issue: ${messageOf(error)}`);
    }
  }
}
