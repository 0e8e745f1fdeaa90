import { debug, info, notice, setOutput } from "@actions/core";

import { runCancelled } from "../core/conclude.ts";
import { decide, patience, peopleToCheck, startsWithin } from "../core/decide.ts";
import { endingNotes } from "../core/ending-notes.ts";
import { messageOf } from "../core/errors.ts";
import { holdingOf } from "../core/holding.ts";
import { logLine } from "../core/log-line.ts";
import { outcomes } from "../core/outcome.ts";
import { byHand, projectionOf } from "../core/projection.ts";
import type { IssueState } from "../core/record.ts";
import { refusalText } from "../core/refusal.ts";
import { type Envelope, resultName } from "../core/result.ts";
import { nextTry } from "../core/retry.ts";
import { collectSummary } from "../core/summary.ts";
import { wholeProse } from "../core/prose.ts";
import { quote } from "../core/text.ts";
import { failureComment } from "../core/workpad.ts";
import type { Branch, Issue } from "../core/world.ts";
import { deleteArtifact } from "../edge/artifacts.ts";
import { type GitHub, openGitHub } from "../edge/github.ts";
import { type Handed, readResult } from "../edge/hand-over.ts";
import { readIssue } from "../edge/issue.ts";
import { type Waiting, project } from "../edge/projection.ts";
import { type RecordStore, type Records, openRecordStore } from "../edge/record-store.ts";
import { withoutSecrets } from "../edge/secret-scan.ts";
import { workWasCancelled } from "../edge/runs.ts";
import { entryOf, identity, nonce } from "../edge/stamp.ts";
import { type Job, jobLog, readInputs, readJob, remoteOf, writeSummary } from "./action.ts";
import { publish } from "./collect-publish.ts";
import { type Recorded, record } from "./collect-record.ts";
import { CollectInputs, type End, type Facts, type Scene, isKept } from "./collect-scene.ts";
import { readPlanned } from "./planned.ts";

/** collect/action.yml: takes one result as hostile data, publishes what passes the rules, records, and shows the end on the issue. */
export async function collect(): Promise<void> {
  const inputs = readInputs(CollectInputs);
  const job = readJob();
  const github = openGitHub({ token: inputs.token, repository: job.repository, log: jobLog });
  await using store = await openRecordStore({
    remote: remoteOf(job, inputs.token),
    temp: job.temp,
    identity,
  });
  const state = await takeHold({ store, job, inputs, github });
  if (state === null) return;
  const { plan, task } = await readPlanned(inputs, job);
  const scene = { github, store, job, inputs, plan, task };
  const { issue, labelIds, head, isPrivate } = await readIssue(github, {
    number: task.issue,
    config: plan.config,
  });
  const result = await resultOf(scene);
  const end = await endOf(scene, { state, issue, head, isPrivate, result });
  const recorded = await record(scene, end);
  await finish(scene, { end, recorded, issue, labelIds });
}

/** Makes sure that the claim is ours; in a later attempt of the same run, moves it here first. Null: nothing to do. */
async function takeHold({
  store,
  job,
  inputs,
  github,
}: {
  store: RecordStore;
  job: Job;
  inputs: CollectInputs;
  github: GitHub;
}): Promise<IssueState | null> {
  for (;;) {
    const records = await store.read();
    const holding = holdingOf(records.entries.get(inputs.issue), inputs, job.run);
    if (!holding.holds) {
      notice(`#${inputs.issue}: nothing to collect: ${holding.why}.`);
      setOutput("more", false);
      return null;
    }
    if (!holding.earlierAttempt) return holding.state;
    const entry = entryOf(holding.state, { type: "moved", "run-attempt": job.run.attempt }, github.now());
    await store.write(records, new Map([[inputs.issue, entry]]), { world: null });
  }
}

/** The result of work, or why there is none that can be used. */
async function resultOf({ inputs, job, plan, task }: Scene): Promise<Handed> {
  const isThere = inputs["result-id"] !== "" && inputs["result-digest"] !== "";
  // A result is an artifact itself, so that this comes without one.
  if (!isThere && inputs["work-outcome"] === "no_space")
    return {
      ok: false,
      outcome: "no_space",
      reason:
        "GitHub takes no artifact of this account any more: its storage for them is full. Delete artifacts that nobody needs, or raise the limit in the account's billing settings.",
      refusals: [],
    };
  if (!isThere)
    return {
      ok: false,
      outcome: "infra_failed",
      reason: "The work job ended without a result. Its log, and the state of its runner, say why.",
      refusals: [],
    };
  const claimed = {
    ...task,
    run: job.run.id,
    "run-attempt": job.run.attempt,
    gates: plan.config.gates.map(({ name }) => name),
  };
  return readResult(
    { id: Number(inputs["result-id"]), digest: inputs["result-digest"] },
    { temp: job.temp, claimed },
  );
}

/** Decides what comes of the result, and publishes it when it may be published. */
async function endOf(scene: Scene, facts: Facts): Promise<End> {
  const { result, state, issue } = facts;
  const none = { reason: "", envelope: null, refusals: [], withheld: [] } as const;
  if (!result.ok) {
    // A cancelled job leaves no result either, and is not the platform's fault.
    const why = result.outcome === "infra_failed" ? await cancellation(scene, state) : null;
    if (why !== null) return { ...none, outcome: "cancelled", reason: why };
    return { ...none, outcome: result.outcome, reason: result.reason, refusals: result.refusals };
  }
  const { changes } = result;
  const { envelope, refusals: inTexts } = await withoutSecrets(result.envelope);
  const refusals = [...envelope.refusals, ...inTexts];
  const known = { ...none, envelope, refusals };
  const withdrawn = withdrawal(state, issue);
  if (withdrawn !== null) return { ...known, outcome: "cancelled", reason: withdrawn };
  if (envelope.outcome === "cancelled") {
    // Work was asked to end by a signal, which does not say by whom.
    const why = await cancellation(scene, state);
    return why === null
      ? { ...known, outcome: "infra_failed", reason: shutDown }
      : { ...known, outcome: "cancelled", reason: why };
  }
  if (envelope.outcome === "answered")
    return refusals.length === 0
      ? { ...known, outcome: "answered" }
      : { ...known, outcome: "refused", reason: refusalText(refusals) };
  // What work kept sealed is refused here, as it would have been with the change at hand.
  if (envelope.outcome === "delivered" && changes === null)
    return { ...known, outcome: "refused", reason: refusalText(refusals) };
  const end: End = { ...known, outcome: envelope.outcome, reason: envelope.reason };
  if (changes === null || !(envelope.outcome === "delivered" || isLastDraft(scene, { envelope, state })))
    return end;
  const published = await publish(scene, { ...facts, envelope, changes, publishing: state.publishing });
  return { ...published, refusals: [...refusals, ...published.refusals] };
}

const shutDown =
  "The machine of the work job was shut down, or what ran on it was told to end. Nobody cancelled the run.";

/** Why a task was cancelled, by the record or by GitHub; null when nobody did. */
async function cancellation({ github, inputs, job }: Scene, { cancel }: IssueState): Promise<string | null> {
  if (cancel !== null) return cancel.why;
  return (await workWasCancelled(github, { issue: inputs.issue, run: job.run })) ? runCancelled : null;
}

/** Is what an attempt left shown as a draft although it failed? Only when nothing is tried again by itself, which would go on from it. */
function isLastDraft(
  { plan, github }: Scene,
  { envelope, state }: { envelope: Envelope; state: IssueState },
): boolean {
  const retry = nextTry({
    outcome: envelope.outcome,
    resetsAt: envelope["resets-at"],
    state,
    attempts: plan.config.limits.attempts,
    at: github.now(),
  });
  return (
    plan.config["pull-request"]["on-failure"] === "draft" &&
    outcomes[envelope.outcome].salvage === "draft" &&
    retry === null
  );
}

/** Why nothing may be published any more, by what people did meanwhile; null when nothing changed. */
function withdrawal(state: IssueState, issue: Issue | null): string | null {
  if (state.cancel !== null) return state.cancel.why;
  if (issue === null) return "the issue is gone";
  if (!issue.open) return "the issue was closed";
  if (issue.locked) return "the conversation was locked";
  if (state.request?.kind !== "label") return null;
  if (issue.labelled === null) return "the label was taken off";
  return issue.labelled.id === state.request.id
    ? null
    : "the label was put on anew; that request starts by itself";
}

/** Shows the end on the issue and in the summary, and says whether something else can start now. */
async function finish(
  scene: Scene,
  {
    end,
    recorded,
    issue,
    labelIds,
  }: { end: End; recorded: Recorded; issue: Issue | null; labelIds: ReadonlyMap<string, string> },
): Promise<void> {
  const { github, job, plan, task } = scene;
  const repositoryUrl = `${job.serverUrl}/${job.repository}`;
  const row = outcomes[end.outcome];
  const { state } = recorded.entry;
  const waits = state["not-before"] !== null;
  let more = false;
  const canvas = {
    config: plan.config,
    repositoryUrl,
    defaultBranch: plan["default-branch"],
    spentToday: 0,
  };
  const projection = issue === null ? null : projectionOf(recorded.entry, issue, canvas);
  const notes = state.last === null ? [] : endingNotes(state.last, repositoryUrl);
  const note = [issue === null ? "" : byHand(state, issue, canvas), ...notes]
    .filter((part) => part !== "")
    .join("\n\n");
  if (issue !== null && projection !== null) {
    const say = commentOf(end, {
      attempt: task.attempt,
      spent: state.last?.spent ?? 0,
      notBefore: state["not-before"],
      run: job.runUrl,
    });
    const shown = await project(
      github,
      labelIds,
      {
        issue: { id: issue.id, labels: issue.labels, workpad: task.workpad ?? issue.workpad?.id ?? null },
        ...projection,
        say,
      },
      { config: plan.config, numbers: recorded.requested },
    );
    more = await somethingCanStart(scene, shown.waiting);
  }
  setOutput("more", more);
  setOutput("outcome", end.outcome);
  setOutput("pull-request", end.pull?.url ?? "");
  info(
    `#${task.issue}: ${end.outcome}${end.pull === undefined ? "" : ` ${end.pull.url}`}${end.reason === "" ? "" : `: ${logLine(end.reason)}`}`,
  );
  await writeSummary(
    collectSummary({
      issue: task.issue,
      outcome: end.outcome,
      pull: end.pull?.url ?? null,
      note: end.reason === "" ? note : [quote(end.reason, 2_000), note].filter(Boolean).join("\n\n"),
      now: waits ? row.next : row.now,
      tip: recorded.tip,
    }),
  );
  if (!isKept(end)) await discard(scene, end);
}

/** Deletes a result of which nothing could be wanted any more: everybody who sees the repository can download it. */
async function discard({ task }: Scene, { outcome, envelope }: End): Promise<void> {
  if (envelope === null || (outcome !== "delivered" && outcome !== "answered")) return;
  await deleteArtifact(resultName({ ...task, "run-attempt": envelope["run-attempt"] })).catch(
    (error: unknown) => debug(`the result was not deleted: ${messageOf(error)}`),
  );
}

/** What is said in a comment of its own, which notifies people: an answer, or the five lines of a failure. A pull request speaks for itself. */
function commentOf(
  end: End,
  task: { attempt: number; spent: number; notBefore: string | null; run: string },
): string | null {
  if (end.outcome === "delivered" || end.outcome === "cancelled") return null;
  if (end.outcome === "answered") return wholeProse(end.envelope?.message ?? "", 30_000);
  return failureComment({
    outcome: end.outcome,
    reason: end.reason,
    gates: end.envelope?.gates ?? [],
    ...task,
  });
}

/** The same decision that dispatch would make, with what is known here. It only wakes; dispatch checks every right again. */
async function somethingCanStart({ store, plan, job, github }: Scene, waiting: Waiting): Promise<boolean> {
  if (waiting.issues.length === 0) return false;
  const records = await store.read();
  const everyone = peopleToCheck({
    issues: waiting.issues,
    records: records.entries,
    config: plan.config,
  });
  const decision = decide({
    now: github.now(),
    config: plan.config,
    base: plan.base,
    run: job.run,
    stopped: records.stopped,
    issues: waiting.issues,
    records: records.entries,
    writers: new Map(everyone.map((login) => [login, true])),
    openPullRequests: waiting.openPullRequests,
    branches: branchesIn(records, plan.base),
    deadClaims: new Map(),
    published: new Map(),
    apiLeft: github.left(),
    nonces: [nonce()],
  });
  return startsWithin(decision, patience, github.now());
}

/** Our branches by what the records say, as far as deciding whether to wake goes: where they point, dispatch looks up. */
function branchesIn({ entries }: Records, commit: string): ReadonlyMap<number, Branch> {
  return new Map(
    [...entries].flatMap(([issue, read]) => {
      const last = read.ok ? read.entry.state.last : null;
      return last?.outcome === "delivered" && last.branch !== undefined
        ? [[issue, { name: last.branch, commit, pull: last.pull ?? null }] as const]
        : [];
    }),
  );
}
