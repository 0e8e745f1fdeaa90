import type { Ending } from "./record.ts";

/** How long a result can be fetched, in days. */
export const keptDays = 7;

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
  const kept = account?.kept === true ? keptResult(`${repositoryUrl}/actions/runs/${run}`) : "";
  return [[draft, checks].filter((part) => part !== "").join(" "), kept].filter((part) => part !== "");
}

function keptResult(runUrl: string): string {
  return `Nothing is lost: what the attempt left is an artifact of [its run](${runUrl}#artifacts) for ${keptDays} days. \`switchyard verify\` says what is wrong with it.`;
}
