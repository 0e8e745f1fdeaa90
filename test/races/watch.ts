import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** The record tips at one moment: issue → commit. */
export type Moment = ReadonlyMap<number, string>;

/** Looks at the tips of a bare repository whenever it is told to, and keeps every different moment that it saw. */
export type Watch = {
  look(): void;
  readonly moments: ReadonlyMap<string, Moment>;
  /** How often it looked, and how often a push was just being written, so that it saw nothing whole. */
  readonly looks: { whole: number; torn: number };
};

/**
 * Watches by reading the loose refs themselves: two git processes a request would be slower than the race. git locks every ref of a push before it
 * moves the first, and unlocks each as it moves: what was read with no lock before and after, twice the same, is one moment.
 */
export function watchTips(gitDirectory: string): Watch {
  const folder = join(gitDirectory, "refs/switchyard/issues");
  const moments = new Map<string, Moment>();
  const looks = { whole: 0, torn: 0 };
  return {
    moments,
    looks,
    look: () => {
      const first = read(folder);
      const second = read(folder);
      const key = first === null ? "" : keyOf(first);
      if (first === null || second === null || key !== keyOf(second)) {
        looks.torn += 1;
        return;
      }
      looks.whole += 1;
      moments.set(key, first);
    },
  };
}

/** The tips, or null while a push holds a lock. */
function read(folder: string): Moment | null {
  try {
    const names = readdirSync(folder);
    if (names.some((name) => name.endsWith(".lock"))) return null;
    return new Map(
      names.map((name) => [Number(name), readFileSync(join(folder, name), "utf8").trim()] as const),
    );
  } catch {
    return null; // a ref went while it was read
  }
}

function keyOf(moment: Moment): string {
  return [...moment]
    .toSorted(([a], [b]) => a - b)
    .map(([issue, oid]) => `${issue}:${oid}`)
    .join(" ");
}
