import { debug } from "@actions/core";

import type { Config } from "../core/config.ts";
import { type Decision, decide } from "../core/decide.ts";
import type { World } from "../core/world.ts";
import { UserError } from "../core/errors.ts";
import { type Entry, type IssueState, emptyState } from "../core/record.ts";
import { nextTry } from "../core/retry.ts";
import { checkTemplate, readConfig } from "../edge/config-file.ts";
import type { GitHub } from "../edge/github.ts";
import { readIssues } from "../edge/issues.ts";
import { observe } from "../edge/observe.ts";
import { branchHead, findPullRequest } from "../edge/publication.ts";
import type { RecordStore, Records } from "../edge/record-store.ts";
import { type Repository, readRepository } from "../edge/repository.ts";
import { entryOf, nonce } from "../edge/stamp.ts";
import type { Job } from "./action.ts";

/** What one tick saw, decided and wrote. */
export type Applied = {
  readonly repository: Repository;
  readonly world: World;
  readonly decision: Decision;
  /** The state of every issue whose record the tick read or wrote. */
  readonly states: ReadonlyMap<number, IssueState>;
  readonly labelIds: ReadonlyMap<string, string>;
};

export type Tick = {
  readonly github: GitHub;
  readonly store: RecordStore;
  readonly job: Job;
  readonly manual: { readonly numbers: readonly number[]; readonly prompt: string } | null;
  readonly dryRun: boolean;
};

const rounds = 12; // of reading again after somebody else wrote first; each lost round means that another tick made progress

/** Observes, decides and writes until the write succeeds on what was seen. With `dryRun` nothing is written. */
export async function decideAndApply(tick: Tick): Promise<Applied> {
  const { github, store, manual } = tick;
  const repository = await readRepository(github);
  if (repository === null)
    throw new UserError("The repository has no commit yet: push one to its default branch first.");
  const config = readConfig(repository.configText);
  checkTemplate(repository.promptTemplate);
  if (manual !== null) await demandIssues(github, config, manual.numbers);
  let records = await store.read();
  if (manual !== null && !tick.dryRun) records = await recordRequests(tick, records);
  for (let round = 0; round < rounds; round += 1) {
    const seen = await observe(github, {
      config,
      base: repository.base,
      records,
      run: tick.job.run,
      numbers: manual?.numbers ?? [],
    });
    const decision = decide(seen.world);
    const states = new Map(
      [...records.entries].flatMap(([issue, record]) =>
        record.ok ? [[issue, record.entry.state] as const] : [],
      ),
    );
    const entries = await entriesOf(tick, { world: seen.world, decision, states });
    for (const [issue, entry] of entries) states.set(issue, entry.state);
    const applied = { repository, world: seen.world, decision, states, labelIds: seen.labelIds };
    if (tick.dryRun || entries.size === 0) return applied;
    const claims = decision.actions.filter(({ type }) => type === "claim").length;
    const world =
      claims === 0
        ? null
        : `tick: run ${tick.job.run.id}/${tick.job.run.attempt} takes ${claims}\n\n${nonce()}`;
    if ((await store.write(records, entries, { world })).ok) return applied;
    debug(`round ${round + 1}: somebody else wrote first`);
    records = await store.read();
  }
  throw new UserError("Other runs kept changing the records. Nothing was lost; the next tick goes on.");
}

/** Throws a UserError that lists every number which is not that of an issue: a request for it could never be met. */
async function demandIssues(github: GitHub, config: Config, numbers: readonly number[]): Promise<void> {
  const { issues } = await readIssues(github, { config, numbers, names: [], after: null });
  const missing = numbers.filter((number) => !issues.some((issue) => issue.number === number));
  if (missing.length > 0)
    throw new UserError(
      `${missing.map((number) => `#${number}`).join(", ")} ${missing.length === 1 ? "is not an issue" : "are not issues"} of this repository, so nothing was started. Give the numbers of issues, not of pull requests.`,
    );
}

/** A manual request is recorded before anything is decided, so that no limit or eviction can lose it. */
async function recordRequests({ github, store, job, manual }: Tick, first: Records): Promise<Records> {
  let records = first;
  for (let round = 0; round < rounds; round += 1) {
    const at = github.now();
    const entries = new Map<number, Entry>();
    for (const issue of manual?.numbers ?? []) {
      const record = records.entries.get(issue);
      if (record?.ok === false) throw new UserError(`#${issue}: ${record.why}.`);
      const state = record?.entry.state ?? emptyState;
      const id = `run-${job.run.id}-${issue}`;
      if (state.claim !== null)
        throw new UserError(
          `#${issue} is at work already (attempt ${state.claim.attempt}). Take its label off to stop it, then ask again.`,
        );
      if (state.request?.id !== id && state.last?.run !== job.run.id)
        entries.set(
          issue,
          entryOf(
            state,
            {
              type: "requested",
              request: { id, kind: "manual", by: job.actor, at, prompt: manual?.prompt ?? "" },
            },
            at,
          ),
        );
    }
    if (entries.size === 0 || (await store.write(records, entries, { world: null })).ok)
      return entries.size === 0 ? records : store.read();
    records = await store.read();
  }
  throw new UserError(
    "Other runs kept changing the records, so the request could not be written. Run it again.",
  );
}

async function entriesOf(
  { github, job }: Tick,
  { world, decision, states }: { world: World; decision: Decision; states: ReadonlyMap<number, IssueState> },
): Promise<Map<number, Entry>> {
  const entries = new Map<number, Entry>();
  for (const action of decision.actions) {
    if (action.type === "claim") {
      const claim = {
        nonce: action.nonce,
        run: job.run.id,
        "run-attempt": job.run.attempt,
        attempt: action.attempt,
        worker: action.worker,
        base: world.base,
        reserved: action.reserved,
        at: world.now,
      };
      entries.set(
        action.issue.number,
        entryOf(action.state, { type: "claimed", request: action.request, claim }, world.now),
      );
      continue;
    }
    const state = states.get(action.issue) ?? emptyState;
    if (action.type === "take-over")
      entries.set(action.issue, await takenOver(github, { state, now: world.now }));
    else if (action.type === "withdraw")
      entries.set(
        action.issue,
        entryOf(state, { type: "withdrawn", by: action.by, why: action.why }, world.now),
      );
    else
      entries.set(
        action.issue,
        entryOf(state, { type: "cancel-requested", by: action.by, why: action.why }, world.now),
      );
  }
  return entries;
}

/**
 * The end of a claim whose jobs are over: delivered when its branch is there, with its pull request or one to open by hand, so that nothing is paid
 * twice; otherwise a failure of the platform, tried again later.
 */
async function takenOver(github: GitHub, { state, now }: { state: IssueState; now: string }): Promise<Entry> {
  const { claim, publishing } = state;
  if (claim === null) throw new Error("only a claim can be taken over");
  const common = { attempt: claim.attempt, run: claim.run, spent: claim.reserved, at: now };
  if (publishing !== null && (await branchHead(github, publishing.branch)) === publishing.commit) {
    const pull = await findPullRequest(github, publishing.branch);
    const ending = {
      ...common,
      outcome: "delivered" as const,
      branch: publishing.branch,
      ...(pull === null ? {} : { pull: pull.number }),
    };
    return entryOf(state, { type: "ended", ending, charged: true, "not-before": null }, now);
  }
  const notBefore = nextTry({ outcome: "infra_failed", resetsAt: null, state, attempts: 0, at: now });
  const ending = {
    ...common,
    outcome: "infra_failed" as const,
    reason: "the jobs of the attempt are over, and none left a result",
  };
  return entryOf(state, { type: "ended", ending, charged: false, "not-before": notBefore }, now);
}
