import { UserError } from "../core/errors.ts";
import { outcomes } from "../core/outcome.ts";
import type { Ending, IssueState } from "../core/record.ts";
import { nextTry } from "../core/retry.ts";
import { entryOf } from "../edge/stamp.ts";
import type { End, Scene } from "./collect-scene.ts";
import { holdingOf } from "./leg.ts";

export type Recorded = { readonly state: IssueState; readonly tip: string };

/** Records the end of the attempt, with its cost and its next try. */
export async function record({ store, inputs, job, github, task, plan }: Scene, end: End): Promise<Recorded> {
  for (;;) {
    const records = await store.read();
    const holding = holdingOf(records, inputs, job);
    if (!holding.holds)
      throw new UserError(`#${inputs.issue}: the end of the attempt could not be recorded: ${holding.why}.`);
    const at = github.now();
    const ending: Ending = {
      outcome: end.outcome,
      attempt: task.attempt,
      run: job.run.id,
      // Without a result nobody knows what was spent: the reservation is.
      spent: end.envelope?.spent ?? (end.outcome === "infra_failed" ? holding.state.claim.reserved : 0),
      at,
      ...(end.reason === "" ? {} : { reason: end.reason.slice(0, 2_000) }),
      ...(end.branch === undefined ? {} : { branch: end.branch }),
      ...(end.pull === undefined ? {} : { pull: end.pull.number }),
    };
    const notBefore = nextTry({
      outcome: end.outcome,
      resetsAt: end.envelope?.["resets-at"] ?? null,
      state: holding.state,
      attempts: plan.config.limits.attempts,
      at,
    });
    const entry = entryOf(
      holding.state,
      { type: "ended", ending, charged: outcomes[end.outcome].charged, "not-before": notBefore },
      at,
    );
    const written = await store.write(records, new Map([[inputs.issue, entry]]), { world: null });
    if (written.ok) return { state: entry.state, tip: written.tips.get(inputs.issue) ?? "" };
  }
}
