import { once } from "node:events";
import {
  createServer,
  request,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from "node:http";
import { text as readText } from "node:stream/consumers";
import { type Credential, plainCredential } from "../../src/core/credential.ts";
import { startBroker, type Broker, type BrokerOptions } from "../../src/edge/broker.ts";

export const secret = "sk-real-credential-of-the-owner";
export const limits: BrokerOptions["limits"] = {
  requests: 100,
  bodyBytes: 10_000,
  silence: 5000,
  dollars: 100,
  tokens: 1_000_000,
  models: ["m1"],
};
export const consent = { spill: false, overage: false };
export const key = plainCredential("api-key", "first", secret);
export const subscription = plainCredential("oauth-token", "plan", secret);

export type Upstream = { url: URL; seen: IncomingMessage[]; [Symbol.asyncDispose](): Promise<void> };

export async function serve(listener: RequestListener): Promise<Upstream> {
  const seen: IncomingMessage[] = [];
  const server = createServer((incoming, response) => {
    seen.push(incoming);
    listener(incoming, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: new URL(`http://127.0.0.1:${address.port}`),
    seen,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function brokerFor(upstream: URL, options: Partial<BrokerOptions> = {}): Promise<Broker> {
  const idToken = (): Promise<string> => Promise.reject(new Error("this job has no identity"));
  return startBroker({ pool: [key], consent, upstream, limits, idToken, ...options });
}

/** The least that names its model. */
export const ask = '{"model":"m1"}';

export type Call = { path?: string; method?: string; headers?: string[]; body?: string };

export async function call(
  broker: Broker,
  options: Call = {},
): Promise<{ status: number; headers: IncomingMessage["headers"]; body: string }> {
  const {
    path = "/v1/messages",
    method = "POST",
    headers = ["X-Api-Key", broker.token],
    body = ask,
  } = options;
  const outgoing = request(broker.url + path, {
    method,
    headers: [
      "Host",
      new URL(broker.url).host,
      ...headers,
      "Content-Length",
      String(Buffer.byteLength(body)),
    ],
  });
  outgoing.end(body);
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  outgoing.on("response", resolve);
  outgoing.on("error", reject);
  const response = await promise;
  return { status: response.statusCode ?? 0, headers: response.headers, body: await readText(response) };
}

export const sse = (...events: { type: string }[]): string =>
  events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join("");

export const start = {
  type: "message_start",
  message: {
    model: "m1",
    usage: { input_tokens: 7, output_tokens: 1, cache_read_input_tokens: 3, cache_creation_input_tokens: 2 },
  },
};
export const delta = { type: "message_delta", usage: { output_tokens: 42 } };

/** A pool of keys whose values are their names in capitals. */
export function keys(...names: readonly string[]): Credential[] {
  return names.map((name) => plainCredential("api-key", name, name.toUpperCase()));
}

/** The credential that a request came with. */
export function shown({ headers }: IncomingMessage): string {
  const { authorization } = headers;
  return authorization === undefined ? String(headers["x-api-key"]) : authorization.replace("Bearer ", "");
}

/** Answers each credential in its own way. */
export function byCredential(
  answers: Readonly<Record<string, (response: ServerResponse) => unknown>>,
): RequestListener {
  return (incoming, response) => void answers[shown(incoming)]?.(response);
}

/** An error in the API's shape. */
export function failing(
  status: number,
  { message = "no", headers = {} }: { message?: string; headers?: Record<string, string> } = {},
): (response: ServerResponse) => void {
  return (response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify({ type: "error", error: { type: "some_error", message } }));
  };
}

/** A whole message that used this much. */
export function wholeMessage(usage: { input?: number; output?: number } = {}): string {
  return JSON.stringify({
    type: "message",
    model: "m1",
    usage: { input_tokens: usage.input ?? 1, output_tokens: usage.output ?? 2 },
  });
}

export const answering =
  (headers: Record<string, string> = {}): ((response: ServerResponse) => void) =>
  (response) =>
    void response.writeHead(200, { "content-type": "application/json", ...headers }).end(wholeMessage());
