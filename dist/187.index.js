export const id = 187;
export const ids = [187];
export const modules = {

/***/ 95313:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  L: () => (/* binding */ decide),
  t: () => (/* binding */ peopleToCheck)
});

// EXTERNAL MODULE: ./lib/core/record.js
var core_record = __webpack_require__(59510);
;// CONCATENATED MODULE: ./lib/core/eligibility.js

/** Says whether an issue may start now, apart from the limits that issues share. */
function eligible(world, issue) {
    const record = world.records.get(issue.number);
    if (record !== undefined && !record.ok)
        return { reason: "unreadable_record", text: `Its record cannot be used: ${record.why}.` };
    const state = record?.entry.state ?? core_record/* emptyState */.p$;
    if (state.phase === "claimed" || state.phase === "publishing")
        return { reason: "in_progress", text: `Attempt ${state.claim?.attempt ?? 0} is at work.` };
    if (world.stopped)
        return { reason: "stopped", text: "Switchyard is stopped (refs/switchyard/stop exists)." };
    const request = requestOf(world, issue, state);
    if ("reason" in request)
        return request;
    const obstacle = obstacleOf(world, issue, state);
    return obstacle ?? { state, request };
}
function requestOf(world, issue, state) {
    if (state.phase === "requested" &&
        state.request !== null &&
        (state.request.kind === "manual" || state.request.id === issue.labelled?.id))
        return state.request;
    const { labelled } = issue;
    if (labelled === null)
        return { reason: "not_labelled", text: "No trigger label is on, or GitHub did not show who put it on." };
    if (labelled.id === state.used)
        return {
            reason: "used_up",
            text: "This label was already answered. Take it off and put it on again to ask anew.",
        };
    if (!labelled.byPerson)
        return {
            reason: "labeller_is_bot",
            text: `The label was put on by ${labelled.by}, which is not a person.`,
        };
    if (world.writers.get(labelled.by) !== true) {
        return {
            reason: "labeller_not_authorized",
            text: `The label was put on by ${labelled.by}, who may not write to this repository. Someone who may has to put it on.`,
        };
    }
    const foreign = laterChanges(issue, labelled.at).find((change) => change.by === null || world.writers.get(change.by) !== true);
    if (foreign !== undefined) {
        return {
            reason: "edited_after_label",
            text: `The ${foreign.what} was changed by ${foreign.by ?? "someone unknown"} after the label was put on. Read it again and put the label back on.`,
        };
    }
    return { id: labelled.id, kind: "label", by: labelled.by, at: labelled.at };
}
function obstacleOf(world, issue, state) {
    const { config } = world;
    const excluded = issue.labels.find((label) => config.labels.exclude.includes(label));
    const waitsFor = issue.blockers.filter((blocker) => blocker.done !== true);
    if (!issue.open)
        return { reason: "closed", text: "The issue is closed." };
    if (issue.locked)
        return { reason: "locked", text: "The conversation is locked." };
    if (excluded !== undefined)
        return { reason: "excluded", text: `It carries the label "${excluded}".` };
    if (issue.assignees.length > 0)
        return { reason: "assigned", text: `It is assigned to ${issue.assignees.join(", ")}.` };
    if (issue.openPullRequests.length > 0)
        return {
            reason: "open_pull_request",
            text: `Pull request #${issue.openPullRequests.join(", #")} would close it.`,
        };
    if (waitsFor.length > 0) {
        return {
            reason: "blocked",
            text: `It waits for ${waitsFor.map((blocker) => (blocker.done === null ? `${blocker.name} (which cannot be read)` : blocker.name)).join(", ")}.`,
        };
    }
    if (state["not-before"] !== null && state["not-before"] > world.now)
        return { reason: "not_before", text: `It is tried again at ${state["not-before"]}.` };
    if (state.spent >= config.limits["spend-per-issue"]) {
        return {
            reason: "spend_per_issue",
            text: `It has spent $${state.spent.toFixed(2)}; limits.spend-per-issue is $${config.limits["spend-per-issue"]}.`,
        };
    }
    return null;
}
/** Changes of the text at or after a time; the same second counts as after. */
function laterChanges(issue, at) {
    return issue.textChanges.filter((change) => change.at >= at);
}

;// CONCATENATED MODULE: ./lib/core/limits.js

/** What is already taken of everything that limits count, and taking more of it. */
function limitsOf(world, ended) {
    const { limits } = world.config;
    const states = [...world.records].flatMap(([number, record]) => record.ok && !ended.has(number) ? [record.entry.state] : []);
    const claims = states.flatMap((state) => (state.claim === null ? [] : [state.claim]));
    const workers = new Set(claims.map((claim) => claim.worker));
    const waiting = states.filter((state) => state.last?.pull !== undefined && world.openPullRequests.has(state.last.pull)).length;
    let committed = states.reduce((sum, state) => sum + (0,core_record/* spentOn */.g2)(state, world.now), 0) +
        claims.reduce((sum, claim) => sum + claim.reserved, 0);
    let taken = 0;
    return {
        taken: () => taken,
        affords: (usd) => committed + usd <= limits["spend-per-day"],
        full() {
            if (workers.size >= limits.tasks)
                return {
                    reason: "limit_tasks",
                    text: `${limits.tasks} tasks are at work; limits.tasks allows no more.`,
                };
            if (waiting + workers.size >= limits["open-pull-requests"]) {
                return {
                    reason: "limit_open_pull_requests",
                    text: `${waiting} pull requests wait for people and ${workers.size} tasks are at work; limits.open-pull-requests is ${limits["open-pull-requests"]}.`,
                };
            }
            return null;
        },
        take(usd) {
            let worker = 1;
            while (workers.has(worker))
                worker += 1;
            workers.add(worker);
            committed += usd;
            taken += 1;
            return worker;
        },
    };
}
/** The obstacle of a day whose money is spoken for. */
function dayIsSpent(world) {
    return {
        reason: "limit_day",
        text: `What today's tasks have spent and may spend reaches limits.spend-per-day ($${world.config.limits["spend-per-day"]}).`,
    };
}

;// CONCATENATED MODULE: ./lib/core/decide.js



/** The logins whose right to ask must be known before `decide` can say yes to their issues. */
function peopleToCheck(world) {
    const logins = world.issues.flatMap((issue) => {
        const record = world.records.get(issue.number);
        const state = record === undefined ? core_record/* emptyState */.p$ : record.ok ? record.entry.state : null;
        const { labelled } = issue;
        if (state === null ||
            labelled === null ||
            !labelled.byPerson ||
            labelled.id === state.used ||
            state.phase === "claimed")
            return [];
        const editors = laterChanges(issue, labelled.at).flatMap((change) => change.by === null ? [] : [change.by]);
        return [labelled.by, ...editors];
    });
    return [...new Set(logins)].toSorted();
}
/** Decides what to do next about every issue of the world. Pure: the same world gives the same decision. */
function decide(world) {
    const actions = [];
    const deferred = [];
    const shown = new Map(world.issues.map((issue) => [issue.number, issue]));
    for (const [number, record] of world.records) {
        if (record.ok)
            actions.push(...endings(world, { number, state: record.entry.state, issue: shown.get(number) }));
    }
    const ended = new Set(actions.flatMap((action) => (action.type === "take-over" ? [action.issue] : [])));
    const room = limitsOf(world, ended);
    for (const issue of world.issues.toSorted((a, b) => a.number - b.number)) {
        // What was just found dead starts again at the next tick, from a record that says so.
        if (ended.has(issue.number))
            continue;
        const verdict = eligible(world, issue);
        if ("reason" in verdict) {
            deferred.push({ issue: issue.number, ...verdict });
            continue;
        }
        const full = room.full();
        const reserved = Math.min(world.config.limits["spend-per-attempt"], world.config.limits["spend-per-issue"] - verdict.state.spent);
        const nonce = world.nonces[room.taken()];
        if (full !== null)
            deferred.push({ issue: issue.number, ...full });
        else if (!room.affords(reserved))
            deferred.push({ issue: issue.number, ...dayIsSpent(world) });
        else if (nonce === undefined)
            deferred.push({
                issue: issue.number,
                reason: "limit_tasks",
                text: "More issues are ready than one run starts.",
            });
        else {
            const worker = room.take(reserved);
            actions.push({
                type: "claim",
                issue,
                state: verdict.state,
                request: verdict.request,
                nonce,
                attempt: verdict.state.total + 1,
                worker,
                reserved,
            });
        }
    }
    return { actions, deferred };
}
/** Records whose state must change whether or not the issue is shown with a trigger label. */
function endings(world, { number, state, issue }) {
    const labelIsOff = state.request?.kind === "label" && (issue === undefined || issue.labelled === null);
    const gone = issue === undefined && state.request?.kind === "manual"
        ? "there is no such issue any more"
        : issue !== undefined && !issue.open
            ? "the issue was closed"
            : labelIsOff
                ? "the label was taken off"
                : null;
    if (state.phase === "claimed" || state.phase === "publishing") {
        if (world.deadClaims.has(number))
            return [{ type: "take-over", issue: number }];
        if (gone !== null && state.cancel === null && state.phase === "claimed")
            return [{ type: "request-cancel", issue: number, by: "people", why: gone }];
        return [];
    }
    return state.phase === "requested" && gone !== null
        ? [{ type: "withdraw", issue: number, by: "people", why: gone }]
        : [];
}


/***/ }),

/***/ 38678:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ textDependencies)
/* harmony export */ });
/** The issues of this repository that a text says must be done first: `Depends on #4`, `Blocked by #5, #6` (case does not matter). */
function textDependencies(body) {
    const found = [
        ...body.matchAll(/\b(?:depends on|blocked by)\b:?\s*((?:#\d+(?:\s*(?:,|and|&)\s*)?)+)/gi),
    ].flatMap((match) => [...(match[1] ?? "").matchAll(/#(\d{1,9})/g)].map((number) => Number(number[1])));
    return [...new Set(found)];
}


/***/ }),

/***/ 7493:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ nextTry)
/* harmony export */ });
/* unused harmony export later */
/* harmony import */ var _outcome_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(91307);

/**
 * When the request of `state` is tried again by itself after an attempt that ended at `at` (ISO times, whole seconds); null when a person decides. A usage
 * limit waits for the reset that the API named.
 */
function nextTry(end) {
    const { outcome, state, at } = end;
    const { charged } = _outcome_js__WEBPACK_IMPORTED_MODULE_0__/* .outcomes */ .KI[outcome];
    const used = charged ? state.attempts + 1 >= end.attempts : state.uncharged >= _outcome_js__WEBPACK_IMPORTED_MODULE_0__/* .unchargedRetryLimit */ .jm;
    const delay = (0,_outcome_js__WEBPACK_IMPORTED_MODULE_0__/* .retryDelay */ .a2)(outcome, charged ? state.attempts : state.uncharged);
    if (state.cancel !== null || used || delay === null)
        return null;
    const reset = end.resetsAt?.replace(/\.\d+Z$/, "Z") ?? "";
    return outcome === "usage_limited" && reset > at ? reset : later(at, delay);
}
/** An ISO time some minutes later, to the second. */
function later(at, minutes) {
    return new Date(Date.parse(at) + minutes * 60_000).toISOString().replace(/\.\d+Z$/, "Z");
}


/***/ }),

/***/ 48142:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ev: () => (/* binding */ told),
/* harmony export */   c2: () => (/* binding */ statusOf),
/* harmony export */   o6: () => (/* binding */ openGitHub)
/* harmony export */ });
/* harmony import */ var _actions_github__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(61351);
/* harmony import */ var _octokit_plugin_retry__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(49735);
/* harmony import */ var _octokit_plugin_throttling__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(86856);
/* harmony import */ var bottleneck_light_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(63251);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(42047);
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3828);






const pacing = 250; // ms between two writes of one job; GitHub asks for "about a second" of clients that write all the time, we write under ten times
const deadline = 30_000; // ms for one request
const longestWait = 120; // seconds that a rate limit may hold us up; a longer one ends the job, and the next tick goes on
/**
 * Opens the API for `owner/repo` (base URL from GITHUB_API_URL). Reads are tried again on faults that can heal, writes never: who writes
 * finds out first what is there. A rate limit is waited out when it ends within two minutes.
 */
function openGitHub({ token, repository, log, }) {
    const [owner = "", repo = ""] = repository.split("/");
    const group = () => new bottleneck_light_js__WEBPACK_IMPORTED_MODULE_1__.Group({ maxConcurrent: 1, minTime: pacing });
    const limited = (retryAfter, request) => {
        log.warn(`GitHub's rate limit is reached (${request.method} ${request.url}); it ends in ${retryAfter} s.`);
        return retryAfter <= longestWait;
    };
    const octokit = (0,_actions_github__WEBPACK_IMPORTED_MODULE_0__/* .getOctokit */ .Q)(token, {
        log: { debug: log.debug, info: log.debug, warn: log.warn, error: log.debug },
        throttle: {
            onRateLimit: limited,
            onSecondaryRateLimit: limited,
            write: group(),
            notifications: group(),
            retryAfterBaseValue: 1000,
        },
        retry: {
            retries: 3,
            retryAfterBaseValue: 500,
            doNotRetry: [400, 401, 403, 404, 409, 410, 422, 429, 451],
        },
    }, _octokit_plugin_retry__WEBPACK_IMPORTED_MODULE_2__/* .retry */ .L, _octokit_plugin_throttling__WEBPACK_IMPORTED_MODULE_3__/* .throttling */ .A);
    let ahead = 0; // ms that GitHub's clock is ahead of ours, by the Date header of the last answer
    octokit.hook.after("request", (response) => {
        const date = Date.parse(response.headers.date ?? "");
        if (!Number.isNaN(date))
            ahead = date - Date.now();
    });
    octokit.hook.before("request", (options) => {
        options.request = {
            ...options.request,
            signal: AbortSignal.timeout(deadline),
            ...(options.method === "GET" ? {} : { retries: options.request?.["retries"] ?? 0 }),
        };
    });
    return {
        octokit,
        owner,
        repo,
        now: () => new Date(Date.now() + ahead).toISOString().replace(/\.\d+Z$/, "Z"),
        graphql: async ({ doing, document, variables, schema }) => {
            const reading = document.trimStart().startsWith("query");
            const answer = await told(doing, async () => octokit
                .graphql(document, { ...variables, request: { retries: reading ? 3 : 0 } })
                .catch((error) => {
                // What a number does not name is null in the answer, and an error beside it: no reason to lose the rest.
                const partial = reading ? Partial.safeParse(error) : null;
                if (partial?.success === true)
                    return partial.data.data;
                throw error;
            }));
            const parsed = schema.safeParse(answer);
            if (!parsed.success)
                throw new Error(`GitHub's answer is not as documented while ${doing}`, { cause: parsed.error });
            return parsed.data;
        },
    };
}
/** An answer in which nothing is wrong but that some of what was asked for does not exist. */
const Partial = zod__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ikc({
    errors: zod__WEBPACK_IMPORTED_MODULE_4__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ikc({ type: zod__WEBPACK_IMPORTED_MODULE_4__/* .literal */ .euz("NOT_FOUND") })).min(1),
    data: zod__WEBPACK_IMPORTED_MODULE_4__/* .looseObject */ ._H3({}),
});
/** Runs a request; a failure that the reader can mend becomes a UserError that names the permission, token or address. */
async function told(doing, request) {
    try {
        return await request();
    }
    catch (error) {
        throw explain(doing, error);
    }
}
/** The HTTP status of a failed request; null when it is no request error. A request that never reached GitHub has 500 and no response. */
function statusOf(error) {
    const cause = error instanceof _core_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .UserError */ .yo || (error instanceof Error && !("status" in error)) ? error.cause : error;
    return typeof cause === "object" && cause !== null && "status" in cause && typeof cause.status === "number"
        ? cause.status
        : null;
}
function explain(doing, error) {
    const status = statusOf(error);
    const said = (0,_core_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .messageOf */ .bD)(error);
    if (status === 401)
        return new _core_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .UserError */ .yo(`Cannot go on while ${doing}: GitHub does not accept the token ("${said}"). Give the action a valid token, by default \${{ github.token }}.`, { cause: error });
    if (/Resource not accessible by integration|FORBIDDEN|must have .* access/i.test(said))
        return new _core_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .UserError */ .yo(`Cannot go on while ${doing}: the token lacks a permission${permissionHint(error)}.`, { cause: error });
    if (/permitted to create or approve pull requests/i.test(said)) {
        return new _core_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .UserError */ .yo('Cannot open the pull request: this repository does not let Actions do so. Switch on "Allow GitHub Actions to create and approve pull requests" in Settings → Actions → General, or give a GitHub App token.', { cause: error });
    }
    if (status === 403 && /rate limit/i.test(said))
        return new _core_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .UserError */ .yo(`Stopped while ${doing}: GitHub's rate limit is used up. The next tick goes on.`, {
            cause: error,
        });
    if (status !== null && status >= 500)
        return new _core_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .UserError */ .yo(`Cannot reach the GitHub API while ${doing}: ${said}. Nothing is lost; the next tick goes on.`, { cause: error });
    return new Error(`failed while ${doing}: ${said}`, { cause: error });
}
/** The `permissions:` line that is missing, as GitHub names it in a header. */
function permissionHint(error) {
    const headers = typeof error === "object" &&
        error !== null &&
        "response" in error &&
        typeof error.response === "object" &&
        error.response !== null &&
        "headers" in error.response
        ? error.response.headers
        : null;
    const accepted = typeof headers === "object" && headers !== null && "x-accepted-github-permissions" in headers
        ? String(headers["x-accepted-github-permissions"])
        : "";
    const names = accepted.split(/[;,]/)[0]?.trim().replaceAll("_", "-").replace("=", ": ") ?? "";
    return names === ""
        ? ". Compare the job's `permissions:` with examples/switchyard.yml"
        : `. Add \`permissions: { ${names} }\` to the calling job`;
}


/***/ }),

/***/ 50379:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B8: () => (/* binding */ issuesFrom),
/* harmony export */   T3: () => (/* binding */ issueFields),
/* harmony export */   sd: () => (/* binding */ IssueNode),
/* harmony export */   v1: () => (/* binding */ issueOf)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(42047);
/* harmony import */ var _core_dependencies_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(38678);
/* harmony import */ var _core_workpad_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(54797);



const Actor = zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ __typename: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), login: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() }).nullable();
/** An issue in GitHub's words, as `issueFields` asks for it. */
const IssueNode = zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
    id: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    number: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig().int(),
    title: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    body: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    state: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    locked: zod__WEBPACK_IMPORTED_MODULE_1__/* .boolean */ .zMY(),
    lastEditedAt: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().nullable(),
    editor: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ login: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() }).nullable(),
    author: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ login: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() }).nullable(),
    labels: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ nodes: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ id: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), name: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() })) }),
    assignees: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ nodes: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ login: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() })) }),
    comments: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
        nodes: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
            id: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
            author: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ login: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() }).nullable(),
            authorAssociation: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
            body: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
            createdAt: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
            lastEditedAt: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().nullable(),
            viewerDidAuthor: zod__WEBPACK_IMPORTED_MODULE_1__/* .boolean */ .zMY(),
        })),
    }),
    timelineItems: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
        nodes: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .discriminatedUnion */ .gMt("__typename", [
            zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
                __typename: zod__WEBPACK_IMPORTED_MODULE_1__/* .literal */ .euz("LabeledEvent"),
                id: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
                createdAt: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
                actor: Actor,
                label: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ name: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() }),
            }),
            zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ __typename: zod__WEBPACK_IMPORTED_MODULE_1__/* .literal */ .euz("RenamedTitleEvent"), createdAt: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), actor: Actor }),
        ])),
    }),
    closedByPullRequestsReferences: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
        nodes: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ number: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig().int(), state: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() })),
    }),
    blockedBy: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
        nodes: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
            number: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig().int(),
            state: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
            stateReason: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().nullable(),
            repository: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ nameWithOwner: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() }),
        })),
    }),
});
/** Everything that `decide` looks at of an issue, in GitHub's words. */
const issueFields = `
  id number title body state locked lastEditedAt editor { login } author { login }
  labels(first: 100) { nodes { id name } }
  assignees(first: 10) { nodes { login } }
  comments(first: 100) { nodes { id author { login } authorAssociation body createdAt lastEditedAt viewerDidAuthor } }
  timelineItems(last: 100, itemTypes: [LABELED_EVENT, RENAMED_TITLE_EVENT]) { nodes {
    __typename
    ... on LabeledEvent { id createdAt actor { __typename login } label { name } }
    ... on RenamedTitleEvent { createdAt actor { __typename login } }
  } }
  closedByPullRequestsReferences(first: 10, includeClosedPrs: false) { nodes { number state } }
  blockedBy(first: 50) { nodes { number state stateReason repository { nameWithOwner } } }`;
/** Reads issues from a part of an answer that has `issueFields`, without asking again; text dependencies outside of it count as unknown. */
function issuesFrom(nodes, config) {
    const parsed = zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(IssueNode).safeParse(nodes);
    if (!parsed.success)
        throw new Error("GitHub's answer is not as documented while reading the waiting issues", {
            cause: parsed.error,
        });
    return parsed.data.map((node) => issueOf(node, { config, done: () => null }));
}
/** The issue as `decide` looks at it. `done` says of a number in its text whether that is done; null for unknown. */
function issueOf(node, { config, done }) {
    const own = node.comments.nodes.find((comment) => comment.viewerDidAuthor && comment.body.startsWith(_core_workpad_js__WEBPACK_IMPORTED_MODULE_0__/* .workpadMarker */ .T0));
    const labels = node.labels.nodes.map(({ name }) => name);
    return {
        number: node.number,
        id: node.id,
        title: node.title,
        body: node.body,
        author: node.author?.login ?? "ghost",
        open: node.state === "OPEN",
        locked: node.locked,
        labels,
        assignees: node.assignees.nodes.map(({ login }) => login),
        comments: node.comments.nodes
            .filter((comment) => !comment.viewerDidAuthor)
            .map((comment) => ({
            author: comment.author?.login ?? "ghost",
            association: comment.authorAssociation,
            at: comment.createdAt,
            editedAt: comment.lastEditedAt,
            body: comment.body,
        })),
        workpad: own === undefined ? null : { id: own.id, body: own.body },
        labelled: labellingOf(node, config.labels.trigger.filter((label) => labels.includes(label))),
        textChanges: textChangesOf(node),
        openPullRequests: node.closedByPullRequestsReferences.nodes
            .filter(({ state }) => state === "OPEN")
            .map(({ number }) => number),
        blockers: [
            ...node.blockedBy.nodes.map((blocker) => ({
                name: `${blocker.repository.nameWithOwner}#${blocker.number}`,
                done: blocker.state === "CLOSED" && blocker.stateReason !== "NOT_PLANNED",
            })),
            ...(0,_core_dependencies_js__WEBPACK_IMPORTED_MODULE_2__/* .textDependencies */ .L)(node.body).map((number) => ({ name: `#${number}`, done: done(number) })),
        ],
    };
}
function labellingOf(node, on) {
    const acts = node.timelineItems.nodes
        .filter((item) => item.__typename === "LabeledEvent")
        .filter(({ label }) => on.includes(label.name));
    const newest = acts.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt)).at(-1);
    if (newest === undefined)
        return null;
    return {
        id: newest.id,
        label: newest.label.name,
        by: newest.actor?.login ?? "ghost",
        byPerson: newest.actor?.__typename === "User",
        at: newest.createdAt,
    };
}
function textChangesOf(node) {
    const renames = node.timelineItems.nodes.filter((item) => item.__typename === "RenamedTitleEvent");
    return [
        ...(node.lastEditedAt === null
            ? []
            : [{ what: "body", by: node.editor?.login ?? null, at: node.lastEditedAt }]),
        ...renames.map(({ actor, createdAt }) => ({
            what: "title",
            by: actor?.login ?? null,
            at: createdAt,
        })),
    ];
}


/***/ }),

/***/ 12322:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ labelQuery)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(42047);

const Label = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ id: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), name: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP() });
/** Asks for the ids of these labels. */
function labelQuery(names) {
    return {
        declared: names.map((_, index) => `$n${index}: String!`),
        fields: names.map((_, index) => `l${index}: label(name: $n${index}) { id name }`),
        variables: Object.fromEntries(names.map((name, index) => [`n${index}`, name])),
        idsOf: (repository) => new Map(names.flatMap((_, index) => {
            const label = Label.safeParse(repository[`l${index}`]);
            return label.success ? [[label.data.name, label.data.id]] : [];
        })),
    };
}


/***/ }),

/***/ 75520:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ project)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(42047);
/* harmony import */ var _github_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(48142);
/* harmony import */ var _issue_node_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(50379);



const Reply = zod__WEBPACK_IMPORTED_MODULE_2__/* .looseObject */ ._H3({ pad: zod__WEBPACK_IMPORTED_MODULE_2__/* .looseObject */ ._H3({}) });
const After = zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
    repository: zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
        issues: zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ nodes: zod__WEBPACK_IMPORTED_MODULE_2__/* .unknown */ .L5J() }),
        pullRequests: zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ nodes: zod__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ number: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().int() })) }),
    }),
});
/**
 * Shows a state: labels on and off, the workpad, and perhaps a comment, by one request. Labels that are already right are not written. With
 * `config`, resolves also to the open issues with a trigger label as they are after it.
 */
async function project(github, labelIds, projection, config) {
    const { issue } = projection;
    const ids = new Map(labelIds);
    const on = projection.on.filter((name) => !issue.labels.includes(name));
    const off = projection.off.filter((name) => issue.labels.includes(name) && ids.has(name));
    for (const name of on)
        if (!ids.has(name))
            ids.set(name, await createLabel(github, name));
    const idsOf = (names) => names.flatMap((name) => ids.get(name) ?? []);
    const list = config === null
        ? ""
        : `repository { issues(states: OPEN, labels: $labels, first: 50, orderBy: { field: CREATED_AT, direction: ASC }) { nodes { ${_issue_node_js__WEBPACK_IMPORTED_MODULE_1__/* .issueFields */ .T3} } } pullRequests(states: OPEN, first: 100) { nodes { number } } }`;
    const comment = `issueComment { id issue { id ${list} } }`;
    const parts = [
        ...(off.length === 0
            ? []
            : [
                "off: removeLabelsFromLabelable(input: { labelableId: $issue, labelIds: $off }) { clientMutationId }",
            ]),
        ...(on.length === 0
            ? []
            : ["on: addLabelsToLabelable(input: { labelableId: $issue, labelIds: $on }) { clientMutationId }"]),
        ...(projection.say === null
            ? []
            : ["say: addComment(input: { subjectId: $issue, body: $say }) { clientMutationId }"]),
        issue.workpad === null
            ? `pad: addComment(input: { subjectId: $issue, body: $pad }) { commentEdge { node { id issue { id ${list} } } } }`
            : `pad: updateIssueComment(input: { id: $workpad, body: $pad }) { ${comment} }`,
    ];
    const used = [
        {
            name: "issue",
            type: "ID!",
            value: issue.id,
            when: issue.workpad === null || on.length + off.length > 0 || projection.say !== null,
        },
        { name: "off", type: "[ID!]!", value: idsOf(off), when: off.length > 0 },
        { name: "on", type: "[ID!]!", value: idsOf(on), when: on.length > 0 },
        { name: "say", type: "String!", value: projection.say, when: projection.say !== null },
        { name: "pad", type: "String!", value: projection.pad, when: true },
        { name: "workpad", type: "ID!", value: issue.workpad, when: issue.workpad !== null },
        { name: "labels", type: "[String!]!", value: config?.labels.trigger, when: config !== null },
    ].filter(({ when }) => when);
    const answer = await github.graphql({
        doing: "writing labels and the workpad",
        document: `mutation project(${used.map(({ name, type }) => `$${name}: ${type}`).join(", ")}) { ${parts.join("\n")} }`,
        variables: Object.fromEntries(used.map(({ name, value }) => [name, value])),
        schema: Reply,
    });
    const node = zod__WEBPACK_IMPORTED_MODULE_2__/* .union */ .KCZ([
        zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ issueComment: Comment }).transform((pad) => pad.issueComment),
        zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ commentEdge: zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ node: Comment }) }).transform((pad) => pad.commentEdge.node),
    ])
        .parse(answer.pad);
    const after = After.safeParse(node.issue);
    if (config === null || !after.success)
        return { workpad: node.id, waiting: { issues: [], openPullRequests: new Set() } };
    const { issues, pullRequests } = after.data.repository;
    return {
        workpad: node.id,
        waiting: {
            issues: (0,_issue_node_js__WEBPACK_IMPORTED_MODULE_1__/* .issuesFrom */ .B8)(issues.nodes, config),
            openPullRequests: new Set(pullRequests.nodes.map(({ number }) => number)),
        },
    };
}
const Comment = zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ id: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), issue: zod__WEBPACK_IMPORTED_MODULE_2__/* .unknown */ .L5J() });
/** Creates a label of ours and resolves to its GraphQL id; one that exists meanwhile is taken as it is. */
async function createLabel({ octokit, owner, repo }, name) {
    return (0,_github_js__WEBPACK_IMPORTED_MODULE_0__/* .told */ .Ev)(`creating the label "${name}"`, async () => {
        try {
            const created = await octokit.rest.issues.createLabel({
                owner,
                repo,
                name,
                color: "5319e7",
                description: "Set by Switchyard",
            });
            return created.data.node_id;
        }
        catch (error) {
            if (typeof error !== "object" || error === null || !("status" in error) || error.status !== 422)
                throw error;
            return (await octokit.rest.issues.getLabel({ owner, repo, name })).data.node_id;
        }
    });
}


/***/ }),

/***/ 69355:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hw: () => (/* binding */ openPullRequest),
/* harmony export */   P: () => (/* binding */ branchHead),
/* harmony export */   QX: () => (/* binding */ isAncestor),
/* harmony export */   _f: () => (/* binding */ findPullRequest),
/* harmony export */   gu: () => (/* binding */ buildCommit),
/* harmony export */   kp: () => (/* binding */ assign),
/* harmony export */   lY: () => (/* binding */ createBranch)
/* harmony export */ });
/* harmony import */ var _core_change_set_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11918);
/* harmony import */ var _github_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(48142);


/** Builds one commit on `base` from checked changes, through the Git Data API. The author is left to GitHub, which makes it Verified. */
async function buildCommit(github, options) {
    const { octokit, owner, repo } = github;
    const entries = [];
    for (const change of options.changes)
        entries.push(await entryOf(github, change));
    const tree = await (0,_github_js__WEBPACK_IMPORTED_MODULE_1__/* .told */ .Ev)("creating the tree of the change", async () => octokit.rest.git.createTree({ owner, repo, base_tree: options.baseTree, tree: entries }));
    const commit = await (0,_github_js__WEBPACK_IMPORTED_MODULE_1__/* .told */ .Ev)("creating the commit", async () => octokit.rest.git.createCommit({
        owner,
        repo,
        message: options.message,
        tree: tree.data.sha,
        parents: [options.base],
    }));
    return { commit: commit.data.sha, tree: tree.data.sha };
}
/** Creates the branch at the commit. `taken`: a branch of this name points elsewhere, and was left alone. */
async function createBranch({ octokit, owner, repo }, { branch, commit }) {
    return (0,_github_js__WEBPACK_IMPORTED_MODULE_1__/* .told */ .Ev)(`creating the branch ${branch}`, async () => {
        try {
            await octokit.rest.git.createRef({ owner, repo, ref: `refs/heads/${branch}`, sha: commit });
            return "created";
        }
        catch (error) {
            // 422 says "exists"; a lost answer looks the same to the next try, so the ref itself decides.
            const status = (0,_github_js__WEBPACK_IMPORTED_MODULE_1__/* .statusOf */ .c2)(error);
            if (status !== 422 && status !== 409 && (status ?? 0) < 500)
                throw error;
            const head = await branchHead({ octokit, owner, repo }, branch);
            if (head === commit)
                return "created";
            if (head === null)
                throw error;
            return "taken";
        }
    });
}
/** Opens the pull request of a branch, or finds the one that is open. Null when this repository does not let the token open any. */
async function openPullRequest(github, options) {
    const { octokit, owner, repo } = github;
    const create = async (draft) => octokit.rest.pulls.create({
        owner,
        repo,
        head: options.branch,
        base: options.base,
        title: options.title,
        body: options.body,
        draft,
    });
    try {
        const created = await create(options.draft).catch(async (error) => {
            // Some plans have no drafts.
            if (options.draft && (0,_github_js__WEBPACK_IMPORTED_MODULE_1__/* .statusOf */ .c2)(error) === 422 && /draft/i.test(String(error)))
                return create(false);
            throw error;
        });
        return { number: created.data.number, url: created.data.html_url };
    }
    catch (error) {
        if (/permitted to create or approve pull requests/i.test(String(error)))
            return null;
        const status = (0,_github_js__WEBPACK_IMPORTED_MODULE_1__/* .statusOf */ .c2)(error) ?? 0;
        if (status !== 422 && status < 500)
            return (0,_github_js__WEBPACK_IMPORTED_MODULE_1__/* .told */ .Ev)("opening the pull request", async () => Promise.reject(error));
        return ((await findPullRequest(github, options.branch)) ??
            (0,_github_js__WEBPACK_IMPORTED_MODULE_1__/* .told */ .Ev)("opening the pull request", async () => Promise.reject(error)));
    }
}
/** The pull request of a branch, open or not; null when there is none. */
async function findPullRequest({ octokit, owner, repo }, branch) {
    const found = await (0,_github_js__WEBPACK_IMPORTED_MODULE_1__/* .told */ .Ev)("looking for the pull request", async () => octokit.rest.pulls.list({ owner, repo, state: "all", head: `${owner}:${branch}` }));
    const first = found.data[0];
    return first === undefined ? null : { number: first.number, url: first.html_url };
}
/** The commit that a branch points to; null when there is no such branch. */
async function branchHead({ octokit, owner, repo }, branch) {
    try {
        return (await octokit.rest.git.getRef({ owner, repo, ref: `heads/${branch}` })).data.object.sha;
    }
    catch (error) {
        if ((0,_github_js__WEBPACK_IMPORTED_MODULE_1__/* .statusOf */ .c2)(error) === 404)
            return null;
        throw error;
    }
}
/** Assigns a person to the pull request, so that GitHub tells them. GitHub ignores people who cannot be assigned. */
async function assign({ octokit, owner, repo }, { number, login }) {
    await (0,_github_js__WEBPACK_IMPORTED_MODULE_1__/* .told */ .Ev)(`assigning ${login}`, async () => octokit.rest.issues.addAssignees({ owner, repo, issue_number: number, assignees: [login] }));
}
/** Is `base` still part of the branch `head`? */
async function isAncestor({ octokit, owner, repo }, { base, head }) {
    const compared = await (0,_github_js__WEBPACK_IMPORTED_MODULE_1__/* .told */ .Ev)("comparing the base with the default branch", async () => octokit.rest.repos.compareCommitsWithBasehead({
        owner,
        repo,
        basehead: `${base}...${head}`,
        per_page: 1,
    }));
    return compared.data.status === "ahead" || compared.data.status === "identical";
}
async function entryOf({ octokit, owner, repo }, change) {
    const blob = { path: change.path, type: "blob" };
    if (change.kind === "delete")
        return { ...blob, mode: "100644", sha: null };
    if (change.encoding === "utf-8")
        return { ...blob, mode: change.mode, content: change.content };
    const bytes = (0,_core_change_set_js__WEBPACK_IMPORTED_MODULE_0__/* .contentOf */ .$E)(change) ?? new Uint8Array();
    const created = await (0,_github_js__WEBPACK_IMPORTED_MODULE_1__/* .told */ .Ev)(`uploading ${change.path}`, async () => octokit.rest.git.createBlob({
        owner,
        repo,
        content: Buffer.from(bytes).toString("base64"),
        encoding: "base64",
    }));
    return { ...blob, mode: change.mode, sha: created.data.sha };
}


/***/ })

};
