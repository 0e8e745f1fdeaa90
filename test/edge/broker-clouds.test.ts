import { describe, expect, test } from "vitest";
import { type Credential, plainCredential } from "../../src/core/credential.ts";
import { endpointOf } from "../../src/core/provider.ts";
import { frame } from "./event-frames.ts";
import { brokerFor, call, delta, failing, serve, start } from "./broker-desk.ts";

const cloud = (kind: "bedrock" | "vertex" | "foundry", more: Partial<Credential>): Credential => ({
  ...plainCredential("api-key", kind, "CLOUD"),
  kind,
  header: kind === "foundry" ? "x-api-key" : "authorization",
  ...more,
});

describe("what each provider serves", () => {
  test.each([
    ["bedrock", "/model/eu.m1/invoke", "eu.m1"],
    ["bedrock", "/model/eu.m1%3A0/invoke-with-response-stream", "eu.m1:0"],
    ["bedrock", "/model/a%2Fb/invoke", null],
    ["bedrock", "/model/%2e%2e/invoke", null],
    ["bedrock", "/model/x/converse", null],
    ["bedrock", "/inference-profiles", null],
    ["bedrock", "/v1/messages", null],
    ["vertex", "/projects/p/locations/r/publishers/anthropic/models/m1:streamRawPredict", "m1"],
    [
      "vertex",
      "/v1/projects/p/locations/r/publishers/anthropic/models/m1@20260101:rawPredict",
      "m1@20260101",
    ],
    ["vertex", "/projects/p/locations/r/publishers/google/models/g:rawPredict", null],
    ["vertex", "/projects/p/locations/r/publishers/anthropic/models/m1:predict", null],
    ["vertex", "/projects/p/../locations/r/publishers/anthropic/models/m1:rawPredict", null],
    ["foundry", "/model/eu.m1/invoke", null],
    ["anthropic", "/v1/messages/batches", null],
    ["anthropic", "/v1/models", null],
  ] as const)("%s: %s is for %s", (provider, path, model) => {
    expect(endpointOf(provider, path)?.model ?? null).toBe(model);
  });
});

test("Bedrock's binary stream passes unchanged, and what it used is counted, also when a frame comes in pieces", async () => {
  const event = (value: unknown): Buffer =>
    frame({ bytes: Buffer.from(JSON.stringify(value)).toString("base64") });
  const whole = Buffer.concat([event(start), event(delta)]);
  await using upstream = await serve((_, response) => {
    response.writeHead(200, { "content-type": "application/vnd.amazon.eventstream" });
    response.write(whole.subarray(0, 37));
    response.end(whole.subarray(37));
  });
  const pool = [cloud("bedrock", { region: "eu-west-1", baseUrl: upstream.url.href })];
  await using broker = await brokerFor(upstream.url, { pool });
  const path = "/model/m1/invoke-with-response-stream";
  const headers = ["Authorization", `Bearer ${broker.token}`];
  expect((await call(broker, { path, headers, body: "{}" })).status).toBe(200);
  expect(upstream.seen[0]).toMatchObject({ url: path, headers: { authorization: "Bearer CLOUD" } });
  expect(broker.facts().usage).toEqual({ m1: { input: 7, output: 42, cacheRead: 3, cacheWrite: 2 } });
});

test("Bedrock's exception in the middle of a stream counts as what it is", async () => {
  await using upstream = await serve((_, response) => {
    response.writeHead(200, { "content-type": "application/vnd.amazon.eventstream" });
    response.end(frame({ message: "Too many tokens" }, "throttlingException"));
  });
  const pool = [cloud("bedrock", { region: "eu-west-1", baseUrl: upstream.url.href })];
  await using broker = await brokerFor(upstream.url, { pool });
  const headers = ["Authorization", `Bearer ${broker.token}`];
  await call(broker, { path: "/model/m1/invoke-with-response-stream", headers, body: "{}" });
  expect(broker.facts().standingError).toMatchObject({
    type: "rate_limit_error",
    message: "Too many tokens",
  });
});

test.each([
  ["Google", '{"error":{"code":429,"message":"Quota exceeded","status":"RESOURCE_EXHAUSTED"}}'],
  ["Amazon", '{"message":"Quota exceeded"}'],
])("%s's own form of an error is read", async (_, body) => {
  await using upstream = await serve((__, response) => {
    response.writeHead(429, { "content-type": "application/json" }).end(body);
  });
  await using broker = await brokerFor(upstream.url);
  expect((await call(broker)).body).toBe(body);
  expect(broker.facts().standingError).toMatchObject({ status: 429, message: "Quota exceeded" });
});

test("Vertex is asked in the project and region of the credential, whatever the request says", async () => {
  await using upstream = await serve((_, response) => failing(529)(response));
  const base = { baseUrl: `${upstream.url.href}v1` };
  const pool = [
    cloud("vertex", { ...base, name: "one", project: "ours", region: "europe-west1" }),
    cloud("vertex", { ...base, name: "two", project: "theirs", region: "us-east5" }),
  ];
  await using broker = await brokerFor(upstream.url, { pool });
  await call(broker, {
    path: "/projects/somebody-elses/locations/global/publishers/anthropic/models/m1:streamRawPredict",
    headers: ["Authorization", `Bearer ${broker.token}`],
    body: "{}",
  });
  expect(upstream.seen.map(({ url }) => url)).toEqual([
    "/v1/projects/ours/locations/europe-west1/publishers/anthropic/models/m1:streamRawPredict",
    "/v1/projects/theirs/locations/us-east5/publishers/anthropic/models/m1:streamRawPredict",
  ]);
});
