import fc from "fast-check";
import { test as plain } from "vitest";

/** `test.prop` on vitest: a sentence, arbitraries, and what must hold for all of them. */
export const test = {
  prop:
    <T extends [unknown, ...unknown[]]>(arbitraries: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
    (name: string, holds: (...values: T) => void): void =>
      plain(name, () => fc.assert(fc.property(...arbitraries, holds), { numRuns: 200 })),
};

export { fc };
