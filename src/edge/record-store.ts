import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { UserError } from "../core/errors.ts";
import { type Entry, type ReadEntry, formatEntry, parseEntry } from "../core/record.ts";
import { type GitEnd, type Remote, gitIn, lastWords, runGit } from "./git.ts";

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
  /**
   * Writes one entry on each issue, all or nothing, on top of the tips in `seen`. With `world`, the ref that guards everything limits count
   * moves too, so that of two writers who both take something one must read again.
   */
  write(
    seen: Records,
    entries: ReadonlyMap<number, Entry>,
    options: { world: string | null },
  ): Promise<WriteAnswer>;
  /** The tip of one issue's record and whether Switchyard is stopped, by one small request. */
  peek(issue: number): Promise<{ tip: string | null; stopped: boolean }>;
};

const root = "refs/switchyard/";
const issues = `${root}issues/`;
const world = `${root}world`;
const stop = `${root}stop`;
const noObject = "0".repeat(40);

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
  const tree = (await local(["hash-object", "-t", "tree", "-w", "--stdin"], { input: "" })).trim();

  const commit = async (message: string, parent: string | null, at: string): Promise<string> => {
    const who = `${identity} ${Math.floor(Date.parse(at) / 1000)} +0000`;
    const lines = [
      `tree ${tree}`,
      ...(parent === null ? [] : [`parent ${parent}`]),
      `author ${who}`,
      `committer ${who}`,
      "",
      message,
    ];
    return (
      await local(["hash-object", "-t", "commit", "-w", "--stdin"], { input: lines.join("\n") })
    ).trim();
  };

  return {
    read: async () => readRecords(directory, remote),

    write: async (seen, entries, options) => {
      const updates: Update[] = [];
      for (const [issue, entry] of entries) {
        const ref = issueRef(issue);
        const old = seen.tips.get(ref) ?? null;
        updates.push({ ref, old, next: await commit(formatEntry(entry), old, entry.at) });
      }
      const at = [...entries.values()][0]?.at;
      if (options.world !== null && at !== undefined) {
        const old = seen.tips.get(world) ?? null;
        updates.push({ ref: world, old, next: await commit(`${options.world}\n`, old, at) });
      }
      const answer = await push({ directory, remote, updates });
      if (answer === "stale") return { ok: false, why: "stale" };
      return {
        ok: true,
        tips: new Map(
          [...entries.keys()].map((issue) => [
            issue,
            updates.find(({ ref }) => ref === issueRef(issue))?.next ?? noObject,
          ]),
        ),
      };
    },

    peek: async (issue) => {
      const refs = await remoteRefs(directory, remote, [issueRef(issue), stop]);
      return { tip: refs.get(issueRef(issue)) ?? null, stopped: refs.has(stop) };
    },

    [Symbol.asyncDispose]: async () => rm(directory, { recursive: true, force: true }),
  };
}

type Update = { readonly ref: string; readonly old: string | null; readonly next: string };

async function readRecords(directory: string, remote: Remote): Promise<Records> {
  const fetched = await runGit({
    cwd: directory,
    remote,
    args: [
      "fetch",
      "--quiet",
      "--depth=1",
      "--no-tags",
      "--prune",
      "--force",
      remote.url,
      `+${root}*:${root}*`,
    ],
  });
  // git exits 1 without a word when a shallow fetch matches no ref (measured): the first day of a repository.
  if (fetched.code !== 0 && (await remoteRefs(directory, remote, [`${root}*`])).size > 0)
    throw unreachable(fetched, remote);
  const listed = await gitIn(directory)(["for-each-ref", "--format=%(objectname) %(refname)", root]);
  const tips = new Map(
    listed
      .split("\n")
      .filter(Boolean)
      .map((line) => [line.slice(41), line.slice(0, 40)]),
  );
  const entries = new Map<number, ReadEntry>();
  const numbered = [...tips].flatMap(([ref, oid]) =>
    ref.startsWith(issues) && /^\d+$/.test(ref.slice(issues.length))
      ? [{ issue: Number(ref.slice(issues.length)), oid }]
      : [],
  );
  const messages = await readMessages(
    directory,
    numbered.map(({ oid }) => oid),
  );
  numbered.forEach(({ issue }, index) => entries.set(issue, parseEntry(messages[index] ?? "")));
  return { entries, tips, stopped: tips.has(stop) };
}

/** The messages of commits, in the order asked for, by one process. */
async function readMessages(directory: string, oids: readonly string[]): Promise<string[]> {
  if (oids.length === 0) return [];
  const output = Buffer.from(
    await gitIn(directory)(["cat-file", "--batch"], { input: `${oids.join("\n")}\n` }),
    "utf8",
  );
  const messages: string[] = [];
  let at = 0;
  while (at < output.length) {
    const end = output.indexOf("\n", at);
    const size = Number(output.subarray(at, end).toString("utf8").split(" ")[2] ?? "0");
    const commit = output.subarray(end + 1, end + 1 + size).toString("utf8");
    messages.push(commit.slice(commit.indexOf("\n\n") + 2));
    at = end + 1 + size + 1;
  }
  return messages;
}

/**
 * One atomic push with the expected old value of every ref. Its answers are a closed list: everything moved, or a ref is not where we saw it
 * (stale). Anything else is unknown: the refs are read, and if they are where we saw them the push is tried again.
 */
async function push({
  directory,
  remote,
  updates,
}: {
  directory: string;
  remote: Remote;
  updates: readonly Update[];
}): Promise<"ok" | "stale"> {
  const leases = updates.map(({ ref, old }) => `--force-with-lease=${ref}:${old ?? ""}`);
  const specs = updates.map(({ ref, next }) => `${next}:${ref}`);
  const expected = updates.map(({ ref, old }) => [ref, old] as const);
  let last: GitEnd = { code: 0, stdout: "", stderr: "" };
  for (let round = 0; round < 4; round += 1) {
    if (round > 0) await wait(200 * 2 ** round * (0.5 + Math.random()));
    last = await runGit({
      cwd: directory,
      remote,
      args: ["push", "--porcelain", "--atomic", ...leases, remote.url, ...specs],
    });
    if (last.code === 0) return "ok";
    const now = await remoteRefs(
      directory,
      remote,
      updates.map(({ ref }) => ref),
    );
    if (updates.every(({ ref, next }) => now.get(ref) === next)) return "ok"; // the answer was lost; the nonce in the entry makes the commit ours alone
    if (expected.some(([ref, old]) => (now.get(ref) ?? null) !== old)) return "stale";
    if (/\b403\b|denied|not granted/i.test(last.stderr)) throw forbidden(last);
  }
  throw unreachable(last, remote);
}

async function remoteRefs(
  directory: string,
  remote: Remote,
  patterns: readonly string[],
): Promise<Map<string, string>> {
  const end = await runGit({
    cwd: directory,
    remote,
    args: ["ls-remote", "--quiet", remote.url, ...patterns],
  });
  if (end.code !== 0) throw unreachable(end, remote);
  return new Map(
    end.stdout
      .split("\n")
      .filter(Boolean)
      .map((line) => [line.slice(41), line.slice(0, 40)]),
  );
}

function forbidden(end: GitEnd): UserError {
  return new UserError(
    `Cannot write refs/switchyard/*: ${lastWords(end.stderr)}. The job needs \`permissions: { contents: write }\`, and no ruleset may forbid refs outside branches and tags.`,
  );
}

function unreachable(end: GitEnd, { url }: Remote): UserError {
  return new UserError(
    `Cannot reach ${url} by git: ${lastWords(end.stderr)}. If the token or the network of this job changed, mend it and run again; nothing was changed.`,
  );
}
