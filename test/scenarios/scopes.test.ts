import { afterAll, describe, expect, test } from "vitest";

import { command } from "./command.ts";
import { replaced } from "./owned.ts";
import { play, running } from "./plays.ts";
import { prove } from "./prove.ts";
import { push } from "./pushing.ts";
import { git, logOf, pullsOf, recordOf, seen, storyOf, summaryOf } from "./reading.ts";
import { openStage } from "./stage.ts";

const config = `limits: { tasks: 4, repair-rounds: 0 }
gates:
  - { name: config, run: "false" }
scopes:
  web:
    paths: [packages/web/**]
    directory: packages/web
    allowed: [packages/web/**]
    gates:
      - { name: tests, run: npm test }
      - { name: where, run: 'test "$(basename "$PWD")" = web' }
      - { name: top, run: test -d packages, directory: . }
  api:
    labels: [api]
    directory: services/api
    sparse: [vendor]
    setup:
      - { run: mkdir -p node_modules && cp -R ../../vendor/dep node_modules/ }
    gates:
      - { name: dep, run: 'test "$(cat node_modules/dep/name.txt)" = dep && test "$(basename "$PWD")" = api' }
  docs:
    paths: [docs/**]
    allowed: [docs/**]
    gates: []
`;

/** An npm workspace whose lock file lies at the top, and a service with a setup of its own beside it. */
const files = {
  ".github/switchyard.yml": config,
  ".gitignore": "node_modules\n",
  "CLAUDE.md": "GUIDANCE-OF-ALL\n",
  "package.json": JSON.stringify({ name: "root", private: true, workspaces: ["packages/*"] }),
  "package-lock.json": JSON.stringify({
    name: "root",
    lockfileVersion: 3,
    requires: true,
    packages: {
      "": { name: "root", workspaces: ["packages/*"] },
      "node_modules/shared": { resolved: "packages/shared", link: true },
      "node_modules/web": { resolved: "packages/web", link: true },
      "packages/shared": { version: "1.0.0" },
      "packages/web": { version: "1.0.0", dependencies: { shared: "1.0.0" } },
    },
  }),
  "packages/shared/package.json":
    '{"name":"shared","version":"1.0.0","type":"module","exports":"./index.js"}',
  "packages/shared/index.js": "export const name = 'shared';\n",
  "packages/web/CLAUDE.md": "GUIDANCE-OF-WEB\n",
  "packages/web/package.json": JSON.stringify({
    name: "web",
    version: "1.0.0",
    dependencies: { shared: "1.0.0" },
    scripts: { test: "node test.mjs" },
  }),
  "packages/web/test.mjs":
    "import { readFileSync } from 'node:fs';\nimport { name } from 'shared';\nif (readFileSync('page.txt', 'utf8').trim() !== name) process.exit(1);\n",
  "packages/web/page.txt": "nothing\n",
  "packages/api.md": "Not of the web.\n",
  "services/api/AGENTS.md": "GUIDANCE-OF-API\n",
  "services/api/main.txt": "api\n",
  "vendor/dep/name.txt": "dep\n",
};

const stage = await openStage([
  play("scopes", 1, [
    running(
      "node -e \"import('shared').then(({ name }) => console.log(name))\" >page.txt; pwd >where.txt; echo more >>../api.md",
    ),
    { text: "The page says so." },
  ]),
  play("scopes", 4, [running("echo more >more.txt"), { text: "It is in more.txt." }]),
  play("scopes", 3, [
    running(
      "cat node_modules/dep/name.txt >main.txt; cd ../..; find . -path ./.git -prune -o -type f -print | sort >/tmp/seen; mv /tmp/seen services/api/seen.txt; mkdir -p packages/web; echo blind >packages/web/page.txt; echo new >packages/new.md",
    ),
    { text: "The service, too." },
  ]),
]);
afterAll(async () => stage[Symbol.asyncDispose]());

/** The first thing that the model was told about an issue. */
const toldOf = (issue: number): string =>
  stage.yard.model.requests.find(({ scenario }) => scenario === `scopes #${issue}`)?.body ?? "";

describe("a monorepo with scopes", async () => {
  const repository = await stage.open("scopes", {
    files,
    settings: { variables: { SWITCHYARD_STOP: "true" } },
  });
  const path = "`packages/web/page.txt`";
  await repository.label(await repository.issue("The page", { body: `Mend ${path}, please.` }));
  await repository.label(await repository.issue("The page again", { body: "In packages/web/page.txt:1." }));
  await repository.label(await repository.issue("The service", { labels: ["api"], body: `Not ${path}.` }));
  await repository.label(await repository.issue("A page of docs", { body: "docs/index.md" }));
  await repository.settled();
  prove(repository);
  const { variables } = stage.yard.github.settings(repository.fullName);
  variables["SWITCHYARD_STOP"] = "";
  repository.tick();
  await repository.until("the first claims", () => (recordOf(repository, 1).length > 0 ? true : null));
  variables["SWITCHYARD_STOP"] = "true"; // what waits shall wait for the release below
  await repository.settled();
  const waiting = storyOf(repository, 2);
  const withheld = storyOf(repository, 4);
  variables["SWITCHYARD_STOP"] = "";
  await push(
    repository,
    ".github/switchyard.yml",
    replaced(
      replaced(config, "allowed: [docs/**]", "allowed: [docs/**, more.txt]"),
      "directory: packages/web",
      "directory: packages/gone",
    ),
  );
  const released = await command(repository, "release", "4");
  await repository.settled();
  const pulls = await pullsOf(repository);
  const pullOf = (issue: number) => pulls.find(({ body }) => body?.includes(`#${issue}\n`) === true);
  const claims = [1, 2, 3, 4].map((issue) =>
    recordOf(repository, issue).flatMap(({ event }) => (event.type === "claimed" ? [event.claim] : [])),
  );
  const first = repository.runs().find(({ id }) => id === claims[0]?.[0]?.run);
  if (first === undefined) throw new Error("nothing was claimed for #1");
  const second = claims[1]?.[0]?.run ?? 0;

  test("starts tasks of two scopes at once, by path and by label, and of one scope one after the other", () => {
    expect(logOf(first, /#1 attempt 1 \/ work$/)).toContain("Scope web: work starts in packages/web.");
    expect(claims.map((all) => all.map(({ scopes }) => scopes))).toEqual([
      [["web"]],
      [["web"]],
      [["api"]],
      [["docs"], ["docs"]],
    ]);
    expect(waiting).toEqual([]);
    expect(claims[2]?.[0]?.run).toBe(first.id);
    expect(second).toBeGreaterThan(first.id);
    expect(logOf(first, /dispatch$/)).toContain(
      "Another task of the scope web is at work; scopes.web.tasks allows no more.",
    );
    expect(summaryOf(repository, first, /dispatch$/)).toMatch(/\| #1 .*\| web \|[^]*\| #3 .*\| api \|/);
  });

  test("runs setup, agent and gates of each where the scope says, and neither those of the config nor of another", async () => {
    for (const issue of [1, 3]) expect(storyOf(repository, issue).at(-1)).toBe("delivered: attempt 1");
    expect(pullOf(1)?.body).toContain("| tests | not tried | passed |");
    expect(pullOf(1)?.body).toContain("| where | not tried | passed |");
    expect(pullOf(1)?.body).toContain("| top | not tried | passed |");
    expect(pullOf(3)?.body).toContain("| dep | not tried | passed |");
    for (const issue of [1, 3]) expect(pullOf(issue)?.body).not.toContain("config");
    const branch = pullOf(1)?.head.ref ?? "";
    expect(git(repository, "diff", "--name-only", `main...${branch}`).trim().split("\n")).toEqual([
      "packages/web/page.txt",
      "packages/web/where.txt",
    ]);
    expect(git(repository, "show", `${branch}:packages/web/page.txt`)).toBe("shared\n");
    expect(git(repository, "show", `${branch}:packages/web/where.txt`)).toMatch(/\/packages\/web\n$/);
    expect(git(repository, "show", `${pullOf(3)?.head.ref ?? ""}:services/api/main.txt`)).toBe("dep\n");
  });

  test("tells the agent where it is, and every guidance on the way there, outermost first", () => {
    expect(toldOf(1)).toMatch(/GUIDANCE-OF-ALL[^]*packages\/web\/CLAUDE\.md says[^]*GUIDANCE-OF-WEB/);
    expect(toldOf(1)).not.toContain("GUIDANCE-OF-API");
    expect(toldOf(3)).toMatch(/GUIDANCE-OF-ALL[^]*services\/api\/AGENTS\.md says[^]*GUIDANCE-OF-API/);
    expect(toldOf(1)).toContain("This task is about packages/web of the checkout (the scope web)");
    expect(toldOf(1)).toContain("test -d packages (in the top level of the checkout)");
  });

  test("withholds what lies outside of what it allows, as the agent was told, and publishes the rest", () => {
    expect(toldOf(1)).toContain("are published: packages/web/**. Leave the rest as it is");
    expect(pullOf(1)).toMatchObject({ draft: true });
    expect(pullOf(1)?.body).toContain(
      "**Withheld** (outside of what the scope of the issue allows, not in this pull request): `packages/api.md`",
    );
    expect(recordOf(repository, 1).at(-1)?.state.last?.account).toMatchObject({ withheld: 1, kept: true });
  });

  test("publishes what was withheld once the config allows it, without asking the model again", () => {
    expect(withheld.at(-1)).toBe("withheld: attempt 1");
    expect(released).toMatchObject({ code: 0, err: "" });
    expect(storyOf(repository, 4).at(-1)).toBe("delivered: attempt 2");
    expect(git(repository, "show", `${pullOf(4)?.head.ref ?? ""}:more.txt`)).toBe("more\n");
    expect(stage.yard.model.requests.filter(({ scenario }) => scenario === "scopes #4")).toHaveLength(2);
  });

  test("checks out a part only, takes nothing else for removed, and holds back what would replace an unseen file", () => {
    const head = pullOf(3)?.head.ref ?? "";
    expect(logOf(first, /#3 attempt 1 \/ work$/)).toContain("Of its folders: .github, services/api, vendor.");
    expect(git(repository, "diff", "--name-status", `main...${head}`).trim().split("\n")).toEqual([
      "A\tpackages/new.md",
      "M\tservices/api/main.txt",
      "A\tservices/api/seen.txt",
    ]);
    expect(git(repository, "show", `${head}:services/api/seen.txt`).trim().split("\n")).toEqual([
      "./.github/switchyard.yml",
      "./.github/workflows/switchyard.yml",
      "./.gitignore",
      "./CLAUDE.md",
      "./package-lock.json",
      "./package.json",
      "./services/api/AGENTS.md",
      "./services/api/main.txt",
      "./services/api/node_modules/dep/name.txt",
      "./vendor/dep/name.txt",
    ]);
    expect(pullOf(3)).toMatchObject({ draft: true });
    expect(pullOf(3)?.body).toContain(
      "**Withheld** (files that the agent could not see, since its checkout was sparse, not in this pull request): `packages/web/page.txt`",
    );
    expect(git(repository, "show", `${head}:packages/web/page.txt`)).toBe("nothing\n");
    expect(toldOf(3)).toContain("of the folders of the repository it has .github, services/api, vendor only");
  });

  test("ends before the model is asked when the base has no such folder, and says what to write", async () => {
    expect(toldOf(2)).toBe("");
    expect(recordOf(repository, 2).at(-1)?.state.last).toMatchObject({ outcome: "setup_failed", spent: 0 });
    expect((await seen(repository, 2)).comments[0]).toContain(
      "packages/gone is no folder of the commit that the task is based on, and scopes.web of",
    );
    const log = repository
      .runs()
      .map((run) => (run.id === second ? logOf(run, /#2 attempt 1 \/ work$/) : ""));
    expect(log.join("")).not.toContain("Setup: ");
  });
});

test("all of it keeps to GitHub's own description", () => {
  expect(stage.contract.problems).toEqual([]);
});
