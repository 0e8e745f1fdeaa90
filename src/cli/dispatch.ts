import type { Command } from "commander";

import { UserError } from "../core/errors.ts";
import { parseIssueNumbers } from "../core/request.ts";
import { tellDecision } from "./dispatch-decision.ts";
import { findIssues } from "./issue-number.ts";
import { findCaller, startRun } from "./manual-run.ts";
import { type Asked, promptFrom } from "./planned.ts";
import { openTarget } from "./target.ts";
import { print } from "./terminal.ts";

type Options = {
  readonly repo?: string;
  readonly dryRun: boolean;
  readonly showPrompt: boolean;
  readonly config?: string;
};

/** Adds `switchyard dispatch`. */
export function addDispatch(program: Command): void {
  program
    .command("dispatch")
    .description(
      "Start work on issues by a manual run; a prompt adds your own words (- reads them from standard input).",
    )
    .argument("<issue...>", "numbers of issues, and after them the prompt")
    .usage("[options] <issue...> [prompt|-]")
    .option("--repo <owner/name>", "the repository; by default that of the current directory")
    .option("--dry-run", "print what would be decided, and start nothing", false)
    .option("--show-prompt", "with --dry-run: print the prompt that the agent would get", false)
    .option("--config <file>", "with --dry-run: a config that is not merged yet")
    .action(async (words: string[], options: Options) => dispatch(await askedFor(words), options));
}

async function dispatch(asked: Asked, options: Options): Promise<void> {
  if (!options.dryRun && (options.showPrompt || options.config !== undefined))
    throw new UserError("--show-prompt and --config look and start nothing: give --dry-run with them.");
  const target = await openTarget(options);
  const { numbers, prompt } = asked;
  await findIssues(target, { numbers, startable: true });
  if (options.dryRun) return tellDecision(target, asked, options);
  const inputs = { issues: numbers.join(" "), ...(prompt === "" ? {} : { prompt }) };
  const caller = await findCaller(target, Object.keys(inputs));
  print(`Started: ${await startRun(target, { caller, inputs })}`);
}

/** Leading numbers are issues; what follows is one prompt. */
async function askedFor(words: readonly string[]): Promise<Asked> {
  const first = words.findIndex((word) => !parseIssueNumbers(word).ok);
  const numbers = parseIssueNumbers((first === -1 ? words : words.slice(0, first)).join(" "));
  const rest = first === -1 ? [] : words.slice(first);
  if (!numbers.ok || numbers.numbers.length === 0)
    throw new UserError(
      `Expected the number of an issue first, such as 42; got ${JSON.stringify(words[0] ?? "")}.`,
    );
  if (rest.length > 1)
    throw new UserError(
      "The prompt is more than one argument: put it into quotes, or give - and write it to standard input.",
    );
  const prompt = promptFrom(rest[0] === "-" ? await standardInput() : (rest[0] ?? ""));
  if (rest.length > 0 && prompt === "") throw new UserError("The prompt is empty.");
  return { numbers: numbers.numbers, prompt };
}

async function standardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
}
