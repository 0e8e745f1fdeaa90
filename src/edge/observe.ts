import type { Config } from "../core/config.ts";
import { decide, peopleToCheck } from "../core/decide.ts";
import type { World } from "../core/world.ts";
import { stateLabels } from "../core/workpad.ts";
import type { GitHub } from "./github.ts";
import { readIssues } from "./issues.ts";
import type { Records } from "./record-store.ts";
import { readWriters } from "./repository.ts";
import { claimIsOver } from "./runs.ts";
import { nonce } from "./stamp.ts";

const pages = 5; // of labelled issues in one tick

/** What was read already, and who looks: `run` is null outside of a workflow run. `numbers` are looked at whatever labels they carry. */
export type Observing = {
  readonly config: Config;
  readonly base: string;
  readonly records: Records;
  readonly run: World["run"] | null;
  readonly numbers: readonly number[];
};

/** Reads everything that `decide` depends on: the top of the queue until the slots are full, not all issues. */
export async function observe(
  github: GitHub,
  { config, base, records, run, numbers }: Observing,
): Promise<{ world: World; labelIds: ReadonlyMap<string, string> }> {
  const active = [...records.entries].flatMap(([issue, record]) =>
    record.ok && record.entry.state.phase !== "idle" ? [issue] : [],
  );
  const all = [...stateLabels(config, null).off, ...config.labels.trigger];
  let page = await readIssues(github, {
    config,
    numbers: [...new Set([...numbers, ...active])],
    names: all,
    after: null,
  });
  const issues = [...page.issues];
  const deadClaims = await findDeadClaims(github, { records, run });
  for (let count = 1; ; count += 1) {
    const writers = await readWriters(github, peopleToCheck({ issues, records: records.entries }));
    const world: World = {
      now: github.now(),
      config,
      base,
      run: run ?? { id: 0, attempt: 0 },
      stopped: records.stopped,
      issues,
      records: records.entries,
      writers,
      openPullRequests: page.openPullRequests,
      deadClaims,
      nonces: Array.from({ length: config.limits.tasks }, nonce),
    };
    // Full slots end the search: what stands further back cannot start in this tick.
    const full = decide(world).deferred.some(({ reason }) => reason.startsWith("limit_"));
    if (page.next === null || full || count >= pages) return { world, labelIds: page.labelIds };
    page = await readIssues(github, { config, numbers: [], names: all, after: page.next });
    issues.push(...page.issues.filter(({ number }) => !issues.some((issue) => issue.number === number)));
  }
}

async function findDeadClaims(
  github: GitHub,
  { records, run }: Pick<Observing, "records" | "run">,
): Promise<Set<number>> {
  const dead = new Set<number>();
  for (const [issue, record] of records.entries) {
    const claim = record.ok ? record.entry.state.claim : null;
    if (claim === null || (claim.run === run?.id && claim["run-attempt"] === run.attempt)) continue;
    if (await claimIsOver(github, { issue, claim, ownRun: run?.id ?? null })) dead.add(issue);
  }
  return dead;
}
