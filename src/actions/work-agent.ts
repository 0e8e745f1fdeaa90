import { realpath } from "node:fs/promises";
import { basename } from "node:path";

import { getIDToken } from "@actions/core";

import { describeEvent, isSessionId } from "../core/agent-event.ts";
import { type Verdict, verdictOf } from "../core/agent-verdict.ts";
import type { BrokerFacts } from "../core/broker-facts.ts";
import { anewPrompt, resumePrompt } from "../core/carry.ts";
import type { Credential } from "../core/credential.ts";
import { startBroker } from "../edge/broker.ts";
import { failedPrompt, firstPrompt, runRound } from "../edge/task-agent.ts";
import type { RoundsSession } from "../edge/task-rounds.ts";
import { transcriptPath } from "../edge/transcript-reader.ts";
import type { Progress } from "./work-keep.ts";
import type { WorkLog } from "./work-log.ts";
import type { Restored } from "./work-restore.ts";
import type { PreparedScene, WorkInputs } from "./work-scene.ts";

/** One session with the agent. */
export type AgentSession = AsyncDisposable &
  RoundsSession & {
    /** What the broker saw of all rounds so far: what was really spent, of whom, and whether a model answered. */
    readonly facts: () => BrokerFacts;
    /** USD by list price, and model turns, of all rounds so far. */
    readonly spent: () => number;
    readonly turns: () => number;
    /** How far it has come, also in the middle of a round. */
    readonly progress: () => Progress;
  };

const latestEnd = 300; // min after the start of the job, which GitHub ends after 350: gates and the hand-over need the rest
const longestSilence = 180_000; // ms; Claude Code itself waits no longer for the beginning of an answer
const modelApi = "https://api.anthropic.com";

/** Where the Messages API is: at the address that is given, or at Anthropic's. */
export function upstreamOf({ "base-url": address }: Pick<WorkInputs, "base-url">): URL {
  return new URL(address === "" ? modelApi : address);
}

/** Opens a session: a broker that holds the credential, and private directories for the CLI. Nothing is asked of the model yet. */
export async function openSession(
  scene: PreparedScene,
  options: {
    executable: string;
    pool: readonly Credential[];
    log: WorkLog;
    /** What an earlier attempt left, in the tree by now; null for none. */
    restored: Restored | null;
  },
): Promise<AgentSession> {
  const { plan, task, site } = scene;
  const { workspace } = site;
  const directories = { home: workspace.home, ...workspace.agent };
  const own = Object.values(workspace.agent);
  // A tool cache may hold it as a link, which leads to where the agent sees nothing.
  const executable = await realpath(options.executable);
  const broker = await startBroker({
    pool: options.pool,
    consent: plan.config.credentials,
    idToken: getIDToken,
    upstream: upstreamOf(scene.inputs),
    limits: {
      requests: task.settings.limits.turns * 3,
      bodyBytes: 40_000_000,
      // Before the agent counts as stalled: what falls silent in mid-answer is asked again, and no work is lost.
      silence: Math.min(longestSilence, (task.settings.limits["silence-minutes"] * 60_000) / 2),
      dollars: task.reserved,
      tokens: plan.config.limits.tokens,
      models: [task.settings.model, ...task.settings.fallback],
    },
  });
  await site.expose(Number(new URL(broker.url).port));
  const { restored } = options;
  const used = restored?.turns ?? 0;
  let transcript = restored?.transcript ?? null;
  const opened = Date.now();
  let id = transcript === null ? null : basename(transcript, ".jsonl");
  let turns = 0;
  let todos: Progress["todos"] = null;

  const round = async (prompt: string): Promise<Verdict> => {
    using disk = site.disk.watch();
    const minutes = Math.min(
      task.settings.limits.minutes - (Date.now() - opened) / 60_000,
      latestEnd - (Date.now() - scene.started) / 60_000,
    );
    const end = await runRound(scene, {
      executable,
      directories,
      own,
      broker,
      prompt,
      session: transcript === null ? { kind: "new" } : { kind: "resume", transcript },
      left: {
        minutes,
        turns: task.settings.limits.turns - used - turns,
        dollars: task.reserved - broker.facts().dollars,
      },
      onEvent: (event) => {
        if (event.kind === "init" && isSessionId(event.session)) id = event.session;
        if (event.kind === "todos") {
          const done = event.todos.filter(({ status }) => status === "completed").length;
          todos = { done, all: event.todos.length };
        }
        const line = describeEvent(event);
        if (line !== null) options.log.say(line);
      },
      signal: AbortSignal.any([scene.signal, disk.signal]),
    });
    transcript =
      end.transcript ?? (await transcriptPath(workspace, { tree: scene.tree, session: end.session }));
    turns += end.turns;
    const verdict = verdictOf(end, broker.facts());
    const full = disk.why();
    return verdict.outcome === "disk_full" && full !== null ? { ...verdict, sentence: full } : verdict;
  };

  return {
    start: async () => {
      if (restored === null) return round(await firstPrompt(scene));
      if (transcript !== null) {
        const verdict = await round(resumePrompt(restored.facts));
        if (!isUnusable(verdict)) return verdict;
        options.log.say(`${verdict.sentence} A new session goes on from its files and a summary.`);
        transcript = null;
      }
      return round(`${await firstPrompt(scene)}\n${anewPrompt(restored.facts, restored.summary)}\n`);
    },
    repair: async (failed) => round(failedPrompt(scene, failed)),
    facts: () => broker.facts(),
    spent: () => broker.facts().dollars,
    turns: () => turns,
    progress: () => ({
      session: id,
      // The CLI says its turns at the end of a round; until then, whoever was answered has had one.
      turns: used + Math.max(turns, broker.facts().answers["2xx"] ?? 0),
      spent: broker.facts().dollars,
      tokens: Object.values(broker.facts().usage).reduce(
        (sum, { input, output, cacheRead, cacheWrite }) => sum + input + output + cacheRead + cacheWrite,
        0,
      ),
      todos,
    }),
    [Symbol.asyncDispose]: async () => broker[Symbol.asyncDispose](),
  };
}

/** Is there no way to go on in this session, whoever tries? */
function isUnusable(verdict: Verdict): boolean {
  return (
    verdict.outcome === "agent_failed" &&
    (verdict.cause === "session_not_found" || verdict.cause === "prompt_too_long")
  );
}
