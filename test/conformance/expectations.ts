import { z } from "zod";

const Issue = z.object({ labels: z.array(z.string()), comments: z.array(z.object({ body: z.string() })) });
const Pull = z.object({ draft: z.boolean(), body: z.string(), change: z.string() });

/** What the played scenario must have led to, whatever the engine: both could agree and both be wrong. */
export function expectations(state: Readonly<Record<string, unknown>>, asked: readonly number[]): string[] {
  const problems: string[] = [];
  const expect = (issue: number, holds: boolean, problem: string): void => {
    if (asked.includes(issue) && !holds) problems.push(`#${issue} ${problem}`);
  };
  for (const [number, file] of [
    [1, "src/spans.js"],
    [2, "test/format.test.js"],
    [3, "README.md"],
    [7, "LICENCE.md"],
  ] as const) {
    const pull = Pull.safeParse(state[`pull request for #${number}`]);
    expect(number, pull.data?.change.includes(`b/${file}`) === true, `has no pull request with ${file}`);
    expect(number, labelsOf(state, number).includes("pull-request"), "does not have the label pull-request");
  }
  expect(4, labelsOf(state, 4).includes("switchyard: failed"), "whose gate fails, is not marked as failed");
  expect(5, !("pull request for #5" in state), "a question, has a pull request");
  expect(5, commentsOf(state, 5).includes("refuse negative spans"), "has no answer");
  expect(6, !("pull request for #6" in state), "started although #2 is open");
  for (const issue of Object.keys(state).flatMap((key) => /^pull request for #(\d+)$/.exec(key)?.[1] ?? []))
    if (!asked.includes(Number(issue))) problems.push(`#${issue} has a pull request that nobody asked for`);
  return problems;
}

function labelsOf(state: Readonly<Record<string, unknown>>, number: number): readonly string[] {
  return Issue.safeParse(state[`issue #${number}`]).data?.labels ?? [];
}

function commentsOf(state: Readonly<Record<string, unknown>>, number: number): string {
  return (Issue.safeParse(state[`issue #${number}`]).data?.comments ?? []).map(({ body }) => body).join("\n");
}
