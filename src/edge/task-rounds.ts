import type { Verdict } from "../core/agent-verdict.ts";
import { mendable } from "../core/attempt.ts";
import { firstOf, logLine } from "../core/log-line.ts";
import type { ChangeSet, GateResult } from "../core/result.ts";
import { type ReadChangeSet, readChangeSet } from "./change-set-reader.ts";
import { copiesOf } from "./env-file.ts";
import { type BaseResults, runGates } from "./gates.ts";
import type { PreparedTask } from "./task-scene.ts";

/** A first round with the agent, and rounds of repair in the same session. */
export type RoundsSession = {
  start(): Promise<Verdict>;
  repair(failed: readonly GateResult[]): Promise<Verdict>;
};

/** What keeps the work of an agent: while it is at work (`during`), and what was read after each round. */
export type RoundsKeeper = {
  during<T>(act: () => Promise<T>): Promise<T>;
  keep(read: ReadChangeSet): void;
};

/** What all rounds came to. `copied`: these files of the change hold a value of the env file. */
export type RoundsEnd =
  | { readonly kind: "copied"; readonly copies: readonly string[] }
  | { readonly kind: "interrupted"; readonly changes: ChangeSet }
  | {
      readonly kind: "ended";
      readonly verdict: Verdict;
      readonly changes: ChangeSet;
      readonly gates: readonly GateResult[];
    };

/** The agent's round, then gates and repair until they pass or the rounds are used up. `bases` is what is known of the gates on the base, and grows. */
export async function runRounds(
  scene: PreparedTask,
  { session, keeper, bases }: { session: RoundsSession; keeper: RoundsKeeper; bases: BaseResults },
): Promise<RoundsEnd> {
  const most = scene.task.settings.limits["repair-rounds"];
  let verdict = await keeper.during(async () => session.start());
  for (let round = 0; ; round += 1) {
    const now = await readChangeSet(scene.site.workspace, scene);
    keeper.keep(now);
    const { leftOut, emptied: _, ...read } = now;
    // Of unfinished work what is too large must not keep back the rest.
    const refusable = verdict.outcome === "finished" ? leftOut : [];
    if (verdict.outcome !== "finished") verdict = withLeftOut(verdict, leftOut);
    const changes: ChangeSet = {
      ...read,
      inexpressible: [...read.inexpressible, ...refusable].slice(0, 100),
    };
    const copies = await copiesOf(scene, changes.changes);
    if (copies.length > 0) return { kind: "copied", copies };
    const wantsGates =
      verdict.outcome === "finished" &&
      scene.task.wanted !== "answer" &&
      changes.changes.length > 0 &&
      changes.inexpressible.length === 0;
    const gates = wantsGates ? await runGates(scene, changes, bases) : [];
    const failing = mendable(gates);
    if (scene.signal.aborted) return { kind: "interrupted", changes };
    if (failing.length === 0 || round >= most) return { kind: "ended", verdict, changes, gates };
    scene.log.say(
      `Repair round ${round + 1} of ${most}: ${failing.map(({ name }) => logLine(name)).join(", ")}`,
    );
    const repaired = await keeper.during(async () => session.repair(failing));
    // A repair that ran into a limit does not undo the evidence of the gates before it.
    if (repaired.outcome !== "finished") {
      keeper.keep(await readChangeSet(scene.site.workspace, scene));
      return { kind: "ended", verdict: repaired, changes, gates };
    }
    verdict = repaired;
  }
}

/** How a round ended, with the files that are too large to be kept with the rest. */
function withLeftOut(verdict: Verdict, leftOut: readonly string[]): Verdict {
  if (leftOut.length === 0) return verdict;
  return {
    ...verdict,
    sentence: `${verdict.sentence} Too large to be kept with the rest: ${firstOf(leftOut)}.`,
  };
}
