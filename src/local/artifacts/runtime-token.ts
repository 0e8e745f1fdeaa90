import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";

/** The job that a runtime token stands for. */
export type TokenHolder = { readonly runId: number; readonly jobId: number };

const claims = z.object({ scp: z.string(), exp: z.number() });

/**
 * A JWT as runners give it to actions: the scope `Actions.Results:<run>:<job>` is what the official client reads.
 * `expiresAt` in seconds since the epoch.
 */
export function mintRuntimeToken(options: { holder: TokenHolder; key: Buffer; expiresAt: number }): string {
  const { holder, key, expiresAt } = options;
  const body = `${encode({ alg: "HS256", typ: "JWT" })}.${encode({
    scp: `Actions.GenericRead:00000000-0000-0000-0000-000000000000 Actions.Results:${holder.runId}:${holder.jobId}`,
    exp: expiresAt,
  })}`;
  return `${body}.${sign(body, key)}`;
}

/** Whose token it is; null for a token that is foreign, malformed or expired. */
export function readRuntimeToken(options: { token: string; key: Buffer; now: number }): TokenHolder | null {
  const { token, key, now } = options;
  const [head = "", payload = "", signature = ""] = token.split(".");
  const expected = Buffer.from(sign(`${head}.${payload}`, key));
  const given = Buffer.from(signature);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return null;
  const { scp, exp } = claims.parse(JSON.parse(Buffer.from(payload, "base64url").toString()));
  const [, runId, jobId] = /Actions\.Results:(\d+):(\d+)/.exec(scp) ?? [];
  return runId === undefined || jobId === undefined || exp < now
    ? null
    : { runId: Number(runId), jobId: Number(jobId) };
}

/** The signature of an upload or download address. */
export function sign(text: string, key: Buffer): string {
  return createHmac("sha256", key).update(text).digest("base64url");
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
