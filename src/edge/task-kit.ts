import { existsSync } from "node:fs";
import { join } from "node:path";

import { type AgentKit, configurationPlaces, emptyKit, unusedPlaces } from "../core/agent-kit.ts";
import { UserError } from "../core/errors.ts";
import { logLine } from "../core/log-line.ts";
import type { TaskSettings } from "../core/task-settings.ts";
import type { KitFiles } from "./agent-kit.ts";
import { checkTemplate } from "./config-file.ts";
import type { GitHub } from "./github.ts";
import type { TaskScene } from "./task-scene.ts";

/** What the config names of the repository's own for this task. */
export type TaskKit = {
  readonly kit: AgentKit;
  readonly files: KitFiles | null;
  /** Text of the profile's prompt template; null when it has none. */
  readonly template: string | null;
};

/**
 * Reads what the config names, from the commit of the default branch that the config itself is of: not from the checkout, which setup, the agent, or
 * another agent whose branch this task is stacked on may have changed. Asks GitHub for nothing when nothing is named. Throws a UserError for what is
 * missing or wrong.
 */
export async function openKit({ plan, task, temp, log, ...scene }: TaskScene): Promise<TaskKit> {
  const { skills, agents, mcp, prompt } = task.settings;
  if (skills.length + agents.length + mcp.length === 0 && prompt === null)
    return { kit: emptyKit, files: null, template: null };
  const [github, { readKit, writeKit }] = await Promise.all([scene.github(), import("./agent-kit.ts")]);
  const commit = plan.base;
  const kit = await readKit(github, { commit, paths: { skills, agents, mcp } });
  for (const line of kit.leftOut) log.say(`Not used of what the config names: ${logLine(line)}`);
  const template = prompt === null ? null : await readTemplate(github, { commit, prompt });
  return { kit, files: await writeKit(kit, join(temp, "kit")), template };
}

/** The prompt template of a profile, as a commit has it. Throws a UserError when it is not there, or names unknown fields. */
export async function readTemplate(
  github: GitHub,
  { commit, prompt }: { commit: string; prompt: string },
): Promise<string> {
  const { readTexts } = await import("./base-tree.ts");
  const template = (await readTexts(github, { commit, paths: [prompt] })).get(prompt);
  if (template === undefined)
    throw new UserError(
      `The profile's prompt template ${prompt} is not on the default branch. Add it there, or leave \`prompt\` out.`,
    );
  checkTemplate(template, prompt);
  return template;
}

/** What a checkout has that would configure Claude Code, and that the config does not name. */
export function unusedIn(
  directory: string,
  { skills, agents, mcp, guidance }: Pick<TaskSettings, "skills" | "agents" | "mcp" | "guidance">,
): string[] {
  const there = configurationPlaces.filter((place) => existsSync(join(directory, place)));
  return unusedPlaces(there, [...skills, ...agents, ...mcp, ...guidance]);
}
