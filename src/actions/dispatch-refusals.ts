import { warning } from "@actions/core";

import { isShown } from "../core/approval.ts";
import { messageOf } from "../core/errors.ts";
import { refusedPad } from "../core/workpad.ts";
import type { GitHub } from "../edge/github.ts";
import { project } from "../edge/projection.ts";
import type { Applied } from "./tick.ts";

/** Shows on an issue why its label starts nothing, where a person has to act; what it shows already is not written again. */
export async function showRefusals(github: GitHub, { world, decision, labelIds }: Applied): Promise<void> {
  for (const refusal of decision.deferred) {
    const issue = world.issues.find(({ number }) => number === refusal.issue);
    if (issue === undefined || !isShown(refusal.reason, issue)) continue;
    const pad = refusedPad(refusal);
    // Among more comments than were read there may be a workpad: a second one would come at every tick.
    const unsure = issue.workpad === null && issue.commentsUnread > 0;
    if (unsure || issue.workpad?.body === pad) continue;
    const seen = { id: issue.id, labels: issue.labels, workpad: issue.workpad?.id ?? null };
    try {
      await project(github, labelIds, { issue: seen, on: [], off: [], pad, say: null }, null);
    } catch (error) {
      warning(`#${issue.number}: why it does not start could not be shown on the issue: ${messageOf(error)}`);
    }
  }
}
