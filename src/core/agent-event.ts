import { isoTime, logLine } from "./log-line.ts";
import { assertNever } from "./errors.ts";

export type Todo = { readonly content: string; readonly status: "pending" | "in_progress" | "completed" };

export type PermissionDenial = { readonly tool: string; readonly input: unknown };

export type TokenUsage = {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
};

/** The end of one prompt. `subtype: "success"` with `isError` is how every API failure looks. */
export type ResultEvent = {
  readonly kind: "result";
  readonly subtype: string;
  readonly isError: boolean;
  readonly terminalReason: string | null;
  readonly apiErrorStatus: number | null;
  /** 2.1.329: `usage_limit_reached`, `connection_failed`, `max_output_tokens`, … */
  readonly apiError: string | null;
  readonly startupFailure: string | null;
  readonly stopReason: string | null;
  readonly turns: number;
  /** US dollars by list price, of the whole session: a resumed session counts what its earlier runs spent too. */
  readonly sessionCost: number;
  readonly usage: TokenUsage;
  readonly denials: readonly PermissionDenial[];
  /** Absent when no schema was asked for, or when the agent answered in plain text all the same. */
  readonly structuredOutput: unknown;
  readonly text: string;
  readonly errors: readonly string[];
};

export type AgentEvent =
  | {
      readonly kind: "init";
      readonly session: string;
      readonly model: string;
      readonly version: string;
      readonly tools: readonly string[];
    }
  | {
      readonly kind: "text";
      readonly text: string;
      /** Set on the CLI's own words for an API failure. */ readonly error: string | null;
    }
  | {
      readonly kind: "tool-use";
      readonly id: string;
      readonly tool: string;
      /** The file, command or pattern. */ readonly subject: string;
      /** What tells this call from others: tool and input, but for the words that only describe it. */ readonly call: string;
    }
  | { readonly kind: "tool-result"; readonly id: string; readonly isError: boolean; readonly text: string }
  | { readonly kind: "todos"; readonly todos: readonly Todo[] }
  | {
      readonly kind: "api-retry";
      readonly attempt: number;
      readonly attempts: number;
      readonly delay: number;
      readonly status: number | null;
      readonly error: string;
    }
  | {
      readonly kind: "rate-limit";
      readonly status: string;
      /** Seconds since 1970. */ readonly resetsAt: number | null;
      readonly window: string | null;
      readonly utilization: number | null;
      readonly overage: boolean;
    }
  | { readonly kind: "model-fallback"; readonly from: string; readonly to: string }
  | { readonly kind: "permission-denied"; readonly tool: string; readonly message: string }
  | {
      readonly kind: "progress";
      readonly tool: string | null;
      /** Seconds that the tool has run. */ readonly elapsed: number | null;
    }
  | ResultEvent
  | { readonly kind: "ignored"; readonly type: string }
  | { readonly kind: "malformed"; readonly line: string };

/** Whether a text is the id of a session, as the CLI gives them. Files are looked for by it. */
export function isSessionId(text: string): boolean {
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(text);
}

/**
 * Returns one line about an event for a person who reads the log, or null when it is not worth one. Whatever the agent wrote
 * comes out as plain text: one line, bounded, and never a command to the runner (`::…`, `##[…`).
 */
export function describeEvent(event: AgentEvent): string | null {
  switch (event.kind) {
    case "init":
      return logLine(`Claude Code ${event.version} with ${event.model}`);
    case "text":
      return event.text.trim() === "" ? null : logLine(`"${event.text.trim()}"`);
    case "tool-use":
      return logLine(event.subject === "" ? event.tool : `${event.tool}: ${event.subject}`);
    case "tool-result":
      return event.isError ? logLine(`  did not work: ${event.text}`) : null;
    case "todos":
      return describeTodos(event.todos);
    case "api-retry":
      return logLine(
        `The model API answered ${event.status ?? "nothing"} (${event.error}); attempt ${event.attempt} of ${event.attempts} follows in ${Math.ceil(event.delay / 1000)} s`,
      );
    case "rate-limit":
      return event.status === "allowed" ? null : describeRateLimit(event);
    case "model-fallback":
      return logLine(`${event.from} is not available; going on with ${event.to}`);
    case "permission-denied":
      return logLine(`Not permitted: ${event.tool} (${event.message})`);
    case "progress":
      return event.tool === null || event.elapsed === null
        ? null
        : logLine(`${event.tool} has been running for ${Math.round(event.elapsed)} s`);
    case "result":
      return logLine(
        `${event.isError ? "Ended without success" : "Ended"} after ${event.turns} turns, $${event.sessionCost.toFixed(2)} by list price${event.isError ? `: ${event.errors[0] ?? event.text}` : ""}`,
      );
    case "malformed":
      return logLine(`A line that is not an event: ${event.line}`);
    case "ignored":
      return null;
    default:
      return assertNever(event);
  }
}

function describeTodos(todos: readonly Todo[]): string | null {
  if (todos.length === 0) return null;
  const done = todos.filter((it) => it.status === "completed").length;
  const current = todos.find((it) => it.status === "in_progress");
  return logLine(`Tasks: ${done} of ${todos.length} done${current ? `, now: ${current.content}` : ""}`);
}

function describeRateLimit(event: Extract<AgentEvent, { kind: "rate-limit" }>): string {
  const used = event.utilization === null ? "" : `, ${Math.round(event.utilization * 100)} % used`;
  const reset = event.resetsAt === null ? "" : `, resets at ${isoTime(event.resetsAt)}`;
  return logLine(
    `Usage limit (${event.window ?? "unknown window"}): ${event.status}${used}${reset}${event.overage ? ", extra usage is being billed" : ""}`,
  );
}
