/** A seeded source of chance: the same seed gives the same play. */
export type Chance = {
  /** From 0 to below 1. */
  next(): number;
  /** True with this probability. */
  happens(probability: number): boolean;
  /** A whole number from 0 to below `below`. */
  below(below: number): number;
  /** One of these; undefined of none. */
  pick<T>(of: readonly T[]): T | undefined;
  /** Thirty-two hexadecimal digits. */
  nonce(): string;
};

/** Opens the source of a seed (mulberry32: https://gist.github.com/tommyettinger/46a874533244883189143505d203312c). */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    happens: (probability) => next() < probability,
    below,
    pick: (of) => of[below(of.length)],
    nonce: () => Array.from({ length: 4 }, () => below(4_294_967_296).toString(16).padStart(8, "0")).join(""),
  };
}
