import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LocalGitHub } from "../../../src/local/contract.ts";

type GitRun = { readonly status: number; readonly output: string };

/** A working directory in which the real git runs as the holder of a token. */
export type GitClient = AsyncDisposable & {
  readonly directory: string;
  run(...args: string[]): Promise<GitRun>;
};

export async function openGitClient(github: LocalGitHub, token: string | null): Promise<GitClient> {
  const directory = await mkdtemp(join(tmpdir(), "switchyard-client-"));
  const basic = Buffer.from(`x-access-token:${token}`).toString("base64");
  const settings: Record<string, string> = {
    "user.name": "Client",
    "user.email": "client@example.com",
    ...(token === null ? {} : { "http.extraheader": `AUTHORIZATION: basic ${basic}` }),
  };
  const own = Number(github.gitEnvironment["GIT_CONFIG_COUNT"]);
  const env: Record<string, string> = {
    PATH: process.env["PATH"] ?? "",
    HOME: directory,
    LC_ALL: "C",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_TERMINAL_PROMPT: "0",
    ...github.gitEnvironment,
    GIT_CONFIG_COUNT: String(own + Object.keys(settings).length),
  };
  Object.entries(settings).forEach(([key, value], index) => {
    env[`GIT_CONFIG_KEY_${own + index}`] = key;
    env[`GIT_CONFIG_VALUE_${own + index}`] = value;
  });
  return {
    directory,
    run: (...args) =>
      new Promise((resolve) => {
        execFile("git", ["-C", directory, ...args], { env, timeout: 60_000 }, (error, stdout, stderr) => {
          const status = error === null ? 0 : typeof error.code === "number" ? error.code : 128;
          resolve({ status, output: stdout + stderr });
        });
      }),
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true, maxRetries: 5 }),
  };
}
