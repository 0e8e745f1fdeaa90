import { readdir, readFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";

const patience = 10_000; // Milliseconds; a killed process is gone in a few unless the kernel holds it.

/**
 * Kills every process whose environment holds the session id, and returns the ids of those that are still there after 10
 * seconds: none when the session is verified gone. The CLI gives each command a session of its own, so signals to its group do
 * not reach them; the environment does. A process that cleared its environment, or of
 * another user when we are not root, is not seen: against those a PID namespace of its own helps.
 */
export async function endSession(session: string): Promise<readonly number[]> {
  const deadline = Date.now() + patience;
  for (;;) {
    const members = await sessionProcesses(session);
    if (members.length === 0 || Date.now() > deadline) return members;
    for (const pid of members) signalProcess(pid, "SIGKILL");
    await wait(10);
  }
}

/** Sends a signal to a process, or to a group when the id is negative. Returns false when it is gone already. */
export function signalProcess(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

async function sessionProcesses(session: string): Promise<number[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  const found = await Promise.all(
    pids.map(async (pid) => ((await holds(pid, session)) ? [Number(pid)] : [])),
  );
  return found.flat();
}

async function holds(pid: string, session: string): Promise<boolean> {
  try {
    return (await readFile(`/proc/${pid}/environ`)).includes(session);
  } catch {
    return false; // Gone since, or another user's.
  }
}
