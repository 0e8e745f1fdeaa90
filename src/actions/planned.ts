import { UserError } from "../core/errors.ts";
import type { Plan, PlanTask } from "../core/plan.ts";
import type { Rehearsal } from "../core/rehearsal.ts";
import { readPlan } from "../edge/hand-over.ts";
import type { Job } from "./action.ts";

const ofOneRun =
  "Give this job the outputs of the dispatch job of its own run: `plan-id`, `plan-digest`, and the matrix that came with them.";

type Named = { claim: string; "plan-id": number; "plan-digest": string };

/** The plan of a rehearsal. Throws a UserError when the plan that the inputs name is another one's. */
export async function readRehearsal(inputs: Named, job: Job): Promise<{ plan: Plan; rehearsal: Rehearsal }> {
  const plan = await readPlan({ id: inputs["plan-id"], digest: inputs["plan-digest"] }, job.temp);
  if (plan.rehearsal?.claim !== inputs.claim)
    throw new UserError(`The plan has no task for a rehearsal. ${ofOneRun}`);
  return { plan, rehearsal: plan.rehearsal };
}

/** The plan that a leg's inputs name, and the leg's own task in it. Throws a UserError when the plan has none for this issue and claim. */
export async function readPlanned(
  inputs: Named & { issue: number },
  job: Job,
): Promise<{ plan: Plan; task: PlanTask }> {
  const plan = await readPlan({ id: inputs["plan-id"], digest: inputs["plan-digest"] }, job.temp);
  const task = plan.tasks.find(({ issue, claim }) => issue === inputs.issue && claim === inputs.claim);
  if (task === undefined)
    throw new UserError(`The plan has no task for #${inputs.issue} with this claim. ${ofOneRun}`);
  return { plan, task };
}
