import type { IssueState } from "./record.ts";
import type { Issue } from "./world.ts";

/** Why nothing may be published any more, by what people did meanwhile; null when nothing changed. */
export function withdrawal(state: IssueState, issue: Issue | null): string | null {
  if (state.cancel !== null) return state.cancel.why;
  if (issue === null) return "the issue is gone";
  if (!issue.open) return "the issue was closed";
  if (issue.locked) return "the conversation was locked";
  if (state.request?.kind !== "label") return null;
  if (issue.labelled === null) return "the label was taken off";
  return issue.labelled.id === state.request.id
    ? null
    : "the label was put on anew; that request starts by itself";
}
