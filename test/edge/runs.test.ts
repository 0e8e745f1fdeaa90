import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { type GitHub, openGitHub } from "../../src/edge/github.ts";
import { findDeadClaims, workWasCancelled } from "../../src/edge/runs.ts";
import type { Conclusion, JobRecord, LocalGitHub, RunStatus } from "../../src/local/contract.ts";
import { startGitHub } from "../../src/local/github/server.ts";
import { claimOf } from "../core/world.ts";

const repository = "acme/runs";
const at = "2026-11-20T12:00:00Z";
let local: LocalGitHub;
let github: GitHub;
let ownRun: { id: number; attempt: number };

beforeAll(async () => {
  local = await startGitHub();
  process.env["GITHUB_API_URL"] = local.apiUrl;
  const { token } = local.createUser("maria");
  await local.createRepository({
    owner: "acme",
    name: "runs",
    files: { "README.md": "hi\n" },
    roles: { maria: "write" },
  });
  github = openGitHub({ token, repository, log: { debug: () => undefined, warn: () => undefined } });
  ownRun = { id: run("in_progress", []), attempt: 3 };
});
afterAll(async () => local[Symbol.asyncDispose]());

type Job = readonly [name: string, status: RunStatus, conclusion: Conclusion | null];

function run(status: RunStatus, jobs: readonly Job[], attempt = 1): number {
  const id = local.actions.nextId();
  local.actions.runs.set(id, {
    id,
    attempt,
    repository,
    path: ".github/workflows/switchyard.yml",
    name: "Switchyard",
    title: "Switchyard",
    event: "issues",
    actor: "maria",
    headSha: "a".repeat(40),
    headBranch: "main",
    status,
    conclusion: status === "completed" ? "failure" : null,
    createdAt: at,
    updatedAt: at,
    jobs: jobs.map(([name, state, conclusion]): JobRecord => ({
      id: local.actions.nextId(),
      runId: id,
      runAttempt: attempt,
      name,
      status: state,
      conclusion,
      startedAt: at,
      completedAt: state === "completed" ? at : null,
      steps: [],
      logFile: null,
    })),
  });
  return id;
}

const dead = async (id: number, changes = {}) =>
  findDeadClaims(github, { held: [{ issue: 7, claim: claimOf({ run: id, ...changes }) }], ownRun });

describe("a claim is taken over", () => {
  test("when its run is over: money may have been spent unless its work job was skipped", async () => {
    expect(await dead(run("completed", [["#7 attempt 1 / work", "completed", "failure"]]))).toEqual(
      new Map([[7, { worked: true, cancelled: false }]]),
    );
    expect(await dead(run("completed", [["#7 attempt 1 / work", "completed", "skipped"]]))).toEqual(
      new Map([[7, { worked: false, cancelled: false }]]),
    );
  });

  test("when its own collect job is over, though others of its run are at work", async () => {
    const jobs: Job[] = [
      ["#7 attempt 1 / work", "completed", "cancelled"],
      ["#7 attempt 1 / collect", "completed", "failure"],
      ["#8 attempt 1 / work", "in_progress", null],
    ];
    expect(await dead(run("in_progress", jobs))).toEqual(new Map([[7, { worked: true, cancelled: true }]]));
  });

  test("when its run is gone, and ours can be read", async () => {
    expect(await dead(999_999)).toEqual(new Map([[7, { worked: true, cancelled: false }]]));
  });

  test("when an earlier attempt of our own run held it", async () => {
    expect(await dead(ownRun.id, { "run-attempt": 2 })).toEqual(
      new Map([[7, { worked: true, cancelled: false }]]),
    );
  });
});

describe("a claim is left alone, however old", () => {
  test("while its run is at work, and its collect job is not over", async () => {
    const jobs: Job[] = [
      ["#7 attempt 1 / work", "completed", "failure"],
      ["#7 attempt 1 / collect", "queued", null],
      ["#70 attempt 1 / collect", "completed", "success"],
    ];
    expect(await dead(run("in_progress", jobs), { at: "2020-01-01T00:00:00Z" })).toEqual(new Map());
    const others: Job[] = [["#70 attempt 1 / collect", "completed", "success"]];
    expect(await dead(run("in_progress", others))).toEqual(new Map());
    expect(await dead(run("queued", []), { at: "2020-01-01T00:00:00Z" })).toEqual(new Map());
  });

  test("when this attempt of our own run holds it", async () => {
    expect(await dead(ownRun.id, { "run-attempt": 3 })).toEqual(new Map());
  });

  test("when neither its run nor ours can be read: then nobody knows anything", async () => {
    const blind = {
      held: [{ issue: 7, claim: claimOf({ run: 999_999 }) }],
      ownRun: { id: 888_888, attempt: 1 },
    };
    await expect(findDeadClaims(github, blind)).rejects.toThrow(/looking whether/);
  });
});

test.each<[Conclusion, boolean]>([
  ["cancelled", true],
  ["failure", false],
  ["success", false],
])("work whose job GitHub calls %s was cancelled: %s", async (conclusion, cancelled) => {
  const jobs: Job[] = [
    ["#7 attempt 1 / work", "completed", conclusion],
    ["#7 attempt 1 / collect", "in_progress", null],
    ["#70 attempt 1 / work", "completed", cancelled ? "success" : "cancelled"],
  ];
  const id = run("in_progress", jobs);
  expect(await workWasCancelled(github, { issue: 7, run: { id, attempt: 1 } })).toBe(cancelled);
});
