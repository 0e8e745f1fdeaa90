import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, test } from "vitest";
import { z } from "zod";

import { codeBlocks, firstScreen, page, root } from "./pages.ts";

const Package = z.object({
  name: z.string(),
  scripts: z.record(z.string(), z.string()),
  bin: z.record(z.string(), z.string()),
});
const Lock = z.object({ packages: z.object({ "": z.record(z.string(), z.unknown()) }) });
const manifest = Package.parse(JSON.parse(page("package.json")));
const commands = codeBlocks(firstScreen(), "sh").flatMap((block) => block.trim().split("\n"));

test("the first screen has one sentence, one picture, one workflow, and two commands", () => {
  expect(codeBlocks(firstScreen(), "mermaid")).toHaveLength(1);
  expect(codeBlocks(firstScreen(), "yaml")).toEqual([page("examples/switchyard.yml")]);
  expect(commands).toEqual(["npm ci && npm run demo", "npm ci && npm test"]);
});

test("npm ci: the lock file belongs to the package", () => {
  const own: unknown = JSON.parse(page("package.json"));
  const locked = Lock.parse(JSON.parse(page("package-lock.json"))).packages[""];
  for (const part of ["dependencies", "optionalDependencies", "devDependencies"] as const) {
    const wanted = z.record(z.string(), z.unknown()).parse(own)[part];
    expect(locked[part]).toEqual(wanted);
  }
});

test("npm run demo, as the first screen has it, is what .ci/run runs, without a network", () => {
  const command = commands[0]?.replace("npm ci && ", "");
  expect(command).toBe("npm run demo");
  expect(page(".ci/run")).toContain(`demo() { without_network ${command} -- --once; }`);
});

test("npm test, as the first screen has it, runs the tests", () => {
  const command = commands[1]?.replace("npm ci && ", "") ?? "";
  const ended = shell(`${command} -- test/core/change-set.test.ts`);
  expect(ended.output).toMatch(/Test Files\s+1 passed/);
  expect(ended.status).toBe(0);
});

test("the command line has the commands that the README names", () => {
  const help = execFileSync(join(root, "node_modules/.bin/node"), ["src/cli/main.ts", "--help"], {
    cwd: root,
    encoding: "utf8",
  });
  const named = [...page("README.md").matchAll(/`switchyard ([a-z]+)/g)].map((match) => match[1]);
  expect(named.length).toBeGreaterThan(4);
  for (const name of named) expect(help).toMatch(new RegExp(`^ {2}${name}\\b`, "m"));
  expect(page("README.md")).toContain(`The npm package is \`${manifest.name}\``);
  expect(Object.keys(manifest.bin)).toEqual(["switchyard"]);
});

test("the npm scripts that the pages name exist", () => {
  for (const path of ["README.md", "AGENTS.md", "CONTRIBUTING.md", "docs/adr/0005-one-bundle-lazy-chunks.md"])
    for (const [, name = ""] of page(path).matchAll(/\bnpm run (\w+)/g))
      expect(Object.keys(manifest.scripts)).toContain(name);
});

test("the lines for leaving remove files, records and branches, and nothing else", () => {
  const directory = mkdtempSync(join(tmpdir(), "leave-"));
  try {
    const origin = join(directory, "origin.git");
    const clone = join(directory, "clone");
    const git = (...args: readonly string[]) =>
      execFileSync("git", ["-C", clone, "-c", "user.name=a", "-c", "user.email=a@example.com", ...args], {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      });
    execFileSync("git", ["init", "--quiet", "--bare", "--initial-branch=main", origin]);
    execFileSync("git", ["clone", "--quiet", origin, clone], { stdio: "ignore" });
    for (const [key, value] of [
      ["user.name", "a"],
      ["user.email", "a@example.com"],
    ] as const)
      git("config", key, value);
    mkdirSync(join(clone, ".github/workflows"), { recursive: true });
    writeFileSync(join(clone, ".github/workflows/switchyard.yml"), page("examples/switchyard.yml"));
    writeFileSync(join(clone, "kept.txt"), "kept\n");
    git("add", "--all");
    git("commit", "--quiet", "--message", "First");
    git("push", "--quiet", "origin", "HEAD:main", "HEAD:other", "HEAD:switchyard/issue-1-ab");
    git("push", "--quiet", "origin", "HEAD:refs/switchyard/world", "HEAD:refs/switchyard/issues/1");
    git("push", "--quiet", "origin", "HEAD:refs/switchyard/stop");
    const [, after = ""] = page("README.md").split("<!-- leave -->");
    const lines = (codeBlocks(after, "sh")[0] ?? "").split("\n").filter((line) => line.startsWith("git "));
    expect(lines).toHaveLength(3);
    for (const line of lines) execFileSync("bash", ["-euo", "pipefail", "-c", line], { cwd: clone });
    const left = git("ls-remote", "origin")
      .split("\n")
      .filter(Boolean)
      .map((line) => line.slice(41));
    expect(left).toEqual(["HEAD", "refs/heads/main", "refs/heads/other"]);
    expect(git("ls-tree", "-r", "--name-only", "origin/main")).toBe("kept.txt\n");
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});

/** Runs a line as a person would type it; npm finds the right Node by itself. */
function shell(line: string): { status: number | null; output: string } {
  const env = Object.entries(process.env).filter(([name]) => !/^(?:VITEST|NODE_ENV|FORCE_COLOR)/.test(name));
  const ended = spawnSync("bash", ["-c", line], {
    cwd: root,
    encoding: "utf8",
    env: { ...Object.fromEntries(env), NO_COLOR: "1" },
  });
  return { status: ended.status, output: `${ended.stdout}${ended.stderr}` };
}
