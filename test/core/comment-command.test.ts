import { expect, test } from "vitest";

import { readCommentCommand } from "../../src/core/comment-command.ts";

test.each([
  ["/switchyard start", { verb: "start", prompt: "" }],
  ["\n  /switchyard   start  Only the   tests.\r\nmore", { verb: "start", prompt: "Only the tests." }],
  ["/switchyard retry\nplease", { verb: "retry" }],
  ["/switchyard stop", { verb: "stop" }],
  ["/switchyard release", { verb: "release" }],
])("%j is a command", (body, command) => {
  expect(readCommentCommand(body)).toEqual({ ok: true, command });
});

test.each([
  "",
  "hello",
  "> /switchyard start",
  "Please\n/switchyard start",
  "/switchyards start",
  "`/switchyard`",
])("%j is none", (body) => expect(readCommentCommand(body)).toBe(null));

test.each([
  ["/switchyard", "Write one of"],
  ["/switchyard Start", "Write one of"],
  ["/switchyard retry now", 'Nothing stands behind "retry"'],
  [`/switchyard start ${"x".repeat(20_001)}`, "at most 20000 characters"],
])("%j says what to write", (body, why) => {
  expect(readCommentCommand(body)).toMatchObject({ ok: false, why: expect.stringContaining(why) });
});
