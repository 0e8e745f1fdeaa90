import { setTimeout as wait } from "node:timers/promises";

import { info, warning } from "@actions/core";

import { checkpointFile, checkpointLimit, checkpointNames } from "../core/checkpoint.ts";
import { messageOf } from "../core/errors.ts";
import { Heartbeat, heartbeatFile } from "../core/heartbeat.ts";
import type { PlanTask } from "../core/plan.ts";
import { resultName } from "../core/result.ts";
import { readJson } from "../core/strict-json.ts";
import { livePad } from "../core/workpad.ts";
import { openBinaryArchive } from "../edge/archive.ts";
import { downloadArtifact, listArtifacts } from "../edge/artifacts.ts";
import { readComment, writeComment } from "../edge/comment.ts";
import { openGitHub } from "../edge/github.ts";
import { jobLog, readInputs, readJob, tokenInput } from "./action.ts";
import { LegInputs, PlanInputs } from "./leg.ts";
import { readPlanned } from "./planned.ts";

/** The inputs of progress/action.yml. */
export const ProgressInputs = LegInputs.extend(PlanInputs.shape).extend({ token: tokenInput });

const pause = 30_000; // ms between two looks; a task says how far it is every minute
const patience = 10 * 60_000; // ms without a sign of life, after which its job counts as over
const largest = 20_000_000; // bytes of a checkpoint; one that is larger is not fetched for the sign of life in it

/**
 * progress/action.yml: writes on the issue how far the task of this claim is, from the signs of life beside its checkpoints, until its result is there. Only numbers are
 * taken from them, and only the comment that the plan names is written, while it still is the one of this claim.
 */
export async function progress(): Promise<void> {
  const inputs = readInputs(ProgressInputs);
  const job = readJob();
  const { task } = await readPlanned(inputs, job);
  if (task.workpad === null) {
    info(`#${inputs.issue} has no workpad, so nothing is shown there.`);
    return;
  }
  const github = openGitHub({ token: inputs.token, repository: job.repository, log: jobLog });
  const names: readonly string[] = checkpointNames(task);
  const result = resultName({ ...inputs, "run-attempt": job.run.attempt });
  const mark = markOf(await readComment(github, task.workpad));
  let known = 0;
  for (let seen = Date.now(); Date.now() - seen < patience; await wait(pause)) {
    try {
      const artifacts = await listArtifacts();
      if (artifacts.some(({ name }) => name === result)) return;
      const [newest] = artifacts
        .filter(({ name, size, id }) => names.includes(name) && size <= largest && id > known)
        .toSorted((one, other) => other.id - one.id);
      const heartbeat =
        newest === undefined
          ? null
          : heartbeatIn(await downloadArtifact({ id: newest.id, temp: job.temp }), task);
      known = newest?.id ?? known;
      const pad = await readComment(github, task.workpad);
      // By now it shows another entry of the record: the task is over, or taken over.
      if (pad === null || markOf(pad) !== mark) return;
      if (heartbeat === null) continue;
      seen = Date.now();
      await writeComment(github, task.workpad, livePad(pad, heartbeat));
    } catch (error) {
      warning(`How far the task is could not be shown: ${messageOf(error)}`);
    }
  }
}

/** The line of a workpad that says which entry of the record it shows. */
function markOf(pad: string | null): string {
  return pad?.split("\n", 1)[0] ?? "";
}

/** The sign of life in the archive of a checkpoint; null when it is none of this claim. */
function heartbeatIn(archive: Uint8Array, { issue, attempt, claim }: PlanTask): Heartbeat | null {
  const opened = openBinaryArchive(archive, {
    [checkpointFile]: checkpointLimit,
    [heartbeatFile]: 10_000,
  });
  const json = opened.ok ? readJson(opened.files.get(heartbeatFile)?.toString("utf8") ?? "") : opened;
  const read = json.ok ? Heartbeat.safeParse(json.value) : null;
  if (read?.success !== true) return null;
  const { data } = read;
  return data.issue === issue && data.attempt === attempt && data.claim === claim ? data : null;
}
