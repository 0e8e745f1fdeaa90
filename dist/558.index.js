export const id = 558;
export const ids = [558];
export const modules = {

/***/ 48528:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ openPublisher)
/* harmony export */ });
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(33838);
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3828);
/* harmony import */ var _edge_github_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(68898);
/* harmony import */ var _action_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(14073);




/**
 * The identity that publishes: a GitHub App when its key is given, so that CI starts by itself, otherwise the job's token. What was paid for is not
 * lost to an App that is set up by half: then the job's token publishes, with a warning.
 */
async function openPublisher({ github, inputs, job, }) {
    const own = { github, isApp: false, [Symbol.asyncDispose]: async () => undefined };
    if (inputs["app-private-key"] === "")
        return own;
    try {
        if (inputs["app-client-id"] === "")
            throw new _core_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo("The secret app-private-key is given without the App's client id. Set the variable SWITCHYARD_APP_CLIENT_ID.");
        const { mintAppToken } = await Promise.all(/* import() */[__webpack_require__.e(479), __webpack_require__.e(806)]).then(__webpack_require__.bind(__webpack_require__, 64806));
        const app = await mintAppToken({
            clientId: inputs["app-client-id"],
            privateKey: inputs["app-private-key"],
            repository: job.repository,
        });
        return {
            github: (0,_edge_github_js__WEBPACK_IMPORTED_MODULE_2__.openGitHub)({ token: app.token, repository: job.repository, log: _action_js__WEBPACK_IMPORTED_MODULE_3__/* .jobLog */ .Wh }),
            isApp: true,
            [Symbol.asyncDispose]: async () => app[Symbol.asyncDispose](),
        };
    }
    catch (error) {
        if (!(error instanceof _core_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo))
            throw error;
        (0,_actions_core__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)(`Published with the job's token instead of the GitHub App: ${error.message}`);
        return own;
    }
}


/***/ }),

/***/ 80558:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  collect: () => (/* binding */ collect)
});

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 7 modules
var core = __webpack_require__(33838);
// EXTERNAL MODULE: ./lib/core/holding.js
var core_holding = __webpack_require__(31952);
// EXTERNAL MODULE: ./lib/core/rehearsal.js
var rehearsal = __webpack_require__(50424);
// EXTERNAL MODULE: ./lib/edge/github.js + 1 modules
var edge_github = __webpack_require__(68898);
// EXTERNAL MODULE: ./lib/edge/hand-over.js + 2 modules
var hand_over = __webpack_require__(88134);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 5 modules
var schemas = __webpack_require__(42047);
// EXTERNAL MODULE: ./lib/core/workpad.js
var workpad = __webpack_require__(54797);
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

// EXTERNAL MODULE: ./lib/edge/record-store.js + 1 modules
var record_store = __webpack_require__(96730);
// EXTERNAL MODULE: ./lib/edge/stamp.js
var stamp = __webpack_require__(48270);
// EXTERNAL MODULE: ./lib/actions/action.js
var action = __webpack_require__(14073);
// EXTERNAL MODULE: ./lib/core/conclude.js
var conclude = __webpack_require__(85014);
// EXTERNAL MODULE: ./lib/core/outcome.js
var outcome = __webpack_require__(91307);
// EXTERNAL MODULE: ./lib/core/refusal.js
var refusal = __webpack_require__(78411);
// EXTERNAL MODULE: ./lib/core/retry.js
var core_retry = __webpack_require__(7493);
;// CONCATENATED MODULE: ./lib/core/withdrawal.js
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
    if (state.request?.kind !== "label")
        return null;
    if (issue.labelled === null)
        return "the label was taken off";
    return issue.labelled.id === state.request.id
        ? null
        : "the label was put on anew; that request starts by itself";
}

// EXTERNAL MODULE: ./lib/edge/runs.js
var runs = __webpack_require__(69483);
// EXTERNAL MODULE: ./lib/edge/secret-scan.js + 2 modules
var secret_scan = __webpack_require__(65509);
// EXTERNAL MODULE: ./lib/core/branch.js
var branch = __webpack_require__(94975);
// EXTERNAL MODULE: ./lib/core/errors.js
var errors = __webpack_require__(3828);
// EXTERNAL MODULE: ./lib/core/log-line.js
var log_line = __webpack_require__(73916);
// EXTERNAL MODULE: ./lib/core/protected-path.js
var protected_path = __webpack_require__(65693);
// EXTERNAL MODULE: ./lib/core/plan.js
var plan = __webpack_require__(73504);
// EXTERNAL MODULE: ./lib/core/text.js
var core_text = __webpack_require__(69716);
;// CONCATENATED MODULE: ./lib/core/pull-request-notices.js


/** What is held back, by the reason. */
const heldBack = {
    "protected-path": "protected paths",
    "outside-scope": "outside of what the scope of the issue allows",
    "not-checked-out": "files that the agent could not see, since its checkout was sparse",
};
const shown = 20; // paths of one kind; the others are counted
/** Bold lines for what needs a look, the gravest first, each followed by an empty one. */
function notices({ failed, editedBy, withheld, sensitive }) {
    const lines = [
        failed === null
            ? null
            : `**Not finished:** ${outcome/* outcomes */.KI[failed].what} (\`${failed}\`) This is what the last attempt left; merging it does not close the issue.`,
        editedBy === null
            ? null
            : `**The issue was edited since** by ${(0,core_text/* plainLine */.h0)(editedBy, 60)}, who may not write here. This was made for the text as it was approved.`,
        ...Object.entries(heldBack).map(([code, why]) => {
            const paths = withheld.filter((one) => one.code === code);
            return paths.length === 0
                ? null
                : `**Withheld** (${why}, not in this pull request): ${listOf(paths.map(({ path }) => (0,core_text/* codeSpan */.SS)(path, 120)))}`;
        }),
        sensitive.length === 0
            ? null
            : `**Look at these first:** ${listOf(sensitive.map(({ path, why }) => `${(0,core_text/* codeSpan */.SS)(path, 120)} (${why})`))}`,
    ];
    return lines.flatMap((line) => (line === null ? [] : [line, ""]));
}
function listOf(parts) {
    const more = parts.length - shown;
    return `${parts.slice(0, shown).join(", ")}${more > 0 ? `, and ${more} more` : ""}`;
}

// EXTERNAL MODULE: ./lib/core/invisible.js
var invisible = __webpack_require__(92328);
// EXTERNAL MODULE: ./lib/core/markdown.js
var markdown = __webpack_require__(88346);
;// CONCATENATED MODULE: ./lib/core/prose.js



/**
 * The agent's Markdown as a quotation that reads as it was meant and on which nobody acts: paragraphs, lists, tables and code, written anew from the parsed text. Every word that
 * GitHub, or a bot, might act on (a mention, a reference, an address, a tag) stands in inline code. `shown` has as many whole blocks as fit into `lines`; `more` has the
 * rest, and is empty when nothing is left. Texts are cut at `limit` characters and say so.
 */
function prose(text, { limit, lines }) {
    const visible = (0,core_text/* readable */.HD)(text).trim();
    const cut = (0,invisible/* cutAt */.og)(visible, limit);
    const blocks = blocksOrNull(cut);
    if (blocks === null)
        return { shown: "", more: (0,core_text/* quote */.hD)(text, limit) };
    if (cut.length < visible.length)
        blocks.push(["(cut here)"]);
    let height = -1;
    const over = blocks.findIndex((block) => {
        height += block.length + 1;
        return height > lines;
    });
    const count = over === -1 ? blocks.length : over;
    return { shown: (0,core_text/* quoted */.TL)(join(blocks.slice(0, count))), more: (0,core_text/* quoted */.TL)(join(blocks.slice(count))) };
}
/** The whole of such a text. */
function wholeProse(text, limit) {
    const { shown, more } = prose(text, { limit, lines: Number.POSITIVE_INFINITY });
    return shown === "" ? more : shown;
}
/** Marks of emphasis beyond which the parser would take seconds; nobody writes so many. */
const emphasisLimit = 2_000;
/** Null for a text that no parser can be trusted with; it is published as a code block. */
function blocksOrNull(source) {
    if ((0,markdown/* depthLimit */.zR)(source) !== null || (source.match(/[*_~]/g)?.length ?? 0) > emphasisLimit)
        return null;
    try {
        const root = (0,markdown/* parse */.qg)(source, { emphasis: true });
        const definitions = new Map();
        for (const node of root.children)
            if (node.type === "definition" && !definitions.has(node.identifier))
                definitions.set(node.identifier, node);
        return blocksOf({ source, definitions }, root.children);
    }
    catch (error) {
        if (error instanceof RangeError)
            return null;
        throw error;
    }
}
/** Blocks with an empty line between any two. */
function join(blocks) {
    return blocks.flatMap((block, index) => (index === 0 ? block : ["", ...block]));
}
function blocksOf(context, nodes) {
    return nodes.map((node) => blockOf(context, node)).filter((block) => block.length > 0);
}
function blockOf(context, node) {
    switch (node.type) {
        case "paragraph":
            return linesOf(context, node.children);
        case "heading":
            return linesOf(context, node.children).map((line) => `**${line}**`);
        case "blockquote": {
            const inner = join(blocksOf(context, node.children));
            return inner.length === 0 ? [] : (0,core_text/* quoted */.TL)(inner).split("\n");
        }
        case "list":
            return prose_listOf(context, node);
        case "code":
            return (0,core_text/* codeBlock */.DV)(node.value, languageOf(node.lang ?? ""));
        case "html":
            return (0,core_text/* codeBlock */.DV)(node.value, "html");
        case "table":
            return tableOf(context, node);
        case "footnoteDefinition":
            return join(blocksOf(context, node.children));
        default:
            return []; // rules between sections, and definitions, which show nothing
    }
}
function prose_listOf(context, list) {
    const start = list.start ?? 1;
    const items = list.children.map((item, index) => {
        const mark = list.ordered === true ? `${Math.min(start + index, 999_999_999)}. ` : "- ";
        const inner = blocksOf(context, item.children);
        const lines = list.spread === true || item.spread === true ? join(inner) : inner.flat();
        if (lines.length === 0)
            return [mark.trimEnd()];
        const [first = "", ...rest] = lines;
        const ticked = first.replace(/^`\[([ x])\]`/i, (_, tick) => (tick === " " ? "☐" : "☑"));
        return [ticked, ...rest].map((line, at) => (at === 0 ? mark : line === "" ? "" : " ".repeat(mark.length)) + line);
    });
    return list.spread === true ? join(items) : items.flat();
}
function tableOf(context, node) {
    const rows = node.children.map((row) => row.children.map((cell) => linesOf(context, cell.children)
        .join(" ")
        .replaceAll("|", String.raw `\|`)));
    const [header = [], ...body] = rows;
    const width = header.length;
    return (0,core_text/* table */.tp)(header.map((cell) => cell || " "), body.map((row) => Array.from({ length: width }, (_, column) => row[column] ?? ""))).split("\n");
}
/** Languages of code that GitHub only colours. Diagrams and maps it would draw, and follow their links. */
function languageOf(name) {
    const drawn = ["mermaid", "geojson", "topojson", "stl", "math"];
    return /^[a-z][a-z0-9+#-]{0,19}$/i.test(name) && !drawn.includes(name.toLowerCase()) ? name : "text";
}
function linesOf(context, nodes) {
    const lines = [[]];
    for (const token of tokensOf(context, nodes)) {
        if (token === "\n")
            lines.push([]);
        else
            lines.at(-1)?.push(token);
    }
    return lines.map(lineOf).filter((line) => line !== "");
}
function tokensOf(context, nodes) {
    return nodes.flatMap((node) => {
        switch (node.type) {
            case "text":
                return node.value
                    .split("\n")
                    .flatMap((line, index) => [...(index === 0 ? [] : ["\n"]), ...wordsOf(line)]);
            case "inlineCode":
                return [{ code: node.value }];
            case "strong":
            case "emphasis":
                return tokensOf(context, node.children);
            case "break":
                return ["\n"];
            case "link":
                return linkOf(context, node.children, node.url);
            case "linkReference":
                return linkOf(context, node.children, context.definitions.get(node.identifier)?.url ?? "");
            default:
                return [{ code: raw(context, node) }];
        }
    });
}
function linkOf(context, children, url) {
    const words = tokensOf(context, children);
    const [only] = words;
    const same = words.length === 1 && only !== undefined && only !== "\n" && "code" in only && only.code === url;
    return same ? words : [...words, { word: " (" }, { code: url }, { word: ")" }];
}
function raw({ source }, node) {
    const { start, end } = (0,markdown/* span */.Ln)(node);
    return source.slice(start, end);
}
/** The words of a line, each with the spaces around it. */
function wordsOf(line) {
    return line.split(/(\s+)/).flatMap((word) => {
        if (word === "")
            return [];
        if (/^\s+$/.test(word))
            return [{ word: " " }];
        if (isInert(word))
            return [{ word }];
        const [, before = "", core = "", after = ""] = /^(["'“(]*)(.*?)([)"'”.,;:!?…]*)$/.exec(word) ?? [];
        if (core === "")
            return [{ code: word }];
        // The brackets of a call are part of it.
        const own = core.includes("(") && after.startsWith(")") ? 1 : 0;
        return [{ word: before }, { code: core + after.slice(0, own) }, { word: after.slice(own) }];
    });
}
/** True of a word in which nothing has a meaning for Markdown, for GitHub, or for bots; full-width letters are what they stand for. */
function isInert(word) {
    const plain = word.normalize("NFKC");
    return !acted.some((pattern) => pattern.test(plain));
}
const acted = [
    /[@#<>[\]{}|\\^~*_`]|\$(?!\d)/, // mentions, references, tags, Markdown, formulas
    /:\/\/|(?:^|\W)www\./i, // addresses
    /&[#a-z0-9]+;/i, // references to characters
    /:[a-z+-][\w+-]*:/i, // names of emoji; some are images
    /^\W*\//, // commands
    /^\W*[a-z][a-z0-9]*-\d/i, // the trackers that count like GH-1
    /\bgh-\d/i, // and GH-1 itself wherever it stands
    /^\W*(?=\w*\d)[0-9a-f]{7,64}\W*$/i, // commits
];
/** A line of tokens: code next to code becomes one, and the line does not begin like a list, a heading or a rule. */
function lineOf(tokens) {
    let line = "";
    let pending = [];
    const flush = () => {
        const code = pending.join("");
        line += (0,core_text/* codeSpan */.SS)(code, 1_000) + (/\s$/.test(code) ? " " : "");
        pending = [];
    };
    for (const token of tokens) {
        // Two spans that touch would be read as one, with other ends.
        if ("code" in token)
            pending.push(token.code);
        else if (pending.length > 0 && token.word.trim() === "")
            pending.push(token.word);
        else {
            flush();
            line += token.word;
        }
    }
    flush();
    const trimmed = line.replace(/\s+/g, " ").trim();
    return trimmed.replace(/^(?:[-+=]+|\d{1,9}[.)])(?=\s|$)/, (mark) => (0,core_text/* codeSpan */.SS)(mark, 20));
}

;// CONCATENATED MODULE: ./lib/core/pull-request.js






/** The title of the pull request, by the pattern of the config. */
function pullRequestTitle({ config, task }) {
    const title = (0,core_text/* plainLine */.h0)(task.snapshot.title, 200);
    const filled = config["pull-request"].title
        .replaceAll("{title}", title)
        .replaceAll("{issue}", String(task.issue));
    return filled === "" ? `Resolve issue ${task.issue}` : filled;
}
/**
 * The commit message: the title as subject, requester and worker as trailers, and with `signer` (name and address) a sign-off. No word of the agent stands in it.
 */
function commitMessage(facts) {
    const { task, signer } = facts;
    return [
        pullRequestTitle(facts),
        "",
        `For issue ${task.issue}, attempt ${task.attempt}.`,
        "",
        `Switchyard-Worker: ${(0,plan/* workerName */.ig)(task.worker)}`,
        `Switchyard-Requested-By: ${(0,core_text/* plainLine */.h0)(task.request.by, 60)}`,
        ...(signer === null ? [] : [`Signed-off-by: ${signer}`]),
    ].join("\n");
}
/** Does the pull request say what it cost? */
function showsCosts({ config, isPublic }) {
    const { costs } = config["pull-request"];
    return costs === "always" || (costs === "auto" && !isPublic);
}
/** Lines of a pull request before the collapsed part, and how many of them the agent's words and the gates may take. */
const firstScreen = { agent: 14, gates: 8 };
/**
 * The body of the pull request: what and why, evidence, what needs a look, in at most 40 lines; the rest of the agent's words collapsed; the repository's own template below,
 * kept as it is.
 */
function pullRequestBody(facts) {
    const { task, envelope } = facts;
    const said = prose(envelope.message, { limit: 20_000, lines: firstScreen.agent });
    const gates = evidence(envelope);
    const rest = said.shown === "" ? "What the agent says about it" : "More of what the agent says";
    const lines = [
        `${facts.failed === null ? "Closes" : "For"} #${task.issue}`,
        "",
        ...(said.shown === "" ? [] : ["What the agent says about it:", "", said.shown, ""]),
        gates.first,
        "",
        ...attention(facts),
        `Attempt ${task.attempt} · worker ${(0,plan/* workerName */.ig)(task.worker)} · ${(0,core_text/* plainLine */.h0)(envelope.model, 60)} · ${(0,core_text/* duration */.p0)(envelope.seconds)} · ${envelope.turns} turns${showsCosts(facts) ? ` · ${(0,core_text/* dollars */.E9)(envelope.spent)}` : ""} · [run](${facts.runUrl})`,
        "Made for the text of the issue as approved " +
            `by ${(0,core_text/* plainLine */.h0)(task.request.by, 60)} (${task["snapshot-hash"].slice(0, 12)}). For another round, close this pull request and put the label on the issue again.`,
        ...(said.more === "" ? [] : ["", ...collapsed(rest, said.more)]),
        ...(gates.more === "" ? [] : ["", ...collapsed("All gates", gates.more)]),
        ...(facts.template === null ? [] : ["", "---", "", facts.template.trim()]),
    ];
    return (0,invisible/* cutAt */.og)(lines.join("\n"), core_text/* bodyLimit */.kR);
}
/** A part that opens by a click; the empty lines make GitHub read it as Markdown. */
function collapsed(title, text) {
    return [`<details><summary>${title}</summary>`, "", text, "", "</details>"];
}
/** The gates that did not pass come first; more than the first screen takes are shown whole in a collapsed part. */
function evidence({ gates }) {
    if (gates.length === 0)
        return { first: "**Nothing was verified:** no gates are configured.", more: "" };
    const failed = gates.filter(({ now }) => now !== "passed");
    const passed = gates.filter(({ now }) => now === "passed");
    const first = (0,workpad/* gateTable */.k0)([...failed, ...passed].slice(0, firstScreen.gates));
    return { first, more: gates.length > firstScreen.gates ? (0,workpad/* gateTable */.k0)(gates) : "" };
}
function attention(facts) {
    const { set, config } = facts;
    const large = set.lines > config.limits["change-lines"] || set.changes.length > config.limits["change-files"];
    return [
        ...notices(facts),
        ...(large
            ? [`**Large:** ${set.lines} lines in ${set.changes.length} files. Consider asking for it in parts.`, ""]
            : []),
    ];
}

// EXTERNAL MODULE: ./lib/edge/base-tree.js
var base_tree = __webpack_require__(91049);
// EXTERNAL MODULE: ./lib/edge/change-set-check.js + 1 modules
var change_set_check = __webpack_require__(57830);
// EXTERNAL MODULE: ./lib/edge/publication.js
var publication = __webpack_require__(69355);
// EXTERNAL MODULE: ./lib/edge/repository.js
var repository = __webpack_require__(62161);
// EXTERNAL MODULE: ./lib/actions/collect-publisher.js
var collect_publisher = __webpack_require__(48528);
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
 * Publishes the change of an attempt that delivered, or of a last one that failed: checks it, builds one commit, writes the fence, then creates branch and pull request.
 * Running it again after a failure finishes what was begun: same branch, same commit, same pull request.
 */
async function publish(scene, facts) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { plan, task, job, github } = scene;
        const { envelope, changes } = facts;
        const failed = envelope.outcome === "delivered" ? null : envelope.outcome;
        // How a failed attempt ended stays what it is; that its change cannot be published either is said beside it.
        const not = (outcome, reason, more = {}) => ({
            ...ended(envelope, failed ?? outcome),
            reason: failed === null ? reason : `${envelope.reason}\nIts change was not published: ${reason}`,
            ...more,
        });
        // What is stacked on another branch has no place on the default branch yet.
        const rebased = task.onto === null && facts.head !== task.base;
        if (rebased && !(await (0,publication/* isAncestor */.QX)(github, { base: task.base, head: facts.head })))
            return not("infra_failed", "The default branch was rewritten: the commit that the work is based on is no longer part of it.");
        const checked = await (0,change_set_check/* judgeChanges */.v)(changes, {
            rules: plan.config,
            bounds: task.settings,
            base: baseOf(scene),
        });
        if (!checked.ok)
            return not("refused", (0,refusal/* refusalText */.Kw)(checked.refusals), { refusals: checked.refusals });
        const { sensitive } = checked;
        const withheld = checked.withheld.map(({ path }) => path);
        if (checked.changes.length === 0)
            return not("withheld", `Only paths were changed that are withheld: ${checked.withheld.map(({ path, code }) => `${(0,log_line/* logLine */.BP)(path)} (${code})`).join(", ")}`, { withheld });
        const publisher = __addDisposableResource(env_1, await (0,collect_publisher/* openPublisher */.Z)(scene), true);
        if (checked.changes.some(({ path }) => (0,protected_path/* isWorkflow */._2)(path)) && !publisher.isApp)
            return not("withheld", "Workflow files were changed, and protected.workflows lets them through; only a GitHub App with the permission workflows: write can publish them. Give the secret app-private-key.", { withheld });
        const editedBy = await editorOf(scene, facts);
        const text = {
            config: plan.config,
            task,
            envelope,
            set: changes,
            withheld: checked.withheld,
            sensitive,
            editedBy,
            failed,
            template: plan["pull-request-template"],
            runUrl: job.runUrl,
            isPublic: !facts.isPrivate,
        };
        const branch = await publishBranch(scene, {
            github: publisher.github,
            facts,
            changes: checked.changes,
            message: commitMessage({ ...text, signer: await signerOf(scene) }),
        });
        if (branch === null)
            return not("refused", "A branch of the name that the config gives exists already, and is not ours.");
        const title = pullRequestTitle(text);
        const pull = await (0,publication/* openPullRequest */.Hw)(publisher.github, {
            branch,
            base: task.onto ?? plan["default-branch"],
            title,
            body: pullRequestBody(text),
            draft: plan.config["pull-request"].draft || failed !== null || editedBy !== null || withheld.length > 0,
        });
        const common = { ...ended(envelope, envelope.outcome), reason: envelope.reason, branch, withheld };
        // The workpad says how to open it by hand.
        if (pull === null)
            return common;
        if (sensitive.length > 0)
            await mark(scene, publisher.github, pull.number);
        await tellPerson(scene, publisher.github, pull.number);
        return { ...common, isApp: publisher.isApp, pull };
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
function ended(envelope, outcome) {
    return { outcome, reason: "", envelope, refusals: [], withheld: [] };
}
/** The planned commit, as GitHub has it. */
function baseOf({ github, task }) {
    const commit = task.base;
    return {
        entries: async (directories) => (0,base_tree/* readEntries */.$)(github, { commit, directories }),
        texts: async (paths) => (0,base_tree.readTexts)(github, { commit, paths }),
    };
}
/** Who changed title or text since the approval, without the right to write; null for nobody. Edits by people with that right count as approval. */
async function editorOf({ github, task }, { issue }) {
    const later = (issue?.textChanges ?? []).filter(({ at }) => at >= task.request.at);
    if (later.length === 0)
        return null;
    const logins = [...new Set(later.flatMap(({ by }) => by ?? []))];
    const writers = await (0,repository/* readWriters */.$Q)(github, logins);
    const foreign = later.find(({ by }) => by === null || writers.get(by) !== true);
    return foreign === undefined ? null : (foreign.by ?? "someone unknown");
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
            ...(facts.envelope.outcome === "delivered" ? {} : { outcome: facts.envelope.outcome }),
        };
        await fence(scene, publishing);
        if ((await (0,publication/* createBranch */.lY)(github, publishing)) === "created")
            return branch;
    }
    return null;
}
/** Puts the label on a pull request that needs a closer look; a failure is no reason to fail. */
async function mark({ plan, task }, github, number) {
    const label = plan.config.labels.sensitive;
    if (label === false)
        return;
    await (0,publication/* addLabel */.Y_)(github, { number, label }).catch((error) => (0,core/* warning */.$e)(`#${task.issue}: ${(0,errors/* messageOf */.bD)(error)}`));
}
/** Who signs the commit off, with an address: what the config names, or the person who asked. */
async function signerOf({ plan, task, github }) {
    const named = plan.config.commit["sign-off"];
    if (named !== "labeller")
        return named === false ? null : named;
    return `${task.request.by} <${await (0,publication/* privateAddress */.wv)(github, task.request.by)}>`;
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

;// CONCATENATED MODULE: ./lib/actions/collect-end.js








/** Decides what comes of the result, and publishes it when it may be published. */
async function endOf(scene, facts) {
    const { result, state, issue } = facts;
    const none = { reason: "", envelope: null, refusals: [], withheld: [] };
    if (!result.ok) {
        // A cancelled job leaves no result either, and is not the platform's fault.
        const why = result.outcome === "infra_failed" ? await cancellation(scene, state) : null;
        if (why !== null)
            return { ...none, outcome: "cancelled", reason: why };
        return { ...none, outcome: result.outcome, reason: result.reason, refusals: result.refusals };
    }
    const { changes } = result;
    const { envelope, refusals: inTexts } = await (0,secret_scan/* withoutSecrets */.cT)(result.envelope);
    const refusals = [...envelope.refusals, ...inTexts];
    const known = { ...none, envelope, refusals };
    const withdrawn = withdrawal(state, issue);
    if (withdrawn !== null)
        return { ...known, outcome: "cancelled", reason: withdrawn };
    if (envelope.outcome === "cancelled") {
        // Work was asked to end by a signal, which does not say by whom.
        const why = await cancellation(scene, state);
        return why === null
            ? { ...known, outcome: "infra_failed", reason: shutDown }
            : { ...known, outcome: "cancelled", reason: why };
    }
    if (envelope.outcome === "answered")
        return refusals.length === 0
            ? { ...known, outcome: "answered" }
            : { ...known, outcome: "refused", reason: (0,refusal/* refusalText */.Kw)(refusals) };
    // What work kept sealed is refused here, as it would have been with the change at hand.
    if (envelope.outcome === "delivered" && changes === null)
        return { ...known, outcome: "refused", reason: (0,refusal/* refusalText */.Kw)(refusals) };
    const end = { ...known, outcome: envelope.outcome, reason: envelope.reason };
    if (changes === null || !(envelope.outcome === "delivered" || isLastDraft(scene, { envelope, state })))
        return end;
    const published = await publish(scene, { ...facts, envelope, changes, publishing: state.publishing });
    return { ...published, refusals: [...refusals, ...published.refusals] };
}
const shutDown = "The machine of the work job was shut down, or what ran on it was told to end. Nobody cancelled the run.";
/** Why a task was cancelled, by the record or by GitHub; null when nobody did. */
async function cancellation({ github, inputs, job }, { cancel }) {
    if (cancel !== null)
        return cancel.why;
    return (await (0,runs/* workWasCancelled */.KC)(github, { issue: inputs.issue, run: job.run })) ? conclude/* runCancelled */.LJ : null;
}
/** Is what an attempt left shown as a draft although it failed? Only when nothing is tried again by itself, which would go on from it. */
function isLastDraft({ plan, github }, { envelope, state }) {
    const retry = (0,core_retry/* nextTry */.F)({
        outcome: envelope.outcome,
        resetsAt: envelope["resets-at"],
        state,
        attempts: plan.config.limits.attempts,
        at: github.now(),
    });
    return (plan.config["pull-request"]["on-failure"] === "draft" &&
        outcome/* outcomes */.KI[envelope.outcome].salvage === "draft" &&
        retry === null);
}

// EXTERNAL MODULE: ./lib/core/decide.js + 3 modules
var decide = __webpack_require__(66211);
// EXTERNAL MODULE: ./lib/core/ending-notes.js
var ending_notes = __webpack_require__(76556);
// EXTERNAL MODULE: ./lib/core/projection.js
var core_projection = __webpack_require__(57166);
// EXTERNAL MODULE: ./lib/core/result.js
var result = __webpack_require__(28490);
// EXTERNAL MODULE: ./lib/core/summary.js
var summary = __webpack_require__(3199);
// EXTERNAL MODULE: ./lib/edge/artifacts.js
var artifacts = __webpack_require__(25014);
// EXTERNAL MODULE: ./lib/edge/projection.js
var edge_projection = __webpack_require__(75520);
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
    "work-outcome": schemas/* string */.YjP(),
    "work-spent": schemas/* string */.YjP()
        .regex(/^(?:\d{1,6}(?:\.\d{1,20})?(?:e-\d{1,2})?)?$/, "must be US dollars, or empty"),
});
/** Is there a change of which nobody has seen everything yet, in the result or sealed? Then its artifact stays, and people are told where it is. */
function isKept({ branch, envelope, withheld, refusals }) {
    if (envelope === null)
        return refusals.length > 0;
    if (envelope.changes === null)
        return envelope.refusals.length > 0;
    return branch === undefined || withheld.length > 0;
}

;// CONCATENATED MODULE: ./lib/actions/collect-finish.js

















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
    const notes = state.last === null ? [] : (0,ending_notes/* endingNotes */.Jr)(state.last, repositoryUrl);
    const note = [issue === null ? "" : (0,core_projection/* byHand */.XL)(state, issue, canvas), ...notes]
        .filter((part) => part !== "")
        .join("\n\n");
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
    (0,core/* info */.pq)(`#${task.issue}: ${end.outcome}${end.pull === undefined ? "" : ` ${end.pull.url}`}${end.reason === "" ? "" : `: ${(0,log_line/* logLine */.BP)(end.reason)}`}`);
    await (0,action/* writeSummary */.Sy)((0,summary/* collectSummary */.zU)({
        issue: task.issue,
        outcome: end.outcome,
        pull: end.pull?.url ?? null,
        note: end.reason === "" ? note : [(0,core_text/* quote */.hD)(end.reason, 2_000), note].filter(Boolean).join("\n\n"),
        now: waits ? row.next : row.now,
        tip: recorded.tip,
    }));
    if (!isKept(end))
        await discard(scene, end);
}
/** Deletes a result of which nothing could be wanted any more: everybody who sees the repository can download it. */
async function discard({ task }, { outcome, envelope }) {
    if (envelope === null || (outcome !== "delivered" && outcome !== "answered"))
        return;
    await (0,artifacts/* deleteArtifact */.CM)((0,result/* resultName */.x5)({ ...task, "run-attempt": envelope["run-attempt"] })).catch((error) => (0,core/* debug */.Yz)(`the result was not deleted: ${(0,errors/* messageOf */.bD)(error)}`));
}
/** What is said in a comment of its own, which notifies people: an answer, or the five lines of a failure. A pull request speaks for itself. */
function commentOf(end, task) {
    if (end.outcome === "delivered" || end.outcome === "cancelled")
        return null;
    if (end.outcome === "answered")
        return wholeProse(end.envelope?.message ?? "", 30_000);
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
        branches: branchesIn(records, plan.base),
        deadClaims: new Map(),
        published: new Map(),
        apiLeft: github.left(),
        nonces: [(0,stamp/* nonce */.KU)()],
    });
    return (0,decide/* startsWithin */.dX)(decision, decide/* patience */._L, github.now());
}
/** Our branches by what the records say, as far as deciding whether to wake goes: where they point, dispatch looks up. */
function branchesIn({ entries }, commit) {
    return new Map([...entries].flatMap(([issue, read]) => {
        const last = read.ok ? read.entry.state.last : null;
        return last?.outcome === "delivered" && last.branch !== undefined
            ? [[issue, { name: last.branch, commit, pull: last.pull ?? null }]]
            : [];
    }));
}

;// CONCATENATED MODULE: ./lib/actions/collect-record.js







/** Records the end of the attempt, with its cost and its next try. */
async function record({ store, inputs, job, github, plan, task }, end) {
    const { envelope } = end;
    // Without a result nobody knows what was spent, unless work said so, or the agent never started.
    const said = inputs["work-spent"] === "" ? undefined : Number(inputs["work-spent"]);
    const spent = envelope?.spent ??
        said ??
        ((await (0,runs/* workMayHaveStarted */.as)(github, { issue: inputs.issue, run: job.run })) ? null : 0);
    for (;;) {
        const records = await store.read();
        const holding = (0,core_holding/* holdingOf */.J)(records.entries.get(inputs.issue), inputs, job.run);
        if (!holding.holds)
            throw new errors/* UserError */.yo(`#${inputs.issue}: the end of the attempt could not be recorded: ${holding.why}.`);
        const at = github.now();
        const event = (0,conclude/* concluded */._S)(holding.state, {
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
            account: accountOf(task, end),
        }, { at, attempts: plan.config.limits.attempts });
        const entry = (0,stamp/* entryOf */.Ms)(holding.state, event, at);
        const written = await store.write(records, new Map([[inputs.issue, entry]]), { world: null });
        if (!written.ok)
            continue;
        const requested = [...records.entries].flatMap(([issue, other]) => other.ok && other.entry.state.phase === "requested" ? [issue] : []);
        return { entry, tip: written.tips.get(inputs.issue) ?? "", requested: requested.slice(0, 50) };
    }
}
/** What text ran, what was wrong with the result, and what became of it. */
function accountOf(task, end) {
    return {
        snapshot: task["snapshot-hash"],
        hidden: Object.values(task.snapshot.removed).reduce((sum, count) => sum + count, 0),
        ...(end.refusals.length === 0 ? {} : { refusals: (0,refusal/* countCodes */.wA)(end.refusals) }),
        ...(end.withheld.length === 0 ? {} : { withheld: end.withheld.length }),
        ...(isKept(end) ? { kept: true } : {}),
        ...(end.isApp === true ? { app: true } : {}),
    };
}

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
        const github = (0,edge_github.openGitHub)({ token: inputs.token, repository: job.repository, log: action/* jobLog */.Wh });
        if (inputs.issue === rehearsal/* noIssue */.J0) {
            const { collectRehearsal } = await Promise.all(/* import() */[__webpack_require__.e(329), __webpack_require__.e(775)]).then(__webpack_require__.bind(__webpack_require__, 90775));
            return collectRehearsal(inputs, { job, github });
        }
        const store = collect_addDisposableResource(env_1, await (0,record_store/* openRecordStore */.TD)({
            remote: (0,action/* remoteOf */.e1)(job, inputs.token),
            temp: job.temp,
            identity: stamp/* identity */.D_,
        }), true);
        const state = await takeHold({ store, job, inputs, github });
        if (state === null)
            return;
        const { plan, task } = await (0,planned.readPlanned)(inputs, job);
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
    const isThere = inputs["result-id"] !== "" && inputs["result-digest"] !== "";
    // A result is an artifact itself, so that this comes without one.
    if (!isThere && inputs["work-outcome"] === "no_space")
        return {
            ok: false,
            outcome: "no_space",
            reason: "GitHub takes no artifact of this account any more: its storage for them is full. Delete artifacts that nobody needs, or raise the limit in the account's billing settings.",
            refusals: [],
        };
    if (!isThere)
        return {
            ok: false,
            outcome: "infra_failed",
            reason: "The work job ended without a result. Its log, and the state of its runner, say why.",
            refusals: [],
        };
    const claimed = {
        ...task,
        run: job.run.id,
        "run-attempt": job.run.attempt,
        gates: task.settings.gates.map(({ name }) => name),
    };
    return (0,hand_over/* readResult */.Uv)({ id: Number(inputs["result-id"]), digest: inputs["result-digest"] }, { temp: job.temp, claimed });
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
    /** 0 in a rehearsal, which is about no issue. */
    issue: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai("must be the number of an issue").int().nonnegative(),
    attempt: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai("must be a number").int().positive(),
    claim: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().regex(/^[0-9a-f]{32}$/, "must be a claim's id: 32 hexadecimal digits"),
});
/** The plan's artifact, as inputs. */
const PlanInputs = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    "plan-id": zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai("must be the id of an artifact").int().positive(),
    "plan-digest": zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().regex(/^[0-9a-f]{64}$/, "must be a SHA-256, 64 hexadecimal digits"),
});


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


/***/ })

};
