import { describe, expect, test } from "vitest";

import { approval, approvedLabels, peopleToAsk } from "../../src/core/approval.ts";
import { Config } from "../../src/core/config.ts";
import { decide, peopleToCheck } from "../../src/core/decide.ts";
import { legsOf } from "../../src/core/plan.ts";
import { taskSettings } from "../../src/core/task-settings.ts";
import { emptyState } from "../../src/core/record.ts";
import { parseIssueNumbers } from "../../src/core/request.ts";
import type { Issue } from "../../src/core/world.ts";
import { base, issue, now, record, world } from "./world.ts";

const labelledAt = "2026-11-20T11:59:00Z";
const before = "2026-11-20T11:58:59Z";
const people = {
  config: Config.parse({ labels: { bots: ["acme-triage[bot]"] } }),
  writers: new Map([
    ["maria", true],
    ["sam", true],
    ["stranger", false],
    ["triager", false],
  ]),
};
const by = (login: string, byPerson = true) =>
  ({ id: "LE_1", label: "claude-ready", by: login, byPerson, at: labelledAt }) as const;
const reason = (changes: Partial<Issue>) => {
  const answer = approval(people, issue(1, changes), null);
  return "reason" in answer ? answer.reason : `asked by ${answer.by}`;
};

describe("who may ask", () => {
  test("A01 a label by someone with the triage role is no request", () => {
    expect(reason({ labelled: by("triager") })).toBe("labeller_not_authorized");
  });

  test("A02 a label by an app is no request, unless the config names exactly that app", () => {
    expect(reason({ labelled: by("github-actions", false) })).toBe("labeller_is_bot");
    expect(reason({ labelled: by("evil-app[bot]", false) })).toBe("labeller_is_bot");
    expect(reason({ labelled: by("acme-triage", false) })).toBe("asked by acme-triage[bot]");
    expect(reason({ labelled: by("acme-triage-2", false) })).toBe("labeller_is_bot");
  });

  test("A02 an app with the name of a person who may write is not that person", () => {
    expect(reason({ labelled: by("maria", false) })).toBe("labeller_is_bot");
    expect(reason({ textChanges: [{ what: "body", by: "maria[bot]", at: now }] })).toBe("edited_after_label");
  });

  test("A04 the right counts that they have now, for a label and for each retry of it", () => {
    const open = { id: "LE_1", kind: "label", by: "maria", at: labelledAt } as const;
    const given = { ...people, writers: new Map([["maria", false]]) };
    expect(approval(given, issue(1), null)).toMatchObject({ reason: "labeller_not_authorized" });
    expect(approval(given, issue(1), open)).toMatchObject({ reason: "labeller_not_authorized" });
    expect(approval(given, issue(1), { ...open, kind: "manual" })).toMatchObject({
      reason: "labeller_not_authorized",
    });
  });

  test("whom nobody looked up yet is not told that they may not", () => {
    expect(reason({ labelled: by("nina") })).toBe("labeller_not_looked_up");
  });
});

describe("whether the text is the one that was approved", () => {
  const edit = (at: string, login: string | null = "stranger") => ({ what: "body", by: login, at }) as const;

  test.each([
    ["a second later", "2026-11-20T11:59:01Z"],
    ["in the same second", labelledAt],
  ])("A05 an edit by someone else %s voids the label", (_, at) => {
    expect(reason({ textChanges: [edit(at)] })).toBe("edited_after_label");
    expect(reason({ textChanges: [{ what: "title", by: "stranger", at }] })).toBe("edited_after_label");
    expect(reason({ textChanges: [edit(at, null)] })).toBe("edited_after_label");
  });

  test("A05 one of many edits is enough, also when someone who may write came after it", () => {
    expect(reason({ textChanges: [edit(now, "maria"), edit("2026-11-20T11:59:30Z"), edit(before)] })).toBe(
      "edited_after_label",
    );
  });

  test("A05 edits before the label, and later ones by people who may write, void nothing", () => {
    expect(reason({ textChanges: [edit(before), edit(now, "sam"), edit(now, "acme-triage[bot]")] })).toBe(
      "asked by maria",
    );
  });

  test("A05 it counts for manual runs, and for what waits for its next attempt", () => {
    const changed = issue(1, { textChanges: [edit(now)] });
    for (const kind of ["label", "manual"] as const) {
      const open = { id: "LE_1", kind, by: "maria", at: labelledAt } as const;
      expect(approval(people, issue(1), open)).toBe(open);
      expect(approval(people, changed, open)).toMatchObject({ reason: "edited_after_label" });
      const records = new Map([[1, record({ phase: "requested", request: open })]]);
      expect(decide(world({ ...people, issues: [changed], records })).actions).toEqual([]);
    }
  });

  test("A05 the refusal says who changed what, and what to do", () => {
    expect(approval(people, issue(1, { textChanges: [edit(now)] }), null)).toEqual({
      reason: "edited_after_label",
      text: "The body was changed by stranger after the label was put on. Read it again, then take the label off and put it back on.",
    });
  });

  test("A07 what GitHub does not show is not taken for harmless", () => {
    expect(reason({ labelled: null })).toBe("timeline_incomplete");
    expect(reason({ labelled: null, labels: [] })).toBe("not_labelled");
    expect(reason({ knownSince: "2026-11-20T11:59:30Z" })).toBe("timeline_incomplete");
    expect(reason({ knownSince: labelledAt })).toBe("timeline_incomplete");
    expect(reason({ knownSince: before })).toBe("asked by maria");
  });

  test("labels count as they were approved, whatever people without the right do with them afterwards", () => {
    const label = (name: string, on: boolean, login: string | null, at = now) => ({
      label: name,
      on,
      by: login,
      at,
    });
    const given = issue(1, {
      labels: ["claude-ready", "bug", "question", "docs", "evil"],
      labelChanges: [
        label("bug", true, "triager", before),
        label("question", true, "triager"),
        label("investigate", false, "triager"),
        label("docs", true, "sam"),
        label("old", false, "sam"),
        label("evil", true, null),
      ],
    });
    expect(approvedLabels(people, given, labelledAt)).toEqual(["claude-ready", "bug", "docs", "investigate"]);
  });

  test("the people to look up are those who asked and those who changed something since, and no app", () => {
    const given = issue(1, {
      textChanges: [edit(now, "tom"), edit(before, "eve"), edit(now, "app[bot]"), edit(now, null)],
      labelChanges: [{ label: "x", on: true, by: "lee", at: now }],
    });
    expect(peopleToAsk(given, emptyState)).toEqual(["maria", "tom", "lee"]);
    expect(peopleToAsk(given, { ...emptyState, used: "LE_1" })).toEqual([]);
    const open = { id: "run-1", kind: "manual", by: "sam", at: labelledAt } as const;
    expect(peopleToAsk(given, { ...emptyState, phase: "requested", request: open })).toEqual([
      "sam",
      "tom",
      "lee",
    ]);
  });
});

describe("what leaves dispatch", () => {
  test("A10 a hostile title changes no byte of the matrix", () => {
    const task = (title: string) => ({
      issue: 1,
      "issue-id": "I_1",
      attempt: 1,
      claim: "c",
      worker: 1,
      reserved: 5,
      canary: false,
      settings: taskSettings(Config.parse({}), { labels: [title], type: title, scope: null }),
      base,
      "base-tree": base,
      onto: null,
      before: [],
      wanted: "change" as const,
      request: { id: "LE_1", kind: "label" as const, by: "maria", at: now },
      snapshot: {
        issue: 1,
        title,
        body: title,
        author: title,
        labels: [title],
        comments: [],
        removed: { comments: 0, markup: 0, characters: 0, cut: 0 },
        "comments-left-out": 0,
      },
      "snapshot-hash": "h",
      workpad: null,
    });
    const matrix = (title: string) =>
      JSON.stringify(
        legsOf({
          version: 1,
          repository: "acme/spans",
          "default-branch": "main",
          base,
          "base-tree": base,
          config: Config.parse({}),
          "prompt-template": null,
          "pull-request-template": null,
          rehearsal: null,
          tasks: [task(title)],
        }),
      );
    expect(matrix('"}],"x":[{"a":"$(id)`\n`::set-output name=matrix::[]')).toBe(matrix("Fix the typo"));
  });

  test("A11 ten thousand labels start what the limits allow, always the same, in the order of the queue", () => {
    const issues = Array.from({ length: 10_000 }, (_, index) =>
      issue(index + 1, { labelled: { ...by(`person-${index}`), id: `LE_${index}` } }),
    );
    const writers = new Map(issues.map(({ labelled }) => [labelled?.by ?? "", true]));
    const given = world({ issues, writers });
    const decision = decide(given);
    const started = decision.actions.flatMap((action) => (action.type === "claim" ? [action.issue] : []));
    expect(started).toEqual([1, 2]);
    expect(decision.deferred).toHaveLength(9_998);
    // How many of them one tick looks up is bounded in src/edge/observe.ts.
    expect(peopleToCheck(given).slice(0, 2)).toEqual(["person-0", "person-1"]);
  });

  test("A12 a label of ours, and one that was answered, starts nothing", () => {
    const answered = world({
      ...people,
      issues: [issue(1)],
      records: new Map([[1, record({ used: "LE_1" })]]),
    });
    expect(decide(answered)).toMatchObject({ actions: [], deferred: [{ reason: "used_up" }] });
    const ours = world({ issues: [issue(1, { labels: ["pull-request"], labelled: null })] });
    expect(decide(ours)).toMatchObject({ actions: [], deferred: [{ reason: "not_labelled" }] });
  });

  test("A13 a list of issues is numbers, or refused whole", () => {
    expect(parseIssueNumbers("12, 14 #7 12")).toEqual({ ok: true, numbers: [12, 14, 7] });
    expect(parseIssueNumbers("12 $(curl x) -1 1e3 007 12")).toEqual({
      ok: false,
      bad: ["$(curl", "x)", "-1", "1e3", "007"],
    });
  });
});
