import { type IssueState } from "./record.ts";
import type { Blocker, Branch, Issue, World } from "./world.ts";

/** The issues of this repository that a text says must be done first: `Depends on #4`, `Blocked by #5, #6` (case does not matter). */
export function textDependencies(body: string): number[] {
  const found = [
    ...body.matchAll(/\b(?:depends on|blocked by)\b:?\s*((?:#\d+(?:\s*(?:,|and|&)\s*)?)+)/gi),
  ].flatMap((match) => [...(match[1] ?? "").matchAll(/#(\d{1,9})/g)].map((number) => Number(number[1])));
  return [...new Set(found)];
}

/** Seconds that a text says to wait after everything it depends on is done, by a line `Wait after dependencies: 90 s` (s, min or h); 0 without one. */
export function textDelay(body: string): number {
  const match = /^wait after dependencies:[ \t]*(\d{1,6}(?:\.\d{1,3})?)[ \t]*(s|min|h)?[ \t]*$/im.exec(body);
  return match === null ? 0 : Number(match[1]) * (seconds[(match[2] ?? "s").toLowerCase()] ?? 1);
}

const seconds: Readonly<Record<string, number>> = { s: 1, min: 60, h: 3_600 };

/** How far a blocker has come, for those who wait for it. */
export type Progress =
  | { readonly step: "done"; readonly at: string | null }
  /** Delivered and not merged: who may be stacked on it can start. */
  | { readonly step: "delivered"; readonly at: string; readonly branch: Branch }
  | { readonly step: "waiting"; readonly why: string }
  | { readonly step: "failed"; readonly why: string };

/** What stands in the way of an issue because of others, or what it starts from. */
export type Dependencies =
  | { readonly ready: true; readonly since: string | null; readonly onto: Branch | null }
  | { readonly ready: false; readonly failed: boolean; readonly text: string };

/** Looks at everything that an issue waits for. An answered blocker is done: there is nothing to merge. */
export function dependenciesOf(world: World, issue: Issue): Dependencies {
  const steps = issue.blockers.map((blocker) => ({ blocker, progress: progressOf(world, blocker) }));
  const stackable = world.config.dependencies === "delivered";
  const stands = steps.filter(
    ({ progress }) => progress.step !== "done" && !(stackable && progress.step === "delivered"),
  );
  if (stands.length > 0) {
    const failed = stands.some(({ progress }) => progress.step === "failed");
    return {
      ready: false,
      failed,
      text: `It waits for ${stands.map(({ blocker, progress }) => `${blocker.name}${whyOf(progress)}`).join(", ")}.`,
    };
  }
  const delivered = steps.flatMap(({ blocker, progress }) =>
    progress.step === "delivered" ? [{ blocker, branch: progress.branch }] : [],
  );
  if (delivered.length > 1)
    return {
      ready: false,
      failed: false,
      text: `It waits until all but one of ${delivered.map(({ blocker }) => blocker.name).join(", ")} are merged: a branch can be stacked on one other.`,
    };
  const times = steps.flatMap(({ progress }) =>
    progress.step === "done" || progress.step === "delivered" ? (progress.at ?? []) : [],
  );
  return { ready: true, since: times.toSorted().at(-1) ?? null, onto: delivered[0]?.branch ?? null };
}

/** A circle of issues that wait for each other, by each issue in it: its numbers in order. Only what the world shows is searched. */
export function cyclesOf(issues: readonly Issue[]): ReadonlyMap<number, readonly number[]> {
  const shown = new Set(issues.map(({ number }) => number));
  return circlesIn(
    new Map(
      issues.map((issue) => [
        issue.number,
        issue.blockers.flatMap(({ number, state }) =>
          number !== null && state !== "done" && shown.has(number) ? [number] : [],
        ),
      ]),
    ),
  );
}

/** The circles among things that wait for each other, by each member of one: its members in order. `waits` names for each what it waits for, all of it keys. */
export function circlesIn<Key>(waits: ReadonlyMap<Key, readonly Key[]>): ReadonlyMap<Key, readonly Key[]> {
  // What waits for nobody, and then what waits for those only, is in no circle.
  const followers = new Map<Key, Key[]>();
  const open = new Map<Key, number>();
  for (const [key, blockers] of waits) {
    open.set(key, blockers.length);
    for (const blocker of blockers) {
      const others = followers.get(blocker);
      if (others === undefined) followers.set(blocker, [key]);
      else others.push(key);
    }
  }
  const free = [...open].flatMap(([key, count]) => (count === 0 ? [key] : []));
  for (let next = free.pop(); next !== undefined; next = free.pop()) {
    open.delete(next);
    for (const follower of followers.get(next) ?? []) {
      const left = (open.get(follower) ?? 1) - 1;
      open.set(follower, left);
      if (left === 0) free.push(follower);
    }
  }
  const circles = new Map<Key, readonly Key[]>();
  const seen = new Set<Key>();
  for (const start of open.keys()) {
    const path: Key[] = [];
    let at: Key | undefined = start;
    while (at !== undefined && !seen.has(at)) {
      seen.add(at);
      path.push(at);
      at = waits.get(at)?.find((blocker) => open.has(blocker));
    }
    const from = at === undefined ? -1 : path.indexOf(at);
    const circle = from === -1 ? [] : path.slice(from);
    for (const member of circle) circles.set(member, circle);
  }
  return circles;
}

function progressOf(world: World, blocker: Blocker): Progress {
  if (blocker.state === "done") return { step: "done", at: blocker.doneAt };
  if (blocker.state === "unknown") return { step: "waiting", why: "cannot be read" };
  if (blocker.state === "dropped") return { step: "failed", why: "was closed as not planned" };
  const record = blocker.number === null ? undefined : world.records.get(blocker.number);
  const state: IssueState | null = record?.ok === true ? record.entry.state : null;
  const last = state?.phase === "idle" ? state.last : null;
  if (blocker.number === null || last === null) return { step: "waiting", why: "" };
  if (last.outcome === "answered") return { step: "done", at: last.at };
  const branch = world.branches.get(blocker.number);
  if (last.outcome !== "delivered") return { step: "failed", why: `ended with ${last.outcome}` };
  return branch === undefined ? { step: "waiting", why: "" } : { step: "delivered", at: last.at, branch };
}

function whyOf(progress: Progress): string {
  if (progress.step === "delivered") return " (delivered, not merged yet)";
  return progress.step === "done" || progress.why === "" ? "" : ` (which ${progress.why})`;
}
