import { runCancelled } from "../core/conclude.ts";
import { outcomes } from "../core/outcome.ts";
import type { IssueState } from "../core/record.ts";
import { refusalText } from "../core/refusal.ts";
import type { Envelope } from "../core/result.ts";
import { nextTry } from "../core/retry.ts";
import { withdrawal } from "../core/withdrawal.ts";
import { workWasCancelled } from "../edge/runs.ts";
import { withoutSecrets } from "../edge/secret-scan.ts";
import { publish } from "./collect-publish.ts";
import type { End, Facts, Scene } from "./collect-scene.ts";

/** Decides what comes of the result, and publishes it when it may be published. */
export async function endOf(scene: Scene, facts: Facts): Promise<End> {
  const { result, state, issue } = facts;
  const none = { reason: "", envelope: null, refusals: [], withheld: [] } as const;
  if (!result.ok) {
    // A cancelled job leaves no result either, and is not the platform's fault.
    const why = result.outcome === "infra_failed" ? await cancellation(scene, state) : null;
    if (why !== null) return { ...none, outcome: "cancelled", reason: why };
    return { ...none, outcome: result.outcome, reason: result.reason, refusals: result.refusals };
  }
  const { changes } = result;
  const { envelope, refusals: inTexts } = await withoutSecrets(result.envelope);
  const refusals = [...envelope.refusals, ...inTexts];
  const known = { ...none, envelope, refusals };
  const withdrawn = withdrawal(state, issue);
  if (withdrawn !== null) return { ...known, outcome: "cancelled", reason: withdrawn };
  if (envelope.outcome === "cancelled") {
    // Work was asked to end by a signal, which does not say by whom.
    const why = await cancellation(scene, state);
    return why === null
      ? { ...known, outcome: "infra_failed", reason: shutDown }
      : { ...known, outcome: "cancelled", reason: why };
  }
  if (envelope.outcome === "answered")
    return refusals.length === 0
      ? { ...known, outcome: "answered" }
      : { ...known, outcome: "refused", reason: refusalText(refusals) };
  // What work kept sealed is refused here, as it would have been with the change at hand.
  if (envelope.outcome === "delivered" && changes === null)
    return { ...known, outcome: "refused", reason: refusalText(refusals) };
  const end: End = { ...known, outcome: envelope.outcome, reason: envelope.reason };
  if (changes === null || !(envelope.outcome === "delivered" || isLastDraft(scene, { envelope, state })))
    return end;
  const published = await publish(scene, { ...facts, envelope, changes, publishing: state.publishing });
  return { ...published, refusals: [...refusals, ...published.refusals] };
}

const shutDown =
  "The machine of the work job was shut down, or what ran on it was told to end. Nobody cancelled the run.";

/** Why a task was cancelled, by the record or by GitHub; null when nobody did. */
async function cancellation({ github, inputs, job }: Scene, { cancel }: IssueState): Promise<string | null> {
  if (cancel !== null) return cancel.why;
  return (await workWasCancelled(github, { issue: inputs.issue, run: job.run })) ? runCancelled : null;
}

/** Is what an attempt left shown as a draft although it failed? Only when nothing is tried again by itself, which would go on from it. */
function isLastDraft(
  { plan, github }: Scene,
  { envelope, state }: { envelope: Envelope; state: IssueState },
): boolean {
  const retry = nextTry({
    outcome: envelope.outcome,
    resetsAt: envelope["resets-at"],
    state,
    attempts: plan.config.limits.attempts,
    at: github.now(),
  });
  return (
    plan.config["pull-request"]["on-failure"] === "draft" &&
    outcomes[envelope.outcome].salvage === "draft" &&
    retry === null
  );
}
