import { rm } from "node:fs/promises";
import { basename, dirname } from "node:path";

import { describeEvent } from "../core/agent-event.ts";
import { type Verdict, verdictOf } from "../core/agent-verdict.ts";
import type { BrokerFacts } from "../core/broker-facts.ts";
import { failedPrompt, firstPrompt, runRound } from "../edge/task-agent.ts";
import type { RoundsSession } from "../edge/task-rounds.ts";
import type { PreparedTask } from "../edge/task-scene.ts";
import type { OwnClaude } from "./own-claude.ts";

/** A session on a person's own login. Its transcript goes with the scope. */
export type OwnSession = AsyncDisposable &
  RoundsSession & {
    /** US dollars by list price, as the CLI counts them. */
    readonly spent: () => number;
    readonly turns: () => number;
  };

/** Nobody stands between the CLI and the model here: what the CLI says is all that is known. */
const unseen: BrokerFacts = {
  forwarded: 0,
  refused: 0,
  answers: {},
  standingError: null,
  lastError: null,
  rateLimits: {},
  usage: {},
  dollars: 0,
  reached: false,
  credential: null,
  parked: null,
  exhausted: null,
};

/** Opens a session of the person's own Claude Code in the tree of a task. */
export function openOwnSession(
  scene: PreparedTask,
  { claude, started }: { readonly claude: OwnClaude; readonly started: number },
): OwnSession {
  const { task, site, log } = scene;
  const { agent, home } = site.workspace;
  const { limits } = task.settings;
  let transcript: string | null = null;
  let spent = 0;
  let turns = 0;
  const round = async (prompt: string): Promise<Verdict> => {
    using disk = site.disk.watch();
    const end = await runRound(scene, {
      executable: claude.executable,
      directories: { home, config: claude.config ?? agent.config, temp: agent.temp },
      own: [],
      broker: { login: claude.login },
      prompt,
      session: transcript === null ? { kind: "new" } : { kind: "resume", transcript },
      left: {
        minutes: limits.minutes - (Date.now() - started) / 60_000,
        turns: limits.turns - turns,
        dollars: task.reserved - spent,
      },
      onEvent: (event) => {
        const line = describeEvent(event);
        if (line !== null) log.say(line);
      },
      signal: AbortSignal.any([scene.signal, disk.signal]),
    });
    ({ transcript } = end);
    spent = Math.max(spent, end.sessionCost);
    turns += end.turns;
    const verdict = verdictOf(end, unseen);
    const full = disk.why();
    return verdict.outcome === "disk_full" && full !== null ? { ...verdict, sentence: full } : verdict;
  };
  return {
    start: async () => round(await firstPrompt(scene)),
    repair: async (failed) => round(failedPrompt(scene, failed)),
    spent: () => spent,
    turns: () => turns,
    [Symbol.asyncDispose]: async () => {
      // The CLI keeps it in a folder that is named after the clone, which nobody will ask for again.
      const folder = transcript === null ? null : dirname(transcript);
      if (folder !== null && basename(folder).includes("switchyard-try"))
        await rm(folder, { recursive: true, force: true });
    },
  };
}
