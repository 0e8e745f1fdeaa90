import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { callerFiles } from "../../src/cli/caller-text.ts";
import { neededBy, permissionsOf } from "../../src/cli/permissions.ts";
import { followUses } from "../../src/cli/workflows.ts";
import { type YamlFile, member, membersOf, readYaml } from "../../src/cli/yaml-file.ts";

const root = join(import.meta.dirname, "../..");
const folder = ".github/workflows";
const load = (path: string, as = path) => readYaml(as, readFileSync(join(root, path), "utf8"));

/** Every workflow that we ship, that people paste, and that `init` writes. */
const files: readonly YamlFile[] = [
  load(`${folder}/switchyard.yml`),
  load(`${folder}/task.yml`),
  load("examples/switchyard.yml"),
  load("examples/owned/switchyard.yml"),
  load("examples/owned/switchyard-task.yml"),
  ...(
    await Promise.all(
      [false, true].map(async (own) => [...(await callerFiles({ own, pin: "v1.2.3", private: true }))]),
    )
  )
    .flat()
    .map(([path, text]) => readYaml(`init/${path}`, text)),
];
const jobs = files.flatMap((file) =>
  membersOf(member(file.value, "jobs")).map(([name, job]) => ({
    name: `${file.path} ${name}`,
    job,
    steps: stepsOf(job),
    uses: member(job, "uses"),
    granted: permissionsOf(member(job, "permissions")) ?? new Map<string, string>(),
    text: JSON.stringify(job),
  })),
);
const working = jobs.filter(({ uses }) => uses === undefined);
const writes = ({ granted }: (typeof jobs)[number]) => [...granted.values()].includes("write");
const modelSecret =
  /anthropic-api-key|claude-code-oauth-token|secrets\.credentials|setup-env|env-file|seal-key/i;
const ours = /(?:^\$\/|^switchyard-dev\/switchyard\/)(?:dispatch|collect|progress|wake)(?:@|$)/;

/** What a caller of version 1 grants. Frozen: a run whose caller grants less ends in startup_failure, without a log. */
const grantedByCallers = { contents: "write", issues: "write", "pull-requests": "write", actions: "write" };

describe("H01 from the workflow files", () => {
  test("there are jobs to look at: those of every file", () => {
    expect(working.length).toBeGreaterThanOrEqual(12);
    expect(working.filter(({ text }) => modelSecret.test(text)).length).toBeGreaterThanOrEqual(3);
    expect(working.filter(writes).length).toBeGreaterThanOrEqual(9);
  });

  test.each(files)("$path grants nothing at the top", ({ value }) =>
    expect(member(value, "permissions")).toEqual({}),
  );

  test.each(working.filter(({ text }) => modelSecret.test(text)))(
    "$name has a model credential, and may only read",
    ({ granted }) => expect(Object.fromEntries(granted)).toEqual({ contents: "read", actions: "read" }),
  );

  test.each(working.filter(writes))(
    "$name may write, and runs nothing but our own action",
    ({ steps, text }) => {
      expect(steps).toHaveLength(1);
      for (const { uses, run } of steps) {
        expect(run).toBeUndefined();
        expect(uses).toMatch(ours);
      }
      expect(text).not.toMatch(modelSecret);
      expect(text).not.toMatch(/actions\/checkout|"uses":"\.\//);
    },
  );

  test.each(working.filter(({ granted }) => granted.get("actions") === "write"))(
    "$name may start workflows, and sees no artifact, no text and no secret",
    ({ granted, steps, text }) => {
      expect(Object.fromEntries(granted)).toEqual({ actions: "write" });
      for (const step of steps) expect(step.with).toBeUndefined();
      expect(text).not.toMatch(/secrets|artifact|result|plan-|title|body|inputs\.|github\.event/i);
    },
  );

  test.each(jobs)(
    "$name puts no text into a shell, and passes no secret on by inheritance",
    ({ steps, text }) => {
      for (const { run } of steps) expect(run ?? "").not.toContain("${{");
      expect(text).not.toMatch(/"secrets":"inherit"|toJSON\(\s*(?:secrets|github)/i);
    },
  );

  test.each(working)("$name ends", ({ job }) => {
    expect(member(job, "timeout-minutes")).toBeTypeOf("number");
  });

  // Where the agent works is the caller's choice.
  test.each(working.filter(({ name }) => !name.includes("work")))("$name has a pinned image", ({ job }) => {
    expect(member(job, "runs-on")).toBe("ubuntu-24.04");
  });

  test("the permissions that a caller grants are those of version 1, no more and no less", async () => {
    const follow = await followUses([]);
    const needed = neededBy(load(`${folder}/switchyard.yml`).value, follow);
    expect(Object.fromEntries(needed)).toEqual(grantedByCallers);
    const caller = member(load("examples/switchyard.yml").value, "jobs", "switchyard", "permissions");
    expect(caller).toEqual(grantedByCallers);
  });

  test("H03 nothing of ours listens to pull_request_target or runs in forks", () => {
    for (const file of files) expect(file.text).not.toMatch(/pull_request_target|workflow_run:/);
    for (const { text, name } of jobs.filter(({ name: one }) =>
      /dispatch$|examples\/switchyard.yml/.test(one),
    ))
      expect({ name, text }).toMatchObject({ text: expect.stringContaining("github.event.repository.fork") });
  });
});

test("H01 each workflow of the folder is known to this test", () => {
  const own = readdirSync(join(root, folder)).toSorted();
  expect(own).toEqual(["ci.yml", "release.yml", "switchyard.yml", "task.yml"]);
});

function stepsOf(job: unknown): { uses?: string; run?: string; with?: unknown }[] {
  const steps = member(job, "steps");
  return (Array.isArray(steps) ? steps : []).map((step: unknown) => {
    const uses = member(step, "uses");
    const run = member(step, "run");
    const inputs = member(step, "with");
    return {
      ...(typeof uses === "string" ? { uses } : {}),
      ...(typeof run === "string" ? { run } : {}),
      ...(inputs === undefined ? {} : { with: inputs }),
    };
  });
}
