import { describe, expect, test } from "vitest";

import { releasing } from "../../src/core/command.ts";
import type { Entry } from "../../src/core/record-entry.ts";
import {
  type IssueState,
  type RecordEvent,
  type Request,
  applyEvent,
  emptyState,
} from "../../src/core/record.ts";
import { claimOf, endingOf, now } from "./world.ts";

const label: Request = { id: "LE_1", kind: "label", by: "maria", at: now };
const command: Request = { id: "command-1", kind: "command", by: "sam", at: now };
const account = { snapshot: "0".repeat(64), hidden: 0, kept: true };
const refused = { outcome: "refused", account } as const;

/** A record in which these events followed each other. */
function recordOf(...events: RecordEvent[]): { state: IssueState; history: Entry[] } {
  const history: Entry[] = [];
  for (const event of events) {
    const state = applyEvent(history.at(-1)?.state ?? emptyState, event, now);
    history.push({ nonce: String(history.length), at: now, event, state });
  }
  return { state: history.at(-1)?.state ?? emptyState, history };
}

const attempt = (number: number, request: Request, ending: Parameters<typeof endingOf>[0]): RecordEvent[] => [
  { type: "claimed", request, claim: claimOf({ attempt: number, nonce: `claim-${number}` }) },
  { type: "ended", ending: endingOf({ attempt: number, ...ending }), charged: true, "not-before": null },
];

describe("release", () => {
  const asked = ({ state, history }: ReturnType<typeof recordOf>) =>
    releasing(state, { issue: 1, request: command, history });

  test("asks for what the rules held back of the last attempt", () => {
    const release = { claim: "claim-2", attempt: 2 };
    expect(
      asked(recordOf(...attempt(1, label, { outcome: "timed_out" }), ...attempt(2, label, refused))),
    ).toEqual({
      ok: true,
      event: { type: "requested", request: { ...command, release } },
    });
  });

  test("goes on asking for what an agent did, when that was held back once more", () => {
    const first = attempt(1, label, refused);
    const release = { claim: "claim-1", attempt: 1 };
    expect(asked(recordOf(...first, ...attempt(2, { ...command, release }, refused)))).toMatchObject({
      event: { request: { release } },
    });
  });

  test("takes the rest of what was published in part", () => {
    const part = { outcome: "delivered", pull: 7, account: { ...account, withheld: 1 } } as const;
    expect(asked(recordOf(...attempt(1, label, part)))).toMatchObject({ ok: true });
  });

  test.each<[string, RecordEvent[], string]>([
    ["was never tried", [], "#1 was never tried"],
    [
      "is at work",
      [{ type: "claimed", request: label, claim: claimOf({ attempt: 3 }) }],
      "#1 is at work already (attempt 3)",
    ],
    [
      "is asked for",
      [...attempt(1, label, refused), { type: "requested", request: command }],
      "Somebody asks for #1 already",
    ],
    [
      "was published whole",
      attempt(1, label, { outcome: "delivered", account: { ...account, kept: false } }),
      "ended with delivered",
    ],
    [
      "ended in the middle of its work",
      attempt(1, label, { outcome: "timed_out", account }),
      "ended with timed_out",
    ],
  ])("is refused when the issue %s", (_, events, why) => {
    expect(asked(recordOf(...events))).toEqual({ ok: false, why: expect.stringContaining(why) });
  });
});
