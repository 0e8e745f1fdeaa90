import { associationOf } from "../access.ts";
import {
  accountOf,
  type Comment,
  type Issue,
  issueNodeId,
  type Label,
  nodeId,
  type Repository,
  type TimelineEvent,
  type World,
} from "../world.ts";
import { userShape } from "./user.ts";

/** A label. */
export function labelShape(world: World, repository: Repository, label: Label) {
  return {
    id: label.id,
    node_id: nodeId("LA", label.id),
    url: `${world.apiUrl}/repos/${repository.fullName}/labels/${encodeURIComponent(label.name)}`,
    name: label.name,
    color: label.color,
    default: false,
    description: label.description,
  };
}

/** An issue, or a pull request as the issues API shows it. */
export function issueShape(world: World, issue: Issue) {
  const { repository } = issue;
  const url = `${world.apiUrl}/repos/${repository.fullName}/issues/${issue.number}`;
  const [assignee] = issue.assignees;
  return {
    url,
    repository_url: `${world.apiUrl}/repos/${repository.fullName}`,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: issueHtmlUrl(world, issue),
    id: issue.id,
    node_id: issueNodeId(issue),
    number: issue.number,
    title: issue.title,
    user: userShape(world, issue.author),
    labels: issue.labels.map((label) => labelShape(world, repository, label)),
    state: issue.state,
    locked: issue.locked,
    assignee: assignee === undefined ? null : userShape(world, assignee),
    assignees: issue.assignees.map((login) => userShape(world, login)),
    milestone: null,
    comments: issue.comments.length,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    author_association: association(world, repository, issue.author),
    active_lock_reason: issue.lockReason,
    body: issue.body,
    reactions: reactionsShape(url),
    timeline_url: `${url}/timeline`,
    performed_via_github_app: null,
    state_reason: issue.stateReason,
    ...(issue.pull === null ? issueOnly(issue) : pullOnly(world, issue)),
  };
}

/** The form of `GET …/issues/{number}`, which adds who closed it. */
export function singleIssueShape(world: World, issue: Issue) {
  return {
    ...issueShape(world, issue),
    closed_by: issue.closedBy === null ? null : userShape(world, issue.closedBy),
  };
}

/** Where a person reads it. */
export function issueHtmlUrl(world: World, issue: Issue): string {
  const folder = issue.pull === null ? "issues" : "pull";
  return `${world.serverUrl}/${issue.repository.fullName}/${folder}/${issue.number}`;
}

/** A comment on an issue or pull request. */
export function commentShape(world: World, issue: Issue, comment: Comment) {
  const { repository } = issue;
  const api = `${world.apiUrl}/repos/${repository.fullName}/issues`;
  const url = `${api}/comments/${comment.id}`;
  return {
    url,
    html_url: `${issueHtmlUrl(world, issue)}#issuecomment-${comment.id}`,
    issue_url: `${api}/${issue.number}`,
    id: comment.id,
    node_id: nodeId("IC", comment.id),
    user: userShape(world, comment.author),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: association(world, repository, comment.author),
    body: comment.body,
    reactions: reactionsShape(url),
    performed_via_github_app: null,
  };
}

/** An event as `…/issues/{number}/events` and `…/timeline` show it. */
export function eventShape(world: World, issue: Issue, event: TimelineEvent) {
  const api = `${world.apiUrl}/repos/${issue.repository.fullName}`;
  const { label, rename, assignee, commitId } = event;
  return {
    id: event.id,
    node_id: nodeId("EV", event.id),
    url: `${api}/issues/events/${event.id}`,
    actor: userShape(world, event.actor),
    event: event.event,
    commit_id: commitId ?? null,
    commit_url: commitId === undefined ? null : `${api}/commits/${commitId}`,
    created_at: event.createdAt,
    performed_via_github_app: null,
    ...(label === undefined ? {} : { label: { name: label.name, color: label.color } }),
    ...(rename === undefined ? {} : { rename }),
    ...(assignee === undefined
      ? {}
      : { assignee: userShape(world, assignee), assigner: userShape(world, event.actor) }),
    ...(event.event === "closed" ? { state_reason: event.reason ?? null } : {}),
    ...(event.event === "locked" ? { lock_reason: event.reason ?? null } : {}),
  };
}

/** A login's relation to the repository. */
export function association(world: World, repository: Repository, login: string): string {
  return associationOf(repository, accountOf(world, repository.owner)?.type === "Organization", login);
}

/** Reactions, of which there are none here. */
export function reactionsShape(url: string) {
  return {
    url: `${url}/reactions`,
    total_count: 0,
    "+1": 0,
    "-1": 0,
    laugh: 0,
    hooray: 0,
    confused: 0,
    heart: 0,
    rocket: 0,
    eyes: 0,
  };
}

function issueOnly(issue: Issue) {
  const blocking = [...issue.repository.issues.values()].filter((other) => other.blockedBy.includes(issue));
  const total = issue.subIssues.length;
  const completed = total - countOpen(issue.subIssues);
  return {
    sub_issues_summary: {
      total,
      completed,
      percent_completed: total === 0 ? 0 : Math.round((completed / total) * 100),
    },
    issue_dependencies_summary: {
      blocked_by: countOpen(issue.blockedBy),
      blocking: countOpen(blocking),
      total_blocked_by: issue.blockedBy.length,
      total_blocking: blocking.length,
    },
  };
}

function pullOnly(world: World, issue: Issue) {
  const html = issueHtmlUrl(world, issue);
  return {
    draft: issue.pull?.draft ?? false,
    pull_request: {
      url: `${world.apiUrl}/repos/${issue.repository.fullName}/pulls/${issue.number}`,
      html_url: html,
      diff_url: `${html}.diff`,
      patch_url: `${html}.patch`,
      merged_at: issue.pull?.mergedAt ?? null,
    },
  };
}

function countOpen(issues: readonly Issue[]): number {
  return issues.filter(({ state }) => state === "open").length;
}
