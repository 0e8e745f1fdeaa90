import type { Command } from "commander";

import { releasing } from "../core/command.ts";
import { readableIn } from "../core/record-entry.ts";
import { nonce } from "../edge/stamp.ts";
import { findIssues, issueNumber } from "./issue-number.ts";
import { startTick } from "./manual-run.ts";
import { actOn, personOf } from "./record-act.ts";
import { openRecords, openTarget } from "./target.ts";
import { print } from "./terminal.ts";

/** Adds `switchyard release`. */
export function addRelease(program: Command): void {
  program
    .command("release")
    .description(
      "Publish what the rules held back of an issue's last attempt, by the config as it is now. Asks no model.",
    )
    .argument("<issue>", "number of the issue")
    .option("--repo <owner/name>", "the repository; by default that of the current directory")
    .action(async (word: string, options: { repo?: string }) => {
      const issue = issueNumber(word);
      const target = await openTarget(options);
      await findIssues(target, { numbers: [issue], startable: true });
      const by = await personOf(target);
      const id = `command-${nonce()}`;
      await using store = await openRecords(target);
      const history = readableIn(await store.history(issue));
      await actOn(target, issue, (state, now) =>
        releasing(state, { issue, request: { id, kind: "command", by, at: now }, history }),
      );
      print(
        `What the rules held back of #${issue} is judged again, and its gates run again. No model is asked. \`switchyard status\` says what it waits for.`,
      );
      await startTick(target);
    });
}
