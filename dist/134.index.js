export const id = 134;
export const ids = [134];
export const modules = {

/***/ 36538:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   MV: () => (/* binding */ blamed),
/* harmony export */   f7: () => (/* binding */ mendable),
/* harmony export */   sG: () => (/* binding */ outcomeOf)
/* harmony export */ });
/** The outcome that the evidence gives, and a sentence of ours. What the agent says about itself plays no part but as the answer that was asked for. */
function outcomeOf({ verdict, wanted, changes, gates }) {
    if (verdict.outcome === "agent_failed")
        return { outcome: failureOf[verdict.cause] ?? "agent_failed", reason: verdict.sentence };
    if (verdict.outcome !== "finished")
        return { outcome: verdict.outcome, reason: verdict.sentence };
    const answered = verdict.text.trim() !== "";
    if (wanted === "answer" || (wanted === "either" && changes === 0)) {
        return answered
            ? { outcome: "answered", reason: "" }
            : {
                outcome: "no_change",
                reason: `The agent ended without an answer.${deniedSentence(verdict.denied)}`,
            };
    }
    if (changes === 0)
        return { outcome: "no_change", reason: `The agent changed no file.${deniedSentence(verdict.denied)}` };
    const failing = blamed(gates);
    if (failing.length > 0)
        return {
            outcome: "gates_failed",
            reason: `${failing.length} of ${gates.length} gates do not pass: ${namesOf(failing)}.${absentSentence(failing)}${deniedSentence(verdict.denied)}`,
        };
    return { outcome: "delivered", reason: "" };
}
const namesOf = (gates) => gates.map(({ name }) => name).join(", ");
/** What cannot run at all is for who wrote the config to mend, not for the agent. */
function absentSentence(failing) {
    const absent = failing.filter(isAbsent);
    return absent.length === 0
        ? ""
        : ` Without the change it cannot run either: ${namesOf(absent)}. Install what it needs in \`setup\`, or correct its command in .github/switchyard.yml.`;
}
/** What the agent could not do may be why it ended as it did, and is for who wrote the settings to decide. */
function deniedSentence(denied) {
    if (denied.length === 0)
        return "";
    const calls = denied.length === 1 ? "A tool call was" : `${denied.length} tool calls were`;
    return ` ${calls} not permitted (${[...new Set(denied)].slice(0, 5).join(", ")}), and may have been needed: the job log names them, and tools.allow of a profile permits such calls.`;
}
/** Failures that are not the agent's: what a person has to mend, and what heals by itself. */
const failureOf = {
    invalid_credential: "setup_failed",
    billing: "setup_failed",
    model_not_found: "setup_failed",
    overloaded: "infra_failed",
    server_error: "infra_failed",
    network: "infra_failed",
};
/** Those of the blamed gates that another round may mend: what cannot even run without the change is for people. */
function mendable(gates) {
    return blamed(gates).filter((gate) => !isAbsent(gate));
}
function isAbsent({ now, base }) {
    return now === "not_runnable" && base === "not_runnable";
}
/** The gates that do not pass on the change although they do on the base: what was broken before is not blamed on the change. */
function blamed(gates) {
    return gates.filter((gate) => gate.now !== "passed" && gate.base !== "failed" && gate.base !== "timed_out");
}


/***/ }),

/***/ 66613:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ readJson)
/* harmony export */ });
const deepest = 12; // levels; the deepest of our own files, the plan, has eight
const reserved = new Set(["__proto__", "constructor", "prototype"]);
/**
 * Reads JSON that somebody hostile may have written. Refused beside what is no JSON: a byte order mark, a key that stands twice in an object or is
 * reserved by the language, more than twelve levels, a NUL or half of a surrogate pair in a text, and a number that no double holds. Readers differ
 * about each of these, so that two of them could see two different results.
 */
function readJson(text) {
    const why = problemOf(text);
    if (why !== null)
        return { ok: false, why };
    try {
        return { ok: true, value: JSON.parse(text) };
    }
    catch {
        return { ok: false, why: "it is not JSON" };
    }
}
/** Walks over the text once, strings and brackets only; whether the rest is JSON, `JSON.parse` says. */
function problemOf(text) {
    if (text.startsWith("\uFEFF"))
        return "it begins with a byte order mark";
    const keys = [];
    const token = /["{}[\],]|-?\d[\d.eE+-]*/g;
    let wantsKey = false;
    for (let found = token.exec(text); found !== null; found = token.exec(text)) {
        const [sign] = found;
        if (sign === "{" || sign === "[") {
            if (keys.length === deepest)
                return `it has more than ${deepest} levels`;
            keys.push(sign === "{" ? new Set() : null);
            wantsKey = sign === "{";
        }
        else if (sign === "}" || sign === "]") {
            keys.pop();
            wantsKey = false;
        }
        else if (sign === ",")
            wantsKey = keys.at(-1) instanceof Set;
        else if (sign === '"') {
            const end = endOfString(text, found.index);
            if (end === null)
                return "it is not JSON";
            const raw = text.slice(found.index, end);
            token.lastIndex = end;
            const why = wantsKey ? keyProblem(raw, keys.at(-1) ?? null) : stringProblem(raw);
            if (why !== null)
                return why;
            wantsKey = false;
        }
        else if (!Number.isFinite(Number(sign)))
            return "a number is beyond measure";
    }
    return null;
}
function keyProblem(raw, seen) {
    const why = stringProblem(raw);
    if (why !== null)
        return why;
    const key = unescaped(raw) ?? raw;
    if (reserved.has(key))
        return `the key ${JSON.stringify(key)} is reserved`;
    if (seen?.has(key) === true)
        return `the key ${JSON.stringify(key.slice(0, 100))} stands twice`;
    seen?.add(key);
    return null;
}
function stringProblem(raw) {
    // JSON.parse refuses control characters that are not escaped; only escapes can bring in what is looked for here.
    if (!raw.includes("\\u"))
        return null;
    const text = unescaped(raw);
    if (text === null)
        return "it is not JSON";
    if (text.includes("\0"))
        return "a text holds a NUL";
    return text.isWellFormed() ? null : "a text holds half of a surrogate pair";
}
function unescaped(raw) {
    try {
        return String(JSON.parse(raw));
    }
    catch {
        return null;
    }
}
/** The index after the closing quote of the string that begins at `start`; null when it does not end. */
function endOfString(text, start) {
    for (let quote = text.indexOf('"', start + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
        let slashes = 0;
        while (text[quote - 1 - slashes] === "\\")
            slashes += 1;
        if (slashes % 2 === 0)
            return quote + 1;
    }
    return null;
}


/***/ }),

/***/ 58739:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ openBinaryArchive),
/* harmony export */   p: () => (/* binding */ openArchive)
/* harmony export */ });
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38522);

// Signatures and layouts: PKWARE's APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12, 4.3.16.
const localHeader = 0x04_03_4b_50;
const centralHeader = 0x02_01_4b_50;
const endRecord = 0x06_05_4b_50;
const endLength = 22;
const steepest = 1_100; // DEFLATE's own limit is 1032 to 1
/**
 * Opens a zip of which nothing is trusted, in memory. It may hold the named files only (name → limit in bytes), each at most once, plain or deflated,
 * of the size that it declares, and all records must agree. Everything is looked at before the first byte is unpacked.
 */
function openBinaryArchive(archive, limits) {
    const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
    const listed = entriesOf(bytes, limits);
    if (typeof listed === "string")
        return { ok: false, why: listed };
    const files = new Map();
    for (const entry of listed) {
        const content = contentOf(bytes, entry);
        if (typeof content === "string")
            return { ok: false, why: content };
        files.set(entry.name, content);
    }
    return { ok: true, files };
}
/** Opens a zip like `openBinaryArchive`, whose files have to be UTF-8. */
function openArchive(archive, limits) {
    const opened = openBinaryArchive(archive, limits);
    if (!opened.ok)
        return opened;
    const files = new Map();
    for (const [name, content] of opened.files) {
        try {
            files.set(name, new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content));
        }
        catch {
            return { ok: false, why: `the entry ${name} is not UTF-8` };
        }
    }
    return { ok: true, files };
}
function entriesOf(bytes, limits) {
    // Ours have no comment, so the end record is the last thing of the archive.
    const end = bytes.length - endLength;
    if (end < 0 || bytes.readUInt32LE(end) !== endRecord || bytes.readUInt16LE(end + 20) !== 0)
        return "it is not a zip, or something follows it";
    const count = bytes.readUInt16LE(end + 10);
    const start = bytes.readUInt32LE(end + 16);
    if (bytes.readUInt32LE(end + 4) !== 0 || bytes.readUInt16LE(end + 8) !== count)
        return "it is one part of several";
    if (count > Object.keys(limits).length)
        return `it has ${count} entries; at most ${Object.keys(limits).length} belong there`;
    if (start + bytes.readUInt32LE(end + 12) !== end)
        return "its directory is not where it says";
    const entries = [];
    let at = start;
    for (let index = 0; index < count; index += 1) {
        if (at + 46 > end || bytes.readUInt32LE(at) !== centralHeader)
            return "its directory is broken";
        const nameEnd = at + 46 + bytes.readUInt16LE(at + 28);
        const name = bytes.toString("latin1", at + 46, Math.min(nameEnd, end));
        const entry = {
            name,
            method: bytes.readUInt16LE(at + 10),
            packed: bytes.readUInt32LE(at + 20),
            size: bytes.readUInt32LE(at + 24),
            at: bytes.readUInt32LE(at + 42),
        };
        const limit = Object.hasOwn(limits, name) ? limits[name] : undefined;
        if (limit === undefined)
            return `it has an entry that does not belong there: ${JSON.stringify(name.slice(0, 200))}`;
        if (entries.some((other) => other.name === name))
            return `it has the entry ${name} twice`;
        const why = oddness(bytes, at) ?? excess(entry, limit);
        if (why !== null)
            return `the entry ${name} ${why}`;
        entries.push(entry);
        at = nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    }
    if (at !== end)
        return "its directory is longer than its entries";
    return entries;
}
/** Why an entry of the directory is no plain file; null when it is one. */
function oddness(bytes, at) {
    const flags = bytes.readUInt16LE(at + 8);
    const fromUnix = bytes.readUInt16LE(at + 4) >> 8 === 3;
    const type = (bytes.readUInt32LE(at + 38) >>> 16) & 0o170_000;
    if (fromUnix && type !== 0 && type !== 0o100_000)
        return "is not a regular file";
    // Bit 3 is a size that follows the content, bit 11 a name in UTF-8; whatever else may be set changes how the content is read.
    if ((flags & ~0b1000_0000_1110) !== 0)
        return "is encrypted, or of a form that is not read";
    const method = bytes.readUInt16LE(at + 10);
    return method === 0 || method === 8 ? null : "is packed by a method that is not read";
}
function excess({ packed, size, method }, limit) {
    if (size > limit)
        return `has ${size} bytes; at most ${limit} are accepted`;
    if (method === 0 && packed !== size)
        return "contradicts itself about its size";
    return size > 1_000 && size > packed * steepest ? "grows more than packing can explain" : null;
}
function contentOf(bytes, entry) {
    const { at, name } = entry;
    if (at + 30 > bytes.length || bytes.readUInt32LE(at) !== localHeader)
        return `the entry ${name} is not where the directory says`;
    const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
    const sameName = bytes.toString("latin1", at + 30, at + 30 + bytes.readUInt16LE(at + 26)) === name;
    const follows = (bytes.readUInt16LE(at + 6) & 0b1000) !== 0;
    const same = sameName &&
        bytes.readUInt16LE(at + 8) === entry.method &&
        (follows || (bytes.readUInt32LE(at + 18) === entry.packed && bytes.readUInt32LE(at + 22) === entry.size));
    if (!same || start + entry.packed > bytes.length)
        return `the entry ${name} is not what the directory says`;
    const packed = bytes.subarray(start, start + entry.packed);
    try {
        const content = entry.method === 0 ? packed : (0,node_zlib__WEBPACK_IMPORTED_MODULE_0__.inflateRawSync)(packed, { maxOutputLength: entry.size + 1 });
        return content.length === entry.size ? content : `the entry ${name} has another size than it declares`;
    }
    catch {
        return `the entry ${name} cannot be unpacked to the size that it declares`;
    }
}


/***/ }),

/***/ 25014:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CM: () => (/* binding */ deleteArtifact),
/* harmony export */   bk: () => (/* binding */ downloadArtifact),
/* harmony export */   mz: () => (/* binding */ uploadArtifact),
/* harmony export */   wn: () => (/* binding */ listArtifacts)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(58500);
/* harmony import */ var _actions_artifact__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(91252);
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(33838);
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3828);






/**
 * Uploads files (name → content) as one artifact of this run. Needs no token: the runner gives the action its own. Throws a NoSpaceError when the
 * account's storage for artifacts is full, an OutageError when it cannot be uploaded otherwise.
 */
async function uploadArtifact({ name, files, temp, retentionDays, packed, }) {
    const directory = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdtemp)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(temp, "upload-"));
    try {
        const paths = [];
        for (const [file, content] of Object.entries(files)) {
            paths.push((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, file));
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, file), content);
        }
        const { id, digest } = await (0,_actions_core__WEBPACK_IMPORTED_MODULE_4__/* .group */ .Os)(`Upload ${name}`, async () => new _actions_artifact__WEBPACK_IMPORTED_MODULE_3__/* .DefaultArtifactClient */ .t9().uploadArtifact(name, paths, directory, {
            retentionDays,
            compressionLevel: packed ? 0 : 6,
        }));
        if (id === undefined || digest === undefined)
            throw new Error("the artifact service gave neither id nor digest");
        return { id, digest: digest.replace(/^sha256:/, "") };
    }
    catch (error) {
        // The client says so by nothing but its text: https://github.com/actions/toolkit/blob/main/packages/artifact/src/internal/shared/errors.ts
        if ((0,_core_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .messageOf */ .bD)(error).includes("Artifact storage quota has been hit"))
            throw new _core_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .NoSpaceError */ .ud(`Cannot upload the artifact "${name}": GitHub's storage for this account's artifacts is full. Delete artifacts that nobody needs, or raise the limit in the account's billing settings; GitHub counts anew every 6 to 12 hours.`, { cause: error });
        throw new _core_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .OutageError */ .AP(`Cannot upload the artifact "${name}": ${saidBy(error)}`, { cause: error });
    }
    finally {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(directory, { recursive: true, force: true });
    }
}
const downloads = 3; // tries: the client repeats what was answered badly, but nothing that was not answered at all
/**
 * The bytes of an artifact of this run, as it was stored: not unpacked, and not compared with anything. Throws an OutageError when it cannot be had:
 * what was paid for would have to be done again.
 */
async function downloadArtifact(wanted) {
    for (let round = 1;; round += 1) {
        try {
            return await downloadOnce(wanted);
        }
        catch (error) {
            if (round === downloads)
                throw new _core_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .OutageError */ .AP(`Cannot download artifact ${wanted.id}: ${saidBy(error)}`, { cause: error });
            await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_2__.setTimeout)(1_000 * round);
        }
    }
}
async function downloadOnce({ id, temp }) {
    const directory = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdtemp)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(temp, "download-"));
    try {
        await (0,_actions_core__WEBPACK_IMPORTED_MODULE_4__/* .group */ .Os)(`Download artifact ${id}`, async () => new _actions_artifact__WEBPACK_IMPORTED_MODULE_3__/* .DefaultArtifactClient */ .t9().downloadArtifact(id, { path: directory, skipDecompress: true }));
        const [archive, ...others] = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(directory);
        if (archive === undefined || others.length > 0)
            throw new Error("the download is not one archive");
        return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, archive));
    }
    finally {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(directory, { recursive: true, force: true });
    }
}
/** The artifacts of this run: of several with one name the newest. */
async function listArtifacts() {
    try {
        const { artifacts } = await new _actions_artifact__WEBPACK_IMPORTED_MODULE_3__/* .DefaultArtifactClient */ .t9().listArtifacts({ latest: true });
        return artifacts;
    }
    catch (error) {
        throw new _core_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .OutageError */ .AP(`Cannot list the artifacts of this run: ${saidBy(error)}`, { cause: error });
    }
}
/** Deletes an artifact of this run; one that is gone already is fine. */
async function deleteArtifact(name) {
    await (0,_actions_core__WEBPACK_IMPORTED_MODULE_4__/* .group */ .Os)(`Delete ${name}`, async () => new _actions_artifact__WEBPACK_IMPORTED_MODULE_3__/* .DefaultArtifactClient */ .t9().deleteArtifact(name));
}
/** The client's own words, without what it advises. */
function saidBy(error) {
    return (0,_core_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .messageOf */ .bD)(error).replace(/ If you are using self-hosted runners.*$/s, "");
}


/***/ }),

/***/ 88134:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  m3: () => (/* binding */ readPlan),
  tL: () => (/* binding */ readReport),
  Uv: () => (/* binding */ readResult),
  uploadPlan: () => (/* binding */ uploadPlan),
  a3: () => (/* binding */ uploadReport),
  Fi: () => (/* binding */ uploadResult)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./node_modules/zod/v4/core/errors.js
var errors = __webpack_require__(37428);
// EXTERNAL MODULE: ./lib/core/errors.js
var core_errors = __webpack_require__(3828);
// EXTERNAL MODULE: ./lib/core/ending-notes.js
var ending_notes = __webpack_require__(76556);
// EXTERNAL MODULE: ./lib/core/plan.js
var plan = __webpack_require__(73504);
// EXTERNAL MODULE: ./lib/core/refusal.js
var refusal = __webpack_require__(78411);
// EXTERNAL MODULE: ./lib/core/rehearsal.js
var rehearsal = __webpack_require__(50424);
// EXTERNAL MODULE: ./lib/core/attempt.js
var attempt = __webpack_require__(36538);
;// CONCATENATED MODULE: ./lib/core/result-check.js

/** Where a result contradicts the claim, the plan or itself. The plan is right; a result that says otherwise is not used at all. */
function contradictions(envelope, changes, claimed) {
    const { outcome } = envelope;
    const said = [
        ...(claimed === null ? [] : foreign(envelope, claimed)),
        ...(claimed === null ? [] : unplanned(envelope, changes, claimed)),
    ];
    const none = changes === null || changes.changes.length + changes.inexpressible.length === 0;
    if (outcome === "delivered" && none && envelope.refusals.length === 0)
        said.push("it is delivered, and has no change");
    if (outcome === "answered" && changes !== null)
        said.push("it is answered, and has a change");
    if (outcome === "delivered" && (0,attempt/* blamed */.MV)(envelope.gates).length > 0)
        said.push("it is delivered, and gates do not pass");
    if (outcome === "withheld" || outcome === "refused")
        said.push(`it is ${outcome}, which only collect can say`);
    return said.map((text) => ({ code: "mismatch", path: "", text }));
}
function foreign(envelope, claimed) {
    const differs = ["issue", "attempt", "claim", "run"]
        .filter((name) => envelope[name] !== claimed[name])
        .map((name) => `${name} is ${JSON.stringify(envelope[name])}, expected ${JSON.stringify(claimed[name])}`);
    const later = envelope["run-attempt"] > claimed["run-attempt"] ? ["run-attempt is one that has not begun"] : [];
    return [...differs, ...later].map((text) => `it belongs to something else: ${text}`);
}
function unplanned({ outcome, gates }, changes, claimed) {
    const names = gates.map(({ name }) => name);
    const unknown = names.filter((name, index) => !claimed.gates.includes(name) || names.indexOf(name) < index);
    const missing = claimed.gates.filter((name) => !names.includes(name));
    const isWhole = changes?.inexpressible.length === 0;
    return [
        ...(outcome === "answered" && claimed.wanted === "change"
            ? ["it is answered, and a change was asked for"]
            : []),
        ...unknown.map((name) => `the plan has no gate ${JSON.stringify(name)}, or it stands twice`),
        ...(outcome === "delivered" && isWhole && claimed.wanted !== "answer"
            ? missing.map((name) => `it is delivered without the gate ${JSON.stringify(name)}`)
            : []),
    ];
}

// EXTERNAL MODULE: ./lib/core/result.js
var result = __webpack_require__(28490);
// EXTERNAL MODULE: ./lib/core/strict-json.js
var strict_json = __webpack_require__(66613);
// EXTERNAL MODULE: ./lib/edge/archive.js
var edge_archive = __webpack_require__(58739);
// EXTERNAL MODULE: ./lib/edge/artifacts.js
var artifacts = __webpack_require__(25014);
// EXTERNAL MODULE: ./lib/edge/stamp.js
var stamp = __webpack_require__(48270);
;// CONCATENATED MODULE: ./lib/edge/result-files.js





/** Opens the archive of a result, and reads what is in it. */
function openResult(archive) {
    const opened = (0,edge_archive/* openArchive */.p)(archive, {
        [result/* resultFiles */.dH.envelope]: result/* resultLimits */.sd.envelope,
        [result/* resultFiles */.dH.changes]: result/* resultLimits */.sd.changes,
    });
    return opened.ok
        ? readResultFiles(opened.files)
        : { ok: false, refusal: { code: "archive", path: "", text: opened.why } };
}
/** Reads the files of a result by their schemas, and the change set by the digest that the envelope names. */
function readResultFiles(files) {
    const envelope = read(result/* Envelope */.Lh, files.get(result/* resultFiles */.dH.envelope), result/* resultFiles */.dH.envelope);
    if (!envelope.ok)
        return envelope;
    const text = files.get(result/* resultFiles */.dH.changes);
    const wrong = (why) => ({
        ok: false,
        refusal: { code: "mismatch", path: "", text: why },
    });
    if (envelope.data.changes === null)
        return text === undefined
            ? { ok: true, envelope: envelope.data, changes: null }
            : wrong("it has a change set that its envelope does not name");
    if (text === undefined || (0,stamp/* sha256 */.sc)(text) !== envelope.data.changes)
        return wrong("the change set is not the one that the envelope names");
    const changes = read(result/* ChangeSet */.VR, text, result/* resultFiles */.dH.changes);
    return changes.ok ? { ok: true, envelope: envelope.data, changes: changes.data } : changes;
}
function read(schema, text, name) {
    if (text === undefined)
        return { ok: false, refusal: { code: "archive", path: "", text: `it has no ${name}` } };
    const json = (0,strict_json/* readJson */.V)(text);
    if (!json.ok)
        return { ok: false, refusal: { code: "json", path: "", text: `${name}: ${json.why}` } };
    const parsed = schema.safeParse(json.value);
    if (parsed.success)
        return { ok: true, data: parsed.data };
    // A mode that is none of a regular file is no fault of versions, but what somebody tries.
    const code = parsed.error.issues.some(({ path }) => path.at(-1) === "mode") ? "mode" : "schema";
    const why = errors/* prettifyError */.S1(parsed.error).slice(0, 1_000);
    return { ok: false, refusal: { code, path: "", text: `${name} does not fit its schema: ${why}` } };
}

;// CONCATENATED MODULE: ./lib/edge/hand-over.js














const planFile = "plan.json";
const planLimit = 50_000_000; // bytes; a plan holds at most 256 snapshots of at most 100 comments
/** Downloads and reads the plan of this run. Throws a UserError when it is not the one that dispatch handed over. */
async function readPlan(artifact, temp) {
    const bytes = await (0,artifacts/* downloadArtifact */.bk)({ id: artifact.id, temp });
    if (digestOf(bytes) !== artifact.digest)
        throw new core_errors/* UserError */.yo(`The plan is not the one that dispatch handed over: its SHA-256 is ${digestOf(bytes)}, expected ${artifact.digest}. Look at what else runs in this workflow.`);
    const opened = (0,edge_archive/* openArchive */.p)(bytes, { [planFile]: planLimit });
    const json = opened.ok ? (0,strict_json/* readJson */.V)(opened.files.get(planFile) ?? "") : opened;
    const parsed = json.ok ? plan/* Plan */.cw.safeParse(json.value) : null;
    if (parsed?.success === true)
        return parsed.data;
    const why = parsed === null ? (json.ok ? "" : json.why) : errors/* prettifyError */.S1(parsed.error);
    throw new core_errors/* UserError */.yo(`The plan is not readable: ${why}. Dispatch, work and collect must be of one version.`);
}
/** Uploads the plan; it is needed for this run alone. */
async function uploadPlan(plan, { name, temp }) {
    return (0,artifacts/* uploadArtifact */.mz)({
        name,
        files: { [planFile]: JSON.stringify(plan) },
        temp,
        retentionDays: 1,
        packed: false,
    });
}
/** Uploads the report of a rehearsal. */
async function uploadReport(report, { name, temp }) {
    const files = { [rehearsal/* reportFile */.rn]: JSON.stringify(report) };
    return (0,artifacts/* uploadArtifact */.mz)({ name, files, temp, retentionDays: ending_notes/* keptDays */.CP, packed: false });
}
const reportLimit = 2_000_000; // bytes; all its texts together are shorter
/** Downloads and reads a report as hostile data; what is wrong with it is a value. */
async function readReport(artifact, { temp, claimed }) {
    let bytes;
    try {
        bytes = await (0,artifacts/* downloadArtifact */.bk)({ id: artifact.id, temp });
    }
    catch (error) {
        return { ok: false, why: (0,core_errors/* messageOf */.bD)(error) };
    }
    if (digestOf(bytes) !== artifact.digest)
        return { ok: false, why: "it is not the one that was handed over" };
    const opened = (0,edge_archive/* openArchive */.p)(bytes, { [rehearsal/* reportFile */.rn]: reportLimit });
    if (!opened.ok)
        return opened;
    const json = (0,strict_json/* readJson */.V)(opened.files.get(rehearsal/* reportFile */.rn) ?? "");
    if (!json.ok)
        return json;
    const parsed = rehearsal/* RehearsalReport */.W3.safeParse(json.value);
    if (!parsed.success)
        return { ok: false, why: "it has not the form of a report" };
    const { data: report } = parsed;
    const isOurs = report.claim === claimed.claim &&
        report.run === claimed.run &&
        report["run-attempt"] <= claimed["run-attempt"];
    return isOurs ? { ok: true, report } : { ok: false, why: "it is the report of another run" };
}
/** Uploads the result of an attempt: the envelope, and the change set when there is one. */
async function uploadResult({ envelope, changes, name, temp, }) {
    const text = changes === null ? null : JSON.stringify(changes);
    const whole = { ...envelope, changes: text === null ? null : (0,stamp/* sha256 */.sc)(text) };
    const files = {
        [result/* resultFiles */.dH.envelope]: JSON.stringify(whole),
        ...(text === null ? {} : { [result/* resultFiles */.dH.changes]: text }),
    };
    return (0,artifacts/* uploadArtifact */.mz)({ name, files, temp, retentionDays: ending_notes/* keptDays */.CP, packed: false });
}
/** Downloads and checks a result as hostile data. What is wrong with it is a value with its codes, never a throw. */
async function readResult(artifact, { temp, claimed }) {
    let bytes;
    try {
        bytes = await (0,artifacts/* downloadArtifact */.bk)({ id: artifact.id, temp });
    }
    catch (error) {
        return { ok: false, outcome: "infra_failed", reason: (0,core_errors/* messageOf */.bD)(error), refusals: [] };
    }
    if (digestOf(bytes) !== artifact.digest)
        return refused([
            {
                code: "unbound-artifact",
                path: "",
                text: `artifact ${artifact.id} is not the one that was handed over: its SHA-256 is ${digestOf(bytes)}, expected ${artifact.digest}`,
            },
        ]);
    const result = openResult(bytes);
    if (!result.ok)
        return refused([result.refusal]);
    const said = contradictions(result.envelope, result.changes, claimed);
    return said.length === 0 ? result : refused(said);
}
function refused(refusals) {
    return { ok: false, outcome: "refused", reason: (0,refusal/* refusalText */.Kw)(refusals), refusals };
}
function digestOf(bytes) {
    return (0,external_node_crypto_.createHash)("sha256").update(bytes).digest("hex");
}


/***/ })

};
