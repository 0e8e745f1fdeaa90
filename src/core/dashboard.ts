import type { Decision } from "./decide.ts";
import { outcomes } from "./outcome.ts";
import { workerName } from "./plan.ts";
import type { Entry } from "./record-entry.ts";
import { dollars, plainLine, table } from "./text.ts";
import { runUrl, workpadMarker } from "./workpad.ts";
import type { World } from "./world.ts";

const most = 50; // rows of a table

/** The comment that shows everything at once: what is at work, what waits and why, and what waits for people. The same state gives the same text. */
export function dashboardText({
  world,
  decision,
  entries,
  repositoryUrl,
}: {
  world: World;
  decision: Decision;
  entries: ReadonlyMap<number, Entry>;
  repositoryUrl: string;
}): string {
  const title = new Map(world.issues.map((issue) => [issue.number, plainLine(issue.title, 80)]));
  const states = [...entries].toSorted(([a], [b]) => a - b);
  const working = states.flatMap(([issue, { state }]) =>
    state.claim === null
      ? []
      : [
          [
            `#${issue}`,
            title.get(issue) ?? "",
            workerName(state.claim.worker),
            String(state.claim.attempt),
            dollars(state.claim.reserved),
            `[run](${runUrl(repositoryUrl, state.claim.run)})`,
          ],
        ],
  );
  const waiting = decision.deferred
    .filter(({ reason }) => reason !== "in_progress")
    .map(({ issue, text, reason }) => [`#${issue}`, title.get(issue) ?? "", `${text} (\`${reason}\`)`]);
  const people = states.flatMap(([issue, { state }]) => {
    const { last } = state;
    if (last === null || state.phase !== "idle" || !title.has(issue)) return [];
    const pull = state.pull !== null && world.openPullRequests.has(state.pull) ? `#${state.pull}` : "";
    return [[`#${issue}`, title.get(issue) ?? "", last.outcome, pull, outcomes[last.outcome].now]];
  });
  return [
    `${workpadMarker} dashboard -->`,
    world.stopped ? "**Switchyard is stopped** (`refs/switchyard/stop` exists)." : "**Switchyard**",
    ...section("At work", ["issue", "title", "worker", "attempt", "may spend", ""], working),
    ...section("Waiting", ["issue", "title", "why"], waiting),
    ...section("For people", ["issue", "title", "outcome", "pull request", "now"], people),
  ].join("\n");
}

function section(heading: string, header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const more = rows.length > most ? ["", `… and ${rows.length - most} more.`] : [];
  return ["", `### ${heading}`, "", table(header, rows.slice(0, most)), ...more];
}
