import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { getOctokit } from "@actions/github";

import type { RequestRecord } from "../../src/local/contract.ts";
import type { Progress } from "../../src/local/engine/progress.ts";
import { startModel } from "../../src/local/model/model.ts";
import type { Scenario } from "../../src/local/model/scenario.ts";
import { openYard } from "../../src/local/yard.ts";
import { counted, exited, median } from "./measure.ts";
import { type Usage, endedChildren, watchUsage } from "./usage.ts";

const product = join(import.meta.dirname, "../..");
const tasks = 5; // of work, and of the bare CLI
const gate = "grep -q hello hello.txt";

const script: Scenario["turns"] = [
  { tools: [{ name: "Bash", input: { command: "printf 'hello\\n' > hello.txt", description: "write" } }] },
  { tools: [{ name: "Bash", input: { command: "cat hello.txt", description: "read" } }] },
  { text: "Wrote hello.txt." },
];

/** *work* against a bare `claude -p` with the same script and the gate after it, and the API requests of one delivered issue by kind. */
export async function benchWork(): Promise<void> {
  const { worked, alone, requests } = await tasksOfBoth();
  const time = (all: readonly Task[]) => median(all.map(({ duration }) => duration));
  const cpu = (all: readonly Task[]) => median(all.map(({ usage }) => usage.cpu));
  const memory = median(worked.map(({ usage }) => usage.memory));
  console.log(
    `Work, with isolation, broker, checkpoints and a gate, against a bare claude -p with the same script of ${script.length} turns and the gate after it, median of ${tasks}:\n`,
  );
  console.log(`  bare claude -p  ${time(alone).toFixed(0)} ms, ${cpu(alone).toFixed(2)} s of processor time`);
  console.log(
    `  work step       ${time(worked).toFixed(0)} ms, ${cpu(worked).toFixed(2)} s of processor time; ${(memory / 1e6).toFixed(0)} MB of memory of our own process at most   (target ≤ 150)`,
  );
  console.log(`  more time       + ${((time(worked) - time(alone)) / 1000).toFixed(2)} s   (target ≤ 1.5)`);
  console.log(`  processor time  ${(cpu(worked) / cpu(alone)).toFixed(2)} ×   (target ≤ 1.3)`);
  console.log("\nAPI requests of one delivered issue (REST and GraphQL; git and artifacts have no quota):\n");
  const api = requests.filter(({ kind }) => kind === "rest" || kind === "graphql");
  for (const [name, count] of counted(api.map(nameOf))) console.log(`  ${count} × ${name}`);
  console.log(`  ${api.length} requests, ${api.filter(isWrite).length} of them writes   (targets ≤ 14, ≤ 9)`);
  console.log(
    `  beside them: ${requests.filter(({ kind }) => kind === "git").length} git requests, ${requests.filter(({ kind }) => kind === "artifact").length} to the artifact service`,
  );
}

/** One task: its duration in ms, and what it took. */
type Task = { readonly duration: number; readonly usage: Usage };

/** Some tasks by work and by the bare CLI, in turn, so that both meet the same machine; and the requests to GitHub of the last issue. */
async function tasksOfBoth(): Promise<{ worked: Task[]; alone: Task[]; requests: RequestRecord[] }> {
  let started = Number.NaN;
  let duration = Number.NaN;
  const onProgress = (progress: Progress) => {
    if (progress.kind === "step-started" && progress.step.includes("$/work")) started = performance.now();
    if (progress.kind === "step-ended" && progress.step.includes("$/work"))
      duration = performance.now() - started;
  };
  await using yard = await openYard({
    product,
    files: {
      "README.md": "hi\n",
      ".github/switchyard.yml": `gates: [{ name: greets, run: ${JSON.stringify(gate)} }]\nlimits: { open-pull-requests: 100 }\n`,
    },
    scenarios: [{ name: "bench", match: "You work on issue", turns: script }],
    onProgress,
  });
  await using model = await startModel({
    scenarios: [{ name: "bare", match: "Write hello.txt", turns: script }],
  });
  using watched = watchUsage((argv) => argv.includes(` ${product}/dist/work.js `));
  const octokit = getOctokit(yard.person.token, { baseUrl: yard.github.apiUrl });
  const [owner = "", repo = ""] = yard.repository.split("/");
  const worked: Task[] = [];
  const alone: Task[] = [];
  let from = 0;
  for (let round = 0; round <= tasks; round += 1) {
    const { data } = await octokit.rest.issues.create({
      owner,
      repo,
      title: "Write hello.txt",
      body: "Please.",
    });
    from = yard.github.requests.length;
    await octokit.rest.issues.addLabels({ owner, repo, issue_number: data.number, labels: ["claude-ready"] });
    await yard.engine.idle({ deadline: 120_000 });
    const bare = await bareTask(model.url);
    const usage = watched.take();
    if (round === 0) continue; // It warms the file cache.
    worked.push({ duration, usage });
    alone.push(bare);
    const { data: pulls } = await octokit.rest.pulls.list({ owner, repo, state: "open" });
    if (pulls.length !== round + 1) throw new Error(`issue #${data.number} was not delivered`);
  }
  return {
    worked,
    alone,
    requests: yard.github.requests
      .slice(from)
      .filter(({ by }) => by.startsWith("run/") || by.startsWith("artifact")),
  };
}

/** The same script played to the CLI alone, and the gate in the same directory. */
async function bareTask(model: string): Promise<Task> {
  const home = await mkdtemp(join(tmpdir(), "switchyard-bench-"));
  const before = endedChildren();
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
          ANTHROPIC_BASE_URL: model,
          ANTHROPIC_API_KEY: "dummy",
          CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
          DISABLE_AUTOUPDATER: "1",
        },
      },
    ),
  );
  await exited(spawn("bash", ["-c", gate], { cwd: home, stdio: "ignore" }));
  const duration = performance.now() - begin;
  await rm(home, { recursive: true, force: true });
  return { duration, usage: { cpu: endedChildren() - before, memory: 0 } };
}

function nameOf({ kind, method, what }: RequestRecord): string {
  if (kind === "graphql") return `GraphQL ${what}`;
  return `${method} ${what.replace(/\?.*/, "").replace(/[0-9a-f]{7,}|\d+/g, "…")}`;
}

function isWrite({ kind, method, what }: RequestRecord): boolean {
  return kind === "graphql" ? what === "project" : method !== "GET";
}
