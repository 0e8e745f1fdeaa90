export const id = 877;
export const ids = [877];
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


/***/ })

};
