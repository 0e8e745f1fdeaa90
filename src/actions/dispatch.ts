import { info, setOutput, warning } from "@actions/core";
import { z } from "zod";

import { NoSpaceError, UserError } from "../core/errors.ts";
import { logLine } from "../core/log-line.ts";
import { type Plan, type PlanTask, legsOf } from "../core/plan.ts";
import { type Rehearsal, finding } from "../core/rehearsal.ts";
import { rehearsalText } from "../core/rehearsal-text.ts";
import { parseIssueNumbers, promptLimit } from "../core/request.ts";
import { dispatchSummary } from "../core/summary.ts";
import { openGitHub } from "../edge/github.ts";
import { openRecordStore } from "../edge/record-store.ts";
import { identity } from "../edge/stamp.ts";
import { planOf } from "../edge/task-plan.ts";
import { type Job, jobLog, readInputs, readJob, remoteOf, tokenInput, writeSummary } from "./action.ts";
import { obeyComment } from "./dispatch-comment.ts";
import { keepHouse } from "./dispatch-house.ts";
import { explained, isRehearsal, rehearse } from "./dispatch-rehearsal.ts";
import { showRefusals } from "./dispatch-refusals.ts";
import { canvasOf, show, tellAskingIssue } from "./dispatch-show.ts";
import { type Applied, type Tick, decideAndApply } from "./tick.ts";

/** The inputs of dispatch/action.yml. */
export const DispatchInputs = z.object({
  token: tokenInput,
  issues: z.string(),
  prompt: z.string().max(promptLimit, `has at most ${promptLimit} characters`),
  "dry-run": z.stringbool("must be true or false"),
});

/** dispatch/action.yml: looks at the world, decides, claims, and outputs the matrix of tasks and their plan. */
export async function dispatch(): Promise<void> {
  const inputs = readInputs(DispatchInputs);
  const job = readJob();
  const github = openGitHub({ token: inputs.token, repository: job.repository, log: jobLog });
  try {
    const remote = remoteOf(job, inputs.token);
    await using store = await openRecordStore({ remote, temp: job.temp, identity });
    if (!inputs["dry-run"]) await obeyComment({ github, store, job });
    const tick: Tick = {
      github,
      store,
      job,
      manual: manualRequest(inputs, job),
      dryRun: inputs["dry-run"],
    };
    const applied = await decideAndApply(tick).catch(async (error: unknown) => {
      throw await explained({ github, remote, job }, error);
    });
    const from = { github, store, repository: job.repository, warn: warning };
    if (isRehearsal(tick, applied)) {
      const ordinary = await planOf(from, applied, new Map());
      await handRehearsal(
        await rehearse({ github, remote, job }, ordinary, applied.repository.configText),
        job,
      );
      return;
    }
    const canvas = canvasOf(applied, job);
    const workpads = inputs["dry-run"] ? new Map<number, string>() : await show(github, applied, canvas);
    if (!inputs["dry-run"]) await showRefusals(github, applied, canvas);
    const chores = inputs["dry-run"]
      ? []
      : await keepHouse({ github, store, remote, temp: job.temp }, applied);
    const plan = await planOf(from, applied, workpads);
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

/** Hands over the plan of a rehearsal; where there is no room for it, this job says everything that is known. */
async function handRehearsal(plan: Plan & { rehearsal: Rehearsal }, job: Job): Promise<void> {
  try {
    await hand(plan, job);
    info("The rehearsal goes on in its own job; what it finds is in the summary of that.");
  } catch (error) {
    if (!(error instanceof NoSpaceError)) throw error;
    const repositoryUrl = `${job.serverUrl}/${job.repository}`;
    const { config, rehearsal } = plan;
    const findings = [...rehearsal.findings, finding("artifacts", "missing", error.message)];
    await writeSummary(
      rehearsalText(
        { config, rehearsal, findings, repositoryUrl, report: null, runUrl: job.runUrl },
        "The rehearsal ended here: its jobs hand over by artifacts.",
      ),
    );
    throw error;
  }
}

/** Hands the plan to the jobs that follow. Without tasks there is no artifact, and its client is not even loaded. */
async function hand(plan: Plan, job: Job): Promise<void> {
  const legs = legsOf(plan);
  setOutput("count", legs.length);
  setOutput("max-parallel", Math.max(1, legs.length));
  if (legs.length === 0) return;
  const { uploadPlan } = await import("../edge/hand-over.ts");
  const artifact = await uploadPlan(plan, { name: `switchyard-plan-${job.run.attempt}`, temp: job.temp });
  setOutput("matrix", JSON.stringify({ include: legs }));
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
