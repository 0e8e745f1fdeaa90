import { describe, expect, test } from "vitest";

import { editedDefinition } from "../../src/core/gate-definition.ts";
import type { Change } from "../../src/core/result.ts";
import { type Level, detectSetup, isManifest } from "../../src/core/setup.ts";

const write = (path: string, content = "x"): Change => ({
  kind: "write",
  path,
  mode: "100644",
  encoding: "utf-8",
  content,
});
const edited = (run: string, changes: readonly Change[], manifest: string | null, directory = "") =>
  editedDefinition({ run, directory }, changes, manifest);
const scripts = (test_: string) => JSON.stringify({ name: "a", version: "1", scripts: { test: test_ } });

describe("a change to what a gate does is told from a change to what it judges", () => {
  test.each([
    ["./scripts/check.sh --all", "scripts/check.sh", true],
    ["bash scripts/check.sh && echo ok", "scripts/check.sh", true],
    ["bash scripts/check.sh", "scripts/other.sh", false],
    ["make test", "Makefile", true],
    ["make test", "src/Makefile.ts", false],
    ["python -m pytest -q", "tests/conftest.py", true],
    ["python -m pytest -q", "tests/test_a.py", false],
    ["npx vitest run", "vitest.config.ts", true],
    ["npx vitest run", "test/a.test.ts", false],
    ["cargo test", "build.rs", true],
    ["true", ".github/switchyard.yml", true],
    ["true", "Makefile", false],
  ])("%s: %s → %s", (command, path, counts) => {
    expect(edited(command, [write(path)], null)).toEqual(counts ? [path] : []);
  });

  test("a package.json counts when its scripts change, not when its version does", () => {
    const bumped = write("package.json", scripts("vitest").replace('"1"', '"2"'));
    expect(edited("npm test", [bumped], scripts("vitest"))).toEqual([]);
    expect(edited("npm test", [write("package.json", scripts("true"))], scripts("vitest"))).toEqual([
      "package.json",
    ]);
    expect(edited("npm test", [write("package.json", "{")], scripts("vitest"))).toEqual(["package.json"]);
    expect(edited("cargo test", [write("package.json", scripts("true"))], scripts("vitest"))).toEqual([]);
  });

  test("of a gate in a folder, its words and its package.json are those of the folder", () => {
    const of = (run: string, path: string) => edited(run, [write(path)], null, "packages/web");
    expect(of("bash scripts/check.sh", "packages/web/scripts/check.sh")).toHaveLength(1);
    expect(of("bash scripts/check.sh", "scripts/check.sh")).toEqual([]);
    expect(of("bash ../../scripts/check.sh", "scripts/check.sh")).toHaveLength(1);
    expect(of("bash ../../../scripts/check.sh", "scripts/check.sh")).toEqual([]);
    const own = write("packages/web/package.json", scripts("vitest").replace('"1"', '"2"'));
    expect(edited("npm test", [own], scripts("vitest"), "packages/web")).toEqual([]);
    expect(edited("npm test", [own], scripts("true"), "packages/web")).toHaveLength(1);
  });

  test("what is removed counts too", () => {
    expect(edited("bash check.sh", [{ kind: "delete", path: "check.sh" }], null)).toEqual(["check.sh"]);
  });
});

test.each([
  ["package-lock.json", true],
  ["packages/a/package.json", true],
  ["requirements-dev.txt", true],
  ["go.sum", true],
  ["src/package.json.ts", false],
  ["README.md", false],
])("setup runs again when %s changes: %s", (path, manifest) => {
  expect(isManifest(path)).toBe(manifest);
});

describe("setup: auto for a folder", () => {
  const levels = (...all: (readonly [string, ...string[]])[]): Level[] =>
    all.map(([directory, ...files]) => ({ directory, files: new Set(files), texts: new Map() }));
  const found = (...all: Parameters<typeof levels>) =>
    detectSetup(levels(...all), null).map(
      ({ run, directory }) => `${directory || "."}: ${run.split(" ").slice(0, 2).join(" ")}`,
    );

  test.each<[string, (readonly [string, ...string[]])[], string[]]>([
    [
      "its own lock file",
      [
        ["", "package-lock.json"],
        ["web", "package.json", "pnpm-lock.yaml"],
      ],
      ["web: pnpm install"],
    ],
    [
      "the lock file of the workspace",
      [["", "package.json", "package-lock.json"], ["packages"], ["packages/web", "package.json"]],
      [".: npm ci"],
    ],
    [
      "the nearest one",
      [
        ["", "yarn.lock"],
        ["js", "pnpm-lock.yaml"],
        ["js/web", "package.json"],
      ],
      ["js: pnpm install"],
    ],
    [
      "uv's workspace",
      [
        ["", "uv.lock", "package-lock.json"],
        ["api", "pyproject.toml"],
      ],
      [".: uv sync"],
    ],
    [
      "cargo's workspace",
      [
        ["", "Cargo.lock", "Cargo.toml"],
        ["crate", "Cargo.toml"],
      ],
      [".: cargo fetch"],
    ],
    [
      "go's workspace",
      [
        ["", "go.work"],
        ["svc", "go.mod"],
      ],
      [".: go mod"],
    ],
    [
      "several families of the folder",
      [
        ["", "package-lock.json"],
        ["app", "package.json", "requirements.txt"],
      ],
      [".: npm ci", "app: python3 -m"],
    ],
    [
      "nothing of others' families",
      [
        ["", "package-lock.json"],
        ["svc", "go.mod"],
      ],
      [],
    ],
    [
      "everything on the way for a folder that shows nothing",
      [
        ["", "package-lock.json", "go.sum"],
        ["docs", "index.md"],
      ],
      [".: npm ci", ".: go mod"],
    ],
    [
      "the top level as before",
      [["", "package-lock.json", "pnpm-lock.yaml", "go.sum"]],
      [".: pnpm install", ".: go mod"],
    ],
  ])("goes by %s", (_, all, expected) => {
    expect(found(...all)).toEqual(expected);
  });
});
