import type { ChildProcess } from "node:child_process";

/** The middle one of an odd number of figures. */
export function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

/** Milliseconds of `count` measurements, after one more that warms the file cache. */
export async function times(count: number, measure: () => Promise<number>): Promise<number[]> {
  await measure();
  const all: number[] = [];
  for (let run = 0; run < count; run += 1) all.push(await measure());
  return all;
}

/** Resolves when the child has ended, however; rejects when it could not start. */
export async function exited(child: ChildProcess): Promise<void> {
  await new Promise((resolve, reject) => child.once("exit", resolve).once("error", reject));
}

/** Each name with how often it stands there, the most frequent first. */
export function counted(names: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1]);
}
