import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

import { type Entry, parseEntry } from "../../src/core/record-entry.ts";
import { workpadMarker } from "../../src/core/workpad.ts";
import type { JobRecord, RequestRecord, RunRecord } from "../../src/local/contract.ts";
import type { Repository } from "./stage.ts";

/** An issue as people see it. */
export type SeenIssue = {
  readonly labels: readonly string[];
  /** Our one comment that shows the state; the empty string when there is none. */
  readonly workpad: string;
  /** The other comments, oldest first. */
  readonly comments: readonly string[];
};

/** Reads an issue through the API. Throws when there are two workpads. */
export async function seen(repository: Repository, number: number): Promise<SeenIssue> {
  const { rest } = repository.as("maria");
  const issue = await rest.issues.get({ ...repository.at, issue_number: number });
  const comments = await rest.issues.listComments({ ...repository.at, issue_number: number, per_page: 100 });
  const bodies = comments.data.map(({ body }) => body ?? "");
  const pads = bodies.filter((body) => body.startsWith(workpadMarker));
  if (pads.length > 1) throw new Error(`#${number} has ${pads.length} workpads`);
  const labels = issue.data.labels.map((label) => (typeof label === "string" ? label : (label.name ?? "")));
  return {
    labels: labels.toSorted(),
    workpad: pads[0] ?? "",
    comments: bodies.filter((body) => body !== pads[0]),
  };
}

/** All pull requests, oldest first. */
export async function pullsOf(repository: Repository) {
  const pulls = await repository
    .as("maria")
    .rest.pulls.list({ ...repository.at, state: "all", per_page: 100 });
  return pulls.data.toSorted((a, b) => a.number - b.number);
}

/** Runs git in the bare repository of the embedded GitHub. */
export function git({ stage, fullName }: Repository, ...args: string[]): string {
  return execFileSync("git", [`--git-dir=${stage.yard.github.gitDirectory(fullName)}`, ...args], {
    encoding: "utf8",
    maxBuffer: 64_000_000,
  });
}

/** The record of an issue, oldest entry first; empty when there is none. Throws for an entry that cannot be read. */
export function recordOf(repository: Repository, number: number): Entry[] {
  const ref = `refs/switchyard/issues/${number}`;
  if (git(repository, "for-each-ref", ref) === "") return [];
  const messages = git(repository, "log", "--reverse", "-z", "--format=%B", ref).split("\0");
  return messages
    .filter((message) => message !== "")
    .map((message) => {
      const read = parseEntry(message);
      if (!read.ok) throw new Error(`#${number}: ${read.why}`);
      return read.entry;
    });
}

/** The subjects of a record's commits as `git log` shows them, oldest first, without what differs between runs. */
export function storyOf(repository: Repository, number: number): string[] {
  const ref = `refs/switchyard/issues/${number}`;
  if (git(repository, "for-each-ref", ref) === "") return [];
  return git(repository, "log", "--reverse", "--format=%s", ref)
    .trim()
    .split("\n")
    .map((subject) => subject.replace(/run \d+/, "run N").replace(/-[0-9a-f]{8,}$/, "-CLAIM"));
}

/** The newest job of a run whose name fits. Throws when there is none. */
export function jobOf(run: RunRecord, name: RegExp): JobRecord {
  const found = run.jobs.findLast((job) => name.test(job.name));
  if (found === undefined)
    throw new Error(`no job ${name} among ${run.jobs.map((job) => job.name).join(", ")}`);
  return found;
}

/** The log of one job. */
export function logOf(run: RunRecord, name: RegExp): string {
  const { logFile } = jobOf(run, name);
  return logFile === null ? "" : readFileSync(logFile, "utf8");
}

/** The job summary of one job. */
export function summaryOf({ stage }: Repository, run: RunRecord, name: RegExp): string {
  const { id } = jobOf(run, name);
  return stage.yard.engine.summary(run.id).find(({ jobId }) => jobId === id)?.markdown ?? "";
}

/** The API requests that the jobs of a run made; git has no quota and is left out. */
export function apiRequests({ stage }: Repository, run: RunRecord): RequestRecord[] {
  return stage.yard.github.requests.filter(
    ({ kind, by }) => (kind === "rest" || kind === "graphql") && by.startsWith(`run/${run.id}/`),
  );
}

/** Whether a request may change something. GraphQL queries are posted too, so their name decides: `project` is our one mutation. */
export function isWrite({ kind, method, what }: RequestRecord): boolean {
  return kind === "graphql" ? what === "project" : method !== "GET";
}

/** The requests as a table, for the message of a failing test. */
export function tableOf(requests: readonly RequestRecord[]): string {
  return requests
    .map(
      (request) =>
        `${isWrite(request) ? "write" : "read "} ${request.status} ${request.method} ${request.what} (${request.by})`,
    )
    .join("\n");
}

/** The last run. Throws when there is none. */
export function lastRun(repository: Repository): RunRecord {
  const run = repository.runs().at(-1);
  if (run === undefined) throw new Error(`${repository.fullName} has no run`);
  return run;
}
