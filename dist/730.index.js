export const id = 730;
export const ids = [730];
export const modules = {

/***/ 44339:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ER: () => (/* binding */ parseEntry),
/* harmony export */   UI: () => (/* binding */ readableIn),
/* harmony export */   WL: () => (/* binding */ formatEntry)
/* harmony export */ });
/* unused harmony export subject */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(42047);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64377);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(37428);
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(59510);


/** The version that this code writes, and the oldest reader that understands it. Raise `min-reader` only when older code would decide wrongly. */
const version = 1;
const minReader = 1;
const Body = zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
    version: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig().int(),
    "min-reader": zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig().int(),
    nonce: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    at: zod__WEBPACK_IMPORTED_MODULE_2__/* .datetime */ .w$(),
    event: zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({ type: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() }),
    state: zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({}),
});
const Demand = zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ "min-reader": zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig().int() });
/** Of a history those entries that can be read, in its order. */
function readableIn(history) {
    return history.flatMap((read) => (read.ok ? [read.entry] : []));
}
/** The commit message of an entry: a subject for `git log`, and the whole as JSON below it. */
function formatEntry({ nonce, at, event, state }) {
    const { later, ...known } = state;
    const body = { version, "min-reader": minReader, nonce, at, event, state: { ...later, ...known } };
    return `${subject(event)}\n\n${JSON.stringify(body, null, 1)}\n`;
}
/** Reads the commit message of an entry. One that is corrupt or asks for a newer reader says so; it never throws. */
function parseEntry(message) {
    let json;
    try {
        json = JSON.parse(message.slice(message.indexOf("\n\n") + 2));
    }
    catch {
        return { ok: false, why: "the record is not readable: its newest commit has no JSON body" };
    }
    const demand = Demand.safeParse(json);
    if (demand.success && demand.data["min-reader"] > version)
        return {
            ok: false,
            why: `the record was written by a newer Switchyard (needs reader ${demand.data["min-reader"]}, this is ${version}): update the pinned version`,
        };
    const body = Body.safeParse(json);
    if (!body.success)
        return unreadable(body.error);
    const { nonce, at, event } = body.data;
    const state = _record_js__WEBPACK_IMPORTED_MODULE_0__/* .IssueState */ .DJ.safeParse(body.data.state);
    if (!state.success)
        return unreadable(state.error);
    const known = _record_js__WEBPACK_IMPORTED_MODULE_0__/* .RecordEvent */ .Y$.safeParse(event);
    return {
        ok: true,
        // The state is whole in every entry, so an event of a later version can be skipped.
        entry: {
            nonce,
            at,
            event: known.success ? known.data : { type: "unknown", name: event.type },
            state: { ...state.data, ...laterFields(body.data.state) },
        },
    };
}
/** One line that says what happened, for `git log` and histories. */
function subject(event) {
    switch (event.type) {
        case "requested":
            return `requested by ${event.request.by}${releaseOf(event.request)}`;
        case "claimed":
            return `claimed: attempt ${event.claim.attempt} by run ${event.claim.run}/${event.claim["run-attempt"]}`;
        case "moved":
            return `moved to run attempt ${event["run-attempt"]}`;
        case "cancel-requested":
            return `cancel requested by ${event.by}`;
        case "publishing":
            return `publishing ${event.publishing.branch}`;
        case "withdrawn":
            return `withdrawn by ${event.by}`;
        case "ended":
            return `${event.ending.outcome}: attempt ${event.ending.attempt}`;
        case "repaired":
            return `repaired: ${event.why}`;
        case "unknown":
            return `${event.name} (of a newer version)`;
    }
}
function releaseOf({ release }) {
    return release === undefined ? "" : `: release of attempt ${release.attempt}`;
}
function laterFields(state) {
    const later = Object.entries(state).filter(([name]) => !Object.hasOwn(_record_js__WEBPACK_IMPORTED_MODULE_0__/* .IssueState */ .DJ.shape, name));
    return later.length === 0 ? {} : { later: Object.fromEntries(later) };
}
function unreadable(error) {
    return {
        ok: false,
        why: `the record is not readable: ${zod__WEBPACK_IMPORTED_MODULE_3__/* .prettifyError */ .S1(error).replaceAll("\n", " ")}`,
    };
}


/***/ }),

/***/ 52529:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EO: () => (/* binding */ runGit),
/* harmony export */   Zz: () => (/* binding */ readRemote),
/* harmony export */   bO: () => (/* binding */ remoteError),
/* harmony export */   uM: () => (/* binding */ gitIn),
/* harmony export */   vu: () => (/* binding */ isRefusal)
/* harmony export */ });
/* unused harmony export lastWords */
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58500);
/* harmony import */ var _actions_exec__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(22876);
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3828);



/**
 * Runs git once in `cwd`, without the hooks, templates and monitors that the directory or the user may have configured. Network commands name
 * their `remote` and get its credentials; they give up when less than 1 kB/s flows for a minute.
 */
async function runGit(options) {
    const { exitCode, stdout, stderr } = await (0,_actions_exec__WEBPACK_IMPORTED_MODULE_1__/* .getExecOutput */ .H)("git", [...safe, ...options.args], {
        cwd: options.cwd,
        env: {
            ...gitEnvironment(),
            ...(options.remote === undefined ? {} : credentials(options.remote)),
            ...options.env,
        },
        silent: true,
        ignoreReturnCode: true,
        ...(options.input === undefined ? {} : { input: Buffer.from(options.input) }),
    });
    return { code: exitCode, stdout, stderr };
}
const reads = 3; // tries
const pause = 300; // ms; longer each time
/** Runs a git command that only reads from its remote, and runs it again after a failure that heals by itself. */
async function readRemote(options) {
    for (let round = 1;; round += 1) {
        const end = await runGit(options);
        // A failure without a word is an answer, too: no ref matches.
        if (end.code === 0 || end.stderr.trim() === "" || isRefusal(end.stderr) || round === reads)
            return end;
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(pause * round);
    }
}
/** A git for one directory whose failures are thrown. Not for what needs the network, whose failures are nobody's fault here. */
function gitIn(cwd) {
    return async (args, options) => {
        const end = await runGit({
            cwd,
            args,
            ...(options?.input === undefined ? {} : { input: options.input }),
        });
        if (end.code !== 0)
            throw new Error(`git ${args[0] ?? ""} failed: ${lastWords(end.stderr)}`);
        return end.stdout;
    };
}
/** The line of git's stderr that says what went wrong: the answer that broke a transfer, or else the last one. */
function lastWords(stderr) {
    const lines = stderr.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("hint:"));
    return (lines.find((line) => line.includes("RPC failed")) ??
        lines.findLast((line) => /^(?:fatal|error|remote):/.test(line)) ??
        lines.at(-1) ??
        "it said nothing").trim();
}
/**
 * The error of a git command that a remote did not do: an OutageError, or a UserError that ends in `remedy` when the remote refused. `doing` begins the
 * sentence: "Cannot fetch …".
 */
function remoteError(doing, { stderr }, remedy) {
    const said = `${doing}: ${lastWords(stderr)}`;
    return isRefusal(stderr) ? new _core_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .RefusedError */ .fk(`${said}. ${again} ${remedy}`) : new _core_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .OutageError */ .AP(said);
}
/** Did the remote answer that this may not be had, or is not there? By the words of git and of GitHub's own servers. */
function isRefusal(stderr) {
    return /returned error: 40[134]\b|denied|not granted|Authentication failed|could not read Username|not found|not our ref|rule violations/i.test(stderr);
}
const again = "Nothing is lost; the next tick tries again.";
const safe = [
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "init.templateDir=",
    "-c",
    "gc.auto=0",
    "-c",
    "advice.detachedHead=false",
];
/** What git needs of our environment: where programs and certificates are, proxies, and configuration passed by variables. */
function gitEnvironment() {
    const kept = Object.entries(process.env).flatMap(([name, value]) => value !== undefined && keptName.test(name) ? [[name, value]] : []);
    return {
        ...Object.fromEntries(kept),
        GIT_TERMINAL_PROMPT: "0",
        GIT_HTTP_LOW_SPEED_LIMIT: "1000",
        GIT_HTTP_LOW_SPEED_TIME: "60",
        LC_ALL: "C", // answers are parsed
    };
}
const keptName = /^(?:PATH|HOME|TMPDIR|SSL_CERT_(?:FILE|DIR)|CURL_CA_BUNDLE|GIT_SSL_CAINFO|(?:https?|all|no)_proxy|GIT_CONFIG_(?:COUNT|KEY_\d+|VALUE_\d+))$/i;
function credentials({ url, token }) {
    const count = Number(process.env["GIT_CONFIG_COUNT"] ?? "0");
    const basic = Buffer.from(`x-access-token:${token}`).toString("base64");
    return {
        GIT_CONFIG_COUNT: String(count + 1),
        [`GIT_CONFIG_KEY_${count}`]: `http.${new URL(url).origin}/.extraheader`,
        [`GIT_CONFIG_VALUE_${count}`]: `AUTHORIZATION: basic ${basic}`,
    };
}


/***/ }),

/***/ 17433:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ne: () => (/* binding */ readMessages),
/* harmony export */   Qv: () => (/* binding */ objectsIn),
/* harmony export */   u2: () => (/* binding */ commitMessages)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var _git_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(52529);




/** Writes commits by one process and returns their ids, in order. */
async function commitMessages(directory, commits) {
    const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, `draft-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)()}`);
    const files = commits.map((_, index) => `${folder}-${index}`);
    try {
        await Promise.all(commits.map(async (commit, index) => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)(files[index] ?? "", textOf(commit))));
        const written = await (0,_git_js__WEBPACK_IMPORTED_MODULE_3__/* .gitIn */ .uM)(directory)(["hash-object", "-t", "commit", "-w", "--stdin-paths"], {
            input: `${files.join("\n")}\n`,
        });
        return written.split("\n").filter(Boolean);
    }
    finally {
        await Promise.all(files.map(async (file) => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(file, { force: true })));
    }
}
/** The messages of commits, in the order asked for, by one process. */
async function readMessages(directory, oids) {
    if (oids.length === 0)
        return [];
    const output = Buffer.from(await (0,_git_js__WEBPACK_IMPORTED_MODULE_3__/* .gitIn */ .uM)(directory)(["cat-file", "--batch"], { input: `${oids.join("\n")}\n` }), "utf8");
    return objectsIn(output).map((commit) => (commit ?? "").slice((commit ?? "").indexOf("\n\n") + 2));
}
/** The contents of objects in the output of `git cat-file --batch`, in its order; null for what is not there. */
function objectsIn(output) {
    const objects = [];
    let at = 0;
    while (at < output.length) {
        const end = output.indexOf("\n", at);
        const header = output.subarray(at, end).toString("utf8");
        if (header.endsWith(" missing")) {
            objects.push(null);
            at = end + 1;
            continue;
        }
        const size = Number(header.split(" ").at(-1) ?? "0");
        objects.push(output.subarray(end + 1, end + 1 + size).toString("utf8"));
        at = end + 1 + size + 1;
    }
    return objects;
}
function textOf({ tree, parent, who, at, message }) {
    const stamp = `${who} ${Math.floor(Date.parse(at) / 1000)} +0000`;
    return [
        `tree ${tree}`,
        ...(parent === null ? [] : [`parent ${parent}`]),
        `author ${stamp}`,
        `committer ${stamp}`,
        "",
        message,
    ].join("\n");
}


/***/ }),

/***/ 26189:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A5: () => (/* binding */ refsIn),
/* harmony export */   HB: () => (/* binding */ unreachable),
/* harmony export */   NV: () => (/* binding */ pushRefs),
/* harmony export */   dM: () => (/* binding */ remoteRefs)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58500);
/* harmony import */ var _git_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(52529);


const rounds = 6; // of trying again when the answer told nothing: some 12 s in all
/**
 * One atomic push with the expected old value of every ref. Its answers are a closed list: everything moved, or a ref is not where we saw it
 * (stale, and nothing moved). Anything else is unknown: the refs are read, and if they are where we saw them the push is tried again. GitHub
 * refuses pushes to different refs now and then with a bare "failed" (docs/adr/0001). Throws a UserError when the token may not, or nobody answers.
 */
async function pushRefs({ directory, remote, updates, }) {
    const leases = updates.map(({ ref, old }) => `--force-with-lease=${ref}:${old ?? ""}`);
    const specs = updates.map(({ ref, next }) => `${next ?? ""}:${ref}`);
    const refs = updates.map(({ ref }) => ref);
    let last = { code: 0, stdout: "", stderr: "" };
    for (let round = 0; round < rounds; round += 1) {
        if (round > 0)
            await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(200 * 2 ** round * (0.5 + Math.random()));
        last = await (0,_git_js__WEBPACK_IMPORTED_MODULE_1__/* .runGit */ .EO)({
            cwd: directory,
            remote,
            args: ["push", "--porcelain", "--atomic", ...leases, remote.url, ...specs],
        });
        if (last.code === 0)
            return "ok";
        const now = await remoteRefs(directory, remote, refs).catch(() => null);
        if (now === null)
            continue;
        // The answer was lost. A random nonce in each entry makes its commit ours alone.
        if (updates.every(({ ref, next }) => (now.get(ref) ?? null) === next))
            return "ok";
        if (updates.some(({ ref, old }) => (now.get(ref) ?? null) !== old))
            return "stale";
        if ((0,_git_js__WEBPACK_IMPORTED_MODULE_1__/* .isRefusal */ .vu)(last.stderr))
            throw forbidden(last);
    }
    throw unreachable(last, remote);
}
/** Where refs of a remote point to, by full name. Throws a UserError when the remote does not answer. */
async function remoteRefs(directory, remote, patterns) {
    const end = await (0,_git_js__WEBPACK_IMPORTED_MODULE_1__/* .readRemote */ .Zz)({
        cwd: directory,
        remote,
        args: ["ls-remote", "--quiet", remote.url, ...patterns],
    });
    if (end.code !== 0)
        throw unreachable(end, remote);
    return refsIn(end.stdout);
}
/** Reads lines of `<object id> <ref>`. */
function refsIn(listed) {
    return new Map(listed
        .split("\n")
        .filter(Boolean)
        .map((line) => [line.slice(41), line.slice(0, 40)]));
}
/** The error of a remote that git cannot reach. */
function unreachable(end, { url }) {
    return (0,_git_js__WEBPACK_IMPORTED_MODULE_1__/* .remoteError */ .bO)(`Cannot reach ${url} by git`, end, "If it stays so, the token of this job may not read this repository: give it one that may.");
}
function forbidden(end) {
    return (0,_git_js__WEBPACK_IMPORTED_MODULE_1__/* .remoteError */ .bO)("Cannot write refs/switchyard/*", end, "If it stays so, the job needs `permissions: { contents: write }`, and no ruleset may forbid refs outside branches and tags.");
}


/***/ }),

/***/ 96730:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  O2: () => (/* binding */ isUntouched),
  fB: () => (/* binding */ issueRef),
  TD: () => (/* binding */ openRecordStore)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/core/record-entry.js
var record_entry = __webpack_require__(44339);
// EXTERNAL MODULE: ./lib/edge/git.js
var edge_git = __webpack_require__(52529);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 5 modules
var schemas = __webpack_require__(42047);
// EXTERNAL MODULE: ./lib/edge/record-objects.js
var record_objects = __webpack_require__(17433);
// EXTERNAL MODULE: ./lib/edge/record-push.js
var record_push = __webpack_require__(26189);
;// CONCATENATED MODULE: ./lib/edge/record-archive.js







/** One commit chain whose tree holds a file for each folded issue, and whose commits keep the folded chains reachable. */
const archiveRef = "refs/switchyard/archive";
/** What the archive keeps of an issue: the last commit of its chain, and that commit's message. */
const Folded = schemas/* object */.Ikc({ tip: schemas/* string */.YjP().regex(/^[0-9a-f]{40}$/), message: schemas/* string */.YjP() });
/** Reads these issues from the archive, whose commit must have been fetched; git fetches the objects that it needs. */
async function readArchived({ directory, remote }, issues) {
    const read = await (0,edge_git/* runGit */.EO)({
        cwd: directory,
        remote,
        args: ["cat-file", "--batch"],
        input: issues.map((issue) => `${archiveRef}:${pathOf(issue)}\n`).join(""),
    });
    if (read.code !== 0)
        throw (0,record_push/* unreachable */.HB)(read, remote);
    const files = (0,record_objects/* objectsIn */.Qv)(Buffer.from(read.stdout, "utf8"));
    const found = issues.flatMap((issue, index) => {
        const file = files[index] ?? null;
        return file === null ? [] : [[issue, foldedIn(file)]];
    });
    const tips = found.map(([, { tip }]) => tip).filter((tip) => tip !== "");
    // The chain goes on from the tip, so git must know it.
    if (tips.length > 0) {
        const args = ["fetch", "--quiet", "--depth=1", "--filter=tree:0", "--no-tags", "origin", ...tips];
        const fetched = await (0,edge_git/* runGit */.EO)({ cwd: directory, remote, args });
        if (fetched.code !== 0)
            throw (0,record_push/* unreachable */.HB)(fetched, remote);
    }
    return new Map(found);
}
/** Makes the commit that folds these tips into the archive, on top of `archive`; returns its id. Nothing is pushed. */
async function foldCommit({ directory, remote }, fold) {
    const index = (0,external_node_path_.join)(directory, "archive-index");
    const env = { GIT_INDEX_FILE: index };
    const git = async (args, input) => {
        const end = await (0,edge_git/* runGit */.EO)({
            cwd: directory,
            remote,
            args,
            env,
            ...(input === undefined ? {} : { input }),
        });
        if (end.code !== 0)
            throw (0,record_push/* unreachable */.HB)(end, remote);
        return end.stdout;
    };
    try {
        await git(fold.archive === null ? ["read-tree", "--empty"] : ["read-tree", fold.archive]);
        const messages = await (0,record_objects/* readMessages */.Ne)(directory, fold.tips.map(({ tip }) => tip));
        const lines = [];
        for (const [position, { issue, tip }] of fold.tips.entries()) {
            const file = JSON.stringify({ tip, message: messages[position] ?? "" });
            const blob = await (0,edge_git/* gitIn */.uM)(directory)(["hash-object", "-w", "--stdin"], { input: file });
            lines.push(`100644 ${blob.trim()}\t${pathOf(issue)}\n`);
        }
        await git(["update-index", "--add", "--index-info"], lines.join(""));
        const tree = (await git(["write-tree", "--missing-ok"])).trim();
        const parents = [...(fold.archive === null ? [] : [fold.archive]), ...fold.tips.map(({ tip }) => tip)];
        const stamp = `${fold.identity} ${Math.floor(Date.parse(fold.at) / 1000)} +0000`;
        const commit = [
            `tree ${tree}`,
            ...parents.map((parent) => `parent ${parent}`),
            `author ${stamp}`,
            `committer ${stamp}`,
            "",
            `folded ${fold.tips.map(({ issue }) => `#${issue}`).join(", ")}\n`,
        ].join("\n");
        return (await (0,edge_git/* gitIn */.uM)(directory)(["hash-object", "-t", "commit", "-w", "--stdin"], { input: commit })).trim();
    }
    finally {
        await (0,promises_.rm)(index, { force: true });
    }
}
/** A hundred issues to a folder, so that a fold rewrites little. */
function pathOf(issue) {
    return `${Math.floor(issue / 100)}/${issue}.json`;
}
function foldedIn(file) {
    try {
        const { tip, message } = Folded.parse(JSON.parse(file));
        return { tip, entry: (0,record_entry/* parseEntry */.ER)(message) };
    }
    catch {
        return { tip: "", entry: { ok: false, why: "its file in refs/switchyard/archive is not readable" } };
    }
}

;// CONCATENATED MODULE: ./lib/edge/record-store.js







const root = "refs/switchyard/";
const issues = `${root}issues/`;
const world = `${root}world`;
const stop = `${root}stop`;
/** The ref that holds the record of an issue. */
function issueRef(issue) {
    return `${issues}${issue}`;
}
/** Opens the records of `remote` through a bare repository of its own under `temp`, which is removed when the scope ends. */
async function openRecordStore({ remote, temp, identity, }) {
    const directory = await (0,promises_.mkdtemp)((0,external_node_path_.join)(temp, "records-"));
    const local = (0,edge_git/* gitIn */.uM)(directory);
    await local(["init", "--quiet", "--bare", "."]);
    // A partial repository: what lies in the archive is fetched when it is asked for.
    await local(["config", "remote.origin.url", remote.url]);
    await local(["config", "remote.origin.promisor", "true"]);
    const tree = (await local(["hash-object", "-t", "tree", "-w", "--stdin"], { input: "" })).trim();
    const commits = async (planned) => (0,record_objects/* commitMessages */.u2)(directory, planned.map((commit) => ({ ...commit, tree, who: identity })));
    const place = { directory, remote };
    return {
        read: async () => readRecords(place),
        archived: async (seen, wanted) => seen.tips.has(archiveRef) && wanted.length > 0 ? readArchived(place, wanted) : new Map(),
        write: async (seen, entries, options) => {
            const written = [...entries].map(([issue, entry]) => {
                const ref = issueRef(issue);
                const old = seen.tips.get(ref) ?? null;
                const parent = old ?? options.archived?.get(issue)?.tip ?? null;
                return { issue, ref, old, commit: { message: (0,record_entry/* formatEntry */.WL)(entry), parent, at: entry.at } };
            });
            const [first] = written;
            if (first === undefined)
                return { ok: true, tips: new Map() };
            const old = seen.tips.get(world) ?? null;
            const guard = options.world === null ? [] : [{ message: `${options.world}\n`, parent: old, at: first.commit.at }];
            const made = await commits([...written.map(({ commit }) => commit), ...guard]);
            const updates = written.map((one, index) => ({
                ref: one.ref,
                old: one.old,
                next: made[index] ?? null,
            }));
            if (guard.length > 0)
                updates.push({ ref: world, old, next: made[written.length] ?? null });
            if ((await (0,record_push/* pushRefs */.NV)({ ...place, updates })) === "stale")
                return { ok: false, why: "stale" };
            return { ok: true, tips: new Map(written.map(({ issue }, index) => [issue, made[index] ?? ""])) };
        },
        fold: async (seen, folded, at) => {
            const tips = folded.flatMap((issue) => {
                const tip = seen.tips.get(issueRef(issue));
                return tip === undefined ? [] : [{ issue, tip }];
            });
            if (tips.length === 0)
                return { ok: true, tips: new Map() };
            const old = seen.tips.get(archiveRef) ?? null;
            const next = await foldCommit(place, { archive: old, tips, at, identity });
            const updates = [
                { ref: archiveRef, old, next },
                ...tips.map(({ issue, tip }) => ({ ref: issueRef(issue), old: tip, next: null })),
            ];
            return (await (0,record_push/* pushRefs */.NV)({ ...place, updates })) === "stale"
                ? { ok: false, why: "stale" }
                : { ok: true, tips: new Map() };
        },
        peek: async (issue) => {
            const refs = await (0,record_push/* remoteRefs */.dM)(directory, remote, [issueRef(issue), stop]);
            return { tip: refs.get(issueRef(issue)) ?? null, stopped: refs.has(stop) };
        },
        history: async (issue) => {
            const refs = await (0,record_push/* remoteRefs */.dM)(directory, remote, [issueRef(issue), archiveRef]);
            const live = refs.get(issueRef(issue));
            if (live !== undefined)
                return readChain(place, live);
            if (!refs.has(archiveRef))
                return [];
            await readRecords(place);
            const archived = (await readArchived(place, [issue])).get(issue);
            return archived === undefined ? [] : readChain(place, archived.tip);
        },
        stop: async (on, { by, why, at }) => {
            for (;;) {
                const old = (await (0,record_push/* remoteRefs */.dM)(directory, remote, [stop])).get(stop) ?? null;
                if (on === (old !== null))
                    return false;
                const [made = ""] = await commits([{ message: `stopped by ${by}\n\n${why}\n`, parent: null, at }]);
                const answer = await (0,record_push/* pushRefs */.NV)({ ...place, updates: [{ ref: stop, old, next: on ? made : null }] });
                if (answer === "ok")
                    return true;
            }
        },
        [Symbol.asyncDispose]: async () => (0,promises_.rm)(directory, { recursive: true, force: true }),
    };
}
/** Was nothing ever asked for here? Then there is no record, and none was put away. */
function isUntouched({ entries, tips }) {
    return entries.size === 0 && !tips.has(archiveRef);
}
/**
 * Brings the refs here, without history. git exits 1 without a word when a shallow fetch matches no ref (measured): the first day of a repository.
 * A record that somebody else writes in that moment is there when one looks again.
 */
async function fetchTips({ directory, remote }) {
    for (let round = 1;; round += 1) {
        const end = await (0,edge_git/* readRemote */.Zz)({
            cwd: directory,
            remote,
            args: [
                "fetch",
                "--quiet",
                "--depth=1",
                "--filter=tree:0",
                "--no-tags",
                "--prune",
                "--force",
                "origin",
                `+${root}*:${root}*`,
            ],
        });
        if (end.code === 0)
            return;
        if ((await (0,record_push/* remoteRefs */.dM)(directory, remote, [`${root}*`])).size === 0)
            return;
        if (end.stderr.trim() !== "" || round === 3)
            throw (0,record_push/* unreachable */.HB)(end, remote);
    }
}
/** The tips alone: neither their history nor what the archive holds. */
async function readRecords({ directory, remote }) {
    await fetchTips({ directory, remote });
    const local = (0,edge_git/* gitIn */.uM)(directory);
    const tips = (0,record_push/* refsIn */.A5)(await local(["for-each-ref", "--format=%(objectname) %(refname)", root]));
    const numbered = [...tips].flatMap(([ref, oid]) => ref.startsWith(issues) && /^[1-9]\d*$/.test(ref.slice(issues.length))
        ? [{ issue: Number(ref.slice(issues.length)), oid }]
        : []);
    const messages = await (0,record_objects/* readMessages */.Ne)(directory, numbered.map(({ oid }) => oid));
    const entries = new Map(numbered.map(({ issue }, index) => [issue, (0,record_entry/* parseEntry */.ER)(messages[index] ?? "")]));
    return { entries, tips, stopped: tips.has(stop) };
}
/** The entries of a chain, oldest first. */
async function readChain({ directory, remote }, tip) {
    const fetched = await (0,edge_git/* readRemote */.Zz)({
        cwd: directory,
        remote,
        args: ["fetch", "--quiet", "--filter=tree:0", "--no-tags", "--depth=10000", "origin", tip],
    });
    if (fetched.code !== 0)
        throw (0,record_push/* unreachable */.HB)(fetched, remote);
    const chain = (await (0,edge_git/* gitIn */.uM)(directory)(["rev-list", "--first-parent", "--reverse", tip]))
        .split("\n")
        .filter(Boolean);
    return (await (0,record_objects/* readMessages */.Ne)(directory, chain)).map(record_entry/* parseEntry */.ER);
}


/***/ })

};
