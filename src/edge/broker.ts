import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import { request as httpsRequest } from "node:https";
import { logLine } from "../core/log-line.ts";
import type { BrokerFacts } from "../core/broker-facts.ts";
import { messageOf, UserError } from "../core/errors.ts";
import { type BrokerLimits, openLedger, type Ledger } from "./broker-ledger.ts";
import { meterAnswer } from "./broker-meter.ts";

export type CredentialKind = "api-key" | "oauth-token";
export type Credential = { readonly kind: CredentialKind; readonly value: string };

export type BrokerOptions = {
  readonly credential: Credential;
  /** Root of the model API, `http:` or `https:`, with or without a path. */
  readonly upstream: URL;
  readonly limits: BrokerLimits;
};

export type Broker = AsyncDisposable & {
  /** What the CLI takes as `ANTHROPIC_BASE_URL`. */
  readonly url: string;
  /** The credential of this one task, worthless elsewhere. */
  readonly token: string;
  /** As which kind of credential the CLI has to hold the token, so that its headers are those of the real one. */
  readonly kind: CredentialKind;
  facts(): BrokerFacts;
};

const servedPaths: ReadonlySet<string> = new Set(["/v1/messages", "/v1/messages/count_tokens"]);
const headerSeconds = 30; // The CLI sends a request's head in one piece; whoever dribbles is not the CLI.

/**
 * Starts the loopback endpoint that stands between the agent and the model API. It lets through only the messages endpoints,
 * and only with its own random token, which it replaces by the credential; of the rest it changes the `Host` header alone.
 * Bodies pass unbuffered and unlogged. Disposing it aborts what is under way. Throws `UserError` for a credential that cannot
 * be one.
 */
export async function startBroker(options: BrokerOptions): Promise<Broker> {
  const { kind } = options.credential;
  const secret = checkCredential(options.credential);
  const token = `switchyard-${randomBytes(24).toString("base64url")}`;
  const ledger = openLedger(secret);
  const closing = new AbortController();
  const server = createServer((request, response) => {
    exchange({ ...options, secret, token, ledger, request, response, closing: closing.signal });
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
    kind,
    facts: () => ledger.facts(),
    async [Symbol.asyncDispose]() {
      closing.abort();
      server.closeAllConnections();
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
  };
}

function checkCredential({ kind, value }: Credential): string {
  // What is no header value would fail at the first request, with the agent already running.
  if (/^[\x21-\x7e]+$/.test(value)) return value;
  const came =
    value === "" ? "it is empty" : "it holds spaces, line breaks or characters that no credential has";
  throw new UserError(`The ${kind} cannot be used: ${came}. Store it again as the secret, in one line.`);
}

type Exchange = BrokerOptions & {
  secret: string;
  token: string;
  ledger: Ledger;
  request: IncomingMessage;
  response: ServerResponse;
  closing: AbortSignal;
};

function exchange(context: Exchange): void {
  const { request, response, ledger, limits } = context;
  const [path = "/"] = (request.url ?? "/").split("?");
  response.on("error", () => undefined);
  request.on("error", () => undefined);
  // The CLI looks whether anyone is there.
  if (path === "/" && (request.method === "HEAD" || request.method === "GET")) {
    response.writeHead(200).end();
    return;
  }
  if (request.method !== "POST" || !servedPaths.has(path)) {
    refuse(context, 404, "not_found_error", "The broker serves the messages endpoints alone.");
    return;
  }
  const headers = exchangeCredential(context);
  if (headers === null) {
    refuse(context, 401, "authentication_error", "The broker knows only the token of its task.");
    return;
  }
  if (Number(request.headers["content-length"] ?? 0) > limits.bodyBytes) {
    refuse(context, 413, "request_too_large", `The broker takes at most ${limits.bodyBytes} bytes.`);
    return;
  }
  const exhausted = ledger.exhaustion(limits);
  if (exhausted !== null) {
    // 400 is what the CLI does not try again.
    refuse(context, 400, "invalid_request_error", exhausted);
    return;
  }
  forward(context, headers);
}

function forward(context: Exchange, headers: string[]): void {
  const { request, response, upstream, ledger, limits, closing } = context;
  ledger.forwarded();
  const startRequest = upstream.protocol === "https:" ? httpsRequest : httpRequest;
  const outgoing = startRequest({
    host: upstream.hostname.replace(/^\[|\]$/g, ""),
    port: upstream.port,
    method: request.method,
    path: upstream.pathname.replace(/\/$/, "") + (request.url ?? "/"),
    headers,
    signal: closing,
    timeout: limits.silence,
  });
  let settled = false;
  const settle = (): boolean => !settled && (settled = true);
  const fail = (status: number, type: string, message: string): void => {
    if (!settle()) return;
    ledger.answered(null, { usage: null, error: { type, message } }, {});
    outgoing.destroy();
    sendError(response, status, "api_error", message);
  };
  const silent = `The model API said nothing for ${Math.ceil(limits.silence / 1000)} s.`;
  outgoing.on("response", (incoming) => {
    if (settle()) passAnswer(context, incoming);
  });
  outgoing.on("timeout", () => (settled ? outgoing.destroy() : fail(504, "timeout", silent)));
  outgoing.on("error", (error) => fail(502, codeOf(error), "The broker cannot reach the model API."));
  response.on("close", () => {
    settle();
    outgoing.destroy();
  });
  let taken = 0;
  request.on("data", (bytes: Buffer) => {
    taken += bytes.length;
    if (taken <= limits.bodyBytes || !settle()) return;
    outgoing.destroy();
    refuse(context, 413, "request_too_large", `The broker takes at most ${limits.bodyBytes} bytes.`);
  });
  request.pipe(outgoing);
}

function passAnswer({ response, ledger }: Exchange, incoming: IncomingMessage): void {
  const status = incoming.statusCode ?? 502;
  const meter = meterAnswer(incoming.headers);
  response.sendDate = false;
  response.writeHead(status, incoming.statusMessage, incoming.rawHeaders);
  response.flushHeaders();
  incoming.on("data", (bytes: Buffer) => meter.write(bytes));
  incoming.on("error", () => undefined); // "close" follows and tells both ends of an answer apart.
  incoming.on("close", () => void finish());
  incoming.pipe(response, { end: false });
  const finish = async (): Promise<void> => {
    const left = response.destroyed;
    const report = await meter.end();
    // Accounted before the answer ends, so that who saw it end finds it in `facts`.
    if (incoming.complete || left) ledger.answered(status, report, incoming.headers);
    else ledger.answered(null, { ...report, error: brokenOff }, incoming.headers);
    if (incoming.complete) response.end();
    else response.destroy();
  };
}

const brokenOff = { type: "connection_lost", message: "The answer of the model API broke off." };

/** Returns the headers with the credential in place of the token and the upstream's host; null without the right token. */
function exchangeCredential({ request, secret, token, upstream }: Exchange): string[] | null {
  let known = false;
  const headers = request.rawHeaders.map((part, index, all) => {
    if (index % 2 === 0) return part;
    const name = all[index - 1]?.toLowerCase();
    if (name === "host") return upstream.host;
    const prefix = name === "authorization" ? (/^Bearer /i.exec(part)?.[0] ?? "") : "";
    const carries = name === "x-api-key" || (name === "authorization" && prefix !== "");
    if (!carries || !equalSecrets(part.slice(prefix.length), token)) return part;
    known = true;
    return prefix + secret;
  });
  return known ? headers : null;
}

function equalSecrets(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function refuse(
  { request, response, ledger }: Exchange,
  status: number,
  type: string,
  message: string,
): void {
  ledger.refused();
  request.resume();
  sendError(response, status, type, message);
}

function sendError(response: ServerResponse, status: number, type: string, message: string): void {
  const body = JSON.stringify({ type: "error", error: { type, message: `Switchyard: ${message}` } });
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
  });
  response.end(body);
}

function codeOf(error: Error & { code?: unknown }): string {
  return typeof error.code === "string" ? error.code : logLine(messageOf(error));
}
