import { z } from "zod";

import {
  type Chore,
  type OurBranch,
  foldsOf,
  idleBranches,
  quietIssues,
  removalOf,
} from "../core/housekeeping.ts";
import { readableIn } from "../core/record-entry.ts";
import { deleteRefs } from "./delete-refs.ts";
import type { Remote } from "./git.ts";
import type { GitHub } from "./github.ts";
import type { RecordStore, Records } from "./record-store.ts";

export type House = {
  readonly github: GitHub;
  readonly store: RecordStore;
  readonly remote: Remote;
  readonly temp: string;
  readonly records: Records;
  readonly branches: readonly OurBranch[];
};

/** What one tick does: lookups of closed issues (one request for all) and of branches (one fetch each) are few. */
export const choresOfTick = { issues: 20, branches: 3 } as const;

/** Finds what nobody needs any more, at most so many of each kind. Asks for nothing when there is nothing to ask about. */
export async function findChores(
  {
    github,
    store,
    records,
    branches,
  }: Pick<House, "github" | "records" | "branches"> & { readonly store: Pick<RecordStore, "history"> },
  most: { readonly issues: number; readonly branches: number },
): Promise<Chore[]> {
  const now = github.now();
  const chores: Chore[] = [];
  for (const branch of some(idleBranches(records.entries, { branches, now }), most.branches)) {
    const history = readableIn(await store.history(branch.issue));
    const removal = removalOf(
      branch,
      history.map(({ event }) => event),
    );
    if (removal !== null) chores.push(removal);
  }
  const quiet = some(quietIssues(records.entries, { branches, now }), most.issues);
  for (let at = 0; at < quiet.length; at += 100) {
    const asked = quiet.slice(at, at + 100);
    chores.push(...foldsOf(asked, { closed: await readClosed(github, asked), now }));
  }
  return chores;
}

/** Does these chores. Resolves to those that were left, with the reason; a record or branch that somebody has just moved is one of them. */
export async function doChores(
  { github, store, remote, temp, records }: House,
  chores: readonly Chore[],
): Promise<Map<Chore, string>> {
  const left = new Map<Chore, string>();
  const folds = chores.filter(({ type }) => type === "fold");
  const folded = await store.fold(
    records,
    folds.map(({ issue }) => issue),
    github.now(),
  );
  if (!folded.ok) for (const fold of folds) left.set(fold, "somebody else wrote first");
  const removals = chores.flatMap((chore) =>
    chore.type === "remove-branch" ? [[`refs/heads/${chore.branch}`, chore] as const] : [],
  );
  const stay = await deleteRefs(
    { remote, temp },
    new Map(removals.map(([ref, { commit }]) => [ref, commit])),
  );
  for (const [ref, chore] of removals) {
    const why = stay.get(ref);
    if (why !== undefined) left.set(chore, why);
  }
  return left;
}

/** The first half, and the others from anywhere: what stays for years, an open issue or a branch that somebody pushed to, must not hold up those behind it. */
function some<One>(all: readonly One[], most: number): One[] {
  if (all.length <= most) return [...all];
  const front = Math.ceil(most / 2);
  const behind = all.slice(front);
  const start = Math.floor(Math.random() * behind.length);
  return [
    ...all.slice(0, front),
    ...[...behind.slice(start), ...behind.slice(0, start)].slice(0, most - front),
  ];
}

const Closed = z.object({ closedAt: z.string().nullable() }).nullable();

/** Since when these issues are closed (ISO time); null for open ones. Those that are gone are absent. */
async function readClosed(github: GitHub, issues: readonly number[]): Promise<Map<number, string | null>> {
  const { repository } = await github.graphql({
    doing: "reading whether issues with old records are closed",
    document: `query closed($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) {
      ${issues.map((number) => `i${number}: issueOrPullRequest(number: ${number}) { ... on Issue { closedAt } ... on PullRequest { closedAt } }`).join("\n")}
    } }`,
    variables: { owner: github.owner, repo: github.repo },
    schema: z.object({ repository: z.record(z.string(), Closed) }),
  });
  return new Map(
    issues.flatMap((number) => {
      const found = repository[`i${number}`] ?? null;
      return found === null ? [] : [[number, found.closedAt] as const];
    }),
  );
}
