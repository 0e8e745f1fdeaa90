import { createHash } from "node:crypto";
import type { ArtifactRecord, Conclusion, JobRecord, RunRecord } from "../../contract.ts";
import { nodeId, type Repository, type World } from "../world.ts";
import { repositoryShape } from "./repository.ts";
import { userShape } from "./user.ts";

export type WorkflowFile = { readonly path: string; readonly name: string };

/** The id of a workflow file: the same for the same path, as GitHub keeps it. */
export function workflowId(repository: Repository, path: string): number {
  return Number.parseInt(
    createHash("sha256").update(`${repository.fullName}\n${path}`).digest("hex").slice(0, 8),
    16,
  );
}

/** A workflow. */
export function workflowShape(world: World, repository: Repository, { path, name }: WorkflowFile) {
  const id = workflowId(repository, path);
  const html = `${world.serverUrl}/${repository.fullName}`;
  return {
    id,
    node_id: nodeId("W", id),
    name,
    path,
    state: repository.settings.disabledWorkflows.includes(path) ? "disabled_manually" : "active",
    created_at: repository.createdAt,
    updated_at: repository.createdAt,
    url: `${world.apiUrl}/repos/${repository.fullName}/actions/workflows/${id}`,
    html_url: `${html}/blob/${repository.defaultBranch}/${path}`,
    badge_url: `${html}/actions/workflows/${path.split("/").at(-1) ?? ""}/badge.svg`,
  };
}

/** A run, or an earlier attempt of it. */
export function runShape(
  world: World,
  run: RunRecord,
  { repository, attempt }: { repository: Repository; attempt: number },
) {
  const api = `${world.apiUrl}/repos/${repository.fullName}/actions`;
  const url = `${api}/runs/${run.id}`;
  const latest = attempt === run.attempt;
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId("WFR", run.id),
    head_branch: run.headBranch,
    head_sha: run.headSha,
    path: run.path,
    display_title: run.title,
    run_number: runNumber(world, run),
    event: run.event,
    status: latest ? run.status : "completed",
    conclusion: latest
      ? run.conclusion
      : conclusionOf(run.jobs.filter(({ runAttempt }) => runAttempt === attempt)),
    workflow_id: workflowId(repository, run.path),
    check_suite_id: run.id,
    check_suite_node_id: nodeId("CS", run.id),
    url,
    html_url: `${world.serverUrl}/${repository.fullName}/actions/runs/${run.id}`,
    pull_requests: [],
    created_at: run.createdAt,
    updated_at: run.updatedAt,
    actor: userShape(world, run.actor),
    triggering_actor: userShape(world, run.actor),
    run_attempt: attempt,
    referenced_workflows: [],
    run_started_at: run.createdAt,
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${world.apiUrl}/repos/${repository.fullName}/check-suites/${run.id}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: attempt > 1 ? `${url}/attempts/${attempt - 1}` : null,
    workflow_url: `${api}/workflows/${workflowId(repository, run.path)}`,
    head_commit: null,
    repository: repositoryShape(world, repository),
    head_repository: repositoryShape(world, repository),
  };
}

/** A job with its steps. */
export function jobShape(
  world: World,
  job: JobRecord,
  { run, repository }: { run: RunRecord; repository: Repository },
) {
  const api = `${world.apiUrl}/repos/${repository.fullName}`;
  return {
    id: job.id,
    run_id: job.runId,
    workflow_name: run.name,
    head_branch: run.headBranch,
    run_url: `${api}/actions/runs/${run.id}`,
    run_attempt: job.runAttempt,
    node_id: nodeId("CR", job.id),
    head_sha: run.headSha,
    url: `${api}/actions/jobs/${job.id}`,
    html_url: `${world.serverUrl}/${repository.fullName}/actions/runs/${run.id}/job/${job.id}`,
    status: job.status,
    conclusion: job.conclusion,
    created_at: job.startedAt ?? run.createdAt,
    started_at: job.startedAt ?? run.createdAt,
    completed_at: job.completedAt,
    name: job.name,
    steps: job.steps.map(({ name, number, status, conclusion, startedAt, completedAt }) => ({
      name,
      status,
      conclusion,
      number,
      started_at: startedAt,
      completed_at: completedAt,
    })),
    check_run_url: `${api}/check-runs/${job.id}`,
    labels: ["ubuntu-latest"],
    runner_id: null,
    runner_name: null,
    runner_group_id: null,
    runner_group_name: null,
  };
}

/** An artifact. */
export function artifactShape(world: World, artifact: ArtifactRecord, repository: Repository) {
  const url = `${world.apiUrl}/repos/${repository.fullName}/actions/artifacts/${artifact.id}`;
  const run = world.actions.runs.get(artifact.runId);
  return {
    id: artifact.id,
    node_id: nodeId("ART", artifact.id),
    name: artifact.name,
    size_in_bytes: artifact.size,
    url,
    archive_download_url: `${url}/zip`,
    expired: isExpired(artifact),
    digest: artifact.digest,
    created_at: artifact.createdAt,
    updated_at: artifact.createdAt,
    expires_at: artifact.expiresAt,
    workflow_run: {
      id: artifact.runId,
      repository_id: repository.id,
      head_repository_id: repository.id,
      ...(run === undefined ? {} : { head_branch: run.headBranch, head_sha: run.headSha }),
    },
  };
}

/** True when its time is over; GitHub keeps the entry and drops the bytes. */
export function isExpired({ expiresAt }: ArtifactRecord): boolean {
  return Date.parse(expiresAt) <= Date.now();
}

function runNumber(world: World, run: RunRecord): number {
  const same = [...world.actions.runs.values()].filter(
    ({ repository, path, id }) => repository === run.repository && path === run.path && id <= run.id,
  );
  return same.length;
}

function conclusionOf(jobs: readonly JobRecord[]): Conclusion {
  const found = new Set(jobs.map(({ conclusion }) => conclusion));
  for (const worst of ["startup_failure", "failure", "timed_out", "cancelled"] as const) {
    if (found.has(worst)) return worst === "timed_out" ? "failure" : worst;
  }
  return found.has("success") ? "success" : "skipped";
}
