import {
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as httpRequest,
  type ServerResponse,
} from "node:http";
import { request as httpsRequest } from "node:https";
import type { Credential } from "../core/credential.ts";
import { messageOf } from "../core/errors.ts";
import { logLine } from "../core/log-line.ts";
import type { Target } from "../core/provider.ts";
import type { Asking, Exchange } from "./broker-exchange.ts";
import { type AnswerReport, meterAnswer } from "./broker-meter.ts";
import type { ExchangeError } from "./identity.ts";

/** What the model API said instead of an answer. Nothing of it has gone to the agent. */
export type Refusal = {
  readonly kind: "refused";
  /** Null: it said nothing at all. */
  readonly status: number | null;
  readonly headers: IncomingHttpHeaders;
  readonly error: AnswerReport["error"];
  /** What goes to the agent when nobody else has an answer. */
  readonly answer: {
    readonly status: number;
    readonly message: string;
    readonly rawHeaders: readonly string[];
    readonly body: Buffer;
  };
};

/** `done`: the answer went to the agent, or the agent went away. */
export type Forwarded = { readonly kind: "done" } | Refusal;

type Route = {
  readonly credential: Credential;
  readonly target: Target;
  readonly headers: readonly string[];
};

const longestRefusal = 1_000_000; // Bytes of an error's body; some are the HTML page of a proxy.
const outputPerSecond = 100; // Tokens that a fast model writes; what a stream is charged that its reader left.

/** Sends a request on with one credential, and passes the answer back as it comes. An error is kept back, so that another credential can be asked. */
export async function forward(context: Exchange, asking: Asking, route: Route): Promise<Forwarded> {
  const { request, response, limits, ledger, closing } = context;
  const { target, credential } = route;
  if (response.destroyed) return { kind: "done" };
  ledger.asked(credential.name);
  const startRequest = target.base.protocol === "https:" ? httpsRequest : httpRequest;
  const outgoing = startRequest({
    host: target.base.hostname.replace(/^\[|\]$/g, ""),
    port: target.base.port,
    method: request.method,
    path: target.path,
    headers: route.headers,
    signal: closing,
    timeout: limits.silence,
  });
  const begun = Date.now();
  const { promise, resolve } = Promise.withResolvers<Forwarded>();
  let answering = false;
  const fail = (status: number, type: string, message: string): void => {
    if (!answering) resolve(noAnswer(context, { status, type, message, said: null }));
  };
  outgoing.on("response", (incoming) => {
    answering = true;
    const passing =
      (incoming.statusCode ?? 502) >= 400
        ? keepBack(context, incoming)
        : passAnswer({ context, asking, credential, incoming, begun });
    passing.then(resolve, () => resolve({ kind: "done" }));
  });
  const silent = `The model API said nothing for ${Math.ceil(limits.silence / 1000)} s.`;
  outgoing.on("timeout", () => {
    fail(504, "timeout", silent);
    outgoing.destroy();
  });
  outgoing.on("error", (error) => fail(502, codeOf(error), "The broker cannot reach the model API."));
  const leave = (): void => {
    if (!answering) {
      ledger.left(asking.model, guess(asking, begun));
      resolve({ kind: "done" });
    }
    outgoing.destroy();
  };
  response.on("close", leave);
  outgoing.end(asking.body);
  try {
    return await promise;
  } finally {
    response.off("close", leave);
  }
}

/** Gives a refusal to the agent as it came. */
export function passRefusal(response: ServerResponse, { answer }: Refusal): void {
  response.sendDate = false;
  response.writeHead(answer.status, answer.message, [...answer.rawHeaders]);
  response.end(answer.body);
}

/** What stands for an answer when the credential itself could not be had: any refusal of it is one of the credential. */
export function notExchanged(context: Exchange, { status, message }: ExchangeError): Refusal {
  const refused = status !== null && status < 500;
  return noAnswer(context, {
    status: refused ? 401 : 502,
    type: "identity_error",
    message,
    said: refused ? 401 : null,
  });
}

/** `said` is the status that the API gave; null when it said nothing. */
function noAnswer(
  { ledger }: Exchange,
  error: { status: number; type: string; message: string; said: number | null },
): Refusal {
  const { status, type, message, said } = error;
  const report = { usage: null, error: { type, message } };
  ledger.answered({ status: said, headers: {}, report, atLeast: 0 });
  const body = Buffer.from(
    JSON.stringify({ type: "error", error: { type: "api_error", message: `Switchyard: ${message}` } }),
  );
  const rawHeaders = ["content-type", "application/json", "content-length", String(body.length)];
  return {
    kind: "refused",
    status: said,
    headers: {},
    error: report.error,
    answer: { status, message: "", rawHeaders, body },
  };
}

async function keepBack({ ledger }: Exchange, incoming: IncomingMessage): Promise<Refusal> {
  const { headers, rawHeaders, statusCode: status = 502, statusMessage: message = "" } = incoming;
  const meter = meterAnswer(headers);
  const parts: Buffer[] = [];
  let taken = 0;
  incoming.on("data", (bytes: Buffer) => {
    taken += bytes.length;
    if (taken > longestRefusal) incoming.destroy();
    else parts.push(bytes);
    meter.write(bytes);
  });
  await closed(incoming);
  const report = await meter.end();
  ledger.answered({ status, headers, report, atLeast: 0 });
  return {
    kind: "refused",
    status,
    headers,
    error: report.error,
    answer: { status, message, rawHeaders: framed(rawHeaders), body: Buffer.concat(parts) },
  };
}

/** The body is sent whole, however it came. */
function framed(rawHeaders: readonly string[]): string[] {
  return rawHeaders.flatMap((name, index) =>
    index % 2 === 1 || /^(?:transfer-encoding|content-length)$/i.test(name)
      ? []
      : [name, rawHeaders[index + 1] ?? ""],
  );
}

async function passAnswer({
  context,
  asking,
  credential,
  incoming,
  begun,
}: {
  context: Exchange;
  asking: Asking;
  credential: Credential;
  incoming: IncomingMessage;
  begun: number;
}): Promise<Forwarded> {
  const { response, ledger, pool } = context;
  const { headers, statusCode: status = 200 } = incoming;
  const meter = meterAnswer(headers);
  pool.learn(credential, { status, headers, error: null });
  response.sendDate = false;
  response.writeHead(status, incoming.statusMessage, incoming.rawHeaders);
  response.flushHeaders();
  incoming.on("data", (bytes: Buffer) => meter.write(bytes));
  incoming.pipe(response, { end: false });
  await closed(incoming);
  const left = response.destroyed;
  const report = await meter.end();
  // Accounted before the answer ends, so that who saw it end finds it in `facts`.
  if (incoming.complete) {
    ledger.answered({ status, headers, report, atLeast: 0 });
    if (report.error !== null) pool.learn(credential, { status, headers, error: report.error });
    response.end();
  } else {
    // No total was said: the text that came counts, and for who left also what was written without being read.
    const unread = left ? guess(asking, begun).output : 0;
    const atLeast = Math.max(report.usage?.streamed ?? 0, unread);
    const error = left ? report.error : brokenOff;
    ledger.answered({ status: left ? status : null, headers, report: { ...report, error }, atLeast });
    if (!left) pool.learn(credential, { status: null, headers: {}, error: brokenOff });
    response.destroy();
  }
  return { kind: "done" };
}

const brokenOff = { type: "connection_lost", message: "The answer of the model API broke off." };

/** What the model may have read and written of a request whose asker did not wait for the answer. */
function guess({ body, output }: Asking, begun: number) {
  const written = Math.ceil(((Date.now() - begun) / 1000) * outputPerSecond);
  return {
    input: Math.ceil(body.length / 4),
    output: Math.min(written, output),
    cacheRead: 0,
    cacheWrite: 0,
    cacheWriteHour: 0,
    fast: false,
  };
}

/** Resolves when a body has ended or broken off; `complete` tells which. */
async function closed(incoming: IncomingMessage): Promise<void> {
  incoming.on("error", () => undefined);
  await new Promise<void>((resolve) => incoming.on("close", () => resolve()));
}

function codeOf(error: Error & { code?: unknown }): string {
  return typeof error.code === "string" ? error.code : logLine(messageOf(error));
}
