import { info, setOutput, warning } from "@actions/core";
import { z } from "zod";

import { UserError } from "../core/errors.ts";
import { logLine } from "../core/log-line.ts";
import { type Plan, type PlanTask, legsOf } from "../core/plan.ts";
import { parseIssueNumbers } from "../core/request.ts";
import { dispatchSummary } from "../core/summary.ts";
import { openGitHub } from "../edge/github.ts";
import { openRecordStore } from "../edge/record-store.ts";
import { identity } from "../edge/stamp.ts";
import { planOf } from "../edge/task-plan.ts";
import { type Job, jobLog, readInputs, readJob, remoteOf, tokenInput, writeSummary } from "./action.ts";
import { obeyComment } from "./dispatch-comment.ts";
import { keepHouse } from "./dispatch-house.ts";
import { showRefusals } from "./dispatch-refusals.ts";
import { canvasOf, show, tellAskingIssue } from "./dispatch-show.ts";
import { type Applied, decideAndApply } from "./tick.ts";

/** The inputs of dispatch/action.yml. */
export const DispatchInputs = z.object({
  token: tokenInput,
  issues: z.string(),
  prompt: z.string().max(20_000, "has at most 20,000 characters"),
  "dry-run": z.stringbool("must be true or false"),
});

/** dispatch/action.yml: looks at the world, decides, claims, and outputs the matrix of tasks and their plan. */
export async function dispatch(): Promise<void> {
  const inputs = readInputs(DispatchInputs);
  const job = readJob();
  const github = openGitHub({ token: inputs.token, repository: job.repository, log: jobLog });
  try {
    await using store = await openRecordStore({
      remote: remoteOf(job, inputs.token),
      temp: job.temp,
      identity,
    });
    if (!inputs["dry-run"]) await obeyComment({ github, store, job });
    const applied = await decideAndApply({
      github,
      store,
      job,
      manual: manualRequest(inputs, job),
      dryRun: inputs["dry-run"],
    });
    const canvas = canvasOf(applied, job);
    const workpads = inputs["dry-run"] ? new Map<number, string>() : await show(github, applied, canvas);
    if (!inputs["dry-run"]) await showRefusals(github, applied, canvas);
    const chores = inputs["dry-run"]
      ? []
      : await keepHouse({ github, store, remote: remoteOf(job, inputs.token), temp: job.temp }, applied);
    const plan = await planOf(
      { github, store, repository: job.repository, warn: warning },
      applied,
      workpads,
    );
    const tasks = inputs["dry-run"] ? [] : plan.tasks;
    await hand({ ...plan, tasks }, job);
    tell(applied, tasks);
    await writeSummary(
      dispatchSummary({
        decision: applied.decision,
        tasks,
        issues: applied.world.issues,
        chores,
        runUrl: job.runUrl,
      }),
    );
  } catch (error) {
    if (error instanceof UserError && !inputs["dry-run"]) await tellAskingIssue(github, job, error);
    throw error;
  }
}

function manualRequest(
  { issues, prompt }: z.output<typeof DispatchInputs>,
  job: Job,
): { numbers: number[]; prompt: string } | null {
  if (issues.trim() === "") {
    if (prompt.trim() !== "")
      throw new UserError("A prompt needs an issue to belong to: give `issues`, for example `issues: 42`.");
    return null;
  }
  const parsed = parseIssueNumbers(issues);
  if (!parsed.ok)
    throw new UserError(
      `issues: expected numbers such as "12 14", got ${parsed.bad.map((part) => JSON.stringify(logLine(part, 40))).join(", ")}.`,
    );
  if (job.actor.endsWith("[bot]"))
    throw new UserError(
      `A manual run with issues is a person's request; this one was started by ${job.actor}.`,
    );
  return { numbers: parsed.numbers, prompt: prompt.trim() };
}

/** Hands the plan to the jobs that follow. Without tasks there is no artifact, and its client is not even loaded. */
async function hand(plan: Plan, job: Job): Promise<void> {
  const { tasks } = plan;
  setOutput("count", tasks.length);
  setOutput("max-parallel", Math.max(1, tasks.length));
  if (tasks.length === 0) return;
  const { uploadPlan } = await import("../edge/hand-over.ts");
  const artifact = await uploadPlan(plan, { name: `switchyard-plan-${job.run.attempt}`, temp: job.temp });
  setOutput("matrix", JSON.stringify({ include: legsOf(plan) }));
  setOutput("plan-id", artifact.id);
  setOutput("plan-digest", artifact.digest);
}

function tell({ decision }: Applied, tasks: readonly PlanTask[]): void {
  for (const task of tasks)
    info(
      `#${task.issue} starts: attempt ${task.attempt}, worker ${task.worker}, may spend $${task.reserved}.`,
    );
  for (const action of decision.actions)
    if (action.type !== "claim") info(`#${action.issue}: ${logLine(action.why)} (${action.type}).`);
  for (const deferred of decision.deferred)
    info(`#${deferred.issue} does not start: ${logLine(deferred.text)} (${deferred.reason})`);
  if (tasks.length === 0) info("Nothing to start.");
}
