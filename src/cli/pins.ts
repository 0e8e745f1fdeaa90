import { product } from "../core/product.ts";

/** Where a workflow names a version of Switchyard. */
export type Pin = {
  readonly path: string;
  /** What follows the `@`: a tag or a commit. */
  readonly ref: string;
  /** The version in the comment behind it, as update tools write it; null without one. */
  readonly comment: string | null;
};

const uses = new RegExp(
  `(uses:[ \\t]*["']?${product}(?:/[\\w./-]+)?)@([\\w.-]+)(["']?)([ \\t]*#[ \\t]*(v\\d+(?:\\.\\d+){0,2})\\b)?`,
  "g",
);

const schema = new RegExp(
  `(https://raw\\.githubusercontent\\.com/${product}/)([\\w.-]+)(/docs/switchyard\\.schema\\.json)`,
  "g",
);

/** Every place in a workflow's text where Switchyard is called. */
export function pinsIn(path: string, text: string): Pin[] {
  return [...text.matchAll(uses)].map(([, , ref = "", , , comment = null]) => ({ path, ref, comment }));
}

/** The version that a pin stands for, `v1.2.3` or `v1`; null for a bare commit. */
export function versionOf({ ref, comment }: Pin): string | null {
  return /^v\d+(?:\.\d+){0,2}$/.test(ref) ? ref : comment;
}

/**
 * The text with every pin at this release, the address of the config's schema too. Who pins by commit goes on doing so, with the version behind it.
 * A tag that moves by itself (`v1`) stays within its major version, unless `moving` says otherwise.
 */
export function movePins(
  text: string,
  to: { readonly name: string; readonly commit: string; readonly moving: boolean },
): string {
  const stays = (ref: string): boolean => !to.moving && /^v\d+$/.test(ref) && to.name.startsWith(`${ref}.`);
  return text
    .replaceAll(uses, (whole, call: string, ref: string, quote: string, comment?: string) => {
      if (stays(ref)) return whole;
      const byCommit = /^[0-9a-f]{40}$/.test(ref);
      const named = to.name.startsWith("v") && (byCommit || comment !== undefined);
      return `${call}@${byCommit ? to.commit : to.name}${quote}${named ? ` # ${to.name}` : ""}`;
    })
    .replaceAll(schema, (whole, before: string, ref: string, after: string) =>
      stays(ref) ? whole : `${before}${to.name}${after}`,
    );
}

/** Compares `v1.2.3` by its numbers; missing ones count as 0. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  for (let index = 0; index < 3; index += 1) {
    const by = (left[index] ?? 0) - (right[index] ?? 0);
    if (by !== 0) return by;
  }
  return 0;
}

/** The lines of a change log about what is newer than `from` (null: the newest alone) and not newer than `to`. */
export function notesBetween(
  log: string,
  { from, to }: { readonly from: string | null; readonly to: string },
): string[] {
  const sections = log.split(/^(?=## )/m).filter((section) => section.startsWith("## "));
  const wanted = sections.filter((section) => {
    const version = /^## v?(\d+\.\d+\.\d+)/.exec(section)?.[1];
    if (version === undefined || !/^v\d/.test(to)) return false;
    const newer = from !== null && compareVersions(version, from) > 0;
    return (
      compareVersions(version, to) <= 0 && (newer || (from === null && compareVersions(version, to) === 0))
    );
  });
  return wanted
    .map((section) => section.trim())
    .flatMap((section, index) => [...(index === 0 ? [] : [""]), ...section.split("\n")]);
}

function numbersOf(version: string): number[] {
  return version.replace(/^v/, "").split(".").map(Number);
}
