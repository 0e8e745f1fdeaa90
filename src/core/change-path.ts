/** Limits of a path (security requirement C6): characters, levels. */
export const pathLimits = { characters: 400, levels: 40 } as const;

/** What is known of a place in the base: a file, a directory, or what is neither (a symbolic link, a submodule). */
export type BaseKind = "file" | "directory" | "other";

/** The entries of those directories of the base that a change lies in, by path. */
export type BaseEntries = ReadonlyMap<string, BaseKind>;

/**
 * Why a path is refused, or null. Some names are only unwise: no file system, tool or reader may be led astray by them, but a repository that has
 * such a file already can go on changing it (`exists`).
 */
export function pathProblem(path: string, exists: boolean): string | null {
  const parts = path.split("/");
  if (path.length === 0 || path.length > pathLimits.characters)
    return `a path has 1 to ${pathLimits.characters} characters`;
  if (parts.length > pathLimits.levels) return `a path has at most ${pathLimits.levels} levels`;
  if (!path.isWellFormed()) return "a path is valid Unicode";
  if (unseen.test(path)) return "a path has no control, invisible or unassigned characters";
  if (parts.some((part) => part === "" || part === "." || part === ".."))
    return "a path has no empty or relative part";
  if (parts.some(isGitDirectory)) return "nothing inside .git is published";
  if (exists) return null;
  if (path.startsWith("-")) return "a new path does not begin with a dash";
  return parts.map(unwise).find((why) => why !== null) ?? null;
}

/** How a path looks to a file system that takes case and Unicode forms for the same. */
function foldPath(path: string): string {
  return path.normalize("NFKC").toUpperCase().toLowerCase().normalize("NFKC");
}

/** How a path looks to a reader: folded, and letters of other scripts that look like Latin ones replaced by these. */
export function lookOf(path: string): string {
  return foldPath(path).replace(/[^\0-\x7F]/gu, (character) => lookalikes[character] ?? character);
}

/** Characters that nobody sees: control and format characters, spaces but the usual one, fillers, variation selectors but that of emoji. */
const unseen =
  // oxlint-disable-next-line no-misleading-character-class -- each of them by itself is meant
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cn}\p{Co}]|(?! )\p{Zs}|[\u034F\u115F\u1160\u17B4\u17B5\u3164\uFFA0\uFE00-\uFE0E\u{E0100}-\u{E01EF}]/u;

/** Letters that cannot be told from Latin ones in common fonts; a few of the Unicode confusables (UTS #39), those that whole words can be spelt with. */
const lookalikes: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ["а", "a"],
    ["в", "b"],
    ["с", "c"],
    ["ԁ", "d"],
    ["е", "e"],
    ["ё", "ë"],
    ["һ", "h"],
    ["і", "i"],
    ["ї", "ï"],
    ["ј", "j"],
    ["к", "k"],
    ["ӏ", "l"],
    ["м", "m"],
    ["п", "n"],
    ["о", "o"],
    ["р", "p"],
    ["ԛ", "q"],
    ["ѕ", "s"],
    ["т", "t"],
    ["ѵ", "v"],
    ["ԝ", "w"],
    ["х", "x"],
    ["у", "y"],
    ["α", "a"],
    ["ε", "e"],
    ["ι", "i"],
    ["κ", "k"],
    ["ν", "v"],
    ["ο", "o"],
    ["ρ", "p"],
    ["τ", "t"],
    ["υ", "u"],
    ["χ", "x"],
    ["ı", "i"],
    ["ɑ", "a"],
    ["ɡ", "g"],
    ["‐", "-"],
    ["‑", "-"],
    ["–", "-"],
    ["—", "-"],
    ["−", "-"],
    ["․", "."],
    ["⁄", "/"],
    ["∕", "/"],
  ].map(([from = "", to = ""]) => [from, to]),
);

/** `.git` in every spelling that git, NTFS (trailing dots and spaces, streams, the short name) or HFS+ (ignored characters) takes for it. */
function isGitDirectory(part: string): boolean {
  const [plain = ""] = lookOf(part).split(/[:\\]/);
  return /^(?:\.git|git~\d+)[. ]*$/.test(plain);
}

/** Why one part of a path is no good name for a new file; null when it is one. */
function unwise(part: string): string | null {
  if (/["\\:*?<>|]/.test(part)) return 'a new path has none of " \\ : * ? < > |';
  if (/[. ]$/.test(part) || part.startsWith(" "))
    return "no part of a new path begins or ends with a space, or ends with a dot";
  if (part !== part.normalize("NFC")) return "a new path is in Unicode's composed form (NFC)";
  if (/^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³])(?:\.|$)/i.test(part))
    return "no part of a new path is the name of a device on Windows";
  if (/^[^.]{1,7}~\d{1,6}(?:\.[^.]{0,3})?$/.test(part))
    return "no part of a new path has the form of a short name on Windows";
  return null;
}
