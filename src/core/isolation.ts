import { z } from "zod";

/** The four parts of isolation: who the agent is, what it can connect to, how much it can use, and what it can leave behind. */
export const isolationParts = ["user", "egress", "limits", "cleanup"] as const;
export type IsolationPart = (typeof isolationParts)[number];

const Demand = z.enum(["enforce", "external", "none"]);

/** What the config demands of each part. */
export const IsolationDemand = z.strictObject({
  user: Demand.default("enforce").describe(
    "A user of its own that owns nothing else, in mount and process namespaces of its own, without a way to more rights",
  ),
  egress: Demand.default("enforce").describe(
    "A network namespace of its own, from which the model and what `network` allows can be reached, and nothing else",
  ),
  limits: Demand.default("enforce").describe("Limits on memory, processes and the size of files"),
  cleanup: Demand.default("enforce").describe(
    "Everything of the agent's is ended and removed, and seen to be gone, before anything is collected",
  ),
});
export type IsolationDemand = z.output<typeof IsolationDemand>;

/** What holds of each part in one attempt. */
export const IsolationHeld = z.strictObject({
  user: z.enum(["enforced", "external", "none"]),
  egress: z.enum(["enforced", "external", "none"]),
  limits: z.enum(["enforced", "external", "none"]),
  cleanup: z.enum(["enforced", "external", "none"]),
});
export type IsolationHeld = z.output<typeof IsolationHeld>;

/** What a machine can enforce: `null` for a part that works, else why it does not. */
export type IsolationOffer = Readonly<Record<IsolationPart, string | null>>;

/** What holds when a machine with this offer meets this demand, or the parts that are demanded and cannot be had, with their reasons. */
export function settleIsolation(
  demand: IsolationDemand,
  offer: IsolationOffer,
): { ok: true; held: IsolationHeld } | { ok: false; missing: { part: IsolationPart; why: string }[] } {
  const missing = isolationParts.flatMap((part) => {
    const why = offer[part];
    return demand[part] === "enforce" && why !== null ? [{ part, why }] : [];
  });
  if (missing.length > 0) return { ok: false, missing };
  const held = (part: IsolationPart) => (demand[part] === "enforce" ? "enforced" : demand[part]);
  return {
    ok: true,
    held: { user: held("user"), egress: held("egress"), limits: held("limits"), cleanup: held("cleanup") },
  };
}

/** The demand that takes whatever this machine can enforce, and is content without the rest. */
export function strongestDemand(offer: IsolationOffer): IsolationDemand {
  const demand = (part: IsolationPart) => (offer[part] === null ? "enforce" : "none");
  return {
    user: demand("user"),
    egress: demand("egress"),
    limits: demand("limits"),
    cleanup: demand("cleanup"),
  };
}

/** One line for logs and summaries: `user enforced, egress enforced, limits external, cleanup none`. */
export function describeIsolation(held: IsolationHeld): string {
  return isolationParts.map((part) => `${part} ${held[part]}`).join(", ");
}

/** What a person reads when a demanded part cannot be set up: each part with its reason, and what to do. */
export function isolationRefusal(missing: readonly { part: IsolationPart; why: string }[]): string {
  const parts = missing.map(({ part, why }) => `${part}: ${why}`).join("; ");
  const settings = missing.map(({ part }) => `${part}: external`).join(", ");
  return [
    `The agent cannot be isolated on this runner (${parts}).`,
    "Use a hosted runner such as ubuntu-24.04, or one whose user is root or has passwordless sudo.",
    `If the machine enforces this by other means, say so in .github/switchyard.yml: \`isolation: { ${settings} }\`;`,
    "`none` instead of `external` goes without.",
  ].join(" ");
}
