import { getOctokit } from "@actions/github";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { publish } from "../../src/actions/collect-publish.ts";
import { Config } from "../../src/core/config.ts";
import type { Change, Envelope } from "../../src/core/result.ts";
import { openGitHub } from "../../src/edge/github.ts";
import { isAncestor } from "../../src/edge/publication.ts";
import type { LocalGitHub } from "../../src/local/contract.ts";
import { startGitHub } from "../../src/local/github/server.ts";
import { binary, text } from "../benign/changes.ts";
import { envelope } from "../core/result.ts";
import { type PublishingDesk, openPublishingDesk } from "./publishing-desk.ts";

let local: LocalGitHub;
let token: string;
const repository = "acme/desk";

beforeAll(async () => {
  local = await startGitHub();
  await local.createRepository({
    owner: "acme",
    name: "desk",
    files: {
      "README.md": "hi\n",
      "old.txt": "old\n",
      "folder/a.txt": "a\n",
      "folder/b.txt": "b\n",
      file: "x\n",
    },
    settings: { actionsMayCreatePullRequests: true },
    roles: { maria: "write", sam: "write" },
  });
  process.env["GITHUB_API_URL"] = local.apiUrl;
  Object.assign(process.env, local.gitEnvironment);
  token = local.createUser("maria").token;
  for (const login of ["sam", "eve"]) local.createUser(login);
});
afterAll(async () => local[Symbol.asyncDispose]());

const open = async (config = {}): Promise<PublishingDesk> =>
  openPublishingDesk({
    // Without the pacing of ours, which takes a quarter of a second for each write.
    github: {
      ...openGitHub({ token, repository, log: { debug: () => undefined, warn: () => undefined } }),
      octokit: getOctokit(token, { baseUrl: local.apiUrl }),
    },
    token,
    serverUrl: local.serverUrl,
    config: Config.parse(config),
  });

/** Publishes these changes; what differs from an honest result, and what happens before. */
async function published(
  desk: PublishingDesk,
  changes: readonly Change[],
  {
    honest = {},
    meanwhile = async () => undefined,
  }: { honest?: Partial<Envelope>; meanwhile?: () => Promise<void> } = {},
) {
  const { issue, attempt, claim } = desk.scene.task;
  const whole = envelope({ issue, attempt, claim, run: 1, changes: "0".repeat(64), ...honest });
  const set = { version: 1 as const, lines: 1, inexpressible: [], changes: [...changes] };
  await meanwhile();
  const facts = await desk.facts();
  const result = { ok: true, envelope: whole, changes: set } as const;
  const { publishing } = facts.state;
  return publish(desk.scene, { ...facts, result, envelope: whole, changes: set, publishing });
}

const octokit = (desk: PublishingDesk) => desk.scene.github.octokit.rest;
const at = { owner: "acme", repo: "desk" };
const pullOf = async (desk: PublishingDesk, number: number | undefined) =>
  (await octokit(desk).pulls.get({ ...at, pull_number: number ?? 0 })).data;
const branches = async (desk: PublishingDesk) =>
  (await octokit(desk).git.listMatchingRefs({ ...at, ref: "heads/" })).data.map(({ ref }) => ref);

describe.concurrent("a change that is published", () => {
  test("is one commit on the planned base with exactly these files, a branch, and a draft for the person who asked", async () => {
    await using desk = await open();
    const bytes = Buffer.from([0, 1, 254, 255]);
    const end = await published(desk, [
      text("a/new.sh", "#!/bin/sh\n", "100755"),
      text("README.md", "שלום 👩‍💻\r\n"),
      binary("logo.bin", bytes),
      { kind: "delete", path: "old.txt" },
      { kind: "delete", path: "folder/a.txt" },
      { kind: "delete", path: "folder/b.txt" },
      text("folder", "a file now\n"),
      { kind: "delete", path: "file" },
      text("file/c.txt", "a folder now\n"),
    ]);
    expect(end).toMatchObject({ outcome: "delivered", withheld: [], refusals: [] });
    expect(end.branch).toMatch(/^switchyard\/issue-\d+-c{8}$/);
    const pull = await pullOf(desk, end.pull?.number);
    expect(pull).toMatchObject({
      draft: true,
      title: "Greet everybody",
      base: { ref: "main" },
      head: { ref: end.branch },
    });
    expect(pull.assignees?.map(({ login }) => login)).toEqual(["maria"]);
    expect(pull.labels.map(({ name }) => name)).toEqual(["switchyard: sensitive"]);
    const commit = (await octokit(desk).git.getCommit({ ...at, commit_sha: pull.head.sha })).data;
    expect(commit.parents.map(({ sha }) => sha)).toEqual([desk.scene.task.base]);
    const tree = (await octokit(desk).git.getTree({ ...at, tree_sha: commit.tree.sha, recursive: "1" })).data
      .tree;
    const files = tree.filter(({ type }) => type === "blob").map(({ path, mode }) => `${mode} ${path}`);
    expect(files.toSorted()).toEqual([
      "100644 README.md",
      "100644 file/c.txt",
      "100644 folder",
      "100644 logo.bin",
      "100755 a/new.sh",
    ]);
    const blob = async (path: string) => {
      const sha = tree.find((entry) => entry.path === path)?.sha ?? "";
      return Buffer.from((await octokit(desk).git.getBlob({ ...at, file_sha: sha })).data.content, "base64");
    };
    expect(await blob("logo.bin")).toEqual(bytes);
    expect((await blob("README.md")).toString()).toBe("שלום 👩‍💻\r\n");
  });

  test("is fenced before anything can be seen, and finished by whoever comes after: same commit, branch and pull request", async () => {
    await using desk = await open();
    const first = await published(desk, [text("a.txt", "1\n")]);
    const { state } = await desk.facts();
    expect(state.publishing).toMatchObject({ branch: first.branch, digest: "0".repeat(64) });
    const commit = state.publishing?.commit;
    const again = await published(desk, [text("a.txt", "1\n")]);
    expect(again).toMatchObject({ branch: first.branch, pull: { number: first.pull?.number } });
    expect((await pullOf(desk, again.pull?.number)).head.sha).toBe(commit);
  });

  test("leaves a branch alone that is not ours", async () => {
    await using desk = await open({ branch: "fixed-{issue}" });
    const name = `fixed-${desk.scene.task.issue}`;
    const main = (await octokit(desk).git.getRef({ ...at, ref: "heads/main" })).data.object.sha;
    await octokit(desk).git.createRef({ ...at, ref: `refs/heads/${name}`, sha: main });
    const end = await published(desk, [text("a.txt", "1\n")]);
    expect(end.branch).toBe(`${name}-${desk.scene.inputs.claim.slice(0, 8)}`);
    expect((await octokit(desk).git.getRef({ ...at, ref: `heads/${name}` })).data.object.sha).toBe(main);
  });

  test("without what is protected, as a draft that lists it although drafts are off", async () => {
    await using desk = await open({ "pull-request": { draft: false } });
    const end = await published(desk, [text("CLAUDE.md", "x"), text("b.txt", "1\n")]);
    expect(end).toMatchObject({ outcome: "delivered", withheld: ["CLAUDE.md"] });
    const pull = await pullOf(desk, end.pull?.number);
    expect(pull.draft).toBe(true);
    expect(pull.body).toContain("**Withheld** (protected paths, not in this pull request): `CLAUDE.md`");
    const files = await octokit(desk).pulls.listFiles({ ...at, pull_number: pull.number });
    expect(files.data.map(({ filename }) => filename)).toEqual(["b.txt"]);
  });

  test("ready for review where drafts are off, and a marked draft when somebody edited the text who may not write", async () => {
    await using desk = await open({ "pull-request": { draft: false } });
    const end = await published(desk, [text("c.txt", "1\n")]);
    expect((await pullOf(desk, end.pull?.number)).draft).toBe(false);
    await using edited = await open({ "pull-request": { draft: false } });
    const facts = await edited.facts();
    const change = { by: "eve", at: "2999-01-01T00:00:00Z", what: "body" } as const;
    const issue = facts.issue === null ? null : { ...facts.issue, textChanges: [change] };
    const second = await published({ ...edited, facts: async () => ({ ...facts, issue }) }, [
      text("c.txt", "2\n"),
    ]);
    const pull = await pullOf(edited, second.pull?.number);
    expect(pull.draft).toBe(true);
    expect(pull.body).toContain("**The issue was edited since** by eve");
    await using approved = await open({ "pull-request": { draft: false } });
    const later = await approved.facts();
    const bySam = later.issue === null ? null : { ...later.issue, textChanges: [{ ...change, by: "sam" }] };
    const third = await published({ ...approved, facts: async () => ({ ...later, issue: bySam }) }, [
      text("c.txt", "3\n"),
    ]);
    expect((await pullOf(approved, third.pull?.number)).draft).toBe(false);
  });

  test("of a failed attempt, as a draft that closes nothing", async () => {
    await using desk = await open({ "pull-request": { draft: false } });
    const end = await published(desk, [text("d.txt", "1\n")], {
      honest: { outcome: "gates_failed", reason: "lint" },
    });
    expect(end).toMatchObject({ outcome: "gates_failed", reason: "lint" });
    const pull = await pullOf(desk, end.pull?.number);
    expect(pull).toMatchObject({ draft: true });
    expect(pull.body?.startsWith(`For #${desk.scene.task.issue}\n`)).toBe(true);
  });
});

describe("nothing is published", () => {
  test.each<[string, readonly Change[], object, string, string]>([
    ["of a change that is refused", [text("../x", "1")], {}, "refused", 'path: "../x"'],
    [
      "where only protected paths changed",
      [text("CLAUDE.md", "x")],
      {},
      "withheld",
      "Only paths were changed that are withheld: CLAUDE.md (protected-path)",
    ],
    [
      "of workflows without a GitHub App, although the config lets them through",
      [text(".github/workflows/x.yml", "on: push\n"), text("e.txt", "1\n")],
      { protected: { workflows: true } },
      "withheld",
      "only a GitHub App",
    ],
  ])("%s", async (_, changes, config, outcome, reason) => {
    await using desk = await open(config);
    const before = await branches(desk);
    const end = await published(desk, changes);
    expect(end).toMatchObject({ outcome });
    expect(end.reason).toContain(reason);
    expect(end.branch).toBeUndefined();
    expect(await branches(desk)).toEqual(before);
  });

  test("of a failed attempt whose change is refused: how it ended stays, and the rest is said beside it", async () => {
    await using desk = await open();
    const end = await published(desk, [text("../x", "1")], {
      honest: { outcome: "gates_failed", reason: "lint" },
    });
    expect(end).toMatchObject({ outcome: "gates_failed" });
    expect(end.reason).toContain("lint\nIts change was not published: path:");
  });

  test("when the claim was lost: the fence fails before the branch", async () => {
    await using desk = await open();
    const before = await branches(desk);
    const other = {
      ...desk,
      scene: { ...desk.scene, inputs: { ...desk.scene.inputs, claim: "d".repeat(32) } },
    };
    await expect(published(other, [text("f.txt", "1\n")])).rejects.toThrow(/nothing was published/);
    expect(await branches(desk)).toEqual(before);
  });

  test("on a default branch that was rewritten", async () => {
    await using desk = await open();
    const empty = (
      await octokit(desk).git.createTree({
        ...at,
        tree: [{ path: "z", mode: "100644", type: "blob", content: "z" }],
      })
    ).data.sha;
    const orphan = (
      await octokit(desk).git.createCommit({ ...at, message: "orphan", tree: empty, parents: [] })
    ).data.sha;
    const facts = await desk.facts();
    const end = await published({ ...desk, facts: async () => ({ ...facts, head: orphan }) }, [
      text("g.txt", "1\n"),
    ]);
    expect(end).toMatchObject({ outcome: "infra_failed" });
    expect(end.reason).toContain("The default branch was rewritten");
  });

  test("on a commit that the default branch does not lead to, though they have one in common", async () => {
    await using desk = await open();
    const { base, "base-tree": tree } = desk.scene.task;
    const commit = async (message: string) =>
      (await octokit(desk).git.createCommit({ ...at, message, tree, parents: [base] })).data.sha;
    const [one, other] = [await commit("one"), await commit("other")];
    expect(await isAncestor(desk.scene.github, { base, head: one })).toBe(true);
    expect(await isAncestor(desk.scene.github, { base: one, head: other })).toBe(false);
  });
});
