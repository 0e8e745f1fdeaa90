import { hasRole, type Need, roleOf } from "../access.ts";
import { type Actor, nodeId, type Repository, type World } from "../world.ts";
import { userShape } from "./user.ts";

export const needsMetadata: Need = { permission: "metadata", level: "read", role: "read" };

/** The repository as webhooks and nested objects show it. */
export function repositoryShape(world: World, repository: Repository) {
  const api = `${world.apiUrl}/repos/${repository.fullName}`;
  const html = `${world.serverUrl}/${repository.fullName}`;
  const host = new URL(world.serverUrl).host;
  const open = [...repository.issues.values()].filter((issue) => issue.state === "open").length;
  return {
    id: repository.id,
    node_id: nodeId("R", repository.id),
    name: repository.name,
    full_name: repository.fullName,
    private: repository.settings.private,
    owner: userShape(world, repository.owner),
    html_url: html,
    description: repository.description,
    fork: false,
    url: api,
    archive_url: `${api}/{archive_format}{/ref}`,
    assignees_url: `${api}/assignees{/user}`,
    blobs_url: `${api}/git/blobs{/sha}`,
    branches_url: `${api}/branches{/branch}`,
    collaborators_url: `${api}/collaborators{/collaborator}`,
    comments_url: `${api}/comments{/number}`,
    commits_url: `${api}/commits{/sha}`,
    compare_url: `${api}/compare/{base}...{head}`,
    contents_url: `${api}/contents/{+path}`,
    contributors_url: `${api}/contributors`,
    deployments_url: `${api}/deployments`,
    downloads_url: `${api}/downloads`,
    events_url: `${api}/events`,
    forks_url: `${api}/forks`,
    git_commits_url: `${api}/git/commits{/sha}`,
    git_refs_url: `${api}/git/refs{/sha}`,
    git_tags_url: `${api}/git/tags{/sha}`,
    git_url: `git://${host}/${repository.fullName}.git`,
    issue_comment_url: `${api}/issues/comments{/number}`,
    issue_events_url: `${api}/issues/events{/number}`,
    issues_url: `${api}/issues{/number}`,
    keys_url: `${api}/keys{/key_id}`,
    labels_url: `${api}/labels{/name}`,
    languages_url: `${api}/languages`,
    merges_url: `${api}/merges`,
    milestones_url: `${api}/milestones{/number}`,
    notifications_url: `${api}/notifications{?since,all,participating}`,
    pulls_url: `${api}/pulls{/number}`,
    releases_url: `${api}/releases{/id}`,
    ssh_url: `git@${host}:${repository.fullName}.git`,
    stargazers_url: `${api}/stargazers`,
    statuses_url: `${api}/statuses/{sha}`,
    subscribers_url: `${api}/subscribers`,
    subscription_url: `${api}/subscription`,
    tags_url: `${api}/tags`,
    teams_url: `${api}/teams`,
    trees_url: `${api}/git/trees{/sha}`,
    clone_url: `${html}.git`,
    mirror_url: null,
    hooks_url: `${api}/hooks`,
    svn_url: html,
    homepage: null,
    language: null,
    forks_count: 0,
    stargazers_count: 0,
    watchers_count: 0,
    size: 0,
    default_branch: repository.defaultBranch,
    open_issues_count: open,
    is_template: false,
    topics: [],
    has_issues: true,
    has_projects: true,
    has_wiki: false,
    has_pages: false,
    has_downloads: true,
    has_discussions: false,
    archived: false,
    disabled: false,
    visibility: repository.settings.private ? "private" : "public",
    pushed_at: repository.pushedAt,
    created_at: repository.createdAt,
    updated_at: repository.updatedAt,
    license: null,
    forks: 0,
    open_issues: open,
    watchers: 0,
    allow_forking: true,
    web_commit_signoff_required: false,
  };
}

/** The answer of `GET /repos/{owner}/{repo}`. */
export function fullRepositoryShape(world: World, repository: Repository, actor: Actor) {
  return {
    ...repositoryShape(world, repository),
    ...(actor.kind === "user" ? { permissions: permissionsShape(repository, actor.login) } : {}),
    ...(actor.kind === "user" && hasRole(repository, actor.login, "write")
      ? {
          allow_merge_commit: true,
          allow_squash_merge: true,
          allow_rebase_merge: false,
          allow_auto_merge: false,
          allow_update_branch: false,
          delete_branch_on_merge: false,
        }
      : {}),
    subscribers_count: 0,
    network_count: 0,
  };
}

/** The old permission names beside the role, as `…/collaborators/{username}/permission` answers. */
export function permissionShape(world: World, repository: Repository, login: string) {
  const role = roleOf(repository, login);
  const old = {
    admin: "admin",
    maintain: "write",
    write: "write",
    triage: "read",
    read: "read",
    none: "none",
  } as const;
  return {
    permission: old[role],
    role_name: role,
    user: { ...userShape(world, login), permissions: permissionsShape(repository, login), role_name: role },
  };
}

function permissionsShape(repository: Repository, login: string) {
  return {
    admin: hasRole(repository, login, "admin"),
    maintain: hasRole(repository, login, "maintain"),
    push: hasRole(repository, login, "write"),
    triage: hasRole(repository, login, "triage"),
    pull: hasRole(repository, login, "read"),
  };
}
