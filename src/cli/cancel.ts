import type { Command } from "commander";

import { cancelling } from "../core/command.ts";
import { UserError } from "../core/errors.ts";
import { readConfig } from "../edge/config-file.ts";
import { told } from "../edge/github.ts";
import { readRepository } from "../edge/repository.ts";
import { type FoundIssue, findIssues, issueNumber } from "./issue-number.ts";
import { actOn, personOf } from "./record-act.ts";
import { type Target, openTarget } from "./target.ts";
import { print } from "./terminal.ts";

/** Adds `switchyard cancel`. */
export function addCancel(program: Command): void {
  program
    .command("cancel")
    .description(
      "End the task of an issue, or take its request back; what was spent counts, nothing is published.",
    )
    .argument("<issue>", "number of the issue")
    .option("--repo <owner/name>", "the repository; by default that of the current directory")
    .action(async (word: string, options: { repo?: string }) => {
      const issue = issueNumber(word);
      const target = await openTarget(options);
      const [found] = await findIssues(target, { numbers: [issue], startable: false });
      if (found !== undefined) await cancel(target, found);
    });
}

async function cancel(target: Target, issue: FoundIssue): Promise<void> {
  const { number } = issue;
  const by = await personOf(target);
  const on = await triggersOf(target, issue);
  let running = false;
  try {
    await actOn(target, number, (state) => {
      running = state.claim !== null;
      return cancelling(state, { issue: number, by, why: `${by} cancelled it` });
    });
  } catch (error) {
    // A label that nobody has acted on yet is in no record: taking it off is all.
    if (!(error instanceof UserError) || running || on.length === 0) throw error;
    await takeOff(target, number, on);
    return print(`#${number} had not started. Its label ${on.join(", ")} is off.`);
  }
  if (running)
    return print(`#${number} was asked to end. It does within a minute; \`switchyard history ${number}\`.`);
  await takeOff(target, number, on);
  print(`The request of #${number} is taken back.`);
}

async function triggersOf({ github }: Target, { labels }: FoundIssue): Promise<string[]> {
  const repository = await readRepository(github);
  const { trigger } = readConfig(repository?.configText ?? null).labels;
  return labels.filter((label) => trigger.includes(label));
}

async function takeOff({ github }: Target, issue_number: number, labels: readonly string[]): Promise<void> {
  const { octokit, owner, repo } = github;
  for (const name of labels)
    await told(`taking the label "${name}" off #${issue_number}`, async () =>
      octokit.rest.issues.removeLabel({ owner, repo, issue_number, name }),
    );
}
