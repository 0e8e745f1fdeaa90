import { getOctokit } from "@actions/github";
import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import Bottleneck from "bottleneck/light.js";
import { z } from "zod";

import { messageOf, OutageError, RefusedError, UserError } from "../core/errors.ts";

export type Octokit = ReturnType<typeof getOctokit>;

/** A repository through one token. */
export type GitHub = {
  readonly octokit: Octokit;
  readonly owner: string;
  readonly repo: string;
  /** The time by GitHub's clock, to the second as its API gives it: `2026-11-20T12:00:00Z`. */
  now(): string;
  /** Requests that this token may still make in this hour, by the smaller of GitHub's two counts; null before the first answer. */
  left(): number | null;
  /** Runs a GraphQL query or mutation and reads its answer by a schema. Only queries are tried again after a fault. */
  graphql<Schema extends z.ZodType>(options: {
    doing: string;
    document: string;
    variables: Record<string, unknown>;
    schema: Schema;
  }): Promise<z.output<Schema>>;
};

/** Where the client says what it does: the job log of an action, or a terminal's stderr. */
export type Log = { readonly debug: (message: string) => void; readonly warn: (message: string) => void };

const pacing = 250; // ms between two writes of one job; GitHub asks for "about a second" of clients that write all the time, we write under ten times
const deadline = 30_000; // ms for one request
const longestWait = 120; // seconds that a rate limit may hold us up; a longer one ends the job, and the next tick goes on

/**
 * Opens the API for `owner/repo` (base URL from GITHUB_API_URL). Reads are tried again on faults that can heal, writes only when their
 * caller says that twice does no harm: who writes otherwise finds out first what is there. A rate limit is waited out when it ends within two minutes.
 */
export function openGitHub({
  token,
  repository,
  log,
}: {
  token: string;
  repository: string;
  log: Log;
}): GitHub {
  const [owner = "", repo = ""] = repository.split("/");
  const group = () => new Bottleneck.Group({ maxConcurrent: 1, minTime: pacing });
  const limited = (retryAfter: number, request: { method: string; url: string }) => {
    log.warn(
      `GitHub's rate limit is reached (${request.method} ${request.url}); it ends in ${retryAfter} s.`,
    );
    return retryAfter <= longestWait;
  };
  const octokit = getOctokit(
    token,
    {
      // Said here, since Octokit would look for it once, when it is loaded.
      baseUrl: process.env["GITHUB_API_URL"] ?? "https://api.github.com",
      log: { debug: log.debug, info: log.debug, warn: log.warn, error: log.debug },
      throttle: {
        onRateLimit: limited,
        onSecondaryRateLimit: limited,
        write: group(),
        notifications: group(),
        retryAfterBaseValue: 1000,
      },
      retry: {
        retries: 3,
        retryAfterBaseValue: 500,
        doNotRetry: [400, 401, 403, 404, 409, 410, 422, 429, 451],
      },
    },
    whole,
    retry,
    throttling,
  );
  let ahead = 0; // ms that GitHub's clock is ahead of ours, by the Date header of the last answer
  const left = new Map<string, number>(); // by resource: REST and GraphQL are counted apart
  octokit.hook.after("request", (response) => {
    const remaining = Number(response.headers["x-ratelimit-remaining"] ?? "");
    if (response.headers["x-ratelimit-remaining"] !== undefined && !Number.isNaN(remaining))
      left.set(String(response.headers["x-ratelimit-resource"] ?? ""), remaining);
    const date = Date.parse(response.headers.date ?? "");
    if (!Number.isNaN(date)) ahead = date - Date.now();
  });
  octokit.hook.before("request", (options) => {
    options.request = {
      ...options.request,
      signal: AbortSignal.timeout(deadline),
      // `retries: 3` would try again what is in `doNotRetry`, too, and at once (octokit/plugin-retry.js 8.1.1, src/wrap-request.ts).
      ...(options.method === "GET" || options.request?.["repeatable"] === true ? {} : { retries: 0 }),
    };
  });
  return {
    octokit,
    owner,
    repo,
    left: () => (left.size === 0 ? null : Math.min(...left.values())),
    now: () => new Date(Date.now() + ahead).toISOString().replace(/\.\d+Z$/, "Z"),
    graphql: async ({ doing, document, variables, schema }) => {
      const reading = document.trimStart().startsWith("query");
      const answer: unknown = await told(doing, async () =>
        octokit
          .graphql(document, { ...variables, request: { repeatable: reading } })
          .catch((error: unknown) => {
            // What a number does not name is null in the answer, and an error beside it: no reason to lose the rest.
            const partial = reading ? Partial.safeParse(error) : null;
            if (partial?.success === true) return partial.data.data;
            throw error;
          }),
      );
      const parsed = schema.safeParse(answer);
      if (!parsed.success)
        throw new Error(`GitHub's answer is not as documented while ${doing}`, { cause: parsed.error });
      return parsed.data;
    },
  };
}

/**
 * An answer that was cut off is a fault that heals. Octokit takes what came of it for the answer (octokit/request.js 10.0.16, src/fetch-wrapper.ts:
 * `getResponseData` returns the text that it could not read as JSON). Comes before the plugin that tries again.
 */
function whole(octokit: Pick<Octokit, "hook">): Record<string, never> {
  octokit.hook.after("request", (response, options) => {
    const isJson = /^application\/(?:[\w.-]+\+)?json/.test(response.headers["content-type"] ?? "");
    const hasBody = response.status !== 204 && response.status !== 205 && options.method !== "HEAD";
    if (hasBody && isJson && typeof response.data === "string")
      throw Object.assign(new Error("the answer was cut off"), { status: 500, request: options, response });
  });
  return {};
}

/** An answer in which nothing is wrong but that some of what was asked for does not exist. */
const Partial = z.object({
  errors: z.array(z.object({ type: z.literal("NOT_FOUND") })).min(1),
  data: z.looseObject({}),
});

/** Runs a request; one that heals by itself becomes an OutageError, one that the reader can mend a UserError that names the permission, token or address. */
export async function told<T>(doing: string, request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    throw explain(doing, error);
  }
}

/** The HTTP status of a failed request; null when it is no request error. A request that never reached GitHub has 500 and no response. */
export function statusOf(error: unknown): number | null {
  const cause =
    error instanceof UserError || (error instanceof Error && !("status" in error)) ? error.cause : error;
  return typeof cause === "object" && cause !== null && "status" in cause && typeof cause.status === "number"
    ? cause.status
    : null;
}

function explain(doing: string, error: unknown): Error {
  const status = statusOf(error);
  const said = messageOf(error);
  if (status === 401)
    return new RefusedError(
      `Cannot go on while ${doing}: GitHub does not accept the token ("${said}"). Give the action a valid token, by default \${{ github.token }}.`,
      { cause: error },
    );
  if (/Resource not accessible by integration|FORBIDDEN|must have .* access/i.test(said))
    return new RefusedError(
      `Cannot go on while ${doing}: the token lacks a permission${permissionHint(error)}.`,
      { cause: error },
    );
  if (/permitted to create or approve pull requests/i.test(said)) {
    return new UserError(
      'Cannot open the pull request: this repository does not let Actions do so. Switch on "Allow GitHub Actions to create and approve pull requests" in Settings → Actions → General, or give a GitHub App token.',
      { cause: error },
    );
  }
  // A limit of GraphQL comes without a status (octokit/plugin-throttling.js, src/index.ts).
  if (status === 429 || ((status === 403 || status === null) && /rate limit/i.test(said)))
    return new OutageError(`Stopped while ${doing}: GitHub's rate limit is used up`, { cause: error });
  if (status !== null && status >= 500)
    return new OutageError(
      `Cannot reach the GitHub API while ${doing}: ${isPage(said) ? `it answered ${status} with a page` : said}`,
      {
        cause: error,
      },
    );
  return new Error(`failed while ${doing}: ${said}`, { cause: error });
}

/** What stands before GitHub answers its faults with a page. */
function isPage(said: string): boolean {
  return said.trimStart().startsWith("<");
}

/** The `permissions:` line that is missing, as GitHub names it in a header. */
function permissionHint(error: unknown): string {
  const headers =
    typeof error === "object" &&
    error !== null &&
    "response" in error &&
    typeof error.response === "object" &&
    error.response !== null &&
    "headers" in error.response
      ? error.response.headers
      : null;
  const accepted =
    typeof headers === "object" && headers !== null && "x-accepted-github-permissions" in headers
      ? String(headers["x-accepted-github-permissions"])
      : "";
  const names = accepted.split(/[;,]/)[0]?.trim().replaceAll("_", "-").replace("=", ": ") ?? "";
  return names === ""
    ? ". Compare the job's `permissions:` with examples/switchyard.yml"
    : `. Add \`permissions: { ${names} }\` to the calling job`;
}
