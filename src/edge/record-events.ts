import { UserError } from "../core/errors.ts";
import type { Entry, ReadEntry } from "../core/record-entry.ts";
import { type IssueState, type RecordEvent, emptyState } from "../core/record.ts";
import type { GitHub } from "./github.ts";
import type { RecordStore } from "./record-store.ts";
import { entryOf } from "./stamp.ts";

/** How often records are read again after somebody else wrote first. Each lost round means that another one made progress. */
export const rounds = 12;

/**
 * Adds to the records of these issues the event that `choose` makes of each as it is now (null: nothing), all by one push, and begins anew when somebody
 * else wrote first. An archived record goes on from there; an issue without one is undefined. Resolves to the issues that were written. Throws a UserError
 * for a record that cannot be read, and the sentence `lost` when others do not stop writing.
 */
export async function appendEvents(
  store: RecordStore,
  {
    issues,
    clock,
    choose,
    lost,
  }: {
    readonly issues: readonly number[];
    readonly clock: Pick<GitHub, "now">;
    readonly choose: (issue: number, record: ReadEntry | undefined, at: string) => RecordEvent | null;
    readonly lost: string;
  },
): Promise<number[]> {
  for (let round = 0; round < rounds; round += 1) {
    const records = await store.read();
    const archived = await store.archived(
      records,
      issues.filter((issue) => !records.entries.has(issue)),
    );
    const at = clock.now();
    const entries = new Map<number, Entry>();
    for (const issue of issues) {
      const record = records.entries.get(issue) ?? archived.get(issue)?.entry;
      const event = choose(issue, record, at);
      if (event !== null) entries.set(issue, entryOf(stateIn(issue, record), event, at));
    }
    if (entries.size === 0 || (await store.write(records, entries, { world: null, archived })).ok)
      return [...entries.keys()];
  }
  throw new UserError(lost);
}

/** The state in a record; the empty one where there is none. Throws a UserError when it cannot be read. */
export function stateIn(issue: number, record: ReadEntry | undefined): IssueState {
  if (record?.ok === false) throw new UserError(`#${issue}: ${record.why}.`);
  return record?.entry.state ?? emptyState;
}
