import { describe, expect, test } from "vitest";

import {
  type OurBranch,
  foldsOf,
  idleBranches,
  quietIssues,
  removalOf,
} from "../../src/core/housekeeping.ts";
import type { ReadEntry } from "../../src/core/record-entry.ts";
import type { RecordEvent } from "../../src/core/record.ts";
import { base, claimed, endingOf, now, record } from "./world.ts";

const day = 24 * 3_600_000;
const ago = (ms: number) => new Date(Date.parse(now) - ms).toISOString().replace(".000", "");

/** A readable record whose newest entry is of this time. */
function written(at: string, state: Parameters<typeof record>[0] = {}): ReadEntry {
  const read = record(state);
  return read.ok ? { ok: true, entry: { ...read.entry, at } } : read;
}

const branch = (changes: Partial<OurBranch> = {}): OurBranch => ({
  issue: 1,
  name: "switchyard/issue-1-abababab",
  commit: "a".repeat(40),
  pull: null,
  ...changes,
});

describe("records that are put away", () => {
  const old = ago(8 * day);

  test("are quiet for a week, wait for nothing, and have no branch left", () => {
    const records = new Map<number, ReadEntry>([
      [1, written(old)],
      [2, written(ago(6 * day))],
      [3, written(old, { phase: "requested", request: { id: "x", kind: "label", by: "maria", at: old } })],
      [4, written(old, claimed(1))],
      [5, { ok: false, why: "it is broken" }],
      [6, written(old)],
      [7, written(ago(9 * day))],
    ]);
    expect(quietIssues(records, { branches: [branch({ issue: 6 })], now })).toEqual([7, 1]);
  });

  test("are not the newest proof that the credentials work", () => {
    const ended = (at: string) => written(at, { last: endingOf({ at, "model-reached": true }) });
    const records = new Map<number, ReadEntry>([
      [1, ended(ago(20 * day))],
      [2, ended(ago(10 * day))],
      [3, written(ago(9 * day), { last: endingOf({ at: ago(9 * day) }) })],
    ]);
    expect(quietIssues(records, { branches: [], now })).toEqual([1, 3]);
  });

  test("are those of issues that were closed for a week, or are gone", () => {
    const closed = new Map<number, string | null>([
      [1, ago(8 * day)],
      [2, ago(6 * day)],
      [3, null],
    ]);
    expect(foldsOf([1, 2, 3, 4], { closed, now })).toEqual([
      { type: "fold", issue: 1, why: "it was closed on 2026-11-12" },
      { type: "fold", issue: 4, why: "there is no such issue any more" },
    ]);
  });
});

describe("branches that are removed", () => {
  const ended = written(ago(2 * 3_600_000));

  test("have no open pull request, and their issue is at rest for an hour", () => {
    const records = new Map<number, ReadEntry>([
      [1, ended],
      [2, ended],
      [3, written(ago(60_000))],
      [4, written(ago(day), claimed(1))],
    ]);
    const branches = [
      branch(),
      branch({ issue: 2, pull: 9 }),
      branch({ issue: 3 }),
      branch({ issue: 4 }),
      branch({ issue: 5 }), // its record is gone: that is repaired first
    ];
    expect(idleBranches(records, { branches, now })).toEqual([branch()]);
  });

  test("are not what running work is stacked on", () => {
    const records = new Map<number, ReadEntry>([
      [1, ended],
      [2, record(claimed(1))],
    ]);
    expect(idleBranches(records, { branches: [branch({ commit: base })], now })).toEqual([]);
    expect(idleBranches(records, { branches: [branch()], now })).toHaveLength(1);
  });

  const publishing = (changes: { branch?: string; commit?: string } = {}): RecordEvent => ({
    type: "publishing",
    publishing: { branch: branch().name, commit: branch().commit, tree: base, digest: "d", ...changes },
  });
  const delivered = (changes: { branch?: string; pull?: number }): RecordEvent => ({
    type: "ended",
    ending: endingOf({ outcome: "delivered", ...changes }),
    charged: true,
    "not-before": null,
  });

  test("were published by us at the commit where they stand, and had a pull request", () => {
    const events = [publishing(), delivered({ branch: branch().name, pull: 7 })];
    expect(removalOf(branch(), events)).toEqual({
      type: "remove-branch",
      issue: 1,
      branch: "switchyard/issue-1-abababab",
      commit: "a".repeat(40),
      why: "pull request #7 is over",
    });
  });

  test.each<[string, RecordEvent[]]>([
    [
      "somebody pushed to it",
      [publishing({ commit: "b".repeat(40) }), delivered({ branch: branch().name, pull: 7 })],
    ],
    ["another branch was published", [publishing({ branch: "x" }), delivered({ branch: "x", pull: 7 })]],
    ["its pull request is to be opened by hand", [publishing(), delivered({ branch: branch().name })]],
    ["nothing is known of it", []],
  ])("stay when %s", (_, events) => {
    expect(removalOf(branch(), events)).toBeNull();
  });
});
