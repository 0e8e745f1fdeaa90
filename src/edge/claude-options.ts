import type { AgentEvent } from "../core/agent-event.ts";
import type { KitFiles } from "./agent-kit.ts";
import type { Broker } from "./broker.ts";

export type AgentOptions = {
  /** The verified CLI, by absolute path. */
  readonly executable: string;
  /** Program and arguments in front of the CLI that take it into its isolation; empty for none. */
  readonly launcher: readonly string[];
  readonly cwd: string;
  /** A directory around the one that the launcher starts it in, where it may read and write as well; null for none. */
  readonly beside: string | null;
  readonly directories: AgentDirectories;
  /** Where its requests go; or, on a machine of the person's own, the variables of their login. */
  readonly broker:
    | Pick<Broker, "url" | "token" | "client">
    | { readonly login: Readonly<Record<string, string>> };
  /** Variables beyond our own: `PATH`, `LANG` and what the tools of the repository need. Never a secret. */
  readonly environment: Readonly<Record<string, string>>;
  readonly prompt: string;
  /** Trusted text that is added to the system prompt. */
  readonly guidance: string | null;
  /** Skills, agents and MCP servers that are handed to the CLI, as files that the agent cannot change; null for none. */
  readonly kit: Pick<KitFiles, "plugin" | "agents" | "servers"> | null;
  readonly session: AgentSession;
  readonly model: AgentModel;
  readonly tools: AgentTools;
  readonly limits: AgentLimits;
  readonly onEvent: (event: AgentEvent) => void;
  /** Ends the run; its reason must be one of `AbortReason`, anything else counts as `shutdown`. */
  readonly signal: AbortSignal;
};

/** Fresh and private for each attempt; all three must exist. */
export type AgentDirectories = { readonly home: string; readonly config: string; readonly temp: string };

/** A new session, or one that goes on from its transcript `<session id>.jsonl`, wherever that lies; the CLI appends to it. */
export type AgentSession =
  | { readonly kind: "new" }
  | { readonly kind: "resume"; readonly transcript: string };

export type AgentModel = {
  /** A full model id: aliases move with the release of the CLI. */
  readonly name: string;
  /** Used when the model is unknown, or overloaded three times in a row (which needs two `retries`); several joined by commas, in order; null for none. */
  readonly fallback: string | null;
  readonly effort: "low" | "medium" | "high" | "xhigh" | "max";
};

export type AgentTools = {
  /** The built-in tools that exist at all. */
  readonly available: readonly string[];
  /** Permission rules; what neither they nor the mode allow is denied, since nobody is there to ask. */
  readonly allowed: readonly string[];
  readonly denied: readonly string[];
  readonly mode: "acceptEdits" | "dontAsk" | "plan";
};

export type AgentLimits = {
  readonly minutes: number;
  /** Minutes without any event. A running tool gives one every half minute. */
  readonly silenceMinutes: number;
  /** Tool calls in a row that it had made before; at half of them it is told. */
  readonly repeatedCalls: number;
  readonly turns: number;
  /** US dollars by list price, checked after each turn: the last one may cross it. */
  readonly dollars: number;
  /** How often one request is tried again; each takes twice as long as the one before, from half a second on. */
  readonly retries: number;
};

export type AbortReason = "cancelled" | "stopped" | "disk" | "shutdown";
