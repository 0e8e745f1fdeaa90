import { realpath } from "node:fs/promises";

import { getIDToken } from "@actions/core";

import { type Verdict, verdictOf } from "../core/agent-verdict.ts";
import type { Credential } from "../core/credential.ts";
import { messageOf } from "../core/errors.ts";
import { isoTime } from "../core/log-line.ts";
import { type Finding, finding } from "../core/rehearsal.ts";
import { startBroker } from "../edge/broker.ts";
import { runAgent } from "../edge/claude.ts";
import { upstreamOf } from "./work-agent.ts";
import type { Site } from "../edge/site.ts";
import type { RehearsalScene } from "./work-scene.ts";

const prompt = "This only tests the connection. Answer with the word ok.";
const most = { minutes: 3, dollars: 0.5 };

/**
 * Asks the model for one word with one credential, through broker and CLI as a task would: of a subscription only the CLI's own requests are allowed,
 * and its smallest is one turn without tools.
 */
export async function probeCredential(
  { plan, inputs, task, signal }: RehearsalScene,
  { site, executable, credential }: { site: Site; executable: string; credential: Credential },
): Promise<{ finding: Finding; spent: number }> {
  const { workspace } = site;
  const { model } = task.settings;
  await using broker = await startBroker({
    pool: [credential],
    consent: plan.config.credentials,
    idToken: getIDToken,
    upstream: upstreamOf(inputs),
    limits: {
      requests: 3,
      bodyBytes: 40_000_000,
      silence: 60_000,
      dollars: most.dollars,
      tokens: plan.config.limits.tokens,
      models: [model],
    },
  });
  const tree = await workspace.grow(null);
  try {
    await site.expose(Number(new URL(broker.url).port));
    const program = await realpath(executable);
    const end = await runAgent({
      executable: program,
      launcher: await workspace.launch(tree, { shown: [program], own: Object.values(workspace.agent) }),
      cwd: workspace.directory,
      beside: null,
      directories: { home: workspace.home, ...workspace.agent },
      broker,
      environment: site.environment,
      prompt,
      guidance: null,
      kit: null,
      session: { kind: "new" },
      model: { name: model, fallback: null, effort: "low" },
      tools: { available: [], allowed: [], denied: [], mode: "dontAsk" },
      limits: {
        minutes: most.minutes,
        silenceMinutes: most.minutes,
        repeatedCalls: 2,
        turns: 1,
        dollars: most.dollars,
        retries: 0,
      },
      onEvent: () => undefined,
      signal,
    });
    const facts = broker.facts();
    return { finding: findingOf(verdictOf(end, facts), credential.name), spent: facts.dollars };
  } catch (error) {
    return { finding: finding("model", "missing", messageOf(error), credential.name), spent: 0 };
  } finally {
    await workspace.fell(tree);
  }
}

function findingOf(verdict: Verdict, name: string): Finding {
  const { outcome, sentence } = verdict;
  if (outcome === "finished") return finding("credential", "ok", "The model answers.", name);
  if (outcome === "usage_limited") {
    const until = verdict.resetsAt === null ? "" : ` Until ${isoTime(verdict.resetsAt)}.`;
    return finding("spent", "missing", `${sentence}${until}`, name);
  }
  if (outcome === "agent_failed" && verdict.cause === "invalid_credential")
    return finding("revoked", "missing", sentence, name);
  if (outcome === "agent_failed" && verdict.cause === "billing")
    return finding("unpaid", "missing", sentence, name);
  return finding("model", "missing", sentence, name);
}
