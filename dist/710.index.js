export const id = 710;
export const ids = [710,49];
export const modules = {

/***/ 71816:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hs: () => (/* binding */ mayApprove),
/* harmony export */   Id: () => (/* binding */ peopleToAsk),
/* harmony export */   No: () => (/* binding */ approvedLabels),
/* harmony export */   SH: () => (/* binding */ approval)
/* harmony export */ });
/* unused harmony exports approvalReasons, isBot */
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(59510);

/** Why nobody has approved the text as it is now; stable codes. */
const approvalReasons = (/* unused pure expression or super */ null && ([
    "not_labelled",
    "timeline_incomplete",
    "labeller_is_bot",
    "labeller_not_authorized",
    "labeller_not_looked_up",
    "edited_after_label",
]));
/**
 * Who asked for work on the text that the issue has now, or why nobody did. `open` is the request that the record holds open, null for none: it is judged again for each attempt,
 * since rights can be taken away and texts be changed while it waits.
 */
function approval(people, issue, open) {
    const asked = open !== null && open.kind !== "label" ? open : labelRequest(people, issue, open);
    if ("reason" in asked)
        return asked;
    if (!isBot(asked.by) && !people.writers.has(asked.by))
        return {
            reason: "labeller_not_looked_up",
            text: `More people asked than one run looks up; whether ${asked.by} may write to this repository is looked up by a later one. Nothing is to be done.`,
        };
    if (!mayApprove(people, asked.by)) {
        const act = asked.kind === "label" ? "The label was put on" : "The work was asked for";
        return {
            reason: "labeller_not_authorized",
            text: `${act} by ${asked.by}, who may not write to this repository. Someone who may has to put ${asked.kind === "label" ? "it" : "the label"} on.`,
        };
    }
    if (issue.knownSince >= asked.at)
        return {
            reason: "timeline_incomplete",
            text: `So much happened since ${asked.by} asked that GitHub does not show all of it. ${again}`,
        };
    const foreign = laterChanges(issue, asked.at).find(({ by }) => by === null || !mayApprove(people, by));
    if (foreign !== undefined)
        return {
            reason: "edited_after_label",
            text: `The ${foreign.what} was changed by ${foreign.by ?? "someone unknown"} after ${asked.kind === "label" ? "the label was put on" : "the run was started"}. ${again}`,
        };
    return asked;
}
/** The people whose right to write `approval` asks for: who asked, and who changed the text since. */
function peopleToAsk(issue, state) {
    const { labelled } = issue;
    const asked = state.phase === "requested" && state.request !== null && state.request.kind !== "label"
        ? state.request
        : labelled === null || (0,_record_js__WEBPACK_IMPORTED_MODULE_0__/* .isUsedUp */ .l6)(state, { ...labelled, kind: "label" })
            ? null
            : { by: nameOf(labelled), at: labelled.at };
    if (asked === null)
        return [];
    const editors = [...laterChanges(issue, asked.at), ...laterLabels(issue, asked.at)].map(({ by }) => by);
    return [asked.by, ...editors].filter((login) => login !== null).filter((login) => !isBot(login));
}
/**
 * The labels that count: those of now, without what people who may not approve put on since `at`, and with what such people took off. A label is a word
 * that the agent reads, and can decide what it is asked for.
 */
function approvedLabels(people, issue, at) {
    const labels = new Set(issue.labels);
    for (const { label, on, by } of laterLabels(issue, at).toReversed()) {
        if (by !== null && mayApprove(people, by))
            continue;
        if (on)
            labels.delete(label);
        else
            labels.add(label);
    }
    return [...labels];
}
/** May this person ask for work, and does what they write count as approved? By their right to write now; an app only when the config names it. */
function mayApprove({ config, writers }, login) {
    return isBot(login) ? config.labels.bots.includes(login) : writers.get(login) === true;
}
/** True of a name that is an app's and not a person's. GitHub allows no bracket in the name of a person. */
function isBot(login) {
    return login.endsWith("[bot]");
}
const again = "Read it again, then take the label off and put it back on.";
function labelRequest(people, issue, open) {
    const { labelled } = issue;
    if (labelled === null) {
        const on = issue.labels.find((label) => people.config.labels.trigger.includes(label));
        if (on === undefined)
            return { reason: "not_labelled", text: "No trigger label is on." };
        return {
            reason: "timeline_incomplete",
            text: `GitHub does not show who put the label "${on}" on. ${again}`,
        };
    }
    const by = nameOf(labelled);
    if (isBot(by) && !mayApprove(people, by))
        return {
            reason: "labeller_is_bot",
            text: `The label was put on by ${by}, which is not a person and not named in labels.bots. Someone who may write to this repository has to put it on.`,
        };
    return open ?? { id: labelled.id, kind: "label", by, at: labelled.at };
}
function nameOf({ by, byPerson }) {
    return byPerson || isBot(by) ? by : `${by}[bot]`;
}
/** What happened at or after a time; the same second counts as after. */
function laterChanges(issue, at) {
    return issue.textChanges.filter((change) => change.at >= at);
}
function laterLabels(issue, at) {
    return issue.labelChanges.filter((change) => change.at >= at);
}


/***/ }),

/***/ 94975:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Lr: () => (/* binding */ issueOfBranch),
/* harmony export */   at: () => (/* binding */ branchName),
/* harmony export */   dU: () => (/* binding */ branchFolder)
/* harmony export */ });
/* unused harmony export slug */
/* harmony import */ var _plan_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73504);

/** The name of a task's branch: the pattern of the config with its fields filled in, made a valid ref name. `at` is an ISO time. */
function branchName(pattern, task) {
    const values = {
        issue: String(task.issue),
        attempt: String(task.attempt),
        claim: task.claim.slice(0, 8),
        worker: (0,_plan_js__WEBPACK_IMPORTED_MODULE_0__/* .workerName */ .ig)(task.worker),
        timestamp: task.at.replace(/\D/g, "").slice(0, 14),
        slug: slug(task.title),
    };
    const name = pattern.replace(/\{([^{}]*)\}/g, (whole, field) => values[field] ?? whole);
    return valid(name);
}
/** Lower-case ASCII words of a title joined by dashes, at most 40 characters; `task` when nothing is left. */
function slug(title) {
    const words = title
        .normalize("NFKD")
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, "-")
        .slice(0, 40)
        .replace(/^-+|-+$/g, "");
    return words === "" ? "task" : words;
}
/** What git check-ref-format refuses, replaced by dashes. */
function valid(name) {
    return name
        .replace(/[^\w./-]+/g, "-")
        .replace(/\.{2,}/g, ".")
        .replace(/\/{2,}/g, "/")
        .replace(/(^|\/)\.+/g, "$1")
        .replace(/\.lock(?=\/|$)/g, "-lock")
        .replace(/[./]+$|^[/-]+/g, "")
        .slice(0, 200);
}
/** The folder that all names of a pattern lie in, with a slash at its end; empty when there is none. */
function branchFolder(pattern) {
    const fixed = pattern.slice(0, pattern.indexOf("{"));
    return fixed.slice(0, fixed.lastIndexOf("/") + 1);
}
/** The issue that a branch of this pattern is for; null when the name does not fit the pattern. */
function issueOfBranch(pattern, name) {
    let named = false;
    const expression = pattern.split(/\{([^{}]*)\}/).map((part, index) => {
        if (index % 2 === 0)
            return part.replace(/[^\w./-]+/g, "-").replace(/[.-]/g, "\\$&");
        if (part !== "issue" || named)
            return fieldPatterns[part] ?? ".+";
        named = true;
        return `(?<issue>${fieldPatterns.issue})`;
    });
    // A name that was taken has the claim behind it.
    const match = new RegExp(`^${expression.join("")}(?:-[0-9a-f]{8})?$`).exec(name);
    const issue = match?.groups?.["issue"];
    return issue === undefined ? null : Number(issue);
}
const fieldPatterns = {
    issue: "[1-9]\\d{0,8}",
    attempt: "\\d+",
    claim: "[0-9a-f]{8}",
    worker: "\\d{2,}",
    timestamp: "\\d{14}",
    slug: "[a-z0-9-]+",
};


/***/ }),

/***/ 72591:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  xW: () => (/* binding */ changeLimits),
  ek: () => (/* binding */ checkChanges),
  $E: () => (/* binding */ contentOf),
  Pv: () => (/* binding */ directoriesOf)
});

// EXTERNAL MODULE: ./lib/core/change-path.js
var change_path = __webpack_require__(89951);
// EXTERNAL MODULE: ./lib/core/protected-path.js
var protected_path = __webpack_require__(65693);
// EXTERNAL MODULE: ./lib/core/sparse.js
var core_sparse = __webpack_require__(69519);
;// CONCATENATED MODULE: ./lib/core/sensitive-path.js

/** What a reviewer should look at first: published, but pointed out, with the reason. */
const sensitiveGroups = [
    {
        why: "dependencies",
        patterns: [
            "package.json",
            "package-lock.json",
            "npm-shrinkwrap.json",
            "yarn.lock",
            "pnpm-lock.yaml",
            "pnpm-workspace.yaml",
            "bun.lock",
            "bun.lockb",
            "deno.json",
            "deno.jsonc",
            "deno.lock",
            "requirements*.txt",
            "**/requirements/*.txt",
            "constraints*.txt",
            "pyproject.toml",
            "setup.py",
            "setup.cfg",
            "Pipfile",
            "Pipfile.lock",
            "poetry.lock",
            "uv.lock",
            "pdm.lock",
            "environment.yml",
            "go.mod",
            "go.sum",
            "go.work",
            "Cargo.toml",
            "Cargo.lock",
            "Gemfile",
            "Gemfile.lock",
            "*.gemspec",
            "composer.json",
            "composer.lock",
            "pom.xml",
            "*.csproj",
            "*.fsproj",
            "packages.lock.json",
            "Directory.Packages.props",
            "mix.exs",
            "mix.lock",
            "pubspec.yaml",
            "pubspec.lock",
            "Package.swift",
            "Package.resolved",
            "Podfile",
            "Podfile.lock",
            "flake.nix",
            "flake.lock",
            "conanfile.*",
            "vcpkg.json",
        ],
    },
    {
        why: "build",
        patterns: [
            "Makefile",
            "GNUmakefile",
            "*.mk",
            "CMakeLists.txt",
            "*.cmake",
            "meson.build",
            "configure.ac",
            "build.rs",
            "BUILD",
            "BUILD.bazel",
            "WORKSPACE",
            "MODULE.bazel",
            "*.bzl",
            "*.gradle",
            "*.gradle.kts",
            "gradle.properties",
            "gradle-wrapper.properties",
            "gradle-wrapper.jar",
            "gradlew",
            "mvnw",
            "Directory.Build.*",
            "*.targets",
            "Rakefile",
            "Justfile",
            "Taskfile.yml",
            "Taskfile.yaml",
            "gulpfile.*",
            "Gruntfile.*",
            "webpack.config.*",
            "rollup.config.*",
            "vite.config.*",
            "esbuild.*",
            "babel.config.*",
            ".babelrc*",
            "next.config.*",
            "nuxt.config.*",
            "svelte.config.*",
            "astro.config.*",
            "turbo.json",
            "nx.json",
            "*.sh",
            "*.bash",
            "*.ps1",
            "*.bat",
            "*.cmd",
        ],
    },
    {
        why: "run by tests and linters",
        patterns: [
            "conftest.py",
            "tox.ini",
            "noxfile.py",
            "pytest.ini",
            "jest.config.*",
            "vitest.config.*",
            "playwright.config.*",
            "cypress.config.*",
            "karma.conf.*",
            ".mocharc*",
            "eslint.config.*",
            ".eslintrc*",
            "prettier.config.*",
            ".prettierrc*",
            "postcss.config.*",
            "tailwind.config.*",
            ".rubocop.yml",
            "phpunit.xml*",
        ],
    },
    {
        why: "deployment",
        patterns: [
            "Dockerfile",
            "Dockerfile.*",
            "*.dockerfile",
            "Containerfile",
            "docker-compose*.yml",
            "docker-compose*.yaml",
            "compose.yml",
            "compose.yaml",
            ".dockerignore",
            "*.tf",
            "*.tfvars",
            "Chart.yaml",
            "**/templates/*.yaml",
            "kustomization.yaml",
            "serverless.yml",
            "Procfile",
            "fly.toml",
            "vercel.json",
            "netlify.toml",
            "wrangler.toml",
            "app.yaml",
            "Vagrantfile",
            "ansible.cfg",
        ],
    },
];
/** Those of the changed paths that a reviewer should look at first: by the table, and files that were made executable programs. */
function sensitivePaths(changes) {
    return changes.flatMap(({ path, mode }) => {
        const group = groups.find(({ matches }) => matches(path));
        const why = group?.why ?? (mode === "100755" ? "executable" : null);
        return why === null ? [] : [{ path, why }];
    });
}
const groups = sensitiveGroups.map(({ why, patterns }) => ({ why, matches: (0,protected_path/* matcher */.jN)(patterns) }));

;// CONCATENATED MODULE: ./lib/core/change-set.js




/** Limits of a change set (security requirement C6): bytes, files. Those of a path are beside them. */
const changeLimits = {
    files: 300,
    fileBytes: 5_000_000,
    totalBytes: 20_000_000,
    ...change_path/* pathLimits */.MG,
};
/**
 * Checks the form of every change, and holds back what touches protected paths or lies outside of the task's bounds. Lists every refusal, not the first. Without the entries of the
 * base (null), what collides with files that are there already is not seen. A removal of what the base does not have is no change: setup made it.
 */
function checkChanges(set, { rules, bounds, base }) {
    if (set.changes.length > changeLimits.files)
        return {
            ok: false,
            refusals: [
                {
                    code: "count",
                    path: "",
                    text: `${set.changes.length} files are changed; at most ${changeLimits.files} are published`,
                },
            ],
        };
    const whyNot = holding(rules, { bounds, base });
    const real = set.changes.filter(({ kind, path }) => kind === "write" || isThere(path, base));
    const changes = real.filter(({ path }) => whyNot(path) === null);
    const refusals = [
        ...set.inexpressible.map((path) => ({
            code: "mode",
            path,
            text: "only regular files can be changed: no symbolic links, submodules or special files, and only names that are UTF-8",
        })),
        ...set.changes.flatMap((change) => refusalsOf(change, base)),
        ...tooMuch(set),
        ...collisions({ changed: set.changes, published: changes, base }),
    ];
    if (refusals.length > 0)
        return { ok: false, refusals };
    return {
        ok: true,
        changes,
        withheld: real.flatMap(({ path }) => {
            const code = whyNot(path);
            return code === null ? [] : [{ path, code }];
        }),
        sensitive: sensitivePaths(changes),
    };
}
/** The bytes of a written change, or null when its content is not what its encoding says. */
function contentOf(change) {
    if (change.encoding === "utf-8")
        return change.content.isWellFormed() ? new TextEncoder().encode(change.content) : null;
    // A regular expression over the whole would overflow its stack on some megabytes, so it looks at the alphabet alone.
    if (change.content.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(change.content))
        return null;
    return Uint8Array.from(atob(change.content), (character) => character.charCodeAt(0));
}
/** The directories of the base that a check of these changes has to know: every one that a changed path lies in. The root is the empty string. */
function directoriesOf(changes) {
    const all = new Set([""]);
    for (const { path } of changes)
        for (const prefix of prefixesOf(path).slice(0, -1))
            all.add(prefix);
    return [...all].toSorted();
}
/** Says of a path why it is not published; null when it is. */
function holding(rules, { bounds: { allowed, sparse }, base }) {
    const wasSeen = (0,core_sparse/* checkedOut */.M)(sparse);
    const isProtected = (0,protected_path/* protection */.sc)(rules);
    const isAllowed = allowed.length === 0 ? () => true : (0,protected_path/* matcher */.jN)(allowed);
    return (path) => {
        if (isProtected(path))
            return "protected-path";
        if (!isAllowed(path))
            return "outside-scope";
        // A file that nobody saw would be replaced or removed blindly.
        return wasSeen(path) || !isThere(path, base) ? null : "not-checked-out";
    };
}
function isThere(path, base) {
    const kind = base === null ? "file" : base.get(path);
    return kind !== undefined && kind !== "directory";
}
function refusalsOf(change, base) {
    const { path } = change;
    const why = (0,change_path/* pathProblem */.z9)(path, base?.has(path) ?? false);
    if (why !== null)
        return [{ code: "path", path, text: why }];
    if (change.kind === "delete")
        return [];
    const size = contentOf(change)?.length;
    if (size === undefined)
        return [{ code: "encoding", path, text: "its content is not what its encoding says" }];
    const limit = changeLimits.fileBytes;
    return size > limit
        ? [{ code: "size", path, text: `it has ${size} bytes; at most ${limit} are published` }]
        : [];
}
function tooMuch({ changes }) {
    const size = changes.reduce((sum, change) => sum + (change.kind === "write" ? (contentOf(change)?.length ?? 0) : 0), 0);
    const limit = changeLimits.totalBytes;
    return size > limit
        ? [{ code: "size", path: "", text: `the change has ${size} bytes; at most ${limit} are published` }]
        : [];
}
/**
 * Changed paths that one file system or reader would take for another one: of the change itself, or of what stays in the base. A path that is
 * there already may look like others; it was so before. What is withheld stays as it is.
 */
function collisions({ changed, published, base, }) {
    const order = new Map(changed.map(({ path }, index) => [path, index]));
    const written = changed.filter(({ kind }) => kind === "write").map(({ path }) => path);
    const files = new Set(written);
    const stays = staying(published, base ?? new Map());
    const alike = new Map();
    for (const path of [...stays, ...written.flatMap(prefixesOf)])
        alike.set((0,change_path/* lookOf */.Li)(path), (alike.get((0,change_path/* lookOf */.Li)(path)) ?? new Set()).add(path));
    const problemOf = (path) => {
        const folders = prefixesOf(path).slice(0, -1);
        const file = folders.find((folder) => files.has(folder) || (stays.has(folder) && base?.get(folder) !== "directory"));
        if (file !== undefined)
            return `${JSON.stringify(file)} is a file, not a folder`;
        if (stays.has(path))
            return base?.get(path) === "directory" ? "it is a folder of the base" : null;
        const other = [...folders.filter((folder) => !stays.has(folder)), path]
            .flatMap((prefix) => [...(alike.get((0,change_path/* lookOf */.Li)(prefix)) ?? [])].filter((found) => found !== prefix && (order.get(found) ?? -1) < (order.get(path) ?? 0)))
            .at(0);
        return other === undefined ? null : `it cannot be told from ${JSON.stringify(other)}`;
    };
    return changed.flatMap(({ kind, path }, index) => {
        const text = order.get(path) === index ? (kind === "write" ? problemOf(path) : null) : "it is changed twice";
        return text === null ? [] : [{ code: "collision", path, text }];
    });
}
/** The entries of the base that are still there after the change; a folder goes with the last entry that is known of it. */
function staying(changes, base) {
    const stays = new Set(base.keys());
    for (const { kind, path } of changes)
        if (kind === "delete")
            stays.delete(path);
    for (const folder of directoriesOf(changes).toReversed())
        if (base.get(folder) === "directory" && ![...stays].some((path) => path.startsWith(`${folder}/`)))
            stays.delete(folder);
    return stays;
}
/** `a`, `a/b`, `a/b/c` for `a/b/c`. */
function prefixesOf(path) {
    const parts = path.split("/");
    return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}


/***/ }),

/***/ 85014:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LJ: () => (/* binding */ runCancelled),
/* harmony export */   Lz: () => (/* binding */ conclusionOfDead),
/* harmony export */   _S: () => (/* binding */ concluded)
/* harmony export */ });
/* harmony import */ var _outcome_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(91307);
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(59510);
/* harmony import */ var _retry_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7493);



/** Why an attempt ended whose jobs GitHub calls cancelled. */
const runCancelled = "the run was cancelled";
/** The event that ends the attempt which holds the claim: what is charged, and when it is tried again. `attempts` is the limit of the config. */
function concluded(state, conclusion, { at, attempts }) {
    const { claim } = state;
    if (claim === null)
        throw new Error("only a claim can be concluded");
    const { outcome, reason, branch, pull, modelReached, said, account } = conclusion;
    const resetsAt = toSecond(conclusion.resetsAt);
    const ending = {
        outcome,
        attempt: claim.attempt,
        run: claim.run,
        spent: conclusion.spent ?? claim.reserved,
        at,
        pool: claim.pool,
        ...(reason === "" ? {} : { reason: reason.slice(0, 2_000) }),
        ...(branch === undefined ? {} : { branch }),
        ...(pull === undefined ? {} : { pull }),
        ...(modelReached === undefined ? {} : { "model-reached": modelReached }),
        ...(resetsAt === null ? {} : { "resets-at": resetsAt }),
        ...(account === undefined ? {} : { account }),
    };
    return {
        type: "ended",
        ending,
        charged: _outcome_js__WEBPACK_IMPORTED_MODULE_0__/* .outcomes */ .KI[outcome].charged,
        "not-before": (0,_retry_js__WEBPACK_IMPORTED_MODULE_2__/* .nextTry */ .F)({ outcome, resetsAt, state, attempts, at }),
        ...(said === undefined || said === "" ? {} : { said: said.slice(0, _record_js__WEBPACK_IMPORTED_MODULE_1__/* .saidLimit */ .hb) }),
    };
}
/**
 * What a claim came to whose jobs are over without a word: delivered when its branch is there, with its pull request or one to open by
 * hand, so that nothing is paid twice; otherwise cancelled if that was asked, or a failure of the platform, tried again later.
 */
function conclusionOfDead(state, { worked, cancelled, published, }) {
    // Without a result nobody knows what was spent, but for a job that never started.
    const spent = worked ? null : 0;
    if (published !== undefined && state.publishing !== null)
        return {
            outcome: state.publishing.outcome ?? "delivered",
            reason: "",
            spent: null,
            resetsAt: null,
            branch: state.publishing.branch,
            ...(published.pull === null ? {} : { pull: published.pull }),
        };
    const why = state.cancel?.why ?? (cancelled ? runCancelled : null);
    return why === null
        ? {
            outcome: "infra_failed",
            reason: "the jobs of the attempt are over, and none left a result",
            spent,
            resetsAt: null,
        }
        : { outcome: "cancelled", reason: why, spent, resetsAt: null };
}
function toSecond(time) {
    return time === null ? null : time.replace(/\.\d+Z$/, "Z");
}


/***/ }),

/***/ 66211:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  LD: () => (/* binding */ decide),
  K8: () => (/* binding */ nextStart),
  _L: () => (/* binding */ patience),
  ts: () => (/* binding */ peopleToCheck),
  dX: () => (/* binding */ startsWithin)
});

// EXTERNAL MODULE: ./lib/core/approval.js
var approval = __webpack_require__(71816);
// EXTERNAL MODULE: ./lib/core/conclude.js
var conclude = __webpack_require__(85014);
// EXTERNAL MODULE: ./lib/core/dependencies.js
var core_dependencies = __webpack_require__(38678);
// EXTERNAL MODULE: ./lib/core/profile.js
var core_profile = __webpack_require__(46966);
// EXTERNAL MODULE: ./lib/core/record.js
var core_record = __webpack_require__(59510);
// EXTERNAL MODULE: ./lib/core/retry.js
var core_retry = __webpack_require__(7493);
;// CONCATENATED MODULE: ./lib/core/eligibility.js





/** Says of each issue of a world whether it may start now, apart from the limits that issues share. */
function eligibilityOf(world) {
    const cycles = (0,core_dependencies/* cyclesOf */.Jt)(world.issues);
    return (issue) => {
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
        const obstacle = obstacleOf(world, issue) ?? circleOf(cycles.get(issue.number));
        if (obstacle !== null)
            return obstacle;
        const dependencies = (0,core_dependencies/* dependenciesOf */.hk)(world, issue);
        if (!dependencies.ready)
            return {
                reason: dependencies.failed ? "dependency_failed" : "blocked",
                text: dependencies.text,
            };
        const delay = (0,core_dependencies/* textDelay */.nj)(issue.body);
        const due = delay === 0 ? null : (0,core_retry/* later */.N)(latest(dependencies.since, request.at), delay / 60);
        // Who asks anew does not wait for the retry of what was asked before.
        const retry = state.request?.id === request.id ? state["not-before"] : null;
        const notYet = timeOf(world, { state, request, retry, due });
        return notYet ?? { state, request, onto: dependencies.onto };
    };
}
function requestOf(world, issue, state) {
    const { labelled } = issue;
    const open = state.phase === "requested" && (state.request?.kind !== "label" || state.request.id === labelled?.id)
        ? state.request
        : null;
    if (open === null && labelled !== null && (0,core_record/* isUsedUp */.l6)(state, { ...labelled, kind: "label" }))
        return {
            reason: "used_up",
            text: "This label was already answered. Take it off and put it on again to ask anew.",
        };
    return (0,approval/* approval */.SH)(world, issue, open);
}
/** What stands in the way on the issue itself. */
function obstacleOf({ config }, issue) {
    const excluded = issue.labels.find((label) => config.labels.exclude.includes(label) || label === config.labels.dashboard);
    const profile = (0,core_profile/* unknownProfile */.gC)(config, issue.labels);
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
    if (profile !== null)
        return {
            reason: "unknown_profile",
            text: `The label "profile:${profile.name}" names no profile; there are ${profile.known.join(", ")}.`,
        };
    if ((0,core_profile/* modelAsked */.mr)(config, issue.labels) === null)
        return {
            reason: "unknown_model",
            text: `Its label "model:…" names no model; known are ${[...Object.keys(core_profile/* modelNames */.ci), ...Object.keys(config.models)].join(", ")}, and full ids that begin with claude-.`,
        };
    return null;
}
function circleOf(cycle) {
    if (cycle === undefined)
        return null;
    const names = [...cycle, cycle[0] ?? 0].map((number) => `#${number}`);
    return {
        reason: "dependency_cycle",
        text: cycle.length === 1
            ? "It waits for itself. Remove that dependency."
            : `These wait for each other: ${names.join(" → ")}. Remove one of the dependencies.`,
    };
}
/** What only time or money of this issue stands in the way of. */
function timeOf({ config, now }, { state, request, retry, due, }) {
    const { limits } = config;
    if (retry !== null && retry > now)
        return { reason: "not_before", text: `It is tried again at ${retry}.`, until: retry };
    if (due !== null && due > now)
        return { reason: "not_before", text: `It asks to wait until ${due}.`, until: due };
    if (request.release === undefined && state.spent >= limits["spend-per-issue"]) {
        return {
            reason: "spend_per_issue",
            text: `It has spent $${state.spent.toFixed(2)}; limits.spend-per-issue is $${limits["spend-per-issue"]}.`,
        };
    }
    const starts = (0,core_record/* startsSince */.yx)(state, now);
    if (starts.length >= limits["starts-per-day"])
        return {
            reason: "starts_per_day",
            text: `It was started ${starts.length} times in 24 hours; limits.starts-per-day allows no more.`,
            until: (0,core_retry/* later */.N)(starts.at(-limits["starts-per-day"]) ?? now, 24 * 60),
        };
    return null;
}
function latest(a, b) {
    return a === null || b > a ? b : a;
}

// EXTERNAL MODULE: ./lib/core/limits.js
var limits = __webpack_require__(97535);
;// CONCATENATED MODULE: ./lib/core/queue.js
/** The queue of an issue by its labels; high wins. */
function queueOf({ labels }, issue) {
    if (issue.labels.some((label) => labels.high.includes(label)))
        return "high";
    return issue.labels.some((label) => labels.low.includes(label)) ? "low" : "default";
}
/** Issues in the order in which they start: by queue, and the oldest first. */
function inOrder(config, issues) {
    const rank = new Map(issues.map((issue) => [issue, ranks[queueOf(config, issue)]]));
    return issues.toSorted((a, b) => (rank.get(a) ?? 1) - (rank.get(b) ?? 1) || a.number - b.number);
}
const ranks = { high: 0, default: 1, low: 2 };

// EXTERNAL MODULE: ./lib/core/workpad.js
var workpad = __webpack_require__(54797);
;// CONCATENATED MODULE: ./lib/core/repair.js

/**
 * The event that puts a record together again which is gone although GitHub shows that there was one: our comment on the issue, a branch of ours for it,
 * or a label which says that a task is open. Null when nothing is missing. Numbers are read from our own comment; they can only restrict what is done next.
 */
function repairOf({ records, branches, config }, issue) {
    if (records.has(issue.number))
        return null;
    const mark = issue.workpad === null ? null : (0,workpad/* readPadMark */.H8)(issue.workpad.body);
    const branch = branches.get(issue.number) ?? null;
    const shown = [config.labels["in-progress"], config.labels.waiting].find((name) => name !== false && issue.labels.includes(name));
    if (mark === null && branch === null && shown === undefined)
        return null;
    const found = [
        ...(mark === null ? [] : ["its comment"]),
        ...(branch === null ? [] : [`the branch ${branch.name}`]),
        ...(shown === undefined ? [] : [`the label "${shown}"`]),
    ];
    return {
        type: "repaired",
        why: `its record was gone; ${found.join(" and ")} showed that there had been one`,
        total: Math.max(mark?.attempts ?? 0, branch === null ? 0 : 1),
        spent: mark?.spent ?? 0,
        branch: branch?.name ?? null,
        pull: branch?.pull ?? null,
    };
}

// EXTERNAL MODULE: ./lib/core/scope.js
var scope = __webpack_require__(99643);
// EXTERNAL MODULE: ./lib/core/snapshot.js + 2 modules
var snapshot = __webpack_require__(92831);
// EXTERNAL MODULE: ./lib/core/task-settings.js
var task_settings = __webpack_require__(37486);
;// CONCATENATED MODULE: ./lib/core/decide.js










/** The logins whose right to ask must be known before `decide` can say yes to their issues, in the order of the queue. */
function peopleToCheck(world) {
    const logins = inOrder(world.config, world.issues).flatMap((issue) => {
        const record = world.records.get(issue.number);
        const state = record === undefined ? core_record/* emptyState */.p$ : record.ok ? record.entry.state : null;
        return state === null || state.claim !== null ? [] : (0,approval/* peopleToAsk */.Id)(issue, state);
    });
    return [...new Set(logins)];
}
/** Decides what to do next about every issue of the world. Pure: the same world gives the same decision. */
function decide(world) {
    const actions = [];
    const deferred = [];
    const shown = new Map(world.issues.map((issue) => [issue.number, issue]));
    for (const [number, record] of world.records)
        if (record.ok)
            actions.push(...endings(world, { number, state: record.entry.state, issue: shown.get(number) }));
    for (const issue of world.issues) {
        const repair = repairOf(world, issue);
        if (repair !== null)
            actions.push({ type: "repair", issue: issue.number, event: repair, why: repair.why });
    }
    // What is written here starts again at the next tick, from a record that says so.
    const written = new Set(actions.flatMap(({ type, issue }) => (type === "request-cancel" ? [] : [issue])));
    const room = (0,limits/* roomOf */.dT)(world, statesAfter(world, actions));
    const eligible = eligibilityOf(world);
    for (const issue of inOrder(world.config, world.issues)) {
        if (written.has(issue.number))
            continue;
        const verdict = eligible(issue);
        if ("reason" in verdict) {
            deferred.push({ issue: issue.number, ...verdict });
            continue;
        }
        const labels = (0,approval/* approvedLabels */.No)(world, issue, verdict.request.at);
        const asked = { labels, type: issue.type };
        const settings = (0,task_settings/* taskSettings */.dO)(world.config, { ...asked, scope: null });
        const isRelease = verdict.request.release !== undefined;
        const kind = {
            profile: settings.profile,
            pool: settings.profile ?? "default",
            answer: settings.answer && !isRelease,
            reserved: isRelease
                ? 0
                : Math.min(settings.limits["spend-per-attempt"], world.config.limits["spend-per-issue"] - verdict.state.spent),
        };
        const { prompt = "" } = verdict.request;
        const takingAs = (text) => ({
            ...kind,
            scopes: (0,scope/* scopesOf */.ZK)(world.config, { labels, text: () => `${text()}\n${prompt}` }),
        });
        // To read Markdown takes milliseconds: only what is about to start is worth them, and text that nobody sees decides nothing then.
        const quick = takingAs(() => `${issue.title}\n${issue.body}`);
        const nonce = world.nonces[room.taken()];
        const refused = room.refuses(quick) ?? (nonce === undefined ? tooManyAtOnce : null);
        const taking = refused === null ? takingAs(() => (0,snapshot/* visibleText */.Q6)(issue)) : quick;
        const obstacle = refused ?? room.refuses(taking);
        if (obstacle !== null || nonce === undefined) {
            deferred.push({ issue: issue.number, ...(obstacle ?? tooManyAtOnce) });
            continue;
        }
        const claim = {
            nonce,
            run: world.run.id,
            "run-attempt": world.run.attempt,
            attempt: verdict.state.total + 1,
            worker: room.take(taking),
            base: verdict.onto?.commit ?? world.base,
            at: world.now,
            ...taking,
        };
        actions.push({
            type: "claim",
            issue: issue.number,
            subject: issue,
            event: { type: "claimed", request: verdict.request, claim },
            settings: {
                ...(0,task_settings/* taskSettings */.dO)(world.config, { ...asked, scope: taking.scopes[0] ?? null }),
                // What an earlier attempt left may be of a larger checkout.
                ...(isRelease ? { sparse: null } : {}),
            },
            onto: verdict.onto,
        });
    }
    return { actions, deferred };
}
/** Seconds that a tick waits for what is due soon, rather than leave it to the next one, which may be hours away. */
const patience = 30;
/** When something starts that only waits for a time, within `seconds` from `now` (ISO time); null when nothing does. */
function nextStart({ deferred }, seconds, now) {
    const end = Date.parse(now) + seconds * 1_000;
    const due = deferred.flatMap(({ until }) => until !== undefined && Date.parse(until) <= end ? [until] : []);
    return due.toSorted()[0] ?? null;
}
/** Can something start now, or by itself so soon that a tick would wait for it? */
function startsWithin(decision, seconds, now) {
    return decision.actions.some(({ type }) => type === "claim") || nextStart(decision, seconds, now) !== null;
}
/** The states of all readable records once these actions are written: what a dead claim has spent counts from then on. */
function statesAfter({ records, now }, actions) {
    const events = new Map(actions.map(({ issue, event }) => [issue, event]));
    return [...records].flatMap(([issue, record]) => {
        if (!record.ok)
            return [];
        const event = events.get(issue);
        return event === undefined ? [record.entry.state] : [(0,core_record/* applyEvent */.Z8)(record.entry.state, event, now)];
    });
}
const tooManyAtOnce = {
    reason: "limit_tasks",
    text: "More issues are ready than one run starts.",
};
/** Records whose state must change whether or not the issue is shown with a trigger label. */
function endings(world, { number, state, issue }) {
    const dead = world.deadClaims.get(number);
    if (state.claim !== null && dead !== undefined) {
        const conclusion = (0,conclude/* conclusionOfDead */.Lz)(state, { ...dead, published: world.published.get(number) });
        const event = (0,conclude/* concluded */._S)(state, conclusion, {
            at: world.now,
            attempts: world.config.limits.attempts,
        });
        const why = conclusion.outcome === "delivered"
            ? "its jobs are over, and its branch is published"
            : "its jobs are over without a result";
        return [{ type: "take-over", issue: number, event, why }];
    }
    const why = withdrawal(state, issue);
    if (why === null)
        return [];
    const by = "people";
    if (state.phase === "claimed")
        return state.cancel === null
            ? [{ type: "request-cancel", issue: number, event: { type: "cancel-requested", by, why }, why }]
            : [];
    return state.phase === "requested"
        ? [{ type: "withdraw", issue: number, event: { type: "withdrawn", by, why }, why }]
        : [];
}
/** Why an open request is not wanted any more, by what people did; null while it is. */
function withdrawal(state, issue) {
    if (state.request === null)
        return null;
    if (issue !== undefined && !issue.open)
        return "the issue was closed";
    if (state.request.kind === "label")
        return issue === undefined || issue.labelled === null ? "the label was taken off" : null;
    return issue === undefined ? "there is no such issue any more" : null;
}


/***/ }),

/***/ 38678:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Jt: () => (/* binding */ cyclesOf),
/* harmony export */   LY: () => (/* binding */ textDependencies),
/* harmony export */   hk: () => (/* binding */ dependenciesOf),
/* harmony export */   nj: () => (/* binding */ textDelay)
/* harmony export */ });
/* unused harmony export circlesIn */
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(59510);

/** The issues of this repository that a text says must be done first: `Depends on #4`, `Blocked by #5, #6` (case does not matter). */
function textDependencies(body) {
    const found = [
        ...body.matchAll(/\b(?:depends on|blocked by)\b:?\s*((?:#\d+(?:\s*(?:,|and|&)\s*)?)+)/gi),
    ].flatMap((match) => [...(match[1] ?? "").matchAll(/#(\d{1,9})/g)].map((number) => Number(number[1])));
    return [...new Set(found)];
}
/** Seconds that a text says to wait after everything it depends on is done, by a line `Wait after dependencies: 90 s` (s, min or h); 0 without one. */
function textDelay(body) {
    const match = /^wait after dependencies:[ \t]*(\d{1,6}(?:\.\d{1,3})?)[ \t]*(s|min|h)?[ \t]*$/im.exec(body);
    return match === null ? 0 : Number(match[1]) * (seconds[(match[2] ?? "s").toLowerCase()] ?? 1);
}
const seconds = { s: 1, min: 60, h: 3_600 };
/** Looks at everything that an issue waits for. An answered blocker is done: there is nothing to merge. */
function dependenciesOf(world, issue) {
    const steps = issue.blockers.map((blocker) => ({ blocker, progress: progressOf(world, blocker) }));
    const stackable = world.config.dependencies === "delivered";
    const stands = steps.filter(({ progress }) => progress.step !== "done" && !(stackable && progress.step === "delivered"));
    if (stands.length > 0) {
        const failed = stands.some(({ progress }) => progress.step === "failed");
        return {
            ready: false,
            failed,
            text: `It waits for ${stands.map(({ blocker, progress }) => `${blocker.name}${whyOf(progress)}`).join(", ")}.`,
        };
    }
    const delivered = steps.flatMap(({ blocker, progress }) => progress.step === "delivered" ? [{ blocker, branch: progress.branch }] : []);
    if (delivered.length > 1)
        return {
            ready: false,
            failed: false,
            text: `It waits until all but one of ${delivered.map(({ blocker }) => blocker.name).join(", ")} are merged: a branch can be stacked on one other.`,
        };
    const times = steps.flatMap(({ progress }) => progress.step === "done" || progress.step === "delivered" ? (progress.at ?? []) : []);
    return { ready: true, since: times.toSorted().at(-1) ?? null, onto: delivered[0]?.branch ?? null };
}
/** A circle of issues that wait for each other, by each issue in it: its numbers in order. Only what the world shows is searched. */
function cyclesOf(issues) {
    const shown = new Set(issues.map(({ number }) => number));
    return circlesIn(new Map(issues.map((issue) => [
        issue.number,
        issue.blockers.flatMap(({ number, state }) => number !== null && state !== "done" && shown.has(number) ? [number] : []),
    ])));
}
/** The circles among things that wait for each other, by each member of one: its members in order. `waits` names for each what it waits for, all of it keys. */
function circlesIn(waits) {
    // What waits for nobody, and then what waits for those only, is in no circle.
    const followers = new Map();
    const open = new Map();
    for (const [key, blockers] of waits) {
        open.set(key, blockers.length);
        for (const blocker of blockers) {
            const others = followers.get(blocker);
            if (others === undefined)
                followers.set(blocker, [key]);
            else
                others.push(key);
        }
    }
    const free = [...open].flatMap(([key, count]) => (count === 0 ? [key] : []));
    for (let next = free.pop(); next !== undefined; next = free.pop()) {
        open.delete(next);
        for (const follower of followers.get(next) ?? []) {
            const left = (open.get(follower) ?? 1) - 1;
            open.set(follower, left);
            if (left === 0)
                free.push(follower);
        }
    }
    const circles = new Map();
    const seen = new Set();
    for (const start of open.keys()) {
        const path = [];
        let at = start;
        while (at !== undefined && !seen.has(at)) {
            seen.add(at);
            path.push(at);
            at = waits.get(at)?.find((blocker) => open.has(blocker));
        }
        const from = at === undefined ? -1 : path.indexOf(at);
        const circle = from === -1 ? [] : path.slice(from);
        for (const member of circle)
            circles.set(member, circle);
    }
    return circles;
}
function progressOf(world, blocker) {
    if (blocker.state === "done")
        return { step: "done", at: blocker.doneAt };
    if (blocker.state === "unknown")
        return { step: "waiting", why: "cannot be read" };
    if (blocker.state === "dropped")
        return { step: "failed", why: "was closed as not planned" };
    const record = blocker.number === null ? undefined : world.records.get(blocker.number);
    const state = record?.ok === true ? record.entry.state : null;
    const last = state?.phase === "idle" ? state.last : null;
    if (blocker.number === null || last === null)
        return { step: "waiting", why: "" };
    if (last.outcome === "answered")
        return { step: "done", at: last.at };
    const branch = world.branches.get(blocker.number);
    if (last.outcome !== "delivered")
        return { step: "failed", why: `ended with ${last.outcome}` };
    return branch === undefined ? { step: "waiting", why: "" } : { step: "delivered", at: last.at, branch };
}
function whyOf(progress) {
    if (progress.step === "delivered")
        return " (delivered, not merged yet)";
    return progress.step === "done" || progress.why === "" ? "" : ` (which ${progress.why})`;
}


/***/ }),

/***/ 2404:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ stateLook),
/* harmony export */   u: () => (/* binding */ labelsInUse)
/* harmony export */ });
/* harmony import */ var _workpad_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(54797);

/** What a state label of ours looks like; who removes labels knows ours by it. */
const stateLook = { description: "Set by Switchyard", color: "5319e7" };
/** The labels in use: those that ask for work, and the state labels that are on. */
function labelsInUse(config) {
    const all = [
        ...config.labels.trigger.map((name) => ({
            name,
            description: "Asks Switchyard to work on this issue",
            color: "0e8a16",
        })),
        ...[...(0,_workpad_js__WEBPACK_IMPORTED_MODULE_0__/* .stateLabels */ .dE)(config, null).off, config.labels.sensitive].flatMap((name) => name === false ? [] : [{ name, ...stateLook }]),
    ];
    return [...new Map(all.map((label) => [label.name.toLowerCase(), label])).values()];
}


/***/ }),

/***/ 97535:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   dT: () => (/* binding */ roomOf),
/* harmony export */   yK: () => (/* binding */ spentAndReserved)
/* harmony export */ });
/* unused harmony export waitingPulls */
/* harmony import */ var _pools_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(60812);
/* harmony import */ var _profile_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(46966);
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(59510);



/** API requests that a task of ours makes, with some to spare; see `npm run bench`. */
const requestsPerTask = 20;
/** The room that these states of all records leave: what is at work, what was spent, and what waits for people. */
function roomOf(world, states) {
    const { limits, profiles, scopes } = world.config;
    const live = states.flatMap(({ claim }) => claim ?? []);
    const workers = new Set(states.flatMap(({ claim }) => claim?.worker ?? []));
    const health = (0,_pools_js__WEBPACK_IMPORTED_MODULE_2__/* .healthOf */ .W)(states, world.now);
    const known = (0,_profile_js__WEBPACK_IMPORTED_MODULE_0__/* .profilesOf */ .uV)({ profiles });
    const waiting = waitingPulls(world, states);
    const spentToday = states.reduce((sum, state) => sum + (0,_record_js__WEBPACK_IMPORTED_MODULE_1__/* .spentOn */ .g2)(state, world.now), 0);
    let taken = 0;
    const count = (of) => live.filter(of).length;
    const byAll = () => {
        if (live.length >= limits.tasks)
            return {
                reason: "limit_tasks",
                text: `${live.length} tasks are at work; limits.tasks allows no more.`,
            };
        if (world.apiLeft !== null && world.apiLeft - (taken + 1) * requestsPerTask < limits["api-reserve"])
            return {
                reason: "limit_api",
                text: `Only ${world.apiLeft} API requests are left in this hour; limits.api-reserve keeps ${limits["api-reserve"]} for others.`,
            };
        return null;
    };
    const byKind = ({ profile, scopes: own, pool, answer, reserved }) => {
        const most = profile === null ? undefined : known.get(profile)?.tasks;
        if (most !== undefined && count((one) => one.profile === profile) >= most)
            return {
                reason: "limit_profile",
                text: `${most} ${most === 1 ? "task" : "tasks"} of the profile ${profile} at once; profiles.${profile}.tasks allows no more.`,
            };
        const crowded = own.find((scope) => count((one) => one.scopes.includes(scope)) >= (scopes[scope]?.tasks ?? Infinity));
        if (crowded !== undefined)
            return {
                reason: "limit_scope",
                text: `Another task of the scope ${crowded} is at work; scopes.${crowded}.tasks allows no more.`,
            };
        const writing = count((one) => !one.answer);
        if (!answer && waiting + writing >= limits["open-pull-requests"])
            return {
                reason: "limit_open_pull_requests",
                text: `${waiting} pull requests wait for people and ${writing} tasks are at work; limits.open-pull-requests is ${limits["open-pull-requests"]}.`,
            };
        // What asks no model waits for no credential.
        if (reserved === 0)
            return null;
        const until = health.parked.get(pool);
        if (until !== undefined)
            return {
                reason: "credential_parked",
                text: `The model credential is used up until ${until}.`,
                until,
            };
        return health.proven || live.length === 0 ? null : canary;
    };
    return {
        full: byAll,
        refuses: (taking) => {
            const obstacle = byAll() ?? byKind(taking);
            if (obstacle !== null)
                return obstacle;
            const committed = spentToday + live.reduce((sum, { reserved }) => sum + reserved, 0);
            return taking.reserved === 0 || committed + taking.reserved <= limits["spend-per-day"] + 1e-9
                ? null
                : {
                    reason: "limit_day",
                    text: `What today's tasks have spent and may spend reaches limits.spend-per-day ($${limits["spend-per-day"]}).`,
                };
        },
        take: (taking) => {
            let worker = 1;
            while (workers.has(worker))
                worker += 1;
            workers.add(worker);
            live.push(taking);
            taken += 1;
            return worker;
        },
        taken: () => taken,
    };
}
/** USD of the UTC day of `now`: spent, and reserved by running tasks. */
function spentAndReserved(states, now) {
    return states.reduce((sum, state) => sum + (0,_record_js__WEBPACK_IMPORTED_MODULE_1__/* .spentOn */ .g2)(state, now) + (state.claim?.reserved ?? 0), 0);
}
/** How many open pull requests of ours wait for people: those in records, and those on our branches whatever the records say. */
function waitingPulls({ branches, openPullRequests }, states) {
    const pulls = new Set();
    const beingPublished = new Set();
    for (const { pull, publishing } of states) {
        if (publishing !== null)
            beingPublished.add(publishing.branch);
        if (pull !== null && openPullRequests.has(pull))
            pulls.add(pull);
    }
    // Who is about to publish counts as a task at work.
    for (const { name, pull } of branches.values())
        if (pull !== null && !beingPublished.has(name))
            pulls.add(pull);
    return pulls.size;
}
const canary = {
    reason: "canary",
    text: "Until one task has reached the model under the present credential, only one runs at a time.",
};


/***/ }),

/***/ 60812:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ healthOf)
/* harmony export */ });
/** The health of the credentials by the newest endings that say something about them; endings that never asked the model say nothing. `now` is an ISO time. */
function healthOf(states, now) {
    const newest = new Map();
    let last = null;
    for (const { last: ending } of states) {
        if (ending === null || ending["model-reached"] === undefined)
            continue;
        const known = newest.get(ending.pool);
        if (known === undefined || ending.at > known.at)
            newest.set(ending.pool, ending);
        if (last === null || ending.at > last.at)
            last = ending;
    }
    const parked = [...newest].flatMap(([pool, { outcome, "resets-at": until }]) => outcome === "usage_limited" && until !== undefined && until > now ? [[pool, until]] : []);
    // Who says that its limit is reached has answered: the credential is as good as it was.
    const proven = last !== null && (last["model-reached"] === true || last.outcome === "usage_limited");
    return { proven, parked: new Map(parked) };
}


/***/ }),

/***/ 57166:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ag: () => (/* binding */ differs),
/* harmony export */   HJ: () => (/* binding */ projectionOf),
/* harmony export */   XL: () => (/* binding */ byHand)
/* harmony export */ });
/* unused harmony export shownState */
/* harmony import */ var _ending_notes_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76556);
/* harmony import */ var _outcome_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(91307);
/* harmony import */ var _plan_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(73504);
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(59510);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(69716);
/* harmony import */ var _workpad_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(54797);






/** Draws the newest entry of a record; null when there is nothing to show. The same entry gives the same labels, and a workpad with the same mark. */
function projectionOf(entry, issue, canvas) {
    const { state } = entry;
    const text = textOf(entry, issue, canvas);
    if (text === null)
        return null;
    const { config } = canvas;
    const labels = (0,_workpad_js__WEBPACK_IMPORTED_MODULE_5__/* .stateLabels */ .dE)(config, shownState(entry));
    const worker = workerLabel(config, state.claim?.worker ?? null);
    const on = [labels.on, worker].filter((name) => name !== null);
    return {
        on,
        off: [
            ...labels.off,
            ...otherWorkerLabels(config, issue.labels).filter((name) => name !== worker),
            ...(state.phase === "idle" ? answeredLabels(entry, issue, config) : []),
        ],
        pad: (0,_workpad_js__WEBPACK_IMPORTED_MODULE_5__/* .markedPad */ .ws)(entry, text),
    };
}
/** Does GitHub show something else than this? Of the workpad the mark counts: its text also holds what changes with other issues. */
function differs(projection, issue) {
    const mark = (body) => (0,_workpad_js__WEBPACK_IMPORTED_MODULE_5__/* .readPadMark */ .H8)(body)?.entry ?? null;
    return (issue.workpad === null ||
        mark(issue.workpad.body) !== mark(projection.pad) ||
        projection.on.some((name) => !issue.labels.includes(name)) ||
        projection.off.some((name) => issue.labels.includes(name)));
}
/** The state that the label shows; null for none. */
function shownState({ state, event }) {
    if (state.claim !== null)
        return "in-progress";
    if (state.phase === "requested")
        return "waiting";
    if (state.last === null || event.type === "withdrawn")
        return null;
    const { shown } = _outcome_js__WEBPACK_IMPORTED_MODULE_1__/* .outcomes */ .KI[state.last.outcome];
    // What nobody tries again does not wait.
    return shown === "waiting" ? "failed" : shown;
}
function textOf({ state, event }, issue, { config, repositoryUrl, defaultBranch, spentToday }) {
    if (state.claim !== null)
        return (0,_workpad_js__WEBPACK_IMPORTED_MODULE_5__/* .workingPad */ .Fu)({ state, config, repositoryUrl, spentToday });
    if (event.type === "withdrawn")
        return (0,_workpad_js__WEBPACK_IMPORTED_MODULE_5__/* .withdrawnPad */ .Qh)({ state, why: event.why });
    if (state.phase === "requested" && state["not-before"] === null)
        return (0,_workpad_js__WEBPACK_IMPORTED_MODULE_5__/* .queuedPad */ .LX)({ state });
    const { last } = state;
    if (last === null)
        return null;
    const note = event.type === "repaired"
        ? `Repaired: ${event.why}.`
        : [byHand(state, issue, { repositoryUrl, defaultBranch }), ...(0,_ending_notes_js__WEBPACK_IMPORTED_MODULE_0__/* .endingNotes */ .Jr)(last, repositoryUrl)]
            .filter((part) => part !== "")
            .join("\n\n");
    return (0,_workpad_js__WEBPACK_IMPORTED_MODULE_5__/* .endedPad */ .cJ)({ state, repositoryUrl, note });
}
/** How to open the pull request of a published branch by hand; empty where there is one, or nothing to open. */
function byHand({ last }, issue, { repositoryUrl, defaultBranch }) {
    if (last?.outcome !== "delivered" || last.pull !== undefined || last.branch === undefined)
        return "";
    return (0,_workpad_js__WEBPACK_IMPORTED_MODULE_5__/* .openByHand */ .xM)({
        repository: repositoryUrl,
        base: defaultBranch,
        branch: last.branch,
        title: (0,_text_js__WEBPACK_IMPORTED_MODULE_4__/* .plainLine */ .h0)(issue.title, 200),
        issue: issue.number,
    });
}
/** The trigger labels that have done their work. One that was put on meanwhile asks anew, and stays. */
function answeredLabels({ state }, issue, config) {
    const { labelled } = issue;
    return labelled === null || (0,_record_js__WEBPACK_IMPORTED_MODULE_3__/* .isUsedUp */ .l6)(state, { ...labelled, kind: "label" }) ? config.labels.trigger : [];
}
function workerLabel({ labels }, worker) {
    return labels.worker === false || worker === null
        ? null
        : labels.worker.replace("{worker}", (0,_plan_js__WEBPACK_IMPORTED_MODULE_2__/* .workerName */ .ig)(worker));
}
function otherWorkerLabels({ labels }, present) {
    if (labels.worker === false)
        return [];
    const [before = "", after = ""] = labels.worker.split("{worker}");
    return present.filter((name) => name.startsWith(before) &&
        name.endsWith(after) &&
        /^\d{2,}$/.test(name.slice(before.length, name.length - after.length)));
}


/***/ }),

/***/ 7493:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ nextTry),
/* harmony export */   N: () => (/* binding */ later)
/* harmony export */ });
/* harmony import */ var _outcome_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(91307);

/**
 * When the request of `state` is tried again by itself after an attempt that ended at `at` (ISO times, whole seconds); null when a person decides. A usage
 * limit waits for the reset that the API named.
 */
function nextTry(end) {
    const { outcome, state, at } = end;
    const resetsAt = end.resetsAt?.replace(/\.\d+Z$/, "Z") ?? null;
    const { charged } = _outcome_js__WEBPACK_IMPORTED_MODULE_0__/* .outcomes */ .KI[outcome];
    const used = charged ? state.attempts + 1 >= end.attempts : state.uncharged >= _outcome_js__WEBPACK_IMPORTED_MODULE_0__/* .unchargedRetryLimit */ .jm;
    const delay = (0,_outcome_js__WEBPACK_IMPORTED_MODULE_0__/* .retryDelay */ .a2)(outcome, charged ? state.attempts : state.uncharged);
    if (state.cancel !== null || used || delay === null)
        return null;
    return outcome === "usage_limited" && resetsAt !== null && resetsAt > at ? resetsAt : later(at, delay);
}
/** An ISO time some minutes later, to the second; a part of a second counts as a whole one. */
function later(at, minutes) {
    return new Date(Math.ceil((Date.parse(at) + minutes * 60_000) / 1_000) * 1_000)
        .toISOString()
        .replace(".000Z", "Z");
}


/***/ }),

/***/ 3199:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ir: () => (/* binding */ workSummary),
/* harmony export */   p: () => (/* binding */ dispatchSummary),
/* harmony export */   zU: () => (/* binding */ collectSummary)
/* harmony export */ });
/* harmony import */ var _isolation_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(65447);
/* harmony import */ var _plan_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73504);
/* harmony import */ var _snapshot_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(92831);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(69716);
/* harmony import */ var _workpad_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(54797);





/** The job summary of dispatch: what starts, what does not and why, and what each agent will be told. */
function dispatchSummary({ decision, tasks, issues, chores, runUrl, }) {
    const title = new Map(issues.map((issue) => [issue.number, (0,_text_js__WEBPACK_IMPORTED_MODULE_3__/* .plainLine */ .h0)(issue.title, 80)]));
    const isScoped = tasks.some(({ settings }) => settings.scope !== null);
    const started = tasks.map((task) => [
        `#${task.issue}`,
        title.get(task.issue) ?? "",
        String(task.attempt),
        (0,_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .workerName */ .ig)(task.worker),
        ...(isScoped ? [task.settings.scope ?? ""] : []),
        (0,_text_js__WEBPACK_IMPORTED_MODULE_3__/* .dollars */ .E9)(task.reserved),
    ]);
    const waiting = decision.deferred.map((deferred) => [
        `#${deferred.issue}`,
        title.get(deferred.issue) ?? "",
        `${deferred.text} (\`${deferred.reason}\`)`,
    ]);
    const other = decision.actions.flatMap((action) => action.type === "claim" ? [] : [`#${action.issue}: ${action.why}; ${did[action.type]}.`]);
    return [
        `## ${tasks.length === 0 ? "Nothing to start" : `${tasks.length} ${tasks.length === 1 ? "task" : "tasks"} started`}`,
        ...(started.length === 0
            ? []
            : [
                "",
                (0,_text_js__WEBPACK_IMPORTED_MODULE_3__/* .table */ .tp)(["issue", "title", "attempt", "worker", ...(isScoped ? ["scope"] : []), "may spend"], started),
            ]),
        ...(other.length === 0 ? [] : ["", ...other.map((line) => `- ${line}`)]),
        ...(waiting.length === 0 ? [] : ["", "### Not now", "", (0,_text_js__WEBPACK_IMPORTED_MODULE_3__/* .table */ .tp)(["issue", "title", "why"], waiting)]),
        ...(chores.length === 0 ? [] : ["", ...chores.map((line) => `- ${line}.`)]),
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
const did = {
    "request-cancel": "running work is asked to end",
    withdraw: "its request was withdrawn",
    "take-over": "the claim was taken back",
    repair: "its record was put together again; label it anew to go on",
};
/** The job summary of work: outcome, gates, cost, and what the repository has for the agent that was not used. */
function workSummary(envelope, unused) {
    return [
        `## #${envelope.issue}: ${envelope.outcome}`,
        "",
        ...(envelope.reason === "" ? [] : [(0,_text_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .hD)(envelope.reason, 2_000), ""]),
        envelope.gates.length === 0
            ? "No gates are configured: nothing was verified."
            : (0,_workpad_js__WEBPACK_IMPORTED_MODULE_4__/* .gateTable */ .k0)(envelope.gates),
        "",
        ...(envelope.isolation === null
            ? []
            : [`Isolation of the agent: ${(0,_isolation_js__WEBPACK_IMPORTED_MODULE_0__/* .describeIsolation */ .o$)(envelope.isolation)}.`, ""]),
        ...(unused.length === 0
            ? []
            : [
                `Not used, since nothing in a checkout configures the agent: ${unused.map((place) => (0,_text_js__WEBPACK_IMPORTED_MODULE_3__/* .codeSpan */ .SS)(place, 100)).join(", ")}. Skills, agents and MCP servers are used when the config [names them](https://github.com/switchyard-dev/switchyard/blob/main/docs/configuration.md#skills-agents-and-mcp-servers).`,
                "",
            ]),
        `Attempt ${envelope.attempt} · ${(0,_text_js__WEBPACK_IMPORTED_MODULE_3__/* .duration */ .p0)(envelope.seconds)} · ${envelope.turns} turns · ${(0,_text_js__WEBPACK_IMPORTED_MODULE_3__/* .dollars */ .E9)(envelope.spent)} · ${(0,_text_js__WEBPACK_IMPORTED_MODULE_3__/* .plainLine */ .h0)(envelope.model, 60)}`,
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
    const removed = (0,_snapshot_js__WEBPACK_IMPORTED_MODULE_2__/* .removedWords */ .Qx)(snapshot.removed);
    const counts = `(removed, because nobody sees it on the page: ${removed === "" ? "nothing" : removed}; comments left out: ${snapshot["comments-left-out"]})`;
    return (0,_text_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .hD)([snapshot.title, "", snapshot.body, ...comments, "", counts].join("\n"), 20_000);
}


/***/ }),

/***/ 91049:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ readEntries),
/* harmony export */   readTexts: () => (/* binding */ readTexts)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(42047);

const together = 150; // objects in one request, so that its answer stays of some hundred kilobytes
const Entries = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    entries: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ name: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), type: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), mode: zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig().int() })),
});
const Blob = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ text: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullable(), isTruncated: zod__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zMY() });
/** The entries of these directories of a commit (the empty string is the root), by path; one that is not there has none. */
async function readEntries(github, { commit, directories }) {
    const found = await objects(github, {
        commit,
        paths: directories,
        fields: "... on Tree { entries { name type mode } }",
        schema: Entries,
    });
    const all = [...found].flatMap(([directory, { entries }]) => entries.map(({ name, type, mode }) => [directory === "" ? name : `${directory}/${name}`, kindOf(type, mode)]));
    return new Map(all);
}
/** The texts of these files of a commit; what is not there, binary, or longer than GitHub shows (half a megabyte) is left out. */
async function readTexts(github, { commit, paths }) {
    const found = await objects(github, {
        commit,
        paths,
        fields: "... on Blob { text isTruncated }",
        schema: Blob,
    });
    return new Map([...found].flatMap(([path, { text, isTruncated }]) => text === null || isTruncated ? [] : [[path, text]]));
}
function kindOf(type, mode) {
    if (type === "tree")
        return "directory";
    return type === "blob" && mode !== 0o120_000 ? "file" : "other";
}
async function objects(github, { commit, paths, fields, schema, }) {
    const found = new Map();
    for (let from = 0; from < paths.length; from += together) {
        const some = paths.slice(from, from + together);
        const answer = await github.graphql({
            doing: "reading the base of the change",
            document: `query base($owner: String!, $repo: String!, ${some.map((_, index) => `$e${index}: String!`).join(", ")}) { repository(owner: $owner, name: $repo) {
        ${some.map((_, index) => `o${index}: object(expression: $e${index}) { ${fields} }`).join("\n")}
      } }`,
            variables: {
                owner: github.owner,
                repo: github.repo,
                ...Object.fromEntries(some.map((path, index) => [`e${index}`, `${commit}:${path}`])),
            },
            schema: zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ repository: zod__WEBPACK_IMPORTED_MODULE_0__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_0__/* .unknown */ .L5J()) }),
        });
        for (const [index, path] of some.entries()) {
            const object = schema.safeParse(answer.repository[`o${index}`]);
            if (object.success)
                found.set(path, object.data);
        }
    }
    return found;
}


/***/ }),

/***/ 50379:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B8: () => (/* binding */ issuesFrom),
/* harmony export */   T3: () => (/* binding */ issueFields),
/* harmony export */   jA: () => (/* binding */ progressOf),
/* harmony export */   sd: () => (/* binding */ IssueNode),
/* harmony export */   v1: () => (/* binding */ issueOf)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(42047);
/* harmony import */ var _core_dependencies_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38678);
/* harmony import */ var _core_workpad_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(54797);



const Actor = zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ __typename: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), login: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP() }).nullable();
/** An issue that another one waits for, as `waitedFields` asks for it. */
const Waited = zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
    number: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().int(),
    state: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(),
    stateReason: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().nullable(),
    closedAt: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().nullable(),
    repository: zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ nameWithOwner: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP() }),
});
/** An issue in GitHub's words, as `issueFields` asks for it. */
const IssueNode = zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
    id: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(),
    number: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().int(),
    title: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(),
    body: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(),
    state: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(),
    stateReason: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().nullable(),
    closedAt: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().nullable(),
    locked: zod__WEBPACK_IMPORTED_MODULE_2__/* .boolean */ .zMY(),
    lastEditedAt: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().nullable(),
    editor: Actor,
    userContentEdits: zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
        nodes: zod__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ editedAt: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), editor: Actor })),
        pageInfo: zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ hasNextPage: zod__WEBPACK_IMPORTED_MODULE_2__/* .boolean */ .zMY() }),
    })
        .nullable(),
    author: zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ login: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP() }).nullable(),
    labels: zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ nodes: zod__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ id: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), name: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP() })) }),
    assignees: zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ nodes: zod__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ login: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP() })) }),
    comments: zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
        totalCount: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().int(),
        nodes: zod__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
            id: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(),
            author: Actor,
            authorAssociation: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(),
            body: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(),
            createdAt: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(),
            lastEditedAt: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().nullable(),
            editor: Actor,
            viewerDidAuthor: zod__WEBPACK_IMPORTED_MODULE_2__/* .boolean */ .zMY(),
        })),
    }),
    timelineItems: zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
        nodes: zod__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_2__/* .discriminatedUnion */ .gMt("__typename", [
            zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
                __typename: zod__WEBPACK_IMPORTED_MODULE_2__/* .literal */ .euz("LabeledEvent"),
                id: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(),
                createdAt: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(),
                actor: Actor,
                label: zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ name: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP() }),
            }),
            zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
                __typename: zod__WEBPACK_IMPORTED_MODULE_2__/* .literal */ .euz("UnlabeledEvent"),
                createdAt: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(),
                actor: Actor,
                label: zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ name: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP() }),
            }),
            zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ __typename: zod__WEBPACK_IMPORTED_MODULE_2__/* .literal */ .euz("RenamedTitleEvent"), createdAt: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), actor: Actor }),
        ])),
    }),
    closedByPullRequestsReferences: zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
        nodes: zod__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ number: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().int(), state: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP() })),
    }),
    issueType: zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ name: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP() }).nullable(),
    repository: zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ nameWithOwner: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP() }),
    blockedBy: zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ nodes: zod__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(Waited) }),
    subIssues: zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ nodes: zod__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(Waited) }),
});
const waitedFields = "number state stateReason closedAt repository { nameWithOwner }";
const editsRead = 30; // of the body, newest first
const eventsRead = 100; // labels and titles; GraphQL gives no more at once
/** Everything that `decide` looks at of an issue, in GitHub's words. */
const issueFields = `
  id number title body state stateReason closedAt locked lastEditedAt editor { __typename login } author { login }
  userContentEdits(first: ${editsRead}) { nodes { editedAt editor { __typename login } } pageInfo { hasNextPage } }
  labels(first: 100) { nodes { id name } }
  assignees(first: 10) { nodes { login } }
  comments(first: 100) { totalCount nodes { id author { __typename login } authorAssociation body createdAt lastEditedAt editor { __typename login } viewerDidAuthor } }
  timelineItems(last: ${eventsRead}, itemTypes: [LABELED_EVENT, UNLABELED_EVENT, RENAMED_TITLE_EVENT]) { nodes {
    __typename
    ... on LabeledEvent { id createdAt actor { __typename login } label { name } }
    ... on UnlabeledEvent { createdAt actor { __typename login } label { name } }
    ... on RenamedTitleEvent { createdAt actor { __typename login } }
  } }
  closedByPullRequestsReferences(first: 10, includeClosedPrs: false) { nodes { number state } }
  issueType { name } repository { nameWithOwner }
  blockedBy(first: 50) { nodes { ${waitedFields} } }
  subIssues(first: 50) { nodes { ${waitedFields} } }`;
/** Reads issues from a part of an answer that has `issueFields`, without asking again; what a text names counts as open, so that its record alone says how far it is. */
function issuesFrom(nodes, config) {
    const parsed = zod__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(IssueNode).safeParse(nodes);
    if (!parsed.success)
        throw new Error("GitHub's answer is not as documented while reading the waiting issues", {
            cause: parsed.error,
        });
    const once = new Map(parsed.data.map((node) => [node.number, node]));
    return [...once.values()].map((node) => issueOf(node, { config, named: () => ({ state: "open", doneAt: null }) }));
}
/** The issue as `decide` looks at it. `named` tells of a number in its text how far that has come; undefined for unknown. */
function issueOf(node, { config, named }) {
    const own = node.comments.nodes.find((comment) => comment.viewerDidAuthor && comment.body.startsWith(_core_workpad_js__WEBPACK_IMPORTED_MODULE_1__/* .workpadMarker */ .T0));
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
        type: node.issueType?.name ?? null,
        assignees: node.assignees.nodes.map(({ login }) => login),
        comments: node.comments.nodes
            .filter((comment) => !comment.viewerDidAuthor)
            .map((comment) => ({
            author: nameOf(comment.author) ?? "ghost",
            association: comment.authorAssociation,
            at: comment.createdAt,
            editedAt: comment.lastEditedAt,
            editor: comment.lastEditedAt === null ? null : (nameOf(comment.editor) ?? "ghost"),
            body: comment.body,
        })),
        commentsUnread: Math.max(0, node.comments.totalCount - node.comments.nodes.length),
        workpad: own === undefined ? null : { id: own.id, body: own.body },
        labelled: labellingOf(node, config.labels.trigger.filter((label) => labels.includes(label))),
        textChanges: textChangesOf(node),
        labelChanges: labelChangesOf(node),
        knownSince: knownSince(node),
        openPullRequests: node.closedByPullRequestsReferences.nodes
            .filter(({ state }) => state === "OPEN")
            .map(({ number }) => number),
        blockers: blockersOf(node, named),
    };
}
/** Everything that must be done first: GitHub's own dependencies, sub-issues, and what the text names; each once. */
function blockersOf(node, named) {
    const here = node.repository.nameWithOwner;
    const native = [...node.blockedBy.nodes, ...node.subIssues.nodes].map((other) => {
        const local = other.repository.nameWithOwner === here;
        return {
            name: local ? `#${other.number}` : `${other.repository.nameWithOwner}#${other.number}`,
            number: local ? other.number : null,
            ...progressOf(other),
        };
    });
    const inText = (0,_core_dependencies_js__WEBPACK_IMPORTED_MODULE_0__/* .textDependencies */ .LY)(node.body).map((number) => {
        const found = number === node.number ? { state: "open", doneAt: null } : named(number);
        return { name: `#${number}`, number, ...(found ?? { state: "unknown", doneAt: null }) };
    });
    return [...new Map([...inText, ...native].map((blocker) => [blocker.name, blocker])).values()];
}
/** How far an issue has come by its state on GitHub. */
function progressOf(other) {
    if (other.state === "OPEN")
        return { state: "open", doneAt: null };
    return other.stateReason === "NOT_PLANNED"
        ? { state: "dropped", doneAt: null }
        : { state: "done", doneAt: other.closedAt };
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
/** Every edit, not the last alone: what a stranger wrote stays in a text that someone else corrects afterwards. */
function textChangesOf(node) {
    const last = node.lastEditedAt === null ? [] : [{ editedAt: node.lastEditedAt, editor: node.editor }];
    return [
        ...[...last, ...(node.userContentEdits?.nodes ?? [])].map(({ editedAt, editor }) => ({
            what: "body",
            by: nameOf(editor),
            at: editedAt,
        })),
        ...node.timelineItems.nodes
            .filter((item) => item.__typename === "RenamedTitleEvent")
            .map(({ actor, createdAt }) => ({ what: "title", by: nameOf(actor), at: createdAt })),
    ];
}
function labelChangesOf(node) {
    return node.timelineItems.nodes
        .filter((item) => item.__typename !== "RenamedTitleEvent")
        .map(({ __typename, label, actor, createdAt }) => ({
        label: label.name,
        on: __typename === "LabeledEvent",
        by: nameOf(actor),
        at: createdAt,
    }));
}
/** Where the pages begin that were read; what is older was left out. */
function knownSince({ timelineItems, userContentEdits }) {
    const events = timelineItems.nodes.length < eventsRead ? [] : [timelineItems.nodes[0]?.createdAt ?? ""];
    const edits = userContentEdits?.pageInfo.hasNextPage === true
        ? [userContentEdits.nodes.map(({ editedAt }) => editedAt).toSorted()[0] ?? ""]
        : [];
    return [...events, ...edits].toSorted().at(-1) ?? "";
}
/** The name of an actor; of one that is no person (an app, a bot), with a suffix that no person's name can have. Null for nobody, as after an account is gone. */
function nameOf(actor) {
    if (actor === null)
        return null;
    return actor.__typename === "User" || actor.login.endsWith("[bot]") ? actor.login : `${actor.login}[bot]`;
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
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(42047);
/* harmony import */ var _core_labels_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2404);
/* harmony import */ var _github_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(68898);
/* harmony import */ var _issue_node_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(50379);




const Reply = zod__WEBPACK_IMPORTED_MODULE_3__/* .looseObject */ ._H3({ pad: zod__WEBPACK_IMPORTED_MODULE_3__/* .looseObject */ ._H3({}) });
const After = zod__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({
    repository: zod__WEBPACK_IMPORTED_MODULE_3__/* .looseObject */ ._H3({
        issues: zod__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({ nodes: zod__WEBPACK_IMPORTED_MODULE_3__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_3__/* .unknown */ .L5J()) }),
        pullRequests: zod__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({ nodes: zod__WEBPACK_IMPORTED_MODULE_3__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({ number: zod__WEBPACK_IMPORTED_MODULE_3__/* .number */ .aig().int() })) }),
    }),
});
/**
 * Shows a state: labels on and off, the workpad, and perhaps a comment, by one request. Labels that are already right are not written. With
 * `waiting`, resolves also to the open issues with a trigger label as they are after it, and to those with these numbers.
 */
async function project(github, labelIds, projection, waiting) {
    const { issue } = projection;
    const ids = new Map(labelIds);
    const on = projection.on.filter((name) => !issue.labels.includes(name));
    const off = projection.off.filter((name) => issue.labels.includes(name) && ids.has(name));
    for (const name of on)
        if (!ids.has(name))
            ids.set(name, await createLabel(github, name));
    const idsOf = (names) => names.flatMap((name) => ids.get(name) ?? []);
    const list = waiting === null
        ? ""
        : `repository { ${waiting.numbers.map((number) => `i${number}: issueOrPullRequest(number: ${number}) { ... on Issue { ${_issue_node_js__WEBPACK_IMPORTED_MODULE_2__/* .issueFields */ .T3} } }`).join(" ")} issues(states: OPEN, labels: $labels, first: 50, orderBy: { field: CREATED_AT, direction: ASC }) { nodes { ${_issue_node_js__WEBPACK_IMPORTED_MODULE_2__/* .issueFields */ .T3} } } pullRequests(states: OPEN, first: 100) { nodes { number } } }`;
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
        { name: "labels", type: "[String!]!", value: waiting?.config.labels.trigger, when: waiting !== null },
    ].filter(({ when }) => when);
    const answer = await github.graphql({
        doing: "writing labels and the workpad",
        document: `mutation project(${used.map(({ name, type }) => `$${name}: ${type}`).join(", ")}) { ${parts.join("\n")} }`,
        variables: Object.fromEntries(used.map(({ name, value }) => [name, value])),
        schema: Reply,
    });
    const node = zod__WEBPACK_IMPORTED_MODULE_3__/* .union */ .KCZ([
        zod__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({ issueComment: Comment }).transform((pad) => pad.issueComment),
        zod__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({ commentEdge: zod__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({ node: Comment }) }).transform((pad) => pad.commentEdge.node),
    ])
        .parse(answer.pad);
    const after = After.safeParse(node.issue);
    if (waiting === null || !after.success)
        return { workpad: node.id, waiting: { issues: [], openPullRequests: new Set() } };
    const { issues, pullRequests, ...others } = after.data.repository;
    const numbered = waiting.numbers.flatMap((number) => others[`i${number}`] ?? []);
    return {
        workpad: node.id,
        waiting: {
            issues: (0,_issue_node_js__WEBPACK_IMPORTED_MODULE_2__/* .issuesFrom */ .B8)([...issues.nodes, ...numbered], waiting.config),
            openPullRequests: new Set(pullRequests.nodes.map(({ number }) => number)),
        },
    };
}
const Comment = zod__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({ id: zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP(), issue: zod__WEBPACK_IMPORTED_MODULE_3__/* .unknown */ .L5J() });
/** Creates a label of ours and resolves to its GraphQL id; one that exists meanwhile is taken as it is. */
async function createLabel({ octokit, owner, repo }, name) {
    return (0,_github_js__WEBPACK_IMPORTED_MODULE_1__/* .told */ .E)(`creating the label "${name}"`, async () => {
        try {
            const created = await octokit.rest.issues.createLabel({
                owner,
                repo,
                name,
                ..._core_labels_js__WEBPACK_IMPORTED_MODULE_0__/* .stateLook */ .P,
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
/* harmony export */   Y_: () => (/* binding */ addLabel),
/* harmony export */   _f: () => (/* binding */ findPullRequest),
/* harmony export */   gu: () => (/* binding */ buildCommit),
/* harmony export */   kp: () => (/* binding */ assign),
/* harmony export */   lY: () => (/* binding */ createBranch),
/* harmony export */   wv: () => (/* binding */ privateAddress)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58500);
/* harmony import */ var _core_change_set_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(72591);
/* harmony import */ var _github_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(68898);



// Objects that nothing points to can be made twice; a fault here would cost what was paid for.
const again = { repeatable: true };
// A branch and its pull request are created again only after a look that they are not there.
const creations = 3; // tries
const pause = 1_000; // ms; longer each time
/** Builds one commit on `base` from checked changes, through the Git Data API. The author is left to GitHub, which makes it Verified. */
async function buildCommit(github, options) {
    const { octokit, owner, repo } = github;
    const entries = [];
    for (const change of unambiguous(options.changes))
        entries.push(await entryOf(github, change));
    const tree = await (0,_github_js__WEBPACK_IMPORTED_MODULE_2__/* .told */ .E)("creating the tree of the change", async () => octokit.rest.git.createTree({
        owner,
        repo,
        base_tree: options.baseTree,
        tree: entries,
        request: again,
    }));
    const commit = await (0,_github_js__WEBPACK_IMPORTED_MODULE_2__/* .told */ .E)("creating the commit", async () => octokit.rest.git.createCommit({
        owner,
        repo,
        message: options.message,
        tree: tree.data.sha,
        parents: [options.base],
        request: again,
    }));
    return { commit: commit.data.sha, tree: tree.data.sha };
}
/** Creates the branch at the commit. `taken`: a branch of this name points elsewhere, and was left alone. */
async function createBranch({ octokit, owner, repo }, { branch, commit }) {
    return (0,_github_js__WEBPACK_IMPORTED_MODULE_2__/* .told */ .E)(`creating the branch ${branch}`, async () => {
        for (let round = 1;; round += 1) {
            try {
                await octokit.rest.git.createRef({ owner, repo, ref: `refs/heads/${branch}`, sha: commit });
                return "created";
            }
            catch (error) {
                // 422 says "exists"; a lost answer looks the same to the next try, so the ref itself decides.
                const status = (0,_github_js__WEBPACK_IMPORTED_MODULE_2__/* .statusOf */ .c)(error) ?? 0;
                if (status !== 422 && status !== 409 && status < 500)
                    throw error;
                const head = await branchHead({ octokit, owner, repo }, branch);
                if (head !== null)
                    return head === commit ? "created" : "taken";
                if (status < 500 || round === creations)
                    throw error;
                await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(pause * round);
            }
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
    return (0,_github_js__WEBPACK_IMPORTED_MODULE_2__/* .told */ .E)("opening the pull request", async () => {
        for (let round = 1;; round += 1) {
            try {
                const created = await create(options.draft).catch(async (error) => {
                    // Some plans have no drafts.
                    if (options.draft && (0,_github_js__WEBPACK_IMPORTED_MODULE_2__/* .statusOf */ .c)(error) === 422 && /draft/i.test(String(error)))
                        return create(false);
                    throw error;
                });
                return { number: created.data.number, url: created.data.html_url };
            }
            catch (error) {
                if (/permitted to create or approve pull requests/i.test(String(error)))
                    return null;
                const status = (0,_github_js__WEBPACK_IMPORTED_MODULE_2__/* .statusOf */ .c)(error) ?? 0;
                if (status !== 422 && status < 500)
                    throw error;
                const found = await findPullRequest(github, options.branch);
                if (found !== null)
                    return found;
                if (status < 500 || round === creations)
                    throw error;
                await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(pause * round);
            }
        }
    });
}
/** The pull request of a branch, open or not; null when there is none. */
async function findPullRequest({ octokit, owner, repo }, branch) {
    const found = await (0,_github_js__WEBPACK_IMPORTED_MODULE_2__/* .told */ .E)("looking for the pull request", async () => octokit.rest.pulls.list({ owner, repo, state: "all", head: `${owner}:${branch}` }));
    const first = found.data[0];
    return first === undefined ? null : { number: first.number, url: first.html_url };
}
/** The commit that a branch points to; null when there is no such branch. */
async function branchHead({ octokit, owner, repo }, branch) {
    try {
        return (await octokit.rest.git.getRef({ owner, repo, ref: `heads/${branch}` })).data.object.sha;
    }
    catch (error) {
        if ((0,_github_js__WEBPACK_IMPORTED_MODULE_2__/* .statusOf */ .c)(error) === 404)
            return null;
        throw error;
    }
}
/** Assigns a person to the pull request, so that GitHub tells them. GitHub ignores people who cannot be assigned. */
async function assign({ octokit, owner, repo }, { number, login }) {
    await (0,_github_js__WEBPACK_IMPORTED_MODULE_2__/* .told */ .E)(`assigning ${login}`, async () => octokit.rest.issues.addAssignees({ owner, repo, issue_number: number, assignees: [login] }));
}
/** Puts a label on the pull request; GitHub creates one that does not exist. */
async function addLabel({ octokit, owner, repo }, { number, label }) {
    await (0,_github_js__WEBPACK_IMPORTED_MODULE_2__/* .told */ .E)(`putting the label "${label}" on #${number}`, async () => octokit.rest.issues.addLabels({ owner, repo, issue_number: number, labels: [label] }));
}
/** The address that GitHub gives a person who shows none (docs: "Setting your commit email address"); commits with it are linked to them. */
async function privateAddress({ octokit }, username) {
    const person = await (0,_github_js__WEBPACK_IMPORTED_MODULE_2__/* .told */ .E)(`looking up ${username}`, async () => octokit.rest.users.getByUsername({ username }));
    return `${person.data.id}+${person.data.login}@users.noreply.github.com`;
}
/** Is `base` still part of the branch `head`? */
async function isAncestor({ octokit, owner, repo }, { base, head }) {
    const compared = await (0,_github_js__WEBPACK_IMPORTED_MODULE_2__/* .told */ .E)("comparing the base with the default branch", async () => octokit.rest.repos
        .compareCommitsWithBasehead({ owner, repo, basehead: `${base}...${head}`, per_page: 1 })
        .catch((error) => {
        // "No common ancestor", or a commit that is gone.
        if ((0,_github_js__WEBPACK_IMPORTED_MODULE_2__/* .statusOf */ .c)(error) === 404)
            return null;
        throw error;
    }));
    return compared?.data.status === "ahead" || compared?.data.status === "identical";
}
/** The changes without removals below a path that is written: the file takes the place of its folder, and GitHub does not say which of two such entries counts. */
function unambiguous(changes) {
    const files = new Set(changes.filter(({ kind }) => kind === "write").map(({ path }) => path));
    const isBelow = (path) => path.split("/").some((_, index, parts) => index > 0 && files.has(parts.slice(0, index).join("/")));
    return changes.filter(({ kind, path }) => kind === "write" || !isBelow(path));
}
async function entryOf({ octokit, owner, repo }, change) {
    const blob = { path: change.path, type: "blob" };
    if (change.kind === "delete")
        return { ...blob, mode: "100644", sha: null };
    if (change.encoding === "utf-8")
        return { ...blob, mode: change.mode, content: change.content };
    const bytes = (0,_core_change_set_js__WEBPACK_IMPORTED_MODULE_1__/* .contentOf */ .$E)(change) ?? new Uint8Array();
    const created = await (0,_github_js__WEBPACK_IMPORTED_MODULE_2__/* .told */ .E)(`uploading ${change.path}`, async () => octokit.rest.git.createBlob({
        owner,
        repo,
        content: Buffer.from(bytes).toString("base64"),
        encoding: "base64",
        request: again,
    }));
    return { ...blob, mode: change.mode, sha: created.data.sha };
}


/***/ }),

/***/ 62161:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $Q: () => (/* binding */ readWriters),
/* harmony export */   Ui: () => (/* binding */ isWriter),
/* harmony export */   Y8: () => (/* binding */ demandRepository),
/* harmony export */   Zc: () => (/* binding */ readTree)
/* harmony export */ });
/* unused harmony export readRepository */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(42047);
/* harmony import */ var _core_config_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6641);
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3828);
/* harmony import */ var _github_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(68898);




const Text = zod__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({ text: zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP().nullable() }).nullable();
const oid = zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP().regex(/^[0-9a-f]{40}$/);
/** Where GitHub looks for a pull request template, in its order (docs: "Creating a pull request template for your repository"). */
const templatePaths = [
    ".github/pull_request_template.md",
    "pull_request_template.md",
    "docs/pull_request_template.md",
    ".github/PULL_REQUEST_TEMPLATE.md",
    "PULL_REQUEST_TEMPLATE.md",
];
/** Reads the head of the default branch and our files there, by one request. Null when the repository has no commit yet. */
async function readRepository(github) {
    const file = (name, path) => `${name}: object(expression: "HEAD:${path}") { ... on Blob { text } }`;
    const answer = await github.graphql({
        doing: "reading the repository",
        document: `query repository($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) {
      defaultBranchRef { name target { oid ... on Commit { tree { oid } } } }
      ${file("config", _core_config_js__WEBPACK_IMPORTED_MODULE_0__/* .configPath */ .eQ)} ${file("prompt", _core_config_js__WEBPACK_IMPORTED_MODULE_0__/* .promptPath */ .AN)}
      ${templatePaths.map((path, index) => file(`template${index}`, path)).join("\n")}
    } }`,
        variables: { owner: github.owner, repo: github.repo },
        schema: zod__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({
            repository: zod__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({
                defaultBranchRef: zod__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({ name: zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP(), target: zod__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({ oid, tree: zod__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({ oid }) }) })
                    .nullable(),
                config: Text,
                prompt: Text,
            })
                .catchall(zod__WEBPACK_IMPORTED_MODULE_3__/* .unknown */ .L5J()),
        }),
    });
    const { repository } = answer;
    if (repository.defaultBranchRef === null)
        return null;
    const templates = templatePaths.map((_, index) => Text.safeParse(repository[`template${index}`]).data?.text ?? null);
    return {
        defaultBranch: repository.defaultBranchRef.name,
        base: repository.defaultBranchRef.target.oid,
        baseTree: repository.defaultBranchRef.target.tree.oid,
        configText: repository.config?.text ?? null,
        promptTemplate: repository.prompt?.text ?? null,
        pullRequestTemplate: templates.find((text) => text !== null) ?? null,
    };
}
/** Like `readRepository`, for those who can do nothing without a commit. */
async function demandRepository(github) {
    const repository = await readRepository(github);
    if (repository !== null)
        return repository;
    throw new _core_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo("The repository has no commit yet: push one to its default branch first.");
}
/** Is the sender of an event a person who may write? */
async function isWriter(github, sender) {
    return sender.type === "User" && (await readWriters(github, [sender.login])).get(sender.login) === true;
}
/** The tree of a commit, by its id. */
async function readTree(github, commit) {
    const answer = await github.graphql({
        doing: "reading the commit that a task is stacked on",
        document: `query tree($owner: String!, $repo: String!, $commit: GitObjectID!) { repository(owner: $owner, name: $repo) { object(oid: $commit) { ... on Commit { tree { oid } } } } }`,
        variables: { owner: github.owner, repo: github.repo, commit },
        schema: zod__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({ repository: zod__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({ object: zod__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({ tree: zod__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({ oid }) }) }) }),
    });
    return answer.repository.object.tree.oid;
}
/** Which of these people may write to the repository now. GitHub reports triage as read and maintain as write. */
async function readWriters(github, logins) {
    const { octokit, owner, repo } = github;
    const answers = logins.map(async (username) => {
        const answer = await (0,_github_js__WEBPACK_IMPORTED_MODULE_2__/* .told */ .E)(`reading the permission of ${username}`, async () => octokit.rest.repos.getCollaboratorPermissionLevel({ owner, repo, username }).catch((error) => {
            // 404: no such user any more
            if (typeof error === "object" && error !== null && "status" in error && error.status === 404)
                return null;
            throw error;
        }));
        return [username, answer !== null && ["admin", "write"].includes(answer.data.permission)];
    });
    return new Map(await Promise.all(answers));
}


/***/ }),

/***/ 69483:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $t: () => (/* binding */ findDeadClaims),
/* harmony export */   KC: () => (/* binding */ workWasCancelled),
/* harmony export */   as: () => (/* binding */ workMayHaveStarted)
/* harmony export */ });
/* harmony import */ var _github_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(68898);

/**
 * Finds the claims whose jobs are proven over. Over: the run has completed, or the collect job of the issue has in the run's newest attempt,
 * or the run is gone while our own run (outside of a run: the list of runs) can be read. Anything else counts as alive: a claim is never
 * taken over by age. The jobs of a run are listed once for all its claims.
 */
async function findDeadClaims(github, { held, ownRun }) {
    const dead = new Map();
    for (const run of new Set(held.map(({ claim }) => claim.run))) {
        const claims = held.filter(({ claim }) => claim.run === run);
        if (run === ownRun?.id) {
            // Dispatch runs before every job of its attempt: what earlier attempts of its own run held is over, and what this one holds is not.
            for (const { issue, claim } of claims)
                if (claim["run-attempt"] < ownRun.attempt)
                    dead.set(issue, { worked: true, cancelled: false });
            continue;
        }
        const over = await (0,_github_js__WEBPACK_IMPORTED_MODULE_0__/* .told */ .E)("looking whether a claim's jobs are over", async () => lookAt(github, { run, ownRun: ownRun?.id ?? null }));
        for (const { issue } of claims) {
            const found = over(issue);
            if (found !== null)
                dead.set(issue, found);
        }
    }
    return dead;
}
/** Of one run: is an issue's part in it over? Null when it is not, or nobody knows. */
async function lookAt({ octokit, owner, repo }, { run, ownRun }) {
    const at = { owner, repo, run_id: run };
    try {
        const { data } = await octokit.rest.actions.getWorkflowRun(at);
        const jobs = await octokit.paginate(octokit.rest.actions.listJobsForWorkflowRunAttempt, {
            ...at,
            attempt_number: data.run_attempt ?? 1,
            per_page: 100,
        });
        return (issue) => {
            const own = jobs.filter(({ name }) => name.includes(`#${issue} `));
            const collect = own.filter(({ name }) => name.endsWith(" collect"));
            const collected = collect.length > 0 && collect.every(({ status }) => status === "completed");
            if (data.status !== "completed" && !collected)
                return null;
            const work = own.filter(({ name }) => name.endsWith(" work"));
            const earlier = (data.run_attempt ?? 1) > 1; // its jobs are not in this list
            return {
                worked: earlier || work.some(({ conclusion }) => conclusion !== "skipped"),
                cancelled: work.some(isCancelled),
            };
        };
    }
    catch (error) {
        if ((0,_github_js__WEBPACK_IMPORTED_MODULE_0__/* .statusOf */ .c)(error) !== 404)
            throw error;
        if (ownRun === null)
            await octokit.rest.actions.listWorkflowRunsForRepo({ owner, repo, per_page: 1 });
        else
            await octokit.rest.actions.getWorkflowRun({ owner, repo, run_id: ownRun });
        return () => ({ worked: true, cancelled: false });
    }
}
/**
 * Was the work job of an issue cancelled, by a person or by a rule of theirs? A runner that was shut down asks its steps to end by the same signals, but then its
 * job has failed (StepsRunner.cs of actions/runner).
 */
async function workWasCancelled(github, leg) {
    return (await workJobs(github, leg)).some(isCancelled);
}
/** May the agent of an issue have started in this attempt of a run? By the steps of its work job; true when nobody knows. */
async function workMayHaveStarted(github, leg) {
    const work = await workJobs(github, leg);
    const steps = work.flatMap((job) => job.steps ?? []);
    const agent = steps.filter(({ name }) => /\/work(?:@|$)/.test(name));
    return agent.length === 0
        ? work.some(({ status, conclusion }) => status !== "completed" || conclusion !== "skipped")
        : agent.some(({ started_at: at, conclusion }) => at !== null && at !== undefined && conclusion !== "skipped");
}
async function workJobs({ octokit, owner, repo }, { issue, run }) {
    const jobs = await (0,_github_js__WEBPACK_IMPORTED_MODULE_0__/* .told */ .E)("looking what became of work", async () => octokit.paginate(octokit.rest.actions.listJobsForWorkflowRunAttempt, {
        owner,
        repo,
        run_id: run.id,
        attempt_number: run.attempt,
        per_page: 100,
    }));
    return jobs.filter(({ name }) => name.includes(`#${issue} `) && name.endsWith(" work"));
}
function isCancelled({ conclusion }) {
    return conclusion === "cancelled";
}


/***/ })

};
