import { isAncestor, noObject } from "../git/refs.ts";
import { runGit } from "../git/run.ts";
import { isPull, type PullIssue } from "../shapes/pull.ts";
import { type Issue, loginOf, now, type Repository, repositoryOf, type World } from "../world.ts";
import { emitIssue, type Scene } from "./emit.ts";
import { closeIssue } from "./issues.ts";
import type { Move } from "./refs.ts";
import { note } from "./timeline.ts";

/** Lets the pull requests of a branch follow it: new head, new base, merged by a push, closed with the branch. */
export async function followBranch(scene: Scene, repository: Repository, move: Move): Promise<void> {
  const branch = move.name.slice("refs/heads/".length);
  // Two pushes may report out of order: what the ref says now is what counts.
  const tip = (await repository.git.ref(move.name)) ?? noObject;
  for (const issue of repository.issues.values()) {
    if (!isPull(issue) || issue.state === "closed") continue;
    if (issue.pull.headRef === branch) await followHead(scene, issue, tip);
    if (issue.pull.baseRef === branch) await followBase(scene, issue, tip);
  }
}

/** Where `refs/pull/<n>/head` points, which GitHub keeps for every pull request. */
export async function writePullRef(issue: PullIssue): Promise<void> {
  const { directory } = issue.repository.git;
  await runGit(directory, ["update-ref", `refs/pull/${issue.number}/head`, issue.pull.headSha]);
}

/** Marks a pull request as merged, and closes it and what it closes. */
export async function markMerged(scene: Scene, issue: PullIssue, mergeCommitSha: string): Promise<void> {
  const { pull } = issue;
  pull.mergedAt = now();
  pull.mergedBy = loginOf(scene.actor);
  pull.mergeCommitSha = mergeCommitSha;
  note(scene, issue, { event: "merged", commitId: mergeCommitSha });
  await closeIssue(scene, issue, { reason: null });
  if (pull.baseRef !== issue.repository.defaultBranch) return;
  await closeMentioned(scene, issue.repository, { text: issue.body ?? "", commitId: mergeCommitSha });
}

/** Closes the open issues that a text names with a closing keyword. */
export async function closeMentioned(
  scene: Scene,
  repository: Repository,
  { text, commitId }: { text: string; commitId: string },
): Promise<void> {
  for (const issue of closingReferences(scene.world, repository, text)) {
    if (issue.repository === repository) await closeIssue(scene, issue, { reason: "completed", commitId });
  }
}

/** The issues that a text closes: https://docs.github.com/issues/tracking-your-work-with-issues/linking-a-pull-request-to-an-issue */
export function closingReferences(world: World, repository: Repository, text: string): Issue[] {
  const address = `${world.serverUrl.replaceAll(".", "\\.")}/([\\w.-]+/[\\w.-]+)/issues/`;
  const pattern = RegExp(
    `\\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\\s+(?:${address}|([\\w.-]+/[\\w.-]+)?#|GH-)(\\d+)\\b`,
    "gi",
  );
  const found = [...text.matchAll(pattern)].map(([, byUrl, byName, number]) =>
    repositoryOf(world, byUrl ?? byName ?? repository.fullName)?.issues.get(Number(number)),
  );
  return [...new Set(found)]
    .filter((issue) => issue !== undefined && issue.pull === null)
    .filter((one) => one !== undefined);
}

async function followHead(scene: Scene, issue: PullIssue, tip: string): Promise<void> {
  const before = issue.pull.headSha;
  if (tip === before) return;
  if (tip === noObject) {
    note(scene, issue, { event: "head_ref_deleted" });
    await closeIssue(scene, issue, { reason: null });
    return;
  }
  issue.pull.headSha = tip;
  issue.updatedAt = now();
  await writePullRef(issue);
  await emitIssue(scene, issue, { action: "synchronize", before, after: tip });
}

async function followBase(scene: Scene, issue: PullIssue, tip: string): Promise<void> {
  if (tip === noObject) {
    await closeIssue(scene, issue, { reason: null });
    return;
  }
  const merged = await isAncestor(issue.repository.git, issue.pull.headSha, tip);
  if (merged) await markMerged(scene, issue, tip);
  else issue.pull.baseSha = tip;
}
