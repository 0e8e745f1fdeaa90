import { z } from "zod";

import type { Fault } from "../../src/local/contract.ts";
import { delivering } from "../scenarios/plays.ts";
import { recordOf } from "../scenarios/reading.ts";
import { type Repository, type Stage, openStage } from "../scenarios/stage.ts";
import { type Asked, faultKinds, faultOf } from "./faults.ts";
import { type FinalState, brokenPromises, endings, errorLines, finalState } from "./verdict.ts";

/** Request number `at` (from 1) of the run that an issue's label starts meets a fault of this kind. */
export const SweepCase = z.object({ kind: z.enum(faultKinds), at: z.int().positive() });
export type SweepCase = z.infer<typeof SweepCase>;

/** What became of one case. */
export const SweepVerdict = SweepCase.extend({
  /** The request that met the fault; null when there was none of that number, or its kind cannot happen to it. */
  struck: z.string().nullable(),
  /** Every promise that was broken, as a sentence. */
  broken: z.array(z.string()),
  /** Ticks after the first run until everything was as it should be. */
  ticks: z.int(),
  /** How the attempts ended, in order. */
  endings: z.array(z.string()),
  /** How often a model was asked to begin. */
  sessions: z.int(),
  /** The error lines of the jobs that failed, each after the name of its job. */
  errors: z.array(z.string()),
  seconds: z.number(),
});
export type SweepVerdict = z.infer<typeof SweepVerdict>;

/** Plays cases one after the other on a GitHub of its own. */
export type Sweep = AsyncDisposable & {
  /** The requests of an undisturbed run, in order. */
  readonly requests: readonly string[];
  play(wanted: SweepCase): Promise<SweepVerdict>;
};

const patience = 7; // ticks after the fault; an outcome that is retried by itself needs two
// Faults meet what asks GitHub; keeping the agent apart from the machine has tests of its own, and costs a second per run.
const files = {
  "greeting.txt": "hello\n",
  ".github/switchyard.yml": "isolation: { user: none, egress: none, limits: none, cleanup: none }\n",
};
const pause = 7 * 3_600_000; // ms that the clock goes on before each: every not-before of an outcome has passed then (outcome.ts)

/** Opens a stage, and plays an undisturbed run on it to know how it ends. */
export async function openSweep(): Promise<Sweep> {
  await using stack = new AsyncDisposableStack();
  const stage = stack.use(await openSweepStage());
  const first = await begin(stage, "undisturbed", () => null);
  const expected = await finalState(first.repository, first.number);
  if (expected.workpad !== "the pull request" || expected.pulls.length !== 1)
    throw new Error(`the undisturbed run ended in ${JSON.stringify(expected)}`);
  let count = 0;
  const disposer = stack.move();
  return {
    requests: first.asked.map(nameOf),
    play: async (wanted) => {
      count += 1;
      return playCase(stage, { wanted, expected, name: `c${count}` });
    },
    [Symbol.asyncDispose]: async () => disposer.disposeAsync(),
  };
}

/** A stage whose model delivers on the first issue of each repository. */
export async function openSweepStage(): Promise<Stage> {
  return openStage([
    { name: "sweep", match: "You work on issue #1 of acme/", turns: delivering("second.txt"), later: [] },
  ]);
}

async function playCase(
  stage: Stage,
  { wanted, expected, name }: { wanted: SweepCase; expected: FinalState; name: string },
): Promise<SweepVerdict> {
  const started = performance.now();
  const { github } = stage.yard;
  let struck: string | null = null;
  github.ahead = 0;
  const { repository, number } = await begin(stage, name, (asked, index) => {
    if (index !== wanted.at) return null;
    const fault = faultOf(wanted.kind, asked);
    if (fault !== null) struck = nameOf(asked);
    return fault;
  });
  const judge = async (): Promise<string[]> => {
    const sessions = sessionsOf(repository);
    const found = await finalState(repository, number);
    return brokenPromises(repository, { number, sessions, expected, found });
  };
  let ticks = 0;
  let broken = struck === null ? [] : await judge();
  if (struck !== null) {
    // One more when all is well: what is delivered stays delivered.
    for (let last = false; !last && ticks < patience; ticks += 1) {
      last = broken.length === 0;
      github.ahead += pause;
      repository.tick();
      await repository.settled();
      broken = await judge();
    }
  }
  return {
    ...wanted,
    struck,
    broken,
    ticks,
    endings: endings(recordOf(repository, number)).map(({ outcome }) => outcome),
    sessions: sessionsOf(repository),
    errors: errorLines(repository).flatMap(({ job, errors }) => errors.map((line) => `${job}: ${line}`)),
    seconds: (performance.now() - started) / 1_000,
  };
}

/** Labels an issue of a new repository, lets `fault` answer each request that its runs make, numbered from 1, and waits for the end. */
export async function begin(
  stage: Stage,
  name: string,
  fault: (asked: Asked, index: number) => Fault | null,
): Promise<{ repository: Repository; number: number; asked: readonly Asked[] }> {
  const repository = await stage.open(name, { files });
  const number = await repository.issue("Greet somebody");
  const asked: Asked[] = [];
  stage.faults.splice(0, stage.faults.length, (request) => {
    // Addresses of artifacts name no run; no other run is there.
    if (!request.by.startsWith("run/") && request.by !== "artifact-url") return null;
    asked.push(request);
    return fault(request, asked.length);
  });
  await repository.label(number);
  await repository.settled();
  return { repository, number, asked };
}

/** A request by its kind, its method, and what is asked for in the repository. */
export function nameOf({ kind, method, what }: Asked): string {
  return `${kind} ${method} ${what.replace(/^\/repos\/[^/]+\/[^/]+/, "")}`;
}

/** How many sessions of a repository began to ask a model: each was paid for. */
export function sessionsOf({ stage, fullName }: Repository): number {
  const own = stage.yard.model.requests.filter(
    ({ scenario, body }) => scenario !== null && body.includes(`of ${fullName}.`),
  );
  return new Set(own.map(({ body }) => /"user_id":"((?:[^"\\]|\\.)*)"/.exec(body)?.[1])).size;
}
