import type { Plan, PlanTask } from "../core/plan.ts";
import type { PlannedStep } from "../core/task-settings.ts";
import type { Before } from "./change-set-reader.ts";
import type { GitHub } from "./github.ts";
import type { Site } from "./site.ts";
import type { TaskKit } from "./task-kit.ts";
import type { Tree } from "./workspace.ts";

/** Where a task tells what it does. */
export type TaskLog = {
  say(line: string): void;
  /** What people should see without looking for it. */
  warn(text: string): void;
  /** What `act` says belongs together, under this name. */
  group<T>(name: string, act: () => Promise<T>): Promise<T>;
  /** This value must never be seen in what is told. */
  mask(value: string): void;
};

/** What preparing a base and running gates needs: a rehearsal has no task, but its settings. */
export type BaseScene = {
  readonly plan: Plan;
  readonly task: Pick<PlanTask, "settings">;
  /** The directory of the checkout. */
  readonly checkout: string;
  /** Private directory of this attempt, removed at its end. */
  readonly temp: string;
  /** Aborts when the task has to end. */
  readonly signal: AbortSignal;
  /** `NAME=value` lines for the steps of setup that name them, and the content of the env file; empty for none. */
  readonly secrets: { readonly "setup-env": string; readonly "env-file": string };
  readonly log: TaskLog;
};

/** Everything that setup, agent and gates of one task share, wherever they run. */
export type TaskScene = BaseScene & {
  readonly task: PlanTask;
  /** Opens GitHub for reading; a task that names nothing of the repository's own never asks. */
  readonly github: () => Promise<GitHub>;
};

/** What is there when the base is prepared, and the agent has a tree on it. */
export type Preparation = {
  readonly site: Site;
  readonly base: Tree;
  readonly before: Before;
  readonly steps: readonly PlannedStep[];
  readonly tree: Tree;
  readonly kit: TaskKit;
  /** Path of the file that no change holds: the env file. */
  readonly except: string | null;
};

/** A task whose base is prepared. */
export type PreparedTask = TaskScene & Preparation;

/** The scene with its base prepared, and a tree on it for the agent. */
export async function readyScene<Scene extends TaskScene>(
  scene: Scene,
  {
    site,
    kit,
    prepared,
  }: Pick<Preparation, "site" | "kit"> & { prepared: Pick<Preparation, "base" | "before" | "steps"> },
): Promise<Scene & Preparation> {
  return {
    ...scene,
    base: prepared.base,
    before: prepared.before,
    steps: prepared.steps,
    site,
    kit,
    tree: await site.workspace.grow(prepared.base),
    except: scene.task.settings["env-file"],
  };
}
