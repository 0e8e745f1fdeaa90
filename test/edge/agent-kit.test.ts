import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import { unusedPlaces } from "../../src/core/agent-kit.ts";
import { type KitPaths, readKit, writeKit } from "../../src/edge/agent-kit.ts";
import { gitIn } from "../../src/edge/git.ts";
import { type GitHub, openGitHub } from "../../src/edge/github.ts";
import type { LocalGitHub } from "../../src/local/contract.ts";
import { startGitHub } from "../../src/local/github/server.ts";

let local: LocalGitHub;
let github: GitHub;
let commit: string;
beforeAll(async () => {
  local = await startGitHub();
  process.env["GITHUB_API_URL"] = local.apiUrl;
  const { token } = local.createUser("maria");
  const many = Array.from({ length: 201 }, (_, index) => [`many/${index}.md`, "x\n"] as const);
  await local.createRepository({
    owner: "acme",
    name: "kits",
    files: {
      "skills/deploy/SKILL.md":
        "---\nname: deploy\ndescription: >\n  How to\n  deploy\nallowed-tools: Bash\nhooks:\n  Stop: []\n---\n\nDo it.\n",
      "skills/deploy/scripts/go.sh": "#!/bin/sh\n",
      "skills/deploy/logo.png": "\0PNG",
      "skills/bare/SKILL.md": "---\r\ndescription: No name\r\n---\r\nText\r\n",
      ...Object.fromEntries(many),
      "large/SKILL.md": "---\ndescription: x\n---\n",
      ...Object.fromEntries([1, 2, 3, 4, 5].map((part) => [`large/${part}.md`, "x".repeat(450_000)])),
      "agents/reviewer.md":
        "---\nname: reviewer\ndescription: Reviews\ntools: Read, Grep\nhooks: {}\n---\nIn verse.\n",
      "agents/twin.md": "---\nname: reviewer\ndescription: Reviews\n---\nIn prose.\n",
      "agents/odd.md": "---\nname: a/b\ndescription: x\n---\n",
      "agents/list.md": "---\n- x\n---\n",
      "agents/broken.md": "---\nname: [\n---\n",
      "mcp/good.json": JSON.stringify({
        mcpServers: {
          desk: { command: "desk", args: ["a"] },
          far: { type: "http", url: "https://mcp.example.com" },
        },
      }),
      "mcp/broken.json": "{",
      "mcp/other.json": '{ "servers": {} }',
    },
    roles: { maria: "write" },
  });
  github = openGitHub({
    token,
    repository: "acme/kits",
    log: { debug: () => undefined, warn: () => undefined },
  });
  commit = (await gitIn(local.gitDirectory("acme/kits"))(["rev-parse", "main"])).trim();
});
afterAll(async () => local[Symbol.asyncDispose]());

const read = async (paths: Partial<KitPaths>) =>
  readKit(github, { commit, paths: { skills: [], agents: [], mcp: [], ...paths } });

test("a skill is its text under a head of ours, and the texts beside it", async () => {
  const { skills, leftOut } = await read({ skills: ["skills/deploy/", "skills/bare"] });
  expect(
    skills.map(({ name, description, files }) => ({ name, description, files: Object.fromEntries(files) })),
  ).toEqual([
    {
      name: "deploy",
      description: "How to deploy",
      files: {
        "SKILL.md": "---\nname: deploy\ndescription: How to deploy\n---\n\nDo it.\n",
        "scripts/go.sh": "#!/bin/sh\n",
      },
    },
    {
      name: "bare",
      description: "No name",
      files: { "SKILL.md": "---\nname: bare\ndescription: No name\n---\nText\r\n" },
    },
  ]);
  expect(leftOut).toEqual([
    "skills/deploy/SKILL.md: allowed-tools, hooks.",
    "skills/deploy/logo.png is no text.",
  ]);
});

test("of an agent its description, text and tools are taken, of a server how to reach it", async () => {
  const { agents, servers, leftOut } = await read({ agents: ["agents/reviewer.md"], mcp: ["mcp/good.json"] });
  expect(Object.fromEntries(agents)).toEqual({
    reviewer: { description: "Reviews", prompt: "In verse.\n", tools: ["Read", "Grep"] },
  });
  expect([...servers.keys()]).toEqual(["desk", "far"]);
  expect(leftOut).toEqual(["agents/reviewer.md: hooks."]);
});

test("everything that is wrong is said at once", async () => {
  await expect(
    read({
      skills: ["many", "nowhere", "large"],
      agents: ["reviewer.md", "twin.md", "odd.md", "list.md", "broken.md"].map((file) => `agents/${file}`),
      mcp: ["mcp/broken.json", "mcp/other.json"],
    }),
  ).rejects.toThrowErrorMatchingInlineSnapshot(`
    [UserError: What the config names for the agent cannot be used, as it stands on the default branch:
    many: has more than 200 files.
    nowhere/SKILL.md: there is no such file, or it is no text.
    large: has more than 2000000 characters.
    agents/twin.md: the name "reviewer" is used before; give each its own.
    agents/odd.md: the name "a/b" has other characters than letters, digits, \`_\` and \`-\`.
    agents/list.md:1: its head: Invalid input: expected object, received array.
    agents/broken.md:1: its head is not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ].
    mcp/broken.json: is not JSON: Expected property name or '}' in JSON at position 1 (line 1 column 2).
    mcp/other.json: expected \`{ "mcpServers": { … } }\`.
    What each file has to hold: docs/configuration.md.]
  `);
});

test("what is written can be read by everybody, and an empty kit writes nothing", async () => {
  const directory = await mkdtemp(join(tmpdir(), "kit-"));
  try {
    const kit = await read({
      skills: ["skills/deploy"],
      agents: ["agents/reviewer.md"],
      mcp: ["mcp/good.json"],
    });
    const files = await writeKit(kit, join(directory, "kit"));
    expect(files?.plugin).toBe(join(directory, "kit/plugin"));
    for (const path of [
      "kit",
      "kit/plugin/skills/deploy/scripts",
      "kit/plugin/skills/deploy/scripts/go.sh",
      "kit/mcp.json",
    ])
      expect((await stat(join(directory, path))).mode & 0o777).toBe(0o755);
    expect(JSON.parse(await readFile(files?.agents ?? "", "utf8"))).toHaveProperty("reviewer");
    expect(await writeKit(await read({}), join(directory, "none"))).toBeNull();
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});

test("a place of the checkout counts as used when the config names it, or something in it", () => {
  const there = [".mcp.json", ".claude/skills", ".claude/agents"];
  expect(unusedPlaces(there, [".mcp.json", ".claude/skills/deploy", "docs/x"])).toEqual([".claude/agents"]);
});
