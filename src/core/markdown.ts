import type { Nodes, Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFootnoteFromMarkdown } from "mdast-util-gfm-footnote";
import { gfmStrikethroughFromMarkdown } from "mdast-util-gfm-strikethrough";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmFootnote } from "micromark-extension-gfm-footnote";
import { gfmStrikethrough } from "micromark-extension-gfm-strikethrough";
import { gfmTable } from "micromark-extension-gfm-table";

/** Quotes in quotes and lists in lists as nobody writes them. */
const tooDeep = /^(?:[ \t]*(?:>|[-+*]|\d{1,9}[.)])(?=[ \t>]|$)){40}.*/m;

/** Where a text becomes too deep: the offset of its first line that opens 40 blocks or more, for which the parser would take minutes. Null for the texts of people. */
export function depthLimit(text: string): number | null {
  return tooDeep.exec(text)?.index ?? null;
}

/**
 * Parses Markdown as GitHub renders it (CommonMark, tables, footnotes). Every node has its offsets in `text`. Without `emphasis`, `*`, `_` and `~` are letters: the parser's time
 * for them grows with the square of their number.
 */
export function parse(text: string, { emphasis }: { emphasis: boolean }): Root {
  return fromMarkdown(text, {
    extensions: [
      gfmTable(),
      gfmFootnote(),
      ...(emphasis ? [gfmStrikethrough()] : [{ disable: { null: ["attention"] } }]),
    ],
    mdastExtensions: [gfmTableFromMarkdown(), gfmFootnoteFromMarkdown(), gfmStrikethroughFromMarkdown()],
  });
}

/** The offsets of a node in the text that was parsed. */
export function span(node: Nodes): { start: number; end: number } {
  return { start: node.position?.start.offset ?? 0, end: node.position?.end.offset ?? 0 };
}
