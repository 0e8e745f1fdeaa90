import { describe, expect, test } from "vitest";
import type { ResultEvent } from "../../src/core/agent-event.ts";
import { verdictOf, type EndedRun } from "../../src/core/agent-verdict.ts";
import type { BrokerFacts, UpstreamError } from "../../src/core/broker-facts.ts";

const good: ResultEvent = {
  kind: "result",
  subtype: "success",
  isError: false,
  terminalReason: "completed",
  apiErrorStatus: null,
  apiError: null,
  startupFailure: null,
  stopReason: "end_turn",
  turns: 3,
  sessionCost: 0.1,
  usage: { input: 1, output: 1, cacheRead: 0, cacheWrite: 0 },
  denials: [],
  structuredOutput: undefined,
  text: "Done.",
  errors: [],
};
const run: EndedRun = {
  because: "exit",
  result: good,
  started: true,
  apiFailure: null,
  rateLimit: null,
  exitCode: 0,
  signal: null,
  stderrTail: "",
};
const quiet: BrokerFacts = {
  forwarded: 3,
  refused: 0,
  answers: {},
  standingError: null,
  lastError: null,
  rateLimits: {},
  usage: {},
  dollars: 0,
  reached: false,
  credential: null,
  parked: null,
  exhausted: null,
};

const failed = (more: Partial<ResultEvent>): ResultEvent => ({
  ...good,
  isError: true,
  terminalReason: "api_error",
  text: "",
  ...more,
});
const upstream = (more: Partial<UpstreamError>): BrokerFacts => ({
  ...quiet,
  standingError: { status: 500, type: "api_error", message: "", retryAt: null, ...more },
});
const rejected = {
  kind: "rate-limit",
  status: "rejected",
  resetsAt: 1_795_180_140,
  window: "five_hour",
  utilization: 1,
  overage: false,
} as const;

test("a run that ended well is finished, with what it said", () => {
  expect(verdictOf(run, quiet)).toMatchObject({ outcome: "finished", text: "Done." });
  expect(verdictOf({ ...run, result: { ...good, text: "", structuredOutput: { ok: true } } }, quiet)).toEqual(
    {
      outcome: "finished",
      text: "",
      structuredOutput: { ok: true },
      denied: [],
      sentence: "The agent ended without a last message.",
    },
  );
});

test("a run that was denied calls is finished, and says of which tools", () => {
  const denials = [
    { tool: "Bash", input: { command: "npm publish" } },
    { tool: "mcp__x__\u001b[31my", input: null },
  ];
  expect(verdictOf({ ...run, result: { ...good, denials } }, quiet)).toMatchObject({
    outcome: "finished",
    denied: ["Bash", "mcp__x__y"],
  });
});

test("a run that had ended well when we ended it is finished", () => {
  expect(verdictOf({ ...run, because: "lingering", exitCode: null, signal: "SIGTERM" }, quiet).outcome).toBe(
    "finished",
  );
  expect(verdictOf({ ...run, because: "time" }, upstream({ status: 429 })).outcome).toBe("finished");
});

describe("a run that did not end well", () => {
  test.each([
    ["success that is an error", { result: failed({}) }, quiet, "agent_failed network"],
    [
      "success that is an error and yet completed, as 2.1.197 says it",
      { result: { ...good, isError: true } },
      quiet,
      "agent_failed crashed",
    ],
    [
      "another end that is none of success, and yet completed",
      { result: { ...good, subtype: "error_max_turns" } },
      quiet,
      "turn_limited",
    ],
    ["exit 0 after an interrupt from outside", { result: null, exitCode: 0 }, quiet, "agent_failed crashed"],
    [
      "an interrupted result from outside",
      { result: failed({ subtype: "error_during_execution", terminalReason: "aborted_tools" }) },
      quiet,
      "agent_failed crashed",
    ],
    [
      "success for another reason",
      { result: { ...good, terminalReason: "tool_deferred" } },
      quiet,
      "agent_failed crashed",
    ],
    [
      "a kill from outside",
      { result: null, exitCode: null, signal: "SIGKILL" },
      quiet,
      "agent_failed crashed",
    ],
    [
      "an answer in no form that was asked for",
      { result: failed({ subtype: "error_max_structured_output_retries", terminalReason: null }) },
      quiet,
      "agent_failed structured_output",
    ],
    ["our cancelling", { because: "cancelled", result: null }, quiet, "cancelled"],
    ["our stopping", { because: "stopped", result: null }, quiet, "stopped"],
    ["our shutdown", { because: "shutdown", result: null }, quiet, "stopped"],
    [
      "our deadline, whatever the API said before",
      { because: "time", result: null },
      upstream({ status: 429 }),
      "timed_out",
    ],
    ["our limit of repetition", { because: "repetition", result: null }, quiet, "no_progress"],
    ["our silence limit", { because: "silence", result: null }, quiet, "stalled"],
    ["no start", { because: "no-start", result: null, started: false }, quiet, "agent_failed startup"],
    [
      "a usage error of the CLI",
      { result: null, started: false, exitCode: 1, stderrTail: "error: unknown option" },
      quiet,
      "agent_failed startup",
    ],
    [
      "a startup failure with a result",
      { result: failed({ subtype: "error_during_execution", startupFailure: "bypass_root" }) },
      quiet,
      "agent_failed startup",
    ],
    ["turns", { result: failed({ subtype: "error_max_turns" }) }, quiet, "turn_limited"],
    ["budget", { result: failed({ subtype: "error_max_budget_usd" }) }, quiet, "budget_exhausted"],
    [
      "the broker's limit",
      { result: failed({ apiErrorStatus: 400 }) },
      { ...quiet, exhausted: "Used up." },
      "budget_exhausted",
    ],
    ["429", { result: failed({ apiErrorStatus: 429 }) }, quiet, "usage_limited null"],
    [
      "429 with a time",
      { result: failed({ apiErrorStatus: 429 }) },
      upstream({ status: 429, retryAt: 77 }),
      "usage_limited 77",
    ],
    [
      "a spent window",
      { result: failed({ apiError: "usage_limit_reached" }), rateLimit: rejected },
      quiet,
      "usage_limited 1795180140",
    ],
    [
      "a window that was fine",
      { result: failed({ apiErrorStatus: 429 }), rateLimit: { ...rejected, status: "allowed" } },
      quiet,
      "usage_limited null",
    ],
    [
      "extra usage that is spent",
      { result: failed({ apiErrorStatus: 400, text: "You're out of extra usage" }) },
      quiet,
      "usage_limited null",
    ],
    ["401", { result: failed({ apiErrorStatus: 401 }) }, quiet, "agent_failed invalid_credential"],
    [
      "no login",
      { result: failed({ text: "Not logged in · Please run /login" }) },
      quiet,
      "agent_failed invalid_credential",
    ],
    [
      "credit",
      { result: failed({ apiErrorStatus: 400, text: "Credit balance is too low" }) },
      quiet,
      "agent_failed billing",
    ],
    ["404", { result: failed({ apiErrorStatus: 404 }) }, quiet, "agent_failed model_not_found"],
    [
      "length",
      { result: failed({ terminalReason: "prompt_too_long" }) },
      quiet,
      "agent_failed prompt_too_long",
    ],
    [
      "length of an answer",
      { result: failed({ apiError: "max_output_tokens" }) },
      quiet,
      "agent_failed output_too_long",
    ],
    [
      "a refusal",
      { result: failed({ stopReason: "refusal" }), apiFailure: "invalid_request" },
      quiet,
      "agent_failed refusal",
    ],
    [
      "529",
      { result: failed({ apiErrorStatus: 529 }), apiFailure: "server_error" },
      quiet,
      "agent_failed overloaded",
    ],
    ["503", { result: failed({ apiErrorStatus: 503 }) }, quiet, "agent_failed server_error"],
    [
      "a broker that reached nobody",
      { result: failed({ apiErrorStatus: 502 }) },
      upstream({ status: null, type: "ECONNREFUSED" }),
      "agent_failed network",
    ],
    ["400", { result: failed({ apiErrorStatus: 400 }) }, quiet, "agent_failed bad_request"],
    [
      "a session that is gone",
      {
        result: failed({
          subtype: "error_during_execution",
          errors: ["No conversation found with session ID: x"],
        }),
      },
      quiet,
      "agent_failed session_not_found",
    ],
  ] satisfies [string, Partial<EndedRun>, BrokerFacts, string][])("by %s", (_, ended, broker, words) => {
    const verdict = verdictOf({ ...run, exitCode: 1, ...ended }, broker);
    const detail = "cause" in verdict ? verdict.cause : "resetsAt" in verdict ? String(verdict.resetsAt) : "";
    expect(`${verdict.outcome} ${detail}`.trim()).toBe(words);
    expect(verdict.sentence).toMatch(/^[A-Z].*[.)\w]$/);
  });

  test("quotes the API in one clean line", () => {
    const verdict = verdictOf(
      { ...run, result: failed({ apiErrorStatus: 400 }) },
      upstream({ status: 400, message: "messages.0:\n\u001b[31modd" }),
    );
    expect(verdict.sentence).toBe("The model API rejected the request. It says: messages.0: odd");
  });
});
