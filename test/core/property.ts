import fc from "fast-check";

/** Fails unless `holds` is true, or throws nothing, for two hundred tuples of these arbitraries. A failure names seed and smallest case. */
export function forAll<T extends [unknown, ...unknown[]]>(
  arbitraries: { [K in keyof T]: fc.Arbitrary<T[K]> },
  holds: (...values: T) => void,
): void {
  fc.assert(fc.property(...arbitraries, holds), { numRuns: 200 });
}

export { fc };
