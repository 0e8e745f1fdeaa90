import { expect, test } from "vitest";

import type { IssueState } from "../../src/core/record.ts";
import { withdrawal } from "../../src/core/withdrawal.ts";
import type { Issue } from "../../src/core/world.ts";
import { claimed, issue, now } from "./world.ts";

const request = { id: "LE_1", kind: "label", by: "maria", at: now } as const;
const anew = { id: "LE_2", label: "claude-ready", by: "maria", byPerson: true, at: now };

test.each<[string, Partial<IssueState>, Issue | null, string | null]>([
  ["nothing", {}, issue(1), null],
  [
    "the title, by someone who may write",
    {},
    issue(1, { title: "Another", textChanges: [{ what: "title", by: "maria", at: now }] }),
    null,
  ],
  ["the label, taken off", {}, issue(1, { labels: [], labelled: null }), "the label was taken off"],
  [
    "the label, put on anew",
    {},
    issue(1, { labelled: anew }),
    "the label was put on anew; that request starts by itself",
  ],
  ["the issue, closed", {}, issue(1, { open: false }), "the issue was closed"],
  ["the conversation, locked", {}, issue(1, { locked: true }), "the conversation was locked"],
  ["the issue, gone", {}, null, "the issue is gone"],
  ["the mind of a person", { cancel: { by: "sam", at: now, why: "not now" } }, issue(1), "not now"],
  [
    "the label, of a task that a command asked for",
    { request: { ...request, kind: "command" } },
    issue(1, { labelled: null }),
    null,
  ],
])("D10 what changed meanwhile decides whether anything is published: %s", (_, changes, seen, why) => {
  expect(withdrawal(claimed(1, { request, ...changes }), seen)).toBe(why);
});
