import { type BaseEntries, pathProblem } from "../core/change-path.ts";
import {
  type Bounds,
  type CheckedChanges,
  changeLimits,
  checkChanges,
  contentOf,
  directoriesOf,
} from "../core/change-set.ts";
import type { Config } from "../core/config.ts";
import { newlyInvisible } from "../core/change-set-characters.ts";
import { matcher } from "../core/protected-path.ts";
import type { Refusal } from "../core/refusal.ts";
import type { Change, ChangeSet } from "../core/result.ts";
import { type SecretScanner, openSecretScanner } from "./secret-scan.ts";

/** The commit that a change is based on, as far as checking asks for it. */
export type Base = {
  readonly entries: (directories: readonly string[]) => Promise<BaseEntries>;
  readonly texts: (paths: readonly string[]) => Promise<ReadonlyMap<string, string>>;
};

type Rules = Pick<Config, "protected" | "secrets">;

/**
 * Every rule about a change, form and content. Nothing is asked of the base while the form is hopeless, and its files are read only where something was found, to tell
 * what is new. What a removed file held is not. Without a base (null) everything counts as new.
 */
export async function judgeChanges(
  set: ChangeSet,
  {
    rules,
    bounds,
    base,
    scanner,
  }: { rules: Rules; bounds: Bounds; base: Base | null; scanner?: SecretScanner },
): Promise<CheckedChanges> {
  const isHopeless =
    set.changes.length > changeLimits.files ||
    set.changes.some(({ path }) => pathProblem(path, true) !== null);
  const entries = base === null || isHopeless ? null : await base.entries(directoriesOf(set.changes));
  const checked = checkChanges(set, { rules: rules.protected, bounds, base: entries });
  if (!checked.ok) return checked;
  const written = checked.changes.filter((change) => change.kind === "write");
  const scan = scanner ?? (await openSecretScanner());
  const mayHold = matcher(rules.secrets.allow);
  const look = async (change: Written, before: string | null) =>
    contentProblems(change, { scan: mayHold(change.path) ? null : scan, before });
  const found = new Map<Written, Refusal[]>();
  for (const change of written) {
    const refusals = await look(change, null);
    if (refusals.length > 0) found.set(change, refusals);
  }
  const isText = (path: string) => entries?.get(path) === "file";
  const removed = removedPaths(set).filter(isText);
  const asked = [...[...found.keys()].map(({ path }) => path).filter(isText), ...removed];
  if (base !== null && found.size > 0 && asked.length > 0) {
    const texts = await base.texts(asked);
    for (const change of found.keys()) {
      const before = textBefore(change, { texts, removed });
      if (before !== null) found.set(change, await look(change, before));
    }
  }
  const names = written.map(({ path }) => path).join("\n");
  const inNames = (await scan(names, null)).map(({ kind }) =>
    secret("", `the path of a file holds a credential (${kind})`),
  );
  const refusals = [...inNames, ...[...found.values()].flat()];
  return refusals.length === 0 ? checked : { ok: false, refusals };
}

/** Credentials in what a change writes, whatever its form; what `texts` says of the file, or of a removed one, from before does not count. */
export async function secretsInChange(
  set: ChangeSet,
  {
    rules,
    texts,
    scanner: scan,
  }: { rules: Pick<Config, "secrets">; texts: Base["texts"]; scanner: SecretScanner },
): Promise<Refusal[]> {
  const mayHold = matcher(rules.secrets.allow);
  const secretsOf = async (change: Written, before: string | null) =>
    (await contentProblems(change, { scan, before })).filter(({ code }) => code === "secret");
  const found: Written[] = [];
  for (const change of set.changes)
    if (change.kind === "write" && !mayHold(change.path) && (await secretsOf(change, null)).length > 0)
      found.push(change);
  if (found.length === 0) return [];
  const removed = removedPaths(set);
  const known = await texts([...found.map(({ path }) => path), ...removed]);
  const refusals: Refusal[] = [];
  for (const change of found)
    refusals.push(...(await secretsOf(change, textBefore(change, { texts: known, removed }))));
  return refusals;
}

function removedPaths(set: ChangeSet): string[] {
  return set.changes.filter(({ kind }) => kind === "delete").map(({ path }) => path);
}

/** What was there before a change is written: the file itself, and those that the change set removes, since it may be one of them under another name. Null for nothing. */
function textBefore(
  { path }: Written,
  { texts, removed }: { texts: ReadonlyMap<string, string>; removed: readonly string[] },
): string | null {
  const all = [path, ...removed].flatMap((one) => texts.get(one) ?? []);
  return all.length === 0 ? null : all.join("\n");
}

type Written = Extract<Change, { kind: "write" }>;

async function contentProblems(
  change: Written,
  { scan, before }: { scan: SecretScanner | null; before: string | null },
): Promise<Refusal[]> {
  const { path } = change;
  const isText = change.encoding === "utf-8";
  const text = isText ? change.content : Buffer.from(contentOf(change) ?? []).toString("latin1");
  const secrets = scan === null ? [] : await scan(text, before);
  return [
    ...(isText ? newlyInvisible({ path, now: text, before }) : []),
    ...secrets.map(({ kind, line }) =>
      secret(path, `${line === null ? "" : `line ${line}: `}it holds what looks like a credential (${kind})`),
    ),
  ];
}

function secret(path: string, text: string): Refusal {
  return { code: "secret", path, text };
}
