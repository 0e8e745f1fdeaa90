export const id = 989;
export const ids = [989];
export const modules = {

/***/ 17989:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  m3: () => (/* binding */ readPlan),
  Uv: () => (/* binding */ readResult),
  uploadPlan: () => (/* binding */ uploadPlan),
  Fi: () => (/* binding */ uploadResult)
});

// UNUSED EXPORTS: checkResult

// EXTERNAL MODULE: ./node_modules/zod/v4/core/errors.js
var errors = __webpack_require__(37428);
// EXTERNAL MODULE: ./lib/core/errors.js
var core_errors = __webpack_require__(3828);
// EXTERNAL MODULE: ./lib/core/plan.js
var plan = __webpack_require__(73504);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 5 modules
var schemas = __webpack_require__(42047);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/iso.js
var iso = __webpack_require__(64377);
// EXTERNAL MODULE: ./lib/core/isolation.js
var isolation = __webpack_require__(65447);
// EXTERNAL MODULE: ./lib/core/outcome.js
var outcome = __webpack_require__(91307);
;// CONCATENATED MODULE: ./lib/core/result.js



const result_text = (max) => schemas/* string */.YjP().max(max);
/** What a gate did on the change, and on the base where it was tried. */
const GateResult = schemas/* strictObject */.rej({
    name: result_text(60),
    now: schemas/* enum */.k5n(["passed", "failed", "timed_out", "not_runnable"]),
    base: schemas/* enum */.k5n(["passed", "failed", "timed_out", "not_runnable", "not_tried"]),
    seconds: schemas/* number */.aig().nonnegative(),
    /** The end of the output on the change; empty when it passed. */
    tail: result_text(8_000),
    /** Files of the change that say what this gate does: its script, what it calls, its settings. Who reviews should look at them. */
    edited: schemas/* array */.YOg(result_text(400)).max(20),
});
/** The evidence of one attempt, as work hands it to collect. Closed: what is not listed here cannot be said. */
const Envelope = schemas/* strictObject */.rej({
    version: schemas/* literal */.euz(1),
    issue: schemas/* number */.aig().int().positive(),
    attempt: schemas/* number */.aig().int().positive(),
    claim: result_text(100),
    run: schemas/* number */.aig().int().positive(),
    "run-attempt": schemas/* number */.aig().int().positive(),
    outcome: outcome/* Outcome */.Pi,
    /** A sentence of ours about the outcome: the cause, the failing step, the remedy. */
    reason: result_text(2_000),
    spent: schemas/* number */.aig().nonnegative().max(100_000),
    seconds: schemas/* number */.aig().nonnegative(),
    turns: schemas/* number */.aig().int().nonnegative(),
    model: result_text(200),
    gates: schemas/* array */.YOg(GateResult).max(20),
    /** What kept the agent in; null when it never came to that. */
    isolation: isolation/* IsolationHeld */.a8.nullable(),
    /** SHA-256 of the change set file, hex; null without a change. */
    changes: schemas/* string */.YjP()
        .regex(/^[0-9a-f]{64}$/)
        .nullable(),
    /** The agent's last message: data from the agent. */
    message: result_text(60_000),
    /** When the first credential of the pool can be used again, after a usage limit. */
    "resets-at": iso/* datetime */.w$().nullable(),
    /** Name of the pool's entry that was asked last; null when no request went to the model. */
    credential: result_text(60).nullable(),
    /** Whether a model has answered at least once. */
    "model-reached": schemas/* boolean */.zMY(),
});
/** One changed path: its mode and whole content, or its removal. Never a patch, never a git object. */
const Change = schemas/* discriminatedUnion */.gMt("kind", [
    schemas/* strictObject */.rej({
        kind: schemas/* literal */.euz("write"),
        path: schemas/* string */.YjP(),
        mode: schemas/* enum */.k5n(["100644", "100755"]),
        encoding: schemas/* enum */.k5n(["utf-8", "base64"]),
        content: schemas/* string */.YjP(),
    }),
    schemas/* strictObject */.rej({ kind: schemas/* literal */.euz("delete"), path: schemas/* string */.YjP() }),
]);
const ChangeSet = schemas/* strictObject */.rej({
    version: schemas/* literal */.euz(1),
    /** Lines added and removed, as git counts them; 0 for binary files. */
    lines: schemas/* number */.aig().int().nonnegative(),
    /** What cannot be expressed as a change of a regular file (a symbolic link, a submodule, a name that is not UTF-8). */
    inexpressible: schemas/* array */.YOg(result_text(1_000)).max(100),
    changes: schemas/* array */.YOg(Change),
});
/** The two files of a result artifact, and the most that each may hold in bytes. */
const resultFiles = { envelope: "envelope.json", changes: "changes.json" };
const resultLimits = { envelope: 1_000_000, changes: 60_000_000 };

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./node_modules/@actions/artifact/lib/artifact.js + 302 modules
var lib_artifact = __webpack_require__(91252);
// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 7 modules
var core = __webpack_require__(33838);
// EXTERNAL MODULE: ./node_modules/fflate/esm/index.mjs
var esm = __webpack_require__(51306);
;// CONCATENATED MODULE: ./lib/edge/artifacts.js







/** Uploads files (name → content) as one artifact of this run. Needs no token: the runner gives the action its own. */
async function uploadArtifact({ name, files, temp, retentionDays, }) {
    const directory = await (0,promises_.mkdtemp)((0,external_node_path_.join)(temp, "upload-"));
    try {
        const paths = [];
        for (const [file, content] of Object.entries(files)) {
            paths.push((0,external_node_path_.join)(directory, file));
            await (0,promises_.writeFile)((0,external_node_path_.join)(directory, file), content);
        }
        const { id, digest } = await (0,core/* group */.Os)(`Upload ${name}`, async () => new lib_artifact/* DefaultArtifactClient */.t9().uploadArtifact(name, paths, directory, { retentionDays }));
        if (id === undefined || digest === undefined)
            throw new Error("the artifact service gave neither id nor digest");
        return { id, digest: digest.replace(/^sha256:/, "") };
    }
    catch (error) {
        throw new core_errors/* UserError */.yo(`Cannot upload the artifact "${name}": ${(0,core_errors/* messageOf */.bD)(error)}. Free artifact space in the account's billing settings when the quota is reached.`, { cause: error });
    }
    finally {
        await (0,promises_.rm)(directory, { recursive: true, force: true });
    }
}
/**
 * Downloads an artifact of this run and opens exactly the named files of it, each under its limit in bytes. What is not bound by the digest,
 * has other entries, or is too large is refused with a UserError, before anything is unpacked.
 */
async function downloadArtifact({ artifact, limits, temp, }) {
    const directory = await (0,promises_.mkdtemp)((0,external_node_path_.join)(temp, "download-"));
    try {
        await (0,core/* group */.Os)(`Download artifact ${artifact.id}`, async () => new lib_artifact/* DefaultArtifactClient */.t9().downloadArtifact(artifact.id, { path: directory, skipDecompress: true }));
        const [archive, ...others] = await (0,promises_.readdir)(directory);
        if (archive === undefined || others.length > 0)
            throw new Error("the download is not one archive");
        const bytes = await (0,promises_.readFile)((0,external_node_path_.join)(directory, archive));
        const digest = (0,external_node_crypto_.createHash)("sha256").update(bytes).digest("hex");
        if (digest !== artifact.digest)
            throw new core_errors/* UserError */.yo(`Artifact ${artifact.id} is not the one that was handed over: its SHA-256 is ${digest}, expected ${artifact.digest}.`);
        return openArchive(bytes, limits);
    }
    finally {
        await (0,promises_.rm)(directory, { recursive: true, force: true });
    }
}
/** The named entries of a zip as UTF-8 text. Throws a UserError for any other entry, and for one that is larger than its limit. */
function openArchive(bytes, limits) {
    const files = (0,esm/* unzipSync */.AO)(bytes, {
        filter: ({ name, originalSize }) => {
            const limit = Object.hasOwn(limits, name) ? limits[name] : undefined;
            if (limit === undefined)
                throw new core_errors/* UserError */.yo(`The archive has an entry that does not belong there: ${JSON.stringify(name.slice(0, 200))}.`);
            if (originalSize > limit)
                throw new core_errors/* UserError */.yo(`The entry ${name} has ${originalSize} bytes; at most ${limit} are accepted.`);
            return true;
        },
    });
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    return new Map(Object.entries(files).map(([name, content]) => [name, decoder.decode(content)]));
}

// EXTERNAL MODULE: ./lib/edge/stamp.js
var stamp = __webpack_require__(48270);
;// CONCATENATED MODULE: ./lib/edge/hand-over.js






const planFile = "plan.json";
const planLimit = 50_000_000; // bytes; a plan holds at most 256 snapshots of at most 100 comments
/** Downloads and reads the plan of this run. Throws a UserError when it is not the one that dispatch handed over. */
async function readPlan(artifact, temp) {
    const files = await downloadArtifact({ artifact, limits: { [planFile]: planLimit }, temp });
    const parsed = plan/* Plan */.cw.safeParse(JSON.parse(files.get(planFile) ?? "null"));
    if (!parsed.success)
        throw new core_errors/* UserError */.yo(`The plan is not readable: ${errors/* prettifyError */.S1(parsed.error)}. Dispatch, work and collect must be of one version.`);
    return parsed.data;
}
/** Uploads the plan; it is needed for this run alone. */
async function uploadPlan(plan, { name, temp }) {
    return uploadArtifact({ name, files: { [planFile]: JSON.stringify(plan) }, temp, retentionDays: 1 });
}
/** Uploads the result of an attempt: the envelope, and the change set when there is one. */
async function uploadResult({ envelope, changes, name, temp, }) {
    const text = changes === null ? null : JSON.stringify(changes);
    const whole = { ...envelope, changes: text === null ? null : (0,stamp/* sha256 */.sc)(text) };
    const files = {
        [resultFiles.envelope]: JSON.stringify(whole),
        ...(text === null ? {} : { [resultFiles.changes]: text }),
    };
    return uploadArtifact({ name, files, temp, retentionDays: 7 });
}
/** Downloads and checks a result as hostile data. What is wrong with it is a value with the reason, never a throw. */
async function readResult(artifact, { temp, claimed, }) {
    try {
        const files = await downloadArtifact({
            artifact,
            limits: { [resultFiles.envelope]: resultLimits.envelope, [resultFiles.changes]: resultLimits.changes },
            temp,
        });
        return checkResult(files, claimed);
    }
    catch (error) {
        return {
            ok: false,
            outcome: error instanceof core_errors/* UserError */.yo ? "refused" : "infra_failed",
            reason: `The result cannot be read: ${(0,core_errors/* messageOf */.bD)(error)}`,
        };
    }
}
/** Checks the opened files of a result against its schemas, its own digest, and the claim. */
function checkResult(files, claimed) {
    const envelope = read(Envelope, files.get(resultFiles.envelope), resultFiles.envelope);
    if (!envelope.ok)
        return envelope;
    const { data } = envelope;
    const differs = [
        ["issue", data.issue, claimed.issue],
        ["attempt", data.attempt, claimed.attempt],
        ["claim", data.claim, claimed.claim],
        ["run", data.run, claimed.run],
    ].filter(([, said, held]) => said !== held);
    if (differs.length > 0)
        return refused(`The result belongs to something else: ${differs.map(([name, said, held]) => `${name} is ${JSON.stringify(said)}, expected ${JSON.stringify(held)}`).join("; ")}.`);
    const text = files.get(resultFiles.changes);
    if (data.changes === null)
        return text === undefined
            ? { ok: true, envelope: data, changes: null }
            : refused("The result has a change set that its envelope does not name.");
    if (text === undefined || (0,stamp/* sha256 */.sc)(text) !== data.changes)
        return refused("The change set is not the one that the envelope names.");
    const changes = read(ChangeSet, text, resultFiles.changes);
    return changes.ok ? { ok: true, envelope: data, changes: changes.data } : changes;
}
function read(schema, text, name) {
    let json;
    try {
        json = JSON.parse(text ?? "");
    }
    catch {
        return refused(`${name} is not JSON.`);
    }
    const parsed = schema.safeParse(json);
    return parsed.success
        ? { ok: true, data: parsed.data }
        : refused(`${name} does not fit its schema: ${errors/* prettifyError */.S1(parsed.error).slice(0, 1_000)}`);
}
function refused(reason) {
    return { ok: false, outcome: "refused", reason };
}


/***/ })

};
