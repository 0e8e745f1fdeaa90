import { execFile, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";

import type { LocalGitHub, RepositoryEvent, RepositorySettings } from "../../src/local/contract.ts";
import { productRepository } from "../../src/local/yard.ts";

/** One run of the caller workflow by act. */
export type ActRun = {
  readonly act: string;
  readonly gitHub: Pick<LocalGitHub, "apiUrl" | "serverUrl" | "gitEnvironment">;
  readonly repository: string;
  readonly gitDirectory: string;
  readonly settings: Pick<RepositorySettings, "secrets" | "variables">;
  readonly event: RepositoryEvent;
  readonly runId: number;
  readonly token: string;
  /** Address and token of the artifact service: act's own refuses what today's client sends (`mime_type`). */
  readonly artifacts: { readonly url: string; readonly token: string };
  /** For act's own artifact service, which nothing asks. */
  readonly port: number;
  /** Where this stage keeps its files. */
  readonly directory: string;
  /** The translated product. */
  readonly product: string;
  /** act's directory for caches. */
  readonly cache: string;
};

const minutes = 10; // a wave takes half a minute on two cores

/** Runs act in host mode with a cleared environment; returns its exit code and the end of its log. */
export async function runAct(run: ActRun): Promise<{ code: number; tail: string }> {
  const place = join(run.directory, `run-${run.runId}`);
  const workspace = join(place, "repository");
  const home = join(place, "home");
  await mkdir(home, { recursive: true });
  await promisify(execFile)("git", ["clone", "--quiet", "--", run.gitDirectory, workspace], {
    env: { PATH: process.env["PATH"], HOME: home },
  });
  await writeFile(join(place, "event.json"), JSON.stringify(run.event.payload));
  await writeFile(join(place, "secrets"), pairs({ ...run.settings.secrets, GITHUB_TOKEN: run.token }));
  await writeFile(join(place, "variables"), pairs(run.settings.variables));
  await writeFile(join(place, "environment"), pairs(contextOf(run)));
  const log = join(place, "log");
  const output = createWriteStream(log);
  const child = spawn(run.act, argumentsOf(run, place), {
    cwd: workspace,
    // act hands its whole environment on to the jobs.
    env: {
      PATH: [dirname(process.execPath), process.env["PATH"] ?? "/usr/bin:/bin"].join(delimiter),
      HOME: home,
      LANG: "C.UTF-8",
      ...run.gitHub.gitEnvironment,
      ACTIONS_RUNTIME_URL: `${run.artifacts.url}/`,
      ACTIONS_RUNTIME_TOKEN: run.artifacts.token,
    },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: minutes * 60_000,
  });
  child.stdout.pipe(output, { end: false });
  child.stderr.pipe(output, { end: false });
  const code = await new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status) => resolve(status ?? 128));
  });
  await new Promise<void>((resolve) => void output.end(resolve));
  const lines = (await readFile(log, "utf8")).trimEnd().split("\n");
  return { code, tail: lines.slice(-60).join("\n") };
}

function argumentsOf(run: ActRun, place: string): string[] {
  return [
    run.event.name,
    "--workflows=.github/workflows/switchyard.yml",
    `--eventpath=${join(place, "event.json")}`,
    `--actor=${run.event.actor}`,
    "--platform=ubuntu-24.04=-self-hosted",
    `--local-repository=${productRepository}@v1=${run.product}`,
    `--secret-file=${join(place, "secrets")}`,
    `--var-file=${join(place, "variables")}`,
    `--env-file=${join(place, "environment")}`,
    "--input-file=/dev/null",
    `--action-cache-path=${run.cache}`,
    // Without a path act gives jobs no artifact service at all; its own one is not asked then.
    `--artifact-server-path=${join(place, "artifacts")}`,
    "--artifact-server-addr=127.0.0.1",
    `--artifact-server-port=${run.port}`,
    "--no-cache-server",
    "--container-daemon-socket=-",
    "--pull=false",
  ];
}

/** What act would take from github.com or leave empty. */
function contextOf(run: ActRun): Record<string, string> {
  const [owner = ""] = run.repository.split("/");
  return {
    GITHUB_API_URL: run.gitHub.apiUrl,
    GITHUB_SERVER_URL: run.gitHub.serverUrl,
    GITHUB_GRAPHQL_URL: `${run.gitHub.apiUrl}/graphql`,
    GITHUB_REPOSITORY: run.repository,
    GITHUB_REPOSITORY_OWNER: owner,
    GITHUB_REF: "refs/heads/main",
    GITHUB_RUN_ID: String(run.runId),
    GITHUB_RUN_ATTEMPT: "1",
    GITHUB_WORKFLOW_REF: `${run.repository}/.github/workflows/switchyard.yml@refs/heads/main`,
  };
}

function pairs(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}\n`)
    .join("");
}
