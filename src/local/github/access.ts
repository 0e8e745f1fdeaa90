import type { Role } from "../contract.ts";
import { Failure, forbidden, notAccessible, notFound } from "./failure.ts";
import type { Actor, Issue, Repository } from "./world.ts";

/** A permission of a job token, and the least role of a person, that an act asks for. */
export type Need = {
  /** `permissions:` keys of which one is enough; "metadata" is always granted, null never. */
  readonly permission: readonly string[] | "metadata" | null;
  readonly level: "read" | "write";
  readonly role: Role;
};

const ranks = { none: 0, read: 1, triage: 2, write: 3, maintain: 4, admin: 5 } as const;

// As in x-accepted-github-permissions for permissions that no job token can have.
const beyondJobs = "administration";

/** The role of a login, ownership and a public repository's openness included. */
export function roleOf(repository: Repository, login: string): Role {
  if (login.toLowerCase() === repository.owner.toLowerCase()) return "admin";
  return repository.roles.get(login.toLowerCase()) ?? (repository.settings.private ? "none" : "read");
}

/** True when the login's role is at least this. */
export function hasRole(repository: Repository, login: string, role: Role): boolean {
  return ranks[roleOf(repository, login)] >= ranks[role];
}

/** Throws 404 when the actor may not know that the repository exists. */
export function demandSight(actor: Actor, repository: Repository): void {
  if (!repository.settings.private) return;
  if (actor.kind === "user" && roleOf(repository, actor.login) !== "none") return;
  if (actor.kind === "job" && actor.repository === repository.fullName) return;
  throw notFound();
}

/**
 * Throws unless the actor may do it: 401 for anonymous writers, 403 for people below the role and for job tokens without
 * the permission. Stricter than github.com in one point: a job token without the read permission is refused on public
 * repositories too, so that a missing line in `permissions:` shows before it meets a private one.
 */
export function demand(actor: Actor, repository: Repository, need: Need): void {
  demandSight(actor, repository);
  if (actor.kind === "anonymous") {
    if (need.level === "write" || need.role !== "read") throw new Failure(401, "Requires authentication");
    return;
  }
  if (actor.kind === "job") {
    if (!jobMay(actor, repository, need)) throw notAccessible(accepted(need));
    return;
  }
  if (!hasRole(repository, actor.login, need.role)) {
    throw forbidden(need.role === "admin" ? "Must have admin rights to Repository." : undefined);
  }
}

/** The permission that reading or changing an issue takes: pull requests have their own. */
export function issueNeed(issue: Issue, level: "read" | "write", role: Role): Need {
  return { permission: [issue.pull === null ? "issues" : "pull-requests"], level, role };
}

/** True when the actor may label, assign, lock and close what others wrote. */
export function mayTriage(actor: Actor, repository: Repository): boolean {
  if (actor.kind === "job") return actor.repository === repository.fullName;
  return actor.kind === "user" && hasRole(repository, actor.login, "triage");
}

/** How GitHub names an author's relation to the repository. */
export function associationOf(repository: Repository, ownerIsOrganization: boolean, login: string): string {
  if (login.toLowerCase() === repository.owner.toLowerCase()) return "OWNER";
  if (!repository.roles.has(login.toLowerCase()) || roleOf(repository, login) === "none") return "NONE";
  return ownerIsOrganization ? "MEMBER" : "COLLABORATOR";
}

function jobMay(actor: Extract<Actor, { kind: "job" }>, repository: Repository, need: Need): boolean {
  if (actor.repository !== repository.fullName) return need.level === "read" && need.permission !== null;
  if (need.permission === null) return false;
  if (need.permission === "metadata") return need.level === "read";
  return need.permission.some((key) => {
    const granted = actor.permissions[key];
    return granted === "write" || (need.level === "read" && granted === "read");
  });
}

function accepted(need: Need): string {
  if (need.permission === null || need.permission === "metadata") return `${beyondJobs}=${need.level}`;
  return need.permission.map((key) => `${key.replaceAll("-", "_")}=${need.level}`).join("; ");
}
