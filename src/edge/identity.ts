import { setSecret } from "@actions/core";
import { z } from "zod";

import type { Credential, Identity } from "../core/credential.ts";

/** Returns GitHub's identity token of this job for an audience. */
export type IdToken = (audience: string) => Promise<string>;

/** Exchanges the identity of the job for credentials, and keeps each until shortly before its end. */
export type Identities = {
  /** Resolves to the credential with a value that is valid now. Throws an `ExchangeError` when there is none. */
  valued(credential: Credential): Promise<Credential>;
};

/** The exchange was refused (`status`), or there was no answer (null). */
export class ExchangeError extends Error {
  readonly status: number | null;
  constructor(message: string, status: number | null, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

const early = 120; // Seconds before the end; Anthropic's own clients renew then.
const patience = 30_000; // Milliseconds for one exchange.

const answer = z.looseObject({ access_token: z.string().regex(/^[\x21-\x7e]+$/), expires_in: z.number() });

/** Opens the exchange. `standard` is the Messages API of entries without an address; `minted` hears of every value. */
export function openIdentities({
  idToken,
  standard,
  minted,
}: {
  idToken: IdToken;
  standard: URL;
  minted: (value: string) => void;
}): Identities {
  const kept = new Map<string, { value: string; until: number }>();
  return {
    async valued(credential) {
      const { identity, name } = credential;
      if (identity === null) return credential;
      const now = Date.now() / 1000;
      const before = kept.get(name);
      if (before !== undefined && before.until - early > now) return { ...credential, value: before.value };
      const base = new URL(credential.baseUrl ?? standard);
      const token = await exchange(identity, { base, assertion: await proof(idToken, identity) });
      setSecret(token.value);
      minted(token.value);
      kept.set(name, { value: token.value, until: now + token.seconds });
      return { ...credential, value: token.value };
    },
  };
}

async function proof(idToken: IdToken, { audience }: Identity): Promise<string> {
  try {
    return await idToken(audience);
  } catch (error) {
    throw new ExchangeError("GitHub gave the job no identity token.", null, { cause: error });
  }
}

/** https://platform.claude.com/docs/en/manage-claude/wif-reference; the betas are those that Claude Code sends (2.1.329). */
async function exchange(
  identity: Identity,
  { base, assertion }: { base: URL; assertion: string },
): Promise<{ value: string; seconds: number }> {
  const url = new URL(`${base.pathname.replace(/\/$/, "")}/v1/oauth/token`, base);
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "anthropic-beta": "oauth-2025-04-20,oidc-federation-2026-04-01",
    },
    body: JSON.stringify({
      grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
      assertion,
      federation_rule_id: identity.rule,
      organization_id: identity.organization,
      service_account_id: identity.serviceAccount,
      ...(identity.workspace === null ? {} : { workspace_id: identity.workspace }),
    }),
    redirect: "error",
    signal: AbortSignal.timeout(patience),
  }).catch((error: unknown) => {
    throw new ExchangeError("The exchange of the job's identity cannot be reached.", null, { cause: error });
  });
  const parsed = answer.safeParse(await response.json().catch(() => null));
  if (!response.ok || !parsed.success)
    throw new ExchangeError(
      `The exchange of the job's identity was refused (HTTP ${response.status}). Check rule, organization and service account of the credential: docs/credentials.md.`,
      response.status,
    );
  return { value: parsed.data.access_token, seconds: parsed.data.expires_in };
}
