import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import type { AgentEvent } from "../../src/core/agent-event.ts";
import { verdictOf, type Verdict } from "../../src/core/agent-verdict.ts";
import { plainCredential, type Credential } from "../../src/core/credential.ts";
import type { Consent } from "../../src/core/pool.ts";
import { startBroker, type Broker } from "../../src/edge/broker.ts";
import { codingTools, runAgent, type AgentEnd } from "../../src/edge/claude.ts";
import type { AgentOptions } from "../../src/edge/claude-options.ts";
import { startModel, type ScriptedModel } from "../../src/local/model/model.ts";
import type { Scenario, ScriptedTurn, Turn } from "../../src/local/model/scenario.ts";

const arch = process.arch === "arm64" ? "arm64" : "x64";
const executable = fileURLToPath(
  import.meta.resolve(`@anthropic-ai/claude-code-linux-${arch}/package.json`),
).replace(/package\.json$/, "claude");
export const secret = "sk-real-credential-of-the-owner";

/** What starts the CLI in a folder of the checkout, as a launcher does. */
export function startedIn(desk: Desk, folder: string): Pick<AgentOptions, "launcher" | "beside"> {
  if (folder === "") return { launcher: [], beside: null };
  const words = ["/bin/bash", "-c", 'cd -- "$1" && shift && exec "$@"', "in", join(desk.cwd, folder)];
  return { launcher: words, beside: desk.cwd };
}

type Setting = {
  kind?: "api-key" | "oauth-token";
  /** Instead of one credential of that kind. */
  pool?: readonly Credential[];
  consent?: Partial<Consent>;
  models?: readonly string[];
  dollars?: number;
  /** Files of the checkout. */
  files?: Record<string, string>;
  upstream?: URL;
  options?: Partial<AgentOptions>;
  limits?: Partial<AgentOptions["limits"]>;
  silence?: number;
  requests?: number;
  onEvent?: (event: AgentEvent) => void;
};

export type Desk = {
  cwd: string;
  model: ScriptedModel;
  broker: Broker;
  events: AgentEvent[];
  run(prompt: string, options?: Partial<AgentOptions>): Promise<AgentEnd & { verdict: Verdict }>;
  [Symbol.asyncDispose](): Promise<void>;
};

/** A checkout, a model that plays the turns, a broker between, and the CLI ready to run. */
export async function openDesk(
  scenarios: Scenario | readonly ScriptedTurn[],
  setting: Setting = {},
): Promise<Desk> {
  const played: Scenario =
    "match" in scenarios ? scenarios : { name: "task", match: "#42", turns: scenarios };
  const root = await mkdtemp(join(tmpdir(), "claude-test-"));
  const model = await startModel({ scenarios: [played] });
  const broker = await startBroker({
    pool: setting.pool ?? [plainCredential(setting.kind ?? "api-key", "only", secret)],
    consent: { spill: false, overage: false, ...setting.consent },
    idToken: (audience) => Promise.resolve(`identity-for-${audience}`),
    upstream: setting.upstream ?? new URL(model.url),
    limits: {
      requests: setting.requests ?? 100,
      bodyBytes: 10_000_000,
      silence: setting.silence ?? 30_000,
      dollars: setting.dollars ?? 1000,
      tokens: 100_000_000,
      models: setting.models ?? ["claude-sonnet-5-5", "claude-haiku-4-5-20251001"],
    },
  });
  const cwd = join(root, "checkout");
  await mkdir(cwd);
  for (const [path, content] of Object.entries(setting.files ?? {})) {
    await mkdir(dirname(join(cwd, path)), { recursive: true });
    await writeFile(join(cwd, path), content, { mode: 0o755 });
  }
  const events: AgentEvent[] = [];
  let homes = 0;
  return {
    cwd,
    model,
    broker,
    events,
    async run(prompt, options = {}) {
      homes += 1;
      const home = join(root, `home-${homes}`);
      const directories = { home, config: join(home, "config"), temp: join(home, "temp") };
      for (const directory of Object.values(directories)) await mkdir(directory, { recursive: true });
      const end = await runAgent({
        executable,
        launcher: [],
        cwd,
        beside: null,
        directories,
        broker,
        environment: { PATH: "/usr/local/bin:/usr/bin:/bin", LANG: "C.UTF-8" },
        prompt,
        guidance: null,
        kit: null,
        session: { kind: "new" },
        model: { name: "claude-sonnet-5-5", fallback: null, effort: "medium" },
        tools: codingTools,
        limits: {
          minutes: 1,
          silenceMinutes: 0.5,
          repeatedCalls: 20,
          turns: 20,
          dollars: 5,
          retries: 1,
          ...setting.limits,
        },
        onEvent: (event) => {
          events.push(event);
          setting.onEvent?.(event);
        },
        signal: new AbortController().signal,
        ...setting.options,
        ...options,
      });
      expect(end.survivors).toEqual([]);
      return { ...end, verdict: verdictOf(end, broker.facts()) };
    },
    async [Symbol.asyncDispose]() {
      await broker[Symbol.asyncDispose]();
      await model[Symbol.asyncDispose]();
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** A turn that runs a command. */
export function bash(command: string): Turn {
  return { tools: [{ name: "Bash", input: { command } }] };
}

export const done: Turn = { text: "Done." };
export const prompt = "Please do issue #42.";
