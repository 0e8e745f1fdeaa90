import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

import { rules, translate } from "./translation.ts";

const files = [".github/workflows/switchyard.yml", ".github/workflows/task.yml"];
const shipped = Object.fromEntries(
  files.map((name) => [name, readFileSync(join(import.meta.dirname, "../..", name), "utf8")]),
);

test("nothing but the listed constructs differs between the shipped files and those for act", () => {
  const changed = Object.entries(translate(shipped)).flatMap(([name, text]) => {
    const kept = new Set(text.split("\n"));
    return (shipped[name] ?? "").split("\n").filter((line) => !kept.has(line));
  });
  expect(changed.map((line) => line.trim())).toMatchInlineSnapshot(`
    [
      "uses: $/dispatch",
      "max-parallel: \${{ fromJSON(needs.dispatch.outputs.max-parallel) }}",
      "uses: $/.github/workflows/task.yml",
      "cache-mode: read",
      "uses: $/prepare",
      "uses: $/work",
      "- uses: $/progress",
      "uses: $/collect",
      "- uses: $/wake",
    ]
  `);
});

test("no line is added, and every action of act's files is named in full", () => {
  const translated = translate(shipped);
  for (const name of files) {
    const lines = (text = ""): number => text.split("\n").length;
    expect(lines(translated[name])).toBeLessThanOrEqual(lines(shipped[name]));
    expect(translated[name]).not.toContain("$/");
  }
});

test("a rule that applies nowhere is an error", () => {
  const dead = { name: "old", pattern: /never written/g, replacement: "", reason: "" };
  expect(() => translate(shipped, [...rules, dead])).toThrow("apply nowhere any more: old");
});
