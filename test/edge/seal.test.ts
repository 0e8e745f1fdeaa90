import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { type SealBinding, type SealKey, sealRefusalText } from "../../src/core/seal.ts";
import { makeSealer, unseal } from "../../src/edge/seal.ts";

const binding: SealBinding = { repository: "acme/spans", issue: 42, claim: "c".repeat(32), attempt: 3 };
const key: SealKey = { name: "anthropic-api-key", value: "sk-ant-api03-the-real-one" };
const subscription: SealKey = { name: "team", value: "sk-ant-oat01-another" };
const stranger: SealKey = { name: "mine", value: "sk-ant-api03-of-somebody-else" };

/** Fails unless `holds` does for ten tuples: each of them derives keys, which takes its time on purpose. */
async function forSome<T extends [unknown, ...unknown[]]>(
  arbitraries: { [K in keyof T]: fc.Arbitrary<T[K]> },
  holds: (...values: T) => Promise<void>,
): Promise<void> {
  await fc.assert(fc.asyncProperty(...arbitraries, holds), { numRuns: 10 });
}

async function refusalOf(sealed: Uint8Array, options: { expected?: SealBinding; keys?: SealKey[] } = {}) {
  const opened = await unseal(sealed, { expected: binding, keys: [key], ...options });
  return opened.ok ? "it opened" : sealRefusalText(opened.refusal);
}

describe("what was sealed", () => {
  test("opens with any one of its keys, byte for byte, whatever that key is called by then", async () => {
    const values = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 2 });
    await forSome(
      [fc.uint8Array({ maxLength: 2_000 }), values, fc.nat(), fc.nat()],
      async (content, all, pick, sequence) => {
        const keys = all.map((value, index) => ({ name: `entry-${index}`, value }));
        const sealed = await (await makeSealer({ binding, keys }))(content, sequence);
        const one = keys[pick % keys.length] ?? key;
        const opened = await unseal(sealed, {
          expected: binding,
          keys: [{ ...one, name: "renamed" }],
        });
        expect(opened).toMatchObject({ ok: true, header: { sequence } });
        expect(opened.ok && opened.content.equals(content)).toBe(true);
      },
    );
  });

  test("shows nothing of content or keys", async () => {
    const content = Buffer.from("a sentence of the transcript, again and again. ".repeat(50));
    const sealed = await (await makeSealer({ binding, keys: [key, subscription] }))(content, 0);
    for (const secret of [key.value, subscription.value, "sentence of the transcript"]) {
      expect(sealed.includes(secret)).toBe(false);
      expect(sealed.includes(Buffer.from(secret).toString("base64").slice(0, -4))).toBe(false);
    }
    const again = await (await makeSealer({ binding, keys: [key, subscription] }))(content, 0);
    expect(again.equals(sealed)).toBe(false);
  });

  test("does not open without one of its keys, and names those that do", async () => {
    const sealed = await (await makeSealer({ binding, keys: [key, subscription] }))(Buffer.from("x"), 0);
    const text =
      "it opens with anthropic-api-key or team, as it was when this was sealed, and with nothing that is given here";
    expect(await refusalOf(sealed, { keys: [stranger] })).toBe(text);
    expect(await refusalOf(sealed, { keys: [] })).toBe(text);
  });

  test.each([
    ["repository", { repository: "acme/other" }],
    ["issue", { issue: 41 }],
    ["claim", { claim: "d".repeat(32) }],
    ["attempt", { attempt: 4 }],
  ])("does not open for another %s, also when its header is made to say so", async (_, other) => {
    const expected = { ...binding, ...other };
    const sealed = await (await makeSealer({ binding, keys: [key] }))(Buffer.from("x"), 0);
    expect(await refusalOf(sealed, { expected })).toMatch(
      /^it belongs to attempt 3 on acme\/spans#42 .*, not to /,
    );
    const end = sealed.indexOf("\n");
    const header: unknown = JSON.parse(sealed.toString("utf8", 0, end));
    const forged = JSON.stringify({ ...Object(header), binding: expected });
    const copied = Buffer.concat([Buffer.from(forged), sealed.subarray(end)]);
    expect(await refusalOf(copied, { expected })).toContain("with nothing that is given here");
  });

  test("opens whatever case the repository's name is written in", async () => {
    const sealed = await (await makeSealer({ binding, keys: [key] }))(Buffer.from("x"), 0);
    expect(await refusalOf(sealed, { expected: { ...binding, repository: "Acme/Spans" } })).toBe("it opened");
  });

  test("does not open when a single bit was changed anywhere", async () => {
    const sealed = await (await makeSealer({ binding, keys: [key] }))(Buffer.from("hello"), 7);
    await forSome([fc.nat({ max: sealed.length * 8 - 1 })], async (bit) => {
      const changed = Buffer.from(sealed);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(await refusalOf(changed)).not.toBe("it opened");
    });
  });

  test("does not open when its sequence was raised, so that an old one cannot pass for the newest", async () => {
    const sealed = await (await makeSealer({ binding, keys: [key] }))(Buffer.from("hello"), 7);
    const changed = Buffer.from(sealed.toString("latin1").replace('"sequence":7', '"sequence":8'), "latin1");
    expect(await refusalOf(changed)).toBe("it was changed after it had been sealed");
  });
});

test.each([
  ["nothing", ""],
  ["text", "hello\nworld"],
  ["a later version", '{"version":2}\n'],
  ["JSON without a line end", '{"version":1}'],
])("%s is no sealed file", async (_, text) => {
  expect(await refusalOf(Buffer.from(text))).toBe(
    "it is not a file that this version of Switchyard has sealed",
  );
});

test("nothing is sealed without a key", async () => {
  await expect(makeSealer({ binding, keys: [] })).rejects.toThrow("nothing can be sealed without a key");
});
