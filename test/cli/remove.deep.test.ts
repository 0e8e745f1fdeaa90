import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { gitIn } from "../../src/edge/git.ts";
import { endingOf } from "../core/world.ts";
import { type Desk, openDesk } from "./desk.ts";
import { claimed, writeRecord } from "./records.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(async () => desk[Symbol.asyncDispose]());

const caller = async () => readFile(new URL("../../examples/switchyard.yml", import.meta.url), "utf8");

/** Refs, labels, variables and files of the default branch. */
async function stateOf(repo: string) {
  const git = gitIn(desk.github.gitDirectory(repo));
  const labels: unknown = await desk.api("GET", `/repos/${repo}/labels?per_page=100`);
  const refs = (await git(["for-each-ref", "--format=%(objectname) %(refname)"])).split("\n");
  return {
    refs: refs.filter((line) => line !== "" && !line.includes(" refs/pull/")),
    files: (await git(["ls-tree", "-r", "--name-only", "main"])).split("\n").filter(Boolean),
    labels,
    variables: desk.github.settings(repo).variables,
  };
}

/** The same without the commits that refs are at: merging moves the default branch. */
async function namesOf(repo: string): Promise<unknown> {
  const { refs, ...rest } = await stateOf(repo);
  return { ...rest, refs: refs.map((line) => line.slice(41)) };
}

/** A record of a task that is over. */
async function work(repo: string, issue: number): Promise<void> {
  const ended = {
    type: "ended",
    ending: endingOf({ spent: 0.25 }),
    charged: true,
    "not-before": null,
  } as const;
  await writeRecord(desk, { repo, issue, events: [claimed(issue, 4_000_001), ended] });
}

async function branch(repo: string, name: string): Promise<void> {
  const git = gitIn(desk.github.gitDirectory(repo));
  await git(["update-ref", `refs/heads/${name}`, "refs/heads/main"]);
}

test("after init, work and remove a repository is as it was, and the records are saved", async () => {
  const repo = await desk.repository({ name: "away", files: { "go.mod": "module away\n" } });
  const run = async (...args: string[]) => desk.run([...args, "--repo", repo]);
  const before = await namesOf(repo);
  expect((await run("init")).code).toBe(0);
  await desk.api("PUT", `/repos/${repo}/pulls/1/merge`, {});
  await desk.api("POST", `/repos/${repo}/issues`, { title: "Work", labels: ["claude-ready"] });
  await work(repo, 2);
  expect((await run("stop")).code).toBe(0);
  await branch(repo, "switchyard/issue-2-abababab");
  desk.github.settings(repo).variables["SWITCHYARD_STOP"] = "true";

  const dry = await run("remove", "--dry-run");
  expect(dry.out).toMatchInlineSnapshot(`
    "acme/away:
      file      .github/workflows/switchyard.yml
      file      .github/switchyard.yml
      workflow  .github/workflows/switchyard.yml is switched off
      records   2 refs below refs/switchyard/, saved in switchyard-records-acme-away.bundle
      branch    switchyard/init
      branch    switchyard/issue-2-abababab
      label     claude-ready
      label     switchyard: in progress
      label     switchyard: waiting
      label     switchyard: question
      label     switchyard: failed
      label     pull-request
      label     switchyard: answered
      label     switchyard: sensitive
      variable  SWITCHYARD_STOP
    Comments on issues stay.
    Nothing was changed (--dry-run).
    "
  `);
  const all = await stateOf(repo);
  const asked = await run("remove");
  expect(asked.code).toBe(2);
  expect(asked.err).toContain("Run it with --yes");
  expect(await stateOf(repo)).toEqual(all);

  const removed = await run("remove", "--yes");
  expect(removed.err).toBe("");
  expect(removed.out).toContain("review and merge https://github.test/acme/away/pull/3");
  expect(desk.github.settings(repo).disabledWorkflows).toEqual([".github/workflows/switchyard.yml"]);
  await desk.api("PUT", `/repos/${repo}/pulls/3/merge`, {});
  expect((await run("remove", "--yes")).out).toContain("branch    switchyard/remove");
  expect(await namesOf(repo)).toEqual(before);
  expect((await run("remove")).out).toBe("Nothing of Switchyard is left in acme/away.\n");

  const bundle = join(desk.directory, "switchyard-records-acme-away.bundle");
  const heads = await gitIn(desk.directory)(["bundle", "list-heads", bundle]);
  expect(heads.replaceAll(/^[0-9a-f]{40} /gm, "")).toBe("refs/switchyard/issues/2\nrefs/switchyard/stop\n");
});

describe("remove leaves what is not Switchyard's", () => {
  test("a workflow that does more, labels and secrets of people, branches with open pull requests", async () => {
    const shared = `${await caller()}  other:\n    runs-on: ubuntu-24.04\n    steps: [{ run: "true" }]\n`;
    const repo = await desk.repository({
      name: "shared",
      files: { "README.md": "hi\n", ".github/workflows/all.yml": shared },
      settings: { secrets: { ANTHROPIC_API_KEY: "sk-ant-x" } },
    });
    await desk.api("POST", `/repos/${repo}/labels`, { name: "claude-ready", color: "ffffff" });
    await branch(repo, "switchyard/issue-1-abababab");
    await branch(repo, "switchyard/notes");
    await desk.api("PUT", `/repos/${repo}/contents/new.txt`, {
      message: "new",
      content: "bmV3Cg==",
      branch: "switchyard/issue-1-abababab",
    });
    await desk.api("POST", `/repos/${repo}/pulls`, {
      title: "Work",
      head: "switchyard/issue-1-abababab",
      base: "main",
    });
    const before = await stateOf(repo);
    const { out } = await desk.run(["remove", "--yes", "--repo", repo]);
    expect(out).toMatchInlineSnapshot(`
      "Nothing else is left to remove in acme/shared.
      .github/workflows/all.yml does more than start Switchyard, so it stays: take out its job "switchyard".
      Open pull requests stay with their branches: #1. Merge or close them, then run this again.
      Labels that people made stay: claude-ready.
      Secrets stay, since other workflows may use them: \`gh secret delete ANTHROPIC_API_KEY --repo acme/shared\`.
      "
    `);
    expect(await stateOf(repo)).toEqual(before);
  });

  test("everything, while a task is at work", async () => {
    const repo = await desk.repository({
      name: "busy",
      files: { ".github/workflows/switchyard.yml": await caller() },
    });
    await writeRecord(desk, { repo, issue: 7, events: [claimed(7, 4_000_002)] });
    const before = await stateOf(repo);
    const { code, err } = await desk.run(["remove", "--yes", "--repo", repo]);
    expect(code).toBe(2);
    expect(err).toBe(
      "switchyard: #7 is at work, so nothing was removed. `switchyard stop` ends running tasks within a minute; then run this again.\n",
    );
    expect(await stateOf(repo)).toEqual(before);
  });

  test("everything, when the records cannot be saved", async () => {
    const repo = await desk.repository({
      name: "kept",
      files: { ".github/workflows/switchyard.yml": await caller(), ".github/switchyard.yml": "gates: 5\n" },
    });
    await work(repo, 1);
    const before = await stateOf(repo);
    const { code, err, out } = await desk.run(["remove", "--yes", "--repo", repo, "--export", "bin"]);
    expect(out).toContain("The config cannot be read, so the default names");
    expect({ code, err }).toEqual({
      code: 2,
      err: "switchyard: bin exists. Move it away, or name another file with --export.\n",
    });
    expect(await stateOf(repo)).toEqual(before);
  });
});
