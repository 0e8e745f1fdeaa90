import type { AgentEvent, ResultEvent } from "./agent-event.ts";
import { isoTime, logLine } from "./log-line.ts";
import type { BrokerFacts } from "./broker-facts.ts";

/** Why a run of the CLI ended: by itself (`exit`), or what made us end it. */
export type EndReason =
  | "exit"
  /** No sign of life after the start. */
  | "no-start"
  | "time"
  | "silence"
  /** It made the same calls again and again. */
  | "repetition"
  /** The disk space of the task is used up. */
  | "disk"
  /** It had given its result and did not go away. */
  | "lingering"
  | "cancelled"
  | "stopped"
  | "shutdown";

/** What is known of a run that has ended. */
export type EndedRun = {
  readonly because: EndReason;
  /** The last result: a steering message makes the CLI give two. */
  readonly result: ResultEvent | null;
  /** Whether the CLI came as far as its `init` event. */
  readonly started: boolean;
  /** What the CLI calls its last API failure: `rate_limit`, `authentication_failed`, `billing_error`, … */
  readonly apiFailure: string | null;
  readonly rateLimit: Extract<AgentEvent, { kind: "rate-limit" }> | null;
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly stderrTail: string;
};

export type FailureCause =
  | "invalid_credential"
  | "billing"
  | "model_not_found"
  | "bad_request"
  | "prompt_too_long"
  | "output_too_long"
  | "refusal"
  | "structured_output"
  | "overloaded"
  | "server_error"
  | "network"
  | "session_not_found"
  | "startup"
  | "crashed";

/** How a run ended, with one sentence for people. `outcome` has the words of the outcome table, and `finished`. */
export type Verdict = { readonly sentence: string } & (
  | {
      readonly outcome: "finished";
      /** The agent's last message; may be empty. */ readonly text: string;
      readonly structuredOutput: unknown;
      /** The tool of each call that was not permitted. A run goes on without them, and ends as if nothing were missing. */
      readonly denied: readonly string[];
    }
  | { readonly outcome: "usage_limited"; /** Seconds since 1970. */ readonly resetsAt: number | null }
  | {
      readonly outcome:
        | "budget_exhausted"
        | "turn_limited"
        | "timed_out"
        | "stalled"
        | "no_progress"
        | "disk_full"
        | "cancelled"
        | "stopped";
    }
  | { readonly outcome: "agent_failed"; readonly cause: FailureCause }
);

/**
 * Returns the verdict on an ended run: its last result first, then what made us end it, then what the API said, then how the
 * process ended. The exit code alone decides nothing, since an interrupted CLI exits with 0.
 */
export function verdictOf(run: EndedRun, broker: BrokerFacts): Verdict {
  const { result } = run;
  if (result !== null && isSuccess(result)) {
    const sentence =
      result.text.trim() === "" ? "The agent ended without a last message." : "The agent finished.";
    const denied = result.denials.map(({ tool }) => logLine(tool, 60));
    return {
      outcome: "finished",
      text: result.text,
      structuredOutput: result.structuredOutput,
      denied,
      sentence,
    };
  }
  return ended(run.because) ?? limited(run, broker) ?? failed(run, broker);
}

function isSuccess(result: ResultEvent): boolean {
  const completed = result.terminalReason === null || result.terminalReason === "completed";
  return result.subtype === "success" && !result.isError && completed;
}

function ended(because: EndReason): Verdict | null {
  switch (because) {
    case "cancelled":
      return { outcome: "cancelled", sentence: "The task was cancelled while the agent worked." };
    case "stopped":
      return { outcome: "stopped", sentence: "Switchyard was told to stop while the agent worked." };
    case "shutdown":
      return { outcome: "stopped", sentence: "The job was shut down while the agent worked." };
    case "time":
      return { outcome: "timed_out", sentence: "The agent ran out of time." };
    case "silence":
      return {
        outcome: "stalled",
        sentence: "Neither the agent nor the model gave a sign of life for too long.",
      };
    case "repetition":
      return {
        outcome: "no_progress",
        sentence: "The agent made the same calls again and again, and nothing new came of them.",
      };
    case "disk":
      return { outcome: "disk_full", sentence: "The disk space that the task may use is full." };
    case "no-start":
      return { outcome: "agent_failed", cause: "startup", sentence: "Claude Code did not start in time." };
    case "exit":
    case "lingering":
    default:
      return null;
  }
}

function limited({ result, apiFailure, rateLimit }: EndedRun, broker: BrokerFacts): Verdict | null {
  if (broker.exhausted !== null) return { outcome: "budget_exhausted", sentence: broker.exhausted };
  if (result?.subtype === "error_max_budget_usd") {
    return { outcome: "budget_exhausted", sentence: "The agent used up the budget of this attempt." };
  }
  if (result?.subtype === "error_max_turns") {
    return { outcome: "turn_limited", sentence: "The agent used up the turns of this attempt." };
  }
  const api = broker.standingError;
  const usageLimited =
    result?.apiErrorStatus === 429 ||
    result?.apiError === "usage_limit_reached" ||
    apiFailure === "rate_limit" ||
    api?.status === 429 ||
    // HTTP 400 for a subscription whose extra usage is spent: a limit that time heals, not a bad request.
    /out of extra usage/i.test(`${result?.text} ${api?.message}`);
  if (!usageLimited) return null;
  // The pool knows of every credential when it can be used again; the CLI knows of the last one.
  if (broker.parked !== null) return { outcome: "usage_limited", ...broker.parked };
  const resetsAt = (rateLimit?.status === "rejected" ? rateLimit.resetsAt : null) ?? api?.retryAt ?? null;
  const until = resetsAt === null ? "" : ` It says to come back at ${isoTime(resetsAt)}.`;
  return {
    outcome: "usage_limited",
    resetsAt,
    sentence: `The model API limits the usage of this credential.${until}`,
  };
}

type Failure = { run: EndedRun; broker: BrokerFacts; status: number | null; text: string };

/** First match decides. `status` is of the last answer that counts, `text` what the CLI and the API wrote about it. */
const failures: readonly (readonly [FailureCause, sentence: string, (failure: Failure) => boolean])[] = [
  [
    "session_not_found",
    "The session to go on with was not found.",
    ({ run, text }) => /No conversation found/i.test(`${text} ${run.stderrTail}`),
  ],
  [
    "startup",
    "Claude Code refused to start.",
    ({ run }) => typeof run.result?.startupFailure === "string" || (!run.started && run.result === null),
  ],
  [
    "billing",
    "The account behind the credential cannot pay: its credit is used up.",
    ({ run, text }) => run.apiFailure === "billing_error" || /credit balance/i.test(text),
  ],
  [
    "invalid_credential",
    "The model API does not accept the credential.",
    ({ run, status, text }) =>
      status === 401 ||
      status === 403 ||
      run.apiFailure === "authentication_failed" ||
      /Not logged in/i.test(text),
  ],
  [
    "model_not_found",
    "The model API does not know the model, or the credential may not use it.",
    ({ run, status }) => run.apiFailure === "model_not_found" || status === 404,
  ],
  [
    "prompt_too_long",
    "The conversation became longer than the model can read.",
    ({ run, status, text }) =>
      run.result?.terminalReason === "prompt_too_long" || status === 413 || /prompt is too long/i.test(text),
  ],
  [
    "output_too_long",
    "An answer of the model was longer than the model may write.",
    ({ run }) => run.result?.apiError === "max_output_tokens" || run.apiFailure === "max_output_tokens",
  ],
  [
    "structured_output",
    "The agent did not put its answer into the form that was asked for.",
    ({ run }) => run.result?.subtype === "error_max_structured_output_retries",
  ],
  ["refusal", "The model declined the task.", ({ run }) => run.result?.stopReason === "refusal"],
  [
    "network",
    "The model API could not be reached.",
    ({ run, broker }) =>
      broker.standingError?.status === null || run.result?.apiError === "connection_failed",
  ],
  [
    "overloaded",
    "The model API is overloaded.",
    ({ run, status }) => status === 529 || run.apiFailure === "overloaded",
  ],
  [
    "server_error",
    "The model API failed.",
    ({ run, status }) => run.apiFailure === "server_error" || (status !== null && status >= 500),
  ],
  [
    "bad_request",
    "The model API rejected the request.",
    ({ run, status }) => run.apiFailure === "invalid_request" || (status !== null && status >= 400),
  ],
  [
    "network",
    "The answers of the model API broke off.",
    ({ run }) => run.result?.terminalReason === "api_error",
  ],
];

function failed(run: EndedRun, broker: BrokerFacts): Verdict {
  const status = run.result?.apiErrorStatus ?? broker.standingError?.status ?? null;
  const text = [run.result?.text, ...(run.result?.errors ?? []), broker.standingError?.message].join("\n");
  const found = failures.find(([, , applies]) => applies({ run, broker, status, text }));
  if (!found) return { outcome: "agent_failed", cause: "crashed", sentence: crashSentence(run) };
  const [cause, sentence] = found;
  const detail = cause === "bad_request" || cause === "startup" ? detailOf(run, broker) : "";
  return {
    outcome: "agent_failed",
    cause,
    sentence: detail === "" ? sentence : `${sentence} It says: ${detail}`,
  };
}

function detailOf(run: EndedRun, broker: BrokerFacts): string {
  const lines = [
    broker.standingError?.message,
    run.result?.errors[0],
    run.result?.text,
    run.stderrTail.trim().split("\n").at(-1),
  ];
  return logLine(lines.find((line) => line !== undefined && line.trim() !== "") ?? "");
}

function crashSentence({ result, signal, exitCode }: EndedRun): string {
  if (result !== null) return `Claude Code broke off (${logLine(result.terminalReason ?? result.subtype)}).`;
  return `Claude Code ended without a result (${signal === null ? `exit code ${exitCode}` : logLine(signal)}).`;
}
