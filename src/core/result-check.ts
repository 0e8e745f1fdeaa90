import { blamed } from "./attempt.ts";
import type { Wanted } from "./plan.ts";
import type { Refusal } from "./refusal.ts";
import type { ChangeSet, Envelope } from "./result.ts";

/** What is known of an attempt without its result: the claim, and what the plan says. */
export type Claimed = {
  readonly issue: number;
  readonly attempt: number;
  readonly claim: string;
  readonly run: number;
  /** The newest attempt of the run that the result may be of. */
  readonly "run-attempt": number;
  readonly wanted: Wanted;
  /** Names of the gates that the plan has. */
  readonly gates: readonly string[];
};

/** Where a result contradicts the claim, the plan or itself. The plan is right; a result that says otherwise is not used at all. */
export function contradictions(
  envelope: Envelope,
  changes: ChangeSet | null,
  claimed: Claimed | null,
): Refusal[] {
  const { outcome } = envelope;
  const said = [
    ...(claimed === null ? [] : foreign(envelope, claimed)),
    ...(claimed === null ? [] : unplanned(envelope, changes, claimed)),
  ];
  const none = changes === null || changes.changes.length + changes.inexpressible.length === 0;
  if (outcome === "delivered" && none && envelope.refusals.length === 0)
    said.push("it is delivered, and has no change");
  if (outcome === "answered" && changes !== null) said.push("it is answered, and has a change");
  if (outcome === "delivered" && blamed(envelope.gates).length > 0)
    said.push("it is delivered, and gates do not pass");
  if (outcome === "withheld" || outcome === "refused")
    said.push(`it is ${outcome}, which only collect can say`);
  return said.map((text) => ({ code: "mismatch", path: "", text }));
}

function foreign(envelope: Envelope, claimed: Claimed): string[] {
  const differs = (["issue", "attempt", "claim", "run"] as const)
    .filter((name) => envelope[name] !== claimed[name])
    .map((name) => `${name} is ${JSON.stringify(envelope[name])}, expected ${JSON.stringify(claimed[name])}`);
  const later =
    envelope["run-attempt"] > claimed["run-attempt"] ? ["run-attempt is one that has not begun"] : [];
  return [...differs, ...later].map((text) => `it belongs to something else: ${text}`);
}

function unplanned({ outcome, gates }: Envelope, changes: ChangeSet | null, claimed: Claimed): string[] {
  const names = gates.map(({ name }) => name);
  const unknown = names.filter((name, index) => !claimed.gates.includes(name) || names.indexOf(name) < index);
  const missing = claimed.gates.filter((name) => !names.includes(name));
  const isWhole = changes?.inexpressible.length === 0;
  return [
    ...(outcome === "answered" && claimed.wanted === "change"
      ? ["it is answered, and a change was asked for"]
      : []),
    ...unknown.map((name) => `the plan has no gate ${JSON.stringify(name)}, or it stands twice`),
    ...(outcome === "delivered" && isWhole && claimed.wanted !== "answer"
      ? missing.map((name) => `it is delivered without the gate ${JSON.stringify(name)}`)
      : []),
  ];
}
