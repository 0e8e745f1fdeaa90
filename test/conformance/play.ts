import type { Scenario } from "../../src/local/model/scenario.ts";
import { sampleIssues } from "../../src/local/sample/issues.ts";
import { checkoutOf, sampleScenarios } from "../../src/local/sample/scenarios.ts";
import { type Stage, ask } from "./stage.ts";

const prompt = "Name the licence in the README.";

/** The sample's issues, and one that is never labelled: it is started by hand, with a prompt. */
const issues = [
  ...sampleIssues,
  { title: "The README names no licence", body: "It is MIT.", labels: ["documentation"] },
];
const byHand = issues.length;

/** What the model does. The manual scenario is found by the person's prompt, which has to arrive. */
export const scenarios: readonly Scenario[] = [
  ...sampleScenarios,
  {
    name: "by hand",
    match: `You work on issue #${byHand} of[^]*${prompt}`,
    turns: [
      (conversation) => ({
        tools: [
          {
            name: "Write",
            input: { file_path: `${checkoutOf(conversation)}/LICENCE.md`, content: "MIT\n" },
          },
        ],
      }),
      { text: "The licence has a file of its own." },
    ],
  },
];

/** Plays what people do: open all issues, label the sample's six, then start the seventh by a manual run. */
export async function play(stage: Stage): Promise<void> {
  for (const issue of issues) await ask(stage, "POST", "/issues", issue);
  for (const [index] of sampleIssues.entries())
    await ask(stage, "POST", `/issues/${index + 1}/labels`, { labels: ["claude-ready"] });
  await stage.settled();
  await ask(stage, "POST", "/actions/workflows/switchyard.yml/dispatches", {
    ref: "main",
    inputs: { issues: String(byHand), prompt },
  });
  await stage.settled();
}
