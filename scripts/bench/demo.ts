import { spawnSync } from "node:child_process";
import { join } from "node:path";

const product = join(import.meta.dirname, "../..");

/** The whole demo, once. */
export function benchDemo(): void {
  const began = performance.now();
  const demo = spawnSync(process.execPath, [join(product, "src/cli/main.ts"), "demo", "--once"], {
    cwd: product,
    stdio: "ignore",
  });
  console.log(
    `Demo: ${((performance.now() - began) / 1000).toFixed(1)} s, exit ${demo.status}   (target ≤ 60 s)`,
  );
}
