import { createHash, randomBytes } from "node:crypto";

import type { Entry } from "../core/record-entry.ts";
import { type IssueState, type RecordEvent, applyEvent } from "../core/record.ts";

/** Author and committer of the commits that records are made of. */
export const identity = "Switchyard <switchyard@users.noreply.github.com>";

/** A random claim id or nonce: 32 hexadecimal digits. */
export function nonce(): string {
  return randomBytes(16).toString("hex");
}

/** SHA-256 of a text, hex. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** The entry that puts an event on top of a state. `at` is an ISO time. */
export function entryOf(state: IssueState, event: RecordEvent, at: string): Entry {
  return { nonce: nonce(), at, event, state: applyEvent(state, event, at) };
}
