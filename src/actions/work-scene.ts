import { group, info, setSecret, warning } from "@actions/core";
import { z } from "zod";

import type { BaseScene, Preparation, TaskLog, TaskScene } from "../edge/task-scene.ts";
import { type Job, poolInput, secretInput, tokenInput } from "./action.ts";
import { LegInputs, PlanInputs } from "./leg.ts";

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
export type WorkScene = TaskScene & {
  readonly inputs: WorkInputs;
  readonly job: Job;
  readonly started: number;
  /** What the checkout has for the agent that nothing in the config names. */
  readonly unused: readonly string[];
};

/** The scene when the base is prepared, and the agent has a tree on it. */
export type PreparedScene = WorkScene & Preparation;

/** The scene of a rehearsal, which has no task, but its settings. */
export type RehearsalScene = BaseScene & Pick<WorkScene, "inputs" | "job">;

/** The job log, for setup, agent and gates. */
export const taskLog: TaskLog = { say: info, warn: warning, group, mask: setSecret };
