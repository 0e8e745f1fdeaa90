export const id = 745;
export const ids = [745,49];
export const modules = {

/***/ 53745:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readKit: () => (/* binding */ readKit),
/* harmony export */   writeKit: () => (/* binding */ writeKit)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(38815);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(42047);
/* harmony import */ var _core_agent_kit_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(20759);
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3828);
/* harmony import */ var _base_tree_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(91049);







const skillFiles = 200; // of one skill; it is text for a model
const skillCharacters = 2_000_000; // of all of its files
const givenName = /^[A-Za-z0-9][\w-]{0,63}$/;
const oneLine = zod__WEBPACK_IMPORTED_MODULE_6__/* .string */ .YjP().trim().min(1);
const SkillHead = zod__WEBPACK_IMPORTED_MODULE_6__/* .looseObject */ ._H3({ name: oneLine.optional(), description: oneLine });
const AgentHead = zod__WEBPACK_IMPORTED_MODULE_6__/* .looseObject */ ._H3({
    name: oneLine.optional(),
    description: oneLine,
    tools: zod__WEBPACK_IMPORTED_MODULE_6__/* .union */ .KCZ([zod__WEBPACK_IMPORTED_MODULE_6__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_6__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_6__/* .string */ .YjP())]).optional(),
});
const Server = zod__WEBPACK_IMPORTED_MODULE_6__/* .union */ .KCZ([
    zod__WEBPACK_IMPORTED_MODULE_6__/* .strictObject */ .rej({
        type: zod__WEBPACK_IMPORTED_MODULE_6__/* .literal */ .euz("stdio").optional(),
        command: zod__WEBPACK_IMPORTED_MODULE_6__/* .string */ .YjP().min(1),
        args: zod__WEBPACK_IMPORTED_MODULE_6__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_6__/* .string */ .YjP()).optional(),
        env: zod__WEBPACK_IMPORTED_MODULE_6__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_6__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_6__/* .string */ .YjP()).optional(),
    }),
    zod__WEBPACK_IMPORTED_MODULE_6__/* .strictObject */ .rej({
        type: zod__WEBPACK_IMPORTED_MODULE_6__/* ["enum"] */ .k5n(["http", "sse"]),
        url: zod__WEBPACK_IMPORTED_MODULE_6__/* .string */ .YjP().min(1),
        headers: zod__WEBPACK_IMPORTED_MODULE_6__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_6__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_6__/* .string */ .YjP()).optional(),
    }),
]);
const Servers = zod__WEBPACK_IMPORTED_MODULE_6__/* .looseObject */ ._H3({ mcpServers: zod__WEBPACK_IMPORTED_MODULE_6__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_6__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_6__/* .unknown */ .L5J()) });
/** Reads a kit from a commit. Throws a UserError that lists everything that is missing or wrong. */
async function readKit(github, { commit, paths }) {
    const problems = [];
    const leftOut = [];
    const texts = await (0,_base_tree_js__WEBPACK_IMPORTED_MODULE_5__.readTexts)(github, { commit, paths: [...paths.agents, ...paths.mcp] });
    const skills = [];
    for (const path of paths.skills) {
        const skill = await readSkill(github, { commit, path, problems, leftOut });
        if (skill !== null)
            skills.push(skill);
    }
    const agents = new Map();
    for (const path of paths.agents) {
        const read = headed(path, { text: texts.get(path), head: AgentHead, problems });
        if (read === null)
            continue;
        const { name = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(path, ".md"), description, tools, ...others } = read.head;
        noteOthers(path, others, leftOut);
        const listed = typeof tools === "string" ? tools.split(",").map((tool) => tool.trim()) : tools;
        const agent = { description, prompt: read.body, ...(listed === undefined ? {} : { tools: listed }) };
        if (nameIsGood(path, { name, taken: agents, problems }))
            agents.set(name, agent);
    }
    const servers = new Map();
    for (const path of paths.mcp)
        for (const [name, server] of serversIn(path, { text: texts.get(path), problems }))
            if (nameIsGood(path, { name, taken: servers, problems }))
                servers.set(name, server);
    if (problems.length > 0)
        throw new _core_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .UserError */ .yo(`What the config names for the agent cannot be used, as it stands on the default branch:\n${problems.join("\n")}\nWhat each file has to hold: docs/configuration.md.`);
    return { skills, agents, servers, leftOut };
}
/** Writes a kit into a directory, for everybody to read. Null when it is empty. */
async function writeKit(kit, directory) {
    if (kit.skills.length + kit.agents.size + kit.servers.size === 0)
        return null;
    const put = async (path, text) => {
        const file = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, path);
        for (let folder = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path); folder !== "."; folder = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(folder)) {
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, folder), { recursive: true });
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.chmod)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, folder), 0o755);
        }
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(file, text);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.chmod)(file, 0o755); // a skill may bring scripts, and GitHub's answer does not say which they are
        return file;
    };
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)(directory, { recursive: true });
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.chmod)(directory, 0o755);
    for (const { name, files } of kit.skills)
        for (const [path, text] of files)
            await put((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)("plugin", "skills", name, path), text);
    const plugin = { name: _core_agent_kit_js__WEBPACK_IMPORTED_MODULE_3__/* .pluginName */ .NQ, version: "1.0.0", description: "Skills of this repository" };
    if (kit.skills.length > 0)
        await put("plugin/.claude-plugin/plugin.json", JSON.stringify(plugin));
    return {
        directory,
        plugin: kit.skills.length === 0 ? null : (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, "plugin"),
        agents: kit.agents.size === 0 ? null : await put("agents.json", JSON.stringify(Object.fromEntries(kit.agents))),
        servers: kit.servers.size === 0
            ? null
            : await put("mcp.json", JSON.stringify({ mcpServers: Object.fromEntries(kit.servers) })),
    };
}
async function readSkill(github, { commit, path, problems, leftOut }) {
    const found = [];
    let directories = [path.replace(/\/+$/, "")];
    while (directories.length > 0 && found.length <= skillFiles) {
        const entries = await (0,_base_tree_js__WEBPACK_IMPORTED_MODULE_5__/* .readEntries */ .$)(github, { commit, directories });
        found.push(...[...entries].flatMap(([file, kind]) => (kind === "file" ? [file] : [])));
        for (const [file, kind] of entries)
            if (kind === "other")
                leftOut.push(`${file} is neither a file nor a directory.`);
        directories = [...entries].flatMap(([directory, kind]) => (kind === "directory" ? [directory] : []));
    }
    if (found.length > skillFiles) {
        problems.push(`${path}: has more than ${skillFiles} files.`);
        return null;
    }
    const texts = await (0,_base_tree_js__WEBPACK_IMPORTED_MODULE_5__.readTexts)(github, { commit, paths: found });
    const main = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(path, "SKILL.md");
    if ([...texts.values()].reduce((sum, text) => sum + text.length, 0) > skillCharacters) {
        problems.push(`${path}: has more than ${skillCharacters} characters.`);
        return null;
    }
    const read = headed(main, { text: texts.get(main), head: SkillHead, problems });
    if (read === null)
        return null;
    const { name = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(path), description, ...others } = read.head;
    noteOthers(main, others, leftOut);
    if (!nameIsGood(main, { name, taken: new Map(), problems }))
        return null;
    for (const file of found)
        if (!texts.has(file))
            leftOut.push(`${file} is no text.`);
    const inside = (file) => file.slice((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(path, "/").length);
    const files = new Map([...texts].map(([file, text]) => [inside(file), text]));
    // Our own head: what else stands there would configure Claude Code, such as hooks and permissions.
    files.set("SKILL.md", `---\n${(0,yaml__WEBPACK_IMPORTED_MODULE_2__/* .stringify */ .As)({ name, description })}---\n${read.body}`);
    return { name, description, files };
}
/** A Markdown file with a head in YAML, between two lines `---`. */
function headed(path, { text, head, problems }) {
    if (text === undefined) {
        problems.push(`${path}: there is no such file, or it is no text.`);
        return null;
    }
    const [, yaml, body = ""] = /^---\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n([\s\S]*))?$/.exec(text) ?? [];
    if (yaml === undefined) {
        problems.push(`${path}:1: begins with no head. Write \`---\`, \`description: …\`, \`---\` above the text.`);
        return null;
    }
    try {
        const parsed = head.safeParse((0,yaml__WEBPACK_IMPORTED_MODULE_2__/* .parse */ .qg)(yaml, { prettyErrors: false }));
        if (parsed.success)
            return { head: parsed.data, body };
        problems.push(...parsed.error.issues.map((issue) => `${path}:1: ${issue.path.join(".") || "its head"}: ${issue.message}.`));
    }
    catch (error) {
        problems.push(`${path}:1: its head is not valid YAML: ${(0,_core_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(error)}.`);
    }
    return null;
}
function serversIn(path, { text, problems }) {
    if (text === undefined) {
        problems.push(`${path}: there is no such file, or it is no text.`);
        return [];
    }
    try {
        const file = Servers.safeParse(JSON.parse(text));
        if (file.success)
            return Object.entries(file.data.mcpServers).flatMap(([name, value]) => {
                const server = Server.safeParse(value);
                if (server.success)
                    return [[name, server.data]];
                problems.push(`${path}: mcpServers.${name}: expected \`command\` with \`args\` and \`env\`, or \`type: http\` with \`url\` and \`headers\`, and nothing else.`);
                return [];
            });
        problems.push(`${path}: expected \`{ "mcpServers": { … } }\`.`);
    }
    catch (error) {
        problems.push(`${path}: is not JSON: ${(0,_core_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(error)}.`);
    }
    return [];
}
function nameIsGood(path, { name, taken, problems }) {
    const bad = !givenName.test(name);
    if (bad)
        problems.push(`${path}: the name ${JSON.stringify(name)} has other characters than letters, digits, \`_\` and \`-\`.`);
    if (taken.has(name))
        problems.push(`${path}: the name "${name}" is used before; give each its own.`);
    return !bad && !taken.has(name);
}
function noteOthers(path, others, leftOut) {
    const names = Object.keys(others);
    if (names.length > 0)
        leftOut.push(`${path}: ${names.join(", ")}.`);
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


/***/ })

};
