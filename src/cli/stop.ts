import type { Command } from "commander";

import { UserError } from "../core/errors.ts";
import { startTick } from "./manual-run.ts";
import { personOf } from "./record-act.ts";
import { type Target, openRecords, openTarget } from "./target.ts";
import { print } from "./terminal.ts";

/** Adds `switchyard stop` and `switchyard start`. */
export function addStop(program: Command): void {
  program
    .command("stop")
    .description("Stop everything: running tasks end within a minute, uncharged, and nothing new starts.")
    .argument("[why]", "what the record of the stop says", "no reason given")
    .option("--repo <owner/name>", "the repository; by default that of the current directory")
    .action(async (why: string, options: { repo?: string }) => {
      const target = await openTarget(options);
      if (!(await setStop(target, { on: true, why })))
        throw new UserError("Switchyard is stopped already. `switchyard start` lifts it.");
      print("Stopped. Running tasks end within a minute. `switchyard start` lifts it.");
    });
  program
    .command("start")
    .description("Lift the stop; what was ended by it goes on by itself.")
    .option("--repo <owner/name>", "the repository; by default that of the current directory")
    .action(async (options: { repo?: string }) => {
      const target = await openTarget(options);
      if (!(await setStop(target, { on: false, why: "" })))
        throw new UserError(
          "Switchyard is not stopped. If nothing starts all the same, `switchyard doctor` and `switchyard status` say why.",
        );
      print("The stop is lifted.");
      await startTick(target);
    });
}

/** False when it was so already. */
async function setStop(target: Target, { on, why }: { on: boolean; why: string }): Promise<boolean> {
  const by = await personOf(target);
  await using store = await openRecords(target);
  return await store.stop(on, { by, why, at: target.github.now() });
}
