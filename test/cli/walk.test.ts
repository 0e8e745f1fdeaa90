import { expect, test } from "vitest";

import { openDesk } from "./desk.ts";

test("from nothing to a started run: init, merge, secret, doctor, dispatch, status", async () => {
  await using desk = await openDesk();
  const started: unknown[] = [];
  desk.github.onEvent(
    ({ name, payload }) => void (name === "workflow_dispatch" && started.push(payload["inputs"])),
  );
  const repo = await desk.repository({ name: "walk", files: { "go.mod": "module walk\n" } });
  const run = async (...args: string[]) => desk.run([...args, "--repo", repo]);
  expect((await run("doctor")).code).toBe(1);
  const init = await run("init");
  expect(init.code).toBe(0);
  expect(init.out).toContain("Review and merge https://github.test/acme/walk/pull/1");
  await desk.api("PUT", `/repos/${repo}/pulls/1/merge`, {});
  Object.assign(desk.github.settings(repo), {
    secrets: { ANTHROPIC_API_KEY: "sk-ant-x" },
    actionsMayCreatePullRequests: true,
  });
  const doctor = await run("doctor");
  expect(doctor.out).toContain("No problem found");
  expect(doctor.code).toBe(0);
  await desk.api("POST", `/repos/${repo}/issues`, { title: "Walk on", labels: ["claude-ready"] });
  expect((await run("status")).out).toMatch(/#2 +ready/);
  expect((await run("dispatch", "2", "--dry-run")).out).toContain("#2 would start: attempt 1, worker 01");
  expect((await run("dispatch", "2", "and be quick")).out).toContain(
    "Started: https://github.test/acme/walk/actions/runs/",
  );
  expect(started).toEqual([{ issues: "2", prompt: "and be quick" }]);
});
