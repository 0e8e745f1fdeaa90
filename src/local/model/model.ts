import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { once } from "node:events";
import { text as readText } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { messageOf } from "../../core/errors.ts";
import { answerOf, messageBody, streamEvents, type StreamEvent } from "./answer.ts";
import { messagesRequest, readConversation, type Conversation } from "./conversation.ts";
import { cueOf, type Fault, type Scenario, type Turn } from "./scenario.ts";

export type ModelRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly rawHeaders: readonly string[];
  /** The bytes of the body, as text. */
  readonly body: string;
  /** The scenario and turn that answered it; null for probes and when no scenario was meant. */
  readonly scenario: string | null;
  readonly turn: number | null;
};

export type ScriptedModel = AsyncDisposable & {
  /** What the CLI takes as `ANTHROPIC_BASE_URL`. */
  readonly url: string;
  readonly requests: readonly ModelRequest[];
};

/** What the API calls its errors, by status: https://docs.claude.com/en/api/errors. */
const errors: Readonly<Record<number, readonly [type: string, message: string]>> = {
  400: ["invalid_request_error", "The request is invalid."],
  401: ["authentication_error", "invalid x-api-key"],
  403: ["permission_error", "Your credential does not have permission to use the specified resource."],
  404: ["not_found_error", "The requested resource could not be found."],
  413: ["request_too_large", "Request exceeds the maximum size"],
  429: ["rate_limit_error", "This request would exceed your rate limit."],
  500: ["api_error", "Internal server error"],
  529: ["overloaded_error", "Overloaded"],
};

/** Starts a Messages API on loopback that plays these scenarios to every session whose first message matches. */
export async function startModel({ scenarios }: { scenarios: readonly Scenario[] }): Promise<ScriptedModel> {
  const requests: ModelRequest[] = [];
  const struck = new Map<string, number>();
  const closing = new AbortController();
  const server = createServer((request, response) => {
    answer({ scenarios, requests, struck, request, response, closing: closing.signal }).catch(
      (error: unknown) => {
        if (!response.headersSent) response.writeHead(500, { "content-type": "application/json" });
        response.end(errorBody("api_error", `the scripted model failed: ${messageOf(error)}`));
      },
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the scripted model got no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    async [Symbol.asyncDispose]() {
      closing.abort();
      server.closeAllConnections();
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Exchange = {
  scenarios: readonly Scenario[];
  requests: ModelRequest[];
  struck: Map<string, number>;
  request: IncomingMessage;
  response: ServerResponse;
  closing: AbortSignal;
};

async function answer(exchange: Exchange): Promise<void> {
  const { request, response } = exchange;
  const body = await readText(request);
  const path = request.url ?? "/";
  const record = (scenario: string | null, turn: number | null): void => {
    const { method = "", headers, rawHeaders } = request;
    exchange.requests.push({ method, path, headers, rawHeaders, body, scenario, turn });
  };
  const { pathname } = new URL(path, "http://model");
  if (request.method !== "POST" || !["/v1/messages", "/v1/messages/count_tokens"].includes(pathname)) {
    record(null, null);
    response.writeHead(pathname === "/" ? 200 : 404, { "content-type": "application/json" });
    response.end(
      request.method === "HEAD" ? undefined : errorBody("not_found_error", `no such path: ${pathname}`),
    );
    return;
  }
  const conversation = readConversation(messagesRequest.parse(JSON.parse(body)), request.headers);
  if (pathname === "/v1/messages/count_tokens") {
    record(null, null);
    sendJson(response, { input_tokens: Math.ceil(body.length / 4) });
    return;
  }
  const cue = cueOf(exchange.scenarios, conversation);
  record(cue?.scenario ?? null, cue?.turn ?? null);
  if (!cue)
    return play(exchange, conversation, {
      text: "The scripted model has no scenario for this conversation.",
    });
  if (cue.play === null) {
    return play(exchange, conversation, {
      text: `The scenario "${cue.scenario}" has no turn ${cue.turn + 1}.`,
    });
  }
  const turn = typeof cue.play === "function" ? cue.play(conversation) : cue.play;
  // Which session asks is in the metadata; two sessions of one scenario each meet their own faults.
  const place = `${conversation.request.metadata?.user_id ?? ""} ${cue.scenario} ${cue.turn}`;
  const before = exchange.struck.get(place) ?? 0;
  exchange.struck.set(place, before + 1);
  const strikes = turn.fault !== undefined && before < (turn.faultTimes ?? Number.POSITIVE_INFINITY);
  return play(exchange, conversation, strikes ? turn : { ...turn, fault: undefined });
}

async function play(exchange: Exchange, conversation: Conversation, turn: Turn): Promise<void> {
  const { response } = exchange;
  if (turn.fault?.kind === "status") return sendStatus(response, turn.fault);
  if (turn.fault?.kind === "reset") {
    exchange.request.socket.resetAndDestroy();
    return;
  }
  if (turn.fault?.kind === "stall" && turn.fault.afterEvents === 0) return;
  const built = answerOf(turn, conversation.request.model);
  for (const [name, value] of Object.entries(turn.headers ?? {})) response.setHeader(name, value);
  response.setHeader("request-id", `req_${built.id.slice(4)}`);
  if (conversation.request.stream !== true) {
    if (turn.fault?.kind === "cut") exchange.request.socket.resetAndDestroy();
    else if (turn.fault?.kind === "malformed") response.end("this is not JSON");
    else if (turn.fault?.kind === "stream-error")
      sendStatus(response, { ...turn.fault, kind: "status", status: 529 });
    else if (turn.fault === undefined) sendJson(response, messageBody(built));
    return;
  }
  response.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-cache",
  });
  let sent = 0;
  for (const event of streamEvents(built)) {
    if (turn.fault?.kind === "cut" && sent === turn.fault.afterEvents) {
      exchange.request.socket.resetAndDestroy();
      return;
    }
    if (turn.fault?.kind === "stall" && sent === turn.fault.afterEvents) return;
    if (turn.fault?.kind === "malformed" && sent === 1) {
      response.end("event: content_block_start\ndata: {this is not JSON\n\n");
      return;
    }
    if (turn.fault?.kind === "stream-error" && sent === 3) {
      const { type, message } = turn.fault;
      response.end(sse({ type: "error", error: { type, message } }));
      return;
    }
    if (turn.delay !== undefined && sent > 0) await wait(turn.delay, undefined, { signal: exchange.closing });
    if (response.destroyed) return;
    response.write(sse(event));
    sent += 1;
  }
  response.end();
}

function sendStatus(response: ServerResponse, fault: Extract<Fault, { kind: "status" }>): void {
  const [type, message] = errors[fault.status] ?? ["api_error", `status ${fault.status}`];
  response.writeHead(fault.status, {
    "content-type": "application/json",
    "request-id": "req_fault",
    ...fault.headers,
  });
  response.end(errorBody(fault.type ?? type, fault.message ?? message));
}

function sendJson(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

function errorBody(type: string, message: string): string {
  return JSON.stringify({ type: "error", error: { type, message } });
}

function sse(event: StreamEvent): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}
