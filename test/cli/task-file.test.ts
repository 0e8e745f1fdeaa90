import { describe, expect, test } from "vitest";

import { tasksIn } from "../../src/cli/task-file.ts";
import { UserError } from "../../src/core/errors.ts";
import { readConfig } from "../../src/edge/config-file.ts";

const config = readConfig("models: { fast: claude-haiku-4-5 }\nprofiles: { nurse: {} }\n");

/** What is said of a list that is refused. */
function told(text: string, path = "bad.yml"): string {
  try {
    tasksIn(text, { path, config });
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  throw new Error("it was accepted");
}

describe("a task list that cannot be meant", () => {
  test("is refused with line, problem and remedy, all at once", () => {
    expect(
      told(`tasks:
  - identifier: a
    execution_prompt: Do it
    depends_on: [b, 7]
    initial_delay: soon
  - identifier: a b
    execution_prompt: ""
    modle: opus
  - execution_prompt: 5
    labels: high
    initial_delay: -1
  - just words
`),
    ).toMatchInlineSnapshot(`
      "The task list has 9 problems:
      bad.yml:4: task 1, depends_on: expected an identifier of letters, digits, \`_\`, \`.\` and \`-\`, such as fetch_data, got 7.
      bad.yml:5: task 1, initial_delay: expected a number of seconds from 0 to 86400, such as 2.5, got "soon".
      bad.yml:6: task 2, identifier: expected an identifier of letters, digits, \`_\`, \`.\` and \`-\`, such as fetch_data, got "a b".
      bad.yml:7: task 2, execution_prompt: is empty; write what is to be done.
      bad.yml:8: task 2, modle: there is no \`modle\` here; leave it out. Known are identifier, task_identifier, execution_prompt, depends_on, initial_delay, wait_after_dependencies, model, working_directory, title, labels.
      bad.yml:9: task 3, execution_prompt: expected what is to be done, as text, got 5.
      bad.yml:10: task 3, labels: expected a list of labels, such as ["priority:high"], got "high".
      bad.yml:11: task 3, initial_delay: expected a number of seconds from 0 to 86400, such as 2.5, got -1.
      bad.yml:12: task 4: expected a task: \`{ identifier: …, execution_prompt: … }\`, got "just words".
      Every field and its meaning: docs/task-lists.md."
    `);
  });

  test("names duplicates, and dependencies, models, profiles, places and labels that do not exist", () => {
    expect(
      told(`tasks:
  - { identifier: a, execution_prompt: x, depends_on: [nothing, b] }
  - { identifier: b, execution_prompt: x }
  - { identifier: b, execution_prompt: x, task_identifier: b, initial_delay: 1, wait_after_dependencies: 1 }
  - { execution_prompt: x }
  - { identifier: e, execution_prompt: x, model: gpt, working_directory: /data, labels: ["profile:doctor"] }
  - { identifier: f, execution_prompt: x, model: fast, working_directory: ../up, labels: [claude-ready] }
`),
    ).toMatchInlineSnapshot(`
      "The task list has 10 problems:
      bad.yml:2: task 1, depends_on: "nothing" is no task of this list; there are a, b, e, f.
      bad.yml:4: task 3, task_identifier: is the same as \`identifier\`; keep one of them.
      bad.yml:4: task 3, wait_after_dependencies: is the same as \`initial_delay\`; keep one of them.
      bad.yml:4: task 3: the identifier "b" is used before, by task 2; give each its own.
      bad.yml:5: task 4: has no \`identifier\`; give it one, such as fetch_data.
      bad.yml:6: task 5, working_directory: expected a directory inside of the repository, such as backend: tasks run on other machines than this one, got "/data".
      bad.yml:6: task 5, model: "gpt" names no model; known are haiku, sonnet, opus, fast, and full ids that begin with claude-.
      bad.yml:6: task 5, labels: "profile:doctor" names no profile; there are nurse, feature, bugfix, test, docs, refactor, review.
      bad.yml:7: task 6, working_directory: expected a directory inside of the repository, such as backend: tasks run on other machines than this one, got "../up".
      bad.yml:7: task 6, labels: "claude-ready" would start the task before those it depends on are known; leave it out, the tasks are started by this command.
      Every field and its meaning: docs/task-lists.md."
    `);
  });

  test("names each circle once", () => {
    expect(
      told(`tasks:
  - { identifier: a, execution_prompt: x, depends_on: [c] }
  - { identifier: b, execution_prompt: x, depends_on: [a] }
  - { identifier: c, execution_prompt: x, depends_on: [b] }
  - { identifier: d, execution_prompt: x, depends_on: [d, a] }
`),
    ).toMatchInlineSnapshot(`
      "The task list has 2 problems:
      bad.yml:2: task 1, depends_on: these wait for each other: a → c → b → a; remove one of the dependencies.
      bad.yml:5: task 4, depends_on: "d" waits for itself; remove that.
      Every field and its meaning: docs/task-lists.md."
    `);
  });

  test("is refused when it is too long, has no tasks, or is no list", () => {
    const many = Array.from({ length: 101 }, (_, at) => `  - { identifier: t${at}, execution_prompt: x }`);
    expect(told(`tasks:\n${many.join("\n")}\n`)).toContain(
      "bad.yml:2: tasks: has 101 tasks; limits.list-tasks is 100. Split the list, or raise that",
    );
    expect(told("tasks: []\n")).toContain("bad.yml:1: tasks: is empty; write at least one task.");
    expect(told("- a\n")).toContain("bad.yml:1: the file: expected `tasks:` with a list of tasks, got");
    expect(told("")).toContain("bad.yml:1: the file: is missing; write `tasks:` with a list of tasks.");
    expect(told("tasks: [\n")).toContain("The task list is neither JSON nor YAML:\nbad.yml:2:");
    expect(told("job: 1\ntasks: []\n")).toContain("bad.yml:1: job: there is no `job` here; leave it out.");
  });

  test("needs a name when that of its file is none", () => {
    const text = "tasks: [{ identifier: a, execution_prompt: x }]\n";
    expect(told(text, "/tmp/my list.yml")).toContain(
      'the name of the file becomes that of the list, and "my list" is none. Write `name: release`',
    );
    expect(tasksIn(`name: release\n${text}`, { path: "/tmp/my list.yml", config }).name).toBe("release");
    expect(tasksIn(text, { path: "/tmp/v1.2.json", config }).name).toBe("v1.2");
  });
});

test("JSON with tabs, comments and commas at the end is read too, and tasks come in the order of their dependencies", () => {
  const text = `{
\t"tasks": [ # the last first
\t\t{ "identifier": "z", "execution_prompt": "x", "depends_on": ["a", "a"], "model": "fast", "labels": ["profile:nurse"] },
\t\t{ "identifier": "a", "execution_prompt": "Do ${"very ".repeat(20)}much\\nand more" },
\t],
}
`;
  const { tasks } = tasksIn(text, { path: "list.json", config });
  expect(tasks.map(({ id, after, labels }) => ({ id, after, labels }))).toEqual([
    { id: "a", after: [], labels: [] },
    { id: "z", after: ["a"], labels: ["profile:nurse", "model:fast"] },
  ]);
  expect(tasks[0]?.title).toBe(`Do ${"very ".repeat(15).trim()}…`);
});
