import { expect, test } from "vitest";

import { kinds } from "./place.ts";
import { race } from "./race.ts";

test.for(kinds)("a hundred dispatchers keep to one claim an issue and eight at once: %s", async (kind) => {
  const verdict = await race({ kind, dispatchers: kind === "plain" ? 100 : 30, issues: 20, limit: 8 });
  expect(verdict.broken).toEqual([]);
  expect(verdict.most).toBe(8);
  expect(verdict.looks).toBeGreaterThan(100);
});
