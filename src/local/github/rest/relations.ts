import { z } from "zod";
import { demand, issueNeed, type Need } from "../access.ts";
import { note } from "../acts/timeline.ts";
import { created, ok, page } from "../answer.ts";
import { type Failure, invalid, notFound } from "../failure.ts";
import { numberParam, readBody, type RepositoryCall, repositoryRoute } from "../router.ts";
import { issueShape } from "../shapes/issue.ts";
import type { Issue, World } from "../world.ts";
import { issueOf } from "./find.ts";

const readIssues: Need = { permission: ["issues"], level: "read", role: "read" };
const writeIssues: Need = { permission: ["issues"], level: "write", role: "triage" };
const mostSubIssues = 100;

const blocker = z.object({ issue_id: z.int() });
const child = z.object({ sub_issue_id: z.int(), replace_parent: z.boolean().default(false) });

/** Dependencies between issues, and sub-issues. */
export const relationRoutes = [
  repositoryRoute("GET /issues/{issue_number}/dependencies/blocked_by", readIssues, (call) =>
    page(call, visible(call, issueOf(call).blockedBy), (issue) => issueShape(call.world, issue)),
  ),
  repositoryRoute("GET /issues/{issue_number}/dependencies/blocking", readIssues, (call) => {
    const blocked = issueOf(call);
    const all = [...call.repository.issues.values()].filter((issue) => issue.blockedBy.includes(blocked));
    return page(call, all, (issue) => issueShape(call.world, issue));
  }),
  repositoryRoute("POST /issues/{issue_number}/dependencies/blocked_by", writeIssues, (call) => {
    const issue = issueOf(call);
    const blocking = issueById(call.world, readBody(call, blocker).issue_id);
    if (blocking === undefined) throw notFound();
    addBlocker(call, issue, blocking);
    return created(issueShape(call.world, blocking));
  }),
  repositoryRoute("DELETE /issues/{issue_number}/dependencies/blocked_by/{issue_id}", writeIssues, (call) => {
    const issue = issueOf(call);
    const blocking = issueById(call.world, numberParam(call, "issue_id"));
    if (blocking === undefined || !issue.blockedBy.includes(blocking)) throw notFound();
    issue.blockedBy = issue.blockedBy.filter((one) => one !== blocking);
    note(call, issue, { event: "blocked_by_removed" });
    return ok(issueShape(call.world, blocking));
  }),
  repositoryRoute("GET /issues/{issue_number}/sub_issues", readIssues, (call) =>
    page(call, visible(call, issueOf(call).subIssues), (issue) => issueShape(call.world, issue)),
  ),
  repositoryRoute("POST /issues/{issue_number}/sub_issues", writeIssues, (call) => {
    const parent = issueOf(call);
    const { sub_issue_id, replace_parent } = readBody(call, child);
    const sub = issueById(call.world, sub_issue_id);
    if (sub === undefined) throw notFound();
    adopt(call, { parent, sub, replace: replace_parent });
    return created(issueShape(call.world, parent));
  }),
  repositoryRoute("DELETE /issues/{issue_number}/sub_issue", writeIssues, (call) => {
    const parent = issueOf(call);
    const sub = issueById(call.world, readBody(call, child).sub_issue_id);
    if (sub === undefined || sub.parent !== parent) throw notFound();
    parent.subIssues = parent.subIssues.filter((one) => one !== sub);
    sub.parent = null;
    return ok(issueShape(call.world, parent));
  }),
  repositoryRoute("GET /issues/{issue_number}/parent", null, (call) => {
    const issue = issueOf(call);
    demand(call.actor, call.repository, issueNeed(issue, "read", "read"));
    if (issue.parent === null) throw notFound();
    return ok(issueShape(call.world, issue.parent));
  }),
];

/** Notes that an issue waits for another. Throws 422 for itself, for twice and for a pull request. */
export function addBlocker(
  scene: Pick<RepositoryCall, "world" | "actor">,
  issue: Issue,
  blocking: Issue,
): void {
  if (blocking === issue || blocking.pull !== null || issue.blockedBy.includes(blocking)) {
    const message =
      blocking === issue ? "An issue cannot block itself" : "The dependency already exists or is invalid";
    throw invalid({ resource: "IssueDependency", code: "custom", field: "issue_id", message });
  }
  issue.blockedBy = [...issue.blockedBy, blocking];
  note(scene, issue, { event: "blocked_by_added" });
}

/** The issue with this database id, in any repository. */
function issueById(world: World, id: number): Issue | undefined {
  for (const { issues } of world.repositories.values()) {
    for (const issue of issues.values()) if (issue.id === id) return issue;
  }
  return undefined;
}

/** Issues of other private repositories stay hidden. */
function visible(call: RepositoryCall, issues: readonly Issue[]): Issue[] {
  return issues.filter(({ repository }) => repository === call.repository || !repository.settings.private);
}

function adopt(call: RepositoryCall, wanted: { parent: Issue; sub: Issue; replace: boolean }): void {
  const { parent, sub, replace } = wanted;
  if (sub === parent || parent.subIssues.includes(sub))
    throw problem("Issue may not contain duplicate sub-issues");
  if (sub.parent !== null && !replace) throw problem("Sub issue may only have one parent");
  if (parent.subIssues.length >= mostSubIssues)
    throw problem(`Parent cannot have more than ${mostSubIssues} sub-issues`);
  if (sub.parent !== null) sub.parent.subIssues = sub.parent.subIssues.filter((one) => one !== sub);
  sub.parent = parent;
  parent.subIssues = [...parent.subIssues, sub];
  note(call, parent, { event: "sub_issue_added" });
}

function problem(message: string): Failure {
  return invalid({ resource: "SubIssue", code: "custom", field: "sub_issue_id", message });
}
