import { z } from "zod";

import type { Plan, PlanTask } from "../core/plan.ts";
import type { PlannedStep } from "../core/task-settings.ts";
import type { Before } from "../edge/change-set-reader.ts";
import type { Tree } from "../edge/workspace.ts";
import { type Job, poolInput, secretInput, tokenInput } from "./action.ts";
import { LegInputs, PlanInputs } from "./leg.ts";
import type { TaskKit } from "./work-kit.ts";
import type { Site } from "./work-isolation.ts";

/** The inputs of work/action.yml. */
export const WorkInputs = LegInputs.extend(PlanInputs.shape).extend({
  token: tokenInput,
  credentials: poolInput,
  "anthropic-api-key": secretInput,
  "claude-code-oauth-token": secretInput,
  "setup-env": secretInput,
  "env-file": secretInput,
  "seal-key": secretInput,
  "base-url": z.union([z.literal(""), z.url("must be an http or https address")]),
});
export type WorkInputs = z.output<typeof WorkInputs>;

/** Everything that the steps of one attempt share. */
export type WorkScene = {
  readonly inputs: WorkInputs;
  readonly job: Job;
  readonly plan: Plan;
  readonly task: PlanTask;
  /** Private directory of this attempt, removed at its end. */
  readonly temp: string;
  /** Aborts when the task has to end: cancelled, stopped, or the job is being shut down. */
  readonly signal: AbortSignal;
  readonly started: number;
  /** What the checkout has for the agent that nothing in the config names. */
  readonly unused: readonly string[];
};

/** The scene with its base prepared, and a tree on it for the agent. */
export async function readyScene(
  scene: WorkScene,
  {
    site,
    kit,
    prepared,
  }: Pick<PreparedScene, "site" | "kit"> & { prepared: Pick<PreparedScene, "base" | "before" | "steps"> },
): Promise<PreparedScene> {
  return {
    ...scene,
    ...prepared,
    site,
    kit,
    tree: await site.workspace.grow(prepared.base),
    except: scene.task.settings["env-file"],
  };
}

/** The scene when the base is prepared, and the agent has a tree on it. */
export type PreparedScene = WorkScene & {
  readonly site: Site;
  readonly base: Tree;
  readonly before: Before;
  readonly steps: readonly PlannedStep[];
  readonly tree: Tree;
  readonly kit: TaskKit;
  /** Path of the file that no change holds: the env file. */
  readonly except: string | null;
};
