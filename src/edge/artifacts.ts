import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { DefaultArtifactClient } from "@actions/artifact";
import { group } from "@actions/core";

import { NoSpaceError, OutageError, messageOf } from "../core/errors.ts";

/** An artifact as other jobs find it: by id, and by the SHA-256 of its bytes (hex). */
export type ArtifactName = { readonly id: number; readonly digest: string };

/**
 * Uploads files (name → content) as one artifact of this run. Needs no token: the runner gives the action its own. Throws a NoSpaceError when the
 * account's storage for artifacts is full, an OutageError when it cannot be uploaded otherwise.
 */
export async function uploadArtifact({
  name,
  files,
  temp,
  retentionDays,
  packed,
}: {
  name: string;
  files: Readonly<Record<string, string | Uint8Array>>;
  temp: string;
  retentionDays: number;
  /** Packing it once more would only take time. */
  packed: boolean;
}): Promise<ArtifactName> {
  const directory = await mkdtemp(join(temp, "upload-"));
  try {
    const paths: string[] = [];
    for (const [file, content] of Object.entries(files)) {
      paths.push(join(directory, file));
      await writeFile(join(directory, file), content);
    }
    const { id, digest } = await group(`Upload ${name}`, async () =>
      new DefaultArtifactClient().uploadArtifact(name, paths, directory, {
        retentionDays,
        compressionLevel: packed ? 0 : 6,
      }),
    );
    if (id === undefined || digest === undefined)
      throw new Error("the artifact service gave neither id nor digest");
    return { id, digest: digest.replace(/^sha256:/, "") };
  } catch (error) {
    // The client says so by nothing but its text: https://github.com/actions/toolkit/blob/main/packages/artifact/src/internal/shared/errors.ts
    if (messageOf(error).includes("Artifact storage quota has been hit"))
      throw new NoSpaceError(
        `Cannot upload the artifact "${name}": GitHub's storage for this account's artifacts is full. Delete artifacts that nobody needs, or raise the limit in the account's billing settings; GitHub counts anew every 6 to 12 hours.`,
        { cause: error },
      );
    throw new OutageError(`Cannot upload the artifact "${name}": ${saidBy(error)}`, { cause: error });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

const downloads = 3; // tries: the client repeats what was answered badly, but nothing that was not answered at all

/**
 * The bytes of an artifact of this run, as it was stored: not unpacked, and not compared with anything. Throws an OutageError when it cannot be had:
 * what was paid for would have to be done again.
 */
export async function downloadArtifact(wanted: { id: number; temp: string }): Promise<Uint8Array> {
  for (let round = 1; ; round += 1) {
    try {
      return await downloadOnce(wanted);
    } catch (error) {
      if (round === downloads)
        throw new OutageError(`Cannot download artifact ${wanted.id}: ${saidBy(error)}`, { cause: error });
      await wait(1_000 * round);
    }
  }
}

async function downloadOnce({ id, temp }: { id: number; temp: string }): Promise<Uint8Array> {
  const directory = await mkdtemp(join(temp, "download-"));
  try {
    await group(`Download artifact ${id}`, async () =>
      new DefaultArtifactClient().downloadArtifact(id, { path: directory, skipDecompress: true }),
    );
    const [archive, ...others] = await readdir(directory);
    if (archive === undefined || others.length > 0) throw new Error("the download is not one archive");
    return await readFile(join(directory, archive));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** The artifacts of this run: of several with one name the newest. */
export async function listArtifacts(): Promise<readonly { id: number; name: string; size: number }[]> {
  try {
    const { artifacts } = await new DefaultArtifactClient().listArtifacts({ latest: true });
    return artifacts;
  } catch (error) {
    throw new OutageError(`Cannot list the artifacts of this run: ${saidBy(error)}`, { cause: error });
  }
}

/** Deletes an artifact of this run; one that is gone already is fine. */
export async function deleteArtifact(name: string): Promise<void> {
  await group(`Delete ${name}`, async () => new DefaultArtifactClient().deleteArtifact(name));
}

/** The client's own words, without what it advises. */
function saidBy(error: unknown): string {
  return messageOf(error).replace(/ If you are using self-hosted runners.*$/s, "");
}
