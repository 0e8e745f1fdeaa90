import { createCipheriv, createDecipheriv, randomBytes, scrypt } from "node:crypto";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";

import {
  type SealBinding,
  SealHeader,
  type SealKey,
  type SealRefusal,
  boundText,
  sealHeaderLimit,
} from "../core/seal.ts";

/** Seals contents of one attempt, all with one data key. `sequence` counts them. */
export type Sealer = (content: Uint8Array, sequence: number) => Promise<Buffer>;

/** The content of a sealed file, and the header that was authenticated with it; or why it does not open. */
export type Unsealed =
  | { readonly ok: true; readonly content: Buffer; readonly header: SealHeader }
  | { readonly ok: false; readonly refusal: SealRefusal };

const cipher = "aes-256-gcm";
const tagLength = 16;
const openedLimit = 300_000_000; // bytes; what is sealed holds at most a change set and a transcript

/** Makes a random data key and encrypts it for each of `keys`, of which any one opens what it seals. Throws when there is none. */
export async function makeSealer({
  binding,
  keys,
}: {
  binding: SealBinding;
  keys: readonly SealKey[];
}): Promise<Sealer> {
  if (keys.length === 0) throw new Error("nothing can be sealed without a key");
  const dataKey = randomBytes(32);
  const salt = randomBytes(16);
  const wrapped = await Promise.all(
    keys.map(async ({ name, value }) => {
      const nonce = randomBytes(12);
      const box = encrypt({ key: await derive(value, salt), nonce, bound: boundText(binding) }, dataKey);
      return { name, nonce: nonce.toString("base64"), box: box.toString("base64") };
    }),
  );
  return async (content, sequence) => {
    const nonce = randomBytes(12);
    const header: SealHeader = {
      version: 1,
      binding,
      sequence,
      salt: salt.toString("base64"),
      keys: wrapped,
      nonce: nonce.toString("base64"),
    };
    const line = JSON.stringify(header);
    const packed = await promisify(gzip)(content);
    return Buffer.concat([Buffer.from(`${line}\n`), encrypt({ key: dataKey, nonce, bound: line }, packed)]);
  };
}

/** Opens a sealed file of which nothing is trusted. What does not belong to `expected`, was changed, or has no key among `keys` is refused. */
export async function unseal(
  sealed: Uint8Array,
  { expected, keys }: { expected: SealBinding; keys: readonly SealKey[] },
): Promise<Unsealed> {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const opened = headerOf(bytes);
  if (opened === null) return { ok: false, refusal: { code: "form" } };
  const { header, line, body } = opened;
  if (boundText(header.binding) !== boundText(expected))
    return { ok: false, refusal: { code: "foreign", binding: header.binding, expected } };
  const dataKey = await dataKeyOf(header, keys);
  if (dataKey === null)
    return { ok: false, refusal: { code: "no-key", names: header.keys.map(({ name }) => name) } };
  const packed = decrypt({ key: dataKey, nonce: fromBase64(header.nonce), bound: line }, body);
  if (packed === null) return { ok: false, refusal: { code: "changed" } };
  return { ok: true, header, content: await promisify(gunzip)(packed, { maxOutputLength: openedLimit }) };
}

/** What a sealed file says about itself; null for anything else. Nothing of it is proven before the file opens. */
export function headerOf(bytes: Buffer): { header: SealHeader; line: string; body: Buffer } | null {
  const end = bytes.subarray(0, sealHeaderLimit).indexOf("\n");
  const line = bytes.toString("utf8", 0, Math.max(end, 0));
  try {
    const parsed = SealHeader.safeParse(JSON.parse(line));
    return parsed.success ? { header: parsed.data, line, body: bytes.subarray(end + 1) } : null;
  } catch {
    return null;
  }
}

async function dataKeyOf(header: SealHeader, keys: readonly SealKey[]): Promise<Buffer | null> {
  for (const { value } of keys) {
    const key = await derive(value, fromBase64(header.salt));
    for (const { nonce, box } of header.keys) {
      const at = { key, nonce: fromBase64(nonce), bound: boundText(header.binding) };
      const dataKey = decrypt(at, fromBase64(box));
      if (dataKey !== null) return dataKey;
    }
  }
  return null;
}

/**
 * A key from a credential. Those of providers are random and long; what a gateway takes may be a password, and the artifacts of a public
 * repository are everybody's to guess at: so each guess costs 16 MB and some 40 ms (RFC 7914).
 */
async function derive(value: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(value, salt, 32, { N: 2 ** 14, r: 8, p: 1 }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}

type Lock = { readonly key: Buffer; readonly nonce: Buffer; readonly bound: string };

function encrypt({ key, nonce, bound }: Lock, content: Uint8Array): Buffer {
  const sealing = createCipheriv(cipher, key, nonce).setAAD(Buffer.from(bound));
  return Buffer.concat([sealing.update(content), sealing.final(), sealing.getAuthTag()]);
}

/** Null when anything at all is not as it was encrypted. */
function decrypt({ key, nonce, bound }: Lock, box: Buffer): Buffer | null {
  if (box.length < tagLength) return null;
  const opening = createDecipheriv(cipher, key, nonce, { authTagLength: tagLength })
    .setAAD(Buffer.from(bound))
    .setAuthTag(box.subarray(-tagLength));
  try {
    return Buffer.concat([opening.update(box.subarray(0, -tagLength)), opening.final()]);
  } catch {
    return null;
  }
}

function fromBase64(text: string): Buffer {
  return Buffer.from(text, "base64");
}
