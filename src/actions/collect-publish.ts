import { warning } from "@actions/core";

import { branchName } from "../core/branch.ts";
import { checkChanges } from "../core/change-set.ts";
import { UserError, messageOf } from "../core/errors.ts";
import { commitMessage, pullRequestBody, pullRequestTitle } from "../core/pull-request.ts";
import type { Publishing } from "../core/record.ts";
import type { ChangeSet, Envelope } from "../core/result.ts";
import { logLine } from "../core/log-line.ts";
import { assign, buildCommit, createBranch, isAncestor, openPullRequest } from "../edge/publication.ts";
import { entryOf } from "../edge/stamp.ts";
import type { End, Facts, Scene } from "./collect-scene.ts";
import { holdingOf } from "./leg.ts";

export type Publishable = Facts & {
  readonly envelope: Envelope;
  readonly changes: ChangeSet;
  readonly publishing: Publishing | null;
};

/**
 * Publishes a delivered change: checks its form, builds one commit, writes the fence, then creates branch and pull request. Running it again after a
 * failure finishes what was begun: same branch, same commit, same pull request.
 */
export async function publish(scene: Scene, facts: Publishable): Promise<End> {
  const { github, plan, task, inputs, job } = scene;
  const { envelope, changes } = facts;
  const checked = checkChanges(changes);
  if (!checked.ok) {
    const listed = checked.refusals
      .slice(0, 20)
      .map(({ code, path, text }) => `${code}: ${logLine(JSON.stringify(path), 200)}: ${text}`);
    return { outcome: "refused", reason: listed.join("\n"), note: "", envelope };
  }
  if (checked.changes.length === 0)
    return {
      outcome: "withheld",
      reason: `Only protected paths were changed: ${checked.withheld.map((path) => logLine(path, 120)).join(", ")}`,
      note: "",
      envelope,
    };
  if (facts.head !== plan.base && !(await isAncestor(github, { base: plan.base, head: facts.head }))) {
    return {
      outcome: "infra_failed",
      reason:
        "The default branch was rewritten: the commit that the work is based on is no longer part of it.",
      note: "",
      envelope,
    };
  }
  const text = {
    config: plan.config,
    task,
    envelope,
    set: changes,
    withheld: checked.withheld,
    template: plan["pull-request-template"],
    runUrl: job.runUrl,
    showCost: facts.isPrivate,
  };
  // Objects that nothing points to are no side effect yet; the fence is written before the first thing that people can see.
  const built =
    facts.publishing ??
    (await buildCommit(github, {
      base: plan.base,
      baseTree: plan["base-tree"],
      changes: checked.changes,
      message: commitMessage(text),
    }));
  const wanted = branchName(plan.config.branch, { ...task, title: task.snapshot.title, at: task.request.at });
  let publishing: Publishing = facts.publishing ?? {
    branch: wanted,
    commit: built.commit,
    tree: built.tree,
    digest: envelope.changes ?? "",
  };
  await fence(scene, publishing);
  if ((await createBranch(github, publishing)) === "taken") {
    publishing = { ...publishing, branch: `${wanted}-${inputs.claim.slice(0, 8)}` };
    await fence(scene, publishing);
    if ((await createBranch(github, publishing)) === "taken")
      return {
        outcome: "refused",
        reason: `The branch ${publishing.branch} exists and is not ours.`,
        note: "",
        envelope,
      };
  }
  const title = pullRequestTitle(text);
  const pull = await openPullRequest(github, {
    branch: publishing.branch,
    base: plan["default-branch"],
    title,
    body: pullRequestBody(text),
    draft: plan.config["pull-request"].draft,
  });
  const common = { outcome: "delivered" as const, reason: "", envelope, branch: publishing.branch };
  if (pull === null) return { ...common, note: byHand({ scene, branch: publishing.branch, title }) };
  const person =
    plan.config["pull-request"].assign === "labeller" ? task.request.by : plan.config["pull-request"].assign;
  if (person !== false)
    await assign(github, { number: pull.number, login: person.replace(/^@/, "") }).catch((error: unknown) =>
      warning(`#${task.issue}: ${messageOf(error)}`),
    );
  return { ...common, note: "", pull };
}

/** Writes `publishing` on the record: whoever comes after finishes this very branch and commit. Throws when the claim was lost. */
async function fence({ store, inputs, job, github }: Scene, publishing: Publishing): Promise<void> {
  for (;;) {
    const records = await store.read();
    const holding = holdingOf(records, inputs, job);
    if (!holding.holds) throw new UserError(`#${inputs.issue}: nothing was published: ${holding.why}.`);
    if (JSON.stringify(holding.publishing) === JSON.stringify(publishing)) return;
    const entry = entryOf(holding.state, { type: "publishing", publishing }, github.now());
    if ((await store.write(records, new Map([[inputs.issue, entry]]), { world: null })).ok) return;
  }
}

/** What a person clicks when this token may not open pull requests. */
function byHand({ scene, branch, title }: { scene: Scene; branch: string; title: string }): string {
  const { job, plan, task } = scene;
  const query = new URLSearchParams({ quick_pull: "1", title, body: `Closes #${task.issue}` });
  const link = `${job.serverUrl}/${job.repository}/compare/${encodeURIComponent(plan["default-branch"])}...${encodeURIComponent(branch)}?${query.toString()}`;
  return [
    `The branch \`${branch}\` is published, but this repository does not let Actions open pull requests. [Open it with one click](${link}).`,
    "",
    'To have it opened for you: Settings → Actions → General → "Allow GitHub Actions to create and approve pull requests".',
  ].join("\n");
}
