import type { Decision } from "./decide.ts";
import { describeIsolation } from "./isolation.ts";
import type { Issue } from "./world.ts";
import type { PlanTask } from "./plan.ts";
import { workerName } from "./plan.ts";
import type { Envelope } from "./result.ts";
import { removedWords } from "./snapshot.ts";
import { codeSpan, dollars, duration, plainLine, quote, table } from "./text.ts";
import { gateTable } from "./workpad.ts";

/** The job summary of dispatch: what starts, what does not and why, and what each agent will be told. */
export function dispatchSummary({
  decision,
  tasks,
  issues,
  chores,
  runUrl,
}: {
  decision: Decision;
  tasks: readonly PlanTask[];
  issues: readonly Issue[];
  /** What was put away. */
  chores: readonly string[];
  runUrl: string;
}): string {
  const title = new Map(issues.map((issue) => [issue.number, plainLine(issue.title, 80)]));
  const isScoped = tasks.some(({ settings }) => settings.scope !== null);
  const started = tasks.map((task) => [
    `#${task.issue}`,
    title.get(task.issue) ?? "",
    String(task.attempt),
    workerName(task.worker),
    ...(isScoped ? [task.settings.scope ?? ""] : []),
    dollars(task.reserved),
  ]);
  const waiting = decision.deferred.map((deferred) => [
    `#${deferred.issue}`,
    title.get(deferred.issue) ?? "",
    `${deferred.text} (\`${deferred.reason}\`)`,
  ]);
  const other = decision.actions.flatMap((action) =>
    action.type === "claim" ? [] : [`#${action.issue}: ${action.why}; ${did[action.type]}.`],
  );
  return [
    `## ${tasks.length === 0 ? "Nothing to start" : `${tasks.length} ${tasks.length === 1 ? "task" : "tasks"} started`}`,
    ...(started.length === 0
      ? []
      : [
          "",
          table(
            ["issue", "title", "attempt", "worker", ...(isScoped ? ["scope"] : []), "may spend"],
            started,
          ),
        ]),
    ...(other.length === 0 ? [] : ["", ...other.map((line) => `- ${line}`)]),
    ...(waiting.length === 0 ? [] : ["", "### Not now", "", table(["issue", "title", "why"], waiting)]),
    ...(chores.length === 0 ? [] : ["", ...chores.map((line) => `- ${line}.`)]),
    ...(started.length + waiting.length === 0 ? ["", "No open issue carries a trigger label."] : []),
    ...tasks.flatMap((task) => [
      "",
      `<details><summary>What the agent of #${task.issue} reads</summary>`,
      "",
      snapshotText(task),
      "</details>",
    ]),
    "",
    `[run](${runUrl})`,
  ].join("\n");
}

const did = {
  "request-cancel": "running work is asked to end",
  withdraw: "its request was withdrawn",
  "take-over": "the claim was taken back",
  repair: "its record was put together again; label it anew to go on",
} as const;

/** The job summary of work: outcome, gates, cost, and what the repository has for the agent that was not used. */
export function workSummary(envelope: Envelope, unused: readonly string[]): string {
  return [
    `## #${envelope.issue}: ${envelope.outcome}`,
    "",
    ...(envelope.reason === "" ? [] : [quote(envelope.reason, 2_000), ""]),
    envelope.gates.length === 0
      ? "No gates are configured: nothing was verified."
      : gateTable(envelope.gates),
    "",
    ...(envelope.isolation === null
      ? []
      : [`Isolation of the agent: ${describeIsolation(envelope.isolation)}.`, ""]),
    ...(unused.length === 0
      ? []
      : [
          `Not used, since nothing in a checkout configures the agent: ${unused.map((place) => codeSpan(place, 100)).join(", ")}. Skills, agents and MCP servers are used when the config [names them](https://github.com/switchyard-dev/switchyard/blob/main/docs/configuration.md#skills-agents-and-mcp-servers).`,
          "",
        ]),
    `Attempt ${envelope.attempt} · ${duration(envelope.seconds)} · ${envelope.turns} turns · ${dollars(envelope.spent)} · ${plainLine(envelope.model, 60)}`,
  ].join("\n");
}

/** The job summary of collect: what was published, and what a person should do. */
export function collectSummary(done: {
  issue: number;
  outcome: string;
  pull: string | null;
  note: string;
  now: string;
  tip: string;
}): string {
  return [
    `## #${done.issue}: ${done.outcome}`,
    "",
    ...(done.pull === null ? [] : [done.pull, ""]),
    ...(done.note === "" ? [] : [done.note, ""]),
    done.now,
    "",
    `Record: \`${done.tip}\``,
  ].join("\n");
}

function snapshotText({ snapshot }: PlanTask): string {
  const comments = snapshot.comments.map(({ author, body }) => `--- ${author}:\n${body}`);
  const removed = removedWords(snapshot.removed);
  const counts = `(removed, because nobody sees it on the page: ${removed === "" ? "nothing" : removed}; comments left out: ${snapshot["comments-left-out"]})`;
  return quote([snapshot.title, "", snapshot.body, ...comments, "", counts].join("\n"), 20_000);
}
