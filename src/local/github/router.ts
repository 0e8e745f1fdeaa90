import type { z } from "zod";
import { demand, demandSight, type Need } from "./access.ts";
import { Failure, notFound, unprocessable } from "./failure.ts";
import { type Actor, type Repository, repositoryOf, type World } from "./world.ts";

export type Call = {
  readonly world: World;
  readonly actor: Actor;
  readonly params: Readonly<Record<string, string>>;
  readonly url: URL;
  readonly accept: string;
  readonly body: unknown;
};

/** A call below `/repos/{owner}/{repo}` whose repository the actor may see. */
export type RepositoryCall = Call & { readonly repository: Repository };

export type Answer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; undefined for none. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly bytes?: Buffer | string;
};

export type Route = {
  readonly method: string;
  /** As GitHub's OpenAPI description writes it. */
  readonly path: string;
  readonly answer: (call: Call) => Answer | Promise<Answer>;
};

/** A route outside any repository. `operation` is `METHOD /path`. */
export function route(operation: string, answer: (call: Call) => Answer | Promise<Answer>): Route {
  const [method = "", path = ""] = operation.split(" ");
  return { method, path, answer };
}

/** A route below `/repos/{owner}/{repo}`. Without a need, the handler asks itself, once it knows what is touched. */
export function repositoryRoute(
  operation: string,
  need: Need | null,
  answer: (call: RepositoryCall) => Answer | Promise<Answer>,
): Route {
  return route(operation.replace(" ", " /repos/{owner}/{repo}"), (call) => {
    const repository = repositoryOf(call.world, `${param(call, "owner")}/${param(call, "repo")}`);
    if (repository === undefined) throw notFound();
    demandSight(call.actor, repository);
    if (need !== null) demand(call.actor, repository, need);
    return answer({ ...call, repository });
  });
}

/** A function from method and path to the route and its decoded parameters, or null. */
export function compileRoutes(
  routes: readonly Route[],
): (method: string, path: string) => { route: Route; params: Record<string, string> } | null {
  const compiled = routes.map((one) => ({ route: one, pattern: patternOf(one.path) }));
  return (method, path) => {
    for (const { route: found, pattern } of compiled) {
      if (found.method !== method) continue;
      const match = pattern.exec(path);
      if (match === null) continue;
      const params = Object.fromEntries(
        Object.entries(match.groups ?? {}).map(([name, value]) => [name, decode(value)]),
      );
      return { route: found, params };
    }
    return null;
  };
}

/** A path parameter of the route. */
export function param(call: Call, name: string): string {
  const value = call.params[name];
  if (value === undefined) throw new Error(`the route has no parameter ${name}`);
  return value;
}

/** A path parameter that must be a number; otherwise there is nothing at this address. */
export function numberParam(call: Call, name: string): number {
  const value = param(call, name);
  if (!/^\d{1,15}$/.test(value)) throw notFound();
  return Number(value);
}

/** The body as a schema reads it. Throws GitHub's 422 that names the field. */
export function readBody<T>(call: Call, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(call.body ?? {});
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `For '${path.join("/")}', ${message}.`);
  throw unprocessable(`Invalid request.\n\n${problems.join("\n")}`);
}

/** The login of a caller who must not be anonymous. */
export function callerLogin(call: Call): string {
  if (call.actor.kind === "anonymous") throw new Failure(401, "Requires authentication");
  return call.actor.login;
}

// Parameters that hold slashes: git refs and paths come unescaped from some clients.
const greedy = new Set(["ref", "path", "basehead", "branch", "base", "head"]);

function patternOf(path: string): RegExp {
  const source = path.replaceAll(/\{(\w+)\}|[.*+?^$()|[\]\\]/g, (text, name: string | undefined) =>
    name === undefined ? `\\${text}` : `(?<${name}>${greedy.has(name) ? ".+" : "[^/]+"})`,
  );
  return new RegExp(`^${source}/?$`);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
