import markdownIt from "markdown-it";
import { type DefaultTreeAdapterTypes, parseFragment } from "parse5";

const renderer = markdownIt({ html: true });

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
