import { type Decision } from "../../src/core/decide.ts";
import { spentAndReserved, waitingPulls } from "../../src/core/limits.ts";
import { isUsedUp } from "../../src/core/record.ts";
import { type Leg, type Yard, observe, readRecords, timeOf } from "./yard.ts";

/** Watches every step of a play, and throws a `Broken` that names the promise when one does not hold. */
export type Witness = {
  /** Claims were written. */
  decided(yard: Yard, decision: Decision): void;
  /** The agent of a leg asks the model. */
  asks(yard: Yard, leg: Leg): void;
  /** What the agent has cost so far, USD. */
  spends(yard: Yard, leg: Leg, spent: number): void;
  /** The agent of a leg has ended, or its machine has. */
  rests(leg: Leg): void;
  /** A collect touches what people can see. */
  publishes(yard: Yard, leg: Leg): void;
  /** A collect opens a pull request. */
  opens(yard: Yard, leg: Leg): void;
};

/** A promise that did not hold. */
export class Broken extends Error {
  override readonly name = "Broken";
}

/** A witness for one play. */
export function witnessOf(): Witness {
  const atWork = new Map<Leg, number>();
  /** What each attempt of an issue really cost, by claim. */
  const costs = new Map<string, { issue: number; spent: number; at: string }>();
  const delivered = new Map<string, string>();

  return {
    decided(yard, decision) {
      const { limits } = yard.config;
      const states = [...yard.tips.values()].map(({ entry }) => entry.state);
      const live = states.flatMap(({ claim }) => claim ?? []);
      const claims = decision.actions.filter((action) => action.type === "claim");
      if (claims.length === 0) return;
      demand(live.length <= limits.tasks, `${live.length} live claims, the limit is ${limits.tasks}`);
      demand(
        new Set(live.map(({ worker }) => worker)).size === live.length,
        "two live claims have the same worker",
      );
      const day = spentAndReserved(states, timeOf(yard));
      demand(
        day <= limits["spend-per-day"] + 1e-6,
        `the day holds $${day}, the limit is $${limits["spend-per-day"]}`,
      );
      const world = observe(yard, readRecords(yard), { id: 0, attempt: 0 });
      const writing = live.filter(({ answer }) => !answer).length;
      const some = claims.some(({ event }) => !event.claim.answer);
      demand(
        // Who deletes a record while its collect publishes takes away what would have been counted.
        !some ||
          yard.vanished.size > 0 ||
          waitingPulls(world, states) + writing <= limits["open-pull-requests"],
        `${waitingPulls(world, states)} pull requests wait and ${writing} tasks write, the limit is ${limits["open-pull-requests"]}`,
      );
      for (const { issue, subject, event } of claims) {
        const state = yard.tips.get(issue)?.entry.state;
        demand(
          (state?.spent ?? 0) + event.claim.reserved <= limits["spend-per-issue"] + 1e-6,
          `#${issue} may spend more than its limit`,
        );
        demand((state?.attempts ?? 0) < limits.attempts, `#${issue} has more attempts than the limit`);
        demand(
          state === undefined || !isUsedUp(state, event.request),
          `#${issue} is started for a request that is used up: ${event.request.id}`,
        );
        const waits = subject.blockers.find(({ state: of }) => of === "open");
        const other = waits === undefined ? undefined : yard.tips.get(waits.number ?? 0)?.entry.state.last;
        demand(
          waits === undefined ||
            other?.outcome === "answered" ||
            (other?.outcome === "delivered" && yard.config.dependencies === "delivered"),
          `#${issue} starts although #${waits?.number} is not done`,
        );
      }
    },
    asks(yard, leg) {
      const others = [...atWork].filter(([other, issue]) => other !== leg && issue === leg.issue);
      demand(
        others.length === 0 || yard.vanished.has(leg.issue),
        `two agents work on #${leg.issue} at the same time`,
      );
      demand(!yard.stopped, "an agent asks the model although everything is stopped");
      atWork.set(leg, leg.issue);
    },
    spends(yard, leg, spent) {
      costs.set(leg.claim, { issue: leg.issue, spent, at: timeOf(yard) });
      if (yard.vanished.has(leg.issue)) return;
      const total = [...costs.values()]
        .filter(({ issue }) => issue === leg.issue)
        .reduce((sum, one) => sum + one.spent, 0);
      const limit = yard.config.limits["spend-per-issue"];
      demand(total <= limit + 1e-3, `#${leg.issue} has really cost $${total}, its limit is $${limit}`);
    },
    rests(leg) {
      atWork.delete(leg);
    },
    publishes(yard, leg) {
      const state = yard.tips.get(leg.issue)?.entry.state;
      demand(
        (state?.claim?.nonce === leg.claim && state.publishing !== null) || yard.vanished.has(leg.issue),
        `#${leg.issue} is published by a collect that does not hold it`,
      );
    },
    opens(yard, leg) {
      const request = yard.tips.get(leg.issue)?.entry.state.request?.id ?? `lost-${leg.claim}`;
      const before = delivered.get(request);
      demand(
        before === undefined || before === leg.claim,
        `the request ${request} of #${leg.issue} gets a second pull request`,
      );
      delivered.set(request, leg.claim);
    },
  };
}

function demand(holds: boolean, promise: string): asserts holds {
  if (!holds) throw new Broken(promise);
}
