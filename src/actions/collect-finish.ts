import { debug, info, setOutput } from "@actions/core";

import { decide, patience, peopleToCheck, startsWithin } from "../core/decide.ts";
import { endingNotes } from "../core/ending-notes.ts";
import { messageOf } from "../core/errors.ts";
import { logLine } from "../core/log-line.ts";
import { outcomes } from "../core/outcome.ts";
import { byHand, projectionOf } from "../core/projection.ts";
import { wholeProse } from "../core/prose.ts";
import { resultName } from "../core/result.ts";
import { collectSummary } from "../core/summary.ts";
import { quote } from "../core/text.ts";
import { failureComment } from "../core/workpad.ts";
import type { Branch, Issue } from "../core/world.ts";
import { deleteArtifact } from "../edge/artifacts.ts";
import { type Waiting, project } from "../edge/projection.ts";
import type { Records } from "../edge/record-store.ts";
import { nonce } from "../edge/stamp.ts";
import { writeSummary } from "./action.ts";
import type { Recorded } from "./collect-record.ts";
import { type End, type Scene, isKept } from "./collect-scene.ts";

/** Shows the end on the issue and in the summary, and says whether something else can start now. */
export async function finish(
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
