import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { checkpointFile, checkpointNames } from "../../src/core/checkpoint.ts";
import type { Claim } from "../../src/core/record.ts";
import { packCheckpoint } from "../../src/edge/checkpoint-file.ts";
import { makeSealer } from "../../src/edge/seal.ts";
import { type Desk, openDesk } from "./desk.ts";
import { claimed, writeRecord } from "./records.ts";

let desk: Desk;
let repo: string;
const key = "sk-ant-api03-of-the-repository-0000";
const run = 4_000_001;
const session = "11111111-2222-4333-8444-555555555555";
const hostile = "\u001b[2J\u001b]0;title\u0007\u202Etxt.exe";
const transcript = [
  { type: "user", message: { role: "user", content: "You work on issue #1." } },
  {
    type: "assistant",
    message: {
      content: [
        { type: "text", text: `I look first.${hostile}` },
        { type: "tool_use", id: "t", name: "Bash", input: { command: "npm test" } },
      ],
    },
  },
  {
    type: "user",
    message: { content: [{ type: "tool_result", tool_use_id: "t", content: "line\n".repeat(40) }] },
  },
]
  .map((line) => `${JSON.stringify(line)}\n`)
  .join("");

/** #1 has a checkpoint, #2 none, #3 was never started, the one of #4 is changed. */
beforeAll(async () => {
  desk = await openDesk();
  repo = await desk.repository({ name: "logs" });
  for (const issue of [1, 2, 4]) {
    const event = claimed(issue, run);
    await writeRecord(desk, { repo, issue, events: [event] });
    if (event.type === "claimed" && issue !== 2) await putCheckpoint(issue, event.claim);
  }
});
afterAll(async () => desk[Symbol.asyncDispose]());

async function putCheckpoint(issue: number, { nonce: claim, attempt }: Claim): Promise<void> {
  const seal = await makeSealer({
    binding: { repository: repo, issue, claim, attempt },
    keys: [{ name: "anthropic-api-key", value: key }],
  });
  const content = packCheckpoint({
    checkpoint: {
      version: 1,
      at: "2026-11-20T12:00:00.000Z",
      asked: "a".repeat(64),
      request: "r",
      base: "b".repeat(40),
      session,
      turns: 3,
      spent: 0.25,
      changes: {
        version: 1,
        lines: 1,
        inexpressible: [],
        changes: [{ kind: "write", path: "src/a.ts", mode: "100644", encoding: "utf-8", content: "x\n" }],
      },
      ended: true,
      "left-out": [],
    },
    transcript: Buffer.from(transcript),
  });
  const sealed = await seal(content, 1);
  if (issue === 4) sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
  const bytes = zipSync({ [checkpointFile]: sealed });
  const id = desk.github.actions.nextId();
  const file = join(desk.directory, `${id}.zip`);
  await writeFile(file, bytes);
  desk.github.actions.artifacts.set(id, {
    id,
    name: checkpointNames({ issue, claim })[1],
    runId: run,
    repository: repo,
    size: bytes.length,
    digest: `sha256:${createHash("sha256").update(bytes).digest("hex")}`,
    file,
    createdAt: "2026-11-20T12:00:00Z",
    expiresAt: "2999-01-01T00:00:00Z",
  });
}

const logs = async (
  args: readonly string[],
  env: Readonly<Record<string, string>> = { ANTHROPIC_API_KEY: key },
) => desk.run(["logs", ...args, "--repo", repo], { env });

describe("logs", () => {
  test("shows whoever has the credential what was said and done, and nothing that moves their cursor", async () => {
    const { code, out, err } = await logs(["1"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatchInlineSnapshot(`
      "acme/logs #1, attempt 1: 3 turns, $0.25, as of 2026-11-20T12:00:00.000Z

      asked
        You work on issue #1.


      I look first.txt.exe

      > Bash: npm test
        line
        line
        line
        line
        line
        line
        line
        line
        line
        line
        line
        line
        (28 more lines)

      1 changed file
        src/a.ts
      "
    `);
  });

  test("gives programs the transcript as it was written", async () => {
    expect((await logs(["1", "--jsonl"])).out).toBe(transcript);
  });

  test("takes the pool from a file, and the seal key from its variable", async () => {
    const pool = join(desk.directory, "pool.yml");
    await writeFile(pool, `- { name: ours, kind: api-key, value: ${key} }\n`);
    expect((await logs(["1", "--credentials", pool], {})).out).toContain("I look first.");
    expect((await logs(["1"], { SWITCHYARD_SEAL_KEY: key })).out).toContain("I look first.");
  });

  test.each([
    [
      "no credential",
      ["1"],
      {},
      "A transcript opens only with a credential that the repository had as a secret",
    ],
    [
      "another credential",
      ["1"],
      { ANTHROPIC_API_KEY: "sk-ant-api03-of-somebody-else-00000" },
      "What attempt 1 left cannot be opened: it opens with anthropic-api-key, as it was when this was sealed",
    ],
    [
      "a changed file",
      ["4"],
      undefined,
      "What attempt 1 left cannot be opened: it was changed after it had been sealed.",
    ],
    ["an attempt that left nothing", ["2"], undefined, "Nothing is left of attempt 1 on #2"],
    ["an issue without a record", ["3"], undefined, "No attempt on #3 was ever started in acme/logs."],
    [
      "an attempt that there is not",
      ["1", "--attempt", "7"],
      undefined,
      '--attempt: #1 has the attempts 1; got "7".',
    ],
    [
      "a file that there is not",
      ["1", "--credentials", "/none"],
      {},
      "--credentials: there is no file /none.",
    ],
  ])("says of %s what is wrong", async (_, args, env, message) => {
    const ended = await logs(args, env);
    expect(ended.code).toBe(2);
    expect(ended.out).toBe("");
    expect(ended.err).toContain(message);
  });
});
