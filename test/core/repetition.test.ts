import { expect, test } from "vitest";

import { readAgentEvents } from "../../src/core/agent-stream.ts";
import { openRepetition } from "../../src/core/repetition.ts";

type Call = readonly [tool: string, input: Readonly<Record<string, unknown>>];

/** What is counted after each of these calls. */
function counted(calls: readonly Call[]): number[] {
  const count = openRepetition((call) => call);
  return calls.map(([name, input]) => {
    const content = [{ type: "tool_use", id: "t", name, input }];
    return Math.max(
      ...readAgentEvents(JSON.stringify({ type: "assistant", message: { content } })).map((event) =>
        count(event),
      ),
    );
  });
}

const run = (command: string, description = "d"): Call => ["Bash", { command, description }];
const edit = (from: string, to: string): Call => [
  "Edit",
  { file_path: "a.txt", old_string: from, new_string: to },
];

test.each<[string, readonly Call[], number[]]>([
  ["new calls", [run("ls"), run("cat a"), ["Read", { file_path: "a" }]], [0, 0, 0]],
  ["one call again and again", [run("ls"), run("ls"), run("ls")], [0, 1, 2]],
  ["one call in other words", [run("ls", "look"), run("ls", "look again")], [0, 1]],
  [
    "one call with its fields in another order",
    [
      ["Bash", { a: 1, b: 2 }],
      ["Bash", { b: 2, a: 1 }],
    ],
    [0, 1],
  ],
  ["two calls in turn", [run("a"), run("b"), run("a"), run("b")], [0, 0, 1, 2]],
  ["tests after each edit", [run("t"), edit("a", "b"), run("t"), edit("b", "c"), run("t")], [0, 0, 1, 0, 1]],
  ["an edit to and fro", [edit("a", "b"), edit("b", "a"), edit("a", "b"), edit("b", "a")], [0, 0, 1, 2]],
  ["talk about it", [run("a"), run("a"), ["TodoWrite", { todos: [] }], run("a")], [0, 1, 1, 2]],
  [
    "the same input for another tool",
    [
      ["Read", { x: 1 }],
      ["Glob", { x: 1 }],
    ],
    [0, 0],
  ],
])("of %s", (_, calls, expected) => expect(counted(calls)).toEqual(expected));
