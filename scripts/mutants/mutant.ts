/** One rule taken out: in `file` the text `from`, which stands there once, becomes `to`, and one of `tests` must fail. */
export type Mutant = {
  readonly file: string;
  readonly rule: string;
  readonly from: string;
  readonly to: string;
  readonly tests: readonly string[];
};

type Rule = readonly [rule: string, from: string, to: string];

/** The rules of one file that the same tests must notice. */
export function of(file: string, tests: readonly string[], rules: readonly Rule[]): Mutant[] {
  return rules.map(([rule, from, to]) => ({ file, rule, from, to, tests }));
}
