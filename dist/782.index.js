export const id = 782;
export const ids = [782];
export const modules = {

/***/ 60782:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  collectRehearsal: () => (/* binding */ collectRehearsal)
});

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 7 modules
var core = __webpack_require__(33838);
// EXTERNAL MODULE: ./lib/core/config.js
var config = __webpack_require__(6641);
// EXTERNAL MODULE: ./lib/core/config-text.js + 2 modules
var config_text = __webpack_require__(96737);
// EXTERNAL MODULE: ./lib/core/errors.js
var errors = __webpack_require__(3828);
// EXTERNAL MODULE: ./lib/core/log-line.js
var log_line = __webpack_require__(73916);
// EXTERNAL MODULE: ./lib/core/rehearsal.js
var core_rehearsal = __webpack_require__(50424);
// EXTERNAL MODULE: ./lib/core/rehearsal-text.js + 2 modules
var rehearsal_text = __webpack_require__(65906);
// EXTERNAL MODULE: ./lib/core/text.js
var core_text = __webpack_require__(69716);
// EXTERNAL MODULE: ./lib/edge/config-file.js
var config_file = __webpack_require__(53370);
// EXTERNAL MODULE: ./lib/edge/hand-over.js + 2 modules
var hand_over = __webpack_require__(88134);
// EXTERNAL MODULE: ./lib/edge/probes.js + 2 modules
var probes = __webpack_require__(62364);
// EXTERNAL MODULE: ./lib/edge/github.js + 1 modules
var edge_github = __webpack_require__(68898);
// EXTERNAL MODULE: ./lib/edge/publication.js
var publication = __webpack_require__(69355);
;// CONCATENATED MODULE: ./lib/edge/proposal.js




/**
 * Puts the config on the branch of the proposal, on top of `base`, and opens its draft, or brings the one that is open up to date. A branch that
 * people pushed to keeps what they wrote.
 */
async function propose(github, options) {
    const { octokit, owner, repo } = github;
    const { branch, title } = core_rehearsal/* proposal */.vC;
    const head = await (0,edge_github/* told */.E)("looking for the branch of the proposal", async () => (0,publication/* branchHead */.P)(github, branch));
    if (head === null || (await isOurs(github, head))) {
        const { commit } = await (0,publication/* buildCommit */.gu)(github, {
            ...options,
            changes: [
                { kind: "write", path: config/* configPath */.eQ, mode: "100644", encoding: "utf-8", content: options.text },
            ],
            message: title,
        });
        if (head === null)
            await (0,publication/* createBranch */.lY)(github, { branch, commit });
        else
            await (0,edge_github/* told */.E)("bringing the proposal up to date", async () => octokit.rest.git.updateRef({ owner, repo, ref: `heads/${branch}`, sha: commit, force: true }));
    }
    const open = await (0,edge_github/* told */.E)("looking for the open proposal", async () => octokit.rest.pulls.list({ owner, repo, state: "open", head: `${owner}:${branch}` }));
    const [existing] = open.data;
    if (existing === undefined)
        return {
            pull: await (0,publication/* openPullRequest */.Hw)(github, {
                branch,
                base: options.defaultBranch,
                title,
                body: options.body,
                draft: true,
            }),
        };
    await (0,edge_github/* told */.E)("bringing the proposal up to date", async () => octokit.rest.pulls.update({ owner, repo, pull_number: existing.number, body: options.body }));
    return { pull: { number: existing.number, url: existing.html_url } };
}
/** Is this commit the one file of a rehearsal, with nothing of people's on top? */
async function isOurs({ octokit, owner, repo }, commit) {
    const { data } = await (0,edge_github/* told */.E)("reading the proposal", async () => octokit.rest.git.getCommit({ owner, repo, commit_sha: commit }));
    return data.message.trim() === core_rehearsal/* proposal */.vC.title;
}

// EXTERNAL MODULE: ./lib/actions/action.js
var action = __webpack_require__(14073);
// EXTERNAL MODULE: ./lib/actions/planned.js
var planned = __webpack_require__(877);
;// CONCATENATED MODULE: ./lib/actions/collect-rehearsal.js














/** The version whose schema the proposed config names. */
const pin = "v1";
/** Ends a rehearsal: opens the draft with the config that dispatch found, and says everywhere what is missing. Nothing is recorded. */
async function collectRehearsal(inputs, { job, github }) {
    (0,core/* setOutput */.uH)("more", false);
    const { plan, rehearsal } = await (0,planned/* readRehearsal */.o)(inputs, job);
    const { report, findings: own } = await reported(inputs, { job, claim: rehearsal.claim });
    const [issues] = await (0,probes/* probeLabels */.Qq)(github, plan.config);
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
    const { url, end, opening } = rehearsal.configured
        ? {
            url: "",
            end: `${config/* configPath */.eQ} is there already, so that nothing is proposed.`,
            opening: await (0,probes/* probeOpening */.Nd)(github, plan["default-branch"]),
        }
        : await proposed(github, { plan, rehearsed, label });
    const all = [...findings, opening];
    (0,core/* setOutput */.uH)("outcome", "rehearsed");
    (0,core/* setOutput */.uH)("pull-request", url);
    await (0,action/* writeSummary */.Sy)(`# Rehearsal\n\n${(0,rehearsal_text/* rehearsalText */.LA)({ ...rehearsed, findings: all }, end)}`);
    const missing = (0,rehearsal_text/* missingLines */.uR)(all);
    for (const line of missing)
        (0,core/* warning */.$e)((0,log_line/* logLine */.BP)(line, 500), { title: "Switchyard rehearsal" });
    if (url !== "")
        (0,core/* info */.pq)(`${core_rehearsal/* proposal */.vC.title}: ${url}`);
    if (missing.length > 0)
        (0,core/* setFailed */.C1)(`The rehearsal found ${missing.length === 1 ? "one thing" : `${missing.length} things`} to mend before the first label; the summary of this job says how.`);
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
                ? [(0,core_rehearsal/* finding */.gk)("artifacts", "missing", text)]
                : [(0,core_rehearsal/* finding */.gk)("setup", "missing", "The work job ended without a report; its log says why.")],
        };
    }
    const read = await (0,hand_over/* readReport */.tL)({ id: Number(inputs["result-id"]), digest: inputs["result-digest"] }, { temp: job.temp, claimed: { claim, run: job.run.id, "run-attempt": job.run.attempt } });
    return read.ok
        ? { report: read.report, findings: [(0,core_rehearsal/* finding */.gk)("artifacts", "ok", "The report came over as one.")] }
        : { report: null, findings: [(0,core_rehearsal/* finding */.gk)("setup", "missing", `The report was refused: ${read.why}.`)] };
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
            ? `passed on the base in ${(0,core_text/* duration */.p0)(seconds)}`
            : `${result.replace("_", " ")} on the base: mend it, or leave it out`,
    ]));
    const text = (0,config_text/* configText */.U)({ detected: rehearsal.detected, pin, measured });
    (0,config_file/* readConfig */.X)(text);
    const opened = (0,core_rehearsal/* finding */.gk)("opening", "ok", "The draft of this rehearsal was opened.");
    const body = (0,rehearsal_text/* rehearsalText */.LA)({ ...rehearsed, findings: [...findings, opened] }, (0,rehearsal_text/* switchSentence */.MF)(label));
    try {
        const { pull } = await propose(github, {
            base: plan.base,
            baseTree: plan["base-tree"],
            defaultBranch: plan["default-branch"],
            text,
            body,
        });
        if (pull !== null)
            return { url: pull.url, end: `The draft: ${pull.url}\n\n${(0,rehearsal_text/* switchSentence */.MF)(label)}`, opening: opened };
        const query = new URLSearchParams({ quick_pull: "1", title: core_rehearsal/* proposal */.vC.title });
        const link = `${repositoryUrl}/compare/${encodeURIComponent(plan["default-branch"])}...${encodeURIComponent(core_rehearsal/* proposal */.vC.branch)}?${query.toString()}`;
        return {
            url: "",
            end: `The branch \`${core_rehearsal/* proposal */.vC.branch}\` holds the config. [Open its pull request with one click](${link}).\n\n${(0,rehearsal_text/* switchSentence */.MF)(label)}`,
            opening: (0,core_rehearsal/* finding */.gk)("opening", "missing", "This repository does not let Actions open pull requests."),
        };
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.yo))
            throw error;
        const code = /pull-requests|pull request/.test((0,errors/* messageOf */.bD)(error)) ? "pull-requests" : "contents";
        return {
            url: "",
            end: "Nothing could be proposed.",
            opening: (0,core_rehearsal/* finding */.gk)(code, "missing", (0,errors/* messageOf */.bD)(error)),
        };
    }
}


/***/ })

};
