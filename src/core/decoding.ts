/** A text that was found inside another one by decoding, and the piece of the original that it came from. */
export type Decoded = { readonly text: string; readonly from: string };

/** Unpacks gzip or zlib bytes; null for anything else, and for what grows beyond measure. */
export type Unpack = (bytes: Uint8Array) => Uint8Array | null;

const shortest = 20; // characters; a shorter credential does not exist
const levels = 3; // of encodings inside each other
const mostFound = 40_000_000; // characters of all that is found
const longestPiece = 2_000_000; // characters of one encoded piece; files are at most 5 MB

/**
 * Every readable text that is hidden in a text by the common encodings: base64 (also url-safe, shifted, and packed by gzip or zlib), hex, percent and
 * JavaScript escapes, HTML entities, and all of them inside each other up to three times. What decodes to bytes that nobody reads is dropped. Null when
 * it is more than can be looked at.
 */
export function decodings(text: string, unpack: Unpack): Decoded[] | null {
  const found: Decoded[] = [];
  let round: Decoded[] = [{ text, from: "" }];
  let size = 0;
  for (let level = 0; level < levels && round.length > 0; level += 1) {
    const next: Decoded[] = [];
    for (const outer of round)
      for (const inner of pieces(outer.text, unpack)) {
        size += inner.text.length;
        if (size > mostFound) return null;
        next.push({ text: inner.text, from: outer.from || inner.from });
      }
    found.push(...next);
    round = next;
  }
  return found;
}

/** The text without what stands between the parts of a word that was cut up: spaces, line ends, quotes, plus signs, backslashes, invisible characters. */
export function joined(text: string): string {
  return text.replace(/[\s"'`+\\\p{Cf}]+/gu, "");
}

/** The text from its end to its start. */
export function reversed(text: string): string {
  return text.split("").toReversed().join("");
}

function pieces(text: string, unpack: Unpack): Decoded[] {
  return [
    ...[...text.matchAll(/[A-Za-z0-9+/_-]{20,}={0,2}/g)].flatMap(([from]) =>
      from.length > longestPiece ? [] : base64(from, unpack).map((inner) => ({ text: inner, from })),
    ),
    ...[
      ...text.matchAll(/(?<![A-Za-z0-9+/])(?:[A-Za-z0-9+/]{40,}[ \t]*\r?\n[ \t]*)+[A-Za-z0-9+/]+={0,2}/g),
    ].flatMap(([from]) => base64(from.replaceAll(/\s/g, ""), unpack).map((inner) => ({ text: inner, from }))),
    ...[
      ...text.matchAll(/(?:[0-9a-fA-F]{2}[\s:,]?|\\?\\x[0-9a-fA-F]{2}|0x[0-9a-fA-F]{2},?\s?){20,}/g),
    ].flatMap(([from]) => readable(bytesOfHex(from), unpack).map((inner) => ({ text: inner, from }))),
    ...(/[%\\]|&#/.test(text) ? [...text.matchAll(escaped)] : []).flatMap(([from]) =>
      from.length < shortest || !/[%\\&]/.test(from)
        ? []
        : [{ text: from.replace(escape, characterOf), from }],
    ),
  ];
}

function base64(piece: string, unpack: Unpack): string[] {
  const plain = piece.replaceAll("-", "+").replaceAll("_", "/").replace(/=+$/, "");
  const most = piece.length < 40 ? 1 : 4; // what is glued to a longer piece can shift it
  return Array.from({ length: most }, (_, shift) => bytesOfBase64(plain.slice(shift))).flatMap((bytes) =>
    readable(bytes, unpack),
  );
}

function bytesOfBase64(text: string): Uint8Array {
  const whole = text.slice(0, text.length - (text.length % 4 === 1 ? 1 : 0));
  return Uint8Array.from(atob(whole), (character) => character.charCodeAt(0));
}

function bytesOfHex(text: string): Uint8Array {
  const digits = text.replace(/0x|\\?\\x|[\s:,]/g, "");
  return Uint8Array.from({ length: digits.length >> 1 }, (_, index) =>
    Number.parseInt(digits.slice(index * 2, index * 2 + 2), 16),
  );
}

/** Bytes as text, when somebody could read it; packed ones are unpacked first. */
function readable(bytes: Uint8Array, unpack: Unpack): string[] {
  const isPacked = (bytes[0] === 0x1f && bytes[1] === 0x8b) || (bytes[0] === 0x78 && bytes.length > 8);
  const unpacked = isPacked ? unpack(bytes) : null;
  const content = unpacked ?? bytes;
  if (content.length < shortest - 5) return [];
  // A look at the start spares the rest: identifiers and hashes decode to noise.
  const looked = content.subarray(0, 48);
  const printable = looked.filter(
    (byte) => (byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x0d || byte === 0x09,
  );
  if (printable.length < looked.length * 0.75) return [];
  return [new TextDecoder("latin1").decode(content)];
}

/** Percent escapes, those of JavaScript, and numeric HTML entities. */
const escape =
  /%([0-9a-fA-F]{2})|\\+u\{?([0-9a-fA-F]{2,6})\}?|\\+x([0-9a-fA-F]{2})|&#x([0-9a-fA-F]{1,6});?|&#(\d{1,7});?/g;

/** A word of which some letters are escaped. */
const escaped = new RegExp(`(?:[\\w.+/=:-]|${escape.source})+`, "g");

function characterOf(_: string, ...codes: (string | undefined)[]): string {
  const at = codes.findIndex((code) => code !== undefined);
  const point = Number.parseInt(codes[at] ?? "", at === 4 ? 10 : 16);
  return point > 0x10_ff_ff ? "" : String.fromCodePoint(point);
}
