import { z } from "zod";

import { checkpointFile, checkpointLimit, checkpointNames } from "../core/checkpoint.ts";
import { heartbeatFile } from "../core/heartbeat.ts";
import { type SealBinding, type SealKey, type SealRefusal, sealRefusalText } from "../core/seal.ts";
import { openBinaryArchive } from "./archive.ts";
import { type Kept, unpackCheckpoint } from "./checkpoint-file.ts";
import { type GitHub, statusOf, told } from "./github.ts";
import { headerOf, unseal } from "./seal.ts";

/** The newest checkpoint of a claim, none, or why the one that is there cannot be used, as the end of a sentence. */
export type FoundCheckpoint =
  | { readonly found: "one"; readonly kept: Kept }
  | { readonly found: "none" }
  | { readonly found: "closed"; readonly why: string };

/**
 * Finds the newest checkpoint of a claim, whichever run it is of, and opens it. Needs `actions: read`. Its artifacts count as anybody's until they open.
 * Throws when GitHub does not answer: what may be there is not given up.
 */
export async function findCheckpoint(
  github: GitHub,
  { of, keys }: { of: SealBinding; keys: readonly SealKey[] },
): Promise<FoundCheckpoint> {
  const sealed = (await Promise.all(checkpointNames(of).map(async (name) => download(github, name)))).flat();
  const newestFirst = sealed.toSorted((one, other) => sequenceOf(other) - sequenceOf(one));
  let why: string | null = null;
  for (const file of newestFirst) {
    const opened = await unseal(file, { expected: of, keys });
    const kept = opened.ok ? unpackCheckpoint(opened.content) : null;
    if (kept !== null) return { found: "one", kept };
    why ??= sealRefusalText(opened.ok ? later : opened.refusal);
  }
  return why === null ? { found: "none" } : { found: "closed", why };
}

const later: SealRefusal = { code: "form" };

/** What it says itself orders only what is tried first: it is authenticated when it opens. */
function sequenceOf(sealed: Buffer): number {
  return headerOf(sealed)?.header.sequence ?? -1;
}

/** The sealed file of the newest artifact with this name; none when there is none, or it has expired. */
async function download({ octokit, owner, repo }: GitHub, name: string): Promise<Buffer[]> {
  const { data } = await told("looking for what an earlier attempt left", async () =>
    octokit.rest.actions.listArtifactsForRepo({ owner, repo, name, per_page: 10 }),
  );
  const [newest] = data.artifacts
    .filter(({ expired }) => !expired)
    .toSorted((one, other) => other.id - one.id);
  if (newest === undefined) return [];
  const bytes = await told("fetching what an earlier attempt left", async () =>
    octokit.rest.actions.downloadArtifact({ owner, repo, artifact_id: newest.id, archive_format: "zip" }),
  ).catch((error: unknown) => {
    if (statusOf(error) === 404 || statusOf(error) === 410) return null; // It went away in between.
    throw error;
  });
  if (bytes === null) return [];
  const opened = openBinaryArchive(new Uint8Array(Bytes.parse(bytes.data)), {
    [checkpointFile]: checkpointLimit,
    [heartbeatFile]: heartbeatLimit,
  });
  // What does not open as an archive is shown as a file that does not open.
  return [opened.ok ? (opened.files.get(checkpointFile) ?? Buffer.alloc(0)) : Buffer.alloc(0)];
}

const heartbeatLimit = 10_000; // bytes; a handful of numbers

const Bytes = z.instanceof(ArrayBuffer);
