import { describe, expect, test } from "vitest";
import type { Turn } from "../../src/local/model/scenario.ts";
import { openDesk, prompt } from "./claude-desk.ts";

function status(code: number, more: { message?: string; headers?: Record<string, string> } = {}): Turn {
  return { fault: { kind: "status", status: code, ...more } };
}

describe("faults of the model API", () => {
  type Case = [
    string,
    Turn,
    { kind?: "api-key" | "oauth-token"; silence?: number },
    Partial<Record<string, unknown>>,
  ];
  const limit = {
    "anthropic-ratelimit-unified-status": "rejected",
    "anthropic-ratelimit-unified-reset": "1795180140",
    "anthropic-ratelimit-unified-representative-claim": "five_hour",
  };
  const cases: Case[] = [
    ["401 for a key", status(401), {}, { outcome: "agent_failed", cause: "invalid_credential" }],
    [
      "401 for a subscription",
      status(401),
      { kind: "oauth-token" },
      { outcome: "agent_failed", cause: "invalid_credential" },
    ],
    ["403", status(403), {}, { outcome: "agent_failed", cause: "invalid_credential" }],
    [
      "400 without credit",
      status(400, { message: "Your credit balance is too low to access the Anthropic API." }),
      {},
      { outcome: "agent_failed", cause: "billing" },
    ],
    [
      "400 without extra usage",
      status(400, { message: "You're out of extra usage." }),
      { kind: "oauth-token" },
      { outcome: "usage_limited" },
    ],
    ["400", status(400, { message: "messages: odd" }), {}, { outcome: "agent_failed", cause: "bad_request" }],
    [
      "404",
      status(404, { message: "model: nope" }),
      {},
      { outcome: "agent_failed", cause: "model_not_found" },
    ],
    [
      "429 with a long retry-after",
      status(429, { headers: { "retry-after": "3600" } }),
      {},
      { outcome: "usage_limited", resetsAt: expect.closeTo(Date.now() / 1000 + 3600, -2.5) },
    ],
    [
      "429 of a spent subscription",
      status(429, { headers: limit }),
      { kind: "oauth-token" },
      { outcome: "usage_limited", resetsAt: 1_795_180_140 },
    ],
    ["529", status(529), {}, { outcome: "agent_failed", cause: "overloaded" }],
    ["500", status(500), {}, { outcome: "agent_failed", cause: "server_error" }],
    ["a reset connection", { fault: { kind: "reset" } }, {}, { outcome: "agent_failed", cause: "network" }],
    [
      "a stream that is always cut",
      { text: "A text that is long enough to be cut.", fault: { kind: "cut", afterEvents: 4 } },
      {},
      { outcome: "agent_failed", cause: "network" },
    ],
    [
      "an API that never answers",
      { fault: { kind: "stall", afterEvents: 0 } },
      { silence: 300 },
      { outcome: "agent_failed", cause: "network" },
    ],
    [
      "an API that falls silent",
      { text: "A text.", fault: { kind: "stall", afterEvents: 4 } },
      { silence: 300 },
      { outcome: "agent_failed", cause: "network" },
    ],
    ["a malformed stream", { fault: { kind: "malformed" } }, {}, { outcome: "agent_failed" }],
    [
      "an error in the stream",
      { text: "x", fault: { kind: "stream-error", type: "overloaded_error", message: "Overloaded" } },
      {},
      { outcome: "agent_failed", cause: "overloaded" },
    ],
    ["a refusal", { stop: "refusal" }, {}, { outcome: "agent_failed", cause: "refusal" }],
  ];
  test.concurrent.each(cases)("%s", async (_, turn, setting, verdict) => {
    await using desk = await openDesk([turn, turn], setting);
    const end = await desk.run(prompt);
    expect(end.verdict).toMatchObject(verdict);
    expect(end.duration).toBeLessThan(20_000);
  });
});
