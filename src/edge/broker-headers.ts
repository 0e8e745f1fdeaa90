import { createHash, timingSafeEqual } from "node:crypto";
import type { Credential } from "../core/credential.ts";

/** Where a request carries the token of its task. */
export type Carrier = {
  readonly header: "x-api-key" | "authorization";
  /** Index of the value in the raw headers. */
  readonly at: number;
};

/** In `anthropic-beta`: says that the bearer is Anthropic's own, of a subscription or a workload identity (2.1.329). */
const mark = "oauth-2025-04-20";

/** Finds the token in raw headers; null when it is not there, or when another credential stands beside it. */
export function findToken(rawHeaders: readonly string[], token: string): Carrier | null {
  const carriers = rawHeaders.flatMap((part, index): (Carrier | null)[] => {
    const name = index % 2 === 0 ? null : rawHeaders[index - 1]?.toLowerCase();
    if (name !== "x-api-key" && name !== "authorization") return [];
    const value = name === "authorization" ? part.replace(/^Bearer /i, "") : part;
    return [equalSecrets(value, token) ? { header: name, at: index } : null];
  });
  return carriers.length === 1 ? (carriers[0] ?? null) : null;
}

/**
 * Returns the headers for the credential's provider: the host its own, the credential in place of the token, everything else as it came. Where
 * the provider wants the credential in another header than the one that carried the token, that header changes its name, and the
 * mark of a subscription comes or goes. For a subscription this never happens: null when the token did not come as its bearer.
 */
export function headersFor(
  credential: Credential,
  { rawHeaders, carrier, host }: { rawHeaders: readonly string[]; carrier: Carrier; host: string },
): string[] | null {
  if (credential.kind === "oauth-token" && carrier.header !== "authorization") return null;
  const renamed = credential.header !== carrier.header;
  const headers: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name = "", value = ""] = rawHeaders.slice(index, index + 2);
    if (name.toLowerCase() === "host") headers.push(name, host);
    else if (index + 1 === carrier.at)
      headers.push(renamed ? credential.header : name, carry(credential, value, renamed));
    else if (credential.kind !== "oauth-token" && name.toLowerCase() === "anthropic-beta")
      headers.push(...marked(name, value, credential.kind === "workload-identity"));
    else headers.push(name, value);
  }
  return headers;
}

function carry(credential: Credential, came: string, renamed: boolean): string {
  if (credential.header === "x-api-key") return credential.value;
  const prefix = renamed ? "Bearer " : (/^Bearer /i.exec(came)?.[0] ?? "");
  return prefix + credential.value;
}

/** The header with the mark or without it; nothing when nothing is left of it. */
function marked(name: string, value: string, wanted: boolean): string[] {
  const betas = value.split(",");
  const has = betas.some((beta) => beta.trim() === mark);
  if (has === wanted) return [name, value];
  const kept = wanted ? [...betas, mark] : betas.filter((beta) => beta.trim() !== mark);
  return kept.length === 0 ? [] : [name, kept.join(",")];
}

function equalSecrets(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
