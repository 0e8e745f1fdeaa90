import { describe, expect, test } from "vitest";
import { readAction } from "../../../src/local/engine/action-file.ts";
import { readWorkflow } from "../../../src/local/engine/workflow-file.ts";

const job = (lines: string): string => `on: push\njobs:\n  a:\n    runs-on: x\n${lines}`;
const step = (line: string): string => job(`    steps:\n      - ${line}\n`);

const refused: Readonly<Record<string, readonly [text: string, message: string]>> = {
  "a job's services": [
    job("    services: { db: { image: postgres } }\n    steps: []\n"),
    "w.yml:5:15: `services` on a job is not supported by the local engine",
  ],
  "a job's container": [
    job("    container: node:24\n    steps: []\n"),
    "w.yml:5:16: `container` on a job is not supported by the local engine",
  ],
  "a job's environment": [
    job("    environment: production\n    steps: []\n"),
    "w.yml:5:18: `environment` on a job is not supported by the local engine",
  ],
  "continue-on-error on a job": [
    job("    continue-on-error: true\n    steps: []\n"),
    "w.yml:5:24: `continue-on-error` on a job is not supported by the local engine",
  ],
  "cancel-timeout-minutes": [
    job("    cancel-timeout-minutes: 1\n    steps: []\n"),
    "w.yml:5:29: `cancel-timeout-minutes` on a job is not supported by the local engine",
  ],
  "a container action": [
    step("uses: docker://alpine"),
    "w.yml:6:15: `uses: docker://alpine` (a container action) is not supported by the local engine",
  ],
  "a shell other than bash and sh": [
    step("{ run: x, shell: pwsh }"),
    "w.yml:6:26: `shell: pwsh` is not supported by the local engine",
  ],
  "a custom shell": [
    step("{ run: x, shell: 'perl {0}' }"),
    "w.yml:6:26: `shell: perl {0}` is not supported by the local engine",
  ],
  "a step in the background": [
    step("{ run: x, background: true }"),
    "w.yml:6:19: Unexpected value 'background'",
  ],
  "a step that waits": [step("wait: [a]"), "wait"],
  "an expression as strategy": [
    job("    strategy: ${{ fromJSON('{}') }}\n    steps: []\n"),
    "w.yml:5:15: an expression as `strategy` is not supported",
  ],
  "a runner group": [
    "on: push\njobs:\n  a: { runs-on: { group: big }, steps: [] }\n",
    "w.yml:3:17: a runner group in `runs-on` is not supported by the local engine",
  ],
  "identity tokens": [
    `permissions: { id-token: write }\n${job("    steps: []\n")}`,
    "w.yml:1:26: `id-token: write` is not supported by the local engine",
  ],
  "the job token passed as a secret": [
    "on: push\njobs:\n  a:\n    uses: ./.github/workflows/b.yml\n    secrets: { t: '${{ secrets.GITHUB_TOKEN }}' }\n",
    "w.yml:5:20: passing GITHUB_TOKEN as a secret is not supported by the local engine",
  ],
  "a snapshot": [job("    snapshot: image\n    steps: []\n"), "snapshot"],
  "inserted keys": [
    job("    env:\n      ${{ insert }}: ${{ github.event }}\n    steps: []\n"),
    "an expression as a key (`${{ insert }}`) is not supported",
  ],
  "a key that nobody knows": [
    job("    runs-off: x\n    steps: []\n"),
    "w.yml:5:5: Unexpected value 'runs-off'",
  ],
  "an unknown context": [step("run: echo ${{ nothing.x }}"), "Unrecognized named-value: 'nothing'"],
  "a function that does not exist": [step("run: echo ${{ shout('x') }}"), "Unrecognized function: 'shout'"],
  "a self-repository reference without a path": [
    step("uses: $/"),
    "w.yml:6:15: `uses: $/` names no action: expected a folder, such as $/work",
  ],
  "a self-repository reference with a ref": [step("uses: $/work@v1"), "`uses: $/work@v1` takes no @ref"],
  "an action without a ref": [step("uses: actions/checkout"), "expected {owner}/{repo}[/path]@{ref}"],
  "a doubled step id": [
    job("    steps:\n      - { id: A, run: x }\n      - { id: a, run: y }\n"),
    "the identifier 'a' is used more than once",
  ],
  "needs in a circle": [
    "on: push\njobs:\n  a: { runs-on: x, needs: b, steps: [] }\n  b: { runs-on: x, needs: a, steps: [] }\n",
    "the jobs a → b → a need each other",
  ],
  "needs of a job that is not there": [
    "on: push\njobs:\n  a: { runs-on: x, needs: c, steps: [] }\n",
    "the job 'a' needs 'c', which does not exist",
  ],
  "queue: max with cancel-in-progress": [
    `concurrency: { group: g, queue: max, cancel-in-progress: true }\n${job("    steps: []\n")}`,
    "'queue: max' cannot be combined with 'cancel-in-progress: true'",
  ],
  "a called workflow outside .github/workflows": [
    "on: push\njobs:\n  a: { uses: ./x.yml }\n",
    "invalid workflow reference './x.yml'",
  ],
  "a called workflow named only $/": ["on: push\njobs:\n  a: { uses: $/ }\n", "`uses: $/` names no file"],
};

const action = (runs: string): string => `name: a\ndescription: d\nruns: ${runs}\n`;

describe("refuses with file and line", () => {
  test.each(Object.entries(refused))("%s", (_name, [text, message]) => {
    expect(() => readWorkflow("w.yml", text)).toThrow(message);
  });

  test("a docker action", () => {
    expect(() => readAction("action.yml", action("{ using: docker, image: Dockerfile }"))).toThrow(
      "action.yml:3:16: `using: docker` is not supported by the local engine",
    );
  });

  test("an action with a pre phase", () => {
    expect(() => readAction("action.yml", action("{ using: node24, main: a.js, pre: b.js }"))).toThrow(
      "action.yml:3:41: `pre` is not supported by the local engine",
    );
  });

  test("an action for a Node that is gone", () => {
    expect(() => readAction("action.yml", action("{ using: node16, main: a.js }"))).toThrow(
      "`using: node16`",
    );
  });
});

test("all problems of a file are reported at once", () => {
  expect(() => readWorkflow("w.yml", job("    a: 1\n    b: 2\n    steps: []\n"))).toThrow(
    "w.yml:5:5: Unexpected value 'a'\nw.yml:6:5: Unexpected value 'b'",
  );
});

test("cache-mode, which GitHub's parser does not know yet, is accepted on workflows and jobs", () => {
  const workflow = readWorkflow("w.yml", `cache-mode: none\n${job("    cache-mode: read\n    steps: []\n")}`);
  expect(workflow.jobs.map((one) => one.id)).toEqual(["a"]);
});
