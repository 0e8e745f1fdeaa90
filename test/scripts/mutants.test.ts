import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { mutantsOf } from "../../scripts/mutants.ts";

const root = join(import.meta.dirname, "../..");

test("each rule that a mutant takes out stands in the source once, and its tests exist", () => {
  const stale = mutantsOf("").filter(
    ({ file, from, to, tests }) =>
      from === to ||
      readFileSync(join(root, file), "utf8").split(from).length !== 2 ||
      tests.some((path) => !readFileSync(join(root, path), "utf8").includes("test(")),
  );
  expect(stale.map(({ file, rule }) => `${file}: ${rule}`)).toEqual([]);
});
