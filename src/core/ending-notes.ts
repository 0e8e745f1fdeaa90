import { checkpointDays } from "./checkpoint.ts";
import type { Outcome } from "./outcome.ts";
import type { Ending } from "./record.ts";

/** How long a result can be fetched, in days. */
export const keptDays = 7;

/** Did the agent of an attempt that ended so come to its end, so that only the rules can have held back what it did? */
export function isReleasable(outcome: Outcome): boolean {
  return outcome === "refused" || outcome === "withheld" || outcome === "delivered";
}

/** What people are told of an ending beside its outcome: where the change is, which click its checks wait for, where the rest is kept. */
export function endingNotes({ outcome, pull, run, account }: Ending, repositoryUrl: string): string[] {
  const draft =
    pull !== undefined && outcome !== "delivered"
      ? `What the last attempt left is in the draft #${pull}, which says what failed.`
      : "";
  const checks =
    pull === undefined || account === undefined
      ? ""
      : account.app === true
        ? "Its checks start by themselves."
        : `Its checks wait for a person: on #${pull}, click **Approve workflows to run**.`;
  const kept = account?.kept === true ? keptResult(`${repositoryUrl}/actions/runs/${run}`, outcome) : "";
  return [[draft, checks].filter((part) => part !== "").join(" "), kept].filter((part) => part !== "");
}

function keptResult(runUrl: string, outcome: Outcome): string {
  const text = `Nothing is lost: the result of the attempt is an artifact of [its run](${runUrl}#artifacts) for ${keptDays} days, and everything that it did is sealed for ${checkpointDays}. \`switchyard verify\` says what is wrong with the result.`;
  return isReleasable(outcome)
    ? `${text} Once the config allows it, \`switchyard release\` publishes it without asking the model again.`
    : text;
}
