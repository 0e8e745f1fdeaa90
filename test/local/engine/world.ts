import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RepositorySettings, RunRecord } from "../../../src/local/contract.ts";
import type { Engine, EngineOptions } from "../../../src/local/engine/engine.ts";
import { startEngine } from "../../../src/local/engine/engine.ts";
import type { Progress } from "../../../src/local/engine/progress.ts";
import type { BareGitHub } from "./bare-github.ts";
import { startBareGitHub } from "./bare-github.ts";

/** An engine over one repository, `acme/app`, with what a test asks of it. */
export type World = AsyncDisposable & {
  readonly github: BareGitHub;
  readonly engine: Engine;
  readonly progress: Progress[];
  readonly toolCache: string;
  /** Starts the workflow file by hand and returns its run when nothing runs any more. */
  dispatch(file: string, inputs?: Record<string, string>): Promise<RunRecord>;
  /** Starts it and returns at once. */
  begin(file: string, inputs?: Record<string, string>): RunRecord;
  settled(run: RunRecord): Promise<RunRecord>;
  /** Resolves at the first progress event, past or coming, that the test accepts. */
  until(accepts: (progress: Progress) => boolean): Promise<Progress>;
  /** The log of a job by name, without time stamps. */
  log(run: RunRecord, job: string): string;
  messages(run: RunRecord): readonly string[];
};

const deadline = 40_000;

/** Workflows are given by file name; other files by path. */
export async function startWorld(options: {
  workflows?: Readonly<Record<string, string>>;
  files?: Readonly<Record<string, string>>;
  settings?: Partial<RepositorySettings>;
  repositories?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  engine?: Partial<EngineOptions>;
}): Promise<World> {
  const github = startBareGitHub();
  const scratch = mkdtempSync(join(tmpdir(), "engine-world-"));
  const progress: Progress[] = [];
  const waiting = new Set<() => void>();
  const workflows = Object.entries(options.workflows ?? {}).map(([name, text]) => [
    `.github/workflows/${name}`,
    text,
  ]);
  await github.createRepository({
    owner: "acme",
    name: "app",
    files: { "README.md": "# app\n", ...Object.fromEntries(workflows), ...options.files },
    settings: options.settings ?? {},
  });
  for (const [repository, files] of Object.entries(options.repositories ?? {})) {
    const [owner = "", name = ""] = repository.split("/");
    await github.createRepository({ owner, name, files });
  }
  const engine = await startEngine({
    github,
    node: process.execPath,
    toolCache: join(scratch, "tools"),
    directory: join(scratch, "engine"),
    onProgress: (one) => {
      progress.push(one);
      for (const wake of waiting) wake();
    },
    ...options.engine,
  });
  const begin = (file: string, inputs: Record<string, string> = {}): RunRecord => {
    const known = new Set(github.actions.runs.keys());
    github.emit({
      repository: "acme/app",
      name: "workflow_dispatch",
      payload: { ref: "refs/heads/main", workflow: `.github/workflows/${file}`, inputs },
    });
    const run = [...github.actions.runs.values()].find((one) => !known.has(one.id));
    if (run === undefined) throw new Error(`${file} started no run`);
    return run;
  };
  const settled = async (run: RunRecord): Promise<RunRecord> => {
    await engine.idle({ deadline });
    return run;
  };
  return {
    github,
    engine,
    progress,
    toolCache: join(scratch, "tools"),
    begin,
    settled,
    dispatch: (file, inputs) => settled(begin(file, inputs)),
    async until(accepts) {
      const { promise, resolve, reject } = Promise.withResolvers<Progress>();
      const look = (): void => {
        const found = progress.find(accepts);
        if (found !== undefined) resolve(found);
      };
      const timer = setTimeout(() => reject(new Error("it never happened")), deadline);
      waiting.add(look);
      look();
      try {
        return await promise;
      } finally {
        clearTimeout(timer);
        waiting.delete(look);
      }
    },
    log(run, job) {
      const file = run.jobs.findLast((one) => one.name === job)?.logFile;
      if (file === null || file === undefined) throw new Error(`no log of ${job}`);
      return readFileSync(file, "utf8").replaceAll(/^\S+ /gm, "");
    },
    messages: (run) => engine.annotations(run.id).map((one) => one.annotation.message),
    async [Symbol.asyncDispose]() {
      await engine[Symbol.asyncDispose]();
      await github[Symbol.asyncDispose]();
      rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** `name: conclusion` for each job of the run's last attempt. */
export function conclusions(run: RunRecord): Record<string, string | null> {
  return Object.fromEntries(
    run.jobs.filter((job) => job.runAttempt === run.attempt).map((job) => [job.name, job.conclusion]),
  );
}
