import { describe, expect, test } from "vitest";
import { conclusions, startWorld } from "./world.ts";

const passing = "{ runs-on: x, steps: [{ run: 'true' }] }";
const failing = "{ runs-on: x, steps: [{ run: 'false' }] }";
const workflow = (jobs: string): string => `name: main\non: workflow_dispatch\njobs:\n${jobs}`;

async function run(jobs: string, others: Readonly<Record<string, string>> = {}) {
  const world = await startWorld({ workflows: { "main.yml": workflow(jobs), ...others } });
  const record = await world.dispatch("main.yml");
  return { world, record, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() };
}

const echo = (matrix: string): string => `
  a:
    runs-on: x
    strategy: ${matrix}
    steps: [{ run: 'echo "\${{ toJSON(matrix) }}"' }]
`;

const legs = (failFast: boolean): string => `
  a:
    runs-on: x
    strategy: { fail-fast: ${failFast}, max-parallel: 1, matrix: { n: [1, 2] } }
    steps: [{ run: "exit \${{ matrix.n }}" }]
`;

const tokensOf = async (options: { main: string; called?: string; fallback?: "read" | "write" }) => {
  const world = await startWorld({
    workflows: {
      "main.yml": options.main,
      ...(options.called === undefined ? {} : { "called.yml": options.called }),
    },
    settings: { defaultWorkflowPermissions: options.fallback ?? "write" },
  });
  const record = await world.dispatch("main.yml");
  return { world, record, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() };
};

const chain = (levels: number): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: levels }, (_, index) => [
      `l${index}.yml`,
      `on: [workflow_call, workflow_dispatch]\njobs:\n  n: ${index === levels - 1 ? passing : `{ uses: $/.github/workflows/l${index + 1}.yml }`}\n`,
    ]),
  );

describe("conditions", () => {
  test("a job whose need failed is skipped, unless its condition asks for failures", async () => {
    await using one = await run(`
  a: ${failing}
  b: { needs: a, ${passing.slice(1)}
  c: { needs: a, if: failure(), ${passing.slice(1)}
  d: { needs: a, if: always(), ${passing.slice(1)}
  e: { needs: a, if: success(), ${passing.slice(1)}
`);
    expect(conclusions(one.record)).toEqual({
      a: "failure",
      b: "skipped",
      c: "success",
      d: "success",
      e: "skipped",
    });
    expect(one.record.conclusion).toBe("failure");
  });

  test("status functions look through needs that ran all the same", async () => {
    await using one = await run(`
  a: ${failing}
  b: { needs: a, if: always(), ${passing.slice(1)}
  c: { needs: b, ${passing.slice(1)}
  d: { needs: b, if: failure(), ${passing.slice(1)}
`);
    expect(conclusions(one.record)).toEqual({ a: "failure", b: "success", c: "skipped", d: "success" });
  });

  test("a skipped ancestor keeps later jobs from running", async () => {
    await using one = await run(`
  a: { if: false, ${passing.slice(1)}
  b: { needs: a, if: always(), ${passing.slice(1)}
  c: { needs: b, ${passing.slice(1)}
`);
    expect(conclusions(one.record)).toEqual({ a: "skipped", b: "success", c: "skipped" });
    expect(one.record.conclusion).toBe("success");
  });

  test("a condition without a status function gets success() in front", async () => {
    await using one = await run(`
  a: ${failing}
  b: { needs: a, if: "github.actor == 'ada'", ${passing.slice(1)}
  c: { needs: a, if: "\${{ !cancelled() && github.actor == 'ada' }}", ${passing.slice(1)}
`);
    expect(conclusions(one.record)).toEqual({ a: "failure", b: "skipped", c: "success" });
  });
});

describe("matrix", () => {
  test("include adds to combinations and makes new ones, as GitHub's documentation shows", async () => {
    await using one = await run(
      echo(`{ matrix: { fruit: [apple, pear], animal: [cat, dog], include: [
        { color: green }, { color: pink, animal: cat }, { fruit: apple, shape: circle }, { fruit: banana }, { fruit: banana, animal: cat } ] } }`),
    );
    expect(Object.keys(conclusions(one.record)).toSorted()).toEqual([
      "a (apple, cat, pink, circle)",
      "a (apple, dog, green, circle)",
      "a (banana)",
      "a (banana, cat)",
      "a (pear, cat, pink)",
      "a (pear, dog, green)",
    ]);
  });

  test("exclude takes out what matches partly", async () => {
    await using one = await run(
      echo("{ matrix: { os: [l, m], v: [1, 2], exclude: [{ os: l, v: 1 }, { os: m }] } }"),
    );
    expect(conclusions(one.record)).toEqual({ "a (l, 2)": "success" });
  });

  test("an empty matrix fails the job with GitHub's words", async () => {
    await using one = await run(echo(`{ matrix: { n: "\${{ fromJSON('[]') }}" } }`));
    expect(conclusions(one.record)).toEqual({ a: "failure" });
    expect(one.world.messages(one.record)).toEqual([
      expect.stringContaining("Matrix vector 'n' does not contain any values"),
    ]);
  });

  test("an empty include list is an empty matrix, too", async () => {
    await using one = await run(echo(`{ matrix: { include: "\${{ fromJSON('[]') }}" } }`));
    expect(one.world.messages(one.record)).toEqual([
      expect.stringContaining("Matrix must define at least one vector"),
    ]);
  });

  test("max-parallel limits how many legs run at once", async () => {
    await using one = await run(echo("{ max-parallel: 2, matrix: { n: [1, 2, 3, 4, 5] } }"));
    let now = 0;
    let most = 0;
    for (const { kind } of one.world.progress) {
      if (kind === "job-started") now += 1;
      if (kind === "job-ended") now -= 1;
      most = Math.max(most, now);
    }
    expect(most).toBe(2);
    expect(Object.keys(conclusions(one.record))).toHaveLength(5);
  });

  test("fail-fast cancels the legs that have not run", async () => {
    await using one = await run(legs(true));
    expect(conclusions(one.record)).toEqual({ "a (1)": "failure", "a (2)": "cancelled" });
  });

  test("without fail-fast every leg runs", async () => {
    await using one = await run(legs(false));
    expect(conclusions(one.record)).toEqual({ "a (1)": "failure", "a (2)": "failure" });
  });

  test("a name with an expression stands as it is; a plain one gets the values", async () => {
    await using one = await run(`
  a: { name: "leg \${{ matrix.n }}", strategy: { matrix: { n: [1] } }, ${passing.slice(1)}
  b: { name: leg, strategy: { matrix: { n: [1] } }, ${passing.slice(1)}
`);
    expect(Object.keys(conclusions(one.record)).toSorted()).toEqual(["leg (1)", "leg 1"]);
  });
});

describe("called workflows", () => {
  const called = `
on:
  workflow_call:
    inputs: { text: { type: string, default: none }, flag: { type: boolean } }
    secrets: { key: { required: true } }
    outputs: { said: { value: "\${{ jobs.say.outputs.said }}" } }
jobs:
  say:
    runs-on: x
    outputs: { said: "\${{ steps.s.outputs.said }}" }
    steps:
      - id: s
        run: |
          echo "said=\${{ inputs.text }}/\${{ inputs.flag }}/\${{ secrets.key != '' }}/\${{ secrets.other == '' }}" >> "$GITHUB_OUTPUT"
`;

  test("inputs have their types, and only the secrets that were named arrive", async () => {
    await using world = await startWorld({
      workflows: {
        "main.yml": workflow(`
  call:
    uses: ./.github/workflows/called.yml
    with: { flag: true }
    secrets: { key: "\${{ secrets.KEY }}" }
  end:
    needs: call
    runs-on: x
    steps: [{ run: "echo [\${{ needs.call.outputs.said }}]" }]
`),
        "called.yml": called,
      },
      settings: { secrets: { KEY: "k-secret", OTHER: "o-secret" } },
    });
    const record = await world.dispatch("main.yml");
    expect(world.log(record, "end")).toContain("[none/true/true/true]");
  });

  test("a missing required secret keeps the run from starting", async () => {
    await using one = await run("  call: { uses: ./.github/workflows/called.yml }\n", {
      "called.yml": called,
    });
    expect(one.record).toMatchObject({ conclusion: "startup_failure", jobs: [] });
    expect(one.world.messages(one.record)).toEqual([
      expect.stringContaining("Secret key is required, but not provided"),
    ]);
  });

  test("an input that is not declared keeps the run from starting", async () => {
    await using one = await run(
      "  call: { uses: ./.github/workflows/called.yml, with: { what: 1 }, secrets: inherit }\n",
      { "called.yml": called },
    );
    expect(one.world.messages(one.record)).toEqual([
      expect.stringContaining("Invalid input, what is not defined in the referenced workflow."),
    ]);
  });

  test("$/ in a workflow of another repository means that repository at that commit", async () => {
    await using world = await startWorld({
      workflows: {
        "main.yml": workflow("  call: { uses: tools/fleet/.github/workflows/outer.yml@v1 }\n").replace(
          "@v1",
          "@main",
        ),
      },
      files: {
        "act/action.yml":
          "name: wrong\ndescription: d\nruns: { using: composite, steps: [{ run: echo wrong, shell: sh }] }\n",
      },
      repositories: {
        "tools/fleet": {
          ".github/workflows/outer.yml":
            "on: workflow_call\njobs:\n  mid: { uses: $/.github/workflows/inner.yml }\n",
          ".github/workflows/inner.yml": `on: workflow_call
jobs:
  in:
    runs-on: x
    steps:
      - uses: $/act
      - run: echo "\${{ job.workflow_repository }} \${{ job.workflow_file_path }} \${{ github.repository }}"
`,
          "act/action.yml":
            "name: right\ndescription: d\nruns: { using: composite, steps: [{ run: echo from the fleet, shell: sh }, { uses: $/other }] }\n",
          "other/action.yml":
            "name: o\ndescription: d\nruns: { using: composite, steps: [{ run: echo nested self, shell: sh }] }\n",
        },
      },
    });
    const record = await world.dispatch("main.yml");
    expect(world.messages(record)).toEqual([]);
    const log = world.log(record, "call / mid / in");
    expect(log).toContain("from the fleet");
    expect(log).toContain("nested self");
    expect(log).toContain("tools/fleet .github/workflows/inner.yml acme/app");
  });

  test("ten levels of workflows are allowed and the eleventh is not", async () => {
    await using ten = await startWorld({ workflows: chain(10) });
    expect((await ten.dispatch("l0.yml")).conclusion).toBe("success");
    await using eleven = await startWorld({ workflows: chain(11) });
    const record = await eleven.dispatch("l0.yml");
    expect(record.conclusion).toBe("startup_failure");
    expect(eleven.messages(record)).toEqual([expect.stringContaining("nested deeper than 10 levels")]);
  });
});

describe("permissions", () => {
  const on = "on: [workflow_dispatch, workflow_call]\n";

  test("a job's own permissions replace those of the workflow, and its token dies with it", async () => {
    await using one = await tokensOf({
      main: `${on}permissions: { contents: write, issues: read }\njobs:\n  a: ${passing}\n  b: { needs: a, permissions: { actions: read }, ${passing.slice(1)}\n  c: { needs: b, permissions: {}, ${passing.slice(1)}\n`,
    });
    expect([...one.world.github.tokens.values()]).toEqual([
      { permissions: { contents: "write", issues: "read" }, revoked: true },
      { permissions: { actions: "read" }, revoked: true },
      { permissions: {}, revoked: true },
    ]);
  });

  test("without any, the repository's default counts", async () => {
    await using one = await tokensOf({ main: `${on}jobs:\n  a: ${passing}\n`, fallback: "read" });
    expect([...one.world.github.tokens.values()][0]?.permissions).toEqual({
      contents: "read",
      packages: "read",
    });
  });

  test("a called job gets what its caller has", async () => {
    await using one = await tokensOf({
      main: `${on}permissions: { issues: write }\njobs:\n  call: { uses: $/.github/workflows/called.yml }\n`,
      called: `${on}jobs:\n  a: ${passing}\n  b: { permissions: { issues: read }, ${passing.slice(1)}\n`,
    });
    expect([...one.world.github.tokens.values()].map((token) => token.permissions)).toEqual([
      { issues: "write" },
      { issues: "read" },
    ]);
  });

  test("a called job that asks for more than its caller has keeps the whole run from starting", async () => {
    await using one = await tokensOf({
      main: `${on}permissions: { contents: read }\njobs:\n  first: ${passing}\n  call: { uses: $/.github/workflows/called.yml }\n`,
      called: `${on}jobs:\n  a: { permissions: { contents: write, issues: read }, ${passing.slice(1)}\n`,
    });
    expect(one.record).toMatchObject({ status: "completed", conclusion: "startup_failure", jobs: [] });
    expect(one.world.messages(one.record)).toEqual([
      ".github/workflows/main.yml:5:9: Error calling workflow '$/.github/workflows/called.yml'. The nested job 'a' is " +
        "requesting 'contents: write, issues: read', but is only allowed 'contents: read, issues: none'.",
    ]);
    expect(one.world.github.tokens.size).toBe(0);
  });

  test("a caller's job permissions limit the called workflow, although the caller's workflow has more", async () => {
    await using one = await tokensOf({
      main: `${on}permissions: write-all\njobs:\n  call: { permissions: { contents: read }, uses: $/.github/workflows/called.yml }\n`,
      called: `${on}permissions: { contents: write }\njobs:\n  a: ${passing}\n`,
    });
    expect(one.record.conclusion).toBe("startup_failure");
    expect(one.world.messages(one.record)).toEqual([
      expect.stringContaining("is only allowed 'contents: read'"),
    ]);
  });
});

test("outputs flow from a step to a matrix over a called workflow and back", async () => {
  await using world = await startWorld({
    workflows: {
      "main.yml": workflow(`
  plan:
    runs-on: x
    outputs: { matrix: "\${{ steps.plan.outputs.matrix }}" }
    steps: [{ id: plan, run: 'echo "matrix=[{\\"n\\":1},{\\"n\\":2}]" >> "$GITHUB_OUTPUT"' }]
  task:
    needs: plan
    strategy: { matrix: { include: "\${{ fromJSON(needs.plan.outputs.matrix) }}" }, max-parallel: 1 }
    uses: $/.github/workflows/task.yml
    with: { n: "\${{ matrix.n }}" }
  end:
    needs: task
    runs-on: x
    steps: [{ run: 'echo "last \${{ needs.task.outputs.done }} \${{ needs.task.result }}"' }]
`),
      "task.yml": `
on:
  workflow_call:
    inputs: { n: { type: number, required: true } }
    outputs: { done: { value: "\${{ jobs.work.outputs.done }}" } }
jobs:
  work:
    runs-on: x
    outputs: { done: "\${{ steps.a.outputs.done }}" }
    steps: [{ id: a, run: 'echo "done=did \${{ inputs.n }}" >> "$GITHUB_OUTPUT"' }]
`,
    },
  });
  const record = await world.dispatch("main.yml");
  expect(conclusions(record)).toEqual({
    plan: "success",
    "task (1) / work": "success",
    "task (2) / work": "success",
    end: "success",
  });
  expect(world.log(record, "end")).toContain("last did 2 success");
});
