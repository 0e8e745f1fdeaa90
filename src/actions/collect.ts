import { notice, setOutput } from "@actions/core";

import { holdingOf } from "../core/holding.ts";
import type { IssueState } from "../core/record.ts";
import { noIssue } from "../core/rehearsal.ts";
import { type GitHub, openGitHub } from "../edge/github.ts";
import { type Handed, readResult } from "../edge/hand-over.ts";
import { readIssue } from "../edge/issue.ts";
import { type RecordStore, openRecordStore } from "../edge/record-store.ts";
import { entryOf, identity } from "../edge/stamp.ts";
import { type Job, jobLog, readInputs, readJob, remoteOf } from "./action.ts";
import { endOf } from "./collect-end.ts";
import { finish } from "./collect-finish.ts";
import { record } from "./collect-record.ts";
import { CollectInputs, type Scene } from "./collect-scene.ts";
import { readPlanned } from "./planned.ts";

/** collect/action.yml: takes one result as hostile data, publishes what passes the rules, records, and shows the end on the issue. */
export async function collect(): Promise<void> {
  const inputs = readInputs(CollectInputs);
  const job = readJob();
  const github = openGitHub({ token: inputs.token, repository: job.repository, log: jobLog });
  if (inputs.issue === noIssue) {
    const { collectRehearsal } = await import("./collect-rehearsal.ts");
    return collectRehearsal(inputs, { job, github });
  }
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
    gates: task.settings.gates.map(({ name }) => name),
  };
  return readResult(
    { id: Number(inputs["result-id"]), digest: inputs["result-digest"] },
    { temp: job.temp, claimed },
  );
}
