import type { Config } from "./config.ts";
import type { Heartbeat } from "./heartbeat.ts";
import { type Outcome, type ShownState, outcomes } from "./outcome.ts";
import { workerName } from "./plan.ts";
import type { Entry } from "./record-entry.ts";
import type { IssueState } from "./record.ts";
import type { GateResult } from "./result.ts";
import { dollars, duration, plainLine, quote, table } from "./text.ts";

/** What our one comment on an issue begins with; it is found again by this and by its author. */
export const workpadMarker = "<!-- switchyard:workpad";

/** What the first line of a workpad says for ourselves: which entry of the record it shows, and what is needed if the record should be lost. */
export type PadMark = { readonly entry: string; readonly attempts: number; readonly spent: number };

/** Reads the mark of a workpad; null when it shows no record. */
export function readPadMark(body: string): PadMark | null {
  const match =
    /^<!-- switchyard:workpad ([0-9a-f]{1,12}) attempts=(\d{1,6}) spent=(\d{1,6}(?:\.\d{1,4})?) -->/.exec(
      body,
    );
  return match === null
    ? null
    : { entry: match[1] ?? "", attempts: Number(match[2]), spent: Number(match[3]) };
}

/** The workpad of an entry: its mark, and what people read. */
export function markedPad(entry: Pick<Entry, "nonce" | "state">, text: string): string {
  const { total, spent } = entry.state;
  return `${workpadMarker} ${entry.nonce.slice(0, 12)} attempts=${total} spent=${spent} -->\n${text}`;
}

/** What is read while a task is at work. `spentToday` counts running tasks in full (USD). */
export function workingPad(task: {
  state: IssueState;
  config: Config;
  repositoryUrl: string;
  spentToday: number;
}): string {
  const { state, config } = task;
  const { claim } = state;
  if (claim === null) throw new Error("the working pad needs a claim");
  const [scope] = claim.scopes;
  const left = Math.max(0, config.limits["spend-per-day"] - task.spentToday);
  return [
    `**At work** · attempt ${claim.attempt} · worker ${workerName(claim.worker)}${scope === undefined ? "" : ` · scope ${scope}`} · [watch it live](${runUrl(task.repositoryUrl, claim.run)})`,
    "",
    `This attempt may spend up to ${dollars(claim.reserved)}; this issue up to ${dollars(config.limits["spend-per-issue"])} in its life (so far ${dollars(state.spent)}). Left for today: ${dollars(left)}.`,
    "",
    claim.answer
      ? "A comment with the answer follows. Take the label off, or close the issue, to stop."
      : "A draft pull request or a comment follows. Take the label off, or close the issue, to stop.",
  ].join("\n");
}

const liveMarker = "<!-- switchyard:live -->";

/** The workpad of a running task with how far it is, instead of what it said of that before. */
export function livePad(pad: string, heartbeat: Heartbeat): string {
  const [before = ""] = pad.split(`\n\n${liveMarker}`);
  const { step, todos, turns, spent, uptime, at } = heartbeat;
  const parts = [
    `**Now** · ${step} for ${duration(uptime)}`,
    ...(todos === null ? [] : [`${todos.done} of ${todos.all} todos`]),
    `${turns} ${turns === 1 ? "turn" : "turns"}`,
    `${dollars(spent)} spent`,
    `seen at ${at.slice(11, 16)} UTC`,
  ];
  return `${before}\n\n${liveMarker}\n${parts.join(" · ")}`;
}

/** What is read while a request waits that has not been tried yet. */
export function queuedPad({ state }: { state: IssueState }): string {
  return [
    `**Waiting** · asked for by ${state.request?.by ?? "someone"}`,
    "",
    "It starts when its turn comes. What it waits for: the summary of the newest run, or `switchyard status`.",
  ].join("\n");
}

/** What is read after a request was withdrawn. */
export function withdrawnPad({ state, why }: { state: IssueState; why: string }): string {
  return [
    `**Withdrawn** · ${why}`,
    "",
    `Spent on this issue: ${dollars(state.spent)}. Put the label on to ask again.`,
  ].join("\n");
}

/** What is read after an attempt has ended. */
export function endedPad(task: { state: IssueState; repositoryUrl: string; note: string }): string {
  const { last } = task.state;
  if (last === null) throw new Error("the ended pad needs an ending");
  const pull = last.pull === undefined ? "" : ` · #${last.pull}`;
  const row = outcomes[last.outcome];
  const next = task.state["not-before"];
  // A record that was put together again knows of no run.
  const run = last.run === 0 ? "" : ` · [run](${runUrl(task.repositoryUrl, last.run)})`;
  return [
    `**${headline(last.outcome)}** · attempt ${last.attempt}${pull}${run}`,
    "",
    next === null ? row.what : `${row.what} It is tried again after ${next}.`,
    ...(task.note === "" ? [] : ["", task.note]),
    "",
    `Spent: ${dollars(last.spent)} on this attempt, ${dollars(task.state.spent)} on this issue.`,
    "",
    next === null ? row.now : "Nothing to do now. Take the label off to give up.",
  ].join("\n");
}

/** The workpad of a problem that kept an asked-for task from starting at all, such as a broken config. */
export function brokenPad(message: string, url: string): string {
  return [
    `${workpadMarker} -->`,
    `**Could not start** · [run](${url})`,
    "",
    quote(message, 4_000),
    "",
    "Mend it, then put the label on again.",
  ].join("\n");
}

/** The workpad of a label that starts nothing, above what it said before (`pad`, null for nothing). It names no run, so that it is written once and not at every tick. */
export function refusedPad({
  reason,
  told,
  pad,
}: {
  reason: string;
  told: string;
  pad: string | null;
}): string {
  const [mark = "", ...before] = pad?.split("\n") ?? [`${workpadMarker} -->`];
  return [
    mark,
    `**Not started** · \`${reason}\``,
    "",
    plainLine(told, 500),
    ...(before.length === 0 ? [] : ["", ...before]),
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
  run: string;
}): string {
  const row = outcomes[failure.outcome];
  const next =
    failure.notBefore === null ? row.next : `It is tried again by itself after ${failure.notBefore}.`;
  const failed = failure.gates.filter((gate) => gate.now !== "passed");
  return [
    `- **What:** ${row.what} (\`${failure.outcome}\`, attempt ${failure.attempt}, [log](${failure.run}))`,
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
  const link = openLink({ ...published, body: `Closes #${published.issue}` });
  return `The branch \`${published.branch}\` is published without a pull request. [Open it with one click](${link}). This repository does not let Actions do so, or GitHub did not answer when it was to be opened.\n\nTo have it opened for you: Settings → Actions → General → "Allow GitHub Actions to create and approve pull requests".`;
}

/** Where a person opens the pull request of a branch, with its text prepared. `repository` is an address. */
export function openLink({
  repository,
  base,
  branch,
  title,
  body,
}: {
  repository: string;
  base: string;
  branch: string;
  title: string;
  body?: string;
}): string {
  const query = new URLSearchParams({ quick_pull: "1", title, ...(body === undefined ? {} : { body }) });
  return `${repository}/compare/${encodeURIComponent(base)}...${encodeURIComponent(branch)}?${query.toString()}`;
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

/** A table of gates: what each did on the change, and on the base, and whether the change edits what the gate does. */
export function gateTable(gates: readonly GateResult[]): string {
  return table(
    ["gate", "base", "now"],
    gates.map((gate) => [
      `${plainLine(gate.name, 60)}${gate.edited.length === 0 ? "" : " (edited)"}`,
      words[gate.base],
      words[gate.now],
    ]),
  );
}

/** The page of a workflow run. */
export function runUrl(repositoryUrl: string, run: number): string {
  return `${repositoryUrl}/actions/runs/${run}`;
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
