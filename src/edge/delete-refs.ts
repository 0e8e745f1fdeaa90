import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";

import { type Remote, gitIn, runGit } from "./git.ts";
import { unreachable } from "./record-push.ts";

const batch = 500; // refs of one push; each is two arguments

/**
 * Deletes each of these refs (full name → commit) that still stands at its commit, and leaves the others: one push for some hundred. Resolves to those
 * that stay, with git's reason. Throws a UserError when the remote does not answer.
 */
export async function deleteRefs(
  { remote, temp }: { remote: Remote; temp: string },
  refs: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const stay = new Map<string, string>();
  if (refs.size === 0) return stay;
  const directory = await mkdtemp(join(temp, "switchyard-refs-"));
  try {
    await gitIn(directory)(["init", "--quiet", "--bare", "."]);
    const all = [...refs];
    for (let at = 0; at < all.length; at += batch) {
      const some = all.slice(at, at + batch);
      const leases = some.map(([ref, commit]) => `--force-with-lease=${ref}:${commit}`);
      const args = ["push", "--porcelain", ...leases, remote.url, ...some.map(([ref]) => `:${ref}`)];
      const end = await runGit({ cwd: directory, remote, args });
      const answers = answersIn(end.stdout);
      if (end.code !== 0 && answers.size === 0) throw unreachable(end, remote);
      for (const [ref] of some) {
        const why = answers.has(ref) ? answers.get(ref) : "git said nothing of it";
        if (why !== null && why !== undefined) stay.set(ref, why);
      }
    }
    return stay;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** By ref: null when it is gone, else why not. A line is `<flag> TAB <from>:<to> TAB <summary> (<reason>)` (git-push, "Output"). */
function answersIn(porcelain: string): Map<string, string | null> {
  return new Map(
    porcelain.split("\n").flatMap((line) => {
      const [, flag = "", ref = "", summary = ""] = /^(.)\t[^\t]*:(\S+)\t(.*)$/.exec(line) ?? [];
      if (ref === "") return [];
      return [[ref, flag === "-" || flag === "=" ? null : summary] as const];
    }),
  );
}
