import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";

export type Finished = {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
};

// runner, ProcessInvoker.cs: SIGINT, 7.5 s, SIGTERM, 2.5 s, SIGKILL; 5 s for streams that a child keeps open.
const afterInterrupt = 7_500;
const afterTerminate = 2_500;
const afterExit = 5_000;

/**
 * Runs a program and gives `onLine` each line of its two streams. When the signal aborts, the entry process alone is
 * asked to stop: SIGINT, SIGTERM, at last SIGKILL; when `kill` aborts it is killed at once. Throws when the program cannot be started.
 */
export async function runProcess(options: {
  program: string;
  args: readonly string[];
  cwd: string;
  env: Readonly<Record<string, string>>;
  onLine: (line: string) => void;
  signal: AbortSignal;
  kill: AbortSignal;
}): Promise<Finished> {
  const { program, args, cwd, env, onLine, signal, kill } = options;
  // A group of its own keeps the terminal's Ctrl-C from reaching steps before the engine decides.
  const process = spawn(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  const closed = Promise.withResolvers<null>();
  const exited = Promise.withResolvers<Finished>();
  process.once("error", exited.reject);
  process.once("exit", (code, ended) => exited.resolve({ code, signal: ended }));
  process.once("close", () => closed.resolve(null));
  const flush = [process.stdout, process.stderr].map((stream) => readLines(stream, onLine));
  const stopped = new AbortController();
  const stop = (): void => void stopProcess(process, stopped.signal).catch(() => {});
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  const end = (): void => void process.kill("SIGKILL");
  if (kill.aborted) end();
  kill.addEventListener("abort", end, { once: true });
  try {
    const finished = await exited.promise;
    await Promise.race([closed.promise, delay(afterExit, null, { signal: stopped.signal })]);
    return finished;
  } finally {
    stopped.abort();
    signal.removeEventListener("abort", stop);
    kill.removeEventListener("abort", end);
    for (const rest of flush) rest();
    process.stdout.destroy();
    process.stderr.destroy();
  }
}

/**
 * Ends every process of this user whose environment carries the marker. Linux only: elsewhere none is found. It looks at least twice, since a
 * process in the middle of exec has no environment to be seen.
 */
export async function endLeftovers(marker: string): Promise<readonly number[]> {
  const ended = new Set<number>();
  for (let quiet = 0, pass = 0; quiet < 2 && pass < sweeps; pass += 1) {
    const found = await sweep(marker);
    quiet = found.some((pid) => !ended.has(pid)) ? 0 : quiet + 1;
    for (const pid of found) ended.add(pid);
  }
  return [...ended];
}

const sweeps = 10; // a job whose processes multiply faster than this ends all the same

async function sweep(marker: string): Promise<number[]> {
  const found: number[] = [];
  const pids = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name)).map(Number);
  await Promise.all(
    pids.map(async (pid) => {
      if (pid === process.pid) return;
      const environment = await readFile(`/proc/${pid}/environ`, "utf8").catch(() => "");
      if (!environment.split("\0").includes(marker)) return;
      try {
        process.kill(pid, "SIGKILL");
        found.push(pid);
      } catch {
        // It ended by itself in between.
      }
    }),
  );
  return found;
}

async function stopProcess(process: ChildProcess, exited: AbortSignal): Promise<void> {
  process.kill("SIGINT");
  await delay(afterInterrupt, null, { signal: exited });
  process.kill("SIGTERM");
  await delay(afterTerminate, null, { signal: exited });
  process.kill("SIGKILL");
}

/** Splits a stream into lines; the returned function gives out an unfinished last line. */
function readLines(stream: NodeJS.ReadableStream, onLine: (line: string) => void): () => void {
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("data", (chunk: string) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) onLine(line.replace(/\r$/, ""));
  });
  return () => {
    if (rest !== "") onLine(rest);
    rest = "";
  };
}
