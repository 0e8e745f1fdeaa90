import { configPath } from "../core/config.ts";
import { type TaskSettings, foldersNamed } from "../core/task-settings.ts";
import { isSparse, missingFolders } from "../edge/checkout.ts";

/** Why the task cannot work where the config says, with what to do; null when it can. Looks at the commit, before anything of the repository has run. */
export async function directoryProblem(
  checkout: string,
  settings: Pick<TaskSettings, "scope" | "directory" | "setup" | "gates" | "sparse" | "guidance">,
): Promise<string | null> {
  const { scope, sparse } = settings;
  if (sparse !== null && !(await isSparse(checkout)))
    return `The whole repository was checked out, and scopes.${scope ?? ""}.sparse of ${configPath} asks for a part. In a task file of your own, give \`prepare\` the inputs plan-id and plan-digest, as examples/owned does; or leave \`sparse\` out.`;
  const missing = await missingFolders(checkout, foldersNamed(settings));
  if (missing.length === 0) return null;
  const whose = scope === null ? "" : `scopes.${scope} of `;
  return `${missing.join(", ")} ${missing.length === 1 ? "is no folder" : "are no folders"} of the commit that the task is based on, and ${whose}${configPath} names ${missing.length === 1 ? "it" : "them"} as a directory. Write a folder that is there, from the top level, such as packages/web; a symbolic link is none.`;
}
