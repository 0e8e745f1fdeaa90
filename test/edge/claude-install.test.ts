import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { copyFile, link, mkdir, mkdtemp, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { claudeRelease } from "../../src/core/claude-release.ts";
import { installClaude, platformOf } from "../../src/edge/claude-install.ts";

const platform = platformOf(process);
const executable = join(
  dirname(fileURLToPath(import.meta.resolve(`${platform.package}/package.json`))),
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

/** An npm registry that has this one package, from a folder `package`. Tar without gzip is as good to npm, and faster. */
async function serveRegistry(
  folder: string,
): Promise<{ url: string; [Symbol.asyncDispose](): Promise<void> }> {
  const server = createServer((request, response) => {
    if (request.url?.endsWith(".tgz")) {
      const tar = spawn("tar", [
        "-C",
        dirname(folder),
        "--transform",
        `s,^${basename(folder)},package,`,
        "-cf",
        "-",
        basename(folder),
      ]);
      tar.stdout.pipe(response);
      return;
    }
    const { package: name } = platform;
    const dist = { tarball: `http://${request.headers.host}/package.tgz` };
    const versions = { [claudeRelease.version]: { name, version: claudeRelease.version, dist } };
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ name, "dist-tags": { latest: claudeRelease.version }, versions }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

test("what npm brings is verified, put into the tool cache, and runs", async () => {
  await using place = await openPlace();
  await using registry = await serveRegistry(dirname(executable));
  const variables = { npm_config_registry: registry.url, npm_config_cache: join(place.temp, "npm") };
  expect(await withNpm(variables, () => installClaude(place))).toBe(place.cached);
  expect(await stat(place.cached)).toMatchObject({ size: platform.bytes });
  const env = { HOME: place.temp, DISABLE_AUTOUPDATER: "1" };
  const { stdout } = await promisify(execFile)(place.cached, ["--version"], { env });
  expect(stdout).toContain(claudeRelease.version);
});

test("H05 what npm brings is not kept when it is not what was published, and its scripts are not run", async () => {
  await using place = await openPlace();
  const folder = join(place.temp, "tampered");
  await mkdir(folder, { recursive: true });
  const ran = join(place.temp, "ran");
  const manifest = {
    name: platform.package,
    version: claudeRelease.version,
    scripts: { postinstall: `touch ${ran}` },
  };
  await writeFile(join(folder, "package.json"), JSON.stringify(manifest));
  await writeFile(join(folder, "claude"), `#!/bin/sh\ntouch ${ran}\n`, { mode: 0o755 });
  // The right size alone must not do.
  await truncate(join(folder, "claude"), platform.bytes);
  await using registry = await serveRegistry(folder);
  const variables = { npm_config_registry: registry.url, npm_config_cache: join(place.temp, "npm") };
  await expect(withNpm(variables, () => installClaude(place))).rejects.toMatchObject({
    name: "UserError",
    message: expect.stringMatching(
      /should hold an executable of \d+ bytes with SHA-256 \w+, but its SHA-256 is \w+\. It was not run\./,
    ),
  });
  await expect(stat(ran)).rejects.toThrow("ENOENT");
  await expect(stat(place.cached)).rejects.toThrow("ENOENT");
});

test("npm sees no secret of the job", async () => {
  await using place = await openPlace();
  const fake = join(place.temp, "fake");
  await mkdir(fake, { recursive: true });
  await writeFile(join(fake, "npm"), `#!/bin/sh\nenv > "${fake}/environment"\n`, { mode: 0o755 });
  const variables = {
    PATH: `${fake}:/usr/bin:/bin`,
    GITHUB_TOKEN: "secret",
    INPUT_ANTHROPIC_API_KEY: "secret",
  };
  await expect(withNpm(variables, () => installClaude(place))).rejects.toThrow(
    "but there is none of that size",
  );
  const seen = await readFile(join(fake, "environment"), "utf8");
  expect(seen).toContain("PATH=");
  expect(seen).not.toContain("secret");
});

const glibc = { getReport: () => ({ header: { glibcVersionRuntime: "2.36" } }) };
const musl = { getReport: () => ({ header: {} }) };

test.each([
  ["darwin", "arm64", glibc, "but this runner is darwin-arm64"],
  ["linux", "s390x", glibc, "but this runner is linux-s390x"],
  ["linux", "x64", musl, "another C library (musl?)"],
] as const)("%s on %s is refused in words when it cannot work", (system, arch, report, words) => {
  expect(() => platformOf({ platform: system, arch, report: { ...process.report, ...report } })).toThrow(
    words,
  );
});

test("the pinned release is the one in our own dependencies", async () => {
  const manifest: unknown = JSON.parse(await readFile(join(dirname(executable), "package.json"), "utf8"));
  expect(manifest).toMatchObject({ name: platform.package, version: claudeRelease.version });
});
