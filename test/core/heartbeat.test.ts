import { expect, test } from "vitest";

import { Heartbeat, heartbeatLine } from "../../src/core/heartbeat.ts";
import { now } from "./world.ts";

const heartbeat: Heartbeat = {
  version: 1,
  issue: 42,
  attempt: 2,
  claim: "c".repeat(32),
  at: now,
  step: "working",
  todos: { done: 3, all: 7 },
  turns: 12,
  tokens: 345_678,
  spent: 0.4,
  cpu: 0.512,
  memory: { used: 2_000_000_000, all: 16_000_000_000 },
  disk: { free: 14_000_000_000 },
  uptime: 190,
};

test("a heartbeat is one line of numbers", () => {
  expect(heartbeatLine(heartbeat)).toMatchInlineSnapshot(
    `"Heartbeat: working for 3 min 10 s · 3 of 7 todos · 12 turns · 345,678 tokens · $0.40 · CPU 51 % · memory 2.0 of 16.0 GB · disk 14.0 GB free"`,
  );
  expect(heartbeatLine({ ...heartbeat, todos: null, turns: 1 })).toContain(" · 1 turn · ");
});

test("has no place for a word of the agent", () => {
  expect(Heartbeat.safeParse(heartbeat).success).toBe(true);
  expect(Heartbeat.safeParse({ ...heartbeat, doing: "npm test" }).success).toBe(false);
  expect(Heartbeat.safeParse({ ...heartbeat, step: "npm test" }).success).toBe(false);
});
