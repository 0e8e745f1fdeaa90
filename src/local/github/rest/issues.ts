import { z } from "zod";
import { demand, hasRole, issueNeed, mayTriage, type Need } from "../access.ts";
import {
  assign,
  closeIssue,
  editIssue,
  openIssue,
  reopenIssue,
  setLocked,
  unassign,
} from "../acts/issues.ts";
import { setLabels } from "../acts/labels.ts";
import { created, noContent, ok, page } from "../answer.ts";
import { forbidden, invalid } from "../failure.ts";
import { readBody, type RepositoryCall, repositoryRoute } from "../router.ts";
import { commentShape, eventShape, issueShape, singleIssueShape } from "../shapes/issue.ts";
import type { Issue } from "../world.ts";
import { issueOf } from "./find.ts";

const readIssues: Need = { permission: ["issues", "pull-requests"], level: "read", role: "read" };
const openIssues: Need = { permission: ["issues"], level: "write", role: "read" };

const labelNames = z
  .array(z.union([z.string(), z.object({ name: z.string() })]))
  .transform((labels) => labels.map((label) => (typeof label === "string" ? label : label.name)));
const titleText = z.union([z.string(), z.number().transform(String)]);
const logins = z.object({ assignees: z.array(z.string()).default([]) });
const newIssue = z.object({
  title: titleText,
  body: z.string().nullish(),
  labels: labelNames.default([]),
  assignees: z.array(z.string()).default([]),
  assignee: z.string().nullish(),
});
const changedIssue = z.object({
  title: titleText.optional(),
  body: z.string().nullish(),
  state: z.enum(["open", "closed"]).optional(),
  state_reason: z.enum(["completed", "not_planned", "duplicate", "reopened"]).nullish(),
  labels: labelNames.optional(),
  assignees: z.array(z.string()).optional(),
});
const lock = z.object({ lock_reason: z.enum(["off-topic", "too heated", "resolved", "spam"]).nullish() });

/** Issues, and what pull requests share with them. */
export const issueRoutes = [
  repositoryRoute("GET /issues", readIssues, (call) =>
    page(call, listIssues(call), (issue) => issueShape(call.world, issue)),
  ),
  repositoryRoute("POST /issues", openIssues, async (call) => {
    const { title, body, labels, assignees, assignee } = readBody(call, newIssue);
    const people = [...assignees, ...(assignee ? [assignee] : [])];
    const wanted = { title, body: body ?? null, labels, assignees: people };
    const issue = await openIssue(call, call.repository, wanted);
    return created(singleIssueShape(call.world, issue));
  }),
  repositoryRoute("GET /issues/{issue_number}", null, (call) => {
    const issue = issueOf(call);
    demand(call.actor, call.repository, issueNeed(issue, "read", "read"));
    return ok(singleIssueShape(call.world, issue));
  }),
  repositoryRoute("PATCH /issues/{issue_number}", null, updateIssue),
  repositoryRoute("PUT /issues/{issue_number}/lock", null, async (call) => {
    const issue = issueOf(call);
    demand(call.actor, call.repository, issueNeed(issue, "write", "triage"));
    await setLocked(call, issue, { locked: true, reason: readBody(call, lock).lock_reason ?? null });
    return noContent;
  }),
  repositoryRoute("DELETE /issues/{issue_number}/lock", null, async (call) => {
    const issue = issueOf(call);
    demand(call.actor, call.repository, issueNeed(issue, "write", "triage"));
    await setLocked(call, issue, { locked: false, reason: null });
    return noContent;
  }),
  repositoryRoute("POST /issues/{issue_number}/assignees", null, async (call) => {
    const issue = issueOf(call);
    demand(call.actor, call.repository, issueNeed(issue, "write", "triage"));
    await assign(call, issue, readBody(call, logins).assignees);
    return created(issueShape(call.world, issue));
  }),
  repositoryRoute("DELETE /issues/{issue_number}/assignees", null, async (call) => {
    const issue = issueOf(call);
    demand(call.actor, call.repository, issueNeed(issue, "write", "triage"));
    await unassign(call, issue, readBody(call, logins).assignees);
    return ok(issueShape(call.world, issue));
  }),
  repositoryRoute("GET /issues/{issue_number}/events", null, (call) => {
    const issue = issueOf(call);
    demand(call.actor, call.repository, issueNeed(issue, "read", "read"));
    return page(call, issue.timeline, (event) => eventShape(call.world, issue, event));
  }),
  repositoryRoute("GET /issues/{issue_number}/timeline", null, (call) => {
    const issue = issueOf(call);
    demand(call.actor, call.repository, issueNeed(issue, "read", "read"));
    return page(call, timelineShapes(call, issue), (moment) => moment);
  }),
];

function listIssues(call: RepositoryCall): Issue[] {
  const asked = (name: string) => call.url.searchParams.get(name);
  const state = choice("state", asked("state") ?? "open", ["open", "closed", "all"]);
  const sort = choice("sort", asked("sort") ?? "created", ["created", "updated", "comments"]);
  const direction = choice("direction", asked("direction") ?? "desc", ["asc", "desc"]);
  const labels = (asked("labels") ?? "")
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter(Boolean);
  const since = asked("since");
  const assignee = asked("assignee");
  const creator = asked("creator");
  const found = [...call.repository.issues.values()].filter(
    (issue) =>
      (state === "all" || issue.state === state) &&
      labels.every((name) => issue.labels.some((label) => label.name.toLowerCase() === name)) &&
      (since === null || Date.parse(issue.updatedAt) >= Date.parse(since)) &&
      (creator === null || issue.author.toLowerCase() === creator.toLowerCase()) &&
      isAssigned(issue, assignee) &&
      seesKind(call, issue),
  );
  const key = (issue: Issue) => {
    if (sort === "comments") return issue.comments.length;
    return Date.parse(sort === "updated" ? issue.updatedAt : issue.createdAt);
  };
  const ascending = found.sort((a, b) => key(a) - key(b) || a.number - b.number);
  return direction === "asc" ? ascending : ascending.toReversed();
}

function isAssigned(issue: Issue, assignee: string | null): boolean {
  if (assignee === null) return true;
  if (assignee === "none") return issue.assignees.length === 0;
  if (assignee === "*") return issue.assignees.length > 0;
  return issue.assignees.some((login) => login.toLowerCase() === assignee.toLowerCase());
}

/** A job token with one of the two read permissions lists only what that one covers. */
function seesKind({ actor }: RepositoryCall, issue: Issue): boolean {
  if (actor.kind !== "job") return true;
  return actor.permissions[issue.pull === null ? "issues" : "pull-requests"] !== undefined;
}

async function updateIssue(call: RepositoryCall) {
  const issue = issueOf(call);
  demand(call.actor, call.repository, issueNeed(issue, "write", "read"));
  const wanted = readBody(call, changedIssue);
  const own = call.actor.kind === "user" && call.actor.login === issue.author;
  const triage = mayTriage(call.actor, call.repository);
  if (!own && !triage) throw forbidden("Must have admin rights to Repository.");
  const edits = { title: wanted.title, body: wanted.body };
  if (edits.title !== undefined || edits.body !== undefined) {
    if (call.actor.kind === "user" && !own && !hasRole(call.repository, call.actor.login, "write"))
      throw forbidden();
    await editIssue(call, issue, edits);
  }
  // Without triage, labels and assignees are dropped silently, as at creation.
  if (wanted.labels !== undefined && triage) await setLabels(call, issue, wanted.labels);
  if (wanted.assignees !== undefined && triage) {
    const kept = new Set(wanted.assignees.map((login) => login.toLowerCase()));
    await unassign(
      call,
      issue,
      issue.assignees.filter((login) => !kept.has(login.toLowerCase())),
    );
    await assign(call, issue, wanted.assignees);
  }
  if (wanted.state === "closed") await closeIssue(call, issue, { reason: wanted.state_reason ?? null });
  if (wanted.state === "open") {
    if (issue.pull !== null && issue.pull.mergedAt !== null) {
      throw invalid({ resource: "Issue", code: "invalid", field: "state" });
    }
    await reopenIssue(call, issue);
  }
  return ok(singleIssueShape(call.world, issue));
}

function timelineShapes(call: RepositoryCall, issue: Issue): unknown[] {
  const events = issue.timeline.map((event) => ({
    at: event.createdAt,
    id: event.id,
    shape: eventShape(call.world, issue, event),
  }));
  const comments = issue.comments.map((comment) => {
    const shape = commentShape(call.world, issue, comment);
    return {
      at: comment.createdAt,
      id: comment.id,
      shape: { ...shape, event: "commented", actor: shape.user },
    };
  });
  // Ids grow with time, finer than the whole seconds of dates.
  return [...events, ...comments].sort((a, b) => a.id - b.id).map(({ shape }) => shape);
}

function choice<const T extends string>(field: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw invalid({ resource: "Issue", field, code: "invalid" });
  return found;
}
