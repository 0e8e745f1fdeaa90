import type { Verdict } from "../core/agent-verdict.ts";
import { outcomeOf } from "../core/attempt.ts";
import { copiedText } from "../core/env-file.ts";
import { NoSpaceError, OutageError, UserError, messageOf } from "../core/errors.ts";
import type { IsolationHeld } from "../core/isolation.ts";
import type { Outcome } from "../core/outcome.ts";
import type { Refusal } from "../core/refusal.ts";
import type { ChangeSet, GateResult } from "../core/result.ts";
import type { AgentSession } from "./work-agent.ts";
import type { PreparedScene, WorkScene } from "./work-scene.ts";

/** How an attempt ended, and what it leaves. */
export type End = {
  readonly outcome: Outcome;
  readonly reason: string;
  readonly message: string;
  readonly changes: ChangeSet | null;
  readonly gates: readonly GateResult[];
  readonly spent: number;
  readonly turns: number;
  readonly resetsAt: string | null;
  /** Name of the pool's entry that was asked last, and whether a model answered at all. */
  readonly credential: string | null;
  readonly reached: boolean;
  readonly isolation: IsolationHeld | null;
  /** Credentials in the change, which is not in `changes` then. */
  readonly refusals: readonly Refusal[];
};

/** What an attempt leaves that ended before anything was asked. */
export const nothing = {
  message: "",
  changes: null,
  gates: [],
  spent: 0,
  turns: 0,
  resetsAt: null,
  credential: null,
  reached: false,
  isolation: null,
  refusals: [],
} as const;

/** What an attempt used of the model, and of whose. */
export type Used = Pick<End, "spent" | "turns" | "credential" | "reached">;

/** How a round ended, with its change and its gates. */
export function endOf({
  scene,
  used,
  verdict,
  changes,
  gates,
}: {
  scene: PreparedScene;
  used: Used;
  verdict: Verdict;
  changes: ChangeSet;
  gates: readonly GateResult[];
}): End {
  const count = changes.changes.length + changes.inexpressible.length;
  const { outcome, reason } = outcomeOf({ verdict, wanted: scene.task.wanted, changes: count, gates });
  return {
    outcome,
    reason,
    message: verdict.outcome === "finished" ? verdict.text.slice(0, 50_000) : "",
    changes: count === 0 || outcome === "answered" ? null : changes,
    gates,
    ...used,
    resetsAt:
      verdict.outcome === "usage_limited" && verdict.resetsAt !== null
        ? new Date(verdict.resetsAt * 1000).toISOString()
        : null,
    isolation: scene.site.held,
    refusals: [],
  };
}

/** A change that holds what the env file holds is kept from everybody who can see the repository's artifacts. */
export function copied({
  scene,
  used,
  copies,
}: {
  scene: PreparedScene;
  used: Used;
  copies: readonly string[];
}): End {
  return {
    ...nothing,
    ...used,
    isolation: scene.site.held,
    outcome: "agent_failed",
    reason: copiedText(copies),
  };
}

/** What a session used of the model, and of whose. */
export function usedBy(session: AgentSession): Used {
  const { credential, reached } = session.facts();
  return { spent: session.spent(), turns: session.turns(), credential, reached };
}

/** How an attempt ends whose steps threw: what heals by itself is tried again by itself, only what a person can mend waits for one. */
export function failed(error: unknown): Pick<End, "outcome" | "reason"> {
  const reason = messageOf(error);
  if (error instanceof NoSpaceError) return { outcome: "no_space", reason };
  const isForPeople = error instanceof UserError && !(error instanceof OutageError);
  return { outcome: isForPeople ? "setup_failed" : "infra_failed", reason };
}

/** The end of an attempt that somebody asked to end. */
export function interrupted(scene: WorkScene): End {
  const outcome = scene.signal.reason === "stopped" ? "stopped" : "cancelled";
  return {
    ...nothing,
    outcome,
    reason:
      outcome === "stopped" ? "Switchyard was stopped (refs/switchyard/stop)." : "The task was asked to end.",
  };
}
