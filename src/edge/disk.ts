import { statfs } from "node:fs/promises";

/** The disk space of a task: what it may write, and what has to stay free for everyone else on the machine. */
export type Disk = {
  /** Watches while something of the task's is at work. */
  watch(): DiskWatch;
};

export type DiskWatch = Disposable & {
  /** Aborts, with `disk` as its reason, when what is at work has to be ended. */
  readonly signal: AbortSignal;
  /** Why it aborted, as a sentence; null while there is space. */
  why(): string | null;
};

const interval = 250; // ms; a fast disk takes some hundred megabytes in it
const gigabyte = 1e9;

/** Bytes that stay free on the runner for its own work: to log, to upload, to clean up. */
export const diskFloor = gigabyte;

/**
 * Guards the file systems of these places. Asking a file system for its free space costs nothing, so that is done all the time; only when so much
 * is gone that it could be the task's doing, `written` measures the task itself, in bytes: others write on the machine too.
 */
export async function openDisk({
  places,
  gigabytes,
  written,
}: {
  places: readonly string[];
  gigabytes: number;
  written: () => Promise<number>;
}): Promise<Disk> {
  const begun = await freeBytes(places);
  const most = gigabytes * gigabyte;
  const look = async (from: number): Promise<{ why: string } | { from: number }> => {
    const now = await freeBytes(places);
    if (now.least < diskFloor)
      return {
        why: `The runner's disk is full: less than ${inGigabytes(diskFloor)} is left, of ${inGigabytes(begun.least)} at the beginning. This task wrote ${inGigabytes(await written())}.`,
      };
    const gone = begun.sum - now.sum;
    if (gone < from) return { from };
    const own = await written();
    return own > most
      ? { why: `The task wrote ${inGigabytes(own)}; limits.disk-gigabytes allows ${gigabytes}.` }
      : // Others wrote the most of it. Measured again when as much as is left to the task is gone as well.
        { from: gone + Math.max(most - own, most / 20) };
  };
  return {
    watch: () => {
      const full = new AbortController();
      let why: string | null = null;
      let from = most;
      let looking = false;
      const timer = setInterval(() => {
        if (looking) return;
        looking = true;
        void look(from)
          .then((seen) => {
            if ("from" in seen) from = seen.from;
            else if (why === null) {
              why = seen.why;
              full.abort("disk");
            }
          })
          // What cannot be measured now is measured the next time.
          .catch(() => undefined)
          .finally(() => (looking = false));
      }, interval);
      timer.unref();
      return {
        signal: full.signal,
        why: () => why,
        [Symbol.dispose]: () => clearInterval(timer),
      };
    },
  };
}

/** Why a task cannot begin with so little space on these places' file systems; null when there is enough. */
export async function diskRefusal(places: readonly string[]): Promise<string | null> {
  const { least } = await freeBytes(places);
  return least >= 2 * diskFloor
    ? null
    : `The runner's disk has ${inGigabytes(least)} left, and a task needs 2 GB to begin with. Free space on the runner, or use a larger one.`;
}

/** The smallest free space among the file systems of these places, and the sum of all, each counted once; in bytes. */
async function freeBytes(places: readonly string[]): Promise<{ least: number; sum: number }> {
  const all = new Map<string, number>();
  for (const place of places) {
    const { type, blocks, bavail, bsize } = await statfs(place);
    all.set(`${type} ${blocks} ${bsize}`, bavail * bsize);
  }
  const free = [...all.values()];
  return { least: Math.min(...free), sum: free.reduce((sum, one) => sum + one, 0) };
}

function inGigabytes(bytes: number): string {
  return `${(bytes / gigabyte).toFixed(1)} GB`;
}
