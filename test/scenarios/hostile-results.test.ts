import { afterAll, describe, expect, test } from "vitest";

import { ownedForm, replaced } from "./owned.ts";
import { greeter } from "./plays.ts";
import { git, pullsOf, recordOf, seen } from "./reading.ts";
import { openStage } from "./stage.ts";

const stage = await openStage([]);
afterAll(async () => stage[Symbol.asyncDispose]());

const write = (path: string) => ({
  kind: "write",
  path,
  mode: "100644",
  encoding: "utf-8",
  content: "hello\n",
});

/** What a work job in other hands hands over, one of each kind; test/core and test/edge have them all: what differs from an honest result, the outcome, and what the issue is told. */
const results: readonly [string, Record<string, unknown>, outcome: string, told: string][] = [
  ["honest", {}, "delivered", ""],
  [
    "D01 another artifact than announced",
    { digest: "0".repeat(64) },
    "refused",
    "unbound-artifact: artifact",
  ],
  [
    "another claim's envelope",
    { envelope: { claim: "0".repeat(32) } },
    "refused",
    "mismatch: it belongs to something else: claim is",
  ],
  [
    "a path into .git",
    { changes: [write("sub/.GIT/hooks/pre-commit")] },
    "refused",
    "nothing inside .git is published",
  ],
  [
    "protected paths alone",
    { changes: [write(".github/workflows/evil.yml"), write("CLAUDE.md")] },
    "withheld",
    "Only paths were changed that are withheld: .github/workflows/evil.yml (protected-path)",
  ],
  [
    "a protected path among others",
    { changes: [write(".github/CODEOWNERS"), write("second.txt")] },
    "delivered",
    "",
  ],
  [
    "F07 labels, a target and a state of its own choice",
    { envelope: { labels: ["automerge"], "comment-on": 7, draft: false, base: "release" } },
    "refused",
    'Unrecognized keys: "labels", "comment-on", "draft"',
  ],
  [
    "D09 an artifact of the right form, and a job that fails before it names it",
    { fails: true },
    "infra_failed",
    "The work job ended without a result.",
  ],
  [
    "E22 a branch of its own choice",
    { envelope: { branch: "main" } },
    "refused",
    'Unrecognized key: "branch"',
  ],
];

const labelsOf: Readonly<Record<string, readonly string[]>> = {
  delivered: ["pull-request"],
  infra_failed: ["claude-ready", "switchyard: waiting"], // tried again by itself
};

/** An action that takes the place of work: it uploads whatever the table says through the official client. */
const forge = {
  ".github/actions/forge/action.yml": `name: forge
description: forge
inputs: { client: {}, issue: {}, claim: {} }
runs: { using: node24, main: index.mjs }
`,
  ".github/actions/forge/index.mjs": `import { createHash } from "node:crypto";
import { appendFileSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const { DefaultArtifactClient } = await import(process.env.INPUT_CLIENT);
const sha256 = (text) => createHash("sha256").update(text).digest("hex");
const issue = Number(process.env.INPUT_ISSUE);
const wanted = JSON.parse(readFileSync(new URL("results.json", import.meta.url), "utf8"))[issue - 1][1];
const set = { version: 1, lines: 1, inexpressible: wanted.inexpressible ?? [] };
const honest = [{ kind: "write", path: "greeting.txt", mode: "100644", encoding: "utf-8", content: "hello you\\n" }];
const changes = JSON.stringify({ ...set, changes: wanted.changes ?? honest });
const run = Number(process.env.GITHUB_RUN_ID);
const envelope = {
  version: 1, issue, attempt: 1, claim: process.env.INPUT_CLAIM, run, "run-attempt": 1, outcome: "delivered", reason: "",
  spent: 0.25, seconds: 1, turns: 1, model: "forged", gates: [], changes: sha256(changes), message: "", "resets-at": null, isolation: null, credential: null, "model-reached": true, refusals: [],
};
const files = { "envelope.json": JSON.stringify({ ...envelope, ...wanted.envelope }), "changes.json": changes, ...wanted.files };
const directory = mkdtempSync(join(process.env.RUNNER_TEMP, "forge-"));
for (const [name, content] of Object.entries(files)) writeFileSync(join(directory, name), content);
const paths = Object.keys(files).map((name) => join(directory, name));
const { id, digest } = await new DefaultArtifactClient().uploadArtifact("forged-" + issue, paths, directory, {});
if (wanted.fails) process.exit(1);
appendFileSync(process.env.GITHUB_OUTPUT, "result-id=" + id + "\\nresult-digest=" + (wanted.digest ?? digest) + "\\n");
`,
  ".github/actions/forge/results.json": JSON.stringify(results),
};

describe("a result by a work job in other hands", async () => {
  const { caller, task } = await ownedForm();
  const forging = [
    "      - id: work",
    "        uses: ./.github/actions/forge",
    "        with:",
    `          client: ${import.meta.resolve("@actions/artifact")}`,
    "          issue: ${{ inputs.issue }}",
    "          claim: ${{ inputs.claim }}",
    "",
  ].join("\n");
  const repository = await stage.open("hostile", {
    files: {
      ...greeter,
      ...forge,
      ".github/switchyard.yml": `limits: { tasks: ${results.length}, spend-per-attempt: 1, open-pull-requests: 50, api-reserve: 0 }\n`,
      ".github/workflows/switchyard.yml": caller,
      ".github/workflows/switchyard-task.yml": replaced(
        task,
        / {6}- id: work\n[^]*?(?=\n {2}collect:)/,
        forging,
      ),
    },
    settings: { variables: { SWITCHYARD_STOP: "true" } },
  });
  for (const [title] of results) await repository.label(await repository.issue(title));
  await repository.settled();
  stage.yard.github.settings(repository.fullName).variables["SWITCHYARD_STOP"] = "";
  repository.tick();
  await repository.settled();
  const pulls = await pullsOf(repository);
  const branches = git(repository, "for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads")
    .trim()
    .split("\n");

  test.each(results.map(([title, , outcome, told], index) => ({ title, outcome, told, number: index + 1 })))(
    "with $title is $outcome",
    async ({ number, outcome, told }) => {
      const { comments, labels } = await seen(repository, number);
      const published = pulls.filter(({ body }) => body?.startsWith(`Closes #${number}\n`) === true);
      expect(recordOf(repository, number).at(-1)?.state.last?.outcome).toBe(outcome);
      expect(published).toHaveLength(outcome === "delivered" ? 1 : 0);
      expect(branches.filter((branch) => branch.startsWith(`switchyard/issue-${number}-`))).toHaveLength(
        outcome === "delivered" ? 1 : 0,
      );
      expect(comments.join("\n").replaceAll("\n", " ")).toContain(told);
      expect(labels).toEqual(labelsOf[outcome] ?? ["switchyard: failed"]);
    },
  );

  test("never touches a branch of other people", () => {
    expect(git(repository, "log", "--format=%s", "main").trim()).toBe("Initial commit");
  });

  test("with a protected path among others becomes a draft that lists what was withheld", () => {
    const number = results.findIndex(([title]) => title === "a protected path among others") + 1;
    const pull = pulls.find(({ body }) => body?.startsWith(`Closes #${number}\n`) === true);
    expect(pull?.draft).toBe(true);
    expect(pull?.body).toContain(
      "**Withheld** (protected paths, not in this pull request): `.github/CODEOWNERS`",
    );
    expect(git(repository, "diff", "--name-only", "main", pull?.head.sha ?? "").trim()).toBe("second.txt");
  });
});

test("all of it keeps to GitHub's own description", () => {
  expect(stage.contract.problems).toEqual([]);
});
