import { z } from "zod";
import type { ActionsState, ArtifactRecord } from "../contract.ts";
import type { Blobs } from "./blobs.ts";
import type { TokenHolder } from "./runtime-token.ts";

/** An answer of a twirp method: its JSON, or an error code with its HTTP status. */
type TwirpAnswer =
  | { readonly status: 200; readonly body: Readonly<Record<string, unknown>> }
  | { readonly status: number; readonly body: { readonly code: string; readonly msg: string } };

export type Upload = { readonly id: number; readonly name: string; readonly mimeType: string };

/** The artifacts of all runs: finished ones live in the embedded GitHub's records, open uploads here. */
export type Registry = {
  /** Answers one method of `github.actions.results.api.v1.ArtifactService`. */
  answer(method: string, body: unknown, holder: TokenHolder): Promise<TwirpAnswer>;
  /** The upload or artifact with this id, for its name and media type. */
  find(id: number): Upload | null;
};

const zip = "application/zip";
const dayMs = 24 * 60 * 60 * 1000;
const retentionDays = 90; // GitHub's default

// Protobuf's JSON form: integers of 64 bits travel as strings, absent fields are left out.
const request = z.object({
  workflow_run_backend_id: z.string().default(""),
  name: z.string().default(""),
  mime_type: z.string().optional(),
  expires_at: z.string().optional(),
  hash: z.string().optional(),
  name_filter: z.string().optional(),
  id_filter: z.string().optional(),
});

type Request = z.infer<typeof request>;
type OpenUpload = Upload & { readonly holder: TokenHolder; readonly expiresAt: string };

/** `repositoryOf` names the repository of a run; `sign` makes the address of a blob. */
export function createRegistry(options: {
  actions: ActionsState;
  blobs: Blobs;
  repositoryOf: (runId: number) => string;
  sign: (upload: Upload, use: "upload" | "download") => string;
}): Registry {
  const { actions, blobs, repositoryOf, sign } = options;
  const uploads = new Map<number, OpenUpload>();
  const kinds = new Map<number, Upload>();
  const jobs = new Map<number, number>();
  const inRun = (runId: number) =>
    [...actions.artifacts.values()].filter((artifact) => artifact.runId === runId);
  const named = (runId: number, name: string) =>
    inRun(runId).find((artifact) => artifact.name === name) ?? null;

  const methods: Readonly<Record<string, (asked: Request, holder: TokenHolder) => Promise<TwirpAnswer>>> = {
    async CreateArtifact({ name, mime_type: mimeType, expires_at: expiresAt }, holder) {
      if (name === "" || /[":<>|*?\r\n\\/]/.test(name))
        return failed(400, "invalid_argument", "the artifact name is not valid");
      const open = [...uploads.values()].some(
        (one) => one.holder.runId === holder.runId && one.name === name,
      );
      if (open || named(holder.runId, name) !== null) {
        return failed(409, "already_exists", "an artifact with this name already exists on the workflow run");
      }
      const upload = {
        id: actions.nextId(),
        name,
        mimeType: mimeType ?? zip,
        holder,
        expiresAt: expiresAt ?? new Date(Date.now() + retentionDays * dayMs).toISOString(),
      };
      uploads.set(upload.id, upload);
      kinds.set(upload.id, upload);
      return done({ ok: true, signed_upload_url: sign(upload, "upload") });
    },
    async FinalizeArtifact({ name, hash }, holder) {
      const upload = [...uploads.values()].find(
        (one) => one.holder.runId === holder.runId && one.name === name,
      );
      const measured = upload === undefined ? null : await blobs.measure(upload.id);
      if (upload === undefined || measured === null)
        return failed(404, "not_found", "no upload with this name is open");
      const digest = `sha256:${measured.sha256}`;
      if (hash !== undefined && hash !== digest) {
        return failed(400, "invalid_argument", `the digest is ${digest}, not ${hash}`);
      }
      uploads.delete(upload.id);
      jobs.set(upload.id, upload.holder.jobId);
      actions.artifacts.set(upload.id, {
        id: upload.id,
        name,
        runId: holder.runId,
        repository: repositoryOf(holder.runId),
        size: measured.size,
        digest,
        file: blobs.file(upload.id),
        createdAt: new Date().toISOString(),
        expiresAt: upload.expiresAt,
      });
      return done({ ok: true, artifact_id: String(upload.id) });
    },
    async ListArtifacts({ name_filter: name, id_filter: id }, holder) {
      const found = inRun(holder.runId)
        .filter((artifact) => name === undefined || artifact.name === name)
        .filter((artifact) => id === undefined || String(artifact.id) === id);
      return done({
        artifacts: found.map((artifact) => listed(artifact, jobs.get(artifact.id) ?? holder.jobId)),
      });
    },
    async GetSignedArtifactURL({ name }, holder) {
      const found = named(holder.runId, name);
      if (found === null) return failed(404, "not_found", "artifact not found");
      const upload = kinds.get(found.id) ?? { id: found.id, name, mimeType: zip };
      return done({ signed_url: sign(upload, "download") });
    },
    async DeleteArtifact({ name }, holder) {
      const found = named(holder.runId, name);
      if (found === null) return failed(404, "not_found", "artifact not found");
      actions.artifacts.delete(found.id);
      await blobs.remove(found.id);
      return done({ ok: true, artifact_id: String(found.id) });
    },
  };

  return {
    async answer(method, body, holder) {
      const run = methods[method];
      if (run === undefined) return failed(404, "bad_route", `no handler for ${method}`);
      const asked = request.safeParse(body);
      if (!asked.success) return failed(400, "malformed", asked.error.message);
      if (asked.data.workflow_run_backend_id !== String(holder.runId)) {
        return failed(403, "permission_denied", "the token belongs to another run");
      }
      return run(asked.data, holder);
    },
    find: (id) => kinds.get(id) ?? null,
  };
}

function listed(artifact: ArtifactRecord, jobId: number): Readonly<Record<string, unknown>> {
  return {
    workflow_run_backend_id: String(artifact.runId),
    workflow_job_run_backend_id: String(jobId),
    database_id: String(artifact.id),
    name: artifact.name,
    size: String(artifact.size),
    created_at: artifact.createdAt,
    digest: artifact.digest,
  };
}

function done(body: Readonly<Record<string, unknown>>): TwirpAnswer {
  return { status: 200, body };
}

function failed(status: number, code: string, msg: string): TwirpAnswer {
  return { status, body: { code, msg } };
}
