import { expect, test } from "vitest";

import { blockNames, fill, generatedPages, schemaPath, schemaText } from "../../scripts/docs.ts";
import { settings } from "../../scripts/docs/settings.ts";
import { readConfig } from "../../src/edge/config-file.ts";
import { codeBlocks, ourPages, page, sources } from "./pages.ts";
import { approvalReasons } from "../../src/core/approval.ts";

const advice = "run `npx node scripts/docs.ts`";

test.each(generatedPages)("the generated parts of %s are what the sources say", (path) => {
  expect(page(path) === fill(page(path)) ? "" : advice).toBe("");
});

test("the JSON Schema is what the sources say", () => {
  expect(page(schemaPath) === schemaText() ? "" : advice).toBe("");
});

test("every generated part stands on a page, and no other page has any", () => {
  const marked = ourPages().flatMap((path) =>
    [...page(path).matchAll(/<!-- generated: ([\w-]+) -->/g)].map((match) => ({ path, name: match[1] })),
  );
  expect(new Set(marked.map(({ name }) => name))).toEqual(new Set(blockNames));
  expect(new Set(marked.map(({ path }) => path))).toEqual(new Set(generatedPages));
});

test("every setting has a meaning, and a default unless it is required or part of a list", () => {
  expect(settings().filter(({ meaning }) => meaning === "")).toEqual([]);
  const part = /\[\]\.|<name>\./; // of a list, or of a map
  expect(settings().filter(({ name, default: value }) => value === "" && !part.test(name))).toEqual([]);
});

test("the example of the configuration page is valid and shows every setting", () => {
  const [, example = ""] = page("docs/configuration.md").split("<!-- example -->");
  const [text = ""] = codeBlocks(example, "yaml");
  readConfig(text);
  const keys = new Set([...text.matchAll(/(?:^[ -]*|[{,] ?)([\w-]+):/gm)].map((match) => match[1]));
  const missing = settings().filter(({ name }) => !keys.has(name.split(".").at(-1)));
  expect(missing.map(({ name }) => name)).toEqual([]);
});

test("the configuration page lists the variables that the workflows read, and no other", () => {
  const files = ["examples/switchyard.yml", ".github/workflows/switchyard.yml", ".github/workflows/task.yml"];
  const read = files.flatMap((file) => [...page(file).matchAll(/\bvars\.(\w+)/g)].map((match) => match[1]));
  const [, table = ""] = page("docs/configuration.md").split("## Variables of the repository");
  const listed = [...table.matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1]);
  expect(new Set(listed)).toEqual(new Set(read));
});

test("the table of reasons knows every reason why an issue does not start", () => {
  const core = sources("src/core").map(({ text }) => text);
  const [, union = ""] = core.join("\n").split("export type Reason =");
  const reasons = [...(union.split(";")[0] ?? "").matchAll(/"(\w+)"/g)].map((match) => match[1]);
  const [, section = ""] = page("docs/troubleshooting.md").split("## An issue does not start");
  const rows = (section.split("\n## ")[0] ?? "").split("\n").filter((line) => line.startsWith("| `"));
  const listed = rows.flatMap((row) =>
    [...(row.split("|")[1] ?? "").matchAll(/`(\w+)`/g)].map((match) => match[1]),
  );
  expect(reasons.length).toBeGreaterThan(10);
  expect(new Set(listed)).toEqual(new Set([...reasons, ...approvalReasons]));
});

test("the map names folders that exist, and none is missing", () => {
  const map = page("AGENTS.md");
  for (const folder of new Set(sources("src").map(({ path }) => path.split("/").slice(0, 2).join("/"))))
    expect(map).toContain(`\`${folder}/\``);
});
