import { logLine } from "./log-line.ts";

/** What a reason code means, and what a person can do about it. */
export type ReasonRow = {
  /** What happens to the change: nothing of it is published, the rest is, or it is only pointed out. */
  readonly effect: "refused" | "withheld" | "told";
  readonly what: string;
  readonly now: string;
};

/** One row per reason code. The codes are stable: logs, comments, the record and `switchyard verify` use the same ones. */
export const reasons = {
  "unbound-artifact": {
    effect: "refused",
    what: "The artifact is not the one whose id and digest the work job handed over.",
    now: "Look at what else runs in this workflow and could replace artifacts.",
  },
  archive: {
    effect: "refused",
    what: "The archive is not one of ours: its entries, their form, or their sizes.",
    now: "Look at who uploaded it. `switchyard verify` repeats the check.",
  },
  json: {
    effect: "refused",
    what: "A file of the result is not plain JSON: a doubled or reserved key, too many levels, a byte order mark, a NUL, half a character, or a number beyond measure.",
    now: "Look at who uploaded it. `switchyard verify` repeats the check.",
  },
  schema: {
    effect: "refused",
    what: "A file of the result says something that its schema does not know.",
    now: "Pin work and collect to one version.",
  },
  mismatch: {
    effect: "refused",
    what: "The result contradicts the plan, the claim, or itself.",
    now: "Look at who uploaded it. With unchanged workflows this does not happen.",
  },
  path: {
    effect: "refused",
    what: "A path leads out of the repository or into `.git`, or cannot be told apart by a reader or kept by a common file system.",
    now: "Ask for another file name.",
  },
  mode: {
    effect: "refused",
    what: "Something else than a regular file was changed: a symbolic link, a submodule, a special file, or a name that is not UTF-8.",
    now: "Make this change by hand.",
  },
  encoding: {
    effect: "refused",
    what: "The content of a file is not what its encoding says.",
    now: "Look at who uploaded it. With unchanged workflows this does not happen.",
  },
  size: {
    effect: "refused",
    what: "A file, or the change as a whole, is larger than what is published.",
    now: "Split the issue, or add large files by hand.",
  },
  count: { effect: "refused", what: "More files were changed than are published.", now: "Split the issue." },
  collision: {
    effect: "refused",
    what: "Two paths cannot be told apart by some file system, or by a reader.",
    now: "Ask for another file name.",
  },
  secret: {
    effect: "refused",
    what: "A file newly holds what looks like a credential, perhaps encoded.",
    now: "If it is an example, name the path under `secrets.allow` in the config, then run `switchyard release`, or put the label on again. If it is real, revoke it.",
  },
  invisible: {
    effect: "refused",
    what: "A file newly holds characters that a reader cannot see, or that change the direction of the text around them.",
    now: "Ask for escape sequences instead, such as `\\u200b`.",
  },
  "protected-path": {
    effect: "withheld",
    what: "The file changes how git, GitHub, a reviewer's view, an editor, a package manager or an agent behaves.",
    now: "Make this change by hand, or name the path under `protected.allow` in the config, then run `switchyard release`, or put the label on again.",
  },
  "outside-scope": {
    effect: "withheld",
    what: "The file is none that the scope of the issue allows to change.",
    now: "Make this change by hand, or add the path to `scopes.<name>.allowed` in the config, then run `switchyard release`, or put the label on again.",
  },
  "not-checked-out": {
    effect: "withheld",
    what: "The file is in the repository, and was not in the sparse checkout that the agent worked in, so it was replaced blindly.",
    now: "Look at what would be replaced. If it is right, `switchyard release` publishes it with the folder under `sparse` of the scope; better put the label on again with that.",
  },
  "sensitive-path": {
    effect: "told",
    what: "The file brings in other people's code, or is executed by a build or by CI.",
    now: "Review it first.",
  },
} as const satisfies Record<string, ReasonRow>;

export type ReasonCode = keyof typeof reasons;

/** One thing that is wrong: a stable code, the path that it is about (empty for none), and a sentence. */
export type Refusal = { readonly code: ReasonCode; readonly path: string; readonly text: string };

/** How often each code occurs. */
export function countCodes(refusals: readonly Refusal[]): Partial<Record<ReasonCode, number>> {
  const counts: Partial<Record<ReasonCode, number>> = {};
  for (const { code } of refusals) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

/** The refusals as lines for people: `code: "path": what is wrong`. */
export function refusalText(refusals: readonly Refusal[]): string {
  const lines = refusals
    .slice(0, listed)
    .map(
      ({ code, path, text }) =>
        `${code}: ${path === "" ? "" : `${logLine(JSON.stringify(path))}: `}${logLine(text, 600)}`,
    );
  const more = refusals.length - lines.length;
  return [...lines, ...(more > 0 ? [`and ${more} more`] : [])].join("\n");
}

const listed = 20;
