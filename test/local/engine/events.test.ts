import { describe, expect, test } from "vitest";
import { passes } from "../../../src/local/engine/patterns.ts";
import { conclusions, startWorld } from "./world.ts";
import type { World } from "./world.ts";

const workflow = (on: string, run = "true"): string =>
  `name: w\non: ${on}\njobs:\n  a: { runs-on: x, steps: [{ run: ${JSON.stringify(run)} }] }\n`;

const names = async (world: World): Promise<string[]> => {
  await world.engine.idle({ deadline: 30_000 });
  return [...world.github.actions.runs.values()].map((run) => run.path.replace(".github/workflows/", ""));
};
const repository = "acme/app";
const issue = { number: 7, title: "A title" };

describe("events", () => {
  test("issues start the workflows whose types match, with the event's payload", async () => {
    await using world = await startWorld({
      workflows: {
        "all.yml": workflow("issues"),
        "closed.yml": workflow("{ issues: { types: [closed] } }"),
        "labeled.yml": workflow(
          "{ issues: { types: [labeled, unlabeled] } }",
          "jq -r .label.name < $GITHUB_EVENT_PATH || grep -o go $GITHUB_EVENT_PATH; echo ${{ github.event.label.name }}",
        ),
        "push.yml": workflow("push"),
      },
    });
    world.github.emit({
      repository,
      name: "issues",
      payload: { action: "labeled", label: { name: "go" }, issue },
    });
    expect(await names(world)).toEqual(["all.yml", "labeled.yml"]);
    const run = [...world.github.actions.runs.values()][1];
    expect(run).toMatchObject({ title: "A title", event: "issues", actor: "ada", headBranch: "main" });
    expect(run === undefined ? "" : world.log(run, "a")).toMatch(/^go$/m);
  });

  test("events that a job token caused start nothing, except the two dispatches", async () => {
    await using world = await startWorld({
      workflows: {
        "w.yml": workflow("[issues, issue_comment, push, workflow_dispatch, repository_dispatch]"),
      },
    });
    const fromJobToken = true;
    for (const name of ["issues", "issue_comment"]) world.github.emit({ repository, name, fromJobToken });
    world.github.emit({ repository, name: "push", payload: { ref: "refs/heads/main" }, fromJobToken });
    expect(await names(world)).toEqual([]);
    world.github.emit({ repository, name: "repository_dispatch", payload: { action: "x" }, fromJobToken });
    world.github.emit({
      repository,
      name: "workflow_dispatch",
      payload: { workflow: ".github/workflows/w.yml", ref: "main" },
      fromJobToken,
    });
    expect(await names(world)).toEqual(["w.yml", "w.yml"]);
  });

  test("a workflow that was switched off starts by nothing", async () => {
    await using world = await startWorld({
      workflows: { "off.yml": workflow("[issues, workflow_dispatch]"), "on.yml": workflow("issues") },
    });
    world.github.settings(repository).disabledWorkflows = [".github/workflows/off.yml"];
    world.github.emit({ repository, name: "issues", payload: { action: "opened", issue } });
    expect(await names(world)).toEqual(["on.yml"]);
  });

  test("a schedule fires the workflows with that line and no others", async () => {
    await using world = await startWorld({
      workflows: {
        "a.yml": workflow(
          "{ schedule: [{ cron: '7 * * * *' }, { cron: '0 3 * * *' }] }",
          "echo ${{ github.event.schedule }}",
        ),
        "b.yml": workflow("{ schedule: [{ cron: '9 * * * *' }] }"),
      },
    });
    const runs = world.engine.fire({ repository, event: "schedule", schedule: "0 3 * * *" });
    expect(await names(world)).toEqual(["a.yml"]);
    expect(runs).toHaveLength(1);
  });

  test("a push runs the workflow of the pushed ref, by its branch filters", async () => {
    await using world = await startWorld({
      workflows: {
        "main.yml": workflow("{ push: { branches: [main, 'release/**'] } }"),
        "tags.yml": workflow("{ push: { tags: ['v*'] } }"),
        "not-main.yml": workflow("{ push: { branches-ignore: [main] } }"),
      },
    });
    world.github.emit({ repository, name: "push", payload: { ref: "refs/heads/main" } });
    expect(await names(world)).toEqual(["main.yml"]);
    expect([...world.github.actions.runs.values()][0]?.title).toBe("Initial commit");
  });

  test("the default branch has no say in what a type filter of an unsupported event means: the run is refused", async () => {
    await using world = await startWorld({
      workflows: {
        "pr.yml": workflow("[pull_request, issues]"),
        "paths.yml": workflow("{ push: { paths: ['src/**'] } }"),
      },
    });
    world.github.emit({ repository, name: "issues", payload: { action: "opened", issue } });
    world.github.emit({ repository, name: "pull_request", payload: { action: "opened" } });
    world.github.emit({ repository, name: "push", payload: { ref: "refs/heads/main" } });
    expect(await names(world)).toEqual(["pr.yml", "pr.yml", "paths.yml"]);
    const runs = [...world.github.actions.runs.values()];
    expect(runs.map((run) => run.conclusion)).toEqual(["success", "startup_failure", "startup_failure"]);
    expect(runs.map((run) => world.messages(run)[0] ?? "")).toEqual([
      "",
      ".github/workflows/pr.yml:2:5: `on: pull_request` is not supported by the local engine",
      ".github/workflows/paths.yml:2:22: `paths` of `on: push` is not supported by the local engine",
    ]);
  });

  test("a broken workflow file gives a failed run that says where", async () => {
    await using world = await startWorld({ workflows: { "w.yml": "on: issues\njobs:\n  a: { runs: x }\n" } });
    world.github.emit({ repository, name: "issues", payload: { action: "opened", issue } });
    expect(await names(world)).toEqual(["w.yml"]);
    const run = [...world.github.actions.runs.values()][0];
    expect(run?.conclusion).toBe("startup_failure");
    expect(run === undefined ? [] : world.messages(run)).toEqual([
      expect.stringContaining(".github/workflows/w.yml:3:8"),
    ]);
  });
});

describe("manual runs", () => {
  const on =
    "{ workflow_dispatch: { inputs: { who: { type: string, required: true }, n: { type: number, default: 3 }, " +
    "dry: { type: boolean }, size: { type: choice, options: [small, big] } } } }";
  const shown = "echo '${{ toJSON(inputs) }}' | tr -d '\\n '";

  test("inputs get their defaults and types, and run-name sees them", async () => {
    await using world = await startWorld({
      workflows: { "w.yml": `run-name: "hello \${{ inputs.who }}"\n${workflow(on, shown)}` },
    });
    const run = await world.dispatch("w.yml", { who: "ada", dry: "true" });
    expect(run.title).toBe("hello ada");
    expect(world.log(run, "a")).toContain('{"who":"ada","n":3,"dry":true,"size":"small"}');
  });

  test.each([
    [{}, "Required input 'who' not provided"],
    [{ who: "a", dry: "maybe" }, "The input 'dry' must be true or false, got 'maybe'"],
    [{ who: "a", n: "x" }, "The input 'n' must be a number, got 'x'"],
    [{ who: "a", size: "huge" }, "Provided value 'huge' for input 'size' not in the list of allowed values"],
    [{ who: "a", what: "b" }, 'Unexpected inputs provided: ["what"]'],
  ])("inputs %j are refused", async (inputs, message) => {
    await using world = await startWorld({ workflows: { "w.yml": workflow(on) } });
    const run = await world.dispatch("w.yml", inputs);
    expect(run.conclusion).toBe("startup_failure");
    expect(world.messages(run)).toEqual([message]);
  });
});

test("secrets and variables of the repository reach every kind of event", async () => {
  await using world = await startWorld({
    workflows: {
      "w.yml": workflow(
        "issues",
        "echo ${{ vars.V }} ${{ secrets.S == 's3cret' }} ${{ secrets.NONE == '' }}",
      ),
    },
    settings: { secrets: { S: "s3cret" }, variables: { V: "value" } },
  });
  world.github.emit({ repository, name: "issues", payload: { action: "opened", issue } });
  await names(world);
  const run = [...world.github.actions.runs.values()][0];
  expect(run === undefined ? {} : conclusions(run)).toEqual({ a: "success" });
  expect(run === undefined ? "" : world.log(run, "a")).toContain("value true true");
});

test.each([
  ["main", ["main"], true],
  ["feature/a", ["feature/*"], true],
  ["feature/a/b", ["feature/*"], false],
  ["feature/a/b", ["feature/**"], true],
  ["v1", ["v[12]"], true],
  ["v3", ["v[0-2]"], false],
  ["release/x", ["release/**", "!release/x"], false],
  ["a.b", ["a?b"], false],
])("the name %s against the filter %j passes: %s", (name, patterns, expected) => {
  expect(passes(name, patterns)).toBe(expected);
});
