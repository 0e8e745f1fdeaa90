import type { KeyObject } from "node:crypto";
import type {
  ActionsState,
  RepositoryEvent,
  RepositorySettings,
  Role,
  TokenPermissions,
} from "../contract.ts";
import type { GitStore } from "./git/store.ts";

/** Who sends a request. A job acts as `github-actions[bot]` and may do what its `permissions:` say. */
export type Actor =
  | { readonly kind: "anonymous" }
  | { readonly kind: "user"; readonly login: string }
  | {
      readonly kind: "job";
      readonly login: string;
      readonly repository: string;
      readonly runId: number;
      readonly jobId: number;
      readonly permissions: TokenPermissions;
      /** The App whose installation token it is; null for the token of a job. */
      readonly app: string | null;
    }
  /** An App by its own JWT: it can ask for installation tokens, and sees what strangers see. */
  | { readonly kind: "app"; readonly login: string; readonly clientId: string };

/** A GitHub App, installed on one repository. */
export type App = {
  readonly id: number;
  readonly clientId: string;
  readonly slug: string;
  readonly publicKey: KeyObject;
  readonly repository: string;
  readonly permissions: TokenPermissions;
};

export type Account = {
  readonly id: number;
  readonly login: string;
  readonly name: string | null;
  readonly type: "User" | "Bot" | "Organization";
  readonly createdAt: string;
};

export type Label = { readonly id: number; name: string; color: string; description: string | null };

export type Comment = {
  readonly id: number;
  readonly author: string;
  readonly createdAt: string;
  body: string;
  updatedAt: string;
  editor: string | null;
};

/** A moment of an issue's life. `event` is the name that REST uses. */
export type TimelineEvent = {
  readonly id: number;
  readonly event: string;
  readonly actor: string;
  readonly createdAt: string;
  readonly label?: Label;
  readonly rename?: { readonly from: string; readonly to: string };
  readonly assignee?: string;
  readonly commitId?: string;
  readonly reason?: string | null;
};

export type Review = {
  readonly id: number;
  readonly author: string;
  state: "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED" | "DISMISSED" | "PENDING";
  readonly body: string;
  readonly commitId: string;
  readonly submittedAt: string;
};

export type ReviewComment = Comment & {
  readonly reviewId: number;
  readonly path: string;
  readonly line: number | null;
  readonly side: "LEFT" | "RIGHT";
  readonly commitId: string;
  readonly inReplyTo: number | null;
};

/** What makes an issue a pull request. `headSha` follows the branch while it is open. */
export type Pull = {
  readonly id: number;
  readonly headRef: string;
  baseRef: string;
  headSha: string;
  baseSha: string;
  draft: boolean;
  mergedAt: string | null;
  mergedBy: string | null;
  mergeCommitSha: string | null;
  requestedReviewers: string[];
  readonly reviews: Review[];
  readonly reviewComments: ReviewComment[];
};

export type Issue = {
  readonly id: number;
  readonly number: number;
  readonly repository: Repository;
  readonly author: string;
  readonly createdAt: string;
  title: string;
  body: string | null;
  state: "open" | "closed";
  stateReason: "completed" | "not_planned" | "duplicate" | "reopened" | null;
  labels: Label[];
  assignees: string[];
  locked: boolean;
  lockReason: string | null;
  updatedAt: string;
  closedAt: string | null;
  closedBy: string | null;
  /** Newest last. GitHub counts the first version of an edited body as one too. */
  readonly edits: { readonly editor: string; readonly editedAt: string }[];
  readonly comments: Comment[];
  readonly timeline: TimelineEvent[];
  blockedBy: Issue[];
  subIssues: Issue[];
  parent: Issue | null;
  readonly pull: Pull | null;
};

export type Repository = {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  readonly fullName: string;
  readonly settings: RepositorySettings;
  readonly roles: Map<string, Role>;
  readonly git: GitStore;
  readonly createdAt: string;
  description: string | null;
  defaultBranch: string;
  pushedAt: string;
  updatedAt: string;
  labels: Label[];
  readonly issues: Map<number, Issue>;
  readonly protectedBranches: Set<string>;
};

/** What a global node id stands for. */
export type Node =
  | { readonly kind: "issue"; readonly issue: Issue }
  | { readonly kind: "label"; readonly repository: Repository; readonly label: Label }
  | { readonly kind: "comment"; readonly issue: Issue; readonly comment: Comment }
  | { readonly kind: "repository"; readonly repository: Repository }
  | { readonly kind: "account"; readonly account: Account };

/** All state of one embedded GitHub, except what lies in the git repositories. */
export type World = {
  readonly apiUrl: string;
  readonly serverUrl: string;
  readonly accounts: Map<string, Account>;
  readonly tokens: Map<string, Actor>;
  readonly apps: App[];
  readonly repositories: Map<string, Repository>;
  readonly nodes: Map<string, Node>;
  readonly actions: ActionsState;
  /** Files that an address without token leads to for a while. */
  readonly downloads: Map<string, { readonly file: string; readonly type: string }>;
  readonly listeners: ((event: RepositoryEvent) => void)[];
};

/** The account that jobs act as. Id and name are those of github.com. */
export const actionsBot = { login: "github-actions[bot]", id: 41_898_282 } as const;

/** The present moment as GitHub writes it: whole seconds, UTC. */
export function now(): string {
  return `${new Date().toISOString().slice(0, 19)}Z`;
}

/** A global node id: the type's prefix and the database id. Opaque to callers, as on GitHub. */
export function nodeId(prefix: string, id: number | string): string {
  return `${prefix}_${Buffer.from(String(id)).toString("base64url")}`;
}

/** The account behind a login in any case, or undefined. */
export function accountOf(world: World, login: string): Account | undefined {
  return world.accounts.get(login.toLowerCase());
}

/** The repository by `owner/name` in any case, or undefined. */
export function repositoryOf(world: World, fullName: string): Repository | undefined {
  return world.repositories.get(fullName.toLowerCase());
}

/** Adds an account. Throws when the login is taken. */
export function addAccount(world: World, account: Account): Account {
  const key = account.login.toLowerCase();
  if (world.accounts.has(key)) throw new Error(`the login ${account.login} is taken`);
  world.accounts.set(key, account);
  world.nodes.set(accountNodeId(account), { kind: "account", account });
  return account;
}

/** The node id of an account. */
export function accountNodeId(account: Account): string {
  return nodeId(account.type === "Bot" ? "BOT" : account.type === "Organization" ? "O" : "U", account.id);
}

/** The node id of an issue or pull request. */
export function issueNodeId(issue: Issue): string {
  return issue.pull === null ? nodeId("I", issue.id) : nodeId("PR", issue.pull.id);
}

/** The login whose act it is; anonymous requests cannot act. */
export function loginOf(actor: Actor): string {
  if (actor.kind === "anonymous") throw new Error("an anonymous request cannot act");
  return actor.login;
}
