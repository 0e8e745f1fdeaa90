import { UserError } from "../../core/errors.ts";
import { resolve, resolveBoolean, resolveNumber } from "./expressions.ts";
import type { Scope } from "./expressions.ts";
import type { Json, Node } from "./yaml-node.ts";
import { child, place } from "./yaml-node.ts";

type Values = Readonly<Record<string, Json>>;

export type Strategy = {
  readonly failFast: boolean;
  /** At most so many legs at once. */
  readonly maxParallel: number;
  /** One entry per leg; null for a job without a matrix. */
  readonly legs: readonly (Values | null)[];
};

const jobsPerRun = 256; // docs: "A matrix will generate a maximum of 256 jobs per workflow run"

/** Evaluates a `strategy:`; throws a UserError for an empty or malformed matrix, as GitHub fails the job. */
export function readStrategy(node: Node | null, scope: Scope): Strategy {
  const matrix = child(node, "matrix");
  const failFast = resolveBoolean(child(node, "fail-fast"), scope) ?? true;
  const maxParallel = resolveNumber(child(node, "max-parallel"), scope) ?? jobsPerRun;
  if (node === null || matrix === null) return { failFast, maxParallel, legs: [null] };
  const legs = expandMatrix(resolve(matrix, scope), place(matrix.at));
  if (legs.length > jobsPerRun) {
    throw new UserError(
      `${place(matrix.at)}: the matrix makes ${legs.length} jobs, at most ${jobsPerRun} are allowed`,
    );
  }
  return { failFast, maxParallel: Math.max(1, maxParallel), legs };
}

/** The legs of an evaluated matrix, in GitHub's order, with `include` and `exclude` applied as documented. */
function expandMatrix(matrix: Json, where: string): readonly Values[] {
  if (!isMapping(matrix)) throw new UserError(`${where}: the matrix must be a mapping`);
  const vectors = Object.entries(matrix).filter(([name]) => name !== "include" && name !== "exclude");
  let legs: Values[] = vectors.length === 0 ? [] : [{}];
  for (const [name, vector] of vectors) {
    if (!isList(vector)) throw new UserError(`${where}: the matrix vector '${name}' must be a list`);
    if (vector.length === 0) {
      throw new UserError(`${where}: Matrix vector '${name}' does not contain any values`);
    }
    legs = legs.flatMap((leg) => vector.map((value) => ({ ...leg, [name]: value })));
  }
  const excluded = filterList(matrix["exclude"], `${where}: exclude`);
  legs = legs.filter((leg) => !excluded.some((filter) => matches(leg, filter)));
  const expanded = include(legs, filterList(matrix["include"], `${where}: include`));
  if (expanded.length === 0) throw new UserError(`${where}: Matrix must define at least one vector`);
  return expanded;
}

/** What stands in brackets behind the name of a leg: its scalar values in order. */
export function legValues(leg: Json): readonly string[] {
  if (leg === null) return [];
  if (typeof leg !== "object") return [String(leg)];
  return Object.values(leg).flatMap(legValues);
}

function include(legs: readonly Values[], includes: readonly Values[]): readonly Values[] {
  const originals = legs.map((leg) => ({ original: leg, values: leg }));
  const added: Values[] = [];
  for (const extra of includes) {
    let used = false;
    for (const leg of originals) {
      const overwrites = Object.entries(extra).some(
        ([key, value]) => key in leg.original && !same(leg.original[key], value),
      );
      if (overwrites) continue;
      leg.values = { ...leg.values, ...extra };
      used = true;
    }
    if (!used) added.push(extra);
  }
  return [...originals.map((leg) => leg.values), ...added];
}

function matches(leg: Values, filter: Values): boolean {
  return Object.entries(filter).every(([key, value]) => key in leg && same(leg[key], value));
}

function filterList(value: Json | undefined, where: string): readonly Values[] {
  if (value === undefined || value === null) return [];
  if (!isList(value)) throw new UserError(`${where}: expected a list`);
  return value.map((item) => {
    if (!isMapping(item)) throw new UserError(`${where}: expected a list of mappings`);
    return item;
  });
}

function same(left: Json | undefined, right: Json | undefined): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isMapping(value: Json): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
