import { inflateRawSync } from "node:zlib";

/** What came of opening: the content of each file, or why the archive is refused. */
export type OpenedArchive<Content> =
  | { readonly ok: true; readonly files: ReadonlyMap<string, Content> }
  | { readonly ok: false; readonly why: string };

type Entry = {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly at: number;
};

// Signatures and layouts: PKWARE's APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12, 4.3.16.
const localHeader = 0x04_03_4b_50;
const centralHeader = 0x02_01_4b_50;
const endRecord = 0x06_05_4b_50;
const endLength = 22;
const steepest = 1_100; // DEFLATE's own limit is 1032 to 1

/**
 * Opens a zip of which nothing is trusted, in memory. It may hold the named files only (name → limit in bytes), each at most once, plain or deflated,
 * of the size that it declares, and all records must agree. Everything is looked at before the first byte is unpacked.
 */
export function openBinaryArchive(
  archive: Uint8Array,
  limits: Readonly<Record<string, number>>,
): OpenedArchive<Buffer> {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const listed = entriesOf(bytes, limits);
  if (typeof listed === "string") return { ok: false, why: listed };
  const files = new Map<string, Buffer>();
  for (const entry of listed) {
    const content = contentOf(bytes, entry);
    if (typeof content === "string") return { ok: false, why: content };
    files.set(entry.name, content);
  }
  return { ok: true, files };
}

/** Opens a zip like `openBinaryArchive`, whose files have to be UTF-8. */
export function openArchive(
  archive: Uint8Array,
  limits: Readonly<Record<string, number>>,
): OpenedArchive<string> {
  const opened = openBinaryArchive(archive, limits);
  if (!opened.ok) return opened;
  const files = new Map<string, string>();
  for (const [name, content] of opened.files) {
    try {
      files.set(name, new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content));
    } catch {
      return { ok: false, why: `the entry ${name} is not UTF-8` };
    }
  }
  return { ok: true, files };
}

function entriesOf(bytes: Buffer, limits: Readonly<Record<string, number>>): Entry[] | string {
  // Ours have no comment, so the end record is the last thing of the archive.
  const end = bytes.length - endLength;
  if (end < 0 || bytes.readUInt32LE(end) !== endRecord || bytes.readUInt16LE(end + 20) !== 0)
    return "it is not a zip, or something follows it";
  const count = bytes.readUInt16LE(end + 10);
  const start = bytes.readUInt32LE(end + 16);
  if (bytes.readUInt32LE(end + 4) !== 0 || bytes.readUInt16LE(end + 8) !== count)
    return "it is one part of several";
  if (count > Object.keys(limits).length)
    return `it has ${count} entries; at most ${Object.keys(limits).length} belong there`;
  if (start + bytes.readUInt32LE(end + 12) !== end) return "its directory is not where it says";
  const entries: Entry[] = [];
  let at = start;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== centralHeader) return "its directory is broken";
    const nameEnd = at + 46 + bytes.readUInt16LE(at + 28);
    const name = bytes.toString("latin1", at + 46, Math.min(nameEnd, end));
    const entry = {
      name,
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      at: bytes.readUInt32LE(at + 42),
    };
    const limit = Object.hasOwn(limits, name) ? limits[name] : undefined;
    if (limit === undefined)
      return `it has an entry that does not belong there: ${JSON.stringify(name.slice(0, 200))}`;
    if (entries.some((other) => other.name === name)) return `it has the entry ${name} twice`;
    const why = oddness(bytes, at) ?? excess(entry, limit);
    if (why !== null) return `the entry ${name} ${why}`;
    entries.push(entry);
    at = nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  if (at !== end) return "its directory is longer than its entries";
  return entries;
}

/** Why an entry of the directory is no plain file; null when it is one. */
function oddness(bytes: Buffer, at: number): string | null {
  const flags = bytes.readUInt16LE(at + 8);
  const fromUnix = bytes.readUInt16LE(at + 4) >> 8 === 3;
  const type = (bytes.readUInt32LE(at + 38) >>> 16) & 0o170_000;
  if (fromUnix && type !== 0 && type !== 0o100_000) return "is not a regular file";
  // Bit 3 is a size that follows the content, bit 11 a name in UTF-8; whatever else may be set changes how the content is read.
  if ((flags & ~0b1000_0000_1110) !== 0) return "is encrypted, or of a form that is not read";
  const method = bytes.readUInt16LE(at + 10);
  return method === 0 || method === 8 ? null : "is packed by a method that is not read";
}

function excess({ packed, size, method }: Entry, limit: number): string | null {
  if (size > limit) return `has ${size} bytes; at most ${limit} are accepted`;
  if (method === 0 && packed !== size) return "contradicts itself about its size";
  return size > 1_000 && size > packed * steepest ? "grows more than packing can explain" : null;
}

function contentOf(bytes: Buffer, entry: Entry): Buffer | string {
  const { at, name } = entry;
  if (at + 30 > bytes.length || bytes.readUInt32LE(at) !== localHeader)
    return `the entry ${name} is not where the directory says`;
  const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
  const sameName = bytes.toString("latin1", at + 30, at + 30 + bytes.readUInt16LE(at + 26)) === name;
  const follows = (bytes.readUInt16LE(at + 6) & 0b1000) !== 0;
  const same =
    sameName &&
    bytes.readUInt16LE(at + 8) === entry.method &&
    (follows || (bytes.readUInt32LE(at + 18) === entry.packed && bytes.readUInt32LE(at + 22) === entry.size));
  if (!same || start + entry.packed > bytes.length) return `the entry ${name} is not what the directory says`;
  const packed = bytes.subarray(start, start + entry.packed);
  try {
    const content = entry.method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: entry.size + 1 });
    return content.length === entry.size ? content : `the entry ${name} has another size than it declares`;
  } catch {
    return `the entry ${name} cannot be unpacked to the size that it declares`;
  }
}
