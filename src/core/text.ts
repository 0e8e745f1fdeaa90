import { cutAt, visibleCharacters, withoutEscapes } from "./invisible.ts";

/*
 * Every word of others that we publish passes through here, or through `prose` and `logLine`, which build on it: `quote` and `prose` for texts, `plainLine` and `codeSpan`
 * for what stands in a line of ours. docs/adr/0006 and 0037 say what makes them inert.
 */

/** GitHub's limit of an issue, pull request or comment body, in characters. */
export const bodyLimit = 65_536;

const fenceWidth = 100; // columns; a code block does not wrap by itself

/**
 * Somebody else's words as a quoted code block: in it GitHub acts on no mention, reference, closing keyword, image, link, HTML or command, and no line begins with
 * a word of theirs. The fence is longer than any run of backticks inside. Longer texts are cut at `limit` characters and say so.
 */
export function quote(text: string, limit: number): string {
  const visible = readable(text).trimEnd();
  const cut = visible.length > limit ? `${cutAt(visible, limit)}\n[cut here]` : visible;
  return quoted(codeBlock(cut.split("\n").flatMap(wrap).join("\n"), "text"));
}

/** Lines as a Markdown quotation. A command for a bot, a trailer or a marker of ours counts only at the beginning of a line: quoted, there is none. */
export function quoted(lines: readonly string[]): string {
  return lines.map((line) => (line === "" ? ">" : `> ${line}`)).join("\n");
}

/** A fenced code block as lines, its fence longer than any run of backticks or tildes inside. */
export function codeBlock(text: string, language: string): string[] {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = "`".repeat(longest + 1);
  return [fence + language, ...inert(text).split("\n"), fence];
}

/** Somebody's words in one line as inline code, to the letter: paths, names of branches, and every word that GitHub might act on. */
export function codeSpan(text: string, limit: number): string {
  const line = inert(readable(text).replace(/\s+/g, " ").trim());
  const cut = line.length > limit ? `${cutAt(line, limit - 1)}…` : line;
  if (cut === "") return "";
  const longest = Math.max(0, ...[...cut.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = "`".repeat(longest + 1);
  const space = cut.startsWith("`") || cut.endsWith("`") ? " " : "";
  return `${fence}${space}${cut}${space}${fence}`;
}

/**
 * Somebody's words as one line that no machine acts on, for titles, commit subjects and table cells: no mentions, issue references, links, HTML, or commands; brackets of
 * such things become ones without a meaning. At most `limit` characters.
 */
export function plainLine(text: string, limit: number): string {
  const line = readable(text)
    .replace(/\s+/g, " ")
    .replace(/[@＠﹫]/g, "")
    .replace(/[#＃﹟](?=\d)/g, "")
    .replace(/(?:(?<![a-z\d])|(?<=\/[\w.-]*))GH-(?=\d)/gi, "GH ")
    .replace(/(?:[a-z][a-z0-9+.-]*)?:\/\//gi, "")
    .replace(/www\./gi, "www ")
    .replace(/&(?=#|[a-z0-9]+;)/gi, "")
    .replace(/[<>[\]`|]/g, (found) => harmless.get(found) ?? "")
    .replace(/:(?=[*_~]*[a-z+-][\w+-]*[*_~]*:)/gi, ": ")
    .replace(/\*{3,}/g, "")
    .replace(/^[\s/!*_~#:=+-]+/, "")
    .trim();
  // Apart from the last word, with which it could read as something else: `www…`.
  return line.length > limit ? `${cutAt(line, limit - 2).trimEnd()} …` : line;
}

/** Text as people read it: without escape sequences and characters that nobody sees, lines ended by line feeds. */
export function readable(text: string): string {
  return visibleCharacters(withoutEscapes(text).replaceAll("\r\n", "\n").replaceAll("\r", "\n")).text;
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

/** A Markdown table of cells that are inert already. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}

/** What has a meaning in Markdown, and what looks like it and has none. */
const harmless: ReadonlyMap<string, string> = new Map([
  ["<", "‹"],
  [">", "›"],
  ["[", "("],
  ["]", ")"],
  ["`", "'"],
  ["|", "¦"],
]);

/**
 * Breaks what still counts inside of code. Whoever squashes a pull request gets its text as the commit message, as it was written: there GitHub reads closing
 * keywords and orders to skip CI wherever they stand (docs: "Linking a pull request to an issue", "Skipping workflow runs").
 */
function inert(text: string): string {
  return text
    .replace(
      /\b(close[sd]?|fix(?:e[sd])?|resolve[sd]?)(:?)\s+(?=(?:[\w.-]+\/[\w.-]+)?#\d|GH-\d|https?:\/\/)/gi,
      "$1$2 · ",
    )
    .replace(/\[(skip|no|ci|actions) (ci|skip|actions)\]/gi, "[$1 · $2]")
    .replace(/<!--(?=\s*switchyard)/gi, "<!·--");
}

function wrap(line: string): string[] {
  if (line.length <= fenceWidth) return [line];
  const lines: string[] = [];
  let rest = line;
  while (rest.length > fenceWidth) {
    const space = rest.lastIndexOf(" ", fenceWidth);
    const at = space > fenceWidth / 2 ? space : cutAt(rest, fenceWidth).length;
    lines.push(rest.slice(0, at));
    rest = rest.slice(at).trimStart();
  }
  return [...lines, rest];
}
