import { LineCounter, parseDocument } from "yaml";

import {
  type Credential,
  parseCredentials,
  plainCredential,
  plainNames,
  providerOf,
} from "../core/credential.ts";
import { UserError } from "../core/errors.ts";
import { type Consent, poolOf } from "../core/pool.ts";

/** The three secrets that can hold a model credential; empty when not set. */
export type CredentialSecrets = {
  readonly credentials: string;
  readonly "claude-code-oauth-token": string;
  readonly "anthropic-api-key": string;
};

/**
 * Returns every credential that is configured, in the order in which they are preferred: the entries of the secret `credentials`, then the plain
 * subscription, then the plain key. Throws a UserError that names every bad entry and field, and no value.
 */
export function readCredentials(secrets: CredentialSecrets): Credential[] {
  const all = [...readPool(secrets.credentials), ...plain(secrets)];
  if (all.length > 0) return all;
  throw new UserError(
    "No model credential: the job got neither credentials, claude-code-oauth-token nor anthropic-api-key. Create the repository secret ANTHROPIC_API_KEY (or CLAUDE_CODE_OAUTH_TOKEN, from `claude setup-token`), and pass it in the calling workflow under `secrets:`.",
  );
}

/** Returns those of the configured credentials that a task may use. Throws a UserError when there is none, or when they cannot be used together. */
export function chooseCredentials(
  all: readonly Credential[],
  { profile, consent }: { profile: string | null; consent: Consent },
): Credential[] {
  const pool = poolOf(all, { profile, consent });
  if (pool.length === 0)
    throw new UserError(
      `No model credential is for this task: ${all.map(({ name, profiles }) => `${name} is for the profiles ${profiles.join(", ")}`).join("; ")}. Take \`profiles\` off one of them, or add an entry.`,
    );
  const identity = pool.find((credential) => credential.identity !== null);
  // What the runner sets for a job with `id-token: write`, and for no other.
  if (identity !== undefined && (process.env["ACTIONS_ID_TOKEN_REQUEST_URL"] ?? "") === "")
    throw new UserError(
      `The credential ${identity.name} is exchanged for the identity of this job, which has none: give the job \`permissions: { id-token: write }\` as in examples/identity.`,
    );
  const providers = [...new Set(pool.map(({ kind }) => providerOf(kind)))];
  if (providers.length > 1)
    throw new UserError(
      `The credentials of one task are for ${providers.join(" and ")}, and models have other names there: ${pool.map(({ name, kind }) => `${name} is ${kind}`).join(", ")}. Keep one provider, or part them by \`profiles\`.`,
    );
  return pool;
}

/** Every text in the secret that may be a credential, also when the secret is not valid: what has to be masked in the log. */
export function valuesOf(credentials: string): string[] {
  const words = credentials
    .split(/[\s"',]+/)
    .filter((word) => word.length >= shortestSecret && !word.includes("://"));
  const document = parseDocument(credentials, { prettyErrors: false });
  const entries: unknown = document.errors.length === 0 ? document.toJS() : null;
  const values = (Array.isArray(entries) ? entries : []).flatMap((entry: unknown) =>
    typeof entry === "object" && entry !== null && "value" in entry ? [String(entry.value)] : [],
  );
  return [...new Set([...words, ...values])].filter((value) => value.trim() !== "");
}

const shortestSecret = 20; // Characters; names, places and kinds are shorter.

function plain(secrets: CredentialSecrets): Credential[] {
  return plainNames.flatMap((name) => {
    if (secrets[name] === "") return [];
    // GitHub keeps a secret as it was pasted, and a line break at its end is easily pasted too.
    const value = secrets[name].trim();
    if (!/^[\x21-\x7e]+$/.test(value))
      throw new UserError(
        `The secret ${name} cannot be used: it is empty, or holds spaces, line breaks or characters that no credential has. Store it again as the secret, in one line.`,
      );
    return [plainCredential(name === "anthropic-api-key" ? "api-key" : "oauth-token", name, value)];
  });
}

function readPool(text: string): Credential[] {
  if (text.trim() === "") return [];
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  // The parser's own words quote the text.
  const broken = document.errors.map((error) => `line ${lines.linePos(error.pos[0]).line}: ${error.code}`);
  const parsed =
    broken.length > 0 ? { ok: false as const, problems: broken } : parseCredentials(document.toJS());
  if (parsed.ok) return parsed.credentials;
  throw new UserError(
    `The secret credentials is not valid:\n${parsed.problems.join("\n")}\nEvery field and its values: docs/credentials.md.`,
  );
}
