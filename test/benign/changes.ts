import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

import type { Change } from "../../src/core/result.ts";
import type { FirstFiles } from "../../src/local/contract.ts";

/** A change that nobody would object to: what is changed, the files of the base, and which of the paths are pointed out to reviewers, with the reason. */
export type BenignChange = {
  readonly name: string;
  readonly changes: readonly Change[];
  readonly files: FirstFiles;
  readonly sensitive: readonly string[];
};

/** A file that is written, as work reads it. */
export function text(path: string, content: string, mode: "100644" | "100755" = "100644"): Change {
  return { kind: "write", path, mode, encoding: "utf-8", content };
}

/** A file that is no text, as work reads it. */
export function binary(path: string, bytes: Uint8Array): Change {
  return {
    kind: "write",
    path,
    mode: "100644",
    encoding: "base64",
    content: Buffer.from(bytes).toString("base64"),
  };
}

const remove = (path: string): Change => ({ kind: "delete", path });
const noise = Uint8Array.from({ length: 40_000 }, (_, index) => (index * index * 31 + index * 7) % 256);
const hex = (length: number, seed: number) =>
  Array.from({ length }, (_, index) => ((index * index * 7 + index * seed + seed) % 16).toString(16)).join(
    "",
  );
const base64 = (length: number, seed: number) =>
  Buffer.from(
    Array.from({ length }, (_, index) => (index * index * 13 + index * seed * 5 + seed) % 256),
  ).toString("base64");
// Put together at run time, so that no scanner takes this file for a leak.
const apart = (words: string) => words;
/** Looks like a real credential: allowed only where it was before. */
export const credential = `sk-${apart("ant")}-api03-${"Zx8Qw3Er5Ty7Ui9Op1As2Df4Gh6Jk".repeat(3)}kPqLmNAA`;

type Row = readonly [
  name: string,
  changes: readonly Change[],
  files?: FirstFiles,
  sensitive?: readonly string[],
];

const rows: readonly Row[] = [
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
  ["an executable bit", [text("bin/run", "#!/bin/sh\nexec node .\n", "100755")], {}, ["bin/run: executable"]],
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
    ["package-lock.json: dependencies"],
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
    [text("test/fixture.ts", `const k = "${credential}";\nnew line\n`)],
    { "test/fixture.ts": `const k = "${credential}";\n` },
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
    {},
    [".eslintrc.json: run by tests and linters"],
  ],
  [
    "dependencies",
    [text("package.json", '{"scripts":{"postinstall":"node x"}}\n')],
    { "package.json": "{}" },
    ["package.json: dependencies"],
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
  ["combining characters in content", [text("a.md", "e\u0301 a\u0308\u0323 \u1112\u1161\u11AB n\u0303\n")]],
  ["line ends that change", [text("a.txt", "one\ntwo\n")], { "a.txt": "one\r\ntwo\r\n" }],
  ["line ends of three kinds", [text("test/ends.txt", "one\r\ntwo\nthree\rfour")]],
  ["no line end at the end", [text("VERSION", "1.2.3")]],
  [
    "an executable bit that goes",
    [text("tool", "#!/bin/sh\n")],
    { tool: { mode: "100755", content: "#!/bin/sh\n" } },
  ],
  [
    "an executable bit that comes",
    [text("tool", "#!/bin/sh\n", "100755")],
    { tool: "#!/bin/sh\n" },
    ["tool: executable"],
  ],
  ["an empty change of mode and content", [text("a", "", "100755")], { a: "x" }, ["a: executable"]],
  ["a file in the place of a folder", [remove("lib/index.ts"), text("lib", "x\n")], { "lib/index.ts": "x" }],
  [
    "a folder renamed",
    [remove("old/a.ts"), remove("old/b/c.ts"), text("new/a.ts", "1\n"), text("new/b/c.ts", "2\n")],
    { "old/a.ts": "1\n", "old/b/c.ts": "2\n" },
  ],
  [
    "two files that change places",
    [text("a.ts", "b\n"), text("b.ts", "a\n")],
    { "a.ts": "a\n", "b.ts": "b\n" },
  ],
  [
    "a renamed fixture with a key that was there",
    [remove("test/old-key.ts"), text("test/key.ts", `export const k = "${credential}";\n`)],
    { "test/old-key.ts": `const k = "${credential}";\n` },
  ],
  [
    "a renamed fixture with characters that were there",
    [remove("test/old.txt"), text("test/new.js", "a\u200Bb\n")],
    { "test/old.txt": "a\u200Bb\n" },
  ],
  [
    "line ends and indentation of old lines with such characters",
    [text("src/a.js", "if (x) {\n  a('\u200B');\n}\n")],
    { "src/a.js": "a('\u200B');\r\n" },
  ],
  [
    "files beside a symbolic link, and behind it",
    [text("v2/a.ts", "y\n"), text("b.ts", "x\n")],
    { current: { mode: "120000", content: "v2" }, "v2/a.ts": "x\n" },
  ],
  ["a removal of a symbolic link", [remove("current")], { current: { mode: "120000", content: "v2" } }],
  [
    "a file in the place of a symbolic link",
    [text("COPYING", "x\n")],
    { COPYING: { mode: "120000", content: "LICENSE" } },
  ],
  ["a removal alone", [remove("dead.ts")], { "dead.ts": "x\n" }],
  ["text that is not UTF-8", [binary("old/latin.txt", Buffer.from("caf\xe9\n", "latin1"))]],
  ["text in UTF-16", [binary("old/wide.txt", Buffer.from("\uFEFFwide\n", "utf16le"))]],
  [
    "a picture",
    [binary("a.png", Buffer.concat([Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), noise]))],
  ],
  ["a packed file", [binary("fixture.json.gz", gzipSync(`{"a":"${"lorem ipsum ".repeat(500)}"}`))]],
  ["a picture that becomes text", [text("logo", "no logo\n")], { logo: "\u0089PNG\0" }],
  [
    "a large table",
    [
      text(
        "data/large.csv",
        `id,name,score\n${Array.from({ length: 60_000 }, (_, index) => `${index},name ${index % 977},${(index * 37) % 101}`).join("\n")}\n`,
      ),
    ],
  ],
  [
    "lock files of other tools",
    [
      text(
        "go.sum",
        Array.from(
          { length: 40 },
          (_, index) => `example.org/mod${index} v1.${index}.0 h1:${base64(32, index)}\n`,
        ).join(""),
      ),
      text(
        "Cargo.lock",
        Array.from(
          { length: 40 },
          (_, index) => `[[package]]\nname = "c${index}"\nchecksum = "${hex(64, index)}"\n`,
        ).join("\n"),
      ),
      text(
        "yarn.lock",
        Array.from(
          { length: 40 },
          (_, index) =>
            `p${index}@^1.0.0:\n  resolved "https://registry.example.org/p${index}/-/p${index}-1.0.0.tgz#${hex(40, index)}"\n  integrity sha512-${base64(64, index)}\n`,
        ).join("\n"),
      ),
    ],
    {},
    ["go.sum: dependencies", "Cargo.lock: dependencies", "yarn.lock: dependencies"],
  ],
  [
    "public keys",
    [text("docs/keys.md", `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${base64(31, 3)} ann@example.org\n`)],
  ],
  [
    "a public key of another form",
    [
      text(
        "keys/ann.asc",
        `-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n${base64(600, 9).replaceAll(/.{64}/g, "$&\n")}\n=abcd\n-----END PGP PUBLIC KEY BLOCK-----\n`,
      ),
    ],
  ],
  [
    "how to write down a private key",
    [text("docs/tls.md", "```\n-----BEGIN PRIVATE KEY-----\nMIIE...\n-----END PRIVATE KEY-----\n```\n")],
  ],
  [
    "how to name credentials",
    [
      text(
        "docs/setup.md",
        "Set `ANTHROPIC_API_KEY=sk-ant-api03-...`, `GITHUB_TOKEN=ghp_XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX`,\n`SLACK=https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX`,\n`OPENAI_API_KEY=sk-proj-your-key-here`, `//registry.npmjs.org/:_authToken=${NPM_TOKEN}`,\n`curl -H 'Authorization: Bearer $TOKEN' -u user:password https://user:password@example.org/`.\n",
      ),
    ],
  ],
  [
    "settings of a database for tests",
    [text("compose.test.yml", "services:\n  db:\n    environment:\n      POSTGRES_PASSWORD: postgres\n")],
  ],
  [
    "identifiers and commits",
    [
      text(
        "CHANGES.md",
        Array.from(
          { length: 30 },
          (_, index) =>
            `- ${hex(40, index)} 123e4567-e89b-42d3-a456-4266141740${String(index).padStart(2, "0")}\n`,
        ).join(""),
      ),
    ],
  ],
  [
    "a source map in a file",
    [
      text(
        "public/a.js",
        `a();\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify({ version: 3, sources: ["a.ts"], sourcesContent: ["export const password = process.env['PASSWORD'];\n".repeat(50)], mappings: "AAAA,SAASA".repeat(200) })).toString("base64")}\n`,
      ),
    ],
  ],
  [
    "a notebook with pictures",
    [
      text(
        "a.ipynb",
        JSON.stringify({
          cells: [{ outputs: [{ data: { "image/png": base64(9_000, 5) } }], source: ["plot(x)\n"] }],
          nbformat: 4,
        }),
      ),
    ],
  ],
  [
    "translations of right-to-left languages",
    [
      text("locales/ar.json", '{"hello":"مرحبا \u2068{name}\u2069!","sum":"\u200Fالمجموع: 5"}\n'),
      text("i18n/he.yaml", "hello: שלום \u2068{name}\u2069\n"),
      text("src/locales/fa.ts", 'export default { want: "می\u200Cخواهم" };\n'),
    ],
  ],
  [
    "translations of languages without spaces",
    [
      text("locales/th.json", '{"language":"ภาษา\u200Bไทย"}\n'),
      text("src/km.ts", 'export const hello = "សួស្តី\u200Bពិភពលោក";\n'),
      text("src/my.ts", 'export const hello = "မြန်မာ\u200Bစာ";\n'),
    ],
  ],
  ["code with remarks in Hebrew and Arabic", [text("src/a.py", "x = 1  # שלום עולם\ny = 2  # مرحبا\n")]],
  ["flags, keycaps and tones", [text("src/emoji.ts", 'export const all = "🇩🇪 🏴‍☠️ 5️⃣ 🤷🏽‍♀️ 👨🏻‍❤️‍💋‍👨🏿 ♥︎ ™️";\n')]],
  ["a heading of emoji", [text("README.md", "# 🚀 Start\n\n- ✅ done\n- ⚠️ careful\n")]],
  [
    "names in many scripts",
    [
      "文档/说明.md",
      "docs/उदाहरण.md",
      "docs/ตัวอย่าง.md",
      "docs/예제.md",
      "docs/🎉 launch.md",
      "naïve/café.md",
    ].map((path) => text(path, "x\n")),
  ],
  [
    "names with signs that tools use",
    [
      "packages/@acme/ui/index.ts",
      "pages/[...slug].tsx",
      "{{cookiecutter.name}}/main.py",
      "test/__snapshots__/a.test.ts.snap",
      "docs/100% & more; it's (new)!.md",
      "#notes.md",
      "a=b,c.txt",
      "src/~helper.ts",
      "auxiliary.c",
      "com10.txt",
      "console/prn-list.md",
    ].map((path) => text(path, "x\n")),
  ],
  ["a long path", [text(`${"a-folder/".repeat(38)}file.ts`, "x\n")]],
  ["names that differ by more than case", [text("src/Button.tsx", "x\n"), text("src/buttons.tsx", "x\n")]],
  ["generated code", [text("src/api.pb.ts", "export type A = { b: string; c?: number };\n".repeat(4_000))]],
  [
    "a regular expression of invisible characters",
    [text("src/clean.py", String.raw`PATTERN = "[\u200b\u202e\U000e0001]"`)],
  ],
  ["HTML with soft hyphens", [text("a.html", "<p>Donau\u00ADdampf\u00ADschiff &shy; &zwnj;</p>\n")]],
  ["an ASCII drawing", [text("docs/flow.txt", "┌──┐\n│ ▶│──►\n└──┘ ✓ ✗ …\n")]],
  ["mathematics", [text("src/a.jl", "α = ∑(β .* γ) ≤ 10^−3 # ∀x∈ℝ ≨︀\n")]],
  ["conflict marks in a fixture", [text("test/conflict.txt", "<<<<<<< a\n1\n=======\n2\n>>>>>>> b\n")]],
  ["workflow commands in a fixture", [text("test/log.txt", "::error::x\n##[group]y\n")]],
  [
    "an ignore file of a tool beside a template of environment",
    [text(".dockerignore", "node_modules\n"), text(".env.example", "PORT=3000\nTOKEN=\n")],
    {},
    [".dockerignore: deployment"],
  ],
];

/** Ordinary changes: each is published whole, nothing refused, nothing withheld. */
export const benignChanges: readonly BenignChange[] = rows.map(
  ([name, changes, files = {}, sensitive = []]) => ({
    name,
    changes,
    files,
    sensitive,
  }),
);
