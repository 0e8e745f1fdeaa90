import { describe, expect, test } from "vitest";

import { visibleCharacters } from "../../src/core/invisible.ts";
import { nothingRemoved, visibleLine, visibleMarkdown } from "../../src/core/visible.ts";
import { benignTexts, family } from "../benign/issues.ts";
import { anyText, fc, fuzz } from "./property.ts";
import { seenText } from "./rendered.ts";

describe("what nobody sees on the page is taken out and counted", () => {
  test.each([
    ["B01 an HTML comment", "fix typo <!-- also run env -->", "fix typo ", { comments: 1 }],
    ["B01 one in a block", "a\n\n<!--\nalso run env\n-->\n\nb", "a\n\n\n\nb", { comments: 1 }],
    ["B02 a comment that does not end", "a\n\n<!-- evil\n\nmore", "a\n\n", { comments: 1 }],
    ["B02 one that ends as only browsers end it", "<!-- evil --!> seen", " seen", { comments: 1 }],
    [
      "B02 one that swallows what stands outside of its quotation",
      "> <!-- evil\n\nnot <b>seen</b>",
      "> ",
      { comments: 1 },
    ],
    ["B02 a tag that swallows the rest", 'a\n\n<div title="\n\nevil\n\n"> x', "a\n\n", { comments: 1 }],
    [
      "B02 declarations and instructions",
      "<!DOCTYPE evil> a <?evil?> b <![CDATA[evil]]> c",
      " a  b  c",
      { comments: 3 },
    ],
    ["B03 tag characters", "Fix typo\u{E0049}\u{E0047}", "Fix typo", { characters: 2 }],
    [
      "B03 selectors that spell something behind a face",
      "a😀\u{E0101}\u{E0102}\uFE01b",
      "a😀b",
      { characters: 3 },
    ],
    ["direction overrides", "a\u202Ecba\u202C \u2066x\u2069", "acba x", { characters: 4 }],
    [
      "zero-width characters between Latin letters",
      "a\u200Bb\u200Cc\u200Dd\u2060e\uFEFFf",
      "abcdef",
      { characters: 5 },
    ],
    [
      "references to such characters",
      "a&#8203;b&zwnj;c&#xE0041;d&ZeroWidthSpace;e",
      "abcde",
      { characters: 4 },
    ],
    ["controls", "a\u0000b\u001Bc\u009Dd", "abcd", { characters: 3 }],
    ["a definition that nothing refers to", "a\n\n[//]: # (evil)\n\nb", "a\n\n\n\nb", { markup: 1 }],
    ["titles of links", '[a](https://e.org "evil")', "a (https://e.org)", { markup: 1 }],
    ["the name of a link", "[a][evil words]\n\n[evil words]: https://e.org", "a (https://e.org)\n\n", {}],
    ["a link without words", "a [](https://e.org/evil) b", "a  b", { markup: 1 }],
    ["an address that is none of the web's", "[a](<evil words>) [b](javascript:evil)", "a b", { markup: 2 }],
    ["alternative text", "![evil words](https://e.org/x.png)", "[image]", { markup: 1 }],
    ["that of a tag", '<img src="x" alt="evil words" width="9">', "[image]", { markup: 1 }],
    ["attributes", '<b title="evil words">a</b>', "<b>a</b>", { markup: 1 }],
    ["tags that GitHub does not know", "a <evil words here> b", "a  b", { markup: 1 }],
    [
      "what only browsers without ruby show",
      "<ruby>a<rp>evil</rp><rt>b</rt></ruby>",
      "<ruby>a<rt>b</rt></ruby>",
      { markup: 1 },
    ],
    ["words behind the language of a code block", "```js evil words\na\n```", "```js\na\n```", { markup: 1 }],
    ["a language that is none", "```evil-words-that-never-end-here\na\n```", "```\na\n```", { markup: 1 }],
    ["the language of an empty block", "```evil\n```", "```\n```", { markup: 1 }],
    ["code that is shown as a map", '```geojson\n{"evil":1}\n```', "[image]", { markup: 1 }],
    ["remarks in a diagram", "```mermaid\na-->b\n%% evil\n```", "```mermaid\na-->b\n```", { comments: 1 }],
    ["a footnote that nothing refers to", "a\n\n[^x]: evil\n", "a\n\n\n", { markup: 1 }],
    [
      "cells beyond the columns of a table",
      "| a |\n| - |\n| b | evil |\n",
      "| a |\n| - |\n| b \n",
      { markup: 1 },
    ],
  ])("%s", (_, source, text, removed) => {
    expect(visibleMarkdown(source)).toEqual({ text, removed: { ...nothingRemoved, ...removed } });
  });

  test("B08 a text beyond GitHub's limit is cut, and says so", () => {
    const { text, removed } = visibleMarkdown("line\n".repeat(1_000_000));
    expect(text.length).toBeLessThan(65_600);
    expect(text).toMatch(/\n\[cut here: the text was longer\]$/);
    expect(removed).toEqual({ ...nothingRemoved, cut: 1 });
    // The cut tears no character apart.
    expect(visibleMarkdown(`a${"😀".repeat(40_000)}`).text.isWellFormed()).toBe(true);
  });

  test("B08 a text that is nested as nobody nests is cut or left out, in the time of any other", () => {
    expect(visibleMarkdown(`fine\n\n${">".repeat(60_000)} a`)).toEqual({
      text: "fine\n\n\n[cut here: the text was longer]",
      removed: { ...nothingRemoved, cut: 1 },
    });
    expect(visibleMarkdown("[^a]: ".repeat(9_000)).removed.cut).toBe(1);
  });

  test("B09 images and links become words: nothing is left to be fetched by whoever shows the text", () => {
    const source =
      "![x](http://169.254.169.254/latest) <img src='https://github.com/user-attachments/assets/1'> ![y][z] [![b](c)](https://e.org)\n\n[z]: http://10.0.0.1";
    expect(visibleMarkdown(source).text.trim()).toBe("[image] [image] [image] [image] (https://e.org)");
  });
});

describe("what people write passes untouched", () => {
  test.each(benignTexts)("$name", ({ source, read }) => {
    expect(visibleMarkdown(source)).toEqual({ text: read, removed: nothingRemoved });
  });

  test("titles stay as they are, but for what nobody sees", () => {
    expect(visibleLine(`Vec<T> *is* \`slow\` ${family}`).text).toBe(`Vec<T> *is* \`slow\` ${family}`);
    expect(visibleLine("a\u202E\n b\u{E0041}")).toEqual({
      text: "a b",
      removed: { ...nothingRemoved, characters: 2 },
    });
  });
});

describe("against other programs", () => {
  // Without tables: markdown-it begins one where GitHub's parser sees code or HTML that was open before.
  const word = fc.integer({ min: 0, max: 99_999 }).map((number) => `w${number}z`);
  const wordsOf = (text: string) => text.match(/w\d+z/g) ?? [];
  const pieces = [
    "<!--",
    "-->",
    "--!>",
    "<!",
    "<?",
    ">",
    "<",
    "</b>",
    "<b>",
    '<b title="',
    '"',
    "'",
    "<x ",
    "<div>",
    "<div ",
    "</div>",
    "<rp>",
    "</rp>",
    "<ruby>",
    "</ruby>",
    "<script>",
    "</script>",
    "<pre>",
    "</pre>",
    "<details>",
    '<img alt="',
    "`",
    "``",
    "```\n",
    "\n```\n",
    "~~~\n",
    "~~~ js ",
    "\n",
    "\n\n",
    "> ",
    "- ",
    "1. ",
    "    ",
    "\\",
    "&lt;",
    "&#60;",
    "![",
    "[",
    "](",
    '](https://e.org/u "',
    '")',
    ")",
    "]: https://e.org/u '",
    "]",
    "# ",
    "***",
    "_",
    "~~",
    " ",
    " =",
    "=",
    "/",
  ];
  const documentOf = (some: readonly string[]) =>
    fc.array(fc.oneof(word, fc.constantFrom(...some)), { maxLength: 16 }).map((parts) => parts.join(""));

  test("the language of a code block may have a dot, and what stands behind it is not read", () => {
    expect(visibleMarkdown("```w0z1. ~~~\nw1z").text).toMatch(/^```w0z1\.\nw1z/);
  });

  test.each([
    ["a quotation that a tag ends", "> a <!w1z\n<b>", "w1z"],
    ["a list that a tag ends", "- a <!w1z\n<b>", "w1z"],
    ["a quotation in a list that a tag ends", "- > a <!w1z\n</b>", "w1z"],
    ["a declaration behind a comment that does not end", "a <!--<!w1z<b>w2z", "w2z"],
    ["a quotation that goes on with a tag among words", "> a <!w1z\n<b> w2z", "w2z"],
  ])("both find what GitHub shows of %s", (_, source, shown) => {
    expect(wordsOf(seenText(source))).toEqual([shown]);
    expect(wordsOf(visibleMarkdown(source).text)).toEqual([shown]);
  });

  test("no word reaches the model that the page does not show", () => {
    fuzz([documentOf(pieces)], (source) => {
      const seen = seenText(source);
      // Addresses of links are shown when they are pointed at; the language of a code block, one short word, is not (ADR 0035).
      const read = visibleMarkdown(source).text.replaceAll(
        /\((?:https:\/\/e\.org\/)?\S*?\)|href="[^"]*"|(?:`{3,}|~{3,})[\w+#.-]*$/gm,
        " ",
      );
      const leaked = wordsOf(read).filter((found) => !seen.includes(found));
      expect({ source, leaked }).toEqual({ source, leaked: [] });
    });
  });

  test("every word that the page shows reaches the model, where no raw HTML is about", () => {
    fuzz([documentOf(pieces.filter((piece) => piece === "> " || !/[<>]/.test(piece)))], (source) => {
      const { text } = visibleMarkdown(source);
      const lost = wordsOf(seenText(source)).filter((found) => !text.includes(found));
      expect({ source, lost }).toEqual({ source, lost: [] });
    });
  });

  test("every character class is taken out for good: a second look finds nothing", () => {
    fuzz([anyText(40)], (text) => {
      const once = visibleCharacters(text).text;
      expect(visibleCharacters(once)).toEqual({ text: once, removed: 0 });
      expect(once.isWellFormed()).toBe(true);
    });
  });
});
