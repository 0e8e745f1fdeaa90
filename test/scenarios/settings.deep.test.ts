import { afterAll, describe, expect, test } from "vitest";

import { play, writing } from "./plays.ts";
import { pullsOf, recordOf } from "./reading.ts";
import { openStage } from "./stage.ts";

const key = { ANTHROPIC_API_KEY: "sk-ant-scripted-model-000000000000" };
const skill = (text: string) => `---\ndescription: How to deploy\n---\n${text}\n`;

const stage = await openStage([
  play("stacked", 1, [
    writing({ "docs/skills/deploy/SKILL.md": skill("HOSTILE"), "CHANGES.md": "One.\n" }),
    { text: "Changed." },
  ]),
  play("stacked", 2, [
    { tools: [{ name: "Skill", input: { skill: "repository:deploy" } }] },
    writing({ "CHANGES.md": "Two.\n" }),
    { text: "Changed." },
  ]),
]);
afterAll(async () => stage[Symbol.asyncDispose]());

describe("settings that cannot be met fail before the model is asked, with every file and what to write", () => {
  test.concurrent.each([
    ["missing", "env-file: .env\n", {}, "the secret env-file is empty. Set the secret SWITCHYARD_ENV_FILE"],
    [
      "tracked",
      "env-file: README.md\n",
      { SWITCHYARD_ENV_FILE: "A=1" },
      "names what the checkout has already",
    ],
    [
      "template",
      "profiles: { web: { labels: [claude-ready], prompt: web.md } }\n",
      {},
      "The profile's prompt template web.md is not on the default branch.",
    ],
    [
      "field",
      "profiles: { web: { labels: [claude-ready], prompt: README.md } }\n",
      {},
      "README.md:1: unknown field {greeting}",
    ],
    [
      "kit",
      "skills: [docs/skill]\nagents: [a.md]\nmcp: [b.json]\n",
      {},
      `What the config names for the agent cannot be used, as it stands on the default branch:
docs/skill/SKILL.md: there is no such file, or it is no text.
a.md:1: begins with no head. Write \`---\`, \`description: …\`, \`---\` above the text.
b.json: mcpServers.x: expected \`command\` with \`args\` and \`env\`, or \`type: http\` with \`url\` and \`headers\`, and nothing else.
What each file has to hold: docs/configuration.md.`,
    ],
  ])("%s", async (name, text, secrets, reason) => {
    const repository = await stage.open(`refused-${name}`, {
      files: {
        "README.md": "Greetings, {greeting}.\n",
        ".github/switchyard.yml": text,
        "a.md": "no head\n",
        "b.json": '{ "mcpServers": { "x": { "command": "y", "hooks": 1 } } }\n',
      },
      settings: { secrets: { ...key, ...secrets } },
    });
    await repository.label(await repository.issue("Go on"));
    await repository.settled();
    const last = recordOf(repository, 1).at(-1)?.state.last;
    expect(last).toMatchObject({ outcome: "setup_failed", spent: 0 });
    expect(last?.reason).toContain(reason);
  });
});

test("a task that is stacked on an agent's branch has the skills of the default branch all the same", async () => {
  const repository = await stage.open("stacked", {
    files: {
      ".github/switchyard.yml": "dependencies: delivered\nskills: [docs/skills/deploy]\n",
      "docs/skills/deploy/SKILL.md": skill("As on the default branch."),
    },
    settings: { secrets: key },
  });
  await repository.issue("First");
  await repository.issue("Second", { body: "Depends on #1" });
  await repository.start({ issues: "1 2" });
  await repository.settled();
  const pulls = await pullsOf(repository);
  expect(pulls.map(({ base }) => base.ref === "main")).toEqual([true, false]);
  const asked = stage.yard.model.requests.filter(({ scenario }) => scenario === "stacked #2");
  expect(asked.at(-1)?.body).toContain("As on the default branch.");
  for (const { body } of asked) expect(body).not.toContain("HOSTILE");
});
