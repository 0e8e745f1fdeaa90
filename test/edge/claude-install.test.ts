import { execFile } from "node:child_process";
import { copyFile, link, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { claudeRelease, type ClaudePlatform } from "../../src/core/claude-release.ts";
import { installClaude, platformOf } from "../../src/edge/claude-install.ts";

const platforms: Readonly<Record<string, ClaudePlatform>> = claudeRelease.platforms;
const here = platforms[`linux-${process.arch}`];
if (!here) throw new Error("these tests need a platform that Claude Code was made for");
const executable = join(
  dirname(fileURLToPath(import.meta.resolve(`${here.package}/package.json`))),
  "claude",
);

type Place = {
  toolCache: string;
  temp: string;
  cached: string;
  signal: AbortSignal;
  [Symbol.asyncDispose](): Promise<void>;
};

async function openPlace(): Promise<Place> {
  const root = await mkdtemp(join(tmpdir(), "install-test-"));
  const toolCache = join(root, "cache");
  const cached = join(toolCache, "claude-code", claudeRelease.version, process.arch, "claude");
  await mkdir(dirname(cached), { recursive: true });
  return {
    toolCache,
    temp: join(root, "temp"),
    cached,
    signal: AbortSignal.timeout(60_000),
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}

/** Runs `act` with npm configured by these variables, as an administrator would. */
async function withNpm<Value>(variables: Record<string, string>, act: () => Promise<Value>): Promise<Value> {
  const before = { ...process.env };
  Object.assign(process.env, variables);
  try {
    return await act();
  } finally {
    for (const name of Object.keys(variables)) delete process.env[name];
    Object.assign(process.env, before);
  }
}

test("what the tool cache holds is used when its digest is right", async () => {
  await using place = await openPlace();
  await link(executable, place.cached).catch(() => copyFile(executable, place.cached));
  // An npm that could reach nothing: it is not asked.
  const path = await withNpm({ npm_config_registry: "http://127.0.0.1:9/" }, () => installClaude(place));
  expect(path).toBe(place.cached);
});

test("what the tool cache holds is not used when its digest is wrong, and an npm that reaches nothing is told apart", async () => {
  await using place = await openPlace();
  await writeFile(place.cached, "something else", { mode: 0o755 });
  const variables = {
    npm_config_registry: "http://127.0.0.1:9/",
    npm_config_fetch_retries: "0",
    npm_config_offline: "true",
  };
  const failing = withNpm({ ...variables, npm_config_cache: join(place.temp, "npm") }, () =>
    installClaude(place),
  );
  await expect(failing).rejects.toMatchObject({
    name: "UserError",
    message: expect.stringMatching(
      /^Cannot install @anthropic-ai\/claude-code-linux-\w+@2\.1\.329 with npm\. Check/,
    ),
  });
});

test("what npm brings is verified, put into the tool cache, and runs", async () => {
  await using place = await openPlace();
  const path = await withNpm({ npm_config_prefer_offline: "true" }, () => installClaude(place));
  expect(path).toBe(place.cached);
  expect(await stat(path)).toMatchObject({ size: here.bytes });
  const { stdout } = await promisify(execFile)(path, ["--version"], {
    env: { HOME: place.temp, DISABLE_AUTOUPDATER: "1" },
  });
  expect(stdout).toContain(claudeRelease.version);
});

test("what npm brings is not run when it is not what was published", async () => {
  await using place = await openPlace();
  const fake = join(place.temp, "fake");
  await mkdir(fake, { recursive: true });
  // An npm that installs another executable, as a tampered registry would.
  const script = `#!/bin/sh
while [ "$1" != --prefix ]; do shift; done
mkdir -p "$2/node_modules/${here.package}"
echo tampered > "$2/node_modules/${here.package}/claude"
env > "${fake}/environment"
`;
  await writeFile(join(fake, "npm"), script, { mode: 0o755 });
  const variables = {
    PATH: `${fake}:/usr/bin:/bin`,
    GITHUB_TOKEN: "secret",
    INPUT_ANTHROPIC_API_KEY: "secret",
  };
  const failing = withNpm(variables, () => installClaude(place));
  await expect(failing).rejects.toMatchObject({
    name: "UserError",
    message: expect.stringMatching(
      /should hold an executable of \d+ bytes with SHA-256 \w+, but there is none of that size/,
    ),
  });
  await expect(stat(place.cached)).rejects.toThrow("ENOENT");
  expect(await readFile(join(fake, "environment"), "utf8")).not.toContain("secret");
});

const glibc = { getReport: () => ({ header: { glibcVersionRuntime: "2.36" } }) };
const musl = { getReport: () => ({ header: {} }) };

test.each([
  ["darwin", "arm64", glibc, "but this runner is darwin-arm64"],
  ["linux", "s390x", glibc, "but this runner is linux-s390x"],
  ["linux", "x64", musl, "another C library (musl?)"],
] as const)("%s on %s is refused in words when it cannot work", (platform, arch, report, words) => {
  expect(() => platformOf({ platform, arch, report: { ...process.report, ...report } })).toThrow(words);
});

test("the pinned release is the one in our own dependencies", async () => {
  const manifest: unknown = JSON.parse(await readFile(join(dirname(executable), "package.json"), "utf8"));
  expect(manifest).toMatchObject({ name: here.package, version: claudeRelease.version });
});
