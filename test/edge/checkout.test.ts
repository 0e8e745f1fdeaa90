import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

import { afterAll, beforeAll, expect, test } from "vitest";

import { checkOut, isSparse, missingFolders } from "../../src/edge/checkout.ts";

const files = [
  "top.txt",
  "packages/list.txt",
  "packages/web/a.txt",
  "packages/web/src/b.txt",
  "packages/api/c.txt",
  "app/(shop)/[id]/page.txt",
  "app/other/d.txt",
  ".github/e.txt",
];
let root: string;
let commit: string;

const git = (directory: string, ...args: string[]) =>
  execFileSync("git", ["-c", "user.name=test", "-c", "user.email=test@example.com", ...args], {
    cwd: directory,
    encoding: "utf8",
  }).trim();

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "checkout-test-"));
  const source = join(root, "source");
  for (const file of files) {
    await mkdir(dirname(join(source, file)), { recursive: true });
    await writeFile(join(source, file), `${file}\n`);
  }
  await symlink("packages/web", join(source, "link"));
  git(source, "init", "--quiet");
  git(source, "config", "uploadpack.allowFilter", "true");
  git(source, "config", "uploadpack.allowAnySHA1InWant", "true");
  git(source, "add", ".");
  git(source, "commit", "--quiet", "--message=all");
  commit = git(source, "rev-parse", "HEAD");
});
afterAll(async () => rm(root, { recursive: true }));

async function checkedOut(name: string, sparse: readonly string[] | null) {
  const directory = join(root, name);
  await mkdir(directory);
  const remote = { url: pathToFileURL(join(root, "source")).href, token: "none" };
  await checkOut({ remote, commit, directory, sparse });
  const found = await readdir(directory, { recursive: true, withFileTypes: true });
  const there = found
    .filter((entry) => !entry.isDirectory() && !`${entry.parentPath}/`.startsWith(join(directory, ".git/")))
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1));
  return { directory, there: there.toSorted() };
}

test("a whole checkout has everything, and tells folders from files, links and nothing", async () => {
  const { directory, there } = await checkedOut("whole", null);
  expect(there).toEqual([...files, "link"].toSorted());
  expect(await isSparse(directory)).toBe(false);
  const asked = ["packages", "packages/web", "packages/web/src", "app/(shop)/[id]", ""];
  expect(await missingFolders(directory, asked)).toEqual([]);
  const wrong = ["packages/gone", "link", "link/src", "top.txt", "packages/list.txt", "app/*", "Packages"];
  expect(await missingFolders(directory, [...wrong, "packages/web"])).toEqual(wrong);
});

test("a sparse checkout has its folders, and the files beside and above them; git misses nothing", async () => {
  const folders = [".github", "app/(shop)/[id]", "nowhere", "packages/web"];
  const { directory, there } = await checkedOut("sparse", folders);
  const left = ["packages/api/c.txt", "app/other/d.txt"];
  expect(there).toEqual([...files.filter((file) => !left.includes(file)), "link"].toSorted());
  expect(await isSparse(directory)).toBe(true);
  expect(git(directory, "status", "--porcelain")).toBe("");
  // Of what is not there, not even the content was fetched.
  const missing = git(directory, "rev-list", "--objects", "--missing=print", "HEAD").match(/^\?/gm);
  expect(missing).toHaveLength(left.length);
  expect(await missingFolders(directory, ["packages/api", "nowhere"])).toEqual(["nowhere"]);
});
