import { type ApprovalReason, approval } from "./approval.ts";
import { cyclesOf, dependenciesOf, textDelay } from "./dependencies.ts";
import { modelAsked, modelNames, unknownProfile } from "./profile.ts";
import { type IssueState, type Request, emptyState, isUsedUp, startsSince } from "./record.ts";
import { later } from "./retry.ts";
import type { Branch, Issue, World } from "./world.ts";

/** Why an issue does not start now; stable codes. */
export type Reason =
  | ApprovalReason
  | "unreadable_record"
  | "stopped"
  | "in_progress"
  | "used_up"
  | "closed"
  | "locked"
  | "excluded"
  | "assigned"
  | "open_pull_request"
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
    const notYet = timeOf(world, { state, request, retry, due });
    return notYet ?? { state, request, onto: dependencies.onto };
  };
}

function requestOf(world: World, issue: Issue, state: IssueState): Request | Obstacle {
  const { labelled } = issue;
  const open =
    state.phase === "requested" && (state.request?.kind !== "label" || state.request.id === labelled?.id)
      ? state.request
      : null;
  if (open === null && labelled !== null && isUsedUp(state, { ...labelled, kind: "label" }))
    return {
      reason: "used_up",
      text: "This label was already answered. Take it off and put it on again to ask anew.",
    };
  return approval(world, issue, open);
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
  {
    state,
    request,
    retry,
    due,
  }: { state: IssueState; request: Request; retry: string | null; due: string | null },
): Obstacle | null {
  const { limits } = config;
  if (retry !== null && retry > now)
    return { reason: "not_before", text: `It is tried again at ${retry}.`, until: retry };
  if (due !== null && due > now)
    return { reason: "not_before", text: `It asks to wait until ${due}.`, until: due };
  if (request.release === undefined && state.spent >= limits["spend-per-issue"]) {
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

function latest(a: string | null, b: string): string {
  return a === null || b > a ? b : a;
}
