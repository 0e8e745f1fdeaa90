import { type ChildProcess, spawn } from "node:child_process";

import { boundedLog } from "../core/log-line.ts";

/** How a command ended. `tail` is the end of its output, stdout and stderr together. */
export type CommandEnd = {
  readonly ended: "passed" | "failed" | "timed_out" | "stopped";
  readonly code: number | null;
  readonly seconds: number;
  readonly tail: string;
};

/** What a program printed to its end. */
export type Captured = { readonly code: number | null; readonly stdout: Buffer; readonly stderr: string };

const shellOptions = ["--noprofile", "--norc", "-eo", "pipefail"];
const tailLimit = 8_000; // characters; enough for a stack trace, small enough for a comment
const grace = 3_000; // ms between SIGTERM and SIGKILL: a limit is obeyed within five seconds

/**
 * Runs a command of the repository's config by bash, as Actions runs `run:` (`-eo pipefail`, no profile), with exactly the given environment. Its whole
 * process group is ended at the time limit or when `signal` aborts. `onLine` gets each line of output.
 */
export async function runCommand(options: {
  /** What takes it into its isolation; empty for none. */
  launcher: readonly string[];
  command: string;
  cwd: string;
  env: Readonly<Record<string, string>>;
  minutes: number;
  signal: AbortSignal;
  onLine: (line: string) => void;
}): Promise<CommandEnd> {
  const started = Date.now();
  const [program, ...args] = [...options.launcher, "bash", ...shellOptions, "-c", options.command];
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: { ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const limit = AbortSignal.any([options.signal, AbortSignal.timeout(options.minutes * 60_000)]);
  let tail = "";
  let line = "";
  const show = boundedLog(options.onLine);
  const take = (chunk: string) => {
    tail = (tail + chunk).slice(-tailLimit);
    const parts = (line + chunk).split("\n");
    line = (parts.pop() ?? "").slice(-tailLimit);
    for (const part of parts) show(part);
  };
  child.stdout.setEncoding("utf8").on("data", take);
  child.stderr.setEncoding("utf8").on("data", take);
  const end = () => {
    // Whoever fills a disk could do so until the last moment.
    killGroup(child.pid, limit.reason === "disk" ? "SIGKILL" : "SIGTERM");
    setTimeout(() => killGroup(child.pid, "SIGKILL"), grace).unref();
  };
  limit.addEventListener("abort", end, { once: true });
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      // `exit`, not `close`: a daemon that keeps the pipes open must not hold us up.
      child.once("exit", (status) => setImmediate(() => resolve(status)));
    });
    if (line !== "") show(line);
    const ended = options.signal.aborted
      ? "stopped"
      : limit.aborted
        ? "timed_out"
        : code === 0
          ? "passed"
          : "failed";
    return { ended, code, seconds: (Date.now() - started) / 1000, tail };
  } finally {
    limit.removeEventListener("abort", end);
    killGroup(child.pid, "SIGKILL");
    child.stdout.destroy();
    child.stderr.destroy();
  }
}

/** Runs a program to its end and returns what it printed, up to a limit at which it is ended. Ended too: whatever takes longer than `patience` (ms). */
export async function capture(options: {
  command: readonly string[];
  cwd: string;
  environment: Readonly<Record<string, string>>;
  limitBytes: number;
  patience: number;
  input?: Uint8Array;
}): Promise<Captured> {
  const [program = "", ...args] = options.command;
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: { ...options.environment },
    stdio: ["pipe", "pipe", "pipe"],
  });
  limitTime(child, options.patience, "SIGKILL");
  const parts: Buffer[] = [];
  let length = 0;
  let stderr = "";
  child.stdout.on("data", (bytes: Buffer) => {
    length += bytes.length;
    if (length <= options.limitBytes) parts.push(bytes);
    else child.kill("SIGKILL");
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr = (stderr + text).slice(-tailLimit)));
  child.stdin.on("error", () => undefined); // It did not want all of it; its end says why.
  child.stdin.end(options.input ?? "");
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  return { code, stdout: Buffer.concat(parts), stderr: stderr.trim() };
}

/** Ends a child that takes longer than `ms`. spawn's own `timeout` keeps this process alive for all of it when the program does not exist. */
export function limitTime(child: ChildProcess, ms: number, signal: NodeJS.Signals = "SIGTERM"): void {
  const timer = setTimeout(() => child.kill(signal), ms);
  const stop = (): void => clearTimeout(timer);
  child.once("exit", stop).once("error", stop);
}

function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone already.
  }
}
