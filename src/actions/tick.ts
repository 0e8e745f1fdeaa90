import { setTimeout as wait } from "node:timers/promises";

import { debug, info } from "@actions/core";

import type { Config } from "../core/config.ts";
import { starting } from "../core/command.ts";
import { decide, nextStart, patience } from "../core/decide.ts";
import { UserError } from "../core/errors.ts";
import { type Request, emptyState, isRecorded } from "../core/record.ts";
import { checkTemplate, readConfig } from "../edge/config-file.ts";
import type { GitHub } from "../edge/github.ts";
import { readNumbered } from "../edge/issues.ts";
import { type Observed, observe } from "../edge/observe.ts";
import { appendEvents, rounds, stateIn } from "../edge/record-events.ts";
import type { RecordStore, Records } from "../edge/record-store.ts";
import { demandRepository, type Repository } from "../edge/repository.ts";
import { entryOf, nonce } from "../edge/stamp.ts";
import type { Decided } from "../edge/task-plan.ts";
import type { Job } from "./action.ts";

/** What one tick saw, decided and wrote. */
export type Applied = Observed & Decided & { readonly records: Records };

export type Tick = {
  readonly github: GitHub;
  readonly store: RecordStore;
  readonly job: Job;
  readonly manual: { readonly numbers: readonly number[]; readonly prompt: string } | null;
  readonly dryRun: boolean;
};

/** Observes, decides and writes until the write succeeds on what was seen, and waits for what is due soon. With `dryRun` nothing is written. */
export async function decideAndApply(tick: Tick): Promise<Applied> {
  const { github, manual } = tick;
  const repository = await demandRepository(github);
  const config = readConfig(repository.configText);
  checkTemplate(repository.promptTemplate);
  if (manual !== null) await demandIssues(github, config, manual.numbers);
  if (manual !== null && !tick.dryRun) await recordRequests(tick, manual);
  const end = Date.parse(github.now()) + patience * 1_000;
  for (;;) {
    const applied = await applyOnce(tick, { repository, config });
    const now = github.now();
    const left = (end - Date.parse(now)) / 1_000;
    const due = applied.decision.actions.length > 0 ? null : nextStart(applied.decision, left, now);
    if (tick.dryRun || due === null) return applied;
    info(`Something starts by itself at ${due}: waiting for it.`);
    await wait(Math.max(0, Date.parse(due) - Date.parse(now)) + 1_000);
  }
}

/** One decision, written on what it was made on. */
async function applyOnce(
  tick: Tick,
  { repository, config }: { repository: Repository; config: Config },
): Promise<Applied> {
  const { github, store, job } = tick;
  for (let round = 0; round < rounds; round += 1) {
    const records = await store.read();
    const seen = await observe(github, {
      config,
      base: repository.base,
      store,
      records,
      run: job.run,
      numbers: tick.manual?.numbers ?? [],
    });
    const { world, archived } = seen;
    const decision = decide(world);
    const entries = new Map(
      [...world.records].flatMap(([issue, record]) => (record.ok ? [[issue, record.entry] as const] : [])),
    );
    const written = new Map(
      decision.actions.map(({ issue, event }) => {
        const state = entries.get(issue)?.state ?? emptyState;
        return [issue, entryOf(state, event, world.now)] as const;
      }),
    );
    for (const [issue, entry] of written) entries.set(issue, entry);
    const applied = { ...seen, repository, records, decision, entries };
    if (tick.dryRun || written.size === 0) return applied;
    const claims = decision.actions.filter(({ type }) => type === "claim").length;
    const guard =
      claims === 0 ? null : `tick: run ${job.run.id}/${job.run.attempt} takes ${claims}\n\n${nonce()}`;
    if ((await store.write(records, written, { world: guard, archived })).ok) return applied;
    debug(`round ${round + 1}: somebody else wrote first`);
  }
  throw new UserError("Other runs kept changing the records. Nothing was lost; the next tick goes on.");
}

/** Throws a UserError that lists every number which is not that of an issue: a request for it could never be met. */
async function demandIssues(github: GitHub, config: Config, numbers: readonly number[]): Promise<void> {
  const found = new Set<number>();
  for (let at = 0; at < numbers.length; at += 50)
    for (const { number } of await readNumbered(github, { config, numbers: numbers.slice(at, at + 50) }))
      found.add(number);
  const missing = numbers.filter((number) => !found.has(number));
  if (missing.length > 0)
    throw new UserError(
      `${missing.map((number) => `#${number}`).join(", ")} ${missing.length === 1 ? "is not an issue" : "are not issues"} of this repository, so nothing was started. Give the numbers of issues, not of pull requests.`,
    );
}

/** A manual request is recorded before anything is decided, so that no limit or eviction can lose it. */
async function recordRequests(
  { github, store, job }: Tick,
  manual: { readonly numbers: readonly number[]; readonly prompt: string },
): Promise<void> {
  await appendEvents(store, {
    issues: manual.numbers,
    clock: github,
    choose: (issue, record, at) => {
      const state = stateIn(issue, record);
      const request: Request = {
        id: `run-${job.run.id}-${issue}`,
        kind: "manual",
        by: job.actor,
        at,
        prompt: manual.prompt,
        run: job.run.id,
      };
      // A re-run of this run asks for nothing new.
      if (isRecorded(state, request)) return null;
      const started = starting(state, { issue, request });
      if (!started.ok) throw new UserError(started.why);
      return started.event;
    },
    lost: "Other runs kept changing the records, so the request could not be written. Run it again.",
  });
}
