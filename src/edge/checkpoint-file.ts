import { Checkpoint } from "../core/checkpoint.ts";

/** A checkpoint, and the transcript of its session as the CLI wrote it; null when there is none. */
export type Kept = { readonly checkpoint: Checkpoint; readonly transcript: Buffer | null };

/** The bytes that are sealed: the checkpoint in one line, then the transcript. */
export function packCheckpoint({ checkpoint, transcript }: Kept): Buffer {
  return Buffer.concat([Buffer.from(`${JSON.stringify(checkpoint)}\n`), transcript ?? Buffer.alloc(0)]);
}

/** Reads what was sealed; null for what another version wrote in another form. */
export function unpackCheckpoint(content: Buffer): Kept | null {
  const end = content.indexOf("\n");
  try {
    const checkpoint = Checkpoint.parse(JSON.parse(content.toString("utf8", 0, Math.max(end, 0))));
    return { checkpoint, transcript: checkpoint.session === null ? null : content.subarray(end + 1) };
  } catch {
    return null;
  }
}
