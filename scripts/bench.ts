/**
 * Speed and cost as ratios within one run: start-up of each bundle against bare node, *work* against a bare `claude -p` with the same script, the model's
 * first byte through the broker against a direct one, API requests
 * of one delivered issue by kind, and the demo. Absolute times belong to the machine; the ratios are what to compare.
 */
import { spawn, spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { getOctokit } from "@actions/github";

import { strongestDemand } from "../src/core/isolation.ts";
import { noteBefore, readChangeSet } from "../src/edge/change-set-reader.ts";
import { openIsolation } from "../src/edge/isolation.ts";
import { runCommand } from "../src/edge/shell.ts";
import { type Tree, openWorkspace } from "../src/edge/workspace.ts";
import type { RequestRecord } from "../src/local/contract.ts";
import type { Progress } from "../src/local/engine/progress.ts";
import { startModel } from "../src/local/model/model.ts";
import type { Scenario } from "../src/local/model/scenario.ts";
import { openYard } from "../src/local/yard.ts";
import { firstByteTimes } from "./bench/first-byte.ts";

const product = join(import.meta.dirname, "..");
const runs = 7; // of each start-up; odd, for the median
const tasks = 3; // of work, and of the bare CLI

const script: Scenario["turns"] = [
  { tools: [{ name: "Bash", input: { command: "printf 'hello\\n' > hello.txt", description: "write" } }] },
  { tools: [{ name: "Bash", input: { command: "cat hello.txt", description: "read" } }] },
  { text: "Wrote hello.txt." },
];

console.log("Start-up, median of", runs, "processes, against bare node:\n");
const bare = median(await times(runs, () => timeOf(["-e", ""])));
console.log(`  bare node  ${bare.toFixed(0)} ms`);
for (const bundle of ["dispatch", "prepare", "work", "collect", "wake"]) {
  const time = median(await times(runs, () => timeOf([join(product, "dist", `${bundle}.js`)])));
  console.log(
    `  ${bundle.padEnd(10)} ${time.toFixed(0)} ms  ${(time / bare).toFixed(2)} ×${bundle === "dispatch" ? "   (target ≤ 3)" : ""}`,
  );
}

const { durations: worked, requests } = await workTimes();
const alone = await bareTimes();
const added = median(worked) - median(alone);
console.log(`\nWork against a bare claude -p with the same script, median of ${tasks}:\n`);
console.log(
  `  bare claude -p  ${median(alone).toFixed(0)} ms\n  work step       ${median(worked).toFixed(0)} ms  ${(median(worked) / median(alone)).toFixed(2)} ×, + ${(added / 1000).toFixed(2)} s   (target ≤ + 1.5 s)`,
);

const isolated = await isolationTimes();
console.log(
  `\nIsolation (${isolated.how}), with 300 MB of installed dependencies:\n\n  set-up and trial         ${isolated.open.toFixed(0)} ms\n  a run of nothing         ${isolated.run.toFixed(0)} ms\n  agent's end to gate      ${isolated.gate.toFixed(0)} ms   (target ≤ 500)`,
);

const bytes = await firstByteTimes();
const direct = median(bytes.map((pair) => pair.direct));
const later = median(bytes.map((pair) => pair.brokered - pair.direct));
console.log(`\nThe model's first byte, median of ${bytes.length} pairs:\n`);
console.log(
  `  directly            ${direct.toFixed(2)} ms\n  through the broker  + ${later.toFixed(2)} ms   (target ≤ + 3 ms)`,
);

console.log("\nAPI requests of one delivered issue (REST and GraphQL; git and artifacts have no quota):\n");
const api = requests.filter(({ kind }) => kind === "rest" || kind === "graphql");
const writes = api.filter(isWrite);
for (const [name, count] of counted(
  api.map(({ method, what, kind }) =>
    kind === "graphql"
      ? `GraphQL ${what}`
      : `${method} ${what.replace(/\?.*/, "").replace(/[0-9a-f]{7,}|\d+/g, "…")}`,
  ),
))
  console.log(`  ${count} × ${name}`);
console.log(`  ${api.length} requests, ${writes.length} of them writes   (targets ≤ 14, ≤ 9)`);
console.log(
  `  beside them: ${requests.filter(({ kind }) => kind === "git").length} git requests, ${requests.filter(({ kind }) => kind === "artifact").length} to the artifact service`,
);

const began = performance.now();
const demo = spawnSync(process.execPath, [join(product, "src/cli/main.ts"), "demo", "--once"], {
  cwd: product,
  stdio: "ignore",
});
console.log(
  `\nDemo: ${((performance.now() - began) / 1000).toFixed(1)} s, exit ${demo.status}   (target ≤ 60 s)`,
);

/** Durations of the work step of a few issues, in ms, and the requests of the last of them. */
async function workTimes(): Promise<{ durations: number[]; requests: RequestRecord[] }> {
  const started = new Map<number, number>();
  const durations: number[] = [];
  const onProgress = (progress: Progress) => {
    if (progress.kind === "step-started" && progress.step.includes("$/work"))
      started.set(progress.jobId, performance.now());
    if (progress.kind === "step-ended" && progress.step.includes("$/work"))
      durations.push(performance.now() - (started.get(progress.jobId) ?? Number.NaN));
  };
  await using yard = await openYard({
    product,
    files: { "README.md": "hi\n" },
    scenarios: [{ name: "bench", match: "You work on issue", turns: script }],
    onProgress,
  });
  const octokit = getOctokit(yard.person.token, { baseUrl: yard.github.apiUrl });
  const [owner = "", repo = ""] = yard.repository.split("/");
  let from = 0;
  for (let number = 0; number < tasks; number += 1) {
    const issue = await octokit.rest.issues.create({
      owner,
      repo,
      title: "Write hello.txt",
      body: "Please.",
    });
    from = yard.github.requests.length;
    await octokit.rest.issues.addLabels({
      owner,
      repo,
      issue_number: issue.data.number,
      labels: ["claude-ready"],
    });
    await yard.engine.idle({ deadline: 60_000 });
  }
  return {
    durations,
    requests: yard.github.requests
      .slice(from)
      .filter(({ by }) => by.startsWith("run/") || by.startsWith("artifact")),
  };
}

/** What isolation costs on this machine, in ms: until it stands, one run, and from the end of the agent to the first line of a gate. */
async function isolationTimes(): Promise<{ how: string; open: number; run: number; gate: number }> {
  const root = await mkdtemp(join(tmpdir(), "switchyard-bench-"));
  const directory = join(root, "work", "spans", "spans");
  const temp = join(root, "work", "_temp", "switchyard");
  const modules = join(directory, "node_modules");
  for (const path of [temp, modules]) await mkdir(path, { recursive: true });
  await writeFile(join(directory, ".gitignore"), "node_modules\n");
  const content = Buffer.alloc(100_000, "x");
  for (let file = 0; file < 3_000; file += 1) await writeFile(join(modules, `${file}.js`), content);
  spawnSync("git", ["init", "--quiet", "."], { cwd: directory });
  spawnSync("git", ["add", "."], { cwd: directory });
  spawnSync("git", ["-c", "user.name=b", "-c", "user.email=b@example.com", "commit", "-qm", "base"], {
    cwd: directory,
  });
  const begin = performance.now();
  await using isolation = await openIsolation({
    demand: strongestDemand({ user: null, egress: null, limits: null, cleanup: null }),
    temp,
    workspace: directory,
    environment: process.env,
    toolchain: { PATH: process.env["PATH"] ?? "" },
    readable: [],
  });
  const open = performance.now() - begin;
  const workspace = await openWorkspace({ isolation, directory, temp });
  const base = await workspace.grow(null);
  const before = await noteBefore(workspace, base);
  const first = async (tree: Tree, command: string): Promise<number> => {
    let at = Number.NaN;
    await runCommand({
      launcher: await workspace.launch(tree),
      command,
      cwd: directory,
      env: { PATH: process.env["PATH"] ?? "" },
      minutes: 1,
      signal: new AbortController().signal,
      onLine: () => (at = Number.isNaN(at) ? performance.now() : at),
    });
    return at;
  };
  const idle = performance.now();
  const run = (await first(await workspace.grow(base), "echo here")) - idle;
  const gates: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const agent = await workspace.grow(base);
    await first(agent, "echo new >new.txt; echo done");
    const ended = performance.now();
    const { changes } = await readChangeSet(workspace, { tree: agent, before });
    const changed = await workspace.grow(base);
    await workspace.apply(changed, changes);
    gates.push((await first(await workspace.grow(changed), "cat new.txt")) - ended);
  }
  await isolation.remove([root], "content");
  await rm(root, { recursive: true, force: true });
  return { how: `${isolation.trees} trees`, open, run, gate: median(gates) };
}

/** The same script played to the CLI alone, in ms. */
async function bareTimes(): Promise<number[]> {
  await using model = await startModel({
    scenarios: [{ name: "bare", match: "Write hello.txt", turns: script }],
  });
  const durations: number[] = [];
  for (let run = 0; run < tasks; run += 1) {
    const home = await mkdtemp(join(tmpdir(), "switchyard-bench-"));
    const begin = performance.now();
    await exited(
      spawn(
        join(product, "node_modules/@anthropic-ai", `claude-code-linux-${process.arch}`, "claude"),
        [
          "-p",
          "Write hello.txt",
          "--allowedTools",
          "Bash",
          "--model",
          "claude-sonnet-5-5",
          "--setting-sources",
          "",
        ],
        {
          cwd: home,
          stdio: "ignore",
          env: {
            PATH: process.env["PATH"] ?? "",
            HOME: home,
            ANTHROPIC_BASE_URL: model.url,
            ANTHROPIC_API_KEY: "dummy",
            CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
            DISABLE_AUTOUPDATER: "1",
          },
        },
      ),
    );
    durations.push(performance.now() - begin);
    await rm(home, { recursive: true, force: true });
  }
  return durations;
}

async function times(count: number, measure: () => Promise<number>): Promise<number[]> {
  await measure(); // the first one warms the file cache
  const all: number[] = [];
  for (let run = 0; run < count; run += 1) all.push(await measure());
  return all;
}

/** Milliseconds of one node process without any variable of a runner: a bundle loads, reads its inputs, and says what is missing. */
async function timeOf(args: readonly string[]): Promise<number> {
  const begin = performance.now();
  await exited(spawn(process.execPath, args, { stdio: "ignore", env: {} }));
  return performance.now() - begin;
}

async function exited(child: ReturnType<typeof spawn>): Promise<void> {
  await new Promise((resolve, reject) => child.once("exit", resolve).once("error", reject));
}

function isWrite({ kind, method, what }: RequestRecord): boolean {
  return kind === "graphql" ? what === "project" : method !== "GET";
}

function counted(names: readonly string[]): [string, number][] {
  return [
    ...names.reduce(
      (counts, name) => counts.set(name, (counts.get(name) ?? 0) + 1),
      new Map<string, number>(),
    ),
  ].toSorted((a, b) => b[1] - a[1]);
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}
