import { concluded } from "../core/conclude.ts";
import { UserError } from "../core/errors.ts";
import { holdingOf } from "../core/holding.ts";
import type { PlanTask } from "../core/plan.ts";
import type { Entry } from "../core/record-entry.ts";
import type { Account } from "../core/record.ts";
import { countCodes } from "../core/refusal.ts";
import { workMayHaveStarted } from "../edge/runs.ts";
import { entryOf } from "../edge/stamp.ts";
import { type End, type Scene, isKept } from "./collect-scene.ts";

/** What was written, and the issues that have an open request besides. */
export type Recorded = {
  readonly entry: Entry;
  readonly tip: string;
  readonly requested: readonly number[];
};

/** Records the end of the attempt, with its cost and its next try. */
export async function record({ store, inputs, job, github, plan, task }: Scene, end: End): Promise<Recorded> {
  const { envelope } = end;
  // Without a result nobody knows what was spent, unless work said so, or the agent never started.
  const said = inputs["work-spent"] === "" ? undefined : Number(inputs["work-spent"]);
  const spent =
    envelope?.spent ??
    said ??
    ((await workMayHaveStarted(github, { issue: inputs.issue, run: job.run })) ? null : 0);
  for (;;) {
    const records = await store.read();
    const holding = holdingOf(records.entries.get(inputs.issue), inputs, job.run);
    if (!holding.holds)
      throw new UserError(`#${inputs.issue}: the end of the attempt could not be recorded: ${holding.why}.`);
    const at = github.now();
    const event = concluded(
      holding.state,
      {
        outcome: end.outcome,
        reason: end.reason,
        spent,
        resetsAt: envelope?.["resets-at"] ?? null,
        ...(end.branch === undefined ? {} : { branch: end.branch }),
        ...(end.pull === undefined ? {} : { pull: end.pull.number }),
        ...(envelope === null || envelope.credential === null
          ? {}
          : { modelReached: envelope["model-reached"] }),
        ...(end.outcome === "delivered" || end.outcome === "answered"
          ? { said: envelope?.message ?? "" }
          : {}),
        account: accountOf(task, end),
      },
      { at, attempts: plan.config.limits.attempts },
    );
    const entry = entryOf(holding.state, event, at);
    const written = await store.write(records, new Map([[inputs.issue, entry]]), { world: null });
    if (!written.ok) continue;
    const requested = [...records.entries].flatMap(([issue, other]) =>
      other.ok && other.entry.state.phase === "requested" ? [issue] : [],
    );
    return { entry, tip: written.tips.get(inputs.issue) ?? "", requested: requested.slice(0, 50) };
  }
}

/** What text ran, what was wrong with the result, and what became of it. */
function accountOf(task: PlanTask, end: End): Account {
  return {
    snapshot: task["snapshot-hash"],
    hidden: Object.values(task.snapshot.removed).reduce((sum, count) => sum + count, 0),
    ...(end.refusals.length === 0 ? {} : { refusals: countCodes(end.refusals) }),
    ...(end.withheld.length === 0 ? {} : { withheld: end.withheld.length }),
    ...(isKept(end) ? { kept: true } : {}),
    ...(end.isApp === true ? { app: true } : {}),
  };
}
