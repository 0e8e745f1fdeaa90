import type { IncomingHttpHeaders } from "node:http";
import { logLine } from "../core/log-line.ts";
import type { TokenUsage } from "../core/agent-event.ts";
import type { BrokerFacts, UpstreamError } from "../core/broker-facts.ts";
import type { AnswerReport } from "./broker-meter.ts";

export type BrokerLimits = {
  /** Requests that may go to the model API. */
  readonly requests: number;
  /** Bytes of one request's body. */
  readonly bodyBytes: number;
  /** Milliseconds without a byte from the model API after which a request is given up. */
  readonly silence: number;
  /** Asked before each request; a sentence ends the session's access, null lets it pass. */
  readonly refuse: (facts: BrokerFacts) => string | null;
};

export type Ledger = {
  forwarded(): void;
  refused(): void;
  answered(status: number | null, report: AnswerReport, headers: IncomingHttpHeaders): void;
  /** Why nothing may pass any more, null while it may. Once spoken it stands. */
  exhaustion(limits: Pick<BrokerLimits, "requests" | "refuse">): string | null;
  facts(): BrokerFacts;
};

/** Returns the account of one session; `secret` is taken out of whatever an answer says. */
export function openLedger(secret: string): Ledger {
  let forwarded = 0;
  let refused = 0;
  let exhausted: string | null = null;
  let standingError: UpstreamError | null = null;
  let lastError: UpstreamError | null = null;
  const answers: Record<string, number> = {};
  const rateLimits: Record<string, string> = {};
  const usage: Record<string, TokenUsage> = {};
  const facts = (): BrokerFacts => ({
    forwarded,
    refused,
    answers: { ...answers },
    standingError,
    lastError,
    rateLimits: { ...rateLimits },
    usage: { ...usage },
    exhausted,
  });
  return {
    facts,
    forwarded: () => void (forwarded += 1),
    refused: () => void (refused += 1),
    exhaustion(limits) {
      exhausted ??=
        forwarded >= limits.requests ? `The ${limits.requests} requests of this attempt are used up.` : null;
      exhausted ??= limits.refuse(facts());
      return exhausted;
    },
    answered(status, report, headers) {
      const label = status === null ? "none" : `${Math.floor(status / 100)}xx`;
      answers[label] = (answers[label] ?? 0) + 1;
      for (const [name, value] of Object.entries(headers)) {
        if (name.startsWith("anthropic-ratelimit-") && typeof value === "string") rateLimits[name] = value;
      }
      if (report.usage) usage[report.usage.model] = addTokens(usage[report.usage.model], report.usage.tokens);
      const bad = status === null || status >= 400 || report.error !== null;
      standingError = bad ? upstreamError(status, report, headers, secret) : null;
      lastError = standingError ?? lastError;
    },
  };
}

function addTokens(before: TokenUsage | undefined, more: TokenUsage): TokenUsage {
  return {
    input: (before?.input ?? 0) + more.input,
    output: (before?.output ?? 0) + more.output,
    cacheRead: (before?.cacheRead ?? 0) + more.cacheRead,
    cacheWrite: (before?.cacheWrite ?? 0) + more.cacheWrite,
  };
}

function upstreamError(
  status: number | null,
  report: AnswerReport,
  headers: IncomingHttpHeaders,
  secret: string,
): UpstreamError {
  const clean = (text: string): string => logLine(text.replaceAll(secret, "***"));
  return {
    status,
    type: clean(report.error?.type ?? "unknown"),
    message: clean(report.error?.message ?? ""),
    retryAt: retryTime(headers),
  };
}

/** Seconds since 1970: the reset of the window that is spent, else `retry-after`, in seconds or as a date. */
function retryTime(headers: IncomingHttpHeaders): number | null {
  const reset = Number(headers["anthropic-ratelimit-unified-reset"]);
  if (Number.isFinite(reset) && reset > 0) return reset;
  const after = headers["retry-after"];
  if (after === undefined) return null;
  const seconds = Number(after);
  const time = Number.isFinite(seconds) ? Date.now() / 1000 + seconds : Date.parse(after) / 1000;
  return Number.isFinite(time) ? Math.ceil(time) : null;
}
