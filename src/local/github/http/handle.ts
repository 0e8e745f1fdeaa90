import type { IncomingMessage, ServerResponse } from "node:http";
import type { Exchange, Fault, RequestRecord } from "../../contract.ts";
import { Failure } from "../failure.ts";
import { readOperation } from "../graphql/answer.ts";
import type { Actor, World } from "../world.ts";
import { createApi } from "./api.ts";
import { authenticate, senderOf } from "./authenticate.ts";
import { readJson } from "./body.ts";
import { answerGit, type GitHooks, type GitRequest, gitRequest } from "./git.ts";
import { createRateLimiter } from "./rate-limit.ts";
import { rejectPush } from "./rejection.ts";

export type Handling = {
  readonly world: World;
  readonly hooks: GitHooks;
  readonly requests: RequestRecord[];
  readonly ahead: () => number;
  readonly fault: (request: Pick<RequestRecord, "kind" | "method" | "what" | "by">) => Promise<Fault | null>;
  readonly exchanged: (exchange: Exchange) => void;
};

type Connection = { readonly request: IncomingMessage; readonly response: ServerResponse };
type Asked = { readonly method: string; readonly url: URL; readonly actor: Actor | Failure } & (
  | { readonly kind: "git"; readonly what: string; readonly git: GitRequest }
  | { readonly kind: "rest" | "graphql"; readonly what: string; readonly body: unknown }
);

/** The function that answers every HTTP request of one embedded GitHub. */
export function createHandler(
  handling: Handling,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const { world, requests } = handling;
  const api = createApi(
    world,
    createRateLimiter(() => Date.now() / 1000),
  );

  return async (request, response) => {
    response.setHeader("date", new Date(Date.now() + handling.ahead()).toUTCString());
    const asked = await whatIsAsked(world, request);
    const { kind, method, what, actor } = asked;
    const by = actor instanceof Failure ? "unknown" : senderOf(actor);
    const fault = await handling.fault({ kind, method, what, by });
    const lost = fault?.kind === "lost-answer";
    const status =
      fault !== null && fault.kind !== "lost-answer"
        ? await answerFault({ request, response }, fault)
        : await answer({ request, response }, asked, lost);
    if (lost) request.socket.destroy();
    requests.push({ kind, method, what, status, by, at: Date.now() });
  };

  async function answer({ request, response }: Connection, asked: Asked, lost: boolean): Promise<number> {
    if (asked.kind === "git") return git({ request, response }, asked, lost);
    const { headers } = request;
    const { answer: given, sent } = await api({
      ...asked,
      accept: headers.accept ?? "",
      ifNoneMatch: headers["if-none-match"],
    });
    if (asked.kind === "rest") {
      const path = asked.url.pathname + asked.url.search;
      const { body, method } = asked;
      const responseBody = sent.status === 304 ? undefined : given.json;
      handling.exchanged({ method, path, requestBody: body, status: sent.status, responseBody });
    }
    if (lost) return sent.status;
    response.writeHead(sent.status, sent.headers);
    response.end(sent.body);
    return sent.status;
  }

  async function git(
    connection: Connection,
    asked: Asked & { kind: "git" },
    loseAnswer: boolean,
  ): Promise<number> {
    const { actor, git: wanted } = asked;
    const { request, response } = connection;
    try {
      if (actor instanceof Failure) {
        const headers = { "www-authenticate": 'Basic realm="GitHub"' };
        throw new Failure(401, "Invalid username or token.", { headers });
      }
      return await answerGit({ world, actor, hooks: handling.hooks, request, response, wanted, loseAnswer });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      request.resume();
      response.writeHead(error.status, { "content-type": "text/plain; charset=utf-8", ...error.headers });
      response.end(`${error.message}\n`);
      return error.status;
    }
  }
}

async function answerFault(
  { request, response }: Connection,
  fault: Exclude<Fault, { kind: "lost-answer" }>,
): Promise<number> {
  if (fault.kind === "reset") {
    request.socket.destroy();
    return 0;
  }
  if (fault.kind === "rejected") {
    await rejectPush(request, response);
    return 200;
  }
  request.resume();
  response.writeHead(fault.status, { "content-type": "application/json; charset=utf-8", ...fault.headers });
  response.end(fault.body ?? JSON.stringify({ message: "fault" }));
  return fault.status;
}

async function whatIsAsked(world: World, request: IncomingMessage): Promise<Asked> {
  const method = request.method ?? "GET";
  const url = new URL(request.url ?? "/", world.apiUrl);
  const actor = orFailure(() => authenticate(world, request.headers.authorization));
  const git = gitRequest(method, url);
  if (git !== null) return { kind: "git", method, url, actor, what: git.service, git };
  const body = await readJson(request).catch((error: unknown) => {
    if (error instanceof Failure) return error;
    throw error;
  });
  const graphql = url.pathname === "/graphql";
  const what = graphql ? readOperation(body) : url.pathname + url.search;
  return { kind: graphql ? "graphql" : "rest", method, url, actor, what, body };
}

function orFailure<T>(read: () => T): T | Failure {
  try {
    return read();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}
