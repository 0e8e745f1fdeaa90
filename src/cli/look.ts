import { readFile } from "node:fs/promises";

import type { Config } from "../core/config.ts";
import { UserError, messageOf } from "../core/errors.ts";
import { checkTemplate, readConfig } from "../edge/config-file.ts";
import { type Observed, observe } from "../edge/observe.ts";
import type { RecordStore, Records } from "../edge/record-store.ts";
import { type Repository, demandRepository } from "../edge/repository.ts";
import { type Target, openRecords } from "./target.ts";

/** The config and the records of a repository, and the world as a tick would see it now. */
export type Look = AsyncDisposable & {
  readonly config: Config;
  readonly repository: Repository;
  readonly store: RecordStore;
  readonly records: Records;
  /** Reads the world, and the issues with these numbers whatever labels they carry. Other records than those that were read can be put in their place. */
  observe(numbers: readonly number[], records?: Records): Promise<Observed>;
};

/**
 * Opens a look that goes with the scope; `config` is a file of this machine that stands in for the config on the default branch. Throws a UserError for a repository without a
 * commit, and for a config that dispatch would refuse.
 */
export async function openLook(
  target: Target,
  { config: file }: { readonly config?: string | undefined } = {},
): Promise<Look> {
  const { github } = target;
  // A config that was not merged yet is the likelier to be wrong.
  const own = file === undefined ? null : await configIn(file);
  const repository = await demandRepository(github);
  const { base } = repository;
  const config = own ?? readConfig(repository.configText);
  checkTemplate(repository.promptTemplate);
  await using stack = new AsyncDisposableStack();
  const store = stack.use(await openRecords(target));
  const read = await store.read();
  const disposer = stack.move();
  return {
    config,
    repository,
    store,
    records: read,
    observe: async (numbers, records = read) =>
      observe(github, { config, base, store, records, run: null, numbers }),
    [Symbol.asyncDispose]: async () => disposer.disposeAsync(),
  };
}

/** Reads a config from a file of this machine. */
async function configIn(file: string): Promise<Config> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    throw new UserError(
      `--config: ${file} cannot be read (${messageOf(error)}). Name a file such as .github/switchyard.yml.`,
    );
  });
  return readConfig(text, file);
}
