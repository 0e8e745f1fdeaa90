import type { Definition, List, Nodes, PhrasingContent, RootContent, Table } from "mdast";

import { cutAt } from "./invisible.ts";
import { depthLimit, parse, span } from "./markdown.ts";
import { codeBlock, codeSpan, quote, quoted, readable, table } from "./text.ts";

/**
 * The agent's Markdown as a quotation that reads as it was meant and on which nobody acts: paragraphs, lists, tables and code, written anew from the parsed text. Every word that
 * GitHub, or a bot, might act on (a mention, a reference, an address, a tag) stands in inline code. `shown` has as many whole blocks as fit into `lines`; `more` has the
 * rest, and is empty when nothing is left. Texts are cut at `limit` characters and say so.
 */
export function prose(
  text: string,
  { limit, lines }: { limit: number; lines: number },
): { shown: string; more: string } {
  const visible = readable(text).trim();
  const cut = cutAt(visible, limit);
  const blocks = blocksOrNull(cut);
  if (blocks === null) return { shown: "", more: quote(text, limit) };
  if (cut.length < visible.length) blocks.push(["(cut here)"]);
  let height = -1;
  const over = blocks.findIndex((block) => {
    height += block.length + 1;
    return height > lines;
  });
  const count = over === -1 ? blocks.length : over;
  return { shown: quoted(join(blocks.slice(0, count))), more: quoted(join(blocks.slice(count))) };
}

/** The whole of such a text. */
export function wholeProse(text: string, limit: number): string {
  const { shown, more } = prose(text, { limit, lines: Number.POSITIVE_INFINITY });
  return shown === "" ? more : shown;
}

/** Marks of emphasis beyond which the parser would take seconds; nobody writes so many. */
const emphasisLimit = 2_000;

type Block = readonly string[];
type Context = { readonly source: string; readonly definitions: ReadonlyMap<string, Definition> };

/** Null for a text that no parser can be trusted with; it is published as a code block. */
function blocksOrNull(source: string): Block[] | null {
  if (depthLimit(source) !== null || (source.match(/[*_~]/g)?.length ?? 0) > emphasisLimit) return null;
  try {
    const root = parse(source, { emphasis: true });
    const definitions = new Map<string, Definition>();
    for (const node of root.children)
      if (node.type === "definition" && !definitions.has(node.identifier))
        definitions.set(node.identifier, node);
    return blocksOf({ source, definitions }, root.children);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Blocks with an empty line between any two. */
function join(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block, index) => (index === 0 ? block : ["", ...block]));
}

function blocksOf(context: Context, nodes: readonly RootContent[]): Block[] {
  return nodes.map((node) => blockOf(context, node)).filter((block) => block.length > 0);
}

function blockOf(context: Context, node: RootContent): Block {
  switch (node.type) {
    case "paragraph":
      return linesOf(context, node.children);
    case "heading":
      return linesOf(context, node.children).map((line) => `**${line}**`);
    case "blockquote": {
      const inner = join(blocksOf(context, node.children));
      return inner.length === 0 ? [] : quoted(inner).split("\n");
    }
    case "list":
      return listOf(context, node);
    case "code":
      return codeBlock(node.value, languageOf(node.lang ?? ""));
    case "html":
      return codeBlock(node.value, "html");
    case "table":
      return tableOf(context, node);
    case "footnoteDefinition":
      return join(blocksOf(context, node.children));
    default:
      return []; // rules between sections, and definitions, which show nothing
  }
}

function listOf(context: Context, list: List): Block {
  const start = list.start ?? 1;
  const items = list.children.map((item, index) => {
    const mark = list.ordered === true ? `${Math.min(start + index, 999_999_999)}. ` : "- ";
    const inner = blocksOf(context, item.children);
    const lines = list.spread === true || item.spread === true ? join(inner) : inner.flat();
    if (lines.length === 0) return [mark.trimEnd()];
    const [first = "", ...rest] = lines;
    const ticked = first.replace(/^`\[([ x])\]`/i, (_, tick: string) => (tick === " " ? "☐" : "☑"));
    return [ticked, ...rest].map(
      (line, at) => (at === 0 ? mark : line === "" ? "" : " ".repeat(mark.length)) + line,
    );
  });
  return list.spread === true ? join(items) : items.flat();
}

function tableOf(context: Context, node: Table): Block {
  const rows = node.children.map((row) =>
    row.children.map((cell) =>
      linesOf(context, cell.children)
        .join(" ")
        .replaceAll("|", String.raw`\|`),
    ),
  );
  const [header = [], ...body] = rows;
  const width = header.length;
  return table(
    header.map((cell) => cell || " "),
    body.map((row) => Array.from({ length: width }, (_, column) => row[column] ?? "")),
  ).split("\n");
}

/** Languages of code that GitHub only colours. Diagrams and maps it would draw, and follow their links. */
function languageOf(name: string): string {
  const drawn = ["mermaid", "geojson", "topojson", "stl", "math"];
  return /^[a-z][a-z0-9+#-]{0,19}$/i.test(name) && !drawn.includes(name.toLowerCase()) ? name : "text";
}

function linesOf(context: Context, nodes: readonly PhrasingContent[]): Block {
  const lines: Token[][] = [[]];
  for (const token of tokensOf(context, nodes)) {
    if (token === "\n") lines.push([]);
    else lines.at(-1)?.push(token);
  }
  return lines.map(lineOf).filter((line) => line !== "");
}

/** A word or white space; or code. Ends of lines stand between them. */
type Token = { readonly code: string } | { readonly word: string };

function tokensOf(context: Context, nodes: readonly PhrasingContent[]): (Token | "\n")[] {
  return nodes.flatMap((node): (Token | "\n")[] => {
    switch (node.type) {
      case "text":
        return node.value
          .split("\n")
          .flatMap((line, index) => [...(index === 0 ? [] : ["\n" as const]), ...wordsOf(line)]);
      case "inlineCode":
        return [{ code: node.value }];
      case "strong":
      case "emphasis":
        return tokensOf(context, node.children);
      case "break":
        return ["\n"];
      case "link":
        return linkOf(context, node.children, node.url);
      case "linkReference":
        return linkOf(context, node.children, context.definitions.get(node.identifier)?.url ?? "");
      default:
        return [{ code: raw(context, node) }];
    }
  });
}

function linkOf(context: Context, children: readonly PhrasingContent[], url: string): (Token | "\n")[] {
  const words = tokensOf(context, children);
  const [only] = words;
  const same =
    words.length === 1 && only !== undefined && only !== "\n" && "code" in only && only.code === url;
  return same ? words : [...words, { word: " (" }, { code: url }, { word: ")" }];
}

function raw({ source }: Context, node: Nodes): string {
  const { start, end } = span(node);
  return source.slice(start, end);
}

/** The words of a line, each with the spaces around it. */
function wordsOf(line: string): Token[] {
  return line.split(/(\s+)/).flatMap((word): Token[] => {
    if (word === "") return [];
    if (/^\s+$/.test(word)) return [{ word: " " }];
    if (isInert(word)) return [{ word }];
    const [, before = "", core = "", after = ""] = /^(["'“(]*)(.*?)([)"'”.,;:!?…]*)$/.exec(word) ?? [];
    if (core === "") return [{ code: word }];
    // The brackets of a call are part of it.
    const own = core.includes("(") && after.startsWith(")") ? 1 : 0;
    return [{ word: before }, { code: core + after.slice(0, own) }, { word: after.slice(own) }];
  });
}

/** True of a word in which nothing has a meaning for Markdown, for GitHub, or for bots; full-width letters are what they stand for. */
function isInert(word: string): boolean {
  const plain = word.normalize("NFKC");
  return !acted.some((pattern) => pattern.test(plain));
}

const acted: readonly RegExp[] = [
  /[@#<>[\]{}|\\^~*_`]|\$(?!\d)/, // mentions, references, tags, Markdown, formulas
  /:\/\/|(?:^|\W)www\./i, // addresses
  /&[#a-z0-9]+;/i, // references to characters
  /:[a-z+-][\w+-]*:/i, // names of emoji; some are images
  /^\W*\//, // commands
  /^\W*[a-z][a-z0-9]*-\d/i, // the trackers that count like GH-1
  /\bgh-\d/i, // and GH-1 itself wherever it stands
  /^\W*(?=\w*\d)[0-9a-f]{7,64}\W*$/i, // commits
];

/** A line of tokens: code next to code becomes one, and the line does not begin like a list, a heading or a rule. */
function lineOf(tokens: readonly Token[]): string {
  let line = "";
  let pending: string[] = [];
  const flush = () => {
    const code = pending.join("");
    line += codeSpan(code, 1_000) + (/\s$/.test(code) ? " " : "");
    pending = [];
  };
  for (const token of tokens) {
    // Two spans that touch would be read as one, with other ends.
    if ("code" in token) pending.push(token.code);
    else if (pending.length > 0 && token.word.trim() === "") pending.push(token.word);
    else {
      flush();
      line += token.word;
    }
  }
  flush();
  const trimmed = line.replace(/\s+/g, " ").trim();
  return trimmed.replace(/^(?:[-+=]+|\d{1,9}[.)])(?=\s|$)/, (mark) => codeSpan(mark, 20));
}
