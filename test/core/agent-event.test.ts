import { describe, expect, test } from "vitest";
import { describeEvent, type AgentEvent } from "../../src/core/agent-event.ts";
import { logLine } from "../../src/core/log-line.ts";
import { readAgentEvents } from "../../src/core/agent-stream.ts";
import { fc, forAll } from "./property.ts";

const read = (value: unknown): readonly AgentEvent[] => readAgentEvents(JSON.stringify(value));

describe("a line of the stream", () => {
  test("gives an event for each block of a message", () => {
    const content = [
      { type: "text", text: "Hm." },
      { type: "thinking", thinking: "…" },
      { type: "tool_use", id: "t1", name: "Bash", input: { command: "ls", description: "List" } },
      { type: "tool_use", id: "t2", name: "Grep", input: { pattern: "x", path: "src" } },
      { type: "tool_use", id: "t3", name: "Odd", input: 7 },
    ];
    expect(read({ type: "assistant", message: { content } })).toEqual([
      { kind: "text", text: "Hm.", error: null },
      { kind: "tool-use", id: "t1", tool: "Bash", subject: "ls", call: 'Bash [["command","ls"]]' },
      {
        kind: "tool-use",
        id: "t2",
        tool: "Grep",
        subject: "x",
        call: 'Grep [["path","src"],["pattern","x"]]',
      },
      { kind: "tool-use", id: "t3", tool: "Odd", subject: "", call: "Odd 7" },
    ]);
  });

  test("gives the confirmed task list beside the tool's result", () => {
    const newTodos = [{ content: "A", status: "pending", activeForm: "Doing A" }];
    const content = [{ type: "tool_result", tool_use_id: "t1", content: [{ type: "text", text: "ok" }] }];
    expect(read({ type: "user", message: { content }, tool_use_result: { oldTodos: [], newTodos } })).toEqual(
      [
        { kind: "tool-result", id: "t1", isError: false, text: "ok" },
        { kind: "todos", todos: [{ content: "A", status: "pending" }] },
      ],
    );
  });

  test("may hold a user message that is a plain string", () => {
    expect(read({ type: "user", message: { content: "hello" } })).toEqual([]);
  });

  test("gives a result wherever its type stands among the keys, with whatever it leaves out as nothing", () => {
    expect(
      read({ subtype: "error_max_turns", is_error: true, errors: ["Reached"], type: "result" }),
    ).toMatchObject([
      {
        kind: "result",
        subtype: "error_max_turns",
        isError: true,
        turns: 0,
        sessionCost: 0,
        errors: ["Reached"],
        text: "",
      },
    ]);
  });

  test("gives the limit of a subscription", () => {
    const info = {
      status: "allowed_warning",
      resetsAt: 1_795_180_140,
      rateLimitType: "five_hour",
      utilization: 0.92,
    };
    const [event] = read({ type: "rate_limit_event", rate_limit_info: info });
    expect(event && describeEvent(event)).toBe(
      "Usage limit (five_hour): allowed_warning, 92 % used, resets at 2026-11-20T13:09:00.000Z",
    );
  });

  test.each(["", "{", "null", "7", "[]", '"x"', "{}", '{"type":7}'])(
    "that is not an event (%s) is a value, not an error",
    (line) => {
      expect(readAgentEvents(line)).toEqual([{ kind: "malformed", line }]);
    },
  );

  test.each(["brand_new", "constructor", "__proto__", "toString"])(
    "of an unknown type (%s) is ignored",
    (type) => {
      expect(read({ type })).toEqual([{ kind: "ignored", type }]);
      expect(read({ type: "system", subtype: type })).toEqual([{ kind: "ignored", type: `system/${type}` }]);
    },
  );

  test("of a known type in an unknown shape is ignored", () => {
    for (const type of ["assistant", "user", "result", "rate_limit_event", "tool_progress"]) {
      expect(read({ type, message: 7, rate_limit_info: [] })).toEqual([{ kind: "ignored", type }]);
    }
  });

  test("gives at least one event, whatever it is", () => forAll([fc.string()], atLeastOne));

  const type = fc.constantFrom("assistant", "user", "result", "system", "rate_limit_event", "tool_progress");
  const subtype = fc.constantFrom("init", "api_retry", "permission_denied", "model_fallback", "status");
  const odd = fc.record({ type, subtype, message: fc.jsonValue(), rate_limit_info: fc.jsonValue() });
  test("can be described, whatever its fields hold", () => {
    forAll([odd], (value) => {
      for (const event of read(value)) harmless(describeEvent(event) ?? "");
    });
  });
});

describe("a line for people", () => {
  // What tries to get out of its line: commands of the runner, control and direction characters, escapes.
  const hostile = fc
    .array(
      fc.oneof(
        fc.string({ unit: "binary", maxLength: 20 }),
        fc.constantFrom(
          "::",
          "##[",
          "add-mask::x",
          "\u001b[31m",
          "\u001b]0;t\u0007",
          "\r",
          "\n",
          "\u2028",
          "\u202e",
          "\u200b",
          "#",
          ":",
          " ",
          "\ufeff",
        ),
      ),
      { maxLength: 40 },
    )
    .map((parts) => parts.join(""));
  const events: fc.Arbitrary<AgentEvent> = fc.oneof(
    fc.record({ kind: fc.constant("text" as const), text: hostile, error: fc.constant(null) }),
    fc.record({
      kind: fc.constant("tool-use" as const),
      id: hostile,
      tool: hostile,
      subject: hostile,
      call: hostile,
    }),
    fc.record({
      kind: fc.constant("tool-result" as const),
      id: hostile,
      isError: fc.constant(true),
      text: hostile,
    }),
    fc.record({ kind: fc.constant("permission-denied" as const), tool: hostile, message: hostile }),
    fc.record({ kind: fc.constant("malformed" as const), line: hostile }),
    hostile.map((content) => ({
      kind: "todos" as const,
      todos: [{ content, status: "in_progress" as const }],
    })),
  );
  test("speaks to no runner and stays one bounded line, whatever the agent wrote", () => {
    forAll([events, hostile], (event, text) => {
      harmless(describeEvent(event) ?? "");
      harmless(logLine(text));
    });
  });

  test.each([
    ["::error::x", "\u00b7 ::error::x"],
    [" \u200b::error::x", "\u00b7 ::error::x"],
    [":\u200b:error::x", "\u00b7 ::error::x"],
    ["a ##\u200b[group]b", "a ## [group]b"],
    ["\u001b[1;31mred\u001b[0m\r\n next", "red next"],
    ["Grüße, 世界 👍", "Grüße, 世界 👍"],
  ])("%j becomes %j", (text, line) => {
    expect(logLine(text)).toBe(line);
  });

  test.each([
    [{ kind: "text", text: "  ", error: null }, null],
    [
      { kind: "api-retry", attempt: 1, attempts: 4, delay: 507, status: 529, error: "overloaded" },
      "The model API answered 529 (overloaded); attempt 1 of 4 follows in 1 s",
    ],
    [{ kind: "progress", tool: "Bash", elapsed: 30 }, "Bash has been running for 30 s"],
    [{ kind: "model-fallback", from: "one", to: "two" }, "one is not available; going on with two"],
    [{ kind: "todos", todos: [] }, null],
    [{ kind: "ignored", type: "x" }, null],
  ] satisfies [AgentEvent, string | null][])("%j reads %j", (event, line) => {
    expect(describeEvent(event)).toBe(line);
  });
});

function harmless(line: string): void {
  expect(line).not.toMatch(/^\s*::/);
  expect(line).not.toContain("##[");
  expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
  expect(Array.from(line).length).toBeLessThanOrEqual(200);
}

function atLeastOne(line: string): void {
  expect(readAgentEvents(line)).not.toHaveLength(0);
}
