import { type Config, configPath, promptPath } from "../../core/config.ts";
import { folderAround } from "../../core/directory.ts";
import { messageOf } from "../../core/errors.ts";
import { labelsInUse } from "../../core/labels.ts";
import { foldersNamed, taskSettings } from "../../core/task-settings.ts";
import { readEntries } from "../../edge/base-tree.ts";
import { checkTemplate } from "../../edge/config-file.ts";
import { missingLabels } from "../../edge/labels.ts";
import { type Finding, ok, problem, warning } from "../finding.ts";
import type { Scene } from "./scene.ts";

/** Config and prompt template on the default branch, by the same code and with the same words as dispatch. */
export function checkConfig(scene: Scene): Finding[] {
  const { repository, target } = scene;
  if (repository === null)
    return [problem("config", "The repository has no commit yet.", "Push one to its default branch first.")];
  const edit = `${target.url}/edit/${repository.defaultBranch}`;
  const config =
    scene.configProblem !== null
      ? problem("config", oneLine(scene.configProblem), `Mend it: ${edit}/${configPath}`)
      : ok(
          "config",
          repository.configText === null
            ? "There is no config file; the defaults hold."
            : `${configPath} is valid.`,
        );
  const gates =
    scene.configProblem === null && !hasGates(scene.config)
      ? [
          warning(
            "gates",
            "No gate is configured: pull requests say that nothing was verified.",
            `Add \`gates:\` to ${configPath}: ${edit}/${configPath}`,
          ),
        ]
      : [];
  return [config, ...gates, template(repository.promptTemplate, edit)];
}

/** The folders that the config names as directories, of scopes or of commands, on the default branch. */
export async function checkDirectories({ target, repository, config }: Scene): Promise<Finding[]> {
  if (repository === null) return [];
  const settings = [null, ...Object.keys(config.scopes)].map((scope) =>
    taskSettings(config, { labels: [], type: null, scope }),
  );
  const folders = [...new Set(settings.flatMap(foldersNamed))];
  if (folders.length === 0) return [];
  const around = folders.map(folderAround);
  const entries = await readEntries(target.github, { commit: repository.base, directories: around });
  const missing = folders.filter((folder) => entries.get(folder) !== "directory");
  const { defaultBranch } = repository;
  return missing.length === 0
    ? [ok("directories", `All folders that the config names are on ${defaultBranch}.`)]
    : [
        problem(
          "directories",
          `The config names ${missing.join(", ")} as a directory, and ${defaultBranch} has no such folder; tasks that need it end before the model is asked.`,
          `Write folders that are there: ${target.url}/edit/${defaultBranch}/${configPath}`,
        ),
      ];
}

function hasGates({ gates, scopes }: Config): boolean {
  return gates.length > 0 || Object.values(scopes).some((scope) => (scope.gates ?? []).length > 0);
}

/** The labels that Switchyard uses. State labels are created when they are first needed, trigger labels are not. */
export async function checkLabels(scene: Scene): Promise<Finding[]> {
  const missing = await missingLabels(scene.target.github, labelsInUse(scene.config));
  const triggers = missing.filter(({ name }) => scene.config.labels.trigger.includes(name));
  const page = `${scene.target.url}/labels`;
  if (triggers.length > 0)
    return [
      problem(
        "labels",
        `The label ${quoted(triggers)} does not exist, so that nobody can put it on.`,
        `Create it: ${page}, or run \`switchyard init\`.`,
      ),
    ];
  if (missing.length > 0)
    return [
      warning(
        "labels",
        `State labels do not exist yet: ${quoted(missing)}.`,
        `They are created when they are first needed; \`switchyard init\` does it now. ${page}`,
      ),
    ];
  return [ok("labels", `All ${labelsInUse(scene.config).length} labels in use exist.`)];
}

function template(text: string | null, edit: string): Finding {
  if (text === null) return ok("prompt", "There is no prompt template; ours is used.");
  try {
    checkTemplate(text);
    return ok("prompt", `${promptPath} is valid.`);
  } catch (error) {
    return problem("prompt", oneLine(messageOf(error)), `Mend it: ${edit}/${promptPath}`);
  }
}

function oneLine(text: string): string {
  return text.split("\n").filter(Boolean).join(" | ");
}

function quoted(labels: readonly { readonly name: string }[]): string {
  return labels.map(({ name }) => `"${name}"`).join(", ");
}
