import { setTimeout as wait } from "node:timers/promises";

import type { UserError } from "../core/errors.ts";
import { type GitEnd, type Remote, isRefusal, readRemote, remoteError, runGit } from "./git.ts";

/** One ref to move: from the commit that we saw it at (null: it was not there) to another (null: delete it). */
export type Update = { readonly ref: string; readonly old: string | null; readonly next: string | null };

const rounds = 6; // of trying again when the answer told nothing: some 12 s in all

/**
 * One atomic push with the expected old value of every ref. Its answers are a closed list: everything moved, or a ref is not where we saw it
 * (stale, and nothing moved). Anything else is unknown: the refs are read, and if they are where we saw them the push is tried again. GitHub
 * refuses pushes to different refs now and then with a bare "failed" (docs/adr/0001). Throws a UserError when the token may not, or nobody answers.
 */
export async function pushRefs({
  directory,
  remote,
  updates,
}: {
  directory: string;
  remote: Remote;
  updates: readonly Update[];
}): Promise<"ok" | "stale"> {
  const leases = updates.map(({ ref, old }) => `--force-with-lease=${ref}:${old ?? ""}`);
  const specs = updates.map(({ ref, next }) => `${next ?? ""}:${ref}`);
  const refs = updates.map(({ ref }) => ref);
  let last: GitEnd = { code: 0, stdout: "", stderr: "" };
  for (let round = 0; round < rounds; round += 1) {
    if (round > 0) await wait(200 * 2 ** round * (0.5 + Math.random()));
    last = await runGit({
      cwd: directory,
      remote,
      args: ["push", "--porcelain", "--atomic", ...leases, remote.url, ...specs],
    });
    if (last.code === 0) return "ok";
    const now = await remoteRefs(directory, remote, refs).catch(() => null);
    if (now === null) continue;
    // The answer was lost. A random nonce in each entry makes its commit ours alone.
    if (updates.every(({ ref, next }) => (now.get(ref) ?? null) === next)) return "ok";
    if (updates.some(({ ref, old }) => (now.get(ref) ?? null) !== old)) return "stale";
    if (isRefusal(last.stderr)) throw forbidden(last);
  }
  throw unreachable(last, remote);
}

/** Where refs of a remote point to, by full name. Throws a UserError when the remote does not answer. */
export async function remoteRefs(
  directory: string,
  remote: Remote,
  patterns: readonly string[],
): Promise<Map<string, string>> {
  const end = await readRemote({
    cwd: directory,
    remote,
    args: ["ls-remote", "--quiet", remote.url, ...patterns],
  });
  if (end.code !== 0) throw unreachable(end, remote);
  return refsIn(end.stdout);
}

/** Reads lines of `<object id> <ref>`. */
export function refsIn(listed: string): Map<string, string> {
  return new Map(
    listed
      .split("\n")
      .filter(Boolean)
      .map((line) => [line.slice(41), line.slice(0, 40)]),
  );
}

/** The error of a remote that git cannot reach. */
export function unreachable(end: GitEnd, { url }: Remote): UserError {
  return remoteError(
    `Cannot reach ${url} by git`,
    end,
    "If it stays so, the token of this job may not read this repository: give it one that may.",
  );
}

function forbidden(end: GitEnd): UserError {
  return remoteError(
    "Cannot write refs/switchyard/*",
    end,
    "If it stays so, the job needs `permissions: { contents: write }`, and no ruleset may forbid refs outside branches and tags.",
  );
}
