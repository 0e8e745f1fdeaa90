import type { Scenario } from "../../src/local/model/scenario.ts";
import { sampleIssues } from "../../src/local/sample/issues.ts";
import { checkoutOf, sampleScenarios } from "../../src/local/sample/scenarios.ts";
import type { Form } from "./form.ts";
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

/** What people do in a repository, and in which form it has Switchyard. */
export type Play = {
  readonly name: string;
  readonly form: Form;
  readonly act: (stage: Stage) => Promise<void>;
  /** Numbers of the issues that were asked for; expectations speak of these alone. */
  readonly asked: readonly number[];
};

export const plays: readonly Play[] = [
  {
    name: "the pasted form: six labels, then a manual run with a prompt",
    form: "pasted",
    asked: [1, 2, 3, 4, 5, 6, byHand],
    act: async (stage) => {
      await openIssues(stage);
      for (const [index] of sampleIssues.entries()) await label(stage, index + 1);
      await stage.settled();
      await ask(stage, "POST", "/actions/workflows/switchyard.yml/dispatches", {
        ref: "main",
        inputs: { issues: String(byHand), prompt },
      });
      await stage.settled();
    },
  },
  {
    name: "the owned form: one label",
    form: "owned",
    asked: [1],
    act: async (stage) => {
      await openIssues(stage);
      await label(stage, 1);
      await stage.settled();
    },
  },
];

async function openIssues(stage: Stage): Promise<void> {
  for (const issue of issues) await ask(stage, "POST", "/issues", issue);
}

async function label(stage: Stage, issue: number): Promise<void> {
  await ask(stage, "POST", `/issues/${issue}/labels`, { labels: ["claude-ready"] });
}
