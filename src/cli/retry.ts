import type { Command } from "commander";

import { retrying } from "../core/command.ts";
import { nonce } from "../edge/stamp.ts";
import { findIssues, issueNumber } from "./issue-number.ts";
import { startTick } from "./manual-run.ts";
import { actOn, personOf } from "./record-act.ts";
import { openTarget } from "./target.ts";
import { print } from "./terminal.ts";

/** Adds `switchyard retry`. */
export function addRetry(program: Command): void {
  program
    .command("retry")
    .description("Try an issue again: a new request, with attempts of its own, that waits for no retry time.")
    .argument("<issue>", "number of the issue")
    .option("--repo <owner/name>", "the repository; by default that of the current directory")
    .action(async (word: string, options: { repo?: string }) => {
      const issue = issueNumber(word);
      const target = await openTarget(options);
      await findIssues(target, { numbers: [issue], startable: true });
      const by = await personOf(target);
      const id = `command-${nonce()}`;
      await actOn(target, issue, (state, now) =>
        retrying(state, { issue, request: { id, kind: "command", by, at: now }, now }),
      );
      print(`#${issue} is asked for again. \`switchyard status\` says what it waits for.`);
      await startTick(target);
    });
}
