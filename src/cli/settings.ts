import { statusOf, told } from "../edge/github.ts";
import { runGh } from "./gh.ts";
import type { Target } from "./target.ts";

/** The secrets that can pay for the model, by the names that the caller workflow passes. */
export const credentials = [
  "ANTHROPIC_API_KEY",
  "CLAUDE_CODE_OAUTH_TOKEN",
  "SWITCHYARD_CREDENTIALS",
] as const;

/** Names of the secrets that workflows of the repository see, its organization's too; null when the token may not list them. */
export async function secretNames({ github }: Target): Promise<ReadonlySet<string> | null> {
  const { octokit, owner, repo } = github;
  const own = await permitted("listing the secrets", async () =>
    octokit.paginate(octokit.rest.actions.listRepoSecrets, { owner, repo, per_page: 100 }),
  );
  if (own === null) return null;
  const shared = await permitted("listing the organization's secrets", async () =>
    octokit.paginate(octokit.rest.actions.listRepoOrganizationSecrets, { owner, repo, per_page: 100 }),
  );
  return new Set([...own, ...(shared ?? [])].map(({ name }) => name));
}

/** Variables that workflows of the repository see; null when the token may not list them. */
export async function variablesOf({ github }: Target): Promise<ReadonlyMap<string, string> | null> {
  const { octokit, owner, repo } = github;
  const own = await permitted("listing the variables", async () =>
    octokit.paginate(octokit.rest.actions.listRepoVariables, { owner, repo, per_page: 30 }),
  );
  if (own === null) return null;
  const shared = await permitted("listing the organization's variables", async () =>
    octokit.paginate(octokit.rest.actions.listRepoOrganizationVariables, { owner, repo, per_page: 30 }),
  );
  return new Map([...(shared ?? []), ...own].map(({ name, value }) => [name, value]));
}

/** What the repository lets its jobs do by default; null when the token may not know. */
export async function jobRights({
  github,
}: Target): Promise<{ write: boolean; pullRequests: boolean } | null> {
  const { octokit, owner, repo } = github;
  const answer = await permitted("reading what Actions may do", async () =>
    octokit.rest.actions.getGithubActionsDefaultWorkflowPermissionsRepository({ owner, repo }),
  );
  if (answer === null) return null;
  const { default_workflow_permissions, can_approve_pull_request_reviews } = answer.data;
  return { write: default_workflow_permissions === "write", pullRequests: can_approve_pull_request_reviews };
}

/** Switches on "Allow GitHub Actions to create and approve pull requests". */
export async function allowPullRequests({ github }: Target): Promise<void> {
  const { octokit, owner, repo } = github;
  await told("letting Actions open pull requests", async () =>
    octokit.rest.actions.setGithubActionsDefaultWorkflowPermissionsRepository({
      owner,
      repo,
      can_approve_pull_request_reviews: true,
    }),
  );
}

/** Sets a secret through `gh`, which encrypts it; the value goes over its standard input. Resolves to what went wrong, or null. */
export async function setSecret(
  target: Target,
  { name, value }: { name: string; value: string },
): Promise<string | null> {
  const end = await runGh(["secret", "set", name, "--repo", target.url.replace(/^https?:\/\//, "")], value);
  if (end === null) return "GitHub's CLI `gh` is not installed";
  return end.code === 0
    ? null
    : end.stderr.replaceAll(value, "***").trim() || `gh ended with ${end.code ?? "a signal"}`;
}

/** Runs a request; null when the token may not make it, or when the object does not exist for it. */
export async function permitted<T>(doing: string, request: () => Promise<T>): Promise<T | null> {
  try {
    return await told(doing, request);
  } catch (error) {
    const status = statusOf(error);
    if (status === 403 || status === 404) return null;
    throw error;
  }
}
