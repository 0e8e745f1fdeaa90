import { describe, expect, test } from "vitest";

import { timesPerMonth } from "../../src/core/cron.ts";
import { Config } from "../../src/core/config.ts";
import { type Default, defaults } from "../../src/core/defaults.ts";
import { ourPages, page } from "./pages.ts";

const known = new Map<string, Default>(Object.entries(defaults));

/** Pages that speak of today; decisions and changes speak of their day. */
const pages = ourPages().filter((path) => !path.startsWith("docs/adr/") && path !== "CHANGELOG.md");

/** The lines that people wrote: without what is generated, code, and quoted examples of ours. */
function prose(text: string): string[] {
  return text
    .replaceAll(/<!-- generated: [\w-]+ -->[\s\S]*?<!-- end -->/g, "")
    .replaceAll(/^```[\s\S]*?^```$/gm, "")
    .split("\n")
    .filter((line) => !line.startsWith(">"));
}

/** What is wrong with a line that names limits or money, by the data; empty when nothing is. */
function faultsOf(line: string): string[] {
  const named = [...line.matchAll(/`limits\.([a-z-]+)`/g)].flatMap(([, name = ""]) => {
    const row = known.get(name);
    return row === undefined ? [] : [{ name, ...row }];
  });
  const money = named.flatMap(({ unit, value }) => (unit === "USD" ? [`$${value}`] : []));
  const said = line.match(/\$\d+(?:\.\d+)?/g) ?? [];
  const amounts =
    said.length === 0 || said.join() === money.join()
      ? []
      : [`it says ${said.join()}, and the limits that it names are ${money.join() || "none"}`];
  const values = !/\bby default\b/.test(line)
    ? []
    : named.flatMap(({ name, value }) =>
        new RegExp(`(?<![\\w.])${value}(?![\\w.]*\\d)`).test(line)
          ? []
          : [`it does not say the default of ${name}, ${value}`],
      );
  return [...amounts, ...values].map((fault) => `${fault}: ${line.slice(0, 120)}`);
}

describe("limits and defaults in the pages are those of the data", () => {
  test.each(pages)("%s", (path) => {
    expect(prose(page(path)).flatMap(faultsOf)).toEqual([]);
  });

  test("a sentence with another number is found, and one that names none of the limits", () => {
    expect(faultsOf("One issue costs at most `limits.spend-per-issue`, $11 by default.")).toHaveLength(2);
    expect(faultsOf("It has `limits.minutes`, 31 by default.")).toHaveLength(1);
    expect(faultsOf("It has `limits.minutes`, 30 by default.")).toEqual([]);
    expect(faultsOf("One attempt costs at most $5.")).toHaveLength(1);
  });

  test("the README says the money that the data says", () => {
    const lines = prose(page("README.md")).filter((line) => line.includes("`limits.spend-per-attempt`"));
    expect(lines.join("\n")).toContain(
      `$${defaults["spend-per-attempt"].value} and $${defaults["spend-per-issue"].value} by default`,
    );
  });
});

test("every limit of the config has its default from the data", () => {
  const { limits, model, effort } = Config.parse({});
  const shown = Object.fromEntries(
    [...Object.keys(limits), "model", "effort"].map((name) => [name, known.get(name)?.value]),
  );
  expect({ ...limits, model, effort }).toEqual(shown);
});

test("the schedule of the example ticks as often as the README says", () => {
  const [, cron = ""] = /cron: "([^"]+)"/.exec(page("examples/switchyard.yml")) ?? [];
  expect(page("README.md")).toContain(`ticks ${timesPerMonth(cron)} times a month`);
});
