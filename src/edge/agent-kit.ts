import { chmod, mkdir, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

import { parse, stringify } from "yaml";
import { z } from "zod";

import { type AgentKit, type Skill, type Subagent, pluginName } from "../core/agent-kit.ts";
import { UserError, messageOf } from "../core/errors.ts";
import { readEntries, readTexts } from "./base-tree.ts";
import type { GitHub } from "./github.ts";

/** Paths in the repository of what the kit is made of: directories of skills, files of agents, and files with MCP servers. */
export type KitPaths = {
  readonly skills: readonly string[];
  readonly agents: readonly string[];
  readonly mcp: readonly string[];
};

/** Where a kit lies on the machine; null for a part that is empty. */
export type KitFiles = {
  readonly directory: string;
  readonly plugin: string | null;
  readonly agents: string | null;
  readonly servers: string | null;
};

const skillFiles = 200; // of one skill; it is text for a model
const skillCharacters = 2_000_000; // of all of its files
const givenName = /^[A-Za-z0-9][\w-]{0,63}$/;
const oneLine = z.string().trim().min(1);

const SkillHead = z.looseObject({ name: oneLine.optional(), description: oneLine });
const AgentHead = z.looseObject({
  name: oneLine.optional(),
  description: oneLine,
  tools: z.union([z.string(), z.array(z.string())]).optional(),
});
const Server = z.union([
  z.strictObject({
    type: z.literal("stdio").optional(),
    command: z.string().min(1),
    args: z.array(z.string()).optional(),
    env: z.record(z.string(), z.string()).optional(),
  }),
  z.strictObject({
    type: z.enum(["http", "sse"]),
    url: z.string().min(1),
    headers: z.record(z.string(), z.string()).optional(),
  }),
]);
const Servers = z.looseObject({ mcpServers: z.record(z.string(), z.unknown()) });

/** Reads a kit from a commit. Throws a UserError that lists everything that is missing or wrong. */
export async function readKit(
  github: GitHub,
  { commit, paths }: { commit: string; paths: KitPaths },
): Promise<AgentKit> {
  const problems: string[] = [];
  const leftOut: string[] = [];
  const texts = await readTexts(github, { commit, paths: [...paths.agents, ...paths.mcp] });
  const skills: Skill[] = [];
  for (const path of paths.skills) {
    const skill = await readSkill(github, { commit, path, problems, leftOut });
    if (skill !== null) skills.push(skill);
  }
  const agents = new Map<string, Subagent>();
  for (const path of paths.agents) {
    const read = headed(path, { text: texts.get(path), head: AgentHead, problems });
    if (read === null) continue;
    const { name = basename(path, ".md"), description, tools, ...others } = read.head;
    noteOthers(path, others, leftOut);
    const listed = typeof tools === "string" ? tools.split(",").map((tool) => tool.trim()) : tools;
    const agent = { description, prompt: read.body, ...(listed === undefined ? {} : { tools: listed }) };
    if (nameIsGood(path, { name, taken: agents, problems })) agents.set(name, agent);
  }
  const servers = new Map<string, unknown>();
  for (const path of paths.mcp)
    for (const [name, server] of serversIn(path, { text: texts.get(path), problems }))
      if (nameIsGood(path, { name, taken: servers, problems })) servers.set(name, server);
  if (problems.length > 0)
    throw new UserError(
      `What the config names for the agent cannot be used, as it stands on the default branch:\n${problems.join("\n")}\nWhat each file has to hold: docs/configuration.md.`,
    );
  return { skills, agents, servers, leftOut };
}

/** Writes a kit into a directory, for everybody to read. Null when it is empty. */
export async function writeKit(kit: AgentKit, directory: string): Promise<KitFiles | null> {
  if (kit.skills.length + kit.agents.size + kit.servers.size === 0) return null;
  const put = async (path: string, text: string): Promise<string> => {
    const file = join(directory, path);
    for (let folder = dirname(path); folder !== "."; folder = dirname(folder)) {
      await mkdir(join(directory, folder), { recursive: true });
      await chmod(join(directory, folder), 0o755);
    }
    await writeFile(file, text);
    await chmod(file, 0o755); // a skill may bring scripts, and GitHub's answer does not say which they are
    return file;
  };
  await mkdir(directory, { recursive: true });
  await chmod(directory, 0o755);
  for (const { name, files } of kit.skills)
    for (const [path, text] of files) await put(join("plugin", "skills", name, path), text);
  const plugin = { name: pluginName, version: "1.0.0", description: "Skills of this repository" };
  if (kit.skills.length > 0) await put("plugin/.claude-plugin/plugin.json", JSON.stringify(plugin));
  return {
    directory,
    plugin: kit.skills.length === 0 ? null : join(directory, "plugin"),
    agents:
      kit.agents.size === 0 ? null : await put("agents.json", JSON.stringify(Object.fromEntries(kit.agents))),
    servers:
      kit.servers.size === 0
        ? null
        : await put("mcp.json", JSON.stringify({ mcpServers: Object.fromEntries(kit.servers) })),
  };
}

type Telling = { readonly problems: string[]; readonly leftOut: string[] };

async function readSkill(
  github: GitHub,
  { commit, path, problems, leftOut }: { commit: string; path: string } & Telling,
): Promise<Skill | null> {
  const found: string[] = [];
  let directories: readonly string[] = [path.replace(/\/+$/, "")];
  while (directories.length > 0 && found.length <= skillFiles) {
    const entries = await readEntries(github, { commit, directories });
    found.push(...[...entries].flatMap(([file, kind]) => (kind === "file" ? [file] : [])));
    for (const [file, kind] of entries)
      if (kind === "other") leftOut.push(`${file} is neither a file nor a directory.`);
    directories = [...entries].flatMap(([directory, kind]) => (kind === "directory" ? [directory] : []));
  }
  if (found.length > skillFiles) {
    problems.push(`${path}: has more than ${skillFiles} files.`);
    return null;
  }
  const texts = await readTexts(github, { commit, paths: found });
  const main = join(path, "SKILL.md");
  if ([...texts.values()].reduce((sum, text) => sum + text.length, 0) > skillCharacters) {
    problems.push(`${path}: has more than ${skillCharacters} characters.`);
    return null;
  }
  const read = headed(main, { text: texts.get(main), head: SkillHead, problems });
  if (read === null) return null;
  const { name = basename(path), description, ...others } = read.head;
  noteOthers(main, others, leftOut);
  if (!nameIsGood(main, { name, taken: new Map(), problems })) return null;
  for (const file of found) if (!texts.has(file)) leftOut.push(`${file} is no text.`);
  const inside = (file: string) => file.slice(join(path, "/").length);
  const files = new Map([...texts].map(([file, text]) => [inside(file), text]));
  // Our own head: what else stands there would configure Claude Code, such as hooks and permissions.
  files.set("SKILL.md", `---\n${stringify({ name, description })}---\n${read.body}`);
  return { name, description, files };
}

/** A Markdown file with a head in YAML, between two lines `---`. */
function headed<Head extends z.ZodType>(
  path: string,
  { text, head, problems }: { text: string | undefined; head: Head; problems: string[] },
): { head: z.output<Head>; body: string } | null {
  if (text === undefined) {
    problems.push(`${path}: there is no such file, or it is no text.`);
    return null;
  }
  const [, yaml, body = ""] = /^---\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n([\s\S]*))?$/.exec(text) ?? [];
  if (yaml === undefined) {
    problems.push(
      `${path}:1: begins with no head. Write \`---\`, \`description: …\`, \`---\` above the text.`,
    );
    return null;
  }
  try {
    const parsed = head.safeParse(parse(yaml, { prettyErrors: false }));
    if (parsed.success) return { head: parsed.data, body };
    problems.push(
      ...parsed.error.issues.map(
        (issue) => `${path}:1: ${issue.path.join(".") || "its head"}: ${issue.message}.`,
      ),
    );
  } catch (error) {
    problems.push(`${path}:1: its head is not valid YAML: ${messageOf(error)}.`);
  }
  return null;
}

function serversIn(
  path: string,
  { text, problems }: { text: string | undefined; problems: string[] },
): [string, unknown][] {
  if (text === undefined) {
    problems.push(`${path}: there is no such file, or it is no text.`);
    return [];
  }
  try {
    const file = Servers.safeParse(JSON.parse(text));
    if (file.success)
      return Object.entries(file.data.mcpServers).flatMap(([name, value]) => {
        const server = Server.safeParse(value);
        if (server.success) return [[name, server.data]];
        problems.push(
          `${path}: mcpServers.${name}: expected \`command\` with \`args\` and \`env\`, or \`type: http\` with \`url\` and \`headers\`, and nothing else.`,
        );
        return [];
      });
    problems.push(`${path}: expected \`{ "mcpServers": { … } }\`.`);
  } catch (error) {
    problems.push(`${path}: is not JSON: ${messageOf(error)}.`);
  }
  return [];
}

function nameIsGood(
  path: string,
  { name, taken, problems }: { name: string; taken: ReadonlyMap<string, unknown>; problems: string[] },
): boolean {
  const bad = !givenName.test(name);
  if (bad)
    problems.push(
      `${path}: the name ${JSON.stringify(name)} has other characters than letters, digits, \`_\` and \`-\`.`,
    );
  if (taken.has(name)) problems.push(`${path}: the name "${name}" is used before; give each its own.`);
  return !bad && !taken.has(name);
}

function noteOthers(path: string, others: Readonly<Record<string, unknown>>, leftOut: string[]): void {
  const names = Object.keys(others);
  if (names.length > 0) leftOut.push(`${path}: ${names.join(", ")}.`);
}
