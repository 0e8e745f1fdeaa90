import type { Claim } from "../core/record.ts";
import type { GitHub } from "./github.ts";
import { statusOf, told } from "./github.ts";

/** A claim of an issue, to be looked after. */
export type Held = { readonly issue: number; readonly claim: Claim };

/** A claim whose jobs are proven over. `worked`: its work job may have started, so money may have been spent. `cancelled`: GitHub says that it was cancelled. */
export type Dead = { readonly worked: boolean; readonly cancelled: boolean };

/**
 * Finds the claims whose jobs are proven over. Over: the run has completed, or the collect job of the issue has in the run's newest attempt,
 * or the run is gone while our own run (outside of a run: the list of runs) can be read. Anything else counts as alive: a claim is never
 * taken over by age. The jobs of a run are listed once for all its claims.
 */
export async function findDeadClaims(
  github: GitHub,
  { held, ownRun }: { held: readonly Held[]; ownRun: { id: number; attempt: number } | null },
): Promise<Map<number, Dead>> {
  const dead = new Map<number, Dead>();
  for (const run of new Set(held.map(({ claim }) => claim.run))) {
    const claims = held.filter(({ claim }) => claim.run === run);
    if (run === ownRun?.id) {
      // Dispatch runs before every job of its attempt: what earlier attempts of its own run held is over, and what this one holds is not.
      for (const { issue, claim } of claims)
        if (claim["run-attempt"] < ownRun.attempt) dead.set(issue, { worked: true, cancelled: false });
      continue;
    }
    const over = await told("looking whether a claim's jobs are over", async () =>
      lookAt(github, { run, ownRun: ownRun?.id ?? null }),
    );
    for (const { issue } of claims) {
      const found = over(issue);
      if (found !== null) dead.set(issue, found);
    }
  }
  return dead;
}

/** Of one run: is an issue's part in it over? Null when it is not, or nobody knows. */
async function lookAt(
  { octokit, owner, repo }: GitHub,
  { run, ownRun }: { run: number; ownRun: number | null },
): Promise<(issue: number) => Dead | null> {
  const at = { owner, repo, run_id: run };
  try {
    const { data } = await octokit.rest.actions.getWorkflowRun(at);
    const jobs = await octokit.paginate(octokit.rest.actions.listJobsForWorkflowRunAttempt, {
      ...at,
      attempt_number: data.run_attempt ?? 1,
      per_page: 100,
    });
    return (issue) => {
      const own = jobs.filter(({ name }) => name.includes(`#${issue} `));
      const collect = own.filter(({ name }) => name.endsWith(" collect"));
      const collected = collect.length > 0 && collect.every(({ status }) => status === "completed");
      if (data.status !== "completed" && !collected) return null;
      const work = own.filter(({ name }) => name.endsWith(" work"));
      const earlier = (data.run_attempt ?? 1) > 1; // its jobs are not in this list
      return {
        worked: earlier || work.some(({ conclusion }) => conclusion !== "skipped"),
        cancelled: work.some(isCancelled),
      };
    };
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
    if (ownRun === null) await octokit.rest.actions.listWorkflowRunsForRepo({ owner, repo, per_page: 1 });
    else await octokit.rest.actions.getWorkflowRun({ owner, repo, run_id: ownRun });
    return () => ({ worked: true, cancelled: false });
  }
}

/** An issue in one attempt of a run. */
type Leg = { readonly issue: number; readonly run: { readonly id: number; readonly attempt: number } };

/**
 * Was the work job of an issue cancelled, by a person or by a rule of theirs? A runner that was shut down asks its steps to end by the same signals, but then its
 * job has failed (StepsRunner.cs of actions/runner).
 */
export async function workWasCancelled(github: GitHub, leg: Leg): Promise<boolean> {
  return (await workJobs(github, leg)).some(isCancelled);
}

/** May the agent of an issue have started in this attempt of a run? By the steps of its work job; true when nobody knows. */
export async function workMayHaveStarted(github: GitHub, leg: Leg): Promise<boolean> {
  const work = await workJobs(github, leg);
  const steps = work.flatMap((job) => job.steps ?? []);
  const agent = steps.filter(({ name }) => /\/work(?:@|$)/.test(name));
  return agent.length === 0
    ? work.some(({ status, conclusion }) => status !== "completed" || conclusion !== "skipped")
    : agent.some(
        ({ started_at: at, conclusion }) => at !== null && at !== undefined && conclusion !== "skipped",
      );
}

async function workJobs({ octokit, owner, repo }: GitHub, { issue, run }: Leg) {
  const jobs = await told("looking what became of work", async () =>
    octokit.paginate(octokit.rest.actions.listJobsForWorkflowRunAttempt, {
      owner,
      repo,
      run_id: run.id,
      attempt_number: run.attempt,
      per_page: 100,
    }),
  );
  return jobs.filter(({ name }) => name.includes(`#${issue} `) && name.endsWith(" work"));
}

function isCancelled({ conclusion }: { readonly conclusion: string | null }): boolean {
  return conclusion === "cancelled";
}
