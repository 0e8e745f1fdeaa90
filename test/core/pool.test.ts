import { describe, expect, test } from "vitest";

import { type Credential, plainCredential } from "../../src/core/credential.ts";
import { type Signs, choose, healthAfter, parkedOf, poolOf } from "../../src/core/pool.ts";
import { isoTime } from "../../src/core/log-line.ts";
import { fc, forAll } from "./property.ts";

const now = 1_795_000_000;
const never = { spill: false, overage: false };
const plan = (name: string, more: Partial<Credential> = {}): Credential => ({
  ...plainCredential("oauth-token", name, "v"),
  ...more,
});
const key = (name: string, more: Partial<Credential> = {}): Credential => ({
  ...plainCredential("api-key", name, "v"),
  ...more,
});
const names = (pool: readonly Credential[]): string[] => pool.map(({ name }) => name);
const signs = (status: number | null, more: Partial<Signs> = {}): Signs => ({
  status,
  error: { type: "", message: "" },
  headers: {},
  now,
  ...more,
});
const limited = {
  "anthropic-ratelimit-unified-status": "rejected",
  "anthropic-ratelimit-unified-reset": String(now + 9000),
};

describe("who may be asked", () => {
  test.each([
    ["a subscription before a key", [plan("a"), key("b")], ["a"]],
    ["a key before a subscription", [key("a"), plan("b"), key("c")], ["a", "b"]],
    ["keys alone", [key("a"), key("b")], ["a", "b"]],
    ["a key that is paid flat", [plan("a"), key("b", { billing: "subscription" })], ["a", "b"]],
  ])("%s: nothing spills without consent", (_, pool, expected) => {
    expect(names(poolOf(pool, { profile: null, consent: never }))).toEqual(expected);
    expect(names(poolOf(pool, { profile: null, consent: { ...never, spill: true } }))).toEqual(names(pool));
  });

  test("no metered credential ever stands behind a subscription without consent", () => {
    const one = fc.record({ metered: fc.boolean(), profiles: fc.constantFrom([], ["docs"], ["bugfix"]) });
    forAll([fc.array(one, { maxLength: 8 })], (shape) => {
      const pool = shape.map(({ metered, profiles }, index) =>
        (metered ? key : plan)(`c${index}`, { profiles }),
      );
      const kept = poolOf(pool, { profile: "docs", consent: never }).map(({ billing }) => billing);
      expect(kept.lastIndexOf("metered")).toBeLessThanOrEqual(
        kept.includes("subscription") ? kept.indexOf("subscription") : kept.length,
      );
    });
  });

  test("profiles part the pool", () => {
    const pool = [key("a", { profiles: ["docs"] }), key("b"), key("c", { profiles: ["bugfix", "docs"] })];
    expect(names(poolOf(pool, { profile: "docs", consent: never }))).toEqual(["a", "b", "c"]);
    expect(names(poolOf(pool, { profile: "feature", consent: never }))).toEqual(["b"]);
    expect(names(poolOf(pool, { profile: null, consent: never }))).toEqual(["b"]);
  });
});

describe("who is asked next", () => {
  const pool = [key("a"), key("b"), key("c")];
  const spent = (until: number | null) => ({ state: "spent", until, why: "limit" }) as const;
  const resting = (until: number) => ({ state: "resting", until, everywhere: false }) as const;
  const rejected = { state: "rejected", why: "credential" } as const;

  test.each([
    ["the first", {}, "a"],
    ["the next that is well", { a: spent(now + 10), b: rejected }, "c"],
    ["the first again after its reset", { a: spent(now), b: rejected }, "a"],
    ["one that is well before one that rests", { a: resting(now + 5) }, "b"],
    ["the one that rests shortest", { a: resting(now + 9), b: resting(now + 3), c: rejected }, "b"],
    ["nobody", { a: spent(now + 1), b: spent(null), c: rejected }, undefined],
  ])("%s", (_, health, expected) => {
    expect(choose(pool, health, now)?.name).toBe(expected);
  });

  test("a spent pool says when the first one comes back, and a rejected one is not parked", () => {
    expect(parkedOf(pool, { a: spent(now + 900), b: spent(now + 600), c: rejected }, now)).toEqual({
      resetsAt: now + 600,
      sentence: `The model API limits the usage of every credential that this task may use (3). It can be used again at ${isoTime(now + 600)}.`,
    });
    expect(parkedOf(pool, { a: spent(null), b: rejected, c: rejected }, now)?.resetsAt).toBeNull();
    expect(parkedOf(pool, { a: rejected, b: rejected, c: rejected }, now)).toBeNull();
    expect(parkedOf(pool, { a: spent(now + 900) }, now)).toBeNull();
  });
});

describe("what an answer says about its credential", () => {
  test.each([
    ["401", signs(401), { state: "rejected", why: "credential" }],
    ["403", signs(403), { state: "rejected", why: "credential" }],
    [
      "no credit",
      signs(400, { error: { type: "invalid_request_error", message: "Your credit balance is too low" } }),
      { state: "rejected", why: "billing" },
    ],
    ["402", signs(402), { state: "rejected", why: "billing" }],
    [
      "no extra usage",
      signs(400, { error: { type: "x", message: "You're out of extra usage" }, headers: limited }),
      { state: "spent", until: now + 9000, why: "limit" },
    ],
    [
      "429 of a subscription",
      signs(429, { headers: limited }),
      { state: "spent", until: now + 9000, why: "limit" },
    ],
    [
      "429 with a long wait",
      signs(429, { headers: { "retry-after": "61" } }),
      { state: "spent", until: now + 61, why: "limit" },
    ],
    [
      "429 with a short wait",
      signs(429, { headers: { "retry-after": "20" } }),
      { state: "resting", until: now + 20, everywhere: false },
    ],
    [
      "429 with a reset that has been",
      signs(429, { headers: { ...limited, "anthropic-ratelimit-unified-reset": String(now - 5) } }),
      { state: "resting", until: now + 30, everywhere: false },
    ],
    ["429 without a time", signs(429), { state: "resting", until: now + 30, everywhere: false }],
    ["529", signs(529), { state: "resting", until: now + 30, everywhere: false }],
    [
      "an overload in a stream",
      signs(200, { error: { type: "overloaded_error", message: "" } }),
      { state: "resting", until: now + 30, everywhere: false },
    ],
    ["500", signs(500), { state: "resting", until: now + 30, everywhere: true }],
    ["no answer", signs(null), { state: "resting", until: now + 30, everywhere: true }],
    ["a bad request", signs(400, { error: { type: "invalid_request_error", message: "odd" } }), null],
    ["404", signs(404, { error: { type: "not_found_error", message: "model" } }), null],
    ["a good answer", signs(200), { state: "well" }],
  ])("%s", (_, given, expected) => {
    expect(healthAfter(plan("a"), never, given)).toEqual(expected);
  });

  const windows = (five: number, seven: number) => ({
    "anthropic-ratelimit-unified-status": "allowed",
    "anthropic-ratelimit-unified-5h-utilization": String(five),
    "anthropic-ratelimit-unified-5h-reset": String(now + 100),
    "anthropic-ratelimit-unified-7d-utilization": String(seven),
    "anthropic-ratelimit-unified-7d-reset": String(now + 70_000),
  });

  test("the owner's reserve ends with the window that it is kept of", () => {
    const owner = plan("a", { reserve: 40 });
    const after = (five: number, seven: number) =>
      healthAfter(owner, never, signs(200, { headers: windows(five, seven) }));
    expect(after(0.59, 0.5)).toEqual({ state: "well" });
    expect(after(0.6, 0.5)).toEqual({ state: "spent", until: now + 100, why: "reserve" });
    expect(after(0.1, 0.9)).toEqual({ state: "spent", until: now + 70_000, why: "reserve" });
    expect(after(0.7, 0.9)).toEqual({ state: "spent", until: now + 70_000, why: "reserve" });
    expect(healthAfter(plan("b"), never, signs(200, { headers: windows(0.9, 0.9) }))).toEqual({
      state: "well",
    });
  });

  test.each([
    ["a window that is used up", windows(1, 0.2), now + 100],
    [
      "an answer that was paid as extra usage",
      { ...limited, "anthropic-ratelimit-unified-overage-status": "allowed" },
      now + 9000,
    ],
    [
      "an answer that says so",
      {
        ...limited,
        "anthropic-ratelimit-unified-status": "allowed",
        "anthropic-ratelimit-unified-overage-in-use": "true",
      },
      now + 9000,
    ],
  ])("%s is the last without consent to overage", (_, headers, until) => {
    expect(healthAfter(plan("a"), never, signs(200, { headers }))).toEqual({
      state: "spent",
      until,
      why: "overage",
    });
    expect(healthAfter(plan("a"), { ...never, overage: true }, signs(200, { headers }))).toEqual({
      state: "well",
    });
  });
});
