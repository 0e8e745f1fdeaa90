import { approvedLabels, mayApprove } from "../core/approval.ts";
import type { Action, Decision } from "../core/decide.ts";
import { messageOf } from "../core/errors.ts";
import type { Plan, PlanTask, Wanted } from "../core/plan.ts";
import { healthOf } from "../core/pools.ts";
import { type Entry, readableIn } from "../core/record-entry.ts";
import type { Request } from "../core/record.ts";
import { commentAuthors, takeSnapshot } from "../core/snapshot.ts";
import type { World } from "../core/world.ts";
import type { GitHub } from "./github.ts";
import type { RecordStore } from "./record-store.ts";
import { type Repository, readTree, readWriters } from "./repository.ts";
import { sha256 } from "./stamp.ts";

/** What was decided, and what it was decided on. */
export type Decided = {
  readonly repository: Repository;
  readonly world: World;
  readonly decision: Decision;
  /** The newest entry of every issue whose record was read. */
  readonly entries: ReadonlyMap<number, Entry>;
};

/** What making a plan reads: GitHub, the records, and where it tells what it could not read. */
export type Planning = {
  readonly github: GitHub;
  readonly store: RecordStore;
  /** `owner/name`. */
  readonly repository: string;
  readonly warn: (message: string) => void;
};

type Claimed = Extract<Action, { type: "claim" }>;

/** Makes the plan of everything that was claimed; `workpads` are the comments' ids, by issue. */
export async function planOf(
  { github, store, repository: name, warn }: Planning,
  applied: Decided,
  workpads: ReadonlyMap<number, string>,
): Promise<Plan> {
  const { repository, world, decision } = applied;
  const tasks: PlanTask[] = [];
  const writers = await knownWriters({ github, warn }, applied);
  const states = readableIn([...world.records.values()]).map(({ state }) => state);
  const canary = !healthOf(states, world.now).proven;
  for (const action of decision.actions) {
    if (action.type !== "claim") continue;
    const tree = action.onto === null ? repository.baseTree : await readTree(github, action.onto.commit);
    tasks.push({
      ...taskOf(action, { config: world.config, writers }),
      canary,
      "base-tree": tree,
      before: await saidBefore(store, applied, action),
      workpad: workpads.get(action.issue) ?? null,
    });
  }
  return {
    version: 1,
    repository: name,
    "default-branch": repository.defaultBranch,
    base: repository.base,
    "base-tree": repository.baseTree,
    config: world.config,
    "prompt-template": repository.promptTemplate,
    "pull-request-template": repository.pullRequestTemplate,
    tasks,
    rehearsal: null,
  };
}

function taskOf(
  { subject, settings, onto, event: { request, claim } }: Claimed,
  people: Pick<World, "config" | "writers">,
): Omit<PlanTask, "canary" | "base-tree" | "before" | "workpad"> {
  const snapshot = takeSnapshot({
    ...subject,
    labels: approvedLabels(people, subject, request.at),
    approvedAt: request.at,
    mayWrite: (login) => mayApprove(people, login),
  });
  return {
    issue: subject.number,
    "issue-id": subject.id,
    attempt: claim.attempt,
    claim: claim.nonce,
    worker: claim.worker,
    reserved: claim.reserved,
    settings,
    base: claim.base,
    onto: onto?.name ?? null,
    wanted: wantedOf(settings.answer, request),
    request,
    snapshot,
    "snapshot-hash": sha256(JSON.stringify(snapshot)),
  };
}

function wantedOf(answer: boolean, request: Request): Wanted {
  if (request.release !== undefined) return "change";
  if (answer) return "answer";
  return request.prompt === undefined || request.prompt === "" ? "change" : "either";
}

const lookups = 30; // authors of comments per tick: each costs a request

/** Who may write, with the authors of comments on what starts now. Whom nobody could look up counts as one who may not. */
async function knownWriters(
  { github, warn }: Pick<Planning, "github" | "warn">,
  { decision, world }: Decided,
): Promise<World["writers"]> {
  const authors = decision.actions
    .flatMap((action) => (action.type === "claim" ? [action] : []))
    .flatMap(({ subject, event }) => commentAuthors(subject.comments, event.request.at))
    .filter((login) => !world.writers.has(login));
  try {
    const found = await readWriters(github, [...new Set(authors)].slice(0, lookups));
    return new Map([...world.writers, ...found]);
  } catch (error) {
    warn(`Comments were left out, since their authors' rights could not be read: ${messageOf(error)}`);
    return world.writers;
  }
}

/** What the agents said that worked on the issues which this one waited for. */
async function saidBefore(
  store: RecordStore,
  { entries }: Decided,
  { subject }: Claimed,
): Promise<PlanTask["before"]> {
  const before: PlanTask["before"] = [];
  for (const { number } of subject.blockers) {
    const newest = number === null ? undefined : entries.get(number);
    if (number === null || newest === undefined || newest.state.last === null) continue;
    const chain = newest.event.type === "ended" ? [newest] : readableIn(await store.history(number));
    const said = chain.flatMap(({ event }) => (event.type === "ended" ? (event.said ?? []) : [])).at(-1);
    if (said !== undefined) before.push({ issue: number, said });
  }
  return before;
}
