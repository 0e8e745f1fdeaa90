import { Config } from "../../core/config.ts";
import { UserError } from "../../core/errors.ts";
import { readConfig } from "../../edge/config-file.ts";
import { type Repository, readRepository } from "../../edge/repository.ts";
import { jobRights, secretNames, variablesOf } from "../settings.ts";
import type { Target } from "../target.ts";
import { type Caller, callersOf, readWorkflows } from "../workflows.ts";
import type { YamlFile } from "../yaml-file.ts";

/** Everything that the checks look at. What the token may not read is null. */
export type Scene = {
  readonly target: Target;
  readonly repository: Repository | null;
  /** The settings in force; the defaults while the file is broken. */
  readonly config: Config;
  /** Why the config cannot be used, in dispatch's own words. */
  readonly configProblem: string | null;
  readonly workflows: readonly YamlFile[];
  readonly callers: readonly Caller[];
  readonly variables: ReadonlyMap<string, string> | null;
  readonly secrets: ReadonlySet<string> | null;
  readonly rights: { readonly write: boolean; readonly pullRequests: boolean } | null;
};

/** Reads the scene once for all checks. */
export async function readScene(target: Target): Promise<Scene> {
  const repository = await readRepository(target.github);
  const workflows = await readWorkflows(target.github);
  const { config, configProblem } = configOf(repository?.configText ?? null);
  const [variables, secrets, rights] = await Promise.all([
    variablesOf(target),
    secretNames(target),
    jobRights(target),
  ]);
  return {
    target,
    repository,
    config,
    configProblem,
    workflows,
    callers: callersOf(workflows),
    variables,
    secrets,
    rights,
  };
}

function configOf(text: string | null): Pick<Scene, "config" | "configProblem"> {
  try {
    return { config: readConfig(text), configProblem: null };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { config: Config.parse({}), configProblem: error.message };
  }
}
