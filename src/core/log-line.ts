import { withoutEscapes } from "./invisible.ts";

const usual = 200; // Characters: one line of a job log on a common screen.

/**
 * Returns untrusted text as one line for a job log: no escape sequences, control, line or direction characters, at most `longest` characters (200 when not
 * given), and never in the form of a command to the runner, which reads `::name::` at the start of
 * a line and `##[name]` anywhere in it (ActionCommand.cs of actions/runner).
 */
export function logLine(text: string, longest = usual): string {
  const plain = withoutEscapes(text.slice(0, longest * 20))
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
    .replaceAll(/[\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu, "")
    .trim()
    .replaceAll("##[", "## [")
    .replace(/^::/, "\u00b7 ::");
  const characters = Array.from(plain);
  return characters.length <= longest ? plain : `${characters.slice(0, longest - 1).join("")}…`;
}

const logLimit = 20_000_000; // Characters of one program in a job log, of which people read the end.

/** Returns `write` for what prints without end: after 20 MB it says so once, and writes nothing more. */
export function boundedLog(write: (line: string) => void): (line: string) => void {
  let printed = 0;
  return (line) => {
    if (printed > logLimit) return;
    printed += line.length + 1;
    write(printed > logLimit ? `(more than ${logLimit / 1e6} MB of output: the rest is not shown)` : line);
  };
}

/** Returns a time for people, from seconds since 1970 that someone else wrote. */
export function isoTime(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? "an unknown time" : date.toISOString();
}

/** The first of these paths in one line, and how many there are beside them. */
export function firstOf(paths: readonly string[]): string {
  const others = paths.length > 5 ? ` and ${paths.length - 5} more` : "";
  return `${logLine(paths.slice(0, 5).join(", "), 500)}${others}`;
}
