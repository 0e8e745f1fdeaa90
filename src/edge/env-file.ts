import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { parseEnv } from "node:util";

import { contentOf } from "../core/change-set.ts";
import { secretValues } from "../core/env-file.ts";
import { tracesOf } from "../core/secret-traces.ts";
import type { Change } from "../core/result.ts";
import type { Tree } from "./workspace.ts";
import type { Site } from "./site.ts";
import type { BaseScene, PreparedTask } from "./task-scene.ts";

/**
 * Writes the secret `env-file` into a tree, where the config says so, before setup runs in it: agent and gates lie on it and have it too. Null when
 * there is nothing more to say, else why the task cannot start.
 */
export async function placeEnvFile(
  { secrets, checkout, task, log }: BaseScene,
  site: Site,
  tree: Tree,
): Promise<string | null> {
  const path = task.settings["env-file"];
  if (path === null) return null;
  if (secrets["env-file"].trim() === "")
    return `\`env-file: ${path}\` asks for a file, and the secret env-file is empty. Set the secret SWITCHYARD_ENV_FILE to its content and pass it in the calling workflow, or leave the setting out.`;
  const there = await lstat(join(checkout, path)).catch(() => null);
  if (there !== null)
    return `\`env-file: ${path}\` names what the checkout has already, and changes of it would be lost. Name another file, such as .env.local.`;
  for (const value of valuesIn(secrets["env-file"])) log.mask(value);
  const content = secrets["env-file"].endsWith("\n") ? secrets["env-file"] : `${secrets["env-file"]}\n`;
  await site.workspace.apply(tree, [{ kind: "write", path, mode: "100644", encoding: "utf-8", content }]);
  log.say(`The env file is written to ${path}. The agent can read it; it is in no change.`);
  return null;
}

/** The values of the env file that nothing of the task may carry away; none when no file was asked for. */
export function guardedValues({ secrets, task }: Pick<BaseScene, "secrets" | "task">): string[] {
  return task.settings["env-file"] === null ? [] : valuesIn(secrets["env-file"]);
}

/** The changed files that hold a value of the env file which the planned commit does not have anyway. */
export async function copiesOf(scene: PreparedTask, changes: readonly Change[]): Promise<string[]> {
  const found = new Set<string>();
  for (const value of guardedValues(scene)) {
    const traces = tracesOf({ value });
    const holding = changes.filter((change) => {
      const text = change.kind === "write" ? Buffer.from(contentOf(change) ?? "").toString("latin1") : "";
      return traces.some((trace) => text.includes(Buffer.from(trace).toString("latin1")));
    });
    if (holding.length === 0 || (await isPublic(scene, value))) continue;
    for (const { path } of holding) found.add(path);
  }
  return [...found];
}

/** Does the planned commit hold this text? Then it is no secret. */
async function isPublic({ site, base, task }: PreparedTask, value: string): Promise<boolean> {
  const end = await site.workspace.capture(base, {
    command: [
      "/usr/bin/env",
      `GIT_DIR=${site.workspace.repository}`,
      "git",
      "grep",
      "--quiet",
      "--text",
      "--fixed-strings",
      "-f",
      "-",
      task.base,
    ],
    input: Buffer.from(`${value}\n`),
    limitBytes: 1_000,
  });
  return end.code === 0;
}

function valuesIn(text: string): string[] {
  const variables = Object.entries(parseEnv(text)).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return secretValues(Object.fromEntries(variables));
}
