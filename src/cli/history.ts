import type { Command } from "commander";

import { UserError } from "../core/errors.ts";
import { type Entry, type ReadEntry, subject } from "../core/record-entry.ts";
import { dollars } from "../core/text.ts";
import { issueNumber } from "./issue-number.ts";
import { type Target, openRecords, openTarget } from "./target.ts";
import { colours, print, wrapped } from "./terminal.ts";

/** Adds `switchyard history`. */
export function addHistory(program: Command): void {
  program
    .command("history")
    .description("Show everything that happened to an issue, from its record, archived or not.")
    .argument("<issue>", "number of the issue")
    .option("--repo <owner/name>", "the repository; by default that of the current directory")
    .option("--jsonl", "print one JSON object per entry: its event, and the state after it", false)
    .action(async (word: string, options: { repo?: string; jsonl: boolean }) => {
      const issue = issueNumber(word);
      const target = await openTarget(options);
      const entries = await entriesOf(target, issue);
      if (entries.length === 0)
        throw new UserError(
          `#${issue} has no record in ${target.repository}: no task of it was ever asked for.`,
        );
      if (options.jsonl) for (const [index, entry] of entries.entries()) print(jsonOf(entry, index + 1));
      else tell(entries, { issue, target });
    });
}

async function entriesOf(target: Target, issue: number): Promise<ReadEntry[]> {
  await using store = await openRecords(target);
  return await store.history(issue);
}

function jsonOf(read: ReadEntry, number: number): string {
  if (!read.ok) return JSON.stringify({ entry: number, unreadable: read.why });
  const { at, event, state } = read.entry;
  return JSON.stringify({ entry: number, at, subject: subject(event), event, state });
}

function tell(
  entries: readonly ReadEntry[],
  { issue, target }: { issue: number; target: Pick<Target, "repository" | "url"> },
): void {
  const newest = entries.findLast((read) => read.ok);
  if (newest !== undefined) {
    const { total, spent } = newest.entry.state;
    print(
      colours.bold(
        `${target.repository} #${issue}: ${total} ${total === 1 ? "attempt" : "attempts"}, ${dollars(spent)} spent`,
      ),
    );
  }
  for (const read of entries) {
    if (!read.ok) {
      print(colours.red(wrapped(`! ${read.why}`, "  ")));
      continue;
    }
    print(wrapped(lineOf(read.entry), ""));
    for (const detail of detailsOf(read.entry, target.url)) print(colours.dim(wrapped(detail, "  ")));
  }
}

function lineOf({ at, event }: Entry): string {
  const cost = event.type === "ended" ? ` (${dollars(event.ending.spent)})` : "";
  return `${at}  ${subject(event)}${cost}`;
}

function detailsOf({ event }: Entry, url: string): string[] {
  switch (event.type) {
    case "requested":
      return event.request.prompt === undefined || event.request.prompt === "" ? [] : [event.request.prompt];
    case "claimed":
      return [`${url}/actions/runs/${event.claim.run}`];
    case "cancel-requested":
    case "withdrawn":
      return [event.why];
    case "ended":
      return [
        ...(event.ending.reason === undefined ? [] : [event.ending.reason]),
        ...(event.ending.pull === undefined ? [] : [`${url}/pull/${event.ending.pull}`]),
        ...(event["not-before"] === null ? [] : [`It is tried again after ${event["not-before"]}.`]),
      ];
    default:
      return [];
  }
}
