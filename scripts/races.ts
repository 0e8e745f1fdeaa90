/**
 * Lets dispatcher processes race: `npm run races -- [--times 20] [--dispatchers 100] [--issues 20] [--limit 8] [--kind plain]`. Without a kind all
 * of them race: plain, from two workflow files, and with re-runs. Exits with 1 when a promise was broken.
 */
import { parseArgs } from "node:util";

import { kinds } from "../test/races/place.ts";
import { race } from "../test/races/race.ts";
import { fail, whole } from "./options.ts";

const number = /^[1-9]\d{0,4}$/;

const { values } = parseArgs({
  options: {
    times: { type: "string", default: "20" },
    dispatchers: { type: "string", default: "100" },
    issues: { type: "string", default: "20" },
    limit: { type: "string", default: "8" },
    kind: { type: "string", default: "" },
  },
});
const wanted = kinds.filter((kind) => values.kind === "" || kind === values.kind);
if (wanted.length === 0)
  fail(`--kind: expected one of ${kinds.join(", ")}, got ${JSON.stringify(values.kind)}.`);
const options = {
  dispatchers: whole("dispatchers", values.dispatchers, number),
  issues: whole("issues", values.issues, number),
  limit: whole("limit", values.limit, number),
};

const columns = [
  "race",
  "seconds",
  "claims",
  "held",
  "most",
  "moments",
  "looks",
  "torn",
  "gave up",
  "pushes",
  "requests",
];
console.log(columns.map((column) => column.padEnd(9)).join(" "));
let broken = 0;
for (const kind of wanted)
  for (let time = 1; time <= whole("times", values.times, number); time += 1) {
    const began = performance.now();
    const verdict = await race({ kind, ...options });
    const { claims, held, most, moments, looks, torn, gaveUp, pushes, requests } = verdict;
    const seconds = ((performance.now() - began) / 1_000).toFixed(1);
    const row = [
      `${kind} ${time}`,
      seconds,
      claims,
      held,
      most,
      moments,
      looks,
      torn,
      gaveUp,
      pushes,
      requests,
    ];
    console.log(row.map((cell) => String(cell).padEnd(9)).join(" "));
    for (const promise of verdict.broken) console.log(`  BROKEN: ${promise}`);
    if (verdict.broken.length > 0) broken += 1;
  }
console.log(broken === 0 ? "No promise was broken." : `${broken} races broke a promise.`);
process.exitCode = broken === 0 ? 0 : 1;
