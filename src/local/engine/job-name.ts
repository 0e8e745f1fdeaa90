import { resolveText } from "./expressions.ts";
import type { Scope } from "./expressions.ts";
import { legValues } from "./matrix.ts";
import type { Job } from "./workflow-file.ts";
import type { Json } from "./yaml-node.ts";

const nameLength = 100; // GitHub cuts the generated part of job names

/** A job's name as GitHub shows it: `caller / called (values)`; a name with an expression gets no values appended. */
export function jobName(options: { prefix: string; job: Job; leg: Json; scope: Scope }): string {
  const { prefix, job, leg, scope } = options;
  const given = resolveText(job.name, scope);
  const base = given === null || given === "" ? job.id : given;
  const values = job.name?.kind === "expression" ? [] : legValues(leg);
  const full = values.length === 0 ? base : `${base} (${values.join(", ")})`;
  const cut = full.length > nameLength && values.length > 0 ? `${full.slice(0, nameLength - 3)}...` : full;
  return prefix === "" ? cut : `${prefix} / ${cut}`;
}
