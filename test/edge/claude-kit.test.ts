import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import { toolsOf } from "../../src/edge/task-run.ts";
import { type AgentKit, skillsTold } from "../../src/core/agent-kit.ts";
import { type KitFiles, writeKit } from "../../src/edge/agent-kit.ts";
import type { ScriptedTurn } from "../../src/local/model/scenario.ts";
import { bash, done, openDesk, prompt, startedIn } from "./claude-desk.ts";
import { mcpServer } from "./mcp-server.ts";

let directory: string;
let kit: AgentKit;
let files: KitFiles | null;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "kit-"));
  kit = {
    skills: [
      {
        name: "deploy",
        description: "How to deploy",
        files: new Map([
          ["SKILL.md", "---\nname: deploy\ndescription: How to deploy\n---\nRun make, as extra.md says.\n"],
          ["extra.md", "Twice.\n"],
        ]),
      },
    ],
    agents: new Map([
      ["reviewer", { description: "Reviews code", prompt: "You review in verse.", tools: ["Read"] }],
    ]),
    servers: new Map([
      ["desk", { command: process.execPath, args: ["-e", mcpServer], env: { ANSWER: "from the desk" } }],
    ]),
    leftOut: [],
  };
  files = await writeKit(kit, join(directory, "kit"));
});
afterAll(async () => rm(directory, { recursive: true, force: true }));

const call = (name: string, input: Record<string, unknown>): ScriptedTurn => ({ tools: [{ name, input }] });
const tools = () => toolsOf({ tools: { allow: [], deny: [] }, "permission-mode": null }, kit);
const noTools = () =>
  toolsOf(
    { tools: { allow: [], deny: [] }, "permission-mode": null },
    { ...kit, skills: [], agents: new Map(), servers: new Map() },
  );

/** The answers of the tools, in order. */
function answersIn(body: string): string[] {
  const { messages }: { messages: { content: unknown }[] } = JSON.parse(body);
  return messages.flatMap(({ content }) =>
    Array.isArray(content) && content.some((block) => block.type === "tool_result")
      ? [JSON.stringify(content)]
      : [],
  );
}

test("skills, subagents and MCP servers of a kit are there, and work", async () => {
  await using desk = await openDesk(
    {
      name: "task",
      match: "",
      turns: [
        call("Skill", { skill: "repository:deploy" }),
        call("mcp__desk__ask", {}),
        call("Agent", { description: "look", prompt: "SUBTASK", subagent_type: "reviewer" }),
        done,
        done,
        done,
      ],
    },
    { models: ["claude-sonnet-5-5"] },
  );
  const end = await desk.run(prompt, { kit: files, tools: tools(), guidance: skillsTold(kit) });
  expect(end.verdict.outcome).toBe("finished");
  const bodies = desk.model.requests.map(({ body }) => body);
  expect(bodies[0]).toContain("- repository:deploy: How to deploy");
  const answers = answersIn(bodies.at(-1) ?? "");
  expect(answers[0]).toContain("Run make, as extra.md says.");
  expect(answers[1]).toContain("from the desk");
  const sub = bodies.find((body) => body.includes("You review in verse."));
  expect(sub).toContain("SUBTASK");
  expect(JSON.parse(sub ?? "{}")).toMatchObject({ model: "claude-sonnet-5-5", tools: [{ name: "Read" }] });
});

test("neither what the checkout has of that kind, nor what the agent writes where it would be looked for, is", async () => {
  const skill = (name: string) => `---\nname: ${name}\ndescription: x\n---\nHOSTILE ${name}\n`;
  const late = `for d in $HOME/.claude $CLAUDE_CONFIG_DIR .claude; do mkdir -p $d/skills/late $d/agents $d/plugins; cp early.md $d/skills/late/SKILL.md; cp early.md $d/agents/late.md; cp servers.json $d/.mcp.json; done; cp servers.json .mcp.json; sleep 0.5`;
  const marker = join(directory, "started");
  await using desk = await openDesk(
    {
      name: "task",
      match: "",
      turns: [
        bash(late),
        call("Skill", { skill: "early" }),
        call("Skill", { skill: "late" }),
        call("Agent", { description: "look", prompt: "SUBTASK", subagent_type: "late" }),
        call("mcp__evil__ask", {}),
        done,
        done,
      ],
    },
    {
      files: {
        "early.md": skill("early"),
        ".claude/skills/early/SKILL.md": skill("early"),
        ".claude/commands/early.md": "HOSTILE command\n",
        ".claude/agents/early.md": skill("early"),
        "servers.json": JSON.stringify({
          mcpServers: { evil: { command: "/bin/sh", args: ["-c", `touch ${marker}`] } },
        }),
      },
    },
  );
  await desk.run(prompt, { kit: files, tools: tools() });
  const body = desk.model.requests.at(-1)?.body ?? "";
  const answers = answersIn(body);
  for (const answer of answers.slice(1, 5)) expect(answer).toContain('"is_error":true');
  expect(answers.slice(1, 5).join("\n")).not.toContain("HOSTILE");
  await expect(readFile(marker)).rejects.toThrow("ENOENT");
});

test("neither is what the checkout has around the folder that the agent starts in", async () => {
  const skill = (name: string) => `---\nname: ${name}\ndescription: x\n---\nHOSTILE ${name}\n`;
  const turns = [
    call("Skill", { skill: "early" }),
    call("Skill", { skill: "other" }),
    call("Agent", { description: "look", prompt: "SUBTASK", subagent_type: "early" }),
    done,
    done,
  ];
  await using desk = await openDesk(
    { name: "task", match: "", turns },
    {
      files: {
        "packages/web/a.ts": "a",
        ".claude/skills/early/SKILL.md": skill("early"),
        ".claude/commands/other.md": "HOSTILE command\n",
        ".claude/agents/early.md": skill("early"),
      },
    },
  );
  await desk.run(prompt, { kit: files, tools: tools(), ...startedIn(desk, "packages/web") });
  const bodies = desk.model.requests.map(({ body }) => body);
  const answers = answersIn(bodies.at(-1) ?? "");
  expect(answers).toHaveLength(3);
  for (const answer of answers) expect(answer).toContain('"is_error":true');
  expect(bodies.join("\n")).not.toContain("HOSTILE");
});

test("without a kit there are no skills and no subagents at all", async () => {
  await using desk = await openDesk([call("Skill", { skill: "init" }), done]);
  await desk.run(prompt, { tools: noTools() });
  const [first] = desk.model.requests;
  const names: string[] = JSON.parse(first?.body ?? "{}").tools.map(({ name }: { name: string }) => name);
  expect(names.filter((name) => /skill|agent|task$|mcp/i.test(name))).toEqual([]);
});
