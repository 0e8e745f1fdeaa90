import { readFileSync } from "node:fs";

import { unzipSync } from "fflate";
import { afterAll, describe, expect, test } from "vitest";

import { emptyState } from "../../src/core/record.ts";
import { formatEntry } from "../../src/core/record-entry.ts";
import { nonce } from "../../src/edge/stamp.ts";
import { endingOf } from "../core/world.ts";
import { play, running, writing } from "./plays.ts";
import { git, logOf, pullsOf, recordOf } from "./reading.ts";
import { type Repository, openStage } from "./stage.ts";

const token = "tok-4f0c55b1a2";
const config = `env-file: .env.local
gates:
  - { name: env, run: grep -q ^API_TOKEN=tok- .env.local && grep -q gone said.txt }
  - { name: loud, run: cut -s -d= -f2 .env.local }
`;
const stage = await openStage([
  play("env", 1, [
    running("cp .env.local said.txt && sed -i 's/=.*/=gone/' said.txt && rm .env.local"),
    { text: `The token is ${token}, in development.` },
  ]),
  play("env", 2, [writing({ "copied.ts": `export const token = "${token}";\n` }), { text: "Copied." }]),
]);
afterAll(async () => stage[Symbol.asyncDispose]());

/** What lies in a record that shows that the model has answered, so that more than one task may run at a time. */
function prove(repository: Repository): void {
  const at = "2026-01-01T00:00:00Z";
  const state = { ...emptyState, last: endingOf({ "model-reached": true, at }) };
  const entry = { nonce: nonce(), at, event: { type: "withdrawn", by: "x", why: "y" }, state } as const;
  const tree = git(repository, "hash-object", "-t", "tree", "-w", "/dev/null").trim();
  const by = ["-c", "user.name=test", "-c", "user.email=test@example.com"];
  const commit = git(repository, ...by, "commit-tree", tree, "-m", formatEntry(entry)).trim();
  git(repository, "update-ref", "refs/switchyard/issues/900", commit);
}

describe("the env file", async () => {
  const repository = await stage.open("env", {
    files: { "README.md": "Greetings.\n", ".github/switchyard.yml": config },
    settings: {
      secrets: {
        ANTHROPIC_API_KEY: "sk-ant-scripted-model-000000000000",
        SWITCHYARD_ENV_FILE: `# for tests\nAPI_TOKEN=${token}\nMODE=development\n`,
      },
    },
  });
  prove(repository);
  for (const title of ["Say what is in it", "Copy it"]) await repository.issue(title);
  await repository.start({ issues: "1 2" });
  await repository.settled();
  const [run] = repository.runs();
  if (run === undefined) throw new Error("nothing ran");
  const log = (issue: number) => logOf(run, new RegExp(`#${issue} attempt 1 / work$`));

  test("is there for the agent and, unchanged, for the gates", () => {
    expect(log(1)).toContain(
      "The env file is written to .env.local. The agent can read it; it is in no change.",
    );
    expect(log(1)).toContain("Gate env: passed");
    expect(recordOf(repository, 1).at(-1)?.state.last).toMatchObject({ outcome: "delivered" });
  });

  test("is in no change, whatever the agent did to it", async () => {
    const [pull] = await pullsOf(repository);
    const files = git(repository, "diff", "--name-status", "main", pull?.head.sha ?? "");
    expect(files).toBe("A\tsaid.txt\n");
  });

  test("has no value in what people see", async () => {
    const [pull] = await pullsOf(repository);
    expect(pull?.body).toContain("The token is `***`, in development.");
    expect(`${log(1)}${log(2)}`).not.toContain(token);
    expect(log(1)).toMatch(/\*\*\*\n.* development\n/); // GitHub itself masks whole lines of a secret, not values
    const artifacts = [...stage.yard.github.actions.artifacts.values()].flatMap(({ file }) =>
      Object.values(unzipSync(readFileSync(file))).map((bytes) => Buffer.from(bytes).toString("utf8")),
    );
    expect(artifacts.length).toBeGreaterThan(0);
    for (const text of artifacts) expect(text).not.toContain(token);
  });

  test("ends an attempt whose change holds a value of it, and nothing of that is handed over", () => {
    expect(recordOf(repository, 2).at(-1)?.state.last).toMatchObject({
      outcome: "agent_failed",
      reason:
        "The change holds a value of the env file, in copied.ts, and was not handed over. Leave out of the env file what is no secret, or say in the issue that code takes such values from the environment.",
    });
  });
});
