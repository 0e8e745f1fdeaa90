import { type IssueState, type Request, isUsedUp } from "./record.ts";
import type { Issue, LabelChange, TextChange, World } from "./world.ts";

/** Why nobody has approved the text as it is now; stable codes. */
export const approvalReasons = [
  "not_labelled",
  "timeline_incomplete",
  "labeller_is_bot",
  "labeller_not_authorized",
  "labeller_not_looked_up",
  "edited_after_label",
] as const;
export type ApprovalReason = (typeof approvalReasons)[number];

/** A reason, and a sentence that says what to do. */
export type Unapproved = { readonly reason: ApprovalReason; readonly text: string };

type People = Pick<World, "config" | "writers">;

/**
 * Who asked for work on the text that the issue has now, or why nobody did. `open` is the request that the record holds open, null for none: it is judged again for each attempt,
 * since rights can be taken away and texts be changed while it waits.
 */
export function approval(people: People, issue: Issue, open: Request | null): Request | Unapproved {
  const asked = open !== null && open.kind !== "label" ? open : labelRequest(people, issue, open);
  if ("reason" in asked) return asked;
  if (!isBot(asked.by) && !people.writers.has(asked.by))
    return {
      reason: "labeller_not_looked_up",
      text: `More people asked than one run looks up; whether ${asked.by} may write to this repository is looked up by a later one. Nothing is to be done.`,
    };
  if (!mayApprove(people, asked.by)) {
    const act = asked.kind === "label" ? "The label was put on" : "The work was asked for";
    return {
      reason: "labeller_not_authorized",
      text: `${act} by ${asked.by}, who may not write to this repository. Someone who may has to put ${asked.kind === "label" ? "it" : "the label"} on.`,
    };
  }
  if (issue.knownSince >= asked.at)
    return {
      reason: "timeline_incomplete",
      text: `So much happened since ${asked.by} asked that GitHub does not show all of it. ${again}`,
    };
  const foreign = laterChanges(issue, asked.at).find(({ by }) => by === null || !mayApprove(people, by));
  if (foreign !== undefined)
    return {
      reason: "edited_after_label",
      text: `The ${foreign.what} was changed by ${foreign.by ?? "someone unknown"} after ${asked.kind === "label" ? "the label was put on" : "the run was started"}. ${again}`,
    };
  return asked;
}

/** The people whose right to write `approval` asks for: who asked, and who changed the text since. */
export function peopleToAsk(issue: Issue, state: IssueState): string[] {
  const { labelled } = issue;
  const asked =
    state.phase === "requested" && state.request !== null && state.request.kind !== "label"
      ? state.request
      : labelled === null || isUsedUp(state, { ...labelled, kind: "label" })
        ? null
        : { by: nameOf(labelled), at: labelled.at };
  if (asked === null) return [];
  const editors = [...laterChanges(issue, asked.at), ...laterLabels(issue, asked.at)].map(({ by }) => by);
  return [asked.by, ...editors].filter((login) => login !== null).filter((login) => !isBot(login));
}

/**
 * The labels that count: those of now, without what people who may not approve put on since `at`, and with what such people took off. A label is a word
 * that the agent reads, and can decide what it is asked for.
 */
export function approvedLabels(people: People, issue: Issue, at: string): string[] {
  const labels = new Set(issue.labels);
  for (const { label, on, by } of laterLabels(issue, at).toReversed()) {
    if (by !== null && mayApprove(people, by)) continue;
    if (on) labels.delete(label);
    else labels.add(label);
  }
  return [...labels];
}

/** May this person ask for work, and does what they write count as approved? By their right to write now; an app only when the config names it. */
export function mayApprove({ config, writers }: People, login: string): boolean {
  return isBot(login) ? config.labels.bots.includes(login) : writers.get(login) === true;
}

/** True of a name that is an app's and not a person's. GitHub allows no bracket in the name of a person. */
export function isBot(login: string): boolean {
  return login.endsWith("[bot]");
}

const again = "Read it again, then take the label off and put it back on.";

function labelRequest(people: People, issue: Issue, open: Request | null): Request | Unapproved {
  const { labelled } = issue;
  if (labelled === null) {
    const on = issue.labels.find((label) => people.config.labels.trigger.includes(label));
    if (on === undefined) return { reason: "not_labelled", text: "No trigger label is on." };
    return {
      reason: "timeline_incomplete",
      text: `GitHub does not show who put the label "${on}" on. ${again}`,
    };
  }
  const by = nameOf(labelled);
  if (isBot(by) && !mayApprove(people, by))
    return {
      reason: "labeller_is_bot",
      text: `The label was put on by ${by}, which is not a person and not named in labels.bots. Someone who may write to this repository has to put it on.`,
    };
  return open ?? { id: labelled.id, kind: "label", by, at: labelled.at };
}

function nameOf({ by, byPerson }: { by: string; byPerson: boolean }): string {
  return byPerson || isBot(by) ? by : `${by}[bot]`;
}

/** What happened at or after a time; the same second counts as after. */
function laterChanges(issue: Issue, at: string): TextChange[] {
  return issue.textChanges.filter((change) => change.at >= at);
}

function laterLabels(issue: Issue, at: string): LabelChange[] {
  return issue.labelChanges.filter((change) => change.at >= at);
}
