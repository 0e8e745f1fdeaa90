import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import type { LocalGitHub, RepositorySettings, Role } from "../../src/local/contract.ts";
import { startGitHub } from "../../src/local/github/server.ts";
import { cli, compileCache } from "./bundle.ts";

/** How a command of the CLI ended. Ids, ports, times and versions that differ from run to run are replaced by words. */
export type Ended = { readonly code: number | null; readonly out: string; readonly err: string };

export type Ran = {
  /** Variables beside the address of the embedded GitHub and a PATH. */
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly cwd?: string;
  /** Without it, GH_TOKEN is maria's. */
  readonly token?: string | null;
};

/** A GitHub, a person who may write, and the CLI as a process of its own with a cleared environment. */
export type Desk = AsyncDisposable & {
  readonly github: LocalGitHub;
  readonly maria: { readonly token: string };
  readonly directory: string;
  /** What every run gets; no token. */
  readonly environment: Readonly<Record<string, string>>;
  run(args: readonly string[], options?: Ran): Promise<Ended>;
  /** Creates acme/<name>. */
  repository(options: {
    name: string;
    files?: Readonly<Record<string, string>>;
    settings?: Partial<RepositorySettings>;
    roles?: Readonly<Record<string, Role>>;
  }): Promise<string>;
  /** Sends a request as maria and resolves to its JSON. */
  api(method: string, path: string, body?: unknown): Promise<unknown>;
  /** Requests since the last call that could have changed something, as `POST /path`. */
  writes(): string[];
  /** Puts a program of this name first on the PATH of every later run; it appends its arguments and standard input to a file. */
  program(name: string, script: string): Promise<{ log(): Promise<string> }>;
};

/** Opens a desk; everything goes with the scope. */
export async function openDesk(): Promise<Desk> {
  const github = await startGitHub();
  const directory = await mkdtemp(join(tmpdir(), "switchyard-cli-"));
  // The PATH holds git and nothing else: a real `gh` of this machine must not answer.
  const bin = join(directory, "bin");
  await mkdir(bin);
  const git = (process.env["PATH"] ?? "")
    .split(":")
    .map((folder) => join(folder, "git"))
    .find(existsSync);
  if (git !== undefined) await symlink(git, join(bin, "git"));
  const maria = github.createUser("maria", { name: "Maria" });
  const port = new URL(github.serverUrl).port;
  let seen = 0;
  // What a reader sees must not depend on the port, and must be free of every token.
  const steady = (text: string) => {
    for (const secret of [maria.token, ...secretsUsed])
      if (secret !== "" && text.includes(secret))
        throw new Error(`the output contains a secret: ${secret.slice(0, 8)}…`);
    return text
      .replaceAll(github.serverUrl, "https://github.test")
      .replaceAll(github.apiUrl, "https://api.github.test")
      .replaceAll(`:${port}`, "")
      .replaceAll(/runs\/\d+/g, "runs/<run>")
      .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, "<time>");
  };
  const secretsUsed: string[] = [];
  const environment = {
    PATH: bin,
    HOME: directory,
    GITHUB_API_URL: github.apiUrl,
    GITHUB_SERVER_URL: github.serverUrl,
    NODE_COMPILE_CACHE: compileCache,
    ...github.gitEnvironment,
  };
  return {
    environment,
    github,
    maria,
    directory,
    run: async (args, options = {}) => {
      const token = options.token === undefined ? maria.token : options.token;
      if (token !== null) secretsUsed.push(token);
      const child = spawn(process.execPath, [cli, ...args], {
        cwd: options.cwd ?? directory,
        env: {
          ...environment,
          ...(token === null ? {} : { GH_TOKEN: token }),
          ...options.env,
        },
        stdio: ["pipe", "pipe", "pipe"],
        timeout: 150_000,
      });
      const texts = { out: "", err: "" };
      child.stdout.setEncoding("utf8").on("data", (chunk: string) => (texts.out += chunk));
      child.stderr.setEncoding("utf8").on("data", (chunk: string) => (texts.err += chunk));
      child.stdin.end(options.input ?? "");
      const code = await new Promise<number | null>((resolve, reject) => {
        child.once("error", reject);
        child.once("close", resolve);
      });
      return { code, out: steady(texts.out), err: steady(texts.err) };
    },
    repository: async ({ name, files, settings, roles }) => {
      await github.createRepository({
        owner: "acme",
        name,
        files: files ?? { "README.md": "hi\n" },
        settings: settings ?? {},
        roles: { maria: "admin", ...roles },
      });
      return `acme/${name}`;
    },
    api: async (method, path, body) => {
      const answer = await fetch(`${github.apiUrl}${path}`, {
        method,
        headers: { authorization: `Bearer ${maria.token}`, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
      return text === "" ? null : JSON.parse(text);
    },
    writes: () => {
      const fresh = github.requests.slice(seen);
      seen = github.requests.length;
      return fresh
        .filter(
          ({ kind, method, what }) =>
            (kind === "rest" && method !== "GET") ||
            (kind === "git" && what === "git-receive-pack") ||
            (kind === "graphql" && what.startsWith("mutation")),
        )
        .map(({ method, what }) => `${method} ${what}`);
    },
    program: async (name, script) => {
      const log = join(directory, `${name}.log`);
      await writeFile(join(bin, name), `#!/bin/sh\nexec 3>>'${log}'\necho "$@" >&3\n${script}\n`);
      await chmod(join(bin, name), 0o755);
      return { log: async () => readFile(log, "utf8").catch(() => "") };
    },
    [Symbol.asyncDispose]: async () => {
      await github[Symbol.asyncDispose]();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Writes files below a directory. */
export async function writeFiles(directory: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), text);
  }
}
