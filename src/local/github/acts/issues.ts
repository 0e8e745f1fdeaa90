import { mayTriage, roleOf } from "../access.ts";
import { invalid } from "../failure.ts";
import { userShape } from "../shapes/user.ts";
import {
  accountOf,
  type Issue,
  issueNodeId,
  loginOf,
  now,
  type Pull,
  type Repository,
  type World,
} from "../world.ts";
import { checkBody } from "./comments.ts";
import { emitIssue, type Scene } from "./emit.ts";
import { addLabels } from "./labels.ts";
import { note } from "./timeline.ts";

const longestTitle = 256; // characters; GitHub refuses longer titles
const mostAssignees = 10;

/** Opens an issue. Labels and assignees of people who may not triage are dropped silently, as on GitHub. */
export async function openIssue(
  scene: Scene,
  repository: Repository,
  wanted: {
    readonly title: string;
    readonly body: string | null;
    readonly labels: readonly string[];
    readonly assignees: readonly string[];
  },
): Promise<Issue> {
  checkTitle("Issue", wanted.title);
  checkBody("Issue", wanted.body ?? "");
  const issue = addIssue(scene, { repository, title: wanted.title, body: wanted.body, pull: null });
  await emitIssue(scene, issue, { action: "opened" });
  if (mayTriage(scene.actor, repository)) {
    await addLabels(scene, issue, wanted.labels);
    await assign(scene, issue, wanted.assignees);
  }
  return issue;
}

/** Enters an issue or pull request into the repository under the next number, without telling anyone. */
export function addIssue(
  { world, actor }: Scene,
  wanted: { repository: Repository; title: string; body: string | null; pull: Pull | null },
): Issue {
  const at = now();
  const number = wanted.repository.issues.size + 1;
  const issue: Issue = {
    ...wanted,
    id: world.actions.nextId(),
    number,
    author: loginOf(actor),
    createdAt: at,
    updatedAt: at,
    state: "open",
    stateReason: null,
    labels: [],
    assignees: [],
    locked: false,
    lockReason: null,
    closedAt: null,
    closedBy: null,
    edits: [],
    comments: [],
    timeline: [],
    blockedBy: [],
    subIssues: [],
    parent: null,
  };
  wanted.repository.issues.set(number, issue);
  world.nodes.set(issueNodeId(issue), { kind: "issue", issue });
  return issue;
}

/** Changes title and body; what is undefined stays. */
export async function editIssue(
  scene: Scene,
  issue: Issue,
  wanted: { readonly title?: string | undefined; readonly body?: string | null | undefined },
): Promise<void> {
  const changes: Record<string, { from: string }> = {};
  if (wanted.title !== undefined && wanted.title !== issue.title) {
    checkTitle("Issue", wanted.title);
    changes["title"] = { from: issue.title };
    note(scene, issue, { event: "renamed", rename: { from: issue.title, to: wanted.title } });
    issue.title = wanted.title;
  }
  if (wanted.body !== undefined && wanted.body !== issue.body) {
    checkBody("Issue", wanted.body ?? "");
    changes["body"] = { from: issue.body ?? "" };
    issue.body = wanted.body;
    issue.updatedAt = now();
    if (issue.edits.length === 0) issue.edits.push({ editor: issue.author, editedAt: issue.createdAt });
    issue.edits.push({ editor: loginOf(scene.actor), editedAt: issue.updatedAt });
  }
  if (Object.keys(changes).length > 0) await emitIssue(scene, issue, { action: "edited", changes });
}

/** Closes an issue or pull request; nothing when it is closed already. */
export async function closeIssue(
  scene: Scene,
  issue: Issue,
  how: { readonly reason: Issue["stateReason"]; readonly commitId?: string },
): Promise<void> {
  if (issue.state === "closed") {
    if (issue.pull === null && how.reason !== null) issue.stateReason = how.reason;
    return;
  }
  const reason = issue.pull === null ? (how.reason ?? "completed") : null;
  issue.state = "closed";
  issue.stateReason = reason;
  issue.closedAt = now();
  issue.closedBy = loginOf(scene.actor);
  const { commitId } = how;
  note(scene, issue, { event: "closed", reason, ...(commitId === undefined ? {} : { commitId }) });
  await emitIssue(scene, issue, { action: "closed" });
}

/** Opens it again; nothing when it is open. */
export async function reopenIssue(scene: Scene, issue: Issue): Promise<void> {
  if (issue.state === "open") return;
  issue.state = "open";
  issue.stateReason = issue.pull === null ? "reopened" : null;
  issue.closedAt = null;
  issue.closedBy = null;
  note(scene, issue, { event: "reopened" });
  await emitIssue(scene, issue, { action: "reopened" });
}

/** Locks or unlocks the conversation. */
export async function setLocked(
  scene: Scene,
  issue: Issue,
  wanted: { readonly locked: boolean; readonly reason: string | null },
): Promise<void> {
  if (issue.locked === wanted.locked) return;
  issue.locked = wanted.locked;
  issue.lockReason = wanted.reason;
  const event = wanted.locked ? "locked" : "unlocked";
  note(scene, issue, { event, reason: wanted.reason });
  await emitIssue(scene, issue, { action: event });
}

/** Assigns people; those without access to the repository are ignored silently. */
export async function assign(scene: Scene, issue: Issue, logins: readonly string[]): Promise<void> {
  for (const wanted of logins) {
    const account = accountOf(scene.world, wanted);
    if (account === undefined || !isAssignable(scene.world, issue.repository, account.login)) continue;
    if (issue.assignees.includes(account.login) || issue.assignees.length >= mostAssignees) continue;
    issue.assignees = [...issue.assignees, account.login];
    note(scene, issue, { event: "assigned", assignee: account.login });
    await emitIssue(scene, issue, { action: "assigned", assignee: userShape(scene.world, account.login) });
  }
}

/** Takes people off. */
export async function unassign(scene: Scene, issue: Issue, logins: readonly string[]): Promise<void> {
  const unwanted = new Set(logins.map((login) => login.toLowerCase()));
  for (const login of issue.assignees.filter((one) => unwanted.has(one.toLowerCase()))) {
    issue.assignees = issue.assignees.filter((one) => one !== login);
    note(scene, issue, { event: "unassigned", assignee: login });
    await emitIssue(scene, issue, { action: "unassigned", assignee: userShape(scene.world, login) });
  }
}

/** True of people whom GitHub lets be assigned: those with a role of their own. */
function isAssignable(world: World, repository: Repository, login: string): boolean {
  if (accountOf(world, login)?.type !== "User") return false;
  if (login.toLowerCase() === repository.owner.toLowerCase()) return true;
  return repository.roles.has(login.toLowerCase()) && roleOf(repository, login) !== "none";
}

/** Throws 422 for a missing or overlong title. */
export function checkTitle(resource: string, title: string): void {
  if (title.trim() === "") throw invalid({ resource, code: "missing_field", field: "title" });
  if (Array.from(title).length > longestTitle) {
    const message = `title is too long (maximum is ${longestTitle} characters)`;
    throw invalid({ resource, code: "custom", field: "title", message });
  }
}
