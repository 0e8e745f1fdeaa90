import { demand, demandSight, issueNeed, type Need } from "../access.ts";
import { Failure } from "../failure.ts";
import { findLabel } from "../acts/labels.ts";
import { isPull } from "../shapes/pull.ts";
import { type Issue, nodeId, type Repository, repositoryOf } from "../world.ts";
import { accountNode } from "./account.ts";
import { type Bounds, connection } from "./connection.ts";
import type { View } from "./view.ts";
import { fieldError } from "./failure.ts";
import { gitObjectNode, refNode, refNodes } from "./git-object.ts";
import { issueNode, labelNode } from "./issue.ts";
import { pullNode } from "./pull.ts";
import { hasAny, type ListBounds, ordered, type PullBounds, pullsOf } from "./pull-list.ts";

type IssueFilter = {
  readonly assignee?: string | null;
  readonly createdBy?: string | null;
  readonly labels?: readonly string[] | null;
  readonly since?: string | null;
  readonly states?: readonly string[] | null;
};
type IssueBounds = ListBounds & { readonly filterBy?: IssueFilter | null };

const readIssues: Need = { permission: ["issues"], level: "read", role: "read" };
const readPulls: Need = { permission: ["pull-requests"], level: "read", role: "read" };
const readContents: Need = { permission: ["contents"], level: "read", role: "read" };
const readLabels: Need = { permission: ["issues", "pull-requests"], level: "read", role: "read" };

/** The repository by owner and name. Throws NOT_FOUND when there is none that the caller may see. */
export function findRepository(view: View, { owner, name }: { owner: string; name: string }): Repository {
  const missing = fieldError(
    "NOT_FOUND",
    `Could not resolve to a Repository with the name '${owner}/${name}'.`,
  );
  const repository = repositoryOf(view.world, `${owner}/${name}`);
  if (repository === undefined) throw missing;
  try {
    demandSight(view.actor, repository);
  } catch (error) {
    throw error instanceof Failure ? missing : error;
  }
  return repository;
}

/** A repository. Each field asks for the permission that it takes. */
export function repositoryNode(view: View, repository: Repository) {
  const { world, actor } = view;
  const contents = () => demand(actor, repository, readContents);
  return {
    __typename: "Repository",
    id: nodeId("R", repository.id),
    databaseId: repository.id,
    name: repository.name,
    nameWithOwner: repository.fullName,
    owner: accountNode(world, repository.owner),
    url: `${world.serverUrl}/${repository.fullName}`,
    isFork: false,
    isPrivate: repository.settings.private,
    visibility: repository.settings.private ? "PRIVATE" : "PUBLIC",
    defaultBranchRef() {
      contents();
      return refNode(view, repository, `refs/heads/${repository.defaultBranch}`);
    },
    object({ expression, oid }: { expression?: string | null; oid?: string | null }) {
      contents();
      return gitObjectNode(repository, oid ?? expression ?? "");
    },
    async ref({ qualifiedName }: { qualifiedName: string }) {
      contents();
      for (const name of [qualifiedName, `refs/heads/${qualifiedName}`, `refs/tags/${qualifiedName}`]) {
        const found = name.startsWith("refs/") ? await refNode(view, repository, name) : null;
        if (found !== null) return found;
      }
      return null;
    },
    refs(bounds: Bounds & { refPrefix: string }) {
      contents();
      return refNodes(view, repository, bounds);
    },
    label({ name }: { name: string }) {
      demand(actor, repository, readLabels);
      const label = findLabel(repository, name);
      return label === undefined ? null : labelNode(label);
    },
    labels(bounds: Bounds & { query?: string | null }) {
      demand(actor, repository, readLabels);
      const query = bounds.query?.toLowerCase() ?? "";
      const found = repository.labels.filter(({ name }) => name.toLowerCase().includes(query));
      return connection("labels", found, { bounds, shape: labelNode });
    },
    issue({ number }: { number: number }) {
      demand(actor, repository, readIssues);
      const issue = repository.issues.get(number);
      if (issue === undefined || isPull(issue)) throw unresolved("an Issue", number);
      return issueNode(view, issue);
    },
    issues(bounds: IssueBounds) {
      demand(actor, repository, readIssues);
      const found = [...repository.issues.values()].filter(
        (issue) => !isPull(issue) && matches(issue, bounds),
      );
      return connection("issues", ordered(found, bounds.orderBy), {
        bounds,
        shape: (one) => issueNode(view, one),
      });
    },
    pullRequest({ number }: { number: number }) {
      demand(actor, repository, readPulls);
      const issue = repository.issues.get(number);
      if (issue === undefined || !isPull(issue)) throw unresolved("a PullRequest", number);
      return pullNode(view, issue);
    },
    pullRequests(bounds: PullBounds) {
      demand(actor, repository, readPulls);
      return connection("pullRequests", pullsOf(repository, bounds), {
        bounds,
        shape: (one) => pullNode(view, one),
      });
    },
    issueOrPullRequest({ number }: { number: number }) {
      const issue = repository.issues.get(number);
      if (issue === undefined) throw unresolved("an issue or pull request", number);
      demand(actor, repository, issueNeed(issue, "read", "read"));
      return isPull(issue) ? pullNode(view, issue) : issueNode(view, issue);
    },
  };
}

function matches(issue: Issue, { states, labels, filterBy }: IssueBounds): boolean {
  const wantedStates = states ?? filterBy?.states;
  const since = filterBy?.since;
  const assignee = filterBy?.assignee;
  const assigned =
    assignee === undefined ||
    (assignee === null && issue.assignees.length === 0) ||
    (assignee === "*" && issue.assignees.length > 0) ||
    issue.assignees.some((login) => login.toLowerCase() === assignee?.toLowerCase());
  return (
    (wantedStates === null ||
      wantedStates === undefined ||
      wantedStates.includes(issue.state.toUpperCase())) &&
    hasAny(issue, labels) &&
    hasAny(issue, filterBy?.labels) &&
    (since === null || since === undefined || Date.parse(issue.updatedAt) >= Date.parse(since)) &&
    (filterBy?.createdBy === null ||
      filterBy?.createdBy === undefined ||
      filterBy.createdBy === issue.author) &&
    assigned
  );
}

function unresolved(what: string, number: number) {
  return fieldError("NOT_FOUND", `Could not resolve to ${what} with the number of ${number}.`);
}
