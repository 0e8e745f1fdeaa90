import { z } from "zod";

import { Gates, Setup } from "./checkout-command.ts";
import { Directory } from "./directory.ts";
import { Pattern, matcher } from "./protected-path.ts";

/** A part of the repository: which issues are about it, how many of its tasks run at once, and what holds for them in place of the config's own. */
export const Scope = z
  .strictObject({
    labels: z
      .array(z.string().min(1).max(50)) // GitHub's limit of a label name
      .default([])
      .describe("Issues with one of these belong to the scope"),
    paths: z
      .array(Pattern)
      .max(50)
      .default([])
      .describe(
        "So do issues without such a label whose title or text names a path of these, such as `packages/web/**`",
      ),
    tasks: z
      .number()
      .int()
      .min(1)
      .max(256)
      .default(1)
      .describe("How many tasks of the scope may be at work at once"),
    directory: Directory.optional().describe(
      "Where setup, gates and the agent work, such as `packages/web`; without it, at the top level",
    ),
    setup: Setup.optional().describe("How its base is prepared, in place of `setup`"),
    allowed: z
      .array(Pattern)
      .min(1)
      .max(100)
      .optional()
      .describe(
        "The only paths that its changes may touch, such as `packages/web/**`; the rest is withheld. Without it, everything",
      ),
    sparse: z
      .union([z.boolean(), z.array(Directory).max(100)])
      .optional()
      .describe(
        "Check out a part only: its directory, the files at the top level, and the folders that are named here",
      ),
    gates: Gates.optional().describe("What its changes must pass, in place of `gates`"),
  })
  .refine(({ labels, paths }) => labels.length + paths.length > 0, {
    message: "has neither labels nor paths, so that no issue belongs to it: write one of them",
  })
  .refine(({ sparse, directory }) => sparse !== true || directory !== undefined, {
    path: ["sparse"],
    message: "needs a directory to keep; name one, or write the folders that are needed",
  });
export type Scope = z.output<typeof Scope>;

type Scopes = Readonly<Record<string, Scope>>;

/** What an issue is about. The text is asked for only when labels do not decide. */
export type Asking = { readonly labels: readonly string[]; readonly text: () => string };

/**
 * The scopes that an issue belongs to, the one whose settings hold first. Labels decide: those of several scopes make the issue count for each of them. Without such
 * a label the paths do that its text names, for one scope. Where several fit, the most specific pattern goes first, then the order of the config.
 */
export function scopesOf({ scopes }: { readonly scopes: Scopes }, { labels, text }: Asking): string[] {
  const known = compiled(scopes);
  const labelled = known.filter((scope) => scope.labels.some((label) => labels.includes(label)));
  if (labelled.length === 1) return labelled.map(({ name }) => name);
  const candidates = labelled.length === 0 ? known : labelled;
  if (candidates.every(({ patterns }) => patterns.length === 0)) return labelled.map(({ name }) => name);
  const paths = pathsIn(text());
  const fits = candidates.map(({ name, patterns }) => ({
    name,
    // The patterns of a scope are sorted, so the first that fits is its most specific one.
    rank: patterns.find(({ names }) => paths.some(names))?.rank ?? none,
  }));
  const sorted = fits.toSorted((one, other) => compare(other.rank, one.rank));
  return labelled.length > 0
    ? sorted.map(({ name }) => name)
    : sorted.slice(0, 1).flatMap(({ name, rank }) => (rank === none ? [] : [name]));
}

const most = 500; // paths of one text

/**
 * What a text names that may be a path: words with a slash or a dot in them, bare or in code, without what people put around and behind: `./`, a line
 * (`:12`, `#L12`), punctuation. Addresses of the web are none.
 */
export function pathsIn(text: string): string[] {
  const found = new Set<string>();
  for (const [word] of text.matchAll(/[^\s`'"<>()[\]{}|,;*!?]+/g)) {
    if (!/[./]/.test(word) || word.length > 400 || word.includes("://")) continue;
    const path = word.replace(/(?:#.*|(?::\d+)+)?[.:]*$/, "").replace(/^(?:\.?\/)+/, "");
    if (path === "" || path.split("/").includes("..")) continue;
    found.add(path);
    if (found.size === most) break;
  }
  return [...found];
}

/** How much of a pattern is fixed: the parts without a wildcard, then the characters. */
type Rank = readonly [parts: number, characters: number];

const none: Rank = [-1, 0];

type Compiled = {
  readonly name: string;
  readonly labels: readonly string[];
  /** Most specific first. */
  readonly patterns: readonly { readonly names: (path: string) => boolean; readonly rank: Rank }[];
};

const once = new WeakMap<Scopes, readonly Compiled[]>(); // asked of every issue

function compiled(scopes: Scopes): readonly Compiled[] {
  const known =
    once.get(scopes) ??
    Object.entries(scopes).map(([name, { labels, paths }]) => ({
      name,
      labels,
      patterns: paths
        .map((pattern) => ({ names: matcher([pattern]), rank: rankOf(pattern) }))
        .toSorted((one, other) => compare(other.rank, one.rank)),
    }));
  once.set(scopes, known);
  return known;
}

function rankOf(pattern: string): Rank {
  const parts = pattern.split("/").filter((part) => part !== "" && part !== "**");
  return [parts.filter((part) => !part.includes("*")).length, parts.join("").replaceAll("*", "").length];
}

function compare(one: Rank, other: Rank): number {
  return one[0] - other[0] || one[1] - other[1];
}
