import fc from "fast-check";
import { expect, test } from "vitest";

import { tracesOf } from "../../src/core/secret-traces.ts";

const secret = fc
  .string({ unit: "binary-ascii", minLength: 8, maxLength: 60 })
  .filter((text) => !/\s/.test(text));

test("a secret is found as it is, in a URL, and in base64 wherever it begins", () => {
  fc.assert(
    fc.property(secret, fc.string({ maxLength: 9 }), fc.string({ maxLength: 9 }), (value, before, after) => {
      const traces = tracesOf({ TOKEN: value });
      const holds = (text: string) => traces.some((trace) => text.includes(trace));
      expect(holds(before + value + after)).toBe(true);
      expect(holds(`https://user:${encodeURIComponent(value)}@host/`)).toBe(true);
      expect(holds(Buffer.from(before + value + after).toString("base64"))).toBe(true);
    }),
  );
});

test("every line of a secret counts, and nothing that is too short to be told from other text", () => {
  expect(tracesOf({ KEY: "-----BEGIN-----\nabcdefghijkl\nxyz" })).toContain("abcdefghijkl");
  expect(tracesOf({ USER: "ci", PORT: "5432" })).toEqual([]);
});
