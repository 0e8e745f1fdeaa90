import { realpath } from "node:fs/promises";
import { basename } from "node:path";

import { getIDToken } from "@actions/core";

import { describeEvent, isSessionId } from "../core/agent-event.ts";
import { skillsTold } from "../core/agent-kit.ts";
import { type Verdict, verdictOf } from "../core/agent-verdict.ts";
import type { BrokerFacts } from "../core/broker-facts.ts";
import { branchName } from "../core/branch.ts";
import { anewPrompt, resumePrompt } from "../core/carry.ts";
import type { Wanted } from "../core/plan.ts";
import { protectedSentence } from "../core/protected-path.ts";
import { gatesTold, scopeTold } from "../core/scope-told.ts";
import { beforePrompt, defaultTemplate, renderPrompt, repairPrompt } from "../core/prompt.ts";
import type { GateResult } from "../core/result.ts";
import type { Credential } from "../core/credential.ts";
import { startBroker } from "../edge/broker.ts";
import { runAgent } from "../edge/claude.ts";
import { nonce } from "../edge/stamp.ts";
import { environmentOf, toolsOf } from "./task-run.ts";
import { transcriptPath } from "../edge/transcript-reader.ts";
import type { Progress } from "./work-keep.ts";
import type { WorkLog } from "./work-log.ts";
import type { Restored } from "./work-restore.ts";
import type { PreparedScene } from "./work-scene.ts";

/** One session with the agent: a first round, and rounds of repair in the same session. */
export type AgentSession = AsyncDisposable & {
  start(): Promise<Verdict>;
  repair(failed: readonly GateResult[]): Promise<Verdict>;
  /** What the broker saw of all rounds so far: what was really spent, of whom, and whether a model answered. */
  readonly facts: () => BrokerFacts;
  /** USD by list price, and model turns, of all rounds so far. */
  readonly spent: () => number;
  readonly turns: () => number;
  /** How far it has come, also in the middle of a round. */
  readonly progress: () => Progress;
};

const guidanceLimit = 200_000; // bytes of one file
const longestSilence = 180_000; // ms; Claude Code itself waits no longer for the beginning of an answer
const modelApi = "https://api.anthropic.com";

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
  const { plan, task, site, kit } = scene;
  const { workspace } = site;
  const directories = { home: workspace.home, ...workspace.agent };
  const own = Object.values(workspace.agent);
  const { directory } = task.settings;
  // A tool cache may hold it as a link, which leads to where the agent sees nothing.
  const executable = await realpath(options.executable);
  const broker = await startBroker({
    pool: options.pool,
    consent: plan.config.credentials,
    idToken: getIDToken,
    upstream: new URL(scene.inputs["base-url"] === "" ? modelApi : scene.inputs["base-url"]),
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
  let id = transcript === null ? null : basename(transcript, ".jsonl");
  let turns = 0;
  let todos: Progress["todos"] = null;

  const round = async (prompt: string): Promise<Verdict> => {
    using disk = site.disk.watch();
    const minutes = task.settings.limits.minutes - (Date.now() - scene.started) / 60_000;
    const end = await runAgent({
      executable,
      launcher: await workspace.launch(scene.tree, {
        folder: directory,
        shown: [executable, ...(kit.files === null ? [] : [kit.files.directory])],
        own,
      }),
      cwd: workspace.directory,
      beside: directory === "" ? null : workspace.directory,
      directories,
      broker,
      environment: environmentOf(site.environment, task.settings),
      prompt,
      guidance: skillsTold(kit.kit),
      kit: kit.files,
      session: transcript === null ? { kind: "new" } : { kind: "resume", transcript },
      model: {
        name: task.settings.model,
        fallback: task.settings.fallback.join(",") || null,
        effort: task.settings.effort,
      },
      tools: toolsOf(task.settings, kit.kit),
      limits: {
        minutes: Math.max(minutes, 0.1),
        silenceMinutes: task.settings.limits["silence-minutes"],
        repeatedCalls: task.settings.limits["repeated-calls"],
        turns: Math.max(1, task.settings.limits.turns - used - turns),
        dollars: Math.max(0.01, task.reserved - broker.facts().dollars),
        retries: 4,
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
    repair: async (failed) =>
      round(
        repairPrompt(
          failed.map(({ name, tail }) => ({
            name,
            tail,
            run: task.settings.gates.find((gate) => gate.name === name)?.run ?? name,
          })),
          `text-${nonce().slice(0, 12)}`,
        ),
      ),
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

async function firstPrompt({ plan, task, site, base, kit }: PreparedScene): Promise<string> {
  const found = await site.workspace.read(base, task.settings.guidance, guidanceLimit);
  const guidance = [...found].map(([file, text]) => ({ file, text: text.toString("utf8") }));
  const rendered = renderPrompt(kit.template ?? plan["prompt-template"] ?? defaultTemplate, {
    repository: plan.repository,
    snapshot: task.snapshot,
    wanted: task.wanted satisfies Wanted,
    request: task.request.prompt ?? "",
    attempt: task.attempt,
    branch: branchName(plan.config.branch, { ...task, title: task.snapshot.title, at: task.request.at }),
    workspace: site.workspace.directory,
    gates: gatesTold(task.settings),
    scope: scopeTold(task.settings),
    guidance,
    protected: protectedSentence(plan.config.protected),
    fence: `text-${nonce().slice(0, 12)}`,
  });
  const before = beforePrompt(task.before, `text-${nonce().slice(0, 12)}`);
  const parts = [rendered, task.settings.instructions, before];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}
