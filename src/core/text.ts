import { cutAt, visibleCharacters, withoutEscapes } from "./invisible.ts";

/** GitHub's limit of an issue, pull request or comment body, in characters. */
export const bodyLimit = 65_536;

const fenceWidth = 100; // columns; a code block does not wrap by itself

/**
 * Somebody else's words as a Markdown code block: in it GitHub acts on no mention, reference, closing keyword, image, link, HTML or
 * command. The fence is longer than any run of backticks inside. Longer texts are cut at `limit` characters and say so.
 */
export function quote(text: string, limit: number): string {
  const visible = shown(text).trimEnd();
  const cut = visible.length > limit ? `${cutAt(visible, limit)}\n[cut here]` : visible;
  const lines = cut.split("\n").flatMap(wrap);
  const longest = Math.max(2, ...[...cut.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = "`".repeat(longest + 1);
  return [`${fence}text`, ...lines, fence].join("\n");
}

/**
 * Somebody's words as one line that no machine acts on, for titles, commit subjects and table cells: no control characters, mentions,
 * issue references, links, Markdown or commands. At most `limit` characters.
 */
export function plainLine(text: string, limit: number): string {
  const line = shown(text)
    .replace(/\s+/g, " ")
    .replace(/[@＠](?=[\w-])/g, "")
    .replace(/#(?=\d)/g, "")
    .replace(/\bGH-(?=\d)/gi, "GH ")
    .replace(/\b[a-z][a-z0-9+.-]*:\/\//gi, "")
    .replace(/[<>`|[\]]/g, "")
    .replace(/^[\s/!*_~#:=+-]+/, "")
    .trim();
  return line.length > limit ? `${line.slice(0, limit - 1).trimEnd()}…` : line;
}

/** `$0.42`, or `less than $0.01`. */
export function dollars(usd: number): string {
  return usd > 0 && usd < 0.005 ? "less than $0.01" : `$${usd.toFixed(2)}`;
}

/** `42 s` or `3 min 5 s`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** A Markdown table; cells are made plain lines. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}

function shown(text: string): string {
  return visibleCharacters(withoutEscapes(text).replaceAll("\r\n", "\n").replaceAll("\r", "\n")).text;
}

function wrap(line: string): string[] {
  if (line.length <= fenceWidth) return [line];
  const lines: string[] = [];
  let rest = line;
  while (rest.length > fenceWidth) {
    const space = rest.lastIndexOf(" ", fenceWidth);
    const at = space > fenceWidth / 2 ? space : fenceWidth;
    lines.push(rest.slice(0, at));
    rest = rest.slice(at).trimStart();
  }
  return [...lines, rest];
}
