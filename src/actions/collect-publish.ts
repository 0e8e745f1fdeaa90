import { warning } from "@actions/core";

import { branchName } from "../core/branch.ts";
import { UserError, messageOf } from "../core/errors.ts";
import { logLine } from "../core/log-line.ts";
import { holdingOf } from "../core/holding.ts";
import type { Outcome } from "../core/outcome.ts";
import { isWorkflow } from "../core/protected-path.ts";
import { commitMessage, pullRequestBody, pullRequestTitle } from "../core/pull-request.ts";
import type { Publishing } from "../core/record.ts";
import { refusalText } from "../core/refusal.ts";
import type { Change, ChangeSet, Envelope } from "../core/result.ts";
import { readEntries, readTexts } from "../edge/base-tree.ts";
import { type Base, judgeChanges } from "../edge/change-set-check.ts";
import type { GitHub } from "../edge/github.ts";
import {
  addLabel,
  assign,
  buildCommit,
  createBranch,
  isAncestor,
  openPullRequest,
  privateAddress,
} from "../edge/publication.ts";
import { readWriters } from "../edge/repository.ts";
import { entryOf } from "../edge/stamp.ts";
import { openPublisher } from "./collect-publisher.ts";
import type { End, Facts, Scene } from "./collect-scene.ts";

export type Publishable = Facts & {
  readonly envelope: Envelope;
  readonly changes: ChangeSet;
  readonly publishing: Publishing | null;
};

/**
 * Publishes the change of an attempt that delivered, or of a last one that failed: checks it, builds one commit, writes the fence, then creates branch and pull request.
 * Running it again after a failure finishes what was begun: same branch, same commit, same pull request.
 */
export async function publish(scene: Scene, facts: Publishable): Promise<End> {
  const { plan, task, job, github } = scene;
  const { envelope, changes } = facts;
  const failed = envelope.outcome === "delivered" ? null : envelope.outcome;
  // How a failed attempt ended stays what it is; that its change cannot be published either is said beside it.
  const not = (outcome: Outcome, reason: string, more: Partial<End> = {}): End => ({
    ...ended(envelope, failed ?? outcome),
    reason: failed === null ? reason : `${envelope.reason}\nIts change was not published: ${reason}`,
    ...more,
  });
  // What is stacked on another branch has no place on the default branch yet.
  const rebased = task.onto === null && facts.head !== task.base;
  if (rebased && !(await isAncestor(github, { base: task.base, head: facts.head })))
    return not(
      "infra_failed",
      "The default branch was rewritten: the commit that the work is based on is no longer part of it.",
    );
  const checked = await judgeChanges(changes, {
    rules: plan.config,
    bounds: task.settings,
    base: baseOf(scene),
  });
  if (!checked.ok) return not("refused", refusalText(checked.refusals), { refusals: checked.refusals });
  const { sensitive } = checked;
  const withheld = checked.withheld.map(({ path }) => path);
  if (checked.changes.length === 0)
    return not(
      "withheld",
      `Only paths were changed that are withheld: ${checked.withheld.map(({ path, code }) => `${logLine(path)} (${code})`).join(", ")}`,
      { withheld },
    );
  await using publisher = await openPublisher(scene);
  if (checked.changes.some(({ path }) => isWorkflow(path)) && !publisher.isApp)
    return not(
      "withheld",
      "Workflow files were changed, and protected.workflows lets them through; only a GitHub App with the permission workflows: write can publish them. Give the secret app-private-key.",
      { withheld },
    );
  const editedBy = await editorOf(scene, facts);
  const text = {
    config: plan.config,
    task,
    envelope,
    set: changes,
    withheld: checked.withheld,
    sensitive,
    editedBy,
    failed,
    template: plan["pull-request-template"],
    runUrl: job.runUrl,
    isPublic: !facts.isPrivate,
  };
  const branch = await publishBranch(scene, {
    github: publisher.github,
    facts,
    changes: checked.changes,
    message: commitMessage({ ...text, signer: await signerOf(scene) }),
  });
  if (branch === null)
    return not("refused", "A branch of the name that the config gives exists already, and is not ours.");
  const title = pullRequestTitle(text);
  const pull = await openPullRequest(publisher.github, {
    branch,
    base: task.onto ?? plan["default-branch"],
    title,
    body: pullRequestBody(text),
    draft: plan.config["pull-request"].draft || failed !== null || editedBy !== null || withheld.length > 0,
  });
  const common = { ...ended(envelope, envelope.outcome), reason: envelope.reason, branch, withheld };
  // The workpad says how to open it by hand.
  if (pull === null) return common;
  if (sensitive.length > 0) await mark(scene, publisher.github, pull.number);
  await tellPerson(scene, publisher.github, pull.number);
  return { ...common, isApp: publisher.isApp, pull };
}

function ended(envelope: Envelope, outcome: Outcome): End {
  return { outcome, reason: "", envelope, refusals: [], withheld: [] };
}

/** The planned commit, as GitHub has it. */
function baseOf({ github, task }: Scene): Base {
  const commit = task.base;
  return {
    entries: async (directories) => readEntries(github, { commit, directories }),
    texts: async (paths) => readTexts(github, { commit, paths }),
  };
}

/** Who changed title or text since the approval, without the right to write; null for nobody. Edits by people with that right count as approval. */
async function editorOf({ github, task }: Scene, { issue }: Facts): Promise<string | null> {
  const later = (issue?.textChanges ?? []).filter(({ at }) => at >= task.request.at);
  if (later.length === 0) return null;
  const logins = [...new Set(later.flatMap(({ by }) => by ?? []))];
  const writers = await readWriters(github, logins);
  const foreign = later.find(({ by }) => by === null || writers.get(by) !== true);
  return foreign === undefined ? null : (foreign.by ?? "someone unknown");
}

/** Builds the commit, fences, and creates the branch; null when its name and the name beside it are taken by others. */
async function publishBranch(
  scene: Scene,
  {
    github,
    facts,
    changes,
    message,
  }: { github: GitHub; facts: Publishable; changes: readonly Change[]; message: string },
): Promise<string | null> {
  const { plan, task, inputs } = scene;
  // Objects that nothing points to are no side effect yet; the fence is written before the first thing that people can see.
  const built =
    facts.publishing ??
    (await buildCommit(github, { base: task.base, baseTree: task["base-tree"], changes, message }));
  const wanted = branchName(plan.config.branch, { ...task, title: task.snapshot.title, at: task.request.at });
  const names =
    facts.publishing === null ? [wanted, `${wanted}-${inputs.claim.slice(0, 8)}`] : [facts.publishing.branch];
  for (const branch of names) {
    const publishing = {
      branch,
      commit: built.commit,
      tree: built.tree,
      digest: facts.envelope.changes ?? "",
      ...(facts.envelope.outcome === "delivered" ? {} : { outcome: facts.envelope.outcome }),
    };
    await fence(scene, publishing);
    if ((await createBranch(github, publishing)) === "created") return branch;
  }
  return null;
}

/** Puts the label on a pull request that needs a closer look; a failure is no reason to fail. */
async function mark({ plan, task }: Scene, github: GitHub, number: number): Promise<void> {
  const label = plan.config.labels.sensitive;
  if (label === false) return;
  await addLabel(github, { number, label }).catch((error: unknown) =>
    warning(`#${task.issue}: ${messageOf(error)}`),
  );
}

/** Who signs the commit off, with an address: what the config names, or the person who asked. */
async function signerOf({ plan, task, github }: Scene): Promise<string | null> {
  const named = plan.config.commit["sign-off"];
  if (named !== "labeller") return named === false ? null : named;
  return `${task.request.by} <${await privateAddress(github, task.request.by)}>`;
}

/** Assigns the person that the config names, so that GitHub tells them; a failure is no reason to fail. */
async function tellPerson({ plan, task }: Scene, github: GitHub, number: number): Promise<void> {
  const named = plan.config["pull-request"].assign;
  if (named === false) return;
  const login = named === "labeller" ? task.request.by : named.replace(/^@/, "");
  await assign(github, { number, login }).catch((error: unknown) =>
    warning(`#${task.issue}: ${messageOf(error)}`),
  );
}

/** Writes `publishing` on the record: whoever comes after finishes this very branch and commit. Throws when the claim was lost. */
async function fence({ store, inputs, job, github }: Scene, publishing: Publishing): Promise<void> {
  for (;;) {
    const records = await store.read();
    const holding = holdingOf(records.entries.get(inputs.issue), inputs, job.run);
    if (!holding.holds) throw new UserError(`#${inputs.issue}: nothing was published: ${holding.why}.`);
    if (JSON.stringify(holding.state.publishing) === JSON.stringify(publishing)) return;
    const entry = entryOf(holding.state, { type: "publishing", publishing }, github.now());
    if ((await store.write(records, new Map([[inputs.issue, entry]]), { world: null })).ok) return;
  }
}
