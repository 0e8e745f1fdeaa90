export const id = 808;
export const ids = [808,877];
export const modules = {

/***/ 26975:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ LegInputs),
/* harmony export */   h: () => (/* binding */ PlanInputs)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(42047);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(49567);

/** The inputs that name one leg of the matrix, shared by prepare, work and collect. */
const LegInputs = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    /** 0 in a rehearsal, which is about no issue. */
    issue: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai("must be the number of an issue").int().nonnegative(),
    attempt: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai("must be a number").int().positive(),
    claim: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().regex(/^[0-9a-f]{32}$/, "must be a claim's id: 32 hexadecimal digits"),
});
/** The plan's artifact, as inputs. */
const PlanInputs = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    "plan-id": zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai("must be the id of an artifact").int().positive(),
    "plan-digest": zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().regex(/^[0-9a-f]{64}$/, "must be a SHA-256, 64 hexadecimal digits"),
});


/***/ }),

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

/***/ 19808:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  ProgressInputs: () => (/* binding */ ProgressInputs),
  progress: () => (/* binding */ progress)
});

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 7 modules
var core = __webpack_require__(33838);
// EXTERNAL MODULE: ./lib/core/checkpoint.js
var checkpoint = __webpack_require__(22097);
// EXTERNAL MODULE: ./lib/core/errors.js
var errors = __webpack_require__(3828);
// EXTERNAL MODULE: ./lib/core/heartbeat.js
var heartbeat = __webpack_require__(67055);
// EXTERNAL MODULE: ./lib/core/result.js
var core_result = __webpack_require__(28490);
// EXTERNAL MODULE: ./lib/core/strict-json.js
var strict_json = __webpack_require__(66613);
// EXTERNAL MODULE: ./lib/core/workpad.js
var workpad = __webpack_require__(54797);
// EXTERNAL MODULE: ./lib/edge/archive.js
var edge_archive = __webpack_require__(58739);
// EXTERNAL MODULE: ./lib/edge/artifacts.js
var edge_artifacts = __webpack_require__(25014);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 5 modules
var schemas = __webpack_require__(42047);
;// CONCATENATED MODULE: ./lib/edge/comment.js

/** The text of a comment by its GraphQL id; null when it is gone. */
async function readComment(github, id) {
    const { node } = await github.graphql({
        doing: "reading the workpad",
        document: `query comment($id: ID!) { node(id: $id) { ... on IssueComment { body } } }`,
        variables: { id },
        schema: schemas/* object */.Ikc({ node: schemas/* object */.Ikc({ body: schemas/* string */.YjP() }).nullable() }),
    });
    return node?.body ?? null;
}
/** Writes the text of a comment. */
async function writeComment(github, id, body) {
    await github.graphql({
        doing: "writing the workpad",
        document: `mutation comment($id: ID!, $body: String!) { updateIssueComment(input: { id: $id, body: $body }) { clientMutationId } }`,
        variables: { id, body },
        schema: schemas/* object */.Ikc({ updateIssueComment: schemas/* unknown */.L5J() }),
    });
}

// EXTERNAL MODULE: ./lib/edge/github.js + 1 modules
var edge_github = __webpack_require__(68898);
// EXTERNAL MODULE: ./lib/actions/action.js
var action = __webpack_require__(14073);
// EXTERNAL MODULE: ./lib/actions/leg.js
var leg = __webpack_require__(26975);
// EXTERNAL MODULE: ./lib/actions/planned.js
var planned = __webpack_require__(877);
;// CONCATENATED MODULE: ./lib/actions/progress.js















/** The inputs of progress/action.yml. */
const ProgressInputs = leg/* LegInputs */.C.extend(leg/* PlanInputs */.h.shape).extend({ token: action/* tokenInput */.ND });
const pause = 30_000; // ms between two looks; a task says how far it is every minute
const patience = 10 * 60_000; // ms without a sign of life, after which its job counts as over
const largest = 20_000_000; // bytes of a checkpoint; one that is larger is not fetched for the sign of life in it
/**
 * progress/action.yml: writes on the issue how far the task of this claim is, from the signs of life beside its checkpoints, until its result is there. Only numbers are
 * taken from them, and only the comment that the plan names is written, while it still is the one of this claim.
 */
async function progress() {
    const inputs = (0,action/* readInputs */.Ko)(ProgressInputs);
    const job = (0,action/* readJob */.cd)();
    const { task } = await (0,planned.readPlanned)(inputs, job);
    if (task.workpad === null) {
        (0,core/* info */.pq)(`#${inputs.issue} has no workpad, so nothing is shown there.`);
        return;
    }
    const github = (0,edge_github.openGitHub)({ token: inputs.token, repository: job.repository, log: action/* jobLog */.Wh });
    const names = (0,checkpoint/* checkpointNames */.ZM)(task);
    const result = (0,core_result/* resultName */.x5)({ ...inputs, "run-attempt": job.run.attempt });
    const mark = markOf(await readComment(github, task.workpad));
    let known = 0;
    for (let seen = Date.now(); Date.now() - seen < patience; await (0,promises_.setTimeout)(pause)) {
        try {
            const artifacts = await (0,edge_artifacts/* listArtifacts */.wn)();
            if (artifacts.some(({ name }) => name === result))
                return;
            const [newest] = artifacts
                .filter(({ name, size, id }) => names.includes(name) && size <= largest && id > known)
                .toSorted((one, other) => other.id - one.id);
            const heartbeat = newest === undefined
                ? null
                : heartbeatIn(await (0,edge_artifacts/* downloadArtifact */.bk)({ id: newest.id, temp: job.temp }), task);
            known = newest?.id ?? known;
            const pad = await readComment(github, task.workpad);
            // By now it shows another entry of the record: the task is over, or taken over.
            if (pad === null || markOf(pad) !== mark)
                return;
            if (heartbeat === null)
                continue;
            seen = Date.now();
            await writeComment(github, task.workpad, (0,workpad/* livePad */.Qj)(pad, heartbeat));
        }
        catch (error) {
            (0,core/* warning */.$e)(`How far the task is could not be shown: ${(0,errors/* messageOf */.bD)(error)}`);
        }
    }
}
/** The line of a workpad that says which entry of the record it shows. */
function markOf(pad) {
    return pad?.split("\n", 1)[0] ?? "";
}
/** The sign of life in the archive of a checkpoint; null when it is none of this claim. */
function heartbeatIn(archive, { issue, attempt, claim }) {
    const opened = (0,edge_archive/* openBinaryArchive */._)(archive, {
        [checkpoint/* checkpointFile */.lS]: checkpoint/* checkpointLimit */.mt,
        [heartbeat/* heartbeatFile */.jl]: 10_000,
    });
    const json = opened.ok ? (0,strict_json/* readJson */.V)(opened.files.get(heartbeat/* heartbeatFile */.jl)?.toString("utf8") ?? "") : opened;
    const read = json.ok ? heartbeat/* Heartbeat */.XE.safeParse(json.value) : null;
    if (read?.success !== true)
        return null;
    const { data } = read;
    return data.issue === issue && data.attempt === attempt && data.claim === claim ? data : null;
}


/***/ }),

/***/ 67055:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   JY: () => (/* binding */ heartbeatLine),
/* harmony export */   XE: () => (/* binding */ Heartbeat),
/* harmony export */   jl: () => (/* binding */ heartbeatFile)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(42047);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64377);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(69716);


const amount = zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig().nonnegative();
const count = amount.int();
/** A sign of life of a running attempt, readable for everybody who sees the repository: numbers of ours, and not a word of the agent's. */
const Heartbeat = zod__WEBPACK_IMPORTED_MODULE_1__/* .strictObject */ .rej({
    version: zod__WEBPACK_IMPORTED_MODULE_1__/* .literal */ .euz(1),
    issue: count,
    attempt: count,
    claim: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().max(100),
    at: zod__WEBPACK_IMPORTED_MODULE_2__/* .datetime */ .w$(),
    step: zod__WEBPACK_IMPORTED_MODULE_1__/* ["enum"] */ .k5n(["starting", "working", "checking"]),
    /** The agent's own list; null while it has none. */
    todos: zod__WEBPACK_IMPORTED_MODULE_1__/* .strictObject */ .rej({ done: count, all: count }).nullable(),
    turns: count,
    tokens: count,
    /** US dollars by list price. */
    spent: amount,
    /** Share of all processors in use since the last heartbeat, 0 to 1. */
    cpu: amount.max(1),
    /** Bytes. */
    memory: zod__WEBPACK_IMPORTED_MODULE_1__/* .strictObject */ .rej({ used: count, all: count }),
    disk: zod__WEBPACK_IMPORTED_MODULE_1__/* .strictObject */ .rej({ free: count }),
    /** Seconds since the attempt began. */
    uptime: amount,
});
/** The file of a heartbeat in the artifact of a checkpoint. */
const heartbeatFile = "heartbeat.json";
/** A heartbeat as one line of the job log. */
function heartbeatLine({ step, todos, turns, tokens, spent, cpu, memory, disk, uptime, }) {
    const parts = [
        `${step} for ${(0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .duration */ .p0)(uptime)}`,
        ...(todos === null ? [] : [`${todos.done} of ${todos.all} todos`]),
        `${turns} ${turns === 1 ? "turn" : "turns"}`,
        `${tokens.toLocaleString("en-US")} tokens`,
        (0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .dollars */ .E9)(spent),
        `CPU ${Math.round(cpu * 100)} %`,
        `memory ${gigabytes(memory.used)} of ${gigabytes(memory.all)} GB`,
        `disk ${gigabytes(disk.free)} GB free`,
    ];
    return `Heartbeat: ${parts.join(" · ")}`;
}
function gigabytes(bytes) {
    return (bytes / 1e9).toFixed(1);
}


/***/ })

};
