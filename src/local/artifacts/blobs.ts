import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Readable, Writable } from "node:stream";

/** Block blobs in a directory: blocks are staged under their ids and become the content when a list commits them. */
export type Blobs = {
  file(id: number): string;
  putBlock(options: { id: number; block: string; content: Readable }): Promise<void>;
  /** Makes the content from these blocks in this order. Returns false when one of them was never put. */
  commit(id: number, blocks: readonly string[]): Promise<boolean>;
  putWhole(id: number, content: Readable): Promise<void>;
  /** Size in bytes and SHA-256 of the content; null when nothing was committed. */
  measure(id: number): Promise<{ readonly size: number; readonly sha256: string } | null>;
  /** Writes the bytes from `first` to `last`, both included. */
  send(options: { id: number; first: number; last: number; to: Writable }): Promise<void>;
  remove(id: number): Promise<void>;
};

/** Opens the store; the directory is created on first use. */
export function openBlobs(directory: string): Blobs {
  const file = (id: number) => join(directory, `${id}.blob`);
  const staging = (id: number) => join(directory, `${id}.blocks`);
  const blockFile = (id: number, block: string) => join(staging(id), Buffer.from(block).toString("hex"));
  return {
    file,
    async putBlock({ id, block, content }) {
      await mkdir(staging(id), { recursive: true });
      await pipeline(content, createWriteStream(blockFile(id, block)));
    },
    async commit(id, blocks) {
      await mkdir(staging(id), { recursive: true });
      const staged = new Set(await readdir(staging(id)));
      if (!blocks.every((block) => staged.has(Buffer.from(block).toString("hex")))) return false;
      await pipeline(
        async function* concatenate() {
          for (const block of blocks) yield* createReadStream(blockFile(id, block));
        },
        createWriteStream(file(id)),
      );
      // Blocks that a list named stay there for the next list, others go: https://learn.microsoft.com/rest/api/storageservices/put-block-list
      const named = new Set(blocks.map((block) => blockFile(id, block)));
      for (const name of staged) if (!named.has(join(staging(id), name))) await rm(join(staging(id), name));
      return true;
    },
    async putWhole(id, content) {
      await mkdir(directory, { recursive: true });
      await pipeline(content, createWriteStream(file(id)));
    },
    async measure(id) {
      const found = await stat(file(id)).catch(() => null);
      if (found === null) return null;
      const hash = createHash("sha256");
      for await (const chunk of createReadStream(file(id))) hash.update(chunk);
      return { size: found.size, sha256: hash.digest("hex") };
    },
    async send({ id, first, last, to }) {
      if (last < first) to.end();
      else await pipeline(createReadStream(file(id), { start: first, end: last }), to);
    },
    async remove(id) {
      await rm(file(id), { force: true });
      await rm(staging(id), { recursive: true, force: true });
    },
  };
}
