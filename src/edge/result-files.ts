import { z } from "zod";

import type { Refusal } from "../core/refusal.ts";
import { ChangeSet, Envelope, resultFiles, resultLimits } from "../core/result.ts";
import { readJson } from "../core/strict-json.ts";
import { openArchive } from "./archive.ts";
import { sha256 } from "./stamp.ts";

/** The two files of a result after every check that needs neither claim nor plan. */
export type OpenedResult =
  | { readonly ok: true; readonly envelope: Envelope; readonly changes: ChangeSet | null }
  | { readonly ok: false; readonly refusal: Refusal };

/** Opens the archive of a result, and reads what is in it. */
export function openResult(archive: Uint8Array): OpenedResult {
  const opened = openArchive(archive, {
    [resultFiles.envelope]: resultLimits.envelope,
    [resultFiles.changes]: resultLimits.changes,
  });
  return opened.ok
    ? readResultFiles(opened.files)
    : { ok: false, refusal: { code: "archive", path: "", text: opened.why } };
}

/** Reads the files of a result by their schemas, and the change set by the digest that the envelope names. */
export function readResultFiles(files: ReadonlyMap<string, string>): OpenedResult {
  const envelope = read(Envelope, files.get(resultFiles.envelope), resultFiles.envelope);
  if (!envelope.ok) return envelope;
  const text = files.get(resultFiles.changes);
  const wrong = (why: string): OpenedResult => ({
    ok: false,
    refusal: { code: "mismatch", path: "", text: why },
  });
  if (envelope.data.changes === null)
    return text === undefined
      ? { ok: true, envelope: envelope.data, changes: null }
      : wrong("it has a change set that its envelope does not name");
  if (text === undefined || sha256(text) !== envelope.data.changes)
    return wrong("the change set is not the one that the envelope names");
  const changes = read(ChangeSet, text, resultFiles.changes);
  return changes.ok ? { ok: true, envelope: envelope.data, changes: changes.data } : changes;
}

function read<Schema extends z.ZodType>(
  schema: Schema,
  text: string | undefined,
  name: string,
): { ok: true; data: z.output<Schema> } | { ok: false; refusal: Refusal } {
  if (text === undefined)
    return { ok: false, refusal: { code: "archive", path: "", text: `it has no ${name}` } };
  const json = readJson(text);
  if (!json.ok) return { ok: false, refusal: { code: "json", path: "", text: `${name}: ${json.why}` } };
  const parsed = schema.safeParse(json.value);
  if (parsed.success) return { ok: true, data: parsed.data };
  // A mode that is none of a regular file is no fault of versions, but what somebody tries.
  const code = parsed.error.issues.some(({ path }) => path.at(-1) === "mode") ? "mode" : "schema";
  const why = z.prettifyError(parsed.error).slice(0, 1_000);
  return { ok: false, refusal: { code, path: "", text: `${name} does not fit its schema: ${why}` } };
}
