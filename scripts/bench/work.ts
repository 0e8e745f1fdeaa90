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

const product = join(import.meta.dirname, "../..");
const tasks = 3; // of work, and of the bare CLI

const script: Scenario["turns"] = [
  { tools: [{ name: "Bash", input: { command: "printf 'hello\\n' > hello.txt", description: "write" } }] },
  { tools: [{ name: "Bash", input: { command: "cat hello.txt", description: "read" } }] },
  { text: "Wrote hello.txt." },
];

/** *work* against a bare `claude -p` with the same script, and the API requests of one delivered issue by kind. */
export async function benchWork(): Promise<void> {
  const { durations: worked, requests } = await workTimes();
  const alone = await bareTimes();
  const added = median(worked) - median(alone);
  console.log(`Work against a bare claude -p with the same script, median of ${tasks}:\n`);
  console.log(`  bare claude -p  ${median(alone).toFixed(0)} ms`);
  console.log(
    `  work step       ${median(worked).toFixed(0)} ms  ${(median(worked) / median(alone)).toFixed(2)} ×, + ${(added / 1000).toFixed(2)} s   (target ≤ + 1.5 s)`,
  );
  console.log("\nAPI requests of one delivered issue (REST and GraphQL; git and artifacts have no quota):\n");
  const api = requests.filter(({ kind }) => kind === "rest" || kind === "graphql");
  for (const [name, count] of counted(api.map(nameOf))) console.log(`  ${count} × ${name}`);
  console.log(`  ${api.length} requests, ${api.filter(isWrite).length} of them writes   (targets ≤ 14, ≤ 9)`);
  console.log(
    `  beside them: ${requests.filter(({ kind }) => kind === "git").length} git requests, ${requests.filter(({ kind }) => kind === "artifact").length} to the artifact service`,
  );
}

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

function nameOf({ kind, method, what }: RequestRecord): string {
  if (kind === "graphql") return `GraphQL ${what}`;
  return `${method} ${what.replace(/\?.*/, "").replace(/[0-9a-f]{7,}|\d+/g, "…")}`;
}

function isWrite({ kind, method, what }: RequestRecord): boolean {
  return kind === "graphql" ? what === "project" : method !== "GET";
}
