import markdownIt from "markdown-it";
import { type DefaultTreeAdapterTypes, parseFragment } from "parse5";

const renderer = markdownIt({ html: true });

/** A line that is one whole tag, which begins a block of HTML where no paragraph goes on (CommonMark 0.31, "HTML blocks", condition 7). */
const tagAlone =
  /^<(?:\/[a-z][a-z0-9-]*\s*|[a-z][a-z0-9-]*(?:\s+[a-z_:][\w.:-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?)*\s*\/?)>\s*$/i;

// GitHub's parser begins such a block also on a line that could go on a paragraph of a quotation or list (cmark-gfm, blocks.c, open_new_blocks); this renderer does not by itself.
renderer.block.ruler.before(
  "html_block",
  "lazy_html_block",
  (state, line, _end, silent) => {
    const isLazy = state.parentType === "blockquote" || (state.sCount[line] ?? 0) < state.blkIndent;
    const start = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
    return silent && isLazy && tagAlone.test(state.src.slice(start, state.eMarks[line]));
  },
  { alt: ["paragraph", "reference", "blockquote"] },
);

// Where no comment ends, this renderer (15.0.3) looks for no declaration in the same text either, as no other does.
renderer.inline.ruler.before("html_inline", "every_kind_of_html", (state) => {
  state.skipHtmlSpecial = false;
  return false;
});

/**
 * The text that a reader of a rendered page sees, by other programs than ours: markdown-it renders, parse5 reads as a browser does. What GitHub's own rules add stands here:
 * some tags are shown as text, tags that it does not know are dropped with their content kept.
 */
export function seenText(markdown: string): string {
  const html = renderer
    .render(markdown)
    .replace(/<(?=\/?(?:title|textarea|style|xmp|iframe|noembed|noframes|script|plaintext)\b)/gi, "&lt;");
  return textOf(parseFragment(html));
}

function textOf(node: DefaultTreeAdapterTypes.Node): string {
  if (node.nodeName === "#text" && "value" in node) return node.value;
  if (node.nodeName === "rp") return "";
  if (!("childNodes" in node)) return "";
  return node.childNodes.map(textOf).join("");
}
