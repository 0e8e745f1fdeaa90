import { describe, expect, test } from "vitest";

import { formatEntry, parseEntry } from "../../src/core/record-entry.ts";
import { type RecordEvent, applyEvent, emptyState, isUsedUp } from "../../src/core/record.ts";
import { base, claimOf, claimed, now } from "./world.ts";

const request = { id: "LE_1", kind: "label" as const, by: "maria", at: now };
const claim = claimOf({ run: 5 });
const ended = (changes: Partial<Extract<RecordEvent, { type: "ended" }>> = {}): RecordEvent => ({
  type: "ended",
  ending: { outcome: "delivered", attempt: 1, run: 5, spent: 1.25, at: now, pool: "default" },
  charged: true,
  "not-before": null,
  ...changes,
});

describe("a request is used up", () => {
  const state = { ...emptyState, used: "LE_1", "used-at": now, "used-run": 7 };

  test("by its label, and with it every label that was put on before", () => {
    const label = (id: string, at: string) => isUsedUp(state, { id, kind: "label", at });
    expect(label("LE_1", "2026-11-21T00:00:00Z")).toBe(true);
    expect(label("LE_0", now)).toBe(true);
    expect(label("LE_2", "2026-11-20T12:00:01Z")).toBe(false);
  });

  test("by its manual run, and with it every older run, however late it is started again", () => {
    const manual = (run: number) => isUsedUp(state, { id: `run-${run}-1`, kind: "manual", at: now, run });
    expect([6, 7, 8].map(manual)).toEqual([true, true, false]);
  });
});

describe("applyEvent", () => {
  test("leads a request to its delivery and uses it up", () => {
    let state = applyEvent(emptyState, { type: "claimed", request, claim }, now);
    expect(state).toMatchObject({ phase: "claimed", total: 1, claim });
    state = applyEvent(
      state,
      { type: "publishing", publishing: { branch: "b", commit: base, tree: base, digest: "d" } },
      now,
    );
    expect(state.phase).toBe("publishing");
    state = applyEvent(state, ended(), now);
    expect(state).toMatchObject({
      phase: "idle",
      claim: null,
      request: null,
      used: "LE_1",
      spent: 1.25,
      days: { "2026-11-20": 1.25 },
    });
  });

  test("keeps the request open for a scheduled retry, and counts attempts of one request only", () => {
    const failed = applyEvent(claimed(1), ended({ "not-before": "2026-11-20T13:00:00Z" }), now);
    expect(failed).toMatchObject({ phase: "requested", attempts: 1, "not-before": "2026-11-20T13:00:00Z" });
    const again = applyEvent(
      failed,
      { type: "claimed", request: failed.request ?? request, claim: { ...claim, attempt: 2 } },
      now,
    );
    expect(again).toMatchObject({ attempts: 1, total: 2, "not-before": null });
    expect(
      applyEvent(
        { ...failed, request: null },
        { type: "claimed", request: { ...request, id: "LE_2" }, claim },
        now,
      ).attempts,
    ).toBe(0);
  });

  test("does not retry what people asked to end", () => {
    const asked = applyEvent(
      claimed(1),
      { type: "cancel-requested", by: "people", why: "the label was taken off" },
      now,
    );
    expect(applyEvent(asked, ended({ "not-before": "2026-11-20T13:00:00Z" }), now)).toMatchObject({
      phase: "idle",
      request: null,
      cancel: null,
    });
  });

  test("refuses a second claim", () => {
    expect(() => applyEvent(claimed(1), { type: "claimed", request, claim }, now)).toThrow(
      "claimed while claimed",
    );
  });
});

describe("entries", () => {
  const entry = {
    nonce: "n",
    at: now,
    event: { type: "claimed", request, claim } as const,
    state: claimed(1),
  };

  test("read back as they were written", () => {
    expect(parseEntry(formatEntry(entry))).toEqual({ ok: true, entry });
  });

  test("show what happened in their first line", () => {
    expect(formatEntry(entry).split("\n")[0]).toBe("claimed: attempt 1 by run 5/1");
  });

  test("of a newer writer are used while it asks for no newer reader", () => {
    const newer = formatEntry(entry)
      .replace('"version": 1', '"version": 7')
      .replace('"type": "claimed"', '"type": "blessed"')
      .replace('"nonce": "n"', '"nonce": "n", "added": 1');
    expect(parseEntry(newer)).toMatchObject({ ok: true, entry: { state: entry.state } });
  });

  test.each([
    ["no JSON", "hello\n\nworld", /no JSON body/],
    [
      "a state that is not one",
      formatEntry(entry).replace('"phase": "claimed"', '"phase": "asleep"'),
      /not readable/,
    ],
    [
      "a newer reader asked for",
      formatEntry(entry).replace('"min-reader": 1', '"min-reader": 2'),
      /update the pinned version/,
    ],
  ])("with %s say so and do not throw", (_, message, why) => {
    const read = parseEntry(message);
    expect(read.ok ? "" : read.why).toMatch(why);
  });
});
