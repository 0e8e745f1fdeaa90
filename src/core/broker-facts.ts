import type { TokenUsage } from "./agent-event.ts";
import type { Parked } from "./pool.ts";

/** An answer of the model API with an error status, or no answer at all (`status: null`). */
export type UpstreamError = {
  readonly status: number | null;
  /** The API's name (`rate_limit_error`), or the system's for a failed connection (`ECONNREFUSED`). */
  readonly type: string;
  readonly message: string;
  /** When the API says that asking again makes sense, in seconds since 1970. */
  readonly retryAt: number | null;
};

/** What the broker saw of a session. The numbers are of answers that really passed, not of what a client says. */
export type BrokerFacts = {
  /** Requests that went to the model API. */
  readonly forwarded: number;
  /** Requests that the broker answered with an error of its own. */
  readonly refused: number;
  /** Answers by class: `2xx`, `4xx`, `5xx`, `none`. */
  readonly answers: Readonly<Record<string, number>>;
  /** The last error, unless a later answer was good. */
  readonly standingError: UpstreamError | null;
  readonly lastError: UpstreamError | null;
  /** The latest `anthropic-ratelimit-…` headers. */
  readonly rateLimits: Readonly<Record<string, string>>;
  readonly usage: Readonly<Record<string, TokenUsage>>;
  /** US dollars by list price of all that passed. */
  readonly dollars: number;
  /** Whether a model has answered at least once. */
  readonly reached: boolean;
  /** Name of the pool's entry that was asked last; null before the first request. */
  readonly credential: string | null;
  /** Why no credential of the pool may be asked now, when time heals it. */
  readonly parked: Parked | null;
  /** Why the broker lets nothing through any more, as a sentence; null while it does. */
  readonly exhausted: string | null;
};
