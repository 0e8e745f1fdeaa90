import { ok } from "../answer.ts";
import { Failure } from "../failure.ts";
import { answerGraphql } from "../graphql/answer.ts";
import { answerDownload, answerPage } from "../pages.ts";
import { type Answer, type Call, compileRoutes } from "../router.ts";
import { routes } from "../routes.ts";
import type { Actor, World } from "../world.ts";
import { demandAllowance, type RateLimiter, rateLimitHeaders, type Resource } from "./rate-limit.ts";
import { failureAnswer, render, type Rendered } from "./respond.ts";

/** A REST or GraphQL request as it was read; a Failure stands where reading failed. */
export type Question = {
  readonly kind: "rest" | "graphql";
  readonly method: string;
  readonly url: URL;
  readonly actor: Actor | Failure;
  readonly body: unknown;
  readonly accept: string;
  readonly ifNoneMatch: string | undefined;
};

/** A function that answers REST and GraphQL requests, counts them, and renders what goes over the wire. */
export function createApi(world: World, limiter: RateLimiter) {
  const find = compileRoutes(routes);

  return async (question: Question): Promise<{ answer: Answer; sent: Rendered }> => {
    const { kind, actor, url, ifNoneMatch } = question;
    const resource: Resource = kind === "graphql" ? "graphql" : "core";
    const counted: Actor = actor instanceof Failure ? { kind: "anonymous" } : actor;
    const answer = await settle(question, resource);
    const rendered = render(answer, ifNoneMatch);
    // An answer that the caller has already costs nothing.
    const free = rendered.status === 304 || url.pathname === "/rate_limit";
    const allowance = free ? limiter.look(counted, resource) : limiter.spend(counted, resource);
    const headers = { ...rateLimitHeaders(allowance, resource), ...rendered.headers };
    return { answer, sent: { ...rendered, headers } };
  };

  async function settle(question: Question, resource: Resource): Promise<Answer> {
    try {
      return await answerQuestion(question, resource);
    } catch (error) {
      if (error instanceof Failure) return failureAnswer(error);
      throw error;
    }
  }

  async function answerQuestion(question: Question, resource: Resource): Promise<Answer> {
    const { kind, method, url, actor, body, accept } = question;
    if (actor instanceof Failure) throw actor;
    if (body instanceof Failure) throw body;
    if (url.pathname === "/rate_limit") return ok(rateLimits(limiter, actor));
    demandAllowance(actor, limiter.look(actor, resource));
    const call: Call = { world, actor, url, accept, body, params: {} };
    if (kind === "graphql") return answerGraphql(call, limiter.look(actor, resource));
    const found = find(method, url.pathname);
    if (found !== null) return found.route.answer({ ...call, params: found.params });
    const page =
      method === "GET"
        ? ((await answerDownload(world, url.pathname)) ?? answerPage(world, url.pathname))
        : null;
    if (page !== null) return page;
    throw new Failure(404, `The embedded GitHub does not support ${method} ${url.pathname}`);
  }
}

function rateLimits(limiter: RateLimiter, actor: Actor) {
  const shape = (resource: Resource) => {
    const { limit, used, reset } = limiter.look(actor, resource);
    return { limit, used, remaining: Math.max(0, limit - used), reset };
  };
  const core = shape("core");
  const search = { ...core, limit: 30, used: 0, remaining: 30 };
  return { resources: { core, graphql: shape("graphql"), search }, rate: core };
}
