import { decide } from "../core/decide.ts";
import { UserError } from "../core/errors.ts";
import { workerName } from "../core/plan.ts";
import type { ReadEntry } from "../core/record-entry.ts";
import { emptyState } from "../core/record.ts";
import { dollars } from "../core/text.ts";
import type { World } from "../core/world.ts";
import { readConfig } from "../edge/config-file.ts";
import { observe } from "../edge/observe.ts";
import type { Records } from "../edge/record-store.ts";
import { readRepository } from "../edge/repository.ts";
import { entryOf } from "../edge/stamp.ts";
import { type Target, openRecords } from "./target.ts";
import { print, wrapped } from "./terminal.ts";

/** The issues that somebody asks for, and their own words; empty for none. */
export type Asked = { readonly numbers: readonly number[]; readonly prompt: string };

/** Decides as the run would, with the requests put into the records that were read, and writes nothing. */
export async function tellDecision(target: Target, asked: Asked): Promise<void> {
  const repository = await readRepository(target.github);
  if (repository === null)
    throw new UserError("The repository has no commit yet: push one to its default branch first.");
  const config = readConfig(repository.configText);
  await using store = await openRecords(target);
  const seen = await store.read();
  const { data: you } = await target.github.octokit.rest.users.getAuthenticated();
  const records = withRequests(seen, { ...asked, by: you.login }, target.github.now());
  const { world } = await observe(target.github, {
    config,
    base: repository.base,
    store,
    records,
    run: null,
    numbers: asked.numbers,
  });
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
    if (claim?.type === "claim")
      return `#${number} would start: attempt ${claim.event.claim.attempt}, worker ${workerName(claim.event.claim.worker)}, at most ${dollars(claim.event.claim.reserved)}.`;
    return wrapped(
      `#${number} would not start: ${refusal === undefined ? "its last run ended without a result, which the next tick settles first." : `${refusal.text} (${refusal.reason})`}`,
      "",
    );
  });
}
