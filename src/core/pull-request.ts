import type { Config } from "./config.ts";
import type { PlanTask } from "./plan.ts";
import { workerName } from "./plan.ts";
import { type Noticed, notices } from "./pull-request-notices.ts";
import type { ChangeSet, Envelope } from "./result.ts";
import { cutAt } from "./invisible.ts";
import { prose } from "./prose.ts";
import { bodyLimit, dollars, duration, plainLine } from "./text.ts";
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
  /** Whether everybody could read it. */
  readonly isPublic: boolean;
};

/** The title of the pull request, by the pattern of the config. */
export function pullRequestTitle({ config, task }: Pick<PullRequestFacts, "config" | "task">): string {
  const title = plainLine(task.snapshot.title, 200);
  const filled = config["pull-request"].title
    .replaceAll("{title}", title)
    .replaceAll("{issue}", String(task.issue));
  return filled === "" ? `Resolve issue ${task.issue}` : filled;
}

/**
 * The commit message: the title as subject, requester and worker as trailers, and with `signer` (name and address) a sign-off. No word of the agent stands in it.
 */
export function commitMessage(
  facts: Pick<PullRequestFacts, "config" | "task"> & { readonly signer: string | null },
): string {
  const { task, signer } = facts;
  return [
    pullRequestTitle(facts),
    "",
    `For issue ${task.issue}, attempt ${task.attempt}.`,
    "",
    `Switchyard-Worker: ${workerName(task.worker)}`,
    `Switchyard-Requested-By: ${plainLine(task.request.by, 60)}`,
    ...(signer === null ? [] : [`Signed-off-by: ${signer}`]),
  ].join("\n");
}

/** Does the pull request say what it cost? */
function showsCosts({ config, isPublic }: Pick<PullRequestFacts, "config" | "isPublic">): boolean {
  const { costs } = config["pull-request"];
  return costs === "always" || (costs === "auto" && !isPublic);
}

/** Lines of a pull request before the collapsed part, and how many of them the agent's words and the gates may take. */
const firstScreen = { agent: 14, gates: 8 };

/**
 * The body of the pull request: what and why, evidence, what needs a look, in at most 40 lines; the rest of the agent's words collapsed; the repository's own template below,
 * kept as it is.
 */
export function pullRequestBody(facts: PullRequestFacts): string {
  const { task, envelope } = facts;
  const said = prose(envelope.message, { limit: 20_000, lines: firstScreen.agent });
  const gates = evidence(envelope);
  const rest = said.shown === "" ? "What the agent says about it" : "More of what the agent says";
  const lines = [
    `${facts.failed === null ? "Closes" : "For"} #${task.issue}`,
    "",
    ...(said.shown === "" ? [] : ["What the agent says about it:", "", said.shown, ""]),
    gates.first,
    "",
    ...attention(facts),
    `Attempt ${task.attempt} · worker ${workerName(task.worker)} · ${plainLine(envelope.model, 60)} · ${duration(envelope.seconds)} · ${envelope.turns} turns${showsCosts(facts) ? ` · ${dollars(envelope.spent)}` : ""} · [run](${facts.runUrl})`,
    "Made for the text of the issue as approved " +
      `by ${plainLine(task.request.by, 60)} (${task["snapshot-hash"].slice(0, 12)}). For another round, close this pull request and put the label on the issue again.`,
    ...(said.more === "" ? [] : ["", ...collapsed(rest, said.more)]),
    ...(gates.more === "" ? [] : ["", ...collapsed("All gates", gates.more)]),
    ...(facts.template === null ? [] : ["", "---", "", facts.template.trim()]),
  ];
  return cutAt(lines.join("\n"), bodyLimit);
}

/** A part that opens by a click; the empty lines make GitHub read it as Markdown. */
function collapsed(title: string, text: string): string[] {
  return [`<details><summary>${title}</summary>`, "", text, "", "</details>"];
}

/** The gates that did not pass come first; more than the first screen takes are shown whole in a collapsed part. */
function evidence({ gates }: Envelope): { first: string; more: string } {
  if (gates.length === 0) return { first: "**Nothing was verified:** no gates are configured.", more: "" };
  const failed = gates.filter(({ now }) => now !== "passed");
  const passed = gates.filter(({ now }) => now === "passed");
  const first = gateTable([...failed, ...passed].slice(0, firstScreen.gates));
  return { first, more: gates.length > firstScreen.gates ? gateTable(gates) : "" };
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
