import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** What a step wrote into its command files. */
export type FileCommands = {
  readonly outputs: readonly (readonly [string, string])[];
  readonly env: readonly (readonly [string, string])[];
  readonly state: readonly (readonly [string, string])[];
  readonly paths: readonly string[];
  readonly summary: string;
  /** What was wrong with the files; each fails the step, as the runner does. */
  readonly problems: readonly string[];
  /** Annotations that do not fail the step. */
  readonly warnings: readonly string[];
};

/** The variables that name one step's command files. */
export type CommandFiles = {
  readonly GITHUB_OUTPUT: string;
  readonly GITHUB_ENV: string;
  readonly GITHUB_PATH: string;
  readonly GITHUB_STATE: string;
  readonly GITHUB_STEP_SUMMARY: string;
};

const summaryLimit = 1024 * 1024; // docs, workflow-commands: 1 MiB per step

/** Creates empty command files for one step under the job's temporary directory. */
export async function createCommandFiles(temp: string, key: string): Promise<CommandFiles> {
  const folder = join(temp, "_runner_file_commands");
  await mkdir(folder, { recursive: true });
  const files = {
    GITHUB_OUTPUT: join(folder, `set_output_${key}`),
    GITHUB_ENV: join(folder, `set_env_${key}`),
    GITHUB_PATH: join(folder, `add_path_${key}`),
    GITHUB_STATE: join(folder, `save_state_${key}`),
    GITHUB_STEP_SUMMARY: join(folder, `step_summary_${key}`),
  };
  await Promise.all(Object.values(files).map((file) => writeFile(file, "")));
  return files;
}

/** Reads what a step left in its command files; a file that the step removed counts as empty. */
export async function readCommandFiles(files: CommandFiles): Promise<FileCommands> {
  const problems: string[] = [];
  const warnings: string[] = [];
  const pairs = async (file: string, name: string) => {
    try {
      return readPairs(await contentOf(file));
    } catch (error) {
      problems.push(`Unable to process file command '${name}' successfully. ${String(error)}`);
      return [];
    }
  };
  const [outputs, env, state, paths] = await Promise.all([
    pairs(files.GITHUB_OUTPUT, "output"),
    pairs(files.GITHUB_ENV, "env"),
    pairs(files.GITHUB_STATE, "save-state"),
    contentOf(files.GITHUB_PATH),
  ]);
  if (env.some(([name]) => name.toUpperCase() === "NODE_OPTIONS")) {
    problems.push("Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.");
  }
  let summary = "";
  const size = await sizeOf(files.GITHUB_STEP_SUMMARY);
  if (size > summaryLimit) {
    warnings.push(
      `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got ${Math.ceil(size / 1024)}k.`,
    );
  } else summary = await contentOf(files.GITHUB_STEP_SUMMARY);
  return {
    outputs,
    env: env.filter(([name]) => name.toUpperCase() !== "NODE_OPTIONS"),
    state,
    paths: paths.split(/\r?\n/).filter((line) => line !== ""),
    summary,
    problems,
    warnings,
  };
}

/** `name=value` lines and `name<<DELIMITER` blocks. Throws an Error for a line of neither form. */
function readPairs(text: string): readonly (readonly [string, string])[] {
  const lines = text.split(/\r?\n/);
  const pairs: [string, string][] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? "";
    if (line === "") continue;
    const equals = line.indexOf("=");
    const heredoc = line.indexOf("<<");
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      if (equals === 0) throw new Error(`Invalid format '${line}'. Name must not be empty`);
      pairs.push([line.slice(0, equals), line.slice(equals + 1)]);
      continue;
    }
    if (heredoc <= 0) throw new Error(`Invalid format '${line}'`);
    const delimiter = line.slice(heredoc + 2);
    const end = lines.indexOf(delimiter, index + 1);
    if (delimiter === "" || end === -1) {
      throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`);
    }
    pairs.push([line.slice(0, heredoc), lines.slice(index + 1, end).join("\n")]);
    index = end;
  }
  return pairs;
}

async function contentOf(file: string): Promise<string> {
  try {
    return (await readFile(file, "utf8")).replace(/^\uFEFF/, "");
  } catch {
    return "";
  }
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch {
    return 0;
  }
}
