import { describe, expect, test } from "vitest";

import { editedDefinition } from "../../src/core/gate-definition.ts";
import type { Change } from "../../src/core/result.ts";
import { isManifest } from "../../src/core/setup.ts";

const write = (path: string, content = "x"): Change => ({
  kind: "write",
  path,
  mode: "100644",
  encoding: "utf-8",
  content,
});
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
  ])("%s: %s → %s", (command, path, edited) => {
    expect(editedDefinition(command, [write(path)], null)).toEqual(edited ? [path] : []);
  });

  test("a package.json counts when its scripts change, not when its version does", () => {
    const bumped = write("package.json", scripts("vitest").replace('"1"', '"2"'));
    expect(editedDefinition("npm test", [bumped], scripts("vitest"))).toEqual([]);
    expect(editedDefinition("npm test", [write("package.json", scripts("true"))], scripts("vitest"))).toEqual(
      ["package.json"],
    );
    expect(editedDefinition("npm test", [write("package.json", "{")], scripts("vitest"))).toEqual([
      "package.json",
    ]);
    expect(
      editedDefinition("cargo test", [write("package.json", scripts("true"))], scripts("vitest")),
    ).toEqual([]);
  });

  test("what is removed counts too", () => {
    expect(editedDefinition("bash check.sh", [{ kind: "delete", path: "check.sh" }], null)).toEqual([
      "check.sh",
    ]);
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
