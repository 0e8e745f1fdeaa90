import { describe, expect, test } from "vitest";

import { Config } from "../../src/core/config.ts";
import type { Change } from "../../src/core/result.ts";
import { type Base, judgeChanges, secretsInChange } from "../../src/edge/change-set-check.ts";
import { openRememberingScanner } from "../../src/edge/secret-scan.ts";
import { baseOf } from "../benign/base.ts";
import { binary, credential as key, text } from "../benign/changes.ts";

const rules = Config.parse({});
const judge = async (changes: readonly Change[], base: Base | null = baseOf({}), config = rules) =>
  judgeChanges(
    { version: 1, lines: 1, inexpressible: [], changes: [...changes] },
    { rules: config, bounds: { allowed: [], sparse: null }, base },
  );

describe("a change that anybody could make", () => {
  test("is asked about in one request, and in a second one only when something was found", async () => {
    const plain = baseOf({ "a.ts": "x" });
    await judge([text("a.ts", "y")], plain);
    expect(plain.asked).toEqual(["entries"]);
    const suspicious = baseOf({ "a.ts": key });
    await judge([text("a.ts", `${key}\ny`), text("b.ts", "y")], suspicious);
    expect(suspicious.asked).toEqual(["entries", "texts a.ts"]);
    const gone = baseOf({});
    await judge([{ kind: "delete", path: "a.ts" }, text("b.ts", key)], gone);
    expect(gone.asked).toEqual(["entries"]);
    const renamed = baseOf({ "a.ts": key, "c.ts": "" });
    await judge([{ kind: "delete", path: "a.ts" }, text("b.ts", key), text("c.ts", "y")], renamed);
    expect(renamed.asked).toEqual(["entries", "texts a.ts"]);
  });
});

test("E20 E21 what a file held before passes with it", async () => {
  const there = baseOf({ "a.ts": `${key};\n`, "b.ts": "a\u202Eb" });
  const changes = [text("a.ts", `${key};\ny`), text("b.ts", "a\u202Eb\ny")];
  expect(await judge(changes, there)).toMatchObject({ ok: true, changes });
});

describe("a change that is refused", () => {
  const codes = async (changes: readonly Change[], files = {}, config = rules) => {
    const judged = await judge(changes, baseOf(files), config);
    return judged.ok ? [] : [...new Set(judged.refusals.map(({ code, path }) => `${code} ${path}`))];
  };

  test("E21 for a new credential, in text, in binary, in a path, or beside an old one", async () => {
    expect(await codes([text("a.ts", key), text("b.ts", "x")])).toEqual(["secret a.ts"]);
    expect(await codes([binary("a.bin", Buffer.concat([Buffer.from([0]), Buffer.from(key)]))])).toEqual([
      "secret a.bin",
    ]);
    expect(await codes([text(`${key}.txt`, "x")])).toEqual(["secret "]);
    expect(await codes([text("a.ts", `${key}\n${key.replace("Zx8", "Yx7")}`)], { "a.ts": key })).toEqual([
      "secret a.ts",
    ]);
  });

  test("E20 for a new hidden character", async () => {
    expect(await codes([text("a.ts", "a\u202Eb")], { "a.ts": "ab" })).toEqual(["invisible a.ts"]);
  });

  test("E20 E21 for what a removed file of the base did not hold, or for what is removed and was never there", async () => {
    const removed: Change = { kind: "delete", path: "old.ts" };
    const other = key.replace("Zx8", "Yx7");
    expect(await codes([removed, text("a.ts", other)], { "old.ts": key })).toEqual(["secret a.ts"]);
    expect(await codes([removed, text("a.ts", "c\u202Ed")], { "old.ts": "a\u202Eb" })).toEqual([
      "invisible a.ts",
    ]);
    expect(await codes([removed, text("a.ts", key)])).toEqual(["secret a.ts"]);
  });

  test("for the content of every file, not of the first", async () => {
    expect(await codes([text("a.ts", key), text("b.ts", "a\u202Eb")])).toEqual([
      "secret a.ts",
      "invisible b.ts",
    ]);
  });

  test("not for content that is withheld anyway, nor for a credential where the config expects one", async () => {
    expect(await codes([text("CLAUDE.md", key), text("a.ts", "x")])).toEqual([]);
    const allowing = Config.parse({ secrets: { allow: ["test/fixtures/**"] } });
    expect(await codes([text("test/fixtures/a.ts", key)], {}, allowing)).toEqual([]);
    expect(await codes([text("test/a.ts", key)], {}, allowing)).toEqual(["secret test/a.ts"]);
    expect(await codes([text("test/fixtures/a.ts", "a\u202Eb")], {}, allowing)).toEqual([
      "invisible test/fixtures/a.ts",
    ]);
  });

  test("for a hopeless path, before anything is asked of the base", async () => {
    const base = baseOf({});
    expect(await judge([text("../a", "x")], base)).toMatchObject({ ok: false });
    expect(base.asked).toEqual([]);
  });
});

test("E21 work seals what newly holds a credential, and nothing that only went elsewhere", async () => {
  const scanner = await openRememberingScanner();
  const refused = async (changes: readonly Change[], files = {}) =>
    (
      await secretsInChange(
        { version: 1, lines: 1, inexpressible: [], changes: [...changes] },
        { rules, texts: baseOf(files).texts, scanner },
      )
    ).map(({ code, path }) => `${code} ${path}`);
  const removed: Change = { kind: "delete", path: "old.ts" };
  expect(await refused([text("a.ts", key), text("b.ts", "a\u202Eb")])).toEqual(["secret a.ts"]);
  expect(await refused([text("a.ts", `${key}\n`)], { "a.ts": key })).toEqual([]);
  expect(await refused([removed, text("a.ts", key)], { "old.ts": key })).toEqual([]);
  expect(await refused([removed, text("a.ts", key)])).toEqual(["secret a.ts"]);
});
