import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";

import { openResult, readResultFiles } from "../../src/edge/result-files.ts";
import { sha256 } from "../../src/edge/stamp.ts";
import { envelope } from "../core/result.ts";

const set = (change: object = {}) =>
  JSON.stringify({
    version: 1,
    lines: 1,
    inexpressible: [],
    changes: [{ kind: "write", path: "a", mode: "100644", encoding: "utf-8", content: "x", ...change }],
  });
const files = (changes: string | null, more: object = {}): Map<string, string> =>
  new Map([
    [
      "envelope.json",
      JSON.stringify({ ...envelope(), changes: changes === null ? null : sha256(changes), ...more }),
    ],
    ...(changes === null ? [] : [["changes.json", changes] as const]),
  ]);
const said = (all: ReadonlyMap<string, string>): string => {
  const read = readResultFiles(all);
  return read.ok ? "" : `${read.refusal.code}: ${read.refusal.text}`;
};

describe("the files of a result", () => {
  test("are read, with and without a change set", () => {
    expect(readResultFiles(files(set()))).toMatchObject({ ok: true, changes: { changes: [{ path: "a" }] } });
    expect(readResultFiles(files(null))).toMatchObject({ ok: true, changes: null });
  });

  test.each<[string, ReadonlyMap<string, string>, string]>([
    ["D06 without an envelope", new Map([["changes.json", set()]]), "archive: it has no envelope.json"],
    [
      "D07 with a change set that no envelope names",
      new Map([...files(null), ["changes.json", set()]]),
      "mismatch: it has a change set that its envelope does not name",
    ],
    [
      "D07 with another change set than the envelope names",
      new Map([...files(set()), ["changes.json", set({ path: "b" })]]),
      "mismatch: the change set is not the one that the envelope names",
    ],
    [
      "D07 without the change set that the envelope names",
      files(null, { changes: sha256(set()) }),
      "mismatch: the change set is not the one that the envelope names",
    ],
    [
      "D08 with a doubled key",
      new Map([["envelope.json", '{"version":1,"version":1}']]),
      "json: envelope.json: the key",
    ],
    [
      "D08 with a doubled key in the change set",
      files('{"version":1,"version":1}'),
      "json: changes.json: the key",
    ],
    [
      "F07 with a key that its schema does not have",
      files(null, { draft: false }),
      "schema: envelope.json does not fit",
    ],
    ["with a key too many in a change", files(set({ link: "b" })), "schema: changes.json does not fit"],
    [
      "E03 with the mode of a symbolic link",
      files(set({ mode: "120000" })),
      "mode: changes.json does not fit",
    ],
    ["E04 with the mode of a submodule", files(set({ mode: "160000" })), "mode: changes.json does not fit"],
    [
      "with words beyond measure",
      files(null, { message: "x".repeat(60_001) }),
      "schema: envelope.json does not fit",
    ],
    ["with costs below nothing", files(null, { spent: -1 }), "schema: envelope.json does not fit"],
  ])("are refused %s", (_, all, why) => expect(said(all)).toContain(why));

  test("D03 come out of an archive that holds nothing else", () => {
    const bytes = (text: string) => new TextEncoder().encode(text);
    const all = files(set());
    const packed = Object.fromEntries([...all].map(([name, text]) => [name, bytes(text)]));
    expect(openResult(zipSync(packed))).toMatchObject({ ok: true });
    expect(
      openResult(zipSync({ "envelope.json": bytes(all.get("envelope.json") ?? ""), x: bytes("x") })),
    ).toMatchObject({
      refusal: { code: "archive" },
    });
  });
});
