import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { getOctokit } from "@actions/github";

import { UserError } from "../core/errors.ts";
import { describeIsolation, settleIsolation, strongestDemand } from "../core/isolation.ts";
import { parseEntry } from "../core/record-entry.ts";
import type { IssueState } from "../core/record.ts";
import { dollars, duration, plainLine } from "../core/text.ts";
import { gitIn } from "../edge/git.ts";
import { sampleIssues } from "../local/sample/issues.ts";
import { sampleScenarios } from "../local/sample/scenarios.ts";
import { type Yard, openYard, readSample } from "../local/yard.ts";
import { openScreen } from "./demo-screen.ts";

export type DemoOptions = {
  /** End after the table instead of keeping the local GitHub open. */
  readonly once: boolean;
  /** Use the real model with the key of this environment. It costs money. */
  readonly live: boolean;
  /** Root of this project's files. */
  readonly product: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
};

type Row = {
  readonly issue: number;
  readonly title: string;
  readonly outcome: string;
  readonly pull: string;
  readonly gates: string;
  readonly cost: string;
  readonly time: string;
};

const deadline = 110_000; // ms; the demo takes a third of this on two cores
const liveDeadline = 40 * 60_000;

/**
 * Runs the shipped workflows on a GitHub of this machine: six labelled issues of a sample repository, the real Claude Code CLI, and a scripted model.
 * Shows what happens, ends with a table, and leaves repository and pull requests under `.demo/` of the current directory. Resolves to the exit code.
 */
export async function demo(options: DemoOptions): Promise<number> {
  const secrets = options.live ? liveSecrets(options.environment) : null;
  console.log(headline(options.live));
  const started = Date.now();
  const screen = openScreen(sampleIssues.map(({ title }, index) => ({ issue: index + 1, title })));
  await using yard = await openYard({
    product: options.product,
    files: await readSample(options.product),
    scenarios: sampleScenarios,
    onProgress: screen.take,
    ...(secrets === null ? {} : { live: { secrets } }),
  });
  await play(yard, { screen, deadline: options.live ? liveDeadline : deadline });
  screen.close();
  const rows = await results(yard);
  printTable(rows);
  const directory = join(process.cwd(), ".demo");
  await keep(yard, { directory, rows });
  const pulls = rows.filter(({ pull }) => pull !== "").length;
  const ended = (wanted: string) => rows.filter(({ outcome }) => outcome === wanted).length;
  const [delivered, failed, answers] = [ended("delivered"), ended("gates_failed"), ended("answered")];
  console.log(
    `\n${pulls} pull requests and ${answers} answer in ${duration((Date.now() - started) / 1000)}. ${isolationLine(yard)}`,
  );
  console.log(
    `The repository:    git clone ${join(directory, "spans.git")}\nThe pull requests: ${join(directory, "pull-requests")}`,
  );
  if (!options.once) await lookAround(yard);
  return options.live || (delivered === 4 && failed === 1 && pulls === 5 && answers === 1) ? 0 : 1;
}

/** Labels everything, and then does what a maintainer does: merges a pull request that another issue waits for. */
async function play(
  yard: Yard,
  { screen, deadline: limit }: { screen: ReturnType<typeof openScreen>; deadline: number },
): Promise<void> {
  const [owner = "", repo = ""] = yard.repository.split("/");
  const octokit = getOctokit(yard.person.token, { baseUrl: yard.github.apiUrl });
  for (const issue of sampleIssues)
    await octokit.rest.issues.create({
      owner,
      repo,
      title: issue.title,
      body: issue.body,
      labels: [...issue.labels],
    });
  screen.say("maria labels all six issues");
  for (const [index] of sampleIssues.entries())
    await octokit.rest.issues.addLabels({ owner, repo, issue_number: index + 1, labels: ["claude-ready"] });
  await yard.engine.idle({ deadline: limit });
  const pulls = await octokit.rest.pulls.list({ owner, repo, state: "open" });
  const feature = pulls.data.find(({ body }) => body?.includes("Closes #2\n") === true);
  if (feature === undefined) return;
  screen.say(`maria merges #${feature.number}, which #6 waits for`);
  await octokit.graphql(
    "mutation ready($id: ID!) { markPullRequestReadyForReview(input: { pullRequestId: $id }) { clientMutationId } }",
    { id: feature.node_id },
  );
  await octokit.rest.pulls.merge({ owner, repo, pull_number: feature.number });
  await yard.engine.idle({ deadline: limit });
}

/** What kept the agents in on this machine, and why not more did. */
function isolationLine({ offer }: Yard): string {
  const settled = settleIsolation(strongestDemand(offer), offer);
  const whys = new Set(Object.values(offer).filter((why) => why !== null));
  const held = settled.ok ? describeIsolation(settled.held) : "unknown";
  return `Isolation of the agent: ${held}${whys.size === 0 ? "" : ` (this machine: ${[...whys].join("; ")})`}.`;
}

async function results(yard: Yard): Promise<Row[]> {
  const git = gitIn(yard.github.gitDirectory(yard.repository));
  const rows: Row[] = [];
  for (const [index, { title }] of sampleIssues.entries()) {
    const issue = index + 1;
    const state = await stateOf(git, issue);
    const pull = state?.last?.pull;
    const text = pull === undefined ? "" : await fetchText(yard, pull);
    const gates = [...text.matchAll(/^\| (tests|lint) \| [^|]* \| ([^|]*) \|$/gm)].map(
      (match) => `${match[1]} ${match[2]?.trim()}`,
    );
    rows.push({
      issue,
      title: plainLine(title, 42),
      outcome: state?.last?.outcome ?? state?.phase ?? "not started",
      pull: pull === undefined ? "" : `#${pull}`,
      gates:
        state?.last?.outcome === "gates_failed" ? plainLine(state.last.reason ?? "", 40) : gates.join(", "),
      cost: dollars(state?.spent ?? 0),
      time: seconds(await timesOf(git, issue)),
    });
  }
  return rows;
}

async function stateOf(git: ReturnType<typeof gitIn>, issue: number): Promise<IssueState | null> {
  const message = await git(["log", "-1", "--format=%B", `refs/switchyard/issues/${issue}`]).catch(() => "");
  const read = parseEntry(message);
  return read.ok ? read.entry.state : null;
}

/** Times of the entries of one record, newest first, in seconds. */
async function timesOf(git: ReturnType<typeof gitIn>, issue: number): Promise<number[]> {
  const log = await git(["log", "--format=%ct", `refs/switchyard/issues/${issue}`]).catch(() => "");
  return log.split("\n").filter(Boolean).map(Number);
}

function seconds(times: readonly number[]): string {
  const [last] = times;
  const first = times.at(-1);
  return last === undefined || first === undefined ? "" : duration(last - first);
}

async function fetchText(yard: Yard, pull: number): Promise<string> {
  const [owner = "", repo = ""] = yard.repository.split("/");
  const octokit = getOctokit(yard.person.token, { baseUrl: yard.github.apiUrl });
  return (await octokit.rest.pulls.get({ owner, repo, pull_number: pull })).data.body ?? "";
}

function printTable(rows: readonly Row[]): void {
  const header: Row = {
    issue: 0,
    title: "issue",
    outcome: "outcome",
    pull: "pull",
    gates: "gates",
    cost: "cost",
    time: "time",
  };
  const width = (of: (row: Row) => string) => Math.max(...[header, ...rows].map((row) => of(row).length));
  const widths = [
    width((row) => row.title),
    width((row) => row.outcome),
    width((row) => row.pull),
    width((row) => row.gates),
    width((row) => row.cost),
  ];
  const line = (row: Row) =>
    [row.title, row.outcome, row.pull, row.gates, row.cost]
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join("  ");
  console.log(`\n     ${line(header)}  ${header.time}`);
  for (const row of rows) console.log(`  #${row.issue} ${line(row)}  ${row.time}`);
}

/** Leaves what came out where it can be looked at without any server. */
async function keep(
  yard: Yard,
  { directory, rows }: { directory: string; rows: readonly Row[] },
): Promise<void> {
  await rm(directory, { recursive: true, force: true });
  await mkdir(join(directory, "pull-requests"), { recursive: true });
  await gitIn(directory)([
    "clone",
    "--quiet",
    "--mirror",
    "--",
    yard.github.gitDirectory(yard.repository),
    join(directory, "spans.git"),
  ]);
  for (const { pull, issue, title } of rows) {
    if (pull === "") continue;
    const number = Number(pull.slice(1));
    await writeFile(
      join(directory, "pull-requests", `${number}.md`),
      `# ${title} (#${number}, for issue #${issue})\n\n${await fetchText(yard, number)}\n`,
    );
  }
}

async function lookAround(yard: Yard): Promise<void> {
  console.log(
    `\nThis GitHub stays open: ${yard.github.serverUrl}/${yard.repository}/pull/7 (curl it). Ctrl-C ends it.`,
  );
  const end = new AbortController();
  process.once("SIGINT", () => end.abort());
  process.once("SIGTERM", () => end.abort());
  await wait(24 * 60 * 60_000, undefined, { signal: end.signal }).catch(() => undefined);
}

function liveSecrets(environment: DemoOptions["environment"]): Record<string, string> {
  const key = environment["ANTHROPIC_API_KEY"] ?? "";
  const token = environment["CLAUDE_CODE_OAUTH_TOKEN"] ?? "";
  if (key === "" && token === "")
    throw new UserError(
      "--live needs ANTHROPIC_API_KEY or CLAUDE_CODE_OAUTH_TOKEN in the environment. Without --live the demo uses a scripted model and costs nothing.",
    );
  return token === "" ? { ANTHROPIC_API_KEY: key } : { CLAUDE_CODE_OAUTH_TOKEN: token };
}

function headline(live: boolean): string {
  const model = live ? "the real model (this costs money)" : "a scripted model";
  return `Switchyard on a GitHub of this machine: the shipped workflows, real git, the real Claude Code CLI, ${model}.\n`;
}
