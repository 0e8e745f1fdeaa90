/** Text without what its reader cannot see, and how many characters went. */
export type Visible = { readonly text: string; readonly removed: number };

/**
 * Removes characters that nobody sees: controls, invisible and direction-changing ones, tags. Stays: what a script needs to be read as it was written (joiners, direction
 * marks beside right-to-left letters, one variation selector after a character that has variants), and what an emoji is made of. Line and paragraph separators become
 * line feeds. docs/adr/0036 says which, and why.
 */
export function visibleCharacters(text: string): Visible {
  let removed = 0;
  const kept = text.replace(candidates, (found: string, offset: number) => {
    if (found === "\u2028" || found === "\u2029" || found === "\u0085") return "\n";
    if (found.length > 2 || isLanguage(text, found, offset)) return found;
    removed += 1;
    return "";
  });
  return { text: kept, removed };
}

/** Takes out the escape sequences by which a program colours its output or moves the cursor of a terminal. */
export function withoutEscapes(text: string): string {
  return text.replaceAll(escapes, "");
}

/** The first `limit` characters; a pair that stands for one character is not torn apart. */
export function cutAt(text: string, limit: number): string {
  const cut = text.slice(0, limit);
  return cut.length < text.length && /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
}

// oxlint-disable-next-line no-control-regex -- that is what is taken out
const escapes = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])/g;

/**
 * The three flags that are spelled with tags (England, Scotland, Wales), whole; else one character that may have to go. Format characters that are drawn (Arabic number signs,
 * Egyptian joiners) are none of them.
 */
const candidates =
  /\u{1F3F4}\u{E0067}\u{E0062}(?:\u{E0065}\u{E006E}\u{E0067}|\u{E0073}\u{E0063}\u{E0074}|\u{E0077}\u{E006C}\u{E0073})\u{E007F}|[[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]--[\t\n\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2\u{110BD}\u{110CD}\u{13430}-\u{1343F}]]/gv;

/** Letters and marks of scripts in which a joiner changes how a word is written: all but those of Europe and of East Asia. */
const joining =
  /^[[\p{L}\p{M}]--[\p{Script_Extensions=Latin}\p{Script_Extensions=Greek}\p{Script_Extensions=Cyrillic}\p{Script_Extensions=Han}\p{Script_Extensions=Hiragana}\p{Script_Extensions=Katakana}\p{Script_Extensions=Hangul}]]$/v;
const rightToLeft =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/v;
const unspaced = /^[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]$/v;
const beforeJoinerInEmoji = /^[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F]$/v;

/** For characters that are part of a language or of an emoji: where they belong. Everywhere else they are only there not to be seen. */
const places: readonly {
  readonly characters: RegExp;
  readonly belongs: (around: { before: string; after: string; line: () => string }) => boolean;
}[] = [
  {
    characters: /\u200D/, // zero-width joiner
    belongs: ({ before, after }) =>
      joining.test(before) || (beforeJoinerInEmoji.test(before) && /^\p{Extended_Pictographic}/v.test(after)),
  },
  { characters: /\u200C/, belongs: ({ before }) => joining.test(before) }, // zero-width non-joiner
  { characters: /\u200B/, belongs: ({ before, after }) => unspaced.test(before) && unspaced.test(after) }, // zero-width space
  {
    characters: /[\u200E\u200F\u061C]/, // direction marks, which override nothing
    belongs: ({ before, line }) => !/[\u200E\u200F\u061C]/.test(before) && rightToLeft.test(line()),
  },
  { characters: /[\uFE0E\uFE0F]/, belongs: ({ before }) => /^\p{Emoji}$/v.test(before) }, // as text, as emoji
  {
    characters: /[\uFE00-\uFE02]/,
    belongs: ({ before }) => /^[\p{Script=Han}\p{Sm}\p{Script=Myanmar}\p{Script=Phags_Pa}]$/v.test(before),
  },
  {
    characters: /[\u{E0100}-\u{E01EF}]/v, // ideographic variants
    belongs: ({ before }) => /^\p{Script=Han}$/v.test(before),
  },
  {
    characters: /[\u180B-\u180F]/,
    belongs: ({ before }) => /^\p{Script=Mongolian}$/v.test(before) && !/[\u180B-\u180F]/.test(before),
  },
];

function isLanguage(text: string, found: string, offset: number): boolean {
  const place = places.find(({ characters }) => characters.test(found));
  if (place === undefined) return false;
  const before = Array.from(text.slice(Math.max(0, offset - 2), offset)).at(-1) ?? "";
  const end = offset + found.length;
  const after = String.fromCodePoint(text.codePointAt(end) ?? 0x20);
  // Near enough to be the same line, and no reason to look through a whole book for every mark.
  const line = () =>
    (text
      .slice(Math.max(0, offset - 500), offset)
      .split("\n")
      .at(-1) ?? "") + (text.slice(end, end + 500).split("\n")[0] ?? "");
  return place.belongs({ before, after, line });
}
