import type { LocatedAction } from "./action-location.ts";
import { resolveText, resolveTexts } from "./expressions.ts";
import { scopeOf } from "./job-context.ts";
import type { Frame, JobContext } from "./job-context.ts";
import type { Step } from "./step-model.ts";

/** The inputs of an action: what `with:` gives, then defaults. Unknown names are passed on with a warning. */
export function inputsOf(options: {
  job: JobContext;
  frame: Frame;
  step: Extract<Step, { kind: "uses" }>;
  located: LocatedAction;
  stepEnv: Readonly<Record<string, string>>;
}): Record<string, string> {
  const { job, frame, step, located, stepEnv } = options;
  const scope = scopeOf(job, frame, stepEnv);
  const given = Object.entries(resolveTexts(step.with, scope)).map(
    ([name, value]) => [name.toLowerCase(), value] as const,
  );
  const declared = located.action.inputs;
  const known = new Set(declared.map((input) => input.name.toLowerCase()));
  const unknown = given.filter(([name]) => !known.has(name)).map(([name]) => `'${name}'`);
  if (unknown.length > 0) {
    const valid = declared.map((input) => `'${input.name}'`).join(", ");
    const message = `Unexpected input(s) ${unknown.join(", ")}, valid inputs are [${valid}]`;
    job.log.annotate({ level: "warning", message, properties: {} });
  }
  const inner = scopeOf(job, { ...frame, composite: located }, stepEnv);
  const defaults = declared.map((input) => {
    const value = given.find(([name]) => name === input.name.toLowerCase())?.[1];
    return [input.name, value ?? resolveText(input.default, inner) ?? ""] as const;
  });
  return Object.fromEntries([...given.filter(([name]) => !known.has(name)), ...defaults]);
}
