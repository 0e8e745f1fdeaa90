import { countBetween, mergeBase, mergeTrees } from "../git/compare.ts";
import type { Person } from "../git/objects.ts";
import { Failure, forbidden, invalid } from "../failure.ts";
import { isPull, type PullIssue } from "../shapes/pull.ts";
import { noreplyAddress } from "../shapes/user.ts";
import { accountOf, loginOf, now, type Pull, type Repository } from "../world.ts";
import { checkBody } from "./comments.ts";
import { emitIssue, type Scene } from "./emit.ts";
import { markMerged, writePullRef } from "./follow.ts";
import { addIssue, checkTitle } from "./issues.ts";
import { moveRefs } from "./refs.ts";
import { note } from "./timeline.ts";

export type WantedPull = {
  readonly title: string;
  readonly body: string | null;
  readonly head: string;
  readonly base: string;
  readonly draft: boolean;
};

/** Opens a pull request. Throws GitHub's 403 for jobs where the setting forbids it, and its 422s. */
export async function openPull(scene: Scene, repository: Repository, wanted: WantedPull): Promise<PullIssue> {
  if (
    scene.actor.kind === "job" &&
    scene.actor.app === null &&
    !repository.settings.actionsMayCreatePullRequests
  ) {
    throw forbidden("GitHub Actions is not permitted to create or approve pull requests.");
  }
  checkTitle("PullRequest", wanted.title);
  checkBody("PullRequest", wanted.body ?? "");
  const { git } = repository;
  const headRef = branchOfHead(repository, wanted.head);
  const headSha = headRef === null ? null : await git.ref(`refs/heads/${headRef}`);
  if (headRef === null || headSha === null)
    throw invalid({ resource: "PullRequest", field: "head", code: "invalid" });
  const baseSha = await git.ref(`refs/heads/${wanted.base}`);
  if (baseSha === null) throw invalid({ resource: "PullRequest", field: "base", code: "invalid" });
  await refuseEmpty(repository, { headRef, headSha, base: wanted.base, baseSha });
  const rival = [...repository.issues.values()]
    .filter(isPull)
    .find(({ state, pull }) => state === "open" && pull.headRef === headRef && pull.baseRef === wanted.base);
  if (rival !== undefined) {
    throw refused(`A pull request already exists for ${repository.owner}:${headRef}.`);
  }
  const pull: Pull = {
    id: scene.world.actions.nextId(),
    headRef,
    headSha,
    baseRef: wanted.base,
    baseSha,
    draft: wanted.draft,
    mergedAt: null,
    mergedBy: null,
    mergeCommitSha: null,
    requestedReviewers: [],
    reviews: [],
    reviewComments: [],
  };
  const issue = addIssue(scene, { repository, title: wanted.title, body: wanted.body, pull });
  if (!isPull(issue)) throw new Error("a pull request was entered as an issue");
  await writePullRef(issue);
  await emitIssue(scene, issue, { action: "opened" });
  return issue;
}

/** Turns a pull request into a draft or back. */
export async function setDraft(scene: Scene, issue: PullIssue, draft: boolean): Promise<void> {
  if (issue.pull.draft === draft) return;
  issue.pull.draft = draft;
  note(scene, issue, { event: draft ? "convert_to_draft" : "ready_for_review" });
  await emitIssue(scene, issue, { action: draft ? "converted_to_draft" : "ready_for_review" });
}

/** Merges a pull request and returns the commit. Throws 405 when it cannot be, 409 when its head is not `sha`. */
export async function mergePull(
  scene: Scene,
  issue: PullIssue,
  how: {
    method: "merge" | "squash" | "rebase";
    sha: string | null;
    title: string | null;
    message: string | null;
  },
): Promise<string> {
  const { repository, pull } = issue;
  if (issue.state === "closed") throw new Failure(405, "Pull Request is not mergeable");
  if (pull.draft) throw new Failure(405, "Pull Request is still a draft");
  if (how.method === "rebase") throw new Failure(405, "Rebase merges are not allowed on this repository.");
  if (how.sha !== null && how.sha !== pull.headSha) {
    throw new Failure(409, "Head branch was modified. Review and try the merge again.");
  }
  const tree = await mergeTrees(repository.git, pull.baseSha, pull.headSha);
  if (tree === null) throw new Failure(405, "Pull Request is not mergeable");
  const title =
    how.title ??
    (how.method === "squash"
      ? `${issue.title} (#${issue.number})`
      : `Merge pull request #${issue.number} from ${repository.owner}/${pull.headRef}`);
  const message = how.message ?? (how.method === "squash" ? "" : issue.title);
  const at = now();
  const commit = await repository.git.writeCommit({
    tree,
    parents: how.method === "squash" ? [pull.baseSha] : [pull.baseSha, pull.headSha],
    author: personOf(scene, at),
    committer: { name: "GitHub", email: "noreply@github.com", date: at },
    message: message === "" ? title : `${title}\n\n${message}`,
  });
  const change = { name: `refs/heads/${pull.baseRef}`, from: pull.baseSha, to: commit };
  if ((await moveRefs(scene, repository, [change])) !== "done") {
    throw new Failure(405, "Base branch was modified. Review and try the merge again.");
  }
  // A merge commit contains the head, so that the move itself has marked it as merged.
  if (pull.mergedAt === null) await markMerged(scene, issue, commit);
  return commit;
}

/** The git identity of who acts, as GitHub writes it into commits made by its API. */
export function personOf(scene: Scene, date: string): Person {
  const login = loginOf(scene.actor);
  const account = accountOf(scene.world, login);
  if (account === undefined) throw new Error(`no account ${login}`);
  return { name: account.name ?? login, email: noreplyAddress(account), date };
}

async function refuseEmpty(
  repository: Repository,
  ends: { headRef: string; headSha: string; base: string; baseSha: string },
): Promise<void> {
  const { headRef, headSha, base, baseSha } = ends;
  if ((await mergeBase(repository.git, baseSha, headSha)) === null) {
    throw refused(`The ${headRef} branch has no history in common with ${base}`);
  }
  if ((await countBetween(repository.git, baseSha, headSha)).ahead === 0) {
    throw refused(`No commits between ${base} and ${headRef}`);
  }
}

function refused(message: string): Failure {
  return invalid({ resource: "PullRequest", code: "custom", message });
}

function branchOfHead(repository: Repository, head: string): string | null {
  const colon = head.indexOf(":");
  if (colon === -1) return head;
  return head.slice(0, colon).toLowerCase() === repository.owner.toLowerCase() ? head.slice(colon + 1) : null;
}
