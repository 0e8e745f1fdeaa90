import { warning } from "@actions/core";

import { branchName } from "../core/branch.ts";
import { type Refusal, checkChanges } from "../core/change-set.ts";
import { UserError, messageOf } from "../core/errors.ts";
import { holdingOf } from "../core/holding.ts";
import type { Outcome } from "../core/outcome.ts";
import { commitMessage, pullRequestBody, pullRequestTitle } from "../core/pull-request.ts";
import type { Publishing } from "../core/record.ts";
import type { Change, ChangeSet, Envelope } from "../core/result.ts";
import { logLine } from "../core/log-line.ts";
import { type GitHub, openGitHub } from "../edge/github.ts";
import { assign, buildCommit, createBranch, isAncestor, openPullRequest } from "../edge/publication.ts";
import { entryOf } from "../edge/stamp.ts";
import { jobLog } from "./action.ts";
import type { End, Facts, Scene } from "./collect-scene.ts";

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
  const { plan, task, job } = scene;
  const { envelope, changes } = facts;
  const checked = checkChanges(changes);
  if (!checked.ok) return ended(envelope, "refused", refusalText(checked.refusals));
  if (checked.changes.length === 0)
    return ended(
      envelope,
      "withheld",
      `Only protected paths were changed: ${checked.withheld.map((path) => logLine(path)).join(", ")}`,
    );
  // What is stacked on another branch has no place on the default branch yet.
  const rebased = task.onto === null && facts.head !== task.base;
  if (rebased && !(await isAncestor(scene.github, { base: task.base, head: facts.head }))) {
    return ended(
      envelope,
      "infra_failed",
      "The default branch was rewritten: the commit that the work is based on is no longer part of it.",
    );
  }
  await using publisher = await openPublisher(scene);
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
  const branch = await publishBranch(scene, {
    github: publisher.github,
    facts,
    changes: checked.changes,
    message: commitMessage(text),
  });
  if (branch === null)
    return ended(
      envelope,
      "refused",
      "A branch of the name that the config gives exists already, and is not ours.",
    );
  const title = pullRequestTitle(text);
  const pull = await openPullRequest(publisher.github, {
    branch,
    base: task.onto ?? plan["default-branch"],
    title,
    body: pullRequestBody(text),
    draft: plan.config["pull-request"].draft,
  });
  const common = { ...ended(envelope, "delivered", ""), branch };
  // The workpad says how to open it by hand.
  if (pull === null) return common;
  await tellPerson(scene, publisher.github, pull.number);
  return { ...common, pull };
}

function ended(envelope: Envelope, outcome: Outcome, reason: string): End {
  return { outcome, reason, envelope };
}

function refusalText(refusals: readonly Refusal[]): string {
  return refusals
    .slice(0, 20)
    .map(({ code, path, text }) => `${code}: ${logLine(JSON.stringify(path))}: ${text}`)
    .join("\n");
}

type Publisher = AsyncDisposable & { readonly github: GitHub };

/**
 * The identity that publishes: a GitHub App when its key is given, so that CI starts by itself, otherwise the job's token. What was paid for is not
 * lost to an App that is set up by half: then the job's token publishes, with a warning.
 */
async function openPublisher({ github, inputs, job }: Scene): Promise<Publisher> {
  const own: Publisher = { github, [Symbol.asyncDispose]: async () => undefined };
  if (inputs["app-private-key"] === "") return own;
  try {
    if (inputs["app-client-id"] === "")
      throw new UserError(
        "The secret app-private-key is given without the App's client id. Set the variable SWITCHYARD_APP_CLIENT_ID.",
      );
    const { mintAppToken } = await import("../edge/app-token.ts");
    const app = await mintAppToken({
      clientId: inputs["app-client-id"],
      privateKey: inputs["app-private-key"],
      repository: job.repository,
    });
    return {
      github: openGitHub({ token: app.token, repository: job.repository, log: jobLog }),
      [Symbol.asyncDispose]: async () => app[Symbol.asyncDispose](),
    };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    warning(`Published with the job's token instead of the GitHub App: ${error.message}`);
    return own;
  }
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
    };
    await fence(scene, publishing);
    if ((await createBranch(github, publishing)) === "created") return branch;
  }
  return null;
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
