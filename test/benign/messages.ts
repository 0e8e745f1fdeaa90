/** What agents say at the end, and the Markdown that is published of it, before it is quoted. */
export const benignMessages: readonly (readonly [name: string, source: string, shown: string])[] = [
  ["paragraphs and line ends", "One line\nand another.\n\nNext.", "One line\nand another.\n\nNext."],
  [
    "emoji and scripts",
    "Done 👩‍💻 ❤️‍🔥. שלום, مرحبا بالعالم! 日本語。",
    "Done 👩‍💻 ❤️‍🔥. שלום, مرحبا بالعالم! 日本語。",
  ],
  ["Windows line ends", "a\r\n\r\nb", "a\n\nb"],
  ["lists in lists", "1. one\n2. two\n   - in\n\n   more", "1. one\n2. two\n\n   - in\n\n   more"],
  ["task lists", "- [ ] open\n- [x] done", "- ☐ open\n- ☑ done"],
  [
    "fenced code, to the letter",
    "```ts\nconst a: Array<string> = ['@x']; // **no**\n```",
    "```ts\nconst a: Array<string> = ['@x']; // **no**\n```",
  ],
  ["code with a fence in it", "~~~~md\n```js\nx\n```\n~~~~", "````md\n```js\nx\n```\n````"],
  ["inline code, also with HTML and backticks", "use `<T>` and `` a`b ``", "use `<T>` and ``a`b``"],
  ["mentions in code", "`@Override` and @types/node", "`@Override` and `@types/node`"],
  ["headings and emphasis", "## What *changed*\n\nAll **of** it", "**What changed**\n\nAll of it"],
  ["tables", "| a | b |\n|:-|-:|\n| 1 | x_y |", "| a | b |\n| --- | --- |\n| 1 | `x_y` |"],
  ["quotations", "> said\n> so", "> said\n> so"],
  ["references and addresses", "see #12 (and https://e.org/x).", "see `#12` (and `https://e.org/x`)."],
  ["links", "[the spec](https://e.org)", "the spec (`https://e.org`)"],
  [
    "identifiers and paths",
    "parse_all() in src/a.ts, 50 % of C++ & more",
    "`parse_all()` in src/a.ts, 50 % of C++ & more",
  ],
  ["prices, times and versions", "$5 at 12:30, v1.2.3, 3-4 of 10", "$5 at 12:30, v1.2.3, 3-4 of 10"],
  [
    "HTML",
    "<details>\n<summary>x</summary>\n</details>",
    "```html\n<details>\n<summary>x</summary>\n</details>\n```",
  ],
  ["long lines", `${"word ".repeat(400)}end`, `${"word ".repeat(400)}end`],
  ["numbers that begin a line", "1986\\. A great year\n\n\\- no item", "`1986.` A great year\n\n`-` no item"],
  ["combining characters", "e\u0301\u0323 क्‍ष", "e\u0301\u0323 क्‍ष"],
];
