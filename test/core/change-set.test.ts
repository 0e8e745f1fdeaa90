import { describe, expect, test } from "vitest";

import type { BaseEntries } from "../../src/core/change-path.ts";
import { changeLimits, checkChanges, directoriesOf } from "../../src/core/change-set.ts";
import { Config } from "../../src/core/config.ts";
import { newlyInvisible } from "../../src/core/change-set-characters.ts";
import { protectedPaths } from "../../src/core/protected-path.ts";
import type { Change } from "../../src/core/result.ts";
import { fc, forAll } from "./property.ts";

const rules = Config.parse({}).protected;
const write = (path: string, content = "x", mode: "100644" | "100755" = "100644"): Change => ({
  kind: "write",
  path,
  mode,
  encoding: "utf-8",
  content,
});
const remove = (path: string): Change => ({ kind: "delete", path });
const setOf = (changes: Change[]) => ({ version: 1 as const, lines: 1, inexpressible: [], changes });
const check = (changes: Change[], base: BaseEntries | null = new Map(), more = {}) =>
  checkChanges(setOf(changes), { rules: { ...rules, ...more }, bounds: { allowed: [], sparse: null }, base });
const codes = (changes: Change[], base: BaseEntries | null = new Map()) => {
  const checked = check(changes, base);
  return checked.ok ? [] : checked.refusals.map(({ code }) => code);
};
const base = (...entries: [string, "file" | "directory" | "other"][]): BaseEntries => new Map(entries);

describe("a path", () => {
  test.each([
    ["E01", ".git/hooks/x"],
    ["E01", "a/.GIT/config"],
    ["E01", "git~1/x"],
    ["E01", "GIT~2"],
    ["E01", ".g\u200Cit/x"],
    ["E01", ".git /x"],
    ["E01", ".git./x"],
    ["E01", ".git::$INDEX_ALLOCATION/x"],
    ["E01", ".git\\config"],
    ["E01", ".gıt/config"],
    ["E01", ".gіt/config"],
    ["E01", "．git/config"],
    ["E01", "sub/.git"],
    ["E02", "../x"],
    ["E02", "/etc/x"],
    ["E02", "a/../../x"],
    ["E02", "a/.."],
    ["E02", "a//b"],
    ["E02", "./x"],
    ["E02", "a\\..\\x"],
    ["E02", "C:x"],
    ["E02", "a/"],
    ["E06", "a\nb"],
    ["E06", "a\rb"],
    ["E06", "a\tb"],
    ["E06", "a\0b"],
    ["E06", 'a"b'],
    ["E06", "a\u202Eb"],
    ["E06", "a\u200Bb"],
    ["E06", "a\u00A0b"],
    ["E06", "a\u3164b"],
    ["E06", "a\u{E0041}b"],
    ["E06", "-rf"],
    ["E06", "\uD800"],
    ["E06", "a\uE000b"],
    ["C6", "a./b"],
    ["C6", "a /b"],
    ["C6", " a/b"],
    ["C6", "a/e\u0301.txt"],
    ["C6", "aux.c"],
    ["C6", "src/COM1"],
    ["C6", "nul.tar.gz"],
    ["C6", "PROGRA~1/x"],
    ["C6", ""],
    ["C6", "x".repeat(401)],
    ["C6", `${"a/".repeat(40)}b`],
  ])("%s %j is refused", (_, path) => expect(codes([write(path)])).toEqual(["path"]));

  test.each([
    "../x",
    ".git/config",
    ".git./config",
    ".git /config",
    ".git::$INDEX_ALLOCATION/config",
    "git~1/config",
    "a\u202Eb",
    "a\nb",
    ".g\u200Cit/x",
  ])("%j is refused even when the base has it", (path) =>
    expect(codes([write(path)], base([path, "file"]))).toEqual(["path"]),
  );

  test.each(["aux.c", "-rf", "a:b", "e\u0301.txt", "a ", "PROGRA~1"])(
    "%j, which is only unwise, can be changed and removed where it is there already",
    (path) => {
      expect(codes([write(path)], base([path, "file"]))).toEqual([]);
      expect(codes([remove(path)], base([path, "file"]))).toEqual([]);
    },
  );

  test.each([
    "src/ünïcode.ts",
    "docs/日本語.md",
    "docs/العربية.md",
    "a b.txt",
    ".eslintrc.json",
    "app/[id]/(group)/@modal/page.tsx",
    "routes/-components/$id.tsx",
    "src/routes/+page.svelte",
    "docs/❤️.md",
    "a~b.txt",
    "file~",
    "git/readme.md",
    ".gitkeep",
    "console.ts",
    "nul-handling.md",
    "deep/er/and/deep.er/file",
  ])("%j is accepted", (path) => {
    expect(check([write(path)])).toMatchObject({ ok: true, withheld: [], changes: [{ path }] });
  });

  test("that is accepted stays inside, is no part of .git, and is seen as it is", () => {
    const parts = fc.oneof(
      fc.string({ unit: "binary", maxLength: 12 }),
      fc.constantFrom("..", ".", ".git", ".GIT", "git~1", "a", "con", "-x", "\u202E", "é", "\\", ":"),
    );
    forAll([fc.array(parts, { minLength: 1, maxLength: 5 })], (names) => {
      const path = names.join("/");
      if (codes([write(path)]).length > 0) return;
      expect(path.normalize("NFC")).toBe(path);
      expect(path).toMatch(/^[^/\\:*?"<>|\p{Cc}\p{Cf}-][^\\:*?"<>|\p{Cc}\p{Cf}]*$/u);
      for (const part of path.split("/")) {
        expect(part).not.toMatch(/^(?:|\.{1,2}|\.git|git~\d)$/i);
        expect(part.trim()).toBe(part);
      }
    });
  });
});

describe("two paths", () => {
  test.each([
    ["by case", "README.md", "readme.MD"],
    ["by Unicode form", "ﬁle", "file"],
    ["by full case folding", "STRASSE", "straße"],
    ["for a reader, by letters of another script", "scope.ts", "sсоре.ts"],
    ["by the case of a folder", "src/a.ts", "SRC/b.ts"],
    ["at all: one is changed twice", "a.ts", "a.ts"],
    ["where one is the folder of the other", "a", "a/b"],
  ])("E07 that cannot be told apart %s collide", (_, one, other) => {
    expect(new Set(codes([write(one), write(other)]))).toEqual(new Set(["collision"]));
    expect(codes([write(other), write(one)])).toContain("collision");
  });

  test.each([
    ["README.MD", "README.md"],
    ["Src/a.ts", "src"],
    ["соре.ts", "cope.ts"],
  ])("E07 %j collides with %j, which is there already", (path, there) => {
    expect(codes([write(path)], base([there, there === "src" ? "directory" : "file"]))).toEqual([
      "collision",
    ]);
  });

  test("do not collide when one goes, or when both were there before", () => {
    const readme = base(["README.md", "file"]);
    expect(codes([remove("README.md"), write("readme.md")], readme)).toEqual([]);
    const twins = base(["a.md", "file"], ["A.md", "file"]);
    expect(codes([write("a.md"), write("A.md")], twins)).toEqual([]);
    const folder = base(["Src", "directory"], ["Src/a.ts", "file"]);
    expect(codes([remove("Src/a.ts"), write("src/a.ts")], folder)).toEqual([]);
    expect(
      codes([remove("Src/a.ts"), write("src/a.ts")], new Map([...folder, ["Src/b.ts", "file"]])),
    ).toEqual(["collision"]);
  });

  test("E03 a file takes the place of a folder, or a folder that of a file or link, only when that goes with it", () => {
    const folder = base(["docs", "directory"], ["docs/a.md", "file"]);
    expect(codes([remove("docs/a.md"), write("docs")], folder)).toEqual([]);
    expect(codes([write("docs")], folder)).toEqual(["collision"]);
    for (const kind of ["file", "other"] as const) {
      expect(codes([write("docs/a.md")], base(["docs", kind]))).toEqual(["collision"]);
      expect(codes([remove("docs"), write("docs/a.md")], base(["docs", kind]))).toEqual([]);
    }
  });

  test("a protected file is not removed by putting a file in the place of its folder", () => {
    const folder = base(["docs", "directory"], ["docs/CODEOWNERS", "file"]);
    expect(codes([remove("docs/CODEOWNERS"), write("docs")], folder)).toEqual(["collision"]);
    expect(check([remove("docs"), write("a")], folder)).toMatchObject({ changes: [{ path: "a" }] });
  });

  test("the folders that have to be known are those that changes lie in", () => {
    expect(directoriesOf([write("a/b/c.ts"), remove("d.ts")])).toEqual(["", "a", "a/b"]);
  });
});

describe("form", () => {
  test("E03 E04 links, submodules and other special files are refused", () => {
    expect(
      checkChanges(
        { ...setOf([]), inexpressible: ["link"] },
        { rules, bounds: { allowed: [], sparse: null }, base: null },
      ),
    ).toMatchObject({
      ok: false,
      refusals: [{ code: "mode", path: "link" }],
    });
  });

  test("content that is not what its encoding says is refused", () => {
    for (const [encoding, content] of [
      ["base64", "%%%"],
      ["base64", "%%%%"],
      ["base64", "QQ"],
      ["base64", "QUJD="],
      ["utf-8", "\uD800"],
    ] as const)
      expect(codes([{ kind: "write", path: "a", mode: "100644", encoding, content }])).toEqual(["encoding"]);
  });

  test("E18 what is too large or too much is refused", () => {
    expect(codes([write("a", "x".repeat(changeLimits.fileBytes + 1))])).toEqual(["size"]);
    expect(codes(Array.from({ length: 5 }, (_, index) => write(`f${index}`, "é".repeat(2_100_000))))).toEqual(
      ["size"],
    );
    expect(codes(Array.from({ length: 301 }, (_, index) => write(`f${index}`)))).toEqual(["count"]);
    expect(codes(Array.from({ length: 300 }, (_, index) => write(`f${index}`)))).toEqual([]);
  });

  test("all refusals are listed, not the first", () => {
    expect(codes([write("../a"), write("b\tc"), write("d"), write("D")])).toEqual([
      "path",
      "path",
      "collision",
    ]);
  });

  test("a removal of what the base does not have is no change", () => {
    expect(check([remove("dist/out.js"), write("a")])).toMatchObject({ ok: true, changes: [{ path: "a" }] });
  });
});

describe("a protected path", () => {
  test.each([
    ["E08", ".github/workflows/x.yml"],
    ["E08", ".GitHub/Workflows/X.YML"],
    ["E08", ".github/actions/a/action.yml"],
    ["E08", "action.yml"],
    ["E08", "tools/deploy/action.yaml"],
    ["E09", "CODEOWNERS"],
    ["E09", "docs/CODEOWNERS"],
    ["E09", ".github/CODEOWNERS"],
    ["E09", ".github/settings.yml"],
    ["E09", ".github/dependabot.yml"],
    ["E09", "renovate.json"],
    ["E09", ".mergify.yml"],
    ["E10", "CLAUDE.md"],
    ["E10", "sub/AGENTS.md"],
    ["E10", ".claude/settings.json"],
    ["E10", "sub/.claude/commands/x.md"],
    ["E10", ".mcp.json"],
    ["E10", ".cursor/rules/x.mdc"],
    ["E10", ".vscode/tasks.json"],
    ["E10", ".devcontainer/devcontainer.json"],
    ["E10", ".husky/pre-commit"],
    ["E12", ".npmrc"],
    ["E12", "packages/a/.npmrc"],
    ["E12", ".yarnrc.yml"],
    ["C9", ".gitattributes"],
    ["C9", ".gitmodules"],
    ["C9", "СLAUDE.md"],
    ["C9", "x.code-workspace"],
    ["C9", ".github"],
  ])("%s %s is withheld in every kind of change, and the rest is published", (_, path) => {
    const there = base([path, "file"]);
    expect(check([write(path), write("src/a.ts")], there)).toMatchObject({
      ok: true,
      withheld: [{ path, code: "protected-path" }],
      changes: [{ path: "src/a.ts" }],
    });
    expect(check([remove(path)], there)).toMatchObject({
      ok: true,
      withheld: [{ path, code: "protected-path" }],
      changes: [],
    });
    expect(check([remove(path), write("moved.txt")], there)).toMatchObject({
      withheld: [{ path, code: "protected-path" }],
      changes: [{ path: "moved.txt" }],
    });
  });

  test("is withheld outside of what the scope allows, and nothing else is", () => {
    const bounds = { allowed: ["packages/web/**", "docs/*.md"], sparse: null };
    const checked = (changes: Change[]) =>
      checkChanges(setOf(changes), { rules, bounds, base: base(["services/api/old.ts", "file"]) });
    expect(
      checked([
        write("packages/web/a.ts"),
        write("docs/a.md"),
        write("docs/deep/a.md"),
        write("packages/webs/a.ts"),
        write("packages/web/CLAUDE.md"),
        remove("services/api/old.ts"),
        remove("services/api/never.ts"),
      ]),
    ).toMatchObject({
      ok: true,
      changes: [{ path: "packages/web/a.ts" }, { path: "docs/a.md" }],
      withheld: [
        { path: "docs/deep/a.md", code: "outside-scope" },
        { path: "packages/webs/a.ts", code: "outside-scope" },
        { path: "packages/web/CLAUDE.md", code: "protected-path" },
        { path: "services/api/old.ts", code: "outside-scope" },
      ],
    });
    const part = fc.constantFrom("web", "api", "a.ts", "b.md", "packages");
    forAll(
      [fc.uniqueArray(fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("/")))],
      (paths) => {
        const result = checked(paths.map((path) => write(path)));
        if (!result.ok) return;
        for (const { path } of result.changes)
          expect(path).toMatch(/^(?:packages\/web(?:\/|$)|docs\/[^/]+\.md$)/);
        expect(result.changes.length + result.withheld.length).toBe(paths.length);
      },
    );
  });

  test("is withheld where a file of the base was not checked out, which would be replaced or removed blindly", () => {
    const bounds = { allowed: [], sparse: [".github", "packages/web"] };
    const there = base(
      ["packages", "directory"],
      ["packages/list.md", "file"],
      ["packages/web/a.ts", "file"],
      ["packages/api/a.ts", "file"],
      ["top.md", "file"],
    );
    const changes = [
      write("top.md"),
      write("packages/list.md"),
      remove("packages/web/a.ts"),
      write("packages/api/a.ts"),
      write("packages/api/new.ts"),
      remove("packages/api/never.ts"),
    ];
    expect(checkChanges(setOf(changes), { rules, bounds, base: there })).toMatchObject({
      ok: true,
      changes: [
        { path: "top.md" },
        { path: "packages/list.md" },
        { path: "packages/web/a.ts" },
        { path: "packages/api/new.ts" },
      ],
      withheld: [{ path: "packages/api/a.ts", code: "not-checked-out" }],
    });
    const removed = checkChanges(setOf([remove("packages/api/a.ts")]), { rules, bounds, base: there });
    expect(removed).toMatchObject({ changes: [], withheld: [{ path: "packages/api/a.ts" }] });
    // A file in the place of a folder that was not checked out would remove all of it.
    const api = base(["packages/api", "directory"]);
    expect(checkChanges(setOf([write("packages/api")]), { rules, bounds, base: api })).toMatchObject({
      ok: false,
      refusals: [{ code: "collision" }],
    });
  });

  test.each([
    "templates/app/.github/workflows/ci.yml",
    "src/github/workflows/x.yml",
    "docs/claude.mdx",
    "src/codeowners.ts",
    "src/actions/action.ts",
    ".gitignore",
    "vscode/settings.json",
  ])("is not %s", (path) => expect(check([write(path)])).toMatchObject({ withheld: [] }));

  test("can be named by the config, and allowed by it, but for our own config and workflows", () => {
    const all = [
      "infra/a/main.tf",
      "key.pem",
      "sub/key.pem",
      "CLAUDE.md",
      ".github/workflows/a.yml",
      ".github/switchyard.yml",
    ];
    const withheld = (more: object) => protectedPaths(all, { ...rules, ...more });
    expect(withheld({})).toEqual(["CLAUDE.md", ".github/workflows/a.yml", ".github/switchyard.yml"]);
    expect(withheld({ also: ["infra/**", "*.pem"] })).toEqual(all);
    const folders = protectedPaths(["infra/a.tf", "infra/a/b.tf", "x/infra/a.tf"], {
      ...rules,
      also: ["infra/*.tf"],
    });
    expect(folders).toEqual(["infra/a.tf"]);
    expect(withheld({ allow: ["**/*", "**", ".github/**", "CLAUDE.md", ".github/workflows/a.yml"] })).toEqual(
      [".github/workflows/a.yml", ".github/switchyard.yml"],
    );
    expect(withheld({ workflows: true })).toEqual(["CLAUDE.md", ".github/switchyard.yml"]);
  });
});

test.each([
  ["E12", "package.json", "dependencies"],
  ["E12", "package-lock.json", "dependencies"],
  ["C10", "sub/Dockerfile", "deployment"],
  ["C10", "Makefile", "build"],
  ["C10", "scripts/release.sh", "build"],
  ["C10", "conftest.py", "run by tests and linters"],
])("%s the sensitive path %s is published and pointed out: %s", (_, path, why) => {
  expect(check([write(path), write("src/a.ts")])).toMatchObject({ sensitive: [{ path, why }], withheld: [] });
});

test("C10 a program is pointed out", () => {
  expect(check([write("bin/x", "x", "100755")])).toMatchObject({
    sensitive: [{ path: "bin/x", why: "executable" }],
  });
});

describe("characters that a reader does not see", () => {
  const found = (path: string, now: string, before: string | null = null) =>
    newlyInvisible({ path, now, before }).map(({ code, text }) => `${code}: ${text}`);

  test.each([
    ["an override", "a.js", "let admin = \u202Etrue;", "U+202E"],
    ["an isolate", "a.js", "// \u2066 x", "U+2066"],
    ["tags", "a.js", "fix \u{E0049}", "U+E0049"],
    ["a zero-width space", "a.py", "if a\u200Bb:", "U+200B"],
    ["a joiner between Latin letters", "a.js", "foo\u200Dbar", "U+200D"],
    ["a filler that is a letter", "a.js", "const \u3164 = 1", "U+3164"],
    ["a line separator", "a.js", "// a\u2028evil()", "U+2028"],
    ["a mark in the middle", "a.js", "a\uFEFFb", "U+FEFF"],
    ["a mark at the beginning of another line", "a.js", "\uFEFFlet a", "U+FEFF"],
    ["isolates in data that nobody translates", "src/data.json", '"שלום \u2068x\u2069"', "U+2068"],
    ["variation selectors after letters", "a.js", "a\u{E0100}\u{E0101}", "U+E0100"],
    ["an override in a document without such a script", "a.md", "plain \u202Etext", "U+202E"],
    ["an override in code beside such a script", "a.js", "'שלום\u202E'", "U+202E"],
  ])("E20 %s are refused with the line", (_, path, line, name) => {
    expect(found(path, `first\n${line}\n`)).toEqual([`invisible: it hides characters: line 2 (${name})`]);
  });

  test.each([
    ["Hebrew with its marks", "he.md", "שלום \u202Babc\u202C\u200F"],
    ["Arabic in code", "a.js", "const s = 'مرحبا\u200F';"],
    ["Persian", "fa.ts", "'می\u200Cخواهم'"],
    ["Hindi", "hi.ts", "'क्\u200Dष'"],
    ["emoji", "a.ts", "'👨‍👩‍👧 ❤️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏳️‍🌈 👩🏽‍💻 1️⃣ ☺︎'"],
    ["a byte order mark", "a.cs", "\uFEFFusing System;"],
    ["Japanese names", "a.c", "葛\u{E0100}城"],
    ["a soft hyphen in a document", "a.html", "Donau\u00ADdampf"],
  ])("E20 %s are left alone", (_, path, line) => expect(found(path, line)).toEqual([]));

  test("E20 what was there before passes, and new lines beside it do not", () => {
    const old = "a\u200Bb\nc\n";
    expect(found("a.js", `${old}d\n`, old)).toEqual([]);
    expect(found("a.js", `${old}d\u200B\n`, old)).toEqual([
      "invisible: it hides characters: line 3 (U+200B)",
    ]);
  });
});
