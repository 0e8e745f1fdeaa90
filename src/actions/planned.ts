import { UserError } from "../core/errors.ts";
import type { Plan, PlanTask } from "../core/plan.ts";
import { readPlan } from "../edge/hand-over.ts";
import type { Job } from "./action.ts";

/** The plan that a leg's inputs name, and the leg's own task in it. Throws a UserError when the plan has none for this issue and claim. */
export async function readPlanned(
  inputs: { issue: number; claim: string; "plan-id": number; "plan-digest": string },
  job: Job,
): Promise<{ plan: Plan; task: PlanTask }> {
  const plan = await readPlan({ id: inputs["plan-id"], digest: inputs["plan-digest"] }, job.temp);
  const task = plan.tasks.find(({ issue, claim }) => issue === inputs.issue && claim === inputs.claim);
  if (task === undefined) throw new UserError(`The plan has no task for #${inputs.issue} with this claim.`);
  return { plan, task };
}
