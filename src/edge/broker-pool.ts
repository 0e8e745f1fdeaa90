import type { IncomingHttpHeaders } from "node:http";
import type { Credential } from "../core/credential.ts";
import {
  type Consent,
  type Health,
  type Parked,
  type PoolHealth,
  choose,
  healthAfter,
  parkedOf,
} from "../core/pool.ts";
import type { AnswerReport } from "./broker-meter.ts";

/** The credentials of one session, with what has been learned about each. */
export type Pool = {
  /** The one to ask next, among those that pass; null when there is none. */
  next(passes: (credential: Credential) => boolean): Credential | null;
  /** Takes an answer to a credential; returns what that makes of it, null when nothing. */
  learn(
    credential: Credential,
    answer: { status: number | null; headers: IncomingHttpHeaders; error: AnswerReport["error"] },
  ): Health | null;
  parked(): Parked | null;
};

/** Opens a pool in which every credential counts as well until an answer says otherwise. */
export function openPool(credentials: readonly Credential[], consent: Consent): Pool {
  let health: PoolHealth = {};
  const now = (): number => Date.now() / 1000;
  return {
    next: (passes) => choose(credentials.filter(passes), health, now()),
    learn(credential, { status, headers, error }) {
      const signs = { status, headers, error: error ?? { type: "", message: "" }, now: now() };
      const learned = healthAfter(credential, consent, signs);
      if (learned !== null) health = { ...health, [credential.name]: learned };
      return learned;
    },
    parked: () => parkedOf(credentials, health, now()),
  };
}
