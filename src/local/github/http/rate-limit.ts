import { Failure } from "../failure.ts";
import type { Actor } from "../world.ts";

export type Resource = "core" | "graphql";
export type Allowance = { readonly limit: number; readonly used: number; readonly reset: number };

/** Counts requests as GitHub does: for job tokens by repository, for people by account, each resource for itself. */
export type RateLimiter = {
  /** What is left; nothing is counted. */
  look(actor: Actor, resource: Resource): Allowance;
  /** Counts one. */
  spend(actor: Actor, resource: Resource): Allowance;
};

const hour = 3600; // seconds; the window of GitHub's primary limits
// https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
const limits = { anonymous: 60, user: 5000, job: 1000, app: 5000 } as const;

/** A limiter whose clock gives seconds since 1970. */
export function createRateLimiter(clock: () => number): RateLimiter {
  const buckets = new Map<string, Allowance>();
  const look = (actor: Actor, resource: Resource) => {
    const known = buckets.get(bucketOf(actor, resource));
    const time = Math.floor(clock());
    return known === undefined || known.reset <= time
      ? { limit: limits[actor.kind], used: 0, reset: time + hour }
      : known;
  };
  return {
    look,
    spend(actor, resource) {
      const before = look(actor, resource);
      const after = { ...before, used: before.used + 1 };
      buckets.set(bucketOf(actor, resource), after);
      return after;
    },
  };
}

/** The headers that every answer carries. */
export function rateLimitHeaders(
  { limit, used, reset }: Allowance,
  resource: Resource,
): Record<string, string> {
  return {
    "x-ratelimit-limit": String(limit),
    "x-ratelimit-remaining": String(Math.max(0, limit - used)),
    "x-ratelimit-used": String(used),
    "x-ratelimit-reset": String(reset),
    "x-ratelimit-resource": resource,
  };
}

/** Throws GitHub's 403 when nothing is left. */
export function demandAllowance(actor: Actor, { limit, used }: Allowance): void {
  if (used < limit) return;
  const who = actor.kind === "job" ? "installation" : "user";
  throw new Failure(403, `API rate limit exceeded for ${who}.`);
}

function bucketOf(actor: Actor, resource: Resource): string {
  if (actor.kind === "anonymous") return `anonymous ${resource}`;
  return actor.kind === "job" ? `job ${actor.repository} ${resource}` : `user ${actor.login} ${resource}`;
}
