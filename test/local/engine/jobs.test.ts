import { expect, test } from "vitest";
import { conclusions, startWorld } from "./world.ts";

test("outputs flow from steps to jobs to a matrix over a called workflow and back", async () => {
  await using world = await startWorld({
    workflows: {
      "main.yml": `
name: main
on: workflow_dispatch
jobs:
  plan:
    runs-on: ubuntu-latest
    outputs: { matrix: "\${{ steps.plan.outputs.matrix }}" }
    steps:
      - id: plan
        run: echo 'matrix=[{"n":1},{"n":2}]' >> "$GITHUB_OUTPUT"
  task:
    needs: plan
    strategy: { matrix: { include: "\${{ fromJSON(needs.plan.outputs.matrix) }}" }, max-parallel: 1 }
    uses: $/.github/workflows/task.yml
    with: { n: "\${{ matrix.n }}" }
  end:
    needs: task
    runs-on: ubuntu-latest
    steps:
      - run: echo "last \${{ needs.task.outputs.done }} \${{ needs.task.result }}"
`,
      "task.yml": `
on:
  workflow_call:
    inputs: { n: { type: number, required: true } }
    outputs: { done: { value: "\${{ jobs.work.outputs.done }}" } }
jobs:
  work:
    runs-on: ubuntu-latest
    outputs: { done: "\${{ steps.a.outputs.done }}" }
    steps:
      - id: a
        uses: $/act
        with: { issue-number: "\${{ inputs.n }}" }
`,
    },
    files: {
      "act/action.yml": `
name: act
description: d
inputs: { issue-number: { required: true } }
runs: { using: node24, main: main.mjs, post: post.mjs }
`,
      "act/main.mjs": `
import { appendFileSync } from "node:fs";
appendFileSync(process.env.GITHUB_OUTPUT, "done=did " + process.env["INPUT_ISSUE-NUMBER"] + "\\n");
appendFileSync(process.env.GITHUB_STATE, "n=" + process.env["INPUT_ISSUE-NUMBER"] + "\\n");
`,
      "act/post.mjs": `console.log("post of " + process.env.STATE_n);`,
    },
  });
  const run = await world.dispatch("main.yml");
  expect(world.messages(run)).toEqual([]);
  expect(run.conclusion).toBe("success");
  expect(conclusions(run)).toEqual({
    plan: "success",
    "task (1) / work": "success",
    "task (2) / work": "success",
    end: "success",
  });
  expect(world.log(run, "end")).toContain("last did 2 success");
  expect(world.log(run, "task (1) / work")).toContain("post of 1");
});
