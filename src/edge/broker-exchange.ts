import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import type { Credential, Provider } from "../core/credential.ts";
import type { Parked } from "../core/pool.ts";
import { mostOf } from "../core/prices.ts";
import { type Endpoint, type Target, endpointOf, targetOf } from "../core/provider.ts";
import { type Carrier, findToken, headersFor } from "./broker-headers.ts";
import type { BrokerLimits, Ledger } from "./broker-ledger.ts";
import type { Pool } from "./broker-pool.ts";
import { type Forwarded, type Refusal, forward, notExchanged, passRefusal } from "./broker-forward.ts";
import { ExchangeError, type Identities } from "./identity.ts";

export type Exchange = {
  readonly provider: Provider;
  readonly pool: Pool;
  readonly upstream: URL;
  readonly limits: BrokerLimits;
  readonly token: string;
  readonly ledger: Ledger;
  readonly identities: Identities;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly closing: AbortSignal;
};

/** A request that may pass: what it asks, and of whom. */
export type Asking = {
  readonly endpoint: Endpoint;
  readonly carrier: Carrier;
  readonly body: Buffer;
  readonly model: string;
  /** Most output tokens that it asks for. */
  readonly output: number;
};

/** Serves one request of the agent: refuses it, or asks the pool until one credential has an answer. Never rejects. */
export async function exchange(context: Exchange): Promise<void> {
  const { request, response } = context;
  response.on("error", () => undefined);
  request.on("error", () => undefined);
  try {
    await serve(context);
  } catch {
    // An answer that went wrong in the middle must not look like a whole one.
    if (response.headersSent) response.destroy();
    else sendError(response, { status: 502, type: "api_error", message: "The broker failed." });
  }
}

async function serve(context: Exchange): Promise<void> {
  const { request, response, provider, token, limits } = context;
  const [path = "/"] = (request.url ?? "/").split("?");
  // The CLI looks whether anyone is there.
  if (path === "/" && (request.method === "HEAD" || request.method === "GET")) {
    response.writeHead(200).end();
    return;
  }
  const endpoint = request.method === "POST" ? endpointOf(provider, path) : null;
  if (endpoint === null)
    return refuse(context, 404, "not_found_error", "The broker serves the messages endpoints alone.");
  const carrier = findToken(request.rawHeaders, token);
  if (carrier === null)
    return refuse(context, 401, "authentication_error", "The broker knows only the token of its task.");
  const body = await readBody(request, limits.bodyBytes);
  if (body === null)
    return refuse(context, 413, "request_too_large", `The broker takes at most ${limits.bodyBytes} bytes.`);
  const asked = readAsked(body);
  const model = endpoint.model ?? asked?.model ?? null;
  if (model === null || !limits.models.includes(model))
    // 400 is what the CLI does not try again.
    return refuse(context, 400, "invalid_request_error", wrongModel(model, limits.models));
  const output = endpoint.answers ? (asked?.max_tokens ?? 0) : 0;
  await askPool(context, { endpoint, carrier, body, model, output });
}

async function askPool(context: Exchange, asking: Asking): Promise<void> {
  const { ledger, response } = context;
  const most = asking.endpoint.answers
    ? mostOf(asking.model, { bytes: asking.body.length, output: asking.output })
    : 0;
  const admitted = await ledger.admit(most);
  if ("why" in admitted) return refuse(context, 400, "invalid_request_error", admitted.why);
  try {
    const refusal = await askEach(context, asking);
    if (refusal !== null) passRefusal(response, refusal);
  } finally {
    admitted.release();
  }
}

/** Asks one credential after the other until one has an answer; resolves to the last refusal when none has, and null when all is said. */
async function askEach(context: Exchange, asking: Asking): Promise<Refusal | null> {
  const { pool, request, response, upstream } = context;
  const tried = new Set<string>();
  const deadOrigins = new Set<string>();
  const origin = (credential: Credential): string => targetFor(credential).base.origin;
  const targetFor = (credential: Credential) =>
    targetOf(credential, {
      endpoint: asking.endpoint,
      url: request.url ?? "/",
      standard: upstream.href,
    });
  let refusal: Refusal | null = null;
  for (;;) {
    const credential = pool.next((one) => !tried.has(one.name) && !deadOrigins.has(origin(one)));
    if (credential === null) break;
    tried.add(credential.name);
    const target = targetFor(credential);
    const end = await askOne(context, asking, { credential, target });
    if (end === null) continue;
    if (end.kind === "done") return null;
    const health = pool.learn(credential, end);
    refusal = end;
    if (health === null || response.destroyed) return refusal;
    if (health.state === "resting" && health.everywhere) deadOrigins.add(target.base.origin);
  }
  const parked = pool.parked();
  // A limit that the API itself told the agent of last says more than we could.
  if (parked !== null && refusal?.status !== 429) {
    refusePark(context, parked);
    return null;
  }
  if (refusal === null)
    refuse(context, 403, "permission_error", "The model API accepts no credential that this task may use.");
  return refusal;
}

/** Asks with one credential; null when it is a subscription's and the request is not. */
async function askOne(
  context: Exchange,
  asking: Asking,
  { credential, target }: { credential: Credential; target: Target },
): Promise<Forwarded | null> {
  const { request, identities } = context;
  try {
    const valued = await identities.valued(credential);
    const headers = headersFor(valued, {
      rawHeaders: request.rawHeaders,
      carrier: asking.carrier,
      host: target.base.host,
    });
    return headers && (await forward(context, asking, { credential, target, headers }));
  } catch (error) {
    if (error instanceof ExchangeError) return notExchanged(context, error);
    throw error;
  }
}

const asked = z.object({ model: z.string().optional(), max_tokens: z.number().optional() });

function readAsked(body: Buffer): z.infer<typeof asked> | null {
  try {
    return asked.safeParse(JSON.parse(body.toString("utf8"))).data ?? null;
  } catch {
    return null;
  }
}

function wrongModel(model: string | null, models: readonly string[]): string {
  return model === null
    ? "The request names no model."
    : `This task may ask ${models.join(", ")} alone, not ${model.slice(0, 100)}.`;
}

/** Resolves to the whole body, or null when it is longer than allowed; then the rest is not kept. */
async function readBody(request: IncomingMessage, longest: number): Promise<Buffer | null> {
  if (Number(request.headers["content-length"] ?? 0) > longest) return null;
  const parts: Buffer[] = [];
  let taken = 0;
  const { promise, resolve, reject } = Promise.withResolvers<Buffer | null>();
  request.on("data", (bytes: Buffer) => {
    taken += bytes.length;
    if (taken > longest) resolve(null);
    else parts.push(bytes);
  });
  request.on("end", () => resolve(Buffer.concat(parts)));
  request.on("close", () => reject(new Error("the request broke off")));
  return promise;
}

/** 429 with `x-should-retry` and a long wait is what the CLI takes as the end at once. */
function refusePark(context: Exchange, { resetsAt, sentence }: Parked): void {
  const wait = resetsAt === null ? null : Math.max(1, Math.ceil(resetsAt - Date.now() / 1000));
  refuse(context, 429, "rate_limit_error", sentence, {
    "x-should-retry": "false",
    ...(wait === null ? {} : { "retry-after": String(wait) }),
  });
}

function refuse(
  { request, response, ledger }: Exchange,
  ...[status, type, message, headers]: [
    status: number,
    type: string,
    message: string,
    headers?: Record<string, string>,
  ]
): void {
  ledger.refused();
  request.resume();
  sendError(response, { status, type, message, ...(headers && { headers }) });
}

function sendError(
  response: ServerResponse,
  error: { status: number; type: string; message: string; headers?: Record<string, string> },
): void {
  const { status, type, message, headers } = error;
  const body = JSON.stringify({ type: "error", error: { type, message: `Switchyard: ${message}` } });
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    ...headers,
  });
  response.end(body);
}
