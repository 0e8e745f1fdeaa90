import { execFile } from "node:child_process";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { once } from "node:events";

import { afterAll, describe, expect, test } from "vitest";

import { ownedForm, replaced } from "./owned.ts";
import { delivering, greeter, play } from "./plays.ts";
import { lastRun, logOf, pullsOf, recordOf, seen, storyOf, summaryOf } from "./reading.ts";
import { openStage, product } from "./stage.ts";

const stage = await openStage([play("no-pulls", 1, delivering("second.txt"))]);
afterAll(async () => stage[Symbol.asyncDispose]());

describe("a file that is wrong is named with its line and remedy in the log, the summary, and on the issue", () => {
  test.concurrent.each([
    [
      "config",
      {
        ".github/switchyard.yml": "gates: []\nlimits:\n  task: 3\n  minutes: -1\nmodell: x\n",
      },
      [
        "The config has 3 problems:",
        '.github/switchyard.yml:3: limits.task: unknown setting "task".',
        ".github/switchyard.yml:4: limits.minutes:",
        '.github/switchyard.yml:5: modell: unknown setting "modell".',
        "docs/configuration.md",
      ],
    ],
    [
      "yaml",
      { ".github/switchyard.yml": "gates:\n  - name: [\n" },
      ["The config is not valid YAML:", ".github/switchyard.yml:3:"],
    ],
    [
      "template",
      { ".github/switchyard/prompt.md": "Do it.\n\nAs in {issue_titel}, on {branch}.\n" },
      [
        ".github/switchyard/prompt.md:3: unknown field {issue_titel}",
        ".github/switchyard/prompt.md:3: unknown field {branch}",
        "{issue_title}",
      ],
    ],
  ])("%s", async (name, files, expected) => {
    const repository = await stage.open(`wrong-${name}`, { files: { ...greeter, ...files } });
    const number = await repository.issue("Go on");
    await repository.label(number);
    await repository.settled();
    const run = lastRun(repository);
    const { labels, workpad, comments } = await seen(repository, number);
    expect(run.conclusion).toBe("failure");
    expect(labels).toEqual(["claude-ready"]);
    expect(comments).toEqual([]);
    expect(workpad).toContain("**Could not start**");
    expect(workpad).toContain("Mend it, then put the label on again.");
    for (const text of [logOf(run, /dispatch$/), summaryOf(repository, run, /dispatch$/), workpad]) {
      for (const part of expected) expect(flat(text)).toContain(part);
    }
    expect(storyOf(repository, number)).toEqual([]);
  });
});

describe("a permission that the caller does not grant", () => {
  test.concurrent.each(["contents", "issues", "pull-requests", "actions"])(
    "keeps the run from starting, and GitHub names it: %s",
    async (permission) => {
      const caller = await readFile(join(product, "examples/switchyard.yml"), "utf8");
      const repository = await stage.open(`without-${permission}`, {
        files: {
          ...greeter,
          ".github/workflows/switchyard.yml": replaced(
            caller,
            `      ${permission}: write`,
            `      ${permission}: read`,
          ),
        },
      });
      await repository.label(await repository.issue("Go on"));
      await repository.settled();
      const run = lastRun(repository);
      expect(run.conclusion).toBe("startup_failure");
      expect(run.jobs).toEqual([]);
      const [said] = stage.yard.engine.annotations(run.id);
      expect(said?.annotation.message).toContain(`${permission}: write`);
    },
  );

  test.concurrent.each([
    ["contents", "contents: write # claims", "contents: read # claims", "permissions: { contents: write }"],
    [
      "issues",
      "issues: write # state label and workpad\n",
      "issues: read # state label\n",
      "permissions: { issues: write }",
    ],
  ])("in the owned form is named by the log of dispatch: %s", async (name, line, less, remedy) => {
    const { caller, task } = await ownedForm();
    const repository = await stage.open(`owned-${name}`, {
      files: {
        ...greeter,
        ".github/workflows/switchyard.yml": replaced(caller, line, less),
        ".github/workflows/switchyard-task.yml": task,
      },
      settings: { secrets: {} },
    });
    const number = await repository.issue("Go on");
    await repository.label(number);
    await repository.settled();
    const log = repository
      .runs()
      .map((run) => (run.jobs.length === 0 ? "" : logOf(run, /dispatch$/)))
      .join("\n");
    expect(log).toContain(remedy);
  });
});

describe("a task without a model credential", () => {
  test("fails before anything is spent, and says on the issue which secret to create", async () => {
    const repository = await stage.open("no-secret", { files: greeter, settings: { secrets: {} } });
    const number = await repository.issue("Go on");
    await repository.label(number);
    await repository.settled();
    const { labels, comments } = await seen(repository, number);
    const run = lastRun(repository);
    expect(labels).toEqual(["switchyard: failed"]);
    for (const text of [comments.join("\n"), logOf(run, /work$/), summaryOf(repository, run, /work$/)]) {
      expect(flat(text)).toContain("Create the repository secret ANTHROPIC_API_KEY");
    }
    expect(comments[0]).toContain("- **Whose to fix:** yours");
    expect(recordOf(repository, number).at(-1)?.state).toMatchObject({
      attempts: 0,
      spent: 0,
      last: { outcome: "setup_failed" },
    });
  });
});

describe("a repository that lets Actions open no pull requests", () => {
  test("gets the branch, and a link that opens the pull request with one click", async () => {
    const repository = await stage.open("no-pulls", {
      files: greeter,
      settings: { actionsMayCreatePullRequests: false },
    });
    const number = await repository.issue("A second greeting");
    await repository.label(number);
    await repository.settled();
    const { labels, workpad, comments } = await seen(repository, number);
    const last = recordOf(repository, number).at(-1)?.state.last;
    expect(await pullsOf(repository)).toEqual([]);
    expect(last).toMatchObject({ outcome: "delivered" });
    expect(labels).toEqual(["pull-request"]);
    expect(comments).toEqual([]);
    const link = /\[Open it with one click\]\((\S+)\)/.exec(workpad)?.[1] ?? "";
    expect(link).toContain(
      `/${repository.fullName}/compare/main...${encodeURIComponent(last?.branch ?? "?")}?quick_pull=1`,
    );
    expect(new URL(link).searchParams.get("title")).toBe("A second greeting");
    expect(new URL(link).searchParams.get("body")).toBe(`Closes #${number}`);
    expect(workpad).toContain("Allow GitHub Actions to create and approve pull requests");
    expect(summaryOf(repository, lastRun(repository), /collect$/)).toContain("Open it with one click");
  });
});

describe("a GitHub that cannot be reached", () => {
  test("fails the step with one clear message in the log and the summary", async () => {
    const temp = await mkdtemp(join(tmpdir(), "unreachable-"));
    const [summary, output] = [join(temp, "summary.md"), join(temp, "output")];
    await Promise.all([summary, output].map(async (file) => writeFile(file, "")));
    const address = `http://127.0.0.1:${await closedPort()}`;
    const env = {
      PATH: process.env["PATH"] ?? "",
      HOME: temp,
      GITHUB_API_URL: address,
      GITHUB_GRAPHQL_URL: `${address}/graphql`,
      GITHUB_SERVER_URL: address,
      GITHUB_REPOSITORY: "acme/nowhere",
      GITHUB_RUN_ID: "1",
      GITHUB_RUN_ATTEMPT: "1",
      GITHUB_WORKSPACE: temp,
      GITHUB_EVENT_NAME: "schedule",
      GITHUB_EVENT_PATH: join(temp, "event.json"),
      GITHUB_ACTOR: "maria",
      GITHUB_WORKFLOW_REF: "acme/nowhere/.github/workflows/switchyard.yml@refs/heads/main",
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_OUTPUT: output,
      RUNNER_TEMP: temp,
      RUNNER_TOOL_CACHE: temp,
      INPUT_TOKEN: "ghs_nothing",
      INPUT_ISSUES: "",
      INPUT_PROMPT: "",
      "INPUT_DRY-RUN": "false",
    };
    const end = await new Promise<{ code: unknown; log: string }>((resolve) => {
      execFile(
        process.execPath,
        [join(product, "dist/dispatch.js")],
        { env, timeout: 60_000 },
        (error, stdout) => resolve({ code: error?.code ?? 0, log: stdout }),
      );
    });
    expect(end.code).toBe(1);
    expect(end.log).toMatch(
      /^::error::Cannot reach the GitHub API while reading the repository: .*Nothing is lost; the next tick goes on\.$/m,
    );
    expect(end.log).not.toContain("fault of Switchyard");
    expect(await readFile(summary, "utf8")).toContain(
      "Cannot reach the GitHub API while reading the repository",
    );
  });
});

test("all of it keeps to GitHub's own description", () => {
  expect(stage.contract.problems).toEqual([]);
});

/** Text without the line breaks that quoting puts into long lines. */
function flat(text: string): string {
  return text.replaceAll(/(?<=\S)\n(?=\S)/g, " ").replaceAll("%0A", " ");
}

async function closedPort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
