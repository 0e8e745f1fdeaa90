import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { UserError } from "../../core/errors.ts";
import type { Action } from "./action-file.ts";
import { readAction } from "./action-file.ts";
import type { Source, Sources } from "./sources.ts";
import type { Position } from "./yaml-node.ts";
import { place } from "./yaml-node.ts";

/** An action ready to run. */
export type LocatedAction = {
  readonly action: Action;
  /** The folder that holds its `action.yml`. */
  readonly directory: string;
  /** What `$/` means inside it; null for an action of the workspace, which belongs to no known commit. */
  readonly source: Source | null;
  /** `GITHUB_ACTION_REPOSITORY` and `GITHUB_ACTION_REF`; empty for workspace actions. */
  readonly repository: string;
  readonly ref: string;
};

/**
 * Finds what a step's `uses:` means: `./path` in the workspace, `$/path` in the repository and commit of the file in
 * which it stands, else a repository of the embedded GitHub. Throws a UserError when there is no such action.
 */
export async function locateAction(options: {
  uses: string;
  at: Position;
  workspace: string;
  source: Source | null;
  sources: Sources;
}): Promise<LocatedAction> {
  const { uses, at, workspace, sources } = options;
  if (uses.startsWith("./")) {
    const directory = join(workspace, uses);
    if (relative(workspace, directory).startsWith(".."))
      throw missing(options, "a folder outside the workspace");
    return { ...read(directory, options), source: null, repository: "", ref: "" };
  }
  if (uses.startsWith("$/")) {
    if (options.source === null)
      throw new UserError(`${place(at)}: '${uses}' stands in a file of no known repository`);
    const root = await sources.checkout(options.source);
    const { repository, sha } = options.source;
    return { ...read(join(root, uses.slice(2)), options), source: options.source, repository, ref: sha };
  }
  const [, repository = "", path = "", ref = ""] = /^([^/]+\/[^/@]+)((?:\/[^@]*)?)@(.+)$/.exec(uses) ?? [];
  const source = sources.resolve(repository, ref);
  if (source === null) {
    throw new UserError(
      `${place(at)}: Unable to resolve action '${uses}', unable to find '${repository}' at '${ref}'`,
    );
  }
  const root = await sources.checkout(source);
  return { ...read(join(root, path), options), source, repository, ref };
}

function read(
  directory: string,
  options: { uses: string; at: Position },
): { readonly action: Action; readonly directory: string } {
  for (const name of ["action.yml", "action.yaml"]) {
    const file = join(directory, name);
    if (existsSync(file)) {
      return { action: readAction(`${options.uses} (${name})`, readFileSync(file, "utf8")), directory };
    }
  }
  throw missing(
    options,
    "neither 'action.yml' nor 'action.yaml' there. Did you forget to run actions/checkout?",
  );
}

function missing(options: { uses: string; at: Position }, why: string): UserError {
  return new UserError(`${place(options.at)}: Can't find the action '${options.uses}': ${why}`);
}
