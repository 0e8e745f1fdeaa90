import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { RunRecord } from "../../../src/local/contract.ts";
import { app, failure, type Stage, startStage } from "./stage.ts";

/** Enters a run of two attempts, as the engine would. */
async function enterRun(stage: Stage): Promise<RunRecord> {
  const { actions } = stage.github;
  const { data: main } = await stage.as.writer.rest.git.getRef({ ...app, ref: "heads/main" });
  const at = "2026-11-20T10:00:00Z";
  const id = actions.nextId();
  const logFile = join(stage.github.gitDirectory("acme/app"), "job.log");
  await writeFile(logFile, "hello\n");
  const job = (runAttempt: number, conclusion: "success" | "failure") => ({
    id: actions.nextId(),
    runId: id,
    runAttempt,
    name: "work",
    status: "completed" as const,
    conclusion,
    startedAt: at,
    completedAt: at,
    logFile,
    steps: [
      { name: "Run", number: 1, status: "completed" as const, conclusion, startedAt: at, completedAt: at },
    ],
  });
  const run: RunRecord = {
    id,
    attempt: 2,
    repository: "acme/app",
    path: ".github/workflows/start.yml",
    name: "Start",
    title: "Start 1",
    event: "workflow_dispatch",
    actor: "writer",
    headSha: main.object.sha,
    headBranch: "main",
    status: "completed",
    conclusion: "success",
    createdAt: at,
    updatedAt: at,
    jobs: [job(1, "failure"), job(2, "success")],
  };
  actions.runs.set(id, run);
  return run;
}

test("a dispatch is held to the declared inputs and tells the run id that it promised", async () => {
  await using stage = await startStage();
  const start = (inputs: Record<string, string>, ref = "main") =>
    stage.job({ actions: "write" }).rest.actions.createWorkflowDispatch({
      ...app,
      workflow_id: "start.yml",
      ref,
      inputs,
      return_run_details: true,
    });
  const { data }: { data: unknown } = await start({ issue: "4", "dry-run": "true" });
  expect(stage.events).toMatchObject([
    {
      name: "workflow_dispatch",
      actor: "github-actions[bot]",
      fromJobToken: true,
      payload: {
        ref: "refs/heads/main",
        workflow: ".github/workflows/start.yml",
        inputs: { issue: "4", mode: "fast", "dry-run": "true" },
      },
    },
  ]);
  expect(data).toMatchObject({ workflow_run_id: stage.events[0]?.runId });
  for (const [inputs, message] of [
    [{ issue: "4", oops: "1" }, 'Unexpected inputs provided: ["oops"]'],
    [{}, "Required input 'issue' not provided"],
    [
      { issue: "4", mode: "medium" },
      "Provided value 'medium' for input 'mode' not in the list of allowed values",
    ],
  ] as const) {
    expect(await failure(start(inputs))).toMatchObject({ status: 422, data: { message } });
  }
  expect(await failure(start({ issue: "4" }, "nowhere"))).toMatchObject({
    status: 422,
    data: { message: "No ref found for: nowhere" },
  });
});

test("a workflow that was switched off says so, cannot be started, and can be switched on again", async () => {
  await using stage = await startStage();
  const { actions } = stage.as.writer.rest;
  const named = { ...app, workflow_id: "start.yml" };
  const start = async () => actions.createWorkflowDispatch({ ...named, ref: "main", inputs: { issue: "4" } });
  await actions.disableWorkflow(named);
  expect((await actions.getWorkflow(named)).data.state).toBe("disabled_manually");
  expect(await failure(start())).toMatchObject({
    status: 422,
    data: { message: "Cannot trigger a 'workflow_dispatch' on a disabled workflow" },
  });
  await actions.enableWorkflow(named);
  expect((await actions.getWorkflow(named)).data.state).toBe("active");
  expect((await start()).status).toBe(204);
  expect(stage.events).toHaveLength(1);
});

test("runs, attempts, jobs and logs are what the engine wrote", async () => {
  await using stage = await startStage();
  const run = await enterRun(stage);
  const { rest } = stage.job({ actions: "read" });
  const at = { ...app, run_id: run.id };
  expect((await rest.actions.getWorkflowRun(at)).data).toMatchObject({
    run_attempt: 2,
    status: "completed",
    conclusion: "success",
  });
  expect((await rest.actions.getWorkflowRunAttempt({ ...at, attempt_number: 1 })).data.conclusion).toBe(
    "failure",
  );
  expect((await rest.actions.listJobsForWorkflowRun(at)).data.jobs).toMatchObject([
    { run_attempt: 2, steps: [{ name: "Run" }] },
  ]);
  expect(
    (await rest.actions.listJobsForWorkflowRunAttempt({ ...at, attempt_number: 1 })).data.jobs,
  ).toMatchObject([{ conclusion: "failure" }]);
  const { data: found } = await rest.actions.listWorkflowRuns({
    ...app,
    workflow_id: "start.yml",
    status: "success",
  });
  expect(found).toMatchObject({ total_count: 1, workflow_runs: [{ id: run.id }] });
  expect((await rest.actions.listWorkflowRunsForRepo({ ...app, status: "failure" })).data.total_count).toBe(
    0,
  );
  const [job] = run.jobs;
  const { data: log } = await rest.actions.downloadJobLogsForWorkflowRun({ ...app, job_id: job?.id ?? 0 });
  expect(log).toBe("hello\n");
  expect((await failure(rest.actions.getWorkflowRun({ ...app, run_id: 1 }))).status).toBe(404);
  expect(await (await fetch(`${stage.github.apiUrl}/acme/app/actions/runs/${run.id}`)).text()).toContain(
    "success  work",
  );
});

test("cancel and rerun reach the engine, and only when the run allows it", async () => {
  await using stage = await startStage();
  const run = await enterRun(stage);
  const asked: unknown[] = [];
  stage.github.actions.control = {
    cancel: (id) => asked.push(["cancel", id]),
    rerun: (id, what) => asked.push([what, id]),
  };
  const { rest } = stage.job({ actions: "write" });
  const at = { ...app, run_id: run.id };
  expect((await failure(rest.actions.cancelWorkflowRun(at))).status).toBe(409);
  await rest.actions.reRunWorkflow(at);
  await rest.actions.reRunWorkflowFailedJobs(at);
  run.status = "in_progress";
  expect((await failure(rest.actions.reRunWorkflow(at))).status).toBe(403);
  await rest.actions.cancelWorkflowRun(at);
  expect(asked).toEqual([
    ["all", run.id],
    ["failed", run.id],
    ["cancel", run.id],
  ]);
});

test("artifacts are listed, downloaded through a redirect, and deleted", async () => {
  await using stage = await startStage();
  const run = await enterRun(stage);
  const file = join(stage.github.gitDirectory("acme/app"), "artifact.zip");
  await writeFile(file, "zip bytes");
  const id = stage.github.actions.nextId();
  const [createdAt, expiresAt] = ["2026-11-20T10:00:00Z", "2100-01-01T00:00:00Z"];
  const artifact = {
    id,
    name: "result",
    runId: run.id,
    repository: "acme/app",
    size: 9,
    digest: "sha256:00",
    file,
    createdAt,
    expiresAt,
  };
  stage.github.actions.artifacts.set(id, artifact);
  const { rest } = stage.job({ actions: "write" });
  const { data } = await rest.actions.listWorkflowRunArtifacts({ ...app, run_id: run.id, name: "result" });
  expect(data).toMatchObject({ total_count: 1, artifacts: [{ id, digest: "sha256:00", expired: false }] });
  const { data: zip } = await rest.actions.downloadArtifact({
    ...app,
    artifact_id: id,
    archive_format: "zip",
  });
  expect(Buffer.from(zip instanceof ArrayBuffer ? zip : new ArrayBuffer(0)).toString()).toBe("zip bytes");
  await rest.actions.deleteArtifact({ ...app, artifact_id: id });
  expect((await failure(rest.actions.getArtifact({ ...app, artifact_id: id }))).status).toBe(404);
});

test("settings, secrets and variables are the administrator's", async () => {
  await using stage = await startStage();
  const { rest } = stage.as.admin;
  await rest.actions.setGithubActionsDefaultWorkflowPermissionsRepository({
    ...app,
    can_approve_pull_request_reviews: false,
  });
  expect(stage.settings.actionsMayCreatePullRequests).toBe(false);
  await rest.actions.createRepoVariable({ ...app, name: "switchyard_stop", value: "1" });
  expect(
    (await failure(rest.actions.createRepoVariable({ ...app, name: "SWITCHYARD_STOP", value: "1" }))).status,
  ).toBe(409);
  await rest.actions.updateRepoVariable({ ...app, name: "SWITCHYARD_STOP", value: "" });
  expect(stage.settings.variables).toEqual({ SWITCHYARD_STOP: "" });
  await rest.actions.deleteRepoVariable({ ...app, name: "SWITCHYARD_STOP" });
  const { data: key } = await rest.actions.getRepoPublicKey(app);
  await rest.actions.createOrUpdateRepoSecret({
    ...app,
    secret_name: "KEY",
    encrypted_value: "c2VhbGVk",
    key_id: key.key_id,
  });
  expect((await rest.actions.listRepoSecrets(app)).data.secrets.map(({ name }) => name)).toEqual(["KEY"]);
  expect((await failure(stage.as.triager.rest.actions.listRepoSecrets(app))).status).toBe(403);
});

test("a repository_dispatch carries its payload", async () => {
  await using stage = await startStage();
  await stage
    .job({ contents: "write" })
    .rest.repos.createDispatchEvent({ ...app, event_type: "wake", client_payload: { generation: 2 } });
  expect(stage.events).toMatchObject([
    {
      name: "repository_dispatch",
      fromJobToken: true,
      payload: { action: "wake", client_payload: { generation: 2 } },
    },
  ]);
});

test("what is not supported says so loudly", async () => {
  await using stage = await startStage();
  const { data } = await failure(stage.as.admin.request("GET /repos/{owner}/{repo}/pages", app));
  expect(data).toMatchObject({ message: "The embedded GitHub does not support GET /repos/acme/app/pages" });
  // The contract check stumbles over it too, as it should.
  expect(stage.contract.problems.splice(0)).toEqual(["GET /repos/acme/app/pages: no such operation"]);
});
