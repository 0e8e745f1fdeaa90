import { isDeepStrictEqual } from "node:util";

import { describe, expect, test } from "vitest";

import { readJson } from "../../src/core/strict-json.ts";
import { fc } from "./property.ts";

const rounds = 10_000;

describe("readJson", () => {
  test.each([
    ["a key that stands twice", '{"a":1,"a":2}', 'the key "a" stands twice'],
    ["a key that stands twice once it is read", String.raw`{"a":1,"\u0061":2}`, 'the key "a" stands twice'],
    ["a key that stands twice deeper down", '[{"x":{"b":[],"b":1}}]', 'the key "b" stands twice'],
    ["__proto__", '{"__proto__":{"admin":true}}', 'the key "__proto__" is reserved'],
    ["__proto__, escaped", String.raw`{"\u005f_proto__":1}`, 'the key "__proto__" is reserved'],
    ["constructor", '{"a":{"constructor":1}}', 'the key "constructor" is reserved'],
    ["a hundred thousand levels", "[".repeat(100_000), "it has more than 12 levels"],
    ["a number beyond measure", '{"a":1e400}', "a number is beyond measure"],
    ["a negative number beyond measure", '{"a":-1e999}', "a number is beyond measure"],
    ["half of a surrogate pair", String.raw`{"a":"\ud800"}`, "a text holds half of a surrogate pair"],
    ["a NUL", String.raw`{"a":"x\u0000y"}`, "a text holds a NUL"],
    ["a byte order mark", '\uFEFF{"a":1}', "it begins with a byte order mark"],
    ["no JSON", "{a:1}", "it is not JSON"],
    ["a text without an end", '{"a":"', "it is not JSON"],
    ["a bare control character", '{"a":"\n"}', "it is not JSON"],
    ["something after the end", "{}{}", "it is not JSON"],
    ["nothing", "", "it is not JSON"],
  ])("D08 refuses %s", (_, text, why) => expect(readJson(text)).toEqual({ ok: false, why }));

  test("D08 takes fifty megabytes in one text, and hundred thousand keys", () => {
    expect(readJson(JSON.stringify({ a: '\\"x'.repeat(10_000_000) })).ok).toBe(true);
    const keys = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`k${index}`, index]));
    expect(readJson(JSON.stringify(keys)).ok).toBe(true);
  });

  test("reads like JSON.parse whatever it lets through, and never throws", () => {
    const texts = fc.oneof(
      fc.json({ maxDepth: 6 }),
      fc
        .array(
          fc.constantFrom("{", "}", "[", "]", ",", ":", '"', "\\", "a", "1", "e400", "u0000", " ", "true"),
          { maxLength: 20 },
        )
        .map((parts) => parts.join("")),
    );
    const holds = () =>
      fc.assert(
        fc.property(texts, (text) => {
          const read = readJson(text);
          return !read.ok || isDeepStrictEqual(read.value, JSON.parse(text));
        }),
        { numRuns: rounds },
      );
    expect(holds).not.toThrow();
  });

  test("lets through what JSON.stringify writes of plain data", () => {
    const values = fc.object({
      maxDepth: 3,
      key: fc.string({ minLength: 1 }).filter((key) => !/^(?:__proto__|constructor|prototype)$/.test(key)),
      values: [fc.string({ unit: "grapheme" }), fc.integer(), fc.boolean(), fc.constant(null)],
    });
    fc.assert(
      fc.property(values, (value) => {
        const text = JSON.stringify(value);
        const read = readJson(text);
        expect(read.ok || text.includes(String.raw`\u0000`)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});
