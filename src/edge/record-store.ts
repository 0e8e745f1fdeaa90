import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";

import { type Entry, type ReadEntry, formatEntry, parseEntry } from "../core/record-entry.ts";
import { type Git, type Remote, gitIn, readRemote } from "./git.ts";
import { type Archived, archiveRef, foldCommit, readArchived } from "./record-archive.ts";
import { type Commit, commitMessages, readMessages } from "./record-objects.ts";
import { type Update, pushRefs, refsIn, remoteRefs, unreachable } from "./record-push.ts";

/** What the tips say, and the commits they are at: the expected old values of the next write. */
export type Records = {
  readonly entries: ReadonlyMap<number, ReadEntry>;
  readonly tips: ReadonlyMap<string, string>;
  readonly stopped: boolean;
};

/** `stale`: somebody else wrote first; read again and decide again. Nothing was written then. */
export type WriteAnswer =
  | { readonly ok: true; readonly tips: ReadonlyMap<number, string> }
  | { readonly ok: false; readonly why: "stale" };

/** The records of a repository: one ref per issue, read by one fetch, written by one push whose refs the server compares and swaps. */
export type RecordStore = AsyncDisposable & {
  read(): Promise<Records>;
  /** What the archive holds of these issues; asks for nothing when there is no archive. */
  archived(seen: Records, issues: readonly number[]): Promise<ReadonlyMap<number, Archived>>;
  /**
   * Writes one entry on each issue, all or nothing, on top of the tips in `seen`. With `world`, the ref that guards everything limits count
   * moves too, so that of two writers who both take something one must read again. A chain that was archived goes on from its `archived` tip.
   */
  write(
    seen: Records,
    entries: ReadonlyMap<number, Entry>,
    options: { world: string | null; archived?: ReadonlyMap<number, Archived> },
  ): Promise<WriteAnswer>;
  /** Moves these issues' records from their refs into the archive, all or nothing. */
  fold(seen: Records, issues: readonly number[], at: string): Promise<WriteAnswer>;
  /** The tip of one issue's record and whether Switchyard is stopped, by one small request. */
  peek(issue: number): Promise<{ tip: string | null; stopped: boolean }>;
  /** All entries of one issue, oldest first, from the archive on; empty when it has no record. */
  history(issue: number): Promise<ReadEntry[]>;
  /** Sets or lifts the stop of the whole repository. False when it was so already. */
  stop(on: boolean, words: { by: string; why: string; at: string }): Promise<boolean>;
};

const root = "refs/switchyard/";
const issues = `${root}issues/`;
const world = `${root}world`;
const stop = `${root}stop`;

/** The ref that holds the record of an issue. */
export function issueRef(issue: number): string {
  return `${issues}${issue}`;
}

/** Opens the records of `remote` through a bare repository of its own under `temp`, which is removed when the scope ends. */
export async function openRecordStore({
  remote,
  temp,
  identity,
}: {
  remote: Remote;
  temp: string;
  identity: string;
}): Promise<RecordStore> {
  const directory = await mkdtemp(join(temp, "records-"));
  const local = gitIn(directory);
  await local(["init", "--quiet", "--bare", "."]);
  // A partial repository: what lies in the archive is fetched when it is asked for.
  await local(["config", "remote.origin.url", remote.url]);
  await local(["config", "remote.origin.promisor", "true"]);
  const tree = (await local(["hash-object", "-t", "tree", "-w", "--stdin"], { input: "" })).trim();
  const commits = async (planned: readonly Omit<Commit, "tree" | "who">[]): Promise<string[]> =>
    commitMessages(
      directory,
      planned.map((commit) => ({ ...commit, tree, who: identity })),
    );
  const place = { directory, remote };

  return {
    read: async () => readRecords(place),

    archived: async (seen, wanted) =>
      seen.tips.has(archiveRef) && wanted.length > 0 ? readArchived(place, wanted) : new Map(),

    write: async (seen, entries, options) => {
      const written = [...entries].map(([issue, entry]) => {
        const ref = issueRef(issue);
        const old = seen.tips.get(ref) ?? null;
        const parent = old ?? options.archived?.get(issue)?.tip ?? null;
        return { issue, ref, old, commit: { message: formatEntry(entry), parent, at: entry.at } };
      });
      const [first] = written;
      if (first === undefined) return { ok: true, tips: new Map() };
      const old = seen.tips.get(world) ?? null;
      const guard =
        options.world === null ? [] : [{ message: `${options.world}\n`, parent: old, at: first.commit.at }];
      const made = await commits([...written.map(({ commit }) => commit), ...guard]);
      const updates: Update[] = written.map((one, index) => ({
        ref: one.ref,
        old: one.old,
        next: made[index] ?? null,
      }));
      if (guard.length > 0) updates.push({ ref: world, old, next: made[written.length] ?? null });
      if ((await pushRefs({ ...place, updates })) === "stale") return { ok: false, why: "stale" };
      return { ok: true, tips: new Map(written.map(({ issue }, index) => [issue, made[index] ?? ""])) };
    },

    fold: async (seen, folded, at) => {
      const tips = folded.flatMap((issue) => {
        const tip = seen.tips.get(issueRef(issue));
        return tip === undefined ? [] : [{ issue, tip }];
      });
      if (tips.length === 0) return { ok: true, tips: new Map() };
      const old = seen.tips.get(archiveRef) ?? null;
      const next = await foldCommit(place, { archive: old, tips, at, identity });
      const updates = [
        { ref: archiveRef, old, next },
        ...tips.map(({ issue, tip }) => ({ ref: issueRef(issue), old: tip, next: null })),
      ];
      return (await pushRefs({ ...place, updates })) === "stale"
        ? { ok: false, why: "stale" }
        : { ok: true, tips: new Map() };
    },

    peek: async (issue) => {
      const refs = await remoteRefs(directory, remote, [issueRef(issue), stop]);
      return { tip: refs.get(issueRef(issue)) ?? null, stopped: refs.has(stop) };
    },

    history: async (issue) => {
      const refs = await remoteRefs(directory, remote, [issueRef(issue), archiveRef]);
      const live = refs.get(issueRef(issue));
      if (live !== undefined) return readChain(place, live);
      if (!refs.has(archiveRef)) return [];
      await readRecords(place);
      const archived = (await readArchived(place, [issue])).get(issue);
      return archived === undefined ? [] : readChain(place, archived.tip);
    },

    stop: async (on, { by, why, at }) => {
      for (;;) {
        const old = (await remoteRefs(directory, remote, [stop])).get(stop) ?? null;
        if (on === (old !== null)) return false;
        const [made = ""] = await commits([{ message: `stopped by ${by}\n\n${why}\n`, parent: null, at }]);
        const answer = await pushRefs({ ...place, updates: [{ ref: stop, old, next: on ? made : null }] });
        if (answer === "ok") return true;
      }
    },

    [Symbol.asyncDispose]: async () => rm(directory, { recursive: true, force: true }),
  };
}

type Place = { readonly directory: string; readonly remote: Remote };

/** Was nothing ever asked for here? Then there is no record, and none was put away. */
export function isUntouched({ entries, tips }: Pick<Records, "entries" | "tips">): boolean {
  return entries.size === 0 && !tips.has(archiveRef);
}

/**
 * Brings the refs here, without history. git exits 1 without a word when a shallow fetch matches no ref (measured): the first day of a repository.
 * A record that somebody else writes in that moment is there when one looks again.
 */
async function fetchTips({ directory, remote }: Place): Promise<void> {
  for (let round = 1; ; round += 1) {
    const end = await readRemote({
      cwd: directory,
      remote,
      args: [
        "fetch",
        "--quiet",
        "--depth=1",
        "--filter=tree:0",
        "--no-tags",
        "--prune",
        "--force",
        "origin",
        `+${root}*:${root}*`,
      ],
    });
    if (end.code === 0) return;
    if ((await remoteRefs(directory, remote, [`${root}*`])).size === 0) return;
    if (end.stderr.trim() !== "" || round === 3) throw unreachable(end, remote);
  }
}

/** The tips alone: neither their history nor what the archive holds. */
async function readRecords({ directory, remote }: Place): Promise<Records> {
  await fetchTips({ directory, remote });
  const local: Git = gitIn(directory);
  const tips = refsIn(await local(["for-each-ref", "--format=%(objectname) %(refname)", root]));
  const numbered = [...tips].flatMap(([ref, oid]) =>
    ref.startsWith(issues) && /^[1-9]\d*$/.test(ref.slice(issues.length))
      ? [{ issue: Number(ref.slice(issues.length)), oid }]
      : [],
  );
  const messages = await readMessages(
    directory,
    numbered.map(({ oid }) => oid),
  );
  const entries = new Map(
    numbered.map(({ issue }, index) => [issue, parseEntry(messages[index] ?? "")] as const),
  );
  return { entries, tips, stopped: tips.has(stop) };
}

/** The entries of a chain, oldest first. */
async function readChain({ directory, remote }: Place, tip: string): Promise<ReadEntry[]> {
  const fetched = await readRemote({
    cwd: directory,
    remote,
    args: ["fetch", "--quiet", "--filter=tree:0", "--no-tags", "--depth=10000", "origin", tip],
  });
  if (fetched.code !== 0) throw unreachable(fetched, remote);
  const chain = (await gitIn(directory)(["rev-list", "--first-parent", "--reverse", tip]))
    .split("\n")
    .filter(Boolean);
  return (await readMessages(directory, chain)).map(parseEntry);
}
