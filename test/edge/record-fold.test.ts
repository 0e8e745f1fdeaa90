import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { type IssueState, type RecordEvent, emptyState } from "../../src/core/record.ts";
import { gitIn } from "../../src/edge/git.ts";
import type { RecordStore } from "../../src/edge/record-store.ts";
import { entryOf, nonce } from "../../src/edge/stamp.ts";
import { claimOf, endingOf } from "../core/world.ts";
import { type RecordDesk, openRecordDesk } from "./record-desk.ts";

const at = "2026-11-20T12:00:00Z";
let desk: RecordDesk;

beforeAll(async () => {
  desk = await openRecordDesk();
});
afterAll(async () => desk[Symbol.asyncDispose]());

/** A new repository with records of these issues, an attempt each, and stores on it. */
async function repository(issues: readonly number[]) {
  const { open, directory } = await desk.repository();
  await using store = await open();
  for (const issue of issues) await attempt(store, issue);
  return { open, git: gitIn(directory) };
}

/** Writes a whole attempt on an issue, on top of what its record or the archive says. */
async function attempt(store: RecordStore, issue: number): Promise<IssueState> {
  const request = { id: nonce(), kind: "label" as const, by: "maria", at };
  let last: IssueState = emptyState;
  const write = async (event: (state: IssueState) => RecordEvent) => {
    const seen = await store.read();
    const archived = await store.archived(seen, [issue]);
    const read = seen.entries.get(issue) ?? archived.get(issue)?.entry;
    const state = read?.ok === true ? read.entry.state : emptyState;
    const entry = entryOf(state, event(state), at);
    expect((await store.write(seen, new Map([[issue, entry]]), { world: null, archived })).ok).toBe(true);
    last = entry.state;
  };
  await write(({ total }) => ({
    type: "claimed",
    request,
    claim: claimOf({ nonce: nonce(), at, attempt: total + 1 }),
  }));
  await write(({ total }) => ({
    type: "ended",
    ending: endingOf({ at, attempt: total, spent: 0.25 }),
    charged: true,
    "not-before": null,
  }));
  return last;
}

const live = (tips: ReadonlyMap<string, string>) =>
  [...tips.keys()].filter((ref) => ref.startsWith("refs/switchyard/issues/"));

describe("folding records into the archive", () => {
  test("is done once when two ticks do it at the same time, and loses nothing", async () => {
    const { open, git } = await repository([1, 2, 3]);
    await using one = await open();
    await using other = await open();
    const [seenByOne, seenByOther] = [await one.read(), await other.read()];
    const answers = await Promise.all([one.fold(seenByOne, [1, 2], at), other.fold(seenByOther, [2, 3], at)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const lost = answers[0].ok ? { store: other, issues: [3] } : { store: one, issues: [1] };
    expect((await lost.store.fold(await lost.store.read(), lost.issues, at)).ok).toBe(true);
    const seen = await one.read();
    expect(live(seen.tips)).toEqual([]);
    const archived = await one.archived(seen, [1, 2, 3]);
    expect([...archived.values()].map(({ entry }) => entry.ok && entry.entry.state.spent)).toEqual([
      0.25, 0.25, 0.25,
    ]);
    expect((await git(["fsck", "--strict", "--connectivity-only", "--no-dangling"])).trim()).toBe("");
  });

  test("leaves the record of an issue on which somebody wrote meanwhile", async () => {
    const { open } = await repository([1, 2]);
    await using tick = await open();
    await using person = await open();
    const seen = await tick.read();
    await attempt(person, 2);
    expect(await tick.fold(seen, [1, 2], at)).toEqual({ ok: false, why: "stale" });
    const after = await tick.read();
    expect(live(after.tips)).toEqual(["refs/switchyard/issues/1", "refs/switchyard/issues/2"]);
    expect(after.tips.has("refs/switchyard/archive")).toBe(false);
  });

  test("is taken for done when its answer was lost, and moves nothing twice", async () => {
    const { open, git } = await repository([1]);
    await using store = await open();
    const seen = await store.read();
    let pushes = 0;
    desk.github.fault = ({ kind, method, what }) =>
      kind === "git" && method === "POST" && what.includes("receive-pack") && pushes++ === 0
        ? { kind: "lost-answer" }
        : null;
    try {
      expect((await store.fold(seen, [1], at)).ok).toBe(true);
    } finally {
      desk.github.fault = null;
    }
    expect(pushes).toBeGreaterThan(0);
    expect(live((await store.read()).tips)).toEqual([]);
    const log = await git(["log", "--format=%s", "refs/switchyard/archive"]);
    expect(log.match(/^folded #1$/gm)).toHaveLength(1);
  });

  test("lets a reopened issue go on with its numbers and history, and be folded again", async () => {
    const { open, git } = await repository([1]);
    await using store = await open();
    expect((await store.fold(await store.read(), [1], at)).ok).toBe(true);
    expect(await attempt(store, 1)).toMatchObject({ total: 2, spent: 0.5 });
    expect((await store.fold(await store.read(), [1], at)).ok).toBe(true);
    const history = (await store.history(1)).map((read) => read.ok && read.entry.event.type);
    expect(history).toEqual(["claimed", "ended", "claimed", "ended"]);
    const log = await git(["log", "--format=%s", "refs/switchyard/archive"]);
    expect(log.match(/^claimed: attempt [12]/gm)).toHaveLength(2);
    expect(log.match(/^folded #1$/gm)).toHaveLength(2);
  });
});
