import { tmpdir } from "node:os";

import { branchFolder, issueOfBranch } from "../core/branch.ts";
import { type Config, configPath } from "../core/config.ts";
import { labelsInUse } from "../core/labels.ts";
import { told } from "../edge/github.ts";
import { remoteRefs } from "../edge/record-push.ts";
import { branchesIn } from "./our-branches.ts";
import { secretNames, variablesOf } from "./settings.ts";
import type { Target } from "./target.ts";
import { type Caller, callersOf, readWorkflows } from "./workflows.ts";
import { member, membersOf } from "./yaml-file.ts";

/** Everything of Switchyard in a repository. */
export type Leftovers = {
  /** Paths on the default branch: workflow files that do nothing else, the config, and its folder. */
  readonly files: readonly string[];
  /** Workflow files that start Switchyard and do something else too. */
  readonly shared: readonly Pick<Caller, "file" | "job">[];
  /** Those of our workflow files that events still start. */
  readonly workflows: readonly { readonly id: number; readonly path: string }[];
  /** Full names of the refs that hold records, and the commits that they are at. */
  readonly records: ReadonlyMap<string, string>;
  /** Full names of branches of ours that no open pull request needs, and their commits. */
  readonly branches: ReadonlyMap<string, string>;
  /** Open pull requests from branches of ours. */
  readonly pulls: readonly number[];
  /** Labels that Switchyard made, by their description. */
  readonly labels: readonly string[];
  /** Labels that it used and somebody else made. */
  readonly labelsOfPeople: readonly string[];
  readonly variables: readonly string[];
  /** Secrets that a caller passes to us; another workflow may use them too. */
  readonly secrets: readonly string[];
};

const written = [".github/workflows/switchyard.yml", ".github/workflows/switchyard-task.yml"]; // by `init`

/** Looks for everything of Switchyard. Nothing is changed. */
export async function findLeftovers(target: Target, config: Config): Promise<Leftovers> {
  const workflows = await readWorkflows(target.github);
  const callers = callersOf(workflows);
  const ours = new Set([
    ...workflows.map(({ path }) => path).filter((path) => written.includes(path)),
    ...callers.map(({ file }) => file.path).filter((path) => isOnlyOurs(path, callers)),
  ]);
  return {
    files: [...ours, ...(await configFiles(target))],
    shared: callers.filter(({ file }) => !ours.has(file.path)),
    workflows: (await activeWorkflows(target)).filter(({ path }) => ours.has(path)),
    records: await refsOf(target, ["refs/switchyard/*"]),
    ...(await branchesOf(target, config)),
    ...(await labelsOf(target, config)),
    variables: [...((await variablesOf(target)) ?? new Map()).keys()].filter(isName),
    secrets: [...((await secretNames(target)) ?? [])].filter((name) => isName(name) || passed.includes(name)),
  };
}

const passed = ["ANTHROPIC_API_KEY", "CLAUDE_CODE_OAUTH_TOKEN"];

function isName(name: string): boolean {
  return name.startsWith("SWITCHYARD_");
}

/** A pasted workflow may have any name. It is ours when all its jobs are. */
function isOnlyOurs(path: string, callers: readonly Caller[]): boolean {
  const jobs = callers.filter(({ file }) => file.path === path);
  return jobs.length === membersOf(member(jobs[0]?.file.value, "jobs")).length;
}

async function configFiles({ github, defaultBranch }: Target): Promise<string[]> {
  const { octokit, owner, repo } = github;
  const { data } = await told("reading the repository's files", async () =>
    octokit.rest.git.getTree({ owner, repo, tree_sha: defaultBranch, recursive: "1" }),
  );
  const folder = configPath.replace(/\.yml$/, "/");
  return data.tree.flatMap(({ path, type }) =>
    type === "blob" && (path === configPath || path.startsWith(folder)) ? [path] : [],
  );
}

async function activeWorkflows({ github }: Target): Promise<{ id: number; path: string }[]> {
  const { octokit, owner, repo } = github;
  const all = await told("reading the state of the workflows", async () =>
    octokit.paginate(octokit.rest.actions.listRepoWorkflows, { owner, repo, per_page: 100 }),
  );
  return all.filter(({ state }) => state === "active").map(({ id, path }) => ({ id, path }));
}

async function refsOf({ remote }: Target, patterns: readonly string[]): Promise<Map<string, string>> {
  const refs = await remoteRefs(tmpdir(), remote, patterns);
  return new Map([...refs].filter(([ref]) => !ref.endsWith("^{}")));
}

async function branchesOf(target: Target, config: Config): Promise<Pick<Leftovers, "branches" | "pulls">> {
  const all = await branchesIn(target, [branchFolder(config.branch), "switchyard/"]);
  const proposal = /^switchyard\/(?:init|update|remove|configure)(?:-\d+)?$/;
  const ours = all.filter(({ name }) => issueOfBranch(config.branch, name) !== null || proposal.test(name));
  return {
    branches: new Map(
      ours.flatMap(({ name, commit, pull }) => (pull === null ? [[`refs/heads/${name}`, commit]] : [])),
    ),
    // The pull request that removes the files is this command's own.
    pulls: ours.flatMap(({ name, pull }) =>
      pull === null || name.startsWith("switchyard/remove") ? [] : [pull],
    ),
  };
}

async function labelsOf(
  { github }: Target,
  config: Config,
): Promise<Pick<Leftovers, "labels" | "labelsOfPeople">> {
  const { octokit, owner, repo } = github;
  const there = await told("reading the labels", async () =>
    octokit.paginate(octokit.rest.issues.listLabelsForRepo, { owner, repo, per_page: 100 }),
  );
  const used = labelsInUse(config);
  const names = new Set(used.map(({ name }) => name.toLowerCase()));
  const ours = new Set(used.map(({ description }) => description));
  const labels = there.filter(({ description }) => description !== null && ours.has(description));
  return {
    labels: labels.map(({ name }) => name),
    labelsOfPeople: there
      .filter((label) => names.has(label.name.toLowerCase()) && !labels.includes(label))
      .map(({ name }) => name),
  };
}
