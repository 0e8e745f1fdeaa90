import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { type GitClient, openGitClient } from "./git-client.ts";
import { app, branchWith, failure, names, type Stage, startStage } from "./stage.ts";

const remote = (stage: Stage) => `${stage.github.serverUrl}/acme/app`;

async function clone(stage: Stage, token: string | null): Promise<GitClient> {
  const client = await openGitClient(stage.github, token);
  expect(await client.run("clone", "--quiet", remote(stage), ".")).toEqual({ status: 0, output: "" });
  return client;
}

async function commit(client: GitClient, path: string, content: string): Promise<string> {
  const file = join(client.directory, path);
  await mkdir(join(file, ".."), { recursive: true });
  await writeFile(file, content);
  await client.run("add", "--all");
  await client.run("commit", "--quiet", "-m", `Write ${path}`);
  return (await client.run("rev-parse", "HEAD")).output.trim();
}

describe("git over HTTP", () => {
  test("what is pushed is what the API shows, and the other way round", async () => {
    await using stage = await startStage({ private: true });
    await using client = await clone(stage, stage.tokens.writer);
    await client.run("switch", "--quiet", "-c", "pushed");
    const sha = await commit(client, "pushed.txt", "x\n");
    expect((await client.run("push", "--quiet", "origin", "pushed")).status).toBe(0);
    const { data } = await stage.as.reader.rest.git.getRef({ ...app, ref: "heads/pushed" });
    expect(data.object.sha).toBe(sha);
    expect(stage.events.at(-1)).toMatchObject({
      name: "push",
      actor: "writer",
      payload: { ref: "refs/heads/pushed", created: true, after: sha, commits: [{ added: ["pushed.txt"] }] },
    });
    const made = await branchWith(stage.as.writer, { branch: "made", files: { "made.txt": "y\n" } });
    expect((await client.run("fetch", "--quiet", "origin", "made")).status).toBe(0);
    expect((await client.run("show", "FETCH_HEAD:made.txt")).output).toBe("y\n");
    expect((await client.run("fsck", "--strict")).status).toBe(0);
    expect(made).toMatch(/^[0-9a-f]{40}$/);
  });

  test("shallow, filtered and single-commit fetches work", async () => {
    await using stage = await startStage();
    const { data: main } = await stage.as.reader.rest.git.getRef({ ...app, ref: "heads/main" });
    await branchWith(stage.as.writer, { branch: "deep", files: { "deep.txt": "1\n" } });
    await using client = await openGitClient(stage.github, null);
    await client.run("init", "--quiet");
    const fetch = (...args: string[]) => client.run("fetch", "--quiet", ...args);
    expect((await fetch("--depth=1", remote(stage), "deep")).status).toBe(0);
    expect((await client.run("rev-list", "--count", "FETCH_HEAD")).output.trim()).toBe("1");
    expect(
      (await fetch("--filter=blob:none", "--depth=1", `${remote(stage)}.git`, main.object.sha)).status,
    ).toBe(0);
    expect((await client.run("rev-parse", "FETCH_HEAD")).output.trim()).toBe(main.object.sha);
    const pushed = await client.run("push", remote(stage), "FETCH_HEAD:refs/heads/anonymous");
    expect(pushed.status).not.toBe(0);
  });

  test.each<[string, Record<string, "read" | "write">, boolean, boolean]>([
    ["contents: write", { contents: "write" }, true, true],
    ["contents: read", { contents: "read" }, true, false],
    ["no contents", { issues: "write" }, false, false],
  ])("a job with %s is held to it", async (_, permissions, reads, writes) => {
    await using stage = await startStage({ private: true });
    await using client = await openGitClient(stage.github, stage.jobToken(permissions));
    expect((await client.run("ls-remote", remote(stage))).status === 0).toBe(reads);
    await client.run("init", "--quiet");
    await commit(client, "x.txt", "x\n");
    const pushed = await client.run("push", remote(stage), "HEAD:refs/switchyard/x");
    expect(pushed.status === 0).toBe(writes);
    expect(pushed.output.includes("403")).toBe(!writes);
  });

  test("a job may push, but not what changes workflow files", async () => {
    await using stage = await startStage();
    await using client = await clone(stage, stage.jobToken({ contents: "write" }));
    await client.run("switch", "--quiet", "-c", "work");
    await commit(client, "src/b.txt", "b\n");
    expect((await client.run("push", "--quiet", "origin", "work")).status).toBe(0);
    await commit(client, ".github/workflows/start.yml", "on: push\n");
    const refused = await client.run("push", "origin", "work");
    expect(refused.status).not.toBe(0);
    expect(refused.output).toContain(
      "refusing to allow a GitHub App to create or update workflow `.github/workflows/start.yml` without `workflows` permission",
    );
    const job = stage.job({ contents: "write" });
    const branch = branchWith(job, {
      branch: "workflow",
      files: { ".github/workflows/new.yml": "on: push\n" },
    });
    expect((await failure(branch)).status).toBe(403);
    await branchWith(stage.as.writer, {
      branch: "workflow",
      files: { ".github/workflows/new.yml": "on: push\n" },
    });
  });

  test("refs/pull are GitHub's own: fetched, never pushed", async () => {
    await using stage = await startStage();
    const head = await branchWith(stage.as.writer, { branch: "change", files: { "c.txt": "c\n" } });
    const { data } = await stage.as.writer.rest.pulls.create({
      ...app,
      head: "change",
      base: "main",
      title: "C",
    });
    await using client = await clone(stage, stage.tokens.writer);
    expect((await client.run("fetch", "--quiet", "origin", `refs/pull/${data.number}/head`)).status).toBe(0);
    expect((await client.run("rev-parse", "FETCH_HEAD")).output.trim()).toBe(head);
    expect((await client.run("push", "origin", "main:refs/pull/99/head")).output).toContain(
      "deny updating a hidden ref",
    );
  });

  test(
    "of 30 who push the same ref against its old value, exactly one wins",
    { timeout: 120_000 },
    async () => {
      await using stage = await startStage();
      await using client = await clone(stage, stage.tokens.writer);
      const { data: main } = await stage.as.reader.rest.git.getRef({ ...app, ref: "heads/main" });
      const commits = await Promise.all(
        Array.from({ length: 30 }, async (_, index) => {
          const args = [
            "commit-tree",
            `${main.object.sha}^{tree}`,
            "-p",
            main.object.sha,
            "-m",
            `Pusher ${index}`,
          ];
          return (await client.run(...args)).output.trim();
        }),
      );
      const push = (sha: string) =>
        client.run(
          "push",
          "--quiet",
          "--force-with-lease=refs/switchyard/world:",
          "origin",
          `${sha}:refs/switchyard/world`,
        );
      const results = await Promise.all(commits.map(push));
      const winners = commits.filter((_, index) => results[index]?.status === 0);
      expect(winners).toHaveLength(1);
      const shown = await client.run("ls-remote", "origin", "refs/switchyard/world");
      expect(shown.output).toBe(`${winners[0]}\trefs/switchyard/world\n`);
    },
  );

  test("an --atomic push of several refs is refused as a whole", async () => {
    await using stage = await startStage();
    await using client = await clone(stage, stage.tokens.writer);
    const [one, two] = [await commit(client, "one.txt", "1\n"), await commit(client, "two.txt", "2\n")];
    await client.run("push", "--quiet", "origin", `${one}:refs/switchyard/issues/1`);
    const before = stage.events.length;
    const refused = await client.run(
      "push",
      "--atomic",
      "--force-with-lease=refs/switchyard/issues/1:",
      "--force-with-lease=refs/heads/also:",
      "origin",
      `${two}:refs/switchyard/issues/1`,
      `${two}:refs/heads/also`,
    );
    expect(refused.status).not.toBe(0);
    const { output } = await client.run("ls-remote", "origin", "refs/switchyard/*", "refs/heads/also");
    expect(output).toBe(`${one}\trefs/switchyard/issues/1\n`);
    expect(names(stage.events.slice(before))).toEqual([]);
  });

  test("pushes at the same time are each told by what they did", async () => {
    await using stage = await startStage();
    await using client = await clone(stage, stage.tokens.writer);
    const sha = await commit(client, "x.txt", "x\n");
    const branches = Array.from({ length: 8 }, (_, index) => `refs/heads/branch-${index}`);
    await Promise.all(branches.map((branch) => client.run("push", "--quiet", "origin", `${sha}:${branch}`)));
    expect(
      stage.events.map(({ payload }) => String(payload["ref"])).toSorted((a, b) => a.localeCompare(b)),
    ).toEqual(branches);
  });

  test("a push whose answer is lost has taken effect, and a reset one has not", async () => {
    await using stage = await startStage();
    await using client = await clone(stage, stage.tokens.writer);
    const sha = await commit(client, "x.txt", "x\n");
    const exists = async (branch: string) => (await client.run("ls-remote", "origin", branch)).output !== "";
    for (const [kind, landed] of [
      ["reset", false],
      ["lost-answer", true],
    ] as const) {
      stage.github.fault = ({ method, what }) =>
        method === "POST" && what === "git-receive-pack" ? { kind } : null;
      const pushed = await client.run("push", "--quiet", "origin", `${sha}:refs/heads/${kind}`);
      expect(pushed.status).not.toBe(0);
      stage.github.fault = null;
      expect(await exists(`refs/heads/${kind}`)).toBe(landed);
    }
    expect(stage.github.requests.filter(({ kind }) => kind === "git").map(({ by }) => by)).toContain(
      "writer",
    );
  });

  test("compressed request bodies are read, as git sends longer ones", async () => {
    await using stage = await startStage();
    const answer = await fetch(`${stage.github.apiUrl}/acme/app/git-upload-pack`, {
      method: "POST",
      headers: { "content-encoding": "gzip", "git-protocol": "version=2" },
      body: gzipSync("0014command=ls-refs\n0000"),
    });
    expect(await answer.text()).toContain("refs/heads/main\n");
  });
});
