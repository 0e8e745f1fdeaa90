import { spawn } from "node:child_process";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { type ScriptedModel, startModel } from "../../src/local/model/model.ts";
import type { Scenario, Turn } from "../../src/local/model/scenario.ts";
import { cli } from "./bundle.ts";
import { type Desk, openDesk } from "./desk.ts";

const arch = process.arch === "arm64" ? "arm64" : "x64";
const claude = fileURLToPath(
  import.meta.resolve(`@anthropic-ai/claude-code-linux-${arch}/package.json`),
).replace(/package\.json$/, "claude");
const key = "sk-ant-own-login-00000000000000";

// Put together at run time, so that no scanner takes this file for a leak.
const token = ["ghp", "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE3fG5"].join("_");

const bash = (command: string): Turn => ({ tools: [{ name: "Bash", input: { command } }] });
const scenarios: readonly Scenario[] = [
  {
    name: "mend",
    match: "issue #1 of",
    turns: [bash("cat installed.txt; echo broken > state.txt"), { text: "Done." }],
    later: [
      {
        match: "does not pass yet",
        turns: [bash("echo fine > state.txt && printf 'a\\n\\033[31mred\\n' > new.txt"), { text: "Mended." }],
      },
    ],
  },
  {
    name: "withheld",
    match: "issue #2 of",
    turns: [
      bash("mkdir -p .github/workflows && echo 'on: push' > .github/workflows/x.yml"),
      { text: "Done." },
    ],
  },
  {
    name: "secret",
    match: "issue #3 of",
    turns: [bash(`echo "token: ${token}" > state.txt; echo fine >> state.txt`), { text: "Done." }],
  },
  { name: "copying", match: "issue #6 of", turns: [bash("cat .env > copied.txt"), { text: "Done." }] },
  { name: "endless", match: "issue #7 of", turns: [bash("sleep 7077.5"), { text: "Done." }] },
  { name: "question", match: "issue #4 of", turns: [{ text: "It is 42." }] },
];

let desk: Desk;
let model: ScriptedModel;
let repo: string;
let temp: string;

beforeAll(async () => {
  desk = await openDesk();
  model = await startModel({ scenarios });
  temp = join(desk.directory, "temp");
  await mkdir(temp);
  repo = await desk.repository({
    name: "try",
    files: {
      "README.md": "hi\n",
      "state.txt": "fine\n",
      ".gitignore": "installed.txt\n",
      ".github/switchyard.yml": [
        "setup:",
        "  - run: echo with $EXTRA && echo yes > installed.txt",
        "    secrets: [EXTRA]",
        "gates:",
        "  - name: state",
        "    run: grep -q fine state.txt",
        "",
      ].join("\n"),
    },
  });
  for (const title of [
    "Mend it",
    "Automate it",
    "Leak it",
    "What is it?",
    "Not for agents",
    "Copy it",
    "Sleep",
  ])
    await desk.api("POST", `/repos/${repo}/issues`, { title, body: "Please." });
  await desk.api("POST", `/repos/${repo}/issues/4/labels`, { labels: ["investigate"] });
  await desk.api("POST", `/repos/${repo}/issues/5/labels`, { labels: ["blocked"] });
});
afterAll(async () => {
  await model[Symbol.asyncDispose]();
  await desk[Symbol.asyncDispose]();
});

const attempt = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  const ended = await desk.run(["try", ...args, "--repo", repo], {
    env: {
      PATH: `${desk.environment["PATH"]}:/usr/bin:/bin`,
      TMPDIR: temp,
      EXTRA: "not-for-eyes",
      ANTHROPIC_BASE_URL: model.url,
      ANTHROPIC_API_KEY: key,
      ...env,
    },
  });
  return {
    ...ended,
    out: ended.out.replaceAll(/\d+ s\b/g, "<n> s").replaceAll(/(issue-\d)-[0-9a-f]{8}/g, "$1-<claim>"),
  };
};

/** Does a process with this argument run on this machine? */
async function sleeping(argument: string): Promise<boolean> {
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    const line = await readFile(join("/proc", pid, "cmdline"), "utf8").catch(() => "");
    if (line.split("\0").includes(argument)) return true;
  }
  return false;
}

describe("try", () => {
  test("does an issue here, gates and repair included, prints the diff and publishes nothing", async () => {
    desk.writes();
    const ended = await attempt(["1", "--yes", "--claude", claude]);
    expect(ended.out).toMatchInlineSnapshot(`
      "diff --git a/new.txt b/new.txt
      new file mode 100644
      index 0000000..c6a78a8
      --- /dev/null
      +++ b/new.txt
      @@ -0,0 +1,2 @@
      +a
      +red

      The agent says:
        Mended.

      gate state  passed    <n> s
      delivered: There is a change, and its gates pass.
      It would be a draft: "Mend it", 2 lines, from switchyard/issue-1-<claim>.
      Cost: less than $0.01 by list price, 4 turns, <n> s.
      Nothing was published, and the clone is gone.
      "
    `);
    expect(ended.code).toBe(0);
    expect(ended.err).toContain("Nothing isolates the agent here");
    expect(ended.err).toContain("setup: echo with $EXTRA && echo yes > installed.txt");
    expect(ended.err).toContain("  with ***");
    expect(ended.err).toContain("Repair round 1 of 2: state");
    expect(ended.err + ended.out).not.toContain("not-for-eyes");
    expect(ended.err + ended.out).not.toContain(key);
    expect(desk.writes()).toEqual([]);
    expect(await readdir(temp)).toEqual([]);
  });

  test("leaves the clone with the agent's work when it is asked to", async () => {
    const ended = await attempt(["1", "--yes", "--keep", "--claude", claude]);
    const clone = /The clone: (\S+)/.exec(ended.out)?.[1] ?? "";
    expect(await readFile(join(clone, "new.txt"), "utf8")).toContain("red");
    const [kept = ""] = await readdir(temp);
    expect(await readdir(join(temp, kept))).toEqual(["clone"]);
    await rm(join(temp, kept), { recursive: true });
  });

  test("says what would be withheld, and what refused, and ends with 1", async () => {
    const withheld = await attempt(["2", "--yes", "--claude", claude]);
    expect(withheld.code).toBe(1);
    expect(withheld.out).toContain("Only paths were changed that are withheld.");
    expect(withheld.out).toContain("withheld, protected paths: .github/workflows/x.yml");
    const refused = await attempt(["3", "--yes", "--claude", claude]);
    expect(refused.code).toBe(1);
    expect(refused.out).toContain("refused: ");
    expect(refused.out).toMatch(/secret: "state.txt": .*credential/);
  });

  test("takes a config that is not merged yet, whose faults it names by file and line", async () => {
    const file = join(desk.directory, "new.yml");
    await writeFile(
      file,
      "gates:\n  - name: never\n    run: grep -q fine state.txt\nlimits:\n  repair-rounds: 0\n",
    );
    const ended = await attempt(["1", "--yes", "--claude", claude, "--config", file]);
    expect(ended.code).toBe(1);
    expect(ended.out).toMatch(/gate never +failed +on the base: passed/);
    await writeFile(file, "gates: []\nlimit: 3\n");
    const wrong = await attempt(["1", "--yes", "--claude", claude, "--config", file]);
    expect(wrong.err).toContain(`${file}:2: limit`);
    expect(wrong.code).toBe(2);
  });

  test("leaves out setup when told so, and lets the agent read the env file, whose values no change may hold", async () => {
    const config = join(desk.directory, "env.yml");
    await writeFile(config, "env-file: .env\nsetup:\n  - run: echo SETUP-RAN\n");
    const args = ["6", "--yes", "--claude", claude, "--config", config];
    const without = await attempt(args);
    expect(without.err).toContain("Give one with --env, such as your own .env.");
    expect(without.code).toBe(2);
    const file = join(desk.directory, "own.env");
    await writeFile(file, "API_KEY=only-for-this-machine-77\n");
    const ended = await attempt([...args, "--no-setup", "--env", file]);
    expect(ended.err).not.toContain("SETUP-RAN");
    expect(ended.out).toContain("The change holds a value of the env file, in copied.txt");
    expect(ended.out + ended.err).not.toContain("only-for-this-machine-77");
    expect(ended.code).toBe(1);
    const missing = await attempt([...args, "--env", join(desk.directory, "nowhere.env")]);
    expect(missing.err).toContain("--env: ");
    expect(missing.code).toBe(2);
    expect(await readdir(temp)).toEqual([]);
  });

  test("ended by Ctrl-C leaves neither clone nor process, and says that it was ended", async () => {
    const child = spawn(process.execPath, [cli, "try", "7", "--yes", "--claude", claude, "--repo", repo], {
      cwd: desk.directory,
      env: {
        ...desk.environment,
        PATH: `${desk.environment["PATH"]}:/usr/bin:/bin`,
        GH_TOKEN: desk.maria.token,
        TMPDIR: temp,
        EXTRA: "not-for-eyes",
        ANTHROPIC_BASE_URL: model.url,
        ANTHROPIC_API_KEY: key,
      },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: 150_000,
    });
    let out = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => (out += chunk));
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      out += chunk;
      if (chunk.includes("sleep 7077.5")) child.kill("SIGINT");
    });
    const code = await new Promise((resolve) => child.once("close", resolve));
    expect(code).toBe(1);
    expect(out).toContain("cancelled: ");
    expect(await readdir(temp)).toEqual([]);
    expect(await sleeping("7077.5")).toBe(false);
  });

  test("prints an answer where one is asked for", async () => {
    const ended = await attempt(["4", "--yes", "--claude", claude]);
    expect(ended.out).toContain("The agent says:\n  It is 42.\n");
    expect(ended.out).toContain("answered: The task ended in an answer, without a change.");
    expect(ended.code).toBe(0);
  });

  test("runs nothing that nobody agreed to", async () => {
    const before = model.requests.length;
    const ended = await attempt(["1", "--claude", claude]);
    expect(ended.err).toContain("nobody can be asked here. Run it with --yes.");
    expect(ended.code).toBe(2);
    expect(model.requests.length).toBe(before);
    expect(await readdir(temp)).toEqual([]);
  });

  test("lets no secret stay that setup wrote down", async () => {
    const file = join(desk.directory, "leaky.yml");
    await writeFile(file, "setup:\n  - run: echo $EXTRA > kept.txt\n    secrets: [EXTRA]\n");
    const ended = await attempt(["1", "--yes", "--claude", claude, "--config", file]);
    expect(ended.out).toContain("Setup left the value of a secret in kept.txt");
    expect(ended.code).toBe(1);
  });

  test("says what is missing", async () => {
    expect((await attempt(["1", "--claude", "/nowhere/claude"])).err).toContain(
      "--claude: there is no /nowhere/claude. Install Claude Code (npm install -g @anthropic-ai/claude-code@",
    );
    expect((await attempt(["1"], { PATH: desk.environment["PATH"] ?? "" })).err).toContain(
      "There is no `claude` on the PATH.",
    );
    expect((await attempt(["1", "--claude", "/bin/true"])).err).toContain("is no Claude Code that runs here");
    expect((await attempt(["99", "--claude", claude])).err).toContain("#99 does not exist");
    expect((await attempt(["5", "--claude", claude])).err).toContain("#5 would not start on GitHub either: ");
    expect((await attempt(["1", "--claude", claude, "--prompt", "x".repeat(20_001)])).err).toContain(
      "The prompt has 20001 characters; at most 20000 fit.",
    );
    expect((await attempt(["five", "--claude", claude])).code).toBe(2);
    expect(await readdir(temp)).toEqual([]);
  });

  test("says so when the person is not logged in", async () => {
    const ended = await attempt(["1", "--yes", "--claude", claude], { ANTHROPIC_API_KEY: "" });
    expect(ended.out).toContain("Run `claude` once and log in");
    expect(ended.code).toBe(1);
  });
});
