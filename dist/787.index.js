export const id = 787;
export const ids = [787];
export const modules = {

/***/ 73787:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   WakeInputs: () => (/* binding */ WakeInputs),
/* harmony export */   wake: () => (/* binding */ wake)
/* harmony export */ });
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(33838);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(42047);
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3828);
/* harmony import */ var _edge_github_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(48142);
/* harmony import */ var _action_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(14073);





/** The inputs of wake/action.yml. */
const WakeInputs = zod__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ikc({ token: _action_js__WEBPACK_IMPORTED_MODULE_3__/* .tokenInput */ .ND });
/** wake/action.yml: starts the caller's workflow once more. It sees no artifact and no text; a refusal is a warning, since the schedule is the backstop. */
async function wake() {
    const inputs = (0,_action_js__WEBPACK_IMPORTED_MODULE_3__/* .readInputs */ .Ko)(WakeInputs);
    const { repository, workflow } = (0,_action_js__WEBPACK_IMPORTED_MODULE_3__/* .readJob */ .cd)();
    const { octokit, owner, repo } = (0,_edge_github_js__WEBPACK_IMPORTED_MODULE_2__.openGitHub)({ token: inputs.token, repository, log: _action_js__WEBPACK_IMPORTED_MODULE_3__/* .jobLog */ .Wh });
    try {
        await (0,_edge_github_js__WEBPACK_IMPORTED_MODULE_2__.told)("starting the next tick", async () => octokit.rest.actions.createWorkflowDispatch({
            owner,
            repo,
            workflow_id: workflow.file,
            ref: workflow.ref,
        }));
        (0,_actions_core__WEBPACK_IMPORTED_MODULE_0__/* .info */ .pq)(`Started the next tick of ${workflow.file}.`);
    }
    catch (error) {
        (0,_actions_core__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)(`The next tick could not be started; the schedule will. ${(0,_core_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error)}`);
    }
}


/***/ }),

/***/ 48142:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openGitHub: () => (/* binding */ openGitHub),
/* harmony export */   statusOf: () => (/* binding */ statusOf),
/* harmony export */   told: () => (/* binding */ told)
/* harmony export */ });
/* harmony import */ var _actions_github__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(61351);
/* harmony import */ var _octokit_plugin_retry__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(49735);
/* harmony import */ var _octokit_plugin_throttling__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(86856);
/* harmony import */ var bottleneck_light_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(63251);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(42047);
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3828);






const pacing = 250; // ms between two writes of one job; GitHub asks for "about a second" of clients that write all the time, we write under ten times
const deadline = 30_000; // ms for one request
const longestWait = 120; // seconds that a rate limit may hold us up; a longer one ends the job, and the next tick goes on
/**
 * Opens the API for `owner/repo` (base URL from GITHUB_API_URL). Reads are tried again on faults that can heal, writes only when their
 * caller says that twice does no harm: who writes otherwise finds out first what is there. A rate limit is waited out when it ends within two minutes.
 */
function openGitHub({ token, repository, log, }) {
    const [owner = "", repo = ""] = repository.split("/");
    const group = () => new bottleneck_light_js__WEBPACK_IMPORTED_MODULE_1__.Group({ maxConcurrent: 1, minTime: pacing });
    const limited = (retryAfter, request) => {
        log.warn(`GitHub's rate limit is reached (${request.method} ${request.url}); it ends in ${retryAfter} s.`);
        return retryAfter <= longestWait;
    };
    const octokit = (0,_actions_github__WEBPACK_IMPORTED_MODULE_0__/* .getOctokit */ .Q)(token, {
        // Said here, since Octokit would look for it once, when it is loaded.
        baseUrl: process.env["GITHUB_API_URL"] ?? "https://api.github.com",
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
    }, whole, _octokit_plugin_retry__WEBPACK_IMPORTED_MODULE_3__/* .retry */ .L, _octokit_plugin_throttling__WEBPACK_IMPORTED_MODULE_4__/* .throttling */ .A);
    let ahead = 0; // ms that GitHub's clock is ahead of ours, by the Date header of the last answer
    const left = new Map(); // by resource: REST and GraphQL are counted apart
    octokit.hook.after("request", (response) => {
        const remaining = Number(response.headers["x-ratelimit-remaining"] ?? "");
        if (response.headers["x-ratelimit-remaining"] !== undefined && !Number.isNaN(remaining))
            left.set(String(response.headers["x-ratelimit-resource"] ?? ""), remaining);
        const date = Date.parse(response.headers.date ?? "");
        if (!Number.isNaN(date))
            ahead = date - Date.now();
    });
    octokit.hook.before("request", (options) => {
        options.request = {
            ...options.request,
            signal: AbortSignal.timeout(deadline),
            // `retries: 3` would try again what is in `doNotRetry`, too, and at once (octokit/plugin-retry.js 8.1.1, src/wrap-request.ts).
            ...(options.method === "GET" || options.request?.["repeatable"] === true ? {} : { retries: 0 }),
        };
    });
    return {
        octokit,
        owner,
        repo,
        left: () => (left.size === 0 ? null : Math.min(...left.values())),
        now: () => new Date(Date.now() + ahead).toISOString().replace(/\.\d+Z$/, "Z"),
        graphql: async ({ doing, document, variables, schema }) => {
            const reading = document.trimStart().startsWith("query");
            const answer = await told(doing, async () => octokit
                .graphql(document, { ...variables, request: { repeatable: reading } })
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
/**
 * An answer that was cut off is a fault that heals. Octokit takes what came of it for the answer (octokit/request.js 10.0.16, src/fetch-wrapper.ts:
 * `getResponseData` returns the text that it could not read as JSON). Comes before the plugin that tries again.
 */
function whole(octokit) {
    octokit.hook.after("request", (response, options) => {
        const isJson = /^application\/(?:[\w.-]+\+)?json/.test(response.headers["content-type"] ?? "");
        const hasBody = response.status !== 204 && response.status !== 205 && options.method !== "HEAD";
        if (hasBody && isJson && typeof response.data === "string")
            throw Object.assign(new Error("the answer was cut off"), { status: 500, request: options, response });
    });
    return {};
}
/** An answer in which nothing is wrong but that some of what was asked for does not exist. */
const Partial = zod__WEBPACK_IMPORTED_MODULE_5__/* .object */ .Ikc({
    errors: zod__WEBPACK_IMPORTED_MODULE_5__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_5__/* .object */ .Ikc({ type: zod__WEBPACK_IMPORTED_MODULE_5__/* .literal */ .euz("NOT_FOUND") })).min(1),
    data: zod__WEBPACK_IMPORTED_MODULE_5__/* .looseObject */ ._H3({}),
});
/** Runs a request; one that heals by itself becomes an OutageError, one that the reader can mend a UserError that names the permission, token or address. */
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
    const cause = error instanceof _core_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo || (error instanceof Error && !("status" in error)) ? error.cause : error;
    return typeof cause === "object" && cause !== null && "status" in cause && typeof cause.status === "number"
        ? cause.status
        : null;
}
function explain(doing, error) {
    const status = statusOf(error);
    const said = (0,_core_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error);
    if (status === 401)
        return new _core_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`Cannot go on while ${doing}: GitHub does not accept the token ("${said}"). Give the action a valid token, by default \${{ github.token }}.`, { cause: error });
    if (/Resource not accessible by integration|FORBIDDEN|must have .* access/i.test(said))
        return new _core_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`Cannot go on while ${doing}: the token lacks a permission${permissionHint(error)}.`, { cause: error });
    if (/permitted to create or approve pull requests/i.test(said)) {
        return new _core_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo('Cannot open the pull request: this repository does not let Actions do so. Switch on "Allow GitHub Actions to create and approve pull requests" in Settings → Actions → General, or give a GitHub App token.', { cause: error });
    }
    // A limit of GraphQL comes without a status (octokit/plugin-throttling.js, src/index.ts).
    if (status === 429 || ((status === 403 || status === null) && /rate limit/i.test(said)))
        return new _core_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .OutageError */ .AP(`Stopped while ${doing}: GitHub's rate limit is used up`, { cause: error });
    if (status !== null && status >= 500)
        return new _core_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .OutageError */ .AP(`Cannot reach the GitHub API while ${doing}: ${isPage(said) ? `it answered ${status} with a page` : said}`, {
            cause: error,
        });
    return new Error(`failed while ${doing}: ${said}`, { cause: error });
}
/** What stands before GitHub answers its faults with a page. */
function isPage(said) {
    return said.trimStart().startsWith("<");
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


/***/ })

};
