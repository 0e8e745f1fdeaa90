import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { outcomeOf } from "../core/attempt.ts";
import type { CheckedChanges } from "../core/change-set.ts";
import type { Config } from "../core/config.ts";
import { copiedText } from "../core/env-file.ts";
import { UserError } from "../core/errors.ts";
import type { Outcome } from "../core/outcome.ts";
import type { Plan, PlanTask } from "../core/plan.ts";
import { type Refusal, refusalText } from "../core/refusal.ts";
import type { ChangeSet, GateResult } from "../core/result.ts";
import { detectSetup } from "../core/setup.ts";
import { judgeChanges, secretsInChange } from "../edge/change-set-check.ts";
import { showDiff } from "../edge/change-set-reader.ts";
import { checkOut } from "../edge/checkout.ts";
import { openRememberingScanner } from "../edge/secret-scan.ts";
import { setupLevels } from "../edge/setup-auto.ts";
import { prepareBase } from "../edge/setup.ts";
import { gatesBeforehand } from "../edge/gates.ts";
import { openSite } from "../edge/site.ts";
import { baseOf } from "../edge/task-base.ts";
import { openKit } from "../edge/task-kit.ts";
import { runRounds } from "../edge/task-rounds.ts";
import { type PreparedTask, type TaskLog, type TaskScene, readyScene } from "../edge/task-scene.ts";
import type { OwnClaude } from "./own-claude.ts";
import type { Target } from "./target.ts";
import { openOwnSession } from "./try-session.ts";

/** What a trial came to. */
export type Tried = {
  readonly outcome: Outcome;
  readonly reason: string;
  /** The agent's last message. */
  readonly message: string;
  readonly set: ChangeSet | null;
  readonly diff: string;
  readonly gates: readonly GateResult[];
  /** What the publishing rules say of the change; null when there is none. */
  readonly judged: CheckedChanges | null;
  readonly refusals: readonly Refusal[];
  /** US dollars by list price. */
  readonly spent: number;
  readonly turns: number;
  readonly seconds: number;
  /** Where the clone was left; null when it was removed. */
  readonly kept: string | null;
  /** The model does not know the person's login. */
  readonly loggedOut: boolean;
};

export type Trial = {
  readonly target: Target;
  readonly plan: Plan;
  readonly task: PlanTask;
  readonly claude: OwnClaude;
  /** Content of the env file; null for none. */
  readonly envFile: string | null;
  readonly setup: boolean;
  readonly keep: boolean;
  readonly log: TaskLog;
  readonly signal: AbortSignal;
  /** May these commands run here? Asked once, before anything of the repository runs. */
  readonly agree: (commands: readonly string[]) => Promise<boolean>;
};

const unisolated: Pick<Config["isolation"], "user" | "egress" | "limits" | "cleanup"> = {
  user: "none",
  egress: "none",
  limits: "none",
  cleanup: "none",
};

/** Does a task in a clone that goes with it, as work does, and publishes nothing; null when the person does not agree. */
export async function tryTask(trial: Trial): Promise<Tried | null> {
  const { target, task: planned } = trial;
  const started = Date.now();
  const directory = await mkdtemp(join(tmpdir(), "switchyard-try-"));
  const kept = join(directory, "clone");
  let isKept = false;
  try {
    const [temp, checkout] = [join(directory, "task"), join(directory, "checkout")];
    for (const path of [temp, checkout]) await mkdir(path);
    await checkOut({
      remote: target.remote,
      commit: planned.base,
      directory: checkout,
      sparse: planned.settings.sparse,
    });
    const { plan, task } = localTask(trial);
    if (!(await trial.agree(await commandsOf(task, checkout)))) return null;
    const scene: TaskScene = {
      plan,
      task,
      checkout,
      temp,
      signal: trial.signal,
      secrets: { "setup-env": ownSecrets(task.settings), "env-file": trial.envFile ?? "" },
      github: () => Promise.resolve(target.github),
      log: trial.log,
    };
    const tried = await attempt(scene, trial, { started, kept });
    isKept = trial.keep;
    return tried;
  } finally {
    for (const name of isKept ? ["task", "checkout"] : ["."])
      await rm(join(directory, name), { recursive: true, force: true });
  }
}

async function attempt(
  scene: TaskScene,
  { claude, keep }: Trial,
  { started, kept }: { started: number; kept: string },
): Promise<Tried> {
  const nothing = {
    message: "",
    set: null,
    diff: "",
    gates: [],
    judged: null,
    refusals: [],
    spent: 0,
    turns: 0,
    kept: null,
    loggedOut: false,
  };
  const seconds = () => (Date.now() - started) / 1000;
  const cannot = (reason: string): Tried => ({
    ...nothing,
    outcome: "setup_failed",
    reason,
    seconds: seconds(),
  });
  const kit = await openKit(scene);
  const opened = await openSite(scene);
  if (!opened.ok) return cannot(opened.reason);
  await using site = opened.site;
  const prepared = await prepareBase(scene, site);
  if (!prepared.ok) return cannot(prepared.reason);
  const ready = await readyScene(scene, { site, kit, prepared });
  const bases = await gatesBeforehand(ready);
  await using session = openOwnSession(ready, { claude, started: Date.now() });
  const end = await runRounds(ready, {
    session,
    bases,
    keeper: { during: async (act) => act(), keep: () => undefined },
  });
  const used = { spent: session.spent(), turns: session.turns() };
  const copy = async (): Promise<string | null> => {
    if (!keep) return null;
    await copyTree(ready, kept);
    return kept;
  };
  if (end.kind === "copied")
    return {
      ...cannot(copiedText(end.copies)),
      ...used,
      outcome: "agent_failed",
      kept: await copy(),
    };
  const set = end.changes;
  const count = set.changes.length + set.inexpressible.length;
  const ended =
    end.kind === "interrupted"
      ? { outcome: "cancelled" as const, reason: "You ended it." }
      : outcomeOf({ verdict: end.verdict, wanted: scene.task.wanted, changes: count, gates: end.gates });
  const from = baseOf(ready);
  const scanner = await openRememberingScanner();
  const rules = scene.plan.config;
  const judged =
    count === 0 ? null : await judgeChanges(set, { rules, bounds: scene.task.settings, base: from, scanner });
  const secrets = await secretsInChange(set, { rules, texts: from.texts, scanner });
  const others = judged === null || judged.ok ? [] : judged.refusals;
  const refusals = [...secrets, ...others.filter(({ code }) => code !== "secret" || secrets.length === 0)];
  return {
    ...published(ended, { judged, refusals }),
    message: end.kind === "ended" && end.verdict.outcome === "finished" ? end.verdict.text : "",
    set: count === 0 ? null : set,
    diff: await diffOf(ready, set),
    gates: end.kind === "ended" ? end.gates : [],
    judged,
    refusals,
    ...used,
    seconds: seconds(),
    kept: await copy(),
    loggedOut:
      end.kind === "ended" &&
      end.verdict.outcome === "agent_failed" &&
      end.verdict.cause === "invalid_credential",
  };
}

/** How it would end on GitHub, where collect has its say about a change that passes its gates. */
function published(
  ended: Pick<Tried, "outcome" | "reason">,
  { judged, refusals }: Pick<Tried, "judged" | "refusals">,
): Pick<Tried, "outcome" | "reason"> {
  if (ended.outcome !== "delivered") return ended;
  if (refusals.length > 0) return { outcome: "refused", reason: refusalText(refusals) };
  const isWithheld = judged?.ok === true && judged.changes.length === 0;
  return isWithheld ? { outcome: "withheld", reason: "Only paths were changed that are withheld." } : ended;
}

/** The diff of what would be published, and of nothing else that lies in the agent's tree. */
async function diffOf({ site, base, before }: PreparedTask, { changes }: ChangeSet): Promise<string> {
  if (changes.length === 0) return "";
  const tree = await site.workspace.grow(base);
  await site.workspace.apply(tree, changes);
  const diff = await showDiff(site.workspace, { tree, before });
  await site.workspace.fell(tree);
  return diff;
}

/** Copies the agent's tree, whose turn at the checkout this makes it. */
async function copyTree({ site, tree, checkout }: PreparedTask, to: string): Promise<void> {
  await site.workspace.capture(tree, { command: ["/bin/true"], limitBytes: 1_000 });
  await cp(checkout, to, { recursive: true, verbatimSymlinks: true });
}

/** Plan and task as they are done here: nothing isolates the agent, no image is taken, and setup runs only when it is wanted. */
function localTask({ plan, task, setup, envFile, log }: Trial): Pick<TaskScene, "plan" | "task"> {
  const { settings } = task;
  const path = settings["env-file"];
  if (path !== null && envFile === null)
    throw new UserError(
      `\`env-file: ${path}\` asks for a file that no repository holds. Give one with --env, such as your own ${path}.`,
    );
  if (settings.container !== null)
    log.say(`On this machine's own system, not in the image ${settings.container} of the config.`);
  return {
    plan: { ...plan, config: { ...plan.config, isolation: { ...plan.config.isolation, ...unisolated } } },
    task: { ...task, settings: { ...settings, container: null, setup: setup ? settings.setup : [] } },
  };
}

async function commandsOf({ settings }: PlanTask, checkout: string): Promise<string[]> {
  const { setup, gates, directory } = settings;
  const steps = setup === "auto" ? detectSetup(await setupLevels(checkout, directory), null) : setup;
  const where = (folder: string) => (folder === "" ? "" : ` (in ${folder})`);
  return [
    ...steps.map((step) => `setup: ${step.run}${where(step.directory)}`),
    ...gates.map((gate) => `gate ${gate.name}: ${gate.run}${where(gate.directory)}`),
  ];
}

/** The secrets that steps of setup name, from this process's own environment, as the secret `setup-env` holds them. */
function ownSecrets({ setup }: PlanTask["settings"]): string {
  const names = setup === "auto" ? [] : [...new Set(setup.flatMap(({ secrets }) => secrets))];
  const lines = names.flatMap((name) => {
    const value = process.env[name];
    if (value === undefined) return [];
    const quote = ["'", '"', "`"].find((mark) => !value.includes(mark)) ?? "'";
    return [`${name}=${quote}${value}${quote}`];
  });
  return lines.join("\n");
}
