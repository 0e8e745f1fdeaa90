/** Decides once over so many open issues and prints what that took: a process of its own, so that its memory is its own. */
import { decide } from "../../src/core/decide.ts";
import { emptyState } from "../../src/core/record.ts";
import type { Blocker, Issue } from "../../src/core/world.ts";
import { endingOf, issue, record, world } from "../../test/core/world.ts";

const count = Number(process.argv[2]);
const body = `The spans are wrong.\n\n${"What happens, what was expected, how to see it. ".repeat(20)}\n`;

/** Every issue waits for up to three others, in chains through the whole list; every fiftieth waits in a circle with its neighbour. */
function blockersOf(number: number): Blocker[] {
  const others = [number - 7, number - 90, number - 1_100].filter((other) => other > 0);
  if (number % 50 === 0) others.push(number + 1);
  if (number % 50 === 1 && number > 1) others.push(number - 1);
  return others.map((other) => ({
    name: `#${other}`,
    number: other,
    state: other % 3 === 0 ? "done" : "open",
    doneAt: other % 3 === 0 ? "2026-11-19T00:00:00Z" : null,
  }));
}

const issues: Issue[] = Array.from({ length: count }, (_, index) =>
  issue(index + 1, { body: `${body}${index}`, blockers: blockersOf(index + 1) }),
);
// A third has been tried and waits for its retry, as after a bad day.
const records = new Map(
  issues.flatMap(({ number }) =>
    number % 3 === 1
      ? [[number, record({ ...emptyState, last: endingOf({ attempt: 1 }), total: 1, spent: 1 })] as const]
      : [],
  ),
);
const seen = world({ issues, records });
const began = performance.now();
const { actions, deferred } = decide(seen);
const ms = performance.now() - began;
if (actions.length + deferred.length < count) throw new Error("an issue has neither action nor reason");
console.log(
  JSON.stringify({
    ms,
    megabytes: process.resourceUsage().maxRSS / 1_024,
    claims: actions.filter(({ type }) => type === "claim").length,
    reasons: [...new Set(deferred.map(({ reason }) => reason))],
  }),
);
