import { Failure } from "../failure.ts";
import type { Actor, World } from "../world.ts";

/** Who sends a request, by `Bearer`, `token` or Basic with the token as password. Throws 401 for an unknown token. */
export function authenticate(world: World, header: string | undefined): Actor {
  if (header === undefined || header === "") return { kind: "anonymous" };
  const actor = world.tokens.get(tokenOf(header));
  if (actor === undefined) throw new Failure(401, "Bad credentials");
  return actor;
}

/** How the list of requests names the sender. */
export function senderOf(actor: Actor): string {
  if (actor.kind === "anonymous") return "anonymous";
  return actor.kind === "user" ? actor.login : `run/${actor.runId}/${actor.jobId}`;
}

function tokenOf(header: string): string {
  const [, scheme = "", value = ""] = /^(\S+)\s+(\S+)$/.exec(header.trim()) ?? [];
  if (scheme.toLowerCase() !== "basic") return value;
  const [user = "", password = ""] = Buffer.from(value, "base64").toString().split(":");
  return password === "" || password === "x-oauth-basic" ? user : password;
}
