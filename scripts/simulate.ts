/**
 * Plays seeds of the simulation: `npm run simulate -- --seeds 10000 [--from 1] [--mutation world]`. Each broken promise is printed with its
 * seed, and `--seeds 1 --from <seed>` plays it again.
 */
import { parseArgs } from "node:util";

import { mutations, playSeed } from "../test/simulation/play.ts";
import { fail, whole } from "./options.ts";

const number = /^[1-9]\d{0,8}$/;

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "1000" },
    from: { type: "string", default: "1" },
    mutation: { type: "string", default: "" },
  },
});
const count = whole("seeds", values.seeds, number);
const from = whole("from", values.from, number);
const mutation = mutations.find((name) => name === values.mutation) ?? null;
if (values.mutation !== "" && mutation === null)
  fail(`--mutation: expected one of ${mutations.join(", ")}, got ${JSON.stringify(values.mutation)}.`);

const started = performance.now();
const happened = new Map<string, number>();
let broken = 0;
for (let seed = from; seed < from + count; seed += 1) {
  const played = playSeed(seed, mutation);
  for (const [what, times] of played.happened) happened.set(what, (happened.get(what) ?? 0) + times);
  if (played.broken === null) continue;
  broken += 1;
  if (broken <= 20) console.log(`seed ${seed}, step ${played.steps}: ${played.broken}`);
}
const seconds = (performance.now() - started) / 1_000;
console.log(`${count} seeds in ${seconds.toFixed(1)} s, ${broken} broken`);
console.log([...happened].map(([what, times]) => `${what} ${times}`).join(", "));
process.exitCode = broken === 0 ? 0 : 1;
