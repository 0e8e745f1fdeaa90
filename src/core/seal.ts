import { z } from "zod";

/** What a sealed file belongs to. It opens for nothing else. */
export const SealBinding = z.strictObject({
  /** `owner/name`. */
  repository: z.string().max(300),
  issue: z.number().int().positive(),
  claim: z.string().max(100),
  attempt: z.number().int().positive(),
});
export type SealBinding = z.infer<typeof SealBinding>;

/** A value with which a sealed file can be opened, and how people call it. */
export type SealKey = { readonly name: string; readonly value: string };

const bytes = (count: number) => z.base64().length(4 * Math.ceil(count / 3));

/** The first line of a sealed file, as JSON in the clear. What follows is encrypted, and every byte of this line is authenticated with it. */
export const SealHeader = z.strictObject({
  version: z.literal(1),
  binding: SealBinding,
  /** Of two sealed files of one claim, the higher one is the newer. */
  sequence: z.number().int().nonnegative(),
  /** For deriving a key from each value. */
  salt: bytes(16),
  /** The data key, encrypted once for each value that opens it. */
  keys: z
    .array(z.strictObject({ name: z.string().max(60), nonce: bytes(12), box: bytes(32 + 16) }))
    .min(1)
    .max(100),
  nonce: bytes(12),
});
export type SealHeader = z.infer<typeof SealHeader>;

/** The longest header line, in bytes: a hundred keys, each of some two hundred. */
export const sealHeaderLimit = 50_000;

/** Why a sealed file does not open. */
export type SealRefusal =
  | { readonly code: "form" }
  | { readonly code: "foreign"; readonly binding: SealBinding; readonly expected: SealBinding }
  | { readonly code: "no-key"; readonly names: readonly string[] }
  | { readonly code: "changed" };

/** The text that binds a data key to what it is for. */
export function boundText(binding: SealBinding): string {
  const { repository, issue, claim, attempt } = binding;
  // GitHub takes names in any case.
  return JSON.stringify(["switchyard seal 1", repository.toLowerCase(), issue, claim, attempt]);
}

/** Why a sealed file does not open, as the end of a sentence about it, with what to do. */
export function sealRefusalText(refusal: SealRefusal): string {
  switch (refusal.code) {
    case "form":
      return "it is not a file that this version of Switchyard has sealed";
    case "foreign":
      return `it belongs to ${whose(refusal.binding)}, not to ${whose(refusal.expected)}`;
    case "no-key":
      return `it opens with ${refusal.names.join(" or ")}, as it was when this was sealed, and with nothing that is given here`;
    case "changed":
      return "it was changed after it had been sealed";
  }
}

function whose({ repository, issue, attempt, claim }: SealBinding): string {
  return `attempt ${attempt} on ${repository}#${issue} (claim ${claim.slice(0, 8)})`;
}
