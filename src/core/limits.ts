import type { Obstacle } from "./eligibility.ts";
import { healthOf } from "./pools.ts";
import { profilesOf } from "./profile.ts";
import { type Claim, type IssueState, spentOn } from "./record.ts";
import type { World } from "./world.ts";

/** API requests that a task of ours makes, with some to spare; see `npm run bench`. */
const requestsPerTask = 20;

/** What a task would take of everything that limits count; it reserves nothing when it asks no model. */
export type Taking = Pick<Claim, "profile" | "scopes" | "pool" | "answer" | "reserved">;

/** What is already taken of everything that limits count, and taking more of it. */
export type Room = {
  /** Why nothing at all can start any more; null while something might. */
  full(): Obstacle | null;
  /** Why this cannot start now; null when it can. */
  refuses(taking: Taking): Obstacle | null;
  /** Takes it, and returns the number of the worker, the lowest free one. */
  take(taking: Taking): number;
  /** How many were taken. */
  taken(): number;
};

/** The room that these states of all records leave: what is at work, what was spent, and what waits for people. */
export function roomOf(world: World, states: readonly IssueState[]): Room {
  const { limits, profiles, scopes } = world.config;
  const live: Taking[] = states.flatMap(({ claim }) => claim ?? []);
  const workers = new Set(states.flatMap(({ claim }) => claim?.worker ?? []));
  const health = healthOf(states, world.now);
  const known = profilesOf({ profiles });
  const waiting = waitingPulls(world, states);
  const spentToday = states.reduce((sum, state) => sum + spentOn(state, world.now), 0);
  let taken = 0;

  const count = (of: (one: Taking) => boolean) => live.filter(of).length;
  const byAll = (): Obstacle | null => {
    if (live.length >= limits.tasks)
      return {
        reason: "limit_tasks",
        text: `${live.length} tasks are at work; limits.tasks allows no more.`,
      };
    if (world.apiLeft !== null && world.apiLeft - (taken + 1) * requestsPerTask < limits["api-reserve"])
      return {
        reason: "limit_api",
        text: `Only ${world.apiLeft} API requests are left in this hour; limits.api-reserve keeps ${limits["api-reserve"]} for others.`,
      };
    return null;
  };
  const byKind = ({ profile, scopes: own, pool, answer, reserved }: Taking): Obstacle | null => {
    const most = profile === null ? undefined : known.get(profile)?.tasks;
    if (most !== undefined && count((one) => one.profile === profile) >= most)
      return {
        reason: "limit_profile",
        text: `${most} ${most === 1 ? "task" : "tasks"} of the profile ${profile} at once; profiles.${profile}.tasks allows no more.`,
      };
    const crowded = own.find(
      (scope) => count((one) => one.scopes.includes(scope)) >= (scopes[scope]?.tasks ?? Infinity),
    );
    if (crowded !== undefined)
      return {
        reason: "limit_scope",
        text: `Another task of the scope ${crowded} is at work; scopes.${crowded}.tasks allows no more.`,
      };
    const writing = count((one) => !one.answer);
    if (!answer && waiting + writing >= limits["open-pull-requests"])
      return {
        reason: "limit_open_pull_requests",
        text: `${waiting} pull requests wait for people and ${writing} tasks are at work; limits.open-pull-requests is ${limits["open-pull-requests"]}.`,
      };
    // What asks no model waits for no credential.
    if (reserved === 0) return null;
    const until = health.parked.get(pool);
    if (until !== undefined)
      return {
        reason: "credential_parked",
        text: `The model credential is used up until ${until}.`,
        until,
      };
    return health.proven || live.length === 0 ? null : canary;
  };
  return {
    full: byAll,
    refuses: (taking) => {
      const obstacle = byAll() ?? byKind(taking);
      if (obstacle !== null) return obstacle;
      const committed = spentToday + live.reduce((sum, { reserved }) => sum + reserved, 0);
      return taking.reserved === 0 || committed + taking.reserved <= limits["spend-per-day"] + 1e-9
        ? null
        : {
            reason: "limit_day",
            text: `What today's tasks have spent and may spend reaches limits.spend-per-day ($${limits["spend-per-day"]}).`,
          };
    },
    take: (taking) => {
      let worker = 1;
      while (workers.has(worker)) worker += 1;
      workers.add(worker);
      live.push(taking);
      taken += 1;
      return worker;
    },
    taken: () => taken,
  };
}

/** USD of the UTC day of `now`: spent, and reserved by running tasks. */
export function spentAndReserved(states: readonly IssueState[], now: string): number {
  return states.reduce((sum, state) => sum + spentOn(state, now) + (state.claim?.reserved ?? 0), 0);
}

/** How many open pull requests of ours wait for people: those in records, and those on our branches whatever the records say. */
export function waitingPulls(
  { branches, openPullRequests }: Pick<World, "branches" | "openPullRequests">,
  states: readonly IssueState[],
): number {
  const pulls = new Set<number>();
  const beingPublished = new Set<string>();
  for (const { pull, publishing } of states) {
    if (publishing !== null) beingPublished.add(publishing.branch);
    if (pull !== null && openPullRequests.has(pull)) pulls.add(pull);
  }
  // Who is about to publish counts as a task at work.
  for (const { name, pull } of branches.values())
    if (pull !== null && !beingPublished.has(name)) pulls.add(pull);
  return pulls.size;
}

const canary: Obstacle = {
  reason: "canary",
  text: "Until one task has reached the model under the present credential, only one runs at a time.",
};
