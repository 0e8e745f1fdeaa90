import { plural } from "words";

const seconds = { h: 3600, m: 60, s: 1 };

/** Seconds of a text such as "1h 30m". */
export function parse(text) {
  const match = /(\d+)\s*([hms])/.exec(text);
  if (match === null) throw new Error(`not a span: ${text}`);
  return Number(match[1]) * seconds[match[2]];
}

/** "2 hours" for 7200; the largest unit that divides the span. */
export function describe(span) {
  if (span % 3600 === 0) return plural(span / 3600, "hour");
  if (span % 60 === 0) return plural(span / 60, "minute");
  return plural(span, "second");
}
