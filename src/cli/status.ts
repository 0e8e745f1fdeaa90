import type { Command } from "commander";

import type { Config } from "../core/config.ts";
import { decide } from "../core/decide.ts";
import { workerName } from "../core/plan.ts";
import { dollars } from "../core/text.ts";
import { told } from "../edge/github.ts";
import { type Labelled, type StatusReport, type StatusRow, statusReport } from "./status-report.ts";
import { openLook } from "./look.ts";
import { type Target, openTarget } from "./target.ts";
import { colours, columnsOf, cut, print, wrapped } from "./terminal.ts";

type Options = { readonly repo?: string; readonly json: boolean; readonly workers: boolean };

/** Adds `switchyard status`. */
export function addStatus(program: Command): void {
  program
    .command("status")
    .description("Show what is at work, what waits, and why.")
    .option("--repo <owner/name>", "the repository; by default that of the current directory")
    .option("--workers", "by worker: what each does, since when, and which are free", false)
    .option("--json", "print JSON, with workers and issues", false)
    .action(async (options: Options) => {
      const report = await readStatus(await openTarget(options));
      if (options.json) print(JSON.stringify(report, null, 2));
      else if (options.workers) tellWorkers(report);
      else tell(report);
    });
}

async function readStatus(target: Target): Promise<StatusReport> {
  await using look = await openLook(target);
  const labelled = await stateLabelled(target, look.config);
  const { world } = await look.observe([]);
  const { repository: name, url } = target;
  return statusReport({ repository: name, url, world, decision: decide(world), labelled });
}

/** Open issues with a label that says that something goes on. */
async function stateLabelled({ github }: Target, { labels }: Config): Promise<Labelled[]> {
  const { octokit, owner, repo } = github;
  const names = [labels["in-progress"], labels.waiting].filter((label) => label !== false);
  const found = names.map(async (label) => {
    const issues = await told("reading the issues with a state label", async () =>
      octokit.paginate(octokit.rest.issues.listForRepo, {
        owner,
        repo,
        state: "open",
        labels: label,
        per_page: 100,
      }),
    );
    return issues
      .filter((issue) => issue.pull_request === undefined)
      .map(({ number, title }) => ({ number, title, label }));
  });
  return (await Promise.all(found)).flat();
}

/** One line for each worker up to the limit, and for those beyond it that are still at work. */
function tellWorkers(report: StatusReport): void {
  tellTotals(report);
  const busy = new Map(report.workers.map((worker) => [worker.worker, worker]));
  const last = Math.max(report.totals["tasks-limit"], ...busy.keys());
  const rows = Array.from({ length: last }, (_, index) => {
    const worker = busy.get(index + 1);
    const name = workerName(index + 1);
    if (worker === undefined) return [name, "free", "", "", "", "", ""];
    const { state, issue, attempt, profile, scopes, since, reserved } = worker;
    return [
      name,
      state,
      `#${issue}`,
      String(attempt),
      profile ?? "-",
      scopes[0] ?? "-",
      since,
      dollars(reserved),
    ];
  });
  const [head = "", ...lines] = columnsOf([
    ["WORKER", "STATE", "ISSUE", "ATTEMPT", "PROFILE", "SCOPE", "SINCE", "MAY SPEND"],
    ...rows,
  ]).map(cut);
  print(`\n${colours.bold(head)}`);
  lines.forEach((line, index) => {
    const worker = busy.get(index + 1);
    print(worker === undefined ? colours.dim(line) : paint(worker, line));
    if (worker?.state === "lost")
      print(
        colours.yellow("       ! Its jobs are over without a result; the next tick takes the claim back."),
      );
    if (worker !== undefined) print(colours.dim(wrapped(worker.run, "       ")));
  });
}

function tell(report: StatusReport): void {
  tellTotals(report);
  if (report.issues.length === 0) return print("\nNo issue is at work, and none asks for work.");
  const [head = "", ...lines] = columnsOf([
    ["ISSUE", "STATE", "ATTEMPT", "WORKER", "SPENT", "PULL", "NEXT TRY", "TITLE"],
    ...report.issues.map(cells),
  ]).map(cut);
  print(`\n${colours.bold(head)}`);
  report.issues.forEach((row, index) => {
    print(paint(row, lines[index] ?? ""));
    if (row.orphan !== null) print(colours.yellow(wrapped(`! ${row.orphan}`, "       ")));
    if (row.reason !== null) print(wrapped(`${row.reason.text} (${row.reason.code})`, "       "));
    if (row.run !== null && row.state !== "ready") print(colours.dim(wrapped(row.run, "       ")));
  });
}

function tellTotals(report: StatusReport): void {
  const { totals } = report;
  print(
    `${report.repository} at ${report.at}${report.stopped ? ": STOPPED (refs/switchyard/stop exists)" : ""}`,
  );
  print(
    [
      `tasks at work ${totals.tasks} of ${totals["tasks-limit"]}`,
      `spent today ${dollars(totals["spent-today"])} of ${dollars(totals["day-limit"])}${totals.reserved > 0 ? ` (and ${dollars(totals.reserved)} reserved)` : ""}`,
      `open pull requests ${totals["open-pull-requests"]} of ${totals["open-pull-requests-limit"]}`,
    ].join(", "),
  );
}

function cells(row: StatusRow): string[] {
  return [
    `#${row.issue}`,
    row.state === "not-started" && row.last !== null ? row.last : row.state,
    row.attempt === null ? "-" : String(row.attempt),
    row.worker === null ? "-" : workerName(row.worker),
    dollars(row.spent),
    row["pull-request"] === null ? "-" : `#${row["pull-request"]}`,
    row["next-try"] ?? "-",
    row.title,
  ];
}

function paint({ state }: Pick<StatusRow, "state">, line: string): string {
  if (state === "lost" || state === "unreadable") return colours.red(line);
  return state === "working" || state === "publishing" ? colours.green(line) : line;
}
