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
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(33838);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(42047);
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3828);
/* harmony import */ var _edge_github_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(68898);
/* harmony import */ var _action_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(14073);






/** The inputs of wake/action.yml. */
const WakeInputs = zod__WEBPACK_IMPORTED_MODULE_5__/* .object */ .Ikc({ token: _action_js__WEBPACK_IMPORTED_MODULE_4__/* .tokenInput */ .ND });
/**
 * wake/action.yml: starts the caller's workflow once more, on the default branch whatever branch this run is of: a run of another branch is a trial of one task. It sees no
 * artifact and no text; a refusal is a warning, since the schedule is the backstop.
 */
async function wake() {
    const inputs = (0,_action_js__WEBPACK_IMPORTED_MODULE_4__/* .readInputs */ .Ko)(WakeInputs);
    const { repository, workflow, event } = (0,_action_js__WEBPACK_IMPORTED_MODULE_4__/* .readJob */ .cd)();
    const { octokit, owner, repo } = (0,_edge_github_js__WEBPACK_IMPORTED_MODULE_3__.openGitHub)({ token: inputs.token, repository, log: _action_js__WEBPACK_IMPORTED_MODULE_4__/* .jobLog */ .Wh });
    try {
        await (0,_edge_github_js__WEBPACK_IMPORTED_MODULE_3__/* .told */ .E)("starting the next tick", async () => octokit.rest.actions.createWorkflowDispatch({
            owner,
            repo,
            workflow_id: workflow.file,
            ref: (await defaultBranch(event.path)) ?? workflow.ref,
        }));
        (0,_actions_core__WEBPACK_IMPORTED_MODULE_1__/* .info */ .pq)(`Started the next tick of ${workflow.file}.`);
    }
    catch (error) {
        (0,_actions_core__WEBPACK_IMPORTED_MODULE_1__/* .warning */ .$e)(`The next tick could not be started; the schedule will. ${(0,_core_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error)}`);
    }
}
const Event = zod__WEBPACK_IMPORTED_MODULE_5__/* .object */ .Ikc({ repository: zod__WEBPACK_IMPORTED_MODULE_5__/* .object */ .Ikc({ default_branch: zod__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP().min(1) }) });
/** Name of the default branch, as the event tells it; null when it does not. */
async function defaultBranch(event) {
    const parsed = Event.safeParse(JSON.parse(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(event, "utf8")));
    return parsed.success ? parsed.data.repository.default_branch : null;
}


/***/ }),

/***/ 68898:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openGitHub: () => (/* binding */ openGitHub),
  c: () => (/* binding */ statusOf),
  E: () => (/* binding */ told)
});

// EXTERNAL MODULE: ./node_modules/@actions/github/lib/github.js
var github = __webpack_require__(61351);
// EXTERNAL MODULE: ./node_modules/@octokit/plugin-retry/dist-bundle/index.js
var dist_bundle = __webpack_require__(49735);
// EXTERNAL MODULE: ./node_modules/bottleneck/light.js
var light = __webpack_require__(63251);
;// CONCATENATED MODULE: ./node_modules/@octokit/plugin-throttling/dist-bundle/index.js
// pkg/dist-src/index.js


// pkg/dist-src/version.js
var VERSION = "0.0.0-development";

// pkg/dist-src/wrap-request.js
var noop = () => Promise.resolve();
function wrapRequest(state, request, options) {
  return state.retryLimiter.schedule(doRequest, state, request, options);
}
async function doRequest(state, request, options) {
  const { pathname } = new URL(options.url, "http://github.test");
  const isAuth = isAuthRequest(options.method, pathname);
  const isWrite = !isAuth && options.method !== "GET" && options.method !== "HEAD";
  const isSearch = options.method === "GET" && pathname.startsWith("/search/");
  const isGraphQL = pathname.startsWith("/graphql");
  const retryCount = ~~request.retryCount;
  const jobOptions = retryCount > 0 ? { priority: 0, weight: 0 } : {};
  if (state.clustering) {
    jobOptions.expiration = 1e3 * 60;
  }
  if (isWrite || isGraphQL) {
    await state.write.key(state.id).schedule(jobOptions, noop);
  }
  if (isWrite && state.triggersNotification(pathname)) {
    await state.notifications.key(state.id).schedule(jobOptions, noop);
  }
  if (isSearch) {
    await state.search.key(state.id).schedule(jobOptions, noop);
  }
  const req = (isAuth ? state.auth : state.global).key(state.id).schedule(jobOptions, request, options);
  if (isGraphQL) {
    const res = await req;
    if (res.data.errors != null && res.data.errors.some((error) => error.type === "RATE_LIMITED")) {
      const error = Object.assign(new Error("GraphQL Rate Limit Exceeded"), {
        response: res,
        data: res.data
      });
      throw error;
    }
  }
  return req;
}
function isAuthRequest(method, pathname) {
  return method === "PATCH" && // https://docs.github.com/en/rest/apps/apps?apiVersion=2022-11-28#create-a-scoped-access-token
  /^\/applications\/[^/]+\/token\/scoped$/.test(pathname) || method === "POST" && // https://docs.github.com/en/rest/apps/oauth-applications?apiVersion=2022-11-28#reset-a-token
  (/^\/applications\/[^/]+\/token$/.test(pathname) || // https://docs.github.com/en/rest/apps/apps?apiVersion=2022-11-28#create-an-installation-access-token-for-an-app
  /^\/app\/installations\/[^/]+\/access_tokens$/.test(pathname) || // https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps
  pathname === "/login/oauth/access_token");
}

// pkg/dist-src/generated/triggers-notification-paths.js
var triggers_notification_paths_default = [
  "/orgs/{org}/invitations",
  "/orgs/{org}/invitations/{invitation_id}",
  "/orgs/{org}/teams/{team_slug}/discussions",
  "/orgs/{org}/teams/{team_slug}/discussions/{discussion_number}/comments",
  "/repos/{owner}/{repo}/collaborators/{username}",
  "/repos/{owner}/{repo}/commits/{commit_sha}/comments",
  "/repos/{owner}/{repo}/issues",
  "/repos/{owner}/{repo}/issues/{issue_number}/comments",
  "/repos/{owner}/{repo}/issues/{issue_number}/sub_issue",
  "/repos/{owner}/{repo}/issues/{issue_number}/sub_issues/priority",
  "/repos/{owner}/{repo}/pulls",
  "/repos/{owner}/{repo}/pulls/{pull_number}/comments",
  "/repos/{owner}/{repo}/pulls/{pull_number}/comments/{comment_id}/replies",
  "/repos/{owner}/{repo}/pulls/{pull_number}/merge",
  "/repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers",
  "/repos/{owner}/{repo}/pulls/{pull_number}/reviews",
  "/repos/{owner}/{repo}/releases",
  "/teams/{team_id}/discussions",
  "/teams/{team_id}/discussions/{discussion_number}/comments"
];

// pkg/dist-src/route-matcher.js
function routeMatcher(paths) {
  const regexes = paths.map(
    (path) => path.split("/").map((c) => c.startsWith("{") ? "(?:.+?)" : c).join("/")
  );
  const regex2 = `^(?:${regexes.map((r) => `(?:${r})`).join("|")})[^/]*$`;
  return new RegExp(regex2, "i");
}

// pkg/dist-src/index.js
var regex = routeMatcher(triggers_notification_paths_default);
var triggersNotification = regex.test.bind(regex);
var groups = {};
var createGroups = function(Bottleneck, common) {
  groups.global = new Bottleneck.Group({
    id: "octokit-global",
    maxConcurrent: 10,
    ...common
  });
  groups.auth = new Bottleneck.Group({
    id: "octokit-auth",
    maxConcurrent: 1,
    ...common
  });
  groups.search = new Bottleneck.Group({
    id: "octokit-search",
    maxConcurrent: 1,
    minTime: 2e3,
    ...common
  });
  groups.write = new Bottleneck.Group({
    id: "octokit-write",
    maxConcurrent: 1,
    minTime: 1e3,
    ...common
  });
  groups.notifications = new Bottleneck.Group({
    id: "octokit-notifications",
    maxConcurrent: 1,
    minTime: 3e3,
    ...common
  });
};
function throttling(octokit, octokitOptions) {
  const {
    enabled = true,
    Bottleneck = light,
    id = "no-id",
    timeout = 1e3 * 60 * 2,
    // Redis TTL: 2 minutes
    connection
  } = octokitOptions.throttle || {};
  if (!enabled) {
    return {};
  }
  const common = { timeout };
  if (typeof connection !== "undefined") {
    common.connection = connection;
  }
  const state = Object.assign(
    {
      clustering: connection != null,
      triggersNotification,
      fallbackSecondaryRateRetryAfter: 60,
      retryAfterBaseValue: 1e3,
      id
    },
    octokitOptions.throttle
  );
  if (typeof state.onSecondaryRateLimit !== "function" || typeof state.onRateLimit !== "function") {
    throw new Error(`octokit/plugin-throttling error:
        You must pass the onSecondaryRateLimit and onRateLimit error handlers.
        See https://octokit.github.io/rest.js/#throttling

        const octokit = new Octokit({
          throttle: {
            onSecondaryRateLimit: (retryAfter, options) => {/* ... */},
            onRateLimit: (retryAfter, options) => {/* ... */}
          }
        })
    `);
  }
  let initialized = false;
  const initializeBottleneck = () => {
    if (initialized) {
      return;
    }
    initialized = true;
    if (groups.global == null) {
      createGroups(Bottleneck, common);
    }
    state.global = state.global ?? groups.global;
    state.auth = state.auth ?? groups.auth;
    state.search = state.search ?? groups.search;
    state.write = state.write ?? groups.write;
    state.notifications = state.notifications ?? groups.notifications;
    state.retryLimiter = state.retryLimiter ?? new Bottleneck();
    const events = {};
    const emitter = new Bottleneck.Events(events);
    events.on("secondary-limit", state.onSecondaryRateLimit);
    events.on("rate-limit", state.onRateLimit);
    events.on(
      "error",
      (e) => octokit.log.warn("Error in throttling-plugin limit handler", e)
    );
    state.retryLimiter.on("failed", async function(error, info) {
      const [state2, request, options] = info.args;
      const { pathname } = new URL(options.url, "http://github.test");
      const shouldRetryGraphQL = pathname.startsWith("/graphql") && error.status !== 401;
      if (!(shouldRetryGraphQL || error.status === 403 || error.status === 429)) {
        return;
      }
      const retryCount = ~~request.retryCount;
      request.retryCount = retryCount;
      options.request.retryCount = retryCount;
      const { wantRetry, retryAfter = 0 } = await (async function() {
        if (/\bsecondary rate\b/i.test(error.message)) {
          const retryAfter2 = Number(error.response.headers["retry-after"]) || state2.fallbackSecondaryRateRetryAfter;
          const wantRetry2 = await emitter.trigger(
            "secondary-limit",
            retryAfter2,
            options,
            octokit,
            retryCount
          );
          return { wantRetry: wantRetry2, retryAfter: retryAfter2 };
        }
        if (error.response.headers != null && error.response.headers["x-ratelimit-remaining"] === "0" || (error.response.data?.errors ?? []).some(
          (error2) => error2.type === "RATE_LIMITED"
        )) {
          const rateLimitReset = new Date(
            ~~error.response.headers["x-ratelimit-reset"] * 1e3
          ).getTime();
          const retryAfter2 = Math.max(
            // Add one second so we retry _after_ the reset time
            // https://docs.github.com/en/rest/overview/resources-in-the-rest-api?apiVersion=2022-11-28#exceeding-the-rate-limit
            Math.ceil((rateLimitReset - Date.now()) / 1e3) + 1,
            0
          );
          const wantRetry2 = await emitter.trigger(
            "rate-limit",
            retryAfter2,
            options,
            octokit,
            retryCount
          );
          return { wantRetry: wantRetry2, retryAfter: retryAfter2 };
        }
        return {};
      })();
      if (wantRetry) {
        request.retryCount++;
        return retryAfter * state2.retryAfterBaseValue;
      }
    });
  };
  octokit.hook.wrap("request", (request, options) => {
    initializeBottleneck();
    return wrapRequest(state, request, options);
  });
  return {};
}
throttling.VERSION = VERSION;
throttling.triggersNotification = triggersNotification;


// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 5 modules
var schemas = __webpack_require__(42047);
// EXTERNAL MODULE: ./lib/core/errors.js
var errors = __webpack_require__(3828);
;// CONCATENATED MODULE: ./lib/edge/github.js






const pacing = 250; // ms between two writes of one job; GitHub asks for "about a second" of clients that write all the time, we write under ten times
const deadline = 30_000; // ms for one request
const longestWait = 120; // seconds that a rate limit may hold us up; a longer one ends the job, and the next tick goes on
/**
 * Opens the API for `owner/repo` (base URL from GITHUB_API_URL). Reads are tried again on faults that can heal, writes only when their
 * caller says that twice does no harm: who writes otherwise finds out first what is there. A rate limit is waited out when it ends within two minutes.
 */
function openGitHub({ token, repository, log, }) {
    const [owner = "", repo = ""] = repository.split("/");
    const group = () => new light.Group({ maxConcurrent: 1, minTime: pacing });
    const limited = (retryAfter, request) => {
        log.warn(`GitHub's rate limit is reached (${request.method} ${request.url}); it ends in ${retryAfter} s.`);
        return retryAfter <= longestWait;
    };
    const octokit = (0,github/* getOctokit */.Q)(token, {
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
    }, whole, dist_bundle/* retry */.L, throttling);
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
const Partial = schemas/* object */.Ikc({
    errors: schemas/* array */.YOg(schemas/* object */.Ikc({ type: schemas/* literal */.euz("NOT_FOUND") })).min(1),
    data: schemas/* looseObject */._H3({}),
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
    const cause = error instanceof errors/* UserError */.yo || (error instanceof Error && !("status" in error)) ? error.cause : error;
    return typeof cause === "object" && cause !== null && "status" in cause && typeof cause.status === "number"
        ? cause.status
        : null;
}
function explain(doing, error) {
    const status = statusOf(error);
    const said = (0,errors/* messageOf */.bD)(error);
    if (status === 401)
        return new errors/* RefusedError */.fk(`Cannot go on while ${doing}: GitHub does not accept the token ("${said}"). Give the action a valid token, by default \${{ github.token }}.`, { cause: error });
    if (/Resource not accessible by integration|FORBIDDEN|must have .* access/i.test(said))
        return new errors/* RefusedError */.fk(`Cannot go on while ${doing}: the token lacks a permission${permissionHint(error)}.`, { cause: error });
    if (/permitted to create or approve pull requests/i.test(said)) {
        return new errors/* UserError */.yo('Cannot open the pull request: this repository does not let Actions do so. Switch on "Allow GitHub Actions to create and approve pull requests" in Settings → Actions → General, or give a GitHub App token.', { cause: error });
    }
    // A limit of GraphQL comes without a status (octokit/plugin-throttling.js, src/index.ts).
    if (status === 429 || ((status === 403 || status === null) && /rate limit/i.test(said)))
        return new errors/* OutageError */.AP(`Stopped while ${doing}: GitHub's rate limit is used up`, { cause: error });
    if (status !== null && status >= 500)
        return new errors/* OutageError */.AP(`Cannot reach the GitHub API while ${doing}: ${isPage(said) ? `it answered ${status} with a page` : said}`, {
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
