/** The lines that differ between two texts, `-` before the old and `+` before the new, with a line of context around them. */
export function difference(old: string, next: string): string[] {
  const before = old.split("\n");
  const after = next.split("\n");
  // lengths[i][j]: longest common run of lines of before[i..] and after[j..].
  const lengths = Array.from({ length: before.length + 1 }, () =>
    Array.from({ length: after.length + 1 }, () => 0),
  );
  const length = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  for (let i = before.length - 1; i >= 0; i -= 1) {
    const row = lengths[i] ?? [];
    for (let j = after.length - 1; j >= 0; j -= 1)
      row[j] =
        before[i] === after[j] ? length(i + 1, j + 1) + 1 : Math.max(length(i + 1, j), length(i, j + 1));
  }
  const lines: string[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      lines.push(`  ${before[i] ?? ""}`);
      i += 1;
      j += 1;
    } else if (j >= after.length || (i < before.length && length(i + 1, j) >= length(i, j + 1))) {
      lines.push(`- ${before[i] ?? ""}`);
      i += 1;
    } else {
      lines.push(`+ ${after[j] ?? ""}`);
      j += 1;
    }
  }
  const near = (index: number) => [index - 1, index, index + 1].some((at) => /^[-+]/.test(lines[at] ?? ""));
  return lines.filter((_, index) => near(index));
}
