import { openYard, readSample } from "../../src/local/yard.ts";
import { type Form, callerPath, readForm } from "./form.ts";
import { scenarios } from "./play.ts";
import type { Stage } from "./stage.ts";

const deadline = 300_000; // ms for everything that one act of a person starts

/** The yard of the demo: the shipped files, unchanged, on the project's own engine. */
export async function openOwnStage({ product, form }: { product: string; form: Form }): Promise<Stage> {
  const { [callerPath]: caller = "", ...others } = await readForm(product, form);
  const files = { ...(await readSample(product)), ...others };
  const yard = await openYard({ product, files, caller, scenarios });
  return {
    github: yard.github,
    model: yard.model,
    repository: yard.repository,
    person: yard.person,
    settled: async () => yard.engine.idle({ deadline }),
    [Symbol.asyncDispose]: async () => yard[Symbol.asyncDispose](),
  };
}
