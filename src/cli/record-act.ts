import type { Commanded } from "../core/command.ts";
import { UserError } from "../core/errors.ts";
import type { IssueState } from "../core/record.ts";
import { statusOf, told } from "../edge/github.ts";
import { appendEvents, stateIn } from "../edge/record-events.ts";
import { type Target, openRecords } from "./target.ts";

/** Writes on an issue's record what `choose` makes of its state; one that is archived goes on from there. Throws a UserError with the sentence of a refusal. */
export async function actOn(
  target: Target,
  issue: number,
  choose: (state: IssueState, now: string) => Commanded,
): Promise<void> {
  await using store = await openRecords(target);
  await appendEvents(store, {
    issues: [issue],
    clock: target.github,
    choose: (_, record, now) => {
      const chosen = choose(stateIn(issue, record), now);
      if (!chosen.ok) throw new UserError(chosen.why);
      return chosen.event;
    },
    lost: `The record of #${issue} kept changing, so nothing was written. Run it again.`,
  });
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
