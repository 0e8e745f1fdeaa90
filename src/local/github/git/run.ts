import { spawn } from "node:child_process";

export type GitResult = { readonly status: number; readonly stdout: Buffer; readonly stderr: string };

/** A git command that ended otherwise than expected. */
export class GitError extends Error {
  override readonly name = "GitError";
  readonly status: number;
  readonly stderr: string;

  constructor(args: readonly string[], result: GitResult) {
    super(`git ${args.join(" ")} ended with ${result.status}: ${result.stderr.trim()}`);
    this.status = result.status;
    this.stderr = result.stderr;
  }
}

/** Variables that keep the machine's own git configuration out. */
export const gitEnvironment = {
  PATH: process.env["PATH"] ?? "/usr/bin:/bin",
  HOME: "/nonexistent",
  LC_ALL: "C",
  TZ: "UTC",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_TERMINAL_PROMPT: "0",
} as const;

const deadline = 60_000; // a local git command that takes a minute hangs

/** Runs git in a directory and returns what it wrote. Throws a GitError unless it ends with 0 or an allowed status. */
export async function runGit(
  directory: string,
  args: readonly string[],
  options: { readonly input?: string | Buffer; readonly allow?: readonly number[] } = {},
): Promise<GitResult> {
  const child = spawn("git", args, { cwd: directory, env: gitEnvironment, timeout: deadline });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
  // git may end before it has read everything (EPIPE); its status says what happened.
  child.stdin.on("error", () => undefined);
  child.stdin.end(options.input ?? "");
  const status = await new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 128));
  });
  const result = { status, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() };
  if (status !== 0 && !(options.allow ?? []).includes(status)) throw new GitError(args, result);
  return result;
}
