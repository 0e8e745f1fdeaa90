import { expect, test } from "vitest";

import { race } from "./race.ts";

test("dispatchers that push at the same moment claim each issue once, and never more than the limit", async () => {
  const verdict = await race({ kind: "plain", dispatchers: 6, issues: 6, limit: 2 });
  expect(verdict.broken).toEqual([]);
  expect(verdict).toMatchObject({ claims: 2, held: 2, most: 2 });
  expect(verdict.pushes).toBeGreaterThanOrEqual(6);
});
