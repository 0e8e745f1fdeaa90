import { info, warning } from "@actions/core";

import { messageOf } from "../core/errors.ts";
import { logLine } from "../core/log-line.ts";
import { type Chore, choreText } from "../core/housekeeping.ts";
import type { Remote } from "../edge/git.ts";
import type { GitHub } from "../edge/github.ts";
import { choresOfTick, doChores, findChores } from "../edge/housekeeping.ts";
import { tidyProposal } from "../edge/proposal.ts";
import { type RecordStore, isUntouched } from "../edge/record-store.ts";
import type { Applied } from "./tick.ts";

/**
 * Puts away what nobody needs any more, a little with each tick that starts nothing. Resolves to what was done, a line each. Whatever goes wrong is told
 * and left to a later tick.
 */
export async function keepHouse(
  { github, store, remote, temp }: { github: GitHub; store: RecordStore; remote: Remote; temp: string },
  { records, decision, world, ours, proposal }: Applied,
): Promise<string[]> {
  const left = github.left();
  const scarce = left !== null && left < world.config.limits["api-reserve"];
  if (scarce || world.stopped || decision.actions.length > 0) return [];
  try {
    const house = { github, store, remote, temp, records, branches: ours };
    const chores = await findChores(house, choresOfTick);
    const tidied =
      proposal === null
        ? []
        : await tidyProposal(house, {
            branch: proposal,
            config: world.config,
            unused: isUntouched(records),
          });
    const undone = chores.length === 0 ? new Map<Chore, string>() : await doChores(house, chores);
    for (const [chore, why] of undone)
      info(`${choreText(chore)}: not now, since ${logLine(why, 200)}. A later tick tries again.`);
    const done = [...tidied, ...chores.filter((chore) => !undone.has(chore)).map(choreText)];
    for (const line of done) info(`${line}.`);
    return done;
  } catch (error) {
    warning(`Old records and branches were not put away: ${messageOf(error)}. A later tick tries again.`);
    return [];
  }
}
