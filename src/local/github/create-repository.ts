import { mkdir } from "node:fs/promises";
import type { FirstFiles, RepositorySettings, Role } from "../contract.ts";
import { runGit } from "./git/run.ts";
import { openStore, type TreeChange } from "./git/store.ts";
import { accountOf, addAccount, nodeId, now, type Repository, type World } from "./world.ts";

type Wanted = {
  readonly owner: string;
  readonly name: string;
  readonly directory: string;
  readonly files: FirstFiles;
  readonly settings?: Partial<RepositorySettings>;
  readonly roles?: Readonly<Record<string, Role>>;
};

const defaults: RepositorySettings = {
  private: false,
  actionsMayCreatePullRequests: false,
  defaultWorkflowPermissions: "read",
  disabledWorkflows: [],
  secrets: {},
  variables: {},
};

// GitHub's names and colours for what a new repository starts with, as far as people rely on them.
const firstLabels = [
  { name: "bug", color: "d73a4a", description: "Something isn't working" },
  { name: "documentation", color: "0075ca", description: "Improvements or additions to documentation" },
  { name: "enhancement", color: "a2eeef", description: "New feature or request" },
] as const;

/** Creates a repository whose branch `main` holds the files in one commit. An unknown owner becomes an organization. */
export async function createRepository(world: World, wanted: Wanted): Promise<Repository> {
  const fullName = `${wanted.owner}/${wanted.name}`;
  const key = fullName.toLowerCase();
  if (world.repositories.has(key)) throw new Error(`the repository ${fullName} exists`);
  const at = now();
  if (accountOf(world, wanted.owner) === undefined) {
    const id = world.actions.nextId();
    addAccount(world, { id, login: wanted.owner, name: null, type: "Organization", createdAt: at });
  }
  await mkdir(wanted.directory, { recursive: true });
  await runGit(wanted.directory, ["init", "--quiet", "--bare", "--initial-branch=main"]);
  const git = openStore(wanted.directory);
  const repository: Repository = {
    id: world.actions.nextId(),
    owner: wanted.owner,
    name: wanted.name,
    fullName,
    settings: { ...defaults, ...wanted.settings },
    roles: new Map(Object.entries(wanted.roles ?? {}).map(([login, role]) => [login.toLowerCase(), role])),
    git,
    createdAt: at,
    description: null,
    defaultBranch: "main",
    pushedAt: at,
    updatedAt: at,
    labels: firstLabels.map((label) => ({ ...label, id: world.actions.nextId() })),
    issues: new Map(),
    protectedBranches: new Set(),
  };
  await writeFirstCommit(repository, wanted.files);
  for (const label of repository.labels) {
    world.nodes.set(nodeId("LA", label.id), { kind: "label", repository, label });
  }
  world.nodes.set(nodeId("R", repository.id), { kind: "repository", repository });
  world.repositories.set(key, repository);
  return repository;
}

async function writeFirstCommit({ git, createdAt }: Repository, files: FirstFiles): Promise<void> {
  const changes: TreeChange[] = await Promise.all(
    Object.entries(files).map(async ([path, file]) => {
      const { mode, content } = typeof file === "string" ? { mode: "100644", content: file } : file;
      return { path, mode, sha: await git.write("blob", Buffer.from(content)) };
    }),
  );
  const tree = await git.writeTree(null, changes);
  const author = { name: "GitHub", email: "noreply@github.com", date: createdAt };
  const commit = await git.writeCommit({
    tree,
    parents: [],
    author,
    committer: author,
    message: "Initial commit",
  });
  await runGit(git.directory, ["update-ref", "refs/heads/main", commit]);
}
