/** A skill: its own text and the files that belong to it, by path inside of it. */
export type Skill = {
  readonly name: string;
  readonly description: string;
  readonly files: ReadonlyMap<string, string>;
};

/** A kind of subagent, as Claude Code takes it. Without `tools` it has those of the agent. */
export type Subagent = {
  readonly description: string;
  readonly prompt: string;
  readonly tools?: readonly string[];
};

/** What of the repository's own the config names for the agent: read from the default branch, and nothing of it from the checkout. */
export type AgentKit = {
  readonly skills: readonly Skill[];
  readonly agents: ReadonlyMap<string, Subagent>;
  /** MCP servers by name, as Claude Code takes them. */
  readonly servers: ReadonlyMap<string, unknown>;
  /** What of the named files is not used; a line for each. */
  readonly leftOut: readonly string[];
};

export const emptyKit: AgentKit = { skills: [], agents: new Map(), servers: new Map(), leftOut: [] };

/** The name of the plugin that skills are handed over in: it stands in front of their own. */
export const pluginName = "repository";

/** The tools that a kit needs, and the rules that let them run. */
export function kitTools({ skills, agents, servers }: AgentKit): { available: string[]; allowed: string[] } {
  return {
    available: [...(skills.length > 0 ? ["Skill"] : []), ...(agents.size > 0 ? ["Agent"] : [])],
    allowed: [
      ...skills.flatMap(({ name }) => [`Skill(${pluginName}:${name})`, `Skill(${name})`]),
      ...(agents.size > 0 ? ["Agent"] : []),
      ...[...servers.keys()].map((name) => `mcp__${name}`),
    ],
  };
}

/** What the agent is told of its skills: Claude Code itself lists them in a way that we have switched off with everything that reads files by itself. Null for none. */
export function skillsTold({ skills }: Pick<AgentKit, "skills">): string | null {
  if (skills.length === 0) return null;
  return [
    "This repository has skills. When one fits what you do, load it with the Skill tool before you go on:",
    ...skills.map(({ name, description }) => `- ${pluginName}:${name}: ${description.replace(/\s+/g, " ")}`),
  ].join("\n");
}

/** Where Claude Code would look for configuration in a checkout (docs: "Claude Code settings", "Agent skills", "MCP"). */
export const configurationPlaces = [
  ".mcp.json",
  "CLAUDE.local.md",
  ".claude/settings.json",
  ".claude/settings.local.json",
  ".claude/skills",
  ".claude/agents",
  ".claude/commands",
  ".claude/hooks",
  ".claude/rules",
  ".claude/output-styles",
] as const;

/** Of the places that exist in a checkout, those that nothing in the config names, or lies in. */
export function unusedPlaces(there: readonly string[], named: readonly string[]): string[] {
  return there.filter((place) => !named.some((path) => path === place || path.startsWith(`${place}/`)));
}
