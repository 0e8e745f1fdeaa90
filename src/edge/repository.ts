import { z } from "zod";

import { configPath, promptPath } from "../core/config.ts";
import { UserError } from "../core/errors.ts";
import type { GitHub } from "./github.ts";
import { told } from "./github.ts";

/** What dispatch needs of a repository before it looks at issues. */
export type Repository = {
  readonly defaultBranch: string;
  /** Head of the default branch, and its tree. */
  readonly base: string;
  readonly baseTree: string;
  /** Texts of files on the default branch; null where absent. */
  readonly configText: string | null;
  readonly promptTemplate: string | null;
  readonly pullRequestTemplate: string | null;
};

const Text = z.object({ text: z.string().nullable() }).nullable();
const oid = z.string().regex(/^[0-9a-f]{40}$/);

/** Where GitHub looks for a pull request template, in its order (docs: "Creating a pull request template for your repository"). */
const templatePaths = [
  ".github/pull_request_template.md",
  "pull_request_template.md",
  "docs/pull_request_template.md",
  ".github/PULL_REQUEST_TEMPLATE.md",
  "PULL_REQUEST_TEMPLATE.md",
];

/** Reads the head of the default branch and our files there, by one request. Null when the repository has no commit yet. */
export async function readRepository(github: GitHub): Promise<Repository | null> {
  const file = (name: string, path: string) =>
    `${name}: object(expression: "HEAD:${path}") { ... on Blob { text } }`;
  const answer = await github.graphql({
    doing: "reading the repository",
    document: `query repository($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) {
      defaultBranchRef { name target { oid ... on Commit { tree { oid } } } }
      ${file("config", configPath)} ${file("prompt", promptPath)}
      ${templatePaths.map((path, index) => file(`template${index}`, path)).join("\n")}
    } }`,
    variables: { owner: github.owner, repo: github.repo },
    schema: z.object({
      repository: z
        .object({
          defaultBranchRef: z
            .object({ name: z.string(), target: z.object({ oid, tree: z.object({ oid }) }) })
            .nullable(),
          config: Text,
          prompt: Text,
        })
        .catchall(z.unknown()),
    }),
  });
  const { repository } = answer;
  if (repository.defaultBranchRef === null) return null;
  const templates = templatePaths.map(
    (_, index) => Text.safeParse(repository[`template${index}`]).data?.text ?? null,
  );
  return {
    defaultBranch: repository.defaultBranchRef.name,
    base: repository.defaultBranchRef.target.oid,
    baseTree: repository.defaultBranchRef.target.tree.oid,
    configText: repository.config?.text ?? null,
    promptTemplate: repository.prompt?.text ?? null,
    pullRequestTemplate: templates.find((text) => text !== null) ?? null,
  };
}

/** Like `readRepository`, for those who can do nothing without a commit. */
export async function demandRepository(github: GitHub): Promise<Repository> {
  const repository = await readRepository(github);
  if (repository !== null) return repository;
  throw new UserError("The repository has no commit yet: push one to its default branch first.");
}

/** Is the sender of an event a person who may write? */
export async function isWriter(github: GitHub, sender: { login: string; type: string }): Promise<boolean> {
  return sender.type === "User" && (await readWriters(github, [sender.login])).get(sender.login) === true;
}

/** The tree of a commit, by its id. */
export async function readTree(github: GitHub, commit: string): Promise<string> {
  const answer = await github.graphql({
    doing: "reading the commit that a task is stacked on",
    document: `query tree($owner: String!, $repo: String!, $commit: GitObjectID!) { repository(owner: $owner, name: $repo) { object(oid: $commit) { ... on Commit { tree { oid } } } } }`,
    variables: { owner: github.owner, repo: github.repo, commit },
    schema: z.object({ repository: z.object({ object: z.object({ tree: z.object({ oid }) }) }) }),
  });
  return answer.repository.object.tree.oid;
}

/** Which of these people may write to the repository now. GitHub reports triage as read and maintain as write. */
export async function readWriters(github: GitHub, logins: readonly string[]): Promise<Map<string, boolean>> {
  const { octokit, owner, repo } = github;
  const answers = logins.map(async (username) => {
    const answer = await told(`reading the permission of ${username}`, async () =>
      octokit.rest.repos.getCollaboratorPermissionLevel({ owner, repo, username }).catch((error: unknown) => {
        // 404: no such user any more
        if (typeof error === "object" && error !== null && "status" in error && error.status === 404)
          return null;
        throw error;
      }),
    );
    return [username, answer !== null && ["admin", "write"].includes(answer.data.permission)] as const;
  });
  return new Map(await Promise.all(answers));
}
