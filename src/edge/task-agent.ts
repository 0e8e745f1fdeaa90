import { skillsTold } from "../core/agent-kit.ts";
import { branchName } from "../core/branch.ts";
import type { Wanted } from "../core/plan.ts";
import { protectedSentence } from "../core/protected-path.ts";
import { beforePrompt, defaultTemplate, renderPrompt, repairPrompt } from "../core/prompt.ts";
import type { GateResult } from "../core/result.ts";
import { gatesTold, scopeTold } from "../core/scope-told.ts";
import { type AgentEnd, runAgent } from "./claude.ts";
import type { AgentOptions } from "./claude-options.ts";
import { nonce } from "./stamp.ts";
import { environmentOf, toolsOf } from "./task-run.ts";
import type { PreparedTask } from "./task-scene.ts";

/** What differs from round to round, and from place to place. */
export type Round = Pick<
  AgentOptions,
  "executable" | "directories" | "broker" | "prompt" | "session" | "onEvent" | "signal"
> & {
  /** Directories of the machine that the agent may write, beside its tree. */
  readonly own: readonly string[];
  /** What is left of the limits of the attempt. */
  readonly left: { readonly minutes: number; readonly turns: number; readonly dollars: number };
};

const guidanceLimit = 200_000; // bytes of one file

/** Runs the agent once in the tree of a task, as the settings of the task say. */
export async function runRound(scene: PreparedTask, round: Round): Promise<AgentEnd> {
  const { task, site, kit } = scene;
  const { workspace } = site;
  const { directory } = task.settings;
  const { executable, directories, broker, prompt, session, onEvent, signal, left } = round;
  return runAgent({
    executable,
    launcher: await workspace.launch(scene.tree, {
      folder: directory,
      shown: [executable, ...(kit.files === null ? [] : [kit.files.directory])],
      own: round.own,
    }),
    cwd: workspace.directory,
    beside: directory === "" ? null : workspace.directory,
    directories,
    broker,
    environment: environmentOf(site.environment, task.settings),
    prompt,
    guidance: skillsTold(kit.kit),
    kit: kit.files,
    session,
    model: {
      name: task.settings.model,
      fallback: task.settings.fallback.join(",") || null,
      effort: task.settings.effort,
    },
    tools: toolsOf(task.settings, kit.kit),
    limits: {
      minutes: Math.max(left.minutes, 0.1),
      silenceMinutes: task.settings.limits["silence-minutes"],
      repeatedCalls: task.settings.limits["repeated-calls"],
      turns: Math.max(1, left.turns),
      dollars: Math.max(0.01, left.dollars),
      retries: 4,
    },
    onEvent,
    signal,
  });
}

/** The prompt of the first round, with the guidance files as the prepared base has them. */
export async function firstPrompt({ plan, task, site, base, kit }: PreparedTask): Promise<string> {
  const found = await site.workspace.read(base, task.settings.guidance, guidanceLimit);
  const texts = new Map([...found].map(([file, text]) => [file, text.toString("utf8")]));
  return promptOf({ plan, task, template: kit.template, workspace: site.workspace.directory, texts });
}

/** The prompt of a task: `template` is that of its profile, `workspace` where the checkout will lie, `texts` those of the guidance files that exist. */
export function promptOf({
  plan,
  task,
  template,
  workspace,
  texts,
}: Pick<PreparedTask, "plan" | "task"> & {
  readonly template: string | null;
  readonly workspace: string;
  readonly texts: ReadonlyMap<string, string>;
}): string {
  const rendered = renderPrompt(template ?? plan["prompt-template"] ?? defaultTemplate, {
    repository: plan.repository,
    snapshot: task.snapshot,
    wanted: task.wanted satisfies Wanted,
    request: task.request.prompt ?? "",
    attempt: task.attempt,
    branch: branchName(plan.config.branch, { ...task, title: task.snapshot.title, at: task.request.at }),
    workspace,
    gates: gatesTold(task.settings),
    scope: scopeTold(task.settings),
    guidance: [...texts].map(([file, text]) => ({ file, text })),
    protected: protectedSentence(plan.config.protected),
    fence: fence(),
  });
  const before = beforePrompt(task.before, fence());
  const parts = [rendered, task.settings.instructions, before];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

/** The prompt of a round of repair: what of the gates does not pass, and how. */
export function failedPrompt({ task }: Pick<PreparedTask, "task">, failed: readonly GateResult[]): string {
  return repairPrompt(
    failed.map(({ name, tail }) => ({
      name,
      tail,
      run: task.settings.gates.find((gate) => gate.name === name)?.run ?? name,
    })),
    fence(),
  );
}

function fence(): string {
  return `text-${nonce().slice(0, 12)}`;
}
