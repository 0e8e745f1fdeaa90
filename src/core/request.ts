/** Characters that the prompt of a manual run may have. */
export const promptLimit = 20_000;

/** The issue numbers of a manual run: digits separated by spaces or commas. Anything else is refused whole. */
export function parseIssueNumbers(
  text: string,
): { ok: true; numbers: number[] } | { ok: false; bad: string[] } {
  const parts = text.split(/[\s,]+/).filter((part) => part !== "");
  const bad = parts.filter((part) => !/^#?[1-9]\d{0,8}$/.test(part));
  if (bad.length > 0) return { ok: false, bad };
  return { ok: true, numbers: [...new Set(parts.map((part) => Number(part.replace("#", ""))))] };
}
