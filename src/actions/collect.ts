import { info, notice, setOutput } from "@actions/core";
import { decide, patience, peopleToCheck, startsWithin } from "../core/decide.ts";
import { holdingOf } from "../core/holding.ts";
import type { Issue } from "../core/world.ts";
import { outcomes } from "../core/outcome.ts";
import { byHand, projectionOf } from "../core/projection.ts";
import type { IssueState } from "../core/record.ts";
import { collectSummary } from "../core/summary.ts";
import { logLine } from "../core/log-line.ts";
import { quote } from "../core/text.ts";
import { failureComment } from "../core/workpad.ts";
import { type GitHub, openGitHub } from "../edge/github.ts";
import { type Handed, readResult } from "../edge/hand-over.ts";
import { readIssue } from "../edge/issue.ts";
import { type Waiting, project } from "../edge/projection.ts";
import { type RecordStore, openRecordStore } from "../edge/record-store.ts";
import { entryOf, identity, nonce } from "../edge/stamp.ts";
import { type Job, jobLog, readInputs, readJob, remoteOf, writeSummary } from "./action.ts";
import { publish } from "./collect-publish.ts";
import { type Recorded, record } from "./collect-record.ts";
import { CollectInputs, type End, type Facts, type Scene } from "./collect-scene.ts";
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
async function resultOf({ inputs, job, task }: Scene): Promise<Handed> {
  if (inputs["result-id"] === "" || inputs["result-digest"] === "")
    return {
      ok: false,
      outcome: "infra_failed",
      reason: "The work job ended without a result. Its log, and the state of its runner, say why.",
    };
  const claimed = { issue: task.issue, attempt: task.attempt, claim: task.claim, run: job.run.id };
  return readResult(
    { id: Number(inputs["result-id"]), digest: inputs["result-digest"] },
    { temp: job.temp, claimed },
  );
}

/** Decides what comes of the result, and publishes it when it may be published. */
async function endOf(scene: Scene, facts: Facts): Promise<End> {
  const { result, state, issue } = facts;
  if (!result.ok) {
    // A cancelled job leaves no result either, and is not the platform's fault.
    const cancelled = state.cancel !== null && result.outcome === "infra_failed";
    return {
      outcome: cancelled ? "cancelled" : result.outcome,
      reason: cancelled ? (state.cancel?.why ?? "") : result.reason,
      envelope: null,
    };
  }
  const { envelope, changes } = result;
  const withdrawn = withdrawal(state, issue);
  if (withdrawn !== null) return { outcome: "cancelled", reason: withdrawn, envelope };
  if (envelope.outcome === "answered") return { outcome: "answered", reason: "", envelope };
  if (envelope.outcome !== "delivered" || changes === null)
    return { outcome: envelope.outcome, reason: envelope.reason, envelope };
  return publish(scene, { ...facts, envelope, changes, publishing: state.publishing });
}

/** Why nothing may be published any more, by what people did meanwhile; null when nothing changed. */
function withdrawal(state: IssueState, issue: Issue | null): string | null {
  if (state.cancel !== null) return state.cancel.why;
  if (issue === null) return "the issue is gone";
  if (!issue.open) return "the issue was closed";
  if (issue.locked) return "the conversation was locked";
  if (state.request?.kind === "label" && issue.labelled === null) return "the label was taken off";
  return null;
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
  const note = issue === null ? "" : byHand(state, issue, canvas);
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
      note: end.reason === "" ? note : quote(end.reason, 2_000),
      now: waits ? row.next : row.now,
      tip: recorded.tip,
    }),
  );
}

/** What is said in a comment of its own, which notifies people: an answer, or the five lines of a failure. A pull request speaks for itself. */
function commentOf(
  end: End,
  task: { attempt: number; spent: number; notBefore: string | null; run: string },
): string | null {
  if (end.outcome === "delivered" || end.outcome === "cancelled") return null;
  if (end.outcome === "answered") return quote(end.envelope?.message ?? "", 30_000);
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
    branches: new Map(),
    deadClaims: new Map(),
    published: new Map(),
    apiLeft: github.left(),
    nonces: [nonce()],
  });
  return startsWithin(decision, patience, github.now());
}
