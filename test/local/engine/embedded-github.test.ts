import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import type { LocalGitHub, RunRecord } from "../../../src/local/contract.ts";
import type { Engine } from "../../../src/local/engine/engine.ts";
import { startEngine } from "../../../src/local/engine/engine.ts";
import { startGitHub } from "../../../src/local/github/server.ts";
import { conclusions } from "./world.ts";

type Town = AsyncDisposable & {
  readonly github: LocalGitHub;
  readonly engine: Engine;
  /** A REST request by `ada`, who may write. */
  rest(method: string, path: string, body?: unknown): Promise<{ status: number; json: unknown }>;
  runs(): Promise<readonly RunRecord[]>;
};

/** The real embedded GitHub with one repository `acme/app`, and the engine on it. */
async function startTown(files: Readonly<Record<string, string>>): Promise<Town> {
  const stack = new AsyncDisposableStack();
  const github = stack.use(await startGitHub());
  const scratch = await mkdtemp(join(tmpdir(), "engine-town-"));
  stack.defer(() => rm(scratch, { recursive: true, force: true }));
  const { token } = github.createUser("ada");
  await github.createRepository({
    owner: "acme",
    name: "app",
    files: { "README.md": "# app\n", ...files },
    settings: { defaultWorkflowPermissions: "read" },
    roles: { ada: "admin" },
  });
  const engine = stack.use(
    await startEngine({
      github,
      node: process.execPath,
      toolCache: join(scratch, "tools"),
      directory: scratch,
    }),
  );
  return {
    github,
    engine,
    async rest(method, path, body) {
      const response = await fetch(`${github.apiUrl}/repos/acme/app${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, json: text === "" ? null : JSON.parse(text) };
    },
    async runs() {
      await engine.idle({ deadline: 40_000 });
      return [...github.actions.runs.values()];
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

async function logOf(run: RunRecord | undefined, job: string): Promise<string> {
  const file = run?.jobs.findLast((one) => one.name === job)?.logFile ?? "";
  return (await readFile(file, "utf8")).replaceAll(/^\S+ /gm, "");
}

const clone = 'git clone -q "${GITHUB_SERVER_URL/:\\/\\//://x-access-token:$TOKEN@}/$GITHUB_REPOSITORY" .';

test("a label starts a job that clones, pushes and comments with its own token, as far as its permissions go", async () => {
  await using town = await startTown({
    ".github/workflows/label.yml": `
on: { issues: { types: [labeled] } }
permissions: {}
jobs:
  work:
    if: github.event.label.name == 'go'
    permissions: { contents: write }
    runs-on: ubuntu-latest
    steps:
      - env: { TOKEN: "\${{ github.token }}" }
        shell: bash
        run: |
          ${clone}
          git switch -q -c "issue-\${{ github.event.issue.number }}"
          git -c user.name=a -c user.email=a@b.c commit -q --allow-empty -m work
          git push -q origin HEAD && echo pushed
      - env: { TOKEN: "\${{ github.token }}" }
        run: |
          curl -s -o /dev/null -w 'comment %{http_code}\\n' -H "authorization: Bearer $TOKEN" -d '{"body":"x"}' "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/issues/\${{ github.event.issue.number }}/comments"
`,
  });
  const { json } = await town.rest("POST", "/issues", { title: "An issue", labels: ["go", "other"] });
  expect(json).toMatchObject({ number: 1 });
  const runs = await town.runs();
  expect(runs.map((run) => [run.title, run.conclusion, run.actor])).toEqual(
    expect.arrayContaining([
      ["An issue", "success", "ada"],
      ["An issue", "skipped", "ada"],
    ]),
  );
  const log = await logOf(
    runs.find((run) => run.conclusion === "success"),
    "work",
  );
  expect(log).toMatch(/^pushed$/m);
  expect(log).toMatch(/^comment 403$/m);
  expect((await town.rest("GET", "/git/ref/heads/issue-1")).status).toBe(200);
});

test("a job may start the next run by dispatch, and gets its id; its comments start nothing", async () => {
  await using town = await startTown({
    ".github/workflows/a.yml": `
on: workflow_dispatch
permissions: { actions: write, issues: write }
jobs:
  a:
    runs-on: x
    steps:
      - env: { TOKEN: "\${{ github.token }}" }
        run: |
          api="$GITHUB_API_URL/repos/$GITHUB_REPOSITORY"
          curl -s -H "authorization: Bearer $TOKEN" -d '{"title":"from a job"}' "$api/issues" > /dev/null
          curl -s -H "authorization: Bearer $TOKEN" -d '{"ref":"main","return_run_details":true,"inputs":{"n":"5"}}' "$api/actions/workflows/b.yml/dispatches"
`,
    ".github/workflows/b.yml": `
run-name: second \${{ inputs.n }}
on: { workflow_dispatch: { inputs: { n: { type: number } } }, issues: {} }
jobs:
  b: { runs-on: x, steps: [{ run: "true" }] }
`,
  });
  await town.rest("POST", "/actions/workflows/a.yml/dispatches", { ref: "main" });
  const runs = await town.runs();
  expect(runs.map((run) => [run.title, run.event, run.conclusion])).toEqual([
    [".github/workflows/a.yml", "workflow_dispatch", "success"],
    ["second 5", "workflow_dispatch", "success"],
  ]);
  expect(await logOf(runs[0], "a")).toContain(`"workflow_run_id":${runs[1]?.id}`);
});

test("the Actions API lists runs, jobs and logs, and re-runs what failed", async () => {
  await using town = await startTown({
    ".github/workflows/a.yml": `
on: workflow_dispatch
jobs:
  good: { runs-on: x, steps: [{ run: "true" }] }
  flaky: { runs-on: x, steps: [{ run: '[ "$GITHUB_RUN_ATTEMPT" = 2 ]' }] }
`,
  });
  await town.rest("POST", "/actions/workflows/a.yml/dispatches", { ref: "main" });
  const [run] = await town.runs();
  expect(await town.rest("GET", `/actions/runs/${run?.id}`)).toMatchObject({
    json: { status: "completed", conclusion: "failure", run_attempt: 1 },
  });
  expect((await town.rest("POST", `/actions/runs/${run?.id}/rerun-failed-jobs`)).status).toBe(201);
  await town.runs();
  expect(await town.rest("GET", `/actions/runs/${run?.id}`)).toMatchObject({
    json: { conclusion: "success", run_attempt: 2 },
  });
  expect(run === undefined ? {} : conclusions(run)).toEqual({ good: "success", flaky: "success" });
  expect(await town.rest("GET", `/actions/runs/${run?.id}/attempts/1/jobs`)).toMatchObject({
    json: { total_count: 2 },
  });
});

test("another run's artifact is found and downloaded through the REST API with actions: read", async () => {
  const client = pathToFileURL(
    join(import.meta.dirname, "../../../node_modules/@actions/artifact/lib/artifact.js"),
  ).href;
  await using town = await startTown({
    ".github/workflows/a.yml": `
on: { workflow_dispatch: { inputs: { from: { type: string } } } }
permissions: { actions: read }
jobs:
  a: { runs-on: x, steps: [{ uses: $/act, with: { from: "\${{ inputs.from }}", token: "\${{ github.token }}" } }] }
`,
    "act/action.yml":
      "name: a\ndescription: d\ninputs: { from: {}, token: {} }\nruns: { using: node24, main: main.mjs }\n",
    "act/main.mjs": `
import { readFileSync, writeFileSync } from "node:fs";
import { DefaultArtifactClient } from ${JSON.stringify(client)};
const artifacts = new DefaultArtifactClient();
const { INPUT_FROM: from, INPUT_TOKEN: token } = process.env;
if (from === "") {
  writeFileSync("a.txt", "from the first run");
  await artifacts.uploadArtifact("kept", ["a.txt"], ".");
} else {
  const findBy = { token, workflowRunId: Number(from), repositoryOwner: "acme", repositoryName: "app" };
  const { artifact } = await artifacts.getArtifact("kept", { findBy });
  await artifacts.downloadArtifact(artifact.id, { findBy, path: "got", expectedHash: artifact.digest });
  console.log("got", readFileSync("got/a.txt", "utf8"));
}
`,
  });
  await town.rest("POST", "/actions/workflows/a.yml/dispatches", { ref: "main" });
  const [first] = await town.runs();
  await town.rest("POST", "/actions/workflows/a.yml/dispatches", {
    ref: "main",
    inputs: { from: String(first?.id) },
  });
  const [, second] = await town.runs();
  expect(await logOf(second, "a")).toContain("got from the first run");
});
