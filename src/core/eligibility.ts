import { type IssueState, type Request, emptyState } from "./record.ts";
import type { Issue, TextChange, World } from "./world.ts";

/** Why an issue does not start now; stable codes. */
export type Reason =
  | "unreadable_record"
  | "stopped"
  | "in_progress"
  | "used_up"
  | "not_labelled"
  | "closed"
  | "locked"
  | "excluded"
  | "assigned"
  | "open_pull_request"
  | "labeller_is_bot"
  | "labeller_not_authorized"
  | "edited_after_label"
  | "blocked"
  | "not_before"
  | "spend_per_issue"
  | "limit_tasks"
  | "limit_open_pull_requests"
  | "limit_day";

/** A reason, and a sentence for people. */
export type Obstacle = { readonly reason: Reason; readonly text: string };

/** What may start, or why not. */
export type Eligibility =
  | { readonly state: IssueState; readonly request: Request }
  | { readonly reason: Reason; readonly text: string };

/** Says whether an issue may start now, apart from the limits that issues share. */
export function eligible(world: World, issue: Issue): Eligibility {
  const record = world.records.get(issue.number);
  if (record !== undefined && !record.ok)
    return { reason: "unreadable_record", text: `Its record cannot be used: ${record.why}.` };
  const state = record?.entry.state ?? emptyState;
  if (state.phase === "claimed" || state.phase === "publishing")
    return { reason: "in_progress", text: `Attempt ${state.claim?.attempt ?? 0} is at work.` };
  if (world.stopped)
    return { reason: "stopped", text: "Switchyard is stopped (refs/switchyard/stop exists)." };
  const request = requestOf(world, issue, state);
  if ("reason" in request) return request;
  const obstacle = obstacleOf(world, issue, state);
  return obstacle ?? { state, request };
}

function requestOf(world: World, issue: Issue, state: IssueState): Request | Obstacle {
  if (
    state.phase === "requested" &&
    state.request !== null &&
    (state.request.kind === "manual" || state.request.id === issue.labelled?.id)
  )
    return state.request;
  const { labelled } = issue;
  if (labelled === null)
    return { reason: "not_labelled", text: "No trigger label is on, or GitHub did not show who put it on." };
  if (labelled.id === state.used)
    return {
      reason: "used_up",
      text: "This label was already answered. Take it off and put it on again to ask anew.",
    };
  if (!labelled.byPerson)
    return {
      reason: "labeller_is_bot",
      text: `The label was put on by ${labelled.by}, which is not a person.`,
    };
  if (world.writers.get(labelled.by) !== true) {
    return {
      reason: "labeller_not_authorized",
      text: `The label was put on by ${labelled.by}, who may not write to this repository. Someone who may has to put it on.`,
    };
  }
  const foreign = laterChanges(issue, labelled.at).find(
    (change) => change.by === null || world.writers.get(change.by) !== true,
  );
  if (foreign !== undefined) {
    return {
      reason: "edited_after_label",
      text: `The ${foreign.what} was changed by ${foreign.by ?? "someone unknown"} after the label was put on. Read it again and put the label back on.`,
    };
  }
  return { id: labelled.id, kind: "label", by: labelled.by, at: labelled.at };
}

function obstacleOf(world: World, issue: Issue, state: IssueState): Obstacle | null {
  const { config } = world;
  const excluded = issue.labels.find((label) => config.labels.exclude.includes(label));
  const waitsFor = issue.blockers.filter((blocker) => blocker.done !== true);
  if (!issue.open) return { reason: "closed", text: "The issue is closed." };
  if (issue.locked) return { reason: "locked", text: "The conversation is locked." };
  if (excluded !== undefined) return { reason: "excluded", text: `It carries the label "${excluded}".` };
  if (issue.assignees.length > 0)
    return { reason: "assigned", text: `It is assigned to ${issue.assignees.join(", ")}.` };
  if (issue.openPullRequests.length > 0)
    return {
      reason: "open_pull_request",
      text: `Pull request #${issue.openPullRequests.join(", #")} would close it.`,
    };
  if (waitsFor.length > 0) {
    return {
      reason: "blocked",
      text: `It waits for ${waitsFor.map((blocker) => (blocker.done === null ? `${blocker.name} (which cannot be read)` : blocker.name)).join(", ")}.`,
    };
  }
  if (state["not-before"] !== null && state["not-before"] > world.now)
    return { reason: "not_before", text: `It is tried again at ${state["not-before"]}.` };
  if (state.spent >= config.limits["spend-per-issue"]) {
    return {
      reason: "spend_per_issue",
      text: `It has spent $${state.spent.toFixed(2)}; limits.spend-per-issue is $${config.limits["spend-per-issue"]}.`,
    };
  }
  return null;
}

/** Changes of the text at or after a time; the same second counts as after. */
export function laterChanges(issue: Issue, at: string): TextChange[] {
  return issue.textChanges.filter((change) => change.at >= at);
}
