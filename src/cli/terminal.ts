import pc from "picocolors";

import { logLine } from "../core/log-line.ts";

const columns = 100; // a table never needs a wider window

/** Colours for a terminal; plain text when standard output is a file or a pipe. */
export const colours = pc.createColors(process.stdout.isTTY && process.env["NO_COLOR"] === undefined);

/** True when a person can be asked: both ends are a terminal. */
export const interactive = process.stdin.isTTY && process.stdout.isTTY;

/** Writes a line, or several, to standard output. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Columns of cells, each as wide as its widest. Foreign text becomes one harmless line. */
export function columnsOf(rows: readonly (readonly string[])[]): string[] {
  const clean = rows.map((row) => row.map((cell) => logLine(cell)));
  const count = Math.max(0, ...clean.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, index) =>
    Math.max(...clean.map((row) => row[index]?.length ?? 0)),
  );
  return clean.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

/** Text in lines of at most 100 columns, each after `indent`. A word that is longer than a line stays whole, so that links can be clicked. */
export function wrapped(text: string, indent: string): string {
  const lines = [""];
  for (const word of logLine(text, 2_000).split(" ")) {
    const line = lines.at(-1) ?? "";
    const next = line === "" ? word : `${line} ${word}`;
    if (line !== "" && indent.length + next.length > columns) lines.push(word);
    else lines[lines.length - 1] = next;
  }
  return lines.map((line) => indent + line).join("\n");
}

/** A line without colours, cut at 100 columns. */
export function cut(line: string): string {
  return line.length > columns ? `${line.slice(0, columns - 1)}…` : line;
}
