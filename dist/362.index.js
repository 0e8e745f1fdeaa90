export const id = 362;
export const ids = [362,877];
export const modules = {

/***/ 877:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ readRehearsal),
/* harmony export */   readPlanned: () => (/* binding */ readPlanned)
/* harmony export */ });
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3828);
/* harmony import */ var _edge_hand_over_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(88134);


const ofOneRun = "Give this job the outputs of the dispatch job of its own run: `plan-id`, `plan-digest`, and the matrix that came with them.";
/** The plan of a rehearsal. Throws a UserError when the plan that the inputs name is another one's. */
async function readRehearsal(inputs, job) {
    const plan = await (0,_edge_hand_over_js__WEBPACK_IMPORTED_MODULE_1__/* .readPlan */ .m3)({ id: inputs["plan-id"], digest: inputs["plan-digest"] }, job.temp);
    if (plan.rehearsal?.claim !== inputs.claim)
        throw new _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`The plan has no task for a rehearsal. ${ofOneRun}`);
    return { plan, rehearsal: plan.rehearsal };
}
/** The plan that a leg's inputs name, and the leg's own task in it. Throws a UserError when the plan has none for this issue and claim. */
async function readPlanned(inputs, job) {
    const plan = await (0,_edge_hand_over_js__WEBPACK_IMPORTED_MODULE_1__/* .readPlan */ .m3)({ id: inputs["plan-id"], digest: inputs["plan-digest"] }, job.temp);
    const task = plan.tasks.find(({ issue, claim }) => issue === inputs.issue && claim === inputs.claim);
    if (task === undefined)
        throw new _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`The plan has no task for #${inputs.issue} with this claim. ${ofOneRun}`);
    return { plan, task };
}


/***/ }),

/***/ 57830:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  v: () => (/* binding */ judgeChanges),
  O: () => (/* binding */ secretsInChange)
});

// EXTERNAL MODULE: ./lib/core/change-path.js
var change_path = __webpack_require__(89951);
// EXTERNAL MODULE: ./lib/core/change-set.js + 1 modules
var change_set = __webpack_require__(72591);
;// CONCATENATED MODULE: ./lib/core/change-set-characters.js
/** The most places that are named of one file. */
const listed = 5;
/**
 * Characters that a reader cannot see or that turn the direction of the text around them, on lines that were not there before, however indented (`before` is
 * null for nothing): in code they make what is reviewed differ from what runs (CVE-2021-42574). What a script or an emoji needs is left alone, and
 * documents may use the direction characters that their own right-to-left lines need.
 */
function newlyInvisible({ path, now, before, }) {
    if (!suspect.test(now))
        return [];
    const old = new Set(before?.split("\n").map(trimmed));
    const lines = now.split("\n");
    const isDocument = documents.test(path) || translations.test(path);
    const places = lines.flatMap((line, index) => {
        if (!suspect.test(line) || old.has(trimmed(line)))
            return [];
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
const documents = /\.(?:md|mdx|markdown|txt|rst|adoc|asciidoc|org|tex|html?|po|pot|xlf|xliff|arb|strings|ftl|srt|vtt|csv|tsv)$/i;
/** Words for people in a format that nobody runs, by the folders in which tools of translators look for them. */
const translations = /(?:^|\/)(?:locales?|i18n|l10n|lang|langs|languages|translations?|messages)\/.*\.(?:json|ya?ml|properties|toml)$/i;
/** Whatever may be refused; most files have nothing of it. */
const suspect = 
// oxlint-disable-next-line no-misleading-character-class -- each of them by itself is meant
/[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u2028-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF9-\uFFFB]|[\u{1BCA0}-\u{1BCA3}\u{1D173}-\u{1D17A}\u{E0000}-\u{E0FFF}]/u;
/** The first character of a line that hides something; null when what there is belongs there. */
function hiddenIn(line, isDocument) {
    let rest = line
        // Subdivision flags such as that of Scotland: a black flag, letters as tags, an end.
        .replace(/\u{1F3F4}[\u{E0061}-\u{E007A}\u{E0030}-\u{E0039}]{2,6}\u{E007F}/gu, "")
        // Joiners between emoji.
        .replace(/(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F])\u200D(?=\p{Extended_Pictographic})/gu, "")
        // Variation selectors of Han and Mongolian characters, signs and emoji.
        .replace(/(\p{Script=Han}|々)[\uFE00-\uFE02\u{E0100}-\u{E01EF}]/gu, "$1")
        .replace(/(\p{Script=Mongolian})[\u180B-\u180F]/gu, "$1")
        .replace(/([\p{Sm}\p{So}\p{Nd}\p{Emoji}])[\uFE00\uFE0E\uFE0F]/gu, "$1")
        // Joiners between letters of scripts that join.
        .replace(/(?<=[[\p{L}\p{M}]&&[^\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]])[\u200C\u200D]/gv, "")
        // Where a line may be broken in scripts that have no spaces between words.
        .replace(/(?<=[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}])\u200B(?=[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}])/gu, "");
    if (/[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(line))
        rest = rest.replace(isDocument ? /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu : /[\u061C\u200E\u200F]/gu, "");
    if (isDocument)
        rest = rest.replace(/[\u00AD\u200B\u2060]/gu, "");
    return suspect.exec(rest)?.[0] ?? null;
}
/** A line without what changes when it is indented, or when line ends do. */
function trimmed(line) {
    return line.replace(/^[ \t]+|[ \t\r]+$/g, "");
}
function nameOf(character) {
    return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

// EXTERNAL MODULE: ./lib/core/protected-path.js
var protected_path = __webpack_require__(65693);
// EXTERNAL MODULE: ./lib/edge/secret-scan.js + 2 modules
var secret_scan = __webpack_require__(65509);
;// CONCATENATED MODULE: ./lib/edge/change-set-check.js





/**
 * Every rule about a change, form and content. Nothing is asked of the base while the form is hopeless, and its files are read only where something was found, to tell
 * what is new. What a removed file held is not. Without a base (null) everything counts as new.
 */
async function judgeChanges(set, { rules, bounds, base, scanner, }) {
    const isHopeless = set.changes.length > change_set/* changeLimits */.xW.files ||
        set.changes.some(({ path }) => (0,change_path/* pathProblem */.z9)(path, true) !== null);
    const entries = base === null || isHopeless ? null : await base.entries((0,change_set/* directoriesOf */.Pv)(set.changes));
    const checked = (0,change_set/* checkChanges */.ek)(set, { rules: rules.protected, bounds, base: entries });
    if (!checked.ok)
        return checked;
    const written = checked.changes.filter((change) => change.kind === "write");
    const scan = scanner ?? (await (0,secret_scan/* openSecretScanner */.nV)());
    const mayHold = (0,protected_path/* matcher */.jN)(rules.secrets.allow);
    const look = async (change, before) => contentProblems(change, { scan: mayHold(change.path) ? null : scan, before });
    const found = new Map();
    for (const change of written) {
        const refusals = await look(change, null);
        if (refusals.length > 0)
            found.set(change, refusals);
    }
    const isText = (path) => entries?.get(path) === "file";
    const removed = removedPaths(set).filter(isText);
    const asked = [...[...found.keys()].map(({ path }) => path).filter(isText), ...removed];
    if (base !== null && found.size > 0 && asked.length > 0) {
        const texts = await base.texts(asked);
        for (const change of found.keys()) {
            const before = textBefore(change, { texts, removed });
            if (before !== null)
                found.set(change, await look(change, before));
        }
    }
    const names = written.map(({ path }) => path).join("\n");
    const inNames = (await scan(names, null)).map(({ kind }) => secret("", `the path of a file holds a credential (${kind})`));
    const refusals = [...inNames, ...[...found.values()].flat()];
    return refusals.length === 0 ? checked : { ok: false, refusals };
}
/** Credentials in what a change writes, whatever its form; what `texts` says of the file, or of a removed one, from before does not count. */
async function secretsInChange(set, { rules, texts, scanner: scan, }) {
    const mayHold = (0,protected_path/* matcher */.jN)(rules.secrets.allow);
    const secretsOf = async (change, before) => (await contentProblems(change, { scan, before })).filter(({ code }) => code === "secret");
    const found = [];
    for (const change of set.changes)
        if (change.kind === "write" && !mayHold(change.path) && (await secretsOf(change, null)).length > 0)
            found.push(change);
    if (found.length === 0)
        return [];
    const removed = removedPaths(set);
    const known = await texts([...found.map(({ path }) => path), ...removed]);
    const refusals = [];
    for (const change of found)
        refusals.push(...(await secretsOf(change, textBefore(change, { texts: known, removed }))));
    return refusals;
}
function removedPaths(set) {
    return set.changes.filter(({ kind }) => kind === "delete").map(({ path }) => path);
}
/** What was there before a change is written: the file itself, and those that the change set removes, since it may be one of them under another name. Null for nothing. */
function textBefore({ path }, { texts, removed }) {
    const all = [path, ...removed].flatMap((one) => texts.get(one) ?? []);
    return all.length === 0 ? null : all.join("\n");
}
async function contentProblems(change, { scan, before }) {
    const { path } = change;
    const isText = change.encoding === "utf-8";
    const text = isText ? change.content : Buffer.from((0,change_set/* contentOf */.$E)(change) ?? []).toString("latin1");
    const secrets = scan === null ? [] : await scan(text, before);
    return [
        ...(isText ? newlyInvisible({ path, now: text, before }) : []),
        ...secrets.map(({ kind, line }) => secret(path, `${line === null ? "" : `line ${line}: `}it holds what looks like a credential (${kind})`)),
    ];
}
function secret(path, text) {
    return { code: "secret", path, text };
}


/***/ }),

/***/ 65509:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Ko: () => (/* binding */ openRememberingScanner),
  nV: () => (/* binding */ openSecretScanner),
  Nt: () => (/* binding */ withoutSecret),
  cT: () => (/* binding */ withoutSecrets)
});

// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
;// CONCATENATED MODULE: ./lib/core/decoding.js
const shortest = 20; // characters; a shorter credential does not exist
const levels = 3; // of encodings inside each other
const mostFound = 40_000_000; // characters of all that is found
const longestPiece = 2_000_000; // characters of one encoded piece; files are at most 5 MB
/**
 * Every readable text that is hidden in a text by the common encodings: base64 (also url-safe, shifted, and packed by gzip or zlib), hex, percent and
 * JavaScript escapes, HTML entities, and all of them inside each other up to three times. What decodes to bytes that nobody reads is dropped. Null when
 * it is more than can be looked at.
 */
function decodings(text, unpack) {
    const found = [];
    let round = [{ text, from: "" }];
    let size = 0;
    for (let level = 0; level < levels && round.length > 0; level += 1) {
        const next = [];
        for (const outer of round)
            for (const inner of pieces(outer.text, unpack)) {
                size += inner.text.length;
                if (size > mostFound)
                    return null;
                next.push({ text: inner.text, from: outer.from || inner.from });
            }
        found.push(...next);
        round = next;
    }
    return found;
}
/** The text without what stands between the parts of a word that was cut up: spaces, line ends, quotes, plus signs, backslashes, invisible characters. */
function joined(text) {
    return text.replace(/[\s"'`+\\\p{Cf}]+/gu, "");
}
/** The text from its end to its start. */
function reversed(text) {
    return text.split("").toReversed().join("");
}
function pieces(text, unpack) {
    return [
        ...[...text.matchAll(/[A-Za-z0-9+/_-]{20,}={0,2}/g)].flatMap(([from]) => from.length > longestPiece ? [] : base64(from, unpack).map((inner) => ({ text: inner, from }))),
        ...[
            ...text.matchAll(/(?<![A-Za-z0-9+/])(?:[A-Za-z0-9+/]{40,}[ \t]*\r?\n[ \t]*)+[A-Za-z0-9+/]+={0,2}/g),
        ].flatMap(([from]) => base64(from.replaceAll(/\s/g, ""), unpack).map((inner) => ({ text: inner, from }))),
        ...[
            ...text.matchAll(/(?:[0-9a-fA-F]{2}[\s:,]?|\\?\\x[0-9a-fA-F]{2}|0x[0-9a-fA-F]{2},?\s?){20,}/g),
        ].flatMap(([from]) => readable(bytesOfHex(from), unpack).map((inner) => ({ text: inner, from }))),
        ...(/[%\\]|&#/.test(text) ? [...text.matchAll(escaped)] : []).flatMap(([from]) => from.length < shortest || !/[%\\&]/.test(from)
            ? []
            : [{ text: from.replace(decoding_escape, characterOf), from }]),
    ];
}
function base64(piece, unpack) {
    const plain = piece.replaceAll("-", "+").replaceAll("_", "/").replace(/=+$/, "");
    const most = piece.length < 40 ? 1 : 4; // what is glued to a longer piece can shift it
    return Array.from({ length: most }, (_, shift) => bytesOfBase64(plain.slice(shift))).flatMap((bytes) => readable(bytes, unpack));
}
function bytesOfBase64(text) {
    const whole = text.slice(0, text.length - (text.length % 4 === 1 ? 1 : 0));
    return Uint8Array.from(atob(whole), (character) => character.charCodeAt(0));
}
function bytesOfHex(text) {
    const digits = text.replace(/0x|\\?\\x|[\s:,]/g, "");
    return Uint8Array.from({ length: digits.length >> 1 }, (_, index) => Number.parseInt(digits.slice(index * 2, index * 2 + 2), 16));
}
/** Bytes as text, when somebody could read it; packed ones are unpacked first. */
function readable(bytes, unpack) {
    const isPacked = (bytes[0] === 0x1f && bytes[1] === 0x8b) || (bytes[0] === 0x78 && bytes.length > 8);
    const unpacked = isPacked ? unpack(bytes) : null;
    const content = unpacked ?? bytes;
    if (content.length < shortest - 5)
        return [];
    // A look at the start spares the rest: identifiers and hashes decode to noise.
    const looked = content.subarray(0, 48);
    const printable = looked.filter((byte) => (byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x0d || byte === 0x09);
    if (printable.length < looked.length * 0.75)
        return [];
    return [new TextDecoder("latin1").decode(content)];
}
/** Percent escapes, those of JavaScript, and numeric HTML entities. */
const decoding_escape = /%([0-9a-fA-F]{2})|\\+u\{?([0-9a-fA-F]{2,6})\}?|\\+x([0-9a-fA-F]{2})|&#x([0-9a-fA-F]{1,6});?|&#(\d{1,7});?/g;
/** A word of which some letters are escaped. */
const escaped = new RegExp(`(?:[\\w.+/=:-]|${decoding_escape.source})+`, "g");
function characterOf(_, ...codes) {
    const at = codes.findIndex((code) => code !== undefined);
    const point = Number.parseInt(codes[at] ?? "", at === 4 ? 10 : 16);
    return point > 0x10_ff_ff ? "" : String.fromCodePoint(point);
}

;// CONCATENATED MODULE: ./lib/core/secret-shape.js
/**
 * Forms that the scanner's own rules do not know, or only with the boundaries that plain text has. From the issuers' documentation and the rules of
 * gitleaks 8.
 */
const shapes = [
    { kind: "Anthropic credential", pattern: /sk-ant-[a-z]{2,12}\d{2}-[A-Za-z0-9_-]{24,}/g },
    { kind: "GitHub token", pattern: /gh[pousr]_[A-Za-z0-9][A-Za-z0-9._-]{34,}|github_pat_[A-Za-z0-9_]{50,}/g },
    { kind: "OpenAI key", pattern: /sk-(?:proj|svcacct|admin)-[A-Za-z0-9_-]{40,}/g },
    { kind: "Slack token", pattern: /xox[abeprs]-[A-Za-z0-9-]{24,}/g },
    { kind: "npm token", pattern: /npm_[A-Za-z0-9]{36}/g },
    { kind: "GitLab token", pattern: /glpat-[A-Za-z0-9_-]{20,}/g },
    { kind: "Stripe key", pattern: /[rs]k_live_[A-Za-z0-9]{20,}/g },
    { kind: "PyPI token", pattern: /pypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{50,}/g },
];
/** Forms that only plain text shows: between other letters and digits they occur by chance. */
const plainShapes = [
    { kind: "AWS access key", pattern: /(?<![A-Za-z0-9/+_-])(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9/+=_-])/g },
    { kind: "Google API key", pattern: /(?<![A-Za-z0-9/+_-])AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9/+=_-])/g },
    { kind: "Hugging Face token", pattern: /(?<![A-Za-z0-9/+_-])hf_[A-Za-z0-9]{34}(?![A-Za-z0-9/+=_-])/g },
    {
        kind: "private key",
        // In JSON and in environment files the line ends of a key are escaped.
        pattern: /-----BEGIN [A-Z ]{0,20}PRIVATE KEY(?: BLOCK)?-----(?:\\[rn]|\s)*[A-Za-z0-9+/=\\\s]{64,}/g,
    },
];
/** The credentials in a text as somebody wrote it. */
function secretsIn(text) {
    return matches(text, [...shapes, ...plainShapes]).filter((found) => !isPlaceholder(found.text));
}
/** The credentials in a text whose spaces are gone, or that runs backwards: prose may look like some, so the letters must be mixed as at random. */
function secretsInRun(text) {
    return matches(text, shapes).filter((found) => !isPlaceholder(found.text) && isMixed(found.text));
}
/** Is this an example, such as documentation is full of? What is random has neither words of explanation nor few or rising letters. */
function isPlaceholder(text) {
    const body = text.replace(/-----[A-Z ]+-----/g, "").replace(/^[A-Za-z]{2,6}[-_](?:[a-z]+\d*-)*/, "");
    return (new Set(body).size < 9 ||
        /example|placeholder|your|dummy|redacted|sample|secret|fake|changeme|xxxx|\.\.\.|0{6}|1234567|abcdef[g0]/i.test(body));
}
function isMixed(text) {
    const count = (pattern) => (text.match(pattern) ?? []).length;
    return count(/\d/g) >= 3 && count(/[A-Z]/g) >= 3 && count(/[a-z]/g) >= 3;
}
function matches(text, all) {
    return all.flatMap(({ kind, pattern }) => [...text.matchAll(pattern)].map((match) => ({ kind, text: match[0], start: match.index })));
}

;// CONCATENATED MODULE: ./lib/edge/secret-scan.js



const mostUnpacked = 8_000_000; // bytes of one packed piece
/**
 * Loads the rules of secretlint; they and ours then look at the text, at what `decodings` finds in it, and, for the forms that cannot be mistaken, at
 * the text backwards and without what can stand between the parts of a word.
 */
async function openSecretScanner() {
    const [{ lintSource }, { rules }] = await Promise.all([
        __webpack_require__.e(/* import() */ 198).then(__webpack_require__.bind(__webpack_require__, 198)),
        __webpack_require__.e(/* import() */ 577).then(__webpack_require__.bind(__webpack_require__, 31577)),
    ]);
    const used = rules.filter(({ meta }) => !leftOut.test(meta.id)).map((rule) => ({ id: rule.meta.id, rule }));
    const secretsOf = async (content) => {
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
        const found = plain.map(({ kind, start }) => ({ kind, line: lineAt(text, start) }));
        const decoded = decodings(text, unpack);
        if (decoded === null)
            found.push({ kind: "more encoded text than can be looked at", line: null });
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
async function openRememberingScanner() {
    const scan = await openSecretScanner();
    const known = new Map();
    return async (text, before) => {
        if (before !== null)
            return scan(text, before);
        const found = known.get(text) ?? scan(text, null);
        known.set(text, found);
        return found;
    };
}
/** A text of a job's, or what is said in its place when it holds what looks like a credential. */
async function withoutSecret(scan, text) {
    const [found] = text === "" ? [] : await scan(text, null);
    return found === undefined ? text : `[left out: it holds what looks like a credential (${found.kind})]`;
}
/** The envelope without those of its texts that hold a credential, since people will read them; and which were left out. */
async function withoutSecrets(envelope) {
    const scan = await openSecretScanner();
    const refusals = [];
    const checked = async (text, what) => {
        const [found] = text === "" ? [] : await scan(text, null);
        if (found === undefined)
            return text;
        refusals.push({
            code: "secret",
            path: "",
            text: `${what} holds what looks like a credential (${found.kind})`,
        });
        return `[left out: ${what} holds what looks like a credential]`;
    };
    const gates = [];
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
async function inDecoded(decoded, secretsOf) {
    if (decoded.length === 0)
        return [];
    const ends = [];
    let length = 0;
    for (const { text } of decoded)
        ends.push((length += text.length + 1));
    const found = await secretsOf(decoded.map(({ text }) => text).join("\n"));
    return found.map(({ kind, start }) => ({
        kind,
        from: decoded[ends.findIndex((end) => start < end)]?.from ?? "",
    }));
}
function lineAt(text, start) {
    return text.slice(0, start).split("\n").length;
}
function unpack(bytes) {
    for (const one of [external_node_zlib_.gunzipSync, external_node_zlib_.inflateSync]) {
        try {
            return one(bytes, { maxOutputLength: mostUnpacked });
        }
        catch {
            // Not packed this way, or too large: it is looked at as it is.
        }
    }
    return null;
}


/***/ })

};
