import type { Config } from "./config.ts";
import { type Outcome, type ShownState, outcomes } from "./outcome.ts";
import { workerName } from "./plan.ts";
import type { IssueState } from "./record.ts";
import type { GateResult } from "./result.ts";
import { dollars, plainLine, quote, table } from "./text.ts";

/** First line of our one comment on an issue; it is found again by this and by its author. */
export const workpadMarker = "<!-- switchyard:workpad -->";

/** Where things can be looked at. */
export type Links = { readonly run: string; readonly repository: string };

/** The workpad while a task is at work. */
export function workingPad(task: {
  state: IssueState;
  config: Config;
  links: Links;
  spentToday: number;
}): string {
  const { state, config, links } = task;
  const { claim } = state;
  if (claim === null) throw new Error("the working pad needs a claim");
  const left = Math.max(0, config.limits["spend-per-day"] - task.spentToday);
  return [
    workpadMarker,
    `**At work** · attempt ${claim.attempt} · worker ${workerName(claim.worker)} · [watch it live](${links.run})`,
    "",
    `This attempt may spend up to ${dollars(claim.reserved)}; this issue up to ${dollars(config.limits["spend-per-issue"])} in its life (so far ${dollars(state.spent)}). Left for today: ${dollars(left)}.`,
    "",
    "A draft pull request or a comment follows. Take the label off, or close the issue, to stop.",
  ].join("\n");
}

/** The workpad after an attempt has ended. */
export function endedPad(task: { state: IssueState; links: Links; note: string }): string {
  const { last } = task.state;
  if (last === null) throw new Error("the ended pad needs an ending");
  const pull = last.pull === undefined ? "" : ` · #${last.pull}`;
  const row = outcomes[last.outcome];
  const later = task.state["not-before"];
  return [
    workpadMarker,
    `**${headline(last.outcome)}** · attempt ${last.attempt}${pull} · [run](${task.links.run})`,
    "",
    later === null ? row.what : `${row.what} It is tried again after ${later}.`,
    ...(task.note === "" ? [] : ["", task.note]),
    "",
    `Spent: ${dollars(last.spent)} on this attempt, ${dollars(task.state.spent)} on this issue.`,
    "",
    row.now,
  ].join("\n");
}

/** The workpad of a problem that kept an asked-for task from starting at all, such as a broken config. */
export function brokenPad(message: string, runUrl: string): string {
  return [
    workpadMarker,
    `**Could not start** · [run](${runUrl})`,
    "",
    quote(message, 4_000),
    "",
    "Mend it, then put the label on again.",
  ].join("\n");
}

/** The five lines that a person reads when an attempt did not deliver: what, whose to fix, cost, what happens next, what to do now. */
export function failureComment(failure: {
  outcome: Outcome;
  reason: string;
  spent: number;
  attempt: number;
  notBefore: string | null;
  gates: readonly GateResult[];
  links: Links;
}): string {
  const row = outcomes[failure.outcome];
  const next =
    failure.notBefore === null ? row.next : `It is tried again by itself after ${failure.notBefore}.`;
  const failed = failure.gates.filter((gate) => gate.now !== "passed");
  return [
    `- **What:** ${row.what} (\`${failure.outcome}\`, attempt ${failure.attempt}, [log](${failure.links.run}))`,
    `- **Whose to fix:** ${row.whose}`,
    `- **Cost:** ${dollars(failure.spent)}`,
    `- **Next:** ${next}`,
    `- **Now:** ${failure.notBefore === null ? row.now : "Nothing."}`,
    ...(failure.reason === "" ? [] : ["", quote(failure.reason, 2_000)]),
    ...failed.flatMap((gate) => [
      "",
      `<details><summary>${plainLine(gate.name, 60)}: ${gate.now}, on the base ${gate.base}</summary>`,
      "",
      quote(lastLines(gate.tail, 20), 4_000),
      "</details>",
    ]),
  ].join("\n");
}

/** What a person clicks to open the pull request of a published branch; its text is prepared. */
export function openByHand(published: {
  repository: string;
  base: string;
  branch: string;
  title: string;
  issue: number;
}): string {
  const query = new URLSearchParams({
    quick_pull: "1",
    title: published.title,
    body: `Closes #${published.issue}`,
  });
  const link = `${published.repository}/compare/${encodeURIComponent(published.base)}...${encodeURIComponent(published.branch)}?${query.toString()}`;
  return `The branch \`${published.branch}\` is published without a pull request. [Open it with one click](${link}).`;
}

/** The state label to show, and all state labels that must not be there. False in the config switches one off. */
export function stateLabels(config: Config, shown: ShownState | null): { on: string | null; off: string[] } {
  const names: Record<ShownState, string | false> = {
    "in-progress": config.labels["in-progress"],
    waiting: config.labels.waiting,
    question: config.labels.question,
    failed: config.labels.failed,
    delivered: config.labels.delivered,
    answered: config.labels.answered,
  };
  const on = shown === null ? null : names[shown] || null;
  return {
    on,
    off: Object.values(names)
      .filter((name) => name !== false && name !== on)
      .map(String),
  };
}

/** A table of gates: what each did on the change, and on the base. */
export function gateTable(gates: readonly GateResult[]): string {
  return table(
    ["gate", "base", "now"],
    gates.map((gate) => [plainLine(gate.name, 60), words[gate.base], words[gate.now]]),
  );
}

function headline(outcome: Outcome): string {
  if (outcome === "delivered") return "Pull request open";
  return outcome === "answered" ? "Answered" : "Not delivered";
}

const words = {
  passed: "passed",
  failed: "**failed**",
  timed_out: "**timed out**",
  not_runnable: "**could not run**",
  not_tried: "not tried",
} as const;

function lastLines(text: string, count: number): string {
  return text.trimEnd().split("\n").slice(-count).join("\n");
}
