import { tmpdir } from "node:os";

import type { Command } from "commander";

import { branchFolder, issueOfBranch } from "../core/branch.ts";
import type { Config } from "../core/config.ts";
import { type Action, decide } from "../core/decide.ts";
import { UserError } from "../core/errors.ts";
import { type Chore, type OurBranch, choreText } from "../core/housekeeping.ts";
import { emptyState } from "../core/record.ts";
import { type House, doChores, findChores } from "../edge/housekeeping.ts";
import type { Observed } from "../edge/observe.ts";
import { entryOf } from "../edge/stamp.ts";
import { agreed } from "./ask.ts";
import { openLook } from "./look.ts";
import { startTick } from "./manual-run.ts";
import { branchesIn } from "./our-branches.ts";
import { type Target, openTarget } from "./target.ts";
import { print, wrapped } from "./terminal.ts";

type Options = { readonly repo?: string; readonly dryRun: boolean; readonly yes: boolean };
type Repair = Extract<Action, { type: "request-cancel" | "withdraw" | "take-over" | "repair" }>;

/** Adds `switchyard cleanup`. */
export function addCleanup(program: Command): void {
  program
    .command("cleanup")
    .description(
      "Archive records of issues that were closed for a week, remove branches of ended pull requests, repair what lost its record.",
    )
    .option("--repo <owner/name>", "the repository; by default that of the current directory")
    .option("--dry-run", "list what would be done, and change nothing", false)
    .option("--yes", "ask nothing", false)
    .action(cleanup);
}

async function cleanup(options: Options): Promise<void> {
  const target = await openTarget(options);
  const { github, remote } = target;
  await using look = await openLook(target);
  const { config, store, records } = look;
  const seen = await look.observe([]);
  const repairs = decide(seen.world).actions.flatMap((action): Repair[] =>
    action.type === "repair" ? [action] : [],
  );
  const house: House = {
    github,
    store,
    remote,
    temp: tmpdir(),
    records,
    branches: await ourBranches(target, config),
  };
  const chores = await findChores(house, { issues: Infinity, branches: Infinity });
  if (repairs.length + chores.length === 0)
    return print(`There is nothing to clean up in ${target.repository}.`);
  print(`${target.repository}:`);
  for (const { issue, why } of repairs) print(wrapped(`#${issue} is repaired: ${why}`, "  "));
  for (const chore of chores) print(wrapped(choreText(chore), "  "));
  if (!(await agreed(options, "Do all of this?"))) return;
  await repair(house, { seen, repairs });
  tellLeft(await doChores(house, chores));
  // Labels and workpads are drawn by a tick.
  if (repairs.length > 0) await startTick(target);
}

/** All branches of the config's pattern, however many. */
async function ourBranches(target: Target, { branch: pattern }: Config): Promise<OurBranch[]> {
  return (await branchesIn(target, [branchFolder(pattern)])).flatMap((branch) => {
    const issue = issueOfBranch(pattern, branch.name);
    return issue === null ? [] : [{ ...branch, issue }];
  });
}

/** Throws a UserError when somebody else wrote first. */
async function repair(
  { github, store, records }: House,
  { seen, repairs }: { seen: Observed; repairs: readonly Repair[] },
): Promise<void> {
  const now = github.now();
  const entries = new Map(repairs.map(({ issue, event }) => [issue, entryOf(emptyState, event, now)]));
  if ((await store.write(records, entries, { world: null, archived: seen.archived })).ok) return;
  throw new UserError("Somebody else wrote a record meanwhile, and nothing was done. Run it again.");
}

function tellLeft(left: ReadonlyMap<Chore, string>): void {
  if (left.size === 0) return print("Done.");
  for (const [chore, why] of left) print(wrapped(`Not done, since ${why}: ${choreText(chore)}`, "  "));
  process.exitCode = 1;
}
