import { readFile } from "node:fs/promises";
import { basename, extname } from "node:path";

import type { Config } from "../core/config.ts";
import { UserError, messageOf } from "../core/errors.ts";
import { type ListedTask, listName, parseTaskList } from "../core/task-list.ts";
import { readYaml } from "./yaml-file.ts";

/** A task list with the name that its issues carry: its own, or that of its file. */
export type NamedList = { readonly name: string; readonly tasks: readonly ListedTask[] };

/** Reads the text of a file; a UserError says why it cannot be read. */
export async function readTaskFile(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new UserError(
      `Cannot read the task list ${path}: ${messageOf(error)}. Give the path of a file with \`tasks:\`, in JSON or YAML.`,
    );
  }
}

/** The tasks in a text. Throws a UserError that lists every problem with its line and remedy. */
export function tasksIn(text: string, { path, config }: { path: string; config: Config }): NamedList {
  const file = readYaml(path, text);
  if (file.problem !== null) throw new UserError(`The task list is neither JSON nor YAML:\n${file.problem}`);
  const parsed = parseTaskList(file.value ?? undefined, config);
  if (!parsed.ok) {
    const problems = parsed.problems
      .map((problem) => ({ ...problem, line: file.line(problem.path) }))
      .toSorted((a, b) => a.line - b.line)
      .map((problem) => `${path}:${problem.line}: ${placeOf(problem.path)}: ${problem.message}`);
    throw new UserError(
      `The task list has ${problems.length === 1 ? "a problem" : `${problems.length} problems`}:\n${problems.join("\n")}\nEvery field and its meaning: docs/task-lists.md.`,
    );
  }
  const name = parsed.list.name ?? basename(path, extname(path));
  if (!listName.test(name))
    throw new UserError(
      `${path}: the name of the file becomes that of the list, and ${JSON.stringify(name)} is none. Write \`name: release\` beside \`tasks\`: 1 to 40 letters, digits, \`_\`, \`.\` and \`-\`.`,
    );
  return { name, tasks: parsed.list.tasks };
}

/** `task 2, depends_on`: people count from 1. */
function placeOf(path: readonly (string | number)[]): string {
  const [first, index, ...rest] = path;
  if (first === undefined) return "the file";
  if (typeof index !== "number") return String(first);
  const field = rest.filter((part) => typeof part === "string").join(".");
  return `task ${index + 1}${field === "" ? "" : `, ${field}`}`;
}
