import type { Fault, RequestRecord } from "../../src/local/contract.ts";

/** A request that is about to be answered. */
export type Asked = Pick<RequestRecord, "kind" | "method" | "what" | "by">;

/** Names of the faults that one request can meet. */
export const faultKinds = [
  "500",
  "502",
  "rate-limit",
  "retry-after",
  "reset",
  "rejected",
  "lost-answer",
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** What a request meets; null when this kind cannot happen to it. */
export function faultOf(kind: FaultKind, asked: Asked): Fault | null {
  switch (kind) {
    case "500":
      return { kind: "status", status: 500, body: JSON.stringify({ message: "Server Error" }) };
    case "502":
      return { kind: "status", status: 502, headers: { "content-type": "text/html" }, body: page };
    case "rate-limit":
      return { kind: "status", status: 403, headers: usedUp(), body: rateLimitText };
    case "retry-after":
      return { kind: "status", status: 429, headers: { "retry-after": "1" }, body: secondaryText };
    case "reset":
      return { kind: "reset" };
    case "rejected":
      return isPush(asked) ? { kind: "rejected" } : null;
    case "lost-answer":
      return { kind: "lost-answer" };
  }
}

/** Numbers (from 1) of the requests of an undisturbed run, by their names, that a fault of this kind can happen to. */
export function ableTo(kind: FaultKind, requests: readonly string[]): number[] {
  return requests.flatMap((name, index) =>
    kind !== "rejected" || name === "git POST git-receive-pack" ? [index + 1] : [],
  );
}

/** Is this the request of a push that carries its commands? */
function isPush({ kind, method, what }: Asked): boolean {
  return kind === "git" && method === "POST" && what === "git-receive-pack";
}

// https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
const rateLimitText = JSON.stringify({ message: "API rate limit exceeded for installation ID 1." });
// What stands before GitHub's servers answers with a page.
const page = "<!DOCTYPE html>\n<html>\n  <head><title>Unicorn! &middot; GitHub</title></head>\n</html>\n";
const secondaryText = JSON.stringify({
  message: "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
});

/** The primary limit, lifted after an hour: longer than any job of ours waits. */
function usedUp(): Record<string, string> {
  const reset = Math.floor(Date.now() / 1_000) + 3_600;
  return { "x-ratelimit-limit": "1000", "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(reset) };
}
