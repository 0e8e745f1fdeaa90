export const id = 259;
export const ids = [259];
export const modules = {

/***/ 91307:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KI: () => (/* binding */ outcomes),
/* harmony export */   Pi: () => (/* binding */ Outcome),
/* harmony export */   a2: () => (/* binding */ retryDelay),
/* harmony export */   jm: () => (/* binding */ unchargedRetryLimit)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(42047);

/** How an attempt ended. A closed list: nothing else is ever recorded. */
const Outcome = zod__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n([
    "delivered",
    "answered",
    "no_change",
    "needs_input",
    "gates_failed",
    "usage_limited",
    "budget_exhausted",
    "turn_limited",
    "timed_out",
    "stalled",
    "withheld",
    "refused",
    "agent_failed",
    "setup_failed",
    "infra_failed",
    "cancelled",
    "stopped",
]);
const relabel = "Put the label on again to start another attempt.";
/** One row per outcome: charging, retry, label, and what a person reads. */
const outcomes = {
    delivered: {
        charged: true,
        retryAfterMinutes: null,
        shown: "delivered",
        whose: "nobody's",
        what: "A pull request is open.",
        next: "Nothing, until a person reviews it.",
        now: "Review the pull request.",
    },
    answered: {
        charged: true,
        retryAfterMinutes: null,
        shown: "answered",
        whose: "nobody's",
        what: "The task ended in an answer, without a change.",
        next: "Nothing.",
        now: "Read the answer; put the label on again to ask once more.",
    },
    no_change: {
        charged: true,
        retryAfterMinutes: null,
        shown: "failed",
        whose: "the agent's",
        what: "The agent ended without changing anything.",
        next: "Nothing, until a person decides.",
        now: `Say in the issue what is missing. ${relabel}`,
    },
    needs_input: {
        charged: false,
        retryAfterMinutes: null,
        shown: "question",
        whose: "yours",
        what: "The agent asks a question.",
        next: "It goes on with your answer.",
        now: "Answer in a comment, then put the label on again.",
    },
    gates_failed: {
        charged: true,
        retryAfterMinutes: null,
        shown: "failed",
        whose: "the agent's",
        what: "The change does not pass the gates.",
        next: "Nothing, until a person decides.",
        now: `Look at the failing gate below. ${relabel}`,
    },
    usage_limited: {
        charged: false,
        retryAfterMinutes: 60,
        shown: "waiting",
        whose: "the limit's",
        what: "The usage limit of the model credential is reached.",
        next: "It is tried again after the reset.",
        now: "Nothing, or add another credential.",
    },
    budget_exhausted: {
        charged: true,
        retryAfterMinutes: null,
        shown: "failed",
        whose: "the limit's",
        what: "The spend limit is used up.",
        next: "Nothing, until a person decides.",
        now: `Split the issue, or raise limits.spend-per-attempt. ${relabel}`,
    },
    turn_limited: {
        charged: true,
        retryAfterMinutes: null,
        shown: "failed",
        whose: "the limit's",
        what: "The limit of model turns is reached.",
        next: "Nothing, until a person decides.",
        now: `Split the issue, or raise limits.turns. ${relabel}`,
    },
    timed_out: {
        charged: true,
        retryAfterMinutes: null,
        shown: "failed",
        whose: "the limit's",
        what: "The time limit is reached.",
        next: "Nothing, until a person decides.",
        now: `Split the issue, or raise limits.minutes. ${relabel}`,
    },
    stalled: {
        charged: true,
        retryAfterMinutes: 1,
        shown: "waiting",
        whose: "Switchyard's or the platform's",
        what: "The agent fell silent and was ended.",
        next: "It is tried again while attempts are left.",
        now: "Nothing yet.",
    },
    withheld: {
        charged: true,
        retryAfterMinutes: null,
        shown: "failed",
        whose: "yours",
        what: "The change touches protected paths only, which Switchyard does not publish.",
        next: "Nothing, until a person decides.",
        now: "Make this change by hand, or ask for something that does not need the protected paths.",
    },
    refused: {
        charged: true,
        retryAfterMinutes: null,
        shown: "failed",
        whose: "the agent's",
        what: "The result was refused by the publishing rules.",
        next: "Nothing, until a person decides.",
        now: `Read the rule below. ${relabel}`,
    },
    agent_failed: {
        charged: true,
        retryAfterMinutes: null,
        shown: "failed",
        whose: "the agent's",
        what: "Claude Code could not do its work.",
        next: "Nothing, until a person decides.",
        now: `Read the cause below and in the job log. ${relabel}`,
    },
    setup_failed: {
        charged: false,
        retryAfterMinutes: null,
        shown: "failed",
        whose: "yours",
        what: "The task could not be prepared, or the model does not accept the credential or the settings.",
        next: "Nothing, until a person decides.",
        now: `Mend what is named below. ${relabel}`,
    },
    infra_failed: {
        charged: false,
        retryAfterMinutes: 1,
        shown: "waiting",
        whose: "Switchyard's or the platform's",
        what: "The job ended without a result: a lost runner, a failed upload, or an unreachable service.",
        next: "It is tried again by itself, later each time.",
        now: "Nothing yet.",
    },
    cancelled: {
        charged: false,
        retryAfterMinutes: null,
        shown: null,
        whose: "yours",
        what: "The task was stopped: the label was taken off, the issue was closed, or the run was cancelled.",
        next: "Nothing.",
        now: "Put the label on again to start anew.",
    },
    stopped: {
        charged: false,
        retryAfterMinutes: 1,
        shown: "waiting",
        whose: "yours",
        what: "Switchyard was stopped for the whole repository.",
        next: "It goes on by itself after Switchyard is started again.",
        now: "Nothing, or start Switchyard again: git push <remote> :refs/switchyard/stop",
    },
};
/** When an outcome that retries by itself may be tried again, in minutes after its end: doubled each time, at most six hours. */
function retryDelay(outcome, earlierRetries) {
    const first = outcomes[outcome].retryAfterMinutes;
    return first === null ? null : Math.min(first * 2 ** earlierRetries, 360);
}
/** Uncharged retries end too: without this cap a broken runner would be tried for ever. */
const unchargedRetryLimit = 6;


/***/ }),

/***/ 59510:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ER: () => (/* binding */ parseEntry),
/* harmony export */   Kd: () => (/* binding */ Request),
/* harmony export */   WL: () => (/* binding */ formatEntry),
/* harmony export */   Z8: () => (/* binding */ applyEvent),
/* harmony export */   g2: () => (/* binding */ spentOn),
/* harmony export */   p$: () => (/* binding */ emptyState)
/* harmony export */ });
/* unused harmony exports Claim, Publishing, IssueState, RecordEvent */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64377);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(42047);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(37428);
/* harmony import */ var _outcome_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(91307);


/** The version that this code writes, and the oldest reader that understands it. Raise `min-reader` only when older code would decide wrongly. */
const version = 1;
const minReader = 1;
const Time = zod__WEBPACK_IMPORTED_MODULE_1__/* .datetime */ .w$();
const Oid = zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().regex(/^[0-9a-f]{40}$/);
/** One act that asked for work: a label put on, or a manual run. */
const Request = zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
    id: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(),
    kind: zod__WEBPACK_IMPORTED_MODULE_2__/* ["enum"] */ .k5n(["label", "manual"]),
    by: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(),
    at: Time,
    /** Words of the person who asked, beside the issue's own text. */
    prompt: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().optional(),
});
/** The exclusive right to work on an issue: whoever holds it is named by run, run attempt and nonce. */
const Claim = zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
    nonce: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(),
    run: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().int(),
    "run-attempt": zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().int(),
    attempt: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().int(),
    worker: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().int(),
    base: Oid,
    /** USD that the attempt may spend, counted as spent until it ends. */
    reserved: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig(),
    at: Time,
});
/** What collect is about to publish, written before its first visible act. */
const Publishing = zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ branch: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), commit: Oid, tree: Oid, digest: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP() });
const Ending = zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
    outcome: _outcome_js__WEBPACK_IMPORTED_MODULE_0__/* .Outcome */ .Pi,
    attempt: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().int(),
    run: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().int(),
    /** USD. */
    spent: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig(),
    reason: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().optional(),
    branch: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().optional(),
    pull: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().int().optional(),
    at: Time,
});
/** Everything that later decisions need of one issue; each tip carries it whole, so reading the tips is reading the world. */
const IssueState = zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
    phase: zod__WEBPACK_IMPORTED_MODULE_2__/* ["enum"] */ .k5n(["idle", "requested", "claimed", "publishing"]),
    /** The open request; null when the last one is used up. */
    request: Request.nullable(),
    /** Id of the last used-up label request: a label that is still on asks for nothing more. */
    used: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().nullable(),
    claim: Claim.nullable(),
    publishing: Publishing.nullable(),
    /** Why running work must end, once a person took the label off or cancelled. */
    cancel: zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ by: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), at: Time, why: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP() }).nullable(),
    /** Attempts charged to the present request, and uncharged retries of it. */
    attempts: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().int(),
    uncharged: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().int(),
    /** Attempts of this issue's life: the number of the next one is this plus one. */
    total: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().int(),
    spent: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig(),
    /** USD by UTC day; only the last days are kept. */
    days: zod__WEBPACK_IMPORTED_MODULE_2__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig()),
    "not-before": Time.nullable(),
    last: Ending.nullable(),
});
const RecordEvent = zod__WEBPACK_IMPORTED_MODULE_2__/* .discriminatedUnion */ .gMt("type", [
    zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ type: zod__WEBPACK_IMPORTED_MODULE_2__/* .literal */ .euz("requested"), request: Request }),
    zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ type: zod__WEBPACK_IMPORTED_MODULE_2__/* .literal */ .euz("claimed"), request: Request, claim: Claim }),
    /** A later attempt of the same run takes the claim over to itself. */
    zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ type: zod__WEBPACK_IMPORTED_MODULE_2__/* .literal */ .euz("moved"), "run-attempt": zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().int() }),
    zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ type: zod__WEBPACK_IMPORTED_MODULE_2__/* .literal */ .euz("cancel-requested"), by: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), why: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP() }),
    zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ type: zod__WEBPACK_IMPORTED_MODULE_2__/* .literal */ .euz("publishing"), publishing: Publishing }),
    zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ type: zod__WEBPACK_IMPORTED_MODULE_2__/* .literal */ .euz("ended"), ending: Ending, charged: zod__WEBPACK_IMPORTED_MODULE_2__/* .boolean */ .zMY(), "not-before": Time.nullable() }),
    zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ type: zod__WEBPACK_IMPORTED_MODULE_2__/* .literal */ .euz("withdrawn"), by: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), why: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP() }),
]);
const Body = zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
    version: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().int(),
    "min-reader": zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().int(),
    nonce: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(),
    at: Time,
    event: zod__WEBPACK_IMPORTED_MODULE_2__/* .unknown */ .L5J(),
    state: IssueState,
});
const emptyState = {
    phase: "idle",
    request: null,
    used: null,
    claim: null,
    publishing: null,
    cancel: null,
    attempts: 0,
    uncharged: 0,
    total: 0,
    spent: 0,
    days: {},
    "not-before": null,
    last: null,
};
/** The state after an event that happened at `at` (ISO time). Pure; throws when the event cannot follow the state, which is a bug of the caller. */
function applyEvent(state, event, at) {
    switch (event.type) {
        case "requested":
            return { ...state, phase: "requested", ...begin(state, event.request) };
        case "claimed":
            if (state.claim !== null)
                throw new Error("claimed while claimed");
            return {
                ...state,
                ...begin(state, event.request),
                phase: "claimed",
                claim: event.claim,
                total: event.claim.attempt,
                "not-before": null,
            };
        case "moved":
            if (state.claim === null)
                throw new Error("moved without a claim");
            return { ...state, claim: { ...state.claim, "run-attempt": event["run-attempt"] } };
        case "cancel-requested":
            return { ...state, cancel: { by: event.by, at, why: event.why } };
        case "publishing":
            if (state.claim === null)
                throw new Error("publishing without a claim");
            return { ...state, phase: "publishing", publishing: event.publishing };
        case "withdrawn":
            return { ...state, ...settled(state), phase: "idle" };
        case "ended":
            return ended(state, event);
    }
}
/** The commit message of an entry: a subject for `git log`, and the whole as JSON below it. */
function formatEntry({ nonce, at, event, state }) {
    const body = { version, "min-reader": minReader, nonce, at, event, state };
    return `${subject(event)}\n\n${JSON.stringify(body, null, 1)}\n`;
}
/** Reads the commit message of a tip. A record that is corrupt or asks for a newer reader says so; it never throws. */
function parseEntry(message) {
    const start = message.indexOf("\n\n");
    let json;
    try {
        json = JSON.parse(message.slice(start + 2));
    }
    catch {
        return { ok: false, why: "the record is not readable: its newest commit has no JSON body" };
    }
    const body = Body.safeParse(json);
    if (!body.success)
        return {
            ok: false,
            why: `the record is not readable: ${zod__WEBPACK_IMPORTED_MODULE_3__/* .prettifyError */ .S1(body.error).replaceAll("\n", " ")}`,
        };
    if (body.data["min-reader"] > version) {
        return {
            ok: false,
            why: `the record was written by a newer Switchyard (needs reader ${body.data["min-reader"]}, this is ${version}): update the pinned version`,
        };
    }
    const event = RecordEvent.safeParse(body.data.event);
    // The state is whole in every entry, so an event of a later minor version can be skipped.
    const known = event.success
        ? event.data
        : { type: "cancel-requested", by: "unknown", why: "event of a newer version" };
    return {
        ok: true,
        entry: { nonce: body.data.nonce, at: body.data.at, event: known, state: body.data.state },
    };
}
/** USD spent by this issue on the UTC day of `at`. */
function spentOn(state, at) {
    return state.days[at.slice(0, 10)] ?? 0;
}
function begin(state, request) {
    const same = state.request?.id === request.id;
    return {
        request,
        attempts: same ? state.attempts : 0,
        uncharged: same ? state.uncharged : 0,
        cancel: null,
    };
}
function settled(state) {
    const used = state.request?.kind === "label" ? state.request.id : state.used;
    return { request: null, used, claim: null, publishing: null, cancel: null, "not-before": null };
}
function ended(state, event) {
    const { ending, charged } = event;
    const day = ending.at.slice(0, 10);
    const counted = {
        attempts: state.attempts + (charged ? 1 : 0),
        uncharged: state.uncharged + (charged ? 0 : 1),
        spent: money(state.spent + ending.spent),
        days: lastDays({ ...state.days, [day]: money((state.days[day] ?? 0) + ending.spent) }),
        last: ending,
    };
    // A retry keeps its request open; everything else uses it up.
    if (event["not-before"] !== null && state.cancel === null) {
        return {
            ...state,
            ...counted,
            phase: "requested",
            claim: null,
            publishing: null,
            "not-before": event["not-before"],
        };
    }
    return { ...state, ...settled(state), ...counted, phase: "idle" };
}
function lastDays(days) {
    return Object.fromEntries(Object.entries(days)
        .toSorted(([a], [b]) => a.localeCompare(b))
        .slice(-7));
}
/** Dollars to the ten-thousandth, so that sums stay readable. */
function money(usd) {
    return Math.round(usd * 10_000) / 10_000;
}
function subject(event) {
    switch (event.type) {
        case "requested":
            return `requested by ${event.request.by}`;
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
    }
}


/***/ }),

/***/ 52529:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EO: () => (/* binding */ runGit),
/* harmony export */   aN: () => (/* binding */ lastWords),
/* harmony export */   uM: () => (/* binding */ gitIn)
/* harmony export */ });
/* harmony import */ var _actions_exec__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(22876);

/**
 * Runs git once in `cwd`, without the hooks, templates and monitors that the directory or the user may have configured. Network commands name
 * their `remote` and get its credentials; they give up when less than 1 kB/s flows for a minute.
 */
async function runGit(options) {
    const { exitCode, stdout, stderr } = await (0,_actions_exec__WEBPACK_IMPORTED_MODULE_0__/* .getExecOutput */ .H)("git", [...safe, ...options.args], {
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
/** A git for one directory whose failures are thrown. */
function gitIn(cwd, remote) {
    return async (args, options) => {
        const end = await runGit({
            cwd,
            args,
            ...(remote === undefined ? {} : { remote }),
            ...(options?.input === undefined ? {} : { input: options.input }),
        });
        if (end.code !== 0)
            throw new Error(`git ${args[0] ?? ""} failed: ${lastWords(end.stderr)}`);
        return end.stdout;
    };
}
/** The last line of git's stderr that says something, without the prefix that every line has. */
function lastWords(stderr) {
    const lines = stderr.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("hint:"));
    return (lines.findLast((line) => /^(?:fatal|error|remote):/.test(line)) ??
        lines.at(-1) ??
        "it said nothing").trim();
}
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

/***/ 62424:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ openRecordStore),
/* harmony export */   f: () => (/* binding */ issueRef)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(58500);
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3828);
/* harmony import */ var _core_record_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(59510);
/* harmony import */ var _git_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(52529);






const root = "refs/switchyard/";
const issues = `${root}issues/`;
const world = `${root}world`;
const stop = `${root}stop`;
const noObject = "0".repeat(40);
/** The ref that holds the record of an issue. */
function issueRef(issue) {
    return `${issues}${issue}`;
}
/** Opens the records of `remote` through a bare repository of its own under `temp`, which is removed when the scope ends. */
async function openRecordStore({ remote, temp, identity, }) {
    const directory = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdtemp)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(temp, "records-"));
    const local = (0,_git_js__WEBPACK_IMPORTED_MODULE_4__/* .gitIn */ .uM)(directory);
    await local(["init", "--quiet", "--bare", "."]);
    const tree = (await local(["hash-object", "-t", "tree", "-w", "--stdin"], { input: "" })).trim();
    const commit = async (message, parent, at) => {
        const who = `${identity} ${Math.floor(Date.parse(at) / 1000)} +0000`;
        const lines = [
            `tree ${tree}`,
            ...(parent === null ? [] : [`parent ${parent}`]),
            `author ${who}`,
            `committer ${who}`,
            "",
            message,
        ];
        return (await local(["hash-object", "-t", "commit", "-w", "--stdin"], { input: lines.join("\n") })).trim();
    };
    return {
        read: async () => readRecords(directory, remote),
        write: async (seen, entries, options) => {
            const updates = [];
            for (const [issue, entry] of entries) {
                const ref = issueRef(issue);
                const old = seen.tips.get(ref) ?? null;
                updates.push({ ref, old, next: await commit((0,_core_record_js__WEBPACK_IMPORTED_MODULE_3__/* .formatEntry */ .WL)(entry), old, entry.at) });
            }
            const at = [...entries.values()][0]?.at;
            if (options.world !== null && at !== undefined) {
                const old = seen.tips.get(world) ?? null;
                updates.push({ ref: world, old, next: await commit(`${options.world}\n`, old, at) });
            }
            const answer = await push({ directory, remote, updates });
            if (answer === "stale")
                return { ok: false, why: "stale" };
            return {
                ok: true,
                tips: new Map([...entries.keys()].map((issue) => [
                    issue,
                    updates.find(({ ref }) => ref === issueRef(issue))?.next ?? noObject,
                ])),
            };
        },
        peek: async (issue) => {
            const refs = await remoteRefs(directory, remote, [issueRef(issue), stop]);
            return { tip: refs.get(issueRef(issue)) ?? null, stopped: refs.has(stop) };
        },
        [Symbol.asyncDispose]: async () => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(directory, { recursive: true, force: true }),
    };
}
async function readRecords(directory, remote) {
    const fetched = await (0,_git_js__WEBPACK_IMPORTED_MODULE_4__/* .runGit */ .EO)({
        cwd: directory,
        remote,
        args: [
            "fetch",
            "--quiet",
            "--depth=1",
            "--no-tags",
            "--prune",
            "--force",
            remote.url,
            `+${root}*:${root}*`,
        ],
    });
    // git exits 1 without a word when a shallow fetch matches no ref (measured): the first day of a repository.
    if (fetched.code !== 0 && (await remoteRefs(directory, remote, [`${root}*`])).size > 0)
        throw unreachable(fetched, remote);
    const listed = await (0,_git_js__WEBPACK_IMPORTED_MODULE_4__/* .gitIn */ .uM)(directory)(["for-each-ref", "--format=%(objectname) %(refname)", root]);
    const tips = new Map(listed
        .split("\n")
        .filter(Boolean)
        .map((line) => [line.slice(41), line.slice(0, 40)]));
    const entries = new Map();
    const numbered = [...tips].flatMap(([ref, oid]) => ref.startsWith(issues) && /^\d+$/.test(ref.slice(issues.length))
        ? [{ issue: Number(ref.slice(issues.length)), oid }]
        : []);
    const messages = await readMessages(directory, numbered.map(({ oid }) => oid));
    numbered.forEach(({ issue }, index) => entries.set(issue, (0,_core_record_js__WEBPACK_IMPORTED_MODULE_3__/* .parseEntry */ .ER)(messages[index] ?? "")));
    return { entries, tips, stopped: tips.has(stop) };
}
/** The messages of commits, in the order asked for, by one process. */
async function readMessages(directory, oids) {
    if (oids.length === 0)
        return [];
    const output = Buffer.from(await (0,_git_js__WEBPACK_IMPORTED_MODULE_4__/* .gitIn */ .uM)(directory)(["cat-file", "--batch"], { input: `${oids.join("\n")}\n` }), "utf8");
    const messages = [];
    let at = 0;
    while (at < output.length) {
        const end = output.indexOf("\n", at);
        const size = Number(output.subarray(at, end).toString("utf8").split(" ")[2] ?? "0");
        const commit = output.subarray(end + 1, end + 1 + size).toString("utf8");
        messages.push(commit.slice(commit.indexOf("\n\n") + 2));
        at = end + 1 + size + 1;
    }
    return messages;
}
/**
 * One atomic push with the expected old value of every ref. Its answers are a closed list: everything moved, or a ref is not where we saw it
 * (stale). Anything else is unknown: the refs are read, and if they are where we saw them the push is tried again.
 */
async function push({ directory, remote, updates, }) {
    const leases = updates.map(({ ref, old }) => `--force-with-lease=${ref}:${old ?? ""}`);
    const specs = updates.map(({ ref, next }) => `${next}:${ref}`);
    const expected = updates.map(({ ref, old }) => [ref, old]);
    let last = { code: 0, stdout: "", stderr: "" };
    for (let round = 0; round < 4; round += 1) {
        if (round > 0)
            await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_2__.setTimeout)(200 * 2 ** round * (0.5 + Math.random()));
        last = await (0,_git_js__WEBPACK_IMPORTED_MODULE_4__/* .runGit */ .EO)({
            cwd: directory,
            remote,
            args: ["push", "--porcelain", "--atomic", ...leases, remote.url, ...specs],
        });
        if (last.code === 0)
            return "ok";
        const now = await remoteRefs(directory, remote, updates.map(({ ref }) => ref));
        if (updates.every(({ ref, next }) => now.get(ref) === next))
            return "ok"; // the answer was lost; the nonce in the entry makes the commit ours alone
        if (expected.some(([ref, old]) => (now.get(ref) ?? null) !== old))
            return "stale";
        if (/\b403\b|denied|not granted/i.test(last.stderr))
            throw forbidden(last);
    }
    throw unreachable(last, remote);
}
async function remoteRefs(directory, remote, patterns) {
    const end = await (0,_git_js__WEBPACK_IMPORTED_MODULE_4__/* .runGit */ .EO)({
        cwd: directory,
        remote,
        args: ["ls-remote", "--quiet", remote.url, ...patterns],
    });
    if (end.code !== 0)
        throw unreachable(end, remote);
    return new Map(end.stdout
        .split("\n")
        .filter(Boolean)
        .map((line) => [line.slice(41), line.slice(0, 40)]));
}
function forbidden(end) {
    return new _core_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .UserError */ .yo(`Cannot write refs/switchyard/*: ${(0,_git_js__WEBPACK_IMPORTED_MODULE_4__/* .lastWords */ .aN)(end.stderr)}. The job needs \`permissions: { contents: write }\`, and no ruleset may forbid refs outside branches and tags.`);
}
function unreachable(end, { url }) {
    return new _core_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .UserError */ .yo(`Cannot reach ${url} by git: ${(0,_git_js__WEBPACK_IMPORTED_MODULE_4__/* .lastWords */ .aN)(end.stderr)}. If the token or the network of this job changed, mend it and run again; nothing was changed.`);
}


/***/ }),

/***/ 48270:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D_: () => (/* binding */ identity),
/* harmony export */   KU: () => (/* binding */ nonce),
/* harmony export */   Ms: () => (/* binding */ entryOf),
/* harmony export */   sc: () => (/* binding */ sha256)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _core_record_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(59510);


/** Author and committer of the commits that records are made of. */
const identity = "Switchyard <switchyard@users.noreply.github.com>";
/** A random claim id or nonce: 32 hexadecimal digits. */
function nonce() {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(16).toString("hex");
}
/** SHA-256 of a text, hex. */
function sha256(text) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)("sha256").update(text).digest("hex");
}
/** The entry that puts an event on top of a state. `at` is an ISO time. */
function entryOf(state, event, at) {
    return { nonce: nonce(), at, event, state: (0,_core_record_js__WEBPACK_IMPORTED_MODULE_1__/* .applyEvent */ .Z8)(state, event, at) };
}


/***/ })

};
