import { text as readText } from "node:stream/consumers";
import { afterEach, expect, test, vi } from "vitest";
import { parseCredentials } from "../../src/core/credential.ts";
import { answering, brokerFor, call, failing, keys, serve, shown } from "./broker-desk.ts";

const entry = {
  name: "federated",
  kind: "workload-identity",
  organization: "00000000-0000-0000-0000-000000000000",
  rule: "fdrl_1",
  "service-account": "svac_1",
};
const parsed = parseCredentials([entry]);
const pool = parsed.ok ? parsed.credentials : [];

afterEach(() => {
  vi.useRealTimers();
});

test("the job's identity is exchanged as Claude Code does it, and the token is used until shortly before its end", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const exchanges: unknown[] = [];
  await using upstream = await serve((incoming, response) => {
    if (incoming.url !== "/v1/oauth/token") return answering()(response);
    void readText(incoming).then((body) => {
      exchanges.push({ beta: incoming.headers["anthropic-beta"], ...JSON.parse(body) });
      response.end(
        JSON.stringify({ access_token: `minted-${exchanges.length}`, token_type: "Bearer", expires_in: 600 }),
      );
    });
    return undefined;
  });
  const audiences: string[] = [];
  const idToken = (audience: string): Promise<string> => {
    audiences.push(audience);
    return Promise.resolve("a.b.c");
  };
  await using broker = await brokerFor(upstream.url, { pool, idToken });
  const headers = ["x-api-key", broker.token, "anthropic-beta", "one,two"];
  const ask = async (): Promise<number> => (await call(broker, { headers })).status;
  expect(await ask()).toBe(200);
  vi.setSystemTime(Date.now() + 470_000);
  expect(await ask()).toBe(200);
  vi.setSystemTime(Date.now() + 20_000);
  expect(await ask()).toBe(200);
  const messages = upstream.seen.filter(({ url }) => url === "/v1/messages");
  expect(messages.map(shown)).toEqual(["minted-1", "minted-1", "minted-2"]);
  expect(messages[0]?.headers).toMatchObject({
    authorization: "Bearer minted-1",
    "anthropic-beta": "one,two,oauth-2025-04-20",
  });
  expect(messages[0]?.headers["x-api-key"]).toBeUndefined();
  expect(audiences).toEqual(["https://api.anthropic.com", "https://api.anthropic.com"]);
  expect(exchanges[0]).toEqual({
    beta: "oauth-2025-04-20,oidc-federation-2026-04-01",
    grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
    assertion: "a.b.c",
    federation_rule_id: "fdrl_1",
    organization_id: entry.organization,
    service_account_id: "svac_1",
  });
});

test.each([
  ["is refused", failing(400), { status: 401, message: expect.stringContaining("(HTTP 400)") }],
  ["fails", failing(503), { status: null, type: "identity_error" }],
])("an exchange that %s is a refusal of this credential: the next is asked", async (_, refusing, error) => {
  await using exchange = await serve((__, response) => refusing(response));
  await using upstream = await serve((__, response) => answering()(response));
  const identity = pool.map((one) => ({ ...one, baseUrl: exchange.url.href }));
  const idToken = (): Promise<string> => Promise.resolve("a.b.c");
  await using broker = await brokerFor(upstream.url, { pool: [...identity, ...keys("b")], idToken });
  expect((await call(broker)).status).toBe(200);
  expect(broker.facts()).toMatchObject({ credential: "b", lastError: error });
});

test("a job without an identity asks nobody", async () => {
  await using upstream = await serve((_, response) => answering()(response));
  await using broker = await brokerFor(upstream.url, { pool });
  expect((await call(broker)).status).toBe(502);
  expect(broker.facts().standingError?.message).toBe("GitHub gave the job no identity token.");
  expect(upstream.seen).toHaveLength(0);
});
