import { setTimeout as wait } from "node:timers/promises";

import { debug, warning } from "@actions/core";

import {
  askedText,
  type Checkpoint,
  checkpointDays,
  checkpointFile,
  checkpointNames,
  checkpointPause,
} from "../core/checkpoint.ts";
import { messageOf } from "../core/errors.ts";
import { type Heartbeat, heartbeatFile, heartbeatLine } from "../core/heartbeat.ts";
import { logLine } from "../core/log-line.ts";
import type { ChangeSet } from "../core/result.ts";
import { deleteArtifact, uploadArtifact } from "../edge/artifacts.ts";
import { type ReadChangeSet, readChangeSet } from "../edge/change-set-reader.ts";
import { packCheckpoint } from "../edge/checkpoint-file.ts";
import { watchResources } from "../edge/resources.ts";
import type { Sealer } from "../edge/seal.ts";
import { sha256 } from "../edge/stamp.ts";
import { readTranscript } from "../edge/transcript-reader.ts";
import type { WorkLog } from "./work-log.ts";
import type { PreparedScene } from "./work-scene.ts";

/** How far the agent has come. */
export type Progress = {
  /** Id of its session; null before it has begun. */
  readonly session: string | null;
  readonly turns: number;
  readonly spent: number;
  readonly tokens: number;
  readonly todos: Heartbeat["todos"];
};

/** Keeps what the agent does, as sealed checkpoints outside of this machine. */
export type Keeper = AsyncDisposable & {
  /** Uploads the first checkpoint. Throws when that fails, so that nothing is spent on what could not be kept; a NoSpaceError when there is no room. A tree in which nothing was restored is not read for it. */
  begin(isRestored: boolean): Promise<void>;
  /** Keeps what changes while `act` runs. Checkpoints that are under way when it ends go on behind. */
  during<T>(act: () => Promise<T>): Promise<T>;
  /** Keeps what an agent left that has ended. The upload goes on behind; leaving the scope waits for it. */
  keep(read: ReadChangeSet): void;
};

const nothing: ReadChangeSet = {
  version: 1,
  lines: 0,
  inexpressible: [],
  changes: [],
  leftOut: [],
  emptied: false,
};

/** Keeps nothing, where there is nothing to seal with. */
export const idleKeeper: Keeper = {
  begin: async () => undefined,
  during: async (act) => act(),
  keep: () => undefined,
  [Symbol.asyncDispose]: async () => undefined,
};

/** Opens a keeper for the agent's tree. `progress` is asked at each checkpoint. */
export function openKeeper({
  scene,
  sealer,
  log,
  progress,
}: {
  scene: PreparedScene;
  sealer: Sealer;
  log: WorkLog;
  progress: () => Progress;
}): Keeper {
  const { task, tree, job } = scene;
  const { workspace } = scene.site;
  const names = checkpointNames(task);
  const used = new Set<string>();
  const loops: Promise<void>[] = [];
  let uploads: Promise<void> = Promise.resolve();
  let sequence = 0;
  let count = 0;
  let last = "";
  let told = false;
  let step: Heartbeat["step"] = "starting";
  const resources = watchResources(job.temp);

  const beat = async (): Promise<Heartbeat> => {
    const { todos, turns, tokens, spent } = progress();
    return {
      version: 1,
      issue: task.issue,
      attempt: task.attempt,
      claim: task.claim,
      at: new Date().toISOString(),
      step,
      todos,
      turns,
      tokens,
      spent,
      ...(await resources()),
      uptime: Math.round((Date.now() - scene.started) / 1_000),
    };
  };
  const upload = async (content: Buffer): Promise<void> => {
    const name = names[sequence % 2] ?? names[0];
    const sealed = await sealer(content, sequence);
    const heartbeat = await beat();
    sequence += 1;
    log.say(heartbeatLine(heartbeat));
    await log.aside(async () => {
      // GitHub replaces nothing: while this name is free, the other one has the checkpoint before.
      if (used.has(name)) await deleteArtifact(name);
      used.delete(name);
      await uploadArtifact({
        name,
        files: { [checkpointFile]: sealed, [heartbeatFile]: JSON.stringify(heartbeat) },
        temp: job.temp,
        retentionDays: checkpointDays,
        packed: true,
      });
      used.add(name);
    });
  };
  const failed = (error: unknown): void => {
    debug(`checkpoint: ${messageOf(error)}`);
    if (told) return;
    told = true;
    warning(
      `What the agent did in the last minute could not be kept: ${logLine(messageOf(error), 500)} Should this job be killed, the next attempt goes on from the checkpoint before.`,
    );
  };
  /** The bytes of a checkpoint of now; null when nothing has changed since the last one, and nobody is at work whose sign of life would be missed. */
  const pack = async (read: ReadChangeSet): Promise<Buffer | null> => {
    // Files do not go all at once but when the machine takes them away, and what is kept must not follow them.
    if (read.emptied) return null;
    const { session, turns, spent } = progress();
    const transcript = session === null ? null : await readTranscript(workspace, { tree, session });
    const { leftOut, emptied: _, ...changes } = read;
    const digest = sha256(`${JSON.stringify(changes)}\n${transcript?.toString("latin1") ?? ""}`);
    if (digest === last && step !== "working") return null;
    last = digest;
    const checkpoint: Checkpoint = {
      version: 1,
      at: new Date().toISOString(),
      asked: sha256(askedText(task)),
      request: task.request.id,
      base: task.base,
      session: transcript === null ? null : session,
      turns,
      spent,
      changes: changes satisfies ChangeSet,
      ended: step === "checking",
      "left-out": [...leftOut],
    };
    return packCheckpoint({ checkpoint, transcript });
  };
  /** One after the other, so that the newest is also the last. */
  const keep = async (read: ReadChangeSet): Promise<void> => {
    uploads = uploads
      .then(async () => {
        const content = await pack(read);
        if (content !== null) await upload(content);
      })
      .catch((error: unknown) => {
        last = "";
        failed(error);
      });
    return uploads;
  };
  const keepOften = async (over: AbortSignal): Promise<void> => {
    while (!over.aborted) {
      try {
        await wait(checkpointPause(count) * 1_000, undefined, { signal: over });
        count += 1;
        await keep(await readChangeSet(workspace, { ...scene, beside: true }));
      } catch (error) {
        // What was read beside an agent that ended meanwhile is read once more in peace.
        if (!over.aborted) failed(error);
      }
    }
  };
  return {
    begin: async (isRestored) => {
      const content = await pack(isRestored ? await readChangeSet(workspace, scene) : nothing);
      if (content !== null) await upload(content);
    },
    during: async (act) => {
      const over = new AbortController();
      step = "working";
      loops.push(keepOften(over.signal));
      try {
        return await act();
      } finally {
        over.abort();
        step = "checking";
      }
    },
    keep: (read) => void keep(read),
    [Symbol.asyncDispose]: async () => {
      await Promise.all(loops);
      await uploads;
    },
  };
}
