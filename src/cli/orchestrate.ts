import type { Command } from "commander";

import type { Config } from "../core/config.ts";
import { UserError } from "../core/errors.ts";
import { askingFor, differences } from "../core/task-issue.ts";
import { readConfig } from "../edge/config-file.ts";
import { appendEvents } from "../edge/record-events.ts";
import type { RecordStore } from "../edge/record-store.ts";
import { demandRepository } from "../edge/repository.ts";
import { nonce } from "../edge/stamp.ts";
import { follow, lineOf, lookAt } from "./list-follow.ts";
import { type TaskIssue, createListed, demandSame, findListed } from "./list-issues.ts";
import { findCaller, startTick } from "./manual-run.ts";
import { personOf } from "./record-act.ts";
import { type Target, openRecords, openTarget } from "./target.ts";
import { type NamedList, readTaskFile, tasksIn } from "./task-file.ts";
import { columnsOf, cut, print, wrapped } from "./terminal.ts";

type Options = {
  readonly repo?: string;
  readonly wait: boolean;
  readonly minutes?: string;
  readonly dryRun: boolean;
};

const timeIsOver = 4; // exit code of a list that still goes on

/** Adds `switchyard orchestrate`. */
export function addOrchestrate(program: Command): void {
  program
    .command("orchestrate")
    .description(
      "Make issues of a list of tasks that depend on each other, and start them; the same list again makes nothing twice.",
    )
    .argument("<file>", "the task list, in JSON or YAML (docs/task-lists.md)")
    .option("--repo <owner/name>", "the repository; by default that of the current directory")
    .option("--wait", "follow the tasks until nothing goes on without a person", false)
    .option("--minutes <number>", "how long --wait follows; by default limits.list-minutes")
    .option("--dry-run", "print what would be created and started, and do nothing", false)
    .action(async (path: string, options: Options) => orchestrate(path, options));
}

async function orchestrate(path: string, options: Options): Promise<void> {
  const minutes = minutesIn(options);
  const text = await readTaskFile(path);
  const target = await openTarget(options);
  const config = readConfig((await demandRepository(target.github)).configText);
  const list = tasksIn(text, { path, config });
  if (!target.hasIssues)
    throw new UserError(
      `${target.repository} has no issues: switch them on in its settings, ${target.url}/settings`,
    );
  const found = await findListed(target, list.name);
  demandSame(list, found);
  for (const line of differences(list.tasks, config)) print(wrapped(`Note: ${line}`, ""));
  await using store = await openRecords(target);
  const before = await startedOf(store, [...found.values()]);
  if (options.dryRun) return tellPlan({ list, found, started: before });
  await findCaller(target, []);
  const by = await personOf(target);
  const issues = await createListed(target, { list, found, config, fixed: before });
  const started = await ask(target, { store, list, issues, by });
  print(
    started.length === 0
      ? `Everything of the list "${list.name}" was started before.`
      : `Asked for: ${started.map((number) => `#${number}`).join(", ")}.`,
  );
  if (started.length > 0) await startTick(target);
  await tellStandings(target, { list, config, minutes, wait: options.wait });
}

function minutesIn({ minutes, wait }: Options): number | null {
  if (minutes === undefined) return null;
  const number = Number(minutes);
  if (!wait) throw new UserError("--minutes says how long --wait follows: give --wait too.");
  if (!Number.isFinite(number) || number <= 0)
    throw new UserError(`--minutes: expected a number above 0, such as 90; got ${JSON.stringify(minutes)}.`);
  return number;
}

/** Those of the issues that have a record: somebody asked for them before. */
async function startedOf(store: RecordStore, issues: readonly TaskIssue[]): Promise<Set<number>> {
  const seen = await store.read();
  const unseen = issues.map(({ number }) => number).filter((number) => !seen.entries.has(number));
  const archived = await store.archived(seen, unseen);
  return new Set([...seen.entries.keys(), ...archived.keys()]);
}

/** Writes a request on every issue that is open and was never asked for, all by one push; resolves to their numbers. */
async function ask(
  target: Target,
  {
    store,
    list,
    issues,
    by,
  }: {
    store: RecordStore;
    list: NamedList;
    issues: ReadonlyMap<string, TaskIssue>;
    by: string;
  },
): Promise<number[]> {
  const open = list.tasks.flatMap(({ id }) => {
    const issue = issues.get(id);
    return issue === undefined || issue.closed !== null ? [] : [issue];
  });
  return appendEvents(store, {
    issues: open.map(({ number }) => number),
    clock: target.github,
    choose: (_, record, at) =>
      record === undefined
        ? {
            type: "requested",
            request: { id: `command-${nonce()}`, kind: "command", by, at, prompt: askingFor(list.name) },
          }
        : null,
    lost: "The records kept changing, so nothing was started. Run the same command once more.",
  });
}

async function tellStandings(
  target: Target,
  { list, config, minutes, wait }: { list: NamedList; config: Config; minutes: number | null; wait: boolean },
): Promise<void> {
  if (!wait) {
    for (const standing of await lookAt(target, list)) print(lineOf(standing));
    print("Follow them with --wait; `switchyard status` shows them too.");
    return;
  }
  const limit = minutes ?? config.limits["list-minutes"];
  const end = await follow(target, { list, minutes: limit });
  print(
    end?.text ??
      `${limit} minutes are over, and the list still goes on. The same command with --wait follows it further.`,
  );
  process.exitCode = end?.code ?? timeIsOver;
}

function tellPlan({
  list,
  found,
  started,
}: {
  list: NamedList;
  found: ReadonlyMap<string, TaskIssue>;
  started: ReadonlySet<number>;
}): void {
  const rows = list.tasks.map(({ id, title, after, delay, labels }) => {
    const issue = found.get(id);
    const act =
      issue === undefined
        ? "would be created"
        : started.has(issue.number)
          ? "was started before"
          : issue.closed === null
            ? "would be started"
            : "is closed";
    const facts = [
      ...(after.length === 0 ? [] : [`after ${after.join(", ")}`]),
      ...(delay === 0 ? [] : [`${delay} s later`]),
      ...labels,
    ];
    return [issue === undefined ? "new" : `#${issue.number}`, id, act, title, facts.join("; ")];
  });
  for (const line of columnsOf(rows)) print(cut(line));
  print("Nothing was created or started (--dry-run).");
}
