import { afterAll, describe, expect, test } from "vitest";

import { formatEntry } from "../../src/core/record-entry.ts";
import { faultOf } from "../sweep/faults.ts";
import { delivering, greeter, play, running, writing } from "./plays.ts";
import { endless, processes } from "./processes.ts";
import { git, jobOf, lastRun, logOf, pullsOf, recordOf, seen, storyOf } from "./reading.ts";
import { type Repository, openStage } from "./stage.ts";

const agent = endless(4);
let runnerIsLost = true;
const stage = await openStage([
  play("refused-once", 1, delivering("second.txt")),
  play("abandoned", 1, delivering("second.txt")),
  play("answer-lost", 1, delivering("second.txt")),
  play("lost", 1, [
    (conversation) =>
      runnerIsLost ? running(agent.command) : turnOf(writing({ "second.txt": "hello\n" }), conversation),
    { text: "I wrote second.txt." },
  ]),
]);
afterAll(async () => stage[Symbol.asyncDispose]());

function turnOf(
  scripted: ReturnType<typeof writing>,
  conversation: Parameters<Extract<typeof scripted, (...args: never) => unknown>>[0],
) {
  return typeof scripted === "function" ? scripted(conversation) : scripted;
}

const paidRequests = (scenario: string): number =>
  stage.yard.model.requests.filter((request) => request.scenario === scenario).length;

async function label(name: string): Promise<Repository> {
  const repository = await stage.open(name, { files: greeter });
  await repository.label(await repository.issue("A second greeting"));
  return repository;
}

/** Lets the creation of the pull request of one repository go wrong, once. */
function failPullOnce(name: string, kind: "refused" | "answer-lost"): () => boolean {
  let struck = false;
  stage.faults.push((request) => {
    const { method, what } = request;
    if (struck || method !== "POST" || what !== `/repos/acme/${name}/pulls`) return null;
    struck = true;
    return kind === "refused" ? faultOf("rate-limit", request) : { kind: "lost-answer" };
  });
  return () => struck;
}

describe.concurrent("what was paid for", () => {
  test("is published once when collect failed and its job is run again", async () => {
    const struck = failPullOnce("refused-once", "refused");
    const repository = await label("refused-once");
    await repository.settled();
    const run = lastRun(repository);
    const paid = paidRequests("refused-once #1");
    expect(struck()).toBe(true);
    expect(run.conclusion).toBe("failure");
    expect(await pullsOf(repository)).toEqual([]);
    expect(logOf(run, / collect$/)).toContain(
      "Stopped while opening the pull request: GitHub's rate limit is used up.",
    );
    await repository.as("maria").rest.actions.reRunWorkflowFailedJobs({ ...repository.at, run_id: run.id });
    await repository.settled();
    expect((await pullsOf(repository)).map(({ body }) => body?.split("\n")[0])).toEqual(["Closes #1"]);
    expect(storyOf(repository, 1)).toEqual([
      "claimed: attempt 1 by run N/1",
      "publishing switchyard/issue-1-CLAIM",
      "moved to run attempt 2",
      "delivered: attempt 1",
    ]);
    expect(
      git(repository, "for-each-ref", "--format=%(refname)", "refs/heads/switchyard").trim().split("\n"),
    ).toHaveLength(1);
    expect((await seen(repository, 1)).labels).toEqual(["pull-request"]);
    expect(paid).toBeGreaterThan(0);
    expect(paidRequests("refused-once #1")).toBe(paid);

    // The work job alone, now that everything is settled: it finds nothing to do.
    await repository
      .as("maria")
      .rest.actions.reRunJobForWorkflowRun({ ...repository.at, job_id: jobOf(run, / work$/).id });
    await repository.settled();
    expect(logOf(run, / work$/)).toContain("nothing to do here");
    expect(paidRequests("refused-once #1")).toBe(paid);
    expect(await pullsOf(repository)).toHaveLength(1);
    expect(recordOf(repository, 1)).toHaveLength(4);
  });

  test("is published once when the pull request was opened but its answer was lost", async () => {
    const struck = failPullOnce("answer-lost", "answer-lost");
    const repository = await label("answer-lost");
    await repository.settled();
    expect(struck()).toBe(true);
    expect(lastRun(repository).conclusion).toBe("success");
    expect((await pullsOf(repository)).map(({ body }) => body?.split("\n")[0])).toEqual(["Closes #1"]);
    expect(storyOf(repository, 1).at(-1)).toBe("delivered: attempt 1");
  });

  test("is not paid for again when collect died after it had published the branch", async () => {
    const struck = failPullOnce("abandoned", "refused");
    const repository = await label("abandoned");
    await repository.settled();
    const paid = paidRequests("abandoned #1");
    expect([struck(), paid > 0]).toEqual([true, true]);
    repository.tick();
    await repository.settled();
    expect(storyOf(repository, 1).slice(1)).toEqual([
      "publishing switchyard/issue-1-CLAIM",
      "delivered: attempt 1",
    ]);
    expect(paidRequests("abandoned #1")).toBe(paid);
    const { labels, workpad } = await seen(repository, 1);
    expect(labels).toEqual(["pull-request"]);
    expect(workpad).toMatch(
      /\[Open it with one click\]\(http:\/\/.*\/compare\/main\.\.\.switchyard%2Fissue-1-/,
    );
  });

  test("is tried again after its runner was lost, not before its time, and counts as one attempt", async () => {
    const repository = await label("lost");
    await repository.until("the agent's command", () => (agent.runs().length > 0 ? true : null));
    const [work, ...others] = processes(/dist\/work\.js/).filter(({ environment }) =>
      environment.split("\n").includes("GITHUB_REPOSITORY=acme/lost"),
    );
    expect(others).toEqual([]);
    process.kill(work?.pid ?? Number.NaN, "SIGKILL");
    await repository.settled();
    // The runner ends what its job left behind, by an id in the environment.
    expect(agent.runs()).toEqual([]);
    const parked = recordOf(repository, 1).at(-1);
    expect(parked?.state).toMatchObject({
      phase: "requested",
      attempts: 0,
      uncharged: 1,
      last: { outcome: "infra_failed" },
    });
    expect((await seen(repository, 1)).labels).toEqual(["claude-ready", "switchyard: waiting"]);
    repository.tick();
    await repository.settled();
    expect(storyOf(repository, 1)).toHaveLength(2);

    runnerIsLost = false;
    if (parked === undefined) throw new Error("no record");
    const due = {
      ...parked,
      nonce: "0".repeat(32),
      state: { ...parked.state, "not-before": "2020-01-01T00:00:00Z" },
    };
    const ref = "refs/switchyard/issues/1";
    const identity = ["-c", "user.name=test", "-c", "user.email=test@example.com"];
    const commit = git(
      repository,
      ...identity,
      "commit-tree",
      `${ref}^{tree}`,
      "-p",
      ref,
      "-m",
      formatEntry(due),
    ).trim();
    git(repository, "update-ref", ref, commit);
    repository.tick();
    await repository.settled();
    expect(storyOf(repository, 1).at(-1)).toBe("delivered: attempt 2");
    expect(recordOf(repository, 1).at(-1)?.state).toMatchObject({ attempts: 1, total: 2 });
    expect(await pullsOf(repository)).toHaveLength(1);
  });
});

test("all of it keeps to GitHub's own description", () => {
  expect(stage.contract.problems).toEqual([]);
});
