import { z } from "zod";

import type { Config, ConfigProblem } from "./config.ts";
import { circlesIn } from "./dependencies.ts";
import { modelAsked, modelNames, unknownProfile } from "./profile.ts";

/** One task of a list, in our words. Its id is unique in the list. */
export type ListedTask = {
  readonly id: string;
  readonly title: string;
  readonly prompt: string;
  /** Ids of the tasks that it waits for. */
  readonly after: readonly string[];
  /** Seconds to wait once those are done. */
  readonly delay: number;
  /** Directory inside of the repository, without `./`; null for its top. */
  readonly directory: string | null;
  readonly labels: readonly string[];
};

/** The tasks of a list, each behind those that it waits for. `name` is null when the list gives itself none. */
export type TaskList = { readonly name: string | null; readonly tasks: readonly ListedTask[] };

/** The form of a list's name: it becomes part of a label. */
export const listName = /^[\w.-]{1,40}$/;

const titleLimit = 80; // characters of a title that is made of a prompt

/** A message for what is missing or of another type. */
const wanted =
  (what: string) =>
  ({ input }: { readonly input: unknown }) =>
    input === undefined
      ? `is missing; write ${what}`
      : `expected ${what}, got ${JSON.stringify(input)?.slice(0, 60) ?? "nothing"}`;

const idText = { error: wanted("an identifier of letters, digits, `_`, `.` and `-`, such as fetch_data") };
const Id = z.string(idText).regex(/^[\w.-]{1,100}$/, idText);
const seconds = { error: wanted("a number of seconds from 0 to 86400, such as 2.5") };
const Delay = z.number(seconds).min(0, seconds).max(86_400, seconds);
const inside = {
  error: wanted(
    "a directory inside of the repository, such as backend: tasks run on other machines than this one",
  ),
};

/** One task as the file has it. Names and meanings are those of claude-worker's `workflow.json` and of its `create_task`. */
const Task = z.strictObject(
  {
    identifier: Id.optional(),
    task_identifier: Id.optional(),
    execution_prompt: z
      .string({ error: wanted("what is to be done, as text") })
      .trim()
      .min(1, { error: "is empty; write what is to be done" })
      .max(50_000, { error: "is longer than 50,000 characters, which is what an issue can hold" }),
    depends_on: z
      .array(Id, { error: wanted("a list of identifiers, such as [fetch_data]") })
      .max(50, { error: "names more than 50 tasks; GitHub lets an issue wait for 50" })
      .default([]),
    initial_delay: Delay.optional(),
    wait_after_dependencies: Delay.optional(),
    model: z.string({ error: wanted("the name of a model, such as opus") }).optional(),
    working_directory: z.string(inside).optional(),
    title: z
      .string({ error: wanted("a title, as text") })
      .trim()
      .min(1, { error: "is empty; leave it out, or write a title" })
      .max(200, { error: "is longer than 200 characters" })
      .optional(),
    labels: z
      .array(
        z
          .string({ error: wanted("the name of a label") })
          .min(1)
          .max(50),
        {
          error: wanted('a list of labels, such as ["priority:high"]'),
        },
      )
      .default([]),
  },
  { error: wanted("a task: `{ identifier: …, execution_prompt: … }`") },
);
type Task = z.output<typeof Task>;

const File = z.strictObject(
  {
    name: z
      .string({ error: wanted("a name, such as release") })
      .regex(listName, { error: "has 1 to 40 letters, digits, `_`, `.` and `-`" })
      .optional(),
    tasks: z
      .array(Task, { error: wanted("a list of tasks") })
      .min(1, { error: "is empty; write at least one task" }),
  },
  { error: wanted("`tasks:` with a list of tasks") },
);

/** Reads a parsed task list. Lists every problem, not the first; `config` says which models, profiles and labels there are, and how long a list may be. */
export function parseTaskList(
  document: unknown,
  config: Config,
): { ok: true; list: TaskList } | { ok: false; problems: ConfigProblem[] } {
  const parsed = File.safeParse(document);
  if (!parsed.success) return { ok: false, problems: parsed.error.issues.map(problemOf) };
  const { name = null, tasks } = parsed.data;
  const problems = [
    ...sizeProblems(tasks, config),
    ...tasks.flatMap(ownProblems(config)),
    ...orderProblems(tasks),
  ];
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, list: { name, tasks: inOrder(tasks.map(taskOf)) } };
}

function taskOf(task: Task): ListedTask {
  const directory = task.working_directory === undefined ? "" : pathInside(task.working_directory);
  return {
    id: idOf(task),
    title: task.title ?? titleOf(task.execution_prompt),
    prompt: task.execution_prompt,
    after: [...new Set(task.depends_on)],
    delay: Math.ceil((task.initial_delay ?? task.wait_after_dependencies ?? 0) * 1_000) / 1_000,
    directory: directory === "" ? null : directory,
    labels: [...new Set([...task.labels, ...(task.model === undefined ? [] : [`model:${task.model}`])])],
  };
}

/** The first line of a prompt, cut at a word. */
function titleOf(prompt: string): string {
  const [line = ""] = prompt.split("\n");
  if (line.length <= titleLimit) return line;
  const cut = line.slice(0, titleLimit);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), titleLimit / 2)).trimEnd()}…`;
}

/** A relative path without `./` and the slash at its end; null when it leads out of the repository. */
function pathInside(path: string): string | null {
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  const bad = path.startsWith("/") || path.startsWith("~") || /[\n\r`\\]/.test(path);
  return bad || parts.includes("..") ? null : parts.join("/");
}

function sizeProblems(tasks: readonly Task[], { limits }: Config): ConfigProblem[] {
  const most = limits["list-tasks"];
  return tasks.length <= most
    ? []
    : [
        {
          path: ["tasks"],
          message: `has ${tasks.length} tasks; limits.list-tasks is ${most}. Split the list, or raise that in .github/switchyard.yml.`,
        },
      ];
}

/** What is wrong with a task by itself. */
function ownProblems(config: Config): (task: Task, index: number) => ConfigProblem[] {
  return (task, index) => {
    const at = (field: string, message: string): ConfigProblem => ({
      path: ["tasks", index, field],
      message,
    });
    const problems: ConfigProblem[] = [];
    if (idOf(task) === "")
      problems.push({
        path: ["tasks", index],
        message: "has no `identifier`; give it one, such as fetch_data.",
      });
    if (task.identifier !== undefined && task.task_identifier !== undefined)
      problems.push(at("task_identifier", "is the same as `identifier`; keep one of them."));
    if (task.initial_delay !== undefined && task.wait_after_dependencies !== undefined)
      problems.push(at("wait_after_dependencies", "is the same as `initial_delay`; keep one of them."));
    if (task.working_directory !== undefined && pathInside(task.working_directory) === null)
      problems.push(at("working_directory", `${inside.error({ input: task.working_directory })}.`));
    if (task.model !== undefined && modelAsked(config, [`model:${task.model}`]) === null)
      problems.push(
        at(
          "model",
          `${JSON.stringify(task.model)} names no model; known are ${[...Object.keys(modelNames), ...Object.keys(config.models)].join(", ")}, and full ids that begin with claude-.`,
        ),
      );
    const profile = unknownProfile(config, task.labels);
    if (profile !== null)
      problems.push(
        at("labels", `"profile:${profile.name}" names no profile; there are ${profile.known.join(", ")}.`),
      );
    const trigger = task.labels.find((label) => config.labels.trigger.includes(label));
    if (trigger !== undefined)
      problems.push(
        at(
          "labels",
          `"${trigger}" would start the task before those it depends on are known; leave it out, the tasks are started by this command.`,
        ),
      );
    return problems;
  };
}

/** What is wrong with tasks together: an identifier twice, one that is unknown, and circles. */
function orderProblems(tasks: readonly Task[]): ConfigProblem[] {
  const ids = tasks.map(idOf);
  const first = new Map(ids.map((id, index) => [id, ids.indexOf(id) === index ? index : ids.indexOf(id)]));
  const twice = ids.flatMap((id, index) =>
    id !== "" && first.get(id) !== index
      ? [
          {
            path: ["tasks", index],
            message: `the identifier "${id}" is used before, by task ${(first.get(id) ?? 0) + 1}; give each its own.`,
          },
        ]
      : [],
  );
  const unknown = tasks.flatMap(({ depends_on }, index) =>
    depends_on.flatMap((id, place) =>
      first.has(id)
        ? []
        : [
            {
              path: ["tasks", index, "depends_on", place],
              message: `"${id}" is no task of this list; there are ${[...first.keys()].filter(Boolean).join(", ")}.`,
            },
          ],
    ),
  );
  const circles = circlesIn(
    new Map(tasks.map((task) => [idOf(task), task.depends_on.filter((id) => first.has(id))])),
  );
  const told = new Set(circles.values());
  const around = [...told].map((circle) => ({
    path: ["tasks", first.get(circle[0] ?? "") ?? 0, "depends_on"],
    message:
      circle.length === 1
        ? `"${circle[0] ?? ""}" waits for itself; remove that.`
        : `these wait for each other: ${[...circle, circle[0]].join(" → ")}; remove one of the dependencies.`,
  }));
  return [...twice, ...unknown, ...around];
}

/** Each task behind those that it waits for, otherwise as in the file. */
function inOrder(tasks: readonly ListedTask[]): ListedTask[] {
  const placed = new Map<string, ListedTask>();
  while (placed.size < tasks.length) {
    const next = tasks.find(({ id, after }) => !placed.has(id) && after.every((other) => placed.has(other)));
    if (next === undefined) throw new Error("a circle in a list that has none");
    placed.set(next.id, next);
  }
  return [...placed.values()];
}

function idOf(task: Task): string {
  return task.identifier ?? task.task_identifier ?? "";
}

function problemOf(issue: z.core.$ZodIssue): ConfigProblem {
  const path = issue.path.filter((part) => typeof part !== "symbol");
  if (issue.code !== "unrecognized_keys") return { path, message: `${issue.message}.` };
  const known = Object.keys(path.length === 0 ? File.shape : Task.shape).join(", ");
  return {
    path: [...path, issue.keys[0] ?? ""],
    message: `there is no ${issue.keys.map((key) => `\`${key}\``).join(", ")} here; leave it out. Known are ${known}.`,
  };
}
