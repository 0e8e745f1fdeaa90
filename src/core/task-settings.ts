import { z } from "zod";

import { Gate, SetupStep } from "./checkout-command.ts";
import type { Config } from "./config.ts";
import { Directory, folderAround, folderOf, levelsOf, pathIn } from "./directory.ts";
import { sparseFolders } from "./sparse.ts";
import { modelAsked, profileOf, profilesOf } from "./profile.ts";

const texts = z.array(z.string());
const Folder = z.union([z.literal(""), Directory]);

/** A setup step with the folder that it runs in. */
export const PlannedStep = SetupStep.extend({ directory: Folder });
export type PlannedStep = z.infer<typeof PlannedStep>;

/** A gate with the folder that it runs in. */
export const PlannedGate = Gate.extend({ directory: Folder });
export type PlannedGate = z.infer<typeof PlannedGate>;

/** What one task runs with: the config, its scope and its profile over it, and over both what a label asks for. Part of the plan. */
export const TaskSettings = z.object({
  /** Name of the profile; null for none. */
  profile: z.string().nullable(),
  /** Name of the scope whose settings hold; null for none. */
  scope: z.string().nullable(),
  /** Where setup, gates and the agent start, as `folderOf` writes it. */
  directory: Folder,
  setup: z.union([z.literal("auto"), z.array(PlannedStep)]),
  gates: z.array(PlannedGate),
  /** The only paths that a change may touch, as patterns; none stands for everything. */
  allowed: texts,
  /** The folders of a sparse checkout, as `sparseFolders` says; null for a whole one. */
  sparse: texts.nullable(),
  answer: z.boolean(),
  instructions: z.string(),
  model: z.string(),
  fallback: texts,
  effort: z.enum(["low", "medium", "high", "xhigh", "max"]),
  limits: z.object({
    "spend-per-attempt": z.number(),
    minutes: z.number(),
    "silence-minutes": z.number(),
    "repeated-calls": z.number(),
    turns: z.number(),
    "repair-rounds": z.number(),
  }),
  /** Runner label; null for that of the calling workflow. */
  "runs-on": z.string().nullable(),
  tools: z.object({ allow: texts, deny: texts }),
  "permission-mode": z.enum(["acceptEdits", "plan", "dontAsk"]).nullable(),
  env: z.record(z.string(), z.string()),
  /** Paths of files, outermost first; those that the base does not have are skipped. */
  guidance: texts,
  /** Path of its prompt template; null for that of all tasks. */
  prompt: z.string().nullable(),
  skills: texts,
  agents: texts,
  mcp: texts,
  /** Where the env file is written; null for nowhere. */
  "env-file": z.string().nullable(),
  /** Image whose files its setup, agent and gates find; null for the runner's own system. */
  container: z.string().nullable(),
});
export type TaskSettings = z.infer<typeof TaskSettings>;

/** The settings in force for an issue with these labels, this issue type and this scope. An unknown `model:` label counts as none: eligibility refuses it before. */
export function taskSettings(
  config: Config,
  issue: { readonly labels: readonly string[]; readonly type: string | null; readonly scope: string | null },
): TaskSettings {
  const name = profileOf(config, issue);
  const profile = name === null ? {} : (profilesOf(config).get(name) ?? {});
  const { limits } = config;
  const scope = issue.scope === null ? undefined : config.scopes[issue.scope];
  const directory = folderOf(scope?.directory ?? ".");
  const placed = <Command extends { readonly directory?: string | undefined }>(command: Command) => ({
    ...command,
    directory: command.directory === undefined ? directory : folderOf(command.directory),
  });
  const ofConfig = scope?.setup ?? config.setup;
  const setup = ofConfig === "auto" ? ofConfig : ofConfig.map(placed);
  const gates = (scope?.gates ?? config.gates).map(placed);
  const files = profile.guidance ?? config.guidance;
  const commands = [...(setup === "auto" ? [] : setup), ...gates];
  const own = profile.limits ?? {};
  return {
    profile: name,
    scope: issue.scope,
    directory,
    setup,
    gates,
    allowed: scope?.allowed ?? [],
    sparse: sparseFolders(scope ?? {}, {
      named: [directory, ...commands.map((one) => one.directory)],
      files,
    }),
    answer: (profile.answer ?? false) || issue.labels.some((label) => config.labels.answer.includes(label)),
    instructions: profile.instructions ?? "",
    model: modelAsked(config, issue.labels) ?? profile.model ?? config.model,
    fallback: profile.fallback ?? [],
    effort: profile.effort ?? config.effort,
    limits: {
      "spend-per-attempt": own["spend-per-attempt"] ?? limits["spend-per-attempt"],
      minutes: own.minutes ?? limits.minutes,
      "silence-minutes": own["silence-minutes"] ?? limits["silence-minutes"],
      "repeated-calls": own["repeated-calls"] ?? limits["repeated-calls"],
      turns: own.turns ?? limits.turns,
      "repair-rounds": own["repair-rounds"] ?? limits["repair-rounds"],
    },
    "runs-on": profile["runs-on"] ?? null,
    tools: { allow: profile.tools?.allow ?? [], deny: profile.tools?.deny ?? [] },
    "permission-mode": profile["permission-mode"] ?? null,
    env: profile.env ?? {},
    guidance: guidanceOn(directory, files),
    prompt: profile.prompt ?? null,
    skills: profile.skills ?? config.skills,
    agents: profile.agents ?? config.agents,
    mcp: profile.mcp ?? config.mcp,
    "env-file": (profile["env-file"] ?? config["env-file"]) || null,
    container: (profile.container ?? config.container) || null,
  };
}

/** Every folder that the config names for a task, and that the base therefore must have; not the top level. */
export function foldersNamed({
  directory,
  setup,
  gates,
  sparse,
  guidance,
}: Pick<TaskSettings, "directory" | "setup" | "gates" | "sparse" | "guidance">): string[] {
  const commands = [...(setup === "auto" ? [] : setup), ...gates];
  // A sparse checkout also has `.github` and the folders of guidance, whether or not there are such.
  const optional = new Set([".github", ...guidance.map(folderAround)]);
  const named = [
    directory,
    ...commands.map((command) => command.directory),
    ...(sparse ?? []).filter((folder) => !optional.has(folder)),
  ];
  return [...new Set(named)].filter((folder) => folder !== "");
}

/** The files of these names in every folder on the way; a path names one file, from the top level. */
function guidanceOn(directory: string, files: readonly string[]): string[] {
  return levelsOf(directory).flatMap((level) =>
    files.filter((file) => level === "" || !file.includes("/")).map((file) => pathIn(level, file)),
  );
}
