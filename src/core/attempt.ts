import type { FailureCause, Verdict } from "./agent-verdict.ts";
import type { Wanted } from "./plan.ts";
import type { Outcome } from "./outcome.ts";
import type { GateResult } from "./result.ts";

/** What is known when an attempt has ended. */
export type Evidence = {
  readonly verdict: Verdict;
  readonly wanted: Wanted;
  readonly changes: number;
  readonly gates: readonly GateResult[];
};

/** The outcome that the evidence gives, and a sentence of ours. What the agent says about itself plays no part but as the answer that was asked for. */
export function outcomeOf({ verdict, wanted, changes, gates }: Evidence): {
  outcome: Outcome;
  reason: string;
} {
  if (verdict.outcome === "agent_failed")
    return { outcome: failureOf[verdict.cause] ?? "agent_failed", reason: verdict.sentence };
  if (verdict.outcome !== "finished") return { outcome: verdict.outcome, reason: verdict.sentence };
  const answered = verdict.text.trim() !== "";
  if (wanted === "answer" || (wanted === "either" && changes === 0)) {
    return answered
      ? { outcome: "answered", reason: "" }
      : {
          outcome: "no_change",
          reason: `The agent ended without an answer.${deniedSentence(verdict.denied)}`,
        };
  }
  if (changes === 0)
    return { outcome: "no_change", reason: `The agent changed no file.${deniedSentence(verdict.denied)}` };
  const failing = blamed(gates);
  if (failing.length > 0)
    return {
      outcome: "gates_failed",
      reason: `${failing.length} of ${gates.length} gates do not pass: ${namesOf(failing)}.${absentSentence(failing)}${deniedSentence(verdict.denied)}`,
    };
  return { outcome: "delivered", reason: "" };
}

const namesOf = (gates: readonly GateResult[]): string => gates.map(({ name }) => name).join(", ");

/** What cannot run at all is for who wrote the config to mend, not for the agent. */
function absentSentence(failing: readonly GateResult[]): string {
  const absent = failing.filter(isAbsent);
  return absent.length === 0
    ? ""
    : ` Without the change it cannot run either: ${namesOf(absent)}. Install what it needs in \`setup\`, or correct its command in .github/switchyard.yml.`;
}

/** What the agent could not do may be why it ended as it did, and is for who wrote the settings to decide. */
function deniedSentence(denied: readonly string[]): string {
  if (denied.length === 0) return "";
  const calls = denied.length === 1 ? "A tool call was" : `${denied.length} tool calls were`;
  return ` ${calls} not permitted (${[...new Set(denied)].slice(0, 5).join(", ")}), and may have been needed: the job log names them, and tools.allow of a profile permits such calls.`;
}

/** Failures that are not the agent's: what a person has to mend, and what heals by itself. */
const failureOf: Readonly<Partial<Record<FailureCause, Outcome>>> = {
  invalid_credential: "setup_failed",
  billing: "setup_failed",
  model_not_found: "setup_failed",
  overloaded: "infra_failed",
  server_error: "infra_failed",
  network: "infra_failed",
};

/** Those of the blamed gates that another round may mend: what cannot even run without the change is for people. */
export function mendable(gates: readonly GateResult[]): GateResult[] {
  return blamed(gates).filter((gate) => !isAbsent(gate));
}

function isAbsent({ now, base }: GateResult): boolean {
  return now === "not_runnable" && base === "not_runnable";
}

/** The gates that do not pass on the change although they do on the base: what was broken before is not blamed on the change. */
export function blamed(gates: readonly GateResult[]): GateResult[] {
  return gates.filter((gate) => gate.now !== "passed" && gate.base !== "failed" && gate.base !== "timed_out");
}
