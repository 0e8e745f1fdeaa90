export const id = 862;
export const ids = [862];
export const modules = {

/***/ 54797:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ac: () => (/* binding */ failureComment),
/* harmony export */   Fe: () => (/* binding */ openLink),
/* harmony export */   Fu: () => (/* binding */ workingPad),
/* harmony export */   Fy: () => (/* binding */ brokenPad),
/* harmony export */   H8: () => (/* binding */ readPadMark),
/* harmony export */   LX: () => (/* binding */ queuedPad),
/* harmony export */   Qh: () => (/* binding */ withdrawnPad),
/* harmony export */   Qj: () => (/* binding */ livePad),
/* harmony export */   T0: () => (/* binding */ workpadMarker),
/* harmony export */   Vp: () => (/* binding */ runUrl),
/* harmony export */   cJ: () => (/* binding */ endedPad),
/* harmony export */   dE: () => (/* binding */ stateLabels),
/* harmony export */   e8: () => (/* binding */ refusedPad),
/* harmony export */   k0: () => (/* binding */ gateTable),
/* harmony export */   ws: () => (/* binding */ markedPad),
/* harmony export */   xM: () => (/* binding */ openByHand)
/* harmony export */ });
/* harmony import */ var _outcome_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(91307);
/* harmony import */ var _plan_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73504);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(69716);



/** What our one comment on an issue begins with; it is found again by this and by its author. */
const workpadMarker = "<!-- switchyard:workpad";
/** Reads the mark of a workpad; null when it shows no record. */
function readPadMark(body) {
    const match = /^<!-- switchyard:workpad ([0-9a-f]{1,12}) attempts=(\d{1,6}) spent=(\d{1,6}(?:\.\d{1,4})?) -->/.exec(body);
    return match === null
        ? null
        : { entry: match[1] ?? "", attempts: Number(match[2]), spent: Number(match[3]) };
}
/** The workpad of an entry: its mark, and what people read. */
function markedPad(entry, text) {
    const { total, spent } = entry.state;
    return `${workpadMarker} ${entry.nonce.slice(0, 12)} attempts=${total} spent=${spent} -->\n${text}`;
}
/** What is read while a task is at work. `spentToday` counts running tasks in full (USD). */
function workingPad(task) {
    const { state, config } = task;
    const { claim } = state;
    if (claim === null)
        throw new Error("the working pad needs a claim");
    const [scope] = claim.scopes;
    const left = Math.max(0, config.limits["spend-per-day"] - task.spentToday);
    return [
        `**At work** · attempt ${claim.attempt} · worker ${(0,_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .workerName */ .ig)(claim.worker)}${scope === undefined ? "" : ` · scope ${scope}`} · [watch it live](${runUrl(task.repositoryUrl, claim.run)})`,
        "",
        `This attempt may spend up to ${(0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .dollars */ .E9)(claim.reserved)}; this issue up to ${(0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .dollars */ .E9)(config.limits["spend-per-issue"])} in its life (so far ${(0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .dollars */ .E9)(state.spent)}). Left for today: ${(0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .dollars */ .E9)(left)}.`,
        "",
        claim.answer
            ? "A comment with the answer follows. Take the label off, or close the issue, to stop."
            : "A draft pull request or a comment follows. Take the label off, or close the issue, to stop.",
    ].join("\n");
}
const liveMarker = "<!-- switchyard:live -->";
/** The workpad of a running task with how far it is, instead of what it said of that before. */
function livePad(pad, heartbeat) {
    const [before = ""] = pad.split(`\n\n${liveMarker}`);
    const { step, todos, turns, spent, uptime, at } = heartbeat;
    const parts = [
        `**Now** · ${step} for ${(0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .duration */ .p0)(uptime)}`,
        ...(todos === null ? [] : [`${todos.done} of ${todos.all} todos`]),
        `${turns} ${turns === 1 ? "turn" : "turns"}`,
        `${(0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .dollars */ .E9)(spent)} spent`,
        `seen at ${at.slice(11, 16)} UTC`,
    ];
    return `${before}\n\n${liveMarker}\n${parts.join(" · ")}`;
}
/** What is read while a request waits that has not been tried yet. */
function queuedPad({ state }) {
    return [
        `**Waiting** · asked for by ${state.request?.by ?? "someone"}`,
        "",
        "It starts when its turn comes. What it waits for: the summary of the newest run, or `switchyard status`.",
    ].join("\n");
}
/** What is read after a request was withdrawn. */
function withdrawnPad({ state, why }) {
    return [
        `**Withdrawn** · ${why}`,
        "",
        `Spent on this issue: ${(0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .dollars */ .E9)(state.spent)}. Put the label on to ask again.`,
    ].join("\n");
}
/** What is read after an attempt has ended. */
function endedPad(task) {
    const { last } = task.state;
    if (last === null)
        throw new Error("the ended pad needs an ending");
    const pull = last.pull === undefined ? "" : ` · #${last.pull}`;
    const row = _outcome_js__WEBPACK_IMPORTED_MODULE_0__/* .outcomes */ .KI[last.outcome];
    const next = task.state["not-before"];
    // A record that was put together again knows of no run.
    const run = last.run === 0 ? "" : ` · [run](${runUrl(task.repositoryUrl, last.run)})`;
    return [
        `**${headline(last.outcome)}** · attempt ${last.attempt}${pull}${run}`,
        "",
        next === null ? row.what : `${row.what} It is tried again after ${next}.`,
        ...(task.note === "" ? [] : ["", task.note]),
        "",
        `Spent: ${(0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .dollars */ .E9)(last.spent)} on this attempt, ${(0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .dollars */ .E9)(task.state.spent)} on this issue.`,
        "",
        next === null ? row.now : "Nothing to do now. Take the label off to give up.",
    ].join("\n");
}
/** The workpad of a problem that kept an asked-for task from starting at all, such as a broken config. */
function brokenPad(message, url) {
    return [
        `${workpadMarker} -->`,
        `**Could not start** · [run](${url})`,
        "",
        (0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(message, 4_000),
        "",
        "Mend it, then put the label on again.",
    ].join("\n");
}
/** The workpad of a label that starts nothing, above what it said before (`pad`, null for nothing). It names no run, so that it is written once and not at every tick. */
function refusedPad({ reason, told, pad, }) {
    const [mark = "", ...before] = pad?.split("\n") ?? [`${workpadMarker} -->`];
    return [
        mark,
        `**Not started** · \`${reason}\``,
        "",
        (0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .plainLine */ .h0)(told, 500),
        ...(before.length === 0 ? [] : ["", ...before]),
    ].join("\n");
}
/** The five lines that a person reads when an attempt did not deliver: what, whose to fix, cost, what happens next, what to do now. */
function failureComment(failure) {
    const row = _outcome_js__WEBPACK_IMPORTED_MODULE_0__/* .outcomes */ .KI[failure.outcome];
    const next = failure.notBefore === null ? row.next : `It is tried again by itself after ${failure.notBefore}.`;
    const failed = failure.gates.filter((gate) => gate.now !== "passed");
    return [
        `- **What:** ${row.what} (\`${failure.outcome}\`, attempt ${failure.attempt}, [log](${failure.run}))`,
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
    const link = openLink({ ...published, body: `Closes #${published.issue}` });
    return `The branch \`${published.branch}\` is published without a pull request. [Open it with one click](${link}). This repository does not let Actions do so, or GitHub did not answer when it was to be opened.\n\nTo have it opened for you: Settings → Actions → General → "Allow GitHub Actions to create and approve pull requests".`;
}
/** Where a person opens the pull request of a branch, with its text prepared. `repository` is an address. */
function openLink({ repository, base, branch, title, body, }) {
    const query = new URLSearchParams({ quick_pull: "1", title, ...(body === undefined ? {} : { body }) });
    return `${repository}/compare/${encodeURIComponent(base)}...${encodeURIComponent(branch)}?${query.toString()}`;
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
/** A table of gates: what each did on the change, and on the base, and whether the change edits what the gate does. */
function gateTable(gates) {
    return (0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .table */ .tp)(["gate", "base", "now"], gates.map((gate) => [
        `${(0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .plainLine */ .h0)(gate.name, 60)}${gate.edited.length === 0 ? "" : " (edited)"}`,
        words[gate.base],
        words[gate.now],
    ]));
}
/** The page of a workflow run. */
function runUrl(repositoryUrl, run) {
    return `${repositoryUrl}/actions/runs/${run}`;
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
