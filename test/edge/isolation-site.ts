import { execFileSync, spawn } from "node:child_process";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import type { IsolationDemand } from "../../src/core/isolation.ts";
import { type Before, noteBefore } from "../../src/edge/change-set-reader.ts";
import { type Isolation, openIsolation } from "../../src/edge/isolation.ts";
import { type CommandEnd, runCommand } from "../../src/edge/shell.ts";
import { type RunOptions, type Tree, type Workspace, openWorkspace } from "../../src/edge/workspace.ts";

export const everything: IsolationDemand = {
  user: "enforce",
  egress: "enforce",
  limits: "enforce",
  cleanup: "enforce",
};
export const nothing: IsolationDemand = { user: "none", egress: "none", limits: "none", cleanup: "none" };

/** What nobody in isolation may find, wherever it looks. */
export const canary = "canary-7f3a9c1e-of-the-owner";

/** The folders of a runner, as on a hosted image, with secrets where a runner and its steps have them. */
export type Runner = {
  readonly root: string;
  readonly home: string;
  readonly workspace: string;
  readonly temp: string;
  readonly secretFiles: readonly string[];
};

export type Site = AsyncDisposable & {
  readonly runner: Runner;
  readonly isolation: Isolation;
  readonly workspace: Workspace;
  readonly base: Tree;
  readonly before: Before;
  /** Runs a command in a tree; `lines` gets its output. */
  readonly run: (
    tree: Tree,
    command: string,
    options?: RunOptions & Partial<Started>,
  ) => Promise<CommandEnd & { readonly lines: readonly string[] }>;
};

type Started = {
  readonly minutes: number;
  readonly signal: AbortSignal;
  readonly env: Readonly<Record<string, string>>;
};

/** A runner with a checkout of these files, isolation as demanded, and a base that `setup` has prepared. */
export async function openSite(options: {
  demand?: IsolationDemand;
  files?: Readonly<Record<string, string>>;
  setup?: string;
  /** Part of the workspace's path. */
  name?: string;
}): Promise<Site> {
  const runner = await makeRunner(options.name ?? "spans", options.files ?? { "a.txt": "one\n" });
  const demand = options.demand ?? everything;
  const toolchain = { PATH: "/usr/local/bin:/usr/bin:/bin" };
  const isolation = await openIsolation({
    demand,
    temp: runner.temp,
    workspace: runner.workspace,
    environment: { HOME: runner.home, RUNNER_TEMP: dirname(runner.temp) },
    toolchain,
    readable: [],
  });
  const workspace = await openWorkspace({ isolation, directory: runner.workspace, temp: runner.temp });
  const run: Site["run"] = async (
    tree,
    command,
    { minutes = 1, signal = new AbortController().signal, env = {}, ...rest } = {},
  ) => {
    const lines: string[] = [];
    const end = await runCommand({
      launcher: await workspace.launch(tree, rest),
      command,
      cwd: workspace.directory,
      env: { ...toolchain, HOME: workspace.home, LANG: "C.UTF-8", ...env },
      minutes,
      signal,
      onLine: (line) => lines.push(line),
    });
    return { ...end, lines };
  };
  const base = await workspace.grow(null);
  if (options.setup !== undefined) {
    const end = await run(base, options.setup);
    if (end.ended !== "passed") throw new Error(`setup failed: ${end.tail}`);
  }
  return {
    runner,
    isolation,
    workspace,
    base,
    before: await noteBefore(workspace, base),
    run,
    [Symbol.asyncDispose]: async () => {
      await isolation.remove([runner.workspace, runner.temp], "content");
      await isolation[Symbol.asyncDispose]();
      await rm(runner.root, { recursive: true, force: true });
    },
  };
}

async function makeRunner(name: string, files: Readonly<Record<string, string>>): Promise<Runner> {
  const root = await mkdtemp(join(tmpdir(), "isolation-"));
  await chmod(root, 0o755);
  const home = join(root, "home");
  const workspace = join(root, "work", name, name);
  const temp = join(root, "work", "_temp", "switchyard-1");
  const secretFiles = [
    join(home, ".npmrc"),
    join(home, ".gitconfig"),
    join(home, ".docker", "config.json"),
    join(root, ".credentials"),
    join(root, ".runner"),
    join(root, "work", "_temp", "_runner_file_commands", "set_env_1"),
    join(root, "work", "_temp", "_github_workflow", "event.json"),
    join(root, "work", "_actions", "switchyard", "v1", "dist", "index.js"),
  ];
  for (const file of secretFiles) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `${canary}\n`); // readable for everyone: their modes must not be what protects them
  }
  await mkdir(temp, { recursive: true });
  await mkdir(workspace, { recursive: true });
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(workspace, path)), { recursive: true });
    await writeFile(join(workspace, path), content);
  }
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], { cwd: workspace });
  git("init", "--quiet", ".");
  git("add", "--all");
  git("commit", "--quiet", "--message", "base");
  return { root, home, workspace, temp, secretFiles };
}

/** A process of the runner's with the secret in its environment and its memory, as the action is one. */
export function startKeeper(): { readonly pid: number; stop(): void } {
  const child = spawn(
    process.execPath,
    ["-e", "globalThis.kept = process.env.KEPT.repeat(2); setInterval(() => {}, 1e6)"],
    {
      env: { KEPT: canary },
      stdio: "ignore",
    },
  );
  return { pid: child.pid ?? 0, stop: () => child.kill("SIGKILL") };
}
