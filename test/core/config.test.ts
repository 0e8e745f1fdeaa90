import { describe, expect, test } from "vitest";

import { Config, configJsonSchema } from "../../src/core/config.ts";
import { defaults, defaultsTable } from "../../src/core/defaults.ts";
import { checkTemplate, readConfig } from "../../src/edge/config-file.ts";

const problems = (text: string) => {
  try {
    readConfig(text);
    return "";
  } catch (error) {
    return String(error);
  }
};

describe("the config", () => {
  test("may be absent, empty, or only comments", () => {
    expect(readConfig(null)).toEqual(Config.parse({}));
    expect(readConfig("")).toEqual(Config.parse({}));
    expect(readConfig("# nothing yet\n")).toEqual(Config.parse({}));
  });

  test("takes every limit from the one table of defaults", () => {
    const { limits, model, effort } = Config.parse({});
    const listed = Object.entries({ ...limits, model, effort });
    for (const [name, value] of listed)
      expect([name, Object.entries(defaults).find(([key]) => key === name)?.[1].value]).toEqual([
        name,
        value,
      ]);
  });

  test("names file, line, setting and remedy of every problem at once", () => {
    const text =
      "labels:\n  trigger: []\nlimits:\n  minutes: lots\n  taks: 3\ngates:\n  - name: test\nbranch: fix\n";
    expect(problems(text)).toMatchInlineSnapshot(`
      "UserError: The config has 5 problems:
      .github/switchyard.yml:2: labels.trigger: Too small: expected array to have >=1 items.
      .github/switchyard.yml:4: limits.minutes: Invalid input: expected number, received string.
      .github/switchyard.yml:5: limits.taks: unknown setting "taks". Known here: spend-per-attempt, spend-per-issue, spend-per-day, attempts, starts-per-day, repair-rounds, minutes, silence-minutes, repeated-calls, turns, tokens, disk-gigabytes, tasks, open-pull-requests, api-reserve, change-lines, change-files, list-tasks, list-minutes.
      .github/switchyard.yml:7: gates.0.run: Invalid input: expected string, received undefined.
      .github/switchyard.yml:8: branch: must contain {issue}.
      Every setting and its values: docs/configuration.md."
    `);
  });

  test("takes the names that Gradle reads its credentials from", () => {
    expect(problems("setup: [{ run: x, secrets: [ORG_GRADLE_PROJECT_acmePassword] }]")).toBe("");
  });

  test("that is not YAML names the line", () => {
    expect(problems("model: [\nlimits:")).toMatch(/\.github\/switchyard\.yml:\d+: /);
  });

  test.each([
    ["branch: '{issue}-{nope}'", "knows the fields"],
    ["setup: npm ci", 'expected "auto"'],
    ["setup: [{ run: x, secrets: [bad-name] }]", "setup-env secret"],
    ["pull-request: { assign: maria }", "a login such as @octocat"],
    ["profiles: { web: { env: { HTTPS_PROXY: x } } }", "profiles.web.env.HTTPS_PROXY: this name is set by"],
    [
      "profiles: { web: { env: { claude_code_x: y } } }",
      "is set by Switchyard itself, or by the runner; leave it out",
    ],
    ["profiles: { web: { env: { 1A: y } } }", "is the name of a variable, such as BROWSER"],
    ["scopes: { web: { tasks: 2 } }", "yml:1: scopes.web: has neither labels nor paths, so that no issue"],
    ["scopes:\n  web: { paths: [/etc/**] }", "yml:2: scopes.web.paths.0: is a path such as docs/api.md"],
    [
      "scopes:\n  web: { labels: [a] }\n  api: { labels: [b] }\n  web: { labels: [c] }",
      "yml:4: Map keys must be unique",
    ],
    ["scopes: { web: { label: [a] } }", "Known here: labels, paths, tasks"],
    [
      "scopes:\n  web:\n    labels: [a]\n    directory: /srv",
      "yml:4: scopes.web.directory: is a folder of the checkout",
    ],
    ["scopes: { web: { labels: [a], directory: ../web } }", "no absolute path, no `..`, no pattern"],
    ["scopes: { web: { labels: [a], directory: packages/* } }", "such as packages/web"],
    ["scopes: { web: { labels: [a], directory: .git/x } }", "is a folder of the checkout"],
    ["gates: [{ name: a, run: b, directory: a//b }]", "gates.0.directory: is a folder of the checkout"],
    [
      "scopes:\n  web:\n    labels: [a]\n    sparse: true",
      "yml:4: scopes.web.sparse: needs a directory to keep",
    ],
    ["scopes: { web: { labels: [a], allowed: [] } }", "scopes.web.allowed: Too small"],
    ["- a list", "expected object"],
  ])("says of %s what would be right", (text, message) => {
    expect(problems(text)).toContain(message);
  });

  test("has a JSON Schema that knows every setting", () => {
    expect(Object.keys(Object(configJsonSchema()["properties"]))).toEqual(Object.keys(Config.shape));
  });
});

test("the defaults table lists every default", () => {
  expect(defaultsTable().split("\n")).toHaveLength(Object.keys(defaults).length + 2);
  expect(defaultsTable()).toContain("| `spend-per-attempt` | $5 |");
});

test("an unknown field of a prompt template is named with its line and the fields there are", () => {
  expect(() => checkTemplate("Fix {issue_title}\n\nin {issue_tile} of {repo}")).toThrow(
    /prompt\.md:3: unknown field \{issue_tile\}\n.*prompt\.md:3: unknown field \{repo\}[\s\S]*\{issue_title\}/,
  );
  expect(() => checkTemplate("No fields, { } and {Upper} and {1} are text")).not.toThrow();
  expect(() => checkTemplate(null)).not.toThrow();
});
