import { verify } from "node:crypto";

import { z } from "zod";

import { Failure } from "../failure.ts";
import type { Actor, World } from "../world.ts";

/** Who sends a request, by `Bearer`, `token` or Basic with the token as password. Throws 401 for an unknown token. */
export function authenticate(world: World, header: string | undefined): Actor {
  if (header === undefined || header === "") return { kind: "anonymous" };
  const token = tokenOf(header);
  const actor = world.tokens.get(token) ?? appOf(world, token);
  if (actor === null) throw new Failure(401, "Bad credentials");
  return actor;
}

/** How the list of requests names the sender. */
export function senderOf(actor: Actor): string {
  if (actor.kind === "anonymous") return "anonymous";
  return actor.kind !== "job" || actor.app !== null ? actor.login : `run/${actor.runId}/${actor.jobId}`;
}

/** The App that signed this JWT, or null: RS256 by its key, issued by its id or client id, and not over. */
function appOf(world: World, token: string): Actor | null {
  const [head = "", body = "", signature = ""] = token.split(".");
  if (signature === "") return null;
  const claims = z.object({ iss: z.union([z.string(), z.number()]), exp: z.number() }).safeParse(parse(body));
  if (!claims.success || claims.data.exp * 1000 < Date.now()) return null;
  const issuer = String(claims.data.iss);
  const app = world.apps.find(({ id, clientId }) => issuer === clientId || issuer === String(id));
  if (app === undefined) return null;
  const signed = verify(
    "RSA-SHA256",
    Buffer.from(`${head}.${body}`),
    app.publicKey,
    Buffer.from(signature, "base64url"),
  );
  return signed ? { kind: "app", login: `${app.slug}[bot]`, clientId: app.clientId } : null;
}

function parse(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString());
  } catch {
    return null;
  }
}

function tokenOf(header: string): string {
  const [, scheme = "", value = ""] = /^(\S+)\s+(\S+)$/.exec(header.trim()) ?? [];
  if (scheme.toLowerCase() !== "basic") return value;
  const [user = "", password = ""] = Buffer.from(value, "base64").toString().split(":");
  return password === "" || password === "x-oauth-basic" ? user : password;
}
