import { z } from "zod";

import type { SealKey } from "./seal.ts";

/** Who is asked for the model, and in which dialect: the Messages API itself, or a cloud's form of it. */
export type Provider = "anthropic" | "bedrock" | "vertex" | "foundry";

/** A flat fee with windows of usage, or money by the token. */
export type Billing = "subscription" | "metered";

const label = z
  .string("is a text")
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "is 1 to 40 small letters, digits and hyphens");
/** What is no header value would fail at the first request, with the agent already running. */
const oneLine = z
  .string("is a text: put it in quotes")
  .regex(
    /^[\x21-\x7e]+$/,
    "is empty, or holds spaces, line breaks or characters that no credential has: store it in one line",
  );
const baseUrl = z.string("is a text").refine(isBaseUrl, "is an http or https address without user, ? and #");
const place = z
  .string("is a text")
  .regex(/^[a-z0-9][a-z0-9:.-]{0,62}$/, "is a name such as eu-west-1 or my-project");

const id = z.string("is a text").regex(/^[\w-]{1,80}$/, "is an id of letters, digits, - and _");

const unvalued = {
  name: label.describe("How logs, records and messages call it"),
  billing: z
    .enum(["subscription", "metered"], "is subscription or metered")
    .optional()
    .describe("A flat fee, or money by the token; `subscription` for `oauth-token`, otherwise `metered`"),
  profiles: z
    .array(label, "is a list of profile names")
    .optional()
    .describe("Only tasks of these profiles use it; without it, tasks of every profile do"),
};
const common = { ...unvalued, value: oneLine.describe("The credential itself, in one line") };
const optionalUrl = {
  "base-url": baseUrl.optional().describe("Root of the API, when it is not the provider's own"),
};
const neededUrl = { "base-url": baseUrl.describe("Root of the API") };

/** One entry of the secret `credentials`, by its kind. Closed: what is not listed here cannot be said. */
const entries = {
  "api-key": z.strictObject({ ...common, ...optionalUrl, kind: z.literal("api-key") }),
  "oauth-token": z.strictObject({
    ...common,
    ...optionalUrl,
    kind: z.literal("oauth-token"),
    reserve: z
      .number("is a number of percent")
      .min(0, "is a percentage from 0 to 99")
      .max(99, "is a percentage from 0 to 99")
      .optional()
      .describe("Percent of each window of usage that is left for its owner"),
  }),
  "workload-identity": z.strictObject({
    ...unvalued,
    ...optionalUrl,
    kind: z.literal("workload-identity"),
    organization: id.describe("Id of the Anthropic organization"),
    rule: id.describe("Id of the federation rule, `fdrl_…`"),
    "service-account": id.describe("Id of the service account, `svac_…`"),
    workspace: id.optional().describe("Id of the workspace, when the rule is for several"),
    audience: baseUrl.default("https://api.anthropic.com").describe("Audience of GitHub's identity token"),
  }),
  bedrock: z.strictObject({
    ...common,
    ...optionalUrl,
    kind: z.literal("bedrock"),
    region: place.describe("AWS region"),
  }),
  vertex: z.strictObject({
    ...common,
    ...optionalUrl,
    kind: z.literal("vertex"),
    project: place.describe("Google Cloud project"),
    region: place.describe("Region, or `global`"),
  }),
  foundry: z.strictObject({ ...common, ...neededUrl, kind: z.literal("foundry") }),
  custom: z.strictObject({
    ...common,
    ...neededUrl,
    kind: z.literal("custom"),
    header: z
      .enum(["authorization", "x-api-key"], "is authorization or x-api-key")
      .default("authorization")
      .describe("The header that carries it; in `authorization` as a bearer token"),
  }),
} as const;

export type CredentialKind = keyof typeof entries;
export const credentialKinds: readonly CredentialKind[] = [
  "api-key",
  "oauth-token",
  "workload-identity",
  "bedrock",
  "vertex",
  "foundry",
  "custom",
];

/** One credential of the pool, every default filled in. */
export type Credential = {
  readonly name: string;
  readonly kind: CredentialKind;
  /** Empty when it is exchanged for the job's identity. */
  readonly value: string;
  readonly identity: Identity | null;
  readonly billing: Billing;
  /** Empty: all profiles. */
  readonly profiles: readonly string[];
  /** Null: the provider's own. */
  readonly baseUrl: string | null;
  /** The header that carries the value. */
  readonly header: "authorization" | "x-api-key";
  /** Percent of each usage window that is left for its owner. */
  readonly reserve: number;
  readonly region: string;
  readonly project: string;
};

/** What Anthropic needs to know to exchange the identity of a GitHub job for a token that lasts minutes. */
export type Identity = {
  readonly audience: string;
  readonly organization: string;
  readonly rule: string;
  readonly serviceAccount: string;
  /** Null: the only one that the rule is for. */
  readonly workspace: string | null;
};

/** The names under which the two plain secrets stand in the pool. */
export const plainNames = ["claude-code-oauth-token", "anthropic-api-key"] as const;

/** Returns a credential of which only kind, name and value are known. */
export function plainCredential(kind: "api-key" | "oauth-token", name: string, value: string): Credential {
  return fill({ kind, name, value });
}

/** What opens the checkpoints of a task: every configured credential that has a value, and the secret `seal-key` when it is set. */
export function sealKeys(credentials: readonly Credential[], sealKey: string): SealKey[] {
  const own = sealKey.trim() === "" ? [] : [{ name: "seal-key", value: sealKey.trim() }];
  const valued = credentials.filter(({ value }) => value !== "");
  return [...valued.map(({ name, value }) => ({ name, value })), ...own];
}

/** The provider that a credential is for. */
export function providerOf(kind: CredentialKind): Provider {
  return kind === "bedrock" || kind === "vertex" || kind === "foundry" ? kind : "anthropic";
}

/**
 * Reads the parsed document of the secret `credentials`. Lists every problem, by entry and field; no problem holds a value, nor a
 * word of the document that could be one.
 */
export function parseCredentials(
  document: unknown,
): { ok: true; credentials: Credential[] } | { ok: false; problems: string[] } {
  if (!Array.isArray(document) || document.length === 0)
    return { ok: false, problems: ["expected a list of entries, each with name, kind and value"] };
  const read = document.map((entry: unknown, index) => readEntry(entry, index + 1));
  const problems = read.flatMap((one) => one.problems);
  const credentials = read.flatMap(({ credential }) => (credential === null ? [] : [credential]));
  const names = credentials.map(({ name }) => name);
  for (const [index, name] of names.entries()) {
    if (names.indexOf(name) !== index) problems.push(`entry ${index + 1}: name: another entry has it too`);
    if (plainNames.some((plain) => plain === name))
      problems.push(`entry ${index + 1}: name: is the name of a secret of its own; choose another`);
  }
  return problems.length === 0 ? { ok: true, credentials } : { ok: false, problems };
}

/** Every field of an entry: the kinds that know it, and whether they need it. For the documentation. */
export function credentialFields(): {
  name: string;
  meaning: string;
  kinds: readonly CredentialKind[];
  neededBy: readonly CredentialKind[];
}[] {
  const fields = new Map<string, { meaning: string; kinds: CredentialKind[]; neededBy: CredentialKind[] }>();
  for (const kind of credentialKinds) {
    const shape: Readonly<Record<string, z.ZodType>> = entries[kind].shape;
    for (const [name, schema] of Object.entries(shape)) {
      if (name === "kind") continue;
      const field = fields.get(name) ?? { meaning: schema.description ?? "", kinds: [], neededBy: [] };
      field.kinds.push(kind);
      if (!schema.safeParse(undefined).success) field.neededBy.push(kind);
      fields.set(name, field);
    }
  }
  return [...fields].map(([name, field]) => ({ name, ...field }));
}

type ReadEntry = { readonly credential: Credential | null; readonly problems: readonly string[] };

function readEntry(entry: unknown, number: number): ReadEntry {
  const wrong = (problem: string): ReadEntry => ({
    credential: null,
    problems: [`entry ${number}: ${problem}`],
  });
  if (typeof entry !== "object" || entry === null || Array.isArray(entry))
    return wrong("expected fields such as name, kind and value");
  const kind = credentialKinds.find((one) => "kind" in entry && one === entry.kind);
  if (kind === undefined) return wrong(`kind: is one of ${credentialKinds.join(", ")}`);
  const parsed = entries[kind].safeParse(entry);
  if (parsed.success) return { credential: fill(parsed.data), problems: [] };
  const problems = parsed.error.issues.flatMap((issue) => {
    const field = String(issue.path[0] ?? "");
    if (issue.code !== "unrecognized_keys")
      return [`${field}: ${missing(entry, field) ? "is missing" : issue.message}`];
    const known = Object.keys(entries[kind].shape).join(", ");
    return [`it has ${unknownFields(issue.keys)}; ${kind} knows ${known}`];
  });
  return { credential: null, problems: problems.map((problem) => `entry ${number}: ${problem}`) };
}

function missing(entry: object, field: string): boolean {
  return !Object.hasOwn(entry, field);
}

/** A field name is repeated only when it cannot be a credential that slipped to the left of its colon. */
function unknownFields(keys: readonly string[]): string {
  const shown = keys.map((key) => (/^[a-z-]{1,16}$/.test(key) ? `"${key}"` : "a name not shown here"));
  return `the unknown field${keys.length === 1 ? "" : "s"} ${shown.join(", ")}`;
}

type Entry = z.output<(typeof entries)[CredentialKind]>;

function fill(entry: Entry): Credential {
  const header = entry.kind === "api-key" || entry.kind === "foundry" ? "x-api-key" : "authorization";
  return {
    name: entry.name,
    kind: entry.kind,
    value: "value" in entry ? entry.value : "",
    identity: entry.kind === "workload-identity" ? identityOf(entry) : null,
    billing: entry.billing ?? (entry.kind === "oauth-token" ? "subscription" : "metered"),
    profiles: entry.profiles ?? [],
    baseUrl: entry["base-url"] ?? null,
    header: "header" in entry ? entry.header : header,
    reserve: "reserve" in entry ? (entry.reserve ?? 0) : 0,
    region: "region" in entry ? entry.region : "",
    project: "project" in entry ? entry.project : "",
  };
}

function identityOf(entry: z.output<(typeof entries)["workload-identity"]>): Identity {
  const { audience, organization, rule, workspace = null } = entry;
  return { audience, organization, rule, serviceAccount: entry["service-account"], workspace };
}

function isBaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return (protocol === "https:" || protocol === "http:") && `${username}${password}${search}${hash}` === "";
}
