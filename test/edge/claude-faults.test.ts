import { describe, expect, test } from "vitest";
import { outcomeOf } from "../../src/core/attempt.ts";
import { type Credential, plainCredential } from "../../src/core/credential.ts";
import { type Outcome, outcomes } from "../../src/core/outcome.ts";
import type { Fault, ScriptedTurn, Turn } from "../../src/local/model/scenario.ts";
import { bash, done, openDesk, prompt } from "./claude-desk.ts";

function status(code: number, more: { message?: string; headers?: Record<string, string> } = {}): Turn {
  return { fault: { kind: "status", status: code, ...more } };
}

const reset = Math.ceil(Date.now() / 1000) + 7200;
const limit = {
  "anthropic-ratelimit-unified-status": "rejected",
  "anthropic-ratelimit-unified-reset": String(reset),
  "anthropic-ratelimit-unified-representative-claim": "five_hour",
};

describe("faults of the model API", () => {
  type Setting = { kind?: "api-key" | "oauth-token"; silence?: number; upstream?: URL };
  type Case = [string, Turn, Setting, ends: Outcome, Partial<Record<string, unknown>>];
  const plan: Setting = { kind: "oauth-token" };
  const nobody = new URL("http://127.0.0.1:9");
  const cases: Case[] = [
    ["401 for a key", status(401), {}, "setup_failed", { cause: "invalid_credential" }],
    ["401 for a subscription", status(401), plan, "setup_failed", { cause: "invalid_credential" }],
    ["403", status(403), {}, "setup_failed", { cause: "invalid_credential" }],
    [
      "400 without credit",
      status(400, { message: "Your credit balance is too low to access the Anthropic API." }),
      {},
      "setup_failed",
      { cause: "billing" },
    ],
    [
      "400 without extra usage",
      status(400, { message: "You're out of extra usage." }),
      plan,
      "usage_limited",
      { resetsAt: null },
    ],
    ["400", status(400, { message: "messages: odd" }), {}, "agent_failed", { cause: "bad_request" }],
    ["404", status(404, { message: "model: nope" }), {}, "setup_failed", { cause: "model_not_found" }],
    [
      "429 with a long retry-after",
      status(429, { headers: { "retry-after": "3600" } }),
      {},
      "usage_limited",
      { resetsAt: expect.closeTo(Date.now() / 1000 + 3600, -2.5) },
    ],
    ["429 without a time", status(429), {}, "usage_limited", { resetsAt: null }],
    [
      "429 of a spent subscription",
      status(429, { headers: limit }),
      plan,
      "usage_limited",
      { resetsAt: reset },
    ],
    [
      "the older text of a spent subscription",
      status(429, { message: `Claude AI usage limit reached|${reset}` }),
      plan,
      "usage_limited",
      { resetsAt: reset },
    ],
    ["529", status(529), {}, "infra_failed", { cause: "overloaded" }],
    ["500", status(500), {}, "infra_failed", { cause: "server_error" }],
    ["a refused connection", done, { upstream: nobody }, "infra_failed", { cause: "network" }],
    ["a reset connection", { fault: { kind: "reset" } }, {}, "infra_failed", { cause: "network" }],
    [
      "a stream that is always cut",
      { text: "A text that is long enough to be cut.", fault: { kind: "cut", afterEvents: 4 } },
      {},
      "infra_failed",
      { cause: "network" },
    ],
    [
      "an API that never answers",
      { fault: { kind: "stall", afterEvents: 0 } },
      { silence: 300 },
      "infra_failed",
      { cause: "network" },
    ],
    [
      "an API that falls silent",
      { text: "A text.", fault: { kind: "stall", afterEvents: 4 } },
      { silence: 300 },
      "infra_failed",
      { cause: "network" },
    ],
    ["a malformed stream", { fault: { kind: "malformed" } }, {}, "infra_failed", { cause: "network" }],
    [
      "an error in the stream",
      { text: "x", fault: { kind: "stream-error", type: "overloaded_error", message: "Overloaded" } },
      {},
      "infra_failed",
      { cause: "overloaded" },
    ],
    ["a refusal", { stop: "refusal" }, {}, "agent_failed", { cause: "refusal" }],
  ];

  test.concurrent.each(cases)("%s", async (_, turn, setting, ends, verdict) => {
    await using desk = await openDesk([turn, turn], setting);
    const end = await desk.run(prompt);
    expect(end.verdict).toMatchObject(verdict);
    expect(end.duration).toBeLessThan(60_000);
    const { outcome } = outcomeOf({ verdict: end.verdict, wanted: "change", changes: 0, gates: [] });
    expect(outcome).toBe(ends);
    expect(desk.broker.facts()).toMatchObject({
      reached: turn.stop === "refusal",
      credential: "only",
    });
  });

  test("are each a person's, the agent's, or healed by time, and only the agent's are charged", () => {
    const retried = (["usage_limited", "infra_failed"] as const).map((name) => outcomes[name]);
    for (const { charged, retryAfterMinutes } of retried)
      expect([charged, retryAfterMinutes]).toEqual([false, expect.any(Number)]);
    expect(outcomes.setup_failed).toMatchObject({ charged: false, retryAfterMinutes: null });
    expect(outcomes.agent_failed).toMatchObject({ charged: true, retryAfterMinutes: null });
  });
});

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** The credential that a request came with. */
function valueOf(headers: Headers): string {
  return String(headers["x-api-key"] ?? headers["authorization"]).replace("Bearer ", "");
}

describe("a pool of three", () => {
  const pool = (kinds: readonly ("api-key" | "oauth-token")[]): Credential[] =>
    kinds.map((kind, index) => plainCredential(kind, `c${index + 1}`, `sk-value-of-${index + 1}`));
  /** A turn that each credential plays in its own way: a fault for those that are named, the turn itself for others. */
  const unless =
    (faults: Readonly<Record<string, Fault>>, turn: Turn): ScriptedTurn =>
    ({ headers }) => {
      const fault = faults[valueOf(headers).replace("sk-value-of-", "c")];
      return fault === undefined ? turn : { fault };
    };
  const used = (rows: readonly { headers: Headers }[]): string =>
    rows.map(({ headers }) => valueOf(headers).at(-1)).join("");
  const gone: Fault = { kind: "status", status: 429, headers: limit };
  const bad: Fault = { kind: "status", status: 401 };
  const full: Fault = { kind: "status", status: 529 };

  test.concurrent.each([
    ["spent and rejected from the start", "12333", { c1: gone, c2: bad }, { c1: gone, c2: bad }],
    ["spent in mid-session, the other overloaded", "11233", {}, { c1: gone, c2: full }],
  ])("of which two are %s delivers with no turn lost", async (_, asked, first, then) => {
    await using desk = await openDesk(
      [
        unless(first, bash("echo one > a.txt")),
        unless(then, bash("echo two >> a.txt; cat a.txt")),
        unless(then, done),
      ],
      { pool: pool(["oauth-token", "oauth-token", "oauth-token"]) },
    );
    const end = await desk.run(prompt);
    expect(end.verdict).toMatchObject({ outcome: "finished", text: "Done." });
    expect(end.toolCounts).toEqual({ Bash: 2 });
    expect(desk.events.filter(({ kind }) => kind === "api-retry")).toEqual([]);
    expect(desk.broker.facts()).toMatchObject({ credential: "c3", reached: true, parked: null });
    expect(used(desk.model.requests)).toBe(asked);
  });

  test("of which one is a subscription's plan goes on with keys, when that is allowed", async () => {
    await using desk = await openDesk([unless({ c1: gone }, bash("echo one")), unless({ c1: gone }, done)], {
      pool: pool(["oauth-token", "api-key", "api-key"]),
      consent: { spill: true },
    });
    const end = await desk.run(prompt);
    expect(end.verdict).toMatchObject({ outcome: "finished" });
    expect(used(desk.model.requests)).toBe("122");
    const [, spilled] = desk.model.requests;
    expect(spilled?.headers["x-api-key"]).toBe("sk-value-of-2");
    expect(spilled?.headers["authorization"]).toBeUndefined();
    expect(spilled?.headers["anthropic-beta"]).not.toContain("oauth");
  });

  test("that is spent is parked until the first of it comes back, at once and with its work kept", async () => {
    const later: Fault = {
      ...gone,
      headers: { ...limit, "anthropic-ratelimit-unified-reset": String(reset + 600) },
    };
    const spent = { c1: later, c2: gone, c3: bad };
    await using desk = await openDesk([bash("echo kept > a.txt"), unless(spent, done)], {
      pool: pool(["api-key", "api-key", "api-key"]),
      limits: { retries: 4 },
    });
    const end = await desk.run(prompt);
    expect(end.verdict).toMatchObject({ outcome: "usage_limited", resetsAt: reset });
    expect(end.toolCounts).toEqual({ Bash: 1 });
    expect(end.transcript).not.toBeNull();
    expect(used(desk.model.requests)).toBe("1123");
    expect(end.duration).toBeLessThan(40_000);
  });
});
