/** What came of reading: a value, or why the text is refused. */
export type ReadJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly why: string };

const deepest = 12; // levels; the deepest of our own files, the plan, has eight
const reserved = new Set(["__proto__", "constructor", "prototype"]);

/**
 * Reads JSON that somebody hostile may have written. Refused beside what is no JSON: a byte order mark, a key that stands twice in an object or is
 * reserved by the language, more than twelve levels, a NUL or half of a surrogate pair in a text, and a number that no double holds. Readers differ
 * about each of these, so that two of them could see two different results.
 */
export function readJson(text: string): ReadJson {
  const why = problemOf(text);
  if (why !== null) return { ok: false, why };
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false, why: "it is not JSON" };
  }
}

/** Walks over the text once, strings and brackets only; whether the rest is JSON, `JSON.parse` says. */
function problemOf(text: string): string | null {
  if (text.startsWith("\uFEFF")) return "it begins with a byte order mark";
  const keys: (Set<string> | null)[] = [];
  const token = /["{}[\],]|-?\d[\d.eE+-]*/g;
  let wantsKey = false;
  for (let found = token.exec(text); found !== null; found = token.exec(text)) {
    const [sign] = found;
    if (sign === "{" || sign === "[") {
      if (keys.length === deepest) return `it has more than ${deepest} levels`;
      keys.push(sign === "{" ? new Set() : null);
      wantsKey = sign === "{";
    } else if (sign === "}" || sign === "]") {
      keys.pop();
      wantsKey = false;
    } else if (sign === ",") wantsKey = keys.at(-1) instanceof Set;
    else if (sign === '"') {
      const end = endOfString(text, found.index);
      if (end === null) return "it is not JSON";
      const raw = text.slice(found.index, end);
      token.lastIndex = end;
      const why = wantsKey ? keyProblem(raw, keys.at(-1) ?? null) : stringProblem(raw);
      if (why !== null) return why;
      wantsKey = false;
    } else if (!Number.isFinite(Number(sign))) return "a number is beyond measure";
  }
  return null;
}

function keyProblem(raw: string, seen: Set<string> | null): string | null {
  const why = stringProblem(raw);
  if (why !== null) return why;
  const key = unescaped(raw) ?? raw;
  if (reserved.has(key)) return `the key ${JSON.stringify(key)} is reserved`;
  if (seen?.has(key) === true) return `the key ${JSON.stringify(key.slice(0, 100))} stands twice`;
  seen?.add(key);
  return null;
}

function stringProblem(raw: string): string | null {
  // JSON.parse refuses control characters that are not escaped; only escapes can bring in what is looked for here.
  if (!raw.includes("\\u")) return null;
  const text = unescaped(raw);
  if (text === null) return "it is not JSON";
  if (text.includes("\0")) return "a text holds a NUL";
  return text.isWellFormed() ? null : "a text holds half of a surrogate pair";
}

function unescaped(raw: string): string | null {
  try {
    return String(JSON.parse(raw));
  } catch {
    return null;
  }
}

/** The index after the closing quote of the string that begins at `start`; null when it does not end. */
function endOfString(text: string, start: number): number | null {
  for (let quote = text.indexOf('"', start + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let slashes = 0;
    while (text[quote - 1 - slashes] === "\\") slashes += 1;
    if (slashes % 2 === 0) return quote + 1;
  }
  return null;
}
