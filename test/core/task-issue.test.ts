import { expect, test } from "vitest";

import { textDelay, textDependencies } from "../../src/core/dependencies.ts";
import { issueBody, markIn } from "../../src/core/task-issue.ts";
import type { ListedTask } from "../../src/core/task-list.ts";
import { visibleMarkdown } from "../../src/core/visible.ts";

const mark = { list: "release", id: "b", digest: "0123456789ab" };
const task: ListedTask = {
  id: "b",
  title: "Then that",
  prompt: "Then that.\nAnd more.",
  after: ["a"],
  delay: 0.5,
  directory: "web",
  labels: [],
};

test("the text of a task's issue tells directory, dependencies and delay as the next tick reads them", () => {
  const body = issueBody(task, mark, [3, 4]);
  expect(body).toMatchInlineSnapshot(`
    "Then that.
    And more.

    Work in the directory \`web\`.

    Depends on #3, #4

    Wait after dependencies: 0.5 s

    Task \`b\` of the list \`release\`, as it stood in \`0123456789ab\`"
  `);
  expect(textDependencies(body)).toEqual([3, 4]);
  expect(textDelay(body)).toBe(0.5);
  expect(issueBody({ ...task, delay: 0, directory: null }, mark, [])).toBe(
    "Then that.\nAnd more.\n\nTask `b` of the list `release`, as it stood in `0123456789ab`",
  );
});

test("its mark is found again, also behind another and after GitHub's line ends, and hides nothing from the agent", () => {
  const other = issueBody(task, { ...mark, list: "old" }, []);
  const body = issueBody({ ...task, prompt: other }, mark, []);
  expect(markIn(body)).toEqual(mark);
  expect(markIn(body.replaceAll("\n", "\r\n"))).toEqual(mark);
  expect(markIn("Task `b` of the list")).toBeNull();
  expect(visibleMarkdown(body).text).toBe(body);
});
