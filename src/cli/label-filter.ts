import type { Caller } from "./workflows.ts";

/** The labels that a caller's `if:` lets through; null when it compares none in a form that we know. */
export function labelsLetThrough(
  { condition }: Pick<Caller, "condition">,
  variables: ReadonlyMap<string, string> | null,
): { labels: string[]; variable: string | null } | null {
  const compared = [
    ...condition.matchAll(
      /github\.event\.label\.name\s*==\s*(?:'([^']+)'|\(?\s*vars\.(\w+)\s*\|\|\s*'([^']+)'\s*\)?)/g,
    ),
  ];
  const listed = /contains\(\s*fromJSON\(\s*'(\[[^']*\])'\s*\)\s*,\s*github\.event\.label\.name\s*\)/i.exec(
    condition,
  );
  const labels = [
    ...compared.map(
      ([, literal, variable, fallback]) => literal ?? variables?.get(variable ?? "") ?? fallback ?? "",
    ),
    ...stringsOf(listed?.[1]),
  ];
  return labels.length === 0 ? null : { labels, variable: compared[0]?.[2] ?? null };
}

function stringsOf(json: string | undefined): string[] {
  try {
    const value: unknown = JSON.parse(json ?? "[]");
    return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
  } catch {
    return [];
  }
}
