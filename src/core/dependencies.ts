/** The issues of this repository that a text says must be done first: `Depends on #4`, `Blocked by #5, #6` (case does not matter). */
export function textDependencies(body: string): number[] {
  const found = [
    ...body.matchAll(/\b(?:depends on|blocked by)\b:?\s*((?:#\d+(?:\s*(?:,|and|&)\s*)?)+)/gi),
  ].flatMap((match) => [...(match[1] ?? "").matchAll(/#(\d{1,9})/g)].map((number) => Number(number[1])));
  return [...new Set(found)];
}
