import type { Credential } from "./credential.ts";
import { isoTime } from "./log-line.ts";

/** What the repository allows the pool to do with money; both default to no. */
export type Consent = {
  /** From a subscription to what bills by the token. */
  readonly spill: boolean;
  /** On with a subscription that bills extra usage. */
  readonly overage: boolean;
};

/** What an answer of the model API says about the credential that it was given to. */
export type Signs = {
  /** Null when there was no answer. */
  readonly status: number | null;
  /** The API's name and words for what is wrong; empty when nothing is. */
  readonly error: { readonly type: string; readonly message: string };
  /** Header names in small letters. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Seconds since 1970. */
  readonly now: number;
};

/** Whether a credential can be used. `until` is in seconds since 1970. */
export type Health =
  | { readonly state: "well" }
  /** In trouble for a moment: others go first, but it may be asked. */
  | { readonly state: "resting"; readonly until: number; readonly everywhere: boolean }
  /** Not to be asked before `until`; null when nobody said. */
  | { readonly state: "spent"; readonly until: number | null; readonly why: "limit" | "reserve" | "overage" }
  /** Not to be asked again in this task. */
  | { readonly state: "rejected"; readonly why: "credential" | "billing" };

export type PoolHealth = Readonly<Record<string, Health>>;

/** Why no credential of a pool may be asked, and when the first one may be again. */
export type Parked = { readonly resetsAt: number | null; readonly sentence: string };

const shortWait = 60; // Seconds; up to here the CLI itself obeys `retry-after`, and beyond it gives up.
const rest = 30; // Seconds after an overload or a limit that names no time.

/**
 * The credentials that a task of this profile may use, in the order of the pool. What bills by the token and stands behind a
 * subscription is left out without consent: the pool never spills by itself.
 */
export function poolOf(
  credentials: readonly Credential[],
  { profile, consent }: { profile: string | null; consent: Consent },
): Credential[] {
  const mine = credentials.filter(
    ({ profiles }) => profiles.length === 0 || (profile !== null && profiles.includes(profile)),
  );
  const first = mine.findIndex(({ billing }) => billing === "subscription");
  return mine.filter(
    ({ billing }, index) => consent.spill || billing === "subscription" || first === -1 || index < first,
  );
}

/**
 * The credential to ask next: the first that is well, else the one that rests for the shortest time; null when none is left. So
 * the pool comes back to the first one by itself when its time is over.
 */
export function choose<T extends { readonly name: string }>(
  pool: readonly T[],
  health: PoolHealth,
  now: number,
): T | null {
  const ready = pool.flatMap((credential) => {
    const one = health[credential.name] ?? { state: "well" };
    if (one.state === "rejected") return [];
    if (one.state === "well" || (one.until !== null && one.until <= now)) return [{ credential, wait: 0 }];
    return one.state === "resting" ? [{ credential, wait: one.until - now }] : [];
  });
  return ready.toSorted((one, other) => one.wait - other.wait)[0]?.credential ?? null;
}

/** Why none of the pool may be asked, when at least one will be usable again; null otherwise. */
export function parkedOf(
  pool: readonly { readonly name: string }[],
  health: PoolHealth,
  now: number,
): Parked | null {
  if (choose(pool, health, now) !== null) return null;
  const spent = pool.flatMap(({ name }) => {
    const one = health[name];
    return one?.state === "spent" ? [one] : [];
  });
  const [first] = spent;
  if (first === undefined) return null;
  const times = spent.flatMap(({ until }) => (until === null ? [] : [until]));
  const resetsAt = times.length === 0 ? null : Math.min(...times);
  const until = resetsAt === null ? "" : ` It can be used again at ${isoTime(resetsAt)}.`;
  return { resetsAt, sentence: `${parkedWords(spent, pool.length)}${until}` };
}

function parkedWords(spent: readonly { why: "limit" | "reserve" | "overage" }[], size: number): string {
  const reasons = new Set(spent.map(({ why }) => why));
  if (reasons.has("limit")) {
    return size === 1
      ? "The model API limits the usage of this credential."
      : `The model API limits the usage of every credential that this task may use (${size}).`;
  }
  return reasons.has("reserve")
    ? "What is left of the subscription's window is reserved for its owner (`reserve`)."
    : "The subscription's window is used up, and it may not bill extra usage (`credentials.overage`).";
}

/** What an answer changes about the health of its credential; null when it says nothing about it. */
export function healthAfter(credential: Credential, consent: Consent, signs: Signs): Health | null {
  const { status, error, now } = signs;
  if (status !== null && status < 400 && error.type === "") return windowHealth(credential, consent, signs);
  if (/credit balance|billing_error/i.test(`${error.type} ${error.message}`) || status === 402)
    return { state: "rejected", why: "billing" };
  if (status === 401 || status === 403) return { state: "rejected", why: "credential" };
  // HTTP 400 for a subscription whose extra usage is spent: a limit that time heals, not a bad request.
  const spent = /out of extra usage|usage limit reached\|/i.test(error.message);
  if (spent || status === 429 || error.type === "rate_limit_error") return limitHealth(signs, spent);
  if (status === 529 || error.type === "overloaded_error")
    return { state: "resting", until: now + rest, everywhere: false };
  if (status === null || status >= 500) return { state: "resting", until: now + rest, everywhere: true };
  return null;
}

function limitHealth(signs: Signs, spent: boolean): Health {
  const until = retryTime(signs);
  const rejected = spent || header(signs, "anthropic-ratelimit-unified-status") === "rejected";
  // A reset that has been, by our clock, is none to wait for; without a rest it would be asked again and again.
  const past = until !== null && until <= signs.now;
  const long = until !== null && until - signs.now > shortWait;
  return !past && (rejected || long)
    ? { state: "spent", until, why: "limit" }
    : { state: "resting", until: past || until === null ? signs.now + rest : until, everywhere: false };
}

/** A good answer can be the last one for now: when it used up what is not the owner's, or was paid as extra usage. */
function windowHealth(credential: Credential, consent: Consent, signs: Signs): Health {
  const windows = unifiedWindows(signs);
  const reserved = latest(windows.filter(({ used }) => used >= 1 - credential.reserve / 100));
  if (credential.reserve > 0 && reserved !== null) return { ...reserved, why: "reserve" };
  if (consent.overage) return { state: "well" };
  const used = latest(windows.filter((window) => window.used >= 1));
  if (used !== null) return { ...used, why: "overage" };
  const paid =
    header(signs, "anthropic-ratelimit-unified-overage-in-use") === "true" ||
    (header(signs, "anthropic-ratelimit-unified-status") === "rejected" &&
      header(signs, "anthropic-ratelimit-unified-overage-status").startsWith("allowed"));
  return paid ? { state: "spent", until: retryTime(signs), why: "overage" } : { state: "well" };
}

type Window = { readonly used: number; readonly until: number | null };

/** The five-hour and weekly windows of a subscription; `anthropic-ratelimit-unified-5h-utilization` and `-reset` (2.1.329 reads them). */
function unifiedWindows(signs: Signs): Window[] {
  return Object.keys(signs.headers).flatMap((name) => {
    const window = /^anthropic-ratelimit-unified-(\d+[hd][a-z_]*)-utilization$/.exec(name)?.[1];
    const used = Number(header(signs, name));
    if (window === undefined || !Number.isFinite(used)) return [];
    return [{ used, until: seconds(header(signs, `anthropic-ratelimit-unified-${window}-reset`)) }];
  });
}

/** Usable again only when the last of these windows has been reset. */
function latest(windows: readonly Window[]): { state: "spent"; until: number | null } | null {
  if (windows.length === 0) return null;
  const times = windows.flatMap(({ until }) => (until === null ? [] : [until]));
  return { state: "spent", until: times.length === 0 ? null : Math.max(...times) };
}

/**
 * Seconds since 1970 at which asking again makes sense: the reset of the window that is spent, else `retry-after`, in seconds or as a date, else
 * what older texts of a spent subscription end with (`usage limit reached|1795180140`).
 */
export function retryTime(signs: Pick<Signs, "headers" | "now" | "error">): number | null {
  const reset = seconds(header(signs, "anthropic-ratelimit-unified-reset"));
  if (reset !== null) return reset;
  const after = header(signs, "retry-after");
  if (after === "") return seconds(/limit reached\|(\d{10})\b/.exec(signs.error.message)?.[1] ?? "");
  const wait = Number(after);
  const time = Number.isFinite(wait) ? signs.now + wait : Date.parse(after) / 1000;
  return Number.isFinite(time) ? Math.ceil(time) : null;
}

function seconds(text: string): number | null {
  const time = Number(text);
  return text !== "" && Number.isFinite(time) && time > 0 ? Math.round(time) : null;
}

function header({ headers }: Pick<Signs, "headers">, name: string): string {
  const text = headers[name];
  return typeof text === "string" ? text : "";
}
