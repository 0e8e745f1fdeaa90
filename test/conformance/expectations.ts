import { z } from "zod";

const Issue = z.object({ labels: z.array(z.string()), comments: z.array(z.object({ body: z.string() })) });
const Pull = z.object({ draft: z.boolean(), body: z.string(), change: z.string() });

/** What the played scenario must have led to, whatever the engine: both could agree and both be wrong. */
export function expectations(state: Readonly<Record<string, unknown>>): string[] {
  const problems: string[] = [];
  const expect = (holds: boolean, problem: string): void => {
    if (!holds) problems.push(problem);
  };
  for (const [number, file] of [
    [1, "src/spans.js"],
    [2, "test/format.test.js"],
    [3, "README.md"],
    [7, "LICENCE.md"],
  ] as const) {
    const pull = Pull.safeParse(state[`pull request for #${number}`]);
    expect(
      pull.success && pull.data.change.includes(`b/${file}`),
      `#${number} has no pull request with ${file}`,
    );
    expect(
      labelsOf(state, number).includes("pull-request"),
      `#${number} does not have the label pull-request`,
    );
  }
  expect(labelsOf(state, 4).includes("switchyard: failed"), "#4, whose gate fails, is not marked as failed");
  expect(!("pull request for #5" in state), "#5, a question, has a pull request");
  expect(commentsOf(state, 5).includes("refuse negative spans"), "#5 has no answer");
  expect(!("pull request for #6" in state), "#6 started although #2 is open");
  return problems;
}

function labelsOf(state: Readonly<Record<string, unknown>>, number: number): readonly string[] {
  return Issue.safeParse(state[`issue #${number}`]).data?.labels ?? [];
}

function commentsOf(state: Readonly<Record<string, unknown>>, number: number): string {
  return (Issue.safeParse(state[`issue #${number}`]).data?.comments ?? []).map(({ body }) => body).join("\n");
}
