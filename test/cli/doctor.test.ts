import { readFile } from "node:fs/promises";

import { afterAll, beforeAll, describe, test } from "vitest";
import { z } from "zod";

import { gitIn } from "../../src/edge/git.ts";
import { type Desk, openDesk } from "./desk.ts";

let desk: Desk;
let caller: string;

beforeAll(async () => {
  desk = await openDesk();
  caller = await readFile(new URL("../../examples/switchyard.yml", import.meta.url), "utf8");
});
afterAll(async () => desk[Symbol.asyncDispose]());

const workflow = ".github/workflows/switchyard.yml";
const secrets = { ANTHROPIC_API_KEY: "sk-ant-not-shown" };
let count = 0;

type Setting = Parameters<Desk["repository"]>[0];

/** A repository in which nothing is wrong but what the test changes. */
async function sound(change: Partial<Omit<Setting, "name">> = {}): Promise<string> {
  count += 1;
  return desk.repository({
    name: `doctor${count}`,
    ...change,
    files: {
      [workflow]: caller,
      ".github/switchyard.yml": "gates: [{ name: test, run: npm test }]\n",
      ...change.files,
    },
    settings: { actionsMayCreatePullRequests: true, secrets, ...change.settings },
  });
}

const Report = z.object({
  findings: z.array(
    z.object({
      check: z.string(),
      state: z.enum(["ok", "warning", "problem", "unknown"]),
      text: z.string(),
      remedy: z.string().nullable(),
    }),
  ),
  limits: z.array(z.object({ name: z.string(), value: z.string(), source: z.string() })),
  "worst-case-per-label": z.number(),
});

async function report(repo: string, token: string | null = null) {
  const ended = await desk.run(["doctor", "--repo", repo, "--json"], token === null ? {} : { token });
  if (ended.err !== "") throw new Error(ended.err);
  return { code: ended.code, ...Report.parse(JSON.parse(ended.out)) };
}

/** The findings of one check, as `state: text remedy`. */
async function found(repo: string, check: string): Promise<string[]> {
  const { findings } = await report(repo);
  return findings
    .filter((finding) => finding.check === check)
    .map(({ state, text, remedy }) =>
      `${state}: ${text}${remedy === null ? "" : ` -> ${remedy}`}`.replaceAll(repo, "<repo>"),
    );
}

describe.concurrent("doctor", () => {
  test("finds nothing wrong after init, and prints the limits with the price of one label", async ({
    expect,
  }) => {
    const repo = await sound();
    await desk.run(["init", "--repo", repo, "--force"]);
    await desk.api("PUT", `/repos/${repo}/pulls/1/merge`, {});
    desk.writes();
    const ended = await desk.run(["doctor", "--repo", repo]);
    expect(desk.writes()).toEqual([]);
    expect(ended.code).toBe(0);
    expect(
      ended.out.replaceAll(/switchyard\.yml@v[\d.]+/g, "switchyard.yml@<version>").replaceAll(repo, "<repo>"),
    ).toMatchInlineSnapshot(`
      "ok       token: The token from GH_TOKEN may write to <repo> and administer it.
      ok       workflow: .github/workflows/switchyard.yml:19 calls switchyard-dev/switchyard/.github/workflows/switchyard.yml@<version>
      ok       actions: GitHub Actions and the workflow are on.
      ok       permissions: The workflow grants what the called workflows ask for.
      ok       trust line: No job holds a model credential and may write.
      ok       triggers: It runs on labels, by hand and on a schedule.
      ok       label: Workflow and config agree on the label claude-ready.
      ok       stop: The variable SWITCHYARD_STOP stops new runs; it is not set.
      ok       pull requests: Actions may open pull requests.
      ok       default permissions: Jobs that name no permissions can only read.
      ok       secrets: ANTHROPIC_API_KEY is set.
      ok       config: .github/switchyard.yml is valid.
      warning  gates: No gate is configured: pull requests say that nothing was verified. Add \`gates:\` to .github/switchyard.yml: https://github.test/<repo>/edit/main/.github/switchyard.yml
      ok       prompt: There is no prompt template; ours is used.
      ok       labels: All 8 labels in use exist.
      warning  branch protection: main is not protected: whoever may write can merge without a review. Ask for a review: https://github.test/<repo>/settings/rules/new?target=branch
      ok       other workflows: None runs every pushed branch with secrets, none releases from a restored cache.
      ok       schedule: It ticks 1440 times a month, for nothing. GitHub switches schedules of public repositories off after 60 days without a commit; labels go on working.
      ok       concurrency: limits.tasks is 2; the smallest plan runs 20 jobs at once.
      ok       records: There are no records yet.
      ok       stop ref: refs/switchyard/stop does not exist.

      LIMIT               VALUE              FROM     MEANING
      model               claude-sonnet-5-5  default  model of every task, by its full id
      effort              medium             default  thinking effort of the model
      spend-per-attempt   $5                 default  most that one attempt may spend
      spend-per-issue     $10                default  most that one issue may spend in its life, all tasks together
      spend-per-day       $20                default  most that the repository may spend in one UTC day, running tasks counted in full
      attempts            2                  default  attempts for one request
      starts-per-day      6                  default  attempts of one issue in 24 hours, whoever asks
      repair-rounds       2                  default  times that failing gates go back to the same session
      minutes             30 min             default  time of the agent in one attempt
      silence-minutes     7 min              default  silence after which an agent counts as stalled
      repeated-calls      20                 default  tool calls in a row that the agent had made before, word for word, after which it counts as getting nowhere; it is told at half of them
      turns               150                default  model turns in one attempt
      tokens              30000000           default  tokens in one attempt, those read from the cache too
      disk-gigabytes      10 GB              default  what setup, agent and gates of one attempt may write to disk, all together
      tasks               2                  default  tasks at once in this repository
      open-pull-requests  5                  default  pull requests of ours waiting for people, above which no new work starts
      api-reserve         150 requests       default  GitHub API requests of this hour left to others, below which no new work starts
      change-lines        400 lines          default  size of a change above which the pull request asks to be split
      change-files        15 files           default  files of a change above which the pull request asks to be split
      list-tasks          100                default  tasks in one list of \`switchyard orchestrate\`
      list-minutes        60 min             default  time that \`switchyard orchestrate --wait\` follows a list; its tasks go on after that

      One label costs at most $10.00 (limits.spend-per-issue, or every attempt at limits.spend-per-attempt).
      No problem found (2 warnings, 0 unknown).
      "
    `);
  });

  test("exits with 1 when there is a problem, and calls no problem what only deserves a word", async ({
    expect,
  }) => {
    expect((await report(await sound({ settings: { actionsMayCreatePullRequests: false } }))).code).toBe(1);
    const calm = await sound();
    await desk.api("POST", `/repos/${calm}/labels`, { name: "claude-ready", color: "ffffff" });
    const { code, findings } = await report(calm);
    expect(findings.filter(({ state }) => state === "problem")).toEqual([]);
    expect(findings.filter(({ state }) => state === "warning").map(({ check }) => check)).toContain(
      "branch protection",
    );
    expect(code).toBe(0);
  });

  test("names every secret by its name only", async ({ expect }) => {
    const both = { ...secrets, CLAUDE_CODE_OAUTH_TOKEN: "sk-ant-oat-not-shown" };
    expect(await found(await sound({ settings: { secrets: both } }), "secrets")).toMatchInlineSnapshot(`
      [
        "warning: ANTHROPIC_API_KEY and CLAUDE_CODE_OAUTH_TOKEN are set. The pool's entries are used first, then the subscription's token, and the key only if credentials.spill lets it follow a subscription. -> Delete what is not wanted: https://github.test/<repo>/settings/secrets/actions",
      ]
    `);
    expect(await found(await sound({ settings: { secrets: {} } }), "secrets")).toMatchInlineSnapshot(`
      [
        "problem: None of ANTHROPIC_API_KEY, CLAUDE_CODE_OAUTH_TOKEN, SWITCHYARD_CREDENTIALS is set: no task can reach the model. -> Set one: https://github.test/<repo>/settings/secrets/actions, or \`gh secret set ANTHROPIC_API_KEY --repo <repo>\`",
      ]
    `);
    const ended = await desk.run(["doctor", "--repo", await sound({ settings: { secrets: both } })]);
    expect(ended.out).not.toContain("not-shown");
  });

  test("knows a GitHub App that publishes, whole or by half", async ({ expect }) => {
    const key = { ...secrets, SWITCHYARD_APP_PRIVATE_KEY: "pem" };
    const variables = { SWITCHYARD_APP_CLIENT_ID: "Iv1.x" };
    expect(await found(await sound({ settings: { secrets: key } }), "app")).toMatchInlineSnapshot(`
      [
        "problem: The secret SWITCHYARD_APP_PRIVATE_KEY is set, the variable SWITCHYARD_APP_CLIENT_ID is not: nothing can be published. -> Set the variable, or delete the secret: https://github.test/<repo>/settings/variables/actions",
      ]
    `);
    expect(await found(await sound({ settings: { variables } }), "app")).toMatchInlineSnapshot(`
          [
            "warning: The variable SWITCHYARD_APP_CLIENT_ID is set, the secret SWITCHYARD_APP_PRIVATE_KEY is not: pull requests come from the job's token. -> Set the secret, or delete the variable: https://github.test/<repo>/settings/secrets/actions",
          ]
        `);
    const whole = { secrets: key, variables, actionsMayCreatePullRequests: false };
    const { findings } = await report(await sound({ settings: whole }));
    expect(
      findings.filter(({ check }) => check === "app" || check === "pull requests").map(({ state }) => state),
    ).toEqual(["warning", "warning"]);
  });

  test("finds the permissions that GitHub would refuse the run for, with the missing lines", async ({
    expect,
  }) => {
    const less = caller.replace(/^ +actions: write.*\n/m, "").replace("issues: write", "issues: read");
    expect(await found(await sound({ files: { [workflow]: less } }), "permissions")).toMatchInlineSnapshot(`
      [
        "problem: .github/workflows/switchyard.yml:15: the job "switchyard" grants too little, and GitHub refuses the run without a log (startup_failure). Missing: issues: write, actions: write. -> Add \`issues: write\`, \`actions: write\` under its \`permissions:\`: https://github.test/<repo>/edit/main/.github/workflows/switchyard.yml",
      ]
    `);
  });

  test("finds a label that the workflow does not listen to", async ({ expect }) => {
    const renamed = { ".github/switchyard.yml": "labels: { trigger: [agent, robot] }\n" };
    expect(await found(await sound({ files: renamed }), "label")).toMatchInlineSnapshot(`
      [
        "problem: .github/workflows/switchyard.yml:9: the workflow starts for claude-ready, the config asks for agent, robot: putting agent, robot on starts nothing. -> Set the variable SWITCHYARD_LABEL, or labels.trigger, so that both are the same: https://github.test/<repo>/settings/variables/actions",
      ]
    `);
    const one = { ".github/switchyard.yml": "labels: { trigger: [agent] }\n" };
    const agreed = await sound({ files: one, settings: { variables: { SWITCHYARD_LABEL: "agent" } } });
    expect(await found(agreed, "label")).toEqual(["ok: Workflow and config agree on the label agent."]);
  });

  test("finds that everything is stopped, by variable or by ref", async ({ expect }) => {
    expect(await found(await sound({ settings: { variables: { SWITCHYARD_STOP: "true" } } }), "stop"))
      .toMatchInlineSnapshot(`
      [
        "problem: The variable SWITCHYARD_STOP is true: nothing starts. -> Delete it to go on: https://github.test/<repo>/settings/variables/actions",
      ]
    `);
    const repo = await sound();
    await gitIn(desk.github.gitDirectory(repo))(["update-ref", "refs/switchyard/stop", "refs/heads/main"]);
    expect(await found(repo, "stop ref")).toMatchInlineSnapshot(`
      [
        "problem: refs/switchyard/stop exists: nothing starts, and what runs is ended. -> Delete it to go on: \`git push origin :refs/switchyard/stop\`",
      ]
    `);
  });

  test("names folders of the config that are not there", async ({ expect }) => {
    const config = (directory: string) =>
      `gates: [{ name: a, run: b, directory: tools }]\nscopes: { web: { labels: [web], directory: ${directory} } }\n`;
    const files = { "packages/web/a.ts": "a", "tools/b": "b", "packages/file": "c" };
    const there = await sound({ files: { ...files, ".github/switchyard.yml": config("packages/web") } });
    expect(await found(there, "directories")).toEqual(["ok: All folders that the config names are on main."]);
    const gone = await sound({ files: { ...files, ".github/switchyard.yml": config("packages/file") } });
    expect(await found(gone, "directories")).toEqual([
      "problem: The config names packages/file as a directory, and main has no such folder; tasks that need it end before the model is asked. -> Write folders that are there: https://github.test/<repo>/edit/main/.github/switchyard.yml",
    ]);
    expect(await found(await sound(), "directories")).toEqual([]);
  });

  test("says of config and template what dispatch would say", async ({ expect }) => {
    const files = {
      ".github/switchyard.yml": "limits:\n  tasks: many\nmodle: x\n",
      ".github/switchyard/prompt.md": "Hi\n{issue_nummer}\n",
    };
    const repo = await sound({ files });
    expect(await found(repo, "config")).toMatchInlineSnapshot(`
      [
        "problem: The config has 2 problems: | .github/switchyard.yml:2: limits.tasks: Invalid input: expected number, received string. | .github/switchyard.yml:3: modle: unknown setting "modle". Known here: labels, model, effort, credentials, limits, dependencies, models, profiles, scopes, setup, gates, isolation, container, network, guidance, skills, agents, mcp, env-file, branch, pull-request, progress, protected, secrets, commit. | Every setting and its values: docs/configuration.md. -> Mend it: https://github.test/<repo>/edit/main/.github/switchyard.yml",
      ]
    `);
    expect(await found(repo, "prompt")).toMatchInlineSnapshot(`
      [
        "problem: The prompt template names what does not exist: | .github/switchyard/prompt.md:2: unknown field {issue_nummer} | Fields there are: {issue_number} {issue_title} {issue_description} {issue_labels} {issue_author} {issue_comments} {issue_request} {branch_name} {workspace_path} {repository} {attempt} {gates} {guidance} {task} -> Mend it: https://github.test/<repo>/edit/main/.github/switchyard/prompt.md",
      ]
    `);
  });

  test("finds a repository in which it cannot work at all", async ({ expect }) => {
    const repo = await sound();
    const shown = z.looseObject({}).parse(await desk.api("GET", `/repos/${repo}`));
    const body = JSON.stringify({ ...shown, fork: true, archived: true, has_issues: false });
    const headers = { "x-github-enterprise-version": "3.20.1" };
    desk.github.fault = ({ what }) =>
      what === `/repos/${repo}` ? { kind: "status", status: 200, headers, body } : null;
    const kinds = [...(await found(repo, "repository")), ...(await found(repo, "server"))];
    desk.github.fault = null;
    expect(kinds).toMatchInlineSnapshot(`
      [
        "problem: <repo> is a fork, and Switchyard does nothing in forks. -> Use it in a repository that is none.",
        "problem: <repo> is archived. -> Unarchive it: https://github.test/<repo>/settings",
        "problem: <repo> has no issues. -> Switch them on under Features: https://github.test/<repo>/settings",
        "problem: This is GitHub Enterprise Server 3.20.1, which is not supported: it lacks artifacts v4 and \`uses: $/\`. -> See docs/out-of-scope.md.",
      ]
    `);
  });

  test("finds a missing trigger label", async ({ expect }) => {
    expect(await found(await sound(), "labels")).toMatchInlineSnapshot(`
      [
        "problem: The label "claude-ready" does not exist, so that nobody can put it on. -> Create it: https://github.test/<repo>/labels, or run \`switchyard init\`.",
      ]
    `);
  });

  test("finds that no workflow, a broken one, or an idle one calls us", async ({ expect }) => {
    expect(await found(await desk.repository({ name: "none" }), "workflow")).toMatchInlineSnapshot(`
      [
        "problem: No workflow on main calls Switchyard. -> Run \`switchyard init\`, and merge the pull request that it opens.",
      ]
    `);
    expect(await found(await sound({ files: { [workflow]: `${caller}  - x: [\n` } }), "workflow"))
      .toMatchInlineSnapshot(`
        [
          "problem: .github/workflows/switchyard.yml:30: A block sequence may not be used as an implicit map key -> Mend it: https://github.test/<repo>/edit/main/.github/workflows/switchyard.yml",
        ]
      `);
    const deaf = caller.replace(/^ {2}(?:issues|schedule): .*\n/gm, "");
    expect(await found(await sound({ files: { [workflow]: deaf } }), "triggers")).toMatchInlineSnapshot(`
      [
        "warning: .github/workflows/switchyard.yml lacks \`issues: { types: [labeled, unlabeled] }\`, so that labels do nothing until the schedule; \`schedule\`, so that nothing is tried again when an event was missed. -> Compare it with examples/switchyard.yml: https://github.test/<repo>/edit/main/.github/workflows/switchyard.yml",
      ]
    `);
  });

  test("H06 finds the trap of a workflow that runs every branch with secrets, and of a release from a cache", async ({
    expect,
  }) => {
    const files = {
      ".github/workflows/ci.yml":
        "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ./deploy\n        env: { KEY: '${{ secrets.DEPLOY_KEY }}' }\n",
      ".github/workflows/fine.yml":
        "on: { push: { branches: [main] } }\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ./x\n        env: { KEY: '${{ secrets.DEPLOY_KEY }}' }\n",
      ".github/workflows/release.yml":
        "on: { release: { types: [published] } }\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/setup-node@v6\n        with:\n          cache: npm\n      - run: npm publish\n",
    };
    const repo = await sound({ files, settings: { defaultWorkflowPermissions: "write" } });
    expect(await found(repo, "push with secrets")).toMatchInlineSnapshot(`
      [
        "warning: .github/workflows/ci.yml:7: it runs on pushes to every branch, and uses secrets. -> Name the branches: \`on: { push: { branches: [main] } }\`.",
      ]
    `);
    expect(await found(repo, "release from a cache")).toMatchInlineSnapshot(`
      [
        "warning: .github/workflows/release.yml:8: it releases, and restores a cache that other runs can fill. -> Release from a clean install: take the cache away in this workflow.",
      ]
    `);
    expect(await found(repo, "default permissions")).toMatchInlineSnapshot(`
      [
        "warning: Every job of this repository that names no permissions gets a token that can write. -> Choose "Read repository contents and packages permissions": https://github.test/<repo>/settings/actions",
      ]
    `);
  });

  test("counts what an idle schedule costs in a private repository", async ({ expect }) => {
    const often = caller.replace("23 */6 * * *", "*/15 * * * *");
    expect(
      await found(await sound({ files: { [workflow]: often }, settings: { private: true } }), "schedule"),
    ).toMatchInlineSnapshot(`
      [
        "warning: An idle month costs 2880 minutes (144 % of the Free plan's, or $17.28). -> Tick less often: labels start work at once, the schedule is only the backstop. \`cron: "23 */6 * * *"\` costs 120 minutes.",
      ]
    `);
    expect(await found(await sound({ settings: { private: true } }), "schedule")).toMatchInlineSnapshot(`
      [
        "ok: An idle month costs 120 minutes (6 % of the Free plan's, or $0.72).",
      ]
    `);
    expect(await found(await sound(), "schedule")).toMatchInlineSnapshot(`
      [
        "ok: It ticks 120 times a month, for nothing. GitHub switches schedules of public repositories off after 60 days without a commit; labels go on working.",
      ]
    `);
  });

  test("finds more tasks than an account runs jobs", async ({ expect }) => {
    const files = { ".github/switchyard.yml": "limits: { tasks: 40, spend-per-issue: 3 }\n" };
    const repo = await sound({ files });
    expect(await found(repo, "concurrency")).toMatchInlineSnapshot(`
      [
        "warning: limits.tasks is 40; a Free account runs 20 jobs at once (Pro 40, Team 60), those of all its repositories together. -> Lower limits.tasks, or check your plan: https://github.test/<repo>/settings/actions",
      ]
    `);
    const { limits, ...rest } = await report(repo);
    expect(limits.find(({ name }) => name === "tasks")).toMatchObject({ value: "40", source: "config" });
    expect(limits.find(({ name }) => name === "spend-per-day")).toMatchObject({
      value: "$20",
      source: "default",
    });
    expect(rest["worst-case-per-label"]).toBe(3);
  });

  test("finds a record that cannot be read", async ({ expect }) => {
    const repo = await sound();
    await gitIn(desk.github.gitDirectory(repo))([
      "update-ref",
      "refs/switchyard/issues/7",
      "refs/heads/main",
    ]);
    expect(await found(repo, "records")).toMatchInlineSnapshot(`
      [
        "problem: #7: the record is not readable: its newest commit has no JSON body. -> Only this issue is stuck. Look at it: \`git fetch origin refs/switchyard/issues/7 && git log FETCH_HEAD\`",
      ]
    `);
  });

  test("finds a task file of one's own in which the agent could write", async ({ expect }) => {
    const [own = "", task = ""] = await Promise.all(
      ["switchyard.yml", "switchyard-task.yml"].map(async (name) =>
        readFile(new URL(`../../examples/owned/${name}`, import.meta.url), "utf8"),
      ),
    );
    const taskPath = ".github/workflows/switchyard-task.yml";
    const kept = await sound({ files: { [workflow]: own, [taskPath]: task } });
    expect(await found(kept, "trust line")).toEqual(["ok: No job holds a model credential and may write."]);
    expect(await found(kept, "permissions")).toEqual([
      "ok: The workflow grants what the called workflows ask for.",
    ]);
    const broken = task.replace("contents: read # the planned", "contents: write # the planned");
    expect(await found(await sound({ files: { [workflow]: own, [taskPath]: broken } }), "trust line"))
      .toMatchInlineSnapshot(`
        [
          "problem: .github/workflows/switchyard-task.yml:27: the job "work" is where agent and write access meet: it holds credentials and contents: write. -> Give it \`permissions: { contents: read, actions: read }\`, and publish in another job: https://github.test/<repo>/edit/main/.github/workflows/switchyard-task.yml",
        ]
      `);
  });

  test("says unknown where the token may not look, and why", async ({ expect }) => {
    const tom = desk.github.createUser("tom");
    const repo = await sound({ roles: { tom: "write" } });
    const { findings } = await report(repo, tom.token);
    expect(findings.filter(({ state }) => state === "unknown").map(({ check, text }) => `${check}: ${text}`))
      .toMatchInlineSnapshot(`
      [
        "administration: This token is no administrator's, so that some settings cannot be read.",
        "pull requests: Whether Actions may open pull requests cannot be read with this token.",
      ]
    `);
  });
});
