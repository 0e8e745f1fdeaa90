import { statfs } from "node:fs/promises";
import { cpus, freemem, totalmem } from "node:os";

import type { Heartbeat } from "../core/heartbeat.ts";

/** What the machine is using. `cpu` is the share of all processors since the last look, or since it started at the first. */
export type Resources = Pick<Heartbeat, "cpu" | "memory" | "disk">;

/** Watches the machine, and the disk on which `directory` lies. */
export function watchResources(directory: string): () => Promise<Resources> {
  let before = { busy: 0, all: 0 };
  return async () => {
    const times = cpus().map((cpu) => cpu.times);
    const all = times.reduce(
      (sum, { user, nice, sys, irq, idle }) => sum + user + nice + sys + irq + idle,
      0,
    );
    const busy = all - times.reduce((sum, { idle }) => sum + idle, 0);
    const cpu = all > before.all ? (busy - before.busy) / (all - before.all) : 0;
    before = { busy, all };
    const { bavail, bsize } = await statfs(directory);
    return {
      cpu: Math.min(1, Math.max(0, cpu)),
      memory: { used: totalmem() - freemem(), all: totalmem() },
      disk: { free: bavail * bsize },
    };
  };
}
