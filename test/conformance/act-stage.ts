import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { parse } from "yaml";
import { z } from "zod";

import { claudeRelease } from "../../src/core/claude-release.ts";
import { type ArtifactService, startArtifactService } from "../../src/local/artifacts/service.ts";
import type { LocalGitHub, RepositoryEvent, RunRecord } from "../../src/local/contract.ts";
import { startGitHub } from "../../src/local/github/server.ts";
import { startModel } from "../../src/local/model/model.ts";
import { readSample, yardOwner } from "../../src/local/yard.ts";
import { type ActRun, runAct } from "./act-run.ts";
import { type Form, callerPath, readForm } from "./form.ts";
import { scenarios } from "./play.ts";
import type { Stage } from "./stage.ts";
import { translate } from "./translation.ts";

const workflows = [".github/workflows/switchyard.yml", ".github/workflows/task.yml"];
const actions = ["action.yml", "dispatch", "prepare", "work", "collect", "wake", "dist"];

/** The embedded GitHub with the sample repository, whose events start runs of act; the product's workflow files are translated. */
export async function openActStage(options: {
  product: string;
  form: Form;
  /** The act executable. */
  act: string;
  onLine: (line: string) => void;
}): Promise<Stage> {
  await using stack = new AsyncDisposableStack();
  const directory = await mkdtemp(join(tmpdir(), "switchyard-act-"));
  stack.defer(async () => rm(directory, { recursive: true, force: true, maxRetries: 3 }));
  const github = stack.use(await startGitHub());
  const model = stack.use(await startModel({ scenarios }));
  const person = github.createUser("maria", { name: "Maria" });
  const translated = await translateAll(options.product, options.form);
  const repository = `${yardOwner}/spans`;
  await github.createRepository({
    owner: yardOwner,
    name: "spans",
    files: { ...(await readSample(options.product)), ...translated.form },
    settings: {
      private: false,
      actionsMayCreatePullRequests: true,
      secrets: { ANTHROPIC_API_KEY: "sk-ant-scripted-model-000000000000" },
      variables: { ANTHROPIC_BASE_URL: model.url },
    },
    roles: { maria: "write" },
  });
  const product = join(directory, "product");
  await writeProduct(options.product, { to: product, workflows: translated.product });
  const artifacts = stack.use(
    await startArtifactService({ github, directory: join(directory, "artifacts") }),
  );
  const runs = queueRuns({
    ...options,
    artifacts,
    github,
    repository,
    directory,
    product,
    cache: await cacheWith(options.product, directory),
    startsBy: startsBy(translated.form[callerPath] ?? ""),
  });
  const disposer = stack.move();
  return {
    github,
    model,
    repository,
    person,
    settled: runs.settled,
    [Symbol.asyncDispose]: async () => disposer.disposeAsync(),
  };
}

type Queue = {
  readonly github: LocalGitHub;
  readonly repository: string;
  readonly artifacts: ArtifactService;
  readonly startsBy: (event: RepositoryEvent) => boolean;
  readonly onLine: (line: string) => void;
} & Pick<ActRun, "act" | "cache" | "directory" | "product">;

/** Starts one run after the other: act has no concurrency groups, and the claims have to hold without them. */
function queueRuns(queue: Queue): { settled: () => Promise<void> } {
  const runs: Promise<void>[] = [];
  const failures: unknown[] = [];
  const startAfter = async (before: Promise<void> | undefined, event: RepositoryEvent): Promise<void> => {
    await before;
    await start(queue, event).catch((error: unknown) => failures.push(error));
  };
  queue.github.onEvent((event) => {
    if (event.repository === queue.repository && queue.startsBy(event))
      runs.push(startAfter(runs.at(-1), event));
  });
  return {
    settled: async () => {
      // A run may start others: they are appended while this waits.
      for (const run of runs) await run;
      if (failures.length > 0) throw new AggregateError(failures, "runs under act failed");
    },
  };
}

async function start(queue: Queue, event: RepositoryEvent): Promise<void> {
  const { github, repository, onLine } = queue;
  const now = new Date().toISOString();
  const run: RunRecord = {
    id: event.runId ?? github.actions.nextId(),
    attempt: 1,
    repository,
    path: callerPath,
    name: "Switchyard",
    title: "Switchyard",
    event: event.name,
    actor: event.actor,
    headSha: "",
    headBranch: "main",
    status: "in_progress",
    conclusion: null,
    createdAt: now,
    updatedAt: now,
    jobs: [],
  };
  github.actions.runs.set(run.id, run);
  // act gives all jobs one token: the union of what they ask for.
  const permissions = {
    contents: "write",
    issues: "write",
    "pull-requests": "write",
    actions: "write",
  } as const;
  const holder = { runId: run.id, jobId: github.actions.nextId() };
  const grant = github.mintJobToken({ repository, ...holder, permissions });
  const started = Date.now();
  try {
    const end = await runAct({
      ...queue,
      gitHub: github,
      event,
      runId: run.id,
      token: grant.token,
      artifacts: { url: queue.artifacts.url, token: queue.artifacts.mint(holder) },
      port: await freePort(),
      gitDirectory: github.gitDirectory(repository),
      settings: github.settings(repository),
    });
    run.conclusion = end.code === 0 ? "success" : "failure";
    onLine(`run ${run.id} (${event.name}): ${run.conclusion} after ${Date.now() - started} ms`);
    if (end.code !== 0) throw new Error(`act ended with ${end.code}. The end of its log:\n${end.tail}`);
  } finally {
    run.status = "completed";
    grant.revoke();
  }
}

type Texts = Readonly<Record<string, string>>;

/** All workflow files that a run meets, by the same rules: the product's, and those of the repository that uses it. */
async function translateAll(product: string, form: Form): Promise<{ product: Texts; form: Texts }> {
  const ours = workflows.map(async (name) => [name, await readFile(join(product, name), "utf8")] as const);
  const own = await readForm(product, form);
  const all = translate({
    ...Object.fromEntries((await Promise.all(ours)).map(([name, text]) => [`product:${name}`, text])),
    ...Object.fromEntries(Object.entries(own).map(([name, text]) => [`form:${name}`, text])),
  });
  const part = (prefix: string): Texts =>
    Object.fromEntries(
      Object.entries(all).flatMap(([name, text]) =>
        name.startsWith(prefix) ? [[name.slice(prefix.length), text]] : [],
      ),
    );
  return { product: part("product:"), form: part("form:") };
}

/** The product as act gets it: its actions unchanged, its workflow files translated. */
async function writeProduct(product: string, target: { to: string; workflows: Texts }): Promise<void> {
  for (const name of actions) await cp(join(product, name), join(target.to, name), { recursive: true });
  for (const [name, text] of Object.entries(target.workflows)) {
    await mkdir(dirname(join(target.to, name)), { recursive: true });
    await writeFile(join(target.to, name), text);
  }
}

/** act's directory for caches, whose tool cache already holds the CLI. */
async function cacheWith(product: string, directory: string): Promise<string> {
  const cache = join(directory, "cache");
  const folder = join(cache, "tool_cache", "claude-code", claudeRelease.version, process.arch);
  await mkdir(folder, { recursive: true });
  const installed = `node_modules/@anthropic-ai/claude-code-linux-${process.arch}/claude`;
  await symlink(join(product, installed), join(folder, "claude"));
  return cache;
}

const Triggers = z.object({ on: z.record(z.string(), z.unknown()) });
const Types = z.object({ types: z.array(z.string()) });

/** Which events the caller names: act runs whatever it is told, and leaves `on:` to GitHub. */
function startsBy(caller: string): (event: RepositoryEvent) => boolean {
  const { on } = Triggers.parse(parse(caller));
  return ({ name, payload, fromJobToken }) => {
    if (!(name in on) || (fromJobToken && name !== "workflow_dispatch")) return false;
    const types = Types.safeParse(on[name]);
    return !types.success || types.data.types.includes(String(payload["action"]));
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
