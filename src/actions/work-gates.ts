import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";

import { group, info } from "@actions/core";

import type { Gate } from "../core/config.ts";
import type { ChangeSet, GateResult } from "../core/result.ts";
import { logLine } from "../core/log-line.ts";
import { duration } from "../core/text.ts";
import { type CommandEnd, runCommand } from "../edge/shell.ts";
import { toolchainEnvironment } from "../edge/toolchain.ts";
import { freshCopy } from "../edge/workspace.ts";
import type { PreparedScene } from "./work-scene.ts";

/** What each gate did on the base, kept for the whole attempt: a gate is tried there once at most. */
export type BaseResults = Map<string, GateResult["base"]>;

/** Runs every gate in a fresh copy of the base with the change applied; one that does not pass is tried on the base as well. The agent's tree must be set aside. */
export async function runGates(
  scene: PreparedScene,
  changes: ChangeSet,
  bases: BaseResults,
): Promise<GateResult[]> {
  const results: GateResult[] = [];
  for (const gate of scene.plan.config.gates) {
    const end = await runGate(scene, gate, changes);
    const now = resultOf(end);
    if (now !== "passed" && !bases.has(gate.name))
      bases.set(gate.name, resultOf(await runGate(scene, gate, null)));
    const base = bases.get(gate.name) ?? "not_tried";
    results.push({
      name: gate.name,
      now,
      base: now === "passed" ? "not_tried" : base,
      seconds: end.seconds,
      tail: now === "passed" ? "" : end.tail,
    });
    info(
      `Gate ${logLine(gate.name)}: ${now}${now === "passed" ? "" : ` (on the base: ${base})`}, ${duration(end.seconds)}`,
    );
  }
  return results;
}

async function runGate(scene: PreparedScene, gate: Gate, changes: ChangeSet | null): Promise<CommandEnd> {
  await freshCopy(scene.workspace, changes?.changes ?? []);
  await mkdir(scene.temp, { recursive: true });
  const home = await mkdtemp(join(scene.temp, "gate-"));
  try {
    return await group(
      `Gate ${logLine(gate.name)}${changes === null ? " on the base" : ""}: ${logLine(gate.run)}`,
      async () =>
        runCommand({
          command: gate.run,
          cwd: scene.workspace.directory,
          env: toolchainEnvironment(home),
          minutes: gate.minutes,
          signal: scene.signal,
          onLine: (line) => info(logLine(line)),
        }),
    );
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

function resultOf({ ended, code }: CommandEnd): "passed" | "failed" | "timed_out" | "not_runnable" {
  // 126 and 127 are bash's codes for a command that cannot be run or found.
  if (ended === "failed") return code === 126 || code === 127 ? "not_runnable" : "failed";
  return ended === "stopped" ? "not_runnable" : ended;
}
