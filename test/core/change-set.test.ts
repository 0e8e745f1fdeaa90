import { describe, expect, test } from "vitest";

import { changeLimits, checkChanges, isProtected } from "../../src/core/change-set.ts";
import type { Change } from "../../src/core/result.ts";

const write = (path: string, content = "x"): Change => ({
  kind: "write",
  path,
  mode: "100644",
  encoding: "utf-8",
  content,
});
const check = (...changes: Change[]) => checkChanges({ version: 1, lines: 1, inexpressible: [], changes });
const codes = (...changes: Change[]) => {
  const checked = check(...changes);
  return checked.ok ? [] : checked.refusals.map(({ code }) => code);
};

describe("checkChanges", () => {
  test.each([
    [".git/hooks/x"],
    ["a/.GIT/config"],
    ["git~1/x"],
    [".g\u200Cit/x"],
    ["../x"],
    ["/etc/x"],
    ["a/../../x"],
    ["a//b"],
    ["./x"],
    ["a\\..\\x"],
    ["C:x"],
    ["a\nb"],
    ["a\tb"],
    ['a"b'],
    ["a\u202Eb"],
    ["-rf"],
    ["a./b"],
    ["a /b"],
    [""],
    ["x".repeat(401)],
    ["\uD800"],
    [`${"a/".repeat(40)}b`],
  ])("refuses the path %j", (path) => expect(codes(write(path))).toEqual(["path"]));

  test.each([
    ["src/ünïcode.ts"],
    ["docs/日本語.md"],
    ["a b.txt"],
    [".eslintrc.json"],
    ["package.json"],
    ["deep/er/and/deep.er/file"],
  ])("accepts the path %j", (path) => {
    expect(check(write(path))).toMatchObject({ ok: true, withheld: [] });
  });

  test("refuses two paths that cannot be told apart, but not a change of case by removal", () => {
    expect(codes(write("README.md"), write("readme.MD"))).toEqual(["collision"]);
    expect(codes({ kind: "delete", path: "README.md" }, write("readme.md"))).toEqual([]);
  });

  test("refuses links and other special files, broken base64, and what is too large or too much", () => {
    expect(checkChanges({ version: 1, lines: 0, inexpressible: ["link"], changes: [] })).toMatchObject({
      ok: false,
      refusals: [{ code: "inexpressible" }],
    });
    expect(codes({ kind: "write", path: "a", mode: "100644", encoding: "base64", content: "%%%" })).toEqual([
      "encoding",
    ]);
    expect(codes(write("a", "x".repeat(changeLimits.fileBytes + 1)))).toEqual(["size"]);
    expect(codes(...Array.from({ length: 301 }, (_, index) => write(`f${index}`)))).toEqual(["count"]);
  });

  test.each([
    [".github/workflows/x.yml"],
    [".GitHub/Workflows/X.YML"],
    ["CODEOWNERS"],
    ["docs/CODEOWNERS"],
    ["CLAUDE.md"],
    ["sub/AGENTS.md"],
    [".claude/settings.json"],
    [".mcp.json"],
    [".npmrc"],
    [".gitattributes"],
    [".vscode/tasks.json"],
    ["action.yml"],
  ])("withholds %s and publishes the rest", (path) => {
    expect(isProtected(path)).toBe(true);
    expect(check(write(path), write("src/a.ts"))).toMatchObject({
      ok: true,
      withheld: [path],
      changes: [{ path: "src/a.ts" }],
    });
    expect(check({ kind: "delete", path })).toMatchObject({ ok: true, withheld: [path], changes: [] });
  });
});
