import { type Entry, formatEntry } from "../../src/core/record-entry.ts";
import { emptyState } from "../../src/core/record.ts";
import { nonce } from "../../src/edge/stamp.ts";
import { endingOf } from "../core/world.ts";
import { git } from "./reading.ts";
import type { Repository } from "./stage.ts";

/** A record that shows that the model has answered under the credential, so that more than one task may run at a time. */
export function prove(repository: Repository): void {
  const at = "2026-01-01T00:00:00Z";
  const state = { ...emptyState, last: endingOf({ "model-reached": true, at }) };
  putRecord(repository, 900, { nonce: nonce(), at, event: { type: "withdrawn", by: "x", why: "y" }, state });
}

/** Writes a record of one entry, and a step of the world. */
export function putRecord(repository: Repository, issue: number, entry: Entry): void {
  const tree = git(repository, "hash-object", "-t", "tree", "-w", "/dev/null").trim();
  const identity = ["-c", "user.name=test", "-c", "user.email=test@example.com"];
  const commit = git(repository, ...identity, "commit-tree", tree, "-m", formatEntry(entry)).trim();
  git(repository, "update-ref", `refs/switchyard/issues/${issue}`, commit);
  git(repository, "update-ref", "refs/switchyard/world", commit);
}
