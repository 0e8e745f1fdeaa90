import type { Refusal } from "./refusal.ts";

/** The most places that are named of one file. */
const listed = 5;

/**
 * Characters that a reader cannot see or that turn the direction of the text around them, on lines that were not there before, however indented (`before` is
 * null for nothing): in code they make what is reviewed differ from what runs (CVE-2021-42574). What a script or an emoji needs is left alone, and
 * documents may use the direction characters that their own right-to-left lines need.
 */
export function newlyInvisible({
  path,
  now,
  before,
}: {
  path: string;
  now: string;
  before: string | null;
}): Refusal[] {
  if (!suspect.test(now)) return [];
  const old = new Set(before?.split("\n").map(trimmed));
  const lines = now.split("\n");
  const isDocument = documents.test(path) || translations.test(path);
  const places = lines.flatMap((line, index) => {
    if (!suspect.test(line) || old.has(trimmed(line))) return [];
    const found = hiddenIn(index === 0 ? line.replace(/^\uFEFF/, "") : line, isDocument);
    return found === null ? [] : [{ line: index + 1, found }];
  });
  const more = places.length > listed ? ` and ${places.length - listed} more lines` : "";
  const text = places
    .slice(0, listed)
    .map(({ line, found }) => `line ${line} (${nameOf(found)})`)
    .join(", ");
  return places.length === 0
    ? []
    : [{ code: "invisible", path, text: `it hides characters: ${text}${more}` }];
}

const documents =
  /\.(?:md|mdx|markdown|txt|rst|adoc|asciidoc|org|tex|html?|po|pot|xlf|xliff|arb|strings|ftl|srt|vtt|csv|tsv)$/i;

/** Words for people in a format that nobody runs, by the folders in which tools of translators look for them. */
const translations =
  /(?:^|\/)(?:locales?|i18n|l10n|lang|langs|languages|translations?|messages)\/.*\.(?:json|ya?ml|properties|toml)$/i;

/** Whatever may be refused; most files have nothing of it. */
const suspect =
  // oxlint-disable-next-line no-misleading-character-class -- each of them by itself is meant
  /[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u2028-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF9-\uFFFB]|[\u{1BCA0}-\u{1BCA3}\u{1D173}-\u{1D17A}\u{E0000}-\u{E0FFF}]/u;

/** The first character of a line that hides something; null when what there is belongs there. */
function hiddenIn(line: string, isDocument: boolean): string | null {
  let rest = line
    // Subdivision flags such as that of Scotland: a black flag, letters as tags, an end.
    .replace(/\u{1F3F4}[\u{E0061}-\u{E007A}\u{E0030}-\u{E0039}]{2,6}\u{E007F}/gu, "")
    // Joiners between emoji.
    .replace(
      /(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F])\u200D(?=\p{Extended_Pictographic})/gu,
      "",
    )
    // Variation selectors of Han and Mongolian characters, signs and emoji.
    .replace(/(\p{Script=Han}|々)[\uFE00-\uFE02\u{E0100}-\u{E01EF}]/gu, "$1")
    .replace(/(\p{Script=Mongolian})[\u180B-\u180F]/gu, "$1")
    .replace(/([\p{Sm}\p{So}\p{Nd}\p{Emoji}])[\uFE00\uFE0E\uFE0F]/gu, "$1")
    // Joiners between letters of scripts that join.
    .replace(
      /(?<=[[\p{L}\p{M}]&&[^\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]])[\u200C\u200D]/gv,
      "",
    )
    // Where a line may be broken in scripts that have no spaces between words.
    .replace(
      /(?<=[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}])\u200B(?=[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}])/gu,
      "",
    );
  if (/[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(line))
    rest = rest.replace(
      isDocument ? /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu : /[\u061C\u200E\u200F]/gu,
      "",
    );
  if (isDocument) rest = rest.replace(/[\u00AD\u200B\u2060]/gu, "");
  return suspect.exec(rest)?.[0] ?? null;
}

/** A line without what changes when it is indented, or when line ends do. */
function trimmed(line: string): string {
  return line.replace(/^[ \t]+|[ \t\r]+$/g, "");
}

function nameOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
