import type { IncomingMessage, ServerResponse } from "node:http";
import type { Fault, RequestRecord } from "../../contract.ts";
import { ok } from "../answer.ts";
import { Failure } from "../failure.ts";
import { answerGraphql, readOperation } from "../graphql/answer.ts";
import { answerDownload, answerPage } from "../pages.ts";
import { type Answer, type Call, compileRoutes } from "../router.ts";
import { routes } from "../routes.ts";
import type { Actor, World } from "../world.ts";
import { authenticate, senderOf } from "./authenticate.ts";
import { readJson } from "./body.ts";
import { answerGit, type GitHooks, gitRequest } from "./git.ts";
import { createRateLimiter, demandAllowance, rateLimitHeaders, type Resource } from "./rate-limit.ts";
import { failureAnswer, render } from "./respond.ts";

export type Handling = {
  readonly world: World;
  readonly hooks: GitHooks;
  readonly requests: RequestRecord[];
  readonly fault: (request: Pick<RequestRecord, "kind" | "method" | "what" | "by">) => Fault | null;
};

type Asked = Pick<RequestRecord, "kind" | "method" | "what"> & { readonly body: unknown };
type Reaction = { readonly fault: Fault | null; readonly by: string };

/** The function that answers every HTTP request of one embedded GitHub. */
export function createHandler(
  handling: Handling,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const { world } = handling;
  const find = compileRoutes(routes);
  const limiter = createRateLimiter(() => Date.now() / 1000);

  return async (request, response) => {
    const url = new URL(request.url ?? "/", world.apiUrl);
    const asked = await whatIsAsked(request, url);
    const actor = actorOf(world, request);
    const by = actor instanceof Failure ? "unknown" : senderOf(actor);
    const fault = handling.fault({ kind: asked.kind, method: asked.method, what: asked.what, by });
    const status = await react({ fault, by });
    handling.requests.push({
      kind: asked.kind,
      method: asked.method,
      what: asked.what,
      status,
      by,
      at: Date.now(),
    });

    async function react({ fault: wanted }: Reaction): Promise<number> {
      if (wanted?.kind === "reset") {
        request.socket.destroy();
        return 0;
      }
      if (wanted?.kind === "status") {
        request.resume();
        response.writeHead(wanted.status, {
          "content-type": "application/json; charset=utf-8",
          ...wanted.headers,
        });
        response.end(wanted.body ?? JSON.stringify({ message: "fault" }));
        return wanted.status;
      }
      const lost = wanted?.kind === "lost-answer";
      const status = asked.kind === "git" ? await git(lost) : await api(lost);
      if (lost) request.socket.destroy();
      return status;
    }

    async function git(loseAnswer: boolean): Promise<number> {
      const wanted = gitRequest(asked.method, url);
      if (wanted === null) throw new Error("not a git request");
      try {
        if (actor instanceof Failure)
          throw new Failure(401, "Invalid username or token.", {
            headers: { "www-authenticate": 'Basic realm="GitHub"' },
          });
        return await answerGit({
          world,
          actor,
          hooks: handling.hooks,
          request,
          response,
          wanted,
          loseAnswer,
        });
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        request.resume();
        response.writeHead(error.status, { "content-type": "text/plain; charset=utf-8", ...error.headers });
        response.end(`${error.message}\n`);
        return error.status;
      }
    }

    async function api(loseAnswer: boolean): Promise<number> {
      const resource: Resource = asked.kind === "graphql" ? "graphql" : "core";
      const known = actor instanceof Failure ? ({ kind: "anonymous" } as const) : actor;
      const answer = await answerApi({ url, asked, actor, resource, accept: request.headers.accept ?? "" });
      const sent = render(answer, request.headers["if-none-match"]);
      const free = sent.status === 304 || url.pathname === "/rate_limit";
      const allowance = free ? limiter.look(known, resource) : limiter.spend(known, resource);
      if (loseAnswer) return sent.status;
      response.writeHead(sent.status, { ...rateLimitHeaders(allowance, resource), ...sent.headers });
      response.end(sent.body);
      return sent.status;
    }
  };

  async function answerApi(question: {
    url: URL;
    asked: Asked;
    actor: Actor | Failure;
    resource: Resource;
    accept: string;
  }): Promise<Answer> {
    const { url, asked, actor, resource, accept } = question;
    try {
      if (actor instanceof Failure) throw actor;
      if (asked.body instanceof Failure) throw asked.body;
      if (url.pathname === "/rate_limit") return ok(rateLimits(actor));
      demandAllowance(actor, limiter.look(actor, resource));
      const call: Call = { world, actor, url, accept, body: asked.body, params: {} };
      if (asked.kind === "graphql") return await answerGraphql(call, limiter.look(actor, resource));
      const found = find(asked.method, url.pathname);
      if (found !== null) return await found.route.answer({ ...call, params: found.params });
      const page =
        asked.method === "GET"
          ? ((await answerDownload(world, url.pathname)) ?? answerPage(world, url.pathname))
          : null;
      if (page !== null) return page;
      throw new Failure(404, `The embedded GitHub does not support ${asked.method} ${url.pathname}`);
    } catch (error) {
      if (error instanceof Failure) return failureAnswer(error);
      throw error;
    }
  }

  function rateLimits(actor: Actor) {
    const shape = (resource: Resource) => {
      const { limit, used, reset } = limiter.look(actor, resource);
      return { limit, used, remaining: Math.max(0, limit - used), reset };
    };
    const core = shape("core");
    return {
      resources: { core, graphql: shape("graphql"), search: { ...core, limit: 30, used: 0, remaining: 30 } },
      rate: core,
    };
  }
}

async function whatIsAsked(request: IncomingMessage, url: URL): Promise<Asked> {
  const method = request.method ?? "GET";
  const git = gitRequest(method, url);
  if (git !== null) return { kind: "git", method, what: git.service, body: undefined };
  const body = await readJson(request).catch((error: unknown) => {
    if (error instanceof Failure) return error;
    throw error;
  });
  if (url.pathname === "/graphql") return { kind: "graphql", method, what: readOperation(body), body };
  return { kind: "rest", method, what: url.pathname + url.search, body };
}

function actorOf(world: World, request: IncomingMessage): Actor | Failure {
  try {
    return authenticate(world, request.headers.authorization);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}
