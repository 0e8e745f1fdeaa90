import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { RepositorySettings } from "../../../src/local/contract.ts";
import { startWorld } from "./world.ts";

/** One job `a` with these steps (YAML list items), run to its end. */
async function steps(
  lines: string,
  options: {
    job?: string;
    top?: string;
    files?: Readonly<Record<string, string>>;
    repositories?: Readonly<Record<string, Readonly<Record<string, string>>>>;
    settings?: Partial<RepositorySettings>;
    minute?: number;
  } = {},
) {
  const world = await startWorld({
    workflows: {
      "w.yml": `on: workflow_dispatch\n${options.top ?? ""}\njobs:\n  a:\n    runs-on: x\n${options.job ?? ""}    steps:\n${lines
        .trim()
        .split("\n")
        .map((line) => `      ${line}`)
        .join(
          "\n",
        )}\n  after: { needs: a, if: always(), runs-on: x, steps: [{ run: "echo 'got \${{ toJSON(needs.a.outputs) }}' | tr -d '\\\\n'" }] }\n`,
    },
    ...(options.files === undefined ? {} : { files: options.files }),
    ...(options.repositories === undefined ? {} : { repositories: options.repositories }),
    ...(options.settings === undefined ? {} : { settings: options.settings }),
    ...(options.minute === undefined ? {} : { engine: { minute: options.minute } }),
  });
  const run = await world.dispatch("w.yml");
  const job = run.jobs.find((one) => one.name === "a");
  return {
    world,
    run,
    conclusion: job?.conclusion,
    log: world.log(run, "a"),
    after: world.log(run, "after"),
    steps: Object.fromEntries((job?.steps ?? []).map((step) => [step.name, step.conclusion])),
    messages: world.messages(run),
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}

const nodeAction = (main: string, post = "", more = ""): Record<string, string> => ({
  "act/action.yml": `name: act\ndescription: d\n${more}runs: { using: node24, main: main.mjs${post === "" ? "" : ", post: post.mjs"} }\n`,
  "act/main.mjs": main,
  ...(post === "" ? {} : { "act/post.mjs": post }),
});

const composite = (runs: string, more = ""): string =>
  `name: c\ndescription: d\n${more}runs:\n  using: composite\n  steps:\n${runs}`;

describe("run steps", () => {
  test("each shell gets exactly the flags of a real runner", async () => {
    await using one = await steps(`
- { run: "ps -o args= -p $$ || tr '\\\\0' ' ' < /proc/$$/cmdline" }
- { shell: bash, run: "ps -o args= -p $$ || tr '\\\\0' ' ' < /proc/$$/cmdline" }
- { shell: sh, run: "ps -o args= -p $$ || tr '\\\\0' ' ' < /proc/$$/cmdline" }
`);
    expect(one.log).toMatch(/^bash -e \/.*\.sh/m);
    expect(one.log).toMatch(/^bash --noprofile --norc -e -o pipefail \/.*\.sh/m);
    expect(one.log).toMatch(/^sh -e \/.*\.sh/m);
  });

  test("nothing of the host's environment is visible but PATH, HOME and LANG", async () => {
    process.env["SWITCHYARD_LEAK"] = "leaked";
    await using one = await steps("- run: env | cut -d= -f1 | sort | tr '\\n' ' '");
    delete process.env["SWITCHYARD_LEAK"];
    const variables = (/^CI .*$/m.exec(one.log)?.[0] ?? "").trim().split(" ");
    expect(variables.filter((name) => !/^(GITHUB|RUNNER)_/.test(name))).toEqual([
      "CI",
      "GIT_CONFIG_COUNT",
      "HOME",
      "LANG",
      "PATH",
      "PWD",
      "SHLVL",
      "_",
    ]);
    expect(variables).not.toContain("GITHUB_TOKEN");
  });

  test("env layers: workflow, job, GITHUB_ENV, step; GITHUB_* cannot be overridden", async () => {
    await using one = await steps(
      `
- run: echo "$A $B $C" && echo "B=file" >> "$GITHUB_ENV"
  env: { C: step, GITHUB_ACTOR: mallory }
- run: echo "$A $B \${{ env.B }} [$C]"
- run: echo "$GITHUB_ACTOR"
  env: { GITHUB_ACTOR: mallory }
`,
      { top: "env: { A: workflow, B: workflow }", job: "    env: { B: job }\n" },
    );
    expect(one.log).toMatch(/^workflow job step$/m);
    expect(one.log).toMatch(/^workflow file file \[\]$/m);
    expect(one.log).toMatch(/^ada$/m);
  });

  test("GITHUB_PATH comes before PATH, GITHUB_ENV takes blocks, and a missing delimiter fails the step", async () => {
    await using one = await steps(`
- run: |
    mkdir bin && printf '#!/bin/sh\\necho mine' > bin/tool && chmod +x bin/tool && echo "$PWD/bin" >> "$GITHUB_PATH"
    printf 'TEXT<<EOF\\na\\n=b\\nEOF\\n' >> "$GITHUB_ENV"
- run: tool && echo "$TEXT"
- run: printf 'X<<EOF\\na\\n' >> "$GITHUB_OUTPUT"
`);
    expect(one.log).toMatch(/^mine\na\n=b$/m);
    expect(one.messages).toEqual([expect.stringContaining("Matching delimiter not found 'EOF'")]);
    expect(one.conclusion).toBe("failure");
  });

  test("working-directory and defaults.run hold, the step's own first", async () => {
    await using one = await steps(
      `
- { run: "mkdir -p one two", working-directory: . }
- run: basename "$PWD"
- { run: 'basename "$PWD"', working-directory: two }
`,
      { job: "    defaults: { run: { working-directory: one } }\n" },
    );
    expect(one.log).toMatch(/^one\ntwo$|^one$[\s\S]*^two$/m);
  });

  test("steps after a failure are skipped unless they ask; continue-on-error keeps the job green", async () => {
    await using green = await steps(`
- { name: bad, id: bad, run: exit 3, continue-on-error: true }
- { name: next, run: "echo \${{ steps.bad.outcome }}/\${{ steps.bad.conclusion }}" }
`);
    expect(green.conclusion).toBe("success");
    expect(green.log).toContain("failure/success");
    expect(green.messages).toEqual(["Process completed with exit code 3."]);
    await using red = await steps(`
- { name: bad, run: exit 1 }
- { name: next, run: "true" }
- { name: on failure, if: failure(), run: "true" }
- { name: always, if: always(), run: "true" }
- { name: cancelled, if: cancelled(), run: "true" }
`);
    expect(red.steps).toMatchObject({
      bad: "failure",
      next: "skipped",
      "on failure": "success",
      always: "success",
      cancelled: "skipped",
    });
  });

  test("a step that takes too long fails, and always() steps still run", async () => {
    await using one = await steps(
      `
- { name: slow, run: exec sleep 60, timeout-minutes: 1 }
- { name: always, if: always(), run: "true" }
`,
      { minute: 200 },
    );
    expect(one.steps).toMatchObject({ slow: "failure", always: "success" });
    expect(one.messages).toEqual(["The action 'slow' has timed out after 1 minutes."]);
    expect(one.conclusion).toBe("failure");
  });

  test("a job that takes too long is cancelled", async () => {
    await using one = await steps(`- { name: slow, run: exec sleep 60 }`, {
      job: "    timeout-minutes: 1\n",
      minute: 300,
    });
    expect(one.conclusion).toBe("cancelled");
    expect(one.messages).toEqual([
      "The job has exceeded the maximum execution time of 1m0s",
      "The operation was canceled.",
    ]);
  });

  test("background processes end with the job", async () => {
    await using one = await steps(`- run: "nohup sleep 300 > /dev/null 2>&1 & echo pid=$!"`);
    const pid = Number(/^pid=(\d+)$/m.exec(one.log)?.[1]);
    expect(one.log).toContain(`Terminate orphan process: pid (${pid})`);
    // Nobody may have reaped it yet: an ended process has no command line any more.
    const commandLine = existsSync(`/proc/${pid}/cmdline`)
      ? readFileSync(`/proc/${pid}/cmdline`, "utf8")
      : "";
    expect(commandLine).toBe("");
  });
});

describe("masks", () => {
  test("secrets, tokens and masked values never reach log, summary or annotation", async () => {
    await using one = await steps(
      `
- run: |
    word="$(printf 'hush%s' -quiet)"
    echo "::add-mask::$word"
    echo "a $SECRET b $TOKEN c $word"
    printf '%s' "$SECRET" | base64
    echo "::error::leak $SECRET"
    echo "sum $SECRET" >> "$GITHUB_STEP_SUMMARY"
  env: { SECRET: "\${{ secrets.S }}", TOKEN: "\${{ github.token }}" }
`,
      { settings: { secrets: { S: "very secret value" } } },
    );
    expect(one.log).toContain("a *** b *** c ***");
    expect(one.log).not.toMatch(/very secret|hush-quiet|ghs_/);
    expect(one.log).not.toContain(Buffer.from("very secret value").toString("base64").slice(0, 20));
    expect(one.messages).toEqual(["leak ***"]);
    expect(one.world.engine.summary(one.run.id)).toEqual([
      expect.objectContaining({ job: "a", markdown: "sum ***\n" }),
    ]);
  });

  test("a job output that holds a secret is dropped with GitHub's warning; empty ones vanish", async () => {
    await using one = await steps(
      `- id: s
  run: |
    echo "secret=x $SECRET" >> "$GITHUB_OUTPUT"
    echo "plain=fine" >> "$GITHUB_OUTPUT"
  env: { SECRET: "\${{ secrets.S }}" }
`,
      {
        job: "    outputs: { secret: '${{ steps.s.outputs.secret }}', plain: '${{ steps.s.outputs.plain }}', none: '${{ steps.s.outputs.no }}' }\n",
        settings: { secrets: { S: "very-secret" } },
      },
    );
    expect(one.messages).toEqual(["Skip output 'secret' since it may contain secret."]);
    expect(one.after).toContain('{  "plain": "fine"}');
  });
});

describe("workflow commands", () => {
  test("errors carry file and line, groups fold, stopped commands are plain text", async () => {
    await using one = await steps(`
- run: |
    echo "::group::Phase one"
    echo "::warning file=a.ts,line=3,title=T%3A1::100%25 sure%0Anext"
    echo "::endgroup::"
    echo "::stop-commands::tok"
    echo "::error::not an error"
    echo "::tok::"
    echo "::notice::back"
    echo "::debug::quiet"
`);
    expect(one.world.engine.annotations(one.run.id).map((entry) => entry.annotation)).toEqual([
      { level: "warning", message: "100% sure\nnext", properties: { file: "a.ts", line: "3", title: "T:1" } },
      { level: "notice", message: "back", properties: {} },
    ]);
    expect(one.log).toMatch(/^##\[group\]Phase one$/m);
    expect(one.log).toMatch(/^::error::not an error$/m);
    expect(one.log).toMatch(/^##\[debug\]quiet$/m);
  });

  test("ten annotations of a kind are kept per step", async () => {
    await using one = await steps(`- run: for i in $(seq 12); do echo "::notice::$i"; done`);
    expect(one.messages).toHaveLength(10);
  });
});

describe("node actions", () => {
  test("inputs keep their dashes, defaults are filled in, and unknown inputs get a warning", async () => {
    await using one = await steps("- uses: $/act\n  with: { issue-number: 7, other: x }", {
      files: nodeAction(
        `console.log(process.env["INPUT_ISSUE-NUMBER"], process.env["INPUT_TWO_WORDS"], process.env["INPUT_TOKEN"].length > 0);`,
        "",
        'inputs: { issue-number: {}, two words: { default: "${{ github.repository }}" }, token: { default: "${{ github.token }}" } }\n',
      ),
    });
    expect(one.log).toContain("7 acme/app true");
    expect(one.messages).toEqual([
      "Unexpected input(s) 'other', valid inputs are ['issue-number', 'two words', 'token']",
    ]);
  });

  test("the runtime token goes to actions and not to run steps", async () => {
    await using one = await steps(
      "- uses: $/act\n- run: 'echo run [$ACTIONS_RUNTIME_TOKEN$ACTIONS_RESULTS_URL]'",
      {
        files: nodeAction(
          `const [, body] = process.env.ACTIONS_RUNTIME_TOKEN.split(".");
         console.log("scope", JSON.parse(Buffer.from(body, "base64url")).scp.split(" ").at(-1).replace(/\\d+/g, "n"), process.env.ACTIONS_RESULTS_URL.startsWith("http://127"));`,
        ),
      },
    );
    expect(one.log).toContain("scope Actions.Results:n:n true");
    expect(one.log).toContain("run []");
  });

  test("post steps run last registered first, with the state of their main, even when that crashed", async () => {
    await using one = await steps(
      `
- { uses: $/act, with: { n: 1 } }
- { uses: $/act, with: { n: 2 } }
`,
      {
        files: nodeAction(
          `import { appendFileSync } from "node:fs";
           appendFileSync(process.env.GITHUB_STATE, "n<<E\\n" + process.env.INPUT_N + "\\nE\\n");
           if (process.env.INPUT_N === "2") process.exit(1);`,
          `console.log("post " + process.env.STATE_n + " of " + process.env.INPUT_N);`,
          "inputs: { n: {} }\n",
        ),
      },
    );
    expect(one.log.match(/^post .*$/gm)).toEqual(["post 2 of 2", "post 1 of 1"]);
    expect(one.conclusion).toBe("failure");
    expect(Object.keys(one.steps).filter((name) => name.startsWith("Post"))).toHaveLength(1);
  });

  test("post-if decides about the post phase", async () => {
    await using one = await steps("- uses: $/act\n", {
      files: {
        ...nodeAction("", "console.log('ran post')"),
        "act/action.yml":
          "name: a\ndescription: d\nruns: { using: node24, main: main.mjs, post: post.mjs, post-if: failure() }\n",
      },
    });
    expect(one.log).not.toContain("ran post");
    expect(one.steps).toMatchObject({ "Post Run $/act": "skipped" });
  });

  test("an action of another repository knows its repository and ref; a missing one fails before the first step", async () => {
    await using one = await steps("- uses: tools/kit/sub@main\n", {
      repositories: {
        "tools/kit": {
          "sub/action.yml": "name: a\ndescription: d\nruns: { using: node20, main: ../main.mjs }\n",
          "main.mjs": "console.log(process.env.GITHUB_ACTION_REPOSITORY, process.env.GITHUB_ACTION_REF);",
        },
      },
    });
    expect(one.log).toContain("tools/kit main");
    await using missing = await steps("- run: echo first\n- uses: tools/none@v1\n");
    expect(missing.log).not.toContain("first");
    expect(missing.messages).toEqual([expect.stringContaining("Unable to resolve action 'tools/none@v1'")]);
  });
});

describe("composite actions", () => {
  test("inputs, outputs, conditions, env and nested actions work", async () => {
    await using one = await steps(
      `
- id: c
  uses: $/comp
  with: { who: ada }
  env: { FROM_STEP: outside }
- run: echo "out \${{ steps.c.outputs.said }}"
`,
      {
        files: {
          ...nodeAction(
            "console.log('inner ' + process.env.INPUT_X)",
            "console.log('inner post')",
            "inputs: { x: {} }\n",
          ),
          "comp/action.yml": composite(
            `    - { id: say, shell: bash, run: 'echo "said=\${{ inputs.who }} $FROM_STEP" >> "$GITHUB_OUTPUT"' }
    - { if: "inputs.who == 'bob'", shell: bash, run: echo never }
    - { uses: $/act, with: { x: "\${{ inputs.who }}" } }
    - { shell: bash, run: 'echo "path $(basename "$GITHUB_ACTION_PATH") [$INPUT_WHO]"' }
`,
            "inputs: { who: { required: true } }\noutputs: { said: { value: '${{ steps.say.outputs.said }}' } }\n",
          ),
        },
      },
    );
    expect(one.log).toContain("out ada outside");
    expect(one.log).toContain("inner ada");
    expect(one.log).toContain("inner post");
    expect(one.log).toContain("path comp []");
    expect(one.log).not.toMatch(/^never$/m);
  });

  test("a failing inner step fails the composite, and its always() steps still run", async () => {
    await using one = await steps("- uses: $/comp\n- run: echo next", {
      files: {
        "comp/action.yml": composite(`    - { shell: sh, run: exit 4 }
    - { shell: sh, run: echo skipped-one }
    - { if: always(), shell: sh, run: echo inner-always }
`),
      },
    });
    expect(one.conclusion).toBe("failure");
    expect(one.log).toMatch(/^inner-always$/m);
    expect(one.log).not.toMatch(/^skipped-one$/m);
  });

  test("the time of the composite's own step ends the step inside", async () => {
    await using one = await steps("- { name: comp, uses: $/comp, timeout-minutes: 1 }", {
      files: {
        "comp/action.yml": composite(`    - { shell: sh, run: exec sleep 60 }
    - { if: always(), shell: sh, run: echo too-late }
`),
      },
      minute: 200,
    });
    expect(one.steps).toMatchObject({ comp: "failure" });
    expect(one.log).not.toMatch(/^too-late$/m);
    expect(one.messages).toEqual(["The action 'comp' has timed out after 1 minutes."]);
  });

  test("./path means the workspace, and needs a checkout there", async () => {
    await using one = await steps(
      `
- run: mkdir -p here && printf 'name\\x3a h\\ndescription\\x3a d\\nruns\\x3a { using\\x3a composite, steps\\x3a [{ run\\x3a echo from workspace, shell\\x3a sh }] }\\n' > here/action.yml
- uses: ./here
- uses: ./there
`,
    );
    expect(one.log).toMatch(/^from workspace$/m);
    expect(one.messages).toEqual([expect.stringContaining("Did you forget to run actions/checkout?")]);
  });
});

test("hashFiles hashes what matches and is empty otherwise", async () => {
  await using one = await steps(`
- run: echo a > a.lock && mkdir sub && echo b > sub/b.lock
- run: echo "[\${{ hashFiles('**/*.lock') }}] [\${{ hashFiles('none') }}] \${{ hashFiles('**/*.lock', '!sub/**') == hashFiles('a.lock') }}"
`);
  expect(one.log).toMatch(/^\[[0-9a-f]{64}\] \[\] true$/m);
});
