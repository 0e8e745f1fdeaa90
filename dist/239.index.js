export const id = 239;
export const ids = [239];
export const modules = {

/***/ 58239:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  workRehearsal: () => (/* binding */ workRehearsal)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 7 modules
var core = __webpack_require__(33838);
// EXTERNAL MODULE: ./lib/core/env-file.js
var env_file = __webpack_require__(67455);
// EXTERNAL MODULE: ./lib/core/errors.js
var errors = __webpack_require__(3828);
// EXTERNAL MODULE: ./lib/core/isolation.js
var isolation = __webpack_require__(65447);
// EXTERNAL MODULE: ./lib/core/log-line.js
var log_line = __webpack_require__(73916);
// EXTERNAL MODULE: ./lib/core/rehearsal.js
var rehearsal = __webpack_require__(50424);
// EXTERNAL MODULE: ./lib/core/rehearsal-text.js + 2 modules
var rehearsal_text = __webpack_require__(65906);
// EXTERNAL MODULE: ./lib/core/task-settings.js
var task_settings = __webpack_require__(37486);
// EXTERNAL MODULE: ./lib/core/text.js
var core_text = __webpack_require__(69716);
// EXTERNAL MODULE: ./lib/edge/claude-install.js + 1 modules
var claude_install = __webpack_require__(8179);
// EXTERNAL MODULE: ./lib/edge/credentials.js
var credentials = __webpack_require__(53815);
// EXTERNAL MODULE: ./lib/edge/hand-over.js + 2 modules
var hand_over = __webpack_require__(88134);
// EXTERNAL MODULE: ./lib/edge/isolation.js + 2 modules
var edge_isolation = __webpack_require__(7803);
// EXTERNAL MODULE: ./lib/edge/leavings.js
var leavings = __webpack_require__(93692);
// EXTERNAL MODULE: ./lib/edge/secret-scan.js + 2 modules
var secret_scan = __webpack_require__(65509);
// EXTERNAL MODULE: ./lib/actions/planned.js
var planned = __webpack_require__(877);
// EXTERNAL MODULE: ./lib/edge/env-file.js
var edge_env_file = __webpack_require__(28133);
// EXTERNAL MODULE: ./lib/edge/gates.js + 1 modules
var gates = __webpack_require__(44500);
// EXTERNAL MODULE: ./lib/edge/setup.js + 2 modules
var setup = __webpack_require__(35945);
// EXTERNAL MODULE: ./lib/edge/site.js + 3 modules
var edge_site = __webpack_require__(95170);
// EXTERNAL MODULE: ./lib/core/agent-verdict.js
var agent_verdict = __webpack_require__(37790);
// EXTERNAL MODULE: ./lib/edge/broker.js + 9 modules
var edge_broker = __webpack_require__(43983);
// EXTERNAL MODULE: ./lib/edge/claude.js + 4 modules
var claude = __webpack_require__(60128);
// EXTERNAL MODULE: ./lib/actions/work-agent.js + 2 modules
var work_agent = __webpack_require__(73051);
;// CONCATENATED MODULE: ./lib/actions/work-probe.js
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









const work_probe_prompt = "This only tests the connection. Answer with the word ok.";
const most = { minutes: 3, dollars: 0.5 };
/**
 * Asks the model for one word with one credential, through broker and CLI as a task would: of a subscription only the CLI's own requests are allowed,
 * and its smallest is one turn without tools.
 */
async function probeCredential({ plan, inputs, task, signal }, { site, executable, credential }) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { workspace } = site;
        const { model } = task.settings;
        const broker = __addDisposableResource(env_1, await (0,edge_broker/* startBroker */.m)({
            pool: [credential],
            consent: plan.config.credentials,
            idToken: core/* getIDToken */.V9,
            upstream: (0,work_agent/* upstreamOf */.F)(inputs),
            limits: {
                requests: 3,
                bodyBytes: 40_000_000,
                silence: 60_000,
                dollars: most.dollars,
                tokens: plan.config.limits.tokens,
                models: [model],
            },
        }), true);
        const tree = await workspace.grow(null);
        try {
            await site.expose(Number(new URL(broker.url).port));
            const program = await (0,promises_.realpath)(executable);
            const end = await (0,claude/* runAgent */.J)({
                executable: program,
                launcher: await workspace.launch(tree, { shown: [program], own: Object.values(workspace.agent) }),
                cwd: workspace.directory,
                beside: null,
                directories: { home: workspace.home, ...workspace.agent },
                broker,
                environment: site.environment,
                prompt: work_probe_prompt,
                guidance: null,
                kit: null,
                session: { kind: "new" },
                model: { name: model, fallback: null, effort: "low" },
                tools: { available: [], allowed: [], denied: [], mode: "dontAsk" },
                limits: {
                    minutes: most.minutes,
                    silenceMinutes: most.minutes,
                    repeatedCalls: 2,
                    turns: 1,
                    dollars: most.dollars,
                    retries: 0,
                },
                onEvent: () => undefined,
                signal,
            });
            const facts = broker.facts();
            return { finding: findingOf((0,agent_verdict/* verdictOf */.V)(end, facts), credential.name), spent: facts.dollars };
        }
        catch (error) {
            return { finding: (0,rehearsal/* finding */.gk)("model", "missing", (0,errors/* messageOf */.bD)(error), credential.name), spent: 0 };
        }
        finally {
            await workspace.fell(tree);
        }
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
function findingOf(verdict, name) {
    const { outcome, sentence } = verdict;
    if (outcome === "finished")
        return (0,rehearsal/* finding */.gk)("credential", "ok", "The model answers.", name);
    if (outcome === "usage_limited") {
        const until = verdict.resetsAt === null ? "" : ` Until ${(0,log_line/* isoTime */.Ly)(verdict.resetsAt)}.`;
        return (0,rehearsal/* finding */.gk)("spent", "missing", `${sentence}${until}`, name);
    }
    if (outcome === "agent_failed" && verdict.cause === "invalid_credential")
        return (0,rehearsal/* finding */.gk)("revoked", "missing", sentence, name);
    if (outcome === "agent_failed" && verdict.cause === "billing")
        return (0,rehearsal/* finding */.gk)("unpaid", "missing", sentence, name);
    return (0,rehearsal/* finding */.gk)("model", "missing", sentence, name);
}

// EXTERNAL MODULE: ./lib/actions/work-scene.js
var work_scene = __webpack_require__(10931);
;// CONCATENATED MODULE: ./lib/actions/work-rehearsal.js
var work_rehearsal_addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
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
var work_rehearsal_disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
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

























/** Does everything that work does but the agent, goes on after each failure, and hands over what it found. */
async function workRehearsal(inputs, job) {
    const { plan } = await (0,planned/* readRehearsal */.o)(inputs, job);
    const temp = await (0,leavings/* openTaskDirectory */.Rr)(job.temp);
    const ending = new AbortController();
    for (const signal of ["SIGINT", "SIGTERM"])
        process.once(signal, () => ending.abort("shutdown"));
    const settings = (0,task_settings/* taskSettings */.dO)(plan.config, { labels: [], type: null, scope: null });
    const scene = {
        inputs,
        job,
        plan,
        temp,
        checkout: job.workspace,
        secrets: inputs,
        log: work_scene/* taskLog */.g,
        signal: ending.signal,
        task: { settings },
    };
    try {
        await handOver(scene, await lookAtAll(scene));
    }
    finally {
        await (0,promises_.rm)(temp, { recursive: true, force: true });
    }
}
async function lookAtAll(scene) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const report = {
            findings: [],
            setup: { commands: [], seconds: 0, tail: "" },
            gates: [],
            isolation: null,
            spent: 0,
        };
        const { findings } = report;
        const pool = credentialsOf(scene, findings);
        const held = await isolated(scene, findings);
        const opened = await (0,edge_site/* openSite */.c)(held).catch((error) => ({
            ok: false,
            reason: (0,errors/* messageOf */.bD)(error),
        }));
        if (!opened.ok) {
            findings.push((0,rehearsal/* finding */.gk)("disk", "missing", opened.reason));
            return report;
        }
        const site = work_rehearsal_addDisposableResource(env_1, opened.site, true);
        report.isolation = site.held;
        const [executable, base] = await Promise.all([
            pool.length === 0 ? null : installed(held, findings),
            prepared(held, { site, report }),
        ]);
        if (base !== null)
            await runGates(held, { site, base, report });
        if (executable === null)
            return report;
        for (const credential of pool) {
            const probed = await probeCredential(held, { site, executable, credential });
            report.spent += probed.spent;
            findings.push(probed.finding);
        }
        return report;
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        const result_1 = work_rehearsal_disposeResources(env_1);
        if (result_1)
            await result_1;
    }
}
function credentialsOf({ inputs, plan, task }, findings) {
    try {
        const all = (0,credentials/* readCredentials */.L1)(inputs);
        (0,credentials/* chooseCredentials */.Mk)(all, { profile: task.settings.profile, consent: plan.config.credentials });
        return all;
    }
    catch (error) {
        findings.push((0,rehearsal/* finding */.gk)("secret", "missing", (0,errors/* messageOf */.bD)(error)));
        return [];
    }
}
/** Tries each part by itself; what is demanded and cannot be had is left out of the rest, so that this is looked at all the same. */
async function isolated(scene, findings) {
    const { plan, temp } = scene;
    const place = (0,external_node_path_.join)(temp, "isolation");
    await (0,promises_.mkdir)(place, { recursive: true });
    const offer = await (0,edge_isolation/* probeIsolation */.H)(place);
    const demand = { ...plan.config.isolation };
    findings.push(...(0,rehearsal/* isolationFindings */.ls)(demand, offer));
    for (const part of isolation/* isolationParts */.pd)
        if (offer[part] !== null && demand[part] === "enforce")
            demand[part] = "none";
    return { ...scene, plan: { ...plan, config: { ...plan.config, isolation: demand } } };
}
async function installed({ job, temp, signal }, findings) {
    try {
        const executable = await (0,claude_install/* installClaude */.u)({ toolCache: job.toolCache, temp, signal });
        findings.push((0,rehearsal/* finding */.gk)("claude", "ok", "The release of this version is installed and verified."));
        return executable;
    }
    catch (error) {
        findings.push((0,rehearsal/* finding */.gk)("claude", "missing", (0,errors/* messageOf */.bD)(error)));
        return null;
    }
}
async function prepared(scene, { site, report }) {
    const started = Date.now();
    const end = await (0,setup/* prepareBase */.p)(scene, site).catch((error) => ({
        ok: false,
        reason: (0,errors/* messageOf */.bD)(error),
    }));
    const seconds = (Date.now() - started) / 1000;
    if (!end.ok) {
        const [first = "", ...rest] = end.reason.split("\n");
        report.setup = { commands: [], seconds, tail: rest.join("\n").slice(-4_000) };
        report.findings.push((0,rehearsal/* finding */.gk)("setup", "missing", first));
        return null;
    }
    report.setup = {
        commands: end.steps.slice(0, 50).map(({ run }) => run.slice(0, 2_000)),
        seconds,
        tail: "",
    };
    const text = end.steps.length === 0 ? "Nothing to install was found." : `It took ${(0,core_text/* duration */.p0)(seconds)}.`;
    report.findings.push((0,rehearsal/* finding */.gk)("setup", "ok", text));
    return end.base;
}
async function runGates(scene, { site, base, report }) {
    for (const gate of scene.task.settings.gates) {
        const { now, seconds, tail } = await (0,gates/* runOnBase */.Ol)({ ...scene, site }, gate, base);
        const name = gate.name.slice(0, 80);
        const kept = now === "passed" ? "" : tail.slice(-4_000);
        report.gates.push({ name, result: now, seconds, tail: kept });
        report.findings.push(now === "passed"
            ? (0,rehearsal/* finding */.gk)("gate", "ok", `It passes on the base in ${(0,core_text/* duration */.p0)(seconds)}.`, name)
            : (0,rehearsal/* finding */.gk)("gate", "doubtful", `On the base: ${now.replace("_", " ")}, after ${(0,core_text/* duration */.p0)(seconds)}.`, name));
    }
}
/** Uploads the report without anything secret: everybody who sees the repository can read it. */
async function handOver(scene, found) {
    const { inputs, job } = scene;
    const values = [...(0,edge_env_file/* guardedValues */.Hn)(scene), ...secretsOf(inputs["setup-env"])];
    const scan = await (0,secret_scan/* openSecretScanner */.nV)();
    const clean = async (text) => (0,secret_scan/* withoutSecret */.Nt)(scan, (0,env_file/* without */.FF)(values, text));
    const report = {
        version: 1,
        claim: inputs.claim,
        run: job.run.id,
        "run-attempt": job.run.attempt,
        ...found,
        findings: await Promise.all(found.findings.map(async (one) => ({ ...one, text: await clean(one.text) }))),
        setup: { ...found.setup, tail: await clean(found.setup.tail) },
        gates: await Promise.all(found.gates.map(async (gate) => ({ ...gate, tail: await clean(gate.tail) }))),
    };
    for (const line of (0,rehearsal_text/* missingLines */.uR)(report.findings))
        (0,core/* info */.pq)(`Missing: ${(0,log_line/* logLine */.BP)(line, 500)}`);
    try {
        const name = `switchyard-rehearsal-${job.run.attempt}`;
        const artifact = await (0,hand_over/* uploadReport */.a3)(report, { name, temp: job.temp });
        (0,core/* setOutput */.uH)("result-id", artifact.id);
        (0,core/* setOutput */.uH)("result-digest", artifact.digest);
        (0,core/* setOutput */.uH)("outcome", "rehearsed");
    }
    catch (error) {
        if (!(error instanceof errors/* NoSpaceError */.ud))
            throw error;
        (0,core/* warning */.$e)(error.message);
        (0,core/* setOutput */.uH)("outcome", "no_space");
    }
}
function secretsOf(text) {
    return Object.values((0,external_node_util_.parseEnv)(text)).flatMap((value) => value === undefined || value.length < 4 ? [] : [value]);
}


/***/ }),

/***/ 65906:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  f9: () => (/* binding */ findingsTable),
  uR: () => (/* binding */ missingLines),
  LA: () => (/* binding */ rehearsalText),
  MF: () => (/* binding */ switchSentence)
});

// UNUSED EXPORTS: remedyOf

;// CONCATENATED MODULE: ./lib/core/cron.js
/** How often a cron line of GitHub Actions (five fields, UTC) fires in 30 days; null when it cannot be read. */
function timesPerMonth(cron) {
    const [minute, hour, day, month, weekday, ...rest] = cron.trim().split(/\s+/);
    if (minute === undefined || hour === undefined || rest.length > 0)
        return null;
    const minutes = valuesOf(minute, 0, 59);
    const hours = valuesOf(hour, 0, 23);
    const days = valuesOf(day ?? "", 1, 31);
    const months = valuesOf(month ?? "", 1, 12);
    const weekdays = valuesOf(weekday ?? "", 0, 7);
    if (minutes === null || hours === null || days === null || months === null || weekdays === null)
        return null;
    // Of 30 days, as many as the day fields choose in a year; when both are restricted, cron takes either.
    const byDay = Math.min(1, days.size / 31);
    const byWeekday = Math.min(1, new Set([...weekdays].map((value) => value % 7)).size / 7);
    const either = day === "*" || weekday === "*" ? byDay * byWeekday : Math.min(1, byDay + byWeekday);
    return Math.round(minutes.size * hours.size * 30 * either * (months.size / 12));
}
function valuesOf(field, low, high) {
    const values = new Set();
    for (const part of field.split(",")) {
        const match = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part);
        if (match === null)
            return null;
        const [, from, to, step] = match;
        const first = from === undefined ? low : Number(from);
        const last = to !== undefined ? Number(to) : from === undefined || step !== undefined ? high : first;
        if (first < low || last > high || Number(step ?? 1) < 1)
            return null;
        for (let value = first; value <= last; value += Number(step ?? 1))
            values.add(value);
    }
    return values;
}

// EXTERNAL MODULE: ./lib/core/outcome.js
var outcome = __webpack_require__(91307);
// EXTERNAL MODULE: ./lib/core/text.js
var core_text = __webpack_require__(69716);
;// CONCATENATED MODULE: ./lib/core/costs.js



const minutePrice = 0.006; // USD for a minute of a Linux 2-core runner beyond the included ones (docs: "Actions runner pricing")
const freeMinutes = 2_000; // a month, private repositories of the Free plan
/** What these cron lines cost by themselves in 30 days: ticks, which are minutes too, and a sentence; `unreadable` lists those that are none. */
function scheduleCost(crons, isPrivate) {
    const counts = crons.map(timesPerMonth);
    const minutes = counts.reduce((sum, count) => sum + (count ?? 0), 0); // a job is rounded up to a whole minute
    return {
        minutes,
        unreadable: crons.filter((_, index) => counts[index] === null),
        text: isPrivate
            ? `An idle month costs ${minutes} minutes (${Math.round((minutes / freeMinutes) * 100)} % of the Free plan's, or ${(0,core_text/* dollars */.E9)(minutes * minutePrice)}).`
            : `It ticks ${minutes} times a month, for nothing. GitHub switches schedules of public repositories off after 60 days without a commit; labels go on working.`,
    };
}
/** The most that putting the label on once can cost, in USD: every attempt and every retry of a platform fault at its limit, within the issue's. */
function worstCase({ limits }) {
    return Math.min(limits["spend-per-issue"], (limits.attempts + outcome/* unchargedRetryLimit */.jm) * limits["spend-per-attempt"]);
}

// EXTERNAL MODULE: ./lib/core/errors.js
var errors = __webpack_require__(3828);
// EXTERNAL MODULE: ./lib/core/isolation.js
var core_isolation = __webpack_require__(65447);
// EXTERNAL MODULE: ./lib/core/rehearsal.js
var core_rehearsal = __webpack_require__(50424);
;// CONCATENATED MODULE: ./lib/core/rehearsal-text.js





const titles = {
    contents: "permission `contents: write`",
    issues: "permission `issues: write`",
    "pull-requests": "permission `pull-requests: write`",
    actions: "permission `actions`",
    labels: "labels",
    secret: "secret with a credential",
    credential: "credential",
    revoked: "credential",
    spent: "credential",
    unpaid: "credential",
    model: "model",
    isolation: "isolation",
    disk: "disk space",
    claude: "Claude Code",
    setup: "setup",
    gate: "gate",
    artifacts: "space for artifacts",
    opening: "opening pull requests",
};
/** What to do about a finding that is not ok, as Markdown of ours: no word of others is in it. */
function remedyOf({ code, name, state }, repositoryUrl) {
    if (state === "ok")
        return "";
    const secrets = `[the repository's secrets](${repositoryUrl}/settings/secrets/actions)`;
    switch (code) {
        case "contents":
        case "issues":
        case "pull-requests":
            return `Write \`${code}: write\` under \`permissions:\` of every job that calls Switchyard.`;
        case "actions":
            return "Write `actions: write` under `permissions:` of the job that calls Switchyard (`actions: read` for its dispatch job in the owned form).";
        case "labels":
            return `Create it at [labels](${repositoryUrl}/labels), or give the job \`issues: write\`.`;
        case "secret":
            return `Create ANTHROPIC_API_KEY, or CLAUDE_CODE_OAUTH_TOKEN from \`claude setup-token\`, in ${secrets}, and pass it on under \`secrets:\` of the calling job.`;
        case "revoked":
            return `Make a new one and store it in ${secrets}: the provider does not accept this one any more.`;
        case "spent":
            return "Wait until its usage window is reset, or give another credential beside it. Labels may be set: work waits for the reset.";
        case "unpaid":
            return "Add credit to the account behind the credential, or give another one.";
        case "model":
            return "Check `model` in the config and the address of the model API; a fault of the provider's heals by itself.";
        case "credential":
            return "Run the rehearsal again.";
        case "isolation":
            return `Use a hosted runner such as ubuntu-24.04, or one with passwordless sudo. Where the machine does it by other means, write \`isolation: { ${partOf(name)}: external }\` into .github/switchyard.yml; \`none\` goes without.`;
        case "disk":
            return "Free space on the runner, or use a larger one.";
        case "claude":
            return "Let the runner reach registry.npmjs.org, or put the release into its tool cache.";
        case "setup":
            return "Write the commands that prepare a checkout under `setup:` in .github/switchyard.yml; a private registry's token goes into the secret SWITCHYARD_SETUP_ENV.";
        case "gate":
            return "Mend it on the default branch, or change or leave out the gate in .github/switchyard.yml. Until then its failures are not blamed on a change.";
        case "artifacts":
            return "Delete artifacts that nobody needs, or raise the limit in the account's billing settings. GitHub counts anew every 6 to 12 hours.";
        case "opening":
            return `Switch on "Allow GitHub Actions to create and approve pull requests" in [Settings → Actions → General](${repositoryUrl}/settings/actions). Without it you get the branch, and a link that opens the pull request.`;
        default:
            return (0,errors/* assertNever */.xb)(code);
    }
}
function partOf(name) {
    return ["user", "egress", "limits", "cleanup"].find((part) => part === name) ?? "user";
}
/** What has to be mended before the first label, one line each, for logs: `what: what was seen`. */
function missingLines(findings) {
    return findings
        .filter(({ state }) => state === "missing")
        .map(({ code, name, text }) => `${titles[code].replaceAll("`", "")}${name === "" ? "" : ` ${(0,core_text/* plainLine */.h0)(name, 80)}`}: ${(0,core_text/* plainLine */.h0)(text, 300)}`);
}
/** The table of everything that was looked at, what is wrong first. */
function findingsTable(findings, repositoryUrl) {
    const order = { missing: 0, doubtful: 1, ok: 2 };
    const words = { missing: "**missing**", doubtful: "**look**", ok: "ok" };
    return (0,core_text/* table */.tp)(["setting", "state", "what was seen", "remedy"], findings
        .toSorted((a, b) => order[a.state] - order[b.state])
        .map((one) => [
        `${titles[one.code]}${one.name === "" ? "" : ` ${(0,core_text/* codeSpan */.SS)(one.name, 80)}`}`,
        words[one.state],
        (0,core_text/* plainLine */.h0)(one.text, 300),
        remedyOf(one, repositoryUrl),
    ]));
}
/** The pull request's body, or the summary of the run where `end` says what became of the proposal. */
function rehearsalText(rehearsed, end) {
    const { config, rehearsal, report, findings, repositoryUrl, runUrl } = rehearsed;
    const missing = findings.filter(({ state }) => state === "missing").length;
    const worst = worstCase(config);
    return [
        core_rehearsal/* proposal */.vC.marker,
        missing === 0
            ? "Everything that the first label needs is there."
            : `**${missing === 1 ? "One thing is" : `${missing} things are`} missing** before the first label can work.`,
        "",
        findingsTable(findings, repositoryUrl),
        "",
        ...preparation(rehearsal, report),
        "## What it costs",
        "",
        `- **One label costs at most ${(0,core_text/* dollars */.E9)(worst)}**: the limits of an issue are ${(0,core_text/* dollars */.E9)(config.limits["spend-per-issue"])} in its life and ${(0,core_text/* dollars */.E9)(config.limits["spend-per-attempt"])} for each of ${config.limits.attempts} attempts. All together spend at most ${(0,core_text/* dollars */.E9)(config.limits["spend-per-day"])} a day. An answer that is under way when a limit is reached is still paid.`,
        `- Schedule: ${rehearsal.crons.length === 0 ? "there is none, so that nothing makes up for an event that GitHub loses." : scheduleCost(rehearsal.crons, rehearsal.private).text}`,
        `- This rehearsal: ${report === null ? "unknown" : (0,core_text/* dollars */.E9)(report.spent)}.`,
        "",
        end,
        "",
        `[The run](${runUrl})`,
        "",
    ].join("\n");
}
/** What became of the proposal: the sentence under everything. */
function switchSentence(label) {
    return `**Merge to switch on**: then put the label ${(0,core_text/* codeSpan */.SS)(label, 100)} on an issue. **Close to switch off**: the next scheduled run removes the branch, and the labels that nothing carries; delete the workflow file and nothing remains.`;
}
function preparation(rehearsal, report) {
    if (report === null)
        return [];
    const { setup, gates, isolation } = report;
    const commands = setup.commands.map((run) => (0,core_text/* codeSpan */.SS)(run, 200)).join(", ");
    const because = new Map(rehearsal.detected.gates.map((gate) => [gate.name, gate.because]));
    const tails = [
        ...(setup.tail === "" ? [] : [{ name: "setup", tail: setup.tail }]),
        ...gates.filter(({ result, tail }) => result !== "passed" && tail !== ""),
    ];
    return [
        "## On the base commit",
        "",
        commands === ""
            ? "Setup: nothing to install was found."
            : `Setup took ${(0,core_text/* duration */.p0)(setup.seconds)}: ${commands}.`,
        ...(isolation === null ? [] : ["", `Isolation: ${(0,core_isolation/* describeIsolation */.o$)(isolation)}.`]),
        "",
        gates.length === 0
            ? "No gate was tried. Without gates, every pull request says that nothing was verified."
            : (0,core_text/* table */.tp)(["gate", "because of", "result", "time"], gates.map(({ name, result, seconds }) => [
                (0,core_text/* codeSpan */.SS)(name, 80),
                (0,core_text/* codeSpan */.SS)(because.get(name) ?? "the config", 80),
                result === "passed" ? "passed" : `**${result.replace("_", " ")}**`,
                (0,core_text/* duration */.p0)(seconds),
            ])),
        "",
        ...tails.flatMap(({ name, tail }) => [
            "<details>",
            `<summary>${(0,core_text/* plainLine */.h0)(name, 80)}: the end of its output</summary>`,
            "",
            (0,core_text/* quote */.hD)(tail, 2_000),
            "",
            "</details>",
            "",
        ]),
    ];
}


/***/ })

};
