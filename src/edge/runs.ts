import type { Claim } from "../core/record.ts";
import type { GitHub } from "./github.ts";
import { statusOf, told } from "./github.ts";

/**
 * Are the jobs of this claim proven over? Over: its run attempt has completed, its collect job has, or the run is gone while our own
 * run (outside of a run: the list of runs) can be read. Anything else counts as alive: a claim is never taken over by age.
 */
export async function claimIsOver(
  github: GitHub,
  options: { issue: number; claim: Claim; ownRun: number | null },
): Promise<boolean> {
  const { octokit, owner, repo } = github;
  const run = { owner, repo, run_id: options.claim.run, attempt_number: options.claim["run-attempt"] };
  return told("looking whether a claim's jobs are over", async () => {
    try {
      const { data } = await octokit.rest.actions.listJobsForWorkflowRunAttempt({ ...run, per_page: 100 });
      const own = data.jobs.filter((job) => job.name.includes(`#${options.issue} `));
      const collect = own.filter((job) => job.name.endsWith(" collect"));
      if (collect.length > 0) return collect.every((job) => job.status === "completed");
      const attempt = await octokit.rest.actions.getWorkflowRunAttempt(run);
      return attempt.data.status === "completed";
    } catch (error) {
      if (statusOf(error) !== 404) throw error;
      if (options.ownRun === null)
        await octokit.rest.actions.listWorkflowRunsForRepo({ owner, repo, per_page: 1 });
      else await octokit.rest.actions.getWorkflowRun({ owner, repo, run_id: options.ownRun });
      return true;
    }
  });
}
