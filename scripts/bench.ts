/**
 * Speed and cost as ratios within one run: `npm run bench`, or with the names of some parts (`npm run bench -- scale work`). Absolute times belong to
 * the machine; the ratios are what to compare.
 */
import { benchDemo } from "./bench/demo.ts";
import { benchFirstByte } from "./bench/first-byte.ts";
import { benchIsolation } from "./bench/isolation.ts";
import { benchPublish } from "./bench/publish.ts";
import { benchScale } from "./bench/scale.ts";
import { benchStartUp } from "./bench/start-up.ts";
import { benchWork } from "./bench/work.ts";

const parts = new Map<string, () => Promise<void> | void>([
  ["start-up", benchStartUp],
  ["work", benchWork],
  ["isolation", benchIsolation],
  ["first-byte", benchFirstByte],
  ["publish", benchPublish],
  ["scale", benchScale],
  ["demo", benchDemo],
]);

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !parts.has(name));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(", ")}; there are ${[...parts.keys()].join(", ")}.`);
  process.exit(2);
}
for (const [name, bench] of parts) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  await bench();
  console.log("");
}
