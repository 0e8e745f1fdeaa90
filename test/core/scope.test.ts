import { describe, expect, test } from "vitest";

import { Config } from "../../src/core/config.ts";
import { decide } from "../../src/core/decide.ts";
import { pathsIn, scopesOf } from "../../src/core/scope.ts";
import { checkedOut } from "../../src/core/sparse.ts";
import { foldersNamed, taskSettings } from "../../src/core/task-settings.ts";
import { anyText, fc, forAll } from "./property.ts";
import { issue, now, record, world } from "./world.ts";

const { scopes } = Config.parse({
  scopes: {
    all: { paths: ["**"] },
    web: { labels: ["web"], paths: ["packages/web/**"], tasks: 1 },
    api: { labels: ["api"], paths: ["packages/api/**", "openapi.yml"], tasks: 1 },
    styles: { paths: ["packages/web/src/**/*.css"], tasks: 2 },
    database: { labels: ["migrations"] },
  },
});
const of = (labels: readonly string[], text: string) => scopesOf({ scopes }, { labels, text: () => text });

describe("the scope of an issue", () => {
  test.each<[string, readonly string[], string, readonly string[]]>([
    ["its label decides", ["web"], "in packages/api/a.ts", ["web"]],
    ["a label of a scope without paths, too", ["migrations"], "in packages/api/a.ts", ["database"]],
    ["of several labels the path that is named", ["web", "api"], "in packages/api/a.ts", ["api", "web"]],
    ["of several labels without a path the order of the config", ["api", "web"], "Help", ["web", "api"]],
    ["a path, bare", [], "It breaks in packages/api/src/a.ts:12.", ["api"]],
    ["a path, in code", [], "See `./packages/api/src/a.ts`", ["api"]],
    ["a folder", [], "All of packages/api", ["api"]],
    ["a file name in any folder", [], "- docs/openapi.yml\n", ["api"]],
    ["a file name with a line behind it", [], "at docs/openapi.yml:12:5, and more", ["api"]],
    ["a file name with a line of GitHub's behind it", [], "openapi.yml#L3-L9.", ["api"]],
    ["a path of another spelling", [], "Packages/API/a.ts", ["api"]],
    ["the most specific pattern", [], "packages/web/src/deep/a.css", ["styles"]],
    [
      "the most specific pattern of several paths",
      [],
      "packages/web/src/a.css and packages/api/a.ts",
      ["styles"],
    ],
    ["the order of the config between equals", [], "packages/api/a.ts, packages/web/a.ts", ["web"]],
    ["what is named nowhere else belongs to the scope of everything", [], "see tools/x.sh", ["all"]],
    ["words and addresses are no paths", [], "Help with https://example.com/packages/web/a.ts", []],
    ["nor is what leads out", [], "../packages/web/a.ts", []],
  ])("%s", (_, labels, text, expected) => {
    expect(of(labels, text)).toEqual(expected);
  });

  test("is the one whose label is on, whatever the text says", () => {
    forAll([fc.constantFrom("web", "api", "database"), anyText(300)], (name, text) => {
      const label = name === "database" ? "migrations" : name;
      expect(of([label, "bug"], text)).toEqual([name]);
    });
  });

  test("is found for a path below its pattern, whatever is written around it", () => {
    const around = fc.constantFrom("", " ", "\n", "`", "(", "- ", "**", '"', ",");
    const part = fc.stringMatching(/^[a-z][a-z0-9_-]{0,8}$/);
    forAll([around, fc.array(part, { minLength: 1, maxLength: 5 }), around], (before, parts, after) => {
      expect(of([], `Words ${before}packages/api/${parts.join("/")}.ts${after} and more`)).toEqual(["api"]);
    });
  });

  test("of a text that nobody could write by hand is found without an error, and its paths are relative", () => {
    forAll([anyText(2_000)], (text) => {
      for (const path of pathsIn(text)) {
        expect(path).not.toMatch(/^\/|\s|:\/\//);
        expect(path.split("/")).not.toContain("..");
      }
      expect(of([], text).length).toBeLessThanOrEqual(1);
    });
  });
});

describe("the settings of a task of a scope", () => {
  const settings = (config: object, scope: string | null = "web") =>
    taskSettings(Config.parse(config), { labels: [], type: null, scope });
  const gate = (name: string, more = {}) => ({ name, run: name, ...more });
  const web = { labels: ["web"], directory: "packages/web/" };

  test("are those of the config where the scope says nothing, in its directory", () => {
    const config = {
      gates: [gate("a"), gate("b", { directory: "." })],
      setup: [{ run: "x" }],
      scopes: { web },
    };
    expect(settings(config)).toMatchObject({
      scope: "web",
      directory: "packages/web",
      gates: [
        { name: "a", directory: "packages/web" },
        { name: "b", directory: "" },
      ],
      setup: [{ run: "x", directory: "packages/web", minutes: 15 }],
      allowed: [],
      sparse: null,
      guidance: [
        "CLAUDE.md",
        "AGENTS.md",
        "packages/CLAUDE.md",
        "packages/AGENTS.md",
        "packages/web/CLAUDE.md",
        "packages/web/AGENTS.md",
      ],
    });
    expect(settings(config, null)).toMatchObject({
      scope: null,
      directory: "",
      gates: [{ directory: "" }, { directory: "" }],
      setup: [{ directory: "" }],
      guidance: ["CLAUDE.md", "AGENTS.md"],
    });
  });

  test("are the scope's own, each by itself", () => {
    const own = {
      web: { ...web, gates: [gate("own", { directory: "tools" })] },
      docs: { labels: ["d"], setup: "auto" },
    };
    const config = { gates: [gate("a")], setup: [{ run: "x" }], scopes: own };
    expect(settings(config).gates).toMatchObject([{ name: "own", directory: "tools" }]);
    expect(settings(config).setup).toMatchObject([{ run: "x" }]);
    expect(settings(config, "docs")).toMatchObject({ setup: "auto", gates: [{ name: "a", directory: "" }] });
  });

  test("of a sparse checkout name every folder that the task needs", () => {
    const own = {
      web: {
        ...web,
        sparse: ["vendor"],
        gates: [gate("a", { directory: "tools" }), gate("b", { directory: "." })],
      },
    };
    const found = settings({ scopes: own, guidance: ["CLAUDE.md", "docs/agents/web.md"] });
    expect(found.sparse).toEqual([".github", "docs/agents", "packages/web", "tools", "vendor"]);
    expect(foldersNamed(found)).toEqual(["packages/web", "tools", "vendor"]);
    const sees = checkedOut(found.sparse);
    const paths = [
      "a.md",
      "packages/b.md",
      "packages/web/src/c.ts",
      "docs/d.md",
      "docs/agents/x/e.md",
      "tools/f",
      "vendor/g/h",
    ];
    expect(paths.filter((path) => !sees(path))).toEqual([]);
    expect(
      ["packages/api/a.ts", "packages/webs/b.ts", "docs/other/c.md", "src/d.ts", "tool/e"].filter(sees),
    ).toEqual([]);
  });
});

describe("decide with scopes", () => {
  const scoped = (bodies: readonly Parameters<typeof issue>[1][]) =>
    world({
      config: Config.parse({ scopes, limits: { tasks: 5 } }),
      issues: bodies.map((changes, index) => issue(index + 1, changes)),
    });
  const claims = (given: ReturnType<typeof world>) =>
    decide(given).actions.flatMap((action) =>
      action.type === "claim" ? [[action.issue, action.settings.scope, action.event.claim.scopes]] : [],
    );

  test("starts tasks of different scopes at once, and those of one after the other", () => {
    const given = scoped([
      { body: "packages/web/a.ts" },
      { body: "packages/web/b.ts" },
      { body: "packages/api/a.ts" },
      { labels: ["claude-ready", "web", "api"] },
    ]);
    expect(claims(given)).toEqual([
      [1, "web", ["web"]],
      [3, "api", ["api"]],
    ]);
    expect(decide(given).deferred.map(({ issue: number, reason }) => [number, reason])).toEqual([
      [2, "limit_scope"],
      [4, "limit_scope"],
    ]);
  });

  test("goes by what a reader sees: a hidden path decides nothing", () => {
    const hidden = "packages/api/a.ts <!-- packages/web/src/a.css -->";
    expect(claims(scoped([{ body: hidden }]))).toEqual([[1, "api", ["api"]]]);
    expect(claims(scoped([{ body: "<!-- packages/web/a.ts -->" }]))).toEqual([[1, null, []]]);
    // What is seen counts for the limit, too.
    expect(claims(scoped([{ body: "packages/api/a.ts" }, { body: hidden }]))).toEqual([[1, "api", ["api"]]]);
  });

  test("gives a release the whole checkout, since what was left may be of one", () => {
    const sparse = { web: { labels: ["web"], directory: "packages/web", sparse: true } };
    const request = { id: "r", kind: "command", by: "maria", at: now } as const;
    const sparseOf = (more: object) =>
      decide(
        world({
          config: Config.parse({ scopes: sparse }),
          issues: [issue(1, { labels: ["web"] })],
          records: new Map([[1, record({ phase: "requested", request: { ...request, ...more } })]]),
        }),
      ).actions.flatMap((action) => (action.type === "claim" ? [action.settings.sparse] : []));
    expect(sparseOf({})).toEqual([[".github", "packages/web"]]);
    expect(sparseOf({ release: { claim: "c", attempt: 1 } })).toEqual([null]);
  });

  test("goes by a label only when someone who may approve put it on", () => {
    const late = { label: "web", on: true, by: "stranger", at: "2026-11-20T11:59:30Z" } as const;
    const changes = { labels: ["claude-ready", "web"], labelChanges: [late], body: "packages/api/a.ts" };
    expect(claims(scoped([changes]))).toEqual([[1, "api", ["api"]]]);
  });
});
