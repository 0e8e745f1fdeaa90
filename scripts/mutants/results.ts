import { type Mutant, of } from "./mutant.ts";

const archive = ["test/edge/archive.test.ts"] as const;
const files = ["test/edge/result-files.test.ts"] as const;
const check = ["test/core/result-check.test.ts"] as const;
const json = ["test/core/strict-json.test.ts"] as const;

/** What collect believes of the result that work hands over. */
export const resultMutants: readonly Mutant[] = [
  ...of("src/edge/archive.ts", archive, [
    ["nothing behind the archive", "bytes.readUInt32LE(end) !== endRecord || ", ""],
    ["number of entries", "if (count > Object.keys(limits).length)", "if (false)"],
    [
      "the directory is where it says",
      'if (start + bytes.readUInt32LE(end + 12) !== end) return "its directory is not where it says";',
      "",
    ],
    [
      "named entries only",
      "if (limit === undefined)\n      return `it has an entry that does not belong there: ${JSON.stringify(name.slice(0, 200))}`;",
      "if (limit === undefined) continue;",
    ],
    [
      "each entry once",
      "if (entries.some((other) => other.name === name)) return `it has the entry ${name} twice`;",
      "",
    ],
    ["the whole directory", 'if (at !== end) return "its directory is longer than its entries";', ""],
    ["regular files", "if (fromUnix && type !== 0 && type !== 0o100_000)", "if (false)"],
    ["nothing encrypted", "if ((flags & ~0b1000_0000_1110) !== 0)", "if (false)"],
    ["two methods", "return method === 0 || method === 8 ? null", "return true ? null"],
    ["size of an entry", "if (size > limit) return `has", "if (false) return `has"],
    ["plain entries have one size", "if (method === 0 && packed !== size)", "if (false)"],
    ["no bombs", "size > 1_000 && size > packed * steepest", "false"],
    ["entries begin as entries", "bytes.readUInt32LE(at) !== localHeader)", "false)"],
    ["both records have one name", "sameName &&\n    ", ""],
    ["both records have one method", "bytes.readUInt16LE(at + 8) === entry.method &&", ""],
    ["no more than is declared", "{ maxOutputLength: entry.size + 1 }", "{}"],
    ["as much as is declared", "return content.length === entry.size ? content", "return true ? content"],
    ["UTF-8", "fatal: true", "fatal: false"],
  ]),
  ...of("src/edge/result-files.ts", files, [
    [
      "the envelope is there",
      'if (text === undefined)\n    return { ok: false, refusal: { code: "archive"',
      'if (text === undefined && name === "")\n    return { ok: false, refusal: { code: "archive"',
    ],
    [
      "no change set that is not named",
      'wrong("it has a change set that its envelope does not name")',
      "{ ok: true, envelope: envelope.data, changes: null }",
    ],
    ["the change set that is named", "|| sha256(text) !== envelope.data.changes", ""],
    [
      "strict JSON",
      "const json = readJson(text);",
      'const json = { ok: true, value: JSON.parse(text), why: "" } as const;',
    ],
    ["modes have a code of their own", '? "mode" : "schema"', '? "schema" : "schema"'],
  ]),
  ...of("src/core/result.ts", files, [
    ["a closed envelope", "export const Envelope = z.strictObject(", "export const Envelope = z.object("],
    [
      "closed changes",
      'z.strictObject({\n    kind: z.literal("write")',
      'z.object({\n    kind: z.literal("write")',
    ],
    ["two modes", 'z.enum(["100644", "100755"])', "z.string()"],
    ["costs are not negative", "spent: z.number().nonnegative()", "spent: z.number()"],
    ["length of the agent's words", "message: text(60_000)", "message: z.string()"],
  ]),
  ...of("src/core/result-check.ts", check, [
    ["this issue, attempt, claim and run", "envelope[name] !== claimed[name]", "false"],
    ["an attempt of the run that has begun", 'envelope["run-attempt"] > claimed["run-attempt"]', "false"],
    ["a change is there", "none && envelope.refusals.length === 0", "false"],
    ["an answer has no change", 'if (outcome === "answered" && changes !== null)', "if (false)"],
    ["gates pass", "blamed(envelope.gates).length > 0", "false"],
    ["what only collect says", 'if (outcome === "withheld" || outcome === "refused")', "if (false)"],
    ["a change was asked for", 'outcome === "answered" && claimed.wanted === "change"', "false"],
    ["gates of the plan only", "!claimed.gates.includes(name) || ", ""],
    ["each gate once", " || names.indexOf(name) < index", ""],
    [
      "every gate of the plan",
      "claimed.gates.filter((name) => !names.includes(name))",
      "claimed.gates.filter(() => false)",
    ],
  ]),
  ...of("src/core/strict-json.ts", json, [
    ["no byte order mark", 'if (text.startsWith("\\uFEFF"))', "if (false)"],
    ["levels", "if (keys.length === deepest)", "if (false)"],
    ["numbers", "else if (!Number.isFinite(Number(sign)))", "else if (false)"],
    ["reserved keys", "if (reserved.has(key))", "if (false)"],
    ["keys once", "if (seen?.has(key) === true)", "if (false)"],
    ["keys as they are meant", "const key = unescaped(raw) ?? raw;", "const key = raw.slice(1, -1);"],
    ["no NUL", 'if (text.includes("\\0"))', "if (false)"],
    ["no halves of characters", 'text.isWellFormed() ? null : "a text holds', 'true ? null : "a text holds'],
    ["strings end where they end", "if (slashes % 2 === 0) return quote + 1;", "return quote + 1;"],
  ]),
];
