import { readFile } from "node:fs/promises";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { compareVersions, movePins, notesBetween, pinsIn } from "../../src/cli/pins.ts";
import { gitIn } from "../../src/edge/git.ts";
import { endingOf } from "../core/world.ts";
import { type Desk, openDesk } from "./desk.ts";
import { claimed, writeRecord } from "./records.ts";

const commit = "c".repeat(40);
const release = { name: "v1.3.0", commit, moving: false };

describe("pins", () => {
  const use = (ref: string) => `    uses: switchyard-dev/switchyard/dispatch@${ref}\n`;

  test.each([
    ["a tag", "v1.2.0", "v1.3.0"],
    ["a tag with a comment", "v1.2.0 # v1.2.0", "v1.3.0 # v1.3.0"],
    ["a commit with its version", `${"a".repeat(40)} # v1.2.0`, `${commit} # v1.3.0`],
    ["a bare commit", "a".repeat(40), `${commit} # v1.3.0`],
    ["a tag that moves by itself", "v1", "v1"],
    ["a tag of another major version", "v0", "v1.3.0"],
    ["a branch", "main", "v1.3.0"],
  ])("%s moves as it was written", (_, before, after) => {
    expect(movePins(use(before), release)).toBe(use(after));
  });

  test("a moving tag is pinned when a release was asked for by name", () => {
    expect(movePins(use("v1"), { ...release, moving: true })).toBe(use("v1.3.0"));
  });

  test("what is quoted, called from the root or somebody else's", () => {
    const text = [
      `uses: "switchyard-dev/switchyard@v1.2.0"`,
      `- uses: 'switchyard-dev/switchyard/work@v1.2.0'`,
      "uses: actions/checkout@v1.2.0",
      "uses: other/switchyard/dispatch@v1.2.0",
      "$schema=https://raw.githubusercontent.com/switchyard-dev/switchyard/v1.2.0/docs/switchyard.schema.json",
    ];
    expect(movePins(text.join("\n"), release).split("\n")).toEqual([
      `uses: "switchyard-dev/switchyard@v1.3.0"`,
      `- uses: 'switchyard-dev/switchyard/work@v1.3.0'`,
      ...text.slice(2, 4),
      "$schema=https://raw.githubusercontent.com/switchyard-dev/switchyard/v1.3.0/docs/switchyard.schema.json",
    ]);
    expect(pinsIn("x.yml", text.join("\n"))).toHaveLength(2);
  });

  test("versions compare by numbers", () => {
    expect(["v1.10.0", "v1.9.9", "v1"].toSorted(compareVersions)).toEqual(["v1", "v1.9.9", "v1.10.0"]);
  });

  test("notes are those of the versions between", () => {
    const log = "# Changes\n\n## 1.3.0\n\nThree.\n\n## 1.2.0\n\nTwo.\n\n## 1.1.0\n\nOne.\n";
    expect(notesBetween(log, { from: "v1.1.0", to: "v1.3.0" })).toEqual([
      "## 1.3.0",
      "",
      "Three.",
      "",
      "## 1.2.0",
      "",
      "Two.",
    ]);
    expect(notesBetween(log, { from: null, to: "v1.2.0" })).toEqual(["## 1.2.0", "", "Two."]);
    expect(notesBetween(log, { from: "v1.1.0", to: commit })).toEqual([]);
  });
});

describe("switchyard update", () => {
  let desk: Desk;
  let releases: string[];
  const caller = async (pin: string) =>
    (await readFile(new URL("../../examples/switchyard.yml", import.meta.url), "utf8")).replace(
      "@v1\n",
      `@${pin}\n`,
    );

  beforeAll(async () => {
    desk = await openDesk();
    const log = "# Changes\n\n## 1.10.0\n\nTen: faster.\n\n## 1.9.0\n\nNine.\n";
    const { gitDirectory } = await desk.github.createRepository({
      owner: "switchyard-dev",
      name: "switchyard",
      files: { "CHANGELOG.md": log },
      roles: {},
    });
    const git = gitIn(gitDirectory);
    releases = ["v1.9.0", "v1.10.0", "v2.0.0", "v1.11.0-rc.1"];
    for (const name of releases) await git(["update-ref", `refs/tags/${name}`, "refs/heads/main"]);
  });
  afterAll(async () => desk[Symbol.asyncDispose]());

  const repository = async (name: string, files: Record<string, string>) => {
    const repo = await desk.repository({ name, files: { "README.md": "hi\n", ...files } });
    return { repo, run: async (...args: string[]) => desk.run(["update", ...args, "--repo", repo]) };
  };

  test("shows what changes, and proposes the newest release of the same major version", async () => {
    const { repo, run } = await repository("moves", {
      ".github/workflows/switchyard.yml": await caller("v1.9.0"),
    });
    desk.writes();
    const dry = await run("--dry-run");
    expect(dry.out).toMatchInlineSnapshot(`
      "acme/moves: v1.9.0 → v1.10.0

      .github/workflows/switchyard.yml
                actions: write # wakes the next task
        -     uses: switchyard-dev/switchyard/.github/workflows/switchyard.yml@v1.9.0
        +     uses: switchyard-dev/switchyard/.github/workflows/switchyard.yml@v1.10.0
              with:

      What changes:
        ## 1.10.0

        Ten: faster.

      Nothing was changed (--dry-run).
      "
    `);
    expect(desk.writes()).toEqual([]);
    const { out, code } = await run();
    expect(code).toBe(0);
    expect(out).toContain("Review and merge https://github.test/acme/moves/pull/1");
    await desk.api("PUT", `/repos/${repo}/pulls/1/merge`, {});
    const git = gitIn(desk.github.gitDirectory(repo));
    expect(await git(["show", "main:.github/workflows/switchyard.yml"])).toBe(await caller("v1.10.0"));
    expect((await run()).out).toBe("v1.10.0 is what the workflows call already.\n");
  });

  test("runs one issue on the new version from the branch of the pull request, and nothing else", async () => {
    const { repo, run } = await repository("trial", {
      ".github/workflows/switchyard.yml": await caller("v1.9.0"),
    });
    const started: unknown[] = [];
    desk.github.onEvent(({ name, payload }) => {
      if (name === "workflow_dispatch") started.push([payload["ref"], payload["inputs"]]);
    });
    for (const title of ["one", "two"]) await desk.api("POST", `/repos/${repo}/issues`, { title });
    await desk.api("POST", `/repos/${repo}/issues/2/labels`, { labels: ["claude-ready"] });
    // The model has answered before, so more than one task may run.
    const ending = endingOf({ "model-reached": true });
    await writeRecord(desk, {
      repo,
      issue: 90,
      events: [claimed(90, 4_000_008), { type: "ended", ending, charged: true, "not-before": null }],
    });
    const busy = await run("--try", "1");
    expect(busy.err).toContain("Nothing was changed: #2 would start on the new version too.");
    expect(busy.code).toBe(2);
    await desk.api("PATCH", `/repos/${repo}/issues/2`, { assignees: ["maria"] });
    expect((await run("--try", "2")).err).toContain(
      "Nothing was changed: #2 would not start. It is assigned",
    );
    expect((await run("--try", "9")).err).toContain("#9 does not exist");
    expect(started).toEqual([]);
    const ended = await run("--try", "1");
    expect(ended.out).toContain(
      "#1 runs on v1.10.0, by the config of the default branch: https://github.test/acme/trial/",
    );
    expect(ended.out).toContain("Merge https://github.test/acme/trial/pull/3 when you like");
    expect(started).toEqual([["refs/heads/switchyard/update", { issues: "1", prompt: "" }]]);
    const git = gitIn(desk.github.gitDirectory(repo));
    expect(await git(["show", "main:.github/workflows/switchyard.yml"])).toBe(await caller("v1.9.0"));
  });

  test("goes to another major version only when it is named, and leaves a moving tag alone", async () => {
    const { run } = await repository("moving", {
      ".github/workflows/switchyard.yml": await caller("v1"),
    });
    expect((await run()).out).toContain(
      "The workflows call v1, a tag that moves with each release (now v1.10.0)",
    );
    expect((await run("--to", "v2.0.0", "--dry-run")).out).toContain("switchyard.yml@v2.0.0");
  });

  test("says what stands in the way", async () => {
    const { run: nothing } = await repository("nothing", {});
    expect(await nothing()).toMatchObject({
      code: 2,
      err: "switchyard: No workflow on the default branch of acme/nothing calls switchyard-dev/switchyard. `switchyard init` writes one.\n",
    });
    const { run } = await repository("unknown", { ".github/workflows/s.yml": await caller("v3.0.0") });
    expect((await run()).err).toBe(
      "switchyard: switchyard-dev/switchyard has no release of v3 to move to. Name a commit with --to.\n",
    );
    expect((await run("--to", "v9.9.9")).err).toBe(
      "switchyard: switchyard-dev/switchyard has no v9.9.9. Its releases: https://github.com/switchyard-dev/switchyard/releases\n",
    );
    expect((await run("--to", "main")).err).toContain("--to: expected a version tag such as v1.2.3");
  });
});
