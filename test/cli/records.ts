import { tmpdir } from "node:os";

import { type RecordEvent, type Request, emptyState } from "../../src/core/record.ts";
import { claimOf } from "../core/world.ts";
import { openRecordStore } from "../../src/edge/record-store.ts";
import { entryOf, identity, nonce } from "../../src/edge/stamp.ts";
import type { RunStatus } from "../../src/local/contract.ts";
import type { Desk } from "./desk.ts";

/** Writes events into the record of an issue, as the actions would. */
export async function writeRecord(
  desk: Desk,
  { repo, issue, events }: { repo: string; issue: number; events: readonly RecordEvent[] },
): Promise<void> {
  Object.assign(process.env, desk.github.gitEnvironment);
  const remote = { url: `${desk.github.serverUrl}/${repo}`, token: desk.maria.token };
  await using store = await openRecordStore({ remote, temp: tmpdir(), identity });
  for (const event of events) {
    const seen = await store.read();
    const record = seen.entries.get(issue);
    const state = record?.ok === true ? record.entry.state : emptyState;
    const at = `${new Date().toISOString().slice(0, 19)}Z`;
    await store.write(seen, new Map([[issue, entryOf(state, event, at)]]), { world: null });
  }
}

/** A claim of this run on an issue, which maria asked for by hand. */
export function claimed(issue: number, run: number, worker = 1): RecordEvent {
  const at = `${new Date().toISOString().slice(0, 19)}Z`;
  const request: Request = { id: `LE_${issue}`, kind: "manual", by: "maria", at };
  return { type: "claimed", request, claim: claimOf({ nonce: nonce(), run, worker, at }) };
}

/** Puts a run into the Actions API; claims of it are alive until it has completed. */
export function putRun(
  desk: Desk,
  run: { repo: string; id: number; file: string; event: string; status: RunStatus; at: string },
): void {
  desk.github.actions.runs.set(run.id, {
    id: run.id,
    attempt: 1,
    repository: run.repo,
    path: `.github/workflows/${run.file}`,
    name: "Switchyard",
    title: "Switchyard",
    event: run.event,
    actor: "maria",
    headSha: "a".repeat(40),
    headBranch: "main",
    status: run.status,
    conclusion: run.status === "completed" ? "success" : null,
    createdAt: run.at,
    updatedAt: run.at,
    jobs: [],
  });
}
