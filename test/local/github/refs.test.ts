import { expect, test } from "vitest";
import { app, branchWith, failure, startStage } from "./stage.ts";

test("of 20 who create the same ref, exactly one succeeds and the others learn that it exists", async () => {
  await using stage = await startStage();
  const { rest } = stage.as.writer;
  const { data: main } = await rest.git.getRef({ ...app, ref: "heads/main" });
  const race = Array.from({ length: 20 }, () =>
    rest.git.createRef({ ...app, ref: "refs/switchyard/claim/1", sha: main.object.sha }).then(
      () => "created",
      (error: unknown) => (error instanceof Error ? error.message : ""),
    ),
  );
  const results = await Promise.all(race);
  expect(results.filter((result) => result === "created")).toHaveLength(1);
  expect(results.filter((result) => result.startsWith("Reference already exists"))).toHaveLength(19);
});

test("refs move forward only unless forced, and their names are held to git's rules", async () => {
  await using stage = await startStage();
  const { rest } = stage.as.writer;
  const { data: main } = await rest.git.getRef({ ...app, ref: "heads/main" });
  const first = main.object.sha;
  const ahead = await branchWith(stage.as.writer, { branch: "ahead", files: { "x.txt": "x\n" } });
  await rest.git.updateRef({ ...app, ref: "heads/main", sha: ahead });
  expect(await failure(rest.git.updateRef({ ...app, ref: "heads/main", sha: first }))).toMatchObject({
    status: 422,
    data: { message: "Update is not a fast forward" },
  });
  await rest.git.updateRef({ ...app, ref: "heads/main", sha: first, force: true });
  for (const ref of ["heads/x", "refs/x", "refs/heads/a..b", "refs/heads/x.lock", "refs/heads/a b"]) {
    expect((await failure(rest.git.createRef({ ...app, ref, sha: first }))).status).toBe(422);
  }
  await rest.git.createRef({ ...app, ref: "refs/heads/folder/file", sha: first });
  expect((await failure(rest.git.createRef({ ...app, ref: "refs/heads/folder", sha: first }))).status).toBe(
    422,
  );
  expect(
    (await failure(rest.git.createRef({ ...app, ref: "refs/heads/none", sha: "1".repeat(40) }))).status,
  ).toBe(422);
  const { data: matching } = await rest.git.listMatchingRefs({ ...app, ref: "heads/fol" });
  expect(matching.map(({ ref }) => ref)).toEqual(["refs/heads/folder/file"]);
});

test("trees keep modes, take inline content, and lose what has no sha", async () => {
  await using stage = await startStage();
  const { rest } = stage.as.writer;
  const { data: main } = await rest.repos.getBranch({ ...app, branch: "main" });
  const { data: link } = await rest.git.createBlob({ ...app, content: "README.md" });
  const { data: tree } = await rest.git.createTree({
    ...app,
    base_tree: main.commit.commit.tree.sha,
    tree: [
      { path: "src/a.txt", mode: "100644", type: "blob", sha: null },
      { path: "deep/er/file", mode: "100644", type: "blob", content: "ä\n" },
      { path: "link", mode: "120000", type: "blob", sha: link.sha },
    ],
  });
  const { data: whole } = await rest.git.getTree({ ...app, tree_sha: tree.sha, recursive: "1" });
  expect(whole.tree.filter(({ type }) => type === "blob").map(({ path, mode }) => `${mode} ${path}`)).toEqual(
    [
      "100644 .github/workflows/start.yml",
      "100644 README.md",
      "100755 bin/run",
      "100644 deep/er/file",
      "120000 link",
    ],
  );
  const { data: commit } = await rest.git.createCommit({
    ...app,
    message: "Dated",
    tree: tree.sha,
    parents: [main.commit.sha],
    author: { name: "Ä", email: "a@example.com", date: "2026-01-02T03:04:05+05:30" },
  });
  expect(commit.author).toEqual({ name: "Ä", email: "a@example.com", date: "2026-01-01T21:34:05Z" });
  const { data: own } = await stage
    .job({ contents: "write" })
    .rest.git.createCommit({ ...app, message: "x", tree: tree.sha });
  expect(own.author).toMatchObject({
    name: "github-actions[bot]",
    email: "41898282+github-actions[bot]@users.noreply.github.com",
  });
  for (const path of ["../up", "a//b", ".git/config", "/root"]) {
    const bad = rest.git.createTree({ ...app, tree: [{ path, mode: "100644", type: "blob", content: "x" }] });
    expect((await failure(bad)).status).toBe(422);
  }
});

test("files are read, written against their sha, and deleted", async () => {
  await using stage = await startStage();
  const { rest } = stage.as.writer;
  const { data: file } = await rest.repos.getContent({ ...app, path: "README.md" });
  if (Array.isArray(file) || file.type !== "file") throw new Error("not a file");
  expect(Buffer.from(file.content, "base64").toString()).toBe("# App\n");
  const { data: raw } = await rest.repos.getContent({
    ...app,
    path: "README.md",
    mediaType: { format: "raw" },
  });
  expect(raw).toBe("# App\n");
  const { data: folder } = await rest.repos.getContent({ ...app, path: "src" });
  expect(Array.isArray(folder) && folder.map(({ path, type }) => [path, type])).toEqual([
    ["src/a.txt", "file"],
  ]);
  const { data: root } = await rest.repos.getContent({ ...app, path: "" });
  expect(Array.isArray(root) && root.map(({ name }) => name)).toEqual([".github", "README.md", "bin", "src"]);
  const at = {
    ...app,
    path: "README.md",
    message: "Change",
    content: Buffer.from("new\n").toString("base64"),
  };
  expect((await failure(rest.repos.createOrUpdateFileContents(at))).status).toBe(422);
  expect((await failure(rest.repos.createOrUpdateFileContents({ ...at, sha: "1".repeat(40) }))).status).toBe(
    409,
  );
  const { data: changed } = await rest.repos.createOrUpdateFileContents({ ...at, sha: file.sha });
  await rest.repos.deleteFile({
    ...app,
    path: "README.md",
    message: "Delete",
    sha: changed.content?.sha ?? "",
  });
  expect((await failure(rest.repos.getContent({ ...app, path: "README.md" }))).status).toBe(404);
});

test("comparisons and branches tell what git tells", async () => {
  await using stage = await startStage();
  const { rest } = stage.as.writer;
  await branchWith(stage.as.writer, { branch: "one", files: { "one.txt": "1\n" } });
  await branchWith(stage.as.writer, { branch: "two", files: { "two.txt": "2\n" } });
  const compare = async (basehead: string) =>
    (await rest.repos.compareCommitsWithBasehead({ ...app, basehead })).data;
  expect(await compare("main...one")).toMatchObject({
    status: "ahead",
    ahead_by: 1,
    behind_by: 0,
    files: [{ filename: "one.txt" }],
  });
  expect(await compare("one...main")).toMatchObject({ status: "behind", behind_by: 1 });
  expect(await compare("one...two")).toMatchObject({ status: "diverged", ahead_by: 1, behind_by: 1 });
  expect(await compare("main...main")).toMatchObject({ status: "identical", commits: [] });
  expect((await rest.repos.listBranches(app)).data.map(({ name }) => name)).toEqual(["main", "one", "two"]);
  expect(
    (await failure(stage.as.admin.rest.repos.getBranchProtection({ ...app, branch: "main" }))).status,
  ).toBe(404);
  expect((await failure(rest.repos.getLatestRelease(app))).status).toBe(404);
  await rest.git.createRef({
    ...app,
    ref: "refs/tags/v1",
    sha: (await rest.repos.getCommit({ ...app, ref: "one" })).data.sha,
  });
  expect((await rest.repos.listTags(app)).data.map(({ name }) => name)).toEqual(["v1"]);
  expect((await rest.repos.listCommits({ ...app, sha: "one" })).data).toHaveLength(2);
});
