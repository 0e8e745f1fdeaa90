export const id = 576;
export const ids = [576];
export const modules = {

/***/ 27194:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  PrepareInputs: () => (/* binding */ PrepareInputs),
  prepare: () => (/* binding */ prepare)
});

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 7 modules
var core = __webpack_require__(33838);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 5 modules
var schemas = __webpack_require__(42047);
// EXTERNAL MODULE: ./lib/core/holding.js
var holding = __webpack_require__(31952);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/edge/git.js
var edge_git = __webpack_require__(52529);
;// CONCATENATED MODULE: ./lib/edge/checkout.js



const depth = 50; // commits: enough for `git log` and `git blame` of recent work, without the whole history
/**
 * Checks out one commit into an empty or emptied directory: shallow, blobs on demand, no submodules, no LFS, and no credentials left behind.
 * The directory is a repository of its own whose remote is named but cannot be written to from there.
 */
async function checkOut({ remote, commit, directory, }) {
    for (const entry of await (0,promises_.readdir)(directory))
        await (0,promises_.rm)((0,external_node_path_.join)(directory, entry), { recursive: true, force: true });
    const git = (0,edge_git/* gitIn */.uM)(directory);
    await git(["init", "--quiet", "."]);
    await git(["remote", "add", "origin", remote.url]);
    const fetched = [
        ["fetch", "--quiet", "--no-tags", `--depth=${depth}`, "--filter=blob:none", "origin", commit],
        ["checkout", "--quiet", "--detach", commit],
    ];
    for (const args of fetched) {
        const end = await (0,edge_git/* readRemote */.Zz)({ cwd: directory, remote, args });
        if (end.code !== 0)
            throw (0,edge_git/* remoteError */.bO)(`Cannot fetch commit ${commit}`, end, "If it stays so, the job needs `permissions: { contents: read }`.");
    }
}

// EXTERNAL MODULE: ./lib/edge/leavings.js
var leavings = __webpack_require__(93692);
// EXTERNAL MODULE: ./lib/edge/record-store.js + 3 modules
var record_store = __webpack_require__(68284);
// EXTERNAL MODULE: ./lib/edge/stamp.js
var stamp = __webpack_require__(48270);
// EXTERNAL MODULE: ./lib/actions/action.js
var action = __webpack_require__(14073);
// EXTERNAL MODULE: ./lib/actions/leg.js
var leg = __webpack_require__(26975);
;// CONCATENATED MODULE: ./lib/actions/prepare.js
var __addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
    if (value !== null && value !== void 0) {
        if (typeof value !== "object" && typeof value !== "function") throw new TypeError("Object expected.");
        var dispose, inner;
        if (async) {
            if (!Symbol.asyncDispose) throw new TypeError("Symbol.asyncDispose is not defined.");
            dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
            if (!Symbol.dispose) throw new TypeError("Symbol.dispose is not defined.");
            dispose = value[Symbol.dispose];
            if (async) inner = dispose;
        }
        if (typeof dispose !== "function") throw new TypeError("Object not disposable.");
        if (inner) dispose = function() { try { inner.call(this); } catch (e) { return Promise.reject(e); } };
        env.stack.push({ value: value, dispose: dispose, async: async });
    }
    else if (async) {
        env.stack.push({ async: true });
    }
    return value;
};
var __disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
    return function (env) {
        function fail(e) {
            env.error = env.hasError ? new SuppressedError(e, env.error, "An error was suppressed during disposal.") : e;
            env.hasError = true;
        }
        var r, s = 0;
        function next() {
            while (r = env.stack.pop()) {
                try {
                    if (!r.async && s === 1) return s = 0, env.stack.push(r), Promise.resolve().then(next);
                    if (r.dispose) {
                        var result = r.dispose.call(r.value);
                        if (r.async) return s |= 2, Promise.resolve(result).then(next, function(e) { fail(e); return next(); });
                    }
                    else s |= 1;
                }
                catch (e) {
                    fail(e);
                }
            }
            if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
            if (env.hasError) throw env.error;
        }
        return next();
    };
})(typeof SuppressedError === "function" ? SuppressedError : function (error, suppressed, message) {
    var e = new Error(message);
    return e.name = "SuppressedError", e.error = error, e.suppressed = suppressed, e;
});









/** The inputs of prepare/action.yml. */
const PrepareInputs = leg/* LegInputs */.C.extend({
    token: action/* tokenInput */.ND,
    base: schemas/* string */.YjP().regex(/^[0-9a-f]{40}$/, "must be a commit id, 40 hexadecimal digits"),
});
/** prepare/action.yml: checks that this leg still holds its issue, and checks out the planned commit without leaving credentials behind. */
async function prepare() {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const inputs = (0,action/* readInputs */.Ko)(PrepareInputs);
        const job = (0,action/* readJob */.cd)();
        const remote = (0,action/* remoteOf */.e1)(job, inputs.token);
        const store = __addDisposableResource(env_1, await (0,record_store/* openRecordStore */.T)({ remote, temp: job.temp, identity: stamp/* identity */.D_ }), true);
        const records = await store.read();
        const why = (0,holding/* whyNoWork */.X)((0,holding/* holdingOf */.J)(records.entries.get(inputs.issue), inputs, job.run));
        (0,core/* setOutput */.uH)("go", why === null);
        if (why !== null) {
            (0,core/* notice */.lm)(`#${inputs.issue}: nothing to do here: ${why}.`);
            return;
        }
        const swept = await (0,leavings/* sweepLeavings */.UU)({ temp: job.temp, workspace: job.workspace });
        if (swept.length > 0)
            (0,core/* info */.pq)(`Removed what a task left that was killed on this machine: ${swept.join(", ")}.`);
        await checkOut({ remote, commit: inputs.base, directory: job.workspace });
        (0,core/* info */.pq)(`Checked out ${inputs.base} for #${inputs.issue}, attempt ${inputs.attempt}.`);
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        const result_1 = __disposeResources(env_1);
        if (result_1)
            await result_1;
    }
}


/***/ }),

/***/ 64377:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w$: () => (/* binding */ datetime)
/* harmony export */ });
/* unused harmony exports date, time, duration */
/* harmony import */ var _core_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43759);
/* harmony import */ var _schemas_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(42047);



function datetime(params) {
    return _core_index_js__WEBPACK_IMPORTED_MODULE_0__/* ._isoDateTime */ .G1(_schemas_js__WEBPACK_IMPORTED_MODULE_1__/* .ZodISODateTime */ .You, params);
}
function date(params) {
    return core._isoDate(ZodISODate, params);
}
function time(params) {
    return core._isoTime(ZodISOTime, params);
}
function duration(params) {
    return core._isoDuration(ZodISODuration, params);
}


/***/ })

};
