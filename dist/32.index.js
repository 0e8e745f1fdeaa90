export const id = 32;
export const ids = [32];
export const modules = {

/***/ 11918:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $E: () => (/* binding */ contentOf),
/* harmony export */   ek: () => (/* binding */ checkChanges)
/* harmony export */ });
/* unused harmony exports changeLimits, isProtected */
/** Limits of a change set (security requirement C6): bytes, files, characters, levels. */
const changeLimits = {
    files: 300,
    fileBytes: 5_000_000,
    totalBytes: 20_000_000,
    path: 400,
    depth: 40,
};
/** Checks the form of every change, and holds back what touches protected paths. Lists every refusal, not the first. */
function checkChanges(set) {
    const refusals = [
        ...set.inexpressible.map((path) => ({
            code: "inexpressible",
            path,
            text: "only regular files can be changed: no symbolic links, submodules or special files",
        })),
        ...set.changes.flatMap(refusalsOf),
        ...totals(set),
        ...collisions(set.changes),
    ];
    if (refusals.length > 0)
        return { ok: false, refusals };
    const withheld = set.changes.filter((change) => isProtected(change.path)).map((change) => change.path);
    return { ok: true, changes: set.changes.filter((change) => !isProtected(change.path)), withheld };
}
/** Is this one of the files that change how git, GitHub, a reviewer, an editor, a package manager or an agent behaves? (C9) */
function isProtected(path) {
    const folded = fold(path);
    return (protectedFolders.some((folder) => folded.startsWith(folder)) ||
        protectedNames.has(folded.slice(folded.lastIndexOf("/") + 1)));
}
/** The bytes of a written change, or null when its content is not what its encoding says. */
function contentOf(change) {
    if (change.encoding === "utf-8")
        return new TextEncoder().encode(change.content);
    if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(change.content))
        return null;
    return Uint8Array.from(atob(change.content), (character) => character.charCodeAt(0));
}
const protectedFolders = [
    ".github/",
    ".claude/",
    ".cursor/",
    ".vscode/",
    ".idea/",
    ".devcontainer/",
    ".husky/",
    ".githooks/",
    ".gitlab/",
    ".circleci/",
];
const protectedNames = new Set([
    "codeowners",
    "action.yml",
    "action.yaml",
    "claude.md",
    "claude.local.md",
    "agents.md",
    "gemini.md",
    ".cursorrules",
    ".mcp.json",
    ".claude.json",
    ".gitmodules",
    ".gitattributes",
    ".gitconfig",
    ".npmrc",
    ".yarnrc",
    ".yarnrc.yml",
    ".pnpmfile.cjs",
    ".pypirc",
    "pip.conf",
    ".netrc",
    ".envrc",
    ".editorconfig",
    "renovate.json",
    "renovate.json5",
    ".renovaterc",
    ".renovaterc.json",
    "dependabot.yml",
    ".mergify.yml",
    "mergify.yml",
    ".pre-commit-config.yaml",
    "lefthook.yml",
    ".lintstagedrc",
    ".ripgreprc",
    ".gitlab-ci.yml",
    ".travis.yml",
    "jenkinsfile",
]);
function refusalsOf(change) {
    const { path } = change;
    const why = pathProblem(path);
    if (why !== null)
        return [{ code: "path", path, text: why }];
    if (change.kind === "delete")
        return [];
    const bytes = contentOf(change);
    if (bytes === null)
        return [{ code: "encoding", path, text: "its content is not base64" }];
    return bytes.length > changeLimits.fileBytes
        ? [
            {
                code: "size",
                path,
                text: `it has ${bytes.length} bytes; at most ${changeLimits.fileBytes} are published`,
            },
        ]
        : [];
}
function pathProblem(path) {
    const parts = path.split("/");
    if (path.length === 0 || path.length > changeLimits.path)
        return `a path has 1 to ${changeLimits.path} characters`;
    if (parts.length > changeLimits.depth)
        return `a path has at most ${changeLimits.depth} levels`;
    if (!path.isWellFormed())
        return "a path is valid Unicode";
    if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}"\\:*?<>|]/u.test(path))
        return 'a path has no control or invisible characters and none of " \\ : * ? < > |';
    if (path.startsWith("-"))
        return "a path does not begin with a dash";
    if (parts.some((part) => part === "" || part === "." || part === ".." || /[. ]$/.test(part)))
        return "a path has no empty, relative or dot-ended part";
    if (parts.some((part) => /^(?:\.git|git~\d+)$/.test(fold(part))))
        return "nothing inside .git is published";
    return null;
}
function totals({ changes }) {
    const size = changes.reduce((sum, change) => sum + (change.kind === "write" ? (contentOf(change)?.length ?? 0) : 0), 0);
    return [
        ...(changes.length > changeLimits.files
            ? [
                {
                    code: "count",
                    path: "",
                    text: `${changes.length} files are changed; at most ${changeLimits.files} are published`,
                },
            ]
            : []),
        ...(size > changeLimits.totalBytes
            ? [
                {
                    code: "size",
                    path: "",
                    text: `the change has ${size} bytes; at most ${changeLimits.totalBytes} are published`,
                },
            ]
            : []),
    ];
}
/** Two written paths that one file system or reader would take for the same. */
function collisions(changes) {
    const seen = new Map();
    const written = changes.filter((change) => change.kind === "write");
    return written.flatMap(({ path }) => {
        const folded = fold(path);
        const other = seen.get(folded);
        seen.set(folded, path);
        return other === undefined
            ? []
            : [{ code: "collision", path, text: `it cannot be told from ${JSON.stringify(other)}` }];
    });
}
function fold(path) {
    return path.normalize("NFKC").toLowerCase();
}


/***/ }),

/***/ 90231:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  TS: () => (/* binding */ Config),
  eQ: () => (/* binding */ configPath),
  o4: () => (/* binding */ parseConfig),
  AN: () => (/* binding */ promptPath)
});

// UNUSED EXPORTS: configJsonSchema

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 5 modules
var schemas = __webpack_require__(42047);
// EXTERNAL MODULE: ./node_modules/zod/v4/core/json-schema-processors.js
var json_schema_processors = __webpack_require__(98439);
;// CONCATENATED MODULE: ./lib/core/defaults.js
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
    "repair-rounds": { value: 2, unit: "", meaning: "times that failing gates go back to the same session" },
    minutes: { value: 30, unit: "min", meaning: "time of the agent in one attempt" },
    "silence-minutes": { value: 7, unit: "min", meaning: "silence after which an agent counts as stalled" },
    turns: { value: 150, unit: "", meaning: "model turns in one attempt" },
    tasks: { value: 2, unit: "", meaning: "tasks at once in this repository" },
    "open-pull-requests": {
        value: 5,
        unit: "",
        meaning: "pull requests of ours waiting for people, above which no new work starts",
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
};
/** The defaults as a Markdown table, in the order of the data. */
function defaultsTable() {
    const rows = Object.entries(defaults).map(([name, { value, unit, meaning }]) => {
        const shown = unit === "USD" ? `$${value}` : unit === "" ? String(value) : `${value} ${unit}`;
        return `| \`${name}\` | ${shown} | ${meaning} |`;
    });
    return ["| limit | default | meaning |", "| --- | --- | --- |", ...rows].join("\n");
}

;// CONCATENATED MODULE: ./lib/core/config.js


/** Where a repository keeps its settings, and where the other files of its own lie. */
const configPath = ".github/switchyard.yml";
const promptPath = ".github/switchyard/prompt.md";
const label = schemas/* string */.YjP().min(1).max(50); // GitHub's limit of a label name
const usd = schemas/* number */.aig().positive().max(1000);
const count = (max) => schemas/* number */.aig().int().min(0).max(max);
const SetupStep = schemas/* strictObject */.rej({
    run: schemas/* string */.YjP().min(1).describe("Shell command, run by bash in the checkout"),
    minutes: schemas/* number */.aig().positive().max(120).default(15).describe("Time limit of this step"),
    secrets: schemas/* array */.YOg(schemas/* string */.YjP()
        .regex(/^[A-Z_][A-Z0-9_]*$/, "is the name of a variable in the setup-env secret, such as NPM_TOKEN"))
        .default([])
        .describe("Names from the `setup-env` secret that exist in this step alone"),
})
    .describe("One command that prepares the base commit before the agent starts");
const Gate = schemas/* strictObject */.rej({
    name: schemas/* string */.YjP().min(1).max(60).describe("Shown in the pull request"),
    run: schemas/* string */.YjP()
        .min(1)
        .describe("Shell command, run by bash in a fresh copy of the base with the change applied"),
    minutes: schemas/* number */.aig().positive().max(120).default(10).describe("Time limit of this gate"),
})
    .describe("A command that must pass before a pull request counts as delivered");
const StateLabel = schemas/* union */.KCZ([label, schemas/* literal */.euz(false)]);
/** `.github/switchyard.yml`. Everything has a default, so an absent file is the empty object. */
const Config = schemas/* strictObject */.rej({
    labels: schemas/* strictObject */.rej({
        trigger: schemas/* array */.YOg(label)
            .min(1)
            .default(["claude-ready"])
            .describe("Any of these on an issue asks for work"),
        answer: schemas/* array */.YOg(label)
            .default(["investigate", "question"])
            .describe("With one of these on, an answer is asked for instead of a change"),
        exclude: schemas/* array */.YOg(label).default(["blocked"]).describe("An issue with one of these is left alone"),
        "in-progress": StateLabel.default("switchyard: in progress"),
        waiting: StateLabel.default("switchyard: waiting"),
        question: StateLabel.default("switchyard: question"),
        failed: StateLabel.default("switchyard: failed"),
        delivered: StateLabel.default("pull-request"),
        answered: StateLabel.default("switchyard: answered"),
    })
        .prefault({})
        .describe("Label names; a state label can be switched off with false"),
    model: schemas/* string */.YjP()
        .min(1)
        .default(defaults.model.value)
        .describe("Full model id; aliases move with releases"),
    effort: schemas/* enum */.k5n(["low", "medium", "high", "xhigh", "max"])
        .default(defaults.effort.value)
        .describe("Thinking effort of the model"),
    limits: schemas/* strictObject */.rej({
        "spend-per-attempt": usd.default(defaults["spend-per-attempt"].value),
        "spend-per-issue": usd.default(defaults["spend-per-issue"].value),
        "spend-per-day": usd.default(defaults["spend-per-day"].value),
        attempts: count(10).min(1).default(defaults.attempts.value),
        "repair-rounds": count(10).default(defaults["repair-rounds"].value),
        minutes: schemas/* number */.aig().positive().max(300).default(defaults.minutes.value),
        "silence-minutes": schemas/* number */.aig().positive().max(60).default(defaults["silence-minutes"].value),
        turns: count(2000).min(1).default(defaults.turns.value),
        tasks: count(256).min(1).default(defaults.tasks.value),
        "open-pull-requests": count(1000).min(1).default(defaults["open-pull-requests"].value),
        "change-lines": count(100_000).min(1).default(defaults["change-lines"].value),
        "change-files": count(300).min(1).default(defaults["change-files"].value),
    })
        .prefault({})
        .describe("What the defaults table lists"),
    setup: schemas/* union */.KCZ([schemas/* literal */.euz("auto"), schemas/* array */.YOg(SetupStep)])
        .default("auto")
        .describe("How the base commit is prepared: auto, or commands"),
    gates: schemas/* array */.YOg(Gate)
        .max(20)
        .default([])
        .describe("Commands that a change must pass; none means that nothing is verified"),
    guidance: schemas/* array */.YOg(schemas/* string */.YjP().min(1))
        .default(["CLAUDE.md", "AGENTS.md"])
        .describe("Files of the base commit that the agent gets as guidance; absent ones are skipped"),
    branch: schemas/* string */.YjP()
        .refine((pattern) => pattern.includes("{issue}"), { message: "must contain {issue}" })
        .refine((pattern) => unknownFields(pattern, branchFields).length === 0, {
        message: `knows the fields ${["issue", "attempt", "claim", "worker", "timestamp", "slug"].map((name) => `{${name}}`).join(" ")} only`,
    })
        .default("switchyard/issue-{issue}-{claim}")
        .describe("Name of the branch of a task"),
    "pull-request": schemas/* strictObject */.rej({
        draft: schemas/* boolean */.zMY().default(true),
        title: schemas/* string */.YjP()
            .refine((pattern) => unknownFields(pattern, titleFields).length === 0, {
            message: "knows the fields {title} {issue} only",
        })
            .default("{title}"),
        assign: schemas/* union */.KCZ([
            schemas/* literal */.euz("labeller"),
            schemas/* literal */.euz(false),
            schemas/* string */.YjP().regex(/^@[A-Za-z0-9-]+$/, "is labeller, false, or a login such as @octocat"),
        ])
            .default("labeller"),
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
    return { ...json_schema_processors/* toJSONSchema */.bl(Config, { io: "input" }), title: configPath };
}
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
        const shape = knownKeys(path);
        const hint = shape.length > 0 ? ` Known here: ${shape.join(", ")}.` : "";
        return {
            path: [...path, issue.keys[0] ?? ""],
            message: `unknown setting ${issue.keys.map((key) => `"${key}"`).join(", ")}.${hint}`,
        };
    }
    if (issue.code === "invalid_union") {
        const options = issue.errors.flatMap((errors) => errors.map((error) => error.message));
        return { path, message: `${[...new Set(options)].join(", or ")}.` };
    }
    return { path, message: `${issue.message}.` };
}
function knownKeys(path) {
    let schema = configJsonSchema();
    for (const part of path)
        schema = typeof part === "number" ? read(schema, "items") : read(read(schema, "properties"), part);
    const properties = read(schema, "properties");
    return typeof properties === "object" && properties !== null ? Object.keys(properties) : [];
}
function read(value, key) {
    return typeof value === "object" && value !== null
        ? Object.entries(value).find(([name]) => name === key)?.[1]
        : undefined;
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
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(42047);
/* harmony import */ var _config_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(90231);
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(59510);
/* harmony import */ var _snapshot_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(24587);




const Oid = zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP().regex(/^[0-9a-f]{40}$/);
/** What a person asked for: a change, an answer only, or (a manual run with words of its own) either. */
const Wanted = zod__WEBPACK_IMPORTED_MODULE_3__/* ["enum"] */ .k5n(["change", "answer", "either"]);
/** One task of the plan: what was claimed, and the text that was approved. */
const PlanTask = zod__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({
    issue: zod__WEBPACK_IMPORTED_MODULE_3__/* .number */ .aig().int().positive(),
    /** GraphQL id of the issue. */
    "issue-id": zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP(),
    attempt: zod__WEBPACK_IMPORTED_MODULE_3__/* .number */ .aig().int(),
    claim: zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP(),
    worker: zod__WEBPACK_IMPORTED_MODULE_3__/* .number */ .aig().int(),
    reserved: zod__WEBPACK_IMPORTED_MODULE_3__/* .number */ .aig(),
    wanted: Wanted,
    request: _record_js__WEBPACK_IMPORTED_MODULE_1__/* .Request */ .Kd,
    snapshot: _snapshot_js__WEBPACK_IMPORTED_MODULE_2__/* .Snapshot */ .Fm,
    /** SHA-256 of the snapshot's JSON, hex. */
    "snapshot-hash": zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP(),
    /** GraphQL id of the workpad comment; null when it could not be written. */
    workpad: zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP().nullable(),
});
/** The file that dispatch hands to work and collect: settings and snapshots. It is bound by the digest of its artifact. */
const Plan = zod__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({
    version: zod__WEBPACK_IMPORTED_MODULE_3__/* .literal */ .euz(1),
    repository: zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP().regex(/^[^/\s]+\/[^/\s]+$/),
    "default-branch": zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP(),
    base: Oid,
    "base-tree": Oid,
    config: _config_js__WEBPACK_IMPORTED_MODULE_0__/* .Config */ .TS,
    /** The repository's own prompt and pull request templates; null for ours. */
    "prompt-template": zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP().nullable(),
    "pull-request-template": zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP().nullable(),
    tasks: zod__WEBPACK_IMPORTED_MODULE_3__/* .array */ .YOg(PlanTask),
});
/** The matrix of a plan. */
function legsOf(plan) {
    return plan.tasks.map(({ issue, attempt, claim, worker }) => ({
        issue,
        attempt,
        claim,
        base: plan.base,
        worker: workerName(worker),
    }));
}
/** A worker's slot as people see it: `01`. */
function workerName(worker) {
    return String(worker).padStart(2, "0");
}


/***/ }),

/***/ 3199:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ir: () => (/* binding */ workSummary),
/* harmony export */   p: () => (/* binding */ dispatchSummary),
/* harmony export */   zU: () => (/* binding */ collectSummary)
/* harmony export */ });
/* harmony import */ var _plan_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73504);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(69716);
/* harmony import */ var _workpad_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(54797);



/** The job summary of dispatch: what starts, what does not and why, and what each agent will be told. */
function dispatchSummary({ decision, tasks, issues, runUrl, }) {
    const title = new Map(issues.map((issue) => [issue.number, (0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .plainLine */ .h0)(issue.title, 80)]));
    const started = tasks.map((task) => [
        `#${task.issue}`,
        title.get(task.issue) ?? "",
        String(task.attempt),
        (0,_plan_js__WEBPACK_IMPORTED_MODULE_0__/* .workerName */ .ig)(task.worker),
        (0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .dollars */ .E9)(task.reserved),
    ]);
    const waiting = decision.deferred.map((deferred) => [
        `#${deferred.issue}`,
        title.get(deferred.issue) ?? "",
        `${deferred.text} (\`${deferred.reason}\`)`,
    ]);
    const other = decision.actions.flatMap((action) => {
        if (action.type === "claim")
            return [];
        if (action.type === "take-over")
            return [`#${action.issue}: its jobs are over without a result; the claim was taken back.`];
        return [
            `#${action.issue}: ${action.why}; ${action.type === "withdraw" ? "its request was withdrawn" : "running work is asked to end"}.`,
        ];
    });
    return [
        `## ${tasks.length === 0 ? "Nothing to start" : `${tasks.length} ${tasks.length === 1 ? "task" : "tasks"} started`}`,
        ...(started.length === 0
            ? []
            : ["", (0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .table */ .tp)(["issue", "title", "attempt", "worker", "may spend"], started)]),
        ...(other.length === 0 ? [] : ["", ...other.map((line) => `- ${line}`)]),
        ...(waiting.length === 0 ? [] : ["", "### Not now", "", (0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .table */ .tp)(["issue", "title", "why"], waiting)]),
        ...(started.length + waiting.length === 0 ? ["", "No open issue carries a trigger label."] : []),
        ...tasks.flatMap((task) => [
            "",
            `<details><summary>What the agent of #${task.issue} reads</summary>`,
            "",
            snapshotText(task),
            "</details>",
        ]),
        "",
        `[run](${runUrl})`,
    ].join("\n");
}
/** The job summary of work: outcome, gates, cost. */
function workSummary(envelope) {
    return [
        `## #${envelope.issue}: ${envelope.outcome}`,
        "",
        ...(envelope.reason === "" ? [] : [(0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(envelope.reason, 2_000), ""]),
        envelope.gates.length === 0
            ? "No gates are configured: nothing was verified."
            : (0,_workpad_js__WEBPACK_IMPORTED_MODULE_2__/* .gateTable */ .k0)(envelope.gates),
        "",
        `Attempt ${envelope.attempt} · ${(0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .duration */ .p0)(envelope.seconds)} · ${envelope.turns} turns · ${(0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .dollars */ .E9)(envelope.spent)} · ${(0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .plainLine */ .h0)(envelope.model, 60)}`,
    ].join("\n");
}
/** The job summary of collect: what was published, and what a person should do. */
function collectSummary(done) {
    return [
        `## #${done.issue}: ${done.outcome}`,
        "",
        ...(done.pull === null ? [] : [done.pull, ""]),
        ...(done.note === "" ? [] : [done.note, ""]),
        done.now,
        "",
        `Record: \`${done.tip}\``,
    ].join("\n");
}
function snapshotText({ snapshot }) {
    const comments = snapshot.comments.map(({ author, body }) => `--- ${author}:\n${body}`);
    const counts = `(${snapshot["hidden-removed"]} hidden pieces removed, ${snapshot["comments-left-out"]} comments left out)`;
    return (0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)([snapshot.title, "", snapshot.body, ...comments, "", counts].join("\n"), 20_000);
}


/***/ }),

/***/ 54797:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ac: () => (/* binding */ failureComment),
/* harmony export */   Fu: () => (/* binding */ workingPad),
/* harmony export */   Fy: () => (/* binding */ brokenPad),
/* harmony export */   T0: () => (/* binding */ workpadMarker),
/* harmony export */   cJ: () => (/* binding */ endedPad),
/* harmony export */   dE: () => (/* binding */ stateLabels),
/* harmony export */   k0: () => (/* binding */ gateTable),
/* harmony export */   xM: () => (/* binding */ openByHand)
/* harmony export */ });
/* harmony import */ var _outcome_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(91307);
/* harmony import */ var _plan_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73504);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(69716);



/** First line of our one comment on an issue; it is found again by this and by its author. */
const workpadMarker = "<!-- switchyard:workpad -->";
/** The workpad while a task is at work. */
function workingPad(task) {
    const { state, config, links } = task;
    const { claim } = state;
    if (claim === null)
        throw new Error("the working pad needs a claim");
    const left = Math.max(0, config.limits["spend-per-day"] - task.spentToday);
    return [
        workpadMarker,
        `**At work** · attempt ${claim.attempt} · worker ${(0,_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .workerName */ .ig)(claim.worker)} · [watch it live](${links.run})`,
        "",
        `This attempt may spend up to ${(0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .dollars */ .E9)(claim.reserved)}; this issue up to ${(0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .dollars */ .E9)(config.limits["spend-per-issue"])} in its life (so far ${(0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .dollars */ .E9)(state.spent)}). Left for today: ${(0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .dollars */ .E9)(left)}.`,
        "",
        "A draft pull request or a comment follows. Take the label off, or close the issue, to stop.",
    ].join("\n");
}
/** The workpad after an attempt has ended. */
function endedPad(task) {
    const { last } = task.state;
    if (last === null)
        throw new Error("the ended pad needs an ending");
    const pull = last.pull === undefined ? "" : ` · #${last.pull}`;
    const row = _outcome_js__WEBPACK_IMPORTED_MODULE_0__/* .outcomes */ .KI[last.outcome];
    const later = task.state["not-before"];
    return [
        workpadMarker,
        `**${headline(last.outcome)}** · attempt ${last.attempt}${pull} · [run](${task.links.run})`,
        "",
        later === null ? row.what : `${row.what} It is tried again after ${later}.`,
        ...(task.note === "" ? [] : ["", task.note]),
        "",
        `Spent: ${(0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .dollars */ .E9)(last.spent)} on this attempt, ${(0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .dollars */ .E9)(task.state.spent)} on this issue.`,
        "",
        row.now,
    ].join("\n");
}
/** The workpad of a problem that kept an asked-for task from starting at all, such as a broken config. */
function brokenPad(message, runUrl) {
    return [
        workpadMarker,
        `**Could not start** · [run](${runUrl})`,
        "",
        (0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(message, 4_000),
        "",
        "Mend it, then put the label on again.",
    ].join("\n");
}
/** The five lines that a person reads when an attempt did not deliver: what, whose to fix, cost, what happens next, what to do now. */
function failureComment(failure) {
    const row = _outcome_js__WEBPACK_IMPORTED_MODULE_0__/* .outcomes */ .KI[failure.outcome];
    const next = failure.notBefore === null ? row.next : `It is tried again by itself after ${failure.notBefore}.`;
    const failed = failure.gates.filter((gate) => gate.now !== "passed");
    return [
        `- **What:** ${row.what} (\`${failure.outcome}\`, attempt ${failure.attempt}, [log](${failure.links.run}))`,
        `- **Whose to fix:** ${row.whose}`,
        `- **Cost:** ${(0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .dollars */ .E9)(failure.spent)}`,
        `- **Next:** ${next}`,
        `- **Now:** ${failure.notBefore === null ? row.now : "Nothing."}`,
        ...(failure.reason === "" ? [] : ["", (0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(failure.reason, 2_000)]),
        ...failed.flatMap((gate) => [
            "",
            `<details><summary>${(0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .plainLine */ .h0)(gate.name, 60)}: ${gate.now}, on the base ${gate.base}</summary>`,
            "",
            (0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(lastLines(gate.tail, 20), 4_000),
            "</details>",
        ]),
    ].join("\n");
}
/** What a person clicks to open the pull request of a published branch; its text is prepared. */
function openByHand(published) {
    const query = new URLSearchParams({
        quick_pull: "1",
        title: published.title,
        body: `Closes #${published.issue}`,
    });
    const link = `${published.repository}/compare/${encodeURIComponent(published.base)}...${encodeURIComponent(published.branch)}?${query.toString()}`;
    return `The branch \`${published.branch}\` is published without a pull request. [Open it with one click](${link}).`;
}
/** The state label to show, and all state labels that must not be there. False in the config switches one off. */
function stateLabels(config, shown) {
    const names = {
        "in-progress": config.labels["in-progress"],
        waiting: config.labels.waiting,
        question: config.labels.question,
        failed: config.labels.failed,
        delivered: config.labels.delivered,
        answered: config.labels.answered,
    };
    const on = shown === null ? null : names[shown] || null;
    return {
        on,
        off: Object.values(names)
            .filter((name) => name !== false && name !== on)
            .map(String),
    };
}
/** A table of gates: what each did on the change, and on the base. */
function gateTable(gates) {
    return (0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .table */ .tp)(["gate", "base", "now"], gates.map((gate) => [(0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .plainLine */ .h0)(gate.name, 60), words[gate.base], words[gate.now]]));
}
function headline(outcome) {
    if (outcome === "delivered")
        return "Pull request open";
    return outcome === "answered" ? "Answered" : "Not delivered";
}
const words = {
    passed: "passed",
    failed: "**failed**",
    timed_out: "**timed out**",
    not_runnable: "**could not run**",
    not_tried: "not tried",
};
function lastLines(text, count) {
    return text.trimEnd().split("\n").slice(-count).join("\n");
}


/***/ })

};
