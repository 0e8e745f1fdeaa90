import { afterAll, describe, expect, test } from "vitest";

import { greeter, play, running, writing } from "./plays.ts";
import { pullsOf, recordOf, seen } from "./reading.ts";
import { type Repository, openStage } from "./stage.ts";
import { atWork, strike } from "./strikes.ts";

const slow = [writing({ "begun.txt": "half of it\n" }), running("sleep 300"), { text: "too late" }];
const names = ["machine", "interrupt", "cancelled", "cancelled-hard"] as const;
const stage = await openStage(names.map((name) => play(name, 1, slow)));
afterAll(async () => stage[Symbol.asyncDispose]());

/** A repository whose agent is in the middle of a command. */
async function atCommand(name: (typeof names)[number]): Promise<Repository> {
  const repository = await stage.open(name, { files: greeter });
  await repository.label(await repository.issue("Take your time"));
  await repository.until("the agent's command", () =>
    stage.yard.model.requests.filter(({ scenario }) => scenario === `${name} #1`).length > 1 &&
    atWork(repository).cli.length > 0
      ? true
      : null,
  );
  return repository;
}

const stateOf = (repository: Repository) => recordOf(repository, 1).at(-1)?.state;

describe.concurrent("a work job that is told to end", () => {
  test.each(["machine", "interrupt"] as const)(
    "without anybody's cancel (%s) is the machine's fault, and is tried again by itself",
    async (name) => {
      const repository = await atCommand(name);
      if (name === "machine") strike(repository, "the job is shut down");
      else for (const { pid } of atWork(repository).action) process.kill(pid, "SIGINT");
      await repository.settled();
      expect(stateOf(repository)).toMatchObject({
        phase: "requested",
        attempts: 0,
        uncharged: 1,
        "not-before": expect.any(String),
        last: { outcome: "infra_failed", reason: expect.stringContaining("Nobody cancelled the run.") },
      });
      expect((await seen(repository, 1)).labels).toEqual(["claude-ready", "switchyard: waiting"]);
      expect(await pullsOf(repository)).toEqual([]);
    },
  );

  test.each(["cancelled", "cancelled-hard"] as const)(
    "because a person cancelled its run (%s) is not tried again",
    async (name) => {
      const repository = await atCommand(name);
      const run = repository.runs().find(({ jobs }) => jobs.some((job) => job.name.endsWith(" work")));
      await repository
        .as("maria")
        .rest.actions.cancelWorkflowRun({ ...repository.at, run_id: run?.id ?? Number.NaN });
      // What dies at once hands nothing over.
      if (name === "cancelled-hard") strike(repository, "the action is killed");
      await repository.settled();
      expect(stateOf(repository)).toMatchObject({
        phase: "idle",
        attempts: 0,
        "not-before": null,
        last: { outcome: "cancelled", reason: "the run was cancelled" },
      });
      repository.tick();
      await repository.settled();
      expect(recordOf(repository, 1).filter(({ event }) => event.type === "claimed")).toHaveLength(1);
    },
  );
});

test("all of it keeps to GitHub's own description", () => {
  expect(stage.contract.problems).toEqual([]);
});
