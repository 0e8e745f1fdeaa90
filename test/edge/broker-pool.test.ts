import { text as readText } from "node:stream/consumers";
import { afterEach, describe, expect, test, vi } from "vitest";
import { plainCredential } from "../../src/core/credential.ts";
import {
  answering,
  brokerFor,
  byCredential,
  call,
  consent,
  failing,
  keys,
  serve,
  shown,
} from "./broker-desk.ts";

const soon = Math.ceil(Date.now() / 1000) + 7200;
const spent = (until: number) =>
  failing(429, {
    headers: {
      "anthropic-ratelimit-unified-status": "rejected",
      "anthropic-ratelimit-unified-reset": String(until),
    },
  });
const bearer = (token: string): string[] => ["Authorization", `Bearer ${token}`];

afterEach(() => {
  vi.useRealTimers();
});

describe("what one credential is refused, the next is asked", () => {
  test.each([
    ["a spent window", spent(soon)],
    ["a limit without a time", failing(429)],
    ["an overload", failing(529)],
    ["401", failing(401)],
    ["403", failing(403)],
    ["no credit", failing(400, { message: "Your credit balance is too low" })],
    ["no extra usage", failing(400, { message: "You're out of extra usage" })],
  ])("after %s, and the agent hears of the answer alone", async (_, refusing) => {
    const bodies: string[] = [];
    await using upstream = await serve((incoming, response) => {
      void readText(incoming).then((body) => {
        bodies.push(body);
        byCredential({ A: refusing, B: answering() })(incoming, response);
      });
    });
    await using broker = await brokerFor(upstream.url, { pool: keys("a", "b") });
    const sent = '{ "model":"m1",  "text": "é" }';
    expect(await call(broker, { body: sent })).toMatchObject({ status: 200 });
    expect(upstream.seen.map(shown)).toEqual(["A", "B"]);
    expect(bodies).toEqual([sent, sent]);
    expect(broker.facts()).toMatchObject({
      credential: "b",
      reached: true,
      standingError: null,
      parked: null,
      refused: 0,
    });
  });

  test.each([
    ["a bad request", failing(400, { message: "messages: odd" })],
    ["an unknown model", failing(404)],
    ["a request that is too large", failing(413)],
  ])("but not after %s, which another would answer the same", async (_, refusing) => {
    await using upstream = await serve(byCredential({ A: refusing, B: answering() }));
    await using broker = await brokerFor(upstream.url, { pool: keys("a", "b") });
    expect((await call(broker)).status).toBeGreaterThanOrEqual(400);
    expect(upstream.seen.map(shown)).toEqual(["A"]);
  });

  test("after a server that fails or is gone only when the next one lives elsewhere", async () => {
    await using gone = await serve((incoming) => incoming.socket.destroy());
    await using broken = await serve((_, response) => failing(500)(response));
    await using alive = await serve((_, response) => answering()(response));
    const at = (url: URL, ...names: string[]) => keys(...names).map((one) => ({ ...one, baseUrl: url.href }));
    const pool = [...at(gone.url, "a", "b"), ...at(broken.url, "c", "d"), ...at(alive.url, "e")];
    await using broker = await brokerFor(alive.url, { pool });
    expect((await call(broker)).status).toBe(200);
    expect([gone, broken, alive].map(({ seen }) => seen.map(shown))).toEqual([["A"], ["C"], ["E"]]);
  });

  test("once the pool knows, without asking the spent one again", async () => {
    await using upstream = await serve(byCredential({ A: spent(soon), B: failing(401), C: answering() }));
    await using broker = await brokerFor(upstream.url, { pool: keys("a", "b", "c") });
    for (let count = 0; count < 3; count += 1) expect((await call(broker)).status).toBe(200);
    expect(upstream.seen.map(shown)).toEqual(["A", "B", "C", "C", "C"]);
  });

  test("and the first again after its reset", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    let refuses = true;
    await using upstream = await serve(
      byCredential({
        A: (response) => (refuses ? spent(soon) : answering())(response),
        B: answering(),
      }),
    );
    await using broker = await brokerFor(upstream.url, { pool: keys("a", "b") });
    await call(broker);
    refuses = false;
    vi.setSystemTime((soon - 1) * 1000);
    await call(broker);
    vi.setSystemTime(soon * 1000);
    await call(broker);
    expect(upstream.seen.map(shown)).toEqual(["A", "B", "B", "A"]);
  });

  test("also when the trouble came in the middle of a stream: then with the agent's next try", async () => {
    const overloaded = JSON.stringify({ type: "error", error: { type: "overloaded_error", message: "x" } });
    await using upstream = await serve(
      byCredential({
        A: (response) =>
          response
            .writeHead(200, { "content-type": "text/event-stream" })
            .end(`event: error\ndata: ${overloaded}\n\n`),
        B: answering(),
      }),
    );
    await using broker = await brokerFor(upstream.url, { pool: keys("a", "b") });
    expect((await call(broker)).body).toContain("overloaded_error");
    await call(broker);
    expect(upstream.seen.map(shown)).toEqual(["A", "B"]);
  });
});

describe("a pool that is spent", () => {
  test("is parked until the first of it comes back, and asks nobody any more", async () => {
    await using upstream = await serve(
      byCredential({ A: spent(soon + 60), B: spent(soon), C: failing(401) }),
    );
    await using broker = await brokerFor(upstream.url, { pool: keys("a", "b", "c") });
    for (let count = 0; count < 2; count += 1) {
      const { status, headers, body } = await call(broker);
      expect({ status, again: headers["x-should-retry"] }).toEqual({ status: 429, again: "false" });
      expect(Number(headers["retry-after"])).toBeGreaterThan(7000);
      expect(body).toContain("limits the usage of every credential that this task may use (3)");
    }
    expect(upstream.seen.map(shown)).toEqual(["A", "B", "C"]);
    expect(broker.facts()).toMatchObject({ parked: { resetsAt: soon }, reached: false, credential: "c" });
  });

  test("of one credential passes the API's own words on first", async () => {
    await using upstream = await serve(byCredential({ A: spent(soon) }));
    await using broker = await brokerFor(upstream.url, { pool: keys("a") });
    const first = await call(broker);
    expect(first.headers).toMatchObject({ "anthropic-ratelimit-unified-reset": String(soon) });
    expect(JSON.parse(first.body)).toMatchObject({ error: { type: "some_error", message: "no" } });
    expect((await call(broker)).body).toContain("Switchyard: ");
    expect(upstream.seen).toHaveLength(1);
  });

  test("is not parked when it is rejected: nothing heals that", async () => {
    await using upstream = await serve(byCredential({ A: failing(401), B: failing(403) }));
    await using broker = await brokerFor(upstream.url, { pool: keys("a", "b") });
    expect((await call(broker)).status).toBe(403);
    expect(await call(broker)).toMatchObject({ status: 403, body: expect.stringContaining("accepts no") });
    expect(broker.facts()).toMatchObject({ parked: null, standingError: { status: 403 } });
  });
});

describe("a subscription", () => {
  const plan = plainCredential("oauth-token", "plan", "PLAN");

  test.each([
    [
      "keeps the owner's reserve",
      { ...plan, reserve: 40 },
      { "anthropic-ratelimit-unified-5h-utilization": "0.61" },
      /reserved for its owner/,
    ],
    [
      "does not go on into extra usage",
      plan,
      {
        "anthropic-ratelimit-unified-status": "rejected",
        "anthropic-ratelimit-unified-overage-status": "allowed",
      },
      /may not bill extra usage/,
    ],
  ])("%s: the answer that reaches it is the last", async (_, credential, headers, sentence) => {
    const reset = {
      "anthropic-ratelimit-unified-5h-reset": String(soon),
      "anthropic-ratelimit-unified-reset": String(soon),
    };
    await using upstream = await serve(byCredential({ PLAN: answering({ ...headers, ...reset }) }));
    await using broker = await brokerFor(upstream.url, { pool: [credential] });
    const asking = { headers: bearer(broker.token) };
    expect((await call(broker, asking)).status).toBe(200);
    expect((await call(broker, asking)).status).toBe(429);
    expect(upstream.seen).toHaveLength(1);
    expect(broker.facts().parked).toEqual({
      resetsAt: soon,
      sentence: expect.stringMatching(sentence),
    });
  });

  test("goes on into extra usage with consent", async () => {
    const headers = { "anthropic-ratelimit-unified-overage-in-use": "true" };
    await using upstream = await serve(byCredential({ PLAN: answering(headers) }));
    await using broker = await brokerFor(upstream.url, {
      pool: [plan],
      consent: { ...consent, overage: true },
    });
    for (let count = 0; count < 2; count += 1)
      expect((await call(broker, { headers: bearer(broker.token) })).status).toBe(200);
  });

  test("is used for nothing that did not come as a subscription's request", async () => {
    await using upstream = await serve(byCredential({ PLAN: answering() }));
    await using broker = await brokerFor(upstream.url, { pool: [plan] });
    expect((await call(broker, { headers: ["x-api-key", broker.token] })).status).toBe(403);
    expect(upstream.seen).toHaveLength(0);
  });

  test("hands over to a key: the header changes its name, the mark of a subscription goes, the rest stays", async () => {
    await using upstream = await serve(byCredential({ PLAN: spent(soon), KEY: answering() }));
    const pool = [plan, plainCredential("api-key", "key", "KEY")];
    await using broker = await brokerFor(upstream.url, { pool, consent: { ...consent, spill: true } });
    const beta = "claude-code-20250219,oauth-2025-04-20,effort-2025-11-24";
    await call(broker, { headers: [...bearer(broker.token), "anthropic-beta", beta, "X-App", "cli"] });
    const [first, second] = upstream.seen.map(({ rawHeaders }) => rawHeaders.slice(2, 8));
    expect(first).toEqual(["Authorization", "Bearer PLAN", "anthropic-beta", beta, "X-App", "cli"]);
    expect(second).toEqual([
      "x-api-key",
      "KEY",
      "anthropic-beta",
      "claude-code-20250219,effort-2025-11-24",
      "X-App",
      "cli",
    ]);
  });
});

test("a credential of a gateway goes there, in the header that it wants", async () => {
  await using gateway = await serve((_, response) => answering()(response));
  await using upstream = await serve((_, response) => answering()(response));
  const custom = {
    ...plainCredential("api-key", "gateway", "G"),
    kind: "custom" as const,
    header: "authorization" as const,
    baseUrl: `${gateway.url.href}llm/`,
  };
  await using broker = await brokerFor(upstream.url, { pool: [custom] });
  await call(broker);
  expect(upstream.seen).toHaveLength(0);
  expect(gateway.seen[0]?.url).toBe("/llm/v1/messages");
  expect(gateway.seen[0]?.headers).toMatchObject({ authorization: "Bearer G", host: gateway.url.host });
  expect(gateway.seen[0]?.headers["x-api-key"]).toBeUndefined();
});
