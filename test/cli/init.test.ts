import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, test } from "vitest";

import { productVersion } from "../../src/cli/product.ts";
import { readConfig } from "../../src/edge/config-file.ts";
import { gitIn } from "../../src/edge/git.ts";
import { cli } from "./bundle.ts";
import { type Desk, openDesk, writeFiles } from "./desk.ts";

const version = await productVersion();

const node = {
  "README.md": "hi\n",
  "package-lock.json": "{}\n",
  "package.json": JSON.stringify({ scripts: { lint: "eslint .", test: "node --test" } }),
};

const fileOf = async (desk: Desk, repo: string, ref: string, path: string) =>
  gitIn(desk.github.gitDirectory(repo))(["show", `${ref}:${path}`]);

describe.concurrent("init", () => {
  test("proposes workflow and config as a pull request, and creates the labels", async ({ expect }) => {
    await using desk = await openDesk();
    const repo = await desk.repository({ name: "fresh", files: node });
    desk.writes();
    expect(await desk.run(["init", "--repo", repo])).toMatchInlineSnapshot(`
      {
        "code": 0,
        "err": "",
        "out": "acme/fresh (public):
        file   .github/workflows/switchyard.yml
        file   .github/switchyard.yml
        ticks  1440 a month beside events: minutes of a public repository are free
        label  claude-ready
        label  switchyard: in progress
        label  switchyard: waiting
        label  switchyard: question
        label  switchyard: failed
        label  pull-request
        label  switchyard: answered
        label  switchyard: sensitive
      Files go into a pull request from switchyard/init.

      Next:
      1. Review and merge https://github.test/acme/fresh/pull/1
      2. Set a credential: \`gh secret set ANTHROPIC_API_KEY --repo acme/fresh\` (or CLAUDE_CODE_OAUTH_TOKEN, from \`claude setup-token\`). Switch on "Allow GitHub Actions to create and approve pull requests": https://github.test/acme/fresh/settings/actions
      3. Rehearse: start the workflow by hand, without issues. It does everything but the agent.
      4. Put the label "claude-ready" on an issue. \`npx claude-switchyard doctor\` checks everything before.
      To stop everything new later: \`gh variable set SWITCHYARD_STOP --body true --repo acme/fresh\`.
      ",
      }
    `);
    expect(desk.writes().filter((request) => !request.includes("/labels"))).toEqual([
      `POST /repos/${repo}/git/trees`,
      `POST /repos/${repo}/git/commits`,
      `POST /repos/${repo}/git/refs`,
      `POST /repos/${repo}/pulls`,
    ]);
    const config = await fileOf(desk, repo, "switchyard/init", ".github/switchyard.yml");
    expect(config.replace(`v${version}`, "<version>")).toMatchInlineSnapshot(`
          "# yaml-language-server: $schema=https://raw.githubusercontent.com/switchyard-dev/switchyard/<version>/docs/switchyard.schema.json
          # Everything here is optional. \`npx claude-switchyard doctor\` prints the settings in force.

          # How the base is prepared before the agent starts. \`auto\` goes by lock files; here that is:
          #   package-lock.json: npm ci --no-audit --no-fund
          setup: auto

          # Commands that must pass before a pull request is ready. They run in a fresh copy of the base with the change in it.
          gates:
            - name: lint # package.json: lint
              run: npm run lint
            - name: test # package.json: test
              run: npm run test

          # What one task may cost; these are the defaults.
          # limits:
          #   spend-per-attempt: 5 # USD: most that one attempt may spend
          #   spend-per-issue: 10 # USD: most that one issue may spend in its life, all tasks together
          #   spend-per-day: 20 # USD: most that the repository may spend in one UTC day, running tasks counted in full
          #   minutes: 30 # min: time of the agent in one attempt
          #   tasks: 2 # tasks at once in this repository
          #   open-pull-requests: 5 # pull requests of ours waiting for people, above which no new work starts
          "
        `);
    expect(readConfig(config).gates.map(({ run }) => run)).toEqual(["npm run lint", "npm run test"]);
    await expect(fileOf(desk, repo, "main", ".github/switchyard.yml")).rejects.toThrow("does not exist");
  });

  test("run twice changes nothing and says so, before the merge and after it", async ({ expect }) => {
    await using desk = await openDesk();
    const repo = await desk.repository({ name: "twice", files: node });
    await desk.run(["init", "--repo", repo]);
    desk.writes();
    const before = await desk.run(["init", "--repo", repo]);
    expect(before.out).toContain("Nothing to change in acme/twice");
    expect(before.out).toContain("1. Review and merge https://github.test/acme/twice/pull/1");
    expect(desk.writes()).toEqual([]);
    await desk.api("PUT", `/repos/${repo}/pulls/1/merge`, {});
    desk.writes();
    const after = await desk.run(["init", "--repo", repo]);
    expect(after.out).toContain("Nothing to change in acme/twice");
    expect(after.out).toContain("1. The files are there.");
    expect(desk.writes()).toEqual([]);
  });

  test("with --dry-run prints every file, label and request, and makes none that writes", async ({
    expect,
  }) => {
    await using desk = await openDesk();
    const repo = await desk.repository({ name: "dry", settings: { private: true } });
    desk.writes();
    const ended = await desk.run(["init", "--repo", repo, "--dry-run"]);
    expect(ended.code).toBe(0);
    expect(desk.writes()).toEqual([]);
    expect(ended.out).toContain('cron: "23 */6 * * *"');
    expect(ended.out.slice(ended.out.indexOf("It would"))).toMatchInlineSnapshot(`
      "It would:
        POST /repos/acme/dry/git/trees (.github/workflows/switchyard.yml, .github/switchyard.yml)
        POST /repos/acme/dry/git/commits ("Add Switchyard")
        POST /repos/acme/dry/git/refs (refs/heads/switchyard/init)
        POST /repos/acme/dry/pulls ("Add Switchyard", switchyard/init into main)
        POST /repos/acme/dry/labels ("claude-ready")
        POST /repos/acme/dry/labels ("switchyard: in progress")
        POST /repos/acme/dry/labels ("switchyard: waiting")
        POST /repos/acme/dry/labels ("switchyard: question")
        POST /repos/acme/dry/labels ("switchyard: failed")
        POST /repos/acme/dry/labels ("pull-request")
        POST /repos/acme/dry/labels ("switchyard: answered")
        POST /repos/acme/dry/labels ("switchyard: sensitive")
      Nothing was changed (--dry-run).
      "
    `);
  });

  test("ticks every half hour where minutes are free, and calls the version that was asked for", async ({
    expect,
  }) => {
    await using desk = await openDesk();
    const repo = await desk.repository({ name: "open" });
    const commit = "0123456789abcdef0123456789abcdef01234567";
    const { out } = await desk.run(["init", "--repo", repo, "--dry-run", "--pin", commit]);
    expect(out).toContain('cron: "7,37 * * * *"');
    expect(out).toContain(`uses: switchyard-dev/switchyard/.github/workflows/switchyard.yml@${commit}`);
    expect(out).not.toContain("@v1");
    expect(await desk.run(["init", "--repo", repo, "--pin", "main"])).toMatchInlineSnapshot(`
      {
        "code": 2,
        "err": "switchyard: --pin: expected a version tag such as v1.2.3 or a full commit id, got "main". A branch moves under you.
      ",
        "out": "",
      }
    `);
  });

  test("with --own writes the two files of the owned form", async ({ expect }) => {
    await using desk = await openDesk();
    const repo = await desk.repository({ name: "own" });
    await desk.run(["init", "--repo", repo, "--own", "--pin", "v1.2.3"]);
    const task = await fileOf(desk, repo, "switchyard/init", ".github/workflows/switchyard-task.yml");
    const caller = await fileOf(desk, repo, "switchyard/init", ".github/workflows/switchyard.yml");
    expect([...`${caller}${task}`.matchAll(/uses: (switchyard-dev\S+)/g)].map((match) => match[1])).toEqual([
      "switchyard-dev/switchyard/dispatch@v1.2.3",
      "switchyard-dev/switchyard/prepare@v1.2.3",
      "switchyard-dev/switchyard/work@v1.2.3",
      "switchyard-dev/switchyard/progress@v1.2.3",
      "switchyard-dev/switchyard/collect@v1.2.3",
      "switchyard-dev/switchyard/wake@v1.2.3",
    ]);
  });

  test("shows a file that differs and stops; --force replaces it", async ({ expect }) => {
    await using desk = await openDesk();
    const repo = await desk.repository({
      name: "kept",
      files: { ...node, ".github/switchyard.yml": "gates: []\nmodel: claude-opus-5\n" },
    });
    desk.writes();
    const stopped = await desk.run(["init", "--repo", repo]);
    expect(stopped.code).toBe(2);
    expect(stopped.out).toContain(".github/switchyard.yml is there and differs:");
    expect(stopped.out).toContain("  - model: claude-opus-5");
    expect(stopped.err).toMatchInlineSnapshot(`
      "switchyard: Nothing was changed: .github/switchyard.yml would be replaced. Run it with --force to do that.
      "
    `);
    expect(desk.writes()).toEqual([]);
    const forced = await desk.run(["init", "--repo", repo, "--force"]);
    expect(forced.code).toBe(0);
    expect(await fileOf(desk, repo, "switchyard/init", ".github/switchyard.yml")).toContain(
      "run: npm run lint",
    );
  });

  test("does not start on a config that dispatch would refuse", async ({ expect }) => {
    await using desk = await openDesk();
    const files = {
      ".github/workflows/switchyard.yml": "on: push\n",
      ".github/switchyard.yml": "gate: []\n",
    };
    const repo = await desk.repository({ name: "broken", files });
    desk.writes();
    const ended = await desk.run(["init", "--repo", repo, "--dry-run"]);
    expect(ended.code).toBe(2);
    expect(ended.err).toContain('.github/switchyard.yml:1: gate: unknown setting "gate".');
    expect(desk.writes()).toEqual([]);
  });

  test("with --write puts the files into the working tree, once", async ({ expect }) => {
    await using desk = await openDesk();
    const repo = await desk.repository({ name: "tree", settings: { secrets: { ANTHROPIC_API_KEY: "x" } } });
    const cwd = join(desk.directory, "tree");
    await writeFiles(cwd, { "go.mod": "module x\n", "go.sum": "" });
    await gitIn(cwd)(["init", "--quiet"]);
    desk.writes();
    const ended = await desk.run(["init", "--repo", repo, "--write"], { cwd });
    expect(ended.out).toContain("1. Commit the files and push them to the default branch.");
    expect(ended.out).toContain("The secret ANTHROPIC_API_KEY is set.");
    expect(desk.writes().every((request) => request.endsWith("/labels"))).toBe(true);
    const config = await readFile(join(cwd, ".github/switchyard.yml"), "utf8");
    expect(readConfig(config).gates.map(({ run }) => run)).toEqual(["go vet ./...", "go test ./..."]);
    expect((await desk.run(["init", "--repo", repo, "--write"], { cwd })).out).toContain("Nothing to change");
    expect((await desk.run(["init", "--repo", repo, "--write"])).err).toContain("this directory is in none");
  });

  test("asks for the scope without which GitHub takes no workflow file", async ({ expect }) => {
    await using desk = await openDesk();
    const repo = await desk.repository({ name: "scope" });
    const shown = await desk.api("GET", `/repos/${repo}`);
    desk.github.fault = ({ what }) =>
      what === `/repos/${repo}`
        ? {
            kind: "status",
            status: 200,
            headers: { "x-oauth-scopes": "repo, gist" },
            body: JSON.stringify(shown),
          }
        : null;
    const ended = await desk.run(["init", "--repo", repo]);
    desk.github.fault = null;
    expect(ended.err).toMatchInlineSnapshot(`
      "switchyard: The token from GH_TOKEN lacks the scope "workflow", without which GitHub lets nobody change workflow files. Run \`gh auth refresh --scopes workflow\`, or use --write in a clone and propose the files yourself.
      "
    `);
  });

  test("says what a repository without a commit lacks", async ({ expect }) => {
    await using desk = await openDesk();
    const repo = await desk.repository({ name: "empty" });
    await gitIn(desk.github.gitDirectory(repo))(["update-ref", "-d", "refs/heads/main"]);
    expect((await desk.run(["init", "--repo", repo])).err).toContain("The repository has no commit yet");
  });
});

describe.concurrent("init at a terminal", () => {
  /** Runs the CLI in a terminal of its own and answers each prompt when its words appear; the value is what is typed. */
  async function talk(desk: Desk, args: readonly string[], answers: readonly (readonly [string, string])[]) {
    const child = spawn(
      "/usr/bin/script",
      [
        "-qec",
        `/usr/bin/stty cols 100 rows 40; exec '${process.execPath}' '${cli}' ${args.join(" ")}`,
        "/dev/null",
      ],
      {
        cwd: desk.directory,
        env: {
          ...desk.environment,
          GH_TOKEN: desk.maria.token,
          TERM: "xterm",
        },
        stdio: ["pipe", "pipe", "inherit"],
        timeout: 150_000,
      },
    );
    const open = [...answers];
    let out = "";
    let from = 0;
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      out += chunk;
      const [next] = open;
      if (next === undefined || !out.slice(from).includes(next[0])) return;
      from = out.length;
      open.shift();
      child.stdin.write(next[1]);
    });
    const code = await new Promise((resolve) => child.once("close", resolve));
    return { code, out, open };
  }

  test("sets the secret through gh, the value over standard input, and the pull request switch", async ({
    expect,
  }) => {
    await using desk = await openDesk();
    const repo = await desk.repository({ name: "talk" });
    const gh = await desk.program("gh", 'read -r value; echo "$value" >&3');
    const { code, out, open } = await talk(
      desk,
      ["init", "--repo", repo],
      [
        ["Which credential", "\r"],
        ["goes to GitHub", "sk-ant-typed\r"],
        ["Switch on", "y"],
      ],
    );
    expect(open).toEqual([]);
    expect(code).toBe(0);
    expect(out).toContain("The secret ANTHROPIC_API_KEY is set.");
    expect(out).not.toContain("sk-ant-typed");
    const host = new URL(desk.github.serverUrl).host;
    expect(await gh.log()).toBe(`secret set ANTHROPIC_API_KEY --repo ${host}/${repo}\nsk-ant-typed\n`);
    expect(desk.github.settings(repo).actionsMayCreatePullRequests).toBe(true);
  });

  test("starts a rehearsal once the workflow is merged", async ({ expect }) => {
    await using desk = await openDesk();
    const repo = await desk.repository({ name: "rehearse", files: node });
    const started: unknown[] = [];
    desk.github.onEvent(
      ({ name, payload }) => void (name === "workflow_dispatch" && started.push(payload["inputs"])),
    );
    await desk.run(["init", "--repo", repo]);
    await desk.api("PUT", `/repos/${repo}/pulls/1/merge`, {});
    const { code, out, open } = await talk(
      desk,
      ["init", "--repo", repo],
      [
        ["Which credential", "\u0003"],
        ["Switch on", "n"],
        ["Rehearse now?", "y"],
      ],
    );
    expect(open).toEqual([]);
    expect(code).toBe(0);
    expect(started).toHaveLength(1);
    expect(out).toContain("The rehearsal is running;");
  });

  test("leaves a file that differs when told so", async ({ expect }) => {
    await using desk = await openDesk();
    const repo = await desk.repository({
      name: "refuse",
      files: { ...node, ".github/switchyard.yml": "gates: []\n" },
    });
    const { code, open } = await talk(
      desk,
      ["init", "--repo", repo],
      [
        ["Replace .github/switchyard.yml?", "n"],
        ["Which credential", "\u0003"],
        ["Switch on", "n"],
      ],
    );
    expect(open).toEqual([]);
    expect(code).toBe(0);
    expect(await fileOf(desk, repo, "switchyard/init", ".github/switchyard.yml")).toBe("gates: []\n");
    expect(await fileOf(desk, repo, "switchyard/init", ".github/workflows/switchyard.yml")).toContain(
      "jobs:",
    );
    expect(desk.github.settings(repo).actionsMayCreatePullRequests).toBe(false);
  });

  test("offers no rehearsal once three questions were asked, and says how it is started", async ({
    expect,
  }) => {
    await using desk = await openDesk();
    const repo = await desk.repository({ name: "merged", files: node });
    await desk.run(["init", "--repo", repo]);
    await desk.api("PUT", `/repos/${repo}/pulls/1/merge`, {});
    const sha = await gitIn(desk.github.gitDirectory(repo))(["rev-parse", "main:.github/switchyard.yml"]);
    const content = Buffer.from("gates: []\n").toString("base64");
    await desk.api("PUT", `/repos/${repo}/contents/.github/switchyard.yml`, {
      message: "Ours",
      content,
      sha: sha.trim(),
      branch: "main",
    });
    const { code, out, open } = await talk(
      desk,
      ["init", "--repo", repo],
      [
        ["Replace .github/switchyard.yml?", "n"],
        ["Which credential", "\u0003"],
        ["Switch on", "n"],
        ["Rehearse now?", "n"],
      ],
    );
    expect(open).toEqual([["Rehearse now?", "n"]]);
    expect(code).toBe(0);
    expect(out).toContain("1. The files are there.");
    expect(out).toContain("3. Rehearse: start the workflow by hand");
  });

  test("asks once about all files that differ, and three questions at most", async ({ expect }) => {
    await using desk = await openDesk();
    const repo = await desk.repository({
      name: "twice",
      files: {
        ...node,
        ".github/switchyard.yml": "gates: []\n",
        ".github/workflows/switchyard.yml": "on: push\n",
      },
    });
    const { code, out, open } = await talk(
      desk,
      ["init", "--repo", repo],
      [
        ["Replace .github/workflows/switchyard.yml and .github/switchyard.yml?", "y"],
        ["Which credential", "\u0003"],
        ["Switch on", "n"],
      ],
    );
    expect(open).toEqual([]);
    expect(code).toBe(0);
    expect(out).toContain("Review and merge");
    expect(await fileOf(desk, repo, "switchyard/init", ".github/workflows/switchyard.yml")).toContain(
      "jobs:",
    );
  });
});
