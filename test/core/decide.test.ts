import { fc, forAll } from "./property.ts";
import { describe, expect, test } from "vitest";

import { Config } from "../../src/core/config.ts";
import { decide, peopleToCheck } from "../../src/core/decide.ts";
import type { Issue, World } from "../../src/core/world.ts";
import { applyEvent, emptyState } from "../../src/core/record.ts";
import { endingOf, claimed, issue, now, record, world } from "./world.ts";

const started = (given: World) =>
  decide(given).actions.flatMap((action) => (action.type === "claim" ? [action.issue] : []));
const reasonOf = (given: World, number = 1) =>
  decide(given).deferred.find((deferred) => deferred.issue === number)?.reason;

describe("decide", () => {
  test("claims a labelled issue with the first free worker and reserves one attempt's budget", () => {
    const [action] = decide(world({ issues: [issue(1)] })).actions;
    expect(action).toMatchObject({
      type: "claim",
      issue: 1,
      event: {
        type: "claimed",
        request: { id: "LE_1", by: "maria" },
        claim: { attempt: 1, worker: 1, reserved: 5 },
      },
    });
  });

  const writers = new Map([
    ["maria", true],
    ["stranger", false],
  ]);
  test.each<[string, Partial<Issue>, string]>([
    ["an excluded label", { labels: ["claude-ready", "blocked"] }, "excluded"],
    ["an assignee", { assignees: ["tom"] }, "assigned"],
    ["a locked conversation", { locked: true }, "locked"],
    ["a closed issue", { open: false }, "closed"],
    ["a pull request that would close it", { openPullRequests: [7] }, "open_pull_request"],
    ["an open blocker", { blockers: [{ name: "#9", number: 9, state: "open", doneAt: null }] }, "blocked"],
    [
      "a blocker that cannot be read",
      { blockers: [{ name: "o/r#9", number: null, state: "unknown", doneAt: null }] },
      "blocked",
    ],
    ["no trigger label", { labels: [], labelled: null }, "not_labelled"],
    [
      "a label by a bot",
      { labelled: { id: "LE", label: "claude-ready", by: "evil[bot]", byPerson: false, at: now } },
      "labeller_is_bot",
    ],
    [
      "a label by a stranger",
      { labelled: { id: "LE", label: "claude-ready", by: "stranger", byPerson: true, at: now } },
      "labeller_not_authorized",
    ],
    [
      "a text changed by a stranger after the label",
      { textChanges: [{ what: "body", by: "stranger", at: now }] },
      "edited_after_label",
    ],
    [
      "a title changed at the label's very second",
      { textChanges: [{ what: "title", by: "stranger", at: "2026-11-20T11:59:00Z" }] },
      "edited_after_label",
    ],
    [
      "a change by nobody known",
      { textChanges: [{ what: "body", by: null, at: now }] },
      "edited_after_label",
    ],
  ])("leaves an issue with %s alone and says why", (_, changes, reason) => {
    const given = world({ issues: [issue(1, changes)], writers });
    expect(started(given)).toEqual([]);
    expect(reasonOf(given)).toBe(reason);
  });

  test("starts an issue whose text was changed before the label, or afterwards by someone who may write", () => {
    const before = issue(1, { textChanges: [{ what: "body", by: "stranger", at: "2026-11-20T11:58:59Z" }] });
    const after = issue(2, { textChanges: [{ what: "body", by: "maria", at: now }] });
    expect(started(world({ issues: [before, after] }))).toEqual([1, 2]);
  });

  test("pays for a label once: what was answered needs a new act", () => {
    const records = new Map([[1, record({ used: "LE_1" })]]);
    expect(reasonOf(world({ issues: [issue(1)], records }))).toBe("used_up");
    const again = issue(1, {
      labelled: { id: "LE_new", label: "claude-ready", by: "maria", byPerson: true, at: now },
    });
    expect(started(world({ issues: [again], records }))).toEqual([1]);
  });

  test("counts held claims of others against the limit of tasks and gives out other workers", () => {
    const records = new Map([[8, record(claimed(1))]]);
    const given = world({ issues: [issue(1), issue(2), issue(8)], records });
    const [claim] = decide(given).actions.filter((action) => action.type === "claim");
    expect(claim).toMatchObject({ event: { claim: { worker: 2 } } });
    expect(started(given)).toEqual([1]);
    expect(reasonOf(given, 2)).toBe("limit_tasks");
    expect(reasonOf(given, 8)).toBe("in_progress");
  });

  test("does not start more than open pull requests allow", () => {
    const waiting = [11, 12, 13, 14, 15].map((number) => [number, record({ pull: number + 100 })] as const);
    const given = { issues: [issue(1)], records: new Map(waiting) };
    expect(reasonOf(world({ ...given, openPullRequests: new Set([111, 112, 113, 114, 115]) }))).toBe(
      "limit_open_pull_requests",
    );
    expect(started(world({ ...given, openPullRequests: new Set([111, 112, 113, 114]) }))).toEqual([1]);
  });

  test("counts a task at work as the pull request that will come of it", () => {
    const records = new Map([
      ...[11, 12, 13, 14].map((number) => [number, record({ pull: number + 100 })] as const),
      [8, record(claimed(1))] as const,
    ]);
    const given = world({
      issues: [issue(1), issue(8)],
      records,
      openPullRequests: new Set([111, 112, 113, 114]),
    });
    expect(reasonOf(given, 1)).toBe("limit_open_pull_requests");
  });

  test("runs one task alone until the model has answered under the present credential", () => {
    const unproven = record({ last: endingOf({ "model-reached": false }) });
    const records = new Map([[900, unproven]]);
    const given = world({ issues: [issue(1), issue(2)], records });
    expect(started(given)).toEqual([1]);
    expect(reasonOf(given, 2)).toBe("canary");
  });

  test("a release spends nothing: it reserves nothing, and neither money nor credentials hold it up", () => {
    const request = {
      id: "c",
      kind: "command",
      by: "maria",
      at: now,
      release: { claim: "x", attempt: 1 },
    } as const;
    const spent = endingOf({ outcome: "usage_limited", "resets-at": "2026-11-20T13:00:00Z" });
    const waiting = record({ phase: "requested", request, spent: 1_000, last: spent, used: "LE_1" });
    const records = new Map([
      [1, waiting],
      [8, record(claimed(1, { days: { "2026-11-20": 1_000 } }))],
    ]);
    const given = world({ issues: [issue(1), issue(2), issue(8)], records });
    expect(started(given)).toEqual([1]);
    expect(decide(given).actions[0]).toMatchObject({
      type: "claim",
      issue: 1,
      event: { claim: { reserved: 0 } },
    });
    const paid = new Map([
      ...records,
      [1, record({ phase: "requested", request: { ...request, release: undefined }, last: spent })] as const,
    ]);
    expect(started(world({ issues: [issue(1)], records: paid }))).toEqual([]);
  });

  test("I03 a label that is put on fifty times in a day starts no more than the limit allows", () => {
    let state = emptyState;
    const reasons: (string | undefined)[] = [];
    for (let time = 0; time < 50; time += 1) {
      const at = new Date(Date.parse(now) + time * 60_000).toISOString().replace(".000", "");
      const labelled = { id: `LE_${time}`, label: "claude-ready", by: "maria", byPerson: true, at };
      const given = world({
        now: at,
        issues: [issue(1, { labelled })],
        records: new Map([[1, record(state)]]),
      });
      const [claim] = decide(given).actions;
      reasons.push(reasonOf(given));
      if (claim?.type !== "claim") continue;
      const ending = endingOf({ outcome: "no_change", attempt: claim.event.claim.attempt, at });
      state = applyEvent(state, claim.event, at);
      state = applyEvent(state, { type: "ended", ending, charged: true, "not-before": null }, at);
    }
    const most = Config.parse({}).limits["starts-per-day"];
    expect(state.total).toBe(most);
    expect(reasons.slice(most)).toEqual(Array.from({ length: 50 - most }, () => "starts_per_day"));
  });

  test("counts what running tasks may still spend against the day", () => {
    const config = Config.parse({ limits: { "spend-per-day": 12, tasks: 9 } });
    const records = new Map([[8, record(claimed(1))]]);
    const given = world({ config, records, issues: [issue(1), issue(2), issue(8)] });
    expect(started(given)).toEqual([1]);
    expect(reasonOf(given, 2)).toBe("limit_day");
  });

  test("reserves only what is left of the issue's own budget, and stops at its end", () => {
    const left = world({ issues: [issue(1)], records: new Map([[1, record({ spent: 8 })]]) });
    expect(decide(left).actions[0]).toMatchObject({ event: { claim: { reserved: 2 } } });
    expect(reasonOf(world({ issues: [issue(1)], records: new Map([[1, record({ spent: 10 })]]) }))).toBe(
      "spend_per_issue",
    );
  });

  test("waits until a retry is due", () => {
    const request = { id: "LE_1", kind: "label" as const, by: "maria", at: now };
    const later = record({ phase: "requested", request, "not-before": "2026-11-20T12:00:01Z" });
    expect(reasonOf(world({ issues: [issue(1)], records: new Map([[1, later]]) }))).toBe("not_before");
    const due = record({ phase: "requested", request, "not-before": now });
    expect(started(world({ issues: [issue(1)], records: new Map([[1, due]]) }))).toEqual([1]);
  });

  test("asks running work to end when the label is off or the issue closed, once", () => {
    const records = new Map([[1, record(claimed(1))]]);
    expect(decide(world({ records, issues: [issue(1, { labelled: null })] })).actions).toMatchObject([
      { type: "request-cancel", issue: 1 },
    ]);
    expect(decide(world({ records, issues: [] })).actions).toMatchObject([{ type: "request-cancel" }]);
    expect(decide(world({ records, issues: [issue(1, { open: false })] })).actions).toMatchObject([
      { why: "the issue was closed" },
    ]);
    const asked = new Map([[1, record(claimed(1, { cancel: { by: "people", at: now, why: "x" } }))]]);
    expect(decide(world({ records: asked, issues: [] })).actions).toEqual([]);
  });

  test("withdraws a waiting request whose label is off", () => {
    const records = new Map([
      [1, record({ phase: "requested", request: { id: "LE_1", kind: "label", by: "maria", at: now } })],
    ]);
    expect(decide(world({ records, issues: [] })).actions).toMatchObject([{ type: "withdraw", issue: 1 }]);
  });

  test("takes a claim back only when its jobs are proven over, and starts nothing on it in the same tick", () => {
    const records = new Map([[1, record(claimed(1))]]);
    expect(decide(world({ records, issues: [issue(1)] })).actions).toEqual([]);
    expect(
      decide(
        world({
          records,
          issues: [issue(1)],
          deadClaims: new Map([[1, { worked: true, cancelled: false }]]),
        }),
      ).actions,
    ).toMatchObject([
      { type: "take-over", issue: 1, event: { ending: { outcome: "infra_failed", spent: 5 } } },
    ]);
    const cancelled = new Map([[1, { worked: true, cancelled: true }]]);
    expect(decide(world({ records, issues: [issue(1)], deadClaims: cancelled })).actions).toMatchObject([
      { event: { ending: { outcome: "cancelled", reason: "the run was cancelled" }, "not-before": null } },
    ]);
  });

  test("stops one issue, not the others, on a record that cannot be used", () => {
    const records = new Map([[1, { ok: false as const, why: "broken" }]]);
    const given = world({ issues: [issue(1), issue(2)], records });
    expect(reasonOf(given)).toBe("unreadable_record");
    expect(started(given)).toEqual([2]);
  });

  test("starts nothing while stopped", () => {
    expect(reasonOf(world({ issues: [issue(1)], stopped: true }))).toBe("stopped");
  });

  test("starts a recorded manual request without any label", () => {
    const request = { id: "run-5-1", kind: "manual" as const, by: "maria", at: now, prompt: "only look" };
    const records = new Map([[1, record({ phase: "requested", request })]]);
    expect(
      decide(world({ issues: [issue(1, { labelled: null, labels: [] })], records })).actions,
    ).toMatchObject([{ type: "claim", event: { request } }]);
  });

  test("never exceeds the limit of tasks or the day's budget, and says something about every issue", () =>
    forAll(
      [
        fc.array(
          fc.record({ held: fc.boolean(), spent: fc.integer({ min: 0, max: 12 }), labelled: fc.boolean() }),
          { maxLength: 30 },
        ),
        fc.integer({ min: 1, max: 6 }),
      ],
      (rows, tasks) => {
        const config = Config.parse({ limits: { tasks } });
        const records = new Map(
          rows.map(({ held, spent }, index) => [
            index + 1,
            record(
              held && index < tasks
                ? claimed(index + 1)
                : { ...emptyState, spent, days: { "2026-11-20": spent } },
            ),
          ]),
        );
        const issues = rows.map(({ labelled }, index) =>
          issue(index + 1, labelled ? {} : { labelled: null }),
        );
        const given = world({
          config,
          issues,
          records,
          nonces: Array.from({ length: tasks }, (_, index) => String(index)),
        });
        const { actions, deferred } = decide(given);
        const claims = actions.filter((action) => action.type === "claim");
        const held = [...records.values()].filter(
          (entry) => entry.ok && entry.entry.state.claim !== null,
        ).length;
        const spent = [...records.values()].reduce(
          (sum, entry) =>
            sum +
            (entry.ok
              ? (entry.entry.state.days["2026-11-20"] ?? 0) + (entry.entry.state.claim?.reserved ?? 0)
              : 0),
          0,
        );
        expect(claims.length === 0 || claims.length + held <= tasks).toBe(true);
        expect(
          claims.length === 0 ||
            spent + claims.reduce((sum, { event }) => sum + event.claim.reserved, 0) <=
              config.limits["spend-per-day"],
        ).toBe(true);
        expect(new Set(claims.map(({ event }) => event.claim.worker)).size).toBe(claims.length);
        const spoken = new Set([
          ...claims.map(({ issue: number }) => number),
          ...deferred.map((entry) => entry.issue),
        ]);
        expect(spoken.size).toBe(issues.length);
      },
    ));
});

describe("peopleToCheck", () => {
  test("names labellers and later editors once, and nobody for what cannot start anyway", () => {
    const issues = [issue(1, { textChanges: [{ what: "body", by: "tom", at: now }] }), issue(2), issue(3)];
    const records = new Map([
      [2, record({ used: "LE_2" })],
      [3, record(claimed(1))],
    ]);
    expect(peopleToCheck({ issues, records, config: Config.parse({}) })).toEqual(["maria", "tom"]);
  });
});
