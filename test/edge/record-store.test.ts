import { tmpdir } from "node:os";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { emptyState } from "../../src/core/record.ts";
import { claimOf } from "../core/world.ts";
import { gitIn } from "../../src/edge/git.ts";
import { openRecordStore } from "../../src/edge/record-store.ts";
import { entryOf, identity, nonce } from "../../src/edge/stamp.ts";
import { type RecordDesk, openRecordDesk } from "./record-desk.ts";

const at = "2026-11-20T12:00:00Z";
let desk: RecordDesk;

beforeAll(async () => {
  desk = await openRecordDesk();
});
afterAll(async () => desk[Symbol.asyncDispose]());

const request = (issue: number) => ({ id: `LE_${issue}`, kind: "label" as const, by: "maria", at });
const requested = (issue: number) =>
  [issue, entryOf(emptyState, { type: "requested", request: request(issue) }, at)] as const;
const claim = (issue: number, run: number) =>
  [
    issue,
    entryOf(
      emptyState,
      {
        type: "claimed",
        request: request(issue),
        claim: claimOf({ nonce: nonce(), run, at }),
      },
      at,
    ),
  ] as const;

describe("the record store", () => {
  test("reads an empty repository on its first day", async () => {
    await using store = await (await desk.repository()).open();
    expect(await store.read()).toEqual({ entries: new Map(), tips: new Map(), stopped: false });
  });

  test("reads the first record of all when it is written while the store looks", async () => {
    const { open } = await desk.repository();
    await using store = await open();
    await using other = await open();
    const nothing = await other.read();
    let looks = 0;
    desk.github.fault = async ({ kind, method }) => {
      looks += kind === "git" && method === "GET" ? 1 : 0;
      // The fetch has found no ref, and what there is is asked for: now there is one.
      if (looks === 2) {
        looks += 1;
        await other.write(nothing, new Map([requested(7)]), { world: null });
      }
      return null;
    };
    try {
      expect([...(await store.read()).entries.keys()]).toEqual([7]);
      expect(looks).toBeGreaterThan(2);
    } finally {
      desk.github.fault = null;
    }
  });

  test("writes chains that plain git can read, and reads their tips", async () => {
    const { open, directory } = await desk.repository();
    await using store = await open();
    const first = await store.write(await store.read(), new Map([requested(7)]), { world: null });
    expect(first.ok).toBe(true);
    const seen = await store.read();
    const state = emptyState;
    await store.write(
      seen,
      new Map([[7, entryOf(state, { type: "withdrawn", by: "maria", why: "changed her mind" }, at)]]),
      { world: "tick\n" },
    );
    const log = await gitIn(directory)(["log", "--format=%s", "refs/switchyard/issues/7"]);
    expect(log.trim().split("\n")).toEqual(["withdrawn by maria", "requested by maria"]);
    expect((await store.read()).tips.has("refs/switchyard/world")).toBe(true);
    expect((await gitIn(directory)(["fsck", "--strict"])).trim()).toBe("");
  });

  test("tells a writer that came second to read again, and writes nothing of his", async () => {
    const { open } = await desk.repository();
    await using first = await open();
    await using second = await open();
    const seen = await second.read();
    expect((await first.write(await first.read(), new Map([claim(1, 1)]), { world: "a" })).ok).toBe(true);
    expect(await second.write(seen, new Map([claim(2, 2)]), { world: "b" })).toEqual({
      ok: false,
      why: "stale",
    });
    expect([...(await second.read()).entries.keys()]).toEqual([1]);
    expect((await second.write(await second.read(), new Map([claim(2, 2)]), { world: "b" })).ok).toBe(true);
  });

  test("lets of many who race for one issue exactly one win", async () => {
    const { open } = await desk.repository();
    const answers = await Promise.all(
      Array.from({ length: 8 }, async (_, run) => {
        await using store = await open();
        return (await store.write(await store.read(), new Map([claim(1, run + 1)]), { world: null })).ok;
      }),
    );
    expect(answers.filter(Boolean)).toHaveLength(1);
  });

  test("takes a write whose answer was lost for done, by its own commit", async () => {
    const { open } = await desk.repository();
    await using store = await open();
    const seen = await store.read();
    let lost = 0;
    desk.github.fault = ({ kind, what }) =>
      kind === "git" && what.includes("receive-pack") && lost++ === 1 ? { kind: "lost-answer" } : null;
    try {
      expect((await store.write(seen, new Map([claim(1, 1)]), { world: "a" })).ok).toBe(true);
    } finally {
      desk.github.fault = null;
    }
    expect(lost).toBeGreaterThan(1);
  });

  test("tries again after a push that failed without a reason", async () => {
    const { open } = await desk.repository();
    await using store = await open();
    const seen = await store.read();
    let failures = 2;
    desk.github.fault = ({ kind, what }) =>
      kind === "git" && what.includes("receive-pack") && failures-- > 0
        ? { kind: "status", status: 502 }
        : null;
    try {
      expect((await store.write(seen, new Map([claim(1, 1)]), { world: "a" })).ok).toBe(true);
    } finally {
      desk.github.fault = null;
    }
  });

  test("tries again after a bare rejection, with which nothing was moved", async () => {
    const { open } = await desk.repository();
    await using store = await open();
    const seen = await store.read();
    let rejections = 0;
    desk.github.fault = ({ kind, method, what }) =>
      kind === "git" && method === "POST" && what.includes("receive-pack") && rejections++ < 2
        ? { kind: "rejected" }
        : null;
    try {
      expect((await store.write(seen, new Map([claim(1, 1)]), { world: "a" })).ok).toBe(true);
    } finally {
      desk.github.fault = null;
    }
    expect(rejections).toBe(3);
  });

  test("keeps going past a record that cannot be read", async () => {
    const { open, directory } = await desk.repository();
    const git = gitIn(directory);
    const tree = (await git(["mktree"], { input: "" })).trim();
    const commit = (
      await git(["-c", "user.name=x", "-c", "user.email=x@x", "commit-tree", tree, "-m", "not ours"])
    ).trim();
    await git(["update-ref", "refs/switchyard/issues/3", commit]);
    await using store = await open();
    await store.write(await store.read(), new Map([requested(4)]), { world: null });
    const { entries } = await store.read();
    expect(entries.get(3)).toMatchObject({ ok: false });
    expect(entries.get(4)).toMatchObject({ ok: true });
  });

  test("peeks at one record and at the stop by one request", async () => {
    const { open, directory } = await desk.repository();
    await using store = await open();
    expect(await store.peek(1)).toEqual({ tip: null, stopped: false });
    const written = await store.write(await store.read(), new Map([requested(1)]), { world: null });
    await gitIn(directory)(["update-ref", "refs/switchyard/stop", "refs/heads/main"]);
    expect(await store.peek(1)).toEqual({ tip: written.ok ? written.tips.get(1) : "", stopped: true });
  });

  test("names the permission that is missing, and the address that cannot be reached", async () => {
    const { open } = await desk.repository();
    await using reader = await open(desk.github.createUser("tom").token);
    await expect(reader.write(await reader.read(), new Map([requested(1)]), { world: null })).rejects.toThrow(
      /contents: write/,
    );
    await using nowhere = await openRecordStore({
      remote: { url: "http://127.0.0.1:1/acme/x", token: "t" },
      temp: tmpdir(),
      identity,
    });
    await expect(nowhere.read()).rejects.toThrow(/Cannot reach http:\/\/127\.0\.0\.1:1\/acme\/x by git/);
  });
});
