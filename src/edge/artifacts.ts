import { createHash } from "node:crypto";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { DefaultArtifactClient } from "@actions/artifact";
import { group } from "@actions/core";
import { unzipSync } from "fflate";

import { UserError, messageOf } from "../core/errors.ts";

/** An artifact as other jobs find it: by id, and by the SHA-256 of its bytes (hex). */
export type ArtifactName = { readonly id: number; readonly digest: string };

/** Uploads files (name → content) as one artifact of this run. Needs no token: the runner gives the action its own. */
export async function uploadArtifact({
  name,
  files,
  temp,
  retentionDays,
}: {
  name: string;
  files: Readonly<Record<string, string>>;
  temp: string;
  retentionDays: number;
}): Promise<ArtifactName> {
  const directory = await mkdtemp(join(temp, "upload-"));
  try {
    const paths: string[] = [];
    for (const [file, content] of Object.entries(files)) {
      paths.push(join(directory, file));
      await writeFile(join(directory, file), content);
    }
    const { id, digest } = await group(`Upload ${name}`, async () =>
      new DefaultArtifactClient().uploadArtifact(name, paths, directory, { retentionDays }),
    );
    if (id === undefined || digest === undefined)
      throw new Error("the artifact service gave neither id nor digest");
    return { id, digest: digest.replace(/^sha256:/, "") };
  } catch (error) {
    throw new UserError(
      `Cannot upload the artifact "${name}": ${messageOf(error)}. Free artifact space in the account's billing settings when the quota is reached.`,
      { cause: error },
    );
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/**
 * Downloads an artifact of this run and opens exactly the named files of it, each under its limit in bytes. What is not bound by the digest,
 * has other entries, or is too large is refused with a UserError, before anything is unpacked.
 */
export async function downloadArtifact({
  artifact,
  limits,
  temp,
}: {
  artifact: ArtifactName;
  limits: Readonly<Record<string, number>>;
  temp: string;
}): Promise<Map<string, string>> {
  const directory = await mkdtemp(join(temp, "download-"));
  try {
    await group(`Download artifact ${artifact.id}`, async () =>
      new DefaultArtifactClient().downloadArtifact(artifact.id, { path: directory, skipDecompress: true }),
    );
    const [archive, ...others] = await readdir(directory);
    if (archive === undefined || others.length > 0) throw new Error("the download is not one archive");
    const bytes = await readFile(join(directory, archive));
    const digest = createHash("sha256").update(bytes).digest("hex");
    if (digest !== artifact.digest)
      throw new UserError(
        `Artifact ${artifact.id} is not the one that was handed over: its SHA-256 is ${digest}, expected ${artifact.digest}.`,
      );
    return openArchive(bytes, limits);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** The named entries of a zip as UTF-8 text. Throws a UserError for any other entry, and for one that is larger than its limit. */
export function openArchive(
  bytes: Uint8Array,
  limits: Readonly<Record<string, number>>,
): Map<string, string> {
  const files = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      const limit = Object.hasOwn(limits, name) ? limits[name] : undefined;
      if (limit === undefined)
        throw new UserError(
          `The archive has an entry that does not belong there: ${JSON.stringify(name.slice(0, 200))}.`,
        );
      if (originalSize > limit)
        throw new UserError(`The entry ${name} has ${originalSize} bytes; at most ${limit} are accepted.`);
      return true;
    },
  });
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  return new Map(Object.entries(files).map(([name, content]) => [name, decoder.decode(content)]));
}
