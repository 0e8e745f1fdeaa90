import type { Commanded } from "../core/command.ts";
import { UserError } from "../core/errors.ts";
import { type IssueState, emptyState } from "../core/record.ts";
import { statusOf, told } from "../edge/github.ts";
import { entryOf } from "../edge/stamp.ts";
import { type Target, openRecords } from "./target.ts";

const rounds = 12; // of reading again after somebody else wrote first

/** Writes on an issue's record what `choose` makes of its state; one that is archived goes on from there. Throws a UserError with the sentence of a refusal. */
export async function actOn(
  target: Target,
  issue: number,
  choose: (state: IssueState, now: string) => Commanded,
): Promise<void> {
  await using store = await openRecords(target);
  for (let round = 0; round < rounds; round += 1) {
    const records = await store.read();
    const archived = await store.archived(records, records.entries.has(issue) ? [] : [issue]);
    const record = records.entries.get(issue) ?? archived.get(issue)?.entry;
    if (record?.ok === false) throw new UserError(`#${issue}: ${record.why}.`);
    const state = record?.entry.state ?? emptyState;
    const now = target.github.now();
    const chosen = choose(state, now);
    if (!chosen.ok) throw new UserError(chosen.why);
    const entries = new Map([[issue, entryOf(state, chosen.event, now)]]);
    if ((await store.write(records, entries, { world: null, archived })).ok) return;
  }
  throw new UserError(`The record of #${issue} kept changing, so nothing was written. Run it again.`);
}

/** The login of the person behind the token. Throws a UserError when it is an app's: a record says who asked. */
export async function personOf({ github, token }: Target): Promise<string> {
  try {
    const { data } = await told("asking whose token this is", async () =>
      github.octokit.rest.users.getAuthenticated(),
    );
    return data.login;
  } catch (error) {
    if (statusOf(error) !== 403 && statusOf(error) !== 404) throw error;
    throw new UserError(
      `The token from ${token.from} is no person's, and the record says who asked. Use yours: \`gh auth login\`, or GH_TOKEN.`,
    );
  }
}
