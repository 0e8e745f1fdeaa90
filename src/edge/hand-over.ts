import { createHash } from "node:crypto";

import { z } from "zod";

import { UserError, messageOf } from "../core/errors.ts";
import { keptDays } from "../core/ending-notes.ts";
import { Plan } from "../core/plan.ts";
import { type Refusal, refusalText } from "../core/refusal.ts";
import { RehearsalReport, reportFile } from "../core/rehearsal.ts";
import { type Claimed, contradictions } from "../core/result-check.ts";
import { type ChangeSet, type Envelope, resultFiles } from "../core/result.ts";
import { readJson } from "../core/strict-json.ts";
import { openArchive } from "./archive.ts";
import { type ArtifactName, downloadArtifact, uploadArtifact } from "./artifacts.ts";
import { openResult } from "./result-files.ts";
import { sha256 } from "./stamp.ts";

const planFile = "plan.json";
const planLimit = 50_000_000; // bytes; a plan holds at most 256 snapshots of at most 100 comments

/** What came over from work: a result that passes the schema and belongs to this claim, or why there is none. */
export type Handed =
  | { readonly ok: true; readonly envelope: Envelope; readonly changes: ChangeSet | null }
  | {
      readonly ok: false;
      readonly outcome: "refused" | "infra_failed" | "no_space";
      readonly reason: string;
      readonly refusals: readonly Refusal[];
    };

/** Downloads and reads the plan of this run. Throws a UserError when it is not the one that dispatch handed over. */
export async function readPlan(artifact: ArtifactName, temp: string): Promise<Plan> {
  const bytes = await downloadArtifact({ id: artifact.id, temp });
  if (digestOf(bytes) !== artifact.digest)
    throw new UserError(
      `The plan is not the one that dispatch handed over: its SHA-256 is ${digestOf(bytes)}, expected ${artifact.digest}. Look at what else runs in this workflow.`,
    );
  const opened = openArchive(bytes, { [planFile]: planLimit });
  const json = opened.ok ? readJson(opened.files.get(planFile) ?? "") : opened;
  const parsed = json.ok ? Plan.safeParse(json.value) : null;
  if (parsed?.success === true) return parsed.data;
  const why = parsed === null ? (json.ok ? "" : json.why) : z.prettifyError(parsed.error);
  throw new UserError(`The plan is not readable: ${why}. Dispatch, work and collect must be of one version.`);
}

/** Uploads the plan; it is needed for this run alone. */
export async function uploadPlan(
  plan: Plan,
  { name, temp }: { name: string; temp: string },
): Promise<ArtifactName> {
  return uploadArtifact({
    name,
    files: { [planFile]: JSON.stringify(plan) },
    temp,
    retentionDays: 1,
    packed: false,
  });
}

/** Uploads the report of a rehearsal. */
export async function uploadReport(
  report: RehearsalReport,
  { name, temp }: { name: string; temp: string },
): Promise<ArtifactName> {
  const files = { [reportFile]: JSON.stringify(report) };
  return uploadArtifact({ name, files, temp, retentionDays: keptDays, packed: false });
}

const reportLimit = 2_000_000; // bytes; all its texts together are shorter

/** Downloads and reads a report as hostile data; what is wrong with it is a value. */
export async function readReport(
  artifact: ArtifactName,
  { temp, claimed }: { temp: string; claimed: Pick<RehearsalReport, "claim" | "run" | "run-attempt"> },
): Promise<{ ok: true; report: RehearsalReport } | { ok: false; why: string }> {
  let bytes: Uint8Array;
  try {
    bytes = await downloadArtifact({ id: artifact.id, temp });
  } catch (error) {
    return { ok: false, why: messageOf(error) };
  }
  if (digestOf(bytes) !== artifact.digest)
    return { ok: false, why: "it is not the one that was handed over" };
  const opened = openArchive(bytes, { [reportFile]: reportLimit });
  if (!opened.ok) return opened;
  const json = readJson(opened.files.get(reportFile) ?? "");
  if (!json.ok) return json;
  const parsed = RehearsalReport.safeParse(json.value);
  if (!parsed.success) return { ok: false, why: "it has not the form of a report" };
  const { data: report } = parsed;
  const isOurs =
    report.claim === claimed.claim &&
    report.run === claimed.run &&
    report["run-attempt"] <= claimed["run-attempt"];
  return isOurs ? { ok: true, report } : { ok: false, why: "it is the report of another run" };
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
  return uploadArtifact({ name, files, temp, retentionDays: keptDays, packed: false });
}

/** Downloads and checks a result as hostile data. What is wrong with it is a value with its codes, never a throw. */
export async function readResult(
  artifact: ArtifactName,
  { temp, claimed }: { temp: string; claimed: Claimed },
): Promise<Handed> {
  let bytes: Uint8Array;
  try {
    bytes = await downloadArtifact({ id: artifact.id, temp });
  } catch (error) {
    return { ok: false, outcome: "infra_failed", reason: messageOf(error), refusals: [] };
  }
  if (digestOf(bytes) !== artifact.digest)
    return refused([
      {
        code: "unbound-artifact",
        path: "",
        text: `artifact ${artifact.id} is not the one that was handed over: its SHA-256 is ${digestOf(bytes)}, expected ${artifact.digest}`,
      },
    ]);
  const result = openResult(bytes);
  if (!result.ok) return refused([result.refusal]);
  const said = contradictions(result.envelope, result.changes, claimed);
  return said.length === 0 ? result : refused(said);
}

function refused(refusals: readonly Refusal[]): Handed & { ok: false } {
  return { ok: false, outcome: "refused", reason: refusalText(refusals), refusals };
}

function digestOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
