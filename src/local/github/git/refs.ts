import { type GitStore, isSha } from "./store.ts";
import { GitError, runGit } from "./run.ts";

export const noObject = "0".repeat(40);

export type Ref = { readonly name: string; readonly sha: string; readonly type: string };

/** A wanted change of one ref. `from` null: whatever it is; `noObject` on either side: absent. */
export type RefChange = { readonly name: string; readonly from: string | null; readonly to: string };

export type RefOutcome = "done" | "exists" | "changed" | "badName" | "missing";

/** All refs below a prefix (`refs/heads/`) or with exactly that name, by name. */
export async function listRefs(store: GitStore, prefix: string): Promise<Ref[]> {
  const args = ["for-each-ref", "--format=%(objectname) %(objecttype) %(refname)"];
  const { stdout } = await runGit(store.directory, [...args, ...(prefix === "" ? [] : ["--", prefix])]);
  return stdout
    .toString()
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [sha = "", type = "", name = ""] = line.split(" ");
      return { name, sha, type };
    });
}

/** Changes refs in one git transaction: all or none. Says why not by the first reason that git gives. */
export async function changeRefs(store: GitStore, changes: readonly RefChange[]): Promise<RefOutcome> {
  if (!changes.every((change) => isRefName(change.name))) return "badName";
  const lines = changes.map(({ name, from, to }) => {
    if (to === noObject) return `delete ${name}${from === null ? "" : ` ${from}`}`;
    if (from === noObject) return `create ${name} ${to}`;
    return `update ${name} ${to}${from === null ? "" : ` ${from}`}`;
  });
  for (let attempt = 1; ; attempt += 1) {
    try {
      const input = ["start", ...lines, "prepare", "commit", ""].join("\n");
      await runGit(store.directory, ["update-ref", "--stdin"], { input });
      return "done";
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
      const outcome = reason(error.stderr);
      if (outcome !== null) return outcome;
      // Another process held the lock file for a moment: the state decides, so look again.
      if (attempt >= 50) throw error;
    }
  }
}

/** What `git check-ref-format` demands of a full ref name, and GitHub's `refs/` with two slashes. */
export function isRefName(name: string): boolean {
  const parts = name.split("/");
  return (
    parts.length >= 3 &&
    parts[0] === "refs" &&
    // eslint-disable-next-line no-control-regex -- git forbids control characters
    !/[\u0000-\u0020\u007f~^:?*[\\]|\.\.|@\{|\.$/.test(name) &&
    parts.every((part) => part !== "" && !part.startsWith(".") && !part.endsWith(".lock"))
  );
}

/** True when `ancestor` is reachable from `descendant`. */
export async function isAncestor(store: GitStore, ancestor: string, descendant: string): Promise<boolean> {
  if (ancestor === descendant) return true;
  if (!isSha(ancestor) || !isSha(descendant)) return false;
  const args = ["merge-base", "--is-ancestor", ancestor, descendant];
  return (await runGit(store.directory, args, { allow: [1, 128] })).status === 0;
}

function reason(stderr: string): RefOutcome | null {
  if (/reference already exists/.test(stderr)) return "exists";
  if (/unable to resolve reference|reference is missing/.test(stderr)) return "missing";
  if (/but expected|is at [0-9a-f]{40}/.test(stderr)) return "changed";
  if (/'.+' exists; cannot create|cannot process|there is a non-empty directory/.test(stderr))
    return "exists";
  if (/invalid ref format|refusing to update ref with bad name|invalid new value/.test(stderr))
    return "badName";
  return null;
}
