import { changeMutants } from "./mutants/changes.ts";
import type { Mutant } from "./mutants/mutant.ts";
import { publishingMutants } from "./mutants/publishing.ts";
import { resultMutants } from "./mutants/results.ts";
import { runnerMutants } from "./mutants/runner.ts";
import { schedulerMutants } from "./mutants/scheduler.ts";
import { textMutants } from "./mutants/texts.ts";

const lists = new Map([
  ["runner", runnerMutants],
  ["scheduler", schedulerMutants],
  ["changes", changeMutants],
  ["results", resultMutants],
  ["texts", textMutants],
  ["publishing", publishingMutants],
]);

/** Rules to take out, each for what it keeps: those of the list `part`, or else all of files whose path holds it. */
export function mutantsOf(part: string): readonly Mutant[] {
  return lists.get(part) ?? [...lists.values()].flat().filter(({ file }) => file.includes(part));
}
