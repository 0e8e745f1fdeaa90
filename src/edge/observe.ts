import type { Config } from "../core/config.ts";
import { decide, peopleToCheck } from "../core/decide.ts";
import type { OurBranch } from "../core/housekeeping.ts";
import type { Branch, Issue, World } from "../core/world.ts";
import type { ReadEntry } from "../core/record-entry.ts";
import { stateLabels } from "../core/workpad.ts";
import type { GitHub } from "./github.ts";
import { type Issues, listNumbers, pageSize, readIssues, readNumbered } from "./issues.ts";
import { branchHead, findPullRequest } from "./publication.ts";
import type { Archived } from "./record-archive.ts";
import type { RecordStore, Records } from "./record-store.ts";
import { readWriters } from "./repository.ts";
import { findDeadClaims } from "./runs.ts";
import { nonce } from "./stamp.ts";

/** Pages of labelled issues in one tick: from the front of the queue, and then from anywhere behind it, so that nothing waits for ever. */
const pages = { front: 4, behind: 2 };

/** Whether somebody may write is looked up for so many people beyond the slots in one tick; one request each. */
const sparePeople = 6;

/** What was read already, and who looks: `run` is null outside of a workflow run. `numbers` are looked at whatever labels they carry. */
export type Observing = {
  readonly config: Config;
  readonly base: string;
  readonly store: RecordStore;
  readonly records: Records;
  readonly run: World["run"] | null;
  readonly numbers: readonly number[];
};

/** The world, and what is needed to write what was decided. */
export type Observed = {
  readonly world: World;
  readonly labelIds: ReadonlyMap<string, string>;
  readonly archived: ReadonlyMap<number, Archived>;
  readonly dashboard: Issue | null;
  /** All branches of ours that were seen, several for one issue too. */
  readonly ours: readonly OurBranch[];
  /** The branch of a rehearsal's proposal. */
  readonly proposal: Branch | null;
};

/** Reads everything that `decide` depends on: the top of each queue until the slots are full, not all issues. */
export async function observe(github: GitHub, looking: Observing): Promise<Observed> {
  const { config, store, records, numbers } = looking;
  const active = [...records.entries].flatMap(([issue, record]) =>
    record.ok && record.entry.state.phase !== "idle" ? [issue] : [],
  );
  const names = [
    ...stateLabels(config, null).off,
    ...config.labels.trigger,
    ...config.labels.high,
    ...(config.labels.dashboard === false ? [] : [config.labels.dashboard]),
  ];
  const wanted = [...new Set([...numbers, ...active])];
  const first = await readIssues(github, { config, numbers: wanted.slice(0, 100), names, after: null });
  const issues = new Map(first.issues.map((issue) => [issue.number, issue]));
  const add = (found: readonly Issue[]) => found.forEach((issue) => issues.set(issue.number, issue));
  for (let at = 100; at < wanted.length; at += 100)
    add(await readNumbered(github, { config, numbers: wanted.slice(at, at + 100) }));
  add(await highQueue(github, { config, first, known: issues }));
  add(await readNumbered(github, { config, numbers: forgotten(first.ours, { records, known: issues }) }));
  const dead = await deadClaims(github, looking);
  const archived = new Map<number, Archived>();
  const writers = new Map<string, boolean>();
  const look = async (): Promise<World> => {
    const fresh = [...issues.keys()].filter((issue) => !records.entries.has(issue) && !archived.has(issue));
    for (const [issue, one] of await store.archived(records, fresh)) archived.set(issue, one);
    const entries = new Map<number, ReadEntry>(records.entries);
    for (const [issue, { entry }] of archived) entries.set(issue, entry);
    const shown = { issues: [...issues.values()], records: entries };
    await lookUp(github, {
      writers,
      people: peopleToCheck({ ...shown, config }),
      slots: config.limits.tasks,
    });
    return {
      ...shown,
      ...dead,
      now: github.now(),
      config,
      base: looking.base,
      run: looking.run ?? { id: 0, attempt: 0 },
      stopped: records.stopped,
      writers,
      openPullRequests: first.openPullRequests,
      branches: new Map(first.ours.map(({ issue, ...branch }) => [issue, branch])),
      apiLeft: github.left(),
      nonces: Array.from({ length: config.limits.tasks }, nonce),
    };
  };
  let world = await look();
  let next = first.next;
  for (let read = 1; next !== null && read < pages.front && !isFull(world); read += 1) {
    const page = await readIssues(github, { config, numbers: [], names: [], after: next });
    add(page.issues);
    ({ next } = page);
    world = await look();
  }
  const rest = next === null ? 0 : pages.behind;
  for (let read = 0; read < rest && !isFull(world); read += 1) {
    add(await pageBehind(github, { config, total: first.total, known: issues }));
    world = await look();
  }
  const { labelIds, dashboard, ours, proposal } = first;
  return { world, labelIds, archived, dashboard, ours, proposal };
}

/** Issues with a branch of ours and no record outside of the archive: one that is not there either was lost. */
function forgotten(
  ours: readonly OurBranch[],
  { records, known }: { records: Records; known: ReadonlyMap<number, Issue> },
): number[] {
  const lost = ours
    .map(({ issue }) => issue)
    .filter((issue) => !records.entries.has(issue) && !known.has(issue));
  return [...new Set(lost)].slice(0, pageSize);
}

/** Full slots end the search: what stands further back cannot start in this tick. */
function isFull(world: World): boolean {
  const forAll = ["stopped", "limit_tasks", "limit_day", "limit_api"];
  return decide(world).deferred.some(({ reason }) => forAll.includes(reason));
}

/** The oldest issues of the high queue; asks for nothing where no label of it exists. */
async function highQueue(
  github: GitHub,
  { config, first, known }: { config: Config; first: Issues; known: ReadonlyMap<number, Issue> },
): Promise<Issue[]> {
  const high = first.next === null ? [] : config.labels.high.filter((name) => first.labelIds.has(name));
  const numbers = new Set<number>();
  for (const label of high)
    for (const trigger of config.labels.trigger)
      for (const number of await listNumbers(github, { labels: [trigger, label], page: 1 }))
        if (!known.has(number)) numbers.add(number);
  return readNumbered(github, { config, numbers: [...numbers].slice(0, pageSize) });
}

/** A page from anywhere behind the front of the queue. */
async function pageBehind(
  github: GitHub,
  { config, total, known }: { config: Config; total: number; known: ReadonlyMap<number, Issue> },
): Promise<Issue[]> {
  const trigger = config.labels.trigger[Math.floor(Math.random() * config.labels.trigger.length)] ?? "";
  const last = Math.max(1, Math.ceil(total / pageSize));
  const page = Math.min(last, pages.front + 1 + Math.floor(Math.random() * Math.max(1, last - pages.front)));
  const numbers = await listNumbers(github, { labels: [trigger], page });
  return readNumbered(github, { config, numbers: numbers.filter((number) => !known.has(number)) });
}

/** Looks up who may write: the first in the queue, and some from anywhere, since those in front may never have the right. */
async function lookUp(
  github: GitHub,
  { writers, people, slots }: { writers: Map<string, boolean>; people: readonly string[]; slots: number },
): Promise<void> {
  const most = slots + sparePeople - writers.size;
  const unknown = people.filter((login) => !writers.has(login));
  if (most <= 0) return;
  const front = unknown.slice(0, unknown.length <= most ? most : Math.ceil(most / 2));
  const behind = unknown.slice(front.length);
  const start = Math.floor(Math.random() * Math.max(1, behind.length));
  const some = [...behind.slice(start), ...behind.slice(0, start)].slice(0, most - front.length);
  for (const [login, may] of await readWriters(github, [...front, ...some])) writers.set(login, may);
}

/** The claims that are proven dead, and how far the publishing of each had got. */
async function deadClaims(
  github: GitHub,
  { records, run }: Observing,
): Promise<Pick<World, "deadClaims" | "published">> {
  const states = [...records.entries].flatMap(([issue, record]) =>
    record.ok ? [{ issue, state: record.entry.state }] : [],
  );
  const held = states.flatMap(({ issue, state }) =>
    state.claim === null ? [] : [{ issue, claim: state.claim }],
  );
  const dead = await findDeadClaims(github, { held, ownRun: run });
  const published = new Map<number, { pull: number | null }>();
  for (const { issue, state } of states) {
    const { publishing } = state;
    if (publishing === null || !dead.has(issue)) continue;
    if ((await branchHead(github, publishing.branch)) !== publishing.commit) continue;
    published.set(issue, { pull: (await findPullRequest(github, publishing.branch))?.number ?? null });
  }
  return { deadClaims: dead, published };
}
