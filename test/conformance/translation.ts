/** One thing that act lacks, and the smallest change of text that stands for it. */
export type Rule = {
  readonly name: string;
  readonly pattern: RegExp;
  readonly replacement: string;
  readonly reason: string;
};

/** Everything that differs between the shipped workflow files and those that act runs. Each rule must apply at least once. */
export const rules: readonly Rule[] = [
  {
    name: "self-repository",
    pattern: /^(\s*(?:- )?uses: )\$\/(\S+)$/gm,
    replacement: "$1switchyard-dev/switchyard/$2@v1",
    reason:
      "act does not know `$/` (GitHub, 30 July 2026). The caller pins this repository at v1, so `$/x` means `switchyard-dev/switchyard/x@v1`; act's --local-repository answers for that name.",
  },
  {
    name: "cache-mode",
    pattern: /^ {4}cache-mode: read\n/gm,
    replacement: "",
    reason:
      "act's schema refuses the key (GitHub, 10 September 2026). It narrows what a job may do with caches, and act runs without a cache service.",
  },
  {
    name: "max-parallel",
    pattern: /^ {6}max-parallel: \$\{\{ fromJSON\(needs\.dispatch\.outputs\.max-parallel\) \}\}\n/gm,
    replacement: "",
    reason:
      "act reads a literal number only and takes 0 for an expression. The wave never exceeds the free slots, so act's own limit of 4 changes the time alone.",
  },
];

/** Texts of workflow files by name, as act gets them. Throws when a rule applies nowhere: then it has to go. */
export function translate(
  files: Readonly<Record<string, string>>,
  applied: readonly Rule[] = rules,
): Record<string, string> {
  const dead = applied.filter(({ pattern }) =>
    Object.values(files).every((text) => text.search(pattern) < 0),
  );
  if (dead.length > 0)
    throw new Error(`these rules apply nowhere any more: ${dead.map(({ name }) => name).join(", ")}`);
  return Object.fromEntries(
    Object.entries(files).map(([name, text]) => [
      name,
      applied.reduce((before, { pattern, replacement }) => before.replaceAll(pattern, replacement), text),
    ]),
  );
}

/** The rules as lines for people, each with its reason. */
export function explain(applied: readonly Rule[] = rules): string {
  return applied.map(({ name, reason }) => `  ${name}: ${reason}`).join("\n");
}
