import { commitsBetween, diffFiles } from "../git/compare.ts";
import type { CommitObject } from "../git/objects.ts";
import { changeRefs, isAncestor, noObject, type RefChange, type RefOutcome } from "../git/refs.ts";
import { runGit } from "../git/run.ts";
import { notAccessible } from "../failure.ts";
import { commitShape } from "../shapes/commit.ts";
import { noreplyAddress } from "../shapes/user.ts";
import { accountOf, loginOf, now, type Repository } from "../world.ts";
import { emit, type Scene } from "./emit.ts";
import { closeMentioned, followBranch } from "./follow.ts";

/** A ref that moved; `noObject` for not being there. */
export type Move = { readonly name: string; readonly from: string; readonly to: string };

const mostCommits = 2048; // a push event names no more

/** Moves refs in one transaction and tells of it. Throws 403 when a job token would change workflow files. */
export async function moveRefs(
  scene: Scene,
  repository: Repository,
  changes: readonly RefChange[],
): Promise<RefOutcome> {
  const { git } = repository;
  for (const { to } of changes) await refuseWorkflowChange(scene, repository, to);
  const moves: Move[] = [];
  for (const { name, from, to } of changes)
    moves.push({ name, from: from ?? (await git.ref(name)) ?? noObject, to });
  const outcome = await changeRefs(git, changes);
  if (outcome === "done") await refsMoved(scene, repository, moves);
  return outcome;
}

/** What follows when refs have moved, by API or by push: push events, pull requests, issues that commits close. */
export async function refsMoved(scene: Scene, repository: Repository, moves: readonly Move[]): Promise<void> {
  for (const move of moves) {
    if (move.from === move.to || !/^refs\/(heads|tags)\//.test(move.name)) continue;
    repository.pushedAt = now();
    const commits = await newCommits(repository, move);
    emit(scene, {
      repository,
      name: "push",
      payload: await pushPayload(scene, { repository, move, commits }),
    });
    if (!move.name.startsWith("refs/heads/")) continue;
    await followBranch(scene, repository, move);
    if (move.name !== `refs/heads/${repository.defaultBranch}`) continue;
    for (const commit of commits) {
      await closeMentioned(scene, repository, { text: commit.message, commitId: commit.sha });
    }
  }
}

/** The path of a workflow file that commits not yet in the repository change, or null. */
async function changedWorkflow(repository: Repository, commit: string): Promise<string | null> {
  const { directory } = repository.git;
  const listed = await runGit(directory, ["rev-list", commit, "--not", "--all"]);
  if (listed.stdout.length === 0) return null;
  const args = ["diff-tree", "--stdin", "-r", "-c", "--root", "--name-only", "--no-commit-id", "-z"];
  const { stdout } = await runGit(directory, [...args, "--", ".github/workflows"], { input: listed.stdout });
  return stdout.toString().split("\0")[0] || null;
}

async function refuseWorkflowChange(scene: Scene, repository: Repository, commit: string): Promise<void> {
  if (scene.actor.kind !== "job" || scene.actor.permissions["workflows"] === "write" || commit === noObject)
    return;
  if ((await repository.git.commit(commit)) === null) return;
  if ((await changedWorkflow(repository, commit)) !== null)
    throw notAccessible("contents=write,workflows=write");
}

async function newCommits(repository: Repository, move: Move): Promise<CommitObject[]> {
  const { git } = repository;
  if (move.to === noObject || (await git.commit(move.to)) === null) return [];
  const known = move.from === noObject ? await git.ref(`refs/heads/${repository.defaultBranch}`) : move.from;
  const newest = await commitsBetween(git, known === move.to ? move.to : known, move.to, mostCommits);
  return newest.toReversed();
}

async function pushPayload(
  scene: Scene,
  pushed: { repository: Repository; move: Move; commits: readonly CommitObject[] },
) {
  const { repository, move, commits } = pushed;
  const { world } = scene;
  const created = move.from === noObject;
  const deleted = move.to === noObject;
  const head = deleted ? null : await repository.git.commit(move.to);
  const account = accountOf(world, loginOf(scene.actor));
  const range =
    created || deleted ? move.to.slice(0, 12) : `${move.from.slice(0, 12)}...${move.to.slice(0, 12)}`;
  const shown = await Promise.all(commits.map((commit) => pushedCommitShape(scene, repository, commit)));
  return {
    ref: move.name,
    before: move.from,
    after: move.to,
    base_ref: null,
    created,
    deleted,
    forced: !created && !deleted && !(await isAncestor(repository.git, move.from, move.to)),
    compare: `${world.serverUrl}/${repository.fullName}/compare/${range}`,
    commits: shown,
    head_commit: head === null ? null : await pushedCommitShape(scene, repository, head),
    pusher: { name: loginOf(scene.actor), email: account === undefined ? null : noreplyAddress(account) },
  };
}

async function pushedCommitShape({ world }: Scene, repository: Repository, commit: CommitObject) {
  const [parent] = commit.parents;
  const files = parent === undefined ? [] : await diffFiles(repository.git, parent, commit.sha);
  const paths = (...states: string[]) =>
    files.filter(({ status }) => states.includes(status)).map(({ path }) => path);
  const { author, committer } = commitShape(world, repository, commit);
  return {
    id: commit.sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: commit.committer.date,
    url: `${world.serverUrl}/${repository.fullName}/commit/${commit.sha}`,
    author: { ...commit.author, ...(author === null ? {} : { username: author.login }) },
    committer: { ...commit.committer, ...(committer === null ? {} : { username: committer.login }) },
    added: paths("added"),
    removed: paths("removed"),
    modified: paths("modified", "renamed", "changed"),
  };
}
