import fc from "fast-check";

/**
 * Fails unless `holds` is true, or throws nothing, for two hundred tuples of these arbitraries. A failure names seed and smallest case; the variable FUZZ_SEED plays the
 * tuples of such a seed again.
 */
export function forAll<T extends [unknown, ...unknown[]]>(
  arbitraries: { [K in keyof T]: fc.Arbitrary<T[K]> },
  holds: (...values: T) => void,
): void {
  fc.assert(fc.property(...arbitraries, holds), { numRuns: 200, ...seed() });
}

/** Like `forAll`, for hostile texts: ten thousand tuples, or as many as the variable FUZZ_ROUNDS says. */
export function fuzz<T extends [unknown, ...unknown[]]>(
  arbitraries: { [K in keyof T]: fc.Arbitrary<T[K]> },
  holds: (...values: T) => void,
): void {
  const numRuns = Number(process.env["FUZZ_ROUNDS"] ?? 10_000);
  fc.assert(fc.property(...arbitraries, holds), { numRuns, ...seed() });
}

/** Text of any code points, halves of pairs and unassigned ones too; made in a hundredth of the time that `fc.string({ unit: "binary" })` takes. */
export function anyText(maxLength: number): fc.Arbitrary<string> {
  return fc
    .array(fc.oneof(fc.integer({ min: 0, max: 0x10_ff_ff }), fc.integer({ min: 0, max: 0x7f })), {
      maxLength,
    })
    .map((codes) => String.fromCodePoint(...codes));
}

function seed(): { seed?: number } {
  const wanted = process.env["FUZZ_SEED"];
  return wanted === undefined ? {} : { seed: Number(wanted) };
}

export { fc };
