import { readFileSync } from "node:fs";

import { describe, expect, test } from "vitest";

import type { BaseEntries } from "../../src/core/change-path.ts";
import { Config } from "../../src/core/config.ts";
import type { Change } from "../../src/core/result.ts";
import { type Base, judgeChanges } from "../../src/edge/change-set-check.ts";

const rules = Config.parse({});
// Put together at run time, so that no scanner takes this file for a leak.
const apart = (text: string) => text;
const key = `sk-${apart("ant")}-api03-${"Zx8Qw3Er5Ty7Ui9Op1As2Df4Gh6Jk".repeat(3)}kPqLmNAA`;

/** A base of these files; it counts what it is asked for. */
function baseOf(files: Readonly<Record<string, string>>): Base & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    entries: async (directories) => {
      asked.push("entries");
      const found = new Map<string, "file" | "directory">();
      for (const path of Object.keys(files)) {
        const parts = path.split("/");
        for (let length = 1; length <= parts.length; length += 1)
          if (directories.includes(parts.slice(0, length - 1).join("/")))
            found.set(parts.slice(0, length).join("/"), length === parts.length ? "file" : "directory");
      }
      return found satisfies BaseEntries;
    },
    texts: async (paths) => {
      asked.push(`texts ${paths.join(" ")}`);
      return new Map(
        paths.flatMap((path) => (files[path] === undefined ? [] : [[path, files[path]] as const])),
      );
    },
  };
}

const text = (path: string, content: string, mode: "100644" | "100755" = "100644"): Change => ({
  kind: "write",
  path,
  mode,
  encoding: "utf-8",
  content,
});
const binary = (path: string, bytes: Uint8Array): Change => ({
  kind: "write",
  path,
  mode: "100644",
  encoding: "base64",
  content: Buffer.from(bytes).toString("base64"),
});
const judge = async (changes: readonly Change[], base: Base | null = baseOf({}), config = rules) =>
  judgeChanges({ version: 1, lines: 1, inexpressible: [], changes: [...changes] }, { rules: config, base });
const noise = Uint8Array.from({ length: 40_000 }, (_, index) => (index * index * 31 + index * 7) % 256);

/** Ordinary changes. Each passes whole: nothing is refused, nothing withheld. */
const benign: readonly (readonly [string, readonly Change[], Readonly<Record<string, string>>?])[] = [
  ["emoji in code", [text("src/a.ts", "export const ok = '👍🏽 👨‍👩‍👧 🏴󠁧󠁢󠁳󠁣󠁴󠁿 ❤️';\n")]],
  ["an Arabic document", [text("docs/ar.md", "# مرحبا بالعالم\n\nهذا \u202Bنص\u202C مع علامات\u200F.\n")]],
  ["a Hebrew document", [text("docs/he.md", "# שלום עולם\n\nטקסט \u2067RTL\u2069.\n")]],
  [
    "an edit of a document with direction marks",
    [text("docs/a.txt", "old \u202Btext\u202C\nnew\n")],
    { "docs/a.txt": "old \u202Btext\u202C\n" },
  ],
  ["Persian with joiners", [text("fa.json", '{"a":"می\u200Cخواهم"}\n')]],
  ["Hindi, Thai, Khmer", [text("i18n/hi.po", 'msgstr "क्\u200Dष สวัสดี សួស្តី"\n')]],
  ["Chinese, Japanese, Korean", [text("docs/日本語.md", "葛\u{E0100}城市 中文 한국어\n")]],
  ["CRLF line ends", [text("a.bat.txt", "one\r\ntwo\r\n")]],
  ["a byte order mark", [text("A.cs", "\uFEFFusing System;\r\n")]],
  ["an executable bit", [text("bin/run", "#!/bin/sh\nexec node .\n", "100755")]],
  ["a rename", [{ kind: "delete", path: "a.ts" }, text("b.ts", "x\n")], { "a.ts": "x\n" }],
  [
    "a rename by case",
    [{ kind: "delete", path: "Readme.md" }, text("README.md", "x\n")],
    { "Readme.md": "x\n" },
  ],
  [
    "a removal of a whole folder",
    [
      { kind: "delete", path: "old/a.ts" },
      { kind: "delete", path: "old/b.ts" },
    ],
    { "old/a.ts": "", "old/b.ts": "" },
  ],
  [
    "a folder in the place of a file",
    [{ kind: "delete", path: "lib" }, text("lib/index.ts", "x\n")],
    { lib: "x" },
  ],
  ["a binary", [binary("logo.png", noise)]],
  [
    "a large binary",
    [
      binary(
        "model.bin",
        Uint8Array.from({ length: 4_900_000 }, (_, index) => (index * 7919) % 251),
      ),
    ],
  ],
  ["a text with a NUL", [binary("fixture.dat", Buffer.from("a\0b"))]],
  ["an empty file", [text(".gitkeep", "")]],
  ["long lines", [text("data.json", `{"a":"${"lorem ipsum ".repeat(20_000)}"}\n`)]],
  [
    "minified code",
    [
      text(
        "public/app.min.js",
        readFileSync("node_modules/zod/v4/core/schemas.js", "utf8").replaceAll(/\n\s*/g, ""),
      ),
    ],
  ],
  [
    "a lock file",
    [text("package-lock.json", readFileSync("package-lock.json", "utf8"))],
    { "package-lock.json": "{}" },
  ],
  [
    "many files",
    Array.from({ length: 300 }, (_, index) => text(`src/part-${index}.ts`, `export const n = ${index};\n`)),
  ],
  [
    "look-alike hashes",
    [
      text(
        "sums.txt",
        "9f78201dd484e39674e1caa2c12a5881fc9fe38e  a\nsha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
      ),
    ],
  ],
  [
    "documented example keys",
    [text("docs/aws.md", "AKIAIOSFODNN7EXAMPLE\nwJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n")],
  ],
  [
    "placeholders of keys",
    [
      text(
        ".env.example",
        `ANTHROPIC_API_KEY=sk-ant-api03-xxxx\nGITHUB_TOKEN=ghp_${"x".repeat(36)}\nDB=postgres://user:pass@localhost/db\n`,
      ),
    ],
  ],
  [
    "an edit beside a key that was there",
    [text("test/fixture.ts", `const k = "${key}";\nnew line\n`)],
    { "test/fixture.ts": `const k = "${key}";\n` },
  ],
  [
    "a JSON web token of documentation",
    [
      text(
        "docs/jwt.md",
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U\n",
      ),
    ],
  ],
  [
    "a public key and a certificate",
    [
      text(
        "cert.pem.txt",
        `-----BEGIN CERTIFICATE-----\n${"MIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBaMQswCQYDVQQGEwJJ\n".repeat(8)}-----END CERTIFICATE-----\n`,
      ),
    ],
  ],
  [
    "an image as a data address",
    [text("a.css", `a{background:url(data:image/png;base64,${Buffer.from(noise).toString("base64")})}\n`)],
  ],
  ["SVG", [text("a.svg", "<svg xmlns='http://www.w3.org/2000/svg'><path d='M10 10h80v80h-80z'/></svg>\n")]],
  [
    "percent and HTML escapes",
    [text("a.html", "<a href='/a%20b%2Fc?x=%E2%9C%93'>&#169; &nbsp; caf&eacute;</a>\n")],
  ],
  [
    "escape sequences of JavaScript",
    [text("a.js", String.raw`const invisible = /[\u200B-\u200F\u202A-\u202E]/u; const esc = "\x1b[31m";`)],
  ],
  ["control characters of a terminal", [text("test/out.txt", "\u001B[32mok\u001B[0m\n\f")]],
  [
    "fenced code and tables in Markdown",
    [text("docs/a.md", "```js\nif (a < b) {}\n```\n\n| a | b |\n| - | - |\n| @x | #1 |\n")],
  ],
  [
    "a patch as a fixture",
    [
      text(
        "test/a.diff",
        "diff --git a/.github/workflows/x.yml b/.github/workflows/x.yml\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n",
      ),
    ],
  ],
  ["a template of workflows", [text("templates/app/.github/workflows/ci.yml", "on: push\n")]],
  [
    "routes of frameworks",
    [
      text("app/[id]/(group)/@modal/page.tsx", "x\n"),
      text("routes/-ui/$id.tsx", "x\n"),
      text("src/routes/+page.svelte", "x\n"),
    ],
  ],
  ["names with spaces and signs", [text("docs/My notes (final), v2 & more.md", "x\n")]],
  [
    "dot files of tools",
    [text(".eslintrc.json", "{}\n"), text(".gitignore", "dist\n"), text(".prettierignore", "x\n")],
  ],
  [
    "dependencies",
    [text("package.json", '{"scripts":{"postinstall":"node x"}}\n')],
    { "package.json": "{}" },
  ],
  [
    "a SQL dump",
    [
      text(
        "seed.sql",
        `INSERT INTO t VALUES ${Array.from({ length: 500 }, (_, index) => `(${index}, 'name ${index}', '2026-01-01')`).join(",\n")};\n`,
      ),
    ],
  ],
  ["names in Cyrillic and Greek", [text("docs/описание.md", "Привет\n"), text("docs/λόγος.md", "Γειά\n")]],
];

describe("a change that anybody could make", () => {
  const rows = benign.map(([name, changes, files = {}]) => ({ name, changes, files }));
  test.each(rows)("passes untouched: $name", async ({ changes, files }) => {
    expect(await judge(changes, baseOf(files))).toMatchObject({ ok: true, withheld: [], changes });
  });

  test("is asked about in one request, and in a second one only when something was found", async () => {
    const plain = baseOf({ "a.ts": "x" });
    await judge([text("a.ts", "y")], plain);
    expect(plain.asked).toEqual(["entries"]);
    const suspicious = baseOf({ "a.ts": key });
    await judge([text("a.ts", `${key}\ny`), text("b.ts", "y")], suspicious);
    expect(suspicious.asked).toEqual(["entries", "texts a.ts"]);
  });
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
