import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { BrokerFacts } from "../core/broker-facts.ts";
import type { Credential } from "../core/credential.ts";
import type { Consent } from "../core/pool.ts";
import { type Client, clientOf } from "../core/provider.ts";
import { exchange } from "./broker-exchange.ts";
import { type BrokerLimits, openLedger } from "./broker-ledger.ts";
import { openPool } from "./broker-pool.ts";
import { type IdToken, openIdentities } from "./identity.ts";

export type BrokerOptions = {
  /** The credentials that the task may use, in the order in which they are preferred; at least one, all of one provider. */
  readonly pool: readonly Credential[];
  readonly consent: Consent;
  /** Root of the Messages API for credentials without an address of their own, `http:` or `https:`, with or without a path. */
  readonly upstream: URL;
  readonly limits: BrokerLimits;
  /** For entries whose credential is the identity of this job. */
  readonly idToken: IdToken;
};

export type Broker = AsyncDisposable & {
  /** Where the CLI finds the model. */
  readonly url: string;
  /** The credential of this one task, worthless elsewhere. */
  readonly token: string;
  /** As whose client the CLI has to present itself, so that its requests are those of the real credential. */
  readonly client: Client;
  facts(): BrokerFacts;
};

const headerSeconds = 30; // The CLI sends a request's head in one piece; whoever dribbles is not the CLI.

/**
 * Starts the loopback endpoint that stands between the agent and the model API. It lets through only messages to the models of the
 * task, and only with its own random token, which it replaces by a credential of the pool; of a subscription's requests it changes
 * nothing else but the `Host` header. What one credential is refused, it asks with the next before the agent hears of it.
 * Answers pass unbuffered and nothing is logged. Disposing it aborts what is under way.
 */
export async function startBroker(options: BrokerOptions): Promise<Broker> {
  const { pool: credentials, consent, limits } = options;
  const token = `switchyard-${randomBytes(24).toString("base64url")}`;
  const secrets = new Set(credentials.flatMap(({ value }) => (value === "" ? [] : [value])));
  const ledger = openLedger(secrets, limits);
  const identities = openIdentities({
    idToken: options.idToken,
    standard: options.upstream,
    minted: (value) => secrets.add(value),
  });
  const pool = openPool(credentials, consent);
  const client = clientOf(credentials);
  const closing = new AbortController();
  const server = createServer((request, response) => {
    const scene = {
      ...options,
      provider: client.provider,
      pool,
      ledger,
      identities,
      token,
      closing: closing.signal,
    };
    void exchange({ ...scene, request, response });
  });
  server.headersTimeout = headerSeconds * 1000;
  server.requestTimeout = 0; // Bodies and answers are bounded by `bodyBytes` and `silence`.
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the broker got no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    token,
    client,
    facts: () => ({ ...ledger.facts(), parked: pool.parked() }),
    async [Symbol.asyncDispose]() {
      closing.abort();
      server.closeAllConnections();
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
  };
}
