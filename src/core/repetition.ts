import type { AgentEvent } from "./agent-event.ts";

/** Tools that tell what the agent is up to, and get nothing done. */
const talk = new Set(["TodoWrite"]);

/**
 * Counts how many tool calls in a row an agent has made that it had made before, word for word. Any other call is something new: another command,
 * another file, another text for the same file. What came of a call plays no part, since times and numbers in it differ each time. `digest` shortens
 * a call, so that long ones are not kept.
 */
export function openRepetition(digest: (call: string) => string): (event: AgentEvent) => number {
  const made = new Set<string>();
  let row = 0;
  return (event) => {
    if (event.kind !== "tool-use" || talk.has(event.tool)) return row;
    const call = digest(event.call);
    row = made.has(call) ? row + 1 : 0;
    made.add(call);
    return row;
  };
}
