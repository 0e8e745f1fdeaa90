import { writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import type { RunRecord } from "../../../src/local/contract.ts";
import type { World } from "./world.ts";
import { conclusions, startWorld } from "./world.ts";

/** Resolves when the job has written this line to its log. */
const said = (world: World, run: RunRecord, line: string) =>
  world.until((one) => one.kind === "log" && one.runId === run.id && one.line === line);

const workflow = (jobs: string): string => `on: workflow_dispatch\njobs:\n${jobs}`;

const patient = (signals: string): string => `
for (const name of ${signals}) process.on(name, () => console.log("got " + name));
setInterval(() => {}, 1000);
console.log("ready");
`;
const action = (main: string, post: string): Record<string, string> => ({
  "act/action.yml": "name: act\ndescription: d\nruns: { using: node24, main: main.mjs, post: post.mjs }\n",
  "act/main.mjs": main,
  "act/post.mjs": post,
});

test("closing the engine kills what runs at once, also what would go on after a cancel", async () => {
  const world = await startWorld({
    workflows: {
      "w.yml": workflow(`
  a: { runs-on: x, steps: [{ uses: $/act }, { if: always(), run: exec sleep 60 }] }
  b: { needs: a, if: always(), runs-on: x, steps: [{ run: exec sleep 60 }] }
`),
    },
    files: action(patient('["SIGINT", "SIGTERM"]'), ""),
  });
  const run = world.begin("w.yml");
  await said(world, run, "ready");
  const start = performance.now();
  await world[Symbol.asyncDispose]();
  expect(performance.now() - start).toBeLessThan(20_000);
  expect(conclusions(run)).toEqual({ a: "cancelled", b: "cancelled" });
});

test("a cancel interrupts the entry process; always() steps and post steps run; the rest is skipped", async () => {
  await using world = await startWorld({
    workflows: {
      "w.yml": workflow(`
  a:
    runs-on: x
    outputs: { kept: "\${{ steps.first.outputs.kept }}" }
    steps:
      - { id: first, run: 'echo kept=yes >> "$GITHUB_OUTPUT"' }
      - { name: act, uses: $/act }
      - { name: plain, run: echo plain-ran }
      - { name: always, if: always(), run: "echo always-ran \${{ job.status }}" }
      - { name: cancelled, if: cancelled(), run: echo cancelled-ran }
      - { name: failure, if: failure(), run: echo failure-ran }
  after: { needs: a, runs-on: x, steps: [{ run: "true" }] }
  collect: { needs: a, if: always(), runs-on: x, steps: [{ run: "echo \${{ needs.a.result }} \${{ needs.a.outputs.kept }}" }] }
`),
    },
    files: action(
      `import { appendFileSync } from "node:fs";
       process.on("SIGINT", () => { console.log("interrupted"); appendFileSync(process.env.GITHUB_STATE, "left=work\\n"); process.exit(130); });
       setInterval(() => {}, 1000);
       console.log("ready");`,
      `console.log("post sees " + process.env.STATE_left);`,
    ),
  });
  const run = world.begin("w.yml");
  await said(world, run, "ready");
  world.github.actions.control?.cancel(run.id);
  await world.settled(run);
  expect(run.conclusion).toBe("cancelled");
  expect(conclusions(run)).toEqual({ a: "cancelled", after: "skipped", collect: "success" });
  const log = world.log(run, "a");
  for (const line of ["interrupted", "always-ran cancelled", "cancelled-ran", "post sees work"])
    expect(log).toContain(line);
  expect(log).not.toMatch(/^(plain|failure)-ran$/m);
  expect(world.log(run, "collect")).toContain("cancelled yes");
});

test("who ignores SIGINT gets SIGTERM after 7.5 s, and who ignores that is killed 2.5 s later", async () => {
  await using world = await startWorld({
    workflows: { "w.yml": workflow("  a: { runs-on: x, steps: [{ uses: $/act }] }\n") },
    files: action(patient('["SIGINT", "SIGTERM"]'), ""),
  });
  const run = world.begin("w.yml");
  await said(world, run, "ready");
  const start = performance.now();
  world.github.actions.control?.cancel(run.id);
  await said(world, run, "got SIGINT");
  await said(world, run, "got SIGTERM");
  const terminated = performance.now() - start;
  await world.settled(run);
  const ended = performance.now() - start;
  expect(terminated).toBeGreaterThan(7_400);
  expect(terminated).toBeLessThan(9_000);
  expect(ended - terminated).toBeGreaterThan(2_400);
  expect(ended - terminated).toBeLessThan(5_000);
});

describe("a cancel asks each job again", () => {
  const gate = 'while [ ! -e "$RUNNER_TOOL_CACHE/open" ]; do sleep 0.02; done';

  test("a running job with always() goes on, also inside a called workflow", async () => {
    await using world = await startWorld({
      workflows: {
        "w.yml": workflow("  call: { strategy: { matrix: { n: [1] } }, uses: $/.github/workflows/c.yml }\n"),
        "c.yml": `on: workflow_call
jobs:
  work: { runs-on: x, steps: [{ run: exec sleep 60 }] }
  keep: { if: always(), runs-on: x, steps: [{ run: echo keep-ready && ${gate} }] }
  collect: { needs: work, if: always(), runs-on: x, steps: [{ run: "echo \${{ needs.work.result }}" }] }
  next: { needs: work, runs-on: x, steps: [{ run: "true" }] }
`.replaceAll(`{ run: echo keep-ready && ${gate} }`, `{ run: 'echo keep-ready && ${gate}' }`),
      },
    });
    const run = world.begin("w.yml");
    await said(world, run, "keep-ready");
    await world.until((one) => one.kind === "step-started" && one.step === "Run exec sleep 60");
    world.github.actions.control?.cancel(run.id);
    await world.until((one) => one.kind === "job-ended" && one.job.name === "call (1) / work");
    await writeFile(`${world.toolCache}/open`, "");
    await world.settled(run);
    expect(conclusions(run)).toEqual({
      "call (1) / work": "cancelled",
      "call (1) / keep": "success",
      "call (1) / collect": "success",
      "call (1) / next": "skipped",
    });
  });

  test("a step with always() that runs at that moment goes on", async () => {
    await using world = await startWorld({
      workflows: {
        "w.yml": workflow(`
  a:
    runs-on: x
    steps:
      - { name: keep, if: always(), run: 'echo ready; ${gate}; echo kept' }
      - { name: next, run: "true" }
`),
      },
    });
    const run = world.begin("w.yml");
    await said(world, run, "ready");
    world.github.actions.control?.cancel(run.id);
    await writeFile(`${world.toolCache}/open`, "");
    await world.settled(run);
    expect(world.log(run, "a")).toMatch(/^kept$/m);
    expect(run.jobs[0]?.steps.map((step) => [step.name, step.conclusion])).toEqual(
      expect.arrayContaining([
        ["keep", "success"],
        ["next", "skipped"],
      ]),
    );
    expect(conclusions(run)).toEqual({ a: "cancelled" });
  });

  test("always() on a calling job does not shield the jobs that it calls", async () => {
    await using world = await startWorld({
      workflows: {
        "w.yml": workflow("  call: { if: always(), uses: $/.github/workflows/c.yml }\n"),
        "c.yml":
          "on: workflow_call\njobs:\n  work: { runs-on: x, steps: [{ run: 'echo ready; exec sleep 60' }] }\n",
      },
    });
    const run = world.begin("w.yml");
    await said(world, run, "ready");
    world.github.actions.control?.cancel(run.id);
    await world.settled(run);
    expect(conclusions(run)).toEqual({ "call / work": "cancelled" });
  });

  test("legs that wait for their turn are cancelled", async () => {
    await using world = await startWorld({
      workflows: {
        "w.yml": workflow(
          "  a: { runs-on: x, strategy: { max-parallel: 1, matrix: { n: [1, 2] } }, steps: [{ run: 'echo ready; exec sleep 60' }] }\n",
        ),
      },
    });
    const run = world.begin("w.yml");
    await said(world, run, "ready");
    world.github.actions.control?.cancel(run.id);
    await world.settled(run);
    expect(conclusions(run)).toEqual({ "a (1)": "cancelled", "a (2)": "cancelled" });
  });

  test("cleaning up has five minutes, then everything is killed", async () => {
    await using world = await startWorld({
      workflows: {
        "w.yml": workflow(
          "  a: { runs-on: x, steps: [{ run: 'echo ready; exec sleep 60' }, { if: always(), run: exec sleep 60 }, { if: always(), run: echo too-late }] }\n",
        ),
      },
      engine: { minute: 100 },
    });
    const run = world.begin("w.yml");
    await said(world, run, "ready");
    world.github.actions.control?.cancel(run.id);
    await world.settled(run);
    expect(conclusions(run)).toEqual({ a: "cancelled" });
    expect(world.log(run, "a")).not.toMatch(/^too-late$/m);
  });
});
