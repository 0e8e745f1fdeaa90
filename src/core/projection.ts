import type { Config } from "./config.ts";
import { endingNotes } from "./ending-notes.ts";
import { type ShownState, outcomes } from "./outcome.ts";
import { workerName } from "./plan.ts";
import type { Entry } from "./record-entry.ts";
import { isUsedUp } from "./record.ts";
import { plainLine } from "./text.ts";
import {
  endedPad,
  markedPad,
  openByHand,
  queuedPad,
  readPadMark,
  stateLabels,
  withdrawnPad,
  workingPad,
} from "./workpad.ts";
import type { Issue } from "./world.ts";

/** What people should see on an issue: labels that must be on or off, and the workpad. */
export type Projection = {
  readonly on: readonly string[];
  readonly off: readonly string[];
  readonly pad: string;
};

/** Where a projection is drawn. `spentToday` counts running tasks in full (USD). */
export type Canvas = {
  readonly config: Config;
  readonly repositoryUrl: string;
  readonly defaultBranch: string;
  readonly spentToday: number;
};

/** Draws the newest entry of a record; null when there is nothing to show. The same entry gives the same labels, and a workpad with the same mark. */
export function projectionOf(
  entry: Entry,
  issue: Pick<Issue, "number" | "title" | "labels" | "labelled">,
  canvas: Canvas,
): Projection | null {
  const { state } = entry;
  const text = textOf(entry, issue, canvas);
  if (text === null) return null;
  const { config } = canvas;
  const labels = stateLabels(config, shownState(entry));
  const worker = workerLabel(config, state.claim?.worker ?? null);
  const on = [labels.on, worker].filter((name) => name !== null);
  return {
    on,
    off: [
      ...labels.off,
      ...otherWorkerLabels(config, issue.labels).filter((name) => name !== worker),
      ...(state.phase === "idle" ? answeredLabels(entry, issue, config) : []),
    ],
    pad: markedPad(entry, text),
  };
}

/** Does GitHub show something else than this? Of the workpad the mark counts: its text also holds what changes with other issues. */
export function differs(projection: Projection, issue: Pick<Issue, "labels" | "workpad">): boolean {
  const mark = (body: string) => readPadMark(body)?.entry ?? null;
  return (
    issue.workpad === null ||
    mark(issue.workpad.body) !== mark(projection.pad) ||
    projection.on.some((name) => !issue.labels.includes(name)) ||
    projection.off.some((name) => issue.labels.includes(name))
  );
}

/** The state that the label shows; null for none. */
export function shownState({ state, event }: Pick<Entry, "state" | "event">): ShownState | null {
  if (state.claim !== null) return "in-progress";
  if (state.phase === "requested") return "waiting";
  if (state.last === null || event.type === "withdrawn") return null;
  const { shown } = outcomes[state.last.outcome];
  // What nobody tries again does not wait.
  return shown === "waiting" ? "failed" : shown;
}

function textOf(
  { state, event }: Entry,
  issue: Pick<Issue, "number" | "title">,
  { config, repositoryUrl, defaultBranch, spentToday }: Canvas,
): string | null {
  if (state.claim !== null) return workingPad({ state, config, repositoryUrl, spentToday });
  if (event.type === "withdrawn") return withdrawnPad({ state, why: event.why });
  if (state.phase === "requested" && state["not-before"] === null) return queuedPad({ state });
  const { last } = state;
  if (last === null) return null;
  const note =
    event.type === "repaired"
      ? `Repaired: ${event.why}.`
      : [byHand(state, issue, { repositoryUrl, defaultBranch }), ...endingNotes(last, repositoryUrl)]
          .filter((part) => part !== "")
          .join("\n\n");
  return endedPad({ state, repositoryUrl, note });
}

/** How to open the pull request of a published branch by hand; empty where there is one, or nothing to open. */
export function byHand(
  { last }: Pick<Entry["state"], "last">,
  issue: Pick<Issue, "number" | "title">,
  { repositoryUrl, defaultBranch }: Pick<Canvas, "repositoryUrl" | "defaultBranch">,
): string {
  if (last?.outcome !== "delivered" || last.pull !== undefined || last.branch === undefined) return "";
  return openByHand({
    repository: repositoryUrl,
    base: defaultBranch,
    branch: last.branch,
    title: plainLine(issue.title, 200),
    issue: issue.number,
  });
}

/** The trigger labels that have done their work. One that was put on meanwhile asks anew, and stays. */
function answeredLabels({ state }: Entry, issue: Pick<Issue, "labelled">, config: Config): readonly string[] {
  const { labelled } = issue;
  return labelled === null || isUsedUp(state, { ...labelled, kind: "label" }) ? config.labels.trigger : [];
}

function workerLabel({ labels }: Config, worker: number | null): string | null {
  return labels.worker === false || worker === null
    ? null
    : labels.worker.replace("{worker}", workerName(worker));
}

function otherWorkerLabels({ labels }: Config, present: readonly string[]): string[] {
  if (labels.worker === false) return [];
  const [before = "", after = ""] = labels.worker.split("{worker}");
  return present.filter(
    (name) =>
      name.startsWith(before) &&
      name.endsWith(after) &&
      /^\d{2,}$/.test(name.slice(before.length, name.length - after.length)),
  );
}
