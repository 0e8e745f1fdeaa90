import { editedDefinition } from "../core/gate-definition.ts";
import type { ChangeSet, GateResult } from "../core/result.ts";
import { pathIn } from "../core/directory.ts";
import { isManifest } from "../core/setup.ts";
import type { PlannedGate } from "../core/task-settings.ts";
import { logLine } from "../core/log-line.ts";
import { duration } from "../core/text.ts";
import type { CommandEnd } from "./shell.ts";
import type { Tree } from "./workspace.ts";
import { environmentOf } from "./task-run.ts";
import type { Site } from "./site.ts";
import type { BaseScene, PreparedTask } from "./task-scene.ts";
import { runIn } from "./site-run.ts";
import { runSetup } from "./setup.ts";

/** What each gate did on the base, kept for the whole attempt: a gate is tried there once at most. */
export type BaseResults = Map<string, GateResult["base"]>;

/**
 * What is tried before the first request that these credentials make: every gate on the base, so that one which can prove nothing is named before
 * anything is spent. Later attempts try a gate there only when it fails on the change.
 */
export async function gatesBeforehand(scene: PreparedTask): Promise<BaseResults> {
  const bases: BaseResults = new Map();
  if (!scene.task.canary || scene.task.wanted === "answer") return bases;
  for (const gate of scene.task.settings.gates) {
    if (scene.signal.aborted) break;
    const { now, seconds } = await runOnBase(scene, gate, scene.base);
    bases.set(gate.name, now);
    if (now !== "passed" && !scene.signal.aborted)
      scene.log.warn(
        `Gate ${logLine(gate.name)} does not pass before any change: ${now.replace("_", " ")} on the base, after ${duration(seconds)}. ${
          now === "not_runnable"
            ? "No change counts as verified while it cannot run: install what it needs in `setup`, or correct its command in .github/switchyard.yml."
            : "The work goes on, and no change is blamed for it: mend it on the base, or correct its command in .github/switchyard.yml."
        }`,
      );
  }
  return bases;
}

const manifestLimit = 1_000_000; // bytes of a package.json

/**
 * Runs every gate in a tree of its own: the base with the change applied, and nothing else of the agent's. One that does not pass is tried on the
 * base as well. A change of manifests or lock files is set up first, without secrets; where that fails nothing can be said about the gates.
 */
export async function runGates(
  scene: PreparedTask,
  changes: ChangeSet,
  bases: BaseResults,
): Promise<GateResult[]> {
  const { site, base, steps, log } = scene;
  const { workspace } = site;
  const { gates } = scene.task.settings;
  if (gates.length === 0) return [];
  const written = new Set(changes.changes.map(({ path }) => path));
  const manifestOf = (gate: PlannedGate) => pathIn(gate.directory, "package.json");
  const touched = [...new Set(gates.map(manifestOf))].filter((path) => written.has(path));
  const manifests = await workspace.read(base, touched, manifestLimit);
  const edited = (gate: PlannedGate) =>
    editedDefinition(gate, changes.changes, manifests.get(manifestOf(gate))?.toString("utf8") ?? null);
  const changed = await workspace.grow(base);
  try {
    await workspace.apply(changed, changes.changes);
    const again = changes.changes.some(({ path }) => isManifest(path));
    const failed = again ? await runSetup({ scene, site, tree: changed, steps, secrets: {} }) : null;
    if (failed !== null) {
      log.say(`The gates cannot run: ${logLine(failed, 500)}`);
      const tail = `Setup was run again because the change touches manifests or lock files.\n${failed}`.slice(
        0,
        8_000,
      );
      return gates.map((gate) => ({
        name: gate.name,
        now: "not_runnable",
        base: "not_tried",
        seconds: 0,
        tail,
        edited: edited(gate),
      }));
    }
    const results: GateResult[] = [];
    for (const gate of gates) {
      const end = await runGate(scene, gate, { tree: changed, of: "change" });
      const now = resultOf(end);
      if (now !== "passed" && !bases.has(gate.name))
        bases.set(gate.name, (await runOnBase(scene, gate, base)).now);
      const before = bases.get(gate.name) ?? "not_tried";
      results.push({
        name: gate.name,
        now,
        base: now === "passed" ? "not_tried" : before,
        seconds: end.seconds,
        tail: now === "passed" ? "" : end.tail,
        edited: edited(gate),
      });
      log.say(
        `Gate ${logLine(gate.name)}: ${now}${now === "passed" ? "" : ` (on the base: ${before})`}, ${duration(end.seconds)}`,
      );
    }
    return results;
  } finally {
    await workspace.fell(changed);
  }
}

/** Runs one gate on the base alone. */
export async function runOnBase(
  scene: Parameters<typeof runGate>[0],
  gate: PlannedGate,
  base: Tree,
): Promise<Pick<GateResult, "now" | "seconds" | "tail">> {
  const end = await runGate(scene, gate, { tree: base, of: "base" });
  return { now: resultOf(end), seconds: end.seconds, tail: end.tail };
}

async function runGate(
  { site, task, signal, log }: Pick<BaseScene, "task" | "signal" | "log"> & { readonly site: Site },
  gate: PlannedGate,
  { tree, of }: { tree: Tree; of: "change" | "base" },
): Promise<CommandEnd> {
  const own = await site.workspace.grow(tree);
  try {
    return await log.group(
      `Gate ${logLine(gate.name)}${of === "base" ? " on the base" : ""}: ${logLine(gate.run)}`,
      async () =>
        runIn(site, own, {
          command: gate.run,
          directory: gate.directory,
          env: environmentOf(site.environment, task.settings),
          minutes: gate.minutes,
          signal,
          onLine: (line) => log.say(logLine(line)),
        }),
    );
  } finally {
    await site.workspace.fell(own);
  }
}

function resultOf({ ended, code }: CommandEnd): "passed" | "failed" | "timed_out" | "not_runnable" {
  // 126 and 127 are bash's codes for a command that cannot be run or found.
  if (ended === "failed") return code === 126 || code === 127 ? "not_runnable" : "failed";
  return ended === "stopped" ? "not_runnable" : ended;
}
