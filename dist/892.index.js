export const id = 892;
export const ids = [892];
export const modules = {

/***/ 1892:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   PrepareInputs: () => (/* binding */ PrepareInputs),
/* harmony export */   prepare: () => (/* binding */ prepare)
/* harmony export */ });
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(33838);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(42047);
/* harmony import */ var _core_holding_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(31952);
/* harmony import */ var _core_log_line_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73916);
/* harmony import */ var _core_rehearsal_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(50424);
/* harmony import */ var _edge_checkout_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(83405);
/* harmony import */ var _edge_leavings_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(93692);
/* harmony import */ var _edge_record_store_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(96730);
/* harmony import */ var _edge_stamp_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(48270);
/* harmony import */ var _action_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(14073);
/* harmony import */ var _leg_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(26975);
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
const PrepareInputs = _leg_js__WEBPACK_IMPORTED_MODULE_8__/* .LegInputs */ .C.extend({
    token: _action_js__WEBPACK_IMPORTED_MODULE_7__/* .tokenInput */ .ND,
    "plan-id": zod__WEBPACK_IMPORTED_MODULE_9__/* .union */ .KCZ([zod__WEBPACK_IMPORTED_MODULE_9__/* .literal */ .euz(""), _leg_js__WEBPACK_IMPORTED_MODULE_8__/* .PlanInputs */ .h.shape["plan-id"]]),
    "plan-digest": zod__WEBPACK_IMPORTED_MODULE_9__/* .union */ .KCZ([zod__WEBPACK_IMPORTED_MODULE_9__/* .literal */ .euz(""), _leg_js__WEBPACK_IMPORTED_MODULE_8__/* .PlanInputs */ .h.shape["plan-digest"]]),
    base: zod__WEBPACK_IMPORTED_MODULE_9__/* .string */ .YjP().regex(/^[0-9a-f]{40}$/, "must be a commit id, 40 hexadecimal digits"),
});
/** prepare/action.yml: checks that this leg still holds its issue, and checks out the planned commit without leaving credentials behind. */
async function prepare() {
    const inputs = (0,_action_js__WEBPACK_IMPORTED_MODULE_7__/* .readInputs */ .Ko)(PrepareInputs);
    const job = (0,_action_js__WEBPACK_IMPORTED_MODULE_7__/* .readJob */ .cd)();
    const remote = (0,_action_js__WEBPACK_IMPORTED_MODULE_7__/* .remoteOf */ .e1)(job, inputs.token);
    const holding = inputs.issue === _core_rehearsal_js__WEBPACK_IMPORTED_MODULE_2__/* .noIssue */ .J0 ? null : await holdingIn(inputs, job);
    const why = holding === null ? null : (0,_core_holding_js__WEBPACK_IMPORTED_MODULE_10__/* .whyNoWork */ .X)(holding);
    (0,_actions_core__WEBPACK_IMPORTED_MODULE_0__/* .setOutput */ .uH)("go", why === null);
    if (why !== null) {
        (0,_actions_core__WEBPACK_IMPORTED_MODULE_0__/* .notice */ .lm)(`#${inputs.issue}: nothing to do here: ${why}.`);
        return;
    }
    const swept = await (0,_edge_leavings_js__WEBPACK_IMPORTED_MODULE_4__/* .sweepLeavings */ .UU)({ temp: job.temp, workspace: job.workspace });
    if (swept.length > 0)
        (0,_actions_core__WEBPACK_IMPORTED_MODULE_0__/* .info */ .pq)(`Removed what a task left that was killed on this machine: ${swept.join(", ")}.`);
    const isOfScope = holding?.holds === true && holding.state.claim.scopes.length > 0;
    const sparse = isOfScope ? await sparseOf(inputs, job) : null;
    await (0,_edge_checkout_js__WEBPACK_IMPORTED_MODULE_3__/* .checkOut */ .b$)({ remote, commit: inputs.base, directory: job.workspace, sparse });
    const part = sparse === null ? "" : ` Of its folders: ${(0,_core_log_line_js__WEBPACK_IMPORTED_MODULE_1__/* .logLine */ .BP)(sparse.join(", "), 1_000)}.`;
    const what = inputs.issue === _core_rehearsal_js__WEBPACK_IMPORTED_MODULE_2__/* .noIssue */ .J0 ? "the rehearsal" : `#${inputs.issue}, attempt ${inputs.attempt}`;
    (0,_actions_core__WEBPACK_IMPORTED_MODULE_0__/* .info */ .pq)(`Checked out ${inputs.base} for ${what}.${part}`);
}
async function holdingIn(inputs, job) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const remote = (0,_action_js__WEBPACK_IMPORTED_MODULE_7__/* .remoteOf */ .e1)(job, inputs.token);
        const store = __addDisposableResource(env_1, await (0,_edge_record_store_js__WEBPACK_IMPORTED_MODULE_5__/* .openRecordStore */ .TD)({ remote, temp: job.temp, identity: _edge_stamp_js__WEBPACK_IMPORTED_MODULE_6__/* .identity */ .D_ }), true);
        const records = await store.read();
        return (0,_core_holding_js__WEBPACK_IMPORTED_MODULE_10__/* .holdingOf */ .J)(records.entries.get(inputs.issue), inputs, job.run);
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
/** The folders that the plan says; null for all. Only a task of a scope can have such, so that for others nothing is fetched. */
async function sparseOf({ "plan-id": id, "plan-digest": digest, ...leg }, job) {
    if (id === "" || digest === "")
        return null;
    const { readPlanned } = await Promise.all(/* import() */[__webpack_require__.e(913), __webpack_require__.e(252), __webpack_require__.e(281), __webpack_require__.e(27), __webpack_require__.e(134), __webpack_require__.e(877)]).then(__webpack_require__.bind(__webpack_require__, 877));
    const { task } = await readPlanned({ ...leg, "plan-id": id, "plan-digest": digest }, job);
    return task.settings.sparse;
}


/***/ })

};
