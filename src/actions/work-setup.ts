import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { parseEnv } from "node:util";

import { group, info, setSecret } from "@actions/core";

import type { SetupStep } from "../core/config.ts";
import { detectSetup } from "../core/setup.ts";
import { logLine } from "../core/log-line.ts";
import { runCommand } from "../edge/shell.ts";
import { toolchainEnvironment } from "../edge/toolchain.ts";
import { type Workspace, keepBase } from "../edge/workspace.ts";
import type { WorkScene } from "./work-scene.ts";

export type Prepared =
  | { readonly ok: true; readonly workspace: Workspace }
  | { readonly ok: false; readonly reason: string };

/** Prepares the checkout as the config says, or as its lock files do, and keeps a copy of it as the base. A failing step is a value with its last lines. */
export async function prepareBase(scene: WorkScene): Promise<Prepared> {
  const { plan, job, temp } = scene;
  const files = new Set(await readdir(job.workspace));
  const detected = plan.config.setup === "auto" ? detectSetup(files) : [];
  for (const { run, because } of detected) info(`Setup: ${run} (because of ${because})`);
  const steps: readonly SetupStep[] =
    plan.config.setup === "auto"
      ? detected.map(({ run }) => ({ run, minutes: 15, secrets: [] }))
      : plan.config.setup;
  if (steps.length === 0) info("Setup: nothing to install was found.");
  const secrets = secretVariables(scene.inputs["setup-env"]);
  const home = join(temp, "setup-home");
  await mkdir(home, { recursive: true });
  for (const step of steps) {
    const missing = step.secrets.filter((name) => secrets[name] === undefined);
    if (missing.length > 0)
      return {
        ok: false,
        reason: `The setup step \`${step.run}\` names ${missing.join(", ")}, which the secret setup-env does not hold. Add a line NAME=value to it.`,
      };
    const named = Object.fromEntries(step.secrets.map((name) => [name, secrets[name] ?? ""]));
    const env = { ...toolchainEnvironment(home), ...named };
    const end = await group(`Setup: ${step.run}`, async () =>
      runCommand({
        command: step.run,
        cwd: job.workspace,
        env,
        minutes: step.minutes,
        signal: scene.signal,
        onLine: (line) => info(logLine(line)),
      }),
    );
    if (end.ended !== "passed")
      return {
        ok: false,
        reason: `The setup step \`${step.run}\` ${end.ended === "timed_out" ? `took longer than ${step.minutes} minutes` : `failed with exit code ${end.code}`}. The end of its output:\n${end.tail.slice(-1_500)}`,
      };
  }
  return { ok: true, workspace: await keepBase({ directory: job.workspace, temp }) };
}

/** The variables of the setup-env secret, each masked by itself: GitHub masks the secret as a whole only. */
function secretVariables(text: string): Record<string, string> {
  const values = Object.fromEntries(
    Object.entries(parseEnv(text)).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    ),
  );
  for (const value of Object.values(values)) if (value.length > 3) setSecret(value);
  return values;
}
