export const id = 49;
export const ids = [49];
export const modules = {

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
