export const id = 775;
export const ids = [775];
export const modules = {

/***/ 90775:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   collectRehearsal: () => (/* binding */ collectRehearsal)
/* harmony export */ });
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(33838);
/* harmony import */ var _core_config_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6641);
/* harmony import */ var _core_config_text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(34895);
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3828);
/* harmony import */ var _core_log_line_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(73916);
/* harmony import */ var _core_rehearsal_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(50424);
/* harmony import */ var _core_rehearsal_text_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(65906);
/* harmony import */ var _core_text_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(69716);
/* harmony import */ var _core_workpad_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(54797);
/* harmony import */ var _edge_config_file_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(53370);
/* harmony import */ var _edge_hand_over_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(88134);
/* harmony import */ var _edge_probes_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(2489);
/* harmony import */ var _edge_proposal_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(37107);
/* harmony import */ var _action_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(14073);
/* harmony import */ var _collect_publisher_js__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(48528);
/* harmony import */ var _planned_js__WEBPACK_IMPORTED_MODULE_15__ = __webpack_require__(877);
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
















/** The version whose schema the proposed config names. */
const pin = "v1";
/** Ends a rehearsal: opens the draft with the config that dispatch found, and says everywhere what is missing. Nothing is recorded. */
async function collectRehearsal(inputs, { job, github }) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        (0,_actions_core__WEBPACK_IMPORTED_MODULE_0__/* .setOutput */ .uH)("more", false);
        const { plan, rehearsal } = await (0,_planned_js__WEBPACK_IMPORTED_MODULE_15__/* .readRehearsal */ .o)(inputs, job);
        const { report, findings: own } = await reported(inputs, { job, claim: rehearsal.claim });
        const [issues] = await (0,_edge_probes_js__WEBPACK_IMPORTED_MODULE_11__/* .probeLabels */ .Qq)(github, plan.config);
        const findings = [
            ...rehearsal.findings,
            ...(report?.findings ?? []).filter(({ code }) => fromWork.has(code)),
            ...own,
            ...(issues?.state === "missing" ? [issues] : []),
        ];
        const [label = ""] = plan.config.labels.trigger;
        const repositoryUrl = `${job.serverUrl}/${job.repository}`;
        const rehearsed = {
            config: plan.config,
            rehearsal,
            report: report === null ? null : { ...report, gates: gatesOf(report, plan.config.gates) },
            findings,
            repositoryUrl,
            runUrl: job.runUrl,
        };
        // As a task would: where Actions may open no pull request, an App may.
        const publisher = __addDisposableResource(env_1, await (0,_collect_publisher_js__WEBPACK_IMPORTED_MODULE_14__/* .openPublisher */ .Z)({ github, inputs, job }), true);
        const { url, end, opening } = rehearsal.configured
            ? {
                url: "",
                end: `${_core_config_js__WEBPACK_IMPORTED_MODULE_1__/* .configPath */ .eQ} is there already, so that nothing is proposed.`,
                opening: await (0,_edge_probes_js__WEBPACK_IMPORTED_MODULE_11__/* .probeOpening */ .Nd)(publisher.github, plan["default-branch"]),
            }
            : await proposed(publisher.github, { plan, rehearsed, label });
        const all = settled([...findings, opening]);
        (0,_actions_core__WEBPACK_IMPORTED_MODULE_0__/* .setOutput */ .uH)("outcome", "rehearsed");
        (0,_actions_core__WEBPACK_IMPORTED_MODULE_0__/* .setOutput */ .uH)("pull-request", url);
        await (0,_action_js__WEBPACK_IMPORTED_MODULE_13__/* .writeSummary */ .Sy)(`# Rehearsal\n\n${(0,_core_rehearsal_text_js__WEBPACK_IMPORTED_MODULE_6__/* .rehearsalText */ .LA)({ ...rehearsed, findings: all }, end)}`);
        const missing = (0,_core_rehearsal_text_js__WEBPACK_IMPORTED_MODULE_6__/* .missingLines */ .uR)(all);
        for (const line of missing)
            (0,_actions_core__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)((0,_core_log_line_js__WEBPACK_IMPORTED_MODULE_4__/* .logLine */ .BP)(line, 500), { title: "Switchyard rehearsal" });
        if (url !== "")
            (0,_actions_core__WEBPACK_IMPORTED_MODULE_0__/* .info */ .pq)(`${_core_rehearsal_js__WEBPACK_IMPORTED_MODULE_5__/* .proposal */ .vC.title}: ${url}`);
        if (missing.length > 0)
            (0,_actions_core__WEBPACK_IMPORTED_MODULE_0__/* .setFailed */ .C1)(`The rehearsal found ${missing.length === 1 ? "one thing" : `${missing.length} things`} to mend before the first label; the summary of this job says how.`);
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
/** Without what one job may do and another may not: who lacks it is what counts. */
function settled(findings) {
    const lacking = new Set(findings.flatMap(({ code, state }) => (state === "missing" ? [code] : [])));
    const permissions = new Set([
        "contents",
        "issues",
        "pull-requests",
        "actions",
    ]);
    return findings.filter(({ code, state }) => !(state === "ok" && permissions.has(code) && lacking.has(code)));
}
/** What a report can speak of; the rest is seen by the jobs that say it. */
const fromWork = new Set([
    "secret",
    "credential",
    "revoked",
    "spent",
    "unpaid",
    "model",
    "isolation",
    "disk",
    "claude",
    "setup",
    "gate",
]);
async function reported(inputs, { job, claim }) {
    if (inputs["result-id"] === "" || inputs["result-digest"] === "") {
        const text = "GitHub takes no artifact of this account any more: its storage for them is full.";
        return {
            report: null,
            findings: inputs["work-outcome"] === "no_space"
                ? [(0,_core_rehearsal_js__WEBPACK_IMPORTED_MODULE_5__/* .finding */ .gk)("artifacts", "missing", text)]
                : [(0,_core_rehearsal_js__WEBPACK_IMPORTED_MODULE_5__/* .finding */ .gk)("setup", "missing", "The work job ended without a report; its log says why.")],
        };
    }
    const read = await (0,_edge_hand_over_js__WEBPACK_IMPORTED_MODULE_10__/* .readReport */ .tL)({ id: Number(inputs["result-id"]), digest: inputs["result-digest"] }, { temp: job.temp, claimed: { claim, run: job.run.id, "run-attempt": job.run.attempt } });
    return read.ok
        ? { report: read.report, findings: [(0,_core_rehearsal_js__WEBPACK_IMPORTED_MODULE_5__/* .finding */ .gk)("artifacts", "ok", "The report came over as one.")] }
        : { report: null, findings: [(0,_core_rehearsal_js__WEBPACK_IMPORTED_MODULE_5__/* .finding */ .gk)("setup", "missing", `The report was refused: ${read.why}.`)] };
}
/** Results of gates that there are, in their order. */
function gatesOf(report, gates) {
    return gates.flatMap(({ name }) => report.gates.find((gate) => gate.name === name) ?? []);
}
async function proposed(github, { plan, rehearsed, label, }) {
    const { rehearsal, report, findings, repositoryUrl } = rehearsed;
    const measured = new Map((report?.gates ?? []).map(({ name, result, seconds }) => [
        name,
        result === "passed"
            ? `passed on the base in ${(0,_core_text_js__WEBPACK_IMPORTED_MODULE_7__/* .duration */ .p0)(seconds)}`
            : `${result.replace("_", " ")} on the base: mend it, or leave it out`,
    ]));
    const text = (0,_core_config_text_js__WEBPACK_IMPORTED_MODULE_2__/* .configText */ .Ut)({ detected: rehearsal.detected, pin, measured });
    (0,_edge_config_file_js__WEBPACK_IMPORTED_MODULE_9__/* .readConfig */ .X)(text);
    const opened = (0,_core_rehearsal_js__WEBPACK_IMPORTED_MODULE_5__/* .finding */ .gk)("opening", "ok", "The draft of this rehearsal was opened.");
    const body = (0,_core_rehearsal_text_js__WEBPACK_IMPORTED_MODULE_6__/* .rehearsalText */ .LA)({ ...rehearsed, findings: settled([...findings, opened]) }, (0,_core_rehearsal_text_js__WEBPACK_IMPORTED_MODULE_6__/* .switchSentence */ .MF)(label));
    try {
        const { pull } = await (0,_edge_proposal_js__WEBPACK_IMPORTED_MODULE_12__/* .propose */ .B)(github, {
            base: plan.base,
            baseTree: plan["base-tree"],
            defaultBranch: plan["default-branch"],
            text,
            body,
        });
        if (pull !== null)
            return { url: pull.url, end: `The draft: ${pull.url}\n\n${(0,_core_rehearsal_text_js__WEBPACK_IMPORTED_MODULE_6__/* .switchSentence */ .MF)(label)}`, opening: opened };
        const link = (0,_core_workpad_js__WEBPACK_IMPORTED_MODULE_8__/* .openLink */ .Fe)({ ..._core_rehearsal_js__WEBPACK_IMPORTED_MODULE_5__/* .proposal */ .vC, repository: repositoryUrl, base: plan["default-branch"] });
        return {
            url: "",
            end: `The branch \`${_core_rehearsal_js__WEBPACK_IMPORTED_MODULE_5__/* .proposal */ .vC.branch}\` holds the config. [Open its pull request with one click](${link}).\n\n${(0,_core_rehearsal_text_js__WEBPACK_IMPORTED_MODULE_6__/* .switchSentence */ .MF)(label)}`,
            opening: (0,_core_rehearsal_js__WEBPACK_IMPORTED_MODULE_5__/* .finding */ .gk)("opening", "missing", "This repository does not let Actions open pull requests."),
        };
    }
    catch (error) {
        if (!(error instanceof _core_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .yo))
            throw error;
        const code = /pull-requests|pull request/.test((0,_core_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error)) ? "pull-requests" : "contents";
        return {
            url: "",
            end: "Nothing could be proposed.",
            opening: (0,_core_rehearsal_js__WEBPACK_IMPORTED_MODULE_5__/* .finding */ .gk)(code, "missing", (0,_core_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error)),
        };
    }
}


/***/ })

};
