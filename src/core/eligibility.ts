import { cyclesOf, dependenciesOf, textDelay } from "./dependencies.ts";
import { modelAsked, modelNames, unknownProfile } from "./profile.ts";
import { type IssueState, type Request, emptyState, isUsedUp, startsSince } from "./record.ts";
import { later } from "./retry.ts";
import type { Branch, Issue, TextChange, World } from "./world.ts";

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
  | "not_looked_up"
  | "edited_after_label"
  | "unknown_model"
  | "unknown_profile"
  | "dependency_cycle"
  | "dependency_failed"
  | "blocked"
  | "not_before"
  | "spend_per_issue"
  | "starts_per_day"
  | "credential_parked"
  | "canary"
  | "limit_tasks"
  | "limit_profile"
  | "limit_scope"
  | "limit_open_pull_requests"
  | "limit_day"
  | "limit_api";

/** A reason, a sentence for people, and the time from which it does not hold any more, if that is known. */
export type Obstacle = { readonly reason: Reason; readonly text: string; readonly until?: string };

/** What may start, from which branch of another issue if it is stacked on one; or why not. */
export type Eligibility =
  | { readonly state: IssueState; readonly request: Request; readonly onto: Branch | null }
  | Obstacle;

/** Says of each issue of a world whether it may start now, apart from the limits that issues share. */
export function eligibilityOf(world: World): (issue: Issue) => Eligibility {
  const cycles = cyclesOf(world.issues);
  return (issue) => {
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
    const obstacle = obstacleOf(world, issue) ?? circleOf(cycles.get(issue.number));
    if (obstacle !== null) return obstacle;
    const dependencies = dependenciesOf(world, issue);
    if (!dependencies.ready)
      return {
        reason: dependencies.failed ? "dependency_failed" : "blocked",
        text: dependencies.text,
      };
    const delay = textDelay(issue.body);
    const due = delay === 0 ? null : later(latest(dependencies.since, request.at), delay / 60);
    // Who asks anew does not wait for the retry of what was asked before.
    const retry = state.request?.id === request.id ? state["not-before"] : null;
    const notYet = timeOf(world, { state, retry, due });
    return notYet ?? { state, request, onto: dependencies.onto };
  };
}

function requestOf(world: World, issue: Issue, state: IssueState): Request | Obstacle {
  if (
    state.phase === "requested" &&
    state.request !== null &&
    (state.request.kind !== "label" || state.request.id === issue.labelled?.id)
  )
    return state.request;
  const { labelled } = issue;
  if (labelled === null)
    return { reason: "not_labelled", text: "No trigger label is on, or GitHub did not show who put it on." };
  const request: Request = { id: labelled.id, kind: "label", by: labelled.by, at: labelled.at };
  if (isUsedUp(state, request))
    return {
      reason: "used_up",
      text: "This label was already answered. Take it off and put it on again to ask anew.",
    };
  if (!labelled.byPerson)
    return {
      reason: "labeller_is_bot",
      text: `The label was put on by ${labelled.by}, which is not a person.`,
    };
  const asked = [labelled.by, ...laterChanges(issue, labelled.at).flatMap(({ by }) => by ?? [])];
  const unknown = asked.find((login) => !world.writers.has(login));
  if (unknown !== undefined)
    return {
      reason: "not_looked_up",
      text: `Many people wait, and one tick looks up the rights of a few: ${unknown} comes later.`,
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
  return request;
}

/** What stands in the way on the issue itself. */
function obstacleOf({ config }: World, issue: Issue): Obstacle | null {
  const excluded = issue.labels.find(
    (label) => config.labels.exclude.includes(label) || label === config.labels.dashboard,
  );
  const profile = unknownProfile(config, issue.labels);
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
  if (profile !== null)
    return {
      reason: "unknown_profile",
      text: `The label "profile:${profile.name}" names no profile; there are ${profile.known.join(", ")}.`,
    };
  if (modelAsked(config, issue.labels) === null)
    return {
      reason: "unknown_model",
      text: `Its label "model:…" names no model; known are ${[...Object.keys(modelNames), ...Object.keys(config.models)].join(", ")}, and full ids that begin with claude-.`,
    };
  return null;
}

function circleOf(cycle: readonly number[] | undefined): Obstacle | null {
  if (cycle === undefined) return null;
  const names = [...cycle, cycle[0] ?? 0].map((number) => `#${number}`);
  return {
    reason: "dependency_cycle",
    text:
      cycle.length === 1
        ? "It waits for itself. Remove that dependency."
        : `These wait for each other: ${names.join(" → ")}. Remove one of the dependencies.`,
  };
}

/** What only time or money of this issue stands in the way of. */
function timeOf(
  { config, now }: World,
  { state, retry, due }: { state: IssueState; retry: string | null; due: string | null },
): Obstacle | null {
  const { limits } = config;
  if (retry !== null && retry > now)
    return { reason: "not_before", text: `It is tried again at ${retry}.`, until: retry };
  if (due !== null && due > now)
    return { reason: "not_before", text: `It asks to wait until ${due}.`, until: due };
  if (state.spent >= limits["spend-per-issue"]) {
    return {
      reason: "spend_per_issue",
      text: `It has spent $${state.spent.toFixed(2)}; limits.spend-per-issue is $${limits["spend-per-issue"]}.`,
    };
  }
  const starts = startsSince(state, now);
  if (starts.length >= limits["starts-per-day"])
    return {
      reason: "starts_per_day",
      text: `It was started ${starts.length} times in 24 hours; limits.starts-per-day allows no more.`,
      until: later(starts.at(-limits["starts-per-day"]) ?? now, 24 * 60),
    };
  return null;
}

/** Changes of the text at or after a time; the same second counts as after. */
export function laterChanges(issue: Issue, at: string): TextChange[] {
  return issue.textChanges.filter((change) => change.at >= at);
}

function latest(a: string | null, b: string): string {
  return a === null || b > a ? b : a;
}
