import { spawn } from "node:child_process";
import { join } from "node:path";

import { exited, median, times } from "./measure.ts";

const product = join(import.meta.dirname, "../..");
const runs = 7; // of each; odd, for the median

/** Start-up of each bundle against bare node. */
export async function benchStartUp(): Promise<void> {
  console.log("Start-up, median of", runs, "processes, against bare node:\n");
  const bare = median(await times(runs, () => timeOf(["-e", ""])));
  console.log(`  bare node  ${bare.toFixed(0)} ms`);
  for (const bundle of ["dispatch", "prepare", "work", "collect", "wake"]) {
    const time = median(await times(runs, () => timeOf([join(product, "dist", `${bundle}.js`)])));
    console.log(
      `  ${bundle.padEnd(10)} ${time.toFixed(0)} ms  ${(time / bare).toFixed(2)} ×${bundle === "dispatch" ? "   (target ≤ 3)" : ""}`,
    );
  }
}

/** Milliseconds of one node process without any variable of a runner: a bundle loads, reads its inputs, and says what is missing. */
async function timeOf(args: readonly string[]): Promise<number> {
  const begin = performance.now();
  await exited(spawn(process.execPath, args, { stdio: "ignore", env: {} }));
  return performance.now() - begin;
}
