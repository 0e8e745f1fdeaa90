import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname } from "node:path";

import { unzipSync } from "fflate";

import { git, lastRun, logOf, pullsOf, seen, summaryOf } from "../scenarios/reading.ts";
import { type Repository, type Stage, openStage, secretKey } from "../scenarios/stage.ts";
import { type Registry, openRegistry } from "./registry.ts";
import { type Sample, filesOf, marks, scenarioOf } from "./sample.ts";

/** A sample, and how it comes about once its registry is there. */
export type Listed = {
  readonly tools: readonly string[];
  /** What the registry asks for; null when it asks for nothing. */
  readonly token: string | null;
  readonly make: (registry: Registry) => Promise<Sample>;
};

/** What came of one sample. */
export type Delivered = {
  readonly sample: Sample;
  readonly registry: Registry;
  readonly repository: Repository;
  /** What the agent's tools printed. */
  readonly printed: string;
  readonly log: string;
  /** Files on the runner that held a token while the agent was at work. */
  readonly found: readonly string[];
};

/** Plays samples on one stage, all at once: label, dispatch, work with a real setup and a real agent, gates, collect. */
export async function deliverAll(
  listed: readonly Listed[],
): Promise<{ stage: Stage; all: ReadonlyMap<Listed, Delivered> } & AsyncDisposable> {
  await using stack = new AsyncDisposableStack();
  const made = [];
  for (const one of listed) {
    const registry = stack.use(await openRegistry(one.token));
    made.push({
      one,
      registry,
      sample: await one.make(registry),
      printed: [] as string[],
      found: [] as string[],
    });
  }
  let look = (): string[] => [];
  const stage = stack.use(
    await openStage(
      made.map(({ sample, printed, found }) =>
        scenarioOf(sample, (texts) => {
          printed.push(...texts);
          found.push(...look());
        }),
      ),
    ),
  );
  const all = await Promise.all(
    made.map(async ({ one, registry, sample, printed, found }) => {
      const repository = await stage.open(sample.name, {
        files: filesOf(sample),
        settings: {
          secrets: {
            ANTHROPIC_API_KEY: secretKey,
            ...(sample.secret === undefined ? {} : { SWITCHYARD_SETUP_ENV: sample.secret }),
          },
        },
      });
      look = () => filesWithTokens(dirname(stage.yard.github.gitDirectory(repository.fullName)));
      await repository.label(await repository.issue("Whisper as well as shout"));
      await repository.settled();
      const log = logOf(lastRun(repository), /work$/);
      return [one, { sample, registry, repository, printed: printed.join("\n"), log, found }] as const;
    }),
  );
  const disposer = stack.move();
  return { stage, all: new Map(all), [Symbol.asyncDispose]: async () => disposer.disposeAsync() };
}

/** The files below a directory that hold a token in any form. */
export function filesWithTokens(directory: string): string[] {
  try {
    const patterns = marks.flatMap((mark) => ["-e", mark]);
    return execFileSync("grep", ["-rlaFs", "--devices=skip", ...patterns, "--", directory], {
      encoding: "utf8",
      maxBuffer: 10_000_000,
    })
      .split("\n")
      .filter(Boolean);
  } catch {
    return []; // 1: no line was found
  }
}

/** Everything that is left of a task and that somebody could read: logs, summaries, artifacts, comments, pull requests, git objects. */
export async function leftBy(repository: Repository): Promise<string[]> {
  const { yard } = repository.stage;
  const logs = repository
    .runs()
    .flatMap(({ jobs }) =>
      jobs.flatMap(({ logFile }) => (logFile === null ? [] : [readFileSync(logFile, "utf8")])),
    );
  const artifacts = [...yard.github.actions.artifacts.values()].flatMap(({ file }) =>
    Object.values(unzipSync(readFileSync(file))).map((bytes) => Buffer.from(bytes).toString("latin1")),
  );
  const { workpad, comments } = await seen(repository, 1);
  const pulls = (await pullsOf(repository)).flatMap(({ title, body }) => [title, body ?? ""]);
  return [
    ...logs,
    ...artifacts,
    summaryOf(repository, lastRun(repository), /work$/),
    workpad,
    ...comments,
    ...pulls,
    git(repository, "cat-file", "--batch-all-objects", "--batch", "--unordered"),
    readFileSync(`${yard.github.gitDirectory(repository.fullName)}/config`, "utf8"),
  ];
}
