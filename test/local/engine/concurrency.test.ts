import { writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import type { RunRecord } from "../../../src/local/contract.ts";
import type { World } from "./world.ts";
import { conclusions, startWorld } from "./world.ts";

// Waits until the test writes the file `open` into the tool cache: jobs end when the test says so, not by time.
const gate = 'while [ ! -e "$RUNNER_TOOL_CACHE/$GITHUB_RUN_NUMBER.open" ]; do sleep 0.02; done';
const gated = (top: string, job = ""): string =>
  `name: w\non: workflow_dispatch\n${top}\njobs:\n  a:\n    runs-on: x\n${job}    steps: [{ run: '${gate}' }]\n`;

const open = async (world: World, number: number): Promise<void> => {
  await writeFile(`${world.toolCache}/${number}.open`, "");
};
const started = (world: World, run: RunRecord) =>
  world.until((one) => one.kind === "step-started" && one.runId === run.id && one.step.startsWith("Run "));

const job = (group: string): string =>
  `on: workflow_dispatch\njobs:\n  a: { runs-on: x, strategy: { matrix: { n: [1, 2, 3, 4] } }, concurrency: "${group}", steps: [{ run: "true" }] }\n`;

describe("workflow level", () => {
  test("one runs, one waits, and a newer one takes the place of the waiting one", async () => {
    await using world = await startWorld({ workflows: { "w.yml": gated("concurrency: Group") } });
    const runs = [world.begin("w.yml")];
    await started(world, runs[0] ?? world.begin("w.yml"));
    runs.push(world.begin("w.yml"), world.begin("w.yml"), world.begin("w.yml"));
    for (const number of [1, 2, 3, 4]) await open(world, number);
    await world.engine.idle({ deadline: 30_000 });
    expect(runs.map((run) => run.conclusion)).toEqual(["success", "cancelled", "cancelled", "success"]);
    expect(runs.map((run) => run.jobs.length)).toEqual([1, 0, 0, 1]);
    expect(runs[1] === undefined ? [] : world.messages(runs[1])).toEqual([
      "Canceling since a higher priority waiting request for 'Group' exists",
    ]);
  });

  test("queue: max keeps all that wait, in order", async () => {
    await using world = await startWorld({
      workflows: { "w.yml": gated("concurrency: { group: g, queue: max }") },
    });
    const first = world.begin("w.yml");
    await started(world, first);
    const runs = [first, world.begin("w.yml"), world.begin("w.yml"), world.begin("w.yml")];
    for (const number of [4, 3, 2, 1]) await open(world, number);
    await world.engine.idle({ deadline: 30_000 });
    expect(runs.map((run) => run.conclusion)).toEqual(["success", "success", "success", "success"]);
    const order = world.progress.flatMap((one) => (one.kind === "run-started" ? [one.run.id] : []));
    expect(order).toEqual(runs.map((run) => run.id));
  });

  test("cancel-in-progress cancels the one that runs", async () => {
    await using world = await startWorld({
      workflows: { "w.yml": gated("concurrency: { group: g, cancel-in-progress: true }") },
    });
    const first = world.begin("w.yml");
    await started(world, first);
    await open(world, 2);
    const second = world.begin("w.yml");
    await world.engine.idle({ deadline: 30_000 });
    expect([first.conclusion, second.conclusion]).toEqual(["cancelled", "success"]);
  });

  test("names are compared without case, and by repository", async () => {
    await using world = await startWorld({
      workflows: { "w.yml": gated("concurrency: G"), "v.yml": gated("concurrency: g") },
    });
    const first = world.begin("w.yml");
    await started(world, first);
    const second = world.begin("v.yml");
    expect(second.status).toBe("queued");
    await open(world, 1);
    await world.engine.idle({ deadline: 30_000 });
    const order = world.progress.flatMap((one) =>
      one.kind === "run-started" || one.kind === "run-ended" ? [`${one.kind} ${one.run.path.slice(-5)}`] : [],
    );
    expect(order).toEqual(["run-started w.yml", "run-ended w.yml", "run-started v.yml", "run-ended v.yml"]);
  });
});

describe("job level", () => {
  test("legs with a group of their own run side by side; a constant group keeps one running and one pending", async () => {
    await using world = await startWorld({
      workflows: { "own.yml": job("g-${{ matrix.n }}"), "one.yml": job("g") },
    });
    expect(Object.values(conclusions(await world.dispatch("own.yml")))).toEqual(Array(4).fill("success"));
    expect(Object.values(conclusions(await world.dispatch("one.yml")))).toEqual([
      "success",
      "cancelled",
      "cancelled",
      "success",
    ]);
  });

  test("the same group on workflow and job is a deadlock, and the job is cancelled", async () => {
    await using world = await startWorld({
      workflows: {
        "w.yml":
          "on: workflow_dispatch\nconcurrency: g\njobs:\n  a: { runs-on: x, concurrency: G, steps: [{ run: 'true' }] }\n",
      },
    });
    const run = await world.dispatch("w.yml");
    expect(conclusions(run)).toEqual({ a: "cancelled" });
    expect(world.messages(run)).toEqual([
      "Canceling since a deadlock for concurrency group 'G' was detected between 'top level workflow' and 'a'",
    ]);
  });

  test("a called workflow's own group is taken by the calling job", async () => {
    await using world = await startWorld({
      workflows: {
        "w.yml":
          "on: workflow_dispatch\nconcurrency: g\njobs:\n  call: { uses: $/.github/workflows/c.yml }\n",
        "c.yml": "on: workflow_call\nconcurrency: g\njobs:\n  a: { runs-on: x, steps: [{ run: 'true' }] }\n",
      },
    });
    const run = await world.dispatch("w.yml");
    expect(conclusions(run)).toEqual({ call: "cancelled" });
  });

  test("an empty group name fails the job", async () => {
    await using world = await startWorld({
      workflows: {
        "w.yml":
          "on: workflow_dispatch\njobs:\n  a: { runs-on: x, concurrency: \"${{ github.head_ref }}\", steps: [{ run: 'true' }] }\n",
      },
    });
    const run = await world.dispatch("w.yml");
    expect(conclusions(run)).toEqual({ a: "failure" });
    expect(world.messages(run)).toEqual([expect.stringContaining("Concurrency group name can not be empty")]);
  });
});
