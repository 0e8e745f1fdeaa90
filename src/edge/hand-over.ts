import { z } from "zod";

import { UserError, messageOf } from "../core/errors.ts";
import { Plan } from "../core/plan.ts";
import { ChangeSet, Envelope, resultFiles, resultLimits } from "../core/result.ts";
import { type ArtifactName, downloadArtifact, uploadArtifact } from "./artifacts.ts";
import { sha256 } from "./stamp.ts";

const planFile = "plan.json";
const planLimit = 50_000_000; // bytes; a plan holds at most 256 snapshots of at most 100 comments

/** What came over from work: a result that passes the schema and belongs to this claim, or why there is none. */
export type Handed =
  | { readonly ok: true; readonly envelope: Envelope; readonly changes: ChangeSet | null }
  | { readonly ok: false; readonly outcome: "refused" | "infra_failed"; readonly reason: string };

/** Downloads and reads the plan of this run. Throws a UserError when it is not the one that dispatch handed over. */
export async function readPlan(artifact: ArtifactName, temp: string): Promise<Plan> {
  const files = await downloadArtifact({ artifact, limits: { [planFile]: planLimit }, temp });
  const parsed = Plan.safeParse(JSON.parse(files.get(planFile) ?? "null"));
  if (!parsed.success)
    throw new UserError(
      `The plan is not readable: ${z.prettifyError(parsed.error)}. Dispatch, work and collect must be of one version.`,
    );
  return parsed.data;
}

/** Uploads the plan; it is needed for this run alone. */
export async function uploadPlan(
  plan: Plan,
  { name, temp }: { name: string; temp: string },
): Promise<ArtifactName> {
  return uploadArtifact({ name, files: { [planFile]: JSON.stringify(plan) }, temp, retentionDays: 1 });
}

/** Uploads the result of an attempt: the envelope, and the change set when there is one. */
export async function uploadResult({
  envelope,
  changes,
  name,
  temp,
}: {
  envelope: Omit<Envelope, "changes">;
  changes: ChangeSet | null;
  name: string;
  temp: string;
}): Promise<ArtifactName> {
  const text = changes === null ? null : JSON.stringify(changes);
  const whole: Envelope = { ...envelope, changes: text === null ? null : sha256(text) };
  const files = {
    [resultFiles.envelope]: JSON.stringify(whole),
    ...(text === null ? {} : { [resultFiles.changes]: text }),
  };
  return uploadArtifact({ name, files, temp, retentionDays: 7 });
}

/** Downloads and checks a result as hostile data. What is wrong with it is a value with the reason, never a throw. */
export async function readResult(
  artifact: ArtifactName,
  {
    temp,
    claimed,
  }: { temp: string; claimed: { issue: number; attempt: number; claim: string; run: number } },
): Promise<Handed> {
  try {
    const files = await downloadArtifact({
      artifact,
      limits: { [resultFiles.envelope]: resultLimits.envelope, [resultFiles.changes]: resultLimits.changes },
      temp,
    });
    return checkResult(files, claimed);
  } catch (error) {
    return {
      ok: false,
      outcome: error instanceof UserError ? "refused" : "infra_failed",
      reason: `The result cannot be read: ${messageOf(error)}`,
    };
  }
}

/** Checks the opened files of a result against its schemas, its own digest, and the claim. */
export function checkResult(
  files: ReadonlyMap<string, string>,
  claimed: { issue: number; attempt: number; claim: string; run: number },
): Handed {
  const envelope = read(Envelope, files.get(resultFiles.envelope), resultFiles.envelope);
  if (!envelope.ok) return envelope;
  const { data } = envelope;
  const differs = [
    ["issue", data.issue, claimed.issue],
    ["attempt", data.attempt, claimed.attempt],
    ["claim", data.claim, claimed.claim],
    ["run", data.run, claimed.run],
  ].filter(([, said, held]) => said !== held);
  if (differs.length > 0)
    return refused(
      `The result belongs to something else: ${differs.map(([name, said, held]) => `${name} is ${JSON.stringify(said)}, expected ${JSON.stringify(held)}`).join("; ")}.`,
    );
  const text = files.get(resultFiles.changes);
  if (data.changes === null)
    return text === undefined
      ? { ok: true, envelope: data, changes: null }
      : refused("The result has a change set that its envelope does not name.");
  if (text === undefined || sha256(text) !== data.changes)
    return refused("The change set is not the one that the envelope names.");
  const changes = read(ChangeSet, text, resultFiles.changes);
  return changes.ok ? { ok: true, envelope: data, changes: changes.data } : changes;
}

function read<Schema extends z.ZodType>(
  schema: Schema,
  text: string | undefined,
  name: string,
): { ok: true; data: z.output<Schema> } | (Handed & { ok: false }) {
  let json: unknown;
  try {
    json = JSON.parse(text ?? "");
  } catch {
    return refused(`${name} is not JSON.`);
  }
  const parsed = schema.safeParse(json);
  return parsed.success
    ? { ok: true, data: parsed.data }
    : refused(`${name} does not fit its schema: ${z.prettifyError(parsed.error).slice(0, 1_000)}`);
}

function refused(reason: string): Handed & { ok: false } {
  return { ok: false, outcome: "refused", reason };
}
