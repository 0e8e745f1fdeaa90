import { type AgentKit, kitTools } from "../core/agent-kit.ts";
import type { TaskSettings } from "../core/task-settings.ts";
import { codingTools } from "./claude.ts";
import type { AgentTools } from "./claude-options.ts";

/**
 * The tools of a task: ours, those of its kit, and what its profile says. Rules that the profile allows for a tool take the place of ours for the same tool; a tool that
 * ours do not name exists once a rule names it.
 */
export function toolsOf(
  { tools, "permission-mode": mode }: Pick<TaskSettings, "tools" | "permission-mode">,
  kit: AgentKit,
): AgentTools {
  const own = kitTools(kit);
  const named = new Set(tools.allow.map(toolOf));
  const builtIn = [...named].filter((tool) => !tool.startsWith("mcp__"));
  return {
    available: [...new Set([...codingTools.available, ...own.available, ...builtIn])],
    allowed: [
      ...codingTools.allowed.filter((tool) => !named.has(tool)),
      ...own.allowed.filter((rule) => !named.has(toolOf(rule))),
      ...tools.allow,
    ],
    denied: [...codingTools.denied, ...tools.deny],
    mode: mode ?? codingTools.mode,
  };
}

/** What agent and gates of a task find in their environment: the site's variables, and those of its profile. */
export function environmentOf(
  site: Readonly<Record<string, string>>,
  { env }: Pick<TaskSettings, "env">,
): Record<string, string> {
  const joined = ["MAVEN_OPTS", "GRADLE_OPTS"].flatMap((name) => {
    const [ours, theirs] = [site[name], env[name]];
    // Ours lead to the proxy: without them a build reaches nothing.
    return ours === undefined || theirs === undefined ? [] : [[name, `${ours} ${theirs}`] as const];
  });
  return { ...site, ...env, ...Object.fromEntries(joined) };
}

/** `Bash` of `Bash(npm test:*)`. */
function toolOf(rule: string): string {
  return /^[\w-]+/.exec(rule)?.[0] ?? rule;
}
