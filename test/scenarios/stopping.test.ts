import { afterAll, describe, expect, test } from "vitest";

import { greeter, play, running } from "./plays.ts";
import { endless } from "./processes.ts";
import { git, jobOf, logOf, pullsOf, recordOf, seen } from "./reading.ts";
import { type Repository, openStage } from "./stage.ts";

const [first, second, third] = [endless(1), endless(2), endless(3)];
const stage = await openStage([
  play("unlabelled", 1, [running(first.command), { text: "too late" }]),
  play("closed", 1, [running(second.command), { text: "too late" }]),
  play("halted", 1, [running(third.command), { text: "too late" }]),
  play("halted-early", 1, [{ text: "never asked" }]),
]);
afterAll(async () => stage[Symbol.asyncDispose]());

/** Labels an issue, waits until its agent is in the middle of a command, lets `act` happen, and waits for the end. Resolves to the seconds that the work job still took. */
async function interrupt(
  name: string,
  {
    agent,
    act,
  }: {
    agent: ReturnType<typeof endless>;
    act: (repository: Repository, number: number) => Promise<void> | void;
  },
) {
  const repository = await stage.open(name, { files: greeter });
  const number = await repository.issue("Take your time");
  await repository.label(number);
  await repository.until("the agent's command", () => (agent.runs().length > 0 ? true : null));
  const at = Date.now();
  await act(repository, number);
  await repository.settled();
  const run = repository.runs().find(({ jobs }) => jobs.some((job) => job.name.endsWith(" work")));
  if (run === undefined) throw new Error("no run has a work job");
  const seconds = (Date.parse(jobOf(run, / work$/).completedAt ?? "") - at) / 1000;
  return { repository, number, run, seconds, left: agent.runs() };
}

describe.concurrent("running work", () => {
  test("ends within seconds when the label is taken off, and nothing is published", async () => {
    const { repository, number, run, seconds, left } = await interrupt("unlabelled", {
      agent: first,
      act: async (opened, issue) => {
        await opened
          .as("maria")
          .rest.issues.removeLabel({ ...opened.at, issue_number: issue, name: "claude-ready" });
      },
    });
    expect(seconds).toBeLessThan(45);
    expect(left).toEqual([]);
    expect(logOf(run, / work$/)).toContain("#1: cancelled");
    expect(await pullsOf(repository)).toEqual([]);
    expect(git(repository, "for-each-ref", "--format=%(refname)", "refs/heads").trim()).toBe(
      "refs/heads/main",
    );
    expect(recordOf(repository, number).map(({ event }) => event.type)).toEqual([
      "claimed",
      "cancel-requested",
      "ended",
    ]);
    expect(recordOf(repository, number).at(-1)?.state).toMatchObject({
      phase: "idle",
      attempts: 0,
      last: { outcome: "cancelled", reason: "the label was taken off" },
    });
    const { labels, workpad, comments } = await seen(repository, number);
    expect(labels).toEqual([]);
    expect(comments).toEqual([]);
    expect(workpad).toContain("The task was stopped: the label was taken off");
  });

  test("ends within seconds when the issue is closed, and nothing is published", async () => {
    const { repository, number, run, seconds, left } = await interrupt("closed", {
      agent: second,
      act: async (opened, issue) => {
        await opened.as("maria").rest.issues.update({ ...opened.at, issue_number: issue, state: "closed" });
      },
    });
    expect(seconds).toBeLessThan(45);
    expect(left).toEqual([]);
    expect(logOf(run, / work$/)).toContain("#1: cancelled");
    expect(await pullsOf(repository)).toEqual([]);
    expect(recordOf(repository, number).at(-1)?.state.last).toMatchObject({
      outcome: "cancelled",
      reason: "the issue was closed",
    });
    expect((await seen(repository, number)).workpad).toContain("**Not delivered**");
  });

  test("ends when refs/switchyard/stop appears, and no new work starts until it is gone", async () => {
    const { repository, number, run, seconds, left } = await interrupt("halted", {
      agent: third,
      act: (opened) => void git(opened, "update-ref", "refs/switchyard/stop", "main"),
    });
    expect(seconds).toBeLessThan(45);
    expect(left).toEqual([]);
    expect(logOf(run, / work$/)).toContain("#1: stopped");
    expect(await pullsOf(repository)).toEqual([]);
    expect(recordOf(repository, number).at(-1)?.state).toMatchObject({
      attempts: 0,
      last: { outcome: "stopped" },
    });
    repository.tick();
    await repository.settled();
    const [last] = repository.runs().slice(-1);
    expect(logOf(last ?? run, /dispatch$/)).toContain(
      "Switchyard is stopped (refs/switchyard/stop exists). (stopped)",
    );
  });
});

test("a stop that comes between the claim and the work job is obeyed before the model is asked", async () => {
  const repository = await stage.open("halted-early", { files: greeter });
  const number = await repository.issue("Take your time");
  let stopped = false;
  stage.faults.push(({ kind, by }) => {
    const job = repository.runs().flatMap(({ jobs }) => jobs.filter(({ id }) => by.endsWith(`/${id}`)))[0];
    if (stopped || kind !== "git" || job?.name.endsWith(" work") !== true) return null;
    git(repository, "update-ref", "refs/switchyard/stop", "main");
    stopped = true;
    return null;
  });
  await repository.label(number);
  await repository.settled();
  const [run] = repository.runs().filter(({ jobs }) => jobs.some(({ name }) => name.endsWith(" work")));
  if (run === undefined) throw new Error("no run has a work job");
  expect(logOf(run, / work$/)).toContain("#1: stopped: Switchyard was stopped (refs/switchyard/stop).");
  expect(stage.yard.model.requests.filter(({ scenario }) => scenario === "halted-early #1")).toEqual([]);
  const { state } = recordOf(repository, number).at(-1) ?? {};
  expect(state).toMatchObject({
    phase: "requested",
    attempts: 0,
    spent: 0,
    last: { outcome: "stopped", spent: 0 },
  });
  expect(state?.["not-before"]).not.toBeNull();
  expect((await seen(repository, number)).labels).toContain("claude-ready");
});

test("all of it keeps to GitHub's own description", () => {
  expect(stage.contract.problems).toEqual([]);
});
