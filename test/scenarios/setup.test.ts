import { existsSync } from "node:fs";

import { afterAll, describe, expect, test } from "vitest";

import { delivering, greeter, play, running } from "./plays.ts";
import { lastRun, logOf, pullsOf, recordOf, seen, summaryOf } from "./reading.ts";
import { type Repository, openStage, secretKey } from "./stage.ts";

const token = "npm-token-of-one-setup-step-only";
const printed: string[] = [];

const stage = await openStage([
  play("kept", 1, [
    running(
      [
        "ls -A ~; cat node_modules/dep; cat ~/.npmrc ~/.auth; env",
        "cat /proc/[0-9]*/environ | tr '\\0' '\\n'",
        `grep -rlsI ${token} / --exclude-dir=proc --exclude-dir=sys --exclude-dir=usr --exclude-dir=.claude; echo END-OF-SEARCH`,
      ].join("\n"),
    ),
    (conversation) => {
      printed.push(...conversation.toolResults);
      return { text: "Nothing there." };
    },
  ]),
  play("manifest", 1, [
    ...delivering("package.json", '{ "name": "new" }\n').slice(0, 1),
    ...delivering("check.sh", "grep -q new ~/installed-from\n"),
  ]),
  play("unset", 1, delivering("package.json", "{}\n")),
]);
afterAll(async () => stage[Symbol.asyncDispose]());

const open = async (
  name: string,
  config: string,
  files: Record<string, string> = {},
): Promise<Repository> => {
  const repository = await stage.open(name, {
    files: { ...greeter, ".gitignore": "node_modules\n", ...files, ".github/switchyard.yml": config },
    settings: { secrets: { ANTHROPIC_API_KEY: secretKey, SWITCHYARD_SETUP_ENV: `NPM_TOKEN=${token}\n` } },
  });
  await repository.label(await repository.issue("Go on"));
  await repository.settled();
  return repository;
};
const setup = (lines: readonly string[]) =>
  [
    "setup:",
    "  - secrets: [NPM_TOKEN]",
    "    run: |",
    ...lines.map((line) => `      ${line}`),
    "limits: { repair-rounds: 0 }",
    "",
  ].join("\n");

// All at once: what takes time is the same for each of them.
const [kept, leak, manifest, unset, untold] = await Promise.all([
  open(
    "kept",
    setup([
      'printf "//registry.example.com/:_authToken=%s\\n" "$NPM_TOKEN" >~/.npmrc',
      'printf "x:%s" "$NPM_TOKEN" | base64 -w 0 >~/.auth',
      "echo cached >~/cache && mkdir node_modules && echo installed >node_modules/dep",
      "(setsid sleep 6001.5 >/dev/null 2>&1 &)",
    ]),
  ),
  open("leak", setup(['git config http.extraheader "Authorization: $NPM_TOKEN"'])),
  open(
    "manifest",
    [
      "setup:",
      "  - run: cp package.json ~/installed-from && echo once >>~/runs",
      "gates:",
      "  - { name: script, run: bash check.sh }",
      "  - { name: runs, run: test $(wc -l <~/runs) -eq 2 }",
      "",
    ].join("\n"),
    { "package.json": '{ "name": "old" }\n', "check.sh": "true\n" },
  ),
  open(
    "unset",
    `${setup(['test -n "${NPM_TOKEN:-}" || { echo "the registry wants a token"; exit 9; }'])}gates: [{ name: anything, run: "true" }]\n`,
    { "package.json": '{ "a": 1 }\n' },
  ),
  open("untold", "gates: []\n", {
    "poetry.lock": "",
    ".nvmrc": "v99.1\n",
    ".github/actions/switchyard-setup/action.yml": `name: setup
description: Leaves only the programs of the system
runs:
  using: composite
  steps:
    - shell: bash
      run: echo PATH=/usr/bin:/bin >>"$GITHUB_ENV"
`,
  }),
]);

describe("what setup leaves", () => {
  test("is there for the agent, but for its secrets: those are found nowhere", () => {
    const output = printed.join("\n");
    expect(output).toContain("END-OF-SEARCH");
    expect(output).toMatch(/^cache$/m);
    expect(output).toContain("installed");
    expect(output).not.toContain("NPM_TOKEN");
    expect(output).not.toContain(token);
    expect(output).not.toContain(Buffer.from(token).toString("base64").slice(4, 20));
    const log = logOf(lastRun(kept), /work$/);
    expect(log).toContain("removed ~/.npmrc, which held a secret");
    expect(log).toContain("removed ~/.auth, which held a secret");
  });

  test("with a secret in the checkout ends the task before the model is asked, and names the file", async () => {
    const { comments } = await seen(leak, 1);
    expect(comments[0]).toContain("Setup left the value of a secret in .git/config,");
    expect(recordOf(leak, 1).at(-1)?.state.last?.outcome).toBe("setup_failed");
    expect(stage.yard.model.requests.filter(({ body }) => body.includes("of acme/leak."))).toEqual([]);
  });
});

describe("setup: auto", () => {
  const system = ["/usr/bin/poetry", "/bin/poetry"].filter((path) => existsSync(path));

  test.skipIf(system.length > 0)(
    "that lacks a program ends the task, and names it, the file and what to write",
    async () => {
      const { comments } = await seen(untold, 1);
      expect(comments[0]?.replace(/\n> (?=\S)/g, " ")).toContain(
        "needs `poetry` because of poetry.lock, and there is none.",
      );
      expect(comments[0]).toContain("    - run: pipx install poetry");
      expect(recordOf(untold, 1).at(-1)?.state.last?.outcome).toBe("setup_failed");
      expect(stage.yard.model.requests.filter(({ body }) => body.includes("of acme/untold."))).toEqual([]);
    },
  );

  test("says beforehand which version a file asks for, and what is there", () => {
    const log = logOf(lastRun(untold), /work$/);
    expect(log).toMatch(/\.nvmrc asks for Node\.js v99\.1, and (?:none that runs|[\d.]+) is there\./);
    expect(log).toContain("with: { node-version-file: .nvmrc }");
    expect(log).toContain(
      "Setup: POETRY_VIRTUALENVS_IN_PROJECT=true poetry install --no-interaction (because of poetry.lock)",
    );
  });
});

describe("a change of manifests", () => {
  test("is set up again before its gates, in a tree of theirs; and a change to what a gate does is marked", async () => {
    const [pull] = await pullsOf(manifest);
    expect(pull?.body).toContain("| script (edited) | not tried | passed |");
    expect(pull?.body).toContain("| runs | not tried | passed |");
  });

  test("that cannot be set up without secrets leaves gates that could not run, and never one that passed", async () => {
    const [pull] = await pullsOf(unset);
    expect(pull?.body).toMatch(/^For #1\n/); // a draft of what the last attempt left, which closes nothing
    expect(pull?.body).toContain("| anything | not tried | **could not run** |");
    const summary = summaryOf(unset, lastRun(unset), /work$/);
    expect(summary).toContain("gates_failed");
    expect(logOf(lastRun(unset), /work$/)).toContain("the registry wants a token");
    expect(summary).toMatch(/Isolation of the agent: user \w+, egress \w+/);
  });
});
