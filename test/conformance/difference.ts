import { isDeepStrictEqual } from "node:util";

/** Where two plain values differ, one line for each place. */
export function differences(own: unknown, other: unknown, at = ""): string[] {
  if (isDeepStrictEqual(own, other)) return [];
  if (isBranch(own) && isBranch(other) && Array.isArray(own) === Array.isArray(other)) {
    const keys = new Set([...Object.keys(own), ...Object.keys(other)]);
    const [left, right] = [new Map(Object.entries(own)), new Map(Object.entries(other))];
    return [...keys].flatMap((key) =>
      differences(left.get(key), right.get(key), at === "" ? key : `${at} / ${key}`),
    );
  }
  if (typeof own === "string" && typeof other === "string" && own.includes("\n"))
    return differences(own.split("\n"), other.split("\n"), at);
  return [`${at}: own engine ${shown(own)}, act ${shown(other)}`];
}

function isBranch(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function shown(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value).slice(0, 300);
}
