import type { Config } from "./config.ts";
import type { Issue } from "./world.ts";

/** The three queues, in the order in which they are served. */
export type Queue = "high" | "default" | "low";

/** The queue of an issue by its labels; high wins. */
export function queueOf({ labels }: Config, issue: Pick<Issue, "labels">): Queue {
  if (issue.labels.some((label) => labels.high.includes(label))) return "high";
  return issue.labels.some((label) => labels.low.includes(label)) ? "low" : "default";
}

/** Issues in the order in which they start: by queue, and the oldest first. */
export function inOrder(config: Config, issues: readonly Issue[]): Issue[] {
  const rank = new Map(issues.map((issue) => [issue, ranks[queueOf(config, issue)]]));
  return issues.toSorted((a, b) => (rank.get(a) ?? 1) - (rank.get(b) ?? 1) || a.number - b.number);
}

const ranks: Readonly<Record<Queue, number>> = { high: 0, default: 1, low: 2 };
