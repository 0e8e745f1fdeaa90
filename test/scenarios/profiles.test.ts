import { afterAll, describe, expect, test } from "vitest";
import { z } from "zod";

import { mcpServer } from "../edge/mcp-server.ts";
import { play, running } from "./plays.ts";
import { lastRun, logOf, pullsOf, recordOf, summaryOf } from "./reading.ts";
import { openStage } from "./stage.ts";

const config = `setup:
  - run: echo HOSTILE | tee docs/skills/deploy/SKILL.md docs/agents/reviewer.md tools/mcp.json .github/switchyard/web.md
gates:
  - { name: told, run: 'test "$GREETING" = "hi there" && grep -qx "hi there" told.txt' }
  - { name: picky, run: test ! -e told.txt }
profiles:
  web:
    labels: [web]
    model: claude-opus-5-5
    env: { GREETING: hi there }
    tools: { allow: ["Bash(printenv:*)"], deny: [Grep] }
    fallback: [claude-haiku-4-5]
    effort: high
    limits: { repair-rounds: 0 }
    prompt: .github/switchyard/web.md
    skills: [docs/skills/deploy]
    agents: [docs/agents/reviewer.md]
    mcp: [tools/mcp.json]
`;
const files = {
  "README.md": "Greetings.\n",
  ".github/switchyard.yml": config,
  ".github/switchyard/web.md": "For the web: {issue_title}\n",
  ".claude/settings.json": "{}\n",
  ".mcp.json": "{}\n",
  "docs/skills/deploy/SKILL.md":
    "---\ndescription: How to deploy\nhooks: { PreToolUse: [] }\n---\nDeploy as extra.md says.\n",
  "docs/skills/deploy/extra.md": "Twice.\n",
  "docs/agents/reviewer.md":
    "---\nname: reviewer\ndescription: Reviews\ntools: Read\nmodel: haiku\n---\nYou review in verse.\n",
  "tools/mcp.json": JSON.stringify({
    mcpServers: { desk: { command: "node", args: ["tools/server.cjs"], env: { ANSWER: "from the desk" } } },
  }),
  "tools/server.cjs": mcpServer,
};

const stage = await openStage([
  play("profiles", 1, [
    running("sh -c 'echo no > no.txt'"),
    { ...running("printenv GREETING > told.txt"), fault: { kind: "status", status: 529 }, faultTimes: 3 },
    { tools: [{ name: "Skill", input: { skill: "repository:deploy" } }] },
    { tools: [{ name: "mcp__desk__ask", input: {} }] },
    { text: "Greeted." },
  ]),
]);
afterAll(async () => stage[Symbol.asyncDispose]());

const Asked = z.object({
  model: z.string(),
  output_config: z.object({ effort: z.string() }).optional(),
  tools: z.array(z.object({ name: z.string() })),
});

describe("what a profile says reaches the agent and the gates", async () => {
  const repository = await stage.open("profiles", {
    files,
  });
  await repository.label(await repository.issue("Greet", { labels: ["web"] }));
  await repository.settled();
  const log = logOf(lastRun(repository), /work$/);
  const requests = stage.yard.model.requests.filter(({ scenario }) => scenario === "profiles #1");
  const asked = requests.map(({ body }) => Asked.parse(JSON.parse(body)));

  test("tools: a rule takes the place of ours for the same tool, and what is denied does not exist", () => {
    expect(asked[0]?.tools.map(({ name }) => name)).toEqual([
      "Agent",
      "Bash",
      "Edit",
      "Glob",
      "Read",
      "Skill",
      "TodoWrite",
      "Write",
      "mcp__desk__ask",
    ]);
    expect(log).toMatch(/Bash: sh -c 'echo no > no\.txt'\n.*Not permitted: Bash/);
  });

  test("effort and fallback: an overloaded model is left for the next one", () => {
    expect(asked[0]).toMatchObject({ model: "claude-opus-5-5", output_config: { effort: "high" } });
    expect(asked.at(-1)?.model).toBe("claude-haiku-4-5");
    expect(log).toContain("claude-opus-5-5 is not available; going on with claude-haiku-4-5");
  });

  test("variables: in the agent's commands and in the gates", () => {
    expect(log).toContain("Gate told: passed");
  });

  test("limits: without repair rounds, a failing gate ends the attempt", async () => {
    expect(recordOf(repository, 1).at(-1)?.state.last).toMatchObject({ outcome: "gates_failed" });
    expect(log).not.toContain("Repair round");
    const [pull] = await pullsOf(repository);
    expect(pull?.draft).toBe(true);
    expect(pull?.body).toContain(" · claude-opus-5-5");
  });

  test("prompt, skills, subagents and MCP servers: from the default branch, whatever became of them in the checkout", () => {
    const bodies = requests.map(({ body }) => body);
    expect(bodies[0]).toContain("For the web: ");
    expect(bodies[0]).toContain("- repository:deploy: How to deploy");
    expect(bodies[0]).toContain("- reviewer: Reviews");
    expect(bodies.at(-1)).toContain("Deploy as extra.md says.");
    expect(bodies.at(-1)).toContain("from the desk");
    for (const body of bodies) expect(body).not.toContain("HOSTILE");
    expect(log).toContain("Not used of what the config names: docs/skills/deploy/SKILL.md: hooks.");
    expect(log).toContain("Not used of what the config names: docs/agents/reviewer.md: model.");
  });

  test("what the checkout has and nothing names is named once, in the summary", () => {
    expect(summaryOf(repository, lastRun(repository), /work$/)).toContain(
      "Not used, since nothing in a checkout configures the agent: `.mcp.json`, `.claude/settings.json`.",
    );
  });
});
