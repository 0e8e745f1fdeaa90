import { execFileSync } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { failed } from "../../src/actions/work-end.ts";
import { NoSpaceError, OutageError, UserError, messageOf } from "../../src/core/errors.ts";
import { checkOut } from "../../src/edge/checkout.ts";
import { type GitEnd, remoteError } from "../../src/edge/git.ts";
import { type GitHub, openGitHub, told } from "../../src/edge/github.ts";
import { addLabel, buildCommit } from "../../src/edge/publication.ts";
import { readRepository } from "../../src/edge/repository.ts";
import type { Fault, LocalGitHub } from "../../src/local/contract.ts";
import { startGitHub } from "../../src/local/github/server.ts";
import { type FaultKind, faultOf } from "../sweep/faults.ts";

const repository = "acme/storms";
const quiet = { debug: () => undefined, warn: () => undefined };
const asked = { kind: "rest", method: "POST", what: "/labels", by: "maria" } as const;

let local: LocalGitHub;
let github: GitHub;
let token: string;

beforeAll(async () => {
  local = await startGitHub();
  await local.createRepository({
    owner: "acme",
    name: "storms",
    files: { "README.md": "hi\n" },
    roles: { maria: "write" },
  });
  process.env["GITHUB_API_URL"] = local.apiUrl;
  Object.assign(process.env, local.gitEnvironment);
  token = local.createUser("maria").token;
  github = openGitHub({ token, repository, log: quiet });
});
afterAll(async () => local[Symbol.asyncDispose]());
beforeEach(() => void (local.fault = null));

const cut: Fault = {
  kind: "status",
  status: 200,
  headers: { "content-type": "application/json; charset=utf-8" },
  body: '{"data":{"repo',
};

describe("an answer that is cut off", () => {
  test("is asked for again when it is read", async () => {
    let times = 0;
    local.fault = ({ kind }) => (kind === "graphql" && (times += 1) === 1 ? cut : null);
    expect((await readRepository(github))?.defaultBranch).toBe("main");
    expect(times).toBeGreaterThan(1);
  });

  test("is an outage when it stays so, and for what may have been done already", async () => {
    local.fault = () => cut;
    const asks = [
      async () => readRepository(github),
      async () => addLabel(github, { number: 1, label: "stormy" }),
    ];
    for (const ask of asks)
      expect(await ask().catch((error: unknown) => error)).toMatchObject({
        name: "UserError",
        message: expect.stringMatching(
          /^Cannot reach the GitHub API while .*: the answer was cut off\. Nothing is lost/,
        ),
      });
  });
});

/** What becomes of a write that meets this fault each time. */
async function write(fault: Fault | null): Promise<unknown> {
  local.fault = () => fault;
  return addLabel(github, { number: 1, label: "stormy" }).catch((error: unknown) => error);
}

describe("an answer that heals by itself is an outage, told in one sentence and what happens next", () => {
  test.each<[FaultKind, string]>([
    [
      "500",
      'Cannot reach the GitHub API while putting the label "stormy" on #1: Server Error. Nothing is lost; the next tick goes on.',
    ],
    [
      "502",
      'Cannot reach the GitHub API while putting the label "stormy" on #1: it answered 502 with a page. Nothing is lost; the next tick goes on.',
    ],
    [
      "rate-limit",
      'Stopped while putting the label "stormy" on #1: GitHub\'s rate limit is used up. Nothing is lost; the next tick goes on.',
    ],
  ])("%s", async (kind, text) => {
    const error = await write(faultOf(kind, asked));
    expect(error).toBeInstanceOf(OutageError);
    expect(messageOf(error)).toBe(text);
  });

  test("a connection that breaks", async () => {
    const error = await write({ kind: "reset" });
    expect(error).toBeInstanceOf(OutageError);
    expect(messageOf(error)).toMatch(/^Cannot reach the GitHub API while .*; the next tick goes on\.$/);
  });

  test("a limit of requests, after one question: more would make it worse", async () => {
    let count = 0;
    local.fault = (request) => {
      count += 1;
      return faultOf("rate-limit", request);
    };
    await expect(readRepository(github)).rejects.toThrow("Stopped while reading the repository: ");
    const nobody = "0".repeat(40);
    await expect(
      buildCommit(github, { base: nobody, baseTree: nobody, changes: [], message: "Rain" }),
    ).rejects.toThrow("Stopped while creating the tree of the change: ");
    expect(count).toBe(2);
  });

  test("a limit of GraphQL, which comes with the status 200", async () => {
    const errors = [{ type: "RATE_LIMITED", message: "API rate limit exceeded for installation ID 1." }];
    const headers = { "x-ratelimit-reset": String(Math.floor(Date.now() / 1_000) + 3_600) };
    local.fault = () => ({ kind: "status", status: 200, headers, body: JSON.stringify({ errors }) });
    const error = await told("asking", async () =>
      github.octokit.graphql("query { viewer { login } }"),
    ).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(OutageError);
    expect(messageOf(error)).toContain("Stopped while asking: GitHub's rate limit is used up.");
  });

  test("but not what a person has to mend", async () => {
    const body = JSON.stringify({ message: "Resource not accessible by integration" });
    const error = await write({ kind: "status", status: 403, body });
    expect(error).toBeInstanceOf(UserError);
    expect(error).not.toBeInstanceOf(OutageError);
  });
});

test("what nothing points to is made again at once, and a label is not", async () => {
  const seen: string[] = [];
  const [base, baseTree] = execFileSync("git", ["rev-parse", "main", "main^{tree}"], {
    cwd: local.gitDirectory(repository),
    encoding: "utf8",
  }).split("\n");
  local.fault = ({ method, what }) => {
    const isFirst = method === "POST" && !seen.includes(what);
    seen.push(what);
    return isFirst ? { kind: "lost-answer" } : null;
  };
  const change = {
    kind: "write",
    path: "rain.txt",
    mode: "100644",
    encoding: "utf-8",
    content: "wet\n",
  } as const;
  const options = { base: base ?? "", baseTree: baseTree ?? "", changes: [change], message: "Rain" };
  expect(await buildCommit(github, options)).toEqual({
    commit: expect.stringMatching(/^[0-9a-f]{40}$/),
    tree: expect.stringMatching(/^[0-9a-f]{40}$/),
  });
  await expect(addLabel(github, { number: 1, label: "wet" })).rejects.toThrow(OutageError);
  expect(seen.map((what) => what.replace(/^\/repos\/acme\/storms/, ""))).toEqual([
    "/git/trees",
    "/git/trees",
    "/git/commits",
    "/git/commits",
    "/issues/1/labels",
  ]);
});

describe("git", () => {
  const end = (stderr: string): GitEnd => ({ code: 128, stdout: "", stderr });

  test.each([
    "fatal: unable to access 'http://x/a/404/': The requested URL returned error: 502",
    "fatal: unable to access 'http://x/': The requested URL returned error: 429",
    "fatal: unable to access 'http://x/': Could not resolve host: x",
    "error: RPC failed; curl 56 Recv failure: Connection reset by peer\nfatal: expected flush after ref listing",
    "error: failed to push some refs to 'http://x/'",
  ])("heals by itself after %j", (stderr) => {
    const error = remoteError("Cannot reach x by git", end(stderr), "Mend it.");
    expect(error).toBeInstanceOf(OutageError);
    expect(error.message).toMatch(
      /^Cannot reach x by git: .*[^.]\. Nothing is lost; the next tick goes on\.$/,
    );
  });

  test.each([
    "fatal: unable to access 'http://x/': The requested URL returned error: 403",
    "fatal: Authentication failed for 'http://x/'",
    "remote: Repository not found.\nfatal: repository 'http://x/' not found",
    "remote: error: GH013: Repository rule violations found for refs/switchyard/world.",
    "fatal: remote error: upload-pack: not our ref 0123",
  ])("is for a person after %j", (stderr) => {
    const error = remoteError("Cannot reach x by git", end(stderr), "Mend it.");
    expect(error).not.toBeInstanceOf(OutageError);
    expect(error.message).toMatch(/ Nothing is lost; the next tick tries again\. Mend it\.$/);
  });

  test("names the answer that broke a transfer, and not what git missed after it", () => {
    const stderr = "error: RPC failed; HTTP 502 curl 22\nfatal: expected flush after ref listing";
    expect(remoteError("Cannot reach x by git", end(stderr), "").message).toContain("RPC failed; HTTP 502");
  });

  test("says of a checkout which of the two it is", async () => {
    const directory = await mkdtemp(join(tmpdir(), "storms-"));
    const remote = { url: `${local.serverUrl}/${repository}`, token };
    const checkout = async (commit: string): Promise<unknown> =>
      checkOut({ remote, commit, directory, sparse: null }).catch((error: unknown) => error);
    expect(await checkout("0".repeat(39).concat("1"))).not.toBeInstanceOf(OutageError);
    local.fault = () => faultOf("500", asked);
    expect(await checkout("0".repeat(39).concat("1"))).toBeInstanceOf(OutageError);
  });
});

test("an attempt that meets an outage is tried again by itself; what people can mend waits for them", () => {
  expect(failed(new OutageError("Cannot reach x"))).toEqual({
    outcome: "infra_failed",
    reason: "Cannot reach x. Nothing is lost; the next tick goes on.",
  });
  expect(failed(new UserError("Write it so.")).outcome).toBe("setup_failed");
  expect(failed(new NoSpaceError("It is full.")).outcome).toBe("no_space");
  expect(failed(new Error("ours")).outcome).toBe("infra_failed");
});
