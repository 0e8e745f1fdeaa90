export const id = 187;
export const ids = [187,989];
export const modules = {

/***/ 44187:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  collect: () => (/* binding */ collect)
});

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 7 modules
var core = __webpack_require__(33838);
// EXTERNAL MODULE: ./lib/core/decide.js + 3 modules
var decide = __webpack_require__(66211);
// EXTERNAL MODULE: ./lib/core/holding.js
var core_holding = __webpack_require__(31952);
// EXTERNAL MODULE: ./lib/core/outcome.js
var outcome = __webpack_require__(91307);
// EXTERNAL MODULE: ./lib/core/projection.js
var core_projection = __webpack_require__(57166);
// EXTERNAL MODULE: ./lib/core/summary.js
var summary = __webpack_require__(3199);
// EXTERNAL MODULE: ./lib/core/log-line.js
var log_line = __webpack_require__(73916);
// EXTERNAL MODULE: ./lib/core/text.js
var core_text = __webpack_require__(69716);
// EXTERNAL MODULE: ./lib/core/workpad.js
var workpad = __webpack_require__(54797);
// EXTERNAL MODULE: ./lib/edge/github.js + 1 modules
var edge_github = __webpack_require__(68898);
// EXTERNAL MODULE: ./lib/edge/hand-over.js + 2 modules
var hand_over = __webpack_require__(17989);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 5 modules
var schemas = __webpack_require__(42047);
// EXTERNAL MODULE: ./lib/edge/issue-node.js
var issue_node = __webpack_require__(50379);
// EXTERNAL MODULE: ./lib/edge/label-query.js
var label_query = __webpack_require__(12322);
;// CONCATENATED MODULE: ./lib/edge/issue.js




const Head = schemas/* object */.Ikc({ target: schemas/* object */.Ikc({ oid: schemas/* string */.YjP() }) });
/** One issue as it is now, with what publishing depends on: the head of the default branch, and who can read the repository. By one request. */
async function readIssue(github, { number, config }) {
    const labels = (0,label_query/* labelQuery */.B)([...(0,workpad/* stateLabels */.dE)(config, null).off, ...config.labels.trigger]);
    const answer = await github.graphql({
        doing: `reading issue #${number}`,
        document: `query issue($owner: String!, $repo: String!, $number: Int!, ${labels.declared.join(", ")}) { repository(owner: $owner, name: $repo) {
      isPrivate defaultBranchRef { target { oid } }
      issueOrPullRequest(number: $number) { ... on Issue { ${issue_node/* issueFields */.T3} } }
      ${labels.fields.join("\n")}
    } }`,
        variables: {
            owner: github.owner,
            repo: github.repo,
            number,
            ...labels.variables,
        },
        schema: schemas/* object */.Ikc({
            repository: schemas/* object */.Ikc({ isPrivate: schemas/* boolean */.zMY(), defaultBranchRef: Head, issueOrPullRequest: schemas/* unknown */.L5J() })
                .catchall(schemas/* unknown */.L5J()),
        }),
    });
    const { repository } = answer;
    const [issue = null] = repository.issueOrPullRequest === null ? [] : (0,issue_node/* issuesFrom */.B8)([repository.issueOrPullRequest], config);
    return {
        issue,
        labelIds: labels.idsOf(repository),
        head: repository.defaultBranchRef.target.oid,
        isPrivate: repository.isPrivate,
    };
}

// EXTERNAL MODULE: ./lib/edge/projection.js
var edge_projection = __webpack_require__(75520);
// EXTERNAL MODULE: ./lib/edge/record-store.js + 4 modules
var record_store = __webpack_require__(35163);
// EXTERNAL MODULE: ./lib/edge/stamp.js
var stamp = __webpack_require__(48270);
// EXTERNAL MODULE: ./lib/actions/action.js
var action = __webpack_require__(14073);
// EXTERNAL MODULE: ./lib/core/branch.js
var branch = __webpack_require__(94975);
// EXTERNAL MODULE: ./lib/core/change-set.js
var change_set = __webpack_require__(11918);
// EXTERNAL MODULE: ./lib/core/errors.js
var errors = __webpack_require__(3828);
// EXTERNAL MODULE: ./lib/core/plan.js
var plan = __webpack_require__(73504);
;// CONCATENATED MODULE: ./lib/core/pull-request.js



/** The title of the pull request, by the pattern of the config. */
function pullRequestTitle({ config, task }) {
    const title = (0,core_text/* plainLine */.h0)(task.snapshot.title, 200);
    const filled = config["pull-request"].title
        .replaceAll("{title}", title)
        .replaceAll("{issue}", String(task.issue));
    return filled === "" ? `Resolve issue ${task.issue}` : filled;
}
/** The commit message: the title as subject, requester and worker as trailers. No word of the agent stands in it. */
function commitMessage(facts) {
    const { task } = facts;
    return [
        pullRequestTitle(facts),
        "",
        `For issue ${task.issue}, attempt ${task.attempt}.`,
        "",
        `Switchyard-Worker: ${(0,plan/* workerName */.ig)(task.worker)}`,
        `Switchyard-Requested-By: ${(0,core_text/* plainLine */.h0)(task.request.by, 60)}`,
    ].join("\n");
}
/** The body of the pull request: what and why, evidence, what needs a look; the repository's own template below, kept as it is. */
function pullRequestBody(facts) {
    const { task, envelope } = facts;
    const said = envelope.message === "" ? [] : ["What the agent says about it:", "", (0,core_text/* quote */.hD)(envelope.message, 3_000), ""];
    const lines = [
        `Closes #${task.issue}`,
        "",
        ...said,
        ...evidence(envelope),
        "",
        ...attention(facts),
        `Attempt ${task.attempt} · worker ${(0,plan/* workerName */.ig)(task.worker)} · ${(0,core_text/* plainLine */.h0)(envelope.model, 60)} · ${(0,core_text/* duration */.p0)(envelope.seconds)} · ${envelope.turns} turns${facts.showCost ? ` · ${(0,core_text/* dollars */.E9)(envelope.spent)}` : ""} · [run](${facts.runUrl})`,
        "Made for the text of the issue as approved " +
            `by ${(0,core_text/* plainLine */.h0)(task.request.by, 60)} (${task["snapshot-hash"].slice(0, 12)}). For another round, close this pull request and put the label on the issue again.`,
        ...(facts.template === null ? [] : ["", "---", "", facts.template.trim()]),
    ];
    return lines.join("\n").slice(0, core_text/* bodyLimit */.kR);
}
function evidence(envelope) {
    if (envelope.gates.length === 0)
        return ["**Nothing was verified:** no gates are configured."];
    return [(0,workpad/* gateTable */.k0)(envelope.gates)];
}
function attention({ set, withheld, config }) {
    const large = set.lines > config.limits["change-lines"] || set.changes.length > config.limits["change-files"];
    return [
        ...(withheld.length === 0
            ? []
            : [
                `**Withheld** (protected paths, not in this pull request): ${withheld
                    .slice(0, 20)
                    .map((path) => `\`${(0,core_text/* plainLine */.h0)(path, 120)}\``)
                    .join(", ")}`,
                "",
            ]),
        ...(large
            ? [`**Large:** ${set.lines} lines in ${set.changes.length} files. Consider asking for it in parts.`, ""]
            : []),
    ];
}

// EXTERNAL MODULE: ./lib/edge/publication.js
var publication = __webpack_require__(69355);
;// CONCATENATED MODULE: ./lib/actions/collect-publish.js
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











/**
 * Publishes a delivered change: checks its form, builds one commit, writes the fence, then creates branch and pull request. Running it again after a
 * failure finishes what was begun: same branch, same commit, same pull request.
 */
async function publish(scene, facts) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { plan, task, job } = scene;
        const { envelope, changes } = facts;
        const checked = (0,change_set/* checkChanges */.ek)(changes);
        if (!checked.ok)
            return ended(envelope, "refused", refusalText(checked.refusals));
        if (checked.changes.length === 0)
            return ended(envelope, "withheld", `Only protected paths were changed: ${checked.withheld.map((path) => (0,log_line/* logLine */.B)(path)).join(", ")}`);
        // What is stacked on another branch has no place on the default branch yet.
        const rebased = task.onto === null && facts.head !== task.base;
        if (rebased && !(await (0,publication/* isAncestor */.QX)(scene.github, { base: task.base, head: facts.head }))) {
            return ended(envelope, "infra_failed", "The default branch was rewritten: the commit that the work is based on is no longer part of it.");
        }
        const publisher = __addDisposableResource(env_1, await openPublisher(scene), true);
        const text = {
            config: plan.config,
            task,
            envelope,
            set: changes,
            withheld: checked.withheld,
            template: plan["pull-request-template"],
            runUrl: job.runUrl,
            showCost: facts.isPrivate,
        };
        const branch = await publishBranch(scene, {
            github: publisher.github,
            facts,
            changes: checked.changes,
            message: commitMessage(text),
        });
        if (branch === null)
            return ended(envelope, "refused", "A branch of the name that the config gives exists already, and is not ours.");
        const title = pullRequestTitle(text);
        const pull = await (0,publication/* openPullRequest */.Hw)(publisher.github, {
            branch,
            base: task.onto ?? plan["default-branch"],
            title,
            body: pullRequestBody(text),
            draft: plan.config["pull-request"].draft,
        });
        const common = { ...ended(envelope, "delivered", ""), branch };
        // The workpad says how to open it by hand.
        if (pull === null)
            return common;
        await tellPerson(scene, publisher.github, pull.number);
        return { ...common, pull };
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
function ended(envelope, outcome, reason) {
    return { outcome, reason, envelope };
}
function refusalText(refusals) {
    return refusals
        .slice(0, 20)
        .map(({ code, path, text }) => `${code}: ${(0,log_line/* logLine */.B)(JSON.stringify(path))}: ${text}`)
        .join("\n");
}
/**
 * The identity that publishes: a GitHub App when its key is given, so that CI starts by itself, otherwise the job's token. What was paid for is not
 * lost to an App that is set up by half: then the job's token publishes, with a warning.
 */
async function openPublisher({ github, inputs, job }) {
    const own = { github, [Symbol.asyncDispose]: async () => undefined };
    if (inputs["app-private-key"] === "")
        return own;
    try {
        if (inputs["app-client-id"] === "")
            throw new errors/* UserError */.yo("The secret app-private-key is given without the App's client id. Set the variable SWITCHYARD_APP_CLIENT_ID.");
        const { mintAppToken } = await Promise.all(/* import() */[__webpack_require__.e(479), __webpack_require__.e(806)]).then(__webpack_require__.bind(__webpack_require__, 64806));
        const app = await mintAppToken({
            clientId: inputs["app-client-id"],
            privateKey: inputs["app-private-key"],
            repository: job.repository,
        });
        return {
            github: (0,edge_github/* openGitHub */.o6)({ token: app.token, repository: job.repository, log: action/* jobLog */.Wh }),
            [Symbol.asyncDispose]: async () => app[Symbol.asyncDispose](),
        };
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.yo))
            throw error;
        (0,core/* warning */.$e)(`Published with the job's token instead of the GitHub App: ${error.message}`);
        return own;
    }
}
/** Builds the commit, fences, and creates the branch; null when its name and the name beside it are taken by others. */
async function publishBranch(scene, { github, facts, changes, message, }) {
    const { plan, task, inputs } = scene;
    // Objects that nothing points to are no side effect yet; the fence is written before the first thing that people can see.
    const built = facts.publishing ??
        (await (0,publication/* buildCommit */.gu)(github, { base: task.base, baseTree: task["base-tree"], changes, message }));
    const wanted = (0,branch/* branchName */.at)(plan.config.branch, { ...task, title: task.snapshot.title, at: task.request.at });
    const names = facts.publishing === null ? [wanted, `${wanted}-${inputs.claim.slice(0, 8)}`] : [facts.publishing.branch];
    for (const branch of names) {
        const publishing = {
            branch,
            commit: built.commit,
            tree: built.tree,
            digest: facts.envelope.changes ?? "",
        };
        await fence(scene, publishing);
        if ((await (0,publication/* createBranch */.lY)(github, publishing)) === "created")
            return branch;
    }
    return null;
}
/** Assigns the person that the config names, so that GitHub tells them; a failure is no reason to fail. */
async function tellPerson({ plan, task }, github, number) {
    const named = plan.config["pull-request"].assign;
    if (named === false)
        return;
    const login = named === "labeller" ? task.request.by : named.replace(/^@/, "");
    await (0,publication/* assign */.kp)(github, { number, login }).catch((error) => (0,core/* warning */.$e)(`#${task.issue}: ${(0,errors/* messageOf */.bD)(error)}`));
}
/** Writes `publishing` on the record: whoever comes after finishes this very branch and commit. Throws when the claim was lost. */
async function fence({ store, inputs, job, github }, publishing) {
    for (;;) {
        const records = await store.read();
        const holding = (0,core_holding/* holdingOf */.J)(records.entries.get(inputs.issue), inputs, job.run);
        if (!holding.holds)
            throw new errors/* UserError */.yo(`#${inputs.issue}: nothing was published: ${holding.why}.`);
        if (JSON.stringify(holding.state.publishing) === JSON.stringify(publishing))
            return;
        const entry = (0,stamp/* entryOf */.Ms)(holding.state, { type: "publishing", publishing }, github.now());
        if ((await store.write(records, new Map([[inputs.issue, entry]]), { world: null })).ok)
            return;
    }
}

// EXTERNAL MODULE: ./lib/core/conclude.js
var conclude = __webpack_require__(85014);
// EXTERNAL MODULE: ./lib/edge/runs.js
var runs = __webpack_require__(69483);
;// CONCATENATED MODULE: ./lib/actions/collect-record.js





/** Records the end of the attempt, with its cost and its next try. */
async function record({ store, inputs, job, github, plan }, end) {
    const { envelope } = end;
    // Without a result nobody knows what was spent, unless the agent never started.
    const spent = envelope?.spent ?? ((await (0,runs/* workMayHaveStarted */.a)(github, { issue: inputs.issue, run: job.run })) ? null : 0);
    for (;;) {
        const records = await store.read();
        const holding = (0,core_holding/* holdingOf */.J)(records.entries.get(inputs.issue), inputs, job.run);
        if (!holding.holds)
            throw new errors/* UserError */.yo(`#${inputs.issue}: the end of the attempt could not be recorded: ${holding.why}.`);
        const at = github.now();
        const event = (0,conclude/* concluded */._)(holding.state, {
            outcome: end.outcome,
            reason: end.reason,
            spent,
            resetsAt: envelope?.["resets-at"] ?? null,
            ...(end.branch === undefined ? {} : { branch: end.branch }),
            ...(end.pull === undefined ? {} : { pull: end.pull.number }),
            ...(envelope === null || envelope.credential === null
                ? {}
                : { modelReached: envelope["model-reached"] }),
            ...(end.outcome === "delivered" || end.outcome === "answered"
                ? { said: envelope?.message ?? "" }
                : {}),
        }, { at, attempts: plan.config.limits.attempts });
        const entry = (0,stamp/* entryOf */.Ms)(holding.state, event, at);
        const written = await store.write(records, new Map([[inputs.issue, entry]]), { world: null });
        if (!written.ok)
            continue;
        const requested = [...records.entries].flatMap(([issue, other]) => other.ok && other.entry.state.phase === "requested" ? [issue] : []);
        return { entry, tip: written.tips.get(inputs.issue) ?? "", requested: requested.slice(0, 50) };
    }
}

// EXTERNAL MODULE: ./lib/actions/leg.js
var leg = __webpack_require__(26975);
;// CONCATENATED MODULE: ./lib/actions/collect-scene.js



/** The inputs of collect/action.yml. */
const CollectInputs = leg/* LegInputs */.C.extend(leg/* PlanInputs */.h.shape).extend({
    token: action/* tokenInput */.ND,
    "app-client-id": schemas/* string */.YjP(),
    "app-private-key": action/* secretInput */.jY,
    "result-id": schemas/* string */.YjP().regex(/^\d*$/, "must be the id of an artifact, or empty"),
    "result-digest": schemas/* string */.YjP().regex(/^(?:[0-9a-f]{64})?$/, "must be a SHA-256, or empty"),
});

// EXTERNAL MODULE: ./lib/actions/planned.js
var planned = __webpack_require__(877);
;// CONCATENATED MODULE: ./lib/actions/collect.js
var collect_addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
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
var collect_disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
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




















/** collect/action.yml: takes one result as hostile data, publishes what passes the rules, records, and shows the end on the issue. */
async function collect() {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const inputs = (0,action/* readInputs */.Ko)(CollectInputs);
        const job = (0,action/* readJob */.cd)();
        const github = (0,edge_github/* openGitHub */.o6)({ token: inputs.token, repository: job.repository, log: action/* jobLog */.Wh });
        const store = collect_addDisposableResource(env_1, await (0,record_store/* openRecordStore */.T)({
            remote: (0,action/* remoteOf */.e1)(job, inputs.token),
            temp: job.temp,
            identity: stamp/* identity */.D_,
        }), true);
        const state = await takeHold({ store, job, inputs, github });
        if (state === null)
            return;
        const { plan, task } = await (0,planned/* readPlanned */.H)(inputs, job);
        const scene = { github, store, job, inputs, plan, task };
        const { issue, labelIds, head, isPrivate } = await readIssue(github, {
            number: task.issue,
            config: plan.config,
        });
        const result = await resultOf(scene);
        const end = await endOf(scene, { state, issue, head, isPrivate, result });
        const recorded = await record(scene, end);
        await finish(scene, { end, recorded, issue, labelIds });
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        const result_1 = collect_disposeResources(env_1);
        if (result_1)
            await result_1;
    }
}
/** Makes sure that the claim is ours; in a later attempt of the same run, moves it here first. Null: nothing to do. */
async function takeHold({ store, job, inputs, github, }) {
    for (;;) {
        const records = await store.read();
        const holding = (0,core_holding/* holdingOf */.J)(records.entries.get(inputs.issue), inputs, job.run);
        if (!holding.holds) {
            (0,core/* notice */.lm)(`#${inputs.issue}: nothing to collect: ${holding.why}.`);
            (0,core/* setOutput */.uH)("more", false);
            return null;
        }
        if (!holding.earlierAttempt)
            return holding.state;
        const entry = (0,stamp/* entryOf */.Ms)(holding.state, { type: "moved", "run-attempt": job.run.attempt }, github.now());
        await store.write(records, new Map([[inputs.issue, entry]]), { world: null });
    }
}
/** The result of work, or why there is none that can be used. */
async function resultOf({ inputs, job, task }) {
    if (inputs["result-id"] === "" || inputs["result-digest"] === "")
        return {
            ok: false,
            outcome: "infra_failed",
            reason: "The work job ended without a result. Its log, and the state of its runner, say why.",
        };
    const claimed = { issue: task.issue, attempt: task.attempt, claim: task.claim, run: job.run.id };
    return (0,hand_over/* readResult */.Uv)({ id: Number(inputs["result-id"]), digest: inputs["result-digest"] }, { temp: job.temp, claimed });
}
/** Decides what comes of the result, and publishes it when it may be published. */
async function endOf(scene, facts) {
    const { result, state, issue } = facts;
    if (!result.ok) {
        // A cancelled job leaves no result either, and is not the platform's fault.
        const cancelled = state.cancel !== null && result.outcome === "infra_failed";
        return {
            outcome: cancelled ? "cancelled" : result.outcome,
            reason: cancelled ? (state.cancel?.why ?? "") : result.reason,
            envelope: null,
        };
    }
    const { envelope, changes } = result;
    const withdrawn = withdrawal(state, issue);
    if (withdrawn !== null)
        return { outcome: "cancelled", reason: withdrawn, envelope };
    if (envelope.outcome === "answered")
        return { outcome: "answered", reason: "", envelope };
    if (envelope.outcome !== "delivered" || changes === null)
        return { outcome: envelope.outcome, reason: envelope.reason, envelope };
    return publish(scene, { ...facts, envelope, changes, publishing: state.publishing });
}
/** Why nothing may be published any more, by what people did meanwhile; null when nothing changed. */
function withdrawal(state, issue) {
    if (state.cancel !== null)
        return state.cancel.why;
    if (issue === null)
        return "the issue is gone";
    if (!issue.open)
        return "the issue was closed";
    if (issue.locked)
        return "the conversation was locked";
    if (state.request?.kind === "label" && issue.labelled === null)
        return "the label was taken off";
    return null;
}
/** Shows the end on the issue and in the summary, and says whether something else can start now. */
async function finish(scene, { end, recorded, issue, labelIds, }) {
    const { github, job, plan, task } = scene;
    const repositoryUrl = `${job.serverUrl}/${job.repository}`;
    const row = outcome/* outcomes */.KI[end.outcome];
    const { state } = recorded.entry;
    const waits = state["not-before"] !== null;
    let more = false;
    const canvas = {
        config: plan.config,
        repositoryUrl,
        defaultBranch: plan["default-branch"],
        spentToday: 0,
    };
    const projection = issue === null ? null : (0,core_projection/* projectionOf */.HJ)(recorded.entry, issue, canvas);
    const note = issue === null ? "" : (0,core_projection/* byHand */.XL)(state, issue, canvas);
    if (issue !== null && projection !== null) {
        const say = commentOf(end, {
            attempt: task.attempt,
            spent: state.last?.spent ?? 0,
            notBefore: state["not-before"],
            run: job.runUrl,
        });
        const shown = await (0,edge_projection/* project */.C)(github, labelIds, {
            issue: { id: issue.id, labels: issue.labels, workpad: task.workpad ?? issue.workpad?.id ?? null },
            ...projection,
            say,
        }, { config: plan.config, numbers: recorded.requested });
        more = await somethingCanStart(scene, shown.waiting);
    }
    (0,core/* setOutput */.uH)("more", more);
    (0,core/* setOutput */.uH)("outcome", end.outcome);
    (0,core/* setOutput */.uH)("pull-request", end.pull?.url ?? "");
    (0,core/* info */.pq)(`#${task.issue}: ${end.outcome}${end.pull === undefined ? "" : ` ${end.pull.url}`}${end.reason === "" ? "" : `: ${(0,log_line/* logLine */.B)(end.reason)}`}`);
    await (0,action/* writeSummary */.Sy)((0,summary/* collectSummary */.zU)({
        issue: task.issue,
        outcome: end.outcome,
        pull: end.pull?.url ?? null,
        note: end.reason === "" ? note : (0,core_text/* quote */.hD)(end.reason, 2_000),
        now: waits ? row.next : row.now,
        tip: recorded.tip,
    }));
}
/** What is said in a comment of its own, which notifies people: an answer, or the five lines of a failure. A pull request speaks for itself. */
function commentOf(end, task) {
    if (end.outcome === "delivered" || end.outcome === "cancelled")
        return null;
    if (end.outcome === "answered")
        return (0,core_text/* quote */.hD)(end.envelope?.message ?? "", 30_000);
    return (0,workpad/* failureComment */.Ac)({
        outcome: end.outcome,
        reason: end.reason,
        gates: end.envelope?.gates ?? [],
        ...task,
    });
}
/** The same decision that dispatch would make, with what is known here. It only wakes; dispatch checks every right again. */
async function somethingCanStart({ store, plan, job, github }, waiting) {
    if (waiting.issues.length === 0)
        return false;
    const records = await store.read();
    const everyone = (0,decide/* peopleToCheck */.ts)({
        issues: waiting.issues,
        records: records.entries,
        config: plan.config,
    });
    const decision = (0,decide/* decide */.LD)({
        now: github.now(),
        config: plan.config,
        base: plan.base,
        run: job.run,
        stopped: records.stopped,
        issues: waiting.issues,
        records: records.entries,
        writers: new Map(everyone.map((login) => [login, true])),
        openPullRequests: waiting.openPullRequests,
        branches: new Map(),
        deadClaims: new Map(),
        published: new Map(),
        apiLeft: github.left(),
        nonces: [(0,stamp/* nonce */.KU)()],
    });
    return (0,decide/* startsWithin */.dX)(decision, decide/* patience */._L, github.now());
}


/***/ }),

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
    issue: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai("must be the number of an issue").int().positive(),
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
/* harmony export */   H: () => (/* binding */ readPlanned)
/* harmony export */ });
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3828);
/* harmony import */ var _edge_hand_over_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(17989);


/** The plan that a leg's inputs name, and the leg's own task in it. Throws a UserError when the plan has none for this issue and claim. */
async function readPlanned(inputs, job) {
    const plan = await (0,_edge_hand_over_js__WEBPACK_IMPORTED_MODULE_0__/* .readPlan */ .m3)({ id: inputs["plan-id"], digest: inputs["plan-digest"] }, job.temp);
    const task = plan.tasks.find(({ issue, claim }) => issue === inputs.issue && claim === inputs.claim);
    if (task === undefined)
        throw new _core_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`The plan has no task for #${inputs.issue} with this claim.`);
    return { plan, task };
}


/***/ }),

/***/ 31952:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ holdingOf),
/* harmony export */   X: () => (/* binding */ whyNoWork)
/* harmony export */ });
/** Says whether a leg with this claim id, in this attempt of this run, holds the issue whose record is given. */
function holdingOf(record, leg, run) {
    if (record === undefined)
        return { holds: false, why: `issue #${leg.issue} has no record` };
    if (!record.ok)
        return { holds: false, why: record.why };
    const { state } = record.entry;
    const { claim } = state;
    if (claim === null || claim.nonce !== leg.claim)
        return {
            holds: false,
            why: `the claim of attempt ${leg.attempt} is over: this issue is ${state.phase === "idle" ? "settled" : "in other hands"}`,
        };
    if (claim.run !== run.id || claim["run-attempt"] > run.attempt)
        return { holds: false, why: `the claim belongs to run ${claim.run}, attempt ${claim["run-attempt"]}` };
    return { holds: true, state: { ...state, claim }, earlierAttempt: claim["run-attempt"] < run.attempt };
}
/** Why work may not start, or go on, on this holding; null when it may. Work is never paid for twice, so a re-run does none. */
function whyNoWork(holding) {
    if (!holding.holds)
        return holding.why;
    if (holding.earlierAttempt)
        return "this is a re-run, and work is never paid for twice; collect goes on from the earlier result";
    if (holding.state.publishing !== null)
        return "its result is being published";
    return holding.state.cancel === null ? null : holding.state.cancel.why;
}


/***/ }),

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
