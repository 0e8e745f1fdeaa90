import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

import { levelsOf, pathIn } from "../core/directory.ts";
import { logLine } from "../core/log-line.ts";
import {
  type Level,
  actionRemedy,
  detectSetup,
  missingTools,
  setupTexts,
  setupTools,
} from "../core/setup.ts";
import type { PlannedStep } from "../core/task-settings.ts";
import { versionCommands, versionFiles, versionGap, wantedVersions } from "../core/versions.ts";
import { bash } from "./isolation-scripts.ts";
import type { Site } from "./site.ts";
import type { BaseScene } from "./task-scene.ts";
import type { Tree } from "./workspace.ts";

/**
 * The steps of `setup: auto` in the folders on the way to where a task works. They are printed, and so is each version that a file asks for and this
 * runner does not have; a program that is missing is a value with what to do.
 */
export async function autoSteps(
  { checkout, task, log }: BaseScene,
  site: Site,
  tree: Tree,
): Promise<{ ok: true; steps: readonly PlannedStep[] } | { ok: false; reason: string }> {
  const levels = await setupLevels(checkout, task.settings.directory);
  if (detectSetup(levels, null).length === 0) return { ok: true, steps: [] };
  const wanted = levels.flatMap(({ directory, texts }) =>
    wantedVersions(texts).map((one) => ({ ...one, because: pathIn(directory, one.because) })),
  );
  const { tools, versions } = await readTools(
    site,
    tree,
    wanted.map(({ program }) => program),
  );
  const commands = detectSetup(levels, tools);
  const gaps = wanted
    .filter(({ program }, index) => wanted.findLastIndex((one) => one.program === program) === index) // the nearest
    .filter(({ program }) => !(program === "python" && commands.some(({ tool }) => tool === "uv"))) // uv fetches its Python
    .flatMap((one) => versionGap(one, versions.get(one.program) ?? "") ?? []);
  if (gaps.length > 0)
    log.warn(
      printable(
        `Setup: ${gaps.map(({ text }) => text).join(" ")} ${actionRemedy(gaps.map(({ step }) => step))}`,
      ),
    );
  for (const { run, because } of commands) log.say(`Setup: ${run} (because of ${logLine(because)})`);
  const missing = missingTools(commands, tools);
  if (missing.length > 0) return { ok: false, reason: missing.join("\n") };
  return {
    ok: true,
    steps: commands.map(({ run, directory }) => ({ run, directory, minutes: 15, secrets: [] })),
  };
}

/** What `setup: auto` looks at: the folders of a checkout on the way to this one, outermost first. */
export async function setupLevels(checkout: string, folder: string): Promise<Level[]> {
  return Promise.all(
    levelsOf(folder).map(async (directory) => readLevel(join(checkout, directory), directory)),
  );
}

async function readLevel(path: string, directory: string): Promise<Level> {
  const files = new Set(await readdir(path));
  const texts = new Map<string, string>();
  for (const file of [...setupTexts, ...versionFiles]) {
    const text = files.has(file) ? await readFile(join(path, file), "utf8").catch(() => null) : null;
    if (text !== null) texts.set(file, text);
  }
  return { directory, files, texts };
}

/** Names each program that is there, then lets programs tell their versions. Arguments: the number of the former, those, and pairs of name and command. */
const toolsScript = `
count=$1; shift
for tool in "\${@:1:count}"; do command -v "$tool" >/dev/null && printf '%s\\0\\0' "$tool"; done
shift "$count"
while (( $# > 1 )); do told=$(eval "$2" 2>&1) || told=; printf '%s\\0%s\\0' "version of $1" "$told"; shift 2; done
`;

/** Which programs setup finds, and what those of these names say of their versions. */
async function readTools(
  site: Site,
  tree: Tree,
  programs: readonly string[],
): Promise<{ tools: ReadonlySet<string>; versions: ReadonlyMap<string, string> }> {
  const asked = [...new Set(programs)].flatMap((name) => [name, versionCommands[name] ?? "false"]);
  const end = await site.workspace.capture(tree, {
    command: [...bash, toolsScript, "switchyard-tools", String(setupTools.length), ...setupTools, ...asked],
    environment: site.environment,
    limitBytes: 100_000,
  });
  if (end.code !== 0) throw new Error(`the programs for setup could not be looked for: ${end.stderr}`);
  const words = end.stdout.toString("utf8").split("\0");
  const pairs = words.flatMap((word, index) =>
    index % 2 === 0 && word !== "" ? [[word, words[index + 1] ?? ""] as const] : [],
  );
  const versions = pairs.flatMap(([name, told]) =>
    name.startsWith("version of ") ? [[name.slice("version of ".length), told] as const] : [],
  );
  return {
    tools: new Set(pairs.map(([name]) => name).filter((name) => !name.startsWith("version of "))),
    versions: new Map(versions),
  };
}

function printable(text: string): string {
  return text
    .split("\n")
    .map((line) => logLine(line))
    .join("\n");
}
