/**
 * Runs the shipped workflow files under act and under the project's own engine, with the same embedded GitHub, sample
 * repository and scripted model, and compares what is left: issues, pull requests, commits, records, refs.
 *
 *     node test/conformance/act.ts <act executable>
 */
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { openActStage } from "./act-stage.ts";
import { differences } from "./difference.ts";
import { readFinalState } from "./final-state.ts";
import { openOwnStage } from "./own-stage.ts";
import { expectations } from "./expectations.ts";
import { play } from "./play.ts";
import type { Stage } from "./stage.ts";
import { explain } from "./translation.ts";

const product = join(import.meta.dirname, "../..");
const act = process.argv[2];
if (act === undefined) throw new Error("usage: node test/conformance/act.ts <act executable>");
const say = (line: string): void => void process.stdout.write(`${line}\n`);

say(`Translated for act, and nothing else:\n${explain()}`);
const own = await played("own engine", async () => openOwnStage(product));
const other = await played("act", async () =>
  openActStage({ product, act, onLine: (line) => say(`  ${line}`) }),
);
const problems = [
  ...expectations(own).map((problem) => `own engine: ${problem}`),
  ...expectations(other).map((problem) => `act: ${problem}`),
  ...differences(own, other),
];
if (problems.length > 0) {
  for (const [name, state] of [
    ["own", own],
    ["act", other],
  ] as const)
    await writeFile(join(tmpdir(), `switchyard-conformance-${name}.json`), JSON.stringify(state, null, 2));
  say(`act and the own engine do not agree:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
} else say(`act leaves what the own engine leaves: ${Object.keys(own).join(", ")}`);
process.exitCode = problems.length > 0 ? 1 : 0;

async function played(name: string, open: () => Promise<Stage>): Promise<Record<string, unknown>> {
  const started = Date.now();
  await using stage = await open();
  await play(stage);
  const state = await readFinalState(stage);
  say(`${name}: ${stage.github.actions.runs.size} runs in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  return state;
}
