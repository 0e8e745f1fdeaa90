import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { cases } from "./cases.ts";

/** Ids that tests bear: in the title of a test, or as the key of a row in a table of them. A comment does not count. */
const borne = new Set(
  readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && !path.startsWith("cases."))
    .flatMap((path) => readFileSync(join(import.meta.dirname, path), "utf8").split("\n"))
    .filter((line) => !/^\s*(?:\/\/|\/?\*)/.test(line))
    .flatMap((line) => [...line.matchAll(/["`]((?:[A-I]\d\d\b ?)+)/g)])
    .flatMap(([, ids = ""]) => ids.trim().split(" ")),
);

describe("of the attacks of the threat model", () => {
  test("there are 76, each once", () => {
    expect(new Set(cases.map(([id]) => id)).size).toBe(cases.length);
    expect(cases).toHaveLength(76);
  });

  test.each(cases.filter(([, , standing]) => standing === "tested"))("%s, %s, has a test of its name", (id) =>
    expect(borne).toContain(id),
  );

  test.each(cases.filter(([, , standing]) => standing !== "tested"))(
    "%s, %s, has none, and a reason",
    (_id, _tried, _standing, why) => expect(why).toMatch(/\S/),
  );
});
