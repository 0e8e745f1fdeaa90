import { info, warning } from "@actions/core";

import { type CarryFacts, type Earlier, carriedTurns, earlierAttempts, partChanges } from "../core/carry.ts";
import { askedText } from "../core/checkpoint.ts";
import { type Credential, sealKeys } from "../core/credential.ts";
import { outcomes } from "../core/outcome.ts";
import type { Ending } from "../core/record.ts";
import { readTranscript, transcriptSummary } from "../core/transcript.ts";
import { readableIn } from "../core/record-entry.ts";
import { changedBetween } from "../edge/change-set-reader.ts";
import type { Kept } from "../edge/checkpoint-file.ts";
import { type FoundCheckpoint, findCheckpoint } from "../edge/checkpoint-store.ts";
import { openGitHub } from "../edge/github.ts";
import type { RecordStore } from "../edge/record-store.ts";
import { nonce, sha256 } from "../edge/stamp.ts";
import { placeTranscript } from "../edge/transcript-reader.ts";
import { jobLog } from "./action.ts";
import type { PreparedScene, WorkScene } from "./work-scene.ts";

/** What an earlier attempt left. */
export type Carried = Earlier & { readonly kept: Kept };

/** What the agent goes on from. */
export type Restored = {
  readonly facts: CarryFacts;
  /** Path of the transcript that the session resumes; null when it begins anew. */
  readonly transcript: string | null;
  /** What was done, for a session that begins anew. */
  readonly summary: string;
  /** Model turns that are used up. */
  readonly turns: number;
};

/**
 * Finds what the last attempt on this issue left, of whichever run. Null when there was none, or it left nothing that opens. Throws when GitHub
 * cannot be asked: to start anew would be to pay twice.
 */
export async function findCarried(
  { inputs, job, task }: WorkScene,
  { store, credentials }: { store: RecordStore; credentials: readonly Credential[] },
): Promise<Carried | null> {
  if (task.attempt === 1) return null;
  const earlier = earlierAttempts(readableIn(await store.history(task.issue)), task.claim);
  if (earlier.length === 0) return null;
  const find = checkpointFinder({ inputs, job, task }, credentials);
  for (const { claim, ending } of earlier) {
    const { attempt } = claim;
    const found = await find({ claim: claim.nonce, attempt });
    if (found.found === "one") return { claim, ending, kept: found.kept };
    if (found.found === "closed")
      warning(`What attempt ${attempt} left cannot be used: ${found.why}. Its work has to be done again.`);
  }
  return null;
}

/** Finds and opens the newest checkpoint of an attempt on the issue of this task. */
export function checkpointFinder(
  { inputs, job, task }: Pick<WorkScene, "inputs" | "job" | "task">,
  credentials: readonly Credential[],
): (of: { claim: string; attempt: number }) => Promise<FoundCheckpoint> {
  const github = openGitHub({ token: inputs.token, repository: job.repository, log: jobLog });
  const keys = sealKeys(credentials, inputs["seal-key"]);
  return async (of) =>
    findCheckpoint(github, { of: { repository: job.repository, issue: task.issue, ...of }, keys });
}

/** Puts what was left into the agent's tree, and its transcript where the CLI finds it. */
export async function restore(scene: PreparedScene, { claim, ending, kept }: Carried): Promise<Restored> {
  const { task, tree, site } = scene;
  const { workspace } = site;
  const { checkpoint, transcript } = kept;
  const isSame = checkpoint.asked === sha256(askedText(task));
  // Who is asked for an answer now is not to find changes that nobody asked for.
  const changes = isSame || task.wanted !== "answer" ? checkpoint.changes.changes : [];
  const moved = await changedBetween(workspace, { tree, from: checkpoint.base, to: task.base });
  const { back, aside } = partChanges(changes, moved);
  const directory = `${workspace.agent.temp}/earlier`;
  await workspace.apply(tree, back);
  if (aside.length > 0) await workspace.apply(tree, aside, directory);
  const session = isSame && transcript !== null ? checkpoint.session : null;
  const path =
    session === null || transcript === null
      ? null
      : await placeTranscript(workspace, { tree, session, transcript });
  info(
    `Attempt ${claim.attempt} left ${changes.length} changed files at ${checkpoint.at}: ${path === null ? "a new session" : "its session"} goes on from there.`,
  );
  return {
    facts: {
      attempt: claim.attempt,
      ended: ending === null ? "" : endedText(ending),
      workspace: workspace.directory,
      back: back.map((change) => change.path),
      aside: aside.map((change) => change.path),
      directory,
      lost: checkpoint["left-out"],
      fence: `text-${nonce().slice(0, 12)}`,
    },
    transcript: path,
    summary: transcript === null ? "" : transcriptSummary(readTranscript(transcript.toString("utf8"))),
    turns: carriedTurns({
      turns: checkpoint.turns,
      request: checkpoint.request,
      present: task.request.id,
      charged: ending !== null && outcomes[ending.outcome].charged,
    }),
  };
}

/** How an attempt ended, without what its output said. */
function endedText({ outcome, reason = "" }: Ending): string {
  const { what } = outcomes[outcome];
  const isTold = outcome === "gates_failed" || outcome === "refused";
  return (isTold && reason !== "" ? reason : what).replace(/\.$/, "");
}
