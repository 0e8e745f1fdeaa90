import { runAction } from "./action.ts";

/**
 * The bundle's whole surface: one function per action. Each loads its own chunk only, so that a dispatch with nothing to do starts neither the
 * artifact client nor the agent's supervisor.
 */
export const dispatch = async () => runAction(async () => (await import("./dispatch.ts")).dispatch());
export const prepare = async () => runAction(async () => (await import("./prepare.ts")).prepare());
export const work = async () => runAction(async () => (await import("./work.ts")).work());
export const collect = async () => runAction(async () => (await import("./collect.ts")).collect());
export const progress = async () => runAction(async () => (await import("./progress.ts")).progress());
export const wake = async () => runAction(async () => (await import("./wake.ts")).wake());
