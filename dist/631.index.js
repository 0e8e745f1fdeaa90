export const id = 631;
export const ids = [631];
export const modules = {

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


/***/ }),

/***/ 83405:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KY: () => (/* binding */ missingFolders),
/* harmony export */   b$: () => (/* binding */ checkOut),
/* harmony export */   zP: () => (/* binding */ isSparse)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _git_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(52529);



const depth = 50; // commits: enough for `git log` and `git blame` of recent work, without the whole history
/**
 * Checks out one commit into an empty or emptied directory: shallow, blobs on demand, no submodules, no LFS, and no credentials left behind.
 * The directory is a repository of its own whose remote is named but cannot be written to from there.
 */
async function checkOut({ remote, commit, directory, sparse, }) {
    for (const entry of await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(directory))
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, entry), { recursive: true, force: true });
    const git = (0,_git_js__WEBPACK_IMPORTED_MODULE_2__/* .gitIn */ .uM)(directory);
    await git(["init", "--quiet", "."]);
    await git(["remote", "add", "origin", remote.url]);
    // One folder a line, the form that needs no quoting: their names have neither quotes nor control characters.
    if (sparse !== null)
        await git(["sparse-checkout", "set", "--cone", "--stdin"], { input: `${sparse.join("\n")}\n` });
    const fetched = [
        ["fetch", "--quiet", "--no-tags", `--depth=${depth}`, "--filter=blob:none", "origin", commit],
        ["checkout", "--quiet", "--detach", commit],
    ];
    for (const args of fetched) {
        const end = await (0,_git_js__WEBPACK_IMPORTED_MODULE_2__/* .readRemote */ .Zz)({ cwd: directory, remote, args });
        if (end.code !== 0)
            throw (0,_git_js__WEBPACK_IMPORTED_MODULE_2__/* .remoteError */ .bO)(`Cannot fetch commit ${commit}`, end, "If it stays so, the job needs `permissions: { contents: read }`.");
    }
}
/** Is a part of the commit checked out only? */
async function isSparse(directory) {
    const said = await (0,_git_js__WEBPACK_IMPORTED_MODULE_2__/* .gitIn */ .uM)(directory)([
        "config",
        "--type=bool",
        "--default=false",
        "--get",
        "core.sparseCheckout",
    ]);
    return said.trim() === "true";
}
/** Those of these folders that the checked-out commit does not have: nothing, a file or a symbolic link is there. The top level (the empty string) always is. */
async function missingFolders(directory, folders) {
    const asked = [...new Set(folders)].filter((folder) => folder !== "");
    if (asked.length === 0)
        return [];
    const listed = await (0,_git_js__WEBPACK_IMPORTED_MODULE_2__/* .gitIn */ .uM)(directory)(["ls-tree", "-z", "-t", "HEAD", "--", ...asked]);
    const there = new Set(listed.split("\0").flatMap((line) => /^040000 tree [0-9a-f]+\t([^]+)$/.exec(line)?.[1] ?? []));
    return asked.filter((folder) => !there.has(folder));
}


/***/ }),

/***/ 44219:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ signalProcess),
/* harmony export */   k: () => (/* binding */ endSession)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(58500);


const patience = 10_000; // Milliseconds; a killed process is gone in a few unless the kernel holds it.
/**
 * Kills every process whose environment holds the session id, and returns the ids of those that are still there after 10
 * seconds: none when the session is verified gone. The CLI gives each command a session of its own, so signals to its group do
 * not reach them; the environment does. A process that cleared its environment, or of
 * another user when we are not root, is not seen: against those a PID namespace of its own helps.
 */
async function endSession(session) {
    const deadline = Date.now() + patience;
    for (;;) {
        const members = await sessionProcesses(session);
        if (members.length === 0 || Date.now() > deadline)
            return members;
        for (const pid of members)
            signalProcess(pid, "SIGKILL");
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_1__.setTimeout)(10);
    }
}
/** Sends a signal to a process, or to a group when the id is negative. Returns false when it is gone already. */
function signalProcess(pid, signal) {
    try {
        return process.kill(pid, signal);
    }
    catch {
        return false;
    }
}
async function sessionProcesses(session) {
    const pids = (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)("/proc")).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
    const found = await Promise.all(pids.map(async (pid) => ((await holds(pid, session)) ? [Number(pid)] : [])));
    return found.flat();
}
async function holds(pid, session) {
    try {
        return (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(`/proc/${pid}/environ`)).includes(session);
    }
    catch {
        return false; // Gone since, or another user's.
    }
}


/***/ }),

/***/ 57606:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ openControlGroup),
/* harmony export */   k: () => (/* binding */ controlGroups)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var _isolation_machine_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(61025);
/* harmony import */ var _isolation_rights_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(56493);





const root = "/sys/fs/cgroup";
/** A control group of the kernel (version 2, or 1 where only that is there) that bounds memory (bytes) and processes; null where none can be made. */
async function openControlGroup(rights, limits) {
    if (rights.kind === "namespace")
        return null;
    const name = `switchyard-${process.pid}-${await processNamespace()}-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomInt)(2 ** 31)}`;
    const memory = String(limits.memory);
    const two = [
        [
            `${root}/${name}`,
            { "memory.max": memory, "memory.oom.group": "0", "pids.max": String(limits.processes) },
        ],
    ];
    const one = [
        [`${root}/memory/${name}`, { "memory.limit_in_bytes": memory }],
        [`${root}/pids/${name}`, { "pids.max": String(limits.processes) }],
    ];
    const hierarchies = (await (0,_isolation_machine_js__WEBPACK_IMPORTED_MODULE_3__/* .isThere */ .$B)(`${root}/cgroup.controllers`)) ? two : one;
    const remove = async () => {
        for (const [path] of hierarchies)
            await (0,_isolation_rights_js__WEBPACK_IMPORTED_MODULE_4__/* .withRights */ .AS)(rights, ["rmdir", "--", path]).catch(() => undefined);
    };
    try {
        for (const [path, values] of hierarchies)
            await (0,_isolation_rights_js__WEBPACK_IMPORTED_MODULE_4__/* .withRights */ .AS)(rights, ["sh", "-c", makeScript, "sh", path, ...Object.entries(values).flat()]);
    }
    catch {
        await remove();
        return null;
    }
    return {
        // The shell's parent is the process which is meant.
        join: [
            [
                "sh",
                "-c",
                'for group; do echo "$PPID" >"$group" || exit 1; done',
                "sh",
                ...hierarchies.map(([path]) => (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(path, "cgroup.procs")),
            ],
        ],
        [Symbol.asyncDispose]: remove,
    };
}
/** The control groups that are there, with the process that made each; those of another process namespace, whose ids mean others, are left out. */
async function controlGroups() {
    const here = await processNamespace();
    const found = await Promise.all([root, (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(root, "memory"), (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(root, "pids")].map(async (parent) => (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)(parent).catch(() => [])).flatMap((name) => {
        const [, owner, namespace] = /^switchyard-(\d+)-(\w+)-\d+$/.exec(name) ?? [];
        return namespace === here ? [{ path: (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(parent, name), owner: Number(owner) }] : [];
    })));
    return found.flat();
}
/** What tells this namespace of process ids from others: https://man7.org/linux/man-pages/man7/namespaces.7.html */
async function processNamespace() {
    return (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readlink)("/proc/self/ns/pid").catch(() => "")).replace(/\D/g, "") || "none";
}
/** Makes the directory of argument 1 and writes values into its files; the other arguments are names and values in turn. */
const makeScript = `
mkdir -- "$1" && cd -- "$1" && shift || exit 1
while [ "$#" -gt 0 ]; do printf %s "$2" >"$1" && shift 2 || exit 1; done
`;


/***/ }),

/***/ 61025:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $B: () => (/* binding */ isThere),
/* harmony export */   BQ: () => (/* binding */ readPlaces),
/* harmony export */   CA: () => (/* binding */ systemProgram),
/* harmony export */   IJ: () => (/* binding */ readTop),
/* harmony export */   PS: () => (/* binding */ accountFiles),
/* harmony export */   bq: () => (/* binding */ readMounts),
/* harmony export */   wM: () => (/* binding */ freeAccount)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(48161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76760);




/** Mounts that this process sees, from /proc/self/mountinfo: https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html */
async function readMounts() {
    const lines = (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)("/proc/self/mountinfo", "utf8")).split("\n").filter(Boolean);
    return lines.map((line) => {
        const [, , , , at = "", options = ""] = line.split(" ");
        return {
            at: at.replace(/\\(\d{3})/g, (_, octal) => String.fromCharCode(Number.parseInt(octal, 8))),
            options: options.split(",").filter((option) => option !== "rw" && option !== "ro"),
        };
    });
}
/** The directories of the machine that every program may need, as far as they exist. Anything else stays out of sight. */
async function readTop() {
    const names = (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)("/")).filter((name) => /^(?:usr|opt|etc|bin|sbin|lib\w*|nix|snap)$/.test(name));
    return Promise.all(names.map(async (name) => ({ name, link: await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readlink)(`/${name}`).catch(() => null) })));
}
/**
 * What to hide of a runner and what to show in spite of it: its home, its work folder and its own installation go, the toolchains that
 * the environment names stay. `readable` adds paths that an administrator chose.
 */
async function readPlaces(options) {
    const { environment, toolchain } = options;
    const work = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)(options.workspace));
    const installation = await runnerInstallation(work);
    const places = [
        environment["HOME"],
        userHome(),
        work,
        options.temp,
        (0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)(options.temp),
        ...(installation === null ? [] : [installation]),
    ].filter((path) => path !== undefined && path !== "" && path !== "/");
    const hidden = await present(places.flatMap((path) => (path === undefined ? [] : [path])));
    const { PATH = "", HOME: _, ...others } = toolchain;
    const named = [
        ...PATH.split(":").map((path) => path.replace(/(\/node_modules)\/\.bin\/?$/, "$1")), // what the links there lead to needs its package
        ...Object.values(others).flatMap((value) => value.split(":")),
        environment["RUNNER_TOOL_CACHE"] ?? "",
    ].filter((path) => path.startsWith("/"));
    const linked = await Promise.all(PATH.split(":").map(async (path) => linkTargets(path)));
    const readable = await present(options.readable);
    const shown = await present([...named, ...options.readable, ...linked.flat()]);
    // What holds a hidden place is no toolchain, whatever the environment says.
    const allowed = (paths) => paths.filter((path) => !hidden.some((place) => place === path || place.startsWith(`${path}/`)));
    return { hidden, shown: allowed(shown), readable: allowed(readable) };
}
/**
 * Files that name the account beside those that a system knows (`etc` is its directory), and where a run finds them: programs ask who they are, and Node throws when nobody knows.
 */
async function accountFiles({ etc, directory, home, account, }) {
    const lines = [
        ["passwd", `switchyard:x:${account}:${account}::${home}:/bin/bash\n`],
        ["group", `switchyard:x:${account}:\n`],
    ];
    return Promise.all(lines.map(async ([name, line]) => {
        const from = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(directory, name);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)(from, `${await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(etc, name), "utf8").catch(() => "")}${line}`);
        return { at: `/etc/${name}`, from, writable: true };
    }));
}
/** An account for the agent: one that nobody has, with nothing running under it. */
async function freeAccount(seed) {
    const taken = new Set((await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)("/etc/passwd", "utf8").catch(() => ""))
        .split("\n")
        .map((line) => Number(line.split(":")[2])));
    const running = new Set(await Promise.all((await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)("/proc"))
        .filter((name) => /^\d+$/.test(name))
        .map(async (pid) => (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(`/proc/${pid}`).catch(() => null))?.uid ?? -1)));
    for (let tried = 0; tried < accounts.count; tried += 1) {
        const account = accounts.first + ((seed + tried) % accounts.count);
        if (!taken.has(account) && !running.has(account))
            return account;
    }
    throw new Error("no free user id is left");
}
/** The first program of this name that may be run, in the directories where systems keep theirs; null when there is none. */
async function systemProgram(name) {
    for (const directory of ["/usr/bin", "/usr/sbin", "/bin", "/sbin", "/usr/local/bin"]) {
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(directory, name);
        if (await isThere(path, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.X_OK))
            return path;
    }
    return null;
}
/** Is there something at this path, and may it be used so (`F_OK`, `X_OK` …)? */
async function isThere(path, mode) {
    return (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.access)(path, mode).then(() => true, () => false);
}
/** systemd's range for users that exist only while something runs: https://systemd.io/UIDS-GIDS/ */
const accounts = { first: 61_184, count: 4_336 };
async function present(paths) {
    const found = await Promise.all(paths.map(async (path) => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.realpath)(path).catch(() => null)));
    return [...new Set(found.flatMap((path) => (path === null ? [] : [path])))];
}
/** A self-hosted runner's own folder, which holds its credentials, is the one around its work folder. */
async function runnerInstallation(work) {
    const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)(work);
    return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, ".runner")).then(() => folder, () => null);
}
/** Programs on the PATH are often links: the directories that they lead to. */
async function linkTargets(directory) {
    const entries = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)(directory, { withFileTypes: true }).catch(() => []);
    const links = entries.filter((entry) => entry.isSymbolicLink());
    const targets = await Promise.all(links.map(async ({ name }) => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.realpath)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(directory, name)).catch(() => null)));
    return [
        ...new Set(targets.flatMap((target) => (target === null || (0,node_path__WEBPACK_IMPORTED_MODULE_3__.basename)(target) === "" ? [] : [(0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)(target)]))),
    ];
}
function userHome() {
    try {
        return (0,node_os__WEBPACK_IMPORTED_MODULE_2__.userInfo)().homedir;
    }
    catch {
        return undefined; // A user id without an account, as in many containers.
    }
}


/***/ }),

/***/ 56493:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AS: () => (/* binding */ withRights),
/* harmony export */   D_: () => (/* binding */ giveFiles),
/* harmony export */   WS: () => (/* binding */ removeFiles),
/* harmony export */   bZ: () => (/* binding */ findRights),
/* harmony export */   oU: () => (/* binding */ measureFiles)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31421);
/* harmony import */ var _isolation_machine_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(61025);
/* harmony import */ var _isolation_scripts_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(28136);
/* harmony import */ var _shell_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(20935);




const patience = 120_000; // ms; the longest of these commands removes the files of a task
/** What this process may do on the machine, or why it cannot isolate anything. Nothing is changed by asking. */
async function findRights() {
    if (process.platform !== "linux")
        return { kind: "none", why: `this is ${process.platform}, and it takes Linux` };
    const missing = [];
    for (const name of [
        "bash",
        "unshare",
        "nsenter",
        "setpriv",
        "prlimit",
        "mount",
        "umount",
        "pivot_root",
        "ip",
        "env",
    ])
        if ((await (0,_isolation_machine_js__WEBPACK_IMPORTED_MODULE_1__/* .systemProgram */ .CA)(name)) === null)
            missing.push(name);
    if (missing.length > 0)
        return {
            kind: "none",
            why: `the machine has no ${missing.join(", ")} (packages util-linux and iproute2)`,
        };
    const whys = [];
    const sudo = process.getuid?.() === 0 ? null : await (0,_isolation_machine_js__WEBPACK_IMPORTED_MODULE_1__/* .systemProgram */ .CA)("sudo");
    const ways = [
        ...(process.getuid?.() === 0 ? [{ kind: "root", prefix: [] }] : []),
        ...(sudo === null ? [] : [{ kind: "sudo", prefix: [sudo, "-n", "--"] }]),
        { kind: "namespace", prefix: [] },
    ];
    for (const way of ways) {
        const user = way.kind === "namespace" ? ["--user", "--map-root-user"] : [];
        const attempt = [
            "unshare",
            ...user,
            "--mount",
            "--pid",
            "--net",
            "--fork",
            "mount",
            "-t",
            "tmpfs",
            "tmpfs",
            "/mnt",
        ];
        const end = await run([...way.prefix, ...attempt]);
        if (end.code === 0)
            return way;
        whys.push(`${refusals[way.kind]} (${words(end)})`);
    }
    return { kind: "none", why: whys.join(", and ") };
}
const refusals = {
    root: "root may not make namespaces",
    sudo: "the runner's user has no passwordless sudo that may",
    namespace: "user namespaces are not allowed",
};
/** Runs a command of ours with these rights on the machine itself. Throws with its last words when it fails. */
async function withRights(rights, command, limit = patience) {
    const end = await run([...rights.prefix, ...command], limit);
    if (end.code !== 0)
        throw new Error(`${command[0] ?? ""} failed: ${words(end)}`);
}
/** Gives files and directories to owners (`user:group`, by number), with what is in them; where only one user exists they have the right one already. */
async function giveFiles(rights, gifts) {
    const real = gifts.filter(({ paths }) => paths.length > 0);
    if (rights.kind === "namespace" || real.length === 0)
        return;
    // One command for all of them: each costs a process, and a look at the rights of sudo.
    const script = 'while (( $# )); do owner=$1 count=$2; shift 2; chown -R --no-dereference "$owner" -- "${@:1:count}" || exit 1; shift "$count"; done';
    await withRights(rights, [
        ..._isolation_scripts_js__WEBPACK_IMPORTED_MODULE_3__/* .bash */ .xj,
        script,
        "switchyard-give",
        ...real.flatMap(({ owner, paths }) => [owner, String(paths.length), ...paths]),
    ]);
}
/** Bytes on disk of what is in these directories. What vanishes meanwhile, or cannot be read without rights, is not counted. */
async function measureFiles(rights, paths) {
    const { stdout } = await run([
        ...rights.prefix,
        "du",
        "--summarize",
        "--one-file-system",
        "--block-size=1",
        "--",
        ...paths,
    ]);
    return stdout.split("\n").reduce((sum, line) => sum + (Number(line.split("\t")[0]) || 0), 0);
}
/** Removes files and directories, or only what is in them, whoever owns them; what was emptied belongs to the runner's user again. */
async function removeFiles(rights, paths, what) {
    // The kernel leaves a directory without any permission inside of a layer's own.
    const script = 'depth=$1; shift; chmod -R u+rwX -- "$@" 2>/dev/null; find "$@" -mindepth "$depth" -delete';
    await withRights(rights, ["sh", "-c", script, "sh", what === "all" ? "0" : "1", ...paths]);
    const own = `${process.getuid?.()}:${process.getgid?.()}`;
    if (what === "content")
        await giveFiles(rights, [{ owner: own, paths }]);
}
/** Runs a program of the machine in an environment without anything of the job's. */
async function run(command, limit = patience) {
    const [program = "", ...args] = command;
    const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(program, args, {
        env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C" },
        stdio: ["ignore", "pipe", "pipe"],
    });
    (0,_shell_js__WEBPACK_IMPORTED_MODULE_2__/* .limitTime */ .DZ)(child, limit);
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text) => (stderr = (stderr + text).slice(-2_000)));
    return new Promise((resolve) => {
        child.once("error", (error) => resolve({ code: null, stdout, stderr: error.message }));
        child.once("close", (code) => resolve({ code, stdout, stderr }));
    });
}
function words({ code, stderr }) {
    return stderr.trim().split("\n").at(-1) || `exit code ${code}`;
}


/***/ }),

/***/ 28136:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bd: () => (/* binding */ outsideScript),
/* harmony export */   OW: () => (/* binding */ startScript),
/* harmony export */   xj: () => (/* binding */ bash),
/* harmony export */   yT: () => (/* binding */ insideScript)
/* harmony export */ });
/**
 * The shell scripts between the action and a program in isolation. They are passed to bash as arguments, so that they lie on no disk, and their
 * words come as arguments: nothing is ever put into their text.
 */
/**
 * How bash runs a script of ours. Without `--norc` it reads `~/.bashrc` when its input is a socket, as all pipes of Node's are: it takes that for
 * a remote shell, and in a tree of the agent's that file is the agent's. With `-p` no variable makes it run anything: `BASH_ENV`, say, which a profile may
 * give to gates, would be obeyed on the machine itself, and may name a file of the agent's.
 */
const bash = ["/bin/bash", "--norc", "--noprofile", "-p", "-c"];
/**
 * Runs beside the action, as its user: starts the command that its arguments are, in an empty environment, and holds the writing end of the
 * control pipe. SIGTERM becomes a word in that pipe; when this process dies, however it does, the pipe closes, and `insideScript` ends everything.
 * Its own environment is the program's: it waits at descriptor 7. Arguments: the path of the control pipe, then the command; in that the word
 * `@heir` stands for the id of this process.
 */
const outsideScript = `
control=$1; shift
for fd in /proc/$$/fd/*; do fd=\${fd##*/}; (( fd <= 2 || fd == 255 )) || exec {fd}>&-; done
mkfifo -m 600 -- "$control" || exit 125
exec 9<>"$control" 7</proc/$$/environ
trap 'printf T >&9' TERM INT HUP
# A session of its own: signals to the group of this process reach the program once, through the pipe.
setsid env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C "\${@/#@heir/$$}" 9>&- <&0 &
child=$!
while kill -0 "$child" 2>/dev/null; do wait "$child"; status=$?; done
wait "$child" 2>/dev/null; last=$?
[[ $last -eq 127 ]] || status=$last
exit "$status"
`;
/**
 * The first process of a run's namespaces, still with the rights to mount: does the steps that its arguments list, gives up on the first that
 * fails, and starts the program. It stays as their init: when the program ends or the control pipe closes, it goes, and the kernel kills
 * whatever else is left in there before anyone sees its end. Arguments: the control pipe; a file for its process id as the machine counts, and `ready` when the view stands; the
 * process whose environment the program gets, when descriptor 7 did not come through (sudo closes it), else 0; the number of steps, each as the number of its words and the words; the program and its arguments.
 */
const insideScript = `
[[ $$ -eq 1 ]] || exit 125 # anywhere else, "kill -1" below would mean the whole machine
control=$1 note=$2 heir=$3 steps=$4; shift 4
exec 8<"$control" || exit 125
[[ $heir == 0 ]] || exec 7<"/proc/$heir/environ" || exit 125
read -r outer _ </proc/self/stat && exec 6>"$note" && printf '%s ' "$outer" >&6 || exit 125
while (( steps-- > 0 )); do
  words=$1; shift
  "\${@:1:words}" 8<&- 7<&- 6>&- </dev/null >/dev/null || { echo "switchyard: this failed: \${*:1:words}" >&2; exit 125; }
  shift "$words"
done
cd /
printf ready >&6
exec 6>&-
"$@" 8<&- <&0 &
program=$!
{
  while read -r -N 1 -u 8 word; do [[ $word != T ]] || kill -TERM -1; done
  kill -KILL -1
} 7<&- </dev/null &
watcher=$!
exec 8<&- 7<&-
trap : TERM INT HUP
while kill -0 "$program" 2>/dev/null && kill -0 "$watcher" 2>/dev/null; do wait -n "$program" "$watcher"; done
kill -0 "$program" 2>/dev/null && exit 137
wait "$program"
`;
/**
 * The last step, already without any rights: takes over the environment that waits at descriptor 7, and becomes the program. Arguments: the
 * directory to be in, the program and its arguments.
 */
const startScript = `
for name in $(compgen -e); do unset "$name"; done
while IFS= read -r -d '' entry <&7; do [[ $entry =~ ^[A-Za-z_][A-Za-z0-9_]*= ]] && export "$entry"; done 2>/dev/null
exec 7<&-
cd -- "$1" || exit 125
shift
exec /usr/bin/env --default-signal=INT,QUIT -- "$@"
`;


/***/ }),

/***/ 93692:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Rr: () => (/* binding */ openTaskDirectory),
/* harmony export */   UU: () => (/* binding */ sweepLeavings)
/* harmony export */ });
/* unused harmony export signDirectory */
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(58500);
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3828);
/* harmony import */ var _control_group_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(57606);
/* harmony import */ var _isolation_rights_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(56493);
/* harmony import */ var _claude_processes_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(44219);







const note = "owner";
const clockTicks = 100; // a second; Linux tells times to user space in these, whatever its own clock does
const patience = 10_000; // ms until a killed process is gone
/** The name of a task's private directory in the runner's temporary directory begins so. */
const taskDirectory = "switchyard-";
/** Makes a private directory of this process for a task, in the runner's temporary directory. */
async function openTaskDirectory(temp) {
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)(temp, { recursive: true });
    const directory = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdtemp)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(temp, taskDirectory));
    await signDirectory(directory);
    return directory;
}
/** Notes in a task's private directory which process it belongs to, so that a later task can tell that it is nobody's any more. */
async function signDirectory(directory) {
    const life = await lifeOf(process.pid);
    if (life !== null)
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, note), `${life.id}\n`);
}
/**
 * Removes what tasks left on this machine that were killed before they could tidy up: their processes, control groups and private directories, and
 * files of another user in the workspace, into which nobody could check anything out. What belongs to a task at work stays. Resolves to what was
 * there, in words; throws a UserError when this runner's user may not remove it.
 */
async function sweepLeavings({ temp, workspace, }) {
    const directories = await abandonedDirectories(temp);
    const groups = await abandonedGroups();
    const foreign = await holdsForeign(workspace);
    if (directories.length === 0 && groups.length === 0 && !foreign)
        return [];
    const found = await (0,_isolation_rights_js__WEBPACK_IMPORTED_MODULE_5__/* .findRights */ .bZ)();
    const rights = found.kind === "none" ? { kind: "namespace", prefix: [] } : found;
    try {
        const processes = (await Promise.all(directories.map(processesOf))).flat();
        for (const pid of processes)
            await end(rights, pid);
        for (const group of groups)
            await (0,_isolation_rights_js__WEBPACK_IMPORTED_MODULE_5__/* .withRights */ .AS)(rights, ["rmdir", "--", group]).catch(() => undefined);
        if (directories.length > 0)
            await (0,_isolation_rights_js__WEBPACK_IMPORTED_MODULE_5__/* .removeFiles */ .WS)(rights, directories, "all");
        if (foreign)
            await (0,_isolation_rights_js__WEBPACK_IMPORTED_MODULE_5__/* .removeFiles */ .WS)(rights, [workspace], "content");
        return [
            ...counted(processes.length, "process", "processes"),
            ...counted(groups.length, "control group", "control groups"),
            ...counted(directories.length, "private directory", "private directories"),
            ...(foreign ? ["files of another user in the workspace"] : []),
        ];
    }
    catch (error) {
        throw new _core_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .yo(`An earlier task on this machine was killed and left files of another user in ${[...directories, ...(foreign ? [workspace] : [])].join(" and ")}, which this runner's user may not remove (${(0,_core_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error)}). Remove them by hand as root, or let the runner's user do so by passwordless sudo.`, { cause: error });
    }
}
/** A process by what no other one will ever be called: the boot, its id, and its start; and when that was, in ms since 1970. Null when it is gone. */
async function lifeOf(pid) {
    try {
        const [boot, line, machine] = await Promise.all([
            (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)("/proc/sys/kernel/random/boot_id", "utf8"),
            (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(`/proc/${pid}/stat`, "utf8"),
            (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)("/proc/stat", "utf8"),
        ]);
        // The name before the last bracket may hold anything: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
        const [state, ...fields] = line.slice(line.lastIndexOf(")") + 2).split(" ");
        if (state === "Z")
            return null;
        const ticks = Number(fields[18]);
        const bootedAt = Number(/^btime (\d+)$/m.exec(machine)?.[1]);
        return {
            id: `${boot.trim()} ${pid} ${ticks}`,
            startedAt: (bootedAt + ticks / clockTicks) * 1000,
        };
    }
    catch {
        return null;
    }
}
async function abandonedDirectories(temp) {
    const names = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(temp).catch(() => []);
    const found = await Promise.all(names
        .filter((name) => name.startsWith(taskDirectory))
        .map(async (name) => {
        const owner = (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(temp, name, note), "utf8").catch(() => "")).trim();
        if (owner === "")
            return []; // Not ours, or of a task that is about to sign it.
        const alive = (await lifeOf(Number(owner.split(" ")[1])))?.id === owner;
        return alive ? [] : [(0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(temp, name)];
    }));
    return found.flat();
}
async function abandonedGroups() {
    const groups = await (0,_control_group_js__WEBPACK_IMPORTED_MODULE_4__/* .controlGroups */ .k)();
    const found = await Promise.all(groups.map(async ({ path, owner }) => ((await lifeOf(owner)) === null ? [path] : [])));
    return found.flat();
}
async function holdsForeign(workspace) {
    const own = process.getuid?.();
    const paths = [
        workspace,
        ...(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(workspace).catch(() => [])).map((name) => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(workspace, name)),
    ];
    const owners = await Promise.all(paths.map(async (path) => (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(path).catch(() => null))?.uid ?? own));
    return owners.some((owner) => owner !== own);
}
/** The first processes of a task's runs that are still there; when one of them goes, so does everything in its namespaces. */
async function processesOf(directory) {
    const runs = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, "runs");
    const found = await Promise.all((await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(runs).catch(() => [])).map(async (name) => {
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(runs, name, "init");
        const pid = Number((await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(path, "utf8").catch(() => "")).split(" ")[0]);
        const life = await lifeOf(pid);
        if (life === null || !Number.isInteger(pid) || pid < 2)
            return [];
        // It wrote the note in its first moments; who started later only got its number.
        return life.startedAt <= (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(path)).mtimeMs + 1_000 ? [pid] : [];
    }));
    return found.flat();
}
async function end(rights, pid) {
    const before = await lifeOf(pid);
    if (!(0,_claude_processes_js__WEBPACK_IMPORTED_MODULE_6__/* .signalProcess */ .a)(pid, "SIGKILL"))
        await (0,_isolation_rights_js__WEBPACK_IMPORTED_MODULE_5__/* .withRights */ .AS)(rights, ["sh", "-c", 'kill -KILL "$1"', "sh", String(pid)]);
    for (const deadline = Date.now() + patience; Date.now() < deadline; await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_2__.setTimeout)(10))
        if ((await lifeOf(pid))?.id !== before?.id)
            return;
    throw new Error(`the process ${pid} could not be ended within 10 s`);
}
function counted(count, one, many) {
    return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
}


/***/ }),

/***/ 20935:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DZ: () => (/* binding */ limitTime),
/* harmony export */   Fg: () => (/* binding */ capture),
/* harmony export */   d1: () => (/* binding */ runCommand)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31421);
/* harmony import */ var _core_log_line_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73916);


const shellOptions = ["--noprofile", "--norc", "-eo", "pipefail"];
const tailLimit = 8_000; // characters; enough for a stack trace, small enough for a comment
const grace = 3_000; // ms between SIGTERM and SIGKILL: a limit is obeyed within five seconds
/**
 * Runs a command of the repository's config by bash, as Actions runs `run:` (`-eo pipefail`, no profile), with exactly the given environment. Its whole
 * process group is ended at the time limit or when `signal` aborts. `onLine` gets each line of output.
 */
async function runCommand(options) {
    const started = Date.now();
    const [program, ...args] = [...options.launcher, "bash", ...shellOptions, "-c", options.command];
    const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(program, args, {
        cwd: options.cwd,
        env: { ...options.env },
        stdio: ["ignore", "pipe", "pipe"],
        detached: true,
    });
    const limit = AbortSignal.any([options.signal, AbortSignal.timeout(options.minutes * 60_000)]);
    let tail = "";
    let line = "";
    const show = (0,_core_log_line_js__WEBPACK_IMPORTED_MODULE_1__/* .boundedLog */ .KY)(options.onLine);
    const take = (chunk) => {
        tail = (tail + chunk).slice(-tailLimit);
        const parts = (line + chunk).split("\n");
        line = (parts.pop() ?? "").slice(-tailLimit);
        for (const part of parts)
            show(part);
    };
    child.stdout.setEncoding("utf8").on("data", take);
    child.stderr.setEncoding("utf8").on("data", take);
    const end = () => {
        // Whoever fills a disk could do so until the last moment.
        killGroup(child.pid, limit.reason === "disk" ? "SIGKILL" : "SIGTERM");
        setTimeout(() => killGroup(child.pid, "SIGKILL"), grace).unref();
    };
    limit.addEventListener("abort", end, { once: true });
    try {
        const code = await new Promise((resolve, reject) => {
            child.once("error", reject);
            // `exit`, not `close`: a daemon that keeps the pipes open must not hold us up.
            child.once("exit", (status) => setImmediate(() => resolve(status)));
        });
        if (line !== "")
            show(line);
        const ended = options.signal.aborted
            ? "stopped"
            : limit.aborted
                ? "timed_out"
                : code === 0
                    ? "passed"
                    : "failed";
        return { ended, code, seconds: (Date.now() - started) / 1000, tail };
    }
    finally {
        limit.removeEventListener("abort", end);
        killGroup(child.pid, "SIGKILL");
        child.stdout.destroy();
        child.stderr.destroy();
    }
}
/** Runs a program to its end and returns what it printed, up to a limit at which it is ended. Ended too: whatever takes longer than `patience` (ms). */
async function capture(options) {
    const [program = "", ...args] = options.command;
    const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(program, args, {
        cwd: options.cwd,
        env: { ...options.environment },
        stdio: ["pipe", "pipe", "pipe"],
    });
    limitTime(child, options.patience, "SIGKILL");
    const parts = [];
    let length = 0;
    let stderr = "";
    child.stdout.on("data", (bytes) => {
        length += bytes.length;
        if (length <= options.limitBytes)
            parts.push(bytes);
        else
            child.kill("SIGKILL");
    });
    child.stderr.setEncoding("utf8").on("data", (text) => (stderr = (stderr + text).slice(-tailLimit)));
    child.stdin.on("error", () => undefined); // It did not want all of it; its end says why.
    child.stdin.end(options.input ?? "");
    const code = await new Promise((resolve, reject) => {
        child.once("error", reject);
        child.once("close", resolve);
    });
    return { code, stdout: Buffer.concat(parts), stderr: stderr.trim() };
}
/** Ends a child that takes longer than `ms`. spawn's own `timeout` keeps this process alive for all of it when the program does not exist. */
function limitTime(child, ms, signal = "SIGTERM") {
    const timer = setTimeout(() => child.kill(signal), ms);
    const stop = () => clearTimeout(timer);
    child.once("exit", stop).once("error", stop);
}
function killGroup(pid, signal) {
    if (pid === undefined)
        return;
    try {
        process.kill(-pid, signal);
    }
    catch {
        // The group is gone already.
    }
}


/***/ })

};
