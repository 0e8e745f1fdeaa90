import { decide } from "../core/decide.ts";
import { workerName } from "../core/plan.ts";
import type { ReadEntry } from "../core/record-entry.ts";
import { emptyState } from "../core/record.ts";
import { dollars } from "../core/text.ts";
import type { World } from "../core/world.ts";
import type { Records } from "../edge/record-store.ts";
import { entryOf } from "../edge/stamp.ts";
import { openLook } from "./look.ts";
import type { Target } from "./target.ts";
import { print, wrapped } from "./terminal.ts";

/** The issues that somebody asks for, and their own words; empty for none. */
export type Asked = { readonly numbers: readonly number[]; readonly prompt: string };

/** Decides as the run would, with the requests put into the records that were read, and writes nothing. */
export async function tellDecision(target: Target, asked: Asked): Promise<void> {
  await using look = await openLook(target);
  const { data: you } = await target.github.octokit.rest.users.getAuthenticated();
  const records = withRequests(look.records, { ...asked, by: you.login }, target.github.now());
  const { world } = await look.observe(asked.numbers, records);
  for (const line of decisionLines(world, asked.numbers)) print(line);
  print("Nothing was started (--dry-run).");
}

function withRequests(
  seen: Records,
  { numbers, prompt, by }: Asked & { readonly by: string },
  at: string,
): Records {
  const entries = new Map<number, ReadEntry>(seen.entries);
  for (const issue of numbers) {
    const record = seen.entries.get(issue);
    if (record?.ok === false) continue;
    const state = record?.entry.state ?? emptyState;
    if (state.claim !== null) continue;
    const request = { id: `dry-run-${issue}`, kind: "manual" as const, by, at, prompt };
    entries.set(issue, { ok: true, entry: entryOf(state, { type: "requested", request }, at) });
  }
  return { ...seen, entries };
}

function decisionLines(world: World, numbers: readonly number[]): string[] {
  const { actions, deferred } = decide(world);
  return numbers.map((number) => {
    const claim = actions.find((action) => action.type === "claim" && action.issue === number);
    const refusal = deferred.find(({ issue }) => issue === number);
    if (claim?.type === "claim") {
      const { attempt, worker, reserved } = claim.event.claim;
      const { scope } = claim.settings;
      return `#${number} would start: attempt ${attempt}, worker ${workerName(worker)}, ${scope === null ? "" : `scope ${scope}, `}at most ${dollars(reserved)}.`;
    }
    return wrapped(
      `#${number} would not start: ${refusal === undefined ? "its last run ended without a result, which the next tick settles first." : `${refusal.text} (${refusal.reason})`}`,
      "",
    );
  });
}
