import { readFileSync, readdirSync } from "node:fs";

/** What a process took: seconds of processor time, those of its children that have ended included, and its own highest memory in bytes. */
export type Usage = { readonly cpu: number; readonly memory: number };

const clockTicks = 100; // a second; Linux tells times to user space in these, whatever its own clock does
const interval = 10; // ms between two looks; what happens after the last one is not seen

/** Watches every process whose arguments fit, from their start to their end. `take` gives what those took that were seen since the last call, added up. */
export function watchUsage(fits: (argv: string) => boolean): Disposable & { take(): Usage } {
  const seen = new Map<string, Usage>();
  const strangers = new Map<string, number>();
  const look = (): void => {
    for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      const looks = strangers.get(pid) ?? 0;
      if (looks > 2) continue;
      const usage = usageOf(pid, seen.has(pid) ? null : fits);
      if (usage !== null) seen.set(pid, usage);
      // Between its making and its program a process looks like the one that made it.
      else if (!seen.has(pid)) strangers.set(pid, looks + 1);
    }
  };
  const timer = setInterval(look, interval);
  return {
    take: () => {
      const all = [...seen.values()];
      seen.clear();
      return {
        cpu: all.reduce((sum, { cpu }) => sum + cpu, 0),
        memory: Math.max(0, ...all.map(({ memory }) => memory)),
      };
    },
    [Symbol.dispose]: () => clearInterval(timer),
  };
}

/** Seconds of processor time of all children of this process that have ended. */
export function endedChildren(): number {
  const [, , user, system] = timesOf("self");
  return user + system;
}

function usageOf(pid: string, fits: ((argv: string) => boolean) | null): Usage | null {
  try {
    if (fits !== null && !fits(readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ")))
      return null;
    const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    if (peak === undefined) return null; // It has ended, and nobody has asked how.
    const [user, system, childUser, childSystem] = timesOf(pid);
    return { cpu: user + system + childUser + childSystem, memory: Number(peak) * 1024 };
  } catch {
    return null; // It ended while we looked.
  }
}

/** Seconds of its own and of its ended children, user and system: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function timesOf(process: string): [number, number, number, number] {
  const line = readFileSync(`/proc/${process}/stat`, "utf8");
  const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
  const at = (index: number): number => Number(fields[index]) / clockTicks;
  return [at(11), at(12), at(13), at(14)];
}
