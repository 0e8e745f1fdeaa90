/** A piece of raw HTML as a browser takes it: text, or something that shows nothing by itself. */
export type HtmlPiece =
  | { readonly kind: "text"; readonly text: string }
  | {
      readonly kind: "tag";
      /** In lower case. */
      readonly name: string;
      readonly end: boolean;
      readonly attributes: ReadonlyMap<string, string>;
    }
  /** A comment, a declaration, a processing instruction. */
  | { readonly kind: "comment" }
  /** Begins and does not end: a browser swallows what follows, to the end of the document. */
  | { readonly kind: "open" };

/**
 * Takes raw HTML apart by the rules of browsers (HTML standard, "Tokenization"), which are wider than Markdown's: `--!>` ends a comment, `<?` begins one, a
 * quotation mark counts only after `=`.
 */
export function htmlPieces(html: string): HtmlPiece[] {
  const pieces: HtmlPiece[] = [];
  let at = 0;
  while (at < html.length) {
    const next = html.indexOf("<", at);
    const end = next === -1 ? html.length : next;
    if (end > at) pieces.push({ kind: "text", text: html.slice(at, end) });
    if (next === -1) break;
    const { piece, length } = markup(html.slice(next));
    pieces.push(piece);
    at = next + length;
  }
  return pieces;
}

/** Elements that GitHub shows as the text that was written, tag and all (GitHub Flavored Markdown, "Disallowed Raw HTML"). */
const shownAsText: readonly string[] = [
  "title",
  "textarea",
  "style",
  "xmp",
  "iframe",
  "noembed",
  "noframes",
  "script",
  "plaintext",
];

type Markup = { readonly piece: HtmlPiece; readonly length: number };

const open: Markup = { piece: { kind: "open" }, length: Number.POSITIVE_INFINITY };

function markup(rest: string): Markup {
  if (rest.startsWith("<!--")) return commentIn(rest, /^<!--(?:-?>|[\s\S]*?--!?>)/);
  if (/^<(?:[!?]|\/[^a-z])/i.test(rest)) return commentIn(rest, /^<[^>]*>/);
  const [head = "", slash = "", name = ""] = /^<(\/?)([a-z][^\s/>]*)/i.exec(rest) ?? [];
  if (head === "") return { piece: { kind: "text", text: "<" }, length: 1 };
  if (shownAsText.includes(name.toLowerCase()))
    return { piece: { kind: "text", text: head }, length: head.length };
  const found = attributesIn(rest, head.length);
  if (found === null) return open;
  return {
    piece: { kind: "tag", name: name.toLowerCase(), end: slash !== "", attributes: found.attributes },
    length: found.end,
  };
}

function commentIn(rest: string, pattern: RegExp): Markup {
  const found = pattern.exec(rest);
  return found === null ? open : { piece: { kind: "comment" }, length: found[0].length };
}

/** The attributes from `start` to the `>` that ends the tag; null when none does. */
function attributesIn(html: string, start: number): { attributes: Map<string, string>; end: number } | null {
  const attributes = new Map<string, string>();
  let at = start;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(html);
    if (found !== null) at += found[0].length;
    return found;
  };
  for (;;) {
    take(/[\s/]*/y);
    if (at >= html.length) return null;
    if (html[at] === ">") return { attributes, end: at + 1 };
    const name = (take(/[^\s/>][^\s/>=]*/y)?.[0] ?? "").toLowerCase();
    const value = take(/\s*=\s*(?:"([^"]*)"|'([^']*)'|(?!["'])([^\s>]*))/y);
    if (value === null && take(/\s*=/y) !== null) return null; // a quotation that does not end
    if (!attributes.has(name)) attributes.set(name, value?.[1] ?? value?.[2] ?? value?.[3] ?? "");
  }
}
