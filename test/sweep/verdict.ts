import { readFileSync } from "node:fs";

import type { Entry } from "../../src/core/record-entry.ts";
import type { JobRecord } from "../../src/local/contract.ts";
import { git, pullsOf, recordOf, seen } from "../scenarios/reading.ts";
import type { Repository } from "../scenarios/stage.ts";

/** What is left of one issue when everything has ended. */
export type FinalState = {
  readonly labels: readonly string[];
  readonly pulls: readonly { readonly title: string; readonly draft: boolean; readonly tree: string }[];
  /** Branches beside the default one, by number alone: their names hold claims. */
  readonly branches: number;
  readonly phase: string;
  readonly outcome: string;
  /** Where the workpad leads to; "a click" opens the pull request of a branch that has none. */
  readonly workpad: "the pull request" | "a click" | "nothing";
};

/** Reads the final state of issue `number` of a repository whose runs have all ended. */
export async function finalState(repository: Repository, number: number): Promise<FinalState> {
  const [shown, pulls] = [await seen(repository, number), await pullsOf(repository)];
  const state = recordOf(repository, number).at(-1)?.state;
  return {
    labels: shown.labels,
    pulls: pulls.map(({ title, draft, head }) => ({
      title,
      draft: draft === true,
      tree: git(repository, "rev-parse", `${head.sha}^{tree}`).trim(),
    })),
    branches:
      git(repository, "for-each-ref", "--format=%(refname)", "refs/heads").trim().split("\n").length - 1,
    phase: state?.phase ?? "none",
    outcome: state?.last?.outcome ?? "none",
    workpad: pulls.some((pull) => new RegExp(`#${pull.number}\\b`).test(shown.workpad))
      ? "the pull request"
      : shown.workpad.includes("quick_pull=1")
        ? "a click"
        : "nothing",
  };
}

/** Every promise that what happened to issue `number` breaks, as sentences; `sessions` is how often a model was asked to begin. */
export function brokenPromises(
  repository: Repository,
  {
    number,
    sessions,
    expected,
    found,
  }: { number: number; sessions: number; expected: FinalState; found: FinalState },
): string[] {
  const record = recordOf(repository, number);
  // A limit that outlasts the job leaves the branch and the click that opens its pull request: dispatch, which goes on, may open none.
  const isLeftToPeople =
    found.workpad === "a click" &&
    errorLines(repository).some(({ errors }) =>
      errors.some((line) => line.startsWith("Stopped while opening the pull request")),
    );
  const accepted = isLeftToPeople ? { ...expected, pulls: [], workpad: "a click" } : expected;
  const broken = Object.entries(accepted).flatMap(([name, value]) => {
    const other = Object.entries(found).find(([key]) => key === name)?.[1];
    return JSON.stringify(other) === JSON.stringify(value)
      ? []
      : [`${name}: ${JSON.stringify(other)} instead of ${JSON.stringify(value)}`];
  });
  if (found.pulls.length > 1) broken.push(`${found.pulls.length} pull requests for one request`);
  const explained = endings(record).filter(
    ({ outcome, reason }) => outcome === "infra_failed" && reason !== "",
  );
  if (sessions > 1 + explained.length)
    broken.push(`paid ${sessions} times, and the record explains ${explained.length} of them`);
  return [...broken, ...logProblems(repository)];
}

/** How the attempts of a record ended, oldest first. */
export function endings(record: readonly Entry[]): { readonly outcome: string; readonly reason: string }[] {
  return record.flatMap(({ event }) =>
    event.type === "ended" ? [{ outcome: event.ending.outcome, reason: event.ending.reason ?? "" }] : [],
  );
}

/** The error lines of the jobs of a repository that failed, each with the name of its job. */
export function errorLines(
  repository: Repository,
): { readonly job: string; readonly errors: readonly string[] }[] {
  return failedJobs(repository).map(({ name, lines }) => ({
    job: name,
    // The last one is the runner's own, of every step that fails.
    errors: lines.flatMap((line) => /^\S+ ##\[error\](?!Process completed)(.*)$/.exec(line)?.[1] ?? []),
  }));
}

/** What no log may hold: stack traces, our own confession of a fault, and a failure without one clear sentence. */
function logProblems(repository: Repository): string[] {
  const confessions = repository.runs().flatMap((run) =>
    run.jobs.flatMap((job) => {
      const bad = linesOf(job).find((line) => !line.includes("##[debug]") && isUnhandled(line));
      return bad === undefined ? [] : [`log of ${job.name}: ${bad.slice(29, 229)}`];
    }),
  );
  const unclear = errorLines(repository).flatMap(({ job, errors }) =>
    errors.length === 1 && errors.every(saysWhatFollows)
      ? []
      : [`log of ${job}: expected one error that says what happens next, got ${JSON.stringify(errors)}`],
  );
  return [...confessions, ...unclear];
}

function failedJobs(repository: Repository): { readonly name: string; readonly lines: readonly string[] }[] {
  return repository
    .runs()
    .flatMap(({ jobs }) => jobs)
    .filter(({ conclusion }) => conclusion === "failure")
    .map((job) => ({ name: job.name, lines: linesOf(job) }));
}

function linesOf({ logFile }: Pick<JobRecord, "logFile">): string[] {
  return logFile === null ? [] : readFileSync(logFile, "utf8").split("\n");
}

/** A sentence about a service that did not answer is clear when it says what becomes of the issue. */
function saysWhatFollows(line: string): boolean {
  return /[Nn]othing is lost.*(?:next tick|by itself)/.test(line);
}

function isUnhandled(line: string): boolean {
  return /^\S+ +at .+:\d+:\d+\)?$|[Uu]nhandled|looks like a fault of Switchyard/.test(line);
}
