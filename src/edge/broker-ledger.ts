import type { IncomingHttpHeaders } from "node:http";
import { logLine } from "../core/log-line.ts";
import type { TokenUsage } from "../core/agent-event.ts";
import type { BrokerFacts, UpstreamError } from "../core/broker-facts.ts";
import { retryTime } from "../core/pool.ts";
import { type BilledUsage, costOf } from "../core/prices.ts";
import type { AnswerReport } from "./broker-meter.ts";

export type BrokerLimits = {
  /** Requests that may go to the model API. */
  readonly requests: number;
  /** Bytes of one request's body. */
  readonly bodyBytes: number;
  /** Milliseconds without a byte from the model API after which a request is given up. */
  readonly silence: number;
  /** US dollars by list price: the answer that crosses them is the last. */
  readonly dollars: number;
  /** Tokens of all kinds, those read from the cache too: the answer that crosses them is the last. */
  readonly tokens: number;
  /** The models that may be asked. */
  readonly models: readonly string[];
};

/** An answer, or what came instead of one. */
export type Answered = {
  readonly status: number | null;
  readonly headers: IncomingHttpHeaders;
  readonly report: AnswerReport;
  /** Output tokens that are charged at least: for a stream that its reader left before it said its total. */
  readonly atLeast: number;
};

export type Ledger = {
  refused(): void;
  /**
   * Resolves to why nothing may pass any more, or to a function that gives back what this request holds of the budget. As long as
   * what others under way may cost reaches the limit, it waits for them: many requests at once go no further beyond it than one.
   */
  admit(most: number): Promise<{ readonly why: string } | { readonly release: () => void }>;
  /** Notes a request to the model API by this entry of the pool. */
  asked(credential: string): void;
  answered(answer: Answered): void;
  /** Charges a request whose asker left before an answer began: the model may have worked on it all the same. */
  left(model: string, usage: BilledUsage): void;
  facts(): Omit<BrokerFacts, "parked">;
};

/** Returns the account of one session; `secrets` are taken out of whatever an answer says. */
export function openLedger(
  secrets: Iterable<string>,
  limits: Pick<BrokerLimits, "requests" | "dollars" | "tokens">,
): Ledger {
  let forwarded = 0;
  let refused = 0;
  let credential: string | null = null;
  let reached = false;
  let dollars = 0;
  let exhausted: string | null = null;
  let standingError: UpstreamError | null = null;
  let lastError: UpstreamError | null = null;
  const answers: Record<string, number> = {};
  const rateLimits: Record<string, string> = {};
  const usage: Record<string, TokenUsage> = {};
  const underWay = new Set<{ readonly most: number }>();
  let change = Promise.withResolvers<void>();
  const exhaustion = (): string | null =>
    (exhausted ??= spentUp({ forwarded, dollars, usage: Object.values(usage), limits }));
  const charge = (model: string, billed: BilledUsage): void => {
    usage[model] = addTokens(usage[model], billed);
    dollars += costOf(model, billed);
  };
  const held = (): number => [...underWay].reduce((sum, { most }) => sum + most, 0);
  return {
    facts: () => ({
      forwarded,
      refused,
      answers: { ...answers },
      standingError,
      lastError,
      rateLimits: { ...rateLimits },
      usage: { ...usage },
      dollars,
      reached,
      credential,
      exhausted,
    }),
    refused: () => void (refused += 1),
    async admit(most) {
      while (exhaustion() === null && underWay.size > 0 && dollars + held() >= limits.dollars)
        await change.promise;
      const why = exhaustion();
      if (why !== null) return { why };
      const hold = { most };
      underWay.add(hold);
      return {
        release() {
          underWay.delete(hold);
          change.resolve();
          change = Promise.withResolvers();
        },
      };
    },
    left: charge,
    asked(name) {
      forwarded += 1;
      credential = name;
    },
    answered({ status, headers, report, atLeast }) {
      const label = status === null ? "none" : `${Math.floor(status / 100)}xx`;
      answers[label] = (answers[label] ?? 0) + 1;
      for (const [name, value] of Object.entries(headers)) {
        if (name.startsWith("anthropic-ratelimit-") && typeof value === "string") rateLimits[name] = value;
      }
      if (report.usage) {
        const { model, tokens } = report.usage;
        charge(model, { ...tokens, output: Math.max(tokens.output, atLeast) });
        reached ||= report.usage.whole && report.error === null;
      }
      const bad = status === null || status >= 400 || report.error !== null;
      standingError = bad ? upstreamError({ status, report, headers, secrets }) : null;
      lastError = standingError ?? lastError;
    },
  };
}

function spentUp({
  forwarded,
  dollars,
  usage,
  limits,
}: {
  forwarded: number;
  dollars: number;
  usage: readonly TokenUsage[];
  limits: Pick<BrokerLimits, "requests" | "dollars" | "tokens">;
}): string | null {
  if (forwarded >= limits.requests) return `The ${limits.requests} requests of this attempt are used up.`;
  if (dollars >= limits.dollars) return `The budget of this attempt is used up: $${limits.dollars}.`;
  const tokens = usage.reduce((sum, one) => sum + one.input + one.output + one.cacheRead + one.cacheWrite, 0);
  return tokens >= limits.tokens ? `The ${limits.tokens} tokens of this attempt are used up.` : null;
}

function addTokens(before: TokenUsage | undefined, more: BilledUsage): TokenUsage {
  return {
    input: (before?.input ?? 0) + more.input,
    output: (before?.output ?? 0) + more.output,
    cacheRead: (before?.cacheRead ?? 0) + more.cacheRead,
    cacheWrite: (before?.cacheWrite ?? 0) + more.cacheWrite,
  };
}

function upstreamError({
  status,
  report,
  headers,
  secrets,
}: Pick<Answered, "status" | "report" | "headers"> & { secrets: Iterable<string> }): UpstreamError {
  const clean = (text: string): string =>
    logLine([...secrets].reduce((kept, secret) => kept.replaceAll(secret, "***"), text));
  return {
    status,
    type: clean(report.error?.type ?? "unknown"),
    message: clean(report.error?.message ?? ""),
    retryAt: retryTime({ headers, error: report.error ?? { type: "", message: "" }, now: Date.now() / 1000 }),
  };
}
