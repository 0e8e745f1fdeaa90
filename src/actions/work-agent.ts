import { realpath } from "node:fs/promises";

import { getIDToken, info } from "@actions/core";

import { describeEvent } from "../core/agent-event.ts";
import { skillsTold } from "../core/agent-kit.ts";
import { type Verdict, verdictOf } from "../core/agent-verdict.ts";
import type { BrokerFacts } from "../core/broker-facts.ts";
import { branchName } from "../core/branch.ts";
import type { Wanted } from "../core/plan.ts";
import { protectedSentence } from "../core/protected-path.ts";
import { beforePrompt, defaultTemplate, renderPrompt, repairPrompt } from "../core/prompt.ts";
import type { GateResult } from "../core/result.ts";
import type { Credential } from "../core/credential.ts";
import { startBroker } from "../edge/broker.ts";
import { runAgent } from "../edge/claude.ts";
import { nonce } from "../edge/stamp.ts";
import { environmentOf, toolsOf } from "./task-run.ts";
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
};

const guidanceLimit = 200_000; // bytes of one file
const modelApi = "https://api.anthropic.com";

/** Opens a session: a broker that holds the credential, and private directories for the CLI. Nothing is asked of the model yet. */
export async function openSession(
  scene: PreparedScene,
  options: { executable: string; pool: readonly Credential[] },
): Promise<AgentSession> {
  const { plan, task, site, kit } = scene;
  const { workspace } = site;
  const directories = { home: workspace.home, ...workspace.agent };
  const own = Object.values(workspace.agent);
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
      silence: task.settings.limits["silence-minutes"] * 60_000,
      dollars: task.reserved,
      tokens: plan.config.limits.tokens,
      models: [task.settings.model, ...task.settings.fallback],
    },
  });
  await site.expose(Number(new URL(broker.url).port));
  let transcript: string | null = null;
  let turns = 0;

  const round = async (prompt: string): Promise<Verdict> => {
    const minutes = task.settings.limits.minutes - (Date.now() - scene.started) / 60_000;
    const end = await runAgent({
      executable,
      launcher: await workspace.launch(scene.tree, {
        shown: [executable, ...(kit.files === null ? [] : [kit.files.directory])],
        own,
      }),
      cwd: workspace.directory,
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
        turns: Math.max(1, task.settings.limits.turns - turns),
        dollars: Math.max(0.01, task.reserved - broker.facts().dollars),
        retries: 4,
      },
      onEvent: (event) => {
        const line = describeEvent(event);
        if (line !== null) info(line);
      },
      signal: scene.signal,
    });
    transcript = end.transcript ?? (await findInside(scene, end.session));
    turns += end.turns;
    return verdictOf(end, broker.facts());
  };

  return {
    start: async () => round(await firstPrompt(scene)),
    repair: async (failed) =>
      round(
        repairPrompt(
          failed.map(({ name, tail }) => ({
            name,
            tail,
            run: plan.config.gates.find((gate) => gate.name === name)?.run ?? name,
          })),
          `text-${nonce().slice(0, 12)}`,
        ),
      ),
    facts: () => broker.facts(),
    spent: () => broker.facts().dollars,
    turns: () => turns,
    [Symbol.asyncDispose]: async () => broker[Symbol.asyncDispose](),
  };
}

/** The path of a session's transcript, looked for by the agent's user: another one may not even see what is in there. */
async function findInside({ site, tree }: PreparedScene, session: string): Promise<string | null> {
  const { config } = site.workspace.agent;
  const found = await site.workspace.capture(tree, {
    command: ["/usr/bin/find", config, "-type", "f", "-name", `${session}.jsonl`, "-print0"],
    own: [config],
    limitBytes: 10_000,
  });
  return found.stdout.toString("utf8").split("\0")[0] || null;
}

async function firstPrompt({ plan, task, site, base, kit }: PreparedScene): Promise<string> {
  const guidance = [];
  for (const file of task.settings.guidance) {
    const text = await site.workspace.read(base, file, guidanceLimit);
    if (text !== null) guidance.push({ file, text: text.toString("utf8") });
  }
  const rendered = renderPrompt(kit.template ?? plan["prompt-template"] ?? defaultTemplate, {
    repository: plan.repository,
    snapshot: task.snapshot,
    wanted: task.wanted satisfies Wanted,
    request: task.request.prompt ?? "",
    attempt: task.attempt,
    branch: branchName(plan.config.branch, { ...task, title: task.snapshot.title, at: task.request.at }),
    workspace: site.workspace.directory,
    gates: plan.config.gates.map(({ run }) => run),
    guidance,
    protected: protectedSentence(plan.config.protected),
    fence: `text-${nonce().slice(0, 12)}`,
  });
  const before = beforePrompt(task.before, `text-${nonce().slice(0, 12)}`);
  const parts = [rendered, task.settings.instructions, before];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}
