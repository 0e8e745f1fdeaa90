import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";
import { describe, expect, test } from "vitest";
import { answering, ask, brokerFor, call, limits, serve, sse, wholeMessage } from "./broker-desk.ts";

const sonnet = { ...limits, models: ["claude-sonnet-5-5"] };
const asking = JSON.stringify({ model: "claude-sonnet-5-5", max_tokens: 60_000 });
const dear = (output: number): string => wholeMessage({ output }).replace('"m1"', '"claude-sonnet-5-5"'); // $10 for a million

describe("money and tokens are counted by what really passed, whoever asked", () => {
  test("the answer that crosses the limit is the last", async () => {
    await using upstream = await serve((_, response) => response.end(dear(60_000)));
    await using broker = await brokerFor(upstream.url, { limits: { ...sonnet, dollars: 1 } });
    const ends = [];
    for (let count = 0; count < 4; count += 1) ends.push((await call(broker, { body: asking })).status);
    expect(ends).toEqual([200, 200, 400, 400]);
    expect(upstream.seen).toHaveLength(2);
    expect(broker.facts().dollars).toBeCloseTo(1.2, 4);
    expect(broker.facts().exhausted).toBe("The budget of this attempt is used up: $1.");
  });

  test("many at once go no further beyond it than one", async () => {
    await using upstream = await serve((_, response) => void setImmediate(() => response.end(dear(60_000))));
    await using broker = await brokerFor(upstream.url, { limits: { ...sonnet, dollars: 1 } });
    const ends = await Promise.all(Array.from({ length: 30 }, async () => call(broker, { body: asking })));
    expect(ends.filter(({ status }) => status === 200)).toHaveLength(2);
    expect(upstream.seen).toHaveLength(2);
    expect(broker.facts().dollars).toBeCloseTo(1.2, 4);
  });

  test("tokens have a limit of their own, the cached ones too", async () => {
    await using upstream = await serve((_, response) =>
      response.end(
        '{"type":"message","model":"m1","usage":{"input_tokens":1,"output_tokens":1,"cache_read_input_tokens":500}}',
      ),
    );
    await using broker = await brokerFor(upstream.url, { limits: { ...limits, tokens: 1000 } });
    for (const status of [200, 200, 400]) expect((await call(broker)).status).toBe(status);
    expect(broker.facts().exhausted).toBe("The 1000 tokens of this attempt are used up.");
  });

  test("counting tokens is free", async () => {
    await using upstream = await serve((_, response) => response.end('{"input_tokens":5}'));
    await using broker = await brokerFor(upstream.url);
    await call(broker, { path: "/v1/messages/count_tokens" });
    expect(broker.facts()).toMatchObject({ dollars: 0, reached: false, usage: {}, forwarded: 1 });
  });

  test.each([
    ["in the middle of an answer", true],
    ["before it began", false],
  ])("who leaves %s pays for what was written meanwhile", async (_, begins) => {
    const arrived = Promise.withResolvers<void>();
    await using upstream = await serve((_request, response) => {
      if (begins) {
        const usage = { input_tokens: 7, output_tokens: 1 };
        const text = {
          type: "content_block_delta",
          index: 0,
          delta: { type: "text_delta", text: "x".repeat(900) },
        };
        const opening = { type: "message_start", message: { model: "claude-sonnet-5-5", usage } };
        response.writeHead(200, { "content-type": "text/event-stream" }).write(sse(opening, text));
      }
      arrived.resolve();
    });
    await using broker = await brokerFor(upstream.url, { limits: sonnet });
    const outgoing = request(`${broker.url}/v1/messages`, {
      method: "POST",
      headers: { "x-api-key": broker.token },
    });
    outgoing.on("error", () => undefined);
    outgoing.end(asking);
    await arrived.promise;
    if (begins) {
      const [response]: IncomingMessage[] = await once(outgoing, "response");
      if (response) await once(response, "data");
    }
    outgoing.destroy();
    await expect.poll(() => broker.facts().dollars).toBeGreaterThan(0);
    const used = broker.facts().usage["claude-sonnet-5-5"];
    expect(used?.input).toBe(begins ? 7 : Math.ceil(asking.length / 4));
    expect(used?.output).toBeGreaterThanOrEqual(begins ? 290 : 1);
    expect(broker.facts().reached).toBe(false);
  });

  test("a stream that was cut counts with the text that came", async () => {
    const text = {
      type: "content_block_delta",
      index: 0,
      delta: { type: "text_delta", text: "x".repeat(3000) },
    };
    const opening = {
      type: "message_start",
      message: { model: "m1", usage: { input_tokens: 7, output_tokens: 1 } },
    };
    await using upstream = await serve((incoming, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(sse(opening, text), () => incoming.socket.destroySoon());
    });
    await using broker = await brokerFor(upstream.url);
    await expect(call(broker)).rejects.toThrow(/aborted|ECONNRESET|hang up/);
    await expect.poll(() => broker.facts().usage["m1"]?.output).toBeGreaterThan(900);
    expect(broker.facts()).toMatchObject({ reached: false, standingError: { type: "connection_lost" } });
  });
});

describe("a request that the task may not make", () => {
  test.each([
    [
      "asks for another model",
      { body: '{"model":"claude-opus-5-5"}' },
      400,
      /may ask m1 alone, not claude-opus/,
    ],
    ["names no model", { body: '{"messages":[]}' }, 400, /names no model/],
    ["is no JSON", { body: "model=m1" }, 400, /names no model/],
  ])("because it %s never leaves", async (_, options, status, text) => {
    await using upstream = await serve((__, response) => answering()(response));
    await using broker = await brokerFor(upstream.url);
    const answer = await call(broker, options);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatch(text);
    expect(upstream.seen).toHaveLength(0);
  });

  test("because it carries a credential of its own beside the token never leaves", async () => {
    await using upstream = await serve((_, response) => answering()(response));
    await using broker = await brokerFor(upstream.url);
    const headers = ["x-api-key", broker.token, "Authorization", "Bearer sk-of-somebody-else"];
    expect((await call(broker, { headers })).status).toBe(401);
    expect((await call(broker, { headers, body: ask })).status).toBe(401);
    expect(upstream.seen).toHaveLength(0);
  });
});
