import { type BaseEntries, pathProblem } from "../core/change-path.ts";
import {
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
 * what is new. Without a base (null) everything counts as new.
 */
export async function judgeChanges(
  set: ChangeSet,
  { rules, base }: { rules: Rules; base: Base | null },
): Promise<CheckedChanges> {
  const isHopeless =
    set.changes.length > changeLimits.files ||
    set.changes.some(({ path }) => pathProblem(path, true) !== null);
  const entries = base === null || isHopeless ? null : await base.entries(directoriesOf(set.changes));
  const checked = checkChanges(set, { rules: rules.protected, base: entries });
  if (!checked.ok) return checked;
  const written = checked.changes.filter((change) => change.kind === "write");
  const scan = await openSecretScanner();
  const mayHold = matcher(rules.secrets.allow);
  const look = async (change: Written, before: string | null) =>
    contentProblems(change, { scan: mayHold(change.path) ? null : scan, before });
  const found = new Map<Written, Refusal[]>();
  for (const change of written) {
    const refusals = await look(change, null);
    if (refusals.length > 0) found.set(change, refusals);
  }
  const changed = [...found.keys()].filter(({ path }) => entries?.get(path) === "file");
  const texts =
    base === null || changed.length === 0
      ? new Map<string, string>()
      : await base.texts(changed.map(({ path }) => path));
  for (const change of changed) {
    const before = texts.get(change.path);
    if (before !== undefined) found.set(change, await look(change, before));
  }
  const names = written.map(({ path }) => path).join("\n");
  const inNames = (await scan(names, null)).map(({ kind }) =>
    secret("", `the path of a file holds a credential (${kind})`),
  );
  const refusals = [...inNames, ...[...found.values()].flat()];
  return refusals.length === 0 ? checked : { ok: false, refusals };
}

/** Credentials in what a change writes, whatever its form; what `texts` says of a file from before does not count. */
export async function secretsInChange(
  set: ChangeSet,
  { rules, texts }: { rules: Pick<Config, "secrets">; texts: Base["texts"] },
): Promise<Refusal[]> {
  const scan = await openSecretScanner();
  const mayHold = matcher(rules.secrets.allow);
  const refusals: Refusal[] = [];
  for (const change of set.changes) {
    if (change.kind !== "write" || mayHold(change.path)) continue;
    const secretsSince = async (before: string | null) =>
      (await contentProblems(change, { scan, before })).filter(({ code }) => code === "secret");
    if ((await secretsSince(null)).length === 0) continue;
    const before = (await texts([change.path])).get(change.path) ?? null;
    refusals.push(...(await secretsSince(before)));
  }
  return refusals;
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
