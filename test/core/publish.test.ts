import { execFileSync } from "node:child_process";

import markdownIt, { type Token } from "markdown-it";
import { describe, expect, test } from "vitest";

import type { Withheld } from "../../src/core/change-set.ts";
import { Config } from "../../src/core/config.ts";
import type { PlanTask } from "../../src/core/plan.ts";
import { wholeProse } from "../../src/core/prose.ts";
import { commitMessage, pullRequestBody, pullRequestTitle } from "../../src/core/pull-request.ts";
import type { Envelope, GateResult } from "../../src/core/result.ts";
import { collectSummary, workSummary } from "../../src/core/summary.ts";
import { codeSpan, plainLine, quote } from "../../src/core/text.ts";
import { brokenPad, failureComment } from "../../src/core/workpad.ts";
import { benignMessages } from "../benign/messages.ts";
import { anyText, fc, forAll, fuzz } from "./property.ts";
import { planTask } from "./world.ts";

const workpadMarker = "<!-- switchyard:workpad -->";
const run = "https://github.com/acme/spans/actions/runs/1";
const renderer = markdownIt({ html: true, linkify: true });
// Names such as README.md are no links on GitHub; what begins with www. is, and is looked for below.
renderer.linkify.set({ fuzzyLink: false });

const closing =
  /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+(?:[\w.-]+\/[\w.-]+)?(?:#|GH-|https?:\/\/\S+\/issues\/)(\d+)/gi;

/**
 * What GitHub, or a bot, would do with a text besides showing it, as another Markdown renderer and a plain look at the source find it. `own` is the issue that our
 * own line closes.
 */
function acts(markdown: string, own: number | null): string[] {
  const found: string[] = [];
  const look = (tokens: readonly Token[]): void => {
    for (const token of tokens) {
      if (token.type === "image") found.push(`image ${token.content}`);
      if (token.type === "html_inline" || token.type === "html_block") {
        const rest = token.content
          .replaceAll(/<\/?(?:details|summary)>/g, "")
          .replace(/^<!-- switchyard:workpad(?: [\w=. -]*)? -->/, "");
        if (/[<>]/.test(rest)) found.push(`html ${rest}`);
      }
      if (token.type === "link_open" && token.attrGet("href") !== run)
        found.push(`link ${token.attrGet("href")}`);
      if (token.type === "text") {
        const words = token.content.normalize("NFKC");
        for (const [what, pattern] of [
          ["mention", /(?:^|[^\w/])@[a-z\d]/i],
          ["reference", own === null ? /#\d|\bGH-\d/i : new RegExp(String.raw`#(?!${own}\b)\d|\bGH-\d`, "i")],
          ["address", /:\/\/|\bwww\./i],
          ["emoji", /:[a-z]\w*:/],
        ] as const)
          if (pattern.test(words)) found.push(`${what} ${words}`);
      }
      look(token.children ?? []);
    }
  };
  look(renderer.parse(markdown, {}));
  // A squashed pull request gets its text as the message of a commit: there the source counts, code or not.
  for (const [whole, number] of markdown.matchAll(closing))
    if (Number(number) !== own) found.push(`closing ${whole}`);
  for (const line of markdown.split("\n")) {
    if (/\[(?:skip ci|ci skip|no ci|skip actions|actions skip)\]/i.test(line)) found.push(`skip ${line}`);
    if (/^\s*(?:\/[a-z]|@|bors |[\w-]+-by:|skip-checks:)/i.test(line)) found.push(`command ${line}`);
  }
  if (markdown.slice(1).includes(workpadMarker)) found.push("marker");
  return found;
}

const config = Config.parse({});
const task = (title = "parse() ignores all units but the first"): PlanTask => {
  const plain = planTask();
  return { ...plain, snapshot: { ...plain.snapshot, title } };
};
const envelope = (message: string, gates: readonly GateResult[] = []): Envelope => ({
  version: 1,
  issue: 7,
  attempt: 1,
  claim: "c",
  run: 1,
  "run-attempt": 1,
  outcome: "delivered",
  reason: message.slice(0, 2_000),
  spent: 0.42,
  seconds: 131,
  turns: 4,
  model: message.slice(0, 200),
  gates: [...gates],
  changes: null,
  message,
  "resets-at": null,
  isolation: null,
  credential: null,
  "model-reached": true,
  refusals: [],
});
const gate = (name: string, tail = ""): GateResult => ({
  name,
  now: tail === "" ? "passed" : "failed",
  base: "not_tried",
  seconds: 1,
  tail,
  edited: [],
});
const facts = (message: string, gates: readonly GateResult[] = []) => ({
  config,
  task: task(),
  envelope: envelope(message, gates),
  set: { version: 1 as const, lines: 10, inexpressible: [], changes: [] },
  withheld: [] as readonly Withheld[],
  sensitive: [],
  editedBy: null,
  failed: null,
  template: null,
  runUrl: run,
  isPublic: false,
});
const body = (message: string, gates: readonly GateResult[] = [], withheld: readonly string[] = []) =>
  pullRequestBody({
    ...facts(message, gates),
    withheld: withheld.map((path) => ({ path, code: "protected-path" })),
  });

/** Every text that carries words of the agent, of issues, or of logs. */
function published(words: string): { text: string; own: number | null }[] {
  const title = task(words);
  return [
    { text: body(words, [gate(words.slice(0, 60), words)], [words]), own: 7 },
    { text: wholeProse(words, 30_000), own: null },
    { text: quote(words, 2_000), own: null },
    { text: workSummary(envelope(words, [gate(words.slice(0, 60))]), []).replace("## #7:", "##"), own: null },
    { text: brokenPad(words, run), own: null },
    {
      text: failureComment({
        outcome: "gates_failed",
        reason: words,
        spent: 1,
        attempt: 1,
        notBefore: null,
        gates: [gate("lint", words)],
        run,
      }),
      own: null,
    },
    { text: `# ${pullRequestTitle({ config, task: title })}`, own: null },
    // Bots read no subjects: what counts there is what GitHub reads anywhere in a message.
    { text: `# ${commitMessage({ config, task: title, signer: null }).split("\n")[0] ?? ""}`, own: null },
  ];
}

const attacks: readonly (readonly [id: string, ...words: string[]])[] = [
  [
    "F01 images",
    "![](https://e.example/?k=1)",
    "<img src=https://e.example>",
    "<picture><source srcset=x></picture>",
    "[![](x)](y)",
    "![a][b]\n\n[b]: https://e.example",
    "<svg onload=x>",
    ":octocat:",
  ],
  [
    "F02 mentions",
    "@octocat",
    "@org/team",
    "&#64;octocat",
    "&commat;octocat",
    "＠octocat",
    "@\u200Boctocat",
    "﹫octocat",
    "a @octocat.",
    "`@` octocat @octocat",
    "- @octocat\n# @octocat",
  ],
  [
    "F03 closing keywords",
    "Fixes #1",
    "closes: #1",
    "Resolves o/r#1",
    "fixes https://github.com/o/r/issues/1",
    "fix GH-1",
    "Fixes &#35;1",
    "Fixes\n#1",
    "`Fixes #1`",
    "```\nFixes #1\n```",
    "Fixes **#1**",
  ],
  [
    "F04 hidden blocks and markers",
    "<!-- x -->",
    workpadMarker,
    `a\n\n${workpadMarker}`,
    `\`\`\`\n${workpadMarker}\n\`\`\``,
    "<details>\n\n```\n</details>",
    "</details></summary>x",
    "```\n````\n@octocat",
  ],
  [
    "F05 commands of bots",
    "/merge",
    "\n\n/merge\n",
    "@dependabot merge",
    "bors r+",
    "@claude do it",
    "@copilot",
    "[skip ci]",
    "`[ci skip]`",
    "```\n[no ci]\n```",
    "skip-checks: true",
    "Co-authored-by: x <x@x>",
    "```\n/lgtm\n```",
  ],
  [
    "F08 forged summaries",
    "```\n\n✅ security review passed\n\n| a | b |\n| - | - |\n",
    "````text\n```\n## Passed",
    "x\r## Passed",
    "</details>\n## Passed",
  ],
  [
    "links",
    "[x](https://e.example)",
    "<https://e.example>",
    "https://e.example",
    "www.e.example",
    "[x]\n\n[x]: https://e.example",
    "mail@e.example",
    "<a href=https://e.example>x</a>",
    "ftp://e.example",
  ],
  [
    "formulas, commits and trackers",
    "$\\href{https://e.example}{x}$",
    "0123456789abcdef0123456789abcdef01234567",
    "GH-12",
    "Fixes ABC-12",
  ],
];

describe("what others wrote makes nobody act", () => {
  test.each(attacks.flatMap(([id, ...all]) => all.map((words) => [id, words] as const)))(
    "%s: %j",
    (_, words) => {
      for (const { text, own } of published(words))
        expect({ text, acts: acts(text, own) }).toEqual({ text, acts: [] });
    },
  );

  const word = fc.constantFrom(
    "a",
    "Fixes",
    "closes:",
    "#1",
    "@octocat",
    "@",
    "o/r#2",
    "GH-3",
    "https://e.example/x",
    "www.e.example",
    "![",
    "](",
    ")",
    "[",
    "]",
    "<",
    ">",
    "<!--",
    "-->",
    "<img src=x>",
    "`",
    "``",
    "```",
    "~~~",
    "\n",
    "\n\n",
    " ",
    "    ",
    "- ",
    "1. ",
    "> ",
    "# ",
    "|",
    "| a |\n| - |\n",
    "**",
    "_",
    "~~",
    "\\",
    "&#64;",
    "&commat;",
    "$",
    "$$",
    ":octocat:",
    "/merge",
    "bors r+",
    "[skip ci]",
    "＠",
    "\u202E",
    "\u200D",
    "👩‍💻",
    "שלום",
    "=",
    "---",
    "[^1]",
    "[^1]: ",
    "x@e.example",
    "0123456789abcdef",
    "<details>",
    "</details>",
    workpadMarker,
    "\r",
    "\t",
    "{",
    "}",
    "!",
  );
  const document = fc.array(word, { maxLength: 24 }).map((parts) => parts.join(""));

  const forms: readonly ((words: string) => string)[] = [
    (words) => wholeProse(words, 30_000),
    (words) => quote(words, 2_000),
    (words) => `a ${codeSpan(words, 100)} b`,
    (words) => `# a ${plainLine(words, 100)}`,
    (words) => `| a |\n| --- |\n| ${plainLine(words, 100)} |`,
  ];

  test("nor does any mixture of it", () => {
    fuzz([document, fc.constantFrom(...forms)], (words, form) => {
      const text = form(words);
      expect({ words, text, acts: acts(text, null) }).toEqual({ words, text, acts: [] });
    });
  });

  test("nor does a whole pull request with it, of which our own line closes the issue", () => {
    forAll([fc.array(document, { minLength: 1, maxLength: 3 })], (all) => {
      const text = body(all.join("\n"), [gate("lint", all[0])], all);
      expect({ text, acts: acts(text, 7) }).toEqual({ text, acts: [] });
      expect(text.startsWith("Closes #7\n")).toBe(true);
    });
  });

  test.each([
    ["emoji names across emphasis", "closes:**closes:**"],
    ["a repository made of the rest of an address", "Fixes https://e.example/xGH-3"],
  ])("nor do %s in a line of ours", (_, words) => {
    expect(acts(`Attempt 1 · ${plainLine(words, 80)} · 4 turns`, null)).toEqual([]);
  });

  test("nor does a character that nobody sees get through", () => {
    expect(plainLine("a\u202Eb\u200Bc", 80)).toBe("abc");
    expect(quote("a\u202Eb\u200Bc", 80)).toContain("abc");
  });

  test("nor does a line that is cut in the middle of an address", () => {
    const text = `${"x".repeat(70)} www.e.example`;
    for (let limit = 60; limit < 90; limit += 1) expect(acts(plainLine(text, limit), null)).toEqual([]);
  });

  test("no line of a quotation is theirs alone, and a code block ends where ours does", () => {
    fuzz([anyText(60)], (words) => {
      const texts = [quote(words, 1_000), wholeProse(words, 1_000)].filter((text) => text !== "");
      for (const text of texts) for (const line of text.split("\n")) expect(line).toMatch(/^>(?: |$)/);
      const [first = "", ...rest] = quote(words, 1_000).split("\n");
      const fence = /`+/.exec(first)?.[0] ?? "none";
      expect(rest.findIndex((line) => line.includes(fence))).toBe(rest.length - 1);
    });
  });
});

describe("what others wrote reads as they meant it", () => {
  test.each(benignMessages)("%s", (_, source, shown) => {
    expect(wholeProse(source, 30_000)).toBe(
      shown
        .split("\n")
        .map((line) => (line === "" ? ">" : `> ${line}`))
        .join("\n"),
    );
  });

  test.each([
    ["Fixes #1 and closes o/r#2", "Fixes 1 and closes o/r2"],
    ["ping @octocat and @org/team", "ping octocat and org/team"],
    ["![x](https://evil.example/?k=1)", "(x)(evil.example/?k=1)"],
    ["<img src=x> GH-3\n/merge", "‹img src=x› GH 3 /merge"],
    ["/merge now `x` [skip ci]", "merge now 'x' (skip ci)"],
  ])("a title: %j", (title, line) => expect(plainLine(title, 200)).toBe(line));

  test("a path in code, to the letter", () => {
    expect(codeSpan("packages/@acme/x/[id].ts", 200)).toBe("`packages/@acme/x/[id].ts`");
    expect(codeSpan("a`b", 200)).toBe("``a`b``");
    expect(codeSpan("x".repeat(30), 10)).toBe(`\`${"x".repeat(9)}…\``);
  });

  test("a text beyond its limit is cut and says so", () => {
    expect(wholeProse("word ".repeat(100), 50)).toMatch(/\n>\n> \(cut here\)$/);
  });

  test.each([
    ["emphasis without an end", "*a_ ".repeat(1_001)],
    ["quotations in quotations", ">".repeat(5_000)],
    ["footnotes in footnotes", "[^a]: ".repeat(3_000)],
  ])("what no parser can be trusted with is a code block: %s", (_, hostile) => {
    expect(wholeProse(hostile, 30_000)).toBe(quote(hostile, 30_000));
  });
});

describe("a pull request", () => {
  const long = Array.from({ length: 60 }, (_, index) => `Sentence ${index} says something.`).join("\n\n");
  const gates = Array.from({ length: 20 }, (_, index) =>
    gate(`gate ${index}`, index === 19 ? "it failed" : ""),
  );

  test("has at most 40 lines before the first collapsed part, whatever there is to say", () => {
    const [first = ""] = body(long, gates, [".github/workflows/x.yml"]).split("<details>");
    expect(first.trimEnd().split("\n").length).toBeLessThanOrEqual(40);
    expect(first).toContain("| gate 19 | not tried | **failed** |");
  });

  test("keeps the rest in collapsed parts", () => {
    const text = body(long, gates);
    expect(text).toContain("<details><summary>More of what the agent says</summary>\n\n> Sentence 7");
    expect(text).toContain("> Sentence 59 says something.");
    expect(text).toContain("<details><summary>All gates</summary>");
  });

  test("shows a first block that is longer than the screen in the collapsed part alone", () => {
    const text = body(`\`\`\`\n${"x\n".repeat(40)}\`\`\``);
    expect(text).toContain("<details><summary>What the agent says about it</summary>");
    expect(text.split("<details>")[0]).not.toContain("What the agent says");
  });

  test.each([
    ["auto", false, true],
    ["auto", true, false],
    ["always", true, true],
    ["never", false, false],
  ] as const)("says its costs by `pull-request.costs`: %s, public: %s → %s", (costs, isPublic, said) => {
    const plain = facts("Done.");
    const wanted = Config.parse({ "pull-request": { costs } });
    expect(pullRequestBody({ ...plain, config: wanted, isPublic }).includes(" · $")).toBe(said);
  });

  test("says first what a reviewer must know, and no costs where everybody reads", () => {
    const plain = facts("Done.");
    expect(
      pullRequestBody({
        ...plain,
        set: { ...plain.set, lines: 401 },
        failed: "gates_failed",
        editedBy: "eve",
        withheld: [
          { path: "@org/CODEOWNERS", code: "protected-path" },
          { path: "@org/b.ts", code: "outside-scope" },
        ],
        sensitive: [{ path: "packages/@octocat/package.json", why: "dependencies" }],
        isPublic: true,
      }),
    ).toMatchInlineSnapshot(`
      "For #7

      What the agent says about it:

      > Done.

      **Nothing was verified:** no gates are configured.

      **Not finished:** The change does not pass the gates. (\`gates_failed\`) This is what the last attempt left; merging it does not close the issue.

      **The issue was edited since** by eve, who may not write here. This was made for the text as it was approved.

      **Withheld** (protected paths, not in this pull request): \`@org/CODEOWNERS\`

      **Withheld** (outside of what the scope of the issue allows, not in this pull request): \`@org/b.ts\`

      **Look at these first:** \`packages/@octocat/package.json\` (dependencies)

      **Large:** 401 lines in 0 files. Consider asking for it in parts.

      Attempt 1 · worker 01 · Done. · 2 min 11 s · 4 turns · [run](https://github.com/acme/spans/actions/runs/1)
      Made for the text of the issue as approved by maria (aaaaaaaaaaaa). For another round, close this pull request and put the label on the issue again."
    `);
  });

  test("is no longer than GitHub takes, and is large only beyond the limits of the config", () => {
    expect(pullRequestBody({ ...facts("Done."), template: "x".repeat(70_000) })).toHaveLength(65_536);
    expect(body("Done.")).not.toContain("**Large:**");
    expect(body("Done.")).toContain("**Nothing was verified:** no gates are configured.");
  });

  test("reads well", () => {
    expect(
      body(
        "I made `parse()` sum **all** units (see #12).\n\n- `1h 30m` is 5400\n- ping @maria\n",
        [gate("test")],
        [".github/workflows/ci.yml"],
      ),
    ).toMatchInlineSnapshot(`
      "Closes #7

      What the agent says about it:

      > I made \`parse()\` sum all units (see \`#12\`).
      >
      > - \`1h 30m\` is 5400
      > - ping \`@maria\`

      | gate | base | now |
      | --- | --- | --- |
      | test | not tried | passed |

      **Withheld** (protected paths, not in this pull request): \`.github/workflows/ci.yml\`

      Attempt 1 · worker 01 · I made 'parse()' sum **all** units (see 12). - '1h 30m' is … · 2 min 11 s · 4 turns · $0.42 · [run](https://github.com/acme/spans/actions/runs/1)
      Made for the text of the issue as approved by maria (aaaaaaaaaaaa). For another round, close this pull request and put the label on the issue again."
    `);
  });
});

describe("the commit message", () => {
  test("names worker and requester, and signs off only when the config says so", () => {
    expect(
      commitMessage({ config, task: task("Fixes #1 @octocat\n\nCo-authored-by: x"), signer: null }),
    ).toBe(
      "Fixes 1 octocat Co-authored-by: x\n\nFor issue 7, attempt 1.\n\nSwitchyard-Worker: 01\nSwitchyard-Requested-By: maria",
    );
    expect(
      commitMessage({ config, task: task(), signer: "maria <1+maria@users.noreply.github.com>" })
        .split("\n")
        .at(-1),
    ).toBe("Signed-off-by: maria <1+maria@users.noreply.github.com>");
  });

  test("E14 has no trailer but ours, whoever asks and whatever the agent says, also when the pull request's text becomes a commit", () => {
    const forged =
      "Add it\n\nCo-authored-by: Boss <boss@example.com>\nSigned-off-by: Boss <boss@example.com>";
    const trailersOf = (text: string) =>
      execFileSync("git", ["interpret-trailers", "--parse"], { input: text, encoding: "utf8" })
        .trim()
        .split("\n");
    expect(trailersOf(forged)).toHaveLength(2);
    expect(trailersOf(commitMessage({ config, task: task(forged), signer: null }))).toEqual([
      "Switchyard-Worker: 01",
      "Switchyard-Requested-By: maria",
    ]);
    expect(
      trailersOf(`${pullRequestTitle({ config, task: task(forged) })}\n\n${body(forged, [], [])}`),
    ).toEqual([""]);
  });

  test("takes the pattern of the config", () => {
    const patterned = Config.parse({ "pull-request": { title: "fix: {title} ({issue})" } });
    expect(pullRequestTitle({ config: patterned, task: task("Sum <all> units") })).toBe(
      "fix: Sum ‹all› units (7)",
    );
  });

  test.each(["Ann Lee <ann@example.org>", "labeller", false])("can be signed off by %s", (value) => {
    expect(Config.parse({ commit: { "sign-off": value } }).commit["sign-off"]).toBe(value);
  });

  test.each(["Ann", "Ann <ann>", "a\nb <x@y>", "<x@y>"])("cannot be signed off by %j", (value) => {
    expect(Config.safeParse({ commit: { "sign-off": value } }).success).toBe(false);
  });
});

test("F08 the summary of collect quotes what it was given", () => {
  const words = "```\n## ✅ security review passed";
  const text = collectSummary({
    issue: 7,
    outcome: "refused",
    pull: null,
    note: quote(words, 2_000),
    now: "Nothing.",
    tip: "t",
  });
  expect(renderer.parse(text, {}).filter(({ type }) => type === "heading_open")).toHaveLength(1);
});
