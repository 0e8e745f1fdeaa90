import type { Obstacle } from "./eligibility.ts";
import { spentOn } from "./record.ts";
import type { World } from "./world.ts";

/** What is already taken of everything that limits count, and taking more of it. */
export function limitsOf(world: World, ended: ReadonlySet<number>) {
  const { limits } = world.config;
  const states = [...world.records].flatMap(([number, record]) =>
    record.ok && !ended.has(number) ? [record.entry.state] : [],
  );
  const claims = states.flatMap((state) => (state.claim === null ? [] : [state.claim]));
  const workers = new Set(claims.map((claim) => claim.worker));
  const waiting = states.filter(
    (state) => state.last?.pull !== undefined && world.openPullRequests.has(state.last.pull),
  ).length;
  let committed =
    states.reduce((sum, state) => sum + spentOn(state, world.now), 0) +
    claims.reduce((sum, claim) => sum + claim.reserved, 0);
  let taken = 0;
  return {
    taken: () => taken,
    affords: (usd: number) => committed + usd <= limits["spend-per-day"],
    full(): Obstacle | null {
      if (workers.size >= limits.tasks)
        return {
          reason: "limit_tasks",
          text: `${limits.tasks} tasks are at work; limits.tasks allows no more.`,
        };
      if (waiting + workers.size >= limits["open-pull-requests"]) {
        return {
          reason: "limit_open_pull_requests",
          text: `${waiting} pull requests wait for people and ${workers.size} tasks are at work; limits.open-pull-requests is ${limits["open-pull-requests"]}.`,
        };
      }
      return null;
    },
    take(usd: number): number {
      let worker = 1;
      while (workers.has(worker)) worker += 1;
      workers.add(worker);
      committed += usd;
      taken += 1;
      return worker;
    },
  };
}

/** The obstacle of a day whose money is spoken for. */
export function dayIsSpent(world: World): Obstacle {
  return {
    reason: "limit_day",
    text: `What today's tasks have spent and may spend reaches limits.spend-per-day ($${world.config.limits["spend-per-day"]}).`,
  };
}
