import type { Config } from "../core/config.ts";
import { readConfig } from "../edge/config-file.ts";
import { type Observed, observe } from "../edge/observe.ts";
import type { RecordStore, Records } from "../edge/record-store.ts";
import { demandRepository } from "../edge/repository.ts";
import { type Target, openRecords } from "./target.ts";

/** The config and the records of a repository, and the world as a tick would see it now. */
export type Look = AsyncDisposable & {
  readonly config: Config;
  readonly store: RecordStore;
  readonly records: Records;
  /** Reads the world, and the issues with these numbers whatever labels they carry. Other records than those that were read can be put in their place. */
  observe(numbers: readonly number[], records?: Records): Promise<Observed>;
};

/** Opens a look that goes with the scope. Throws a UserError for a repository without a commit, and for a config that dispatch would refuse. */
export async function openLook(target: Target): Promise<Look> {
  const { github } = target;
  const { base, configText } = await demandRepository(github);
  const config = readConfig(configText);
  await using stack = new AsyncDisposableStack();
  const store = stack.use(await openRecords(target));
  const read = await store.read();
  const disposer = stack.move();
  return {
    config,
    store,
    records: read,
    observe: async (numbers, records = read) =>
      observe(github, { config, base, store, records, run: null, numbers }),
    [Symbol.asyncDispose]: async () => disposer.disposeAsync(),
  };
}
