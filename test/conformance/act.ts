/**
 * Runs the shipped workflow files under act and under the project's own engine, with the same embedded GitHub, sample
 * repository and scripted model, and compares what is left: issues, pull requests, commits, records, refs.
 *
 *     node test/conformance/act.ts <act executable>
 */
import { join } from "node:path";

import { openActStage } from "./act-stage.ts";
import { differences } from "./difference.ts";
import { readFinalState } from "./final-state.ts";
import { openOwnStage } from "./own-stage.ts";
import { expectations } from "./expectations.ts";
import { type Play, plays } from "./play.ts";
import type { Stage } from "./stage.ts";
import { explain } from "./translation.ts";

const product = join(import.meta.dirname, "../..");
const act = process.argv[2];
if (act === undefined) throw new Error("usage: node test/conformance/act.ts <act executable>");
const say = (line: string): void => void process.stdout.write(`${line}\n`);

say(`Translated for act, and nothing else:\n${explain()}`);
for (const play of plays) if (!(await agrees(play, act))) process.exitCode = 1;

/** Plays one play in both worlds, says what came out, and returns whether both left the same and the right thing. */
async function agrees(play: Play, executable: string): Promise<boolean> {
  say(play.name);
  const { form } = play;
  const own = await played("own engine", play, async () => openOwnStage({ product, form }));
  const other = await played("act", play, async () =>
    openActStage({ product, form, act: executable, onLine: (line) => say(`    ${line}`) }),
  );
  const problems = [
    ...expectations(own, play.asked).map((problem) => `own engine: ${problem}`),
    ...expectations(other, play.asked).map((problem) => `act: ${problem}`),
    ...differences(own, other),
  ];
  say(
    problems.length === 0
      ? `  the same is left: ${Object.keys(own).join(", ")}`
      : `  what is left differs:\n${shortened(problems).join("\n")}`,
  );
  return problems.length === 0;
}

async function played(
  name: string,
  play: Play,
  open: () => Promise<Stage>,
): Promise<Record<string, unknown>> {
  const started = Date.now();
  await using stage = await open();
  await play.act(stage);
  const state = await readFinalState(stage);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  say(`  ${name}: ${stage.github.actions.runs.size} runs in ${seconds} s`);
  return state;
}

function shortened(problems: readonly string[]): string[] {
  const shown = problems.slice(0, 40).map((problem) => `    ${problem}`);
  return problems.length > 40 ? [...shown, `    … and ${problems.length - 40} more`] : shown;
}
