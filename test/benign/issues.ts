/** Emoji of every kind of composition. */
export const family = "👩‍💻 👨‍👩‍👧‍👦 ❤️‍🔥 1️⃣ 👍🏽 ☺︎ 🏳️‍🌈 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🧑🏿‍🚀";

const texts: readonly (readonly [name: string, source: string, read?: string])[] = [
  ["emoji of every kind", family],
  ["Arabic and Persian with its joiners", "مرحبا بالعالم، می‌خواهم نامه‌ای بنویسم (٣)"],
  ["Hebrew with a direction mark", "שלום \u200Fעולם! C#\u200E הוא שפה"],
  ["Hindi, Sinhala and Bengali conjuncts", "क्‍ष ශ්‍රී র‍্যাব"],
  ["Thai with break opportunities", "ภาษา\u200Bไทย"],
  ["a variant of a Japanese name, and of a sign", "葛\u{E0100}城市 ≨\uFE00"],
  ["Mongolian", "ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ\u180B"],
  ["combining characters, as they were composed", "e\u0301 \u00E9 a\u0308\u0323 \u1112\u1161\u11AB"],
  ["fenced code with HTML and remarks", "```html\n<!-- note -->\n<img alt='x'>\n<script>x</script>\n```"],
  ["code with odd characters", "    a &lt;b&gt; \\0 `x` <T>\n\n`<!-- y -->` ``a ` b``"],
  ["a code block in a list", "1. first\n   ```ts\n   const a: Array<string> = [];\n   ```\n2. second"],
  ["task lists", "- [ ] open\n- [x] done\n  - [ ] inner"],
  ["tables", "| a | b |\n| :- | -: |\n| `x\\|y` | <b>1</b> |\n"],
  ["mentions and references", "@octocat wrote #12 and acme/spans#3, see `@Override` and a@b.c"],
  ["headings, quotations, rules", "# T\n\nS\n===\n\n> a\n> > b\n\n* * *\n"],
  ["bare addresses", "https://example.org/x?y=z#a and <https://e.org/q>"],
  ["comparisons and hearts", "if a < b && c > d then <3 else a<!b"],
  ["folded details", "<details>\n<summary>Log</summary>\n\n```\nx\n```\n\n</details>"],
  ["simple HTML", "H<sub>2</sub>O <kbd>Ctrl</kbd><br>\n<p>x</p>"],
  ["footnotes that are referred to", "a[^1]\n\n[^1]: note\n    more\n"],
  ["a long line", "word ".repeat(4_000)],
  ["references to visible characters", "&amp; &copy; &lt;div&gt; &#169;"],
  ["formulas", "$x_1 + y^2$ and $$\\frac{a}{b}$$ cost $5"],
  ["private and new characters", "\uE0A0 \uF8FF 🫩"],
  ["a comment that Markdown shows as text", "fix <!-- not closed"],
  ["a patch", "```diff\n-a\n+b\n```\n\n~~~\nx\n~~~"],
  ["lines that end as on Windows", "a\r\n\r\n```\r\nb\r\n```\r", "a\n\n```\nb\n```\n"],
  [
    "pasted screenshots",
    '![image](https://x/1)\n<img width="640" alt="Image" src="https://x/2" />\n',
    "[image]\n[image]\n",
  ],
  [
    "links, inside the repository too",
    "[the parser](src/parse.js#L4), [spec](https://e.org), [e]\n\n[e]: /x",
    "the parser (src/parse.js#L4), spec (https://e.org), e (/x)\n\n",
  ],
  ["a picture that is a link", "[![image](https://x/1)](https://e.org)", "[image] (https://e.org)"],
  ["mentions in code", "`@dataclass` and `@Test`\n\n```java\n@Override // see #12\n```"],
  [
    "a template of issues that was filled in",
    "### What happened?\n\nIt broke.\n\n### Logs\n\n```shell\n_No response_\n```\n\n- [X] I searched",
  ],
  [
    "a stack trace",
    "```\nTypeError: x is not a function\n    at parse (src/a.js:1:2)\n    at <anonymous>\n```",
  ],
  ["an indented stack trace", "Error:\n\n    at a (b.js:1)\n    at c (d.js:2)\n"],
  ["generic types in prose", "`Map<string, T>` should be `Map<K, V>`, see #3"],
  ["a shell session", "```console\n$ npm test\n> x@1.0.0 test\n# fail 1\n```"],
  ["lists of many kinds", "* a\n+ b\n1) c\n\n- d\n\n  e\n"],
  ["emphasis of every kind", "**a** __b__ *c* _d_ ~~e~~ ***f*** snake_case_name 2*3*4"],
  ["an alert", "> [!NOTE]\n> Mind the gap."],
  ["line breaks of both kinds", "a  \nb\\\nc"],
  ["keys and quotations in HTML", "Press <kbd>Ctrl</kbd>+<kbd>C</kbd>, <q>so</q> <del>no</del><br>"],
  ["an e-mail that was quoted", "On Monday, Ann wrote:\n> It fails.\n>> Does it?\n\nYes."],
  ["Japanese, Korean and Chinese without spaces", "関数が失敗します。함수가 실패합니다. 函数失败了。"],
  ["two directions in one line", "الدالة `parse()` تفشل مع input فارغ (انظر #12)."],
  ["a yaml file", "```yaml\non:\n  push: { branches: [main] }\n# remark\n```"],
  ["nothing", ""],
];

const titles: readonly (readonly [title: string, shown?: string])[] = [
  ["parse() ignores all units but the first"],
  ["Support Vec<T> & R&D in snake_case 👍🏽", "Support Vec‹T› & R&D in snake_case 👍🏽"],
  ["שגיאה ב-parse()"],
  ["الدالة parse تفشل"],
  ["関数が失敗する（空の入力）"],
  ["[Bug] crash on `null`", "(Bug) crash on 'null'"],
  ["feat(core): add --dry-run, fix typo in README.md"],
  ["Crash: TypeError: x is undefined at a.js:1:2"],
  ["50% slower since v1.2.3 (Node 20+)"],
  ["Use @types/node 24", "Use types/node 24"],
  ["é, é and ü stay as they were composed"],
  [`Greet ${family}`],
  ["C++ / C# — “quotes” … and dashes"],
];

/** What people write in issues and comments, and what the agent reads of it. */
export const benignTexts = texts.map(([name, source, read = source]) => ({ name, source, read }));

/** Titles that people give issues, and what they are as the title of a pull request. */
export const benignTitles = titles.map(([title, shown = title]) => ({ title, shown }));
