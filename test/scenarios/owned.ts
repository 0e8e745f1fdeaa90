import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { product } from "./stage.ts";

/** The files of the owned form, as `init --own` writes them. */
export async function ownedForm(): Promise<{ caller: string; task: string }> {
  const [caller, task] = await Promise.all(
    ["switchyard.yml", "switchyard-task.yml"].map(async (file) =>
      readFile(join(product, "examples/owned", file), "utf8"),
    ),
  );
  return { caller: caller ?? "", task: task ?? "" };
}

/** Replaces a part of a file. Throws when the part is not there, so that a test cannot quietly change nothing. */
export function replaced(text: string, part: string | RegExp, by: string): string {
  const changed = text.replace(part, () => by);
  if (changed === text) throw new Error(`not found: ${part}`);
  return changed;
}
