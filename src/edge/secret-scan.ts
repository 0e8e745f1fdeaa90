import { gunzipSync, inflateSync } from "node:zlib";

import { type Decoded, decodings, joined, reversed } from "../core/decoding.ts";
import type { Refusal } from "../core/refusal.ts";
import type { Envelope, GateResult } from "../core/result.ts";
import { type ShapeMatch, isPlaceholder, secretsIn, secretsInRun } from "../core/secret-shape.ts";

/** What looks like a credential: its kind, and its line in the text, or null where it stands in no single one. */
export type FoundSecret = { readonly kind: string; readonly line: number | null };

/** Looks for credentials in a text, plain and encoded; what `before` holds already does not count (null for a new text). */
export type SecretScanner = (text: string, before: string | null) => Promise<FoundSecret[]>;

const mostUnpacked = 8_000_000; // bytes of one packed piece

/**
 * Loads the rules of secretlint; they and ours then look at the text, at what `decodings` finds in it, and, for the forms that cannot be mistaken, at
 * the text backwards and without what can stand between the parts of a word.
 */
export async function openSecretScanner(): Promise<SecretScanner> {
  const [{ lintSource }, { rules }] = await Promise.all([
    import("@secretlint/core"),
    import("@secretlint/secretlint-rule-preset-recommend"),
  ]);
  const used = rules.filter(({ meta }) => !leftOut.test(meta.id)).map((rule) => ({ id: rule.meta.id, rule }));
  const secretsOf = async (content: string): Promise<ShapeMatch[]> => {
    const { messages } = await lintSource({
      source: { filePath: "text", content, contentType: "text", ext: "" },
      options: { config: { rules: used }, noPhysicFilePath: true },
    });
    const theirs = messages
      .map(({ messageId, range: [start, end] }) => ({
        kind: messageId,
        text: content.slice(start, end),
        start,
      }))
      .filter(({ text }) => !isPlaceholder(text));
    const ours = secretsIn(content).filter(({ start }) => !theirs.some((other) => other.start === start));
    return [...theirs, ...ours];
  };
  return async (text, before) => {
    const old = before ?? "";
    const plain = (await secretsOf(text)).filter(({ text: piece }) => !old.includes(piece));
    const found: FoundSecret[] = plain.map(({ kind, start }) => ({ kind, line: lineAt(text, start) }));
    const decoded = decodings(text, unpack);
    if (decoded === null) found.push({ kind: "more encoded text than can be looked at", line: null });
    for (const { kind, from } of await inDecoded(decoded ?? [], secretsOf))
      if (from === "" || !old.includes(from))
        found.push({ kind: `${kind}, encoded`, line: from === "" ? null : lineAt(text, text.indexOf(from)) });
    const runs = [
      { how: "in parts", run: joined(text), oldRun: joined(old) },
      { how: "backwards", run: reversed(text), oldRun: reversed(old) },
    ];
    for (const { how, run, oldRun } of runs)
      for (const { kind, text: piece } of secretsInRun(run))
        if (!oldRun.includes(piece) && !text.includes(piece))
          found.push({ kind: `${kind}, ${how}`, line: null });
    return found;
  };
}

/** A scanner for several rounds over the same texts: what it found in one without anything before is not looked for again. */
export async function openRememberingScanner(): Promise<SecretScanner> {
  const scan = await openSecretScanner();
  const known = new Map<string, Promise<FoundSecret[]>>();
  return async (text, before) => {
    if (before !== null) return scan(text, before);
    const found = known.get(text) ?? scan(text, null);
    known.set(text, found);
    return found;
  };
}

/** A text of a job's, or what is said in its place when it holds what looks like a credential. */
export async function withoutSecret(scan: SecretScanner, text: string): Promise<string> {
  const [found] = text === "" ? [] : await scan(text, null);
  return found === undefined ? text : `[left out: it holds what looks like a credential (${found.kind})]`;
}

/** The envelope without those of its texts that hold a credential, since people will read them; and which were left out. */
export async function withoutSecrets(
  envelope: Envelope,
): Promise<{ envelope: Envelope; refusals: readonly Refusal[] }> {
  const scan = await openSecretScanner();
  const refusals: Refusal[] = [];
  const checked = async (text: string, what: string): Promise<string> => {
    const [found] = text === "" ? [] : await scan(text, null);
    if (found === undefined) return text;
    refusals.push({
      code: "secret",
      path: "",
      text: `${what} holds what looks like a credential (${found.kind})`,
    });
    return `[left out: ${what} holds what looks like a credential]`;
  };
  const gates: GateResult[] = [];
  for (const gate of envelope.gates)
    gates.push({ ...gate, tail: await checked(gate.tail, `the output of the gate ${gate.name}`) });
  return {
    envelope: {
      ...envelope,
      reason: await checked(envelope.reason, "the reason"),
      message: await checked(envelope.message, "the agent's last message"),
      gates,
    },
    refusals,
  };
}

/**
 * Comments that switch rules off, since whoever writes the text would write them too; and passwords in addresses, of which examples and local
 * databases are full.
 */
const leftOut = /filter-comments|basicauth|database-connection-string/;

/** Looks at all decoded texts at once, and says from which piece of the original each credential came. */
async function inDecoded(
  decoded: readonly Decoded[],
  secretsOf: (content: string) => Promise<ShapeMatch[]>,
): Promise<{ kind: string; from: string }[]> {
  if (decoded.length === 0) return [];
  const ends: number[] = [];
  let length = 0;
  for (const { text } of decoded) ends.push((length += text.length + 1));
  const found = await secretsOf(decoded.map(({ text }) => text).join("\n"));
  return found.map(({ kind, start }) => ({
    kind,
    from: decoded[ends.findIndex((end) => start < end)]?.from ?? "",
  }));
}

function lineAt(text: string, start: number): number {
  return text.slice(0, start).split("\n").length;
}

function unpack(bytes: Uint8Array): Uint8Array | null {
  for (const one of [gunzipSync, inflateSync]) {
    try {
      return one(bytes, { maxOutputLength: mostUnpacked });
    } catch {
      // Not packed this way, or too large: it is looked at as it is.
    }
  }
  return null;
}
