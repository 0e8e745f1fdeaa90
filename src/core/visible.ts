import { decodeNamedCharacterReference } from "decode-named-character-reference";
import type { Code, Definition, FootnoteDefinition, Link, LinkReference, Nodes, Table } from "mdast";

import { type HtmlPiece, htmlPieces } from "./html.ts";
import { cutAt, visibleCharacters } from "./invisible.ts";
import { depthLimit, parse, span } from "./markdown.ts";

/** Pieces that were taken out of a text, by kind. */
export type Removed = {
  /** HTML comments, declarations, and what a browser swallows after a tag that does not end. */
  readonly comments: number;
  /** Words that stand in markup: titles, alternative texts, attributes, unknown tags, definitions that nothing refers to. */
  readonly markup: number;
  /** Invisible and direction-changing characters. */
  readonly characters: number;
  /** Texts that were longer or deeper than the limit. */
  readonly cut: number;
};

export const nothingRemoved: Removed = { comments: 0, markup: 0, characters: 0, cut: 0 };

/** Longest issue body or comment that the agent gets, in characters; GitHub's own limit is 65,536. */
const textLimit = 65_536;

/**
 * Leaves of a Markdown text what a reader of the rendered page sees; what is visible stays as it was written, code to the letter. An image becomes `[image]`, a link its
 * words and its address. Nothing is fetched, and no text makes it throw. docs/adr/0035 says how far this goes.
 */
export function visibleMarkdown(source: string): { text: string; removed: Removed } {
  const lines = source.replaceAll("\r\n", "\n").replaceAll("\r", "\n");
  const limit = Math.min(textLimit, depthLimit(lines) ?? textLimit);
  const cut = lines.length > limit ? 1 : 0;
  const page = readOrNull(cutAt(lines, limit));
  if (page === null)
    return { text: "[left out: it cannot be read as Markdown]", removed: { ...nothingRemoved, cut: 1 } };
  const { text, removed } = visibleCharacters(page.text);
  return {
    text: cut === 0 ? text : `${text}\n[cut here: the text was longer]`,
    removed: { ...page.removed, characters: page.removed.characters + removed, cut },
  };
}

/** A title or a name: one line, which GitHub shows as it is written. */
export function visibleLine(source: string): { text: string; removed: Removed } {
  const { text, removed } = visibleCharacters(source);
  return { text: text.replace(/\s+/g, " ").trim(), removed: { ...nothingRemoved, characters: removed } };
}

/** The sum of what was removed from several texts. */
export function sumOf(all: readonly Removed[]): Removed {
  const of = (kind: keyof Removed) => all.reduce((sum, removed) => sum + removed[kind], 0);
  return { comments: of("comments"), markup: of("markup"), characters: of("characters"), cut: of("cut") };
}

/** Elements that GitHub keeps (its sanitizer's list), without those that show something else than their content. */
const shownElements =
  /^(?:h[1-6]|br|b|i|strong|em|a|pre|code|tt|div|ins|del|sup|sub|p|ol|ul|table|thead|tbody|tfoot|blockquote|dl|dt|dd|kbd|q|samp|var|hr|ruby|rt|li|tr|td|th|s|strike|summary|details|caption|figure|figcaption|abbr|bdo|cite|dfn|mark|small|span|time|wbr)$/;

/** Attributes that hold no words, as people and editors write them; any other counts when it is removed. */
const wordless =
  /^(?:align|width|height|src|srcset|media|open|colspan|rowspan|border|valign|dir|lang|start|type|checked|disabled|href|target|rel|id|name|class|style)$/;

/** An address of the web, or a path of the repository. What is neither, GitHub makes no link of. */
const web = /^(?:https?:\/\/|(?![a-z][a-z0-9+.-]*:))[^\s<>"]{1,500}$/i;

/** A language that stands at a code block. It is not shown, so it has to be short and one word. */
const language = /^[a-z][a-z0-9+#_.-]{0,19}$/i;

/** Code that GitHub shows as a map or a body: its text is never on the page. */
const drawn: readonly string[] = ["geojson", "topojson", "stl"];

/** A page on which is written, in the order of the source, what shows. */
type Page = {
  readonly source: string;
  /** The first definition of each name counts. */
  readonly definitions: ReadonlyMap<string, Definition>;
  /** Names that a link refers to. */
  readonly linked: ReadonlySet<string>;
  /** Footnotes that are referred to, by the numbers that the page shows. */
  readonly footnotes: ReadonlyMap<string, number>;
  readonly removed: { -readonly [kind in keyof Removed]: number };
  text: string;
  /** What a browser does not show from here on: the rest of the document, or up to the end of an element. */
  hidden: "rest" | "element" | null;
};

/** Null for a text that is nested so deep that the stack of the parser is at its end; nobody writes such a text to be read. */
function readOrNull(source: string): Page | null {
  try {
    return read(source);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function read(source: string): Page {
  const root = parse(source, { emphasis: false });
  const definitions = new Map<string, Definition>();
  const footnotes = new Map<string, number>();
  const linked = new Set<string>();
  visit(root, (node) => {
    if (node.type === "definition" && !definitions.has(node.identifier))
      definitions.set(node.identifier, node);
    if (node.type === "footnoteReference" && !footnotes.has(node.identifier))
      footnotes.set(node.identifier, footnotes.size + 1);
    if (node.type === "linkReference") linked.add(node.identifier);
  });
  const removed = { ...nothingRemoved };
  const page: Page = { source, definitions, linked, footnotes, removed, text: "", hidden: null };
  writeAll(page, root.children, { start: 0, end: source.length });
  return page;
}

function write(page: Page, piece: string): void {
  if (page.hidden === null) page.text += piece;
}

/** Writes nodes, and as it stands what is between them: list marks, the bars of tables, blank lines. */
function writeAll(page: Page, nodes: readonly Nodes[], { start, end }: { start: number; end: number }): void {
  let at = start;
  for (const node of nodes) {
    const here = span(node);
    write(page, page.source.slice(at, here.start));
    writeNode(page, node);
    at = here.end;
  }
  write(page, page.source.slice(at, end));
}

function writeNode(page: Page, node: Nodes): void {
  const { start, end } = span(node);
  const raw = page.source.slice(start, end);
  // Where an element ends that holds more than words is for browsers to say: nothing behind it is taken for visible.
  if (page.hidden === "element" && node.type !== "text" && node.type !== "html") page.hidden = "rest";
  switch (node.type) {
    case "html":
      return writeHtml(page, raw);
    case "text":
      return write(page, withoutInvisibleReferences(page, raw));
    case "code":
      return writeCode(page, node, raw);
    case "image":
    case "imageReference":
      if (!isGeneric(node.alt ?? "") || hasTitle(node)) page.removed.markup += 1;
      return write(page, "[image]");
    case "link":
      return writeLink(page, node, node.url);
    case "linkReference":
      return writeLink(page, node, page.definitions.get(node.identifier)?.url ?? "");
    case "definition": {
      const used = page.linked.has(node.identifier) && page.definitions.get(node.identifier) === node;
      if (!used || hasTitle(node)) page.removed.markup += 1;
      return;
    }
    case "footnoteReference":
      return write(page, `[^${page.footnotes.get(node.identifier) ?? 0}]`);
    case "footnoteDefinition":
      return writeFootnote(page, node);
    case "table":
      return writeTable(page, node);
    default:
      return writeAll(page, "children" in node ? node.children : [], { start, end });
  }
}

function writeHtml(page: Page, raw: string): void {
  for (const piece of htmlPieces(raw)) {
    if (piece.kind === "text") write(page, withoutInvisibleReferences(page, piece.text));
    else if (piece.kind === "tag") writeTag(page, piece);
    else page.removed.comments += 1;
    if (piece.kind === "open") page.hidden = "rest";
  }
}

function writeTag(page: Page, { name, end, attributes }: Extract<HtmlPiece, { kind: "tag" }>): void {
  // `rp` is for browsers without ruby; the others hide what is in it.
  if (page.hidden === "element") page.hidden = name === "rp" && end ? null : "rest";
  else if (name === "rp" && page.hidden === null) {
    page.removed.markup += 1;
    page.hidden = "element";
  }
  if (page.hidden !== null || name === "rp") return;
  const words = [...attributes].some(([key, value]) => !wordless.test(key) && !isGeneric(value));
  const known = shownElements.test(name) || ["img", "picture", "source"].includes(name);
  if (words || !known) page.removed.markup += 1;
  if (name === "img") return write(page, "[image]");
  if (!shownElements.test(name)) return;
  const href = attributes.get("href") ?? "";
  write(page, `<${end ? "/" : ""}${name}${name === "a" && !end && web.test(href) ? ` href="${href}"` : ""}>`);
}

function writeLink(page: Page, node: Link | LinkReference, url: string): void {
  const { start, end } = span(node);
  const [first] = node.children;
  const last = node.children.at(-1);
  // An address in angle brackets is its own text.
  if (page.source.startsWith("<", start)) return write(page, page.source.slice(start, end));
  if (first === undefined || last === undefined) {
    page.removed.markup += 1;
    return;
  }
  const words = { start: span(first).start, end: span(last).end };
  writeAll(page, node.children, words);
  const known = web.test(url);
  if (hasTitle(node) || (url !== "" && !known)) page.removed.markup += 1;
  if (known && page.source.slice(words.start, words.end) !== url) write(page, ` (${url})`);
}

function writeCode(page: Page, node: Code, raw: string): void {
  const [, fence = "", info = ""] = /^(`{3,}|~{3,})([^\n]*)/.exec(raw) ?? [];
  if (fence === "") return write(page, raw);
  const name = (node.lang ?? "").toLowerCase();
  const shown = language.test(name) && node.value.trim() !== "" ? (node.lang ?? "") : "";
  if (info.trim() !== shown || drawn.includes(name)) page.removed.markup += 1;
  if (drawn.includes(name)) return write(page, "[image]");
  const body = raw.slice(fence.length + info.length);
  write(page, `${fence}${shown}${name === "mermaid" ? withoutDrawingComments(page, body) : body}`);
}

function writeFootnote(page: Page, node: FootnoteDefinition): void {
  const { start, end } = span(node);
  const number = page.footnotes.get(node.identifier);
  if (number === undefined) {
    page.removed.markup += 1;
    return;
  }
  write(page, `[^${number}]:`);
  writeAll(page, node.children, { start: page.source.indexOf("]:", start) + 2, end });
}

/** GitHub shows no more cells of a row than its table has columns. */
function writeTable(page: Page, table: Table): void {
  const columns = table.children[0]?.children.length ?? 0;
  let at = span(table).start;
  for (const row of table.children) {
    const here = span(row);
    write(page, page.source.slice(at, here.start));
    const over = row.children[columns];
    if (over !== undefined) page.removed.markup += 1;
    const end = over === undefined ? here.end : span(over).start;
    writeAll(page, row.children.slice(0, columns), { start: here.start, end });
    at = here.end;
  }
  write(page, page.source.slice(at, span(table).end));
}

function hasTitle(node: Nodes): boolean {
  return "title" in node && (node.title ?? "") !== "";
}

/** Alternative texts that editors fill in by themselves say nothing. */
function isGeneric(words: string): boolean {
  return /^(?:image|screenshot|img|\s)*$/i.test(words);
}

function withoutDrawingComments(page: Page, body: string): string {
  return body.replace(/^[ \t]*%%[^\n]*\n?/gm, () => {
    page.removed.comments += 1;
    return "";
  });
}

/** Takes out `&#8203;`, `&zwnj;` and the like: the rendered page shows nothing in their place. */
function withoutInvisibleReferences(page: Page, raw: string): string {
  return raw.replace(/&(?:#x[0-9a-f]{1,6}|#[0-9]{1,7}|[a-z][a-z0-9]{1,31});/gi, (reference) => {
    if (visibleCharacters(decoded(reference.slice(1, -1))).removed === 0) return reference;
    page.removed.characters += 1;
    return "";
  });
}

function decoded(name: string): string {
  if (!name.startsWith("#")) return decodeNamedCharacterReference(name) || "";
  const code = Number(/^#x/i.test(name) ? `0${name.slice(1)}` : name.slice(1));
  return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : "";
}

function visit(node: Nodes, look: (node: Nodes) => void): void {
  look(node);
  for (const child of "children" in node ? node.children : []) visit(child, look);
}
