import type { Config } from "./config.ts";
import type { PlanTask } from "./plan.ts";
import { workerName } from "./plan.ts";
import { type Noticed, notices } from "./pull-request-notices.ts";
import type { ChangeSet, Envelope } from "./result.ts";
import { bodyLimit, dollars, duration, plainLine, quote } from "./text.ts";
import { gateTable } from "./workpad.ts";

/** Everything that a pull request says. */
export type PullRequestFacts = Noticed & {
  readonly config: Config;
  readonly task: PlanTask;
  readonly envelope: Envelope;
  readonly set: ChangeSet;
  /** The repository's own template; null for none. */
  readonly template: string | null;
  readonly runUrl: string;
  /** Costs are left out where everybody could read them. */
  readonly showCost: boolean;
};

/** The title of the pull request, by the pattern of the config. */
export function pullRequestTitle({ config, task }: Pick<PullRequestFacts, "config" | "task">): string {
  const title = plainLine(task.snapshot.title, 200);
  const filled = config["pull-request"].title
    .replaceAll("{title}", title)
    .replaceAll("{issue}", String(task.issue));
  return filled === "" ? `Resolve issue ${task.issue}` : filled;
}

/** The commit message: the title as subject, requester and worker as trailers. No word of the agent stands in it. */
export function commitMessage(facts: Pick<PullRequestFacts, "config" | "task">): string {
  const { task } = facts;
  return [
    pullRequestTitle(facts),
    "",
    `For issue ${task.issue}, attempt ${task.attempt}.`,
    "",
    `Switchyard-Worker: ${workerName(task.worker)}`,
    `Switchyard-Requested-By: ${plainLine(task.request.by, 60)}`,
  ].join("\n");
}

/** The body of the pull request: what and why, evidence, what needs a look; the repository's own template below, kept as it is. */
export function pullRequestBody(facts: PullRequestFacts): string {
  const { task, envelope } = facts;
  const said =
    envelope.message === "" ? [] : ["What the agent says about it:", "", quote(envelope.message, 3_000), ""];
  const lines = [
    `${facts.failed === null ? "Closes" : "For"} #${task.issue}`,
    "",
    ...said,
    ...evidence(envelope),
    "",
    ...attention(facts),
    `Attempt ${task.attempt} · worker ${workerName(task.worker)} · ${plainLine(envelope.model, 60)} · ${duration(envelope.seconds)} · ${envelope.turns} turns${facts.showCost ? ` · ${dollars(envelope.spent)}` : ""} · [run](${facts.runUrl})`,
    "Made for the text of the issue as approved " +
      `by ${plainLine(task.request.by, 60)} (${task["snapshot-hash"].slice(0, 12)}). For another round, close this pull request and put the label on the issue again.`,
    ...(facts.template === null ? [] : ["", "---", "", facts.template.trim()]),
  ];
  return lines.join("\n").slice(0, bodyLimit);
}

function evidence(envelope: Envelope): string[] {
  if (envelope.gates.length === 0) return ["**Nothing was verified:** no gates are configured."];
  return [gateTable(envelope.gates)];
}

function attention(facts: PullRequestFacts): string[] {
  const { set, config } = facts;
  const large =
    set.lines > config.limits["change-lines"] || set.changes.length > config.limits["change-files"];
  return [
    ...notices(facts),
    ...(large
      ? [`**Large:** ${set.lines} lines in ${set.changes.length} files. Consider asking for it in parts.`, ""]
      : []),
  ];
}
