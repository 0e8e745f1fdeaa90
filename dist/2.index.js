export const id = 2;
export const ids = [2];
export const modules = {

/***/ 43002:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  DispatchInputs: () => (/* binding */ DispatchInputs),
  dispatch: () => (/* binding */ dispatch)
});

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 7 modules
var core = __webpack_require__(33838);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 5 modules
var schemas = __webpack_require__(42047);
// EXTERNAL MODULE: ./lib/core/errors.js
var errors = __webpack_require__(3828);
// EXTERNAL MODULE: ./lib/core/log-line.js
var log_line = __webpack_require__(73916);
// EXTERNAL MODULE: ./lib/core/plan.js
var core_plan = __webpack_require__(73504);
// EXTERNAL MODULE: ./lib/core/rehearsal.js
var core_rehearsal = __webpack_require__(50424);
// EXTERNAL MODULE: ./lib/core/rehearsal-text.js + 2 modules
var rehearsal_text = __webpack_require__(65906);
;// CONCATENATED MODULE: ./lib/core/request.js
/** Characters that the prompt of a manual run may have. */
const promptLimit = 20_000;
/** The issue numbers of a manual run: digits separated by spaces or commas. Anything else is refused whole. */
function parseIssueNumbers(text) {
    const parts = text.split(/[\s,]+/).filter((part) => part !== "");
    const bad = parts.filter((part) => !/^#?[1-9]\d{0,8}$/.test(part));
    if (bad.length > 0)
        return { ok: false, bad };
    return { ok: true, numbers: [...new Set(parts.map((part) => Number(part.replace("#", ""))))] };
}

// EXTERNAL MODULE: ./lib/core/summary.js
var summary = __webpack_require__(3199);
// EXTERNAL MODULE: ./lib/edge/github.js + 1 modules
var edge_github = __webpack_require__(68898);
// EXTERNAL MODULE: ./lib/edge/record-store.js + 1 modules
var record_store = __webpack_require__(96730);
// EXTERNAL MODULE: ./lib/edge/stamp.js
var stamp = __webpack_require__(48270);
// EXTERNAL MODULE: ./lib/core/approval.js
var approval = __webpack_require__(71816);
// EXTERNAL MODULE: ./lib/core/pools.js
var pools = __webpack_require__(60812);
// EXTERNAL MODULE: ./lib/core/record-entry.js
var record_entry = __webpack_require__(44339);
// EXTERNAL MODULE: ./lib/core/snapshot.js + 2 modules
var core_snapshot = __webpack_require__(92831);
// EXTERNAL MODULE: ./lib/edge/repository.js
var edge_repository = __webpack_require__(62161);
;// CONCATENATED MODULE: ./lib/edge/task-plan.js







/** Makes the plan of everything that was claimed; `workpads` are the comments' ids, by issue. */
async function planOf({ github, store, repository: name, warn }, applied, workpads) {
    const { repository, world, decision } = applied;
    const tasks = [];
    const writers = await knownWriters({ github, warn }, applied);
    const states = (0,record_entry/* readableIn */.UI)([...world.records.values()]).map(({ state }) => state);
    const canary = !(0,pools/* healthOf */.W)(states, world.now).proven;
    for (const action of decision.actions) {
        if (action.type !== "claim")
            continue;
        const tree = action.onto === null ? repository.baseTree : await (0,edge_repository/* readTree */.Zc)(github, action.onto.commit);
        tasks.push({
            ...taskOf(action, { config: world.config, writers }),
            canary,
            "base-tree": tree,
            before: await saidBefore(store, applied, action),
            workpad: workpads.get(action.issue) ?? null,
        });
    }
    return {
        version: 1,
        repository: name,
        "default-branch": repository.defaultBranch,
        base: repository.base,
        "base-tree": repository.baseTree,
        config: world.config,
        "prompt-template": repository.promptTemplate,
        "pull-request-template": repository.pullRequestTemplate,
        tasks,
        rehearsal: null,
    };
}
function taskOf({ subject, settings, onto, event: { request, claim } }, people) {
    const snapshot = (0,core_snapshot/* takeSnapshot */.W9)({
        ...subject,
        labels: (0,approval/* approvedLabels */.No)(people, subject, request.at),
        approvedAt: request.at,
        mayWrite: (login) => (0,approval/* mayApprove */.Hs)(people, login),
    });
    return {
        issue: subject.number,
        "issue-id": subject.id,
        attempt: claim.attempt,
        claim: claim.nonce,
        worker: claim.worker,
        reserved: claim.reserved,
        settings,
        base: claim.base,
        onto: onto?.name ?? null,
        wanted: wantedOf(settings.answer, request),
        request,
        snapshot,
        "snapshot-hash": (0,stamp/* sha256 */.sc)(JSON.stringify(snapshot)),
    };
}
function wantedOf(answer, request) {
    if (request.release !== undefined)
        return "change";
    if (answer)
        return "answer";
    return request.prompt === undefined || request.prompt === "" ? "change" : "either";
}
const lookups = 30; // authors of comments per tick: each costs a request
/** Who may write, with the authors of comments on what starts now. Whom nobody could look up counts as one who may not. */
async function knownWriters({ github, warn }, { decision, world }) {
    const authors = decision.actions
        .flatMap((action) => (action.type === "claim" ? [action] : []))
        .flatMap(({ subject, event }) => (0,core_snapshot/* commentAuthors */.Mo)(subject.comments, event.request.at))
        .filter((login) => !world.writers.has(login));
    try {
        const found = await (0,edge_repository/* readWriters */.$Q)(github, [...new Set(authors)].slice(0, lookups));
        return new Map([...world.writers, ...found]);
    }
    catch (error) {
        warn(`Comments were left out, since their authors' rights could not be read: ${(0,errors/* messageOf */.bD)(error)}`);
        return world.writers;
    }
}
/** What the agents said that worked on the issues which this one waited for. */
async function saidBefore(store, { entries }, { subject }) {
    const before = [];
    for (const { number } of subject.blockers) {
        const newest = number === null ? undefined : entries.get(number);
        if (number === null || newest === undefined || newest.state.last === null)
            continue;
        const chain = newest.event.type === "ended" ? [newest] : (0,record_entry/* readableIn */.UI)(await store.history(number));
        const said = chain.flatMap(({ event }) => (event.type === "ended" ? (event.said ?? []) : [])).at(-1);
        if (said !== undefined)
            before.push({ issue: number, said });
    }
    return before;
}

// EXTERNAL MODULE: ./lib/actions/action.js
var action = __webpack_require__(14073);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./lib/core/ending-notes.js
var ending_notes = __webpack_require__(76556);
;// CONCATENATED MODULE: ./lib/core/command.js

/** What `cancel` writes: running work is asked to end, an open request is withdrawn. */
function cancelling(state, { issue, by, why }) {
    const { claim, cancel, request, last } = state;
    if (state.phase === "publishing")
        return no(`The result of #${issue} is being published already. Close the pull request that comes of it, if you do not want it.`);
    if (claim !== null && cancel !== null)
        return no(`Attempt ${claim.attempt} of #${issue} was asked to end at ${cancel.at}: ${cancel.why}.`);
    if (claim !== null)
        return yes({ type: "cancel-requested", by, why });
    if (request !== null)
        return yes({ type: "withdrawn", by, why });
    const ended = last === null ? "" : ` Its last attempt, ${last.attempt}, ended with ${last.outcome}.`;
    return no(`There is nothing to cancel: #${issue} is not at work, and nobody asks for it.${ended}`);
}
/** What `start` writes: a request for work on this issue, labelled or not. */
function starting(state, { issue, request }) {
    if (state.claim !== null)
        return no(`#${issue} is at work already (attempt ${state.claim.attempt}). Stop it first, then ask again.`);
    return yes({ type: "requested", request });
}
/** What `retry` writes: a new request, with attempts of its own, on an issue that was tried before. */
function retrying(state, { issue, request, now }) {
    const { claim, last } = state;
    const due = state["not-before"];
    if (claim !== null)
        return no(`#${issue} is at work already (attempt ${claim.attempt}). \`switchyard cancel ${issue}\` ends it.`);
    if (last === null && state.request === null)
        return no(`#${issue} was never tried, so there is nothing to try again. \`switchyard dispatch ${issue}\` starts it.`);
    if (state.request !== null && (due === null || due <= now))
        return no(`#${issue} waits for its turn already. \`switchyard status\` says what for.`);
    return yes({ type: "requested", request });
}
/** What `release` writes: a new request, for what the last attempt of this record left and the rules held back. `history` is oldest first. */
function releasing(state, { issue, request, history }) {
    const { claim, last } = state;
    if (claim !== null)
        return no(`#${issue} is at work already (attempt ${claim.attempt}). \`switchyard cancel ${issue}\` ends it.`);
    if (last === null)
        return no(`#${issue} was never tried, so nothing was held back. \`switchyard dispatch ${issue}\` starts it.`);
    if (state.request !== null)
        return no(`Somebody asks for #${issue} already, and its next attempt goes on from what is there. \`switchyard cancel ${issue}\` takes that back.`);
    const isHeldBack = last.account?.kept === true && (0,ending_notes/* isReleasable */.bq)(last.outcome);
    const held = history.findLast(({ event }) => event.type === "claimed" && event.claim.attempt === last.attempt)?.event;
    if (!isHeldBack || held?.type !== "claimed")
        return no(`Nothing of #${issue} was held back by the rules: attempt ${last.attempt} ended with ${last.outcome}. \`switchyard retry ${issue}\` starts another one, which goes on from what is there.`);
    // What was released and held back again is still that of the attempt in which an agent made it.
    const release = held.request.release ?? { claim: held.claim.nonce, attempt: held.claim.attempt };
    return yes({ type: "requested", request: { ...request, release } });
}
function yes(event) {
    return { ok: true, event };
}
function no(why) {
    return { ok: false, why };
}

;// CONCATENATED MODULE: ./lib/core/comment-command.js
const prefix = "/switchyard";
const verbs = ["start", "retry", "stop", "release"];
const longestPrompt = 20_000; // characters, as of a manual run
/**
 * Reads the first line of a comment: `/switchyard start [what to add]`, `retry`, `stop` or `release`. Null when it does not begin with `/switchyard`; a sentence that says what can
 * be written when it does and is none of these.
 */
function readCommentCommand(body) {
    const [line = ""] = body.trimStart().split(/\r?\n/, 1);
    const [first = "", word = "", ...others] = line.trim().split(/\s+/);
    if (first !== prefix)
        return null;
    const verb = verbs.find((one) => one === word);
    if (verb === undefined)
        return {
            ok: false,
            why: `Write one of ${verbs.map((one) => `${prefix} ${one}`).join(", ")} in the first line.`,
        };
    if (verb === "start") {
        const prompt = others.join(" ");
        return prompt.length > longestPrompt
            ? { ok: false, why: `What stands behind "start" has at most ${longestPrompt} characters.` }
            : { ok: true, command: { verb, prompt } };
    }
    return others.length > 0
        ? { ok: false, why: `Nothing stands behind "${verb}"; only "start" takes words for the agent.` }
        : { ok: true, command: { verb } };
}

// EXTERNAL MODULE: ./lib/core/record.js
var core_record = __webpack_require__(59510);
// EXTERNAL MODULE: ./lib/core/text.js
var core_text = __webpack_require__(69716);
;// CONCATENATED MODULE: ./lib/edge/record-events.js



/** How often records are read again after somebody else wrote first. Each lost round means that another one made progress. */
const rounds = 12;
/**
 * Adds to the records of these issues the event that `choose` makes of each as it is now (null: nothing), all by one push, and begins anew when somebody
 * else wrote first. An archived record goes on from there; an issue without one is undefined. Resolves to the issues that were written. Throws a UserError
 * for a record that cannot be read, and the sentence `lost` when others do not stop writing.
 */
async function appendEvents(store, { issues, clock, choose, lost, }) {
    for (let round = 0; round < rounds; round += 1) {
        const records = await store.read();
        const archived = await store.archived(records, issues.filter((issue) => !records.entries.has(issue)));
        const at = clock.now();
        const entries = new Map();
        for (const issue of issues) {
            const record = records.entries.get(issue) ?? archived.get(issue)?.entry;
            const event = choose(issue, record, at);
            if (event !== null)
                entries.set(issue, (0,stamp/* entryOf */.Ms)(stateIn(issue, record), event, at));
        }
        if (entries.size === 0 || (await store.write(records, entries, { world: null, archived })).ok)
            return [...entries.keys()];
    }
    throw new errors/* UserError */.yo(lost);
}
/** The state in a record; the empty one where there is none. Throws a UserError when it cannot be read. */
function stateIn(issue, record) {
    if (record?.ok === false)
        throw new errors/* UserError */.yo(`#${issue}: ${record.why}.`);
    return record?.entry.state ?? core_record/* emptyState */.p$;
}

;// CONCATENATED MODULE: ./lib/actions/dispatch-comment.js












const Event = schemas/* object */.Ikc({
    action: schemas/* string */.YjP(),
    comment: schemas/* object */.Ikc({ id: schemas/* number */.aig().int(), body: schemas/* string */.YjP() }),
    issue: schemas/* object */.Ikc({ number: schemas/* number */.aig().int(), pull_request: schemas/* unknown */.L5J().optional() }),
    sender: schemas/* object */.Ikc({ login: schemas/* string */.YjP(), type: schemas/* string */.YjP() }),
});
/**
 * Does what a comment on an issue asks for, when the caller's workflow runs on `issue_comment`: its first line is a command, and its author a person who may write. Where the
 * command cannot be obeyed, a comment says why; a comment of anybody else causes no write.
 */
async function obeyComment({ github, store, job, }) {
    if (job.event.name !== "issue_comment")
        return;
    const event = Event.safeParse(JSON.parse(await (0,promises_.readFile)(job.event.path, "utf8")));
    if (!event.success || event.data.action !== "created" || event.data.issue.pull_request !== undefined)
        return;
    const { comment, issue, sender } = event.data;
    const read = readCommentCommand(comment.body);
    if (read === null)
        return;
    if (!(await (0,edge_repository/* isWriter */.Ui)(github, sender))) {
        (0,core/* info */.pq)(`The command in a comment was left alone: its author may not write to this repository.`);
        return;
    }
    if (!read.ok)
        return refuse({ github, job }, issue.number, read.why);
    try {
        await obey({ github, store }, { issue: issue.number, command: read.command, by: sender.login, comment: comment.id });
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.yo))
            throw error;
        await refuse({ github, job }, issue.number, error.message);
    }
}
async function obey({ github, store }, { issue, command, by, comment }) {
    const history = command.verb === "release" ? (0,record_entry/* readableIn */.UI)(await store.history(issue)) : [];
    const commanded = (state, request) => {
        switch (command.verb) {
            case "start":
                return starting(state, { issue, request: { ...request, prompt: command.prompt } });
            case "retry":
                return retrying(state, { issue, request, now: request.at });
            case "release":
                return releasing(state, { issue, request, history });
            case "stop":
                return cancelling(state, { issue, by, why: `${by} said so in a comment` });
        }
    };
    await appendEvents(store, {
        issues: [issue],
        clock: github,
        choose: (_, record, at) => {
            const state = stateIn(issue, record);
            const request = { id: `comment-${comment}`, kind: "command", by, at };
            // A re-run of this run asks for nothing new.
            if ((0,core_record/* isRecorded */.TN)(state, request))
                return null;
            const chosen = commanded(state, request);
            if (!chosen.ok)
                throw new errors/* UserError */.yo(chosen.why);
            return chosen.event;
        },
        lost: "Other runs kept changing the record, so nothing was written. Write the comment again.",
    });
    (0,core/* info */.pq)(`#${issue}: ${by} asked by a comment: ${command.verb}.`);
}
/** Says in a comment why nothing was done, once: a re-run of this run is silent. */
async function refuse({ github, job }, issue, why) {
    (0,core/* info */.pq)(`#${issue}: the command in the comment was not obeyed: ${why}`);
    if (job.run.attempt > 1)
        return;
    const { octokit, owner, repo } = github;
    await (0,edge_github/* told */.E)("answering a comment", async () => octokit.rest.issues.createComment({ owner, repo, issue_number: issue, body: (0,core_text/* quote */.hD)(why, 2_000) }));
}

;// CONCATENATED MODULE: ./lib/core/housekeeping.js
/** Days that an issue must have been closed, and its record quiet, before the record moves into the archive. */
const archiveAfter = 7;
/** Minutes that a task must be over before its branch can go: what GitHub's search says of a new pull request may be late. */
const branchAfter = 60;
/** What a chore does, for people. */
function choreText(chore) {
    return chore.type === "fold"
        ? `The record of #${chore.issue} moves into the archive: ${chore.why}`
        : `The branch ${chore.branch} is removed: ${chore.why}`;
}
/**
 * Issues whose records nothing has been written to for a week and that wait for nothing, the quietest first: whether they were closed has to be looked
 * up. Those that have a branch left wait for its end, and the newest proof that the credentials work stays in sight.
 */
function quietIssues(records, { branches, now }) {
    const busy = new Set(branches.map(({ issue }) => issue));
    const proof = newestProof(records);
    const before = daysBefore(now, archiveAfter);
    return [...records]
        .flatMap(([issue, record]) => record.ok &&
        record.entry.state.phase === "idle" &&
        record.entry.at < before &&
        issue !== proof &&
        !busy.has(issue)
        ? [{ issue, at: record.entry.at }]
        : [])
        .toSorted((a, b) => a.at.localeCompare(b.at))
        .map(({ issue }) => issue);
}
/** The records of quiet issues that have been closed for a week; `closed` says since when (ISO time, null: open), an issue that is gone is absent. */
function foldsOf(quiet, { closed, now }) {
    const before = daysBefore(now, archiveAfter);
    return quiet.flatMap((issue) => {
        const at = closed.get(issue);
        if (at === undefined)
            return [{ type: "fold", issue, why: "there is no such issue any more" }];
        return at !== null && at < before
            ? [{ type: "fold", issue, why: `it was closed on ${at.slice(0, 10)}` }]
            : [];
    });
}
/** Branches without an open pull request whose issue has been at rest for an hour, the oldest record first. Whether we published them has to be looked up. */
function idleBranches(records, { branches, now }) {
    const before = new Date(Date.parse(now) - branchAfter * 60_000).toISOString();
    // What running work is stacked on stays.
    const bases = new Set([...records.values()].flatMap((record) => (record.ok ? (record.entry.state.claim?.base ?? []) : [])));
    return branches
        .filter(({ issue, pull, commit }) => {
        const record = records.get(issue);
        return (pull === null &&
            record?.ok === true &&
            record.entry.state.phase === "idle" &&
            record.entry.at < before &&
            !bases.has(commit));
    })
        .toSorted((a, b) => a.issue - b.issue);
}
/**
 * The branch, if its record says that we published it at the commit where it still stands, and that it had a pull request: which is then over. One that
 * people are to open a pull request from by hand stays.
 */
function removalOf({ issue, name, commit }, events) {
    const published = events.some((event) => event.type === "publishing" && event.publishing.branch === name && event.publishing.commit === commit);
    const pull = events.flatMap((event) => event.type === "ended" && event.ending.branch === name ? (event.ending.pull ?? []) : [])[0];
    return published && pull !== undefined
        ? { type: "remove-branch", issue, branch: name, commit, why: `pull request #${pull} is over` }
        : null;
}
/** The issue whose record shows newest what the model answered; see `healthOf`. */
function newestProof(records) {
    let newest = null;
    for (const [issue, record] of records) {
        const last = record.ok ? record.entry.state.last : null;
        if (last === null || last["model-reached"] === undefined)
            continue;
        if (newest === null || last.at > newest.at)
            newest = { issue, at: last.at };
    }
    return newest?.issue ?? null;
}
function daysBefore(now, days) {
    return new Date(Date.parse(now) - days * 24 * 3_600_000).toISOString();
}

// EXTERNAL MODULE: ./lib/edge/delete-refs.js
var delete_refs = __webpack_require__(34953);
;// CONCATENATED MODULE: ./lib/edge/housekeeping.js




/** What one tick does: lookups of closed issues (one request for all) and of branches (one fetch each) are few. */
const choresOfTick = { issues: 20, branches: 3 };
/** Finds what nobody needs any more, at most so many of each kind. Asks for nothing when there is nothing to ask about. */
async function findChores({ github, store, records, branches, }, most) {
    const now = github.now();
    const chores = [];
    for (const branch of some(idleBranches(records.entries, { branches, now }), most.branches)) {
        const history = (0,record_entry/* readableIn */.UI)(await store.history(branch.issue));
        const removal = removalOf(branch, history.map(({ event }) => event));
        if (removal !== null)
            chores.push(removal);
    }
    const quiet = some(quietIssues(records.entries, { branches, now }), most.issues);
    for (let at = 0; at < quiet.length; at += 100) {
        const asked = quiet.slice(at, at + 100);
        chores.push(...foldsOf(asked, { closed: await readClosed(github, asked), now }));
    }
    return chores;
}
/** Does these chores. Resolves to those that were left, with the reason; a record or branch that somebody has just moved is one of them. */
async function doChores({ github, store, remote, temp, records }, chores) {
    const left = new Map();
    const folds = chores.filter(({ type }) => type === "fold");
    const folded = await store.fold(records, folds.map(({ issue }) => issue), github.now());
    if (!folded.ok)
        for (const fold of folds)
            left.set(fold, "somebody else wrote first");
    const removals = chores.flatMap((chore) => chore.type === "remove-branch" ? [[`refs/heads/${chore.branch}`, chore]] : []);
    const stay = await (0,delete_refs/* deleteRefs */.m)({ remote, temp }, new Map(removals.map(([ref, { commit }]) => [ref, commit])));
    for (const [ref, chore] of removals) {
        const why = stay.get(ref);
        if (why !== undefined)
            left.set(chore, why);
    }
    return left;
}
/** The first half, and the others from anywhere: what stays for years, an open issue or a branch that somebody pushed to, must not hold up those behind it. */
function some(all, most) {
    if (all.length <= most)
        return [...all];
    const front = Math.ceil(most / 2);
    const behind = all.slice(front);
    const start = Math.floor(Math.random() * behind.length);
    return [
        ...all.slice(0, front),
        ...[...behind.slice(start), ...behind.slice(0, start)].slice(0, most - front),
    ];
}
const Closed = schemas/* object */.Ikc({ closedAt: schemas/* string */.YjP().nullable() }).nullable();
/** Since when these issues are closed (ISO time); null for open ones. Those that are gone are absent. */
async function readClosed(github, issues) {
    const { repository } = await github.graphql({
        doing: "reading whether issues with old records are closed",
        document: `query closed($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) {
      ${issues.map((number) => `i${number}: issueOrPullRequest(number: ${number}) { ... on Issue { closedAt } ... on PullRequest { closedAt } }`).join("\n")}
    } }`,
        variables: { owner: github.owner, repo: github.repo },
        schema: schemas/* object */.Ikc({ repository: schemas/* record */.g1P(schemas/* string */.YjP(), Closed) }),
    });
    return new Map(issues.flatMap((number) => {
        const found = repository[`i${number}`] ?? null;
        return found === null ? [] : [[number, found.closedAt]];
    }));
}

// EXTERNAL MODULE: ./lib/edge/proposal.js
var edge_proposal = __webpack_require__(37107);
;// CONCATENATED MODULE: ./lib/actions/dispatch-house.js







/**
 * Puts away what nobody needs any more, a little with each tick that starts nothing. Resolves to what was done, a line each. Whatever goes wrong is told
 * and left to a later tick.
 */
async function keepHouse({ github, store, remote, temp }, { records, decision, world, ours, proposal }) {
    const left = github.left();
    const scarce = left !== null && left < world.config.limits["api-reserve"];
    if (scarce || world.stopped || decision.actions.length > 0)
        return [];
    try {
        const house = { github, store, remote, temp, records, branches: ours };
        const chores = await findChores(house, choresOfTick);
        const tidied = proposal === null
            ? []
            : await (0,edge_proposal/* tidyProposal */.h)(house, {
                branch: proposal,
                config: world.config,
                unused: (0,record_store/* isUntouched */.O2)(records),
            });
        const undone = chores.length === 0 ? new Map() : await doChores(house, chores);
        for (const [chore, why] of undone)
            (0,core/* info */.pq)(`${choreText(chore)}: not now, since ${(0,log_line/* logLine */.BP)(why, 200)}. A later tick tries again.`);
        const done = [...tidied, ...chores.filter((chore) => !undone.has(chore)).map(choreText)];
        for (const line of done)
            (0,core/* info */.pq)(`${line}.`);
        return done;
    }
    catch (error) {
        (0,core/* warning */.$e)(`Old records and branches were not put away: ${(0,errors/* messageOf */.bD)(error)}. A later tick tries again.`);
        return [];
    }
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
// EXTERNAL MODULE: ./lib/core/config-text.js + 3 modules
var config_text = __webpack_require__(34895);
// EXTERNAL MODULE: ./lib/edge/base-tree.js
var base_tree = __webpack_require__(91049);
// EXTERNAL MODULE: ./lib/edge/config-file.js
var config_file = __webpack_require__(53370);
// EXTERNAL MODULE: ./lib/edge/probes.js + 1 modules
var probes = __webpack_require__(2489);
;// CONCATENATED MODULE: ./lib/actions/dispatch-rehearsal.js














/** Does a person's manual run without issues find a repository in which nothing was ever asked for, and nothing to start? A bot may stand in for the schedule. */
function isRehearsal({ manual, dryRun, job }, { records, world, decision }) {
    return (manual === null &&
        !dryRun &&
        job.event.name === "workflow_dispatch" &&
        !job.actor.endsWith("[bot]") &&
        (0,record_store/* isUntouched */.O2)(records) &&
        !world.stopped &&
        decision.actions.length === 0);
}
/** Looks at everything that this job can see and do, creates the labels in use, and plans the one leg of a rehearsal. */
async function rehearse({ github, remote, job }, plan, configText) {
    (0,core/* info */.pq)("Nothing was ever asked for here: this run is a rehearsal. It does everything but the agent.");
    const [facts, refs, labels, reading] = await Promise.all([
        readFacts(github, { plan, workflow: job.workflow.file }),
        (0,probes/* probeRefs */.FT)({ github, remote, temp: job.temp }),
        (0,probes/* probeLabels */.Qq)(github, plan.config),
        (0,probes/* probeReading */.Hc)(github, job.run.id),
    ]);
    const findings = [refs, ...labels, ...reading];
    for (const line of (0,rehearsal_text/* missingLines */.uR)(findings))
        (0,core/* info */.pq)(`Missing: ${(0,log_line/* logLine */.BP)(line, 500)}`);
    const { detected } = facts;
    const gates = detected.gates.map(({ name, run }) => ({ name, run }));
    const config = configText === null ? (0,config_file/* readConfig */.X)(JSON.stringify({ gates })) : plan.config;
    return {
        ...plan,
        config,
        tasks: [],
        rehearsal: { claim: (0,stamp/* nonce */.KU)(), ...facts, configured: configText !== null, findings },
    };
}
/** A tick that was refused something says all that are missing at once, with what to write. Resolves to that error, or to the one that came. */
async function explained({ github, remote, job }, error) {
    if (!(error instanceof errors/* RefusedError */.fk))
        return error;
    const findings = await Promise.all([
        (0,probes/* probeRefs */.FT)({ github, remote, temp: job.temp }),
        probeIssues(github),
        (0,probes/* probeReading */.Hc)(github, job.run.id),
    ]);
    const missing = findings.flat().filter(({ state }) => state === "missing");
    if (missing.length === 0)
        return error;
    const names = missing.map(({ code }) => `${code}: ${code === "pull-requests" || code === "actions" ? "read" : "write"}`);
    await (0,action/* writeSummary */.Sy)(`## Permissions\n\n${(0,rehearsal_text/* findingsTable */.f9)(findings.flat(), `${job.serverUrl}/${job.repository}`)}\n`);
    return new errors/* UserError */.yo(`This job lacks what it needs: write \`permissions: { ${names.join(", ")} }\` into its job in ${job.workflow.file} (a caller of the reusable workflow: those of examples/switchyard.yml). ${error.message}`, { cause: error });
}
/** By GraphQL, as a tick reads them: the REST list is there for who may read pull requests alone. */
async function probeIssues(github) {
    try {
        await github.graphql({
            doing: "looking whether issues can be read",
            document: "query issues($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) { issues(first: 1) { totalCount } } }",
            variables: { owner: github.owner, repo: github.repo },
            schema: schemas/* object */.Ikc({ repository: schemas/* object */.Ikc({ issues: schemas/* object */.Ikc({ totalCount: schemas/* number */.aig() }) }) }),
        });
        return (0,core_rehearsal/* finding */.gk)("issues", "ok", "Issues can be read.");
    }
    catch {
        return (0,core_rehearsal/* finding */.gk)("issues", "missing", "Issues cannot be read.");
    }
}
const Schedules = schemas/* object */.Ikc({ on: schemas/* object */.Ikc({ schedule: schemas/* array */.YOg(schemas/* object */.Ikc({ cron: schemas/* string */.YjP() })) }) });
async function readFacts(github, { plan, workflow }) {
    const commit = plan.base;
    const path = `.github/workflows/${workflow}`;
    const [entries, texts, repository] = await Promise.all([
        (0,base_tree/* readEntries */.$)(github, { commit, directories: [""] }),
        (0,base_tree.readTexts)(github, { commit, paths: [...config_text/* tellingFiles */.Vw, path] }),
        github.octokit.rest.repos.get({ owner: github.owner, repo: github.repo }),
    ]);
    return {
        private: repository.data.private,
        crons: cronsIn(texts.get(path) ?? ""),
        detected: (0,config_text/* detect */.o0)({ names: new Set(entries.keys()), texts }),
    };
}
function cronsIn(text) {
    try {
        const read = Schedules.safeParse((0,dist/* parse */.qg)(text));
        return read.success ? read.data.on.schedule.map(({ cron }) => cron) : [];
    }
    catch {
        return []; // GitHub runs it, so that this is a file that was changed since.
    }
}

// EXTERNAL MODULE: ./lib/core/projection.js
var core_projection = __webpack_require__(57166);
;// CONCATENATED MODULE: ./lib/core/refused-start.js
/**
 * What the issue itself says of why its label starts nothing; null where that passes by itself within minutes, can be seen on the issue anyhow, or would be a write for somebody
 * without the right. The words stay the same for as long as the reason does, since other words are another write.
 */
function toldOnIssue({ reason, text, until }, issue) {
    if (reason === "timeline_incomplete")
        return issue.labelled === null ? null : text;
    const told = sentences[reason];
    return told === undefined ? null : told({ text, until: until ?? "then" });
}
const sentences = {
    edited_after_label: ({ text }) => text,
    unknown_profile: ({ text }) => `${text} Take the label off, or name one of these.`,
    unknown_model: ({ text }) => `${text} Take the label off, or name one of these.`,
    dependency_cycle: ({ text }) => text,
    dependency_failed: ({ text }) => text,
    spend_per_issue: ({ text }) => `${text} To let it spend more, raise that limit in .github/switchyard.yml; it then starts by itself.`,
    starts_per_day: ({ text }) => `${text} It starts by itself when a day has passed since the first of them.`,
    limit_open_pull_requests: () => "As many pull requests wait for people, or are being worked on, as limits.open-pull-requests allows. It starts by itself when one of them is merged or closed.",
    limit_day: () => "What today's tasks have spent and may still spend reaches limits.spend-per-day. It starts by itself when there is room again, tomorrow (UTC) at the latest.",
    credential_parked: ({ until }) => `The model credential is used up until ${until}. It starts by itself after that.`,
};

// EXTERNAL MODULE: ./lib/core/workpad.js
var workpad = __webpack_require__(54797);
// EXTERNAL MODULE: ./lib/edge/projection.js
var edge_projection = __webpack_require__(75520);
;// CONCATENATED MODULE: ./lib/actions/dispatch-refusals.js






const most = 20; // issues that one tick tells; writes are paced, and the next tick goes on
/** The issues whose label starts nothing for a reason that people want to know, and what they are told. */
function refusalsOf({ world, decision }) {
    const issues = new Map(world.issues.map((issue) => [issue.number, issue]));
    return decision.deferred.flatMap((deferred) => {
        const issue = issues.get(deferred.issue);
        const told = issue === undefined ? null : toldOnIssue(deferred, issue);
        return issue === undefined || told === null ? [] : [{ issue, reason: deferred.reason, told }];
    });
}
/** Shows on each of these issues why its label starts nothing, above what it showed before; what it shows already is not written again. */
async function showRefusals(github, applied, canvas) {
    let written = 0;
    for (const { issue, reason, told } of refusalsOf(applied)) {
        const entry = applied.entries.get(issue.number);
        const projection = entry === undefined ? null : (0,core_projection/* projectionOf */.HJ)(entry, issue, canvas);
        const pad = (0,workpad/* refusedPad */.e8)({ reason, told, pad: projection?.pad ?? null });
        // Among more comments than were read there may be a workpad: a second one would come at every tick.
        const unsure = issue.workpad === null && issue.commentsUnread > 0;
        if (unsure || issue.workpad?.body === pad)
            continue;
        if ((written += 1) > most)
            return;
        const seen = { id: issue.id, labels: issue.labels, workpad: issue.workpad?.id ?? null };
        try {
            await (0,edge_projection/* project */.C)(github, applied.labelIds, { issue: seen, on: [], off: [], pad, say: null }, null);
        }
        catch (error) {
            (0,core/* warning */.$e)(`#${issue.number}: why it does not start could not be shown on the issue: ${(0,errors/* messageOf */.bD)(error)}`);
        }
    }
}

// EXTERNAL MODULE: ./lib/core/config.js
var core_config = __webpack_require__(6641);
// EXTERNAL MODULE: ./lib/core/outcome.js
var outcome = __webpack_require__(91307);
;// CONCATENATED MODULE: ./lib/core/dashboard.js




const dashboard_most = 50; // rows of a table
/** The comment that shows everything at once: what is at work, what waits and why, and what waits for people. The same state gives the same text. */
function dashboardText({ world, decision, entries, repositoryUrl, }) {
    const title = new Map(world.issues.map((issue) => [issue.number, (0,core_text/* plainLine */.h0)(issue.title, 80)]));
    const states = [...entries].toSorted(([a], [b]) => a - b);
    const working = states.flatMap(([issue, { state }]) => state.claim === null
        ? []
        : [
            [
                `#${issue}`,
                title.get(issue) ?? "",
                (0,core_plan/* workerName */.ig)(state.claim.worker),
                String(state.claim.attempt),
                (0,core_text/* dollars */.E9)(state.claim.reserved),
                `[run](${(0,workpad/* runUrl */.Vp)(repositoryUrl, state.claim.run)})`,
            ],
        ]);
    const waiting = decision.deferred
        .filter(({ reason }) => reason !== "in_progress")
        .map(({ issue, text, reason }) => [`#${issue}`, title.get(issue) ?? "", `${text} (\`${reason}\`)`]);
    const people = states.flatMap(([issue, { state }]) => {
        const { last } = state;
        if (last === null || state.phase !== "idle" || !title.has(issue))
            return [];
        const pull = state.pull !== null && world.openPullRequests.has(state.pull) ? `#${state.pull}` : "";
        return [[`#${issue}`, title.get(issue) ?? "", last.outcome, pull, outcome/* outcomes */.KI[last.outcome].now]];
    });
    return [
        `${workpad/* workpadMarker */.T0} dashboard -->`,
        world.stopped ? "**Switchyard is stopped** (`refs/switchyard/stop` exists)." : "**Switchyard**",
        ...section("At work", ["issue", "title", "worker", "attempt", "may spend", ""], working),
        ...section("Waiting", ["issue", "title", "why"], waiting),
        ...section("For people", ["issue", "title", "outcome", "pull request", "now"], people),
    ].join("\n");
}
function section(heading, header, rows) {
    if (rows.length === 0)
        return [];
    const more = rows.length > dashboard_most ? ["", `… and ${rows.length - dashboard_most} more.`] : [];
    return ["", `### ${heading}`, "", (0,core_text/* table */.tp)(header, rows.slice(0, dashboard_most)), ...more];
}

// EXTERNAL MODULE: ./lib/core/limits.js
var limits = __webpack_require__(97535);
// EXTERNAL MODULE: ./lib/core/branch.js
var branch = __webpack_require__(94975);
// EXTERNAL MODULE: ./lib/core/dependencies.js
var dependencies = __webpack_require__(38678);
// EXTERNAL MODULE: ./lib/edge/issue-node.js
var issue_node = __webpack_require__(50379);
// EXTERNAL MODULE: ./lib/edge/label-query.js
var label_query = __webpack_require__(12322);
;// CONCATENATED MODULE: ./lib/edge/issues.js






const Nodes = schemas/* object */.Ikc({ nodes: schemas/* array */.YOg(issue_node/* IssueNode */.sd) });
const Page = Nodes.extend({
    totalCount: schemas/* number */.aig().int(),
    pageInfo: schemas/* object */.Ikc({ hasNextPage: schemas/* boolean */.zMY(), endCursor: schemas/* string */.YjP().nullable() }),
});
const Numbers = schemas/* object */.Ikc({ nodes: schemas/* array */.YOg(schemas/* object */.Ikc({ number: schemas/* number */.aig().int() })) });
const Refs = schemas/* object */.Ikc({
    nodes: schemas/* array */.YOg(schemas/* object */.Ikc({
        name: schemas/* string */.YjP(),
        target: schemas/* object */.Ikc({ oid: schemas/* string */.YjP() }),
        associatedPullRequests: Numbers,
    })),
});
/** Issues in one page: GraphQL allows 100, but each brings its comments. */
const pageSize = 50;
/**
 * Reads the open issues that carry a trigger label (one page, oldest first), those with a label that says that something goes on, the issues
 * named in `numbers` whatever they carry, open pull requests, our branches, and the ids of the labels in `names`: one request, plus one
 * when a text names dependencies that are not among them.
 */
async function readIssues(github, options) {
    const { config } = options;
    const labels = (0,label_query/* labelQuery */.B)(options.names);
    const { dashboard } = config.labels;
    const goesOn = [config.labels["in-progress"], config.labels.waiting].filter((name) => name !== false);
    const declared = [
        "$owner: String!",
        "$repo: String!",
        "$labels: [String!]!",
        "$after: String",
        "$folder: String!",
        ...labels.declared,
        ...(goesOn.length === 0 ? [] : ["$goesOn: [String!]!"]),
        ...(dashboard === false ? [] : ["$dashboard: [String!]!"]),
    ];
    const answer = await github.graphql({
        doing: "reading the issues",
        document: `query issues(${declared.join(", ")}) { repository(owner: $owner, name: $repo) {
      issues(states: OPEN, labels: $labels, first: ${pageSize}, after: $after, orderBy: { field: CREATED_AT, direction: ASC }) { nodes { ...fields } totalCount pageInfo { hasNextPage endCursor } }
      ${goesOn.length === 0 ? "" : "goesOn: issues(states: OPEN, labels: $goesOn, first: 20) { nodes { ...fields } }"}
      ${dashboard === false ? "" : "dashboard: issues(states: OPEN, labels: $dashboard, first: 1) { nodes { ...fields } }"}
      pullRequests(states: OPEN, first: 100) { nodes { number } }
      refs(refPrefix: $folder, first: 100) { nodes { name target { oid } associatedPullRequests(states: OPEN, first: 1) { nodes { number } } } }
      ${[...options.numbers.map(named), ...labels.fields].join("\n")}
    } } fragment fields on Issue { ${issue_node/* issueFields */.T3} }`,
        variables: {
            owner: github.owner,
            repo: github.repo,
            labels: config.labels.trigger,
            after: options.after,
            folder: `refs/heads/${(0,branch/* branchFolder */.dU)(config.branch)}`,
            ...labels.variables,
            ...(goesOn.length === 0 ? {} : { goesOn }),
            ...(dashboard === false ? {} : { dashboard: [dashboard] }),
        },
        schema: schemas/* object */.Ikc({
            repository: schemas/* looseObject */._H3({
                issues: Page,
                goesOn: Nodes.default({ nodes: [] }),
                dashboard: Nodes.default({ nodes: [] }),
                pullRequests: Numbers,
                refs: Refs.nullable(),
            }),
        }),
    });
    const { repository } = answer;
    const found = [
        ...repository.issues.nodes,
        ...repository.goesOn.nodes,
        ...options.numbers.flatMap((number) => nodeIn(repository, number)),
    ];
    const ours = branchesOf(config, repository.refs?.nodes ?? []);
    const [board = null] = await issuesOf(github, repository.dashboard.nodes, config);
    return {
        issues: await issuesOf(github, found, config),
        openPullRequests: new Set([
            ...repository.pullRequests.nodes.map(({ number }) => number),
            ...ours.flatMap(({ pull }) => pull ?? []),
        ]),
        ours,
        proposal: proposalIn(config, repository.refs?.nodes ?? []),
        labelIds: labels.idsOf(repository),
        dashboard: board,
        total: repository.issues.totalCount,
        next: repository.issues.pageInfo.hasNextPage ? repository.issues.pageInfo.endCursor : null,
    };
}
/** Reads issues by their numbers, in one request (plus one for what their texts name); at most a hundred. Numbers that are no issue's are left out. */
async function readNumbered(github, { config, numbers }) {
    if (numbers.length === 0)
        return [];
    const { repository } = await github.graphql({
        doing: "reading issues by number",
        document: `query numbered($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) {
      ${numbers.map(named).join("\n")}
    } } fragment fields on Issue { ${issue_node/* issueFields */.T3} }`,
        variables: { owner: github.owner, repo: github.repo },
        schema: schemas/* object */.Ikc({ repository: schemas/* looseObject */._H3({}) }),
    });
    const nodes = numbers.flatMap((number) => nodeIn(repository, number));
    return issuesOf(github, nodes, config);
}
/** Numbers of the open issues that carry all of these labels: page `page` (from 1) of `pageSize`, oldest first. */
async function listNumbers({ octokit, owner, repo }, { labels, page }) {
    const { data } = await octokit.rest.issues.listForRepo({
        owner,
        repo,
        state: "open",
        labels: labels.join(","),
        sort: "created",
        direction: "asc",
        per_page: pageSize,
        page,
    });
    return data.filter((issue) => issue.pull_request === undefined).map(({ number }) => number);
}
function named(number) {
    return `i${number}: issueOrPullRequest(number: ${number}) { ... on Issue { ...fields } }`;
}
function nodeIn(repository, number) {
    const node = issue_node/* IssueNode */.sd.safeParse(repository[`i${number}`]);
    return node.success ? [node.data] : [];
}
function proposalIn(config, refs) {
    const found = refs.find(({ name }) => `${(0,branch/* branchFolder */.dU)(config.branch)}${name}` === core_rehearsal/* proposal */.vC.branch);
    if (found === undefined)
        return null;
    const { target, associatedPullRequests } = found;
    return {
        name: core_rehearsal/* proposal */.vC.branch,
        commit: target.oid,
        pull: associatedPullRequests.nodes[0]?.number ?? null,
    };
}
function branchesOf(config, refs) {
    const folder = (0,branch/* branchFolder */.dU)(config.branch);
    return refs.flatMap(({ name, target, associatedPullRequests }) => {
        const full = `${folder}${name}`;
        const issue = (0,branch/* issueOfBranch */.Lr)(config.branch, full);
        const pull = associatedPullRequests.nodes[0]?.number ?? null;
        return issue === null ? [] : [{ issue, name: full, commit: target.oid, pull }];
    });
}
async function issuesOf(github, found, config) {
    const nodes = [...new Map(found.map((node) => [node.number, node])).values()];
    const known = new Map(nodes.map((node) => [node.number, (0,issue_node/* progressOf */.jA)(node)]));
    const missing = [...new Set(nodes.flatMap((node) => (0,dependencies/* textDependencies */.LY)(node.body)))]
        .filter((number) => !known.has(number))
        .slice(0, 100);
    for (const [number, progress] of await readProgress(github, missing))
        known.set(number, progress);
    return nodes.map((node) => (0,issue_node/* issueOf */.v1)(node, { config, named: (number) => known.get(number) }));
}
const Numbered = schemas/* object */.Ikc({
    issue: schemas/* string */.YjP().optional(),
    pull: schemas/* string */.YjP().optional(),
    stateReason: schemas/* string */.YjP().nullish(),
    closedAt: schemas/* string */.YjP().nullable(),
});
/** How far the issues and pull requests with these numbers have come. */
async function readProgress(github, numbers) {
    if (numbers.length === 0)
        return new Map();
    const { repository } = await github.graphql({
        doing: "reading the issues that others wait for",
        document: `query dependencies($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) {
      ${numbers.map((number) => `i${number}: issueOrPullRequest(number: ${number}) { ... on Issue { issue: state stateReason closedAt } ... on PullRequest { pull: state closedAt } }`).join("\n")}
    } }`,
        variables: { owner: github.owner, repo: github.repo },
        schema: schemas/* object */.Ikc({ repository: schemas/* record */.g1P(schemas/* string */.YjP(), Numbered.nullable()) }),
    });
    return new Map(numbers.flatMap((number) => {
        const found = repository[`i${number}`] ?? null;
        if (found === null)
            return [];
        const { issue, pull, stateReason, closedAt } = found;
        const progress = pull === "CLOSED"
            ? { state: "dropped", doneAt: null }
            : (0,issue_node/* progressOf */.jA)({ state: issue ?? pull ?? "OPEN", stateReason, closedAt });
        return [[number, progress]];
    }));
}

;// CONCATENATED MODULE: ./lib/actions/dispatch-show.js













const dispatch_show_most = 40; // issues that one tick redraws beyond those it decided on; writes are paced, and the next tick goes on
/** Where this tick draws. */
function canvasOf({ world, repository, entries }, job) {
    return {
        config: world.config,
        repositoryUrl: `${job.serverUrl}/${job.repository}`,
        defaultBranch: repository.defaultBranch,
        spentToday: (0,limits/* spentAndReserved */.yK)([...entries.values()].map(({ state }) => state), world.now),
    };
}
/**
 * Draws state labels and workpads of every issue that shows something else than its record says, those first that the tick decided on.
 * A failure on one issue does not touch the others. Resolves to the workpads' ids, by issue.
 */
async function show(github, applied, canvas) {
    const { world, labelIds } = applied;
    const decided = new Map(applied.decision.actions.map((action) => [action.issue, action]));
    const first = world.issues.toSorted((a, b) => Number(decided.has(b.number)) - Number(decided.has(a.number)));
    // Why these do not start is what their workpad says.
    const refused = new Set(refusalsOf(applied).map(({ issue }) => issue.number));
    const workpads = new Map();
    let others = 0;
    for (const issue of first) {
        const entry = applied.entries.get(issue.number);
        const projection = entry === undefined ? null : (0,core_projection/* projectionOf */.HJ)(entry, issue, canvas);
        if (issue.workpad !== null)
            workpads.set(issue.number, issue.workpad.id);
        if (projection === null || refused.has(issue.number) || !(0,core_projection/* differs */.Ag)(projection, issue))
            continue;
        const action = decided.get(issue.number);
        if (action === undefined && (others += 1) > dispatch_show_most)
            continue;
        if (action === undefined)
            (0,core/* info */.pq)(`#${issue.number}: labels and workpad are drawn again from its record.`);
        try {
            const drawn = await (0,edge_projection/* project */.C)(github, labelIds, {
                issue: { id: issue.id, labels: issue.labels, workpad: issue.workpad?.id ?? null },
                ...projection,
                say: null,
            }, null);
            workpads.set(issue.number, drawn.workpad);
        }
        catch (error) {
            (0,core/* warning */.$e)(`#${issue.number}: the state could not be shown on the issue: ${(0,errors/* messageOf */.bD)(error)}`);
        }
    }
    await showDashboard(github, applied, canvas);
    return workpads;
}
/** The comment on the issue with the dashboard's label, written only when it says something else. */
async function showDashboard(github, { dashboard, world, decision, entries, labelIds }, { repositoryUrl }) {
    if (dashboard === null)
        return;
    const pad = dashboardText({ world, decision, entries, repositoryUrl });
    if (dashboard.workpad?.body === pad)
        return;
    try {
        await (0,edge_projection/* project */.C)(github, labelIds, {
            issue: { id: dashboard.id, labels: dashboard.labels, workpad: dashboard.workpad?.id ?? null },
            on: [],
            off: [],
            pad,
            say: null,
        }, null);
    }
    catch (error) {
        (0,core/* warning */.$e)(`#${dashboard.number}: the dashboard could not be written: ${(0,errors/* messageOf */.bD)(error)}`);
    }
}
const dispatch_show_Event = schemas/* object */.Ikc({
    action: schemas/* string */.YjP(),
    issue: schemas/* object */.Ikc({ number: schemas/* number */.aig().int() }),
    sender: schemas/* object */.Ikc({ login: schemas/* string */.YjP(), type: schemas/* string */.YjP() }),
});
/** When a label could not be acted on at all, its issue says why; a label by someone without the right causes no write. */
async function tellAskingIssue(github, job, problem) {
    try {
        const event = job.event.name === "issues"
            ? dispatch_show_Event.safeParse(JSON.parse(await (0,promises_.readFile)(job.event.path, "utf8")))
            : null;
        if (event === null || !event.success || event.data.action !== "labeled")
            return;
        const { sender, issue } = event.data;
        if (!(await (0,edge_repository/* isWriter */.Ui)(github, sender)))
            return;
        const config = core_config/* Config */.TS.parse({});
        const read = await readIssues(github, { config, numbers: [issue.number], names: [], after: null });
        const found = read.issues.find(({ number }) => number === issue.number);
        if (found === undefined || found.workpad?.body === (0,workpad/* brokenPad */.Fy)(problem.message, job.runUrl))
            return;
        await (0,edge_projection/* project */.C)(github, new Map(), {
            issue: { id: found.id, labels: found.labels, workpad: found.workpad?.id ?? null },
            on: [],
            off: [],
            pad: (0,workpad/* brokenPad */.Fy)(problem.message, job.runUrl),
            say: null,
        }, null);
    }
    catch (failure) {
        (0,core/* error */.z3)(`The problem could not be shown on the issue either: ${(0,errors/* messageOf */.bD)(failure)}`);
    }
}

// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./lib/core/decide.js + 3 modules
var decide = __webpack_require__(66211);
// EXTERNAL MODULE: ./lib/edge/publication.js
var publication = __webpack_require__(69355);
// EXTERNAL MODULE: ./lib/edge/runs.js
var runs = __webpack_require__(69483);
;// CONCATENATED MODULE: ./lib/edge/observe.js







/** Pages of labelled issues in one tick: from the front of the queue, and then from anywhere behind it, so that nothing waits for ever. */
const pages = { front: 4, behind: 2 };
/** Whether somebody may write is looked up for so many people beyond the slots in one tick; one request each. */
const sparePeople = 6;
/** Reads everything that `decide` depends on: the top of each queue until the slots are full, not all issues. */
async function observe(github, looking) {
    const { config, store, records, numbers } = looking;
    const active = [...records.entries].flatMap(([issue, record]) => record.ok && record.entry.state.phase !== "idle" ? [issue] : []);
    const names = [
        ...(0,workpad/* stateLabels */.dE)(config, null).off,
        ...config.labels.trigger,
        ...config.labels.high,
        ...(config.labels.dashboard === false ? [] : [config.labels.dashboard]),
    ];
    const wanted = [...new Set([...numbers, ...active])];
    const first = await readIssues(github, { config, numbers: wanted.slice(0, 100), names, after: null });
    const issues = new Map(first.issues.map((issue) => [issue.number, issue]));
    const add = (found) => found.forEach((issue) => issues.set(issue.number, issue));
    for (let at = 100; at < wanted.length; at += 100)
        add(await readNumbered(github, { config, numbers: wanted.slice(at, at + 100) }));
    add(await highQueue(github, { config, first, known: issues }));
    add(await readNumbered(github, { config, numbers: forgotten(first.ours, { records, known: issues }) }));
    const dead = await deadClaims(github, looking);
    const archived = new Map();
    const writers = new Map();
    const look = async () => {
        const fresh = [...issues.keys()].filter((issue) => !records.entries.has(issue) && !archived.has(issue));
        for (const [issue, one] of await store.archived(records, fresh))
            archived.set(issue, one);
        const entries = new Map(records.entries);
        for (const [issue, { entry }] of archived)
            entries.set(issue, entry);
        const shown = { issues: [...issues.values()], records: entries };
        await lookUp(github, {
            writers,
            people: (0,decide/* peopleToCheck */.ts)({ ...shown, config }),
            slots: config.limits.tasks,
        });
        return {
            ...shown,
            ...dead,
            now: github.now(),
            config,
            base: looking.base,
            run: looking.run ?? { id: 0, attempt: 0 },
            stopped: records.stopped,
            writers,
            openPullRequests: first.openPullRequests,
            branches: new Map(first.ours.map(({ issue, ...branch }) => [issue, branch])),
            apiLeft: github.left(),
            nonces: Array.from({ length: config.limits.tasks }, stamp/* nonce */.KU),
        };
    };
    let world = await look();
    let next = first.next;
    for (let read = 1; next !== null && read < pages.front && !isFull(world); read += 1) {
        const page = await readIssues(github, { config, numbers: [], names: [], after: next });
        add(page.issues);
        ({ next } = page);
        world = await look();
    }
    const rest = next === null ? 0 : pages.behind;
    for (let read = 0; read < rest && !isFull(world); read += 1) {
        add(await pageBehind(github, { config, total: first.total, known: issues }));
        world = await look();
    }
    const { labelIds, dashboard, ours, proposal } = first;
    return { world, labelIds, archived, dashboard, ours, proposal };
}
/** Issues with a branch of ours and no record outside of the archive: one that is not there either was lost. */
function forgotten(ours, { records, known }) {
    const lost = ours
        .map(({ issue }) => issue)
        .filter((issue) => !records.entries.has(issue) && !known.has(issue));
    return [...new Set(lost)].slice(0, pageSize);
}
/** Full slots end the search: what stands further back cannot start in this tick. */
function isFull(world) {
    const forAll = ["stopped", "limit_tasks", "limit_day", "limit_api"];
    return (0,decide/* decide */.LD)(world).deferred.some(({ reason }) => forAll.includes(reason));
}
/** The oldest issues of the high queue; asks for nothing where no label of it exists. */
async function highQueue(github, { config, first, known }) {
    const high = first.next === null ? [] : config.labels.high.filter((name) => first.labelIds.has(name));
    const numbers = new Set();
    for (const label of high)
        for (const trigger of config.labels.trigger)
            for (const number of await listNumbers(github, { labels: [trigger, label], page: 1 }))
                if (!known.has(number))
                    numbers.add(number);
    return readNumbered(github, { config, numbers: [...numbers].slice(0, pageSize) });
}
/** A page from anywhere behind the front of the queue. */
async function pageBehind(github, { config, total, known }) {
    const trigger = config.labels.trigger[Math.floor(Math.random() * config.labels.trigger.length)] ?? "";
    const last = Math.max(1, Math.ceil(total / pageSize));
    const page = Math.min(last, pages.front + 1 + Math.floor(Math.random() * Math.max(1, last - pages.front)));
    const numbers = await listNumbers(github, { labels: [trigger], page });
    return readNumbered(github, { config, numbers: numbers.filter((number) => !known.has(number)) });
}
/** Looks up who may write: the first in the queue, and some from anywhere, since those in front may never have the right. */
async function lookUp(github, { writers, people, slots }) {
    const most = slots + sparePeople - writers.size;
    const unknown = people.filter((login) => !writers.has(login));
    if (most <= 0)
        return;
    const front = unknown.slice(0, unknown.length <= most ? most : Math.ceil(most / 2));
    const behind = unknown.slice(front.length);
    const start = Math.floor(Math.random() * Math.max(1, behind.length));
    const some = [...behind.slice(start), ...behind.slice(0, start)].slice(0, most - front.length);
    for (const [login, may] of await (0,edge_repository/* readWriters */.$Q)(github, [...front, ...some]))
        writers.set(login, may);
}
/** The claims that are proven dead, and how far the publishing of each had got. */
async function deadClaims(github, { records, run }) {
    const states = [...records.entries].flatMap(([issue, record]) => record.ok ? [{ issue, state: record.entry.state }] : []);
    const held = states.flatMap(({ issue, state }) => state.claim === null ? [] : [{ issue, claim: state.claim }]);
    const dead = await (0,runs/* findDeadClaims */.$t)(github, { held, ownRun: run });
    const published = new Map();
    for (const { issue, state } of states) {
        const { publishing } = state;
        if (publishing === null || !dead.has(issue))
            continue;
        if ((await (0,publication/* branchHead */.P)(github, publishing.branch)) !== publishing.commit)
            continue;
        published.set(issue, { pull: (await (0,publication/* findPullRequest */._f)(github, publishing.branch))?.number ?? null });
    }
    return { deadClaims: dead, published };
}

;// CONCATENATED MODULE: ./lib/actions/tick.js












/** Observes, decides and writes until the write succeeds on what was seen, and waits for what is due soon. With `dryRun` nothing is written. */
async function decideAndApply(tick) {
    const { github, manual } = tick;
    const repository = await (0,edge_repository/* demandRepository */.Y8)(github);
    const config = (0,config_file/* readConfig */.X)(repository.configText);
    (0,config_file/* checkTemplate */.B)(repository.promptTemplate);
    if (manual !== null)
        await demandIssues(github, config, manual.numbers);
    if (manual !== null && !tick.dryRun)
        await recordRequests(tick, manual);
    const end = Date.parse(github.now()) + decide/* patience */._L * 1_000;
    for (;;) {
        const applied = await applyOnce(tick, { repository, config });
        const now = github.now();
        const left = (end - Date.parse(now)) / 1_000;
        const due = applied.decision.actions.length > 0 ? null : (0,decide/* nextStart */.K8)(applied.decision, left, now);
        if (tick.dryRun || due === null)
            return applied;
        (0,core/* info */.pq)(`Something starts by itself at ${due}: waiting for it.`);
        await (0,external_node_timers_promises_.setTimeout)(Math.max(0, Date.parse(due) - Date.parse(now)) + 1_000);
    }
}
/** One decision, written on what it was made on. */
async function applyOnce(tick, { repository, config }) {
    const { github, store, job } = tick;
    for (let round = 0; round < rounds; round += 1) {
        const records = await store.read();
        const seen = await observe(github, {
            config,
            base: repository.base,
            store,
            records,
            run: job.run,
            numbers: tick.manual?.numbers ?? [],
        });
        const { world, archived } = seen;
        const decision = (0,decide/* decide */.LD)(world);
        const entries = new Map([...world.records].flatMap(([issue, record]) => (record.ok ? [[issue, record.entry]] : [])));
        const written = new Map(decision.actions.map(({ issue, event }) => {
            const state = entries.get(issue)?.state ?? core_record/* emptyState */.p$;
            return [issue, (0,stamp/* entryOf */.Ms)(state, event, world.now)];
        }));
        for (const [issue, entry] of written)
            entries.set(issue, entry);
        const applied = { ...seen, repository, records, decision, entries };
        if (tick.dryRun || written.size === 0)
            return applied;
        const claims = decision.actions.filter(({ type }) => type === "claim").length;
        const guard = claims === 0 ? null : `tick: run ${job.run.id}/${job.run.attempt} takes ${claims}\n\n${(0,stamp/* nonce */.KU)()}`;
        if ((await store.write(records, written, { world: guard, archived })).ok)
            return applied;
        (0,core/* debug */.Yz)(`round ${round + 1}: somebody else wrote first`);
    }
    throw new errors/* UserError */.yo("Other runs kept changing the records. Nothing was lost; the next tick goes on.");
}
/** Throws a UserError that lists every number which is not that of an issue: a request for it could never be met. */
async function demandIssues(github, config, numbers) {
    const found = new Set();
    for (let at = 0; at < numbers.length; at += 50)
        for (const { number } of await readNumbered(github, { config, numbers: numbers.slice(at, at + 50) }))
            found.add(number);
    const missing = numbers.filter((number) => !found.has(number));
    if (missing.length > 0)
        throw new errors/* UserError */.yo(`${missing.map((number) => `#${number}`).join(", ")} ${missing.length === 1 ? "is not an issue" : "are not issues"} of this repository, so nothing was started. Give the numbers of issues, not of pull requests.`);
}
/** A manual request is recorded before anything is decided, so that no limit or eviction can lose it. */
async function recordRequests({ github, store, job }, manual) {
    await appendEvents(store, {
        issues: manual.numbers,
        clock: github,
        choose: (issue, record, at) => {
            const state = stateIn(issue, record);
            const request = {
                id: `run-${job.run.id}-${issue}`,
                kind: "manual",
                by: job.actor,
                at,
                prompt: manual.prompt,
                run: job.run.id,
            };
            // A re-run of this run asks for nothing new.
            if ((0,core_record/* isRecorded */.TN)(state, request))
                return null;
            const started = starting(state, { issue, request });
            if (!started.ok)
                throw new errors/* UserError */.yo(started.why);
            return started.event;
        },
        lost: "Other runs kept changing the records, so the request could not be written. Run it again.",
    });
}

;// CONCATENATED MODULE: ./lib/actions/dispatch.js
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




















/** The inputs of dispatch/action.yml. */
const DispatchInputs = schemas/* object */.Ikc({
    token: action/* tokenInput */.ND,
    issues: schemas/* string */.YjP(),
    prompt: schemas/* string */.YjP().max(promptLimit, `has at most ${promptLimit} characters`),
    "dry-run": schemas/* stringbool */.uEf("must be true or false"),
});
/** dispatch/action.yml: looks at the world, decides, claims, and outputs the matrix of tasks and their plan. */
async function dispatch() {
    const inputs = (0,action/* readInputs */.Ko)(DispatchInputs);
    const job = (0,action/* readJob */.cd)();
    const github = (0,edge_github.openGitHub)({ token: inputs.token, repository: job.repository, log: action/* jobLog */.Wh });
    try {
        const env_1 = { stack: [], error: void 0, hasError: false };
        try {
            const remote = (0,action/* remoteOf */.e1)(job, inputs.token);
            const store = __addDisposableResource(env_1, await (0,record_store/* openRecordStore */.TD)({ remote, temp: job.temp, identity: stamp/* identity */.D_ }), true);
            if (!inputs["dry-run"])
                await obeyComment({ github, store, job });
            const tick = {
                github,
                store,
                job,
                manual: manualRequest(inputs, job),
                dryRun: inputs["dry-run"],
            };
            const applied = await decideAndApply(tick).catch(async (error) => {
                throw await explained({ github, remote, job }, error);
            });
            const from = { github, store, repository: job.repository, warn: core/* warning */.$e };
            if (isRehearsal(tick, applied)) {
                const ordinary = await planOf(from, applied, new Map());
                await handRehearsal(await rehearse({ github, remote, job }, ordinary, applied.repository.configText), job);
                return;
            }
            const canvas = canvasOf(applied, job);
            const workpads = inputs["dry-run"] ? new Map() : await show(github, applied, canvas);
            if (!inputs["dry-run"])
                await showRefusals(github, applied, canvas);
            const chores = inputs["dry-run"]
                ? []
                : await keepHouse({ github, store, remote, temp: job.temp }, applied);
            const plan = await planOf(from, applied, workpads);
            const tasks = inputs["dry-run"] ? [] : plan.tasks;
            await hand({ ...plan, tasks }, job);
            tell(applied, tasks);
            await (0,action/* writeSummary */.Sy)((0,summary/* dispatchSummary */.p)({
                decision: applied.decision,
                tasks,
                issues: applied.world.issues,
                chores,
                runUrl: job.runUrl,
            }));
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
    catch (error) {
        if (error instanceof errors/* UserError */.yo && !inputs["dry-run"])
            await tellAskingIssue(github, job, error);
        throw error;
    }
}
function manualRequest({ issues, prompt }, job) {
    if (issues.trim() === "") {
        if (prompt.trim() !== "")
            throw new errors/* UserError */.yo("A prompt needs an issue to belong to: give `issues`, for example `issues: 42`.");
        return null;
    }
    const parsed = parseIssueNumbers(issues);
    if (!parsed.ok)
        throw new errors/* UserError */.yo(`issues: expected numbers such as "12 14", got ${parsed.bad.map((part) => JSON.stringify((0,log_line/* logLine */.BP)(part, 40))).join(", ")}.`);
    if (job.actor.endsWith("[bot]"))
        throw new errors/* UserError */.yo(`A manual run with issues is a person's request; this one was started by ${job.actor}.`);
    return { numbers: parsed.numbers, prompt: prompt.trim() };
}
/** Hands over the plan of a rehearsal; where there is no room for it, this job says everything that is known. */
async function handRehearsal(plan, job) {
    try {
        await hand(plan, job);
        (0,core/* info */.pq)("The rehearsal goes on in its own job; what it finds is in the summary of that.");
    }
    catch (error) {
        if (!(error instanceof errors/* NoSpaceError */.ud))
            throw error;
        const repositoryUrl = `${job.serverUrl}/${job.repository}`;
        const { config, rehearsal } = plan;
        const findings = [...rehearsal.findings, (0,core_rehearsal/* finding */.gk)("artifacts", "missing", error.message)];
        await (0,action/* writeSummary */.Sy)((0,rehearsal_text/* rehearsalText */.LA)({ config, rehearsal, findings, repositoryUrl, report: null, runUrl: job.runUrl }, "The rehearsal ended here: its jobs hand over by artifacts."));
        throw error;
    }
}
/** Hands the plan to the jobs that follow. Without tasks there is no artifact, and its client is not even loaded. */
async function hand(plan, job) {
    const legs = (0,core_plan/* legsOf */.xi)(plan);
    (0,core/* setOutput */.uH)("count", legs.length);
    (0,core/* setOutput */.uH)("max-parallel", Math.max(1, legs.length));
    if (legs.length === 0)
        return;
    const { uploadPlan } = await Promise.all(/* import() */[__webpack_require__.e(252), __webpack_require__.e(134)]).then(__webpack_require__.bind(__webpack_require__, 88134));
    const artifact = await uploadPlan(plan, { name: `switchyard-plan-${job.run.attempt}`, temp: job.temp });
    (0,core/* setOutput */.uH)("matrix", JSON.stringify({ include: legs }));
    (0,core/* setOutput */.uH)("plan-id", artifact.id);
    (0,core/* setOutput */.uH)("plan-digest", artifact.digest);
}
function tell({ decision }, tasks) {
    for (const task of tasks)
        (0,core/* info */.pq)(`#${task.issue} starts: attempt ${task.attempt}, worker ${task.worker}, may spend $${task.reserved}.`);
    for (const action of decision.actions)
        if (action.type !== "claim")
            (0,core/* info */.pq)(`#${action.issue}: ${(0,log_line/* logLine */.BP)(action.why)} (${action.type}).`);
    for (const deferred of decision.deferred)
        (0,core/* info */.pq)(`#${deferred.issue} does not start: ${(0,log_line/* logLine */.BP)(deferred.text)} (${deferred.reason})`);
    if (tasks.length === 0)
        (0,core/* info */.pq)("Nothing to start.");
}


/***/ })

};
