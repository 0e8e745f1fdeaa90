import { readFile } from "node:fs/promises";

import type { Command } from "commander";

import { branchName } from "../core/branch.ts";
import { claudeRelease } from "../core/claude-release.ts";
import { UserError, messageOf } from "../core/errors.ts";
import { logLine } from "../core/log-line.ts";
import { outcomes } from "../core/outcome.ts";
import type { Plan, PlanTask } from "../core/plan.ts";
import { pullRequestTitle } from "../core/pull-request.ts";
import { heldBack } from "../core/pull-request-notices.ts";
import { refusalText } from "../core/refusal.ts";
import { dollars, duration, readable } from "../core/text.ts";
import type { TaskLog } from "../edge/task-scene.ts";
import { agreed } from "./ask.ts";
import { findIssues, issueNumber } from "./issue-number.ts";
import { openLook } from "./look.ts";
import { findClaude } from "./own-claude.ts";
import { observeAsked, planAlone, promptFrom } from "./planned.ts";
import { openTarget } from "./target.ts";
import { colours, columnsOf, print, wrapped } from "./terminal.ts";
import { type Tried, tryTask } from "./try-run.ts";

type Options = {
  readonly repo?: string;
  readonly claude?: string;
  readonly config?: string;
  readonly env?: string;
  readonly prompt?: string;
  readonly setup: boolean;
  readonly keep: boolean;
  readonly yes: boolean;
};

/** Adds `switchyard try`. */
export function addTry(program: Command): void {
  program
    .command("try")
    .description(
      "Do an issue on this machine with your own Claude login, in a clone that is thrown away; print the diff, publish nothing.",
    )
    .argument("<issue>", "number of the issue")
    .option("--repo <owner/name>", "the repository; by default that of the current directory")
    .option("--config <file>", "a config that is not merged yet, instead of the one on the default branch")
    .option("--prompt <text>", "your own words, as a manual run takes them")
    .option("--claude <path>", "the Claude Code to run; by default the `claude` on your PATH")
    // Node takes an --env-file for its own, also behind the script.
    .option("--env <file>", "the content of the env file, where the config asks for one")
    .option("--no-setup", "leave out setup, for a repository that needs none")
    .option("--keep", "leave the clone with the agent's work, and say where it is", false)
    .option("--yes", "do not ask", false)
    .action(async (issue: string, options: Options) => tryIssue(issueNumber(issue), options));
}

async function tryIssue(issue: number, options: Options): Promise<void> {
  if (process.platform !== "linux")
    throw new UserError(
      `\`switchyard try\` runs what the runners run, which is Linux; this is ${process.platform}. Run it in a Linux container, a virtual machine, or WSL.`,
    );
  const claude = await findClaude(options.claude);
  const envFile = options.env === undefined ? null : await contentOf(options.env);
  const target = await openTarget(options);
  await findIssues(target, { numbers: [issue], startable: true });
  await using look = await openLook(target, options);
  const asked = { numbers: [issue], prompt: promptFrom(options.prompt ?? "") };
  const seen = await observeAsked(look, { target, asked });
  const planned = await planAlone(look, { target, seen, issue });
  if ("why" in planned) throw new UserError(`#${issue} would not start on GitHub either: ${planned.why}`);
  const { plan, task } = planned;
  const ending = new AbortController();
  const end = (): void => ending.abort("cancelled");
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, end);
  if (claude.version !== claudeRelease.version)
    tell(
      `Your Claude Code is ${claude.version}; on GitHub it is ${claudeRelease.version}. Where they differ, so may the outcome.`,
    );
  const tried = await tryTask({
    target,
    plan,
    task,
    claude,
    envFile,
    setup: options.setup,
    keep: options.keep,
    log: terminalLog(),
    signal: ending.signal,
    agree: async (commands) => {
      tell(warning(task));
      for (const line of commands) tell(`  ${logLine(line, 500)}`);
      return agreed({ dryRun: false, yes: options.yes }, "Run this here?");
    },
  });
  if (tried === null) return;
  for (const line of resultLines(tried, { plan, task })) print(line);
  process.exitCode = isGood(tried) ? 0 : 1;
}

function warning({ settings, reserved }: PlanTask): string {
  return wrapped(
    `Nothing isolates the agent here: it runs commands as you, and can read your files and your Claude login. It works with ${settings.model} on your own account, for at most ${dollars(reserved)} by list price, ${settings.limits.turns} turns and ${settings.limits.minutes} minutes. Only a clone is worked in, and nothing is written to GitHub. These commands of the repository run as you, too,`,
    "",
  );
}

/** Would a person get what they asked for? */
function isGood({ outcome }: Tried): boolean {
  return outcome === "delivered" || outcome === "answered";
}

function resultLines(tried: Tried, { plan, task }: { plan: Plan; task: PlanTask }): string[] {
  const { outcome, reason, gates, message } = tried;
  const good = isGood(tried);
  return [
    ...(tried.diff === "" ? [] : [readable(tried.diff).trimEnd(), ""]),
    ...(message === ""
      ? []
      : [
          "The agent says:",
          ...readable(message)
            .split("\n")
            .map((line) => `  ${line}`),
          "",
        ]),
    ...columnsOf(
      gates.map((gate) => [`gate ${gate.name}`, gate.now, gateNote(gate), duration(gate.seconds)]),
    ),
    `${good ? colours.green(outcome) : colours.red(outcome)}: ${outcome === "delivered" ? "There is a change, and its gates pass." : outcomes[outcome].what}`,
    ...(reason === "" ? [] : readable(reason).split("\n")),
    ...(tried.loggedOut ? ["Run `claude` once and log in, or set ANTHROPIC_API_KEY."] : []),
    ...publishingLines(tried, { plan, task }),
    `Cost: ${dollars(tried.spent)} by list price, ${tried.turns} turns, ${duration(tried.seconds)}.`,
    tried.kept === null
      ? "Nothing was published, and the clone is gone."
      : `Nothing was published. The clone: ${tried.kept}`,
  ];
}

function gateNote({ now, base, edited }: Tried["gates"][number]): string {
  const notes = [
    ...(now === "passed" ? [] : [`on the base: ${base.replace("_", " ")}`]),
    ...(edited.length === 0 ? [] : [`the change edits it: ${edited.join(", ")}`]),
  ];
  return notes.join(", ");
}

/** What collect would say to the change. */
function publishingLines(
  { outcome, judged, refusals, set }: Tried,
  { plan, task }: { plan: Plan; task: PlanTask },
): string[] {
  if (judged === null || set === null || outcome === "answered") return [];
  if (!judged.ok || refusals.length > 0)
    return outcome === "refused" ? [] : ["It could not be published:", ...refusalText(refusals).split("\n")];
  const named = { ...task, title: task.snapshot.title, at: task.request.at };
  const draft = plan.config["pull-request"].draft || judged.withheld.length > 0;
  const title = pullRequestTitle({ config: plan.config, task });
  return [
    ...(outcome === "delivered"
      ? [
          `It would be ${draft ? "a draft" : "a pull request"}: "${title}", ${set.lines} lines, from ${branchName(plan.config.branch, named)}.`,
        ]
      : []),
    ...judged.withheld.map(({ path, code }) => `  withheld, ${heldBack[code]}: ${logLine(path, 500)}`),
    ...judged.sensitive.map(({ path, why }) => `  to be looked at first: ${logLine(path, 500)} (${why})`),
  ];
}

/** Progress goes to standard error, so that standard output is the result alone. */
function terminalLog(): TaskLog {
  const secrets = new Set<string>();
  let depth = 0;
  const say = (line: string): void => {
    let shown = line;
    for (const secret of secrets) shown = shown.replaceAll(secret, "***");
    tell(`${"  ".repeat(depth)}${shown}`);
  };
  return {
    say,
    warn: say,
    mask: (value) => void secrets.add(value),
    group: async (name, act) => {
      say(name);
      depth += 1;
      try {
        return await act();
      } finally {
        depth -= 1;
      }
    },
  };
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function contentOf(file: string): Promise<string> {
  return readFile(file, "utf8").catch((error: unknown) => {
    throw new UserError(`--env: ${file} cannot be read (${messageOf(error)}).`);
  });
}
