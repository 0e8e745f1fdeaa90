import { info } from "@actions/core";

import { partChanges } from "../core/carry.ts";
import { firstOf } from "../core/log-line.ts";
import { checkpointDays } from "../core/checkpoint.ts";
import type { Credential } from "../core/credential.ts";
import type { Request } from "../core/record.ts";
import type { Change, ChangeSet } from "../core/result.ts";
import { readTranscript } from "../core/transcript.ts";
import { changedBetween, readChangeSet } from "../edge/change-set-reader.ts";
import { type End, type Used, copied, endOf, interrupted, nothing } from "./work-end.ts";
import { copiesOf } from "../edge/env-file.ts";
import { runGates } from "../edge/gates.ts";
import { withoutRefused } from "./work-hand-over.ts";
import { checkpointFinder } from "./work-restore.ts";
import { readyScene } from "../edge/task-scene.ts";
import type { PreparedScene, WorkScene } from "./work-scene.ts";
import { prepareBase } from "../edge/setup.ts";

const compared = 20_000_000; // bytes of a file; none in a change is larger
const unused: Used = { spent: 0, turns: 0, credential: null, reached: false };

/**
 * An attempt without an agent: what an earlier one left comes out of its sealed checkpoint and is handed over for judgement by the config as it is now. Its
 * gates are run, since both they and the base may have changed.
 */
export async function releaseAttempt(
  scene: WorkScene,
  {
    site,
    kit,
    credentials,
    release,
  }: Pick<PreparedScene, "site" | "kit"> & {
    credentials: readonly Credential[];
    release: NonNullable<Request["release"]>;
  },
): Promise<End> {
  const cannot = (reason: string): End => ({
    ...nothing,
    outcome: "setup_failed",
    reason,
    isolation: site.held,
  });
  const { attempt } = release;
  const [prepared, found] = await Promise.all([
    prepareBase(scene, site),
    checkpointFinder(scene, credentials)(release),
  ]);
  if (scene.signal.aborted) return interrupted(scene);
  if (!prepared.ok) return cannot(prepared.reason);
  if (found.found === "none")
    return cannot(
      `Nothing is left of attempt ${attempt} that could be released: what an attempt did is kept for ${checkpointDays} days. Put the label on to have it done again.`,
    );
  if (found.found === "closed")
    return cannot(
      `What attempt ${attempt} left cannot be released: ${found.why}. Put the label on to have it done again.`,
    );
  const { checkpoint, transcript } = found.kept;
  if (!checkpoint.ended || checkpoint["left-out"].length > 0)
    return cannot(
      `Only a part of what attempt ${attempt} did was kept, so it cannot be released. Put the label on: the next attempt goes on from that part.`,
    );
  const ready = await readyScene(scene, { site, kit, prepared });
  const moved = await changedBetween(site.workspace, {
    tree: ready.tree,
    from: checkpoint.base,
    to: scene.task.base,
  });
  const { back, aside } = partChanges(checkpoint.changes.changes, moved);
  const both = await differing(ready, aside);
  if (both.length > 0)
    return cannot(
      `What attempt ${attempt} left cannot be released as it is: others changed ${firstOf(both.map(({ path }) => path))} meanwhile. Put the label on: the next attempt brings both together.`,
    );
  await site.workspace.apply(ready.tree, back);
  const { leftOut: _left, emptied: _emptied, ...read } = await readChangeSet(site.workspace, ready);
  const changes: ChangeSet = { ...read, inexpressible: checkpoint.changes.inexpressible };
  info(`Attempt ${attempt} left ${changes.changes.length} changed files, which are judged anew.`);
  if (changes.changes.length + changes.inexpressible.length === 0)
    return cannot(`Attempt ${attempt} left no change that could be released, or the base has it already.`);
  const copies = await copiesOf(ready, changes.changes);
  if (copies.length > 0) return copied({ scene: ready, used: unused, copies });
  const gates = changes.inexpressible.length === 0 ? await runGates(ready, changes, new Map()) : [];
  if (scene.signal.aborted) return { ...interrupted(scene), isolation: site.held };
  const said = transcript === null ? [] : readTranscript(transcript.toString("utf8"));
  const text = said.findLast(({ kind }) => kind === "text")?.text ?? "";
  const verdict = {
    outcome: "finished",
    text,
    structuredOutput: undefined,
    denied: [],
    sentence: "",
  } as const;
  const end = endOf({ scene: ready, used: unused, verdict, changes, gates });
  return await withoutRefused(ready, end, { isSealed: true });
}

/** Those of these changes that the base does not have already. */
async function differing({ site, base }: PreparedScene, changes: readonly Change[]): Promise<Change[]> {
  const paths = changes.map(({ path }) => path);
  const there = await site.workspace.read(base, paths, compared);
  return changes.filter((change) => {
    const content = change.kind === "delete" ? null : Buffer.from(change.content, change.encoding);
    const now = there.get(change.path) ?? null;
    return content === null ? now !== null : now === null || !content.equals(now);
  });
}
