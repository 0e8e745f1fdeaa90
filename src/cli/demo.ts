import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import type { Command } from "commander";

import { UserError } from "../core/errors.ts";

const oldestNode = [22, 15] as const; // module.registerHooks, which the workflow parser's JSON imports need

/** Adds `switchyard demo`. What it runs is loaded only then: the other commands start without the local GitHub. */
export function addDemo(program: Command): void {
  program
    .command("demo")
    .description("run the whole product on this machine: no account, no key, nothing leaves it")
    .option("--once", "end after the table instead of keeping the local GitHub open", false)
    .option(
      "--live",
      "use the real model with ANTHROPIC_API_KEY or CLAUDE_CODE_OAUTH_TOKEN; costs money",
      false,
    )
    .action(async (options: { once: boolean; live: boolean }) => {
      if (tooOld()) {
        process.exitCode = withOwnNode();
        return;
      }
      const { demo } = await import("./demo-run.ts");
      process.exitCode = await demo({
        ...options,
        product: fileURLToPath(new URL("../..", import.meta.url)),
        environment: process.env,
      });
    });
}

function tooOld(): boolean {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  return major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1]);
}

/** Runs the same command again with the Node that comes with this package. Returns its exit code. */
function withOwnNode(): number {
  try {
    const own = join(
      dirname(createRequire(import.meta.url).resolve(`node-linux-${process.arch}/package.json`)),
      "bin/node",
    );
    return spawnSync(own, process.argv.slice(1), { stdio: "inherit" }).status ?? 1;
  } catch {
    throw new UserError(
      `The demo needs Node ${oldestNode.join(".")} or later; this is ${process.versions.node}, and the Node that comes with this package is not there. Install it again with its optional dependencies.`,
    );
  }
}
