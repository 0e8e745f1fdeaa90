import { readFileSync } from "node:fs";

import { unzipSync } from "fflate";
import { afterAll, describe, expect, test } from "vitest";

import { delivering, greeter, play, running } from "./plays.ts";
import { endless } from "./processes.ts";
import { lastRun, logOf, recordOf, seen, storyOf } from "./reading.ts";
import { type Repository, openStage, secretKey } from "./stage.ts";
import {
  type Blow,
  again,
  checkpointed,
  checkpointsOf,
  delivered,
  heartbeatOf,
  interrupted,
  newestOf,
  strike,
  workRun,
} from "./strikes.ts";

const blows: readonly Blow[] = ["the action is killed"]; // the others, and other moments: strikes.deep.test.ts
const nameOf = (blow: Blow): string => blow.replaceAll(" ", "-");
const token = ["ghp", "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8"].join("_");
const stage = await openStage([
  play("full", 1, [{ text: "never asked" }]),
  play("sealed", 1, delivering("second.txt", "hello, sealed world\n")),
  play(
    "leaky",
    1,
    [...delivering(".env.example", `TOKEN=${token}\n`)],
    [
      {
        match: "looks like a credential",
        turns: [running("echo TOKEN= >.env.example"), { text: "I took it out." }],
      },
    ],
  ),
  ...blows.flatMap((blow, index) => interrupted(nameOf(blow), 1, endless(index).command)),
]);
afterAll(async () => stage[Symbol.asyncDispose]());

const asked = (scenario: string): number =>
  stage.yard.model.requests.filter((request) => request.scenario === scenario).length;
const isWork = (repository: Repository, by: string): boolean =>
  repository
    .runs()
    .some(({ jobs }) => jobs.some(({ id, name }) => by.endsWith(`/${id}`) && name.endsWith(" work")));

describe.concurrent("what an agent does", { timeout: 150_000 }, () => {
  test("is not begun when the storage for artifacts is full: the task ends unpaid, with what to do", async () => {
    const repository = await stage.open("full", { files: greeter });
    stage.faults.push(({ kind, what, by }) =>
      kind === "artifact" && what === "CreateArtifact" && isWork(repository, by)
        ? {
            kind: "status",
            status: 403,
            body: JSON.stringify({
              code: "resource_exhausted",
              msg: "insufficient usage to create artifact",
            }),
          }
        : null,
    );
    await repository.label(await repository.issue("No room"));
    await repository.settled();
    expect(asked("full #1")).toBe(0);
    const state = recordOf(repository, 1).at(-1)?.state;
    expect(state).toMatchObject({
      phase: "requested",
      attempts: 0,
      spent: 0,
      last: { outcome: "no_space", spent: 0 },
    });
    const { labels, comments } = await seen(repository, 1);
    expect(labels).toContain("switchyard: waiting");
    expect(comments[0]?.replaceAll(/\s*>\s*/g, " ")).toContain("Delete artifacts that nobody needs");
    expect(logOf(lastRun(repository), / work$/)).toContain("storage for this account's artifacts is full");
  });

  test("is kept from before the first request on, and at the end holds files and transcript, for those alone who have the credential", async () => {
    const repository = await stage.open("sealed", { files: greeter });
    const before: number[] = [];
    stage.faults.push(({ kind, what, by }) => {
      if (kind === "artifact" && what === "CreateArtifact" && isWork(repository, by))
        before.push(asked("sealed #1"));
      return null;
    });
    await repository.label(await repository.issue("A second file"));
    await repository.settled();
    expect(storyOf(repository, 1).at(-1)).toBe("delivered: attempt 1");
    expect(before[0]).toBe(0);
    const kept = checkpointsOf(repository, 1);
    expect(kept.map(({ name }) => name.replace(/[0-9a-f]{12}/, "CLAIM"))).toEqual([
      "switchyard-checkpoint-1-CLAIM-a",
      "switchyard-checkpoint-1-CLAIM-b",
    ]);
    for (const archive of kept.map(({ file }) => readFileSync(file)))
      for (const word of [secretKey, "sealed world", "second.txt", "Claude Code"])
        expect(archive.includes(word)).toBe(false);
    const inside = await newestOf(repository, 1);
    expect(inside?.checkpoint.changes.changes).toEqual([
      {
        kind: "write",
        path: "second.txt",
        mode: "100644",
        encoding: "utf-8",
        content: "hello, sealed world\n",
      },
    ]);
    expect(inside?.transcript?.toString("utf8")).toContain("I wrote second.txt.");
  });

  test("is in no artifact that others can read when it holds a credential, and goes on from the sealed one", async () => {
    const repository = await stage.open("leaky", { files: greeter });
    await repository.label(await repository.issue("Write a token"));
    await repository.settled();
    expect(recordOf(repository, 1).at(-1)?.state.last).toMatchObject({
      outcome: "refused",
      reason: expect.stringContaining('secret: ".env.example"'),
      account: { refusals: { secret: 1 } },
    });
    const archives = [...stage.yard.github.actions.artifacts.values()].filter(
      (artifact) => artifact.repository === repository.fullName,
    );
    const readable = archives.flatMap(({ file }) => Object.values(unzipSync(readFileSync(file))));
    expect(readable.length).toBeGreaterThanOrEqual(4);
    for (const bytes of readable) expect(Buffer.from(bytes).includes(token)).toBe(false);
    expect(JSON.stringify((await newestOf(repository, 1))?.checkpoint.changes)).toContain(token);
    await again(repository, 1);
    expect(storyOf(repository, 1).at(-1)).toBe("delivered: attempt 2");
    expect((await delivered(repository)).files).toEqual([".env.example"]);
  });

  test.each([["the action is killed", "infra_failed"]] as const)(
    "when %s in the middle of a command, the next attempt goes on in the same session, with the same files",
    async (blow, outcome) => {
      const name = nameOf(blow);
      const repository = await stage.open(name, { files: greeter });
      const number = await repository.issue("Take your time");
      await repository.label(number);
      await checkpointed(repository, number, 2);
      expect(heartbeatOf(repository, number)).toMatchObject({
        issue: number,
        attempt: 1,
        step: "working",
        turns: 2,
      });
      strike(repository, blow);
      await repository.settled();
      expect(recordOf(repository, number).at(-1)?.state.last?.outcome).toBe(outcome);
      await again(repository, number);
      expect(storyOf(repository, number).at(-1)).toBe("delivered: attempt 2");
      const { files, read } = await delivered(repository);
      expect(files).toEqual(["bytes.bin", "first.txt", "last.txt"]);
      expect(read("last.txt")).toBe("done in the same session\n");
      const log = logOf(workRun(repository), / work$/);
      expect(log).toContain("left 2 changed files");
      expect(log).toContain("its session goes on from there");
      const last = stage.yard.model.requests.findLast(({ scenario }) => scenario === `${name} #1`);
      expect(last?.body).toContain("you go on from where you were");
      // The next checkpoint has the whole conversation, not only what was said since.
      const kept = await newestOf(repository, number);
      const said = kept?.transcript?.toString("utf8") ?? "";
      expect(said).toContain("You work on issue #1");
      expect(said).toContain("you go on from where you were");
    },
  );
});

test("all of it keeps to GitHub's own description", () => {
  expect(stage.contract.problems).toEqual([]);
});
