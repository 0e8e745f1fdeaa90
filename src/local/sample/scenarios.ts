import type { Conversation } from "../model/conversation.ts";
import type { Scenario, ScriptedTurn, Turn } from "../model/scenario.ts";

const parser = {
  old: `  const match = /(\\d+)\\s*([hms])/.exec(text);
  if (match === null) throw new Error(\`not a span: \${text}\`);
  return Number(match[1]) * seconds[match[2]];`,
  new: `  const parts = [...text.matchAll(/(\\d+)\\s*([hms])/g)];
  if (parts.length === 0) throw new Error(\`not a span: \${text}\`);
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * seconds[unit], 0);`,
};
const describeLine = {
  old: `  if (span % 60 === 0) return plural(span / 60, "minute");`,
  new: `  if (span >= 1) return \`\${Math.round(span / 60)} minutes\`;`,
};

/** What the scripted model does about each of the sample issues: real tool calls, played to the real Claude Code CLI. */
export const sampleScenarios: readonly Scenario[] = [
  {
    name: "bug",
    match: "You work on issue #1 of",
    turns: [
      todos("Find the fault", "Mend it", "Test it"),
      reading("src/spans.js", "test/spans.test.js"),
      editing(
        { file: "src/spans.js", from: parser.old, to: parser.new },
        {
          file: "test/spans.test.js",
          from: `test("describes`,
          to: `test("adds all units", () => assert.equal(parse("1h 30m"), 5400));\ntest("describes`,
        },
      ),
      bash("npm test"),
      {
        text: "parse() now adds every unit it finds instead of stopping at the first, and there is a test for two units. Texts without any unit are refused as before.",
      },
    ],
  },
  {
    name: "feature",
    match: "You work on issue #2 of",
    turns: [
      todos("Write format()", "Test it"),
      reading("src/spans.js"),
      editing({
        file: "src/spans.js",
        from: `/** "2 hours" for 7200`,
        to: `/** "1h 30m" for 5400: the opposite of parse. */\nexport function format(span) {\n  const parts = [\n    [Math.floor(span / 3600), "h"],\n    [Math.floor((span % 3600) / 60), "m"],\n    [span % 60, "s"],\n  ];\n  const text = parts.filter(([count]) => count > 0).map(([count, unit]) => \`\${count}\${unit}\`);\n  return text.length === 0 ? "0s" : text.join(" ");\n}\n\n/** "2 hours" for 7200`,
      }),
      writing(
        "test/format.test.js",
        `import assert from "node:assert/strict";\nimport { test } from "node:test";\n\nimport { format } from "spans";\n\ntest("formats every unit that is there", () => assert.equal(format(5400), "1h 30m"));\ntest("formats nothing as zero seconds", () => assert.equal(format(0), "0s"));\n`,
      ),
      bash("npm test && npm run lint"),
      {
        text: "format() is the opposite of parse() for whole seconds. Zero gives 0s, which the issue did not say.",
      },
    ],
  },
  {
    name: "docs",
    match: "You work on issue #3 of",
    turns: [
      reading("README.md"),
      editing(
        {
          file: "README.md",
          from: `    describe(7200)`,
          to: `    parse("90s")    // 90\n    describe(7200)`,
        },
        {
          file: "README.md",
          from: `Parses and describes spans of time.`,
          to: `Parses and describes spans of time. The units are h, m and s.`,
        },
      ),
      { text: "The README names the units and shows seconds." },
    ],
  },
  {
    name: "failing gate",
    match: "You work on issue #4 of",
    turns: [
      reading("src/spans.js"),
      editing({ file: "src/spans.js", from: describeLine.old, to: describeLine.new }),
      { text: "describe() rounds to minutes now." },
    ],
    later: [
      {
        match: "does not pass yet",
        turns: [
          bash("npm test"),
          writing("NOTES.md", "Tried rounding; describe(1) and describe(90) need different rules.\n"),
          { text: "I could not find a rule that fits both examples of the issue." },
        ],
      },
    ],
  },
  {
    name: "question",
    match: "You work on issue #5 of",
    turns: [
      reading("src/spans.js"),
      bash(
        `node --input-type=module -e 'import { describe } from "spans"; console.log(describe(-60), describe(-1))'`,
      ),
      {
        text: 'No. describe(-60) gives "-1 minutes": plural() compares with 1 only, so negative spans get the plural, and nothing says that they are in the past.\n\nI would refuse negative spans in describe(), as parse() cannot produce them.',
      },
    ],
  },
  {
    name: "docs after feature",
    match: "You work on issue #6 of",
    turns: [
      reading("README.md", "src/spans.js"),
      editing({
        file: "README.md",
        from: `    describe(7200)  // "2 hours"`,
        to: `    describe(7200)  // "2 hours"\n    format(5400)    // "1h 30m"`,
      }),
      { text: "The README shows format()." },
    ],
  },
];

/** The directory that the prompt names as the checkout. */
export function checkoutOf({ says }: Pick<Conversation, "says">): string {
  return /The checkout is (\S+?), prepared/.exec(says[0]?.text ?? "")?.[1] ?? ".";
}

function todos(...names: string[]): Turn {
  const list = names.map((content, index) => ({
    content,
    activeForm: content,
    status: index === 0 ? "in_progress" : "pending",
  }));
  return { tools: [{ name: "TodoWrite", input: { todos: list } }] };
}

function reading(...files: string[]): ScriptedTurn {
  return (conversation) => ({
    tools: files.map((file) => ({
      name: "Read",
      input: { file_path: `${checkoutOf(conversation)}/${file}` },
    })),
  });
}

function editing(...edits: { file: string; from: string; to: string }[]): ScriptedTurn {
  return (conversation) => ({
    tools: edits.map(({ file, from, to }) => ({
      name: "Edit",
      input: { file_path: `${checkoutOf(conversation)}/${file}`, old_string: from, new_string: to },
    })),
  });
}

function writing(file: string, content: string): ScriptedTurn {
  return (conversation) => ({
    tools: [{ name: "Write", input: { file_path: `${checkoutOf(conversation)}/${file}`, content } }],
  });
}

function bash(command: string): Turn {
  return { tools: [{ name: "Bash", input: { command, description: command } }] };
}
