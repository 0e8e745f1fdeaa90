export const id = 27;
export const ids = [27];
export const modules = {

/***/ 89951:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Li: () => (/* binding */ lookOf),
/* harmony export */   MG: () => (/* binding */ pathLimits),
/* harmony export */   z9: () => (/* binding */ pathProblem)
/* harmony export */ });
/** Limits of a path (security requirement C6): characters, levels. */
const pathLimits = { characters: 400, levels: 40 };
/**
 * Why a path is refused, or null. Some names are only unwise: no file system, tool or reader may be led astray by them, but a repository that has
 * such a file already can go on changing it (`exists`).
 */
function pathProblem(path, exists) {
    const parts = path.split("/");
    if (path.length === 0 || path.length > pathLimits.characters)
        return `a path has 1 to ${pathLimits.characters} characters`;
    if (parts.length > pathLimits.levels)
        return `a path has at most ${pathLimits.levels} levels`;
    if (!path.isWellFormed())
        return "a path is valid Unicode";
    if (unseen.test(path))
        return "a path has no control, invisible or unassigned characters";
    if (parts.some((part) => part === "" || part === "." || part === ".."))
        return "a path has no empty or relative part";
    if (parts.some(isGitDirectory))
        return "nothing inside .git is published";
    if (exists)
        return null;
    if (path.startsWith("-"))
        return "a new path does not begin with a dash";
    return parts.map(unwise).find((why) => why !== null) ?? null;
}
/** How a path looks to a file system that takes case and Unicode forms for the same. */
function foldPath(path) {
    return path.normalize("NFKC").toUpperCase().toLowerCase().normalize("NFKC");
}
/** How a path looks to a reader: folded, and letters of other scripts that look like Latin ones replaced by these. */
function lookOf(path) {
    return foldPath(path).replace(/[^\0-\x7F]/gu, (character) => lookalikes[character] ?? character);
}
/** Characters that nobody sees: control and format characters, spaces but the usual one, fillers, variation selectors but that of emoji. */
const unseen = 
// oxlint-disable-next-line no-misleading-character-class -- each of them by itself is meant
/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cn}\p{Co}]|(?! )\p{Zs}|[\u034F\u115F\u1160\u17B4\u17B5\u3164\uFFA0\uFE00-\uFE0E\u{E0100}-\u{E01EF}]/u;
/** Letters that cannot be told from Latin ones in common fonts; a few of the Unicode confusables (UTS #39), those that whole words can be spelt with. */
const lookalikes = Object.fromEntries([
    ["а", "a"],
    ["в", "b"],
    ["с", "c"],
    ["ԁ", "d"],
    ["е", "e"],
    ["ё", "ë"],
    ["һ", "h"],
    ["і", "i"],
    ["ї", "ï"],
    ["ј", "j"],
    ["к", "k"],
    ["ӏ", "l"],
    ["м", "m"],
    ["п", "n"],
    ["о", "o"],
    ["р", "p"],
    ["ԛ", "q"],
    ["ѕ", "s"],
    ["т", "t"],
    ["ѵ", "v"],
    ["ԝ", "w"],
    ["х", "x"],
    ["у", "y"],
    ["α", "a"],
    ["ε", "e"],
    ["ι", "i"],
    ["κ", "k"],
    ["ν", "v"],
    ["ο", "o"],
    ["ρ", "p"],
    ["τ", "t"],
    ["υ", "u"],
    ["χ", "x"],
    ["ı", "i"],
    ["ɑ", "a"],
    ["ɡ", "g"],
    ["‐", "-"],
    ["‑", "-"],
    ["–", "-"],
    ["—", "-"],
    ["−", "-"],
    ["․", "."],
    ["⁄", "/"],
    ["∕", "/"],
].map(([from = "", to = ""]) => [from, to]));
/** `.git` in every spelling that git, NTFS (trailing dots and spaces, streams, the short name) or HFS+ (ignored characters) takes for it. */
function isGitDirectory(part) {
    const [plain = ""] = lookOf(part).split(/[:\\]/);
    return /^(?:\.git|git~\d+)[. ]*$/.test(plain);
}
/** Why one part of a path is no good name for a new file; null when it is one. */
function unwise(part) {
    if (/["\\:*?<>|]/.test(part))
        return 'a new path has none of " \\ : * ? < > |';
    if (/[. ]$/.test(part) || part.startsWith(" "))
        return "no part of a new path begins or ends with a space, or ends with a dot";
    if (part !== part.normalize("NFC"))
        return "a new path is in Unicode's composed form (NFC)";
    if (/^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³])(?:\.|$)/i.test(part))
        return "no part of a new path is the name of a device on Windows";
    if (/^[^.]{1,7}~\d{1,6}(?:\.[^.]{0,3})?$/.test(part))
        return "no part of a new path has the form of a short name on Windows";
    return null;
}


/***/ }),

/***/ 39047:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   gH: () => (/* binding */ SetupStep),
/* harmony export */   iD: () => (/* binding */ Gate),
/* harmony export */   rS: () => (/* binding */ Gates),
/* harmony export */   uT: () => (/* binding */ Setup)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(42047);
/* harmony import */ var _directory_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(40152);


/** A command that prepares the base. Without a directory it runs in that of the scope. */
const SetupStep = zod__WEBPACK_IMPORTED_MODULE_1__/* .strictObject */ .rej({
    run: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().min(1).describe("Shell command, run by bash in the checkout"),
    minutes: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig().positive().max(120).default(15).describe("Time limit of this step"),
    secrets: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP()
        .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "is the name of a variable in the setup-env secret, such as NPM_TOKEN"))
        .default([])
        .describe("Names from the `setup-env` secret that exist in this step alone"),
    directory: _directory_js__WEBPACK_IMPORTED_MODULE_0__/* .Directory */ .__.optional().describe("Where it runs, when that is not the directory of the scope"),
})
    .describe("One command that prepares the base commit before the agent starts");
/** A command that judges a change. Without a directory it runs in that of the scope. */
const Gate = zod__WEBPACK_IMPORTED_MODULE_1__/* .strictObject */ .rej({
    name: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().min(1).max(60).describe("Shown in the pull request"),
    run: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP()
        .min(1)
        .describe("Shell command, run by bash in a fresh copy of the base with the change applied"),
    minutes: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig().positive().max(120).default(10).describe("Time limit of this gate"),
    directory: _directory_js__WEBPACK_IMPORTED_MODULE_0__/* .Directory */ .__.optional().describe("Where it runs, when that is not the directory of the scope"),
})
    .describe("A command that must pass before a pull request counts as delivered");
/** How the base commit is prepared. */
const Setup = zod__WEBPACK_IMPORTED_MODULE_1__/* .union */ .KCZ([zod__WEBPACK_IMPORTED_MODULE_1__/* .literal */ .euz("auto"), zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(SetupStep)]);
/** Everything that a change must pass. */
const Gates = zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(Gate).max(20);


/***/ }),

/***/ 22097:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F9: () => (/* binding */ Checkpoint),
/* harmony export */   L0: () => (/* binding */ checkpointPause),
/* harmony export */   Ml: () => (/* binding */ checkpointDays),
/* harmony export */   ZM: () => (/* binding */ checkpointNames),
/* harmony export */   k7: () => (/* binding */ askedText),
/* harmony export */   lS: () => (/* binding */ checkpointFile),
/* harmony export */   mt: () => (/* binding */ checkpointLimit)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(42047);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64377);
/* harmony import */ var _result_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(28490);


/** What an attempt had come to, as it is sealed. The transcript of its session follows it. */
const Checkpoint = zod__WEBPACK_IMPORTED_MODULE_1__/* .strictObject */ .rej({
    version: zod__WEBPACK_IMPORTED_MODULE_1__/* .literal */ .euz(1),
    at: zod__WEBPACK_IMPORTED_MODULE_2__/* .datetime */ .w$(),
    /** SHA-256 of what the agent was asked, hex: a session is resumed for the very same only. */
    asked: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().regex(/^[0-9a-f]{64}$/),
    /** Id of the request that it worked for. */
    request: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    /** The commit that the change set is against. */
    base: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().regex(/^[0-9a-f]{40}$/),
    /** Id of the session whose transcript follows; null when there is none yet. */
    session: zod__WEBPACK_IMPORTED_MODULE_1__/* .uuid */ .uRe().nullable(),
    /** Model turns and US dollars of the attempt so far. */
    turns: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig().int().nonnegative(),
    spent: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig().nonnegative(),
    changes: _result_js__WEBPACK_IMPORTED_MODULE_0__/* .ChangeSet */ .VR,
    /** Had the agent ended when this was read? Otherwise it may be half of something. */
    ended: zod__WEBPACK_IMPORTED_MODULE_1__/* .boolean */ .zMY(),
    /** Changed files that are too large to be kept. */
    "left-out": zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP()).max(100),
});
/** How long a checkpoint can be fetched, in days: two windows of a weekly usage limit. */
const checkpointDays = 14;
/** The file of a checkpoint's artifact, and the most that it may hold in bytes. */
const checkpointFile = "checkpoint.sealed";
const checkpointLimit = 200_000_000;
/** The two names that the checkpoints of one claim take in turn: while one is replaced the other is there. */
function checkpointNames({ issue, claim, }) {
    const name = `switchyard-checkpoint-${issue}-${claim.slice(0, 12)}`;
    return [`${name}-a`, `${name}-b`];
}
/**
 * Seconds from the start of one checkpoint to that of the next, by how many there were: soon at first, since short tasks are common, then so often that
 * with the upload nothing older than a minute can be lost.
 */
function checkpointPause(count) {
    return Math.min(10 * 2 ** count, 45);
}
/** Everything that the agent of a task was asked: text, kind of answer, and the words of the person who started it. Labels are not in it, since ours change with each attempt. */
function askedText({ snapshot, wanted, request, }) {
    const { title, body, author, comments } = snapshot;
    return JSON.stringify([title, body, author, comments, wanted, request.prompt ?? ""]);
}


/***/ }),

/***/ 6641:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AN: () => (/* binding */ promptPath),
/* harmony export */   TS: () => (/* binding */ Config),
/* harmony export */   eQ: () => (/* binding */ configPath),
/* harmony export */   o4: () => (/* binding */ parseConfig)
/* harmony export */ });
/* unused harmony export configJsonSchema */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(42047);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(98439);
/* harmony import */ var _checkout_command_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(39047);
/* harmony import */ var _container_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56268);
/* harmony import */ var _defaults_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(68629);
/* harmony import */ var _env_file_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(67455);
/* harmony import */ var _profile_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(46966);
/* harmony import */ var _isolation_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(65447);
/* harmony import */ var _network_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(68233);
/* harmony import */ var _protected_path_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(65693);
/* harmony import */ var _scope_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(99643);










/** Where a repository keeps its settings, and where the other files of its own lie. */
const configPath = ".github/switchyard.yml";
const promptPath = ".github/switchyard/prompt.md";
const label = zod__WEBPACK_IMPORTED_MODULE_9__/* .string */ .YjP().min(1).max(50); // GitHub's limit of a label name
const usd = zod__WEBPACK_IMPORTED_MODULE_9__/* .number */ .aig().positive().max(1000);
const count = (max) => zod__WEBPACK_IMPORTED_MODULE_9__/* .number */ .aig().int().min(0).max(max);
const paths = (max) => zod__WEBPACK_IMPORTED_MODULE_9__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_9__/* .string */ .YjP().min(1).max(200)).max(max).default([]);
const StateLabel = zod__WEBPACK_IMPORTED_MODULE_9__/* .union */ .KCZ([label, zod__WEBPACK_IMPORTED_MODULE_9__/* .literal */ .euz(false)]);
const givenName = zod__WEBPACK_IMPORTED_MODULE_9__/* .string */ .YjP().regex(/^[a-z][a-z0-9-]{0,29}$/, "is a lower-case name, such as bugfix");
/** `.github/switchyard.yml`. Everything has a default, so an absent file is the empty object. */
const Config = zod__WEBPACK_IMPORTED_MODULE_9__/* .strictObject */ .rej({
    labels: zod__WEBPACK_IMPORTED_MODULE_9__/* .strictObject */ .rej({
        trigger: zod__WEBPACK_IMPORTED_MODULE_9__/* .array */ .YOg(label)
            .min(1)
            .default(["claude-ready"])
            .describe("Any of these on an issue asks for work"),
        answer: zod__WEBPACK_IMPORTED_MODULE_9__/* .array */ .YOg(label)
            .default(["investigate", "question"])
            .describe("With one of these on, an answer is asked for instead of a change"),
        bots: zod__WEBPACK_IMPORTED_MODULE_9__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_9__/* .string */ .YjP().regex(/^[A-Za-z0-9-]+\[bot\]$/, "is the login of an app, such as acme-triage[bot]"))
            .default([])
            .describe("Apps whose label asks for work, and whose edits count as approved, as if they were people who may write"),
        exclude: zod__WEBPACK_IMPORTED_MODULE_9__/* .array */ .YOg(label).default(["blocked"]).describe("An issue with one of these is left alone"),
        high: zod__WEBPACK_IMPORTED_MODULE_9__/* .array */ .YOg(label).default(["priority:high"]).describe("Issues with one of these start first"),
        low: zod__WEBPACK_IMPORTED_MODULE_9__/* .array */ .YOg(label).default(["priority:low"]).describe("Issues with one of these start last"),
        worker: zod__WEBPACK_IMPORTED_MODULE_9__/* .union */ .KCZ([label.refine((name) => name.includes("{worker}"), "must contain {worker}"), zod__WEBPACK_IMPORTED_MODULE_9__/* .literal */ .euz(false)])
            .default(false)
            .describe("Label that names the worker of a running task, such as worker:{worker}; false for none"),
        dashboard: StateLabel.default("switchyard: dashboard").describe("An open issue with this label gets a comment that shows all of Switchyard's state"),
        "in-progress": StateLabel.default("switchyard: in progress"),
        waiting: StateLabel.default("switchyard: waiting"),
        question: StateLabel.default("switchyard: question"),
        failed: StateLabel.default("switchyard: failed"),
        delivered: StateLabel.default("pull-request"),
        answered: StateLabel.default("switchyard: answered"),
        sensitive: StateLabel.default("switchyard: sensitive"),
    })
        .prefault({})
        .describe("Label names; a state label can be switched off with false"),
    model: zod__WEBPACK_IMPORTED_MODULE_9__/* .string */ .YjP()
        .min(1)
        .default(_defaults_js__WEBPACK_IMPORTED_MODULE_2__/* .defaults */ .N.model.value)
        .describe("Full model id; aliases move with releases"),
    effort: zod__WEBPACK_IMPORTED_MODULE_9__/* ["enum"] */ .k5n(["low", "medium", "high", "xhigh", "max"])
        .default(_defaults_js__WEBPACK_IMPORTED_MODULE_2__/* .defaults */ .N.effort.value)
        .describe("Thinking effort of the model"),
    credentials: zod__WEBPACK_IMPORTED_MODULE_9__/* .strictObject */ .rej({
        spill: zod__WEBPACK_IMPORTED_MODULE_9__/* .boolean */ .zMY()
            .default(false)
            .describe("Go on with credentials that bill by the token when a subscription before them is spent"),
        overage: zod__WEBPACK_IMPORTED_MODULE_9__/* .boolean */ .zMY()
            .default(false)
            .describe("Go on with a subscription that bills extra usage when its window is spent"),
    })
        .prefault({})
        .describe("What the credential pool may do with money"),
    limits: zod__WEBPACK_IMPORTED_MODULE_9__/* .strictObject */ .rej({
        "spend-per-attempt": usd.default(_defaults_js__WEBPACK_IMPORTED_MODULE_2__/* .defaults */ .N["spend-per-attempt"].value),
        "spend-per-issue": usd.default(_defaults_js__WEBPACK_IMPORTED_MODULE_2__/* .defaults */ .N["spend-per-issue"].value),
        "spend-per-day": usd.default(_defaults_js__WEBPACK_IMPORTED_MODULE_2__/* .defaults */ .N["spend-per-day"].value),
        attempts: count(10).min(1).default(_defaults_js__WEBPACK_IMPORTED_MODULE_2__/* .defaults */ .N.attempts.value),
        "starts-per-day": count(1000).min(1).default(_defaults_js__WEBPACK_IMPORTED_MODULE_2__/* .defaults */ .N["starts-per-day"].value),
        "repair-rounds": count(10).default(_defaults_js__WEBPACK_IMPORTED_MODULE_2__/* .defaults */ .N["repair-rounds"].value),
        minutes: zod__WEBPACK_IMPORTED_MODULE_9__/* .number */ .aig().positive().max(300).default(_defaults_js__WEBPACK_IMPORTED_MODULE_2__/* .defaults */ .N.minutes.value),
        "silence-minutes": zod__WEBPACK_IMPORTED_MODULE_9__/* .number */ .aig().positive().max(60).default(_defaults_js__WEBPACK_IMPORTED_MODULE_2__/* .defaults */ .N["silence-minutes"].value),
        "repeated-calls": count(1000).min(2).default(_defaults_js__WEBPACK_IMPORTED_MODULE_2__/* .defaults */ .N["repeated-calls"].value),
        turns: count(2000).min(1).default(_defaults_js__WEBPACK_IMPORTED_MODULE_2__/* .defaults */ .N.turns.value),
        tokens: count(1_000_000_000).min(1).default(_defaults_js__WEBPACK_IMPORTED_MODULE_2__/* .defaults */ .N.tokens.value),
        "disk-gigabytes": zod__WEBPACK_IMPORTED_MODULE_9__/* .number */ .aig().positive().max(2_000).default(_defaults_js__WEBPACK_IMPORTED_MODULE_2__/* .defaults */ .N["disk-gigabytes"].value),
        tasks: count(256).min(1).default(_defaults_js__WEBPACK_IMPORTED_MODULE_2__/* .defaults */ .N.tasks.value),
        "open-pull-requests": count(1000).min(1).default(_defaults_js__WEBPACK_IMPORTED_MODULE_2__/* .defaults */ .N["open-pull-requests"].value),
        "api-reserve": count(15_000).default(_defaults_js__WEBPACK_IMPORTED_MODULE_2__/* .defaults */ .N["api-reserve"].value),
        "change-lines": count(100_000).min(1).default(_defaults_js__WEBPACK_IMPORTED_MODULE_2__/* .defaults */ .N["change-lines"].value),
        "change-files": count(300).min(1).default(_defaults_js__WEBPACK_IMPORTED_MODULE_2__/* .defaults */ .N["change-files"].value),
        "list-tasks": count(500).min(1).default(_defaults_js__WEBPACK_IMPORTED_MODULE_2__/* .defaults */ .N["list-tasks"].value), // GitHub lets one person create 500 an hour
        "list-minutes": zod__WEBPACK_IMPORTED_MODULE_9__/* .number */ .aig().positive().max(10_080).default(_defaults_js__WEBPACK_IMPORTED_MODULE_2__/* .defaults */ .N["list-minutes"].value),
    })
        .prefault({})
        .describe("What the defaults table lists"),
    dependencies: zod__WEBPACK_IMPORTED_MODULE_9__/* ["enum"] */ .k5n(["merged", "delivered"])
        .default("merged")
        .describe("When an issue that others wait for counts as done: merged, or delivered (the next one is stacked on its branch)"),
    models: zod__WEBPACK_IMPORTED_MODULE_9__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_9__/* .string */ .YjP().regex(/^[a-z0-9.-]+$/, "is a short name, such as opus"), zod__WEBPACK_IMPORTED_MODULE_9__/* .string */ .YjP().min(1))
        .default({})
        .describe("Short names for the label `model:<name>`, beside haiku, sonnet and opus; full model ids"),
    profiles: zod__WEBPACK_IMPORTED_MODULE_9__/* .record */ .g1P(givenName, _profile_js__WEBPACK_IMPORTED_MODULE_4__/* .Profile */ .WV)
        .default({})
        .describe("Kinds of worker, beside the shipped ones or in place of settings of theirs"),
    scopes: zod__WEBPACK_IMPORTED_MODULE_9__/* .record */ .g1P(givenName, _scope_js__WEBPACK_IMPORTED_MODULE_8__/* .Scope */ .HG)
        .default({})
        .describe("Parts of the repository, such as the packages of a monorepo"),
    setup: _checkout_command_js__WEBPACK_IMPORTED_MODULE_0__/* .Setup */ .uT.default("auto").describe("How the base commit is prepared: auto, or commands"),
    gates: _checkout_command_js__WEBPACK_IMPORTED_MODULE_0__/* .Gates */ .rS.default([]).describe("Commands that a change must pass; none means that nothing is verified"),
    isolation: _isolation_js__WEBPACK_IMPORTED_MODULE_5__/* .IsolationDemand */ .gD.extend({
        readable: zod__WEBPACK_IMPORTED_MODULE_9__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_9__/* .string */ .YjP().startsWith("/", "is an absolute path on the runner"))
            .default([])
            .describe("Directories of the runner that agent and gates may read, beside the system and the toolchains"),
    })
        .prefault({})
        .describe("What keeps the agent in, by part: `enforce` (or do not start), `external` when the machine does it, or `none`"),
    container: zod__WEBPACK_IMPORTED_MODULE_9__/* .union */ .KCZ([_container_js__WEBPACK_IMPORTED_MODULE_1__/* .ContainerImage */ .lg, zod__WEBPACK_IMPORTED_MODULE_9__/* .literal */ .euz(false)])
        .default(false)
        .describe("Container image for setup, agent and gates, such as node:24-bookworm; false for the runner's own system"),
    network: _network_js__WEBPACK_IMPORTED_MODULE_6__/* .NetworkConfig */ .hL.prefault({}).describe("What can be connected to from inside of the isolation"),
    guidance: zod__WEBPACK_IMPORTED_MODULE_9__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_9__/* .string */ .YjP().min(1))
        .default(["CLAUDE.md", "AGENTS.md"])
        .describe("Files of the base commit that the agent gets as guidance; absent ones are skipped"),
    skills: paths(50).describe("Directories with a `SKILL.md`, of the default branch, that the agent gets as skills"),
    agents: paths(50).describe("Markdown files of the default branch that the agent gets as subagents"),
    mcp: paths(10).describe("Files of the default branch with `mcpServers`, such as `.mcp.json`, that the agent gets"),
    "env-file": zod__WEBPACK_IMPORTED_MODULE_9__/* .union */ .KCZ([_env_file_js__WEBPACK_IMPORTED_MODULE_3__/* .EnvFilePath */ .fD, zod__WEBPACK_IMPORTED_MODULE_9__/* .literal */ .euz(false)])
        .default(false)
        .describe("Where the secret `env-file` is written in the checkout, for agent and gates; false for nowhere"),
    branch: zod__WEBPACK_IMPORTED_MODULE_9__/* .string */ .YjP()
        .refine((pattern) => pattern.includes("{issue}"), { message: "must contain {issue}" })
        .refine((pattern) => unknownFields(pattern, branchFields).length === 0, {
        message: `knows the fields ${["issue", "attempt", "claim", "worker", "timestamp", "slug"].map((name) => `{${name}}`).join(" ")} only`,
    })
        .default("switchyard/issue-{issue}-{claim}")
        .describe("Name of the branch of a task"),
    "pull-request": zod__WEBPACK_IMPORTED_MODULE_9__/* .strictObject */ .rej({
        draft: zod__WEBPACK_IMPORTED_MODULE_9__/* .boolean */ .zMY().default(true),
        title: zod__WEBPACK_IMPORTED_MODULE_9__/* .string */ .YjP()
            .refine((pattern) => unknownFields(pattern, titleFields).length === 0, {
            message: "knows the fields {title} {issue} only",
        })
            .default("{title}"),
        assign: zod__WEBPACK_IMPORTED_MODULE_9__/* .union */ .KCZ([
            zod__WEBPACK_IMPORTED_MODULE_9__/* .literal */ .euz("labeller"),
            zod__WEBPACK_IMPORTED_MODULE_9__/* .literal */ .euz(false),
            zod__WEBPACK_IMPORTED_MODULE_9__/* .string */ .YjP().regex(/^@[A-Za-z0-9-]+$/, "is labeller, false, or a login such as @octocat"),
        ])
            .default("labeller"),
        "on-failure": zod__WEBPACK_IMPORTED_MODULE_9__/* ["enum"] */ .k5n(["draft", "none"])
            .default("draft")
            .describe("What becomes of a change whose last attempt failed: a draft that says what failed, or nothing"),
        costs: zod__WEBPACK_IMPORTED_MODULE_9__/* ["enum"] */ .k5n(["auto", "always", "never"])
            .default("auto")
            .describe("Whether pull requests say what they cost; `auto`: in private repositories alone. The workpad, the job summary and the record always do"),
    })
        .prefault({}),
    progress: zod__WEBPACK_IMPORTED_MODULE_9__/* .union */ .KCZ([zod__WEBPACK_IMPORTED_MODULE_9__/* .literal */ .euz("live"), zod__WEBPACK_IMPORTED_MODULE_9__/* .literal */ .euz(false)])
        .default(false)
        .describe("live: a job of its own, with `issues: write` alone, shows on the issue every minute how far a running task is, and uses runner minutes for as long"),
    protected: _protected_path_js__WEBPACK_IMPORTED_MODULE_7__/* .ProtectedRules */ .Q1.prefault({}).describe("Paths that are withheld, and exceptions from that"),
    secrets: zod__WEBPACK_IMPORTED_MODULE_9__/* .strictObject */ .rej({
        allow: zod__WEBPACK_IMPORTED_MODULE_9__/* .array */ .YOg(_protected_path_js__WEBPACK_IMPORTED_MODULE_7__/* .Pattern */ .zJ)
            .max(100)
            .default([])
            .describe("Files in which what looks like a credential is an example, such as `test/fixtures/**`"),
    })
        .prefault({})
        .describe("The search for credentials in a change"),
    commit: zod__WEBPACK_IMPORTED_MODULE_9__/* .strictObject */ .rej({
        "sign-off": zod__WEBPACK_IMPORTED_MODULE_9__/* .union */ .KCZ([
            zod__WEBPACK_IMPORTED_MODULE_9__/* .literal */ .euz("labeller"),
            zod__WEBPACK_IMPORTED_MODULE_9__/* .literal */ .euz(false),
            zod__WEBPACK_IMPORTED_MODULE_9__/* .string */ .YjP()
                .max(200)
                .regex(/^[^<>\n]+ <[^<>\s]+@[^<>\s]+>$/, 'is labeller, false, or a name such as "Ann Lee <ann@example.org>"'),
        ])
            .default(false)
            .describe("Who certifies the commit by a Signed-off-by line: the person who asked, or a name and address"),
    })
        .prefault({}),
});
/** Reads a parsed config document (`undefined` or null when the file is absent or empty). Lists every problem, not the first. */
function parseConfig(document) {
    const parsed = Config.safeParse(document ?? {});
    if (parsed.success)
        return { ok: true, config: parsed.data };
    return { ok: false, problems: parsed.error.issues.map(problemOf) };
}
/** The JSON Schema of the config file, for editors. */
function configJsonSchema() {
    return { ...zod__WEBPACK_IMPORTED_MODULE_10__/* .toJSONSchema */ .bl(Config, { io: "input" }), title: configPath };
}
/** What people know from elsewhere and look for here. */
const notYet = {
    services: "there are no `services` here. Start them in .github/actions/switchyard-setup, or own the task file (`init --own`), and list their ports in `network: { allow: [localhost:5432] }`.",
};
const branchFields = ["issue", "attempt", "claim", "worker", "timestamp", "slug"];
const titleFields = ["title", "issue"];
function unknownFields(pattern, known) {
    return [...pattern.matchAll(/\{([^{}]*)\}/g)]
        .map((match) => match[1] ?? "")
        .filter((name) => !known.includes(name));
}
function problemOf(issue) {
    const path = issue.path.filter((part) => typeof part !== "symbol");
    if (issue.code === "unrecognized_keys") {
        const missing = path.length === 0 ? issue.keys.find((key) => Object.hasOwn(notYet, key)) : undefined;
        if (missing !== undefined)
            return { path: [missing], message: notYet[missing] ?? "" };
        const shape = knownKeys(path);
        const hint = shape.length > 0 ? ` Known here: ${shape.join(", ")}.` : "";
        return {
            path: [...path, issue.keys[0] ?? ""],
            message: `unknown setting ${issue.keys.map((key) => `"${key}"`).join(", ")}.${hint}`,
        };
    }
    if (issue.code === "invalid_key")
        return { path, message: `this name ${issue.issues.map(({ message }) => message).join(", and ")}.` };
    if (issue.code === "invalid_union") {
        const options = issue.errors.flatMap((errors) => errors.map((error) => error.message));
        return { path, message: `${[...new Set(options)].join(", or ")}.` };
    }
    return { path, message: `${issue.message}.` };
}
function knownKeys(path) {
    let schema = configJsonSchema();
    for (const part of path)
        schema =
            typeof part === "number"
                ? read(schema, "items")
                : (read(read(schema, "properties"), part) ?? read(schema, "additionalProperties"));
    const properties = read(schema, "properties");
    return typeof properties === "object" && properties !== null ? Object.keys(properties) : [];
}
function read(value, key) {
    return typeof value === "object" && value !== null
        ? Object.entries(value).find(([name]) => name === key)?.[1]
        : undefined;
}


/***/ }),

/***/ 56268:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $x: () => (/* binding */ isOfImage),
/* harmony export */   lg: () => (/* binding */ ContainerImage),
/* harmony export */   pH: () => (/* binding */ imageVariables),
/* harmony export */   tS: () => (/* binding */ neededPrograms)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(42047);

/** Name of a container image: registry and path, with a tag or digest. https://github.com/distribution/reference/blob/main/reference.go */
const ContainerImage = zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP()
    .min(1)
    .max(255)
    .refine((name) => imageName.test(name), {
    message: "is the name of an image, such as node:24-bookworm or ghcr.io/acme/ci@sha256:…",
});
const imageName = /^(?:[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?::\d{1,5})?\/)*[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?::[A-Za-z0-9_][\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/;
/** The programs of an image that a run cannot do without: those that start it in its isolation, and those that read what it changed. */
const neededPrograms = ["bash", "env", "git", "grep", "find", "prlimit", "setpriv", "umount"];
const leftOut = new Set(["proc", "sys", "dev", "tmp", "run", "home", "root", "var", "mnt", "media", "boot"]);
/** Is this name of an image's top level part of every run's view? Not what a run has of its own, and what is nobody's. */
function isOfImage(name) {
    return !leftOut.has(name) && /^[\w.-]+$/.test(name) && !name.startsWith(".");
}
/** The variables of an image (`NAME=value`) that its programs need; those that name our own machinery stay away. */
function imageVariables(entries) {
    return Object.fromEntries(entries.flatMap((entry) => {
        const at = entry.indexOf("=");
        const name = entry.slice(0, at);
        return at > 0 && /^[A-Za-z_]\w*$/.test(name) && !reserved.test(name)
            ? [[name, entry.slice(at + 1)]]
            : [];
    }));
}
const reserved = /^(?:HOME|TMPDIR|CI|BASH_ENV|ENV|LD_\w+|NODE_OPTIONS|(?:HTTPS?|NO|ALL)_PROXY|(?:ANTHROPIC|CLAUDE|SWITCHYARD|GITHUB|RUNNER|ACTIONS|INPUT)_\w+)$/i;


/***/ }),

/***/ 68629:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ defaults)
/* harmony export */ });
/* unused harmony export defaultsTable */
const defaults = {
    model: { value: "claude-sonnet-5-5", unit: "", meaning: "model of every task, by its full id" },
    effort: { value: "medium", unit: "", meaning: "thinking effort of the model" },
    "spend-per-attempt": { value: 5, unit: "USD", meaning: "most that one attempt may spend" },
    "spend-per-issue": {
        value: 10,
        unit: "USD",
        meaning: "most that one issue may spend in its life, all tasks together",
    },
    "spend-per-day": {
        value: 20,
        unit: "USD",
        meaning: "most that the repository may spend in one UTC day, running tasks counted in full",
    },
    attempts: { value: 2, unit: "", meaning: "attempts for one request" },
    "starts-per-day": { value: 6, unit: "", meaning: "attempts of one issue in 24 hours, whoever asks" },
    "repair-rounds": { value: 2, unit: "", meaning: "times that failing gates go back to the same session" },
    minutes: { value: 30, unit: "min", meaning: "time of the agent in one attempt" },
    "silence-minutes": { value: 7, unit: "min", meaning: "silence after which an agent counts as stalled" },
    "repeated-calls": {
        value: 20,
        unit: "",
        meaning: "tool calls in a row that the agent had made before, word for word, after which it counts as getting nowhere; it is told at half of them",
    },
    turns: { value: 150, unit: "", meaning: "model turns in one attempt" },
    tokens: {
        value: 30_000_000,
        unit: "",
        meaning: "tokens in one attempt, those read from the cache too",
    },
    "disk-gigabytes": {
        value: 10,
        unit: "GB",
        meaning: "what setup, agent and gates of one attempt may write to disk, all together",
    },
    tasks: { value: 2, unit: "", meaning: "tasks at once in this repository" },
    "open-pull-requests": {
        value: 5,
        unit: "",
        meaning: "pull requests of ours waiting for people, above which no new work starts",
    },
    "api-reserve": {
        value: 150,
        unit: "requests",
        meaning: "GitHub API requests of this hour left to others, below which no new work starts",
    },
    "change-lines": {
        value: 400,
        unit: "lines",
        meaning: "size of a change above which the pull request asks to be split",
    },
    "change-files": {
        value: 15,
        unit: "files",
        meaning: "files of a change above which the pull request asks to be split",
    },
    "list-tasks": { value: 100, unit: "", meaning: "tasks in one list of `switchyard orchestrate`" },
    "list-minutes": {
        value: 60,
        unit: "min",
        meaning: "time that `switchyard orchestrate --wait` follows a list; its tasks go on after that",
    },
};
/** The defaults as a Markdown table, in the order of the data. */
function defaultsTable() {
    const rows = Object.entries(defaults).map(([name, { value, unit, meaning }]) => {
        const shown = unit === "USD" ? `$${value}` : unit === "" ? String(value) : `${value} ${unit}`;
        return `| \`${name}\` | ${shown} | ${meaning} |`;
    });
    return ["| limit | default | meaning |", "| --- | --- | --- |", ...rows].join("\n");
}


/***/ }),

/***/ 40152:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   __: () => (/* binding */ Directory),
/* harmony export */   cx: () => (/* binding */ folderAround),
/* harmony export */   lW: () => (/* binding */ pathIn),
/* harmony export */   pd: () => (/* binding */ levelsOf),
/* harmony export */   yS: () => (/* binding */ folderOf)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(42047);

/** A folder of the checkout as the config names it; `.` is its top level. Of a slash at the end nothing is left. */
const Directory = zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP()
    .min(1)
    .max(200)
    .overwrite((path) => path.replace(/(?<=[^/])\/+$/, ""))
    .refine(isFolder, {
    message: "is a folder of the checkout, from its top level, such as packages/web: no absolute path, no `..`, no pattern",
});
/** A folder of the checkout as the rest of our code writes it: the top level is the empty string. */
function folderOf(directory) {
    return directory === "." ? "" : directory;
}
/** The folders on the way from the top level to this one, outermost first: the empty string, `packages`, `packages/web`. */
function levelsOf(folder) {
    const parts = folder === "" ? [] : folder.split("/");
    return ["", ...parts.map((_, index) => parts.slice(0, index + 1).join("/"))];
}
/** The folder that a path lies in. */
function folderAround(path) {
    return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}
/** The path of something in a folder, from the top level of the checkout. */
function pathIn(folder, name) {
    return folder === "" ? name : `${folder}/${name}`;
}
function isFolder(path) {
    if (path === ".")
        return true;
    if (/^[-~:]|[\\*?"<>|\p{Cc}]/u.test(path))
        return false;
    return path.split("/").every((part) => !["", ".", ".."].includes(part) && part.toLowerCase() !== ".git");
}


/***/ }),

/***/ 76556:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CP: () => (/* binding */ keptDays),
/* harmony export */   Jr: () => (/* binding */ endingNotes),
/* harmony export */   bq: () => (/* binding */ isReleasable)
/* harmony export */ });
/* harmony import */ var _checkpoint_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(22097);

/** How long a result can be fetched, in days. */
const keptDays = 7;
/** Did the agent of an attempt that ended so come to its end, so that only the rules can have held back what it did? */
function isReleasable(outcome) {
    return outcome === "refused" || outcome === "withheld" || outcome === "delivered";
}
/** What people are told of an ending beside its outcome: where the change is, which click its checks wait for, where the rest is kept. */
function endingNotes({ outcome, pull, run, account }, repositoryUrl) {
    const draft = pull !== undefined && outcome !== "delivered"
        ? `What the last attempt left is in the draft #${pull}, which says what failed.`
        : "";
    const checks = pull === undefined || account === undefined
        ? ""
        : account.app === true
            ? "Its checks start by themselves."
            : `Its checks wait for a person: on #${pull}, click **Approve workflows to run**.`;
    const kept = account?.kept === true ? keptResult(`${repositoryUrl}/actions/runs/${run}`, outcome) : "";
    return [[draft, checks].filter((part) => part !== "").join(" "), kept].filter((part) => part !== "");
}
function keptResult(runUrl, outcome) {
    const text = `Nothing is lost: the result of the attempt is an artifact of [its run](${runUrl}#artifacts) for ${keptDays} days, and everything that it did is sealed for ${_checkpoint_js__WEBPACK_IMPORTED_MODULE_0__/* .checkpointDays */ .Ml}. \`switchyard verify\` says what is wrong with the result.`;
    return isReleasable(outcome)
        ? `${text} Once the config allows it, \`switchyard release\` publishes it without asking the model again.`
        : text;
}


/***/ }),

/***/ 67455:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FF: () => (/* binding */ without),
/* harmony export */   M2: () => (/* binding */ copiedText),
/* harmony export */   VX: () => (/* binding */ secretValues),
/* harmony export */   fD: () => (/* binding */ EnvFilePath)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(42047);
/* harmony import */ var _log_line_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73916);


/** Where the env file is written in the checkout. */
const EnvFilePath = zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP()
    .min(1)
    .max(200)
    .refine((path) => !/^[/~]|[\\\0\n\r]|\/$/.test(path) &&
    path.split("/").every((part) => !["", ".", "..", ".git", ".github"].includes(part)), { message: "is a path in the checkout, such as .env or web/.env.local" });
const shortest = 8; // characters; shorter values are names and numbers that are found everywhere
/** The values of an env file that could be secrets: neither short nor a plain word such as `development`. */
function secretValues(variables) {
    return [...new Set(Object.values(variables))].filter((value) => value.length >= shortest && !/^[A-Za-z]+$/.test(value));
}
/** Why a change with copies in these files is handed over to nobody. */
function copiedText(copies) {
    return `The change holds a value of the env file, in ${(0,_log_line_js__WEBPACK_IMPORTED_MODULE_0__/* .firstOf */ .Ku)(copies)}, and was not handed over. Leave out of the env file what is no secret, or say in the issue that code takes such values from the environment.`;
}
/** A text without these values. */
function without(values, text) {
    return values
        .toSorted((a, b) => b.length - a.length)
        .reduce((rest, value) => rest.replaceAll(value, "***"), text);
}


/***/ }),

/***/ 88346:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ln: () => (/* binding */ span),
/* harmony export */   qg: () => (/* binding */ parse),
/* harmony export */   zR: () => (/* binding */ depthLimit)
/* harmony export */ });
/* harmony import */ var mdast_util_from_markdown__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(72653);
/* harmony import */ var mdast_util_gfm_footnote__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(66807);
/* harmony import */ var mdast_util_gfm_strikethrough__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(60870);
/* harmony import */ var mdast_util_gfm_table__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(37421);
/* harmony import */ var micromark_extension_gfm_footnote__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(22429);
/* harmony import */ var micromark_extension_gfm_strikethrough__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1680);
/* harmony import */ var micromark_extension_gfm_table__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(57749);







/** Quotes in quotes and lists in lists as nobody writes them. */
const tooDeep = /^(?:[ \t]*(?:>|[-+*]|\d{1,9}[.)])(?=[ \t>]|$)){40}.*/m;
/** Where a text becomes too deep: the offset of its first line that opens 40 blocks or more, for which the parser would take minutes. Null for the texts of people. */
function depthLimit(text) {
    return tooDeep.exec(text)?.index ?? null;
}
/**
 * Parses Markdown as GitHub renders it (CommonMark, tables, footnotes). Every node has its offsets in `text`. Without `emphasis`, `*`, `_` and `~` are letters: the parser's time
 * for them grows with the square of their number.
 */
function parse(text, { emphasis }) {
    return (0,mdast_util_from_markdown__WEBPACK_IMPORTED_MODULE_0__/* .fromMarkdown */ .Y)(text, {
        extensions: [
            (0,micromark_extension_gfm_table__WEBPACK_IMPORTED_MODULE_1__/* .gfmTable */ .x)(),
            (0,micromark_extension_gfm_footnote__WEBPACK_IMPORTED_MODULE_2__/* .gfmFootnote */ .r)(),
            ...(emphasis ? [(0,micromark_extension_gfm_strikethrough__WEBPACK_IMPORTED_MODULE_3__/* .gfmStrikethrough */ .K)()] : [{ disable: { null: ["attention"] } }]),
        ],
        mdastExtensions: [(0,mdast_util_gfm_table__WEBPACK_IMPORTED_MODULE_4__/* .gfmTableFromMarkdown */ .c)(), (0,mdast_util_gfm_footnote__WEBPACK_IMPORTED_MODULE_5__/* .gfmFootnoteFromMarkdown */ .i)(), (0,mdast_util_gfm_strikethrough__WEBPACK_IMPORTED_MODULE_6__/* .gfmStrikethroughFromMarkdown */ .p)()],
    });
}
/** The offsets of a node in the text that was parsed. */
function span(node) {
    return { start: node.position?.start.offset ?? 0, end: node.position?.end.offset ?? 0 };
}


/***/ }),

/***/ 68233:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ho: () => (/* binding */ registriesOf),
/* harmony export */   Wq: () => (/* binding */ networkRules),
/* harmony export */   hL: () => (/* binding */ NetworkConfig),
/* harmony export */   lc: () => (/* binding */ allowsHost),
/* harmony export */   xs: () => (/* binding */ registryFiles)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(42047);

/** A host, a pattern for its subdomains, or a port of the runner itself. */
const target = /^(?:localhost:\d{1,5}|(?!localhost(?::|$))(?:\*\.)?[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*(?::\d{1,5})?)$/i;
/** `network` of the config. */
const NetworkConfig = zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
    allow: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP()
        .regex(target, "is a host (docs.example.com), a pattern for subdomains (*.example.com), either with a port, or a port of the runner (localhost:5432)")
        .refine((name) => portsOf(name).every((port) => port > 0 && port < 65_536), {
        message: "has a port from 1 to 65535",
    }))
        .max(100)
        .default([])
        .describe("What agent and gates may connect to, beside the model and the registries"),
    registries: zod__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zMY()
        .default(true)
        .describe("Also allow the package registries that the repository's own package managers use"),
    setup: zod__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(["public", "allowed"])
        .default("public")
        .describe("What setup on the base commit may connect to: any public host, or only what agent and gates may"),
});
/** The rules of a config and of the registries that were found. */
function networkRules(config, registries) {
    const own = config.allow.filter((name) => /^localhost:/i.test(name));
    const hosts = config.allow.filter((name) => !own.includes(name));
    return {
        hosts: [
            ...new Set([...hosts, ...(config.registries ? registries : [])].map((name) => name.toLowerCase())),
        ],
        ports: [...new Set(own.flatMap(portsOf))],
    };
}
/** Is a connection to this host and port allowed? A rule without a port stands for 443 and 80. */
function allowsHost({ hosts }, host, port) {
    const asked = host.toLowerCase().replace(/\.$/, "");
    return hosts.some((rule) => {
        const [name = "", ruled] = rule.split(":");
        const fits = name.startsWith("*.") ? asked.endsWith(name.slice(1)) : asked === name;
        return fits && (ruled === undefined ? port === 443 || port === 80 : port === Number(ruled));
    });
}
/** A package manager's files that say where its packages are, and its registries when they say nothing. */
const managers = [
    {
        marks: ["package.json"],
        usual: ["registry.npmjs.org", "registry.yarnpkg.com"],
        says: {
            ".npmrc": /^\s*(?:@[\w.-]+:)?registry\s*=\s*["']?(https?:\/\/[^\s"']+)/gm,
            ".yarnrc": /^\s*"?(?:@[\w.-]+:)?registry"?\s+["']?(https?:\/\/[^\s"']+)/gm,
            ".yarnrc.yml": /npmRegistryServer:\s*["']?(https?:\/\/[^\s"']+)/g,
            "package-lock.json": /"resolved":\s*"(https?:\/\/[^"]+)/g,
            "yarn.lock": /^\s+resolved "(https?:\/\/[^"]+)/gm,
        },
    },
    {
        marks: ["pyproject.toml", "requirements.txt", "setup.py", "Pipfile"],
        usual: ["pypi.org", "files.pythonhosted.org"],
        says: {
            "pip.conf": /^\s*(?:extra-)?index-url\s*=\s*(https?:\/\/\S+)/gm,
            "requirements.txt": /^\s*(?:-i|--(?:extra-)?index-url|--find-links)[ =]\s*(https?:\/\/\S+)/gm,
            "pyproject.toml": /^\s*(?:url|index-url|extra-index-url)\s*=\s*["'](https?:\/\/[^"']+)/gm,
            "uv.toml": /^\s*(?:url|index-url|extra-index-url)\s*=\s*["'](https?:\/\/[^"']+)/gm,
            Pipfile: /^\s*url\s*=\s*["'](https?:\/\/[^"']+)/gm,
        },
    },
    { marks: ["go.mod"], usual: ["proxy.golang.org", "sum.golang.org"], says: {} },
    {
        marks: ["Cargo.toml"],
        usual: ["index.crates.io", "static.crates.io", "crates.io"],
        says: { ".cargo/config.toml": /^\s*index\s*=\s*["'](?:sparse\+)?(https?:\/\/[^"']+)/gm },
    },
    {
        marks: ["Gemfile"],
        usual: ["rubygems.org", "index.rubygems.org"],
        says: { Gemfile: /^\s*source\s*\(?\s*["'](https?:\/\/[^"']+)/gm },
    },
    {
        marks: ["pom.xml", "build.gradle", "build.gradle.kts", "gradlew"],
        usual: [
            "repo.maven.apache.org",
            "repo1.maven.org",
            "plugins.gradle.org",
            "services.gradle.org",
            "downloads.gradle.org",
        ],
        says: {
            "pom.xml": /<url>\s*(https?:\/\/[^<\s]+)\s*<\/url>/g,
            "build.gradle": /\burl\s*[=(]?\s*(?:uri\()?["'](https?:\/\/[^"']+)/g,
            "build.gradle.kts": /\burl\s*=\s*uri\(\s*["'](https?:\/\/[^"']+)/g,
        },
    },
    { marks: ["composer.json"], usual: ["repo.packagist.org"], says: {} },
];
/** The files that `registriesOf` wants to look into, beside the names of the top level. */
const registryFiles = [
    ...new Set(managers.flatMap(({ says }) => Object.keys(says))),
];
/** The registries of the package managers whose files lie on the top level: the usual ones, and those that their files name. */
function registriesOf(names, texts) {
    const found = managers.filter(({ marks }) => marks.some((mark) => names.has(mark)));
    const named = found.flatMap(({ says }) => Object.entries(says).flatMap(([file, pattern]) => [...(texts.get(file) ?? "").matchAll(pattern)].flatMap(([, address = ""]) => hostOf(address))));
    return [...new Set([...found.flatMap(({ usual }) => usual), ...named])];
}
function hostOf(address) {
    const url = URL.parse(address);
    return url === null || !target.test(url.host) || /^localhost/i.test(url.host)
        ? []
        : [url.host.toLowerCase()];
}
function portsOf(name) {
    const port = /:(\d+)$/.exec(name)?.[1];
    return port === undefined ? [] : [Number(port)];
}


/***/ }),

/***/ 73504:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   cw: () => (/* binding */ Plan),
/* harmony export */   ig: () => (/* binding */ workerName),
/* harmony export */   xi: () => (/* binding */ legsOf)
/* harmony export */ });
/* unused harmony exports Wanted, PlanTask */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(42047);
/* harmony import */ var _config_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6641);
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(59510);
/* harmony import */ var _rehearsal_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(50424);
/* harmony import */ var _snapshot_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(92831);
/* harmony import */ var _task_settings_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(37486);






const Oid = zod__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP().regex(/^[0-9a-f]{40}$/);
/** What a person asked for: a change, an answer only, or (a manual run with words of its own) either. */
const Wanted = zod__WEBPACK_IMPORTED_MODULE_5__/* ["enum"] */ .k5n(["change", "answer", "either"]);
/** One task of the plan: what was claimed, and the text that was approved. */
const PlanTask = zod__WEBPACK_IMPORTED_MODULE_5__/* .object */ .Ikc({
    issue: zod__WEBPACK_IMPORTED_MODULE_5__/* .number */ .aig().int().positive(),
    /** GraphQL id of the issue. */
    "issue-id": zod__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP(),
    attempt: zod__WEBPACK_IMPORTED_MODULE_5__/* .number */ .aig().int(),
    claim: zod__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP(),
    worker: zod__WEBPACK_IMPORTED_MODULE_5__/* .number */ .aig().int(),
    reserved: zod__WEBPACK_IMPORTED_MODULE_5__/* .number */ .aig(),
    /** No attempt has reached the model under the present credentials: this one finds out, and what it needs is tried before. */
    canary: zod__WEBPACK_IMPORTED_MODULE_5__/* .boolean */ .zMY(),
    settings: _task_settings_js__WEBPACK_IMPORTED_MODULE_4__/* .TaskSettings */ .ZW,
    /** The commit that the work is done on, and its tree: the head of the default branch, or of the branch `onto`. */
    base: Oid,
    "base-tree": Oid,
    /** The branch of another issue that the pull request is stacked on; null for the default branch. */
    onto: zod__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP().nullable(),
    /** What came of the issues that this one waited for: data from agents. */
    before: zod__WEBPACK_IMPORTED_MODULE_5__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_5__/* .object */ .Ikc({ issue: zod__WEBPACK_IMPORTED_MODULE_5__/* .number */ .aig().int().positive(), said: zod__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP() })),
    wanted: Wanted,
    request: _record_js__WEBPACK_IMPORTED_MODULE_1__/* .Request */ .Kd,
    snapshot: _snapshot_js__WEBPACK_IMPORTED_MODULE_3__/* .Snapshot */ .Fm,
    /** SHA-256 of the snapshot's JSON, hex. */
    "snapshot-hash": zod__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP(),
    /** GraphQL id of the workpad comment; null when it could not be written. */
    workpad: zod__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP().nullable(),
});
/** The file that dispatch hands to work and collect: settings and snapshots. It is bound by the digest of its artifact. */
const Plan = zod__WEBPACK_IMPORTED_MODULE_5__/* .object */ .Ikc({
    version: zod__WEBPACK_IMPORTED_MODULE_5__/* .literal */ .euz(1),
    repository: zod__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP().regex(/^[^/\s]+\/[^/\s]+$/),
    "default-branch": zod__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP(),
    base: Oid,
    "base-tree": Oid,
    config: _config_js__WEBPACK_IMPORTED_MODULE_0__/* .Config */ .TS,
    /** The repository's own prompt and pull request templates; null for ours. */
    "prompt-template": zod__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP().nullable(),
    "pull-request-template": zod__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP().nullable(),
    tasks: zod__WEBPACK_IMPORTED_MODULE_5__/* .array */ .YOg(PlanTask),
    /** Set when the run is a rehearsal; then there are no tasks. */
    rehearsal: _rehearsal_js__WEBPACK_IMPORTED_MODULE_2__/* .Rehearsal */ .g1.nullable().default(null),
});
/** The matrix of a plan. An empty runner label stands for that of the calling workflow. */
function legsOf(plan) {
    const { rehearsal, config, base: head } = plan;
    return [
        ...plan.tasks.map(({ issue, attempt, claim, base, settings }) => ({
            issue,
            attempt,
            claim,
            base,
            "runs-on": settings["runs-on"] ?? "",
            progress: config.progress === "live",
        })),
        ...(rehearsal === null
            ? []
            : [{ issue: _rehearsal_js__WEBPACK_IMPORTED_MODULE_2__/* .noIssue */ .J0, attempt: 1, claim: rehearsal.claim, base: head, "runs-on": "", progress: false }]),
    ];
}
/** A worker's slot as people see it: `01`. */
function workerName(worker) {
    return String(worker).padStart(2, "0");
}


/***/ }),

/***/ 46966:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   WV: () => (/* binding */ Profile),
/* harmony export */   ci: () => (/* binding */ modelNames),
/* harmony export */   dp: () => (/* binding */ profileOf),
/* harmony export */   gC: () => (/* binding */ unknownProfile),
/* harmony export */   mr: () => (/* binding */ modelAsked),
/* harmony export */   uV: () => (/* binding */ profilesOf)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(42047);
/* harmony import */ var _container_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(56268);
/* harmony import */ var _env_file_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(67455);



const usd = zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().positive().max(1000);
const path = zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().min(1).max(200);
/** Variables by which the CLI, our broker and the way to the network are set up, and those of the job. */
const reserved = /^(?:HOME|PATH|TMPDIR|CI|LD_\w+|NODE_USE_ENV_PROXY|(?:HTTPS?|NO|ALL)_PROXY|(?:ANTHROPIC|CLAUDE|SWITCHYARD|GITHUB|RUNNER|ACTIONS|INPUT)_\w+)$/i;
/** One kind of worker: which issues it takes, how many of them at once, and what its agent runs with. What is left out is as in the config itself. */
const Profile = zod__WEBPACK_IMPORTED_MODULE_2__/* .strictObject */ .rej({
    labels: zod__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().min(1).max(50)).describe("Issues with one of these are of this profile"),
    types: zod__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().min(1))
        .describe("Issues of one of these GitHub issue types are of this profile"),
    tasks: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().int().min(1).max(256).describe("How many of its tasks may be at work at once"),
    answer: zod__WEBPACK_IMPORTED_MODULE_2__/* .boolean */ .zMY().describe("Its tasks end in an answer instead of a change"),
    instructions: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().max(4_000).describe("Told to the agent beside the issue"),
    model: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().min(1),
    fallback: zod__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().min(1)).max(3).describe("Models to go on with when this one is overloaded"),
    effort: zod__WEBPACK_IMPORTED_MODULE_2__/* ["enum"] */ .k5n(["low", "medium", "high", "xhigh", "max"]),
    limits: zod__WEBPACK_IMPORTED_MODULE_2__/* .strictObject */ .rej({
        "spend-per-attempt": usd,
        minutes: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().positive().max(300),
        "silence-minutes": zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().positive().max(60),
        "repeated-calls": zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().int().min(2).max(1000),
        turns: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().int().min(1).max(2000),
        "repair-rounds": zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().int().min(0).max(10),
    })
        .partial(),
    "runs-on": zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP()
        .regex(/^[\w.-]+$/, "is the label of a Linux runner, such as ubuntu-24.04")
        .describe("Runner label of its tasks"),
    tools: zod__WEBPACK_IMPORTED_MODULE_2__/* .strictObject */ .rej({ allow: zod__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().min(1)), deny: zod__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().min(1)) })
        .partial()
        .describe("Claude Code's permission rules, such as Bash(npm test:*)"),
    "permission-mode": zod__WEBPACK_IMPORTED_MODULE_2__/* ["enum"] */ .k5n(["acceptEdits", "plan", "dontAsk"]),
    env: zod__WEBPACK_IMPORTED_MODULE_2__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP()
        .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "is the name of a variable, such as BROWSER")
        .refine((name) => !reserved.test(name), {
        message: "is set by Switchyard itself, or by the runner; leave it out",
    }), zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().max(10_000))
        .describe("Variables of the agent and its gates; no secrets"),
    guidance: zod__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(path),
    prompt: path.describe("Prompt template instead of `.github/switchyard/prompt.md`"),
    skills: zod__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(path).max(50),
    agents: zod__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(path).max(50),
    mcp: zod__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(path).max(10),
    "env-file": zod__WEBPACK_IMPORTED_MODULE_2__/* .union */ .KCZ([_env_file_js__WEBPACK_IMPORTED_MODULE_1__/* .EnvFilePath */ .fD, zod__WEBPACK_IMPORTED_MODULE_2__/* .literal */ .euz(false)]),
    container: zod__WEBPACK_IMPORTED_MODULE_2__/* .union */ .KCZ([_container_js__WEBPACK_IMPORTED_MODULE_0__/* .ContainerImage */ .lg, zod__WEBPACK_IMPORTED_MODULE_2__/* .literal */ .euz(false)])
        .describe("Another image, or false for the runner's own system"),
})
    .partial();
/** Ready to use. Their numbers of tasks are those of AgentVine's worker types. */
const shipped = {
    feature: { labels: ["feature", "enhancement"], types: ["Feature"], tasks: 1 },
    bugfix: {
        labels: ["bug"],
        types: ["Bug"],
        tasks: 1,
        instructions: "This is a fault. Reproduce it first, by a test that fails because of it; then mend the cause, not the symptom.",
    },
    test: {
        labels: ["test", "tests"],
        types: [],
        tasks: 2,
        instructions: "This is about tests. Change other code only where it cannot be tested as it is, and say where you did.",
    },
    docs: {
        labels: ["docs", "documentation"],
        types: [],
        tasks: 2,
        instructions: "This is about documentation. Check what you write against the code; change no behaviour.",
    },
    refactor: {
        labels: ["refactor", "refactoring"],
        types: [],
        tasks: 1,
        instructions: "This is about structure. Behaviour stays as it is, and tests keep their assertions.",
    },
    review: {
        labels: ["review"],
        types: [],
        tasks: 3,
        answer: true,
        instructions: "Review what the issue names: faults first, then security, then clarity. Name file and line of each finding.",
    },
};
const merged = new WeakMap(); // asked of every issue
/** All profiles in the order in which they are tried: those that only the config names, then the shipped ones, each with what the config says of it. */
function profilesOf({ profiles }) {
    const known = merged.get(profiles) ?? mergedWithOurs(profiles);
    merged.set(profiles, known);
    return known;
}
/** The name of an issue's profile: by the label `profile:<name>`, by a label of a profile, by issue type; null for none of them. */
function profileOf(config, issue) {
    const profiles = profilesOf(config);
    const named = issue.labels.find((label) => label.startsWith("profile:"))?.slice("profile:".length);
    if (named !== undefined && profiles.has(named))
        return named;
    const matching = [...profiles].find(([, profile]) => profile.labels?.some((label) => issue.labels.includes(label)));
    const typed = [...profiles].find(([, profile]) => profile.types?.includes(issue.type ?? ""));
    return (matching ?? typed)?.[0] ?? null;
}
/** What the label `profile:<name>` names although there is no such profile; null when there is nothing wrong. */
function unknownProfile(config, labels) {
    const known = [...profilesOf(config).keys()];
    const name = labels.find((label) => label.startsWith("profile:"))?.slice("profile:".length);
    return name === undefined || known.includes(name) ? null : { name, known };
}
/** Short names of models; they are resolved here, since the CLI's own aliases move with its version. */
const modelNames = {
    haiku: "claude-haiku-4-5",
    sonnet: "claude-sonnet-5-5",
    opus: "claude-opus-5-5",
};
/** The model that a label `model:<name>` asks for: a full id; undefined without such a label; null when the name is unknown. */
function modelAsked(config, labels) {
    const name = labels.find((label) => label.startsWith("model:"))?.slice("model:".length);
    if (name === undefined)
        return undefined;
    return config.models[name] ?? modelNames[name] ?? (name.startsWith("claude-") ? name : null);
}
function mergedWithOurs(profiles) {
    const own = Object.entries(profiles).filter(([name]) => !Object.hasOwn(shipped, name));
    const ours = Object.entries(shipped).map(([name, profile]) => [name, { ...profile, ...profiles[name] }]);
    return new Map([...own, ...ours]);
}


/***/ }),

/***/ 65693:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q1: () => (/* binding */ ProtectedRules),
/* harmony export */   W2: () => (/* binding */ protectedSentence),
/* harmony export */   _2: () => (/* binding */ isWorkflow),
/* harmony export */   jN: () => (/* binding */ matcher),
/* harmony export */   sc: () => (/* binding */ protection),
/* harmony export */   zJ: () => (/* binding */ Pattern)
/* harmony export */ });
/* unused harmony exports protectedGroups, protectedPaths */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(42047);
/* harmony import */ var _change_path_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(89951);


/**
 * A pattern of paths. Without a slash it is a file name, in any folder; with one it begins at the top level, or anywhere when it begins with `**`
 * and a slash. `*` stands for anything within one part, a trailing `/**` for everything below a folder, `**` alone for everything. Case does not count.
 */
const Pattern = zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP()
    .min(1)
    .max(200)
    .refine((pattern) => !/^\/|\/\/|\\|[\p{Cc}]/u.test(pattern), {
    message: "is a path such as docs/api.md, a pattern such as infra/**, or a file name such as *.lock",
});
/** What the config says about protected paths. */
const ProtectedRules = zod__WEBPACK_IMPORTED_MODULE_1__/* .strictObject */ .rej({
    also: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(Pattern)
        .max(100)
        .default([])
        .describe("Further paths that are withheld, such as `infra/**` or `*.pem`"),
    allow: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(Pattern)
        .max(100)
        .default([])
        .describe("Protected paths that may be published after all; never workflows or our own config"),
    workflows: zod__WEBPACK_IMPORTED_MODULE_1__/* .boolean */ .zMY()
        .default(false)
        .describe("Publish changed workflow files too. Needs a GitHub App that may write workflows; the job's token never may"),
});
/** Every path that is withheld by default. Read by the check, the prompt, the agent's checkout and the documentation. */
const protectedGroups = [
    { why: "workflows, which run with the repository's secrets", patterns: [".github/workflows/**"] },
    { why: "our own settings", patterns: [".github/switchyard.yml", ".github/switchyard/**"] },
    {
        why: "actions, which workflows run",
        patterns: [".github/actions/**", "action.yml", "action.yaml"],
    },
    { why: "everything else that GitHub reads", patterns: [".github/**", "CODEOWNERS"] },
    {
        why: "other CI systems",
        patterns: [
            ".gitlab-ci.yml",
            ".gitlab/**",
            ".circleci/**",
            ".travis.yml",
            "Jenkinsfile",
            "azure-pipelines.yml",
            "bitbucket-pipelines.yml",
            ".drone.yml",
            ".woodpecker.yml",
            ".woodpecker/**",
            ".buildkite/**",
            "appveyor.yml",
            ".appveyor.yml",
            ".cirrus.yml",
            ".teamcity/**",
        ],
    },
    {
        why: "bots that open and merge pull requests",
        patterns: [
            "dependabot.yml",
            "dependabot.yaml",
            "renovate.json",
            "renovate.json5",
            ".renovaterc",
            ".renovaterc.json",
            ".mergify.yml",
            "mergify.yml",
            ".mergify/**",
            ".kodiak.toml",
            "bors.toml",
        ],
    },
    {
        why: "what agents read as instructions, and their tools",
        patterns: [
            "CLAUDE.md",
            "CLAUDE.local.md",
            "AGENTS.md",
            "AGENTS.override.md",
            "AGENT.md",
            "GEMINI.md",
            "QWEN.md",
            ".cursorrules",
            ".windsurfrules",
            ".clinerules",
            ".mcp.json",
            ".claude.json",
            "**/.claude/**",
            "**/.cursor/**",
            "**/.codex/**",
            "**/.gemini/**",
            "**/.agents/**",
            "**/.windsurf/**",
            "**/.clinerules/**",
            "**/.continue/**",
            "**/.roo/**",
            ".aider.conf.yml",
        ],
    },
    {
        why: "git: hooks, filters, modules, and what a reviewer's view leaves out",
        patterns: [
            ".gitmodules",
            ".gitattributes",
            ".gitconfig",
            ".mailmap",
            ".git-blame-ignore-revs",
            ".ripgreprc",
            "**/.husky/**",
            "**/.githooks/**",
            ".pre-commit-config.yaml",
            ".pre-commit-hooks.yaml",
            "lefthook.yml",
            "lefthook.yaml",
            ".lefthook.yml",
            ".lintstagedrc",
            ".lintstagedrc.*",
            "lint-staged.config.*",
        ],
    },
    {
        why: "editors and shells, which run what these name when a folder is opened",
        patterns: [
            "**/.vscode/**",
            "**/.idea/**",
            "**/.devcontainer/**",
            ".devcontainer.json",
            "*.code-workspace",
            ".editorconfig",
            ".vimrc",
            ".nvimrc",
            ".exrc",
            ".nvim.lua",
            ".dir-locals.el",
            ".envrc",
            ".gitpod.yml",
        ],
    },
    {
        why: "where package managers load from, and with which credentials",
        patterns: [
            ".npmrc",
            ".yarnrc",
            ".yarnrc.yml",
            "**/.yarn/releases/**",
            "**/.yarn/plugins/**",
            ".pnpmfile.cjs",
            ".pnpmfile.mjs",
            "bunfig.toml",
            ".pypirc",
            "pip.conf",
            "uv.toml",
            ".netrc",
            "**/.cargo/config",
            "**/.cargo/config.toml",
            ".bundle/config",
            ".gemrc",
            "nuget.config",
            "**/.mvn/**",
        ],
    },
];
/** Those of these paths that are withheld, in their order: by the table above and the config. Pure; the paths may be a whole tree. */
function protectedPaths(paths, rules) {
    const isProtected = protection(rules);
    return paths.filter(isProtected);
}
/** The question whether a path is withheld, for many paths. */
function protection(rules) {
    const also = matcher(rules.also);
    const allowed = matcher(rules.allow);
    return (path) => {
        if (isWorkflow(path))
            return !rules.workflows;
        return (byDefault(path) || also(path)) && (isOurs(path) || !allowed(path));
    };
}
/** What the agent is told, so that it does not work in vain. */
function protectedSentence(rules) {
    const also = rules.also.length === 0 ? "" : `, and ${rules.also.join(", ")}`;
    return `Some files are not published from here, and are better left alone: ${rules.workflows ? "actions and other" : "workflows, actions and other"} configuration of GitHub, CI, bots, git, editors, package registries and coding agents (such as .github/, CODEOWNERS, CLAUDE.md, .npmrc, .vscode/)${also}. If the task needs such a change, say in your last message what a person should change.`;
}
/** Tests a path against patterns. A path counts as it looks, so that no other spelling gets around a pattern. */
function matcher(patterns) {
    const names = new Set();
    const shapes = [];
    for (const pattern of patterns.map(_change_path_js__WEBPACK_IMPORTED_MODULE_0__/* .lookOf */ .Li))
        if (/[*/]/.test(pattern))
            shapes.push(shapeOf(pattern));
        else
            names.add(pattern);
    return (path) => {
        const look = (0,_change_path_js__WEBPACK_IMPORTED_MODULE_0__/* .lookOf */ .Li)(path);
        return names.has(look.slice(look.lastIndexOf("/") + 1)) || shapes.some((shape) => shape.test(look));
    };
}
function shapeOf(pattern) {
    if (pattern === "**")
        return /^/;
    const anywhere = !pattern.includes("/") || pattern.startsWith("**/");
    const below = pattern.endsWith("/**") || pattern.endsWith("/");
    const inner = pattern.replace(/^\*\*\//, "").replace(/\/(?:\*\*)?$/, "");
    const parts = inner
        .split("/")
        .map((part) => part === "**"
        ? "(?:[^/]+/)*"
        : `${part.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace(/\*+/g, "[^/]*")}/`);
    const body = parts.join("").replace(/\/$/, "");
    return new RegExp(`^${anywhere ? "(?:[^/]+/)*" : ""}${body}${below ? "(?:/|$)" : "$"}`, "u");
}
/** Is this a workflow file, which only a token with the right to write workflows can publish? */
const isWorkflow = matcher([".github/workflows/**"]);
const isOurs = matcher([".github/switchyard.yml", ".github/switchyard/**"]);
const byDefault = matcher(protectedGroups.flatMap(({ patterns }) => patterns));


/***/ }),

/***/ 78411:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Kw: () => (/* binding */ refusalText),
/* harmony export */   Ot: () => (/* binding */ reasons),
/* harmony export */   wA: () => (/* binding */ countCodes)
/* harmony export */ });
/* harmony import */ var _log_line_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73916);

/** One row per reason code. The codes are stable: logs, comments, the record and `switchyard verify` use the same ones. */
const reasons = {
    "unbound-artifact": {
        effect: "refused",
        what: "The artifact is not the one whose id and digest the work job handed over.",
        now: "Look at what else runs in this workflow and could replace artifacts.",
    },
    archive: {
        effect: "refused",
        what: "The archive is not one of ours: its entries, their form, or their sizes.",
        now: "Look at who uploaded it. `switchyard verify` repeats the check.",
    },
    json: {
        effect: "refused",
        what: "A file of the result is not plain JSON: a doubled or reserved key, too many levels, a byte order mark, a NUL, half a character, or a number beyond measure.",
        now: "Look at who uploaded it. `switchyard verify` repeats the check.",
    },
    schema: {
        effect: "refused",
        what: "A file of the result says something that its schema does not know.",
        now: "Pin work and collect to one version.",
    },
    mismatch: {
        effect: "refused",
        what: "The result contradicts the plan, the claim, or itself.",
        now: "Look at who uploaded it. With unchanged workflows this does not happen.",
    },
    path: {
        effect: "refused",
        what: "A path leads out of the repository or into `.git`, or cannot be told apart by a reader or kept by a common file system.",
        now: "Ask for another file name.",
    },
    mode: {
        effect: "refused",
        what: "Something else than a regular file was changed: a symbolic link, a submodule, a special file, or a name that is not UTF-8.",
        now: "Make this change by hand.",
    },
    encoding: {
        effect: "refused",
        what: "The content of a file is not what its encoding says.",
        now: "Look at who uploaded it. With unchanged workflows this does not happen.",
    },
    size: {
        effect: "refused",
        what: "A file, or the change as a whole, is larger than what is published.",
        now: "Split the issue, or add large files by hand.",
    },
    count: { effect: "refused", what: "More files were changed than are published.", now: "Split the issue." },
    collision: {
        effect: "refused",
        what: "Two paths cannot be told apart by some file system, or by a reader.",
        now: "Ask for another file name.",
    },
    secret: {
        effect: "refused",
        what: "A file newly holds what looks like a credential, perhaps encoded.",
        now: "If it is an example, name the path under `secrets.allow` in the config, then run `switchyard release`, or put the label on again. If it is real, revoke it.",
    },
    invisible: {
        effect: "refused",
        what: "A file newly holds characters that a reader cannot see, or that change the direction of the text around them.",
        now: "Ask for escape sequences instead, such as `\\u200b`.",
    },
    "protected-path": {
        effect: "withheld",
        what: "The file changes how git, GitHub, a reviewer's view, an editor, a package manager or an agent behaves.",
        now: "Make this change by hand, or name the path under `protected.allow` in the config, then run `switchyard release`, or put the label on again.",
    },
    "outside-scope": {
        effect: "withheld",
        what: "The file is none that the scope of the issue allows to change.",
        now: "Make this change by hand, or add the path to `scopes.<name>.allowed` in the config, then run `switchyard release`, or put the label on again.",
    },
    "not-checked-out": {
        effect: "withheld",
        what: "The file is in the repository, and was not in the sparse checkout that the agent worked in, so it was replaced blindly.",
        now: "Look at what would be replaced. If it is right, `switchyard release` publishes it with the folder under `sparse` of the scope; better put the label on again with that.",
    },
    "sensitive-path": {
        effect: "told",
        what: "The file brings in other people's code, or is executed by a build or by CI.",
        now: "Review it first.",
    },
};
/** How often each code occurs. */
function countCodes(refusals) {
    const counts = {};
    for (const { code } of refusals)
        counts[code] = (counts[code] ?? 0) + 1;
    return counts;
}
/** The refusals as lines for people: `code: "path": what is wrong`. */
function refusalText(refusals) {
    const lines = refusals
        .slice(0, listed)
        .map(({ code, path, text }) => `${code}: ${path === "" ? "" : `${(0,_log_line_js__WEBPACK_IMPORTED_MODULE_0__/* .logLine */ .BP)(JSON.stringify(path))}: `}${(0,_log_line_js__WEBPACK_IMPORTED_MODULE_0__/* .logLine */ .BP)(text, 600)}`);
    const more = refusals.length - lines.length;
    return [...lines, ...(more > 0 ? [`and ${more} more`] : [])].join("\n");
}
const listed = 20;


/***/ }),

/***/ 28490:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Lh: () => (/* binding */ Envelope),
/* harmony export */   VR: () => (/* binding */ ChangeSet),
/* harmony export */   dH: () => (/* binding */ resultFiles),
/* harmony export */   sd: () => (/* binding */ resultLimits),
/* harmony export */   x5: () => (/* binding */ resultName)
/* harmony export */ });
/* unused harmony exports GateResult, Change */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(42047);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(64377);
/* harmony import */ var _isolation_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(65447);
/* harmony import */ var _outcome_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(91307);
/* harmony import */ var _refusal_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(78411);




const text = (max) => zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP().max(max);
const Code = zod__WEBPACK_IMPORTED_MODULE_3__/* .custom */ .IeY((code) => typeof code === "string" && Object.hasOwn(_refusal_js__WEBPACK_IMPORTED_MODULE_2__/* .reasons */ .Ot, code));
/** What a gate did on the change, and on the base where it was tried. */
const GateResult = zod__WEBPACK_IMPORTED_MODULE_3__/* .strictObject */ .rej({
    name: text(60),
    now: zod__WEBPACK_IMPORTED_MODULE_3__/* ["enum"] */ .k5n(["passed", "failed", "timed_out", "not_runnable"]),
    base: zod__WEBPACK_IMPORTED_MODULE_3__/* ["enum"] */ .k5n(["passed", "failed", "timed_out", "not_runnable", "not_tried"]),
    seconds: zod__WEBPACK_IMPORTED_MODULE_3__/* .number */ .aig().nonnegative(),
    /** The end of the output on the change; empty when it passed. */
    tail: text(8_000),
    /** Files of the change that say what this gate does: its script, what it calls, its settings. Who reviews should look at them. */
    edited: zod__WEBPACK_IMPORTED_MODULE_3__/* .array */ .YOg(text(400)).max(20),
});
/** The evidence of one attempt, as work hands it to collect. Closed: what is not listed here cannot be said. */
const Envelope = zod__WEBPACK_IMPORTED_MODULE_3__/* .strictObject */ .rej({
    version: zod__WEBPACK_IMPORTED_MODULE_3__/* .literal */ .euz(1),
    issue: zod__WEBPACK_IMPORTED_MODULE_3__/* .number */ .aig().int().positive(),
    attempt: zod__WEBPACK_IMPORTED_MODULE_3__/* .number */ .aig().int().positive(),
    claim: text(100),
    run: zod__WEBPACK_IMPORTED_MODULE_3__/* .number */ .aig().int().positive(),
    "run-attempt": zod__WEBPACK_IMPORTED_MODULE_3__/* .number */ .aig().int().positive(),
    outcome: _outcome_js__WEBPACK_IMPORTED_MODULE_1__/* .Outcome */ .Pi,
    /** A sentence of ours about the outcome: the cause, the failing step, the remedy. */
    reason: text(2_000),
    spent: zod__WEBPACK_IMPORTED_MODULE_3__/* .number */ .aig().nonnegative().max(100_000),
    seconds: zod__WEBPACK_IMPORTED_MODULE_3__/* .number */ .aig().nonnegative(),
    turns: zod__WEBPACK_IMPORTED_MODULE_3__/* .number */ .aig().int().nonnegative(),
    model: text(200),
    gates: zod__WEBPACK_IMPORTED_MODULE_3__/* .array */ .YOg(GateResult).max(20),
    /** What kept the agent in; null when it never came to that. */
    isolation: _isolation_js__WEBPACK_IMPORTED_MODULE_0__/* .IsolationHeld */ .a8.nullable(),
    /** SHA-256 of the change set file, hex; null without a change. */
    changes: zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP()
        .regex(/^[0-9a-f]{64}$/)
        .nullable(),
    /** The agent's last message: data from the agent. */
    message: text(60_000),
    /** When the first credential of the pool can be used again, after a usage limit. */
    "resets-at": zod__WEBPACK_IMPORTED_MODULE_4__/* .datetime */ .w$().nullable(),
    /** Name of the pool's entry that was asked last; null when no request went to the model. */
    credential: text(60).nullable(),
    /** Whether a model has answered at least once. */
    "model-reached": zod__WEBPACK_IMPORTED_MODULE_3__/* .boolean */ .zMY(),
    /**
     * What work found in the change, or in what it says, that may not be published: the change set is then not in the artifact, which everybody who sees the
     * repository can download, but sealed in the last checkpoint.
     */
    refusals: zod__WEBPACK_IMPORTED_MODULE_3__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_3__/* .strictObject */ .rej({ code: Code, path: text(400), text: text(500) })).max(50),
});
/** One changed path: its mode and whole content, or its removal. Never a patch, never a git object. */
const Change = zod__WEBPACK_IMPORTED_MODULE_3__/* .discriminatedUnion */ .gMt("kind", [
    zod__WEBPACK_IMPORTED_MODULE_3__/* .strictObject */ .rej({
        kind: zod__WEBPACK_IMPORTED_MODULE_3__/* .literal */ .euz("write"),
        path: zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP(),
        mode: zod__WEBPACK_IMPORTED_MODULE_3__/* ["enum"] */ .k5n(["100644", "100755"]),
        encoding: zod__WEBPACK_IMPORTED_MODULE_3__/* ["enum"] */ .k5n(["utf-8", "base64"]),
        content: zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP(),
    }),
    zod__WEBPACK_IMPORTED_MODULE_3__/* .strictObject */ .rej({ kind: zod__WEBPACK_IMPORTED_MODULE_3__/* .literal */ .euz("delete"), path: zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP() }),
]);
const ChangeSet = zod__WEBPACK_IMPORTED_MODULE_3__/* .strictObject */ .rej({
    version: zod__WEBPACK_IMPORTED_MODULE_3__/* .literal */ .euz(1),
    /** Lines added and removed, as git counts them; 0 for binary files. */
    lines: zod__WEBPACK_IMPORTED_MODULE_3__/* .number */ .aig().int().nonnegative(),
    /** What cannot be expressed as a change of a regular file (a symbolic link, a submodule, a name that is not UTF-8). */
    inexpressible: zod__WEBPACK_IMPORTED_MODULE_3__/* .array */ .YOg(text(1_000)).max(100),
    changes: zod__WEBPACK_IMPORTED_MODULE_3__/* .array */ .YOg(Change),
});
/** The name of the artifact that one work job hands over. */
function resultName(of) {
    return `switchyard-result-${of.issue}-${of.claim.slice(0, 8)}-${of["run-attempt"]}`;
}
/** The two files of a result artifact, and the most that each may hold in bytes. */
const resultFiles = { envelope: "envelope.json", changes: "changes.json" };
const resultLimits = { envelope: 1_000_000, changes: 60_000_000 };


/***/ }),

/***/ 99643:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HG: () => (/* binding */ Scope),
/* harmony export */   ZK: () => (/* binding */ scopesOf)
/* harmony export */ });
/* unused harmony export pathsIn */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(42047);
/* harmony import */ var _checkout_command_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(39047);
/* harmony import */ var _directory_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(40152);
/* harmony import */ var _protected_path_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(65693);




/** A part of the repository: which issues are about it, how many of its tasks run at once, and what holds for them in place of the config's own. */
const Scope = zod__WEBPACK_IMPORTED_MODULE_3__/* .strictObject */ .rej({
    labels: zod__WEBPACK_IMPORTED_MODULE_3__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP().min(1).max(50)) // GitHub's limit of a label name
        .default([])
        .describe("Issues with one of these belong to the scope"),
    paths: zod__WEBPACK_IMPORTED_MODULE_3__/* .array */ .YOg(_protected_path_js__WEBPACK_IMPORTED_MODULE_2__/* .Pattern */ .zJ)
        .max(50)
        .default([])
        .describe("So do issues without such a label whose title or text names a path of these, such as `packages/web/**`"),
    tasks: zod__WEBPACK_IMPORTED_MODULE_3__/* .number */ .aig()
        .int()
        .min(1)
        .max(256)
        .default(1)
        .describe("How many tasks of the scope may be at work at once"),
    directory: _directory_js__WEBPACK_IMPORTED_MODULE_1__/* .Directory */ .__.optional().describe("Where setup, gates and the agent work, such as `packages/web`; without it, at the top level"),
    setup: _checkout_command_js__WEBPACK_IMPORTED_MODULE_0__/* .Setup */ .uT.optional().describe("How its base is prepared, in place of `setup`"),
    allowed: zod__WEBPACK_IMPORTED_MODULE_3__/* .array */ .YOg(_protected_path_js__WEBPACK_IMPORTED_MODULE_2__/* .Pattern */ .zJ)
        .min(1)
        .max(100)
        .optional()
        .describe("The only paths that its changes may touch, such as `packages/web/**`; the rest is withheld. Without it, everything"),
    sparse: zod__WEBPACK_IMPORTED_MODULE_3__/* .union */ .KCZ([zod__WEBPACK_IMPORTED_MODULE_3__/* .boolean */ .zMY(), zod__WEBPACK_IMPORTED_MODULE_3__/* .array */ .YOg(_directory_js__WEBPACK_IMPORTED_MODULE_1__/* .Directory */ .__).max(100)])
        .optional()
        .describe("Check out a part only: its directory, the files at the top level, and the folders that are named here"),
    gates: _checkout_command_js__WEBPACK_IMPORTED_MODULE_0__/* .Gates */ .rS.optional().describe("What its changes must pass, in place of `gates`"),
})
    .refine(({ labels, paths }) => labels.length + paths.length > 0, {
    message: "has neither labels nor paths, so that no issue belongs to it: write one of them",
})
    .refine(({ sparse, directory }) => sparse !== true || directory !== undefined, {
    path: ["sparse"],
    message: "needs a directory to keep; name one, or write the folders that are needed",
});
/**
 * The scopes that an issue belongs to, the one whose settings hold first. Labels decide: those of several scopes make the issue count for each of them. Without such
 * a label the paths do that its text names, for one scope. Where several fit, the most specific pattern goes first, then the order of the config.
 */
function scopesOf({ scopes }, { labels, text }) {
    const known = compiled(scopes);
    const labelled = known.filter((scope) => scope.labels.some((label) => labels.includes(label)));
    if (labelled.length === 1)
        return labelled.map(({ name }) => name);
    const candidates = labelled.length === 0 ? known : labelled;
    if (candidates.every(({ patterns }) => patterns.length === 0))
        return labelled.map(({ name }) => name);
    const paths = pathsIn(text());
    const fits = candidates.map(({ name, patterns }) => ({
        name,
        // The patterns of a scope are sorted, so the first that fits is its most specific one.
        rank: patterns.find(({ names }) => paths.some(names))?.rank ?? none,
    }));
    const sorted = fits.toSorted((one, other) => compare(other.rank, one.rank));
    return labelled.length > 0
        ? sorted.map(({ name }) => name)
        : sorted.slice(0, 1).flatMap(({ name, rank }) => (rank === none ? [] : [name]));
}
const most = 500; // paths of one text
/**
 * What a text names that may be a path: words with a slash or a dot in them, bare or in code, without what people put around and behind: `./`, a line
 * (`:12`, `#L12`), punctuation. Addresses of the web are none.
 */
function pathsIn(text) {
    const found = new Set();
    for (const [word] of text.matchAll(/[^\s`'"<>()[\]{}|,;*!?]+/g)) {
        if (!/[./]/.test(word) || word.length > 400 || word.includes("://"))
            continue;
        const path = word.replace(/(?:#.*|(?::\d+)+)?[.:]*$/, "").replace(/^(?:\.?\/)+/, "");
        if (path === "" || path.split("/").includes(".."))
            continue;
        found.add(path);
        if (found.size === most)
            break;
    }
    return [...found];
}
const none = [-1, 0];
const once = new WeakMap(); // asked of every issue
function compiled(scopes) {
    const known = once.get(scopes) ??
        Object.entries(scopes).map(([name, { labels, paths }]) => ({
            name,
            labels,
            patterns: paths
                .map((pattern) => ({ names: (0,_protected_path_js__WEBPACK_IMPORTED_MODULE_2__/* .matcher */ .jN)([pattern]), rank: rankOf(pattern) }))
                .toSorted((one, other) => compare(other.rank, one.rank)),
        }));
    once.set(scopes, known);
    return known;
}
function rankOf(pattern) {
    const parts = pattern.split("/").filter((part) => part !== "" && part !== "**");
    return [parts.filter((part) => !part.includes("*")).length, parts.join("").replaceAll("*", "").length];
}
function compare(one, other) {
    return one[0] - other[0] || one[1] - other[1];
}


/***/ }),

/***/ 92831:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Fm: () => (/* binding */ Snapshot),
  Mo: () => (/* binding */ commentAuthors),
  Qx: () => (/* binding */ removedWords),
  W9: () => (/* binding */ takeSnapshot),
  Q6: () => (/* binding */ visibleText)
});

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 5 modules
var schemas = __webpack_require__(42047);
// EXTERNAL MODULE: ./node_modules/decode-named-character-reference/index.js + 1 modules
var decode_named_character_reference = __webpack_require__(37126);
;// CONCATENATED MODULE: ./lib/core/html.js
/**
 * Takes raw HTML apart by the rules of browsers (HTML standard, "Tokenization"), which are wider than Markdown's: `--!>` ends a comment, `<?` begins one, a
 * quotation mark counts only after `=`.
 */
function htmlPieces(html) {
    const pieces = [];
    let at = 0;
    while (at < html.length) {
        const next = html.indexOf("<", at);
        const end = next === -1 ? html.length : next;
        if (end > at)
            pieces.push({ kind: "text", text: html.slice(at, end) });
        if (next === -1)
            break;
        const { piece, length } = markup(html.slice(next));
        pieces.push(piece);
        at = next + length;
    }
    return pieces;
}
/** Elements that GitHub shows as the text that was written, tag and all (GitHub Flavored Markdown, "Disallowed Raw HTML"). */
const shownAsText = [
    "title",
    "textarea",
    "style",
    "xmp",
    "iframe",
    "noembed",
    "noframes",
    "script",
    "plaintext",
];
const html_open = { piece: { kind: "open" }, length: Number.POSITIVE_INFINITY };
function markup(rest) {
    if (rest.startsWith("<!--"))
        return commentIn(rest, /^<!--(?:-?>|[\s\S]*?--!?>)/);
    if (/^<(?:[!?]|\/[^a-z])/i.test(rest))
        return commentIn(rest, /^<[^>]*>/);
    const [head = "", slash = "", name = ""] = /^<(\/?)([a-z][^\s/>]*)/i.exec(rest) ?? [];
    if (head === "")
        return { piece: { kind: "text", text: "<" }, length: 1 };
    if (shownAsText.includes(name.toLowerCase()))
        return { piece: { kind: "text", text: head }, length: head.length };
    const found = attributesIn(rest, head.length);
    if (found === null)
        return html_open;
    return {
        piece: { kind: "tag", name: name.toLowerCase(), end: slash !== "", attributes: found.attributes },
        length: found.end,
    };
}
function commentIn(rest, pattern) {
    const found = pattern.exec(rest);
    return found === null ? html_open : { piece: { kind: "comment" }, length: found[0].length };
}
/** The attributes from `start` to the `>` that ends the tag; null when none does. */
function attributesIn(html, start) {
    const attributes = new Map();
    let at = start;
    const take = (pattern) => {
        pattern.lastIndex = at;
        const found = pattern.exec(html);
        if (found !== null)
            at += found[0].length;
        return found;
    };
    for (;;) {
        take(/[\s/]*/y);
        if (at >= html.length)
            return null;
        if (html[at] === ">")
            return { attributes, end: at + 1 };
        const name = (take(/[^\s/>][^\s/>=]*/y)?.[0] ?? "").toLowerCase();
        const value = take(/\s*=\s*(?:"([^"]*)"|'([^']*)'|(?!["'])([^\s>]*))/y);
        if (value === null && take(/\s*=/y) !== null)
            return null; // a quotation that does not end
        if (!attributes.has(name))
            attributes.set(name, value?.[1] ?? value?.[2] ?? value?.[3] ?? "");
    }
}

// EXTERNAL MODULE: ./lib/core/invisible.js
var invisible = __webpack_require__(92328);
// EXTERNAL MODULE: ./lib/core/markdown.js
var markdown = __webpack_require__(88346);
;// CONCATENATED MODULE: ./lib/core/visible.js




const nothingRemoved = { comments: 0, markup: 0, characters: 0, cut: 0 };
/** Longest issue body or comment that the agent gets, in characters; GitHub's own limit is 65,536. */
const textLimit = 65_536;
/**
 * Leaves of a Markdown text what a reader of the rendered page sees; what is visible stays as it was written, code to the letter. An image becomes `[image]`, a link its
 * words and its address. Nothing is fetched, and no text makes it throw. docs/adr/0035 says how far this goes.
 */
function visibleMarkdown(source) {
    const lines = source.replaceAll("\r\n", "\n").replaceAll("\r", "\n");
    const limit = Math.min(textLimit, (0,markdown/* depthLimit */.zR)(lines) ?? textLimit);
    const cut = lines.length > limit ? 1 : 0;
    const page = readOrNull((0,invisible/* cutAt */.og)(lines, limit));
    if (page === null)
        return { text: "[left out: it cannot be read as Markdown]", removed: { ...nothingRemoved, cut: 1 } };
    const { text, removed } = (0,invisible/* visibleCharacters */.hS)(page.text);
    return {
        text: cut === 0 ? text : `${text}\n[cut here: the text was longer]`,
        removed: { ...page.removed, characters: page.removed.characters + removed, cut },
    };
}
/** A title or a name: one line, which GitHub shows as it is written. */
function visibleLine(source) {
    const { text, removed } = (0,invisible/* visibleCharacters */.hS)(source);
    return { text: text.replace(/\s+/g, " ").trim(), removed: { ...nothingRemoved, characters: removed } };
}
/** The sum of what was removed from several texts. */
function sumOf(all) {
    const of = (kind) => all.reduce((sum, removed) => sum + removed[kind], 0);
    return { comments: of("comments"), markup: of("markup"), characters: of("characters"), cut: of("cut") };
}
/** Elements that GitHub keeps (its sanitizer's list), without those that show something else than their content. */
const shownElements = /^(?:h[1-6]|br|b|i|strong|em|a|pre|code|tt|div|ins|del|sup|sub|p|ol|ul|table|thead|tbody|tfoot|blockquote|dl|dt|dd|kbd|q|samp|var|hr|ruby|rt|li|tr|td|th|s|strike|summary|details|caption|figure|figcaption|abbr|bdo|cite|dfn|mark|small|span|time|wbr)$/;
/** Attributes that hold no words, as people and editors write them; any other counts when it is removed. */
const wordless = /^(?:align|width|height|src|srcset|media|open|colspan|rowspan|border|valign|dir|lang|start|type|checked|disabled|href|target|rel|id|name|class|style)$/;
/** An address of the web, or a path of the repository. What is neither, GitHub makes no link of. */
const web = /^(?:https?:\/\/|(?![a-z][a-z0-9+.-]*:))[^\s<>"]{1,500}$/i;
/** A language that stands at a code block. It is not shown, so it has to be short and one word. */
const language = /^[a-z][a-z0-9+#_.-]{0,19}$/i;
/** Code that GitHub shows as a map or a body: its text is never on the page. */
const drawn = ["geojson", "topojson", "stl"];
/** Null for a text that is nested so deep that the stack of the parser is at its end; nobody writes such a text to be read. */
function readOrNull(source) {
    try {
        return read(source);
    }
    catch (error) {
        if (error instanceof RangeError)
            return null;
        throw error;
    }
}
function read(source) {
    const root = (0,markdown/* parse */.qg)(source, { emphasis: false });
    const definitions = new Map();
    const footnotes = new Map();
    const linked = new Set();
    visit(root, (node) => {
        if (node.type === "definition" && !definitions.has(node.identifier))
            definitions.set(node.identifier, node);
        if (node.type === "footnoteReference" && !footnotes.has(node.identifier))
            footnotes.set(node.identifier, footnotes.size + 1);
        if (node.type === "linkReference")
            linked.add(node.identifier);
    });
    const removed = { ...nothingRemoved };
    const page = { source, definitions, linked, footnotes, removed, text: "", hidden: null };
    writeAll(page, root.children, { start: 0, end: source.length });
    return page;
}
function write(page, piece) {
    if (page.hidden === null)
        page.text += piece;
}
/** Writes nodes, and as it stands what is between them: list marks, the bars of tables, blank lines. */
function writeAll(page, nodes, { start, end }) {
    let at = start;
    for (const node of nodes) {
        const here = (0,markdown/* span */.Ln)(node);
        write(page, page.source.slice(at, here.start));
        writeNode(page, node);
        at = here.end;
    }
    write(page, page.source.slice(at, end));
}
function writeNode(page, node) {
    const { start, end } = (0,markdown/* span */.Ln)(node);
    const raw = page.source.slice(start, end);
    // Where an element ends that holds more than words is for browsers to say: nothing behind it is taken for visible.
    if (page.hidden === "element" && node.type !== "text" && node.type !== "html")
        page.hidden = "rest";
    switch (node.type) {
        case "html":
            return writeHtml(page, raw);
        case "text":
            return write(page, withoutInvisibleReferences(page, raw));
        case "code":
            return writeCode(page, node, raw);
        case "image":
        case "imageReference":
            if (!isGeneric(node.alt ?? "") || hasTitle(node))
                page.removed.markup += 1;
            return write(page, "[image]");
        case "link":
            return writeLink(page, node, node.url);
        case "linkReference":
            return writeLink(page, node, page.definitions.get(node.identifier)?.url ?? "");
        case "definition": {
            const used = page.linked.has(node.identifier) && page.definitions.get(node.identifier) === node;
            if (!used || hasTitle(node))
                page.removed.markup += 1;
            return;
        }
        case "footnoteReference":
            return write(page, `[^${page.footnotes.get(node.identifier) ?? 0}]`);
        case "footnoteDefinition":
            return writeFootnote(page, node);
        case "table":
            return writeTable(page, node);
        default:
            return writeAll(page, "children" in node ? node.children : [], { start, end });
    }
}
function writeHtml(page, raw) {
    for (const piece of htmlPieces(raw)) {
        if (piece.kind === "text")
            write(page, withoutInvisibleReferences(page, piece.text));
        else if (piece.kind === "tag")
            writeTag(page, piece);
        else
            page.removed.comments += 1;
        if (piece.kind === "open")
            page.hidden = "rest";
    }
}
function writeTag(page, { name, end, attributes }) {
    // `rp` is for browsers without ruby; the others hide what is in it.
    if (page.hidden === "element")
        page.hidden = name === "rp" && end ? null : "rest";
    else if (name === "rp" && page.hidden === null) {
        page.removed.markup += 1;
        page.hidden = "element";
    }
    if (page.hidden !== null || name === "rp")
        return;
    const words = [...attributes].some(([key, value]) => !wordless.test(key) && !isGeneric(value));
    const known = shownElements.test(name) || ["img", "picture", "source"].includes(name);
    if (words || !known)
        page.removed.markup += 1;
    if (name === "img")
        return write(page, "[image]");
    if (!shownElements.test(name))
        return;
    const href = attributes.get("href") ?? "";
    write(page, `<${end ? "/" : ""}${name}${name === "a" && !end && web.test(href) ? ` href="${href}"` : ""}>`);
}
function writeLink(page, node, url) {
    const { start, end } = (0,markdown/* span */.Ln)(node);
    const [first] = node.children;
    const last = node.children.at(-1);
    // An address in angle brackets is its own text.
    if (page.source.startsWith("<", start))
        return write(page, page.source.slice(start, end));
    if (first === undefined || last === undefined) {
        page.removed.markup += 1;
        return;
    }
    const words = { start: (0,markdown/* span */.Ln)(first).start, end: (0,markdown/* span */.Ln)(last).end };
    writeAll(page, node.children, words);
    const known = web.test(url);
    if (hasTitle(node) || (url !== "" && !known))
        page.removed.markup += 1;
    if (known && page.source.slice(words.start, words.end) !== url)
        write(page, ` (${url})`);
}
function writeCode(page, node, raw) {
    const [, fence = "", info = ""] = /^(`{3,}|~{3,})([^\n]*)/.exec(raw) ?? [];
    if (fence === "")
        return write(page, raw);
    const name = (node.lang ?? "").toLowerCase();
    const shown = language.test(name) && node.value.trim() !== "" ? (node.lang ?? "") : "";
    if (info.trim() !== shown || drawn.includes(name))
        page.removed.markup += 1;
    if (drawn.includes(name))
        return write(page, "[image]");
    const body = raw.slice(fence.length + info.length);
    write(page, `${fence}${shown}${name === "mermaid" ? withoutDrawingComments(page, body) : body}`);
}
function writeFootnote(page, node) {
    const { start, end } = (0,markdown/* span */.Ln)(node);
    const number = page.footnotes.get(node.identifier);
    if (number === undefined) {
        page.removed.markup += 1;
        return;
    }
    write(page, `[^${number}]:`);
    writeAll(page, node.children, { start: page.source.indexOf("]:", start) + 2, end });
}
/** GitHub shows no more cells of a row than its table has columns. */
function writeTable(page, table) {
    const columns = table.children[0]?.children.length ?? 0;
    let at = (0,markdown/* span */.Ln)(table).start;
    for (const row of table.children) {
        const here = (0,markdown/* span */.Ln)(row);
        write(page, page.source.slice(at, here.start));
        const over = row.children[columns];
        if (over !== undefined)
            page.removed.markup += 1;
        const end = over === undefined ? here.end : (0,markdown/* span */.Ln)(over).start;
        writeAll(page, row.children.slice(0, columns), { start: here.start, end });
        at = here.end;
    }
    write(page, page.source.slice(at, (0,markdown/* span */.Ln)(table).end));
}
function hasTitle(node) {
    return "title" in node && (node.title ?? "") !== "";
}
/** Alternative texts that editors fill in by themselves say nothing. */
function isGeneric(words) {
    return /^(?:image|screenshot|img|\s)*$/i.test(words);
}
function withoutDrawingComments(page, body) {
    return body.replace(/^[ \t]*%%[^\n]*\n?/gm, () => {
        page.removed.comments += 1;
        return "";
    });
}
/** Takes out `&#8203;`, `&zwnj;` and the like: the rendered page shows nothing in their place. */
function withoutInvisibleReferences(page, raw) {
    return raw.replace(/&(?:#x[0-9a-f]{1,6}|#[0-9]{1,7}|[a-z][a-z0-9]{1,31});/gi, (reference) => {
        if ((0,invisible/* visibleCharacters */.hS)(decoded(reference.slice(1, -1))).removed === 0)
            return reference;
        page.removed.characters += 1;
        return "";
    });
}
function decoded(name) {
    if (!name.startsWith("#"))
        return (0,decode_named_character_reference/* decodeNamedCharacterReference */.s)(name) || "";
    const code = Number(/^#x/i.test(name) ? `0${name.slice(1)}` : name.slice(1));
    return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : "";
}
function visit(node, look) {
    look(node);
    for (const child of "children" in node ? node.children : [])
        visit(child, look);
}

;// CONCATENATED MODULE: ./lib/core/snapshot.js


const count = schemas/* number */.aig().int().nonnegative();
/** The text of an issue as it was approved: all that the agent will see of it. */
const Snapshot = schemas/* object */.Ikc({
    issue: schemas/* number */.aig().int().positive(),
    title: schemas/* string */.YjP(),
    body: schemas/* string */.YjP(),
    author: schemas/* string */.YjP(),
    labels: schemas/* array */.YOg(schemas/* string */.YjP()),
    comments: schemas/* array */.YOg(schemas/* object */.Ikc({ author: schemas/* string */.YjP(), at: schemas/* string */.YjP(), body: schemas/* string */.YjP() })),
    /** How many pieces were taken out because a reader of the rendered issue cannot see them, by kind. */
    removed: schemas/* object */.Ikc({ comments: count, markup: count, characters: count, cut: count }),
    /** Comments that were left out: by people without write access, written or changed after the approval, or more than the limit. */
    "comments-left-out": count,
});
/** The newest comments that the agent gets, and their size in characters: together no more than a long body. */
const commentLimits = { count: 50, characters: 65_536 };
/**
 * Takes the snapshot: what is visible of title and body, and the comments of people who may write (`mayWrite`), unchanged since `approvedAt` (ISO time; a comment or
 * edit at that very second counts as later). `labels` are those that count.
 */
function takeSnapshot(issue) {
    const trusted = issue.comments.filter((comment) => issue.mayWrite(comment.author) &&
        (comment.editor === null || issue.mayWrite(comment.editor)) &&
        isFrom(comment, issue.approvedAt));
    const title = visibleLine(issue.title);
    const body = visibleMarkdown(issue.body);
    const comments = newest(trusted
        .slice(-commentLimits.count)
        .map(({ author, at, body: text }) => ({ author, at, ...visibleMarkdown(text) })));
    return {
        issue: issue.number,
        title: title.text,
        body: body.text,
        author: issue.author,
        labels: issue.labels.map((label) => visibleLine(label).text),
        comments: comments.map(({ author, at, text }) => ({ author, at, body: text })),
        removed: sumOf([title, body, ...comments].map(({ removed }) => removed)),
        "comments-left-out": issue.commentsUnread + issue.comments.length - comments.length,
    };
}
/** Title and description as a reader of the page sees them. */
function visibleText({ title, body }) {
    return `${visibleLine(title).text}\n${visibleMarkdown(body).text}`;
}
/** The people whose right to write decides which comments the agent gets, those first who probably have it. */
function commentAuthors(comments, approvedAt) {
    const asked = comments.filter((comment) => isFrom(comment, approvedAt) && !comment.author.endsWith("[bot]"));
    const [likely, others] = [true, false].map((wanted) => asked
        .filter(({ association }) => belongs.includes(association) === wanted)
        .flatMap(({ author, editor }) => (editor === null ? [author] : [author, editor])));
    return [...new Set([...(likely ?? []), ...(others ?? [])])].filter((login) => !login.endsWith("[bot]"));
}
/** `2 HTML comments and 1 invisible character`; empty when nothing was removed. */
function removedWords(removed) {
    const parts = kinds.flatMap(([kind, one, many]) => removed[kind] === 0 ? [] : [`${removed[kind]} ${removed[kind] === 1 ? one : many}`]);
    return parts.join(", ");
}
const kinds = [
    ["comments", "HTML comment", "HTML comments"],
    ["markup", "piece of hidden markup", "pieces of hidden markup"],
    ["characters", "invisible character", "invisible characters"],
    ["cut", "text that was too long", "texts that were too long"],
];
/** What GitHub calls those who are part of a repository; private members of an organisation are called nothing. */
const belongs = ["OWNER", "MEMBER", "COLLABORATOR"];
function isFrom(comment, before) {
    return comment.at < before && (comment.editedAt ?? "") < before;
}
/** As many from the end as fit into the limit. */
function newest(comments) {
    let left = commentLimits.characters;
    const first = comments.findLastIndex(({ text }) => {
        left -= text.length;
        return left < 0;
    });
    return comments.slice(first + 1);
}


/***/ }),

/***/ 69519:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ checkedOut),
/* harmony export */   S: () => (/* binding */ sparseFolders)
/* harmony export */ });
/* harmony import */ var _directory_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(40152);

/**
 * The folders of a sparse checkout, sorted; with the files beside and above them that is all that is checked out (git's "cone"). Null for a whole
 * checkout. `named` are the folders and `files` the files that the task needs whatever the scope says, both from the top level.
 */
function sparseFolders({ sparse }, { named, files }) {
    if (sparse === undefined || sparse === false)
        return null;
    const own = sparse === true ? [] : sparse.map(_directory_js__WEBPACK_IMPORTED_MODULE_0__/* .folderOf */ .yS);
    const around = files.map(_directory_js__WEBPACK_IMPORTED_MODULE_0__/* .folderAround */ .cx);
    const folders = new Set([".github", ...named, ...own, ...around]);
    folders.delete("");
    return [...folders].toSorted();
}
/** Says of a path whether such a checkout has it, given that it is in the commit. */
function checkedOut(folders) {
    if (folders === null)
        return () => true;
    return (path) => {
        const around = (0,_directory_js__WEBPACK_IMPORTED_MODULE_0__/* .folderAround */ .cx)(path);
        return (around === "" ||
            folders.some((folder) => folder === around || folder.startsWith(`${around}/`) || around.startsWith(`${folder}/`)));
    };
}


/***/ }),

/***/ 37486:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ZW: () => (/* binding */ TaskSettings),
/* harmony export */   dO: () => (/* binding */ taskSettings),
/* harmony export */   pn: () => (/* binding */ foldersNamed)
/* harmony export */ });
/* unused harmony exports PlannedStep, PlannedGate */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(42047);
/* harmony import */ var _checkout_command_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(39047);
/* harmony import */ var _directory_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(40152);
/* harmony import */ var _sparse_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(69519);
/* harmony import */ var _profile_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(46966);





const texts = zod__WEBPACK_IMPORTED_MODULE_4__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP());
const Folder = zod__WEBPACK_IMPORTED_MODULE_4__/* .union */ .KCZ([zod__WEBPACK_IMPORTED_MODULE_4__/* .literal */ .euz(""), _directory_js__WEBPACK_IMPORTED_MODULE_1__/* .Directory */ .__]);
/** A setup step with the folder that it runs in. */
const PlannedStep = _checkout_command_js__WEBPACK_IMPORTED_MODULE_0__/* .SetupStep */ .gH.extend({ directory: Folder });
/** A gate with the folder that it runs in. */
const PlannedGate = _checkout_command_js__WEBPACK_IMPORTED_MODULE_0__/* .Gate */ .iD.extend({ directory: Folder });
/** What one task runs with: the config, its scope and its profile over it, and over both what a label asks for. Part of the plan. */
const TaskSettings = zod__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ikc({
    /** Name of the profile; null for none. */
    profile: zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP().nullable(),
    /** Name of the scope whose settings hold; null for none. */
    scope: zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP().nullable(),
    /** Where setup, gates and the agent start, as `folderOf` writes it. */
    directory: Folder,
    setup: zod__WEBPACK_IMPORTED_MODULE_4__/* .union */ .KCZ([zod__WEBPACK_IMPORTED_MODULE_4__/* .literal */ .euz("auto"), zod__WEBPACK_IMPORTED_MODULE_4__/* .array */ .YOg(PlannedStep)]),
    gates: zod__WEBPACK_IMPORTED_MODULE_4__/* .array */ .YOg(PlannedGate),
    /** The only paths that a change may touch, as patterns; none stands for everything. */
    allowed: texts,
    /** The folders of a sparse checkout, as `sparseFolders` says; null for a whole one. */
    sparse: texts.nullable(),
    answer: zod__WEBPACK_IMPORTED_MODULE_4__/* .boolean */ .zMY(),
    instructions: zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP(),
    model: zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP(),
    fallback: texts,
    effort: zod__WEBPACK_IMPORTED_MODULE_4__/* ["enum"] */ .k5n(["low", "medium", "high", "xhigh", "max"]),
    limits: zod__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ikc({
        "spend-per-attempt": zod__WEBPACK_IMPORTED_MODULE_4__/* .number */ .aig(),
        minutes: zod__WEBPACK_IMPORTED_MODULE_4__/* .number */ .aig(),
        "silence-minutes": zod__WEBPACK_IMPORTED_MODULE_4__/* .number */ .aig(),
        "repeated-calls": zod__WEBPACK_IMPORTED_MODULE_4__/* .number */ .aig(),
        turns: zod__WEBPACK_IMPORTED_MODULE_4__/* .number */ .aig(),
        "repair-rounds": zod__WEBPACK_IMPORTED_MODULE_4__/* .number */ .aig(),
    }),
    /** Runner label; null for that of the calling workflow. */
    "runs-on": zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP().nullable(),
    tools: zod__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ikc({ allow: texts, deny: texts }),
    "permission-mode": zod__WEBPACK_IMPORTED_MODULE_4__/* ["enum"] */ .k5n(["acceptEdits", "plan", "dontAsk"]).nullable(),
    env: zod__WEBPACK_IMPORTED_MODULE_4__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP()),
    /** Paths of files, outermost first; those that the base does not have are skipped. */
    guidance: texts,
    /** Path of its prompt template; null for that of all tasks. */
    prompt: zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP().nullable(),
    skills: texts,
    agents: texts,
    mcp: texts,
    /** Where the env file is written; null for nowhere. */
    "env-file": zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP().nullable(),
    /** Image whose files its setup, agent and gates find; null for the runner's own system. */
    container: zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP().nullable(),
});
/** The settings in force for an issue with these labels, this issue type and this scope. An unknown `model:` label counts as none: eligibility refuses it before. */
function taskSettings(config, issue) {
    const name = (0,_profile_js__WEBPACK_IMPORTED_MODULE_3__/* .profileOf */ .dp)(config, issue);
    const profile = name === null ? {} : ((0,_profile_js__WEBPACK_IMPORTED_MODULE_3__/* .profilesOf */ .uV)(config).get(name) ?? {});
    const { limits } = config;
    const scope = issue.scope === null ? undefined : config.scopes[issue.scope];
    const directory = (0,_directory_js__WEBPACK_IMPORTED_MODULE_1__/* .folderOf */ .yS)(scope?.directory ?? ".");
    const placed = (command) => ({
        ...command,
        directory: command.directory === undefined ? directory : (0,_directory_js__WEBPACK_IMPORTED_MODULE_1__/* .folderOf */ .yS)(command.directory),
    });
    const ofConfig = scope?.setup ?? config.setup;
    const setup = ofConfig === "auto" ? ofConfig : ofConfig.map(placed);
    const gates = (scope?.gates ?? config.gates).map(placed);
    const files = profile.guidance ?? config.guidance;
    const commands = [...(setup === "auto" ? [] : setup), ...gates];
    const own = profile.limits ?? {};
    return {
        profile: name,
        scope: issue.scope,
        directory,
        setup,
        gates,
        allowed: scope?.allowed ?? [],
        sparse: (0,_sparse_js__WEBPACK_IMPORTED_MODULE_2__/* .sparseFolders */ .S)(scope ?? {}, {
            named: [directory, ...commands.map((one) => one.directory)],
            files,
        }),
        answer: (profile.answer ?? false) || issue.labels.some((label) => config.labels.answer.includes(label)),
        instructions: profile.instructions ?? "",
        model: (0,_profile_js__WEBPACK_IMPORTED_MODULE_3__/* .modelAsked */ .mr)(config, issue.labels) ?? profile.model ?? config.model,
        fallback: profile.fallback ?? [],
        effort: profile.effort ?? config.effort,
        limits: {
            "spend-per-attempt": own["spend-per-attempt"] ?? limits["spend-per-attempt"],
            minutes: own.minutes ?? limits.minutes,
            "silence-minutes": own["silence-minutes"] ?? limits["silence-minutes"],
            "repeated-calls": own["repeated-calls"] ?? limits["repeated-calls"],
            turns: own.turns ?? limits.turns,
            "repair-rounds": own["repair-rounds"] ?? limits["repair-rounds"],
        },
        "runs-on": profile["runs-on"] ?? null,
        tools: { allow: profile.tools?.allow ?? [], deny: profile.tools?.deny ?? [] },
        "permission-mode": profile["permission-mode"] ?? null,
        env: profile.env ?? {},
        guidance: guidanceOn(directory, files),
        prompt: profile.prompt ?? null,
        skills: profile.skills ?? config.skills,
        agents: profile.agents ?? config.agents,
        mcp: profile.mcp ?? config.mcp,
        "env-file": (profile["env-file"] ?? config["env-file"]) || null,
        container: (profile.container ?? config.container) || null,
    };
}
/** Every folder that the config names for a task, and that the base therefore must have; not the top level. */
function foldersNamed({ directory, setup, gates, sparse, guidance, }) {
    const commands = [...(setup === "auto" ? [] : setup), ...gates];
    // A sparse checkout also has `.github` and the folders of guidance, whether or not there are such.
    const optional = new Set([".github", ...guidance.map(_directory_js__WEBPACK_IMPORTED_MODULE_1__/* .folderAround */ .cx)]);
    const named = [
        directory,
        ...commands.map((command) => command.directory),
        ...(sparse ?? []).filter((folder) => !optional.has(folder)),
    ];
    return [...new Set(named)].filter((folder) => folder !== "");
}
/** The files of these names in every folder on the way; a path names one file, from the top level. */
function guidanceOn(directory, files) {
    return (0,_directory_js__WEBPACK_IMPORTED_MODULE_1__/* .levelsOf */ .pd)(directory).flatMap((level) => files.filter((file) => level === "" || !file.includes("/")).map((file) => (0,_directory_js__WEBPACK_IMPORTED_MODULE_1__/* .pathIn */ .lW)(level, file)));
}


/***/ })

};
