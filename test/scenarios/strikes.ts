import { readFileSync, rmSync } from "node:fs";

import { checkpointFile, checkpointNames } from "../../src/core/checkpoint.ts";
import { Heartbeat, heartbeatFile } from "../../src/core/heartbeat.ts";
import type { Claim } from "../../src/core/record.ts";
import type { ArtifactRecord, RunRecord } from "../../src/local/contract.ts";
import type { Scenario } from "../../src/local/model/scenario.ts";
import { openBinaryArchive } from "../../src/edge/archive.ts";
import { type Kept, unpackCheckpoint } from "../../src/edge/checkpoint-file.ts";
import { headerOf, unseal } from "../../src/edge/seal.ts";
import { delivering, play, running, writing } from "./plays.ts";
import { type Process, processes } from "./processes.ts";
import { git, pullsOf, recordOf, seen } from "./reading.ts";
import { type Repository, secretKey } from "./stage.ts";

/**
 * What the model does in an attempt that is struck while `command` runs, and in the next one: it goes on in the same session, or, where that is lost, in
 * a new one that knows of the attempt before.
 */
export function interrupted(repository: string, issue: number, command: string): Scenario[] {
  const anew = play(repository, issue, delivering("last.txt", "done anew\n"));
  return [
    {
      ...anew,
      name: `${anew.name} anew`,
      match: `You work on issue #${issue} of acme/${repository}\\.[\\s\\S]*worked on this issue before you`,
    },
    play(
      repository,
      issue,
      [
        writing({ "first.txt": "written before\n" }),
        running(`printf '\\000\\377' >bytes.bin; ${command}`),
        { text: "It was not interrupted." },
      ],
      [
        {
          match: "you go on from where you were",
          turns: [running("echo 'done in the same session' >last.txt"), { text: "I wrote last.txt." }],
        },
      ],
    ),
  ];
}

/** The processes of a repository's work job: the action, and Claude Code with what it started. */
export function atWork(repository: Repository): { action: Process[]; cli: Process[] } {
  const action = processes(/dist\/work\.js/).filter(({ environment }) =>
    environment.includes(`GITHUB_REPOSITORY=${repository.fullName}\n`),
  );
  const places = action.flatMap(({ environment }) => /^GITHUB_WORKSPACE=(.*)$/m.exec(environment)?.[1] ?? []);
  const cli = processes(/^\S*\/claude --print /).filter(({ environment }) =>
    places.some((place) => environment.includes(place.replace(/\/work\/.*/, ""))),
  );
  return { action, cli };
}

/** Waits until the present attempt on an issue has uploaded this many checkpoints, the first included. */
export async function checkpointed(repository: Repository, issue: number, count: number): Promise<void> {
  await repository.until(`checkpoint ${count}`, () =>
    sealedOf(repository, issue).some((sealed) => (headerOf(sealed)?.header.sequence ?? -1) >= count - 1)
      ? true
      : null,
  );
}

/** The newest checkpoint of the newest attempt on an issue, opened with the repository's credential; null when there is none. */
export async function newestOf(repository: Repository, issue: number): Promise<Kept | null> {
  const claim = claimOf(repository, issue);
  const sequence = (sealed: Buffer) => headerOf(sealed)?.header.sequence ?? -1;
  const newest = sealedOf(repository, issue).toSorted((one, other) => sequence(other) - sequence(one))[0];
  if (newest === undefined || claim === null) return null;
  const opened = await unseal(newest, {
    expected: { repository: repository.fullName, issue, claim: claim.nonce, attempt: claim.attempt },
    keys: [{ name: "the repository's", value: secretKey }],
  });
  return opened.ok ? unpackCheckpoint(opened.content) : null;
}

/** The artifacts with checkpoints of the newest attempt on an issue, in the order of their names. */
export function checkpointsOf(repository: Repository, issue: number): ArtifactRecord[] {
  const { stage, fullName } = repository;
  const claim = claimOf(repository, issue);
  const names: readonly string[] = claim === null ? [] : checkpointNames({ issue, claim: claim.nonce });
  return [...stage.yard.github.actions.artifacts.values()]
    .filter((one) => one.repository === fullName && names.includes(one.name))
    .toSorted((one, other) => one.name.localeCompare(other.name));
}

/** The newest sign of life of the newest attempt on an issue. Throws when there is none, or it says more than it may. */
export function heartbeatOf(repository: Repository, issue: number): Heartbeat {
  const beats = checkpointsOf(repository, issue).map(({ file }) => {
    const opened = openBinaryArchive(readFileSync(file), limits);
    return Heartbeat.parse(
      JSON.parse(opened.ok ? (opened.files.get(heartbeatFile)?.toString("utf8") ?? "") : ""),
    );
  });
  const newest = beats.toSorted((one, other) => other.at.localeCompare(one.at))[0];
  if (newest === undefined) throw new Error(`#${issue} has no heartbeat`);
  return newest;
}

const limits = { [checkpointFile]: 50_000_000, [heartbeatFile]: 10_000 };

function sealedOf(repository: Repository, issue: number): Buffer[] {
  return checkpointsOf(repository, issue).flatMap(({ file }) => {
    const opened = openBinaryArchive(readFileSync(file), limits);
    return opened.ok ? (opened.files.get(checkpointFile) ?? []) : [];
  });
}

function claimOf(repository: Repository, issue: number): Claim | null {
  const claimed = recordOf(repository, issue).findLast(({ event }) => event.type === "claimed")?.event;
  return claimed?.type === "claimed" ? claimed.claim : null;
}

/** What can strike a work job. */
export type Blow =
  | "the action is killed"
  | "Claude Code is killed"
  | "the job is shut down"
  | "the machine loses its files"
  | "files vanish under the action";

/** Strikes the work job of a repository. */
export function strike(repository: Repository, blow: Blow): void {
  const { action, cli } = atWork(repository);
  const signal = (all: readonly Process[], name: NodeJS.Signals) =>
    all.forEach(({ pid }) => process.kill(pid, name));
  if (blow === "the action is killed") signal(action, "SIGKILL");
  if (blow === "Claude Code is killed") signal(cli, "SIGKILL");
  if (blow === "the job is shut down") signal(action, "SIGTERM");
  if (blow !== "the machine loses its files" && blow !== "files vanish under the action") return;
  for (const { environment } of action)
    for (const name of ["GITHUB_WORKSPACE", "RUNNER_TEMP"])
      rmSync(new RegExp(`^${name}=(.*)$`, "m").exec(environment)?.[1] ?? "", {
        recursive: true,
        force: true,
      });
  if (blow === "the machine loses its files") signal(action, "SIGKILL");
}

/** Takes the label off, where it still is, and puts it on. Resolves when everything that starts has ended. */
export async function again(repository: Repository, issue: number): Promise<void> {
  const { rest } = repository.as("maria");
  const { labels } = await seen(repository, issue);
  if (labels.includes("claude-ready"))
    await rest.issues.removeLabel({ ...repository.at, issue_number: issue, name: "claude-ready" });
  await repository.label(issue);
  await repository.settled();
}

/** The files of the last pull request's change, and what one of them holds. */
export async function delivered(
  repository: Repository,
): Promise<{ files: string[]; read: (file: string) => string }> {
  const sha = (await pullsOf(repository)).at(-1)?.head.sha ?? "";
  return {
    files: git(repository, "show", "--format=", "--name-only", sha).trim().split("\n"),
    read: (file) => git(repository, "show", `${sha}:${file}`),
  };
}

/** The newest run in which an agent worked. */
export function workRun(repository: Repository): RunRecord {
  const run = repository.runs().findLast(({ jobs }) => jobs.some(({ name }) => name.endsWith(" work")));
  if (run === undefined) throw new Error(`${repository.fullName} has no work job`);
  return run;
}
