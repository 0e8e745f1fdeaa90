import { readFileSync } from "node:fs";

import { unzipSync } from "fflate";
import { afterAll, describe, expect, test } from "vitest";

import { greeter, play, running, writing } from "./plays.ts";
import { type Process, processes } from "./processes.ts";
import { git, pullsOf, seen, recordOf } from "./reading.ts";
import { openStage, secretKey } from "./stage.ts";

const seenWhileWorking: { all: Process[]; agent: Process[]; printed: string[] } = {
  all: [],
  agent: [],
  printed: [],
};
// The tracking id opens nothing; by it a runner ends what a job left behind.
const runnerVariables = /^(?!RUNNER_TRACKING_ID=)(GITHUB|ACTIONS|RUNNER|INPUT)_/m;
const setupToken = "npm-token-for-the-setup-step-alone";
const spentKey = "sk-ant-scripted-model-of-the-spent-key";
const credentials = [
  `- { name: spent, kind: api-key, value: ${spentKey} }`,
  `- { name: paying, kind: api-key, value: ${secretKey} }`,
].join("\n");
const modelKeys = new RegExp(`${secretKey}|${spentKey}`);
const printing = running(
  "env; tr '\\0' '\\n' < /proc/self/environ; cat .git/config; ls -la; echo END-OF-ENVIRONMENT",
);

const stage = await openStage([
  play("secrets", 1, [
    ({ headers }) =>
      headers["x-api-key"] === spentKey
        ? { fault: { kind: "status", status: 429, headers: { "retry-after": "7200" } } }
        : printing,
    (conversation) => {
      seenWhileWorking.all = processes(/./);
      seenWhileWorking.agent = processes(/^\S*(?:claude-code-linux-\w+|tool-cache\/claude-code)\/\S*claude /);
      seenWhileWorking.printed = [...conversation.toolResults];
      return writingTurn(conversation);
    },
    { text: `My environment was ${"x".repeat(10)}.` },
  ]),
]);
afterAll(async () => stage[Symbol.asyncDispose]());

function writingTurn(
  conversation: Parameters<Extract<ReturnType<typeof writing>, (...args: never) => unknown>>[0],
) {
  const scripted = writing({ "second.txt": "hello\n" });
  return typeof scripted === "function" ? scripted(conversation) : scripted;
}

describe("the credentials of the model", async () => {
  const repository = await stage.open("secrets", {
    files: {
      ...greeter,
      ".github/switchyard.yml": [
        "setup:",
        '  - run: test ${#NPM_TOKEN} -eq 34 && echo "setup has $NPM_TOKEN"',
        "    secrets: [NPM_TOKEN]",
        "gates:",
        "  - name: environment",
        "    run: env; echo END-OF-GATE; if env | grep -E '^(GITHUB|ACTIONS|INPUT)_'; then exit 1; fi",
        "",
      ].join("\n"),
    },
    settings: {
      secrets: { SWITCHYARD_CREDENTIALS: credentials, SWITCHYARD_SETUP_ENV: `NPM_TOKEN=${setupToken}\n` },
    },
  });
  const number = await repository.issue("What do you see?");
  await repository.label(number);
  await repository.settled();
  const { github, model } = stage.yard;
  const logs = repository
    .runs()
    .flatMap(({ jobs }) =>
      jobs.flatMap(({ logFile }) => (logFile === null ? [] : [readFileSync(logFile, "utf8")])),
    );

  const artifacts = [...github.actions.artifacts.values()].flatMap(({ file }) =>
    Object.values(unzipSync(readFileSync(file))).map((bytes) => Buffer.from(bytes).toString("utf8")),
  );

  test("reach the model, the next one when the first is spent, so that their absence elsewhere means something", async () => {
    expect(await pullsOf(repository)).toHaveLength(1);
    const asked = model.requests.map(({ headers }) => headers["x-api-key"]);
    expect(asked).toEqual([spentKey, ...asked.slice(1).map(() => secretKey)]);
    expect(asked.length).toBeGreaterThan(2);
  });

  test("are named by the result, which says whether the model was reached", () => {
    // The result itself is gone once it is published; the record keeps what it said.
    expect(recordOf(repository, number).at(-1)?.state.last).toMatchObject({
      outcome: "delivered",
      "model-reached": true,
    });
  });

  test("are in no log, summary, or artifact, although a gate and the agent printed their environment", () => {
    const summaries = repository
      .runs()
      .flatMap(({ id }) => stage.yard.engine.summary(id).map(({ markdown }) => markdown));
    expect(logs.join("\n")).toContain("END-OF-GATE");
    expect(logs.join("\n")).toContain("Gate environment: passed"); // which looks for variables of the job
    expect(logs.join("\n")).toContain("setup has ***");
    expect(artifacts.length).toBeGreaterThan(0);
    for (const text of [...logs, ...artifacts, ...summaries]) {
      expect(text).not.toMatch(modelKeys);
      expect(text).not.toContain(setupToken);
    }
  });

  test("G03 and nothing that a tool of the agent printed is readable either, not even in lines for debugging", () => {
    const printed = seenWhileWorking.printed
      .flatMap((text) => text.split("\n"))
      // Its variables are those of the gate, whose output is for people.
      .filter((line) => line.length > 20 && !/^\w+=|END-OF-ENVIRONMENT/.test(line));
    expect(printed.length).toBeGreaterThan(3);
    expect(logs.join("\n")).toContain("##[debug]");
    for (const text of [...logs, ...artifacts])
      expect(printed.filter((line) => text.includes(line))).toEqual([]);
  });

  test("are in no comment, pull request, or git object", async () => {
    const { workpad, comments } = await seen(repository, number);
    const [pull] = await pullsOf(repository);
    const objects = git(repository, "cat-file", "--batch-all-objects", "--batch", "--unordered");
    expect(objects).toContain("hello\n");
    for (const text of [workpad, ...comments, pull?.title, pull?.body, objects]) {
      expect(text).not.toMatch(modelKeys);
      expect(text).not.toContain(setupToken);
    }
  });

  test("are in no process's arguments while the agent works, and in no environment of the agent", () => {
    expect(seenWhileWorking.agent.length).toBeGreaterThan(0);
    expect(seenWhileWorking.all.length).toBeGreaterThan(3);
    for (const { argv } of seenWhileWorking.all) {
      expect(argv).not.toMatch(modelKeys);
      expect(argv).not.toContain(setupToken);
    }
    for (const { environment } of seenWhileWorking.agent) {
      expect(environment).toContain("ANTHROPIC_BASE_URL=http://127.0.0.1:");
      expect(environment).not.toMatch(modelKeys);
      expect(environment).not.toMatch(runnerVariables);
    }
  });

  test("are not what the agent's own commands see, and neither is any token of the job", () => {
    const printed = seenWhileWorking.printed.join("\n");
    expect(printed).toContain("END-OF-ENVIRONMENT");
    expect(printed).toContain("PATH=");
    expect(printed).not.toMatch(modelKeys);
    expect(printed).not.toContain(setupToken);
    expect(printed).not.toMatch(/gh[sp]_[A-Za-z0-9]{20}|AUTHORIZATION|extraheader/i);
    expect(printed).not.toMatch(runnerVariables);
  });
});

test("all of it keeps to GitHub's own description", () => {
  expect(stage.contract.problems).toEqual([]);
});
