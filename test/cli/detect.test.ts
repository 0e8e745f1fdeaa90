import { describe, expect, test } from "vitest";

import { configText, detect } from "../../src/core/config-text.ts";
import { timesPerMonth } from "../../src/core/cron.ts";
import { type TopLevel, detectGates } from "../../src/core/detect-gates.ts";
import { difference } from "../../src/cli/difference.ts";
import { labelsLetThrough } from "../../src/cli/label-filter.ts";
import { readConfig } from "../../src/edge/config-file.ts";

/** A top level from names and texts. */
const top = (files: Readonly<Record<string, string>>): TopLevel => ({
  names: new Set(Object.keys(files)),
  texts: new Map(Object.entries(files)),
});
const scripts = (named: Readonly<Record<string, string>>) => JSON.stringify({ scripts: named });

const repositories: readonly (readonly [
  name: string,
  files: Readonly<Record<string, string>>,
  gates: readonly string[],
])[] = [
  [
    "npm",
    { "package.json": scripts({ lint: "x", typecheck: "x", test: "x" }), "package-lock.json": "" },
    ["npm run lint", "npm run typecheck", "npm run test"],
  ],
  [
    "pnpm",
    { "package.json": scripts({ test: "x", "type-check": "x" }), "pnpm-lock.yaml": "" },
    ["pnpm run type-check", "pnpm run test"],
  ],
  ["yarn", { "package.json": scripts({ test: "x" }), "yarn.lock": "" }, ["yarn run test"]],
  [
    "what npm init leaves behind",
    { "package.json": scripts({ test: 'echo "Error: no test specified" && exit 1' }) },
    [],
  ],
  ["a package.json that is none", { "package.json": "{" }, []],
  [
    "uv",
    { "pyproject.toml": "[tool.ruff]\nx = 1\n[tool.mypy]\n", "uv.lock": "", tests: "" },
    ["uv run ruff check .", "uv run mypy .", "uv run pytest"],
  ],
  ["poetry", { "pyproject.toml": "[tool.pytest.ini_options]\n", "poetry.lock": "" }, ["poetry run pytest"]],
  ["requirements", { "requirements.txt": "", "pytest.ini": "" }, [".venv/bin/python -m pytest"]],
  ["Go", { "go.mod": "" }, ["go vet ./...", "go test ./..."]],
  ["Rust", { "Cargo.toml": "" }, ["cargo test --locked"]],
  ["make, when nothing else says how", { Makefile: "all:\ntest: all\n" }, ["make test"]],
  ["nothing", { "README.md": "" }, []],
];

describe("the config that init writes", () => {
  test.each(repositories)("has the gates of %s, and is valid", (_, files, gates) => {
    expect(detectGates(top(files)).map(({ run }) => run)).toEqual(gates);
    const config = readConfig(configText({ detected: detect(top(files)), pin: "v1.2.3" }));
    expect(config.gates.map(({ run }) => run)).toEqual(gates);
    expect(config.setup).toBe("auto");
  });

  test("stays valid when its commented limits are uncommented", () => {
    const text = configText({ detected: detect(top({})), pin: "v1" }).replaceAll(
      /^# ((?: {2}[\w-]+: \S+ #|limits:))/gm,
      "$1",
    );
    expect(text).toContain("\n  spend-per-attempt: 5");
    expect(readConfig(text)).toEqual(readConfig(null));
  });
});

describe("the scope that init suggests", () => {
  const suggested = (files: Readonly<Record<string, string>>) => {
    const text = configText({ detected: detect(top(files)), pin: "v1" });
    const example = /^# scopes:\n(?:# .*\n)+/m;
    const uncommented = text.replace(example, (block) => block.replaceAll(/^# /gm, ""));
    return { text, scopes: readConfig(uncommented).scopes };
  };

  test.each<[string, Readonly<Record<string, string>>, string, string]>([
    ["npm", { "package.json": '{"workspaces":["packages/*"]}' }, "packages/web", "npm run test"],
    [
      "Yarn",
      { "package.json": '{"workspaces":{"packages":["./apps/shop/"]}}', "yarn.lock": "" },
      "apps/shop",
      "yarn run test",
    ],
    [
      "pnpm",
      { "pnpm-workspace.yaml": "packages: ['!x', 'libs/**']\n", "pnpm-lock.yaml": "" },
      "libs/web",
      "pnpm run test",
    ],
    ["Go", { "go.work": "go 1.23\n\nuse (\n\t. // top\n\t./svc/api\n)\n" }, "svc/api", "go test ./..."],
    [
      "Cargo",
      { "Cargo.toml": '[workspace]\nmembers = [\n  "crates/core",\n]\n[profile.dev]\n' },
      "crates/core",
      "cargo test --locked",
    ],
    [
      "uv",
      { "pyproject.toml": '[project]\n[tool.uv.workspace]\nmembers = ["libs/*"]\n' },
      "libs/web",
      "uv run pytest",
    ],
  ])("is of a workspace of %s, in comments that are valid when uncommented", (_, files, directory, run) => {
    const { text, scopes } = suggested(files);
    const name = directory.slice(directory.lastIndexOf("/") + 1);
    expect(scopes).toMatchObject({
      [name]: { labels: [name], paths: [`${directory}/**`], directory, gates: [{ name: "test", run }] },
    });
    expect(readConfig(text).scopes).toEqual({});
  });

  test.each<[string, Readonly<Record<string, string>>]>([
    [
      "one package",
      { "package.json": '{"name":"a"}', "Cargo.toml": "[package]\n", "pyproject.toml": "[project]\n" },
    ],
    ["files that are none", { "package.json": "{", "pnpm-workspace.yaml": "[", "go.work": "" }],
    ["packages outside", { "package.json": '{"workspaces":["../other"]}' }],
  ])("is none for %s", (_, files) => {
    expect(configText({ detected: detect(top(files)), pin: "v1" })).not.toContain("scopes");
  });
});

test.each([
  ["*/15 * * * *", 2880],
  ["7,37 * * * *", 1440],
  ["23 */6 * * *", 120],
  ["0 9-17 * * 1-5", 193],
  ["0 0 1 * *", 1],
  ["5/20 0 * * *", 90],
  ["0 0 * * 0,7", 4],
  ["61 * * * *", null],
  ["* * * *", null],
  ["@daily", null],
])("the cron line %s fires %s times in 30 days", (cron, times) => {
  expect(timesPerMonth(cron)).toBe(times);
});

test("the difference of two texts shows changed lines with their neighbours", () => {
  expect(difference("a\nb\nc\nd\ne\n", "a\nB\nc\nd\ne\nf\n")).toEqual([
    "  a",
    "- b",
    "+ B",
    "  c",
    "  e",
    "+ f",
    "  ",
  ]);
  expect(difference("same\n", "same\n")).toEqual([]);
});

test.each([
  ["github.event.label.name == 'agent'", null, ["agent"]],
  ["github.event.label.name == (vars.SWITCHYARD_LABEL || 'claude-ready')", null, ["claude-ready"]],
  [
    "github.event.label.name == (vars.SWITCHYARD_LABEL || 'claude-ready')",
    { SWITCHYARD_LABEL: "go" },
    ["go"],
  ],
  ["github.event.label.name == 'a' || github.event.label.name == 'b'", null, ["a", "b"]],
  [`contains(fromJSON('["a", "b"]'), github.event.label.name)`, null, ["a", "b"]],
  ["startsWith(github.event.label.name, 'a')", null, null],
])("the condition %s lets through, with variables %j: %j", (condition, variables, labels) => {
  const known = variables === null ? null : new Map(Object.entries(variables));
  expect(labelsLetThrough({ condition }, known)?.labels ?? null).toEqual(labels);
});
