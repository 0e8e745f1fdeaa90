export const id = 475;
export const ids = [475];
export const modules = {

/***/ 65447:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a8: () => (/* binding */ IsolationHeld),
/* harmony export */   gD: () => (/* binding */ IsolationDemand),
/* harmony export */   hQ: () => (/* binding */ isolationRefusal),
/* harmony export */   m5: () => (/* binding */ settleIsolation),
/* harmony export */   o$: () => (/* binding */ describeIsolation),
/* harmony export */   pd: () => (/* binding */ isolationParts)
/* harmony export */ });
/* unused harmony export strongestDemand */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(42047);

/** The four parts of isolation: who the agent is, what it can connect to, how much it can use, and what it can leave behind. */
const isolationParts = ["user", "egress", "limits", "cleanup"];
const Demand = zod__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(["enforce", "external", "none"]);
/** What the config demands of each part. */
const IsolationDemand = zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
    user: Demand.default("enforce").describe("A user of its own that owns nothing else, in mount and process namespaces of its own, without a way to more rights"),
    egress: Demand.default("enforce").describe("A network namespace of its own, from which the model and what `network` allows can be reached, and nothing else"),
    limits: Demand.default("enforce").describe("Limits on memory, processes and the size of files"),
    cleanup: Demand.default("enforce").describe("Everything of the agent's is ended and removed, and seen to be gone, before anything is collected"),
});
/** What holds of each part in one attempt. */
const IsolationHeld = zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
    user: zod__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(["enforced", "external", "none"]),
    egress: zod__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(["enforced", "external", "none"]),
    limits: zod__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(["enforced", "external", "none"]),
    cleanup: zod__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(["enforced", "external", "none"]),
});
/** What holds when a machine with this offer meets this demand, or the parts that are demanded and cannot be had, with their reasons. */
function settleIsolation(demand, offer) {
    const missing = isolationParts.flatMap((part) => {
        const why = offer[part];
        return demand[part] === "enforce" && why !== null ? [{ part, why }] : [];
    });
    if (missing.length > 0)
        return { ok: false, missing };
    const held = (part) => (demand[part] === "enforce" ? "enforced" : demand[part]);
    return {
        ok: true,
        held: { user: held("user"), egress: held("egress"), limits: held("limits"), cleanup: held("cleanup") },
    };
}
/** The demand that takes whatever this machine can enforce, and is content without the rest. */
function strongestDemand(offer) {
    const demand = (part) => (offer[part] === null ? "enforce" : "none");
    return {
        user: demand("user"),
        egress: demand("egress"),
        limits: demand("limits"),
        cleanup: demand("cleanup"),
    };
}
/** One line for logs and summaries: `user enforced, egress enforced, limits external, cleanup none`. */
function describeIsolation(held) {
    return isolationParts.map((part) => `${part} ${held[part]}`).join(", ");
}
/** What a person reads when a demanded part cannot be set up: each part with its reason, and what to do. */
function isolationRefusal(missing) {
    const parts = missing.map(({ part, why }) => `${part}: ${why}`).join("; ");
    const settings = missing.map(({ part }) => `${part}: external`).join(", ");
    return [
        `The agent cannot be isolated on this runner (${parts}).`,
        "Use a hosted runner such as ubuntu-24.04, or one whose user is root or has passwordless sudo.",
        `If the machine enforces this by other means, say so in .github/switchyard.yml: \`isolation: { ${settings} }\`;`,
        "`none` instead of `external` goes without.",
    ].join(" ");
}


/***/ }),

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
    "no_progress",
    "disk_full",
    "withheld",
    "refused",
    "agent_failed",
    "setup_failed",
    "infra_failed",
    "no_space",
    "cancelled",
    "stopped",
]);
const relabel = "Put the label on again to start another attempt.";
/** One row per outcome: charging, retry, label, and what a person reads. */
const outcomes = {
    delivered: {
        charged: true,
        retryAfterMinutes: null,
        salvage: null,
        shown: "delivered",
        whose: "nobody's",
        what: "A pull request is open.",
        next: "Nothing, until a person reviews it.",
        now: "Review the pull request.",
    },
    answered: {
        charged: true,
        retryAfterMinutes: null,
        salvage: null,
        shown: "answered",
        whose: "nobody's",
        what: "The task ended in an answer, without a change.",
        next: "Nothing.",
        now: "Read the answer; put the label on again to ask once more.",
    },
    no_change: {
        charged: true,
        retryAfterMinutes: null,
        salvage: "sealed",
        shown: "failed",
        whose: "the agent's",
        what: "The agent ended without changing anything.",
        next: "Nothing, until a person decides.",
        now: `Say in the issue what is missing. ${relabel}`,
    },
    needs_input: {
        charged: false,
        retryAfterMinutes: null,
        salvage: "sealed",
        shown: "question",
        whose: "yours",
        what: "The agent asks a question.",
        next: "It goes on with your answer.",
        now: "Answer in a comment, then put the label on again.",
    },
    gates_failed: {
        charged: true,
        retryAfterMinutes: null,
        salvage: "draft",
        shown: "failed",
        whose: "the agent's",
        what: "The change does not pass the gates.",
        next: "Nothing, until a person decides.",
        now: `Look at the failing gate below. ${relabel}`,
    },
    usage_limited: {
        charged: false,
        retryAfterMinutes: 60,
        salvage: "sealed",
        shown: "waiting",
        whose: "the limit's",
        what: "The usage limit of the model credential is reached.",
        next: "It is tried again after the reset.",
        now: "Nothing, or add another credential.",
    },
    budget_exhausted: {
        charged: true,
        retryAfterMinutes: null,
        salvage: "draft",
        shown: "failed",
        whose: "the limit's",
        what: "The spend limit is used up.",
        next: "Nothing, until a person decides.",
        now: `Split the issue, or raise limits.spend-per-attempt. ${relabel}`,
    },
    turn_limited: {
        charged: true,
        retryAfterMinutes: null,
        salvage: "draft",
        shown: "failed",
        whose: "the limit's",
        what: "The limit of model turns is reached.",
        next: "Nothing, until a person decides.",
        now: `Split the issue, or raise limits.turns. ${relabel}`,
    },
    timed_out: {
        charged: true,
        retryAfterMinutes: null,
        salvage: "draft",
        shown: "failed",
        whose: "the limit's",
        what: "The time limit is reached.",
        next: "Nothing, until a person decides.",
        now: `Split the issue, or raise limits.minutes. ${relabel}`,
    },
    stalled: {
        charged: true,
        retryAfterMinutes: 1,
        salvage: "draft",
        shown: "waiting",
        whose: "Switchyard's or the platform's",
        what: "The agent fell silent and was ended.",
        next: "It is tried again while attempts are left.",
        now: "Nothing yet.",
    },
    no_progress: {
        charged: true,
        retryAfterMinutes: null,
        salvage: "draft",
        shown: "failed",
        whose: "the agent's",
        what: "The agent repeated itself without getting on, and was ended.",
        next: "Nothing, until a person decides.",
        now: `See in the job log what it got stuck on, and say in the issue how to get past it; or raise limits.repeated-calls. ${relabel}`,
    },
    disk_full: {
        charged: true,
        retryAfterMinutes: null,
        salvage: "draft",
        shown: "failed",
        whose: "the limit's",
        what: "The limit of disk space is reached.",
        next: "Nothing, until a person decides.",
        now: `See below who filled it: ask for less, raise limits.disk-gigabytes, or use a runner with more space. ${relabel}`,
    },
    withheld: {
        charged: true,
        retryAfterMinutes: null,
        salvage: "sealed",
        shown: "failed",
        whose: "yours",
        what: "The change touches only paths that are protected, or that its scope does not allow; Switchyard does not publish those.",
        next: "Nothing, until a person decides.",
        now: "Make this change by hand, or name the paths under protected.allow, or under allowed of the scope, in the config and run `switchyard release`.",
    },
    refused: {
        charged: true,
        retryAfterMinutes: null,
        salvage: "sealed",
        shown: "failed",
        whose: "the agent's",
        what: "The result was refused by the publishing rules.",
        next: "Nothing, until a person decides.",
        now: `Read the rule below. Where the config may allow it, change it and run \`switchyard release\`. ${relabel}`,
    },
    agent_failed: {
        charged: true,
        retryAfterMinutes: null,
        salvage: "draft",
        shown: "failed",
        whose: "the agent's",
        what: "Claude Code could not do its work.",
        next: "Nothing, until a person decides.",
        now: `Read the cause below and in the job log. ${relabel}`,
    },
    setup_failed: {
        charged: false,
        retryAfterMinutes: null,
        salvage: "sealed",
        shown: "failed",
        whose: "yours",
        what: "The task could not be prepared, or the model does not accept the credential or the settings.",
        next: "Nothing, until a person decides.",
        now: `Mend what is named below. ${relabel}`,
    },
    infra_failed: {
        charged: false,
        retryAfterMinutes: 1,
        salvage: "sealed",
        shown: "waiting",
        whose: "Switchyard's or the platform's",
        what: "The job ended without a result: a lost runner, a failed upload, or an unreachable service.",
        next: "It is tried again by itself, later each time.",
        now: "Nothing yet.",
    },
    no_space: {
        charged: false,
        retryAfterMinutes: 360,
        salvage: "sealed",
        shown: "waiting",
        whose: "yours",
        what: "GitHub's storage for artifacts is full, so that nothing could be kept or handed over.",
        next: "It is tried again after some hours, when GitHub has counted anew, and goes on from what was kept.",
        now: "Delete artifacts that nobody needs, or raise the limit in the account's billing settings. Then put the label on again.",
    },
    cancelled: {
        charged: false,
        retryAfterMinutes: null,
        salvage: "sealed",
        shown: null,
        whose: "yours",
        what: "The task was stopped: the label was taken off, the issue was closed, or the run was cancelled.",
        next: "Nothing. What was done by then is kept.",
        now: "Put the label on again to go on.",
    },
    stopped: {
        charged: false,
        retryAfterMinutes: 1,
        salvage: "sealed",
        shown: "waiting",
        whose: "yours",
        what: "Switchyard was stopped for the whole repository.",
        next: "It goes on by itself after Switchyard is started again.",
        now: "Nothing, or start Switchyard again: `switchyard start`",
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
/* harmony export */   DJ: () => (/* binding */ IssueState),
/* harmony export */   Kd: () => (/* binding */ Request),
/* harmony export */   TN: () => (/* binding */ isRecorded),
/* harmony export */   Y$: () => (/* binding */ RecordEvent),
/* harmony export */   Z8: () => (/* binding */ applyEvent),
/* harmony export */   g2: () => (/* binding */ spentOn),
/* harmony export */   hb: () => (/* binding */ saidLimit),
/* harmony export */   l6: () => (/* binding */ isUsedUp),
/* harmony export */   p$: () => (/* binding */ emptyState),
/* harmony export */   yx: () => (/* binding */ startsSince)
/* harmony export */ });
/* unused harmony exports Claim, Publishing, Ending */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64377);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(42047);
/* harmony import */ var _outcome_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(91307);


/** Longest message of an agent that a record keeps, in characters: it is fetched with every look at the records. */
const saidLimit = 4_000;
const Time = zod__WEBPACK_IMPORTED_MODULE_1__/* .datetime */ .w$();
const Oid = zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().regex(/^[0-9a-f]{40}$/);
/** One act that asked for work: a label put on, a manual run, or a command. */
const Request = zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
    id: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(),
    kind: zod__WEBPACK_IMPORTED_MODULE_2__/* ["enum"] */ .k5n(["label", "manual", "command"]),
    by: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(),
    at: Time,
    /** Words of the person who asked, beside the issue's own text. */
    prompt: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().optional(),
    /** The manual run that asked. Runs are numbered upwards, so that a re-run of an old one asks for nothing new. */
    run: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().int().optional(),
    /** The attempt whose change is to be published after all, as the config is now, without asking a model. */
    release: zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ claim: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), attempt: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().int() }).optional(),
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
    /** What it counts against beside the limits of all: its profile, its scopes, its credential pool, and whether it can end in a pull request. */
    profile: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().nullable().default(null),
    scopes: zod__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP()).default([]),
    pool: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().default("default"),
    answer: zod__WEBPACK_IMPORTED_MODULE_2__/* .boolean */ .zMY().default(false),
});
/** What collect is about to publish, written before its first visible act. */
const Publishing = zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
    branch: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(),
    commit: Oid,
    tree: Oid,
    digest: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(),
    /** How the attempt ended; absent when it delivered. */
    outcome: _outcome_js__WEBPACK_IMPORTED_MODULE_0__/* .Outcome */ .Pi.optional(),
});
/** What an ending says for those who look into it later; nothing is decided by it. */
const Account = zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
    /** SHA-256 of the text that the agent was given, hex. */
    snapshot: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(),
    /** Pieces that were taken out of that text because its readers could not see them. */
    hidden: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().int(),
    /** What was wrong with the result, by reason code. */
    refusals: zod__WEBPACK_IMPORTED_MODULE_2__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().int()).optional(),
    /** Changed files that were not published because their paths are protected. */
    withheld: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().int().optional(),
    /** The rules held back the change or a part of it, and what was held back can be had: from an artifact of the run, or from the last checkpoint. */
    kept: zod__WEBPACK_IMPORTED_MODULE_2__/* .boolean */ .zMY().optional(),
    /** A GitHub App published, so that workflows start by themselves. */
    app: zod__WEBPACK_IMPORTED_MODULE_2__/* .boolean */ .zMY().optional(),
});
/** How an attempt ended. */
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
    /** The pool whose credentials it ran on, and what it found of them: did the model answer at all, and until when is the pool spent? */
    pool: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().default("default"),
    "model-reached": zod__WEBPACK_IMPORTED_MODULE_2__/* .boolean */ .zMY().optional(),
    "resets-at": Time.optional(),
    account: Account.optional(),
});
/** Everything that later decisions need of one issue; each tip carries it whole, so reading the tips is reading the world. */
const IssueState = zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
    phase: zod__WEBPACK_IMPORTED_MODULE_2__/* ["enum"] */ .k5n(["idle", "requested", "claimed", "publishing"]),
    /** The open request; null when the last one is used up. */
    request: Request.nullable(),
    /** What is used up: the last label request, every act up to a time, and every manual run up to a number. */
    used: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().nullable(),
    "used-at": Time.nullable().default(null),
    "used-run": zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().int().default(0),
    claim: Claim.nullable(),
    publishing: Publishing.nullable(),
    /** Why running work must end, once a person took the label off or cancelled. */
    cancel: zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ by: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), at: Time, why: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP() }).nullable(),
    /** Attempts charged to the present request, and uncharged retries of it. */
    attempts: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().int(),
    uncharged: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().int(),
    /** Attempts of this issue's life: the number of the next one is this plus one. */
    total: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().int(),
    /** When the attempts of the last 24 hours started, oldest first. */
    starts: zod__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(Time).default([]),
    spent: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig(),
    /** USD by UTC day; only the last days are kept. */
    days: zod__WEBPACK_IMPORTED_MODULE_2__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig()),
    "not-before": Time.nullable(),
    last: Ending.nullable(),
    /** The last branch and pull request that were published for this issue. */
    branch: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().nullable().default(null),
    pull: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().int().nullable().default(null),
});
const RecordEvent = zod__WEBPACK_IMPORTED_MODULE_2__/* .discriminatedUnion */ .gMt("type", [
    zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ type: zod__WEBPACK_IMPORTED_MODULE_2__/* .literal */ .euz("requested"), request: Request }),
    zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ type: zod__WEBPACK_IMPORTED_MODULE_2__/* .literal */ .euz("claimed"), request: Request, claim: Claim }),
    /** A later attempt of the same run takes the claim over to itself. */
    zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ type: zod__WEBPACK_IMPORTED_MODULE_2__/* .literal */ .euz("moved"), "run-attempt": zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().int() }),
    zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ type: zod__WEBPACK_IMPORTED_MODULE_2__/* .literal */ .euz("cancel-requested"), by: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), why: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP() }),
    zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ type: zod__WEBPACK_IMPORTED_MODULE_2__/* .literal */ .euz("publishing"), publishing: Publishing }),
    zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
        type: zod__WEBPACK_IMPORTED_MODULE_2__/* .literal */ .euz("ended"),
        ending: Ending,
        charged: zod__WEBPACK_IMPORTED_MODULE_2__/* .boolean */ .zMY(),
        "not-before": Time.nullable(),
        /** The agent's last message, for the issues that wait for this one: data from the agent. */
        said: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().max(saidLimit).optional(),
    }),
    zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ type: zod__WEBPACK_IMPORTED_MODULE_2__/* .literal */ .euz("withdrawn"), by: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), why: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP() }),
    /** A record that was gone, put together again from what is left on GitHub. */
    zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
        type: zod__WEBPACK_IMPORTED_MODULE_2__/* .literal */ .euz("repaired"),
        why: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(),
        total: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().int(),
        spent: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig(),
        branch: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().nullable(),
        pull: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().int().nullable(),
    }),
]);
/** The record of an issue on which nothing has happened. */
const emptyState = {
    phase: "idle",
    request: null,
    used: null,
    "used-at": null,
    "used-run": 0,
    claim: null,
    publishing: null,
    cancel: null,
    attempts: 0,
    uncharged: 0,
    total: 0,
    starts: [],
    spent: 0,
    days: {},
    "not-before": null,
    last: null,
    branch: null,
    pull: null,
};
/** The state after an event that happened at `at` (ISO time). Pure; throws when the event cannot follow the state, which is a bug of the caller. */
function applyEvent(state, event, at) {
    switch (event.type) {
        case "requested":
            if (state.claim !== null)
                throw new Error("requested while claimed");
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
                starts: [...startsSince(state, at), event.claim.at],
                "not-before": null,
            };
        case "moved":
            return { ...state, claim: { ...heldBy(state, "moved"), "run-attempt": event["run-attempt"] } };
        case "cancel-requested":
            heldBy(state, "asked to end");
            return { ...state, cancel: { by: event.by, at, why: event.why } };
        case "publishing":
            heldBy(state, "publishing");
            return { ...state, phase: "publishing", publishing: event.publishing };
        case "withdrawn":
            if (state.claim !== null)
                throw new Error("withdrawn while claimed");
            return { ...state, ...settled(state), phase: "idle" };
        case "ended":
            heldBy(state, "ended");
            return ended(state, event);
        case "repaired":
            return repaired(state, event, at);
    }
}
/** USD spent by this issue on the UTC day of `at`. */
function spentOn(state, at) {
    return state.days[at.slice(0, 10)] ?? 0;
}
/** When the attempts of the 24 hours before `at` started. */
function startsSince(state, at) {
    const dayAgo = Date.parse(at) - 24 * 3_600_000;
    return state.starts.filter((start) => Date.parse(start) > dayAgo);
}
/** Is this act used up: answered, refused or withdrawn before? Then it asks for nothing, however long the label stays on. */
function isUsedUp(state, request) {
    if (request.kind === "manual")
        return (request.run ?? 0) <= state["used-run"];
    return request.id === state.used || (state["used-at"] !== null && request.at <= state["used-at"]);
}
/** Has the record this request already: as its open one, or used up? */
function isRecorded(state, request) {
    return state.request?.id === request.id || isUsedUp(state, request);
}
function heldBy(state, what) {
    if (state.claim === null)
        throw new Error(`${what} without a claim`);
    return state.claim;
}
function begin(state, request) {
    const same = state.request?.id === request.id;
    return {
        request,
        attempts: same ? state.attempts : 0,
        uncharged: same ? state.uncharged : 0,
        cancel: null,
        "not-before": same ? state["not-before"] : null,
    };
}
/** The request is used up, and with it every act before its attempt began: all of them asked for the same. */
function settled(state) {
    const { request, claim } = state;
    const until = claim?.at ?? (request?.kind === "label" ? request.at : null);
    return {
        request: null,
        used: request?.kind === "label" ? request.id : state.used,
        "used-at": latest(state["used-at"], until),
        "used-run": Math.max(state["used-run"], request?.run ?? 0),
        claim: null,
        publishing: null,
        cancel: null,
        "not-before": null,
    };
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
        branch: ending.branch ?? state.branch,
        pull: ending.pull ?? (ending.branch === undefined ? state.pull : null),
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
/** Acts before the repair are used up: what they asked for may have been done, and nothing is paid twice. */
function repaired(state, event, at) {
    if (state.claim !== null)
        throw new Error("repaired while claimed");
    const { total, spent, branch, pull, why } = event;
    const outcome = branch === null ? "infra_failed" : "delivered";
    return {
        ...state,
        ...settled(state),
        phase: "idle",
        "used-at": at,
        total,
        spent,
        branch,
        pull,
        last: {
            outcome,
            attempt: total,
            run: 0,
            spent: 0,
            reason: why,
            at,
            pool: "default",
            ...(branch === null ? {} : { branch }),
            ...(pull === null ? {} : { pull }),
        },
    };
}
function latest(a, b) {
    if (a === null || b === null)
        return a ?? b;
    return a > b ? a : b;
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


/***/ }),

/***/ 50424:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J0: () => (/* binding */ noIssue),
/* harmony export */   W3: () => (/* binding */ RehearsalReport),
/* harmony export */   g1: () => (/* binding */ Rehearsal),
/* harmony export */   gk: () => (/* binding */ finding),
/* harmony export */   ls: () => (/* binding */ isolationFindings),
/* harmony export */   rn: () => (/* binding */ reportFile),
/* harmony export */   vC: () => (/* binding */ proposal)
/* harmony export */ });
/* unused harmony exports findingCodes, Finding */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(42047);
/* harmony import */ var _isolation_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(65447);


/** Everything that a rehearsal looks at, by what can be wrong with it. A failure has one code, and each code one remedy. */
const findingCodes = [
    "contents",
    "issues",
    "pull-requests",
    "actions",
    "labels",
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
    "artifacts",
    "opening",
];
/** One thing that was looked at. `missing` keeps work from being done, `doubtful` does not. */
const Finding = zod__WEBPACK_IMPORTED_MODULE_1__/* .strictObject */ .rej({
    code: zod__WEBPACK_IMPORTED_MODULE_1__/* ["enum"] */ .k5n(findingCodes),
    /** Which one, where there are several: a part of isolation, a credential, a gate. */
    name: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().max(80),
    state: zod__WEBPACK_IMPORTED_MODULE_1__/* ["enum"] */ .k5n(["ok", "missing", "doubtful"]),
    /** What was seen; words of others may be in it. */
    text: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().max(2_000),
});
/** A finding of ours, its text cut to what the schema takes. */
function finding(code, state, text, name = "") {
    return { code, state, text: text.slice(0, 2_000), name: name.slice(0, 80) };
}
/** What is to be said of each part of isolation, on a machine with this offer. */
function isolationFindings(demand, offer) {
    return _isolation_js__WEBPACK_IMPORTED_MODULE_0__/* .isolationParts */ .pd.map((part) => {
        const why = offer[part];
        if (demand[part] !== "enforce")
            return finding("isolation", "doubtful", `The config says ${demand[part]}.`, part);
        return why === null
            ? finding("isolation", "ok", "It can be enforced here.", part)
            : finding("isolation", "missing", `It cannot be enforced on this runner: ${why}`, part);
    });
}
const Because = zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ run: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), because: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() });
/** The part of the plan that makes a run a rehearsal: one leg without an issue and without an agent. */
const Rehearsal = zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
    /** The id that its leg carries in place of a claim. */
    claim: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().regex(/^[0-9a-f]{32}$/),
    private: zod__WEBPACK_IMPORTED_MODULE_1__/* .boolean */ .zMY(),
    /** The schedules of the calling workflow. */
    crons: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP()),
    /** Is there a config already? Then none is proposed. */
    configured: zod__WEBPACK_IMPORTED_MODULE_1__/* .boolean */ .zMY(),
    /** What dispatch found in the repository's files; without a config, `gates` of the plan's config are these. */
    detected: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
        setup: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(Because),
        gates: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(Because.extend({ name: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() })),
        workspace: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ folder: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), test: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), because: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() }).nullable(),
    }),
    /** What dispatch looked at itself. */
    findings: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(Finding),
});
/** The number that stands for the issue in the leg of a rehearsal. */
const noIssue = 0;
/** What work hands to collect. Hostile until it is read by this schema: what runs in work is the repository's code. */
const RehearsalReport = zod__WEBPACK_IMPORTED_MODULE_1__/* .strictObject */ .rej({
    version: zod__WEBPACK_IMPORTED_MODULE_1__/* .literal */ .euz(1),
    claim: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().regex(/^[0-9a-f]{32}$/),
    run: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig().int().positive(),
    "run-attempt": zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig().int().positive(),
    findings: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(Finding).max(100),
    /** Commands of setup, how long all of them took, and the end of the output of one that failed. */
    setup: zod__WEBPACK_IMPORTED_MODULE_1__/* .strictObject */ .rej({
        commands: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().max(2_000)).max(50),
        seconds: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig().nonnegative(),
        tail: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().max(4_000),
    }),
    gates: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .strictObject */ .rej({
        name: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().max(80),
        result: zod__WEBPACK_IMPORTED_MODULE_1__/* ["enum"] */ .k5n(["passed", "failed", "timed_out", "not_runnable"]),
        seconds: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig().nonnegative(),
        tail: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().max(4_000),
    }))
        .max(20),
    isolation: _isolation_js__WEBPACK_IMPORTED_MODULE_0__/* .IsolationHeld */ .a8.nullable(),
    /** USD by list price that asking the model cost. */
    spent: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig().nonnegative(),
});
/** The only file of a report's artifact. */
const reportFile = "rehearsal.json";
/** The branch and the title of what a rehearsal proposes, and the marker by which its pull request is known. */
const proposal = {
    branch: "switchyard/configure",
    title: "Configure Switchyard",
    marker: "<!-- switchyard: rehearsal -->",
};


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
