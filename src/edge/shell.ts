import { spawn } from "node:child_process";

/** How a command ended. `tail` is the end of its output, stdout and stderr together. */
export type CommandEnd = {
  readonly ended: "passed" | "failed" | "timed_out" | "stopped";
  readonly code: number | null;
  readonly seconds: number;
  readonly tail: string;
};

const tailLimit = 8_000; // characters; enough for a stack trace, small enough for a comment
const grace = 5_000; // ms between SIGTERM and SIGKILL

/**
 * Runs a command of the repository's config by bash, as Actions runs `run:` (`-eo pipefail`, no profile), with exactly the given environment. Its whole
 * process group is ended at the time limit or when `signal` aborts. `onLine` gets each line of output.
 */
export async function runCommand(options: {
  command: string;
  cwd: string;
  env: Readonly<Record<string, string>>;
  minutes: number;
  signal: AbortSignal;
  onLine: (line: string) => void;
}): Promise<CommandEnd> {
  const started = Date.now();
  const child = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", options.command], {
    cwd: options.cwd,
    env: { ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const limit = AbortSignal.any([options.signal, AbortSignal.timeout(options.minutes * 60_000)]);
  let tail = "";
  let line = "";
  const take = (chunk: string) => {
    tail = (tail + chunk).slice(-tailLimit);
    const parts = (line + chunk).split("\n");
    line = (parts.pop() ?? "").slice(-tailLimit);
    for (const part of parts) options.onLine(part);
  };
  child.stdout.setEncoding("utf8").on("data", take);
  child.stderr.setEncoding("utf8").on("data", take);
  const end = () => {
    killGroup(child.pid, "SIGTERM");
    setTimeout(() => killGroup(child.pid, "SIGKILL"), grace).unref();
  };
  limit.addEventListener("abort", end, { once: true });
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      // `exit`, not `close`: a daemon that keeps the pipes open must not hold us up.
      child.once("exit", (status) => setImmediate(() => resolve(status)));
    });
    if (line !== "") options.onLine(line);
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

function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone already.
  }
}
