import { readFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, describe, expect, test } from "vitest";

import { capture, runCommand } from "../../src/edge/shell.ts";
import { toolchainEnvironment } from "../../src/edge/toolchain.ts";

const tools = { PATH: "/usr/bin:/bin" };
const directory = await mkdtemp(join(tmpdir(), "shell-"));
const given = {
  SWITCHYARD_CANARY: "of-the-action",
  CARGO_HOME: "/home/of-the-action/.cargo",
  GOPATH: "/home/of-the-action/go",
  PNPM_HOME: "/home/of-the-action/setup-pnpm",
  npm_config_cache: "/home/of-the-action/.npm",
  GOPROXY: "https://packages.example.com/go",
  PIP_INDEX_URL: "https://reader:of-the-action@packages.example.com/simple",
  UV_DEFAULT_INDEX: "https://packages.example.com/simple?key=of-the-action",
  PKG_CONFIG_PATH: "/opt/python/lib/pkgconfig",
  REQUESTS_CA_BUNDLE: "/etc/company.pem",
};
const before = Object.keys(given).map((name) => [name, process.env[name]] as const);
Object.assign(process.env, given);
afterAll(async () => {
  for (const [name, value] of before)
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  await rm(directory, { recursive: true, force: true });
});

async function run(command: string, options: { minutes?: number; signal?: AbortSignal } = {}) {
  const lines: string[] = [];
  const end = await runCommand({
    launcher: [],
    command,
    cwd: directory,
    env: tools,
    minutes: 1,
    signal: new AbortController().signal,
    onLine: (line) => lines.push(line),
    ...options,
  });
  return { ...end, lines };
}

/** Is the process gone whose id the command wrote into a file? Where nobody reaps orphans it stays as a name without anything. */
async function isGone(file: string): Promise<boolean> {
  const pid = (await readFile(join(directory, file), "utf8")).trim();
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
  } catch {
    return true;
  }
}

describe.concurrent("a command of the repository", () => {
  test("sees the environment that it is given, and nothing of the action's", async () => {
    const { lines } = await run("env | grep -vE '^(_|PWD|SHLVL)='");
    expect(lines).toEqual(["PATH=/usr/bin:/bin"]);
  });

  test("leaves nothing of its group behind", async () => {
    const end = await run("sleep 300 >/dev/null 2>&1 & echo $! >left; true");
    expect(end).toMatchObject({ ended: "passed", code: 0 });
    await expect.poll(async () => isGone("left")).toBe(true);
  });

  test("is asked to end at its limit, and can end well", async () => {
    const end = await run("trap 'echo tidied up; exit 0' TERM; sleep 300 & wait", { minutes: 0.01 });
    expect(end).toMatchObject({ ended: "timed_out", lines: ["tidied up"] });
    expect(end.seconds).toBeLessThan(30);
  });

  test("is killed when it does not end", async () => {
    const end = await run("trap '' TERM; while :; do sleep 0.1; done", { signal: AbortSignal.timeout(200) });
    expect(end).toMatchObject({ ended: "stopped", code: null });
    expect(end.seconds).toBeLessThan(30);
  });

  test("may print without end: the log stops at 20 MB, and the end of it is kept", async () => {
    let characters = 0;
    const end = await runCommand({
      launcher: [],
      command:
        "{ yes 'the same line again and again' || true; } | head -c 40000000; printf '%02000000d\\n' 0; echo the end; exit 3",
      cwd: directory,
      env: tools,
      minutes: 1,
      signal: new AbortController().signal,
      onLine: (line) => (characters += line.length + 1),
    });
    expect(end).toMatchObject({ ended: "failed", code: 3, tail: expect.stringMatching(/000\nthe end\n$/) });
    expect(end.tail.length).toBeLessThanOrEqual(8_000);
    expect(characters).toBeLessThan(20_100_000);
    expect(characters).toBeGreaterThan(19_000_000);
  });

  test("may print one line without end: what is kept of it is bounded too", async () => {
    const { lines } = await run("head -c 10000000 /dev/zero | tr '\\0' x");
    expect(lines.map(({ length }) => length)).toEqual([8_000]);
  });
});

test("a program of ours that prints more than was agreed is ended", async () => {
  const begun = Date.now();
  const end = await capture({
    command: ["/usr/bin/yes"],
    cwd: directory,
    environment: {},
    limitBytes: 1_000_000,
    patience: 30_000,
  });
  expect(end.code).toBeNull();
  expect(Date.now() - begun).toBeLessThan(20_000); // and not by patience, after 30 s
  expect(end.stdout.length).toBeLessThanOrEqual(1_000_000);
});

test("the environment of tools is theirs alone, and no cache in it is one that they could only read", () => {
  const { PATH: _, ...environment } = toolchainEnvironment("/home/of/the/task");
  expect(environment).toMatchObject({
    HOME: "/home/of/the/task",
    CI: "true",
    GOPROXY: "https://packages.example.com/go",
    PKG_CONFIG_PATH: "/opt/python/lib/pkgconfig",
    REQUESTS_CA_BUNDLE: "/etc/company.pem",
  });
  expect(JSON.stringify(environment)).not.toContain("of-the-action");
});
