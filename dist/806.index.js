export const id = 806;
export const ids = [806];
export const modules = {

/***/ 64806:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   mintAppToken: () => (/* binding */ mintAppToken)
/* harmony export */ });
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(33838);
/* harmony import */ var _octokit_auth_app__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76479);
/* harmony import */ var _octokit_request__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(57561);
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3828);




/** What publishing needs, and no more: the branch, and the pull request with its assignee. */
const permissions = { contents: "write", pull_requests: "write", issues: "write" };
/**
 * Mints a token of the App for this one repository, with publishing's permissions only. It lives an hour at most (GitHub's limit), so it is
 * asked for when it is needed. Throws a UserError when the key does not fit the App, or the App is not installed here.
 */
async function mintAppToken({ clientId, privateKey, repository, }) {
    const [owner = "", repo = ""] = repository.split("/");
    const api = _octokit_request__WEBPACK_IMPORTED_MODULE_2__/* .request */ .E.defaults({ baseUrl: process.env["GITHUB_API_URL"] ?? "https://api.github.com" });
    try {
        const auth = (0,_octokit_auth_app__WEBPACK_IMPORTED_MODULE_3__/* .createAppAuth */ .K)({ appId: clientId, privateKey, request: api });
        const app = await auth({ type: "app" });
        const found = await api("GET /repos/{owner}/{repo}/installation", {
            owner,
            repo,
            headers: { authorization: `bearer ${app.token}` },
        });
        const { token } = await auth({
            type: "installation",
            installationId: found.data.id,
            repositoryNames: [repo],
            permissions,
        });
        (0,_actions_core__WEBPACK_IMPORTED_MODULE_0__/* .setSecret */ .Pq)(token);
        return {
            token,
            // A token that cannot be revoked ends by itself; the work is done by then.
            [Symbol.asyncDispose]: async () => void (await api("DELETE /installation/token", { headers: { authorization: `token ${token}` } }).catch(() => undefined)),
        };
    }
    catch (error) {
        throw new _core_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`Cannot get a token of the GitHub App ${clientId} for ${repository}: ${(0,_core_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error)}. Check that the variable SWITCHYARD_APP_CLIENT_ID and the secret app-private-key belong to one App, that it is installed on this repository, and that it has contents, pull requests and issues: write.`, { cause: error });
    }
}


/***/ })

};
