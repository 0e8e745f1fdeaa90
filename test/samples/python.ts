import { createHash } from "node:crypto";

import { strToU8, zipSync } from "fflate";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { Registry } from "./registry.ts";
import { type Sample, madeBy, placeOf, toolchainAction } from "./sample.ts";

/** The token that the index asks for. */
export const indexToken = "TOKEN-OF-SETUP-for-the-index-41f6";

const wheelName = "acme_words-1.2.0-py3-none-any.whl";

const files = {
  ".gitignore": ".venv/\n__pycache__/\n",
  "shout.py": "from acme_words import plural\n\n\ndef shout(word):\n    return plural(word).upper()\n",
  "test_shout.py":
    "import unittest\n\nfrom shout import shout\n\n\nclass Shout(unittest.TestCase):\n    def test_many(self):\n        self.assertEqual(shout('cat'), 'CATS')\n",
};
const edit = {
  "whisper.py": "from acme_words import plural\n\n\ndef whisper(word):\n    return plural(word).lower()\n",
  "test_whisper.py":
    "import unittest\n\nfrom whisper import whisper\n\n\nclass Whisper(unittest.TestCase):\n    def test_many(self):\n        self.assertEqual(whisper('CAT'), 'cats')\n",
};
const gate = ".venv/bin/python -m unittest -q";

/** A simple index (PEP 503) with one wheel. */
function publish(registry: Registry): void {
  const info = "acme_words-1.2.0.dist-info";
  const record = [`acme_words.py,,`, `${info}/METADATA,,`, `${info}/WHEEL,,`, `${info}/RECORD,,`, ""].join(
    "\n",
  );
  const wheel = zipSync({
    "acme_words.py": strToU8("def plural(word):\n    return word + 's'\n"),
    [`${info}/METADATA`]: strToU8("Metadata-Version: 2.1\nName: acme-words\nVersion: 1.2.0\n"),
    [`${info}/WHEEL`]: strToU8(
      "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    ),
    [`${info}/RECORD`]: strToU8(record),
  });
  const digest = createHash("sha256").update(wheel).digest("hex");
  registry.serve({
    "/simple/acme-words/": `<!DOCTYPE html><a href="/files/${wheelName}#sha256=${digest}">${wheelName}</a>`,
    [`/files/${wheelName}`]: wheel,
  });
}

/** Python with pip, whose index and token come from one variable of the setup secret. */
export async function pipSample(registry: Registry): Promise<Sample> {
  publish(registry);
  return {
    name: "pip",
    files: { ...files, "requirements.txt": "acme-words==1.2.0\n" },
    edit,
    check: gate,
    gate,
    config: [
      "setup:",
      "  - run: python3 -m venv .venv && .venv/bin/pip install --quiet --disable-pip-version-check -r requirements.txt",
      "    secrets: [PIP_INDEX_URL]",
      `network: { allow: ["localhost:${registry.port}"], registries: false }`,
    ],
    secret: `PIP_INDEX_URL=http://ci:${indexToken}@localhost:${registry.port}/simple\n`,
  };
}

/** Python with uv: the project names the index, the setup secret holds its password. */
export async function uvSample(registry: Registry): Promise<Sample> {
  publish(registry);
  const project = {
    ...files,
    "pyproject.toml": [
      "[project]",
      'name = "shout"',
      'version = "0.1.0"',
      'requires-python = ">=3.9"',
      'dependencies = ["acme-words==1.2.0"]',
      "",
      "[[tool.uv.index]]",
      'name = "acme"',
      `url = "${registry.url}/simple"`,
      "default = true",
      "",
    ].join("\n"),
  };
  const credentials = { UV_INDEX_ACME_USERNAME: "ci", UV_INDEX_ACME_PASSWORD: indexToken };
  return {
    name: "uv",
    files: {
      ...project,
      ...toolchainAction([placeOf("uv")]),
      "uv.lock": await madeBy(project, ["uv", "lock", "--no-cache"], {
        env: credentials,
        read: (directory) => readFileSync(join(directory, "uv.lock"), "utf8"),
      }),
    },
    edit,
    check: "uv run --frozen --offline python -m unittest -q",
    gate: "uv run --frozen --offline python -m unittest -q",
    config: [
      "setup:",
      "  - run: uv sync --frozen",
      "    secrets: [UV_INDEX_ACME_USERNAME, UV_INDEX_ACME_PASSWORD]",
      `network: { allow: ["localhost:${registry.port}"] }`,
    ],
    secret: `UV_INDEX_ACME_USERNAME=ci\nUV_INDEX_ACME_PASSWORD=${indexToken}\n`,
  };
}
