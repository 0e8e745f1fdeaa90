import { expect, test } from "vitest";
import { conclusions, startWorld } from "./world.ts";

const main = `name: w
on: workflow_dispatch
jobs:
  plan:
    runs-on: x
    outputs: { when: "\${{ steps.s.outputs.when }}", matrix: "\${{ steps.s.outputs.matrix }}" }
    steps:
      - id: s
        run: |
          echo "when=attempt $GITHUB_RUN_ATTEMPT" >> "$GITHUB_OUTPUT"
          echo "matrix=[1,2]" >> "$GITHUB_OUTPUT"
  task:
    needs: plan
    strategy: { fail-fast: false, matrix: { n: "\${{ fromJSON(needs.plan.outputs.matrix) }}" } }
    uses: $/.github/workflows/task.yml
    with: { n: "\${{ matrix.n }}", when: "\${{ needs.plan.outputs.when }}" }
  end:
    needs: [plan, task]
    if: always()
    runs-on: x
    steps: [{ run: "echo end of attempt $GITHUB_RUN_ATTEMPT, planned in \${{ needs.plan.outputs.when }}, task \${{ needs.task.result }}" }]
`;
// Leg 2 fails in the first attempt only.
const task = `on:
  workflow_call:
    inputs: { n: { type: number }, when: { type: string } }
jobs:
  work:
    runs-on: x
    steps: [{ run: "echo planned in \${{ inputs.when }}; [ $GITHUB_RUN_ATTEMPT != 1 ] || [ \${{ inputs.n }} != 2 ]" }]
  collect: { needs: work, if: always(), runs-on: x, steps: [{ run: "echo collected \${{ needs.work.result }}" }] }
`;

const failedOnce = async () => {
  const world = await startWorld({ workflows: { "main.yml": main, "task.yml": task } });
  const run = await world.dispatch("main.yml");
  expect(conclusions(run)).toEqual({
    plan: "success",
    "task (1) / work": "success",
    "task (2) / work": "failure",
    "task (1) / collect": "success",
    "task (2) / collect": "success",
    end: "success",
  });
  return { world, run, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() };
};

const attempted = (world: Awaited<ReturnType<typeof failedOnce>>["world"], attempt: number): string[] =>
  world.progress
    .flatMap((one) => (one.kind === "job-started" && one.job.runAttempt === attempt ? [one.job.name] : []))
    .toSorted();

test("re-running failed jobs runs the failed leg and its top-level dependants, not what needs it inside", async () => {
  await using one = await failedOnce();
  const { world, run } = one;
  world.github.actions.control?.rerun(run.id, "failed");
  expect(run).toMatchObject({ attempt: 2, status: "queued", conclusion: null });
  await world.settled(run);
  expect(attempted(world, 2)).toEqual(["end", "task (2) / work"]);
  expect(world.log(run, "task (2) / work")).toContain("planned in attempt 1");
  expect(world.log(run, "end")).toContain("end of attempt 2, planned in attempt 1, task success");
  expect(run.conclusion).toBe("success");
});

test("each attempt lists all jobs; those not run again keep their times under new ids", async () => {
  await using one = await failedOnce();
  const { world, run } = one;
  world.github.actions.control?.rerun(run.id, "failed");
  await world.settled(run);
  const of = (attempt: number) => run.jobs.filter((job) => job.runAttempt === attempt);
  expect(
    of(2)
      .map((job) => job.name)
      .toSorted(),
  ).toEqual(
    of(1)
      .map((job) => job.name)
      .toSorted(),
  );
  const plans = run.jobs.filter((job) => job.name === "plan");
  expect(plans[0]?.startedAt).toBe(plans[1]?.startedAt);
  expect(plans[0]?.id).not.toBe(plans[1]?.id);
});

test("re-running all jobs runs everything anew", async () => {
  await using one = await failedOnce();
  const { world, run } = one;
  world.github.actions.control?.rerun(run.id, "all");
  await world.settled(run);
  expect(attempted(world, 2)).toHaveLength(6);
  expect(world.log(run, "end")).toContain("planned in attempt 2");
});

test("re-running one job runs that leg and what needs it at the top level", async () => {
  await using one = await failedOnce();
  const { world, run } = one;
  const job = run.jobs.find((record) => record.name === "task (1) / collect")?.id ?? 0;
  world.github.actions.control?.rerun(run.id, { job });
  await world.settled(run);
  expect(attempted(world, 2)).toEqual(["end", "task (1) / collect"]);
  expect(run.conclusion).toBe("failure");
});

test("a second re-run of failed jobs finds nothing left of a leg that was repaired", async () => {
  await using one = await failedOnce();
  const { world, run } = one;
  for (const attempt of [2, 3]) {
    world.github.actions.control?.rerun(run.id, "failed");
    await world.settled(run);
    expect(run.attempt).toBe(attempt);
  }
  expect(attempted(world, 3)).toEqual([]);
  expect(run.conclusion).toBe("success");
});

test("a job of the same name inside a called workflow is not taken for the failed one", async () => {
  await using world = await startWorld({
    workflows: {
      "main.yml": `on: workflow_dispatch
jobs:
  work: { runs-on: x, steps: [{ run: '[ "$GITHUB_RUN_ATTEMPT" != 1 ]' }] }
  call: { uses: $/.github/workflows/task.yml, with: { n: 1, when: now } }
`,
      "task.yml": task,
    },
  });
  const run = await world.dispatch("main.yml");
  world.github.actions.control?.rerun(run.id, "failed");
  await world.settled(run);
  expect(attempted(world, 2)).toEqual(["work"]);
});
