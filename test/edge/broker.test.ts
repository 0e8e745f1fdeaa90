import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";
import { text as readText } from "node:stream/consumers";
import { inspect } from "node:util";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { expect, test } from "vitest";
import {
  type Call,
  ask,
  brokerFor,
  call,
  delta,
  limits,
  secret,
  serve,
  sse,
  start,
  subscription,
} from "./broker-desk.ts";

test("replaces the token by the credential and changes nothing else", async () => {
  let body = "";
  await using upstream = await serve((incoming, response) => {
    void readText(incoming).then((text) => {
      body = text;
      response.end("{}");
    });
  });
  await using broker = await brokerFor(new URL("/prefix/", upstream.url));
  const sent = '{"text": "a  \\u00e9 \\n", "n": 1.0, "model" : "m1"}';
  await call(broker, {
    path: "/v1/messages?beta=true&x=%2F",
    headers: [
      "ACCEPT",
      "a/b",
      "x-API-key",
      broker.token,
      "anthropic-beta",
      "one,two",
      "Anthropic-Beta",
      "three",
      "x-odd",
      "  a  b ",
    ],
    body: sent,
  });
  const [seen] = upstream.seen;
  expect(seen?.url).toBe("/prefix/v1/messages?beta=true&x=%2F");
  const sentLength = String(Buffer.byteLength(sent));
  // prettier-ignore
  expect(seen?.rawHeaders).toEqual([
    "Host", upstream.url.host,
    "ACCEPT", "a/b",
    "x-API-key", secret,
    "anthropic-beta", "one,two",
    "Anthropic-Beta", "three",
    "x-odd", "a  b",
    "Content-Length", sentLength,
    "Connection", "keep-alive",
  ]);
  expect(body).toBe(sent);
});

test("replaces a bearer token inside its header", async () => {
  await using upstream = await serve((_, response) => response.end("{}"));
  await using broker = await brokerFor(upstream.url, { pool: [subscription] });
  await call(broker, { headers: ["Authorization", `Bearer ${broker.token}`] });
  expect(upstream.seen[0]?.headers.authorization).toBe(`Bearer ${secret}`);
  expect(broker.client.subscription).toBe(true);
});

test.each([
  ["another path", { path: "/v1/files" }, 404],
  ["a path that only begins alike", { path: "/v1/messages/batches" }, 404],
  ["a path with dots", { path: "/v1/messages/../files" }, 404],
  ["another host as target", { path: "//example.org/v1/messages" }, 404],
  ["another method", { method: "PUT" }, 404],
  ["no token", { headers: [] }, 401],
  ["a wrong token", { headers: ["x-api-key", "switchyard-wrong"] }, 401],
  ["a token in the wrong place", { headers: ["x-other", "switchyard-wrong"] }, 401],
  ["a body that is too large", { body: "x".repeat(10_001) }, 413],
])("refuses %s in the API's error shape", async (_, options: Call, status) => {
  await using upstream = await serve((__, response) => response.end("{}"));
  await using broker = await brokerFor(upstream.url);
  const answer = await call(broker, options);
  expect(answer.status).toBe(status);
  expect(JSON.parse(answer.body)).toMatchObject({
    type: "error",
    error: { message: expect.stringMatching(/^Switchyard: /) },
  });
  expect(upstream.seen).toHaveLength(0);
  expect(broker.facts()).toMatchObject({ forwarded: 0, refused: 1 });
});

test("answers the probe of the CLI itself", async () => {
  await using upstream = await serve((_, response) => response.end("{}"));
  await using broker = await brokerFor(upstream.url);
  expect((await call(broker, { path: "/", method: "HEAD", headers: [] })).status).toBe(200);
  expect(upstream.seen).toHaveLength(0);
});

test("refuses a chunked body that grows too large", async () => {
  await using upstream = await serve((incoming) => incoming.resume());
  await using broker = await brokerFor(upstream.url);
  const outgoing = request(`${broker.url}/v1/messages`, {
    method: "POST",
    headers: { "x-api-key": broker.token },
  });
  outgoing.on("error", () => undefined);
  const answered = once(outgoing, "response");
  outgoing.write("x".repeat(6000));
  outgoing.write("x".repeat(6000));
  const [response] = await answered;
  expect(response).toHaveProperty("statusCode", 413);
  outgoing.destroy();
});

test("passes each piece of a stream on before the next one comes", async () => {
  const pieces = Promise.withResolvers<void>();
  await using upstream = await serve((_, response) => {
    response.writeHead(200, { "content-type": "text/event-stream", "x-first": "yes" });
    response.write(sse(start));
    void pieces.promise.then(() => response.end(sse(delta)));
  });
  await using broker = await brokerFor(upstream.url);
  const outgoing = request(`${broker.url}/v1/messages`, {
    method: "POST",
    headers: { "x-api-key": broker.token },
  });
  outgoing.end(ask);
  const { promise, resolve } = Promise.withResolvers<IncomingMessage>();
  outgoing.on("response", resolve);
  const response = await promise;
  const [first] = await once(response, "data");
  expect(String(first)).toBe(sse(start));
  pieces.resolve();
  expect(await readText(response)).toBe(sse(delta));
  expect(broker.facts().usage).toEqual({ m1: { input: 7, output: 42, cacheRead: 3, cacheWrite: 2 } });
});

test.each([
  ["plain", (bytes: Buffer) => bytes, {}],
  ["gzip", gzipSync, { "content-encoding": "gzip" }],
  ["zstd", zstdCompressSync, { "content-encoding": "zstd" }],
])("counts the tokens of a %s answer, streamed or not", async (_, encode, headers) => {
  await using upstream = await serve((incoming, response) => {
    const whole = JSON.stringify({
      type: "message",
      model: "m1",
      usage: { input_tokens: 1, output_tokens: 2 },
    });
    const streamed = incoming.url?.endsWith("stream") ?? false;
    response.setHeader("content-type", streamed ? "text/event-stream" : "application/json");
    response.writeHead(200, headers).end(encode(Buffer.from(streamed ? sse(start, delta) : whole)));
  });
  await using broker = await brokerFor(upstream.url);
  await call(broker, { path: "/v1/messages?stream" });
  await call(broker);
  expect(broker.facts().usage).toEqual({ m1: { input: 8, output: 44, cacheRead: 3, cacheWrite: 2 } });
});

test("keeps the last error with its reset time, and forgets that it stands once an answer is good", async () => {
  let good = false;
  await using upstream = await serve((_, response) => {
    if (good) return response.end("{}");
    response.writeHead(429, {
      "anthropic-ratelimit-unified-status": "rejected",
      "anthropic-ratelimit-unified-reset": "1795180140",
      "retry-after": "10",
    });
    return response.end(
      JSON.stringify({ type: "error", error: { type: "rate_limit_error", message: `no, ${secret}` } }),
    );
  });
  await using broker = await brokerFor(upstream.url);
  const answer = await call(broker);
  expect(answer.headers["retry-after"]).toBe("10");
  const error = { status: 429, type: "rate_limit_error", message: "no, ***", retryAt: 1_795_180_140 };
  expect(broker.facts()).toMatchObject({
    standingError: error,
    rateLimits: { "anthropic-ratelimit-unified-status": "rejected" },
    answers: { "4xx": 1 },
  });
  good = true;
  await call(broker);
  expect(broker.facts()).toMatchObject({
    standingError: null,
    lastError: error,
    answers: { "4xx": 1, "2xx": 1 },
  });
});

test("answers 502 and notes why when nobody listens", async () => {
  const url = await (async () => {
    await using gone = await serve(() => undefined);
    return gone.url;
  })();
  await using broker = await brokerFor(url);
  expect((await call(broker)).status).toBe(502);
  expect(broker.facts().standingError).toMatchObject({ status: null, type: "ECONNREFUSED" });
});

test("gives up on an upstream that says nothing", async () => {
  await using upstream = await serve(() => undefined);
  await using broker = await brokerFor(upstream.url, { limits: { ...limits, silence: 100 } });
  expect((await call(broker)).status).toBe(504);
  expect(broker.facts().standingError).toMatchObject({ status: null, type: "timeout" });
});

test("cuts an answer that falls silent in its middle, so that it is asked again, and counts what came", async () => {
  await using upstream = await serve((_, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(sse(start));
  });
  await using broker = await brokerFor(upstream.url, { limits: { ...limits, silence: 100 } });
  await expect(call(broker)).rejects.toThrow(/aborted|ECONNRESET|hang up/);
  await expect
    .poll(() => broker.facts().standingError)
    .toMatchObject({ status: null, type: "connection_lost" });
  expect(broker.facts().usage).toMatchObject({ m1: { input: 7, output: 1 } });
});

test("cuts the answer where the upstream cut it, and counts what came", async () => {
  await using upstream = await serve((incoming, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(sse(start), () => incoming.socket.resetAndDestroy());
  });
  await using broker = await brokerFor(upstream.url);
  await expect(call(broker)).rejects.toThrow(/aborted|ECONNRESET|hang up/);
  await expect
    .poll(() => broker.facts().standingError)
    .toMatchObject({ status: null, type: "connection_lost" });
  expect(broker.facts().usage).toMatchObject({ m1: { input: 7, output: 1 } });
});

test("ends the request upstream when the client goes away, and counts what came", async () => {
  const left = Promise.withResolvers<void>();
  await using upstream = await serve((_, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(sse(start));
    response.on("close", () => left.resolve());
  });
  await using broker = await brokerFor(upstream.url);
  const outgoing = request(`${broker.url}/v1/messages`, {
    method: "POST",
    headers: { "x-api-key": broker.token },
  });
  outgoing.on("error", () => undefined);
  outgoing.on("response", (response) => response.once("data", () => outgoing.destroy()));
  outgoing.end(ask);
  await left.promise;
  await expect.poll(() => broker.facts().usage).toMatchObject({ m1: { input: 7 } });
  expect(broker.facts().standingError).toBeNull();
});

test("lets nothing through once its requests are used up", async () => {
  await using upstream = await serve((_, response) => response.end("{}"));
  await using counted = await brokerFor(upstream.url, { limits: { ...limits, requests: 1 } });
  expect((await call(counted)).status).toBe(200);
  expect(await call(counted)).toMatchObject({ status: 400, body: expect.stringContaining("used up") });
  expect(counted.facts()).toMatchObject({
    forwarded: 1,
    refused: 1,
    exhausted: "The 1 requests of this attempt are used up.",
  });
});

test("shows the credential in no view of the object and in no error", async () => {
  await using broker = await brokerFor(new URL("http://127.0.0.1:9"));
  expect(inspect(broker, { depth: 20, showHidden: true, getters: true })).not.toContain(secret);
  expect(JSON.stringify(broker.facts())).not.toContain(secret);
});

test("ends open requests with its scope", async () => {
  const arrived = Promise.withResolvers<void>();
  const left = Promise.withResolvers<void>();
  await using upstream = await serve((_, response) => {
    response.on("close", () => left.resolve());
    arrived.resolve();
  });
  const broker = await brokerFor(upstream.url);
  const waiting = call(broker).catch((error: unknown) => error);
  await arrived.promise;
  await broker[Symbol.asyncDispose]();
  await left.promise;
  expect(await waiting).toBeInstanceOf(Error);
});
