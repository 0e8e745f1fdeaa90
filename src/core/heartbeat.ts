import { z } from "zod";

import { dollars, duration } from "./text.ts";

const amount = z.number().nonnegative();
const count = amount.int();

/** A sign of life of a running attempt, readable for everybody who sees the repository: numbers of ours, and not a word of the agent's. */
export const Heartbeat = z.strictObject({
  version: z.literal(1),
  issue: count,
  attempt: count,
  claim: z.string().max(100),
  at: z.iso.datetime(),
  step: z.enum(["starting", "working", "checking"]),
  /** The agent's own list; null while it has none. */
  todos: z.strictObject({ done: count, all: count }).nullable(),
  turns: count,
  tokens: count,
  /** US dollars by list price. */
  spent: amount,
  /** Share of all processors in use since the last heartbeat, 0 to 1. */
  cpu: amount.max(1),
  /** Bytes. */
  memory: z.strictObject({ used: count, all: count }),
  disk: z.strictObject({ free: count }),
  /** Seconds since the attempt began. */
  uptime: amount,
});
export type Heartbeat = z.infer<typeof Heartbeat>;

/** The file of a heartbeat in the artifact of a checkpoint. */
export const heartbeatFile = "heartbeat.json";

/** A heartbeat as one line of the job log. */
export function heartbeatLine({
  step,
  todos,
  turns,
  tokens,
  spent,
  cpu,
  memory,
  disk,
  uptime,
}: Heartbeat): string {
  const parts = [
    `${step} for ${duration(uptime)}`,
    ...(todos === null ? [] : [`${todos.done} of ${todos.all} todos`]),
    `${turns} ${turns === 1 ? "turn" : "turns"}`,
    `${tokens.toLocaleString("en-US")} tokens`,
    dollars(spent),
    `CPU ${Math.round(cpu * 100)} %`,
    `memory ${gigabytes(memory.used)} of ${gigabytes(memory.all)} GB`,
    `disk ${gigabytes(disk.free)} GB free`,
  ];
  return `Heartbeat: ${parts.join(" · ")}`;
}

function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(1);
}
