import type { JobRecord, RunRecord } from "../../contract.ts";
import type { Need } from "../access.ts";
import { ok, wrappedPage } from "../answer.ts";
import { Failure, forbidden, notFound } from "../failure.ts";
import { offer } from "../pages.ts";
import { numberParam, type RepositoryCall, repositoryRoute } from "../router.ts";
import { jobShape, runShape } from "../shapes/actions.ts";
import { workflowOf } from "./workflows.ts";

const readActions: Need = { permission: ["actions"], level: "read", role: "read" };
const writeActions: Need = { permission: ["actions"], level: "write", role: "write" };

/** Workflow runs and their jobs, as the engine records them. */
export const runRoutes = [
  repositoryRoute("GET /actions/runs", readActions, (call) => listed(call, listRuns(call))),
  repositoryRoute("GET /actions/workflows/{workflow_id}/runs", readActions, async (call) => {
    const { path } = await workflowOf(call);
    return listed(
      call,
      listRuns(call).filter((run) => run.path === path),
    );
  }),
  repositoryRoute("GET /actions/runs/{run_id}", readActions, (call) => {
    const run = runOf(call);
    return ok(runShape(call.world, run, { repository: call.repository, attempt: run.attempt }));
  }),
  repositoryRoute("GET /actions/runs/{run_id}/attempts/{attempt_number}", readActions, (call) => {
    const attempt = attemptOf(call);
    return ok(runShape(call.world, runOf(call), { repository: call.repository, attempt }));
  }),
  repositoryRoute("GET /actions/runs/{run_id}/attempts/{attempt_number}/jobs", readActions, (call) => {
    const attempt = attemptOf(call);
    const run = runOf(call);
    return jobsPage(
      call,
      run,
      run.jobs.filter(({ runAttempt }) => runAttempt === attempt),
    );
  }),
  repositoryRoute("GET /actions/runs/{run_id}/jobs", readActions, (call) => {
    const run = runOf(call);
    const all = call.url.searchParams.get("filter") === "all";
    return jobsPage(
      call,
      run,
      run.jobs.filter(({ runAttempt }) => all || runAttempt === run.attempt),
    );
  }),
  repositoryRoute("GET /actions/jobs/{job_id}", readActions, (call) => {
    const { run, job } = jobOf(call);
    return ok(jobShape(call.world, job, { run, repository: call.repository }));
  }),
  repositoryRoute("GET /actions/jobs/{job_id}/logs", readActions, (call) => {
    const { job } = jobOf(call);
    if (job.logFile === null) throw notFound();
    return offer(call.world, { file: job.logFile, type: "text/plain; charset=utf-8" });
  }),
  repositoryRoute("POST /actions/runs/{run_id}/cancel", writeActions, (call) => {
    const run = runOf(call);
    if (run.status === "completed") throw new Failure(409, "Cannot cancel a workflow run that is completed.");
    control(call).cancel(run.id);
    return { status: 202, json: {} };
  }),
  repositoryRoute("POST /actions/runs/{run_id}/force-cancel", writeActions, (call) => {
    const run = runOf(call);
    if (run.status === "completed") throw new Failure(409, "Cannot cancel a workflow run that is completed.");
    control(call).cancel(run.id);
    return { status: 202, json: {} };
  }),
  repositoryRoute("POST /actions/runs/{run_id}/rerun", writeActions, (call) =>
    rerun(call, runOf(call), "all"),
  ),
  repositoryRoute("POST /actions/runs/{run_id}/rerun-failed-jobs", writeActions, (call) =>
    rerun(call, runOf(call), "failed"),
  ),
  repositoryRoute("POST /actions/jobs/{job_id}/rerun", writeActions, (call) => {
    const { run, job } = jobOf(call);
    return rerun(call, run, { job: job.id });
  }),
];

/** The run that the path names, or 404. */
export function runOf(call: RepositoryCall): RunRecord {
  const run = call.world.actions.runs.get(numberParam(call, "run_id"));
  if (run === undefined || run.repository !== call.repository.fullName) throw notFound();
  return run;
}

function rerun(call: RepositoryCall, run: RunRecord, what: "all" | "failed" | { job: number }) {
  if (run.status !== "completed") throw forbidden("This workflow is already running");
  control(call).rerun(run.id, what);
  return { status: 201, json: {} };
}

function control(call: RepositoryCall) {
  const { control: engine } = call.world.actions;
  if (engine === null) throw new Failure(503, "No workflow engine runs in this embedded GitHub");
  return engine;
}

function attemptOf(call: RepositoryCall): number {
  const attempt = numberParam(call, "attempt_number");
  if (attempt < 1 || attempt > runOf(call).attempt) throw notFound();
  return attempt;
}

function jobOf(call: RepositoryCall): { run: RunRecord; job: JobRecord } {
  const id = numberParam(call, "job_id");
  for (const run of call.world.actions.runs.values()) {
    const job = run.jobs.find((one) => one.id === id);
    if (job !== undefined && run.repository === call.repository.fullName) return { run, job };
  }
  throw notFound();
}

function listRuns(call: RepositoryCall): RunRecord[] {
  const asked = (name: string) => call.url.searchParams.get(name);
  const [actor, branch, event, status, sha] = ["actor", "branch", "event", "status", "head_sha"].map(asked);
  return [...call.world.actions.runs.values()]
    .filter(
      (run) =>
        run.repository === call.repository.fullName &&
        matches(actor, run.actor) &&
        matches(branch, run.headBranch) &&
        matches(event, run.event) &&
        matches(status, run.status, run.conclusion) &&
        matches(sha, run.headSha) &&
        isCreatedWithin(run, asked("created")),
    )
    .sort((a, b) => b.id - a.id);
}

/** The `created` filter: `>=date`, `<date`, `from..to`, or a day. */
function isCreatedWithin(run: RunRecord, range: string | null): boolean {
  if (range === null) return true;
  const at = Date.parse(run.createdAt);
  const [from, to] = range.split("..");
  if (from !== undefined && to !== undefined) {
    return (from === "*" || at >= Date.parse(from)) && (to === "*" || at <= Date.parse(to));
  }
  const [, sign = "", date = ""] = /^(>=|<=|>|<)?(.+)$/.exec(range) ?? [];
  if (sign === ">=") return at >= Date.parse(date);
  if (sign === "<=") return at <= Date.parse(date);
  if (sign === ">") return at > Date.parse(date);
  return sign === "<" ? at < Date.parse(date) : run.createdAt.startsWith(date);
}

function listed(call: RepositoryCall, runs: readonly RunRecord[]) {
  return wrappedPage(call, runs, {
    shape: (run) => runShape(call.world, run, { repository: call.repository, attempt: run.attempt }),
    wrap: (workflow_runs, total_count) => ({ total_count, workflow_runs }),
  });
}

function jobsPage(call: RepositoryCall, run: RunRecord, jobs: readonly JobRecord[]) {
  return wrappedPage(call, jobs, {
    shape: (job) => jobShape(call.world, job, { run, repository: call.repository }),
    wrap: (shaped, total_count) => ({ total_count, jobs: shaped }),
  });
}

function matches(wanted: string | null | undefined, ...values: (string | null)[]): boolean {
  return wanted === null || wanted === undefined || values.includes(wanted);
}
