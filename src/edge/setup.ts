import { join } from "node:path";
import { parseEnv } from "node:util";

import type { PlannedStep } from "../core/task-settings.ts";
import { tracesOf } from "../core/secret-traces.ts";
import { logLine } from "../core/log-line.ts";
import { type Before, noteBefore } from "./change-set-reader.ts";
import type { Tree } from "./workspace.ts";
import { placeEnvFile } from "./env-file.ts";
import type { Site } from "./site.ts";
import { autoSteps } from "./setup-auto.ts";
import { runIn } from "./site-run.ts";
import type { BaseScene, TaskLog } from "./task-scene.ts";

export type Prepared =
  | {
      readonly ok: true;
      readonly base: Tree;
      readonly before: Before;
      readonly steps: readonly PlannedStep[];
    }
  | { readonly ok: false; readonly reason: string };

/** Prepares the checkout as the config says, or as its lock files do; the tree that comes of it is the base. A failing step is a value with its last lines. */
export async function prepareBase(scene: BaseScene, site: Site): Promise<Prepared> {
  const { log } = scene;
  const base = await site.workspace.grow(null);
  const { setup } = scene.task.settings;
  const planned =
    setup === "auto" ? await autoSteps(scene, site, base) : ({ ok: true, steps: setup } as const);
  if (!planned.ok) return planned;
  const { steps } = planned;
  if (steps.length === 0) log.say("Setup: nothing to install was found.");
  const secrets = secretVariables(scene.secrets["setup-env"], log);
  const named = [...new Set(steps.flatMap((step) => step.secrets))];
  for (const step of steps) {
    const missing = step.secrets.filter((name) => secrets[name] === undefined);
    if (missing.length > 0)
      return {
        ok: false,
        reason: `The setup step \`${step.run}\` names ${missing.join(", ")}, which the secret setup-env does not hold. Add a line NAME=value to it.`,
      };
  }
  const unplaced = await placeEnvFile(scene, site, base);
  if (unplaced !== null) return { ok: false, reason: unplaced };
  const failed = await site.whileSetup(async () => runSetup({ scene, site, tree: base, steps, secrets }));
  if (failed !== null) return { ok: false, reason: failed };
  const found = await removeTraces(
    site,
    { tree: base, log },
    Object.fromEntries(named.map((name) => [name, secrets[name] ?? ""])),
  );
  if (found.length > 0)
    return {
      ok: false,
      reason: `Setup left the value of a secret in ${found.slice(0, 5).join(", ")}, where the agent could read it. Let the step take it from its environment (as \`//registry.example.com/:_authToken=\${NPM_TOKEN}\` in .npmrc does), or remove it at the end of the step.`,
    };
  return { ok: true, base, before: await noteBefore(site.workspace, base), steps };
}

/** Runs setup steps in a tree, each with the secrets that it names. Null when all passed, else which did not and how. */
export async function runSetup({
  scene,
  site,
  tree,
  steps,
  secrets,
}: {
  scene: Pick<BaseScene, "signal" | "log">;
  site: Site;
  tree: Tree;
  steps: readonly PlannedStep[];
  secrets: Readonly<Record<string, string>>;
}): Promise<string | null> {
  for (const step of steps) {
    const named = Object.fromEntries(
      step.secrets.flatMap((name) => (secrets[name] === undefined ? [] : [[name, secrets[name]]])),
    );
    const end = await scene.log.group(`Setup: ${logLine(step.run)}`, async () =>
      runIn(site, tree, {
        command: step.run,
        directory: step.directory,
        env: { ...site.environment, ...named },
        minutes: step.minutes,
        signal: scene.signal,
        onLine: (line) => scene.log.say(logLine(line)),
      }),
    );
    if (end.ended !== "passed")
      return `The setup step \`${step.run}\` ${end.ended === "timed_out" ? `took longer than ${step.minutes} minutes` : `failed with exit code ${end.code}`}. The end of its output:\n${end.tail.slice(-1_500)}`;
  }
  return null;
}

/**
 * Looks for secrets in whatever setup wrote. Tools keep them in files of the home (`~/.npmrc`, `~/.netrc`): those are removed and named in the log.
 * Resolves to the files elsewhere that hold one.
 */
async function removeTraces(
  site: Site,
  { tree, log }: { tree: Tree; log: TaskLog },
  secrets: Readonly<Record<string, string>>,
): Promise<string[]> {
  const traces = tracesOf(secrets);
  const elsewhere: string[] = [];
  if (traces.length === 0) return elsewhere;
  for (const [place, written] of site.workspace.written(tree)) {
    const end = await site.workspace.capture(tree, {
      command: ["/bin/grep", "-rlaFZ", "--devices=skip", "-f", "-", "--", written],
      own: [written],
      input: Buffer.from(`${traces.join("\n")}\n`),
      limitBytes: 1_000_000,
    });
    if (end.code !== 0 && end.code !== 1)
      throw new Error(`what setup wrote could not be searched for secrets: ${end.stderr}`);
    const files = end.stdout.toString("utf8").split("\0").filter(Boolean);
    for (const file of files) {
      const inside = file.slice(written.length + 1);
      if (place !== site.workspace.home) {
        elsewhere.push(logLine(place === site.workspace.directory ? inside : join(place, inside)));
        continue;
      }
      await site.workspace.capture(tree, {
        command: ["/bin/rm", "-f", "--", file],
        own: [written],
        limitBytes: 1_000,
      });
      log.say(`Setup: removed ~/${logLine(inside)}, which held a secret of a setup step.`);
    }
  }
  return elsewhere;
}

/** The variables of the setup-env secret, each masked by itself: GitHub masks the secret as a whole only. */
function secretVariables(text: string, log: TaskLog): Record<string, string> {
  const values = Object.fromEntries(
    Object.entries(parseEnv(text)).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    ),
  );
  for (const value of Object.values(values)) if (value.length > 3) log.mask(value);
  return values;
}
