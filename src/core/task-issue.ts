import type { Config } from "./config.ts";
import type { ListedTask } from "./task-list.ts";

/** Which task of which list an issue was made for, and the digest of what the list said then. */
export type TaskMark = { readonly list: string; readonly id: string; readonly digest: string };

/** The label of all issues of a list, by which they are found again. */
export function listLabel(list: string): string {
  return `list:${list}`;
}

/** Everything that the list says of a task, as one text: what its digest is taken of. */
export function saidOf({ title, prompt, after, delay, directory, labels }: ListedTask): string {
  return JSON.stringify([title, prompt, after, delay, directory, labels]);
}

/** The text of a task's issue. `blockers` are numbers that the text has to name, where the server knows no dependencies of its own. */
export function issueBody(task: ListedTask, mark: TaskMark, blockers: readonly number[]): string {
  return [
    task.prompt,
    ...(task.directory === null ? [] : [`Work in the directory \`${task.directory}\`.`]),
    ...(blockers.length === 0 ? [] : [`Depends on ${blockers.map((number) => `#${number}`).join(", ")}`]),
    ...(task.delay === 0 ? [] : [`Wait after dependencies: ${task.delay} s`]),
    `Task \`${mark.id}\` of the list \`${mark.list}\`, as it stood in \`${mark.digest}\``,
  ].join("\n\n");
}

/** The mark in the text of an issue; null when it has none. A visible line: hidden ones are taken out of what the agent reads, and told of. */
export function markIn(body: string): TaskMark | null {
  const [, id, list, digest] =
    [...body.matchAll(/^Task `([\w.-]+)` of the list `([\w.-]+)`, as it stood in `([0-9a-f]{12})`\r?$/gm)].at(
      -1,
    ) ?? [];
  return id === undefined || list === undefined || digest === undefined ? null : { list, id, digest };
}

/** Words of the person who asks, beside the issue's text: they let a task end in an answer instead of a change. */
export function askingFor(list: string): string {
  return `This is one task of the list "${list}". If it asks for no change of files, change none: answer in your last message, which the tasks that wait for this one are given.`;
}

/** What a list asks for and gets otherwise than its words say; a line for each. */
export function differences(
  tasks: readonly ListedTask[],
  { dependencies }: Pick<Config, "dependencies">,
): string[] {
  const named = (some: readonly ListedTask[]) => some.map(({ id }) => id).join(", ");
  const placed = tasks.filter(({ directory }) => directory !== null);
  const waiting = tasks.filter(({ after }) => after.length > 0);
  const joined = tasks.filter(({ after }) => after.length > 1);
  return [
    ...(placed.length === 0
      ? []
      : [
          `${named(placed)}: the agent is told the directory; setup and gates still run at the top of the repository.`,
        ]),
    ...(waiting.length === 0
      ? []
      : [
          dependencies === "merged"
            ? "A task starts when those it depends on are merged, or ended in an answer. To start it on their open pull request instead, set `dependencies: delivered`."
            : "A task starts on the branch of the one it depends on, before that is merged.",
          "Files outside of the repository do not pass from one task to the next.",
        ]),
    ...(dependencies === "delivered" && joined.length > 0
      ? [
          `${named(joined)}: of the pull requests it depends on, all but one must be merged; a branch is stacked on one other.`,
        ]
      : []),
  ];
}
